"""Answers that are given again: tags, conditional requests, and what must not be kept."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from leitlinien.settings import Settings
from leitlinien.web.standwart import TAKT
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import ANTWORT, FRAGE, JSON, NEU, Probedienst, app, server

TITEL = '{ ziel(id: "b/Z") { titel } }'


@pytest.fixture(scope="module")
def dienst(tmp_path_factory: pytest.TempPathFactory) -> Probedienst:
    return Probedienst(stand(netz("Ziel b/Z titel=Eins"), tmp_path_factory.mktemp("speicher")))


@pytest.fixture(scope="module")
def client(dienst: Probedienst) -> Iterator[httpx.Client]:
    with server(app(dienst)) as adresse, httpx.Client(base_url=adresse) as client:
        yield client


def frage(client: httpx.Client, text: str = FRAGE, **kopf: str) -> httpx.Response:
    return client.get("/graphql", params={"query": text}, headers={k.replace("_", "-"): v for k, v in kopf.items()})


def treffer(client: httpx.Client) -> float:
    zeilen = client.get("/metrics").text.splitlines()
    gefunden = (z for z in zeilen if z.startswith('leitlinien_antwortspeicher_total{ergebnis="treffer"}'))
    return float(next(gefunden, "0").rpartition(" ")[2])


def test_an_answer_has_a_strong_tag_and_must_be_asked_for_again(client: httpx.Client) -> None:
    antwort = frage(client)

    assert antwort.headers["etag"].startswith('"')
    assert "no-cache" == antwort.headers["cache-control"]
    assert "Accept" in antwort.headers["vary"]


def test_an_answer_to_post_says_nothing_about_keeping_it(client: httpx.Client) -> None:
    antwort = client.post("/graphql", json={"query": FRAGE})

    assert set() == {"etag", "cache-control", "vary"} & antwort.headers.keys()


def test_who_has_the_answer_gets_304_without_a_body(client: httpx.Client) -> None:
    marke = frage(client).headers["etag"]

    antwort = frage(client, if_none_match=f'"anders", {marke}')

    assert (304, b"", marke) == (antwort.status_code, antwort.content, antwort.headers["etag"])


def test_the_two_media_types_have_different_tags(client: httpx.Client) -> None:
    marken = {frage(client, accept=typ).headers["etag"] for typ in (JSON, ANTWORT)}

    assert 2 == len(marken)


def test_a_new_revision_has_a_new_tag_and_a_new_answer(
    client: httpx.Client, dienst: Probedienst, tmp_path: Path
) -> None:
    marke = frage(client, TITEL).headers["etag"]
    vorher, dienst.stand = dienst.stand, stand(netz("Ziel b/Z titel=Zwei"), tmp_path)
    time.sleep(TAKT)  # so that the next request looks for a new state

    antwort = frage(client, TITEL, if_none_match=marke)
    dienst.stand = vorher
    time.sleep(TAKT)

    assert (200, "Zwei") == (antwort.status_code, antwort.json()["data"]["ziel"]["titel"])


def test_the_same_question_is_answered_from_memory_however_it_is_written(client: httpx.Client) -> None:
    client.post("/graphql", content=b'{"query":"{ziele{totalCount}}"}', headers={"content-type": JSON})
    vorher = treffer(client)

    client.post("/graphql", content=b'{"query": "{ziele{totalCount}}" }', headers={"content-type": JSON})

    assert vorher + 1 == treffer(client)


def test_variables_tell_answers_apart(client: httpx.Client) -> None:
    text = "query ($i: ID!) { ziel(id: $i) { titel } }"

    antworten = [client.post("/graphql", json={"query": text, "variables": {"i": i}}) for i in ("b/Z", "b/Y")]

    assert [{"titel": "Eins"}, None] == [a.json()["data"]["ziel"] for a in antworten]


def test_operations_of_one_document_are_told_apart(client: httpx.Client) -> None:
    text = "query A { ziele { totalCount } } query B { massnahmen { totalCount } }"

    antworten = [client.post("/graphql", json={"query": text, "operationName": o}) for o in "AB"]

    assert ["ziele", "massnahmen"] == [next(iter(a.json()["data"])) for a in antworten]


def test_an_answer_with_errors_is_not_kept(client: httpx.Client) -> None:
    falsch = '{ ziel(id: "a b") { titel } }'
    frage(client, falsch)
    vorher = treffer(client)

    frage(client, falsch)

    assert vorher == treffer(client)


def test_a_refusal_must_not_be_stored(client: httpx.Client) -> None:
    assert "no-store" == client.post("/graphql", json={}, headers=NEU).headers["cache-control"]


def test_nothing_is_kept_where_there_is_no_room(tmp_path: Path) -> None:
    dienst = Probedienst(stand(netz("Ziel b/Z"), tmp_path), Settings(antwortspeicher=0))

    with server(app(dienst)) as adresse, httpx.Client(base_url=adresse) as client:
        for _ in range(3):
            frage(client)

        assert 0 == treffer(client)


def test_a_head_request_has_the_headers_alone(client: httpx.Client) -> None:
    antwort = client.head("/graphql", params={"query": FRAGE})

    assert (200, b"", frage(client).headers["etag"]) == (antwort.status_code, antwort.content, antwort.headers["etag"])
