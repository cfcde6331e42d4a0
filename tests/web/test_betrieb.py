"""What those who run the service see: health, figures, log, and a clean stop."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from leitlinien.errors import Speicherfehler
from leitlinien.state import State
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import FRAGE, Probedienst, app, server


class Dienst(Probedienst):
    """A program whose store can be taken away."""

    weg = False

    def state(self) -> State:
        if self.weg:
            raise Speicherfehler("Kennwort: geheim")
        return self.stand


@pytest.fixture(scope="module")
def dienst(tmp_path_factory: pytest.TempPathFactory) -> Dienst:
    return Dienst(stand(netz("Ziel b/Z"), tmp_path_factory.mktemp("betrieb")))


@pytest.fixture(scope="module")
def client(dienst: Dienst) -> Iterator[httpx.Client]:
    with server(app(dienst)) as adresse, httpx.Client(base_url=adresse) as client:
        yield client


def figuren(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """The figures by name and label values."""
    familien = text_string_to_metric_families(client.get("/metrics").text)
    return {(s.name, *s.labels.values()): s.value for f in familien for s in f.samples}


def test_it_is_ready_when_the_state_is_there(client: httpx.Client) -> None:
    antwort = client.get("/bereit")

    assert (200, {"bereit": True, "revision": 1}) == (antwort.status_code, antwort.json())


def test_it_is_alive_but_not_ready_without_its_store(client: httpx.Client, dienst: Dienst) -> None:
    dienst.weg = True
    bereit, gesund = client.get("/bereit"), client.get("/gesund")
    dienst.weg = False

    assert [503, 200] == [bereit.status_code, gesund.status_code]
    assert "geheim" not in bereit.text


@pytest.mark.parametrize("adresse", ["/gesund", "/bereit", "/metrics"])
def test_what_is_true_now_is_not_stored(client: httpx.Client, adresse: str) -> None:
    assert "no-store" == client.get(adresse).headers["cache-control"]


def test_requests_are_counted_by_status(client: httpx.Client) -> None:
    client.get("/quatsch")
    vorher = figuren(client)[("leitlinien_anfragen_total", "404")]

    client.get("/quatsch")

    assert vorher + 1 == figuren(client)[("leitlinien_anfragen_total", "404")]


def test_refusals_are_counted_by_code(client: httpx.Client) -> None:
    client.post("/graphql", json=[])

    assert figuren(client)[("leitlinien_abgelehnt_total", "STAPEL")] >= 1


def test_answers_out_of_memory_and_plans_are_counted(client: httpx.Client) -> None:
    for _ in range(2):
        client.post("/graphql", json={"query": FRAGE})

    gezaehlt = figuren(client)
    assert gezaehlt[("leitlinien_antwortspeicher_total", "neu")] >= 1
    assert gezaehlt[("leitlinien_antwortspeicher_total", "treffer")] >= 1
    assert [name for name in gezaehlt if name[0] == "leitlinien_plaene_total"]


def test_revision_and_build_time_are_told(client: httpx.Client) -> None:
    client.post("/graphql", json={"query": FRAGE})

    gezaehlt = figuren(client)
    assert 1 == gezaehlt[("leitlinien_stand_revision",)]
    assert gezaehlt[("leitlinien_stand_bauzeit_seconds",)] > 0


# -- a process of its own ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a single node, so that starting takes no time."""
    ordner = tmp_path_factory.mktemp("dienst")
    datei = ordner / "klein.ttl"
    datei.write_text(
        "@base <http://localhost:8000/> . @prefix ll: <https://w3id.org/leitlinien/def#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<id/b/Z> a ll:Zielgruppe ; skos:notation "Z" ; skos:prefLabel "Alle"@de ; ll:herkunft "AUSLEGUNG" .\n',
        encoding="utf-8",
    )
    url = f"sqlite:///{ordner}/dienst.sqlite"
    befehl = [sys.executable, "-m", "leitlinien", "import", "--grund", "Test", str(datei)]
    fertig = subprocess.run(befehl, env=os.environ | {"LEITLINIEN_DATABASE_URL": url}, capture_output=True, text=True)  # noqa: PLW1510
    assert 0 == fertig.returncode, fertig.stdout + fertig.stderr
    return url


class Vorgang:
    """The service as a process; its log in a file."""

    def __init__(self, store: str, ordner: Path, **umgebung: str) -> None:
        self.log = ordner / "log"
        with socket.socket() as dose:
            dose.bind(("127.0.0.1", 0))
            self.port = int(dose.getsockname()[1])
        with self.log.open("w") as ziel:
            self.prozess = subprocess.Popen(
                [sys.executable, "-m", "leitlinien", "serve", "--port", str(self.port)],
                env=os.environ | {"LEITLINIEN_DATABASE_URL": store} | umgebung,
                stdout=subprocess.PIPE,
                stderr=ziel,
                text=True,
            )
        assert self.prozess.stdout is not None
        for zeile in self.prozess.stdout:
            if "Beenden" in zeile:
                break
        self._warte_auf_verbindung()

    def _warte_auf_verbindung(self) -> None:
        """The port is bound before it listens."""
        for _ in range(500):
            try:
                verbunden(self.port).close()
            except ConnectionRefusedError:
                time.sleep(0.01)
            else:
                return

    def zeilen(self) -> list[dict[str, Any]]:
        return [json.loads(zeile) for zeile in self.log.read_text(encoding="utf-8").splitlines()]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.prozess.kill()
        self.ende()

    def beende(self) -> int:
        self.prozess.send_signal(signal.SIGTERM)
        return self.ende()

    def ende(self) -> int:
        code = self.prozess.wait(20)
        if self.prozess.stdout:
            self.prozess.stdout.close()
        return code

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.mark.hauptpfad
def test_a_running_request_is_finished_before_the_service_stops(store: str, tmp_path: Path) -> None:
    rumpf = b'{"query": "{ stand { knoten } }"}'
    kopf = (
        "POST /graphql HTTP/1.1",
        "host: x",
        "content-type: application/json",
        f"content-length: {len(rumpf)}",
        "",
        "",
    )

    with Vorgang(store, tmp_path) as vorgang, verbunden(vorgang.port) as dose:
        dose.sendall("\r\n".join(kopf).encode() + rumpf[:10])
        httpx.get(f"{vorgang.adresse}/gesund")  # answered later, so the request before has begun
        vorgang.prozess.send_signal(signal.SIGTERM)
        abgewiesen = warte_bis_zu(vorgang.port)
        dose.sendall(rumpf[10:])
        antwort = b"".join(iter(lambda: dose.recv(65_536), b""))
        code = vorgang.ende()

    assert abgewiesen
    assert antwort.startswith(b"HTTP/1.1 200 ")
    assert antwort.endswith(b'{"data":{"stand":{"knoten":1}}}')
    assert 0 == code


def verbunden(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def warte_bis_zu(port: int) -> bool:
    """Whether the port takes no more connections, after a while."""
    for _ in range(400):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as dose:
                dose.settimeout(0.02)
                dose.recv(1)
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_each_request_has_one_line_without_what_was_asked(store: str, tmp_path: Path) -> None:
    frage = {"query": "query ($t: String!) { suche(text: $t) { totalCount } }", "variables": {"t": "Geheimnis"}}

    with Vorgang(store, tmp_path) as vorgang:
        httpx.post(f"{vorgang.adresse}/graphql", json=frage, headers={"x-request-id": "k-7"})
        httpx.get(f"{vorgang.adresse}/graphql", params={"query": "{ stand { hash } }"}, headers={"x-request-id": "k-8"})
        code = vorgang.beende()

    erste, zweite = vorgang.zeilen()
    assert 0 == code
    assert {"zeit", "anfrage", "methode", "pfad", "status", "ms", "revision"} == set(erste)
    assert ("k-7", "POST", "/graphql", 200, 1) == tuple(
        erste[name] for name in ("anfrage", "methode", "pfad", "status", "revision")
    )
    assert ("k-8", "GET", "/graphql") == tuple(zweite[name] for name in ("anfrage", "methode", "pfad"))
    assert "Geheimnis" not in vorgang.log.read_text(encoding="utf-8")


def test_without_a_log_there_is_none(store: str, tmp_path: Path) -> None:
    with Vorgang(store, tmp_path, LEITLINIEN_PROTOKOLL="0") as vorgang:
        httpx.get(f"{vorgang.adresse}/gesund")
        vorgang.beende()

    assert [] == vorgang.zeilen()
