"""What the answers of this area share: threads, marks, and errors as pages or as text."""

import hashlib
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from leitlinien.errors import Eingabefehler
from leitlinien.web.seite import seite, wurzel
from leitlinien.web.verhandlung import guete

FALSCH = 400
STELLEN = 9
"""Most digits of a revision's number."""


def im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
    """The answer built in a thread; what was asked wrongly is told."""

    async def antworte(anfrage: Request) -> Response:
        try:
            return await run_in_threadpool(baue, anfrage)
        except Eingabefehler as fehler:
            return falsch(anfrage, str(fehler))

    return antworte


def falsch(anfrage: Request, text: str, status: int = FALSCH) -> Response:
    """What is wrong, as a page for people and as text for programs."""
    if "text/html" not in guete(anfrage.headers.get("accept", "")):
        return PlainTextResponse(text, status, {"vary": "Accept"})
    return seite(
        anfrage,
        "fehler.html",
        status=status,
        titel="Das gibt es so nicht",
        text=text,
        zurueck=f"{wurzel(anfrage)}daten",
        zurueck_text="Zu den Daten",
    )


def zahl(anfrage: Request, name: str) -> int | None:
    """A parameter that is a number. Raises `Eingabefehler`."""
    text = anfrage.query_params.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > STELLEN:
        raise Eingabefehler(f"`{name}` ist die Nummer einer Revision, zum Beispiel 3; gegeben war „{text[:40]}“.")
    return int(text)


def mit_marke(anfrage: Request, rumpf: bytes, medium: str, **kopf: str) -> Response:
    """An answer that a client which has it already need not load again."""
    marke = f'"{hashlib.sha256(rumpf).hexdigest()[:32]}"'
    alle = {"etag": marke, "cache-control": "no-cache"} | {n.replace("_", "-"): w for n, w in kopf.items()}
    if kennt(anfrage, marke):
        return Response(status_code=304, headers=alle)
    return Response(rumpf, headers=alle | {"content-type": medium})


def kennt(anfrage: Request, marke: str) -> bool:
    """Whether the client has what this mark stands for."""
    gesagt = anfrage.headers.get("if-none-match", "")
    return any(m.strip().removeprefix("W/") in {marke, "*"} for m in gesagt.split(","))
