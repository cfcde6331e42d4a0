"""Who may ask the open readers, and how often."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from leitlinien.settings import Settings
from leitlinien.state import State
from leitlinien.web.einbetten.grenze import Grenze, gruppe
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app, kunde, server

FREMD, FREUND = "https://irgendwer.example", "https://freund.example"
OFFEN = ["/api/verweis?id=b/Z", "/api/verweis?q=x", "/oembed?url=b/Z", "/api/abgleich", "/api/verweis"]
GESCHLOSSEN = ["/", "/id/b/Z", "/graphql?query={ziele{totalCount}}", "/einbetten", "/metrics", "/api/quatsch"]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(netz("Ziel b/Z"), tmp_path_factory.mktemp("grenzen"))


@pytest.fixture(scope="module")
def client(state: State) -> Iterator[httpx.Client]:
    with kunde(state, cors=(FREUND,)) as client:
        yield client


class Uhr:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.jetzt = 1000.0

    def __call__(self) -> float:
        return self.jetzt


@pytest.mark.parametrize("adresse", OFFEN)
@pytest.mark.parametrize("herkunft", [FREMD, FREUND, "null"])
def test_pages_of_any_origin_may_read_the_open_readers(client: httpx.Client, adresse: str, herkunft: str) -> None:
    antwort = client.get(adresse, headers={"origin": herkunft})

    assert ["*"] == antwort.headers.get_list("access-control-allow-origin")
    assert "access-control-allow-credentials" not in antwort.headers


@pytest.mark.parametrize("adresse", GESCHLOSSEN)
def test_nothing_else_is_open(client: httpx.Client, adresse: str) -> None:
    antwort = client.get(adresse, headers={"origin": FREMD})

    assert "access-control-allow-origin" not in antwort.headers


def test_a_configured_origin_still_reads_everything_else(client: httpx.Client) -> None:
    antwort = client.get("/id/b/Z", headers={"origin": FREUND})

    assert [FREUND] == antwort.headers.get_list("access-control-allow-origin")


@pytest.mark.parametrize("herkunft", [FREMD, FREUND])
def test_a_browser_may_ask_first_whether_it_may_send_json(client: httpx.Client, herkunft: str) -> None:
    kopf = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}

    antwort = client.options("/api/pruefe-verweise", headers={"origin": herkunft} | kopf)

    assert 204 == antwort.status_code
    assert antwort.headers["access-control-allow-origin"] in {"*", herkunft}
    assert "POST" in antwort.headers["access-control-allow-methods"]
    assert "content-type" in antwort.headers["access-control-allow-headers"]


@pytest.mark.parametrize(("methode", "adresse"), [("PUT", "/api/verweis"), ("GET", "/api/pruefe-verweise")])
def test_a_method_that_is_not_offered_is_refused_in_json(client: httpx.Client, methode: str, adresse: str) -> None:
    antwort = client.request(methode, adresse)

    assert (405, "METHODE") == (antwort.status_code, antwort.json()["fehler"]["code"])
    assert "OPTIONS" in antwort.headers["allow"]


def test_an_address_that_is_too_long_is_refused(client: httpx.Client) -> None:
    assert 414 == client.get("/api/verweis", params={"id": "x" * 20_000}).status_code


def test_whoever_asks_too_often_waits_and_is_told_how_long(state: State) -> None:
    with kunde(state, max_leseanfragen=3) as client:
        antworten = [client.get("/api/verweis", params={"id": "b/Z"}) for _ in range(4)]

    assert [200, 200, 200, 429] == [a.status_code for a in antworten]
    letzte = antworten[-1]
    assert 1 <= int(letzte.headers["retry-after"]) <= 20
    assert "ZU_VIELE_ANFRAGEN" == letzte.json()["fehler"]["code"]
    assert "*" == letzte.headers["access-control-allow-origin"]


def test_all_open_readers_share_the_limit_and_pages_have_none(state: State) -> None:
    with kunde(state, max_leseanfragen=3) as client:
        codes = [client.get(a).status_code for a in (*OFFEN[:4], "/id/b/Z", "/id/b/Z/karte", "/einbetten.js")]

    assert [200, 200, 200, 429, 200, 200, 200] == codes


@pytest.mark.parametrize(("vertraut", "codes"), [("127.0.0.1", [200, 200]), ("203.0.113.9", [200, 429])])
def test_a_forwarded_address_counts_only_where_the_server_believes_who_forwards(
    state: State, vertraut: str, codes: list[int]
) -> None:
    anwendung = app(Probedienst(state, Settings(max_leseanfragen=1)))
    with server(anwendung, forwarded_allow_ips=vertraut) as adresse, httpx.Client(base_url=adresse) as client:
        kopf = [{"x-forwarded-for": f"198.51.100.{n}"} for n in range(2)]
        gefunden = [client.get("/api/verweis?id=b/Z", headers=k).status_code for k in kopf]

    assert codes == gefunden


def test_a_bucket_fills_again_as_time_goes_by() -> None:
    uhr = Uhr()
    grenze = Grenze(60, uhr=uhr)
    verbraucht = [grenze.wartezeit("a") for _ in range(60)]

    wartezeit = grenze.wartezeit("a")
    uhr.jetzt += wartezeit

    assert [0.0] * 60 == verbraucht
    assert 1.0 == pytest.approx(wartezeit)
    assert 0.0 == grenze.wartezeit("a")


def test_a_bucket_never_holds_more_than_a_minutes_worth() -> None:
    uhr = Uhr()
    grenze = Grenze(2, uhr=uhr)
    grenze.wartezeit("a")
    uhr.jetzt += 3600

    assert [True, True, False] == [grenze.wartezeit("a") == 0 for _ in range(3)]


def test_waiting_costs_nothing() -> None:
    uhr = Uhr()
    grenze = Grenze(1, uhr=uhr)
    wartezeiten = [grenze.wartezeit("a") for _ in range(5)]

    assert [0.0, 60.0, 60.0, 60.0, 60.0] == pytest.approx(wartezeiten)


def test_senders_do_not_use_up_each_others_requests() -> None:
    grenze = Grenze(1, uhr=Uhr())
    grenze.wartezeit("192.0.2.1")

    assert 0.0 == grenze.wartezeit("192.0.2.2")


def test_only_so_many_senders_are_remembered() -> None:
    grenze = Grenze(1, uhr=Uhr(), absender=100)
    for n in range(1000):
        grenze.wartezeit(str(n))

    assert 100 == len(grenze)


def test_a_whole_network_of_ipv6_is_one_sender() -> None:
    assert gruppe("2001:db8::1") == gruppe("2001:db8::ffff:1") != gruppe("2001:db8:0:1::1")


def test_an_ipv4_address_is_the_same_sender_in_either_spelling() -> None:
    assert "192.0.2.1" == gruppe("::ffff:192.0.2.1") == gruppe("192.0.2.1")


def gesprochen(client: httpx.Client, *stuecke: bytes) -> bytes:
    """What the service answers to raw bytes."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=10) as dose:
        for stueck in stuecke:
            dose.sendall(stueck)
        antwort = b""
        while teil := dose.recv(65_536):
            antwort += teil
    return antwort


def kopf(adresse: str, *zeilen: str) -> bytes:
    return "\r\n".join((f"POST {adresse} HTTP/1.1", "host: x", *zeilen, "", "")).encode()


@pytest.mark.parametrize("adresse", ["/api/pruefe-verweise", "/api/abgleich"])
def test_a_body_that_is_too_large_is_refused_before_it_is_sent(client: httpx.Client, adresse: str) -> None:
    antwort = gesprochen(client, kopf(adresse, "content-type: text/plain", "content-length: 20000000"))

    assert antwort.startswith(b"HTTP/1.1 413 ")
    assert b"ZU_GROSS" in antwort


def test_a_body_of_unknown_length_is_read_no_further_than_allowed(client: httpx.Client) -> None:
    stuecke = [b"%x\r\n" % laenge + b"b" * laenge + b"\r\n" for laenge in (500_000, 500_000, 1)]

    antwort = gesprochen(
        client, kopf("/api/pruefe-verweise", "content-type: text/plain", "transfer-encoding: chunked"), *stuecke
    )

    assert antwort.startswith(b"HTTP/1.1 413 ")


def test_a_body_that_does_not_arrive_is_not_waited_for(state: State) -> None:
    with kunde(state, lesefrist=0.2) as client:
        antwort = gesprochen(
            client, kopf("/api/pruefe-verweise", "content-type: text/plain", "content-length: 9"), b"b/"
        )

    assert antwort.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("name", ["boese.example", "a b", '"><script>', "x" * 300])
def test_addresses_that_are_given_out_hold_no_made_up_text(client: httpx.Client, name: str) -> None:
    html = client.get("/oembed?url=b/Z", headers={"host": name}).json()["html"]

    assert "<script" not in html
    assert '""' not in html
