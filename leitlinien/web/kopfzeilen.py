"""Around every answer: headers for security and other origins, an id, a line in the log, a count."""

from collections.abc import Awaitable, Callable, Iterable
from time import perf_counter, time
from typing import TYPE_CHECKING, TypeAlias

from leitlinien.web import protokoll
from leitlinien.web.protokoll import Anfrageprotokoll, Zeile, neue_kennung

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from leitlinien.web.betrieb import Zaehlwerk

RICHTLINIE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For answers that load nothing. Pages say themselves what they need."""
Kopfzeilen: TypeAlias = tuple[tuple[bytes, bytes], ...]
"""Headers as ASGI has them."""
Direktantwort: TypeAlias = "Callable[[Scope, Receive], Awaitable[tuple[int, Kopfzeilen, bytes]]]"
"""Status, headers and body of the answer to a request."""
KOPF: Kopfzeilen = (
    (b"content-security-policy", RICHTLINIE.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
"""Headers of every answer that does not say otherwise, but for answers to a question sent with POST: those no browser
opens as a page."""
KENNUNG = b"x-request-id"
REVISION = "leitlinien.revision"
"""Where in the scope an endpoint leaves the revision that it answered from."""
KOPFZEILEN = "leitlinien.kopfzeilen"
"""Where in the scope the headers of the request stand by name."""
ERLAUBT = b"access-control-allow-origin"
"""Says whose pages may read an answer; one that says it itself, because it is open to all, keeps what it says."""
UNTERSCHEIDET: Kopfzeilen = ((b"vary", b"Origin"),)
VORAB: Kopfzeilen = (
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"content-type, x-request-id, if-none-match"),
    (b"access-control-max-age", b"600"),
)
"""Answer to a browser that asks first. Nothing here changes data, so these methods only read."""


class Huelle:
    """The outermost layer of the application."""

    def __init__(
        self,
        app: "ASGIApp",
        *,
        cors: Iterable[str] = (),
        zeilen: Anfrageprotokoll,
        zaehlwerk: "Zaehlwerk",
    ) -> None:
        self._app, self._zeilen, self._zaehlwerk = app, zeilen, zaehlwerk
        self._cors = frozenset(h.rstrip("/").encode() for h in cors)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on."""
        if scope["type"] == "http":
            await self._anfrage(scope, receive, send)
        elif scope["type"] == "websocket":
            # there is nothing to talk about, whatever page of whatever origin asks
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)
            self._zeilen.schreibe()

    async def direkt(self, scope: "Scope", receive: "Receive", send: "Send", antwort: Direktantwort) -> None:
        """Pass on a request whose answer is short and complete at once, without anything around `send`."""
        beginn = perf_counter()
        kopf = scope[KOPFZEILEN] = dict(scope["headers"])
        kennung = neue_kennung(kopf[KENNUNG].decode("latin-1") if KENNUNG in kopf else None)
        protokoll.anfrage.set(kennung)  # each request has a task, and so a context, of its own
        status, zeilen, rumpf = await antwort(scope, receive)
        zeilen = (*zeilen, (KENNUNG, kennung.encode()))
        if self._cors:
            zeilen += self._fremd(kopf.get(b"origin"))
        await send({"type": "http.response.start", "status": status, "headers": zeilen})
        await send({"type": "http.response.body", "body": rumpf})
        self._vermerke(scope, kennung, status, beginn)

    async def _anfrage(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        beginn = perf_counter()
        kopf = scope[KOPFZEILEN] = dict(scope["headers"])
        kennung = neue_kennung(kopf[KENNUNG].decode("latin-1") if KENNUNG in kopf else None)
        marke = protokoll.anfrage.set(kennung)
        fremd = self._fremd(kopf.get(b"origin")) if self._cors else ()
        status = 500

        async def sende(nachricht: "Message") -> None:
            nonlocal status
            if nachricht["type"] == "http.response.start":
                status = nachricht["status"]
                nachricht["headers"] = _ergaenzt(nachricht["headers"], kennung, fremd)
            await send(nachricht)

        try:
            if len(fremd) > 1 and scope["method"] == "OPTIONS" and b"access-control-request-method" in kopf:
                await sende({"type": "http.response.start", "status": 204, "headers": [*VORAB]})
                await sende({"type": "http.response.body", "body": b""})
            else:
                await self._app(scope, receive, sende)
        finally:
            protokoll.anfrage.reset(marke)
            self._vermerke(scope, kennung, status, beginn)

    def _vermerke(self, scope: "Scope", kennung: str, status: int, beginn: float) -> None:
        self._zaehlwerk.status[status] += 1
        if self._zeilen.an:
            ms = (perf_counter() - beginn) * 1e3
            self._zeilen.merke(Zeile(time(), kennung, scope["method"], scope["path"], status, ms, scope.get(REVISION)))

    def _fremd(self, herkunft: bytes | None) -> Kopfzeilen:
        """Headers that let the pages of a configured origin read the answer."""
        if herkunft not in self._cors:
            return UNTERSCHEIDET
        return (
            *UNTERSCHEIDET,
            (ERLAUBT, herkunft),
            (b"access-control-expose-headers", b"etag, x-request-id"),
        )


def _ergaenzt(kopf: Iterable[tuple[bytes, bytes]], kennung: str, fremd: Kopfzeilen) -> list[tuple[bytes, bytes]]:
    neu = [*kopf, (KENNUNG, kennung.encode())]
    if fremd and not any(name == ERLAUBT for name, _ in neu):
        neu += fremd
    if KOPF[0] not in neu:  # an endpoint that is asked often adds them itself, once
        vorhanden = {name for name, _ in neu}
        neu += [zeile for zeile in KOPF if zeile[0] not in vorhanden]
    return neu
