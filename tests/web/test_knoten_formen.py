"""The forms of a node on a real server: the same triples in each, whatever the data says."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import DCTERMS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from leitlinien.rdf.rdfxml import schreibe_rdfxml
from leitlinien.rdf.schreiben import schreibe_ntriples
from leitlinien.web.knotenformate import FORMATE, waehle
from tests.bauhilfe import knoten, link, netz, stand
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import bedient

RDF = [f for f in FORMATE if f.schreibe]
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
JSONLD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
SCHWIERIG = "<b>&amp; \"Zitat\" 'Apostroph' \\ Tab\tZeile\nWagen\rEnde ]]> 𝄞 ß\u2028\x7f"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    bestand = netz(
        """
        Leitlinie b/L ; Massnahme b/M ; Ziel b/Z2 ; Dokument b/D ; Fundstelle b/F lokator="Nr. 1"
        Zuwendung b/W bewilligt=1000.50 giltAb=2026-01-01
        b/M traegtBeiZu b/Z2 0.6 beleg=b/F ; b/W foerdert b/M ?
        b/F inDokument b/D ; b/Z2 dient b/L !
    """.replace(" giltAb=2026-01-01", " gilt_ab=2026-01-01")
    )
    bestand.knoten.append(knoten("Ziel", "b/Z", titel=SCHWIERIG, beschreibung={"de-AT": "Paradeiser"}))
    bestand.knoten.append(knoten("Ziel", "https://anders.example/é?a=1&b=2"))
    bestand.links.append(link("b/Z2", "teilzielVon", "b/Z"))
    bestand.links.append(link("b/Z", "teilzielVon", "https://anders.example/é?a=1&b=2"))
    dienst = Probedienst(stand(bestand, tmp_path_factory.mktemp("formen")))
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def gelesen(client: httpx.Client, adresse: str, endung: str) -> Graph:
    return Graph().parse(data=client.get(f"{adresse}.{endung}").content, format=RDFLIB[endung])


@JSONLD
@pytest.mark.parametrize("form", RDF, ids=lambda f: f.endung)
@pytest.mark.parametrize("pfad", ["b/Z", "b/Z2", "b/M", "b/W", "b/F"])
def test_every_form_of_a_node_is_isomorphic_to_its_turtle(client: httpx.Client, pfad: str, form: object) -> None:
    turtle, andere = gelesen(client, f"id/{pfad}", "ttl"), gelesen(client, f"id/{pfad}", form.endung)  # type: ignore[attr-defined]

    assert len(turtle) > 3
    assert isomorphic(turtle, andere)


def test_rdf_xml_is_chosen_by_its_media_type_and_named_to_the_other_forms(client: httpx.Client) -> None:
    antwort = client.get("id/b/Z", headers={"accept": "application/rdf+xml"})
    turtle = client.get("id/b/Z.ttl")

    assert "application/rdf+xml" == antwort.headers["content-type"].split(";")[0]
    assert "Accept" in antwort.headers["vary"]
    assert '<Z.rdf>; rel="alternate"; type="application/rdf+xml"' in turtle.headers["link"]


def test_a_browser_that_takes_any_xml_gets_the_page() -> None:
    form = waehle("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")

    assert form is not None
    assert "html" == form.endung


def test_rdf_xml_is_not_sent_again_to_who_has_it(client: httpx.Client) -> None:
    marke = client.get("id/b/Z.rdf").headers["etag"]

    assert 304 == client.get("id/b/Z.rdf", headers={"if-none-match": marke}).status_code


def test_a_character_that_xml_cannot_hold_is_replaced_and_the_rest_is_read() -> None:
    bestand = netz("Ziel b/Z")
    bestand.knoten[0] = knoten("Ziel", "b/Z", titel="Vorher\x0bnachher")

    graph = Graph().parse(data=schreibe_rdfxml(bestand), format="xml")

    assert "Vorher\ufffdnachher" in {str(o) for o in graph.objects()}


def test_a_predicate_of_an_unknown_namespace_gets_a_prefix() -> None:
    bestand = netz("Ziel b/Z ; Ziel b/Y ; b/Z teilzielVon b/Y")
    fremd = "https://anders.example/sagt"
    bestand.links.append(type(bestand.links[0])("b/Z", fremd, "b/Y"))

    graph = Graph().parse(data=schreibe_rdfxml(bestand), format="xml")

    assert isomorphic(Graph().parse(data=schreibe_ntriples(bestand), format="nt"), graph)
    assert 1 == len(list(graph.subject_objects(URIRef(fremd))))


def test_a_description_keeps_its_language(client: httpx.Client) -> None:
    graph = gelesen(client, "id/b/Z", "rdf")

    assert Literal("Paradeiser", lang="de-AT") in set(graph.objects(None, DCTERMS.description))


def test_the_same_rows_are_the_same_bytes(tmp_path: Path) -> None:
    bestand = netz("Ziel b/Z ; Massnahme b/M ; b/M traegtBeiZu b/Z 0.5")
    erneut = stand(bestand, tmp_path).bestand()

    assert schreibe_rdfxml(bestand) == schreibe_rdfxml(erneut)
