"""Traces, findings and coverage through GraphQL."""

from pathlib import Path

import pytest

from tests.api.apihilfe import frage

KETTE = """
    Zuwendung b/F bewilligt=1000.50; Massnahme b/M; Ziel b/Z1 b/Z2; Leitlinie b/L; Dokument b/D; Fundstelle b/S
    b/S inDokument b/D
    b/F foerdert b/M beleg=b/S
    b/M traegtBeiZu b/Z1 0.6; b/M traegtBeiZu b/Z2 0.4 ?
    b/Z1 dient b/L; b/Z2 dient b/L
"""


def test_a_trace_shows_each_step_with_both_nodes_and_what_the_link_says(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)

    spur = wer.eins(
        """{ spur(von: "b/F") { start { kennung } pfade { laenge status anteil schritte {
          beziehung richtung von { kennung } knoten { __typename } status anteil begruendung
          belege { kennung } } } } }"""
    )

    def schritt(beziehung: str, von: str, art: str, **mehr: object) -> dict[str, object]:
        return {
            "beziehung": beziehung,
            "richtung": "AUFWAERTS",
            "von": {"kennung": von},
            "knoten": {"__typename": art},
            "status": "BELEGT",
            "anteil": None,
            "begruendung": None,
            "belege": [],
        } | mehr

    schritte = [
        schritt("foerdert", "b/F", "Massnahme", belege=[{"kennung": "b/S"}]),
        schritt("traegtBeiZu", "b/M", "Ziel", anteil="0.6"),
        schritt("dient", "b/Z1", "Leitlinie"),
    ]
    pfad = {"laenge": 3, "status": "BELEGT", "anteil": "0.6", "schritte": schritte}
    assert {"start": {"kennung": "b/F"}, "pfade": [pfad]} == spur


def test_a_trace_counts_before_it_cuts_and_says_what_proposals_add(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)
    text = 'query($s: Sicht!) { spur(von: "b/F", maxPfade: 1, sicht: $s) {'
    text += " pfade { status } pfadeGesamt gekuerzt weitereMitVorschlaegen } }"

    gesichert = wer.eins(text, s="GESICHERT")
    mit_vorschlaegen = wer.eins(text, s="MIT_VORSCHLAEGEN")

    eins = {"pfade": [{"status": "BELEGT"}]}
    assert eins | {"pfadeGesamt": 1, "gekuerzt": False, "weitereMitVorschlaegen": 1} == gesichert
    assert eins | {"pfadeGesamt": 2, "gekuerzt": True, "weitereMitVorschlaegen": 0} == mit_vorschlaegen


def test_reached_nodes_show_money_by_currency(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)

    erreicht = wer.eins(
        """{ spur(von: "b/F") { erreicht(zu: [LEITLINIE]) { totalCount edges { node { kennung } pfade status
          beruehrt { betrag waehrung } zugerechnet { betrag waehrung } nichtAufteilbar } } } }"""
    )["erreicht"]

    (kante,) = erreicht["edges"]
    assert 1 == erreicht["totalCount"]
    assert {
        "node": {"kennung": "b/L"},
        "pfade": 1,
        "status": "BELEGT",
        "beruehrt": [{"betrag": "1000.50", "waehrung": "EUR"}],
        "zugerechnet": [{"betrag": "600.30", "waehrung": "EUR"}],
        "nichtAufteilbar": False,
    } == kante


def test_reached_nodes_come_in_pages(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)
    text = 'query($a: String) { spur(von: "b/F") { erreicht(first: 2, after: $a) { nodes { kennung } pageInfo {'
    text += " endCursor hasNextPage } } } }"

    erste = wer.eins(text)["erreicht"]
    zweite = wer.eins(text, a=erste["pageInfo"]["endCursor"])["erreicht"]

    assert (True, False) == (erste["pageInfo"]["hasNextPage"], zweite["pageInfo"]["hasNextPage"])
    assert ["b/L", "b/Z1", "b/M"] == [k["kennung"] for k in erste["nodes"] + zweite["nodes"]]


def test_a_trace_runs_down_to_chosen_kinds(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)

    spur = wer.eins(
        '{ spur(von: "b/L", richtung: ABWAERTS, zu: [MASSNAHME]) {'
        " pfade { schritte { richtung knoten { kennung } } } } }"
    )

    schritte = [{"richtung": "ABWAERTS", "knoten": {"kennung": k}} for k in ("b/Z1", "b/M")]
    assert {"pfade": [{"schritte": schritte}]} == spur


def test_the_trace_of_an_unknown_node_is_null(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)

    assert wer.eins('{ spur(von: "b/X") { pfadeGesamt } }') is None


@pytest.mark.parametrize("argument", ["maxTiefe: 33", "maxTiefe: 0", "maxPfade: 1001", "maxPfade: -1"])
def test_a_trace_beyond_the_limits_is_refused(tmp_path: Path, argument: str) -> None:
    wer = frage(tmp_path, KETTE)

    assert "UNGUELTIGE_GROESSE" == wer.code(f'{{ spur(von: "b/F", {argument}) {{ pfadeGesamt }} }}')


def test_findings_name_rule_node_and_repair(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)

    befunde = wer.eins(
        """{ befunde(regel: [ZIEL_OHNE_MASSNAHME]) { totalCount mitVorschlaegenErledigt
          nodes { regel schwere satz abhilfe mitVorschlaegenErledigt knoten { kennung ... on Ziel { ebene } } } } }"""
    )

    (befund,) = befunde["nodes"]
    assert (1, 1) == (befunde["totalCount"], befunde["mitVorschlaegenErledigt"])
    assert ("ZIEL_OHNE_MASSNAHME", True) == (befund["regel"], befund["mitVorschlaegenErledigt"])
    assert {"kennung": "b/Z2", "ebene": "STRATEGISCH"} == befund["knoten"]
    assert befund["satz"]
    assert befund["abhilfe"]


def test_findings_come_in_pages(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)
    text = (
        "query($a: String, $n: Int) { befunde(first: $n, after: $a) { edges { cursor node { regel knoten { id } } } } }"
    )
    alle = wer.eins(text, n=500)["edges"]

    seiten = []
    after = None
    while kanten := wer.eins(text, n=3, a=after)["edges"]:
        seiten += kanten
        after = kanten[-1]["cursor"]

    assert len(alle) > 3
    assert alle == seiten


def test_findings_of_an_unknown_set_are_an_error(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE)

    assert "UNBEKANNT" == wer.code('{ befunde(regelwerk: "b/Z1") { totalCount } }')


def test_coverage_counts_goals_per_set_with_and_without_proposals(tmp_path: Path) -> None:
    wer = frage(tmp_path, KETTE + "Regelwerk b/R bestand=AUSZUG; b/Z1 teilVonRegelwerk b/R; b/Z2 teilVonRegelwerk b/R")

    abdeckung = wer.eins(
        """{ abdeckung(regelwerk: "b/R") { regelwerke { regelwerk { kennung } auszug ziele {
          zahlen { gesamt direkt ohne quoteDirekt } mitVorschlaegen { direkt } } } } }"""
    )

    zahlen = {"gesamt": 2, "direkt": 1, "ohne": 1, "quoteDirekt": "0.5000"}
    assert [
        {
            "regelwerk": {"kennung": "b/R"},
            "auszug": True,
            "ziele": {"zahlen": zahlen, "mitVorschlaegen": {"direkt": 2}},
        }
    ] == abdeckung["regelwerke"]
