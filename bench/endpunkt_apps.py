"""The ASGI applications that `endpunkt.py` compares; all answer GraphQL POST requests over one opened read state."""

import gc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import strawberry
import uvicorn
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

import leitlinien.model  # noqa: F401 - fills the model
from leitlinien.api import Kontext, fuehre_aus, schema
from leitlinien.api.ausfuehrung import antworte
from leitlinien.ids import Adressen
from leitlinien.kinds import Modell, modell
from leitlinien.settings import Settings
from leitlinien.state import State
from leitlinien.store import Aenderungen, Geschichte, Linkende, Revision
from leitlinien.web.app import anwendung

Ausfuehrung = Callable[[Kontext, str, dict[str, Any] | None], bytes]
App = Callable[[Any, Any, Any], Awaitable[None]]


def mit_zwischenspeichern() -> strawberry.Schema:
    """The same schema with strawberry's parser and validation cache."""
    eigenes = schema()
    eigenes.extensions = (ParserCache, ValidationCache)
    return eigenes


class EigeneAnsicht(GraphQL[Any, Any]):
    """Strawberry's own view; the context is ours."""

    def __init__(self, state: State) -> None:
        super().__init__(mit_zwischenspeichern(), graphql_ide=None)
        self._state = state

    async def get_context(self, *_: Any, **__: Any) -> Any:
        """One request's world."""
        return Kontext(self._state)


def schlicht(state: State, ausfuehren: Ausfuehrung) -> App:
    """As little HTTP as there can be around an execution."""

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        frage = orjson.loads(await rumpf(receive))
        await sende(send, ausfuehren(Kontext(state), frage["query"], frage.get("variables")))

    return app


def roh(antwort: bytes) -> App:
    """Reads the request and returns the same bytes to everybody."""

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        await rumpf(receive)
        await sende(send, antwort)

    return app


async def rumpf(receive: Any) -> bytes:
    """The body of a request."""
    teil = await receive()
    gelesen: bytes = teil["body"]
    while teil["more_body"]:
        teil = await receive()
        gelesen += teil["body"]
    return gelesen


async def sende(send: Any, antwort: bytes) -> None:
    """An answer with status 200."""
    kopf = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(antwort))]
    await send({"type": "http.response.start", "status": 200, "headers": kopf})
    await send({"type": "http.response.body", "body": antwort})


@dataclass
class Programm:
    """What the program's application needs, without a store."""

    stand: State
    settings: Settings
    modell: Modell = modell
    adressen: Adressen = field(default_factory=Adressen)
    quellen: None = None
    schema: strawberry.Schema = field(default_factory=schema)

    def state(self) -> State:
        """The one state."""
        return self.stand

    def state_zu(self, revision: int) -> State:
        """The same."""
        return self.stand

    def revisionen(self) -> list[Revision]:
        """None: there is no store."""
        return []

    def aenderungen(
        self,
        *,
        vor: int | None = None,
        anzahl: int = 20,
        knoten: str | None = None,
    ) -> list[Aenderungen]:
        """None: there is no store."""
        return []

    def geschichte(self, pfad: str, revision: int | None = None) -> Geschichte | None:
        """None: there is no store."""
        return None

    def linkenden(self, von: str, nach: str, revision: int | None = None) -> list[Linkende]:
        """None: there is no store."""
        return []


def baue(art: str, ordner: Path) -> App:
    """The application of a name; `ordner` holds the state, for `roh` the answer."""
    if art == "roh":
        return roh(ordner.read_bytes())
    state = State.oeffnen(ordner)
    if art == "strawberry":
        return EigeneAnsicht(state)
    eigenes = schema()
    if art == "graphql-core":
        return schlicht(state, lambda k, text, v: orjson.dumps(fuehre_aus(eigenes, k, text, v)))
    if art == "plan":
        return schlicht(state, lambda k, text, v: antworte(eigenes, k, text, v))
    speicher = Settings.model_fields["antwortspeicher"].default if art == "gemerkt" else 0
    return anwendung(Programm(state, Settings(antwortspeicher=speicher, protokoll=False)))


def diene(art: str, ordner: Path, port: int) -> None:
    """Serve until killed, with one worker."""
    app = baue(art, ordner)
    gc.collect()
    gc.freeze()
    uvicorn.run(
        app,
        port=port,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_level="error",
    )
