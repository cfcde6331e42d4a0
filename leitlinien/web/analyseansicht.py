"""What the pages of the analysis show: rows with links, cut where a page would get too long."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitlinien.analyse import Haltepunkt, Kreis, Mehrfach, Uebersicht, Verbindung, Vergleich, Wegfall, umfangsarten
from leitlinien.analyse.tabellen import kettenknoten
from leitlinien.analyse.worte import Abschnitt, abschnitte, geldtext, mehrzahl
from leitlinien.kinds import Herkunft
from leitlinien.rdf.namen import lokal
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.web.auswahllisten import Gruppe, Option, knotengruppen
from leitlinien.web.knotenansicht import Verweis

if TYPE_CHECKING:
    from leitlinien.analyse import Umfang
    from leitlinien.findings import Regel
    from leitlinien.state import State

ZEILEN = 50
"""Rows of a table that a page shows."""
JE_ZELLE = 6
"""Nodes that a cell names."""
ZUR_WAHL = 300
"""Parts of one kind that can be chosen from a list."""


@dataclass(frozen=True)
class Liste:
    """Some of the nodes, and how many more there are."""

    verweise: tuple[Verweis, ...]
    weitere: int
    geplant: tuple[bool, ...] = ()
    """For each node shown whether it is here only because of proposals."""

    @property
    def anzahl(self) -> int:
        """How many there are."""
        return len(self.verweise) + self.weitere


@dataclass(frozen=True)
class Zeile:
    """One row: a node or the two ends of a link, and what belongs to it."""

    knoten: tuple[Verweis, ...]
    id: str
    """Local path of the first, for the question what its loss would mean."""
    listen: tuple[Liste, ...] = ()
    text: str = ""
    vorschlag: bool = False


@dataclass(frozen=True)
class Teil:
    """One part of the analysis with its rows."""

    abschnitt: Abschnitt
    zeilen: tuple[Zeile, ...]
    anzahl: int


@dataclass(frozen=True)
class Kette:
    """A node that would lose something."""

    verweis: Verweis
    satz: str
    nur_vorschlag: bool
    """Whether a proposal would be left."""
    kette: tuple[Verweis, ...]
    ueber_vorschlag: bool
    """Whether the chain has a proposal in it."""


@dataclass(frozen=True)
class Regelverlust:
    """What one rule would find."""

    name: str
    beschreibung: str
    verluste: tuple[Kette, ...]
    anzahl: int


class Ansicht:
    """Turns numbers of nodes into what a page shows; `adresse` gives the page of a node for its id."""

    def __init__(self, state: "State", adresse: Callable[[str], str]) -> None:
        self.state, self._adresse = state, adresse
        self._worte = wortschatz(state.modell)

    def verweis(self, k: int) -> Verweis:
        """A node to lead to."""
        art, wert, pfad = self.state.art(k), self.state.wert, self.state.pfad(k)
        return Verweis(
            self._adresse(pfad),
            wert(k, art.feld["titel"]) or pfad,
            wert(k, art.feld["kennung"]) or "",
            self._worte.lesbar(art.name),
            wert(k, art.feld["herkunft"]) is Herkunft.BEISPIEL,
        )

    def liste(self, knoten: Sequence[int], hoechstens: int = JE_ZELLE, geplant: frozenset[int] = frozenset()) -> Liste:
        """The first of some nodes, with those that are here only because of proposals."""
        gezeigt = knoten[:hoechstens]
        marken = tuple(k in geplant for k in gezeigt)
        return Liste(tuple(map(self.verweis, gezeigt)), len(knoten) - len(gezeigt), marken)

    # overview

    def teile(self, u: Uebersicht) -> list[Teil]:
        """All parts, in order."""
        v = Vergleich(u)
        inhalte: tuple[tuple[Sequence[object], Iterable[Zeile]], ...] = (
            (u.an_einem, (self._halt(p, v.halt(p, geld=False)) for p in u.an_einem[:ZEILEN])),
            (u.an_einem_geld, (self._halt(p, v.halt(p, geld=True)) for p in u.an_einem_geld[:ZEILEN])),
            (u.mehrfach, (self._mehrfach(m, v.felder(m)) for m in u.mehrfach[:ZEILEN])),
            (u.verbindungen, (self._bruecke(b, geplant=v.verbindung(b)) for b in u.verbindungen[:ZEILEN])),
            (u.kreise, map(self._kreis, u.kreise[:ZEILEN])),
        )
        namen = abschnitte(self.state.modell)
        return [Teil(a, tuple(zeilen), len(alle)) for a, (alle, zeilen) in zip(namen, inhalte, strict=True)]

    def _halt(self, p: Haltepunkt, geplant: frozenset[int]) -> Zeile:
        return Zeile((self.verweis(p.knoten),), self.state.pfad(p.knoten), (self.liste(p.haengend, geplant=geplant),))

    def _mehrfach(self, m: Mehrfach, geplant: frozenset[int]) -> Zeile:
        return Zeile((self.verweis(m.knoten),), self.state.pfad(m.knoten), (self.liste(m.felder, geplant=geplant),))

    def _bruecke(self, v: Verbindung, *, geplant: bool) -> Zeile:
        knoten = tuple(map(self.verweis, v.knoten))
        felder = tuple(map(self.liste, v.felder[:JE_ZELLE]))
        return Zeile(knoten, self.state.pfad(v.knoten[0]), felder, vorschlag=geplant)

    def _kreis(self, k: Kreis) -> Zeile:
        im_kreis = (*k.knoten, k.knoten[0])
        beziehung = self._worte.lesbar(lokal(k.praedikat))
        return Zeile((), self.state.pfad(k.knoten[0]), (self.liste(im_kreis, ZEILEN),), beziehung, k.vorschlag)

    def einzelne(self, u: Uebersicht) -> list[tuple[str, int]]:
        """Nodes without any link, by kind."""
        return list(zip(mehrzahl(self.state.modell, u.einzeln), u.einzeln.values(), strict=True))

    # the choice of a part

    def auswahl(self, umfang: "Umfang") -> list[Gruppe]:
        """Parts to choose from, by kind; the chosen one is always among them."""
        gruppen: list[Gruppe] = []
        arten = umfangsarten(self.state.modell)
        for name, worte in zip(arten, mehrzahl(self.state.modell, arten), strict=True):
            gruppen += [
                Gruppe(f"{worte}: {g.titel}" if g.titel else worte, g.optionen)
                for g in knotengruppen(self.state, name, ZUR_WAHL)
            ]
        if umfang.knoten is not None:
            pfad = self.state.pfad(umfang.knoten)
            if not any(o.wert == pfad for g in gruppen for o in g.optionen):
                gruppen.append(Gruppe("Gewählt", (Option(pfad, self.verweis(umfang.knoten).titel),)))
        return gruppen

    def gekuerzt(self) -> bool:
        """Whether there are more parts than can be chosen from the list."""
        return any(len(self.state.bereich(name)) > ZUR_WAHL for name in umfangsarten(self.state.modell))

    # loss

    def regeln(self, w: Wegfall) -> list[Regelverlust]:
        """What would be missing, by rule."""
        return [self._regel(r, w) for r in w.verluste]

    def _regel(self, regel: "Regel", w: Wegfall) -> Regelverlust:
        alle = w.verluste[regel]
        gezeigt = tuple(
            Kette(
                self.verweis(v.knoten),
                v.befund.satz,
                v.nur_vorschlag,
                tuple(map(self.verweis, kettenknoten(v.kette))),
                v.ueber_vorschlag,
            )
            for v in alle[:ZEILEN]
        )
        return Regelverlust(regel.name, regel.beschreibung, gezeigt, len(alle))

    def fehlbetraege(self, w: Wegfall) -> list[tuple[Verweis, str, Liste]]:
        """What would be missing where, with the grants it comes from."""
        return [
            (self.verweis(f.knoten), geldtext(f.betraege), self.liste(f.quellen, geplant=f.geplant))
            for f in w.fehlbetraege[:ZEILEN]
        ]
