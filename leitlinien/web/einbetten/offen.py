"""Readers for everybody: any page may ask them, any sender only so often, and what goes wrong is said in JSON.

They give nothing that a page does not show to everybody, set no cookie and ask for none, so any origin may read them.
"""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from leitlinien import frist
from leitlinien.errors import Eingabefehler
from leitlinien.frist import Abbruch, Frist
from leitlinien.web.verhandlung import Abgelehnt, Lesewache, lies_rumpf

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from leitlinien.settings import Settings
    from leitlinien.web.einbetten.grenze import Grenze

GROESSTER_RUMPF = 1_000_000
"""Bytes of a request's body."""
LAENGSTE_ADRESSE = 16_384
"""Bytes of a query string."""
SEKUNDEN = 10
"""Longest time for an answer."""
FUER_ALLE = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""Headers of what pages of any origin may read or show."""
VORAB = {
    "access-control-allow-headers": "content-type, x-request-id, if-none-match",
    "access-control-max-age": "600",
}
LESBAR = {"access-control-expose-headers": "etag, retry-after, x-request-id"}
FRISCH = "no-cache"
"""May be kept, but is asked for again before it is used."""


class Offen:
    """One open reader as an ASGI application. `antworte` gets the request and its body, in a thread."""

    def __init__(
        self,
        antworte: Callable[[Request, bytes], Response],
        settings: "Settings",
        grenze: "Grenze | None" = None,
        *,
        methoden: Iterable[str] = ("GET",),
    ) -> None:
        self._antworte, self._grenze = antworte, grenze
        self._methoden = (*(("HEAD",) if "GET" in methoden else ()), *methoden, "OPTIONS")
        self._wache = Lesewache(settings.lesefrist)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        anfrage = Request(scope, receive)
        try:
            antwort = await self._antwort(anfrage)
        except Abgelehnt as grund:
            antwort = fehler(grund.status, grund.code, str(grund), grund.kopf)
        except Eingabefehler as grund:
            antwort = fehler(400, grund.code, str(grund))
        antwort.headers.update(FUER_ALLE | LESBAR)
        await antwort(scope, receive, send)

    async def _antwort(self, anfrage: Request) -> Response:
        erlaubt = ", ".join(self._methoden)
        if anfrage.method == "OPTIONS":
            return Response(
                status_code=204, headers={"allow": erlaubt, "access-control-allow-methods": erlaubt} | VORAB
            )
        if anfrage.method not in self._methoden:
            raise Abgelehnt(405, "METHODE", f"Diese Adresse nimmt {erlaubt}.", {"allow": erlaubt})
        if len(anfrage.scope["query_string"]) > LAENGSTE_ADRESSE:
            raise Abgelehnt(414, "ZU_GROSS", f"Die Adresse ist länger als {LAENGSTE_ADRESSE} Bytes.")
        self._zaehle(anfrage)
        rumpf = b""
        if anfrage.method == "POST":
            rumpf = await lies_rumpf(
                anfrage.receive, GROESSTER_RUMPF, self._wache, anfrage.headers.get("content-length")
            )
        return await run_in_threadpool(self._rechne, anfrage, rumpf)

    def _zaehle(self, anfrage: Request) -> None:
        # whoever stands before the server is believed as uvicorn is told to: it writes the client's address
        if self._grenze is None:
            return
        if warte := self._grenze.wartezeit(anfrage.client.host if anfrage.client else ""):
            sekunden = str(ceil(warte))
            text = f"Zu viele Anfragen von dieser Adresse. Die nächste geht in {sekunden} Sekunden."
            raise Abgelehnt(429, "ZU_VIELE_ANFRAGEN", text, {"retry-after": sekunden})

    def _rechne(self, anfrage: Request, rumpf: bytes) -> Response:
        try:
            with frist.gilt(Frist(monotonic() + SEKUNDEN)):
                return self._antworte(anfrage, rumpf)
        except Abbruch:
            text = f"Die Antwort dauert länger als {SEKUNDEN} Sekunden. Bitte weniger auf einmal fragen."
            raise Abgelehnt(503, "ZEITUEBERSCHREITUNG", text, {"retry-after": "5"}) from None


def json(wert: Any, status: int = 200, *, typ: str = "application/json") -> Response:
    """An answer in JSON."""
    return Response(orjson.dumps(wert), status, {"cache-control": FRISCH}, typ)


def fehler(status: int, code: str, meldung: str, kopf: dict[str, str] | None = None) -> Response:
    """What went wrong, as JSON."""
    antwort = json({"fehler": {"code": code, "meldung": meldung}}, status)
    antwort.headers.update({"cache-control": "no-store"} | (kopf or {}))
    return antwort


def mit_marke(anfrage: Request, antwort: Response) -> Response:
    """The answer with the mark of its bytes, or 304 when the client has them."""
    marke = f'"{hashlib.sha256(bytes(antwort.body)).hexdigest()[:32]}"'
    antwort.headers["etag"] = marke
    gesagt = anfrage.headers.get("if-none-match", "").split(",")
    if antwort.status_code == 200 and any(m.strip().removeprefix("W/") in {marke, "*"} for m in gesagt):  # noqa: PLR2004
        kopf = {n: w for n, w in antwort.headers.items() if n not in {"content-length", "content-type"}}
        return Response(status_code=304, headers=kopf)
    return antwort


def lies_json(rumpf: bytes, was: str) -> Any:
    """JSON of a request. Raises `Abgelehnt`."""
    try:
        return orjson.loads(rumpf)
    except orjson.JSONDecodeError as grund:
        raise Abgelehnt(400, "UNGUELTIGES_JSON", f"{was} ist kein gültiges JSON (Zeichen {grund.pos}).") from grund


def anzahl(text: str | None, vorgabe: int, hoechstens: int, name: str) -> int:
    """A number of things asked for, from 1; more than `hoechstens` are cut to that. Raises `Abgelehnt`."""
    if text is None or not text.strip():
        return vorgabe
    with suppress(ValueError):
        if (zahl := int(text)) > 0:
            return min(zahl, hoechstens)
    raise Abgelehnt(400, "UNGUELTIGE_ZAHL", f"`{name}` ist keine ganze Zahl ab 1: „{text[:20]}“.")
