"""What the page of a node shows: its values, links with what they say about themselves, passages and empty places.

Everything is read off the model: no kind and no field of one is named here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leitlinien.kinds import (
    Anfang,
    Art,
    Auswahl,
    Ende,
    Feld,
    Feldname,
    Grund,
    Herkunft,
    LinkStatus,
    Lokator,
    Marke,
    Pruefsumme,
    Waehrung,
)
from leitlinien.paths import Treffer, einzelschritt, folge
from leitlinien.tabellen.anzeige import zahl_oder_tag
from leitlinien.tabellen.wortschatz import codes, wortschatz
from leitlinien.web.knotentext import Wortlaute, Wortstand

if TYPE_CHECKING:
    from leitlinien.sources import Quellen
    from leitlinien.state import Kante, State

HOECHSTENS = 50
"""Entries of a list that are shown; how many more there are is said."""
IM_KOPF = ("kennung", "titel", "beschreibung")
"""Fields every kind has, shown above all others."""


@dataclass(frozen=True)
class Verweis:
    """A node that a page leads to."""

    adresse: str
    titel: str
    kennung: str
    art: str
    beispiel: bool


@dataclass(frozen=True)
class Eintrag:
    """One value, with what it means and where it leads."""

    text: str
    erklaerung: str | None = None
    adresse: str | None = None


@dataclass(frozen=True)
class Angabe:
    """The values of one field."""

    name: str
    hilfe: str
    werte: tuple[Eintrag, ...]


@dataclass(frozen=True)
class Stelle:
    """A passage: where it stands, and what it says if its document is attached."""

    verweis: Verweis
    ort: str | None
    von: int | None
    bis: int | None
    pruefsumme: str | None
    dokument: Verweis | None
    wortlaut: str | None
    stand: Wortstand | None
    """Whether the document still says it; None where that cannot be compared."""


@dataclass(frozen=True)
class Verknuepfung:
    """One link, as seen from the node of the page."""

    verweis: Verweis
    status: LinkStatus
    anteil: str | None = None
    begruendung: str | None = None
    wer: str | None = None
    wann: str | None = None
    stellen: tuple[Stelle, ...] = ()


@dataclass(frozen=True)
class Gruppe:
    """The links of one field; `weitere` are not shown."""

    name: str
    hilfe: str
    verknuepfungen: tuple[Verknuepfung, ...]
    weitere: int

    @property
    def anzahl(self) -> int:
        """How many there are."""
        return len(self.verknuepfungen) + self.weitere


@dataclass(frozen=True)
class Luecke:
    """A field that is said or known to be empty."""

    verweis: Verweis
    feld: str
    grund: str | None


class Ansicht:
    """Reads one node for its page; `adresse` gives the page of a node for its id."""

    def __init__(
        self, state: "State", nummer: int, adresse: Callable[[str], str], quellen: "Quellen | None" = None
    ) -> None:
        self.state, self.nummer = state, nummer
        self.art = state.art(nummer)
        self._adresse = adresse
        self._worte = wortschatz(state.modell)
        self._codes = codes(state.modell)
        self._wortlaute = Wortlaute(state, quellen)
        self._gezeigt: set[tuple[int, int]] = set()
        """Incoming links that stand in a group, as (predicate's code, other end)."""

    def verweis(self, nummer: int) -> Verweis:
        """A node to lead to."""
        art, wert = self.state.art(nummer), self.state.wert
        return Verweis(
            self._adresse(self.state.pfad(nummer)),
            wert(nummer, art.feld["titel"]) or self.state.pfad(nummer),
            wert(nummer, art.feld["kennung"]) or "",
            self._worte.lesbar(art.name),
            wert(nummer, art.feld["herkunft"]) is Herkunft.BEISPIEL,
        )

    def wert(self, name: str) -> Any:
        """Value of a field every kind has."""
        return self.state.wert(self.nummer, self.art.feld[name])

    # values

    def angaben(self) -> list[Angabe]:
        """Values that are there, but for those in the heading."""
        waehrung = markiert(self.art, Waehrung)
        einheit = self.state.wert(self.nummer, waehrung) if waehrung else None
        gefunden = []
        for feld in self.art.werte:
            wert = self.state.wert(self.nummer, feld)
            if feld.name not in IM_KOPF and wert is not None and wert != []:
                werte = wert if isinstance(wert, list) else [wert]
                # the currency is that of all amounts of the node
                eintraege = tuple(self._eintrag(w, einheit if feld.typ is Decimal else None) for w in werte)
                gefunden.append(Angabe(self._worte.lesbar(feld.graphql_name), feld.beschreibung, eintraege))
        return gefunden

    def _eintrag(self, wert: Any, einheit: str | None) -> Eintrag:
        if isinstance(wert, Auswahl):
            text = self._codes[wert.name]
            return Eintrag(text, None if wert.beschreibung.rstrip(".") == text else wert.beschreibung)
        if isinstance(wert, str):
            return Eintrag(wert, adresse=wert if wert.startswith(("https://", "http://")) else None)
        text = zahl_oder_tag(wert)
        return Eintrag(f"{text} {einheit}" if einheit else text)

    # links

    def gruppen(self) -> list[Gruppe]:
        """Links by field, in the order of the model; then those that lead here and that no field of the kind shows."""
        gefunden = []
        for feld in self.art.felder:
            if feld.ist_link and not self._eigener_abschnitt(feld):
                name = self._worte.lesbar(feld.graphql_name)
                gefunden.append(self._gruppe(name, feld.beschreibung, self._treffer(feld)))
        return [g for g in (*gefunden, *self._uebrige()) if g.verknuepfungen]

    def stellen(self) -> tuple[list[Stelle], int]:
        """Passages that the node itself rests on, and how many more there are."""
        alle = [t for f in self.art.links if self._fuehrt_zu(f, Anfang) for t in self._treffer(f)]
        return [self.stelle(t.knoten) for t in alle[:HOECHSTENS]], max(0, len(alle) - HOECHSTENS)

    def luecken(self) -> list[Luecke]:
        """Fields said to be empty."""
        felder = (f for f in self.art.felder if f.ist_link and self._fuehrt_zu(f, Feldname))
        return [self._luecke(t.knoten) for f in felder for t in self._treffer(f)[:HOECHSTENS]]

    def eigene_stelle(self) -> Stelle | None:
        """The node itself, if it is a passage."""
        return self.stelle(self.nummer) if markiert(self.art, Anfang) else None

    def beziehung(self, von: int, kante: "Kante") -> str:
        """What a link is called as seen from `von`."""
        praedikat = self.state.praedikate[kante.praedikat]
        schritt, art = (praedikat, kante.rueck), self.state.art(von)
        ziel = self.state.art(kante.knoten).name
        for feld in art.felder:
            if feld.ist_link and einzelschritt(feld.pfad) == schritt and self.state.modell.passt(feld.ziele, ziel):
                return self._worte.lesbar(feld.graphql_name)
        return self._beziehungsname(praedikat)

    def stelle(self, nummer: int) -> Stelle:
        """A passage with its place and its words."""
        art = self.state.art(nummer)

        def lies(marke: Marke) -> Any:
            feld = markiert(art, marke)
            return None if feld is None else self.state.wert(nummer, feld)

        dokument, wortlaut, stand = self._wortlaute.lies(nummer)
        return Stelle(
            self.verweis(nummer),
            lies(Lokator),
            lies(Anfang),
            lies(Ende),
            lies(Pruefsumme),
            None if dokument is None else self.verweis(dokument),
            wortlaut,
            stand,
        )

    def _eigener_abschnitt(self, feld: Feld) -> bool:
        return self._fuehrt_zu(feld, Feldname) or (feld.gespeichert and self._fuehrt_zu(feld, Anfang))

    def _fuehrt_zu(self, feld: Feld, marke: Marke) -> bool:
        """Whether a link leads only to kinds with a field so marked."""
        arten = self.state.modell.arten
        return bool(feld.ziele) and all(z in arten and markiert(arten[z], marke) for z in feld.ziele)

    def _treffer(self, feld: Feld) -> list[Treffer]:
        (treffer,) = folge(self.state, [self.nummer], feld.pfad, feld.ziele, True)
        self._gezeigt |= {(t.kante.praedikat, t.knoten) for t in treffer if t.kante is not None and t.kante.rueck}
        return treffer

    def _uebrige(self) -> Iterable[Gruppe]:
        for code, praedikat in enumerate(self.state.praedikate):
            (kanten,) = self.state.kanten([self.nummer], praedikat, True, True)
            treffer = [Treffer(k.knoten, k.status, k) for k in kanten if (code, k.knoten) not in self._gezeigt]
            hilfe = self.state.modell.beziehungen[praedikat].beschreibung
            yield self._gruppe(f"Verwiesen mit „{self._beziehungsname(praedikat)}“", hilfe, treffer)

    def _beziehungsname(self, praedikat: str) -> str:
        return self._worte.lesbar(self.state.modell.beziehungen[praedikat].name)

    def _gruppe(self, name: str, hilfe: str, treffer: list[Treffer]) -> Gruppe:
        gezeigt = tuple(self._verknuepfung(t) for t in treffer[:HOECHSTENS])
        return Gruppe(name, hilfe, gezeigt, len(treffer) - len(gezeigt))

    def _verknuepfung(self, treffer: Treffer) -> Verknuepfung:
        verweis = self.verweis(treffer.knoten)
        if treffer.kante is None or treffer.kante.angaben < 0:
            return Verknuepfung(verweis, treffer.status)
        angaben = self.state.angaben(treffer.kante.angaben)
        return Verknuepfung(
            verweis,
            treffer.status,
            None if angaben.anteil is None else zahl_oder_tag(Decimal(angaben.anteil)),
            angaben.begruendung,
            angaben.wer,
            None if angaben.wann is None else ".".join(reversed(angaben.wann.split("-"))),
            tuple(self.stelle(b) for b in self.state.belege(treffer.kante.angaben)),
        )

    def _luecke(self, nummer: int) -> Luecke:
        art = self.state.art(nummer)
        feld, grund = (markiert(art, m) for m in (Feldname, Grund))
        name = self.state.wert(nummer, feld) if feld else ""
        warum = self.state.wert(nummer, grund) if grund else None
        bekannt = any(f.graphql_name == name for f in self.art.felder)
        return Luecke(
            self.verweis(nummer),
            self._worte.lesbar(name) if bekannt else name,
            warum.beschreibung if isinstance(warum, Auswahl) else warum,
        )


def markiert(art: Art, marke: Marke) -> Feld | None:
    """The value of a kind that has this mark."""
    return next((f for f in art.werte if marke in f.marken), None)
