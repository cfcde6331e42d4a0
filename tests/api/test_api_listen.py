"""Lists of a kind: pages, markers, order, and nodes by id."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.apihilfe import Fragesteller, frage, kennungen
from tests.bauhilfe import netz, stand

FUENF = "Ziel b/1 titel=Äpfel; Ziel b/2 titel=Zebra; Ziel b/3 titel=apfelmus; Ziel b/4 titel=Bär; Ziel b/5 titel=Esel"


def alle_seiten(wer: Fragesteller, argumente: str, groesse: int = 2) -> list[str]:
    """Kennungen of all pages, walked forward."""
    gesammelt: list[str] = []
    after: str | None = None
    while True:
        seite = wer.eins(
            f"query($a: String) {{ ziele(first: {groesse}, after: $a{argumente})"
            " { nodes { kennung } pageInfo { endCursor hasNextPage } } }",
            a=after,
        )
        gesammelt += kennungen(seite)
        if not seite["pageInfo"]["hasNextPage"]:
            return gesammelt
        after = seite["pageInfo"]["endCursor"]


def test_a_node_is_found_by_path_and_by_iri(tmp_path: Path) -> None:
    wer = frage(tmp_path, "Ziel b/Z")

    daten = wer.daten('{ a: ziel(id: "b/Z") { id } b: node(id: "http://localhost:8000/id/b/Z") { id __typename } }')

    iri = "http://localhost:8000/id/b/Z"
    assert {"a": {"id": iri}, "b": {"id": iri, "__typename": "Ziel"}} == daten


def test_unknown_nodes_and_nodes_of_another_kind_are_null(tmp_path: Path) -> None:
    wer = frage(tmp_path, "Ziel b/Z; Leitlinie b/L")

    daten = wer.daten('{ a: ziel(id: "b/X") { id } b: ziel(id: "b/L") { id } c: node(id: "b/X") { id } }')

    assert {"a": None, "b": None, "c": None} == daten


def test_several_nodes_come_in_the_order_asked_for(tmp_path: Path) -> None:
    wer = frage(tmp_path, "Ziel b/Z; Leitlinie b/L")

    knoten = wer.eins('{ nodes(ids: ["b/Z", "b/X", "b/L", "b/Z"]) { kennung } }')

    assert [{"kennung": "b/Z"}, None, {"kennung": "b/L"}, {"kennung": "b/Z"}] == knoten


def test_a_list_without_arguments_shows_fifty_in_order_of_ids(tmp_path: Path) -> None:
    wer = frage(tmp_path, "Ziel " + " ".join(f"b/{n:03}" for n in range(60)))

    seite = wer.eins("{ ziele { totalCount nodes { kennung } pageInfo { hasNextPage hasPreviousPage } } }")

    assert [f"b/{n:03}" for n in range(50)] == kennungen(seite)
    assert 60 == seite["totalCount"]
    assert {"hasNextPage": True, "hasPreviousPage": False} == seite["pageInfo"]


@pytest.mark.parametrize(
    ("argumente", "erwartet", "davor", "danach"),
    [
        ("first: 2", ["b/1", "b/2"], False, True),
        ("last: 2", ["b/4", "b/5"], True, False),
        ("first: 3, last: 1", ["b/3"], True, True),
        ("first: 0", [], False, True),
        ("first: 500", ["b/1", "b/2", "b/3", "b/4", "b/5"], False, False),
    ],
)
def test_first_and_last_cut_the_list(
    tmp_path: Path, argumente: str, erwartet: list[str], davor: bool, danach: bool
) -> None:
    wer = frage(tmp_path, FUENF)

    seite = wer.eins(f"{{ ziele({argumente}) {{ nodes {{ kennung }} pageInfo {{ hasNextPage hasPreviousPage }} }} }}")

    assert erwartet == kennungen(seite)
    assert {"hasNextPage": danach, "hasPreviousPage": davor} == seite["pageInfo"]


def test_after_and_before_cut_at_a_marker(tmp_path: Path) -> None:
    wer = frage(tmp_path, FUENF)
    marken = [e["cursor"] for e in wer.eins("{ ziele { edges { cursor } } }")["edges"]]

    seite = wer.eins(
        "query($a: String, $b: String) { ziele(after: $a, before: $b) { nodes { kennung } } }", a=marken[0], b=marken[3]
    )

    assert ["b/2", "b/3"] == kennungen(seite)


ORDNUNGEN = [
    ("", ["b/1", "b/2", "b/3", "b/4", "b/5"]),
    (", sortierung: [{feld: ID, richtung: ABSTEIGEND}]", ["b/5", "b/4", "b/3", "b/2", "b/1"]),
    (", sortierung: [{feld: TITEL}]", ["b/1", "b/3", "b/4", "b/5", "b/2"]),
    (", sortierung: [{feld: TITEL, richtung: ABSTEIGEND}]", ["b/2", "b/5", "b/4", "b/3", "b/1"]),
    (", sortierung: [{feld: GILT_AB}, {feld: TITEL}]", ["b/1", "b/3", "b/4", "b/5", "b/2"]),
]


@pytest.mark.parametrize(("argumente", "erwartet"), ORDNUNGEN)
def test_pages_of_every_order_cover_the_list_once(tmp_path: Path, argumente: str, erwartet: list[str]) -> None:
    wer = frage(tmp_path, FUENF)

    assert erwartet == alle_seiten(wer, argumente)


def test_what_is_empty_stands_last_in_both_directions(tmp_path: Path) -> None:
    wer = frage(tmp_path, "Zuwendung b/1; Zuwendung b/2 bewilligt=10; Zuwendung b/3 bewilligt=9.5")

    auf = wer.eins("{ zuwendungen(sortierung: [{feld: BEWILLIGT}]) { nodes { kennung } } }")
    ab = wer.eins("{ zuwendungen(sortierung: [{feld: BEWILLIGT, richtung: ABSTEIGEND}]) { nodes { kennung } } }")

    assert ["b/3", "b/2", "b/1"] == kennungen(auf)
    assert ["b/2", "b/3", "b/1"] == kennungen(ab)


@pytest.mark.parametrize("argumente", [a for a, _ in ORDNUNGEN])
def test_a_marker_stays_valid_when_nodes_are_added_and_its_own_is_gone(tmp_path: Path, argumente: str) -> None:
    vorher = frage(tmp_path, FUENF)
    ganz = alle_seiten(vorher, argumente, 500)
    marke = vorher.eins(f"{{ ziele(first: 2{argumente}) {{ pageInfo {{ endCursor }} }} }}")["pageInfo"]["endCursor"]
    bestand = netz(FUENF + "; Ziel b/0 titel=Aal; Ziel b/35 titel=Carla; Ziel b/9 titel=Zug")
    bestand.knoten[:] = [k for k in bestand.knoten if k.pfad != ganz[1]]
    nachher = Fragesteller(stand(bestand, tmp_path))

    seite = nachher.eins(f"query($a: String) {{ ziele(after: $a{argumente}) {{ nodes {{ kennung }} }} }}", a=marke)

    assert ganz[2:] == [k for k in kennungen(seite) if k in ganz]


def test_a_marker_of_another_order_is_refused(tmp_path: Path) -> None:
    wer = frage(tmp_path, FUENF)
    marke = wer.eins("{ ziele(first: 1) { pageInfo { endCursor } } }")["pageInfo"]["endCursor"]

    code = wer.code("query($a: String) { ziele(after: $a, sortierung: [{feld: TITEL}]) { totalCount } }", a=marke)

    assert "UNGUELTIGER_CURSOR" == code


@pytest.mark.parametrize("marke", ["quatsch", "", "ä", "WzFd", "W10", "e30"])
def test_a_broken_marker_is_refused(tmp_path: Path, marke: str) -> None:
    wer = frage(tmp_path, FUENF)

    code = wer.code("query($a: String) { ziele(after: $a) { totalCount } }", a=marke)

    assert "UNGUELTIGER_CURSOR" == code


@pytest.mark.parametrize("argumente", ["first: 501", "last: 501", "first: -1"])
def test_a_page_beyond_the_limits_is_refused_in_german(tmp_path: Path, argumente: str) -> None:
    wer = frage(tmp_path, FUENF)

    (fehler,) = wer.antwort(f"{{ ziele({argumente}) {{ totalCount }} }}")["errors"]

    assert "UNGUELTIGE_GROESSE" == fehler["extensions"]["code"]
    assert "darf von 0 bis 500 reichen" in fehler["message"]


def test_more_than_five_hundred_ids_are_refused(tmp_path: Path) -> None:
    wer = frage(tmp_path, FUENF)

    assert "UNGUELTIGE_GROESSE" == wer.code("query($i: [ID!]!) { nodes(ids: $i) { id } }", i=["b/1"] * 501)


def test_search_ranks_pages_and_names_the_field(tmp_path: Path) -> None:
    wer = frage(tmp_path, 'Ziel b/1 titel="Prävention stärken"; Massnahme b/2 titel="Präventive Hilfe"; Ziel b/3')
    text = (
        'query($a: String) { suche(text: "praevent", first: 1, after: $a) { totalCount edges { rang stelle cursor } } }'
    )

    erste = wer.eins(text)
    zweite = wer.eins(text, a=erste["edges"][0]["cursor"])

    def ohne_marke(seite: dict[str, Any]) -> list[dict[str, Any]]:
        return [{k: v for k, v in e.items() if k != "cursor"} for e in seite["edges"]]

    assert 2 == erste["totalCount"] == zweite["totalCount"]
    assert [{"rang": 1, "stelle": "titel"}] == ohne_marke(erste)
    assert [{"rang": 2, "stelle": "titel"}] == ohne_marke(zweite)


def test_stand_tells_revision_hashes_and_counts(tmp_path: Path) -> None:
    wer = frage(tmp_path, "Ziel b/1 b/2; Leitlinie b/3")

    stand = wer.eins("{ stand { revision hash kette zeit knoten verknuepfungen anzahl { kind anzahl } } }")

    zahlen = {a["kind"]: a["anzahl"] for a in stand.pop("anzahl") if a["anzahl"]}
    assert {"ZIEL": 2, "LEITLINIE": 1} == zahlen
    assert {
        "revision": 1,
        "hash": "0" * 64,
        "kette": "0" * 64,
        "zeit": "2026-01-01T00:00:00+00:00",
        "knoten": 3,
        "verknuepfungen": 0,
    } == stand
