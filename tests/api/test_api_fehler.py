"""Errors: every one has a code and a German message, and nothing inside leaks."""

from pathlib import Path
from typing import Any

import pytest

from leitlinien.api import Kontext, fuehre_aus
from leitlinien.api import kontext as kontextmodul
from leitlinien.state import State
from tests.api.apihilfe import Fragesteller, frage, programmschema


@pytest.fixture
def wer(tmp_path: Path) -> Fragesteller:
    return frage(tmp_path, "Ziel b/Z; Massnahme b/M; Zuwendung b/F bewilligt=1.5; b/M traegtBeiZu b/Z")


@pytest.mark.parametrize(
    ("text", "variablen", "code", "anfang"),
    [
        ("{ ziele", {}, "SYNTAX", "Die Anfrage lässt sich nicht lesen"),
        ("{ quatsch }", {}, "UNGUELTIGE_ANFRAGE", "Die Anfrage passt nicht zum Schema"),
        ("query($i: ID!) { ziel(id: $i) { id } }", {}, "UNGUELTIGE_ANFRAGE", "Die Anfrage passt nicht zum Schema"),
        ('{ ziele(stichtag: "morgen") { totalCount } }', {}, "UNGUELTIGE_ANFRAGE", "Die Anfrage passt nicht"),
        ('{ ziel(id: "a b") { id } }', {}, "UNGUELTIGE_ID", "„a b“ ist keine Adresse"),
        ('{ nodes(ids: ["a b"]) { id } }', {}, "UNGUELTIGE_ID", "„a b“ ist keine Adresse"),
        ('{ spur(von: "") { pfadeGesamt } }', {}, "UNGUELTIGE_ID", "„“ ist keine Adresse"),
    ],
)
def test_an_error_has_a_code_and_begins_in_german(
    wer: Fragesteller, text: str, variablen: dict[str, Any], code: str, anfang: str
) -> None:
    (fehler,) = wer.antwort(text, **variablen)["errors"]

    assert code == fehler["extensions"]["code"]
    assert fehler["message"].startswith(anfang)


@pytest.mark.parametrize("text", ["{ ziele", "{ quatsch }", "query($i: ID!) { ziel(id: $i) { id } }"])
def test_what_was_never_executed_has_no_data(wer: Fragesteller, text: str) -> None:
    assert {"errors"} == set(wer.antwort(text))


def test_an_error_in_one_field_leaves_the_others(wer: Fragesteller) -> None:
    antwort = wer.antwort('{ a: ziel(id: "a b") { id } b: ziel(id: "b/Z") { kennung } }')

    assert {"a": None, "b": {"kennung": "b/Z"}} == antwort["data"]
    assert [["a"]] == [f["path"] for f in antwort["errors"]]


def test_an_unforeseen_error_is_masked_and_logged(
    wer: Fragesteller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def kaputt(*_: object) -> None:
        raise RuntimeError("Kennwort: geheim")

    monkeypatch.setattr(State, "kanten", kaputt)

    antwort = wer.antwort("{ ziele { nodes { massnahmen { totalCount } } } }")

    assert ["INTERN"] == [f["extensions"]["code"] for f in antwort["errors"]]
    assert "geheim" not in str(antwort)
    assert "geheim" in caplog.text


@pytest.mark.parametrize("wert", [0.1, True, "1,5", "NaN", "Infinity", {}])
def test_a_decimal_is_never_a_binary_fraction(wer: Fragesteller, wert: object) -> None:
    text = "query($b: Decimal) { zuwendungen(filter: {bewilligt: {ist: $b}}) { totalCount } }"

    assert "UNGUELTIGE_ANFRAGE" == wer.code(text, b=wert)


@pytest.mark.parametrize("wert", ["1.5", "1.50", "15e-1"])
def test_a_decimal_is_taken_as_text(wer: Fragesteller, wert: str) -> None:
    text = "query($b: Decimal) { zuwendungen(filter: {bewilligt: {ist: $b}}) { nodes { bewilligt } } }"

    assert {"nodes": [{"bewilligt": "1.5"}]} == wer.eins(text, b=wert)


def test_an_unknown_operation_is_an_error_of_the_request(wer: Fragesteller) -> None:
    antwort = fuehre_aus(programmschema(), Kontext(wer.state), "query A { stand { revision } }", operation="B")

    assert ["UNGUELTIGE_ANFRAGE"] == [f["extensions"]["code"] for f in antwort["errors"]]
    assert "data" not in antwort


@pytest.mark.parametrize("tiefe", [5, 20, 200, 5000])
def test_deep_questions_are_answered_or_refused_but_never_crash(wer: Fragesteller, tiefe: int) -> None:
    auf = "massnahmen { nodes { traegtBeiZu { nodes { ... on Ziel { "
    text = "{ ziele { nodes { " + auf * tiefe + "id" + " } } } } }" * tiefe + " } } }"

    antwort = wer.antwort(text)

    assert {"SYNTAX", "UNGUELTIGE_ANFRAGE"} >= {f["extensions"]["code"] for f in antwort.get("errors", [])}


def test_the_day_is_today_in_germany_unless_given(wer: Fragesteller) -> None:
    kontext = Kontext(wer.state)

    assert kontextmodul.heute() >= kontext.heute
    assert kontext.heute == kontext.blick({}).stichtag


def test_a_request_keeps_the_state_it_started_with(tmp_path: Path) -> None:
    alt, neu = frage(tmp_path, "Ziel b/1"), frage(tmp_path, "Ziel b/1; Ziel b/2")
    kontext = Kontext(alt.state)
    text = "{ ziele { totalCount } }"
    erste = fuehre_aus(programmschema(), kontext, text)
    neu.daten(text)

    zweite = fuehre_aus(programmschema(), kontext, text)

    assert erste == zweite
