"""Filters: what each condition leaves."""

from pathlib import Path

import pytest

from tests.api.apihilfe import Fragesteller, frage, kennungen

GRAPH = """
    Regelwerk b/R bestand=AUSZUG
    Leitlinie b/L
    Ziel b/1 titel="Straße sicher" ebene=STRATEGISCH zielart=WIRKUNG zielfelder=ERGEBNISSE,PROGRAMME gilt_bis=2025-12-31
    Ziel b/2 titel="Kinder fördern" ebene=OPERATIV gilt_ab=2026-01-01 gilt_bis=2026-12-31
    Ziel b/3 titel="kinderarm" ebene=SCHWERPUNKT gilt_ab=2027-01-01
    Ziel b/4 titel="Rest"
    Massnahme b/M titel="Offene Werkstatt"; Massnahme b/N titel="Beratung"
    Leerstelle b/E feld=massnahmen grund=ENTFAELLT
    Leerstelle b/U feld=Massnahmen grund=UNBEKANNT
    b/M traegtBeiZu b/1
    b/N traegtBeiZu b/1
    b/M traegtBeiZu b/2 ?
    b/E leerstelleVon b/3
    b/U leerstelleVon b/4
    b/1 dient b/L
    b/2 teilVonRegelwerk b/R
"""


@pytest.fixture
def wer(tmp_path: Path) -> Fragesteller:
    return frage(tmp_path, GRAPH)


FAELLE = [
    # values
    ('titel: {ist: "Rest"}', "4"),
    ('titel: {ist: "rest"}', ""),
    ('titel: {in: ["Rest", "kinderarm"]}', "34"),
    ('titel: {enthaelt: "KINDER"}', "23"),
    ('titel: {enthaelt: "STRASSE"}', "1"),
    ('titel: {beginntMit: "kinder "}', "2"),
    ("ebene: {ist: OPERATIV}", "2"),
    ("ebene: {in: [OPERATIV, SCHWERPUNKT]}", "23"),
    ("ebene: {nicht: [OPERATIV, SCHWERPUNKT]}", "14"),
    ("zielart: {ist: WIRKUNG}", "1"),
    ("zielart: {nicht: [WIRKUNG]}", "234"),
    ("zielart: {vorhanden: false}", "234"),
    ("zielfelder: {enthaelt: PROGRAMME}", "1"),
    ("zielfelder: {enthaelt: RESSOURCEN}", ""),
    ("zielfelder: {vorhanden: true}", "1"),
    ('giltAb: {von: "2026-01-02"}', "3"),
    ('giltBis: {bis: "2025-12-31"}', "1"),
    ('giltBis: {ist: "2026-12-31"}', "2"),
    ("giltBis: {vorhanden: false}", "34"),
    ("beschreibung: {vorhanden: true}", ""),
    ('id: {ist: "b/2"}', "2"),
    ('id: {in: ["http://localhost:8000/id/b/1", "b/4", "b/unbekannt"]}', "14"),
    # links
    ("massnahmen: {vorhanden: false}", "234"),
    ("massnahmen: {vorhanden: true}", "1"),
    ('massnahmen: {irgendein: {titel: {ist: "Beratung"}}}', "1"),
    ('massnahmen: {keines: {titel: {ist: "Beratung"}}}', "234"),
    ("massnahmen: {irgendein: {traegtBeiZu: {irgendein: {kind: {ist: LEITLINIE}}}}}", ""),
    ("massnahmen: {irgendein: {traegtBeiZu: {irgendein: {kind: {ist: ZIEL}}}}}", "1"),
    ("massnahmen: {leerstelle: ENTFAELLT}", "3"),
    ("massnahmen: {leerstelle: UNBEKANNT}", "4"),
    ("indikatoren: {leerstelle: UNBEKANNT}", ""),
    ("regelwerk: {vorhanden: true}", "2"),
    ("regelwerk: {irgendein: {bestand: {ist: AUSZUG}}}", "2"),
    ("leerstellen: {irgendein: {grund: {ist: ENTFAELLT}}}", "3"),
    # on the day
    ("inKraft: true", "24"),
    ("inKraft: false", "13"),
    # combined
    ('titel: {enthaelt: "kinder"}, ebene: {ist: OPERATIV}', "2"),
    ('oder: [{titel: {ist: "Rest"}}, {ebene: {ist: OPERATIV}}]', "24"),
    ("oder: []", ""),
    ('und: [{titel: {enthaelt: "kinder"}}, {nicht: {ebene: {ist: OPERATIV}}}]', "3"),
    ("und: []", "1234"),
    ("nicht: {massnahmen: {vorhanden: true}}", "234"),
    ("nicht: {}", ""),
    # null is not given
    ("titel: null, ebene: {ist: null}", "1234"),
]


@pytest.mark.parametrize(("bedingung", "erwartet"), FAELLE)
def test_a_condition_leaves_what_fulfils_it(wer: Fragesteller, bedingung: str, erwartet: str) -> None:
    seite = wer.eins(f"{{ ziele(filter: {{{bedingung}}}) {{ totalCount nodes {{ kennung }} }} }}")

    assert [f"b/{k}" for k in erwartet] == kennungen(seite)
    assert len(erwartet) == seite["totalCount"]


@pytest.mark.parametrize(("bedingung", "erwartet"), FAELLE)
def test_a_negated_condition_leaves_the_others(wer: Fragesteller, bedingung: str, erwartet: str) -> None:
    seite = wer.eins(f"{{ ziele(filter: {{nicht: {{{bedingung}}}}}) {{ nodes {{ kennung }} }} }}")

    assert [f"b/{k}" for k in "1234" if k not in erwartet] == kennungen(seite)


def test_the_customers_question_counts_secured_links_only_and_says_what_proposals_would_change(
    wer: Fragesteller,
) -> None:
    text = "query($s: Sicht!) { ziele(filter: {massnahmen: {vorhanden: false}}, sicht: $s) {"
    text += " nodes { kennung } weitereMitVorschlaegen } }"

    gesichert = wer.eins(text, s="GESICHERT")
    mit_vorschlaegen = wer.eins(text, s="MIT_VORSCHLAEGEN")

    assert (["b/2", "b/3", "b/4"], -1) == (kennungen(gesichert), gesichert["weitereMitVorschlaegen"])
    assert (["b/3", "b/4"], 0) == (kennungen(mit_vorschlaegen), mit_vorschlaegen["weitereMitVorschlaegen"])


@pytest.mark.parametrize(("tag", "erwartet"), [("2025-06-01", "14"), ("2026-12-31", "24"), ("2027-01-01", "34")])
def test_what_is_in_force_depends_on_the_day(wer: Fragesteller, tag: str, erwartet: str) -> None:
    seite = wer.eins("query($t: Date) { ziele(filter: {inKraft: true}, stichtag: $t) { nodes { kennung } } }", t=tag)

    assert [f"b/{k}" for k in erwartet] == kennungen(seite)


@pytest.mark.parametrize(
    ("bedingung", "erwartet"),
    [
        ('bewilligt: {von: "10.5"}', ["b/1", "b/2"]),
        ("bewilligt: {bis: 10.5}", ["b/1"]),
        ('bewilligt: {ist: "10.50"}', ["b/1"]),
        ("bewilligt: {vorhanden: false}", ["b/3"]),
        ("jahr: {von: 2026, bis: 2026}", ["b/2"]),
        ("jahr: {ist: 2025}", ["b/1"]),
    ],
)
def test_numbers_are_compared_exactly(tmp_path: Path, bedingung: str, erwartet: list[str]) -> None:
    wer = frage(
        tmp_path, "Zuwendung b/1 bewilligt=10.5 jahr=2025; Zuwendung b/2 bewilligt=1000 jahr=2026; Zuwendung b/3"
    )

    seite = wer.eins(f"{{ zuwendungen(filter: {{{bedingung}}}) {{ nodes {{ kennung }} }} }}")

    assert erwartet == kennungen(seite)


def test_truth_values_are_compared(tmp_path: Path) -> None:
    wer = frage(tmp_path, "Beratung b/1 oeffentlich=true; Beratung b/2 oeffentlich=false")

    seite = wer.eins("{ beratungen(filter: {oeffentlich: {ist: false}}) { nodes { kennung } } }")

    assert ["b/2"] == kennungen(seite)


def test_a_malformed_id_in_a_filter_is_an_error(wer: Fragesteller) -> None:
    assert "UNGUELTIGE_ID" == wer.code('{ ziele(filter: {id: {ist: "x y"}}) { totalCount } }')
