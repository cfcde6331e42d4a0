"""Link fields: what an edge says, what the view shows, and the words of a passage."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from leitlinien.sources import Quellen
from tests.api.apihilfe import Fragesteller, frage, kennungen
from tests.bauhilfe import netz, stand

GRAPH = """
    Regelwerk b/R; Leitlinie b/L; Ziel b/Z; Ziel b/Y
    Massnahme b/M titel=Offen stand=LAUFEND; Massnahme b/N titel=Neu; Massnahme b/O titel=Ob
    Dokument b/D; Fundstelle b/D/0-5; Fundstelle b/D/5-9
    b/D/0-5 inDokument b/D
    b/Z beleg b/D/0-5 b/D/5-9
    b/Z dient b/L
    b/Z teilVonRegelwerk b/R !
    b/M traegtBeiZu b/Z 0.25 beleg=b/D/0-5
    b/N traegtBeiZu b/Z !
    b/O traegtBeiZu b/Z b/Y ?
"""


@pytest.fixture
def wer(tmp_path: Path) -> Fragesteller:
    return frage(tmp_path, GRAPH)


def ziel(wer: Fragesteller, auswahl: str, sicht: str = "GESICHERT") -> Any:
    return wer.eins(f'{{ ziel(id: "b/Z", sicht: {sicht}) {{ {auswahl} }} }}')


def test_an_edge_says_what_the_link_says(wer: Fragesteller) -> None:
    kanten = ziel(
        wer, "massnahmen { edges { node { kennung } status anteil begruendung wer wann belege { kennung } } }"
    )["massnahmen"]["edges"]

    leer: dict[str, Any] = {"anteil": None, "begruendung": None, "wer": None, "wann": None, "belege": []}
    bestaetigt = {"begruendung": "Weil es so gelesen werden kann.", "wer": "Sozialplanung", "wann": "2026-01-01"}
    assert [
        leer | {"node": {"kennung": "b/M"}, "status": "BELEGT", "anteil": "0.25", "belege": [{"kennung": "b/D/0-5"}]},
        leer | {"node": {"kennung": "b/N"}, "status": "BESTAETIGT"} | bestaetigt,
    ] == kanten


def test_proposals_are_hidden_and_counted_in_the_secured_view(wer: Fragesteller) -> None:
    seite = ziel(wer, "massnahmen { totalCount weitereMitVorschlaegen nodes { kennung } }")["massnahmen"]

    assert {"totalCount": 2, "weitereMitVorschlaegen": 1} | {"nodes": seite["nodes"]} == seite
    assert ["b/M", "b/N"] == kennungen(seite)


def test_proposals_are_shown_on_request_and_hold_below(wer: Fragesteller) -> None:
    seite = ziel(
        wer,
        "massnahmen { totalCount weitereMitVorschlaegen edges { status node { traegtBeiZu { totalCount } } } }",
        "MIT_VORSCHLAEGEN",
    )["massnahmen"]

    assert (3, 0) == (seite["totalCount"], seite["weitereMitVorschlaegen"])
    assert ["BELEGT", "BESTAETIGT", "VORSCHLAG"] == [e["status"] for e in seite["edges"]]
    assert [1, 1, 2] == [e["node"]["traegtBeiZu"]["totalCount"] for e in seite["edges"]]


def test_a_filter_of_a_connection_also_counts_what_proposals_add(wer: Fragesteller) -> None:
    seite = ziel(wer, 'massnahmen(filter: {titel: {beginntMit: "o"}}) { nodes { kennung } weitereMitVorschlaegen }')[
        "massnahmen"
    ]

    assert (["b/M"], 1) == (kennungen(seite), seite["weitereMitVorschlaegen"])


def test_pages_of_a_link_follow_its_markers(wer: Fragesteller) -> None:
    erste = ziel(wer, "massnahmen(first: 1) { nodes { kennung } pageInfo { hasNextPage endCursor } }")["massnahmen"]

    zweite = wer.eins(
        'query($a: String) { ziel(id: "b/Z") { massnahmen(after: $a) {'
        " nodes { kennung } pageInfo { hasPreviousPage } } } }",
        a=erste["pageInfo"]["endCursor"],
    )["massnahmen"]

    assert (["b/M"], True) == (kennungen(erste), erste["pageInfo"]["hasNextPage"])
    assert (["b/N"], True) == (kennungen(zweite), zweite["pageInfo"]["hasPreviousPage"])


def test_a_link_to_one_node_is_the_node_with_a_sibling_that_says_more(wer: Fragesteller) -> None:
    knoten = ziel(wer, "regelwerk { kennung } regelwerkLink { status wer node { kennung } }")

    link = {"status": "BESTAETIGT", "wer": "Sozialplanung", "node": {"kennung": "b/R"}}
    assert {"regelwerk": {"kennung": "b/R"}, "regelwerkLink": link} == knoten


def test_a_link_to_one_node_that_is_not_there_is_null(wer: Fragesteller) -> None:
    knoten = wer.eins('{ ziel(id: "b/Y") { regelwerk { kennung } regelwerkLink { status } } }')

    assert {"regelwerk": None, "regelwerkLink": None} == knoten


def test_a_view_over_several_links_has_the_weakest_status_and_nothing_more(wer: Fragesteller) -> None:
    leitlinie = wer.eins(
        '{ leitlinie(id: "b/L", sicht: MIT_VORSCHLAEGEN) { massnahmenGesamt { edges {'
        " status anteil begruendung belege { id } node { kennung } } } } }"
    )

    ohne: dict[str, Any] = {"anteil": None, "begruendung": None, "belege": []}
    assert [
        {"status": "BELEGT", "node": {"kennung": "b/M"}} | ohne,
        {"status": "BESTAETIGT", "node": {"kennung": "b/N"}} | ohne,
        {"status": "VORSCHLAG", "node": {"kennung": "b/O"}} | ohne,
    ] == leitlinie["massnahmenGesamt"]["edges"]


def test_links_of_the_base_class_work_on_every_kind_and_on_the_interface(wer: Fragesteller) -> None:
    knoten = wer.eins(
        '{ nodes(ids: ["b/Z", "b/M", "b/D/0-5"]) { __typename belege { nodes { dokument { kennung } } }'
        " handlungsfelder { totalCount } leerstellen { totalCount } } }"
    )

    belegt = {"nodes": [{"dokument": {"kennung": "b/D"}}, {"dokument": None}]}
    leer: dict[str, Any] = {"handlungsfelder": {"totalCount": 0}, "leerstellen": {"totalCount": 0}}
    assert [
        {"__typename": "Ziel", "belege": belegt} | leer,
        {"__typename": "Massnahme", "belege": {"nodes": []}} | leer,
        {"__typename": "Fundstelle", "belege": {"nodes": []}} | leer,
    ] == knoten


def test_fields_of_the_same_name_on_different_kinds_stand_side_by_side(wer: Fragesteller) -> None:
    knoten = wer.eins(
        '{ nodes(ids: ["b/Z", "b/L", "b/R"]) { ... on Ziel { massnahmen { totalCount } }'
        " ... on Leitlinie { massnahmen { totalCount } } ... on Regelwerk { massnahmen { totalCount } } } }"
    )

    assert [2, 0, 0] == [k["massnahmen"]["totalCount"] for k in knoten]


DOKUMENT = "Alle Kinder\n  sollen gut aufwachsen."
TEXT = "Alle Kinder sollen gut aufwachsen."


def mit_dokument(tmp_path: Path, von: int, bis: int, summe: str) -> Fragesteller:
    """A guideline that rests on a passage of a file in a folder of sources."""
    (tmp_path / "quellen").mkdir()
    (tmp_path / "quellen" / "a.txt").write_text(DOKUMENT, encoding="utf-8")
    bestand = netz(f"""
        Leitlinie b/L; Dokument b/D dateiname=a.txt
        Fundstelle b/S zeichen_von={von} zeichen_bis={bis} pruefsumme={summe}
        b/S inDokument b/D; b/L beleg b/S
    """)
    return Fragesteller(stand(bestand, tmp_path), Quellen(tmp_path / "quellen"))


FRAGE = '{ leitlinie(id: "b/L") { belege { nodes { lokator wortlaut dokument { titel } } } } }'


def test_the_words_of_a_passage_come_from_the_attached_document(tmp_path: Path) -> None:
    wer = mit_dokument(tmp_path, 5, 11, sha256(b"Kinder").hexdigest())

    (stelle,) = wer.eins(FRAGE)["belege"]["nodes"]

    assert "Kinder" == TEXT[5:11] == stelle["wortlaut"]


def test_a_passage_that_no_longer_reads_so_has_no_words(tmp_path: Path) -> None:
    wer = mit_dokument(tmp_path, 5, 11, sha256(b"Eltern").hexdigest())

    (stelle,) = wer.eins(FRAGE)["belege"]["nodes"]

    assert stelle["wortlaut"] is None


def test_without_attached_documents_there_are_no_words(tmp_path: Path) -> None:
    wer = mit_dokument(tmp_path, 5, 11, sha256(b"Kinder").hexdigest())
    wer.quellen = None

    (stelle,) = wer.eins(FRAGE)["belege"]["nodes"]

    assert stelle["wortlaut"] is None
