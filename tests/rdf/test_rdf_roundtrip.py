"""What is written is read back as the same rows, and as the same graph by somebody else's reader."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat
from rdflib import Graph
from rdflib.compare import isomorphic

from leitlinien.ids import Adressen
from leitlinien.kinds import Art, modell
from leitlinien.rdf.dateien import Datei
from leitlinien.rdf.kontext import kontext
from leitlinien.rdf.lesen import lies_dateien
from leitlinien.rdf.pruefen import maengel
from leitlinien.rdf.schreiben import schreibe_jsonld, schreibe_ntriples, schreibe_turtle
from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile, Wert
from tests.rdf.graphen import bestaende

Schreiben = Callable[[Bestand, Adressen], str]


def _jsonld_mit_verweis(bestand: Bestand, adressen: Adressen) -> str:
    return schreibe_jsonld(bestand, adressen)


def _jsonld_mit_kontext(bestand: Bestand, adressen: Adressen) -> str:
    return schreibe_jsonld(bestand, adressen, kontext_iri=None)


FORMATE: list[tuple[Schreiben, RdfFormat]] = [
    (schreibe_turtle, RdfFormat.TURTLE),
    (schreibe_ntriples, RdfFormat.N_TRIPLES),
    (_jsonld_mit_verweis, RdfFormat.JSON_LD),
    (_jsonld_mit_kontext, RdfFormat.JSON_LD),
]
BASEN = ["http://localhost:8000/", "https://daten.example.org/leitlinien/"]


def _datei(text: str, format: RdfFormat) -> Datei:
    return Datei("probe", text.encode(), format)


@pytest.mark.parametrize("art", modell.arten.values(), ids=lambda a: a.name)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_kind_comes_back_from_every_format_as_the_same_rows(art: Art, data: st.DataObject) -> None:
    bestand = data.draw(bestaende(modell, art))
    schreibe, format = data.draw(st.sampled_from(FORMATE))
    adressen = Adressen(data.draw(st.sampled_from(BASEN)))

    gelesen = lies_dateien([_datei(schreibe(bestand, adressen), format)], adressen)

    assert [] == maengel(gelesen)
    assert bestand == gelesen.bestand


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser still uses it
@pytest.mark.parametrize("art", modell.arten.values(), ids=lambda a: a.name)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_kind_is_the_same_graph_in_every_format_to_rdflib(art: Art, data: st.DataObject) -> None:
    bestand = data.draw(bestaende(modell, art))
    adressen = Adressen()
    erwartet = Graph().parse(data=schreibe_ntriples(bestand, adressen), format="nt")

    turtle = Graph().parse(data=schreibe_turtle(bestand, adressen), format="turtle")
    jsonld = Graph().parse(data=_jsonld_mit_kontext(bestand, adressen), format="json-ld")

    assert isomorphic(erwartet, turtle)
    assert isomorphic(erwartet, jsonld)


def _beispiel() -> Bestand:
    ll, skos = "https://w3id.org/leitlinien/def#", "http://www.w3.org/2004/02/skos/core#"
    allgemein: dict[str, Wert] = {
        f"{skos}notation": "M1",
        f"{skos}prefLabel": {"de-AT": "Jänner"},
        f"{ll}herkunft": "QUELLE",
    }
    angaben = Angaben(anteil="1.00", begruendung="Weil.", belege=("kiel/s0/1-2", "kiel/s0/3-4"), aussage=True)
    return Bestand(
        [Knotenzeile("kiel/M1", f"{ll}Massnahme", {**allgemein, f"{ll}stand": "LAUFEND"})],
        [
            Linkzeile("kiel/M1", f"{ll}gehoertZu", "urn:fremd:p", BLOSS),
            Linkzeile("kiel/M1", f"{ll}traegtBeiZu", "kiel/K05", angaben),
        ],
    )


@pytest.mark.parametrize(("schreibe", "format"), FORMATE)
def test_sub_tags_trailing_zeros_foreign_addresses_and_several_passages_are_kept(
    schreibe: Schreiben, format: RdfFormat
) -> None:
    bestand = _beispiel()

    gelesen = lies_dateien([_datei(schreibe(bestand, Adressen()), format)], Adressen())

    assert bestand == gelesen.bestand


def test_turtle_reads_as_a_person_would_write_it() -> None:
    erwartet = """\
@base <http://localhost:8000/> .
@prefix ll: <https://w3id.org/leitlinien/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix kiel: <id/kiel/> .

# Massnahmen

kiel:M1 a ll:Massnahme ;
    skos:notation "M1" ;
    skos:prefLabel "Jänner"@de-AT ;
    ll:herkunft "QUELLE" ;
    ll:stand "LAUFEND" ;
    ll:traegtBeiZu kiel:K05 ;
    ll:gehoertZu <urn:fremd:p> .

# Aussagen über Verknüpfungen

<link/kiel/M1~traegtBeiZu~kiel/K05> a rdf:Statement ;
    rdf:subject kiel:M1 ;
    rdf:predicate ll:traegtBeiZu ;
    rdf:object kiel:K05 ;
    ll:beleg <id/kiel/s0/1-2>, <id/kiel/s0/3-4> ;
    ll:status "BELEGT" ;
    ll:anteil 1.00 ;
    ll:begruendung "Weil."@de .
"""

    assert erwartet == schreibe_turtle(_beispiel())


def test_the_context_gives_each_term_one_meaning() -> None:
    namen = kontext()

    assert namen["traegtBeiZu"] == {"@id": "ll:traegtBeiZu", "@type": "@id"}
    assert namen["titel"] == {"@id": "skos:prefLabel", "@language": "de"}
    assert namen["bewilligt"] == {"@id": "ll:bewilligt", "@type": "xsd:decimal"}
