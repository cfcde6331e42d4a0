"""The descriptions for data portals: what DCAT-AP.de asks for is there, what nobody said is not."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, Graph, Literal, URIRef

from leitlinien.abzug import FORMEN, NACH_ENDUNG, Abzuege
from leitlinien.abzug.beschreibung import DCATDE, ENDUNGEN, SPDX, Angaben, dcat, fehlend, schreibe, void
from leitlinien.ids import Adressen
from leitlinien.settings import Settings
from leitlinien.state import State
from leitlinien.terms import LL
from tests.bauhilfe import netz, stand

BASIS = Adressen("https://leitlinien.example/")
DATENSATZ = URIRef("https://leitlinien.example/daten#datensatz")
LIZENZ = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
GANZ = Settings(
    base_iri=BASIS.basis,
    herausgeber="Stadt Beispielstadt",
    kontakt="daten@beispiel.example",
    lizenz=LIZENZ,
    datenbereitsteller="http://dcat-ap.de/def/contributors/beispiel",
)
FORMEN_SHACL = """
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix spdx: <http://spdx.org/rdf/terms#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix : <urn:form:> .
    :Katalog a sh:NodeShape ; sh:targetClass dcat:Catalog ;
        sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] ,
            [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
            [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
    :Datensatz a sh:NodeShape ; sh:targetClass dcat:Dataset ;
        sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] ,
            [ sh:path dcat:distribution ; sh:minCount 5 ; sh:class dcat:Distribution ] ,
            [ sh:path dct:modified ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ,
            [ sh:path dct:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ] .
    :Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
        sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
            [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:class dct:LicenseDocument ] ,
            [ sh:path dct:format ; sh:minCount 1 ; sh:maxCount 1 ;
              sh:pattern "^http://publications.europa.eu/resource/authority/file-type/" ] ,
            [ sh:path dcat:mediaType ; sh:maxCount 1 ;
              sh:pattern "^http://www.iana.org/assignments/media-types/" ] ,
            [ sh:path dcat:byteSize ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ] ,
            [ sh:path spdx:checksum ; sh:minCount 1 ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
    :Pruefsumme a sh:NodeShape ; sh:targetClass spdx:Checksum ;
        sh:property [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
            [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ] .
    :Stelle a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] .
"""
"""What the specification requires, and what its conventions require of files."""


@pytest.fixture
def state(tmp_path: Path) -> State:
    return stand(netz("Ziel b/Z b/Y; Massnahme b/M; b/M traegtBeiZu b/Z; b/M traegtBeiZu b/Y ?"), tmp_path)


def angaben(state: State, settings: Settings = GANZ, *, sparql: bool = False) -> Angaben:
    abzuege = Abzuege(BASIS)
    return Angaben(state, BASIS, settings, {f.endung: abzuege.hole(state, f) for f in FORMEN}, sparql)


def test_the_catalogue_keeps_what_the_specification_requires(state: State) -> None:
    formen = Graph().parse(data=FORMEN_SHACL, format="turtle")

    gut, _, bericht = validate(dcat(angaben(state)), shacl_graph=formen)

    assert gut, bericht


def test_the_shapes_notice_what_the_operator_has_not_said(state: State) -> None:
    formen = Graph().parse(data=FORMEN_SHACL, format="turtle")

    gut, _, bericht = validate(dcat(angaben(state, Settings(base_iri=BASIS.basis))), shacl_graph=formen)

    assert not gut
    assert {"publisher", "license"} <= set(bericht.replace(":", " ").replace(">", " ").split())


def test_nothing_is_invented_about_the_operator(state: State) -> None:
    g = dcat(angaben(state, Settings(base_iri=BASIS.basis)))

    vom_betreiber = {DCTERMS.publisher, DCTERMS.license, DCATDE.contributorID, DCAT.contactPoint}
    assert set() == vom_betreiber & set(g.predicates())


def test_what_is_missing_is_named_by_its_setting() -> None:
    assert ["LEITLINIEN_BASE_IRI", "LEITLINIEN_HERAUSGEBER", "LEITLINIEN_LIZENZ"] == [
        n for n, _ in fehlend(Settings())
    ][:3]
    assert [] == fehlend(GANZ)


def test_sizes_and_checksums_are_those_of_the_files(state: State) -> None:
    g = dcat(angaben(state))
    abzug = Abzuege(BASIS).hole(state, NACH_ENDUNG["ttl"])

    distribution = URIRef(f"{BASIS.basis}daten#abzug-ttl")
    summe = g.value(distribution, SPDX.checksum)
    assert str(abzug.groesse) == str(g.value(distribution, DCAT.byteSize))
    assert abzug.sha256.casefold() == str(g.value(summe, SPDX.checksumValue)).casefold()


def test_a_contact_address_is_a_mail_address_for_programs(state: State) -> None:
    g = dcat(angaben(state))

    assert (None, None, URIRef("mailto:daten@beispiel.example")) in g
    assert Literal("Stadt Beispielstadt") in set(g.objects(predicate=FOAF.name))


@pytest.mark.parametrize("an", [True, False])
def test_sparql_is_told_of_only_when_it_answers(state: State, an: bool) -> None:
    endpunkt = URIRef(f"{BASIS.basis}sparql")

    assert an == ((None, VOID.sparqlEndpoint, endpunkt) in void(angaben(state, sparql=an)))
    assert an == ((None, DCAT.endpointURL, endpunkt) in dcat(angaben(state, sparql=an)))


def test_the_figures_of_void_are_those_of_the_dump(state: State) -> None:
    g = void(angaben(state))
    bestand = Graph().parse(Abzuege(BASIS).hole(state, NACH_ENDUNG["nt"]).pfad, format="nt")

    je_art = {g.value(t, VOID["class"]): g.value(t, VOID.entities) for t in g.objects(DATENSATZ, VOID.classPartition)}
    je_beziehung = {
        g.value(t, VOID.property): g.value(t, VOID.triples) for t in g.objects(DATENSATZ, VOID.propertyPartition)
    }
    assert Literal(len(bestand)) == g.value(DATENSATZ, VOID.triples)
    assert {LL.Ziel: Literal(2), LL.Massnahme: Literal(1)} == je_art
    assert {LL.traegtBeiZu: Literal(1)} == je_beziehung
    assert set(g.objects(DATENSATZ, VOID.exampleResource)) <= set(bestand.subjects(RDF.type))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("baue", [dcat, void])
def test_all_forms_of_a_description_say_the_same(state: State, baue: object) -> None:
    g: Graph = baue(angaben(state))  # type: ignore[operator]
    rdflib = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}

    gelesen = [set(Graph().parse(data=schreibe(g, e), format=rdflib[e])) for e in ENDUNGEN]

    assert [gelesen[0]] * 3 == gelesen
    assert len(g) == len(gelesen[0])
