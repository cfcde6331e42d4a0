"""Headers: for security, for other origins, and to find a request again."""

from collections.abc import Iterator

import httpx
import pytest

from leitlinien.state import State
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import FRAGE, kunde

FREUND = "https://freund.example"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(netz("Ziel b/Z"), tmp_path_factory.mktemp("kopf"))


@pytest.fixture(scope="module")
def client(state: State) -> Iterator[httpx.Client]:
    with kunde(state, cors=(FREUND,)) as client:
        yield client


ADRESSEN = ["/", "/gesund", "/bereit", "/metrics", "/abfragen", "/quatsch", "/graphql", f"/graphql?query={FRAGE}"]


@pytest.mark.parametrize("adresse", ADRESSEN)
def test_every_answer_forbids_foreign_content_sniffing_and_referrers(client: httpx.Client, adresse: str) -> None:
    kopf = client.get(adresse).headers

    assert "default-src 'none'" in kopf["content-security-policy"]
    assert "frame-ancestors 'none'" in kopf["content-security-policy"]
    assert ["nosniff", "no-referrer"] == [kopf["x-content-type-options"], kopf["referrer-policy"]]


@pytest.mark.parametrize("adresse", ADRESSEN)
def test_no_answer_sets_a_cookie_or_names_the_server(client: httpx.Client, adresse: str) -> None:
    assert "set-cookie" not in client.get(adresse).headers


def test_scripts_of_pages_come_from_here_alone(client: httpx.Client) -> None:
    richtlinien = [client.get(a, headers={"accept": "text/html"}).headers for a in ("/", "/abfragen", "/graphql")]

    erlaubt = [teil for r in richtlinien for teil in r["content-security-policy"].split(";") if "script-src" in teil]
    assert all("unsafe" not in teil and "http" not in teil for teil in erlaubt)


def test_a_configured_origin_may_read(client: httpx.Client) -> None:
    antwort = client.post("/graphql", json={"query": FRAGE}, headers={"origin": FREUND})

    assert FREUND == antwort.headers["access-control-allow-origin"]
    assert "access-control-allow-credentials" not in antwort.headers
    assert "Origin" in antwort.headers["vary"]


def test_a_configured_origin_may_ask_first(client: httpx.Client) -> None:
    kopf = {"origin": FREUND, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}

    antwort = client.options("/graphql", headers=kopf)

    assert 204 == antwort.status_code
    assert "GET, POST" == antwort.headers["access-control-allow-methods"]
    assert "content-type" in antwort.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    "herkunft", ["https://fremd.example", "http://freund.example", "null", f"{FREUND}.fremd.example"]
)
def test_no_other_origin_may_read(client: httpx.Client, herkunft: str) -> None:
    gefragt = client.post("/graphql", json={"query": FRAGE}, headers={"origin": herkunft})
    vorab = client.options("/graphql", headers={"origin": herkunft, "access-control-request-method": "POST"})

    assert all("access-control-allow-origin" not in a.headers for a in (gefragt, vorab))
    assert 405 == vorab.status_code


def test_without_configuration_no_origin_may_read(state: State) -> None:
    with kunde(state) as client:
        antwort = client.post("/graphql", json={"query": FRAGE}, headers={"origin": FREUND})

    assert not [name for name in antwort.headers if name.startswith("access-control")]


def test_the_id_of_a_request_comes_back(client: httpx.Client) -> None:
    antwort = client.get("/gesund", headers={"x-request-id": "meine-1"})

    assert "meine-1" == antwort.headers["x-request-id"]


@pytest.mark.parametrize("kennung", [b"", b"x" * 65, b"a b", b'a"b', "ä".encode()])
def test_an_id_that_could_do_harm_is_replaced(client: httpx.Client, kennung: bytes) -> None:
    antwort = client.get("/gesund", headers={b"x-request-id": kennung})

    assert antwort.headers["x-request-id"].isascii()
    assert kennung.decode() != antwort.headers["x-request-id"]


def test_two_requests_have_different_ids(client: httpx.Client) -> None:
    kennungen = {client.get("/gesund").headers["x-request-id"] for _ in range(3)}

    assert 3 == len(kennungen)
