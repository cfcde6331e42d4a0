"""SPARQL on a real server: the protocol, its limits, and that no query leaves the machine or changes anything."""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import SKOS, Graph, Literal, URIRef

from leitlinien.ids import Adressen
from leitlinien.settings import Settings
from leitlinien.web.sparql import dienst
from leitlinien.web.sparql.dienst import Abgewiesen, Sparqldienst
from leitlinien.web.sparql.protokoll import formen, pruefe
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import bedient, lies

TITEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
FRAGE = f"SELECT ?titel WHERE {{ <id/b/Z> <{TITEL}> ?titel }}"
BAU = f"CONSTRUCT WHERE {{ <id/b/Z> <{TITEL}> ?titel }}"
ENDLOS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BASIS = Adressen("https://leitlinien.example/")
BEITRAG = "<https://w3id.org/leitlinien/def#traegtBeiZu>"


def bestand() -> Any:
    viele = " ".join(f"b/M{n}" for n in range(60))
    return netz(f"""
        Ziel b/Z titel="Gut; »wohnen«"
        Ziel b/V
        Ziel b/B herkunft=BEISPIEL
        Massnahme {viele}
        b/M0 traegtBeiZu b/Z
        b/M0 traegtBeiZu b/V ?
    """)


@pytest.fixture(scope="module")
def kunde(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    probe = Probedienst(stand(bestand(), tmp_path_factory.mktemp("sparql")), Settings(sparql=True, zeitgrenze=2))
    with bedient(app(probe)) as adresse, httpx.Client(base_url=adresse, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def aus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        bedient(app(Probedienst(stand(netz("Ziel b/Z"), tmp_path_factory.mktemp("aus"))))) as adresse,
        httpx.Client(base_url=adresse) as client,
    ):
        yield client


def werte(antwort: httpx.Response) -> list[dict[str, str]]:
    assert 200 == antwort.status_code, antwort.text
    return [{n: w["value"] for n, w in zeile.items()} for zeile in antwort.json()["results"]["bindings"]]


# The protocol


def test_it_is_off_unless_the_setting_says_otherwise(aus: httpx.Client) -> None:
    programm, mensch = aus.get("sparql", params={"query": FRAGE}), aus.get("sparql", headers=BROWSER)

    assert (404, 404) == (programm.status_code, mensch.status_code)
    assert "LEITLINIEN_SPARQL=1" in programm.text
    assert "SPARQL ist ausgeschaltet" == lies(mensch.text).eins("h1").text


@pytest.mark.parametrize("wie", ["get", "formular", "rumpf"])
def test_each_way_of_asking_gives_the_answer(kunde: httpx.Client, wie: str) -> None:
    antwort = {
        "get": lambda: kunde.get("sparql", params={"query": FRAGE}),
        "formular": lambda: kunde.post("sparql", data={"query": FRAGE}),
        "rumpf": lambda: kunde.post("sparql", content=FRAGE, headers={"content-type": "application/sparql-query"}),
    }[wie]()

    assert [{"titel": "Gut; »wohnen«"}] == werte(antwort)


@pytest.mark.parametrize(
    ("medium", "anfang"),
    [
        ("application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "<?xml"),
        ("text/csv", "titel\r\n"),
        ("text/tab-separated-values", "?titel\n"),
    ],
)
def test_tables_come_in_each_form_of_the_standard(kunde: httpx.Client, medium: str, anfang: str) -> None:
    antwort = kunde.get("sparql", params={"query": FRAGE}, headers={"accept": medium})

    assert medium == antwort.headers["content-type"].split(";")[0]
    assert antwort.text.startswith(anfang)
    assert "wohnen" in antwort.text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(("format", "rdflib"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_triples_come_in_each_form_and_rdflib_reads_them(kunde: httpx.Client, format: str, rdflib: str) -> None:
    antwort = kunde.get("sparql", params={"query": BAU, "format": format})

    gelesen = Graph().parse(data=antwort.text, format=rdflib)
    assert {(URIRef(BASIS.iri("b/Z")), SKOS.prefLabel, Literal("Gut; »wohnen«", lang="de"))} == set(gelesen)


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_yes_and_no_come_in_each_form(kunde: httpx.Client, format: str) -> None:
    antwort = kunde.get("sparql", params={"query": f"ASK {{ ?s <{TITEL}> ?o }}", "format": format})

    assert 200 == antwort.status_code
    assert "true" in antwort.text


def test_a_proposal_is_found_as_a_statement_only(kunde: httpx.Client) -> None:
    als_tripel = f"SELECT ?ziel {{ ?s {BEITRAG} ?ziel }}"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    als_aussage = f"SELECT ?ziel {{ ?a <{rdf}predicate> {BEITRAG} ; <{rdf}object> ?ziel }}"

    assert [{"ziel": BASIS.iri("b/Z")}] == werte(kunde.get("sparql", params={"query": als_tripel}))
    assert [{"ziel": BASIS.iri("b/V")}] == werte(kunde.get("sparql", params={"query": als_aussage}))


@pytest.mark.parametrize(
    ("frage", "status", "wort"),
    [
        ({"query": "SELECT ?x"}, 400, "SPARQL"),
        ({"query": "INSERT DATA { <a:b> <a:b> <a:b> }"}, 400, "liest nur"),
        ({"query": "DELETE WHERE { ?s ?p ?o }"}, 400, "liest nur"),
        ({"update": "CLEAR ALL"}, 400, "liest nur"),
        ({"query": ""}, 400, "query"),
        ({}, 400, "query"),
        ({"query": FRAGE, "format": "pdf"}, 400, "format"),
        ({"query": FRAGE, "default-graph-uri": "http://a.example/"}, 400, "nur einen Graphen"),
        ({"query": "SELECT * FROM <http://a.example/> { ?s ?p ?o }"}, 400, "FROM"),
        ({"query": FRAGE, "format": "ttl"}, 406, "Tabelle"),
        ({"query": BAU, "format": "csv"}, 406, "Tripel"),
    ],
)
def test_what_is_no_answerable_question_is_told_in_german(
    kunde: httpx.Client, frage: dict[str, str], status: int, wort: str
) -> None:
    antwort = kunde.get("sparql", params=frage)

    assert status == antwort.status_code, antwort.text
    assert wort in antwort.text


@pytest.mark.parametrize(
    ("typ", "rumpf", "status"),
    [
        ("application/sparql-update", b"CLEAR ALL", 400),
        ("text/plain", b"SELECT * {}", 415),
        ("application/sparql-query", b"\xff", 400),
        ("application/sparql-query", b" " * 1_000_001, 413),
    ],
)
def test_a_body_that_is_no_question_is_refused(kunde: httpx.Client, typ: str, rumpf: bytes, status: int) -> None:
    assert status == kunde.post("sparql", content=rumpf, headers={"content-type": typ}).status_code


def test_what_the_client_takes_decides_the_form() -> None:
    assert ("json", "ttl") == formen("", None)
    assert ("json", "ttl") == formen("", "*/*")
    assert ("json", None) == formen("", "application/json")
    assert (None, "rdf") == formen("", "application/rdf+xml, text/html;q=0.5")
    assert ("csv", "ttl") == formen("", "text/*")


# Other servers


@contextmanager
def falle() -> Iterator[tuple[str, list[str]]]:
    """Address of a server that notes whoever comes."""
    besuche: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as dose:
        dose.settimeout(0.2)
        offen = True

        def lausche() -> None:
            while offen:
                try:
                    besuch, _ = dose.accept()
                except TimeoutError:
                    continue
                besuche.append("da")
                besuch.close()

        faden = threading.Thread(target=lausche)
        faden.start()
        yield f"http://127.0.0.1:{dose.getsockname()[1]}/sparql", besuche
        offen = False
        faden.join()


FREMDE = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ # a\n SERVICE <{0}> {{ ?s ?p ?o }} }} }} }} }}",
    "SELECT * {{ ?s ?p '#'SERVICE<{0}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ BIND(<{0}> AS ?wo) SERVICE ?wo {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("frage", FREMDE)
def test_a_query_to_another_server_is_refused_before_it_is_read(frage: str) -> None:
    with pytest.raises(Abgewiesen, match="SERVICE"):
        pruefe(frage.format("http://127.0.0.1:9/"))


def test_a_query_to_another_server_leaves_not_even_where_it_was_not_recognised(tmp_path: Path) -> None:
    fragen = Sparqldienst(BASIS, 5)
    state = stand(netz("Ziel b/Z"), tmp_path)
    with falle() as (adresse, besuche):
        for frage in FREMDE:
            try:
                fragen.beantworte(state, frage.format(adresse), "json", "ttl")
            except Abgewiesen:
                continue
        time.sleep(0.3)

    assert [] == besuche


@pytest.mark.parametrize(
    "frage",
    [
        "SELECT * { ?s ?p 'SERVICE' }",
        'SELECT * { ?s ?p """SERVICE " FROM""" } # SERVICE',
        "PREFIX service: <http://a.example/SERVICE> SELECT ?service { ?service service:from $FROM . ?a a <x:SERVICE> }",
    ],
)
def test_the_word_alone_is_no_question_to_another_server(frage: str) -> None:
    pruefe(frage)


# Limits


def test_an_endless_query_ends_and_its_processor_is_free_again(kunde: httpx.Client) -> None:
    antworten: list[httpx.Response] = []
    faden = threading.Thread(target=lambda: antworten.append(kunde.get("sparql", params={"query": ENDLOS})))
    faden.start()
    waehrenddessen: list[int] = []
    while faden.is_alive() and not waehrenddessen:
        waehrenddessen = _kinder_die_rechnen()
        time.sleep(0.02)
    faden.join()

    assert 503 == antworten[0].status_code
    assert "länger als 2 Sekunden" in antworten[0].text
    assert (1, []) == (len(waehrenddessen), _kinder_die_rechnen())


def _kinder_die_rechnen() -> list[int]:
    """Copies of the process with the triples, one for each query that runs."""
    eltern = {}
    for pfad in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = pfad.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:
            continue
        zustand, vater = rest.split()[:2]
        if zustand != "Z":
            eltern[int(name.split()[0])] = int(vater)
    lader = {p for p, vater in eltern.items() if vater == os.getpid()}
    return [p for p, vater in eltern.items() if vater in lader and _ist_worker(p)]


def _ist_worker(prozess: int) -> bool:
    try:
        return b"prozess.py" in Path(f"/proc/{prozess}/cmdline").read_bytes()
    except OSError:
        return False


def test_after_an_endless_query_the_next_one_is_answered(kunde: httpx.Client) -> None:
    kunde.get("sparql", params={"query": ENDLOS})

    assert [{"titel": "Gut; »wohnen«"}] == werte(kunde.get("sparql", params={"query": FRAGE}))


def test_a_query_that_wants_too_much_memory_is_ended(kunde: httpx.Client) -> None:
    drei = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    antwort = kunde.get("sparql", params={"query": f"SELECT DISTINCT * {{ {drei} }} ORDER BY ?a ?d ?g LIMIT 1"})

    assert 503 == antwort.status_code
    assert "abgebrochen" in antwort.text


@pytest.mark.parametrize(("name", "grenze"), [("HOECHSTZEILEN", 50), ("HOECHSTBYTES", 300)])
@pytest.mark.parametrize("frage", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_result_beyond_a_limit_is_refused_with_what_to_do(
    kunde: httpx.Client, monkeypatch: pytest.MonkeyPatch, frage: str, name: str, grenze: int
) -> None:
    monkeypatch.setattr(dienst, name, grenze)

    zu_viel = kunde.get("sparql", params={"query": frage})
    genug = kunde.get("sparql", params={"query": f"{frage} LIMIT 1"})

    assert (400, 200) == (zu_viel.status_code, genug.status_code)
    assert "LIMIT" in zu_viel.text


def test_more_queries_at_once_than_allowed_are_told_to_come_again(kunde: httpx.Client) -> None:
    antworten: list[httpx.Response] = []

    def frage() -> None:
        antworten.append(httpx.get(f"{kunde.base_url}sparql", params={"query": ENDLOS}, timeout=60))

    faeden = [threading.Thread(target=frage) for _ in range(dienst.GLEICHZEITIG + 2)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()

    abgewiesen = [a for a in antworten if "retry-after" in a.headers]
    assert 2 == len(abgewiesen)
    assert {503} == {a.status_code for a in antworten}


def test_a_new_state_is_asked_as_soon_as_it_is_there(tmp_path: Path) -> None:
    fragen = Sparqldienst(BASIS, 5)
    zaehle = "SELECT (COUNT(*) AS ?n) { ?s a ?art }"
    eins, zwei = (stand(netz(text), tmp_path) for text in ("Ziel b/Z", "Ziel b/Z b/Y"))
    zwei.hash = "1" * 64

    zahlen = [json.loads(fragen.beantworte(s, zaehle, "json", None).rumpf) for s in (eins, zwei)]

    assert ["1", "2"] == [z["results"]["bindings"][0]["n"]["value"] for z in zahlen]


# For people


def test_the_page_has_a_form_with_examples_that_all_work(kunde: httpx.Client) -> None:
    seite = lies(kunde.get("sparql", headers=BROWSER).text)
    beispiele = [a.attribute["href"] for a in seite.eins("section", aria_labelledby="beispiele").alle("a")]

    assert "query" == seite.eins("textarea").attribute["name"]
    assert len(beispiele) > 2
    assert {200} == {kunde.get(ziel, headers=BROWSER).status_code for ziel in beispiele}


def test_an_answer_is_a_table_that_leads_to_the_nodes_and_marks_examples(kunde: httpx.Client) -> None:
    frage = f"SELECT ?s {{ ?s a <https://w3id.org/leitlinien/def#Ziel> ; <{TITEL}> ?o }} ORDER BY ?s"

    seite = lies(kunde.get("sparql", params={"query": frage}, headers=BROWSER).text)

    zellen = [z.text for z in seite.eins("tbody").alle("td")]
    assert ["b/B Beispiel", "b/V", "b/Z"] == zellen
    assert "./id/b/B" == seite.eins("tbody").alle("a")[0].attribute["href"]


def test_a_wrong_question_comes_back_in_the_form(kunde: httpx.Client) -> None:
    antwort = kunde.get("sparql", params={"query": "SELECT <b>"}, headers=BROWSER)

    seite = lies(antwort.text)
    assert 400 == antwort.status_code
    assert "SELECT <b>" == seite.eins("textarea").text
    assert seite.eins("div", role="alert").text


def test_files_below_an_answer_hold_it(kunde: httpx.Client) -> None:
    seite = lies(kunde.get("sparql", params={"query": FRAGE}, headers=BROWSER).text)
    (csv,) = [a.attribute["href"] for a in seite.alle("a") if a.attribute["href"].endswith("format=csv")]

    assert "titel\r\nGut; »wohnen«\r\n" == kunde.get(csv, headers=BROWSER).text
