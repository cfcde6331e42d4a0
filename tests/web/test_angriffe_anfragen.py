"""Requests that want to hold the service up or make others use it: too large, too slow, forged."""

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from leitlinien import frist
from leitlinien.api.ausfuehrung import Ausfuehrung
from leitlinien.state import State
from leitlinien.web import app as webapp
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import FRAGE, JSON, NEU, Probedienst, app, code, kunde, server, warte_auf


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(netz("Ziel b/Z"), tmp_path_factory.mktemp("anfragen"))


@pytest.fixture(scope="module")
def client(state: State) -> Iterator[httpx.Client]:
    with kunde(state, lesefrist=0.3) as client:
        yield client


def gesprochen(client: httpx.Client, *stuecke: bytes) -> bytes:
    """What the service answers to raw bytes."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as dose:
        for stueck in stuecke:
            dose.sendall(stueck)
        antwort = b""
        while teil := dose.recv(65_536):
            antwort += teil
    return antwort


def kopf(*zeilen: str, methode: str = "POST") -> bytes:
    return "\r\n".join((f"{methode} /graphql HTTP/1.1", "host: x", *zeilen, "", "")).encode()


def test_20_megabytes_are_refused(client: httpx.Client) -> None:
    antwort = client.post("/graphql", content=b" " * 20_000_000, headers={"content-type": JSON, **NEU})

    assert (413, "ZU_GROSS") == (antwort.status_code, code(antwort))


def test_20_megabytes_are_refused_before_they_are_sent(client: httpx.Client) -> None:
    antwort = gesprochen(client, kopf(f"content-type: {JSON}", "content-length: 20000000"))

    assert antwort.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in antwort


def test_a_body_of_unknown_length_is_read_no_further_than_allowed(client: httpx.Client) -> None:
    stuecke = [b"%x\r\n" % laenge + b" " * laenge + b"\r\n" for laenge in (500_000, 500_000, 1)]

    antwort = gesprochen(client, kopf(f"content-type: {JSON}", "transfer-encoding: chunked"), *stuecke)

    assert antwort.startswith(b"HTTP/1.1 413 ")


def test_a_slow_body_is_not_waited_for(client: httpx.Client) -> None:
    antwort = gesprochen(client, kopf(f"content-type: {JSON}", "content-length: 100"), b'{"query"')

    assert antwort.startswith(b"HTTP/1.1 408 ")
    assert b"ZU_LANGSAM" in antwort


def test_a_long_address_is_refused(client: httpx.Client) -> None:
    frage = b"GET /graphql?query=" + b"a" * 40_000 + b" HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"

    antwort = gesprochen(client, frage)

    assert antwort.startswith(b"HTTP/1.1 414 ")


def test_a_packed_body_is_not_unpacked(client: httpx.Client) -> None:
    antwort = client.post("/graphql", content=b"\x1f\x8b", headers={"content-type": JSON, "content-encoding": "gzip"})

    assert 415 == antwort.status_code


@pytest.mark.parametrize(
    "typ",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonfoo", ""],
)
def test_what_a_form_of_another_site_can_send_is_refused(client: httpx.Client, typ: str) -> None:
    kopfzeilen = {"content-type": typ, "origin": "https://fremd.example"}

    antwort = client.post("/graphql", content=b'{"query":"{ stand { hash } }"}', headers=kopfzeilen)

    assert (415, "INHALTSTYP") == (antwort.status_code, code(antwort))


@pytest.mark.parametrize("accept", [JSON, NEU["accept"]])
def test_a_mutation_over_get_is_refused(client: httpx.Client, accept: str) -> None:
    antwort = client.get("/graphql", params={"query": "mutation { __typename }"}, headers={"accept": accept})

    assert (405, "POST") == (antwort.status_code, antwort.headers["allow"])
    assert code(antwort)


def test_a_chosen_operation_counts_when_a_mutation_comes_over_get(client: httpx.Client) -> None:
    text = "query A { stand { hash } } mutation B { __typename }"

    antwort = client.get("/graphql", params={"query": text, "operationName": "B"})

    assert 405 == antwort.status_code


@pytest.mark.parametrize("pfad", ["/graphql", "/"])
def test_no_page_of_any_origin_gets_a_web_socket(client: httpx.Client, pfad: str) -> None:
    zeilen = ("upgrade: websocket", "sec-websocket-version: 13", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==")
    fremd = f"GET {pfad} HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\norigin: https://fremd.example\r\n"

    antwort = gesprochen(client, fremd.encode() + "\r\n".join((*zeilen, "", "")).encode())

    assert not antwort.startswith(b"HTTP/1.1 101")


def test_broken_utf8_and_half_surrogates_are_no_json(client: httpx.Client) -> None:
    for rumpf in (b'{"query":"\xff"}', b'{"query":"\\ud800"}', b"\xff\xfe{\x00}\x00"):
        antwort = client.post("/graphql", content=rumpf, headers={"content-type": JSON})

        assert (400, "UNGUELTIGE_ANFRAGE") == (antwort.status_code, code(antwort))


@pytest.mark.parametrize("tiefe", [300, 900, 100_000])
def test_deep_variables_are_refused(client: httpx.Client, tiefe: int) -> None:
    rumpf = b'{"query":"{ stand { hash } }","variables":{"x":' + b"[" * tiefe + b"]" * tiefe + b"}}"

    antwort = client.post("/graphql", content=rumpf, headers={"content-type": JSON})

    assert antwort.status_code in {400, 413, 422}
    assert code(antwort)


# -- time -------------------------------------------------------------------------------------------------------------


class Langsam:
    """An executor that works without end, asking for the time as all loops do."""

    def __init__(self) -> None:
        self.laeuft = self.zu_ende = False

    def __call__(self, *_: object) -> None:
        self.laeuft = True
        try:
            while True:
                frist.pruefe()
                time.sleep(0.001)
        finally:
            self.zu_ende = True


@pytest.fixture
def langsam(monkeypatch: pytest.MonkeyPatch) -> Langsam:
    arbeit = Langsam()
    monkeypatch.setattr(webapp, Ausfuehrung.__name__, lambda *_: arbeit)
    return arbeit


def test_a_question_is_stopped_when_its_time_is_over(state: State, langsam: Langsam) -> None:
    with kunde(state, zeitgrenze=0.2) as client:
        antwort = client.post("/graphql", json={"query": FRAGE}, headers=NEU)

    assert (503, "ZEITUEBERSCHREITUNG") == (antwort.status_code, code(antwort))
    assert langsam.zu_ende


def test_nothing_goes_on_for_a_client_that_has_gone(state: State, langsam: Langsam) -> None:
    dienst = Probedienst(state)

    with server(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=0.3) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post("/graphql", json={"query": FRAGE})
        client.close()
        warte_auf(lambda: langsam.zu_ende)

    assert langsam.laeuft
    assert langsam.zu_ende


def test_the_service_is_alive_while_all_threads_work(state: State, langsam: Langsam) -> None:
    with kunde(state, zeitgrenze=1.0, faeden=1) as client:
        adresse = str(client.base_url)
        with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as dose:
            rumpf = b'{"query":"{ stand { hash } }"}'
            dose.sendall(kopf(f"content-type: {JSON}", f"content-length: {len(rumpf)}") + rumpf)
            warte_auf(lambda: langsam.laeuft)

            status = httpx.get(f"{adresse}/gesund").status_code

    assert 200 == status
