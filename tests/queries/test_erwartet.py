"""The shipped queries over the shipped seed: recorded answers, and tables that are not empty."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from leitlinien import daten
from leitlinien.api import Schema
from leitlinien.queries import Katalog, Tabelle, tabelle
from leitlinien.state import State
from tests.queries.aufnehmen import ERWARTET, STICHTAG, als_json, antworte

DATEIEN = sorted(daten.ordner("queries").glob("*.graphql"))
AUFGENOMMEN = sorted(ERWARTET.glob("*.json"))
NEU = "Ist die Änderung gewollt: python -m tests.queries.aufnehmen"


def name(datei: Path) -> str:
    kopf, *rest = datei.stem.split("-")
    return kopf + "".join(t.title() for t in rest)


def aufgenommen(datei: Path) -> dict[str, Any]:
    gelesen: dict[str, Any] = orjson.loads((ERWARTET / f"{name(datei)}.json").read_bytes())
    return gelesen


def als_tabelle(abfragen: Katalog, datei: Path) -> Tabelle:
    return tabelle(abfragen[name(datei)], aufgenommen(datei)["antwort"]["data"])


def test_every_query_has_a_recorded_answer_and_every_answer_a_query() -> None:
    assert sorted(name(d) for d in DATEIEN) == [d.stem for d in AUFGENOMMEN]


@pytest.mark.parametrize("datei", DATEIEN, ids=name)
def test_the_answer_is_the_recorded_one(datei: Path, abfragen: Katalog, das_schema: Schema, state: State) -> None:
    erwartet = (ERWARTET / f"{name(datei)}.json").read_text(encoding="utf-8")

    antwort = als_json(antworte(das_schema, state, abfragen[name(datei)]))

    assert erwartet == antwort, NEU


@pytest.mark.parametrize("datei", DATEIEN, ids=name)
def test_the_recorded_answer_has_no_errors(datei: Path) -> None:
    assert "errors" not in aufgenommen(datei)["antwort"]


@pytest.mark.parametrize("datei", DATEIEN, ids=name)
def test_the_recorded_answer_gives_rows_with_the_declared_columns(datei: Path, abfragen: Katalog) -> None:
    gelesen = als_tabelle(abfragen, datei)

    assert gelesen.zeilen
    assert {len(abfragen[name(datei)].spalten)} == {len(z) for z in gelesen.zeilen}


OHNE_WERT = {
    # the documents are not attached here, so there are no words
    "fundstellenEinerLeitlinie": {"Wortlaut"},
    # the example's guidelines are in force without end and nothing replaces them
    "fassungBeiBewilligung": {"Regelwerk gilt bis", "Leitlinie gilt ab", "Leitlinie gilt bis", "Ersetzt durch"},
    # no example grant reaches a goal through a product
    "freiwilligeLeistungen": {"Ziele des Produkts"},
    # the example has one year of values
    "sollIstVergleich": {"Früher", "Vergleich"},
    # these links of the samples give no reason, Kiel's no share
    "spurEinerMassnahme": {"Anteil", "Begründung"},
    "spurEinerZuwendung": {"Begründung"},
    # no effect goal of the documents has a secured indicator
    "wirkungszieleOhneWirkungsindikator": {"Indikatoren"},
    # the goals that are compared have no secured measure
    "zielbeziehungen": {"Maßnahmen zum Ziel", "Maßnahmen zum anderen Ziel"},
    # nobody has noted why a measure is missing
    "zieleOhneMassnahme": {"Unbekannt oder entfällt"},
    # the only one is an application that names nothing yet
    "zuwendungenOhneGrundlage": {"Bewilligt", "Genannte Grundlagen"},
}
"""Columns for which the seed has nothing."""


@pytest.mark.parametrize("datei", DATEIEN, ids=name)
def test_every_column_has_a_value_somewhere_or_is_known_to_have_none(datei: Path, abfragen: Katalog) -> None:
    gelesen = als_tabelle(abfragen, datei)

    leer = {titel for k, titel in enumerate(gelesen.titel) if all(z[k] is None for z in gelesen.zeilen)}

    assert OHNE_WERT.get(name(datei), set()) == leer


@pytest.mark.parametrize("datei", DATEIEN, ids=name)
def test_a_column_of_days_or_numbers_holds_no_text_where_it_has_one_value(datei: Path, abfragen: Katalog) -> None:
    gelesen = als_tabelle(abfragen, datei)

    einzelne = [
        (spalte.typ.value, type(zelle.wert).__name__)
        for zeile in gelesen.zellen
        for spalte, zelle in zip(gelesen.spalten, zeile, strict=True)
        if zelle.wert is not None and len(zelle.werte) == 1
    ]

    assert set(einzelne) <= {
        ("text", "str"),
        ("adresse", "str"),
        ("ganzzahl", "int"),
        ("dezimalzahl", "Decimal"),
        ("tag", "date"),
        ("ja_nein", "bool"),
    }


@pytest.mark.parametrize("datei", DATEIEN, ids=name)
def test_nothing_but_pages_cuts_a_recorded_answer(datei: Path, abfragen: Katalog) -> None:
    gelesen = als_tabelle(abfragen, datei)

    assert [] == [h for h in gelesen.hinweise if h.startswith(("Gekürzt", "Ohne Summe"))]
    assert 0 == sum(zelle.fehlend for zeile in gelesen.zellen for zelle in zeile)


def test_a_page_that_is_not_the_last_says_where_the_next_begins(abfragen: Katalog) -> None:
    datei = next(d for d in DATEIEN if name(d) == "leitlinienOhneUmsetzung")

    gelesen = als_tabelle(abfragen, datei)

    assert gelesen.weiter is not None
    assert gelesen.gesamt is not None
    assert len(gelesen.zeilen) < gelesen.gesamt


def test_samples_that_depend_on_the_day_are_reckoned_from_it(abfragen: Katalog) -> None:
    beispiel = abfragen["auslaufendeZuwendungen"].beispiel(STICHTAG)

    assert {"von": "2026-11-21", "bis": "2027-11-21"} == beispiel
