"""The result of a question: the answer over all pages, written so that its hash is the same on every host."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leitlinien.api import Kontext, Schema
from leitlinien.audit.auftrag import Auftrag
from leitlinien.audit.kanonisch import Kurzpfade, als_json, pruefsumme
from leitlinien.queries import Abfrage, tabelle
from leitlinien.queries.auswahlmenge import LISTEN
from leitlinien.state import State
from leitlinien.tabellen import Antwort, beantworte

FORMAT = "leitlinien-ergebnis/1"


@dataclass(frozen=True)
class Ergebnis:
    """An answer with local paths, and the bytes that stand for it."""

    antwort: Antwort
    bytes: bytes
    """Content of `result.json`."""

    @property
    def sha256(self) -> str:
        """Hash of the result."""
        return pruefsumme(self.bytes)


def ergebnis(schema: Schema, state: State, auftrag: Auftrag) -> Ergebnis:
    """Ask the question of a state. Raises `Antwortfehler`.

    The attached documents play no part: the wording of a passage would make the result depend on files beside the data.
    """
    antwort = frage(schema, Kontext(state, Kurzpfade(), heute=auftrag.stichtag), auftrag)
    return Ergebnis(antwort, ergebnisdatei(auftrag, antwort.daten[0]))


def ergebnisdatei(auftrag: Auftrag, daten: Mapping[str, Any]) -> bytes:
    """What was asked and what was answered, but not where and when."""
    return als_json(
        {
            "format": FORMAT,
            "frage": auftrag.abfrage.sha256,
            "parameter": dict(auftrag.werte),
            "stichtag": auftrag.stichtag.isoformat(),
            "daten": daten,
        }
    )


def frage(
    schema: Schema, kontext: Kontext, auftrag: Auftrag, *, text: str | None = None, zeitpunkt: datetime | None = None
) -> Antwort:
    """The answer over all pages, joined to one. `text` is asked in place of the query's own. Raises `Antwortfehler`."""
    abfrage = auftrag.abfrage if text is None else replace(auftrag.abfrage, text=text)
    antwort = beantworte(
        schema, kontext, abfrage, auftrag.werte, alle=True, hoechstens=sys.maxsize, zeitpunkt=zeitpunkt
    )
    daten = vereint(abfrage, antwort.daten)
    # Rows are counted over the whole answer, and the files name the query that was asked.
    return replace(antwort, abfrage=auftrag.abfrage, daten=(daten,), tabelle=tabelle(abfrage, daten))


def vereint(abfrage: Abfrage, seiten: tuple[Mapping[str, Any], ...]) -> Mapping[str, Any]:
    """The pages as if they were one, however long each was."""
    if abfrage.seiten is None or len(seiten) == 1:
        return seiten[0]
    *weg, (marke, _) = abfrage.seiten.ort.schritte
    namen = [name for name, _ in weg]
    verbindungen = [_folge(seite, namen) for seite in seiten]
    erste, letzte = verbindungen[0], verbindungen[-1]
    ganze = dict(erste)
    for liste in LISTEN:
        if liste in erste:
            ganze[liste] = [eintrag for v in verbindungen for eintrag in v[liste]]
    vorne = {k: w for k, w in erste[marke].items() if k in ("hasPreviousPage", "startCursor")}
    ganze[marke] = letzte[marke] | vorne
    return _ersetzt(seiten[0], namen, ganze)


def _folge(daten: Mapping[str, Any], namen: list[str]) -> dict[str, Any]:
    ding: Any = daten
    for name in namen:
        ding = ding[name]
    return dict(ding)


def _ersetzt(daten: Mapping[str, Any], namen: list[str], neu: Mapping[str, Any]) -> Mapping[str, Any]:
    if not namen:
        return neu
    return {**daten, namen[0]: _ersetzt(daten[namen[0]], namen[1:], neu)}
