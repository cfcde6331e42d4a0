"""What rules may ask, answered from the read state with masks over all nodes.

A mask costs the same for one node as for all, so every question is asked of whole relations and kept for the next rule.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from rdflib import URIRef
from rdflib.paths import Path

from leitlinien.kinds import Ansatzgeld, Feldname, Grund, Knoten, Spur, Zuwendungsgeld
from leitlinien.model.regel import Bedingung, Weg
from leitlinien.model.regeln import ENTFAELLT, ZUGEHOERIGKEIT
from leitlinien.paths import folge, urbild

if TYPE_CHECKING:
    from leitlinien.kinds import Feld, Marke
    from leitlinien.state import Spalte, State

__all__ = ["Graphlage", "Maske"]

Maske = npt.NDArray[np.bool_]
"""One truth value for each node."""


class Graphlage:
    """The graph on a day, in a view; implements `leitlinien.model.regel.Lage`."""

    def __init__(self, state: "State", stichtag: date, *, vorschlaege: bool, andere: "Graphlage | None" = None) -> None:
        self.state = state
        self.stichtag = stichtag
        self.vorschlaege = vorschlaege
        self._masken: dict[Weg, Maske] = {}
        self._andere = andere
        """The same in the other view."""

    def mit_vorschlaegen(self) -> "Graphlage":
        """The same with proposals, whatever was asked."""
        return self if self.vorschlaege else self._umgekehrt()

    def gesichert(self) -> "Graphlage":
        """The same without proposals, whatever was asked."""
        return self._umgekehrt() if self.vorschlaege else self

    def _umgekehrt(self) -> "Graphlage":
        if self._andere is None:
            self._andere = Graphlage(self.state, self.stichtag, vorschlaege=not self.vorschlaege, andere=self)
        return self._andere

    # values

    def wert(self, knoten: int, feld: str) -> Any:
        """Typed value of a field by Python name; None when there is none or the kind has no such field."""
        gefunden = self.state.art(knoten).feld.get(feld)
        return None if gefunden is None else self.state.wert(knoten, gefunden)

    def nennt(self, knoten: int) -> str:
        """Title and short name: „Offene Werkstatt“ (M1)."""
        return f"„{self.wert(knoten, 'titel')}“ ({self.wert(knoten, 'kennung')})"

    def mit_wert(self, knoten: Sequence[int], feld: str) -> list[int]:
        """Those of the nodes that have a value there."""
        return self.auswahl(knoten, self._vorhanden(feld))

    def _vorhanden(self, feld: str) -> Maske:
        maske = self._leer()
        for bereich, f in self._spalten(feld):
            maske[bereich.start : bereich.stop] = self.state.spalte(self.state.art(bereich.start).name, f).vorhanden
        return maske

    def _spalten(self, feld: str) -> "Iterable[tuple[range, Feld]]":
        for art in self.state.modell.arten.values():
            f, bereich = art.feld.get(feld), self.bereich(art.name)
            if f is not None and bereich:
                yield bereich, f

    def bereich(self, art: str) -> range:
        """Numbers of a kind; none for a kind that the state does not know."""
        return self.state.bereich(art) if art in self.state.modell.arten else range(0)

    def erfuellt(self, maske: Maske, bedingung: Bedingung, *, ohne_feld: bool = True) -> Maske:
        """Those of the mask that meet the condition; kinds without the field meet it, unless `ohne_feld` says no."""
        ergebnis = maske.copy()
        if not ohne_feld:
            ergebnis &= self.arten(a.klasse for a in self.state.modell.arten.values() if bedingung.feld in a.feld)
        for bereich, f in self._spalten(bedingung.feld):
            if maske[bereich.start : bereich.stop].any():
                spalte = self.state.spalte(self.state.art(bereich.start).name, f)
                ergebnis[bereich.start : bereich.stop] &= _gilt(spalte, bedingung)
        return ergebnis

    # masks

    def _leer(self) -> Maske:
        return np.zeros(self.state.n, bool)

    def auswahl(self, knoten: Sequence[int], maske: Maske) -> list[int]:
        """Those of the nodes where the mask is set."""
        return [k for k in knoten if maske[k]]

    def arten(self, klassen: Iterable[type[Knoten]]) -> Maske:
        """Nodes of these kinds; `Knoten` means every kind."""
        return np.asarray(self.state.artmaske(k.__name__ for k in klassen), bool)

    def maske(self, weg: Weg) -> Maske:
        """Nodes from which the path leads anywhere."""
        if weg not in self._masken:
            ziel = self.arten(weg.bei)
            if weg.wenn is not None:
                ziel = self.erfuellt(ziel, weg.wenn)
            self._masken[weg] = self.urbild(weg.pfad, ziel)
        return self._masken[weg]

    def urbild(self, pfad: URIRef | Path, ziel: Maske) -> Maske:
        """Nodes from which the path leads into the mask."""
        return np.asarray(urbild(self.state, pfad, ziel, self.vorschlaege), bool)

    def fuehrt(self, knoten: Sequence[int], weg: Weg) -> list[int]:
        """Those of the nodes from which the path leads anywhere."""
        return self.auswahl(knoten, self.maske(weg))

    def ziele(self, knoten: Sequence[int], weg: Weg) -> list[list[int]]:
        """For each node the nodes to which the path leads, in order."""
        arten = tuple(k.__name__ for k in weg.bei)
        ziele = [
            [t.knoten for t in treffer] for treffer in folge(self.state, knoten, weg.pfad, arten, self.vorschlaege)
        ]
        if weg.wenn is None:
            return ziele
        gilt = self.erfuellt(self.arten(weg.bei), weg.wenn)
        return [self.auswahl(z, gilt) for z in ziele]

    # validity

    @cached_property
    def in_kraft(self) -> Maske:
        """Nodes whose validity has begun and is not over on the day."""
        tag = self.stichtag.toordinal()
        maske = ~self._leer()
        for feld in ("gilt_ab", "gilt_bis"):
            for bereich, f in self._spalten(feld):
                spalte = self.state.spalte(self.state.art(bereich.start).name, f)
                if spalte.array is not None:
                    ausser = spalte.array > tag if feld == "gilt_ab" else spalte.array < tag
                    maske[bereich.start : bereich.stop] &= ~(ausser & spalte.vorhanden)
        return maske

    # money

    @cached_property
    def _spurpraedikate(self) -> list[URIRef]:
        return [b.praedikat for b in self.state.modell.beziehungen.values() if Spur in b.marken]

    @cached_property
    def _grad(self) -> npt.NDArray[np.int64]:
        grad = np.zeros(self.state.n, np.int64)
        for praedikat in self._spurpraedikate:
            von, _ = self.state.linkarrays(str(praedikat), self.vorschlaege)
            grad += np.bincount(von, minlength=self.state.n)
        return grad

    def gabeln(self, knoten: Sequence[int]) -> list[int]:
        """Those of the nodes from which more than one trace link leads upwards."""
        return self.auswahl(knoten, self._grad > 1)

    def anteile(self, knoten: int) -> list[Decimal | None]:
        """Shares of the trace links that lead upwards from the node; None for a link without a share."""
        texte = (self.state.anteil(k.angaben) for k in self.state.spurkanten(knoten, True, self.vorschlaege))
        return [None if text is None else Decimal(text) for text in texte]

    @cached_property
    def _geld(self) -> Maske:
        geld = self._leer()
        for art in self.state.modell.arten.values():
            bereich = self.bereich(art.name)
            for feld in art.werte:
                if bereich and not feld.marken.isdisjoint({Zuwendungsgeld, Ansatzgeld}):
                    geld[bereich.start : bereich.stop] |= self.state.spalte(art.name, feld).vorhanden
        neu = geld
        while neu.any():
            ueber = self._leer()
            for praedikat in self._spurpraedikate:
                ueber |= self.urbild(~praedikat, neu)
            neu = ueber & ~geld
            geld = geld | neu
        return geld

    def mit_geld(self, knoten: Sequence[int]) -> list[int]:
        """Those of the nodes where money that a trace follows is held, or below which it is held."""
        return self.auswahl(knoten, self._geld)

    # wholes and empty places

    @cached_property
    def regelwerke(self) -> range:
        """Numbers of the wholes that nodes belong to."""
        return self.bereich(ZUGEHOERIGKEIT.art.__name__)

    def _gehoert(self, ganze: Maske) -> Maske:
        """Nodes that belong to one of these wholes: by their own statement, else by what they contribute to."""
        eigene = self.urbild(ZUGEHOERIGKEIT.eigene, self.arten((ZUGEHOERIGKEIT.art,)))
        return (
            ganze
            | self.urbild(ZUGEHOERIGKEIT.eigene, ganze)
            | (self.urbild(ZUGEHOERIGKEIT.abgeleitet, ganze) & ~eigene)
        )

    def gehoert_zu(self, regelwerk: int) -> Maske:
        """Nodes that belong to the whole, itself included."""
        return self._gehoert(np.asarray(self.state.maske([regelwerk]), bool))

    @cached_property
    def auszug(self) -> Maske:
        """Nodes that belong to a whole of which only a part is at hand."""
        return self._gehoert(self.erfuellt(self.arten((ZUGEHOERIGKEIT.art,)), ZUGEHOERIGKEIT.auszug))

    def leerstellen(self, knoten: Sequence[int], felder: Iterable[str]) -> dict[int, bool]:
        """Nodes that say one of these fields is empty; whether because there is nothing (else nobody knows)."""
        namen = {name.lower() for name in felder}
        if not namen or not knoten:
            return {}
        link = self.state.art(knoten[0]).feld["leerstellen"]
        knoten = self.fuehrt(knoten, Weg(link.pfad))
        gefunden: dict[int, bool] = {}
        for k, treffer in zip(knoten, folge(self.state, knoten, link.pfad, link.ziele, self.vorschlaege), strict=True):
            for t in treffer:
                if str(self._markiert(t.knoten, Feldname)).lower() in namen:
                    gefunden[k] = gefunden.get(k, False) or self._markiert(t.knoten, Grund) is ENTFAELLT
        return gefunden

    def _markiert(self, knoten: int, marke: "Marke") -> Any:
        feld = next((f for f in self.state.art(knoten).werte if marke in f.marken), None)
        return None if feld is None else self.state.wert(knoten, feld)


def _gilt(spalte: "Spalte", bedingung: Bedingung) -> Maske:
    if spalte.array is None:
        return np.fromiter((bedingung.gilt(w) for w in spalte), bool, len(spalte))
    # asked once for each distinct value, not for each node
    _, stellen, welche = np.unique(spalte.array, return_index=True, return_inverse=True)
    return np.asarray(np.array([bedingung.gilt(spalte[int(k)]) for k in stellen], bool)[welche], bool)
