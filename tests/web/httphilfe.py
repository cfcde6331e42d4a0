"""A service over one read state on a real server, and short ways to ask it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx
import uvicorn

from leitlinien import daten
from leitlinien.errors import Eingabefehler
from leitlinien.ids import Adressen
from leitlinien.kinds import Modell, modell
from leitlinien.queries import Katalog, katalog
from leitlinien.settings import Settings
from leitlinien.state import State
from leitlinien.store import Aenderungen, Geschichte, Linkende, Revision
from leitlinien.web.app import Anwendung, anwendung
from tests.api.apihilfe import programmschema

if TYPE_CHECKING:
    from leitlinien.sources import Quellen

ANTWORT = "application/graphql-response+json"
JSON = "application/json"
NEU = {"accept": ANTWORT}
"""Headers of a client of the newer media type."""
FRAGE = "{ ziele { totalCount } }"


class Probedienst:
    """A program over one state."""

    def __init__(self, state: State, settings: Settings | None = None) -> None:
        self.modell: Modell = modell
        self.settings = settings or Settings()
        self.schema = programmschema()
        self.adressen = Adressen("https://leitlinien.example/")
        self.quellen: Quellen | None = None
        self.stand = state

    def state(self) -> State:
        return self.stand

    def state_zu(self, revision: int) -> State:
        if revision != self.stand.revision:
            raise Eingabefehler(f"Revision {revision} gibt es nicht.")
        return self.stand

    def revisionen(self) -> list[Revision]:
        return []

    def aenderungen(
        self,
        *,
        vor: int | None = None,
        anzahl: int = 20,
        knoten: str | None = None,
    ) -> list[Aenderungen]:
        return []

    def geschichte(self, pfad: str, revision: int | None = None) -> Geschichte | None:
        return None

    def linkenden(self, von: str, nach: str, revision: int | None = None) -> list[Linkende]:
        return []


@cache
def vorbereitet() -> Katalog:
    """The prepared queries, checked once."""
    return katalog(programmschema(), daten.ordner("queries"))


def app(dienst: Probedienst) -> Anwendung:
    """The application over a program."""
    return anwendung(dienst, vorbereitet())


@contextmanager
def server(anwendung: Anwendung, **einstellungen: Any) -> Iterator[str]:
    """Address of a real uvicorn on a free loopback port."""
    with socket.socket() as dose:
        dose.bind(("127.0.0.1", 0))
        laeuft = uvicorn.Server(uvicorn.Config(anwendung, log_config=None, lifespan="off", **einstellungen))
        faden = threading.Thread(target=laeuft.run, kwargs={"sockets": [dose]}, daemon=True)
        faden.start()
        while not laeuft.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{dose.getsockname()[1]}"
        laeuft.should_exit = True
        faden.join(10)


@contextmanager
def kunde(state: State, **einstellungen: Any) -> Iterator[httpx.Client]:
    """A client of a service over the state, with settings as given."""
    dienst = Probedienst(state, Settings(**einstellungen))
    with server(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def code(antwort: httpx.Response) -> str:
    """The code of the only error of a response without data."""
    inhalt = antwort.json()
    assert {"errors"} == set(inhalt)
    (fehler,) = inhalt["errors"]
    gefunden: str = fehler["extensions"]["code"]
    return gefunden


__all__ = ["ANTWORT", "FRAGE", "JSON", "NEU", "Probedienst", "app", "code", "kunde", "server", "vorbereitet"]


def warte_auf(bedingung: Callable[[], object], sekunden: float = 5) -> None:
    """Return as soon as it holds, or when the time is over.

    For pages, too: Playwright's own waiting evaluates text, which their policy forbids.
    """
    ende = time.monotonic() + sekunden
    while not bedingung() and time.monotonic() < ende:
        time.sleep(0.01)
