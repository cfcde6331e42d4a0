"""What an HTTP request asks of `/graphql`: the media type of the answer, and the parameters of the question.

Source: https://graphql.github.io/graphql-over-http/draft/ and its appendix on persisted documents. Where the draft and
the older wording of its audit suite differ, `docs/decisions/2026-11-21-graphql-over-http.md` says what holds here.
"""

import asyncio
from collections.abc import Mapping, Sequence
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

import orjson

if TYPE_CHECKING:
    from starlette.types import Message, Receive

ANTWORT = "application/graphql-response+json"
JSON = "application/json"
UNGUELTIG = "UNGUELTIGE_ANFRAGE"
TEXTE = ("query", "documentId", "operationName")
OBJEKTE = ("variables", "extensions")
"""Parameters by what they are."""


class Abgelehnt(Exception):
    """A request that is no question this service answers; carries its status."""

    def __init__(
        self,
        status: int,
        code: str,
        text: str,
        kopf: Mapping[str, str] | None = None,
        orte: Sequence[Mapping[str, int]] = (),
    ) -> None:
        super().__init__(text)
        self.status, self.code, self.kopf, self.orte = status, code, dict(kopf or {}), orte

    @property
    def rumpf(self) -> bytes:
        """A well-formed GraphQL response with this one error."""
        stelle = {"locations": self.orte} if self.orte else {}
        return orjson.dumps({"errors": [{"message": str(self), **stelle, "extensions": {"code": self.code}}]})


class Parameter(NamedTuple):
    """The parameters of a request, each of the right type."""

    query: str | None
    document_id: str | None
    operation: str | None
    variablen: Mapping[str, Any]


def guete(accept: str) -> dict[str, float]:
    """Quality of each media range of an `Accept` header; what cannot be read has none."""
    gefunden: dict[str, float] = {}
    for teil in accept.lower().split(","):
        typ, *parameter = (s.strip() for s in teil.split(";"))
        q = next((p[2:] for p in parameter if p.startswith("q=")), "1")
        zeichensatz = next((p[8:].strip('"') for p in parameter if p.startswith("charset=")), "utf-8")
        try:
            gefunden[typ] = float(q) if zeichensatz in {"utf-8", "utf8"} else 0.0
        except ValueError:
            gefunden[typ] = 0.0
    return gefunden


@lru_cache(maxsize=256)
def medium(accept: str | None) -> str | None:
    """The media type of the answer; None when the client takes neither."""
    if accept is None or not accept.strip():
        return JSON
    gefunden = guete(accept)
    rest = gefunden.get("application/*", gefunden.get("*/*", 0.0))
    json, antwort = gefunden.get(JSON, rest), gefunden.get(ANTWORT, rest)
    if not max(json, antwort) > 0:
        return None
    return ANTWORT if antwort > json or (antwort == json and ANTWORT in gefunden) else JSON


@lru_cache(maxsize=256)
def ist_json(content_type: str) -> bool:
    """Whether a body is JSON in UTF-8."""
    typ, *parameter = (s.strip().lower() for s in content_type.split(";"))
    zeichensatz = next((p[8:].strip('"') for p in parameter if p.startswith("charset=")), "utf-8")
    return typ == JSON and zeichensatz in {"utf-8", "utf8"}


class Lesewache:
    """Ends the reading of bodies that do not arrive. One timer for all: one for each costs as much as an answer."""

    def __init__(self, sekunden: float) -> None:
        self.sekunden = sekunden
        self._offen: dict[asyncio.Task[Any], float] = {}
        self._ueberfaellig: set[asyncio.Task[Any]] = set()
        self._schleife: asyncio.AbstractEventLoop | None = None
        """Where a timer is set."""

    def beginne(self) -> "asyncio.Task[Any]":
        """The running task reads from now on."""
        leser = asyncio.current_task()
        if leser is None:
            raise RuntimeError("outside of a task")
        schleife = leser.get_loop()
        if self._schleife is not schleife:  # none is set there
            self._schleife = schleife
            schleife.call_later(self.sekunden / 4, self._sieh_nach)
        self._offen[leser] = monotonic()
        return leser

    def beende(self, leser: "asyncio.Task[Any]") -> bool:
        """It reads no more; whether that is because it was ended here."""
        self._offen.pop(leser, None)
        if leser not in self._ueberfaellig:
            return False
        self._ueberfaellig.discard(leser)
        leser.uncancel()
        return True

    def _sieh_nach(self) -> None:
        jetzt = monotonic()
        for leser, seit in list(self._offen.items()):
            if jetzt - seit > self.sekunden:
                del self._offen[leser]
                self._ueberfaellig.add(leser)
                leser.cancel()
        if self._offen and self._schleife is not None:
            self._schleife.call_later(self.sekunden / 4, self._sieh_nach)
        else:
            self._schleife = None


async def lies_rumpf(receive: "Receive", hoechstens: int, wache: Lesewache, laenge: str | bytes | None) -> bytes:
    """The body of a request. Raises `Abgelehnt` when it is too large or takes too long."""
    if laenge and laenge.isdigit() and int(laenge) > hoechstens:
        raise _zu_gross(hoechstens)
    leser = wache.beginne()
    ueberfaellig = False
    try:
        nachricht = await receive()
        if nachricht["type"] == "http.request" and not nachricht.get("more_body"):  # what is small comes in one piece
            rumpf: bytes = nachricht.get("body", b"")
            if len(rumpf) > hoechstens:
                raise _zu_gross(hoechstens)
        else:
            rumpf = await _alles(nachricht, receive, hoechstens)
    except asyncio.CancelledError:
        ueberfaellig = wache.beende(leser)
        if not ueberfaellig:
            raise
    finally:
        wache.beende(leser)
    if ueberfaellig:
        text = f"Die Anfrage ist in {wache.sekunden:g} Sekunden nicht ganz angekommen."
        raise Abgelehnt(408, "ZU_LANGSAM", text, {"connection": "close"})
    return rumpf


async def _alles(nachricht: "Message", receive: "Receive", hoechstens: int) -> bytes:
    stuecke = bytearray()
    while True:
        if nachricht["type"] == "http.disconnect":
            raise Abgelehnt(400, UNGUELTIG, "Die Anfrage ist nicht ganz angekommen.")
        stuecke += nachricht.get("body", b"")
        if len(stuecke) > hoechstens:
            raise _zu_gross(hoechstens)
        if not nachricht.get("more_body"):
            return bytes(stuecke)
        nachricht = await receive()


def _zu_gross(hoechstens: int) -> Abgelehnt:
    # closing keeps the server from reading what nobody wants
    return Abgelehnt(413, "ZU_GROSS", f"Die Anfrage ist größer als {hoechstens} Bytes.", {"connection": "close"})


def aus_rumpf(rumpf: bytes) -> Parameter:
    """The parameters of a JSON body. Raises `Abgelehnt`."""
    werte = _gelesen(rumpf, "Die Anfrage")
    if isinstance(werte, list):
        raise Abgelehnt(422, "STAPEL", "Die Anfrage ist kein JSON-Objekt; Stapel von Anfragen gibt es hier nicht.")
    if not isinstance(werte, dict):
        raise Abgelehnt(422, UNGUELTIG, "Die Anfrage ist kein JSON-Objekt.")
    return _geprueft(werte)


def aus_adresse(zeichenkette: bytes) -> Parameter:
    """The parameters of a query string. Raises `Abgelehnt`."""
    try:
        paare = parse_qsl(zeichenkette.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError):
        raise Abgelehnt(400, UNGUELTIG, "Die Adresse ist nicht richtig geschrieben (UTF-8, %-Schreibweise).") from None
    werte: dict[str, Any] = {}
    for name, wert in paare:
        if name in werte and name in (*TEXTE, *OBJEKTE):
            raise Abgelehnt(422, UNGUELTIG, f"`{name}` steht mehrmals in der Adresse.")
        werte[name] = wert
    for name in OBJEKTE:
        if name in werte:
            werte[name] = _gelesen(werte[name].encode(), f"`{name}`") if werte[name] else None
    if not werte.get("operationName"):
        werte.pop("operationName", None)
    return _geprueft(werte)


def _geprueft(werte: Mapping[str, Any]) -> Parameter:
    for namen, typ, wort in ((TEXTE, str, "Text"), (OBJEKTE, dict, "ein Objekt")):
        for name in namen:
            if not isinstance(werte.get(name), typ | None):
                raise Abgelehnt(422, UNGUELTIG, f"`{name}` ist nicht {wort}.")
    query, document_id = werte.get("query"), werte.get("documentId")
    if (query is None) == (document_id is None):
        text = "`query` und `documentId` sind beide da; eines genügt."
        raise Abgelehnt(422, UNGUELTIG, "`query` oder `documentId` fehlt." if query is None else text)
    return Parameter(query, document_id, werte.get("operationName"), werte.get("variables") or {})


def _gelesen(text: bytes, was: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as fehler:
        raise Abgelehnt(400, UNGUELTIG, f"{was} ist kein gültiges JSON (Zeichen {fehler.pos}).") from fehler
