"""The analysis as flat tables, one line for each pair: for spreadsheets and programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leitlinien.analyse.vergleich import Vergleich
from leitlinien.analyse.worte import GEPLANT, Abschnitt, abschnitte
from leitlinien.rdf.namen import lokal
from leitlinien.tabellen.wortschatz import wortschatz

if TYPE_CHECKING:
    from leitlinien.analyse.halt import Haltepunkt
    from leitlinien.analyse.uebersicht import Uebersicht
    from leitlinien.analyse.wegfall import Wegfall
    from leitlinien.state import State

__all__ = ["WEGFALL", "Tabellen", "wegfallzeilen"]

Zeile = Mapping[str, Any]
WEGFALL = {
    "regel": "Regel",
    "id": "Kurzpfad",
    "art": "Art",
    "kennung": "Kennung",
    "titel": "Titel",
    "herkunft": "Herkunft",
    "satz": "Dann gälte",
    "nur_vorschlag": "Nur noch ein Vorschlag",
    "kette": "Kette",
    GEPLANT: "Erst mit Vorschlägen",
}
"""Columns of what would be lost."""


def knotenspalten(state: "State", k: int, vorsatz: str = "") -> dict[str, Any]:
    """What a table says of a node."""
    art = state.art(k)
    wert = {name: state.wert(k, art.feld[name]) for name in ("kennung", "titel", "herkunft")}
    spalten = {"id": state.pfad(k), "art": art.name} | wert | {"herkunft": wert["herkunft"].name}
    return {vorsatz + name: w for name, w in spalten.items()}


@dataclass(frozen=True)
class Tabellen:
    """All tables of an analysis."""

    state: "State"
    uebersicht: "Uebersicht"

    def alle(self) -> list[tuple[Abschnitt, list[Zeile]]]:
        """Each part with its rows."""
        u, vergleich = self.uebersicht, Vergleich(self.uebersicht)
        zeilen = (
            self._halt(u.an_einem, vergleich, geld=False),
            self._halt(u.an_einem_geld, vergleich, geld=True),
            self._mehrfach(vergleich),
            self._bruecken(vergleich),
            self._kreise(),
        )
        return [(a, list(z)) for a, z in zip(abschnitte(self.state.modell), zeilen, strict=True)]

    def _halt(self, punkte: "tuple[Haltepunkt, ...]", vergleich: Vergleich, *, geld: bool) -> Iterator[Zeile]:
        for p in punkte:
            geplant = vergleich.halt(p, geld=geld)
            for k in p.haengend:
                spalten = knotenspalten(self.state, p.knoten) | knotenspalten(self.state, k, "daran_")
                yield spalten | {GEPLANT: k in geplant}

    def _feld(self, k: int) -> dict[str, Any]:
        return {"feld_id": self.state.pfad(k), "feld": self.state.wert(k, self.state.art(k).feld["titel"])}

    def _mehrfach(self, vergleich: Vergleich) -> Iterator[Zeile]:
        for m in self.uebersicht.mehrfach:
            geplant = vergleich.felder(m)
            for feld in m.felder:
                yield knotenspalten(self.state, m.knoten) | self._feld(feld) | {GEPLANT: feld in geplant}

    def _bruecken(self, vergleich: Vergleich) -> Iterator[Zeile]:
        for nummer, v in enumerate(self.uebersicht.verbindungen, 1):
            enden = [self.state.pfad(k) for k in v.knoten]
            wie = {"bruecke": nummer, GEPLANT: vergleich.verbindung(v)}
            for teil, felder in enumerate(v.felder, 1):
                for feld in felder:
                    ende = {"knoten": enden[0], "nach": enden[1] if len(enden) > 1 else None}
                    yield wie | {"teil": teil} | ende | self._feld(feld)

    def _kreise(self) -> Iterator[Zeile]:
        worte = wortschatz(self.state.modell)
        for nummer, kreis in enumerate(self.uebersicht.kreise, 1):
            wie = {
                "kreis": nummer,
                GEPLANT: kreis.vorschlag,
                "beziehung": worte.lesbar(lokal(kreis.praedikat)),
            }
            for stelle, k in enumerate(kreis.knoten, 1):
                yield wie | {"stelle": stelle} | knotenspalten(self.state, k)


def wegfallzeilen(w: "Wegfall") -> Iterator[Zeile]:
    """What would be lost, one line for each node and rule."""
    for regel, verluste in w.verluste.items():
        for v in verluste:
            yield knotenspalten(w.state, v.knoten) | {
                "regel": regel.name,
                "satz": v.befund.satz,
                "nur_vorschlag": v.nur_vorschlag,
                "kette": " → ".join(w.state.pfad(k) for k in kettenknoten(v.kette)),
                GEPLANT: v.ueber_vorschlag,
            }


def kettenknoten(kette: "tuple[Any, ...]") -> list[int]:
    """The nodes of a chain, from below."""
    return [kette[0].von, *(s.nach for s in kette)] if kette else []
