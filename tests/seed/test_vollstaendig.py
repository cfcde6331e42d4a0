"""Is everything in the seed that the five documents say, and nothing secured that they do not say?"""

from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from leitlinien.terms import LL, SKOS

DATEI = Path(__file__).parents[2] / "seed" / "leitlinien.ttl"
ID = Namespace("http://localhost:8000/id/")

AUSSAGEN = {
    "kiel/dokument": {
        "Leitlinie": "K01 K02 K03 K04 K05 K06 K08 K12 K13 K14 K15",
        "Ziel": "K09 K10 K11",
        "Massnahme": "K07 K16",
    },
    "kgst/dokument-soziale-kommune": {
        "Leitlinie": "G02 G03 G04 G05 G06 G07 G08 G09 G11 G13 G16 G18 G23 G24 G25 G26 G27 G28 G31",
        "Ziel": "G01 G12 G17 G19 G20 G22 G30",
        "Massnahme": "G10 G29",
        "Instrument": "G14 G15 G21",
    },
    "vsop/dokument": {
        "Leitlinie": "V00 V01 V02 V03 V04 V05 V06 V07 V08 V09 V11 V13 V14 V15 V16 V18 V19 V20 V21",
        "Ziel": "V10 V12 V17",
    },
    "kgst/dokument-soziales-und-jugend": {
        "Leitlinie": "J01 J02 J03 J04 J06 J07 J08 J09 J10 J12 J13 J14 J15 J16",
        "Ziel": "J05",
        "Massnahme": "J17 J18",
        "Instrument": "J11 J19",
    },
    "goettingen/dokument": {
        "Leitlinie": "L1 L2 L2b L3 L3b L3k L4 L4b L4k L5 L5b L5c L6 L6k T01 T02 T03 T04 T07 T11 T12 T13 T15 T16 T17"
        " T19 T20 T21 T22 T23 T24 T25 T28 T37 T38 T39 T40 T45 T46",
        "Ziel": "L1z L4z T05 T06 T08 T09 T10 T14 T27 T29 T30 T31 T32 T33 T34 T35 T36 T42 T43 T44",
        "Massnahme": "T26 T41",
        "Instrument": "T18",
        "Beschlusspunkt": "B1a B1b B1c B2a B2b B2c B3",
    },
}
"""Statements by document and kind; the issuer is the first part of the document's path."""

SPUREN = {
    "traegtBeiZu": "K07>K05 K07>K06 K16>K09 T26>T27",
    "dient": "L1z>L1 L1z>T04 L4z>L4 L4z>T13 T05>T46 T06>T46 T08>L3 T09>T07 T10>T07 G12>G11 G19>G03 G20>G03 G30>G07"
    " V10>V09 V12>V11 J05>J04 T18>T17 sozialbericht>T22 sozialmonitoring>T24 J11>J09 G15>G17 G21>G20"
    " instrument-it-systeme>G17",
    "teilzielVon": "T42>T43 T43>T44",
    "konkretisiert": "L2b>L2 L3b>L3 L3k>L3 L4b>L4 L4k>L4 L5b>L5 L5c>L5 L6k>L6 T13>L3 T19>L5b T20>L5b K03>K02"
    " G18>G03 G25>G24 G26>G24 G27>G24 G28>G24 V01>V00 V02>V00 V03>V00 V04>V00 V05>V00 V06>V00 V07>V00 V08>V00"
    " V09>V21 V11>V21 V13>V21 V14>V21 V15>V21 V16>V21 V18>V21 V19>V21 V20>V21 V13>V11",
}
"""All links that lead a trace towards guidelines and that a document states; every other is a reading."""

LEITSAETZE = "G25 G26 G27 G28 L1 L2 L3 L4 L5 L6 V01 V02 V03 V04 V05 V06 V07 V08 V09 V11 V14 V15 V18"
"""One for each item the documents enumerate: four focal points, six guidelines, eight tasks and five points."""


def knoten(dokument: str, kennung: str) -> URIRef:
    return ID[f"{dokument.partition('/')[0]}/{kennung}"]


def letztes(iri: object) -> str:
    return str(iri).rpartition("/")[2]


ALLE = [
    pytest.param(dokument, art, kennung, id=f"{dokument}-{kennung}")
    for dokument, arten in AUSSAGEN.items()
    for art, kennungen in arten.items()
    for kennung in kennungen.split()
]


@pytest.fixture(scope="module")
def saat() -> Graph:
    return Graph().parse(DATEI, format="turtle")


@pytest.fixture(scope="module")
def anzahl(saat: Graph) -> Counter[str]:
    return Counter(str(art).rpartition("#")[2] for art in saat.objects(None, RDF.type))


def test_the_list_has_the_157_statements_of_the_five_documents() -> None:
    erwartet = [16, 31, 22, 19, 69]

    je_dokument = [sum(len(k.split()) for k in arten.values()) for arten in AUSSAGEN.values()]

    assert erwartet == je_dokument


@pytest.mark.parametrize(("dokument", "art", "kennung"), ALLE)
def test_a_statement_has_its_kind_and_a_passage_in_its_document(
    saat: Graph, dokument: str, art: str, kennung: str
) -> None:
    aussage = knoten(dokument, kennung)

    assert [LL[art]] == list(saat.objects(aussage, RDF.type))
    assert Literal(kennung) == saat.value(aussage, SKOS.notation)
    assert {ID[dokument]} == {saat.value(stelle, LL.inDokument) for stelle in saat.objects(aussage, LL.beleg)}


def test_the_five_documents_are_at_hand_with_the_hash_of_their_text(saat: Graph) -> None:
    vorliegend = set(saat.subjects(LL.verfuegbarkeit, Literal("LIEGT_VOR")))

    assert {ID[d] for d in AUSSAGEN} == vorliegend
    assert all((d, LL.pruefsumme, None) in saat and (d, LL.dateiname, None) in saat for d in vorliegend)


@pytest.mark.parametrize("art", ["Leitlinie", "Ziel", "Beschlusspunkt"])
def test_there_is_no_guideline_goal_or_point_beside_the_statements(anzahl: Counter[str], art: str) -> None:
    erwartet = sum(len(arten.get(art, "").split()) for arten in AUSSAGEN.values())

    assert erwartet == anzahl[art]


@pytest.mark.parametrize(
    ("art", "erwartet"),
    [("Regelwerk", 5), ("Beschluss", 1), ("Beratung", 4), ("Messwert", 0), ("Zuwendung", 0), ("Haushaltsansatz", 0)],
)
def test_a_kind_has_as_many_nodes_as_the_documents_say(anzahl: Counter[str], art: str, erwartet: int) -> None:
    assert erwartet == anzahl[art]


def test_the_documents_enumerate_these_guidelines_themselves(saat: Graph) -> None:
    leitsaetze = {str(saat.value(n, SKOS.notation)) for n in saat.subjects(LL.rang, Literal("LEITSATZ"))}

    assert set(LEITSAETZE.split()) == leitsaetze


@pytest.mark.parametrize("praedikat", SPUREN)
def test_only_links_that_a_document_states_carry_a_trace(saat: Graph, praedikat: str) -> None:
    gefunden = {f"{letztes(von)}>{letztes(nach)}" for von, nach in saat.subject_objects(LL[praedikat])}

    assert set(SPUREN[praedikat].split()) == gefunden


@pytest.mark.parametrize("praedikat", SPUREN)
def test_a_link_that_carries_a_trace_names_the_passage_that_states_it(saat: Graph, praedikat: str) -> None:
    mit_fundstelle = {
        (saat.value(satz, RDF.subject), saat.value(satz, RDF.object))
        for satz in saat.subjects(RDF.predicate, LL[praedikat])
        if (satz, LL.beleg, None) in saat
    }

    assert set() == set(saat.subject_objects(LL[praedikat])) - mit_fundstelle


def test_a_proposal_gives_its_reason(saat: Graph) -> None:
    vorschlaege = set(saat.subjects(LL.status, Literal("VORSCHLAG")))

    assert vorschlaege
    assert set() == vorschlaege - set(saat.subjects(LL.begruendung))


def test_a_proposal_is_no_plain_triple(saat: Graph) -> None:
    vorschlaege = set(saat.subjects(LL.status, Literal("VORSCHLAG"))) & set(saat.subjects(RDF.type, RDF.Statement))
    als_tripel = {
        satz
        for satz in vorschlaege
        if any(
            saat.triples((saat.value(satz, RDF.subject), saat.value(satz, RDF.predicate), saat.value(satz, RDF.object)))
        )
    }

    assert vorschlaege
    assert set() == als_tripel


def test_what_a_document_says_names_a_passage(saat: Graph) -> None:
    aus_quelle = set(saat.subjects(LL.herkunft, Literal("QUELLE"))) - set(saat.subjects(RDF.type, LL.Fundstelle))

    assert set() == aus_quelle - set(saat.subjects(LL.beleg))


def test_every_passage_backs_something(saat: Graph) -> None:
    assert set() == set(saat.subjects(RDF.type, LL.Fundstelle)) - set(saat.objects(None, LL.beleg))
