"""Batching: the number of state calls depends on the question, never on the number of rows."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from leitlinien.state import State
from tests.api.apihilfe import Fragesteller, frage


def graph(zahl: int) -> str:
    """`zahl` complete chains with passages, all in one set of guidelines."""
    ketten = (
        f"Leitlinie b/L{n}; Ziel b/Z{n}; Massnahme b/M{n}; Zuwendung b/F{n} bewilligt=1; Fundstelle b/S{n};"
        f" Indikator b/I{n}; b/I{n} misst b/Z{n} b/M{n}; b/S{n} inDokument b/D; b/L{n} teilVonRegelwerk b/R;"
        f" b/Z{n} dient b/L{n} beleg=b/S{n}; b/M{n} traegtBeiZu b/Z{n} 0.5 beleg=b/S{n}; b/F{n} foerdert b/M{n};"
        f" b/Z{n} beleg b/S{n}; b/M{n} imFeld b/H; b/M{n} traeger b/T; b/F{n} empfaenger b/T"
        for n in range(zahl)
    )
    return "\n".join(["Regelwerk b/R; Dokument b/D; Handlungsfeld b/H; Organisation b/T", *ketten])


@pytest.fixture
def aufrufe(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the calls of every method that reads links or whole columns."""
    zaehler: Counter[str] = Counter()
    for name in ("kanten", "linkarrays", "spalte"):
        echt = getattr(State, name)

        def gezaehlt(*args: Any, _echt: Any = echt, _name: str = name, **kwargs: Any) -> Any:
            zaehler[_name] += 1
            return _echt(*args, **kwargs)

        monkeypatch.setattr(State, name, gezaehlt)
    return zaehler


FRAGEN = {
    "one level": "{ ziele(first: 500) { nodes { massnahmen { nodes { titel } } } } }",
    "four levels": """{ leitlinien { nodes { ziele { nodes { massnahmen { nodes { zuwendungen { nodes {
        empfaenger { titel } empfaengerLink { status } } } } } } } } } }""",
    "edges with passages": """{ ziele { nodes { massnahmen { edges { status anteil
        belege { lokator dokument { titel fundstellen { totalCount } } } node { handlungsfelder {
        nodes { titel } } } } } } } }""",
    "views": "{ leitlinien { nodes { massnahmenGesamt { totalCount edges { node { traeger { totalCount } } } } } } }",
    "interface": """{ indikatoren { nodes { misst { nodes { __typename belege { totalCount }
        ... on Ziel { indikatoren { totalCount } } ... on Massnahme { indikatoren { totalCount } } } } } } }""",
    "filters on every level": """{ ziele(filter: {massnahmen: {irgendein: {zuwendungen: {vorhanden: true}}}}) {
        nodes { massnahmen(filter: {traeger: {irgendein: {titel: {enthaelt: "b"}}}}) { nodes {
        zuwendungen(filter: {bewilligt: {von: 1}}) { totalCount } } } } } }""",
    "proposals counted": "{ ziele { weitereMitVorschlaegen nodes { massnahmen { weitereMitVorschlaegen } } } }",
    "sorted": """{ ziele(sortierung: [{feld: TITEL}]) { nodes {
        leitlinien(first: 1) { nodes { ziele { totalCount } } } } } }""",
    "nodes below search": """{ suche(text: "titel", kinds: [ZIEL]) { nodes {
        belege { nodes { dokument { titel } } } } } }""",
    "same field twice": """{ ziele { nodes { a: massnahmen(first: 1) { nodes { titel } }
        b: massnahmen(first: 2) { nodes { produkte { totalCount } } } } } }""",
}


def gezaehlt(wer: Fragesteller, text: str, aufrufe: Counter[str]) -> Counter[str]:
    aufrufe.clear()
    wer.daten(text)
    return Counter(aufrufe)


@pytest.mark.parametrize("text", FRAGEN.values(), ids=FRAGEN.keys())
def test_calls_do_not_grow_with_the_rows(tmp_path: Path, aufrufe: Counter[str], text: str) -> None:
    wenige, viele = frage(tmp_path, graph(2)), frage(tmp_path, graph(40))

    assert gezaehlt(wenige, text, aufrufe) == gezaehlt(viele, text, aufrufe)


def test_nodes_below_the_steps_of_a_trace_are_read_together(tmp_path: Path, aufrufe: Counter[str]) -> None:
    def faecher(zahl: int) -> str:
        ziele = " ".join(f"b/Z{n}" for n in range(zahl))
        return f"Zuwendung b/F; Massnahme b/M; Ziel {ziele}; b/F foerdert b/M; b/M traegtBeiZu {ziele}"

    text = """{ spur(von: "b/F") { pfade { schritte { knoten { __typename belege { totalCount }
        ... on Ziel { massnahmen { nodes { traeger { totalCount } } } } } belege { lokator } } }
        erreicht { nodes { handlungsfelder { totalCount } } } } }"""
    wenige, viele = frage(tmp_path, faecher(2)), frage(tmp_path, faecher(40))

    assert gezaehlt(wenige, text, aufrufe) == gezaehlt(viele, text, aufrufe)


def test_one_link_field_is_one_call(tmp_path: Path, aufrufe: Counter[str]) -> None:
    wer = frage(tmp_path, graph(40))

    gefunden = gezaehlt(wer, FRAGEN["one level"], aufrufe)

    assert 1 == gefunden["kanten"]
