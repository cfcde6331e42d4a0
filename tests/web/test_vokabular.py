"""The vocabulary at its address: whole and term by term, as pages and as RDF."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.compare import isomorphic

from leitlinien import daten, findings
from leitlinien.kinds import modell
from leitlinien.rdf.vokabular import CODES, listen, stellen
from leitlinien.terms import LL
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import Element, bedient, lies

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
MEDIEN = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
JSONLD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    state = stand(netz("Ziel b/Z"), tmp_path_factory.mktemp("vokabular"))
    with bedient(app(Probedienst(state))) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def seite(client: httpx.Client, adresse: str, status: int = 200) -> Element:
    antwort = client.get(adresse, headers=BROWSER)
    assert (status, "text/html; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])
    return lies(antwort.text)


def gelesen(client: httpx.Client, adresse: str, endung: str) -> Graph:
    return Graph().parse(data=client.get(f"{adresse}.{endung}").content, format=RDFLIB[endung])


# RDF


def test_the_whole_vocabulary_is_the_published_file(client: httpx.Client) -> None:
    assert (Path(daten.ordner("graph")) / "vocabulary.ttl").read_bytes() == client.get("def.ttl").content


@JSONLD
@pytest.mark.parametrize("endung", ["jsonld", "nt", "rdf"])
def test_every_form_of_the_vocabulary_says_the_same(client: httpx.Client, endung: str) -> None:
    turtle, andere = (gelesen(client, "def", e) for e in ("ttl", endung))

    # blank nodes apart: what they say is compared term by term
    assert [len(turtle), _ohne_leere(turtle)] == [len(andere), _ohne_leere(andere)]


def _ohne_leere(graph: Graph) -> set[tuple[object, ...]]:
    return {t for t in graph if not any(isinstance(teil, BNode) for teil in t)}


@JSONLD
@pytest.mark.parametrize("endung", ["jsonld", "nt", "rdf"])
@pytest.mark.parametrize("begriff", ["Ziel", "traegtBeiZu", "datum", "Zielebene"])
def test_every_form_of_a_term_says_the_same(client: httpx.Client, begriff: str, endung: str) -> None:
    assert isomorphic(gelesen(client, f"def/{begriff}", "ttl"), gelesen(client, f"def/{begriff}", endung))


def test_a_term_tells_only_of_itself(client: httpx.Client) -> None:
    graph = gelesen(client, "def/Ziel", "ttl")

    assert {LL.Ziel} == set(graph.subjects())
    assert OWL.Class == graph.value(LL.Ziel, RDF.type)


def test_a_relation_tells_the_union_of_the_kinds_it_begins_at(client: httpx.Client) -> None:
    graph = gelesen(client, "def/datum", "nt")
    bereich = graph.value(LL.datum, RDFS.domain)

    vereint = graph.value(bereich, OWL.unionOf)
    assert vereint is not None
    assert len(list(graph.items(vereint))) > 1


def test_a_closed_list_tells_all_its_members(client: httpx.Client) -> None:
    graph = gelesen(client, "def/Zielebene", "rdf")

    liste = modell.auswahlen()["Zielebene"]
    assert {URIRef(f"{CODES}Zielebene/{m.name}") for m in liste} == set(graph.subjects(RDF.type, SKOS.Concept))


@pytest.mark.parametrize(("endung", "medium"), MEDIEN.items())
@pytest.mark.parametrize("adresse", ["def", "def/Ziel"])
def test_each_form_is_given_by_accept_and_by_ending(
    client: httpx.Client, adresse: str, endung: str, medium: str
) -> None:
    verhandelt, genannt = client.get(adresse, headers={"accept": medium}), client.get(f"{adresse}.{endung}")

    assert [medium, medium] == [a.headers["content-type"].split(";")[0] for a in (verhandelt, genannt)]
    assert verhandelt.content == genannt.content


def test_answers_differ_by_accept_and_name_the_other_forms(client: httpx.Client) -> None:
    kopf = client.get("def/Ziel", headers=BROWSER).headers

    assert "Accept" in kopf["vary"]
    assert '<Ziel.rdf>; rel="alternate"; type="application/rdf+xml"' in kopf["link"]
    assert '<https://w3id.org/leitlinien/def#Ziel>; rel="canonical"' in kopf["link"]


@pytest.mark.parametrize("adresse", ["def.html", "def.ttl", "def.rdf", "def/Ziel.html", "def/Ziel.jsonld"])
def test_what_a_client_has_already_is_not_sent_again(client: httpx.Client, adresse: str) -> None:
    marke = client.get(adresse).headers["etag"]

    antwort = client.get(adresse, headers={"if-none-match": marke})

    assert (304, b"") == (antwort.status_code, antwort.content)


def test_who_takes_none_of_the_forms_is_told_which_there_are(client: httpx.Client) -> None:
    antwort = client.get("def", headers={"accept": "image/png"})

    assert 406 == antwort.status_code
    assert "application/rdf+xml" in antwort.text


# Pages


def test_the_page_has_an_anchor_for_every_term(client: httpx.Client) -> None:
    gelesen = seite(client, "def")

    anker = {e.attribute["id"] for e in gelesen.alle("h3") if "id" in e.attribute}
    begriffe = {a.name for a in modell.arten.values()} | {str(p).rpartition("#")[2] for p in stellen(modell)}
    assert begriffe | set(listen(modell)) | {r.name for r in findings.regeln(modell)} == anker


def test_no_anchor_is_there_twice_and_none_is_missing(client: httpx.Client) -> None:
    gelesen = seite(client, "def")

    ids = [e.attribute["id"] for e in gelesen.alle() if "id" in e.attribute]
    ziele = {a.attribute["href"][1:] for a in gelesen.alle("a") if a.attribute.get("href", "").startswith("#")}
    assert len(set(ids)) == len(ids)
    assert set() == ziele - set(ids)


def test_every_term_has_a_page_whose_links_lead_somewhere(client: httpx.Client) -> None:
    namen = [*list(modell.arten)[::6], "traegtBeiZu", "anteil", "herkunft", "LinkStatus"]

    ziele = {urljoin(f"/def/{n}", z) for n in namen for z in _begriffe(seite(client, f"def/{n}"))}

    assert len(ziele) > 40
    falsch = [z for z in ziele if client.get(z, headers=BROWSER).status_code not in {200, 303}]
    assert [] == falsch


def _begriffe(gelesen: Element) -> list[str]:
    return [a.attribute["href"] for a in gelesen.eins("main").alle("a")]


def test_a_kind_tells_its_description_and_its_fields_with_what_they_hold(client: httpx.Client) -> None:
    gelesen = seite(client, "def/Ziel")

    zeilen = [z.text for z in gelesen.alle("tr")]
    assert "Überprüfbarer Zustand, den eine Leitlinie herbeiführen soll." in gelesen.text
    assert any(z.startswith("Leitlinien leitlinien Leitlinien, denen es dient.") for z in zeilen)
    assert any("~ll:traegtBeiZu" in z and "Abgeleitet, nicht gespeichert." in z for z in zeilen)


def test_a_relation_tells_where_from_where_to_and_whether_it_counts_upwards(client: httpx.Client) -> None:
    inhalt = seite(client, "def/traegtBeiZu").eins("main").text

    assert "Von Maßnahme" in inhalt
    assert "Trägt eine Spur vom Geld zur Leitlinie." in inhalt
    assert "In der Gegenrichtung:" in inhalt


def test_a_closed_list_tells_its_codes_and_who_uses_it(client: httpx.Client) -> None:
    inhalt = seite(client, "def/LinkStatus").eins("main").text

    assert "VORSCHLAG Jemand liest es so" in inhalt
    assert "Benutzt von Status" in inhalt


def test_a_rule_leads_to_where_it_is_told(client: httpx.Client) -> None:
    antwort = client.get("def/ziel-ohne-massnahme", headers=BROWSER)

    assert 303 == antwort.status_code
    assert antwort.next_request is not None
    assert ("/def", "ziel-ohne-massnahme") == urlsplit(str(antwort.next_request.url))[2::2]


@pytest.mark.parametrize("name", ["Quatsch", "ziel", "Ziel.exe", "Quatsch.ttl", "%3Cscript%3E", "~"])
def test_a_word_that_is_no_term_is_a_page_that_leads_on(client: httpx.Client, name: str) -> None:
    gelesen = seite(client, f"def/{name}", 404)

    assert "Diesen Begriff gibt es nicht" == gelesen.eins("h1").text


def test_an_ending_that_is_no_form_is_not_found(client: httpx.Client) -> None:
    assert 404 == client.get("def.exe").status_code
