"""The log: one line of JSON for each request and for each event, with the request's id.

Requests are written together, some times a second: at thousands a second, a record of its own for each would cost more
than the answer. No line holds a query, variables or an address beyond its path.
"""

import asyncio
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from itertools import count
from secrets import token_hex
from typing import IO, Any, NamedTuple

import orjson

anfrage: ContextVar[str | None] = ContextVar("anfrage", default=None)
"""Id of the request that is being answered."""
zeilen = logging.getLogger("leitlinien.anfragen")
"""Gets the lines of the requests, several in one record."""
PAUSE = 0.1
"""Seconds for which lines are collected."""
MEISTE = 5000
"""Lines that are collected."""
ERLAUBT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
LAENGSTE = 64

_vorsatz = token_hex(4)
_zaehler = count(1)


def neue_kennung(vorgeschlagen: str | None = None) -> str:
    """An id for a request: the one its sender gave it, if that is harmless, else a new one."""
    if vorgeschlagen and len(vorgeschlagen) <= LAENGSTE and ERLAUBT.issuperset(vorgeschlagen):
        return vorgeschlagen
    return f"{_vorsatz}-{next(_zaehler)}"


class Zeile(NamedTuple):
    """What is said about a request."""

    zeit: float
    """When it was answered, in seconds since 1970."""
    anfrage: str
    methode: str
    pfad: str
    status: int
    ms: float
    """How long that took, in milliseconds."""
    revision: int | None

    def __str__(self) -> str:
        werte = self._asdict() | {"zeit": _iso(self.zeit), "ms": round(self.ms, 2)}
        return orjson.dumps(werte).decode()


class Anfrageprotokoll:
    """Collects the lines of requests and writes them from time to time."""

    def __init__(self, *, an: bool) -> None:
        self.an = an
        self._offen: list[Zeile] = []

    def merke(self, zeile: "Zeile") -> None:
        """A request that was answered; must be called on the event loop."""
        if not self.an:
            return
        if not self._offen:
            asyncio.get_running_loop().call_later(PAUSE, self.schreibe)
        self._offen.append(zeile)
        if len(self._offen) >= MEISTE:
            self.schreibe()

    def schreibe(self) -> None:
        """Write what was collected."""
        offen, self._offen = self._offen, []
        if offen and zeilen.isEnabledFor(logging.INFO):
            zeilen.info("%s", "\n".join(map(str, offen)))


def _iso(zeit: float) -> str:
    return datetime.fromtimestamp(zeit, UTC).isoformat(timespec="milliseconds")


class AlsJson(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; those of requests are lines of JSON already."""
        if record.name == zeilen.name:
            return record.getMessage()
        werte: dict[str, Any] = {
            "zeit": _iso(record.created),
            "stufe": record.levelname,
            "quelle": record.name,
            "anfrage": anfrage.get(),
            "meldung": record.getMessage(),
        }
        if record.exc_info:
            werte["spur"] = self.formatException(record.exc_info)
        return orjson.dumps({name: wert for name, wert in werte.items() if wert is not None}).decode()


def richte_ein(ziel: IO[str] | None = None) -> dict[str, Any]:
    """Send everything that is logged to `ziel` (standard error) as JSON. Returns what uvicorn is told about logging."""
    ausgabe = logging.StreamHandler(ziel or sys.stderr)
    ausgabe.setFormatter(AlsJson())
    wurzel = logging.getLogger()
    wurzel.handlers = [ausgabe]
    wurzel.setLevel(logging.WARNING)
    zeilen.setLevel(logging.INFO)
    return {"version": 1, "disable_existing_loggers": False}
