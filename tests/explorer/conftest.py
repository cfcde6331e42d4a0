"""A real server with the shipped data, and a real Chromium that visits it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as Anfrage
from starlette.responses import Response
from starlette.routing import Route

from leitlinien.programm import Programm
from leitlinien.settings import Settings
from leitlinien.web import explorer
from leitlinien.web.app import anwendung

CHROMIUM = "chromium"
VORSATZ = "/kommune/leitlinien"
GEDULD = 15_000
"""Milliseconds until something that should appear is missing."""


@contextmanager
def bedient(app: Any, **einstellungen: Any) -> Iterator[str]:
    """Address of a real uvicorn on a free port of the loopback."""
    with socket.socket() as dose:
        dose.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", **einstellungen))
        faden = threading.Thread(target=server.run, kwargs={"sockets": [dose]}, daemon=True)
        faden.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{dose.getsockname()[1]}"
        server.should_exit = True
        faden.join(10)


@pytest.fixture(scope="session")
def programm(tmp_path_factory: pytest.TempPathFactory) -> Programm:
    """A program over a store with the shipped data."""
    ordner = tmp_path_factory.mktemp("explorer")
    programm = Programm(Settings(database_url=f"sqlite:///{ordner}/store.sqlite"))
    programm.state()
    return programm


@pytest.fixture(scope="session")
def server(programm: Programm) -> Iterator[str]:
    """The application at the root of its address."""
    with bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.fixture(scope="session")
def hinter_proxy(programm: Programm) -> Iterator[str]:
    """The application behind a proxy that takes a prefix off every address, as uvicorn's --root-path expects it."""
    with bedient(anwendung(programm), root_path=VORSATZ) as ziel, httpx.Client(base_url=ziel) as client:

        def weiter(anfrage: Anfrage) -> Response:
            kopf = {n: w for n, w in anfrage.headers.items() if n not in {"host", "content-length"}}
            pfad = f"/{anfrage.path_params['pfad']}?{anfrage.url.query}"
            antwort = client.request(anfrage.method, pfad, headers=kopf, content=anfrage.scope["rumpf"])
            weg = {"content-encoding", "content-length", "transfer-encoding"}
            return Response(
                antwort.content, antwort.status_code, {n: w for n, w in antwort.headers.items() if n not in weg}
            )

        async def mit_rumpf(anfrage: Anfrage) -> Response:
            anfrage.scope["rumpf"] = await anfrage.body()
            return await run_in_threadpool(weiter, anfrage)

        proxy = Starlette(routes=[Route(VORSATZ + "/{pfad:path}", mit_rumpf, methods=["GET", "POST"])])
        with bedient(proxy) as davor:
            yield davor + VORSATZ


@pytest.fixture(scope="session")
def buendel() -> None:
    """The bundle that the installation built."""
    if explorer.Buendel.lies(explorer.ORDNER) is None:
        pytest.skip("Die Abfrageseite ist nicht gebaut (npm war bei der Installation nicht zu erreichen).")


@dataclass
class Besuch:
    """A page and what happened while it was open."""

    page: Page
    meldungen: list[str] = field(default_factory=list)
    """What the console or an uncaught error said."""
    anfragen: list[str] = field(default_factory=list)
    """Addresses asked for."""


FRISCH = "if (!sessionStorage.frisch) { localStorage.clear(); sessionStorage.frisch = 1; }"
"""In the first document of a tab: forget what earlier tabs have kept."""


@pytest.fixture(scope="module")
def kontext(chromium: Browser, buendel: None) -> Iterator[BrowserContext]:  # noqa: ARG001 - skips without one
    """One profile for all visits, so that the bundle is loaded and compiled once."""
    kontext = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    kontext.set_default_timeout(GEDULD)
    kontext.add_init_script(FRISCH)
    yield kontext
    kontext.close()


@pytest.fixture
def besuch(kontext: BrowserContext) -> Iterator[Besuch]:
    """A fresh visitor at a desk."""
    besuch = Besuch(kontext.new_page())

    def meldung(ding: ConsoleMessage) -> None:
        besuch.meldungen.append(f"{ding.type}: {ding.text}")

    def anfrage(ding: Request) -> None:
        besuch.anfragen.append(ding.url)

    besuch.page.on("console", meldung)
    besuch.page.on("pageerror", lambda fehler: besuch.meldungen.append(str(fehler)))
    kontext.on("request", anfrage)
    yield besuch
    kontext.remove_listener("request", anfrage)
    kontext.set_offline(False)
    kontext.clear_permissions()
    for page in kontext.pages:
        page.close()


@pytest.fixture
def wurzel() -> Path:
    """The working copy."""
    return Path(__file__).resolve().parents[2]
