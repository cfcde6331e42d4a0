"""Prepared queries that a request names instead of sending them."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from leitlinien import daten
from leitlinien.queries import Abfrage
from leitlinien.state import State
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import FRAGE, NEU, code, kunde, vorbereitet

KATALOG = vorbereitet()
LUECKEN = KATALOG["zieleOhneMassnahme"]
DATEIEN = sorted(daten.ordner("queries").glob("*.graphql"))


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(netz("Ziel b/Z titel=Eins; Massnahme b/M"), tmp_path_factory.mktemp("dokumente"))


@pytest.fixture(scope="module")
def offen(state: State) -> Iterator[httpx.Client]:
    with kunde(state) as client:
        yield client


@pytest.fixture(scope="module")
def geschlossen(state: State) -> Iterator[httpx.Client]:
    with kunde(state, only_prepared=True) as client:
        yield client


def variablen(abfrage: Abfrage) -> dict[str, Any]:
    return abfrage.werte(abfrage.beispiel(date(2026, 11, 21)))


@pytest.mark.parametrize("datei", DATEIEN, ids=lambda d: d.stem)
def test_every_file_is_answered_by_the_hash_of_its_exact_text(offen: httpx.Client, datei: Path) -> None:
    summe = hashlib.sha256(datei.read_bytes()).hexdigest()
    abfrage = next(a for a in KATALOG if a.datei == datei.name)

    frage = {"documentId": f"sha256:{summe}", "variables": orjson.loads(orjson.dumps(variablen(abfrage)))}
    antwort = offen.post("/graphql", json=frage, headers=NEU)

    assert antwort.status_code in {200, 294}, antwort.text
    assert "data" in antwort.json()


@pytest.mark.parametrize("id", [f"sha256:{LUECKEN.sha256}", "zieleOhneMassnahme", "ziele-ohne-massnahme"])
def test_hash_name_and_file_name_mean_the_same_by_post_and_by_get(offen: httpx.Client, id: str) -> None:
    post = offen.post("/graphql", json={"documentId": id, "variables": {"anzahl": 1}})
    get = offen.get("/graphql", params={"documentId": id, "variables": '{"anzahl":1}'})

    assert [200, 200] == [post.status_code, get.status_code]
    assert 1 == post.json()["data"]["ziele"]["totalCount"] == get.json()["data"]["ziele"]["totalCount"]


@pytest.mark.parametrize("id", ["sha256:" + "0" * 64, "sha256:" + LUECKEN.sha256.upper(), "quatsch", "x-y:z", ""])
def test_an_unknown_document_is_one_error_in_a_well_formed_response(offen: httpx.Client, id: str) -> None:
    alt = offen.post("/graphql", json={"documentId": id})
    neu = offen.post("/graphql", json={"documentId": id}, headers=NEU)

    assert [200, 422] == [alt.status_code, neu.status_code]
    assert "DOKUMENT_UNBEKANNT" == code(alt) == code(neu)


def test_document_and_text_together_are_no_request(offen: httpx.Client) -> None:
    antwort = offen.post("/graphql", json={"documentId": LUECKEN.name, "query": FRAGE})

    assert (422, "UNGUELTIGE_ANFRAGE") == (antwort.status_code, code(antwort))


def test_where_only_prepared_queries_are_answered_others_are_refused(geschlossen: httpx.Client) -> None:
    antwort = geschlossen.post("/graphql", json={"query": FRAGE}, headers=NEU)

    assert (403, "NUR_VORBEREITET") == (antwort.status_code, code(antwort))
    assert "nur vorbereitete Abfragen" in antwort.json()["errors"][0]["message"]


def test_where_only_prepared_queries_are_answered_the_schema_is_not_told(geschlossen: httpx.Client) -> None:
    assert "NUR_VORBEREITET" == code(geschlossen.get("/graphql", params={"query": "{ __schema { types { name } } }"}))


@pytest.mark.parametrize("frage", [{"documentId": LUECKEN.name}, {"query": LUECKEN.text}], ids=["name", "text"])
def test_where_only_prepared_queries_are_answered_these_are(geschlossen: httpx.Client, frage: dict[str, str]) -> None:
    antwort = geschlossen.post("/graphql", json=frage)

    assert 1 == antwort.json()["data"]["ziele"]["totalCount"]


def test_descriptions_of_operations_and_variables_are_read(offen: httpx.Client) -> None:
    frage = '"""Was?""" query A("Welches." $i: ID!) { ziel(id: $i) { titel } }'

    antwort = offen.post("/graphql", json={"query": frage, "variables": {"i": "b/Z"}})

    assert {"data": {"ziel": {"titel": "Eins"}}} == antwort.json()
