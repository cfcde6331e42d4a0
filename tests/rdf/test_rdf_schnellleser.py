"""The fast reader of files without findings: the same rows as the careful one, or none at all."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import RdfFormat, parse

from leitlinien.daten import ordner
from leitlinien.ids import Adressen
from leitlinien.kinds import modell
from leitlinien.rdf.graphleser import Graphleser
from leitlinien.rdf.schnellleser import Schnellleser
from leitlinien.rdf.schreiben import schreibe_turtle
from leitlinien.rows import Bestand
from leitlinien.settings import STANDARD_BASIS
from tests.rdf.graphen import bestaende

KOPF = f"""
@base <{STANDARD_BASIS}> .
@prefix ll: <https://w3id.org/leitlinien/def#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ZIELE = """
<id/a> a ll:Massnahme ; skos:notation "A" ; skos:prefLabel "Das Ziel"@de ; ll:herkunft "QUELLE" ;
    ll:traegtBeiZu <id/b> .
<id/b> a ll:Ziel ; skos:notation "B" ; skos:prefLabel "Noch eins"@de ; ll:herkunft "QUELLE" .
"""
AUSSAGE = """
<link/a~traegtBeiZu~b> a rdf:Statement ; rdf:subject <id/a> ; rdf:predicate ll:traegtBeiZu ; rdf:object <id/b> ;
    ll:status "BELEGT" ; ll:anteil 0.5 .
"""


def quads(text: str) -> Any:
    return parse(text.encode(), format=RdfFormat.TURTLE, base_iri=STANDARD_BASIS, without_named_graphs=True)


def schnell(text: str) -> Bestand | None:
    return Schnellleser(modell, Adressen()).lies(quads(text))


def sorgfaeltig(text: str) -> tuple[Bestand, list[Any]]:
    leser = Graphleser(modell, Adressen())
    return leser.lies(quads(text)), leser.maengel


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(bestaende(modell))
def test_what_the_fast_reader_reads_the_careful_one_reads_too(bestand: Bestand) -> None:
    text = schreibe_turtle(bestand)

    gelesen = schnell(text)

    assert gelesen is None or (gelesen, []) == sorgfaeltig(text)


def test_the_fast_reader_reads_statements() -> None:
    text = KOPF + ZIELE + AUSSAGE

    assert (schnell(text), []) == sorgfaeltig(text)


def test_the_fast_reader_reads_escaped_text() -> None:
    text = KOPF + ZIELE.replace("Das Ziel", r"Das \"Ziel\" \\ \n\t\u0007 \U0001D11E")

    assert (schnell(text), []) == sorgfaeltig(text)


def test_the_fast_reader_reads_a_subject_that_stands_in_two_places() -> None:
    text = KOPF + ZIELE + "<id/a> ll:giltAb '2026-01-01'^^xsd:date ."

    assert (schnell(text), []) == sorgfaeltig(text)


@pytest.mark.parametrize("datei", sorted(ordner("graph").glob("**/*.ttl")), ids=lambda p: p.name)
def test_the_fast_reader_agrees_on_every_file_of_the_graph(datei: Any) -> None:
    text = datei.read_text(encoding="utf-8")

    gelesen = schnell(text)

    assert gelesen is None or (gelesen, []) == sorgfaeltig(text)


def test_the_fast_reader_leaves_two_values_of_one_field_to_the_checks() -> None:
    assert schnell(KOPF + ZIELE + '<id/a> skos:prefLabel "Zwei Titel"@de .') is None


@pytest.mark.parametrize(
    "zusatz",
    [
        '<id/a> skos:altLabel "Fremd"@de .',
        "<id/a> a ll:Leitlinie .",
        "<id/c> a ll:GibtEsNicht .",
        '<id/c> skos:notation "ohne Art" .',
        '<id/a> ll:traegtBeiZu "ein Wert" .',
        "<id/a> ll:traegtBeiZu [] .",
        "<id/a> ll:traegtBeiZu <anders/b> .",
        "<id/b> ll:giltAb 'gestern' .",
        "<id/b> ll:giltAb <id/a> .",
        AUSSAGE.replace('"BELEGT"', '"VORSCHLAG"'),
        AUSSAGE.replace("~b>", "~c>"),
        AUSSAGE.replace('ll:status "BELEGT" ;', ""),
        AUSSAGE.replace("rdf:object <id/b> ;", ""),
        AUSSAGE + "<link/a~traegtBeiZu~b> ll:kommentar 'x' .",
        AUSSAGE.replace("ll:traegtBeiZu ;", "ll:beleg ;"),
        AUSSAGE.replace("<id/a>", "<id/b>").replace("a~traegt", "b~traegt"),
    ],
)
def test_the_fast_reader_leaves_what_has_findings_to_the_careful_one(zusatz: str) -> None:
    text = KOPF + ZIELE + zusatz

    assert (None, True) == (schnell(text), bool(sorgfaeltig(text)[1]))
