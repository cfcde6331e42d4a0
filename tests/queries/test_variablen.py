"""How what a person types becomes the value of a variable."""

from datetime import date
from typing import Any

import pytest

from leitlinien.queries import Abfrage, Eingabeart, Katalog, Variable, Variablenfehler, Wahl

ROMAN, FACHBUCH = Wahl("ROMAN", "Ein Roman."), Wahl("FACHBUCH", "Ein Fachbuch.")


def variable(eingabe: Eingabeart, **angaben: Any) -> Variable:
    return Variable("x", "X", eingabe, "Ein Wert.", pflicht=False, **angaben)


@pytest.mark.parametrize(
    ("eingabe", "text", "wert"),
    [
        (Eingabeart.TEXT, " Wohnen ", "Wohnen"),
        (Eingabeart.ADRESSE, "kiel/K05", "kiel/K05"),
        (Eingabeart.GANZZAHL, "2026", 2026),
        (Eingabeart.DEZIMALZAHL, "1.250,50", "1250.50"),
        (Eingabeart.DEZIMALZAHL, "0.25", "0.25"),
        (Eingabeart.TAG, "2026-11-21", "2026-11-21"),
        (Eingabeart.TAG, "1.2.2026", "2026-02-01"),
        (Eingabeart.JA_NEIN, "Ja", True),
        (Eingabeart.JA_NEIN, "false", False),
    ],
)
def test_text_becomes_a_value(eingabe: Eingabeart, text: str, wert: Any) -> None:
    assert wert == variable(eingabe).lies(text)


def test_a_choice_is_read_in_any_case() -> None:
    assert "ROMAN" == variable(Eingabeart.AUSWAHL, auswahl=(ROMAN, FACHBUCH)).lies("roman")


def test_a_list_is_parted_by_commas() -> None:
    assert ["ROMAN", "FACHBUCH"] == variable(Eingabeart.AUSWAHL, liste=True, auswahl=(ROMAN, FACHBUCH)).lies(
        "roman, fachbuch,"
    )


@pytest.mark.parametrize(
    ("eingabe", "text", "was"),
    [
        (Eingabeart.GANZZAHL, "viel", "„x“: „viel“ passt nicht, erwartet wird eine ganze Zahl"),
        (Eingabeart.DEZIMALZAHL, "1,2,3", "erwartet wird eine Zahl wie 1250,50"),
        (Eingabeart.DEZIMALZAHL, "NaN", "erwartet wird eine Zahl wie 1250,50"),
        (Eingabeart.TAG, "31.2.2026", "erwartet wird ein Tag wie"),
        (Eingabeart.TAG, "morgen", "erwartet wird ein Tag wie"),
        (Eingabeart.JA_NEIN, "vielleicht", "weder ja noch nein"),
        (Eingabeart.AUSWAHL, "LYRIK", "Möglich: ROMAN, FACHBUCH"),
    ],
)
def test_what_does_not_fit_is_told(eingabe: Eingabeart, text: str, was: str) -> None:
    gefragt = variable(eingabe, auswahl=(ROMAN, FACHBUCH))

    with pytest.raises(Variablenfehler, match=was):
        gefragt.lies(text)


@pytest.fixture
def spur(abfragen: Katalog) -> Abfrage:
    return abfragen["spurEinerZuwendung"]


def test_empty_text_counts_as_not_given(spur: Abfrage) -> None:
    assert {"zuwendung": "a/b"} == spur.werte({"zuwendung": "a/b", "sicht": "", "wege": " "})


def test_a_missing_required_value_is_told_with_its_description(spur: Abfrage) -> None:
    with pytest.raises(Variablenfehler, match=r"„zuwendung“: Diese Angabe fehlt\. Adresse der Zuwendung"):
        spur.werte({"sicht": "GESICHERT"})


def test_an_unknown_variable_is_told_with_those_there_are(spur: Abfrage) -> None:
    with pytest.raises(
        Variablenfehler, match=r"„von“: Diese Angabe kennt die Abfrage nicht\. Es gibt: zuwendung, sicht"
    ):
        spur.werte({"von": "a/b"})


def test_a_variable_knows_what_a_form_needs(spur: Abfrage) -> None:
    zuwendung, sicht, wege = spur.variablen

    assert (Eingabeart.ADRESSE, True, "Zuwendung") == (zuwendung.eingabe, zuwendung.pflicht, zuwendung.art)
    assert (Eingabeart.AUSWAHL, False, "GESICHERT") == (sicht.eingabe, sicht.pflicht, sicht.vorgabe)
    assert ["GESICHERT", "MIT_VORSCHLAEGEN"] == [w.wert for w in sicht.auswahl]
    assert all(w.beschreibung for w in sicht.auswahl)
    assert (Eingabeart.GANZZAHL, 100) == (wege.eingabe, wege.vorgabe)


@pytest.mark.parametrize(
    ("beispiel", "erwartet"),
    [
        ("heute", "2024-02-29"),
        ("heute+12M", "2025-02-28"),
        ("heute-1J", "2023-02-28"),
        ("heute+30T", "2024-03-30"),
        ("2020-01-01", "2020-01-01"),
    ],
)
def test_sample_days_are_reckoned_from_the_day(beispiel: str, erwartet: str) -> None:
    assert erwartet == variable(Eingabeart.TAG, beispiel=beispiel).beispieltext(date(2024, 2, 29))


def test_only_days_are_reckoned() -> None:
    assert "heute" == variable(Eingabeart.TEXT, beispiel="heute").beispieltext(date(2024, 2, 29))
