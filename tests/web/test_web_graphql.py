"""The web application on a real server."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from leitlinien.state import State
from leitlinien.web.app import anwendung
from leitlinien.web.standwart import TAKT
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst

ANTWORT = "application/graphql-response+json"
FRAGE = "{ ziele { totalCount } }"


class Ausfallend(Probedienst):
    """A program over one state, or over none that can be opened."""

    ausgefallen = False

    def state(self) -> State:
        if self.ausgefallen:
            raise RuntimeError("Kennwort: geheim")
        return super().state()


@pytest.fixture(scope="module")
def dienst(tmp_path_factory: pytest.TempPathFactory) -> Ausfallend:
    bestand = netz("Ziel b/Z titel=Eins; Massnahme b/M; b/M traegtBeiZu b/Z")
    return Ausfallend(stand(bestand, tmp_path_factory.mktemp("stand")))


@pytest.fixture(scope="module")
def netzdienst(dienst: Ausfallend) -> Iterator[httpx.Client]:
    """A client of a real uvicorn on a free loopback port."""
    with socket.socket() as dose:
        dose.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(anwendung(dienst), log_level="critical", lifespan="off"))
        faden = threading.Thread(target=server.run, kwargs={"sockets": [dose]}, daemon=True)
        faden.start()
        while not server.started:
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{dose.getsockname()[1]}", timeout=10) as client:
            yield client
        server.should_exit = True
        faden.join(10)


def test_a_question_is_answered_by_post_and_by_get(netzdienst: httpx.Client) -> None:
    post = netzdienst.post("/graphql", json={"query": FRAGE})
    get = netzdienst.get("/graphql", params={"query": FRAGE})

    assert [200, 200] == [post.status_code, get.status_code]
    assert {"data": {"ziele": {"totalCount": 1}}} == post.json() == get.json()


def test_variables_and_operation_are_taken_by_post_and_by_get(netzdienst: httpx.Client) -> None:
    frage = {
        "query": "query A { stand { hash } } query B($i: ID!) { ziel(id: $i) { titel } }",
        "operationName": "B",
    }

    post = netzdienst.post("/graphql", json=frage | {"variables": {"i": "b/Z"}})
    get = netzdienst.get("/graphql", params=frage | {"variables": '{"i": "b/Z"}'})

    assert {"data": {"ziel": {"titel": "Eins"}}} == post.json() == get.json()


def test_ids_carry_the_configured_base(netzdienst: httpx.Client) -> None:
    antwort = netzdienst.post("/graphql", json={"query": '{ ziel(id: "b/Z") { id } }'})

    assert "https://leitlinien.example/id/b/Z" == antwort.json()["data"]["ziel"]["id"]


@pytest.mark.parametrize(
    ("accept", "erwartet"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        (ANTWORT, ANTWORT),
        (f"{ANTWORT}, application/json;q=0.9", ANTWORT),
        (f"{ANTWORT};q=0.1, application/json;q=0.9", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
    ],
)
def test_the_media_type_is_the_one_asked_for(netzdienst: httpx.Client, accept: str, erwartet: str) -> None:
    antwort = netzdienst.post("/graphql", json={"query": FRAGE}, headers={"accept": accept})

    assert (200, erwartet) == (antwort.status_code, antwort.headers["content-type"].split(";")[0])


@pytest.mark.parametrize(
    ("frage", "status"),
    [
        ("{ ziele", 400),
        ("{ quatsch }", 400),
        ("query($i: ID!) { ziel(id: $i) { id } }", 400),
        ('{ a: ziel(id: "a b") { id } b: ziel(id: "b/Z") { id } }', 294),
        (FRAGE, 200),
    ],
)
def test_the_status_of_the_new_media_type_says_what_happened(netzdienst: httpx.Client, frage: str, status: int) -> None:
    antwort = netzdienst.post("/graphql", json={"query": frage}, headers={"accept": ANTWORT})

    assert status == antwort.status_code


def test_the_old_media_type_keeps_status_200_for_errors(netzdienst: httpx.Client) -> None:
    antwort = netzdienst.post("/graphql", json={"query": "{ quatsch }"}, headers={"accept": "application/json"})

    assert 200 == antwort.status_code
    assert {"errors"} == set(antwort.json())


ABGELEHNT: list[tuple[dict[str, Any], int]] = [
    ({"content": b"{", "headers": {"content-type": "application/json"}}, 400),
    ({"json": []}, 422),
    ({"json": {}}, 422),
    ({"json": {"query": 7}}, 422),
    ({"json": {"query": FRAGE, "variables": []}}, 422),
    ({"json": {"query": FRAGE, "operationName": 7}}, 422),
    ({"json": {"query": FRAGE}, "headers": {"accept": "text/html"}}, 406),
    ({"json": {"query": "#" + "x" * 1_000_001}}, 413),
    ({"content": FRAGE, "headers": {"content-type": "text/plain"}}, 415),
    ({"content": FRAGE, "headers": {"content-type": "application/jsonfoo"}}, 415),
    ({"data": {"query": FRAGE}}, 415),
    ({}, 415),
]


@pytest.mark.parametrize(("anfrage", "status"), ABGELEHNT)
def test_what_is_no_graphql_request_is_refused_with_a_german_reason(
    netzdienst: httpx.Client, anfrage: dict[str, Any], status: int
) -> None:
    antwort = netzdienst.post("/graphql", **anfrage)

    (fehler,) = antwort.json()["errors"]
    assert status == antwort.status_code
    assert fehler["extensions"]["code"]
    assert any(wort in fehler["message"] for wort in ("ist", "gibt", "kommen", "fehlt"))


def test_a_get_without_question_is_refused(netzdienst: httpx.Client) -> None:
    assert 422 == netzdienst.get("/graphql").status_code


def test_variables_in_an_address_that_are_no_json_are_refused(netzdienst: httpx.Client) -> None:
    antwort = netzdienst.get("/graphql", params={"query": FRAGE, "variables": "{"})

    assert 400 == antwort.status_code


def test_other_methods_are_refused_and_the_right_ones_named(netzdienst: httpx.Client) -> None:
    antwort = netzdienst.put("/graphql", json={"query": FRAGE})

    assert 405 == antwort.status_code
    assert {"GET", "POST"} <= {m.strip() for m in antwort.headers["allow"].split(",")}


def test_the_start_page_names_the_addresses(netzdienst: httpx.Client) -> None:
    antwort = netzdienst.get("/")

    assert "text/html; charset=utf-8" == antwort.headers["content-type"]
    assert '<html lang="de">' in antwort.text
    assert all(adresse in antwort.text for adresse in ("/graphql", "/gesund"))


def test_the_example_of_the_start_page_is_answered(netzdienst: httpx.Client) -> None:
    adresse = netzdienst.get("/").text.split('href="./graphql?', 1)[1].split('"', 1)[0]

    antwort = netzdienst.get("/graphql?" + adresse)

    assert {"data": {"ziele": {"totalCount": 0, "nodes": []}}} == antwort.json()


def test_the_service_says_that_it_is_well(netzdienst: httpx.Client) -> None:
    assert {"gesund": True} == netzdienst.get("/gesund").json()


def test_an_unknown_address_is_told_in_german(netzdienst: httpx.Client) -> None:
    antwort = netzdienst.get("/quatsch")

    assert (404, "Diese Adresse gibt es nicht. Die Startseite / nennt alle.") == (antwort.status_code, antwort.text)


@pytest.mark.parametrize("adresse", ["/", "/gesund", "/graphql", "/quatsch"])
def test_every_answer_is_closed_to_scripts_frames_and_sniffing(netzdienst: httpx.Client, adresse: str) -> None:
    kopf = netzdienst.get(adresse).headers

    assert "default-src 'none'" in kopf["content-security-policy"]
    assert "frame-ancestors 'none'" in kopf["content-security-policy"]
    assert "nosniff" == kopf["x-content-type-options"]


def test_a_failure_inside_is_masked(netzdienst: httpx.Client, dienst: Ausfallend) -> None:
    dienst.ausgefallen = True
    time.sleep(2 * TAKT)  # so that the next request looks for a new state
    try:
        antwort = netzdienst.post("/graphql", json={"query": FRAGE})
    finally:
        dienst.ausgefallen = False

    assert 500 == antwort.status_code
    assert "Interner Fehler" in antwort.text
    assert "geheim" not in antwort.text


def test_the_next_request_sees_a_new_state(netzdienst: httpx.Client, dienst: Ausfallend, tmp_path: Path) -> None:
    vorher, dienst.stand = dienst.stand, stand(netz("Ziel b/1 b/2 b/3"), tmp_path)
    time.sleep(2 * TAKT)
    try:
        antwort = netzdienst.post("/graphql", json={"query": FRAGE})
    finally:
        dienst.stand = vorher

    assert 3 == antwort.json()["data"]["ziele"]["totalCount"]


def test_the_loop_is_free_while_a_question_runs(netzdienst: httpx.Client, dienst: Ausfallend) -> None:
    laeuft, weiter = threading.Event(), threading.Event()
    echt = dienst.state

    def langsam() -> State:
        laeuft.set()
        weiter.wait(10)
        return echt()

    antworten: list[httpx.Response] = []
    dienst.state = langsam  # type: ignore[method-assign]
    time.sleep(2 * TAKT)  # so that the next request looks for a new state
    faden = threading.Thread(target=lambda: antworten.append(netzdienst.post("/graphql", json={"query": FRAGE})))
    try:
        faden.start()
        laeuft.wait(10)
        waehrenddessen = netzdienst.get("/gesund").status_code
        noch_offen = not antworten
    finally:
        weiter.set()
        faden.join(10)
        dienst.state = echt  # type: ignore[method-assign]

    assert (200, True) == (waehrenddessen, noch_offen)
    assert [200] == [a.status_code for a in antworten]
