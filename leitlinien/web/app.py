"""The ASGI application: routes, security headers, errors."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from leitlinien.api import Kontext, fuehre_aus, schema
from leitlinien.web import explorer
from leitlinien.web.graphql import Endpunkt
from leitlinien.web.startseite import html

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from leitlinien.ids import Adressen
    from leitlinien.kinds import Modell
    from leitlinien.sources import Quellen
    from leitlinien.state import State

KOPF = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Headers of every answer. The pages load nothing, so nothing is allowed."""
TEXTE = {
    404: "Diese Adresse gibt es nicht. Die Startseite / nennt alle.",
    405: "Diese Adresse nimmt andere Methoden; die Kopfzeile Allow nennt sie.",
    500: "Interner Fehler. Er ist vermerkt; bitte später noch einmal versuchen.",
}


class Dienst(Protocol):
    """What the application needs of the program."""

    modell: "Modell"

    @property
    def adressen(self) -> "Adressen":
        """Addresses under the configured base."""

    @property
    def quellen(self) -> "Quellen | None":
        """Attached source documents."""

    def state(self) -> "State":
        """The newest read state."""


class Kopfzeilen:
    """Adds `KOPF` to every answer that does not say otherwise."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on."""

        async def sende(nachricht: "Message") -> None:
            if nachricht["type"] == "http.response.start":
                kopf = MutableHeaders(scope=nachricht)
                for name, wert in KOPF.items():
                    kopf.setdefault(name, wert)
            await send(nachricht)

        await self._app(scope, receive, sende)


def anwendung(programm: Dienst) -> Starlette:
    """The application over a program; builds the schema once."""

    def kontext() -> Kontext:
        return Kontext(programm.state(), programm.adressen, quellen=programm.quellen)

    async def start(_anfrage: Request) -> Response:
        return HTMLResponse(html(await run_in_threadpool(programm.state)))

    async def gesund(_anfrage: Request) -> Response:
        # says only that the loop turns, so it answers while queries run
        return JSONResponse({"gesund": True})

    return Starlette(
        routes=[
            Route("/", start),
            Route(
                "/graphql",
                explorer.mit_seite(programm, Endpunkt(partial(fuehre_aus, schema(programm.modell)), kontext).__call__),
                methods=["GET", "POST"],
            ),
            Route("/gesund", gesund),
            *explorer.routen(programm),
        ],
        middleware=[Middleware(Kopfzeilen)],
        exception_handlers={HTTPException: _fehlerseite, 500: _fehlerseite},
    )


async def _fehlerseite(_anfrage: Request, fehler: Exception) -> Response:
    status = fehler.status_code if isinstance(fehler, HTTPException) else 500
    kopf = fehler.headers if isinstance(fehler, HTTPException) else None
    return PlainTextResponse(TEXTE.get(status, f"Fehler {status}."), status, dict(kopf or {}))
