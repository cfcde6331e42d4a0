"""What other applications are told about a node: what it is, whether it is in force, and what came after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from leitlinien.api import heute
from leitlinien.kinds import Art, Herkunft, LinkStatus
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.rows import Knotenzeile
    from leitlinien.state import State
    from leitlinien.store import Geschichte

NACHFOLGER = 10
"""Successors that are named."""


class Zustand(Enum):
    """Whether one may rely on a reference. The value is the word for readers and what it means."""

    GUELTIG = ("gültig", "Ist nach den Angaben zur Geltung in Kraft und nicht ersetzt.")
    VERZEICHNET = (
        "verzeichnet",
        "Steht im Datenstand und ist nicht ersetzt; ob und seit wann es gilt, ist nicht angegeben.",
    )
    KUENFTIG = ("künftig", "Die Geltung beginnt erst noch.")
    ABGELAUFEN = ("abgelaufen", "Das Ende der Geltung liegt zurück.")
    ERSETZT = ("ersetzt", "Etwas anderes ist an die Stelle getreten.")
    AUFGEHOBEN = ("aufgehoben", "Wurde aus dem Datenstand zurückgezogen; frühere Stände enthalten es noch.")
    UNBEKANNT = ("unbekannt", "Unter dieser Adresse stand hier nie etwas.")
    UNGUELTIG = ("ungültig", "Das ist keine Adresse.")
    FREMD = ("fremd", "Die Adresse gehört zu einer anderen Stelle; hier ist nichts über sie bekannt.")

    @property
    def wort(self) -> str:
        """The word for readers."""
        return self.value[0]

    @property
    def erklaerung(self) -> str:
        """What it means."""
        return self.value[1]

    @property
    def code(self) -> str:
        """The word for programs."""
        return self.name.lower()


@dataclass(frozen=True)
class Bezug:
    """Another node that is named."""

    id: str
    adresse: str
    """Its IRI."""
    kennung: str
    titel: str

    def als_json(self) -> dict[str, Any]:
        """For other applications."""
        return {"id": self.id, "adresse": self.adresse, "kennung": self.kennung, "titel": self.titel}


@dataclass(frozen=True)
class Auskunft:
    """One node, as others refer to it."""

    id: str
    adresse: str
    """Its IRI."""
    kennung: str
    titel: str
    art: str
    """Name of the kind."""
    artname: str
    """The kind as a German word."""
    zustand: Zustand
    herkunft: Herkunft | None
    revision: int
    """Revision that is answered from; of a withdrawn node the one that withdrew it."""
    gueltig_von: date | None = None
    gueltig_bis: date | None = None
    regelwerk: Bezug | None = None
    ersetzt_durch: tuple[Bezug, ...] = ()
    geaendert_am: str | None = None
    """When it was changed last, ISO; None when not asked for or not known."""
    aufgehoben_am: str | None = None

    @property
    def marke(self) -> str | None:
        """What must stand beside it: that it is invented, or that it is an interpretation."""
        marken = {Herkunft.BEISPIEL: "Beispiel", Herkunft.AUSLEGUNG: "Auslegung"}
        return marken.get(self.herkunft) if self.herkunft else None

    @property
    def name(self) -> str:
        """Kind and short name in one, e.g. „Leitlinie K13“."""
        return f"{self.artname} {self.kennung}".strip()

    def als_json(self) -> dict[str, Any]:
        """For other applications."""
        return {
            "id": self.id,
            "adresse": self.adresse,
            "kennung": self.kennung,
            "titel": self.titel,
            "art": self.art,
            "artname": self.artname,
            "zustand": self.zustand.code,
            "gueltigVon": self.gueltig_von,
            "gueltigBis": self.gueltig_bis,
            "geaendertAm": self.geaendert_am,
            "aufgehobenAm": self.aufgehoben_am,
            "regelwerk": None if self.regelwerk is None else self.regelwerk.als_json(),
            "ersetztDurch": [b.als_json() for b in self.ersetzt_durch],
            "herkunft": self.herkunft.name if self.herkunft else None,
            "revision": self.revision,
        }


class Leser:
    """Reads what is said about nodes of one state."""

    def __init__(self, state: "State", adressen: "Adressen", stichtag: date | None = None) -> None:
        self.state, self._adressen = state, adressen
        self._heute = stichtag or heute()
        self._worte = wortschatz(state.modell)

    def auskunft(self, nummer: int, geschichte: "Geschichte | None" = None) -> Auskunft:
        """About a node that is there; its history tells when it was changed."""
        state = self.state
        art = state.art(nummer)
        rahmen = self._nachbar(nummer, LL.teilVonRegelwerk)
        von, bis = self._geltung([nummer, *rahmen])
        nachfolger = self._nachfolger([nummer, *rahmen])
        bezug = self.bezug(nummer)
        return Auskunft(
            bezug.id,
            bezug.adresse,
            bezug.kennung,
            bezug.titel,
            art.name,
            self._worte.lesbar(art.name),
            self._zustand(von, bis, nachfolger),
            state.wert(nummer, art.feld["herkunft"]),
            state.revision,
            von,
            bis,
            self.bezug(rahmen[0]) if rahmen else None,
            tuple(self.bezug(n) for n in nachfolger[:NACHFOLGER]),
            geschichte.schritte[0].revision.zeit if geschichte else None,
        )

    def aufgehoben(self, geschichte: "Geschichte") -> Auskunft:
        """About a node that is not there any more: what was said last, and what came after it."""
        zeile, letzter = geschichte.zeile, geschichte.schritte[0]
        art = self._art(zeile.art)
        alte = [w.vorher for w in letzter.links if w.vorher is not None]
        rahmen = self._da(z.nach for z in alte if z.praedikat == str(LL.teilVonRegelwerk))
        return Auskunft(
            zeile.pfad,
            self._adressen.iri(zeile.pfad),
            _text(zeile, self._grundfeld("kennung")),
            _text(zeile, self._grundfeld("titel")) or zeile.pfad,
            art.name if art else "",
            self._worte.lesbar(art.name) if art else "",
            Zustand.AUFGEHOBEN,
            Herkunft.__members__.get(_text(zeile, self._grundfeld("herkunft"))),
            letzter.revision.nummer,
            regelwerk=self.bezug(rahmen[0]) if rahmen else None,
            ersetzt_durch=tuple(self.bezug(n) for n in self._da(z.von for z in geschichte.nachfolger)[:NACHFOLGER]),
            geaendert_am=letzter.revision.zeit,
            aufgehoben_am=letzter.revision.zeit,
        )

    def bezug(self, nummer: int) -> Bezug:
        """A node to name."""
        pfad, art, wert = self.state.pfad(nummer), self.state.art(nummer), self.state.wert
        return Bezug(
            pfad,
            self._adressen.iri(pfad),
            wert(nummer, art.feld["kennung"]) or "",
            wert(nummer, art.feld["titel"]) or pfad,
        )

    def _art(self, begriff: str) -> Art | None:
        return next((a for a in self.state.modell.arten.values() if str(a.begriff) == begriff), None)

    def _grundfeld(self, name: str) -> str:
        """Predicate of a field that every kind has."""
        return str(next(iter(self.state.modell.arten.values())).feld[name].praedikat)

    def _da(self, pfade: Iterable[str]) -> list[int]:
        """Those that are still there."""
        return [n for p in pfade if (n := self.state.nummer(p)) is not None]

    def _nachbar(self, nummer: int, praedikat: Any, *, rueck: bool = False) -> list[int]:
        """Other ends of secured links; a proposal says nothing about what is in force."""
        (kanten,) = self.state.kanten([nummer], str(praedikat), rueck, False)
        return [k.knoten for k in kanten if k.status is not LinkStatus.VORSCHLAG]

    def _geltung(self, knoten: Iterable[int]) -> tuple[date | None, date | None]:
        """First and last day on which all of these are in force: a part is in force no longer than its whole."""
        tage: dict[str, list[date]] = {str(LL.giltAb): [], str(LL.giltBis): []}
        for nummer in knoten:
            felder = self.state.art(nummer).nach_praedikat
            for praedikat, gesammelt in tage.items():
                feld = felder.get(praedikat)
                if feld is not None and (tag := self.state.wert(nummer, feld)) is not None:
                    gesammelt.append(tag)
        ab, bis = tage.values()
        return max(ab, default=None), min(bis, default=None)

    def _nachfolger(self, knoten: Iterable[int]) -> list[int]:
        """What has taken the place of one of these."""
        return list(dict.fromkeys(n for k in knoten for n in self._nachbar(k, LL.ersetzt, rueck=True)))

    def _zustand(self, von: date | None, bis: date | None, nachfolger: list[int]) -> Zustand:
        if bis is not None and bis < self._heute:
            return Zustand.ABGELAUFEN
        if any((ab := self._geltung([n])[0]) is None or ab <= self._heute for n in nachfolger):
            return Zustand.ERSETZT
        if von is None and bis is None:
            return Zustand.VERZEICHNET
        return Zustand.KUENFTIG if von is not None and von > self._heute else Zustand.GUELTIG


def _text(zeile: "Knotenzeile", praedikat: str) -> str:
    """A value of a row as text; empty when there is none."""
    wert = zeile.werte.get(praedikat, "")
    if isinstance(wert, dict):
        return next(iter(wert.values()), "")
    return wert if isinstance(wert, str) else ""
