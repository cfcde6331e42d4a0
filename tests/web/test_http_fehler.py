"""Errors: each with a code and a German message, ours are masked and can be found in the log."""

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from leitlinien.state import State
from leitlinien.web.protokoll import AlsJson
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import NEU, Probedienst, app, code, kunde, server


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with kunde(stand(netz("Ziel b/Z titel=Eins"), tmp_path_factory.mktemp("fehler"))) as client:
        yield client


FALSCH = [
    "{",
    "{ ziele(",
    "{ ? }",
    '{ a(b: "x) }',
    "{ a(b: 01) }",
    "{ quatsch }",
    "{ ziele }",
    "{ ziel { id } }",
    '{ ziel(id: "b/Z") { titel { x } } }',
    '{ ziel(id: "b/Z", quatsch: 1) { id } }',
    "{ ziel(id: 7.5) { id } }",
    "{ ziel(id: null) { id } }",
    '{ ziele(first: "x") { totalCount } }',
    "{ ziele(filter: {quatsch: 1}) { totalCount } }",
    '{ ziele(filter: {titel: "x"}) { totalCount } }',
    "{ ziele(filter: {zielart: {ist: QUATSCH}}) { totalCount } }",
    '{ ziele(stichtag: "gestern") { totalCount } }',
    "query ($a: Quatsch) { ziele { totalCount } }",
    "query ($a: Int) { ziele { totalCount } }",
    "{ ziele(first: $a) { totalCount } }",
    "query ($a: String) { ziele(first: $a) { totalCount } }",
    "query ($a: ID!) { ziel(id: $a) { id } }",
    "mutation { a }",
    "subscription { a }",
    "{ ...A }",
    "fragment A on Ziel { id } { stand { hash } }",
    "{ ...A } fragment A on Query { ...A }",
    '{ ziel(id: "b/Z") { ... on Massnahme { id } } }',
    "{ stand { hash @quatsch } }",
    "{ stand { hash @skip(if: true) @skip(if: true) } }",
    "query A { stand { hash } } query B { stand { hash } }",
    "{ a: stand { hash } a: ziele { totalCount } }",
    "type A { a: Int }",
]
ENGLISCH = re.compile(
    r"\b(the|must|cannot|expected|unexpected|unknown|required|value|did you mean|only)\b", re.IGNORECASE
)


@pytest.mark.parametrize("frage", FALSCH)
def test_what_is_wrong_with_a_question_is_said_in_german_and_with_a_code(client: httpx.Client, frage: str) -> None:
    antwort = client.post("/graphql", json={"query": frage}, headers=NEU)

    assert 400 == antwort.status_code
    for fehler in antwort.json()["errors"]:
        assert fehler["extensions"]["code"] in {"SYNTAX", "UNGUELTIGE_ANFRAGE"}
        assert None is ENGLISCH.search(fehler["message"])


def test_a_misspelled_field_does_not_tell_the_right_one(client: httpx.Client) -> None:
    antwort = client.post("/graphql", json={"query": "{ ziehle { totalCount } }"})

    assert "ziele" not in antwort.text


def test_a_node_that_is_not_there_is_null(client: httpx.Client) -> None:
    antwort = client.post("/graphql", json={"query": '{ node(id: "b/keins") { id } }'}, headers=NEU)

    assert (200, {"data": {"node": None}}) == (antwort.status_code, antwort.json())


@pytest.mark.parametrize("id", ["a b", "", "../etc/passwd", "b//Z", "<script>"])
def test_an_id_that_cannot_be_one_is_an_error_beside_the_data(client: httpx.Client, id: str) -> None:
    frage = {"query": "query ($i: ID!) { node(id: $i) { id } }", "variables": {"i": id}}

    antwort = client.post("/graphql", json=frage, headers=NEU)

    assert (294, {"node": None}) == (antwort.status_code, antwort.json()["data"])
    assert ["UNGUELTIGE_ID"] == [f["extensions"]["code"] for f in antwort.json()["errors"]]


class Kaputt(Probedienst):
    """A program whose state cannot be had."""

    def state(self) -> State:
        raise RuntimeError("Kennwort: geheim")


def test_a_failure_of_ours_is_masked_and_logged_with_the_id_of_the_request(tmp_path: Path) -> None:
    ausgabe = io.StringIO()
    log = logging.getLogger("leitlinien.web.graphql")
    ziel = logging.StreamHandler(ausgabe)
    ziel.setFormatter(AlsJson())
    log.addHandler(ziel)

    dienst = Kaputt(stand(netz("Ziel b/Z"), tmp_path))
    try:
        with server(app(dienst)) as adresse:
            frage, kopf = {"query": "{ stand { hash } }"}, {"x-request-id": "k-1"}
            antwort = httpx.post(f"{adresse}/graphql", json=frage, headers=kopf)
    finally:
        log.removeHandler(ziel)

    (zeile,) = map(json.loads, ausgabe.getvalue().splitlines())
    assert (500, "INTERN") == (antwort.status_code, code(antwort))
    assert "geheim" not in antwort.text
    assert ("k-1", "ERROR") == (zeile["anfrage"], zeile["stufe"])
    assert "geheim" in zeile["spur"]
