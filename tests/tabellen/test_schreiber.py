"""Files of an answer, opened again."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import Graph, URIRef

from leitlinien.tabellen import Antwort, Dateiart, schreibe
from leitlinien.tabellen.schreibe_csv import FORMELZEICHEN, csv_text, csv_zelle

Frage = Callable[..., Antwort]


def csv_zeilen(inhalt: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(inhalt.decode("utf-8-sig"), newline=""), delimiter=";"))


def blaetter(inhalt: bytes) -> tuple[Worksheet, Worksheet]:
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    return mappe["Antwort"], mappe["Angaben"]


@pytest.mark.parametrize("art", list(Dateiart))
def test_the_same_answer_gives_the_same_bytes(frage: Frage, art: Dateiart) -> None:
    assert schreibe(frage(alle=True), art) == schreibe(frage(alle=True), art)


# CSV


def test_csv_begins_with_a_byte_order_mark_and_parts_by_semicolons(frage: Frage) -> None:
    inhalt = schreibe(frage(alle=True), Dateiart.CSV)

    assert inhalt.startswith(b"\xef\xbb\xbfTitel;Adresse;Bewilligt;")
    assert inhalt.endswith(b"\r\n")


def test_csv_writes_decimals_with_a_comma_and_days_as_iso(frage: Frage) -> None:
    _, erste, zweite, _ = csv_zeilen(schreibe(frage(alle=True), Dateiart.CSV))

    assert ["1250,50", "2026-01-02"] == erste[2:4]
    assert ['Haus, Hof; und "Garten"', "-3,25"] == [zweite[0], zweite[2]]


def test_a_text_of_the_data_is_never_a_formula_in_csv(frage: Frage) -> None:
    _, erste, *_ = csv_zeilen(schreibe(frage(alle=True), Dateiart.CSV))

    assert "'=1+1" == erste[0]


def test_csv_that_ends_early_says_so_in_its_last_line(frage: Frage) -> None:
    assert ["Nicht vollständig: 2 von 3 Zeilen."] == csv_zeilen(schreibe(frage(), Dateiart.CSV))[-1]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_any_text_comes_back_from_csv_and_is_no_formula(texte: list[str]) -> None:
    kopf, zeile = csv_zeilen(csv_text(texte, [texte]).encode())

    assert kopf == zeile
    assert texte == [z[1:] if z.startswith("'") and z != t else z for z, t in zip(zeile, texte, strict=True)]
    assert not any(z.startswith(FORMELZEICHEN) for z in zeile)


@pytest.mark.parametrize("wert", [-1, True, None])
def test_values_that_are_no_text_stay_what_they_are(wert: Any) -> None:
    assert {-1: "-1", True: "ja", None: ""}[wert] == csv_zelle(wert)


# XLSX


def test_xlsx_holds_real_numbers_and_days(frage: Frage) -> None:
    blatt, _ = blaetter(schreibe(frage(alle=True), Dateiart.XLSX))

    assert (1250.5, "n", "#,##0.00") == (blatt["C2"].value, blatt["C2"].data_type, blatt["C2"].number_format)
    assert datetime(2026, 1, 2) == blatt["D2"].value  # noqa: DTZ001 - the format knows no time zones
    assert blatt["D2"].is_date


def test_a_number_too_exact_for_a_spreadsheet_is_text_in_full(frage: Frage) -> None:
    blatt, _ = blaetter(schreibe(frage(alle=True), Dateiart.XLSX))

    assert "12345678901234567.89" == blatt["C4"].value


def test_a_text_of_the_data_is_never_a_formula_in_xlsx(frage: Frage) -> None:
    inhalt = schreibe(frage(alle=True), Dateiart.XLSX)
    blatt, angaben = blaetter(inhalt)

    assert ("=1+1", "s") == (blatt["A2"].value, blatt["A2"].data_type)
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        assert not any(b"<f>" in archiv.read(n) for n in archiv.namelist() if n.startswith("xl/worksheets/"))
    assert "f" not in {zelle.data_type for zeile in angaben.iter_rows() for zelle in zeile}


def test_the_heading_stays_in_sight_and_the_filter_is_on(frage: Frage) -> None:
    blatt, _ = blaetter(schreibe(frage(alle=True), Dateiart.XLSX))

    assert "A2" == blatt.freeze_panes
    assert "A1:F4" == blatt.auto_filter.ref
    assert all(blatt.column_dimensions[spalte].width > 8 for spalte in "ABCDEF")


def test_the_second_sheet_says_what_was_asked(frage: Frage) -> None:
    antwort = frage(alle=True)

    _, blatt = blaetter(schreibe(antwort, Dateiart.XLSX))

    gelesen = [(str(name.value), str(wert.value)) for name, wert in blatt.iter_rows(min_row=2)]
    assert antwort.angaben() == gelesen


def test_xlsx_that_ends_early_says_so_below_the_rows(frage: Frage) -> None:
    blatt, _ = blaetter(schreibe(frage(), Dateiart.XLSX))

    assert "Nicht vollständig: 2 von 3 Zeilen." == blatt.cell(blatt.max_row, 1).value


# JSON


def test_json_holds_exact_numbers_lists_and_ids(frage: Frage) -> None:
    gelesen = json.loads(schreibe(frage(alle=True), Dateiart.JSON), parse_float=str)

    erste, zweite, dritte = gelesen["zeilen"]
    assert ["1250.50", "-3.25", "12345678901234567.89"] == [z["werte"]["Bewilligt"] for z in (erste, zweite, dritte)]
    assert [2, 0] == [len(z["werte"]["Fördert"]) for z in (erste, zweite)]
    assert ["https://leitlinien.example/id/b/1"] == erste["ids"]["Titel"]


def test_json_holds_provenance_and_the_data_of_every_page(frage: Frage) -> None:
    antwort = frage(alle=True)

    gelesen = json.loads(schreibe(antwort, Dateiart.JSON))

    assert (antwort.abfrage.sha256, antwort.state.hash) == (gelesen["sha256"], gelesen["daten"]["hash"])
    assert (3, 3, True) == (gelesen["zeilenzahl"], gelesen["gesamt"], gelesen["vollstaendig"])
    assert list(antwort.daten) == gelesen["antworten"]


# HTML and Turtle


def test_html_shows_rows_marks_and_provenance_and_loads_nothing(frage: Frage) -> None:
    text = schreibe(frage(alle=True), Dateiart.HTML).decode()

    assert '<a href="https://leitlinien.example/id/b/2">' in text
    assert '<span class="marke marke-beispiel">Beispiel</span>' in text
    assert "Kettenkopf" in text
    assert all(wort not in text for wort in ("<script", "<link", "src=", "@import", "url("))


def test_turtle_holds_the_touched_nodes_and_says_where_from(frage: Frage) -> None:
    antwort = frage(alle=True)

    text = schreibe(antwort, Dateiart.TURTLE).decode()

    graph = Graph().parse(data=text, format="turtle")
    erwartet = {URIRef(f"https://leitlinien.example/id/b/{n}") for n in ("1", "2", "3", "M", "N")}
    assert erwartet == {s for s in graph.subjects() if "/id/" in str(s)}
    assert f"# Hash der Daten (SHA-256): {antwort.state.hash}\n" in text
