"""What the server says: who gets the page, what the page may do, and how the bundle is served."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import OperationDefinitionNode, parse

from leitlinien.programm import Programm
from leitlinien.web import explorer
from leitlinien.web.app import anwendung
from tests.explorer.conftest import bedient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
FRAGE = "{ stand { revision } }"


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def seite(client: httpx.Client, buendel: None) -> httpx.Response:  # noqa: ARG001 - skips without one
    return client.get("/graphql", headers={"accept": BROWSER})


@pytest.mark.hauptpfad
def test_a_browser_gets_the_page(seite: httpx.Response) -> None:
    assert seite.headers["content-type"] == "text/html; charset=utf-8"
    assert 'id="explorer"' in seite.text


@pytest.mark.parametrize(
    "accept", ["application/json", "application/graphql-response+json", "*/*", "", "text/plain, */*"]
)
def test_a_client_gets_the_endpoint_as_it_is(client: httpx.Client, accept: str) -> None:
    antwort = client.get("/graphql", headers={"accept": accept})

    assert "json" in antwort.headers["content-type"]
    assert "errors" in antwort.json()


def test_a_client_that_prefers_json_gets_the_endpoint(client: httpx.Client) -> None:
    antwort = client.get("/graphql", headers={"accept": "application/json, text/html;q=0.5"})

    assert antwort.headers["content-type"] == "application/json"


def test_a_question_in_the_address_goes_to_the_endpoint_even_from_a_browser(client: httpx.Client) -> None:
    antwort = client.get("/graphql", params={"query": FRAGE}, headers={"accept": BROWSER})

    assert {"data": {"stand": {"revision": 1}}} == antwort.json()


def test_a_posted_question_goes_to_the_endpoint_even_from_a_browser(client: httpx.Client) -> None:
    antwort = client.post("/graphql", json={"query": FRAGE}, headers={"accept": BROWSER})

    assert {"data": {"stand": {"revision": 1}}} == antwort.json()


def test_all_addresses_in_the_page_are_relative(seite: httpx.Response) -> None:
    adressen = re.findall(r'(?:href|src)="([^"]*)"', seite.text)

    assert [] == [a for a in adressen if a.startswith("/") or ":" in a]
    assert adressen


def test_the_policy_names_no_unsafe_script_and_no_other_server(seite: httpx.Response) -> None:
    regeln = dict(teil.strip().split(" ", 1) for teil in seite.headers["content-security-policy"].split(";"))

    assert "'none'" == regeln["default-src"]
    assert {"'self'"} == {regeln[n] for n in ("script-src", "connect-src", "worker-src", "font-src")}
    assert "'self' data:" == regeln["img-src"]
    assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", regeln["style-src"])


def test_the_page_holds_no_script_of_its_own(seite: httpx.Response) -> None:
    assert [""] == re.findall(r"<script[^>]*>([^<]*)</script>", seite.text)
    assert not re.search(r"\son\w+=|javascript:", seite.text)


def test_each_page_has_a_nonce_of_its_own(client: httpx.Client, seite: httpx.Response) -> None:
    andere = client.get("/graphql", headers={"accept": BROWSER})

    nonces = {re.search(r'nonce="([^"]+)"', s.text)[1] for s in (seite, andere)}  # type: ignore[index]

    assert 2 == len(nonces)


def test_everything_the_page_names_is_there(client: httpx.Client, seite: httpx.Response) -> None:
    adressen = [a for a in re.findall(r'(?:href|src)="([^"]*)"', seite.text) if a != "abfragen"]

    fehlend = [a for a in adressen if client.get(f"/{a}").status_code != 200]

    assert [] == fehlend


@pytest.mark.usefixtures("buendel")
def test_a_file_of_the_bundle_is_kept_for_good_and_not_guessed_at(client: httpx.Client) -> None:
    skript = next(explorer.ORDNER.glob("seite-*.js"))

    kopf = client.get(f"/explorer/{skript.name}").headers

    assert "public, max-age=31536000, immutable" == kopf["cache-control"]
    assert "nosniff" == kopf["x-content-type-options"]
    assert "text/javascript; charset=utf-8" == kopf["content-type"]


@pytest.mark.usefixtures("buendel")
def test_a_packed_file_is_the_file(client: httpx.Client) -> None:
    skript = next(explorer.ORDNER.glob("seite-*.js"))

    packt = client.get(f"/explorer/{skript.name}", headers={"accept-encoding": "gzip"})
    packt_nicht = client.get(f"/explorer/{skript.name}", headers={"accept-encoding": "identity"})

    assert ["gzip", None] == [packt.headers.get("content-encoding"), packt_nicht.headers.get("content-encoding")]
    assert skript.read_bytes() == packt.content == packt_nicht.content
    assert packt.num_bytes_downloaded < packt_nicht.num_bytes_downloaded / 2


@pytest.mark.usefixtures("buendel")
def test_a_packed_twin_holds_the_same_bytes() -> None:
    zwillinge = list(explorer.ORDNER.glob("*.gz"))

    assert [] == [z.name for z in zwillinge if gzip.decompress(z.read_bytes()) != z.with_suffix("").read_bytes()]
    assert zwillinge


@pytest.mark.usefixtures("buendel")
@pytest.mark.parametrize("paket", ["graphiql", "graphql", "monaco-editor", "react", "graphiql-explorer", "zustand"])
def test_the_licences_of_the_bundle_are_shipped(client: httpx.Client, paket: str) -> None:
    lizenzen = client.get("/explorer/LIZENZEN.md").text

    assert re.search(rf"(?m)^#+ {re.escape(paket)} - \S+", lizenzen)


@pytest.mark.usefixtures("buendel")
def test_the_notices_of_what_the_editor_contains_are_shipped(client: httpx.Client) -> None:
    assert "THIRD-PARTY SOFTWARE NOTICES" in client.get("/explorer/LIZENZEN-monaco-editor.txt").text


@pytest.mark.usefixtures("buendel")
def test_no_file_of_the_bundle_loads_from_another_server() -> None:
    """Addresses in texts and namespaces may stand there; what loads is a style sheet, an import or a worker."""
    laedt = re.compile(rb"""(?:@import\s+(?:url\()?|url\(|from\s*|import\(?|new Worker\()\s*["']?(https?:|//)""")

    fremd = [p.name for p in explorer.ORDNER.iterdir() if p.suffix in {".js", ".css"} and laedt.search(p.read_bytes())]

    assert [] == fremd


def test_the_panel_lists_every_prepared_query_with_values_for_what_must_be_given(client: httpx.Client) -> None:
    abfragen = client.get("/explorer/abfragen.json").json()["abfragen"]

    leer = [(a["name"], v) for a in abfragen for v in _noetige(a["text"]) if a["variablen"].get(v) in (None, "")]

    assert [] == leer
    assert len(abfragen) >= 20


def _noetige(text: str) -> list[str]:
    """Variables without which the operation cannot run."""
    (operation,) = (d for d in parse(text).definitions if isinstance(d, OperationDefinitionNode))
    return [
        v.variable.name.value
        for v in operation.variable_definitions or ()
        if v.type.kind == "non_null_type" and v.default_value is None
    ]


def test_every_prepared_query_runs_as_the_panel_opens_it(client: httpx.Client) -> None:
    abfragen = client.get("/explorer/abfragen.json").json()["abfragen"]

    antworten = {a["name"]: client.post("/graphql", json=_frage(a)).json() for a in abfragen}

    assert {} == {name: antwort["errors"] for name, antwort in antworten.items() if "errors" in antwort}


def _frage(abfrage: dict[str, Any]) -> dict[str, Any]:
    return {"query": abfrage["text"], "variables": abfrage["variablen"]}


@pytest.fixture
def ohne_buendel(programm: Programm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[httpx.Client]:
    monkeypatch.setattr(explorer, "ORDNER", tmp_path / "nicht gebaut")
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse) as client:
        yield client


@pytest.mark.hauptpfad
def test_without_a_bundle_the_page_leads_to_the_forms(ohne_buendel: httpx.Client) -> None:
    seite = ohne_buendel.get("/graphql", headers={"accept": BROWSER})

    assert 200 == seite.status_code
    assert 'href="./abfragen">Vorbereitete Abfragen' in seite.text
    assert "<script" not in seite.text


def test_without_a_bundle_the_endpoint_answers(ohne_buendel: httpx.Client) -> None:
    antwort = ohne_buendel.post("/graphql", json={"query": FRAGE})

    assert {"data": {"stand": {"revision": 1}}} == antwort.json()


@pytest.mark.parametrize("name", ["../explorer.py", "%2e%2e/explorer.py", "..%2fapp.py"])
def test_nothing_beside_the_bundle_is_served(client: httpx.Client, name: str) -> None:
    assert 404 == client.get(f"/explorer/{name}").status_code
