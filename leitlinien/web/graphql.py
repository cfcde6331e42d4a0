"""GraphQL over HTTP: GET and POST JSON; status and media type as the draft of the specification says.

Source: https://graphql.github.io/graphql-over-http/draft/
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from leitlinien.api import Kontext

ANTWORT = "application/graphql-response+json"
JSON = "application/json"
GROESSTE_ANFRAGE = 1_000_000
"""Largest request body in bytes."""
TEILWEISE = 294
"""Status of an answer with data and errors (draft of August 2026)."""


Ausfuehrung: TypeAlias = Callable[[Kontext, str, Mapping[str, Any] | None, str | None], dict[str, Any]]
"""Runs a document with variables and operation name; `api.fuehre_aus` with its schema."""


class Abgelehnt(Exception):  # noqa: N818 - not a failure of ours
    """A request that is no GraphQL request; carries its status."""

    def __init__(self, status: int, code: str, text: str, kopf: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.code, self.kopf = status, code, dict(kopf or {})


class Endpunkt:
    """The route `/graphql`. Each request takes the newest state and keeps it to its end."""

    def __init__(self, ausfuehren: Ausfuehrung, kontext: Callable[[], Kontext]) -> None:
        self._ausfuehren, self._kontext = ausfuehren, kontext

    async def __call__(self, anfrage: Request) -> Response:
        """Answer one request. Reading, running and encoding happen in a thread, so the loop is free meanwhile."""
        medium = JSON
        try:
            medium = _medium(anfrage.headers.get("accept"))
            frage = await _frage(anfrage)
            return await run_in_threadpool(self._antworte, frage, medium)
        except Abgelehnt as grund:
            fehler = {"errors": [{"message": str(grund), "extensions": {"code": grund.code}}]}
            return Response(orjson.dumps(fehler), grund.status, grund.kopf, medium)

    def _antworte(self, frage: Mapping[str, Any], medium: str) -> Response:
        antwort = self._ausfuehren(self._kontext(), frage["query"], frage.get("variables"), frage.get("operationName"))
        return Response(orjson.dumps(antwort), _status(antwort, medium), media_type=medium)


def _status(antwort: Mapping[str, Any], medium: str) -> int:
    if medium == JSON or "errors" not in antwort:
        return 200
    if "data" not in antwort:
        return 400
    return TEILWEISE


def _medium(accept: str | None) -> str:
    """The media type of the answer. Raises `Abgelehnt` when the client takes neither."""
    if not accept or not accept.strip():
        return JSON
    guete: dict[str, float] = {}
    for teil in accept.split(","):
        typ, *parameter = (s.strip().lower() for s in teil.split(";"))
        q = next((p[2:] for p in parameter if p.startswith("q=")), "1")
        try:
            guete[typ] = float(q)
        except ValueError:
            guete[typ] = 0.0
    rest = guete.get("application/*", guete.get("*/*", 0.0))
    json, antwort = guete.get(JSON, rest), guete.get(ANTWORT, rest)
    if max(json, antwort) <= 0:
        raise Abgelehnt(406, "NICHT_ANNEHMBAR", f"Antworten gibt es als {ANTWORT} und {JSON}.")
    return ANTWORT if antwort > json or (antwort == json and ANTWORT in guete) else JSON


async def _frage(anfrage: Request) -> dict[str, Any]:
    """The parameters of a request. Raises `Abgelehnt`."""
    if anfrage.method == "POST":
        frage = await _aus_rumpf(anfrage)
    else:
        frage = dict(anfrage.query_params)
        for name in ("variables", "extensions"):
            if name in frage:
                frage[name] = _gelesen(frage[name].encode(), f"`{name}`")
    for name, typ, wort in (("query", str, "Text"), ("operationName", str, "Text"), ("variables", dict, "ein Objekt")):
        wert = frage.get(name)
        if (wert is None and name == "query") or not isinstance(wert, typ | None):
            raise Abgelehnt(400, "UNGUELTIGE_ANFRAGE", f"`{name}` fehlt oder ist nicht {wort}.")
    return frage


async def _aus_rumpf(anfrage: Request) -> dict[str, Any]:
    typ = anfrage.headers.get("content-type", "").split(";")[0].strip().lower()
    if typ != JSON:
        raise Abgelehnt(415, "INHALTSTYP", f"Anfragen mit POST kommen als {JSON}.", {"accept": JSON})
    rumpf = bytearray()
    async for stueck in anfrage.stream():
        rumpf += stueck
        if len(rumpf) > GROESSTE_ANFRAGE:
            raise Abgelehnt(413, "ZU_GROSS", f"Die Anfrage ist größer als {GROESSTE_ANFRAGE} Bytes.")
    frage = _gelesen(bytes(rumpf), "Die Anfrage")
    if not isinstance(frage, dict):
        raise Abgelehnt(400, "UNGUELTIGE_ANFRAGE", "Die Anfrage ist kein JSON-Objekt; Stapel gibt es nicht.")
    return frage


def _gelesen(text: bytes, was: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as fehler:
        raise Abgelehnt(400, "UNGUELTIGE_ANFRAGE", f"{was} ist kein gültiges JSON (Zeichen {fehler.pos}).") from fehler
