"""How an answer becomes a table."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leitlinien.queries import als_text, tabelle
from tests.queries.beispielschema import GUT, abfrage, lade

BUCH = {
    "id": "b/1",
    "titel": "Erstes",
    "jahr": 2026,
    "preis": "1250.50",
    "rabatt": "50.50",
    "tag": "2026-11-21",
    "neu": True,
    "art": "ROMAN",
    "worte": ["alt", "neu"],
    "verlag": {"id": "v/1", "titel": "Haus", "ort": None},
    "stellen": {
        "totalCount": 2,
        "nodes": [{"id": "s/1", "ort": "S. 1", "wert": "1.5"}, {"id": "s/2", "ort": None, "wert": "2"}],
    },
}
ALLES = """{ buecher(first: 500) { totalCount nodes { __typename id titel jahr preis rabatt tag neu art worte
    verlag { id titel ort } stellen(first: 2) { totalCount nodes { id ort wert } } } } }"""


def antwort(*buecher: dict[str, Any], gesamt: int | None = None) -> dict[str, Any]:
    return {"buecher": {"totalCount": len(buecher) if gesamt is None else gesamt, "nodes": list(buecher)}}


def zelle(ordner: Path, ausdruck: str, **buch: Any) -> Any:
    """The only cell of a table with one column and one book."""
    gefragt = abfrage(ordner, f"Tabelle: buecher.nodes\nSpalte: X = {ausdruck}", ALLES)
    ((wert,),) = tabelle(gefragt, antwort(BUCH | buch)).zeilen
    return wert


@pytest.mark.parametrize(
    ("ausdruck", "erwartet"),
    [
        ("titel", "Erstes"),
        ("jahr", 2026),
        ("preis", Decimal("1250.50")),
        ("tag", date(2026, 11, 21)),
        ("neu", True),
        ("verlag.titel", "Haus"),
        ("verlag.ort", None),
        ("worte[]", "alt; neu"),
        ("stellen.totalCount", 2),
        ("stellen.nodes[].ort", "S. 1"),
        ("stellen.nodes[].wert", "1,5; 2"),
        ("#", 1),
        ("^.buecher.totalCount", 1),
        ("preis - rabatt", Decimal("1200.00")),
        ("preis - stellen.nodes[].wert", None),
        ("summe(stellen.nodes[].wert)", Decimal("3.5")),
        ("preis - summe(stellen.nodes[].wert)", Decimal("1247.00")),
        ("titel | verlag.titel | titel", "Erstes; Haus"),
        ('"{titel}, {preis}[ ({verlag.ort})]"', "Erstes, 1.250,50"),
        ('"{titel} am {tag}"', "Erstes am 21.11.2026"),
        ('verlag "{ort}"', None),
        ('stellen.nodes[] "[{ort}: ]{wert}"', "S. 1: 1,5; 2"),
        ('"a - b | {titel}"', "a - b | Erstes"),
    ],
)
def test_a_cell_is_what_its_path_says(ausdruck: str, erwartet: Any, tmp_path: Path) -> None:
    assert erwartet == zelle(tmp_path, ausdruck)


def test_nothing_is_subtracted_from_a_missing_value(tmp_path: Path) -> None:
    assert zelle(tmp_path, "preis - rabatt", rabatt=None) is None


def test_the_sum_of_no_values_is_zero(tmp_path: Path) -> None:
    assert Decimal(0) == zelle(tmp_path, "summe(stellen.nodes[].wert)", stellen={"totalCount": 0, "nodes": []})


def test_rows_of_inner_lists_know_what_holds_them(tmp_path: Path) -> None:
    gefragt = abfrage(
        tmp_path,
        """Tabelle: buecher.nodes[].stellen.nodes
        Spalte: Buch = ^.titel
        Spalte: Nr = ^#
        Spalte: Stelle = #
        Spalte: Wert = wert
        Spalte: Alle = ^.^.buecher.totalCount""",
        ALLES,
    )

    gelesen = tabelle(gefragt, antwort(BUCH, BUCH | {"titel": "Zweites"}))

    assert (
        ("Erstes", 1, 1, Decimal("1.5"), 2),
        ("Erstes", 1, 2, Decimal(2), 2),
        ("Zweites", 2, 1, Decimal("1.5"), 2),
        ("Zweites", 2, 2, Decimal(2), 2),
    ) == gelesen.zeilen


def test_rows_of_several_lists_follow_each_other_under_their_labels(tmp_path: Path) -> None:
    gefragt = abfrage(
        tmp_path,
        """Tabelle: buecher.nodes als Buch
        Tabelle: buecher.nodes[].stellen.nodes als Stelle
        Spalte: Art = @
        Spalte: Name = titel | ort""",
        ALLES,
    )

    gelesen = tabelle(gefragt, antwort(BUCH))

    assert (("Buch", "Erstes"), ("Stelle", "S. 1"), ("Stelle", None)) == gelesen.zeilen


def test_a_cell_that_stands_for_a_node_knows_its_id(tmp_path: Path) -> None:
    gefragt = abfrage(
        tmp_path,
        """Tabelle: buecher.nodes
        Spalte: Buch = titel
        Spalte: Jahr = jahr
        Spalte: Verlag = verlag.titel
        Spalte: Stellen = stellen.nodes[] "{wert}\"""",
        ALLES,
    )

    ((buch, jahr, verlag, stellen),) = tabelle(gefragt, antwort(BUCH)).zellen

    assert (("b/1",), (None,), ("v/1",), ("s/1", "s/2")) == (buch.ids, jahr.ids, verlag.ids, stellen.ids)


def test_a_cell_says_how_many_values_it_leaves_out(tmp_path: Path) -> None:
    gekuerzt = {"totalCount": 12, "nodes": [{"id": "s/1", "ort": "S. 1", "wert": "1"}]}

    assert "S. 1; … und 11 weitere" == zelle(tmp_path, "stellen.nodes[].ort", stellen=gekuerzt)


def test_there_is_no_sum_of_a_cut_list(tmp_path: Path) -> None:
    gefragt = abfrage(tmp_path, "Tabelle: buecher.nodes\nSpalte: X = preis - summe(stellen.nodes[].wert)", ALLES)

    gelesen = tabelle(gefragt, antwort(BUCH | {"stellen": {"totalCount": 12, "nodes": [{"id": "s", "wert": "1"}]}}))

    assert ((None,),) == gelesen.zeilen
    assert ("Ohne Summe, weil zu viele Werte: stellen.nodes[].wert.",) == gelesen.hinweise


def test_a_cut_list_of_rows_is_told_and_leaves_the_total_open(tmp_path: Path) -> None:
    gefragt = abfrage(tmp_path, "Tabelle: buecher.nodes\nSpalte: X = titel", ALLES)

    gelesen = tabelle(gefragt, antwort(BUCH, gesamt=700))

    assert ("Gekürzt: Von buecher sind 1 von 700 gezeigt.",) == gelesen.hinweise
    assert gelesen.gesamt is None


def test_a_whole_list_counts_itself(tmp_path: Path) -> None:
    gefragt = abfrage(tmp_path, "Tabelle: buecher.nodes\nSpalte: X = titel", ALLES)

    assert 2 == tabelle(gefragt, antwort(BUCH, BUCH)).gesamt


def test_a_page_names_the_total_and_the_next_marker(tmp_path: Path) -> None:
    gefragt = lade(tmp_path, GUT)["neueBuecher"]
    seite = {"totalCount": 7, "mehr": -3, "pageInfo": {"hasNextPage": True, "endCursor": "m"}, "nodes": [BUCH]}

    gelesen = tabelle(gefragt, {"buecher": seite})

    assert (7, "m", ("Weitere: −3.",)) == (gelesen.gesamt, gelesen.weiter, gelesen.hinweise)


def test_the_last_page_has_no_next_marker_and_no_hint_for_zero(tmp_path: Path) -> None:
    gefragt = lade(tmp_path, GUT)["neueBuecher"]
    seite = {"totalCount": 1, "mehr": 0, "pageInfo": {"hasNextPage": False, "endCursor": "m"}, "nodes": [BUCH]}

    gelesen = tabelle(gefragt, {"buecher": seite})

    assert (None, ()) == (gelesen.weiter, gelesen.hinweise)


def test_an_address_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    gefragt = abfrage(
        tmp_path,
        "Tabelle: buch.stellen.nodes\nSpalte: X = ort",
        '{ buch(id: "x") { stellen { totalCount nodes { ort } } } }',
    )

    gelesen = tabelle(gefragt, {"buch": None})

    assert ((), None) == (gelesen.zeilen, gelesen.gesamt)
    assert ("Zu dieser Adresse gibt es nichts, oder sie gehört zu einer anderen Art.",) == gelesen.hinweise


@pytest.mark.parametrize(
    ("bedingung", "gezeigt"),
    [
        ("titel = Erstes", ("Erstes",)),
        ("titel != Erstes", ("Zweites",)),
        ("preis > 1000", ("Erstes",)),
        ("preis < 1000", ("Zweites",)),
        ("preis = 1250.5", ("Erstes",)),
        ("preis - rabatt > 1000", ("Erstes",)),
    ],
)
def test_only_rows_that_meet_the_condition_are_shown(bedingung: str, gezeigt: tuple[str], tmp_path: Path) -> None:
    gefragt = abfrage(tmp_path, f"Tabelle: buecher.nodes\nNur: {bedingung}\nSpalte: X = titel", ALLES)

    gelesen = tabelle(gefragt, antwort(BUCH, BUCH | {"titel": "Zweites", "preis": "7", "rabatt": None}))

    assert gezeigt == tuple(z[0] for z in gelesen.zeilen)


def test_conditions_compare_codes_while_cells_show_words(tmp_path: Path) -> None:
    (tmp_path / "worte.toml").write_text('[art]\nROMAN = "Roman"\n', encoding="utf-8")
    gefragt = abfrage(
        tmp_path, 'Tabelle: buecher.nodes\nNur: art = ROMAN\nSpalte: Art = art\nSpalte: B = "{titel} ({art})"', ALLES
    )

    gelesen = tabelle(gefragt, antwort(BUCH, BUCH | {"art": "FACHBUCH"}))

    assert (("Roman", "Erstes (Roman)"),) == gelesen.zeilen


def test_fields_of_fragments_are_columns_where_the_kind_has_them(tmp_path: Path) -> None:
    gefragt = abfrage(
        tmp_path,
        "Tabelle: knoten.stellen.nodes\nSpalte: X = ort\nSpalte: Y = ^.knoten.jahr",
        '{ knoten(id: "x") { ...K } } '
        "fragment K on Knoten { titel ... on Buch { jahr stellen { totalCount nodes { ort } } } }",
    )

    ohne = tabelle(gefragt, {"knoten": {"titel": "Verlag"}})
    mit = tabelle(gefragt, {"knoten": BUCH})

    assert () == ohne.zeilen
    assert (("S. 1", 2026), (None, 2026)) == mit.zeilen


@pytest.mark.parametrize(
    ("wert", "erwartet"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nein"),
        (2026, "2026"),
        (Decimal("81346600.00"), "81.346.600,00"),
        (Decimal("-0.5"), "-0,5"),
        (Decimal("1E+3"), "1.000"),
        (date(2026, 1, 2), "02.01.2026"),
        ("Text", "Text"),
    ],
)
def test_values_are_written_the_german_way(wert: Any, erwartet: str) -> None:
    assert erwartet == als_text(wert)
