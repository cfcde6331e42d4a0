"""What an HTTP request asks of `/sparql`.

Source: https://www.w3.org/TR/sparql11-protocol/ (2.1, query operation)
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from leitlinien.web.sparql.dienst import Abgewiesen
from leitlinien.web.verhandlung import guete

FORMULAR, FRAGE, AENDERUNG = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
TABELLEN = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHEN = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""Forms of results and their media types; the first is given where the client prefers none."""
_AUCH = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}
_GRAPHAUSWAHL = ("default-graph-uri", "named-graph-uri")
_MARKE = re.compile(
    r"""\#[^\r\n]*
      | <[^<>"{}|^`\\\x00-\x20]*>
      | \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
      | (?P<wort>[?$@:]?[\w.:%-]+)""",
    re.VERBOSE | re.DOTALL,
)
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_GRENZE = 0x10FFFF


class Gefragt(NamedTuple):
    """A query and the forms in which its answer is wanted."""

    frage: str
    tabelle: str | None
    graph: str | None


def parameter(methode: str, zeile: str, typ: str, rumpf: bytes) -> dict[str, list[str]]:
    """The parameters of a request by its method, query string, content type and body. Raises `Abgewiesen`."""
    paare = parse_qsl(zeile, keep_blank_values=True)
    if methode == "POST":
        medium = typ.partition(";")[0].strip().lower()
        try:
            text = rumpf.decode()
        except UnicodeDecodeError:
            raise Abgewiesen(400, "Die Frage ist kein UTF-8.") from None
        if medium == AENDERUNG:
            raise _nur_lesend()
        if medium == FRAGE:
            paare.append(("query", text))
        elif medium == FORMULAR:
            paare = parse_qsl(text, keep_blank_values=True)
        else:
            raise Abgewiesen(415, f"POST nimmt {FORMULAR} mit `query` oder {FRAGE}.")
    gefunden: dict[str, list[str]] = {}
    for name, wert in paare:
        gefunden.setdefault(name, []).append(wert)
    return gefunden


def lies(parameter: Mapping[str, list[str]], accept: str | None) -> Gefragt:
    """The query. Raises `Abgewiesen` for what is none, or none that this service answers."""
    if "update" in parameter:
        raise _nur_lesend()
    if any(p in parameter for p in _GRAPHAUSWAHL):
        raise Abgewiesen(400, "Hier gibt es nur einen Graphen; `default-graph-uri` und `named-graph-uri` weglassen.")
    fragen = parameter.get("query", [])
    if len(fragen) != 1 or not fragen[0].strip():
        raise Abgewiesen(400, "Es fehlt die Frage: genau ein Parameter `query`.")
    pruefe(fragen[0])
    return Gefragt(fragen[0], *formen(parameter.get("format", [""])[-1], accept))


def pruefe(frage: str) -> None:
    """Refuse what would leave this server or names other graphs. Raises `Abgewiesen`.

    The reader of queries could not reach another server anyway (`prozess`); this is for a clear message.
    """
    worte = {t["wort"].upper() for t in _MARKE.finditer(_CODE.sub(_zeichen, frage)) if t["wort"]}
    if "SERVICE" in worte:
        raise Abgewiesen(400, "SERVICE fragt andere Server; das ist hier abgeschaltet.")
    if "FROM" in worte:
        raise Abgewiesen(400, "Hier gibt es nur einen Graphen; FROM weglassen.")
    if not worte & {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"} and worte & {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP"}:
        raise _nur_lesend()


def formen(format: str, accept: str | None) -> tuple[str | None, str | None]:
    """Form of a table and of triples; `format` wins over `Accept`. Raises `Abgewiesen` for an unknown `format`."""
    if format:
        if format not in TABELLEN | GRAPHEN:
            raise Abgewiesen(400, f"`format` kennt {', '.join((*TABELLEN, *GRAPHEN))}.")
        return (format if format in TABELLEN else None), (format if format in GRAPHEN else None)
    if accept is None or not accept.strip():
        return next(iter(TABELLEN)), next(iter(GRAPHEN))
    gefunden = guete(accept)
    for medium, form in _AUCH.items():
        if medium in gefunden:
            gefunden.setdefault(TABELLEN[form], gefunden[medium])
    return _beste(TABELLEN, gefunden), _beste(GRAPHEN, gefunden)


def _beste(formen: Mapping[str, str], gefunden: Mapping[str, float]) -> str | None:
    def rang(form: str) -> float:
        medium = formen[form]
        bereiche = (medium, f"{medium.partition('/')[0]}/*", "*/*")
        return next((gefunden[b] for b in bereiche if b in gefunden), 0.0)

    beste = max(formen, key=rang)
    return beste if rang(beste) > 0 else None


def _zeichen(treffer: re.Match[str]) -> str:
    nummer = int(treffer[1] or treffer[2], 16)
    return chr(nummer) if nummer <= _GRENZE else ""


def _nur_lesend() -> Abgewiesen:
    return Abgewiesen(400, "Änderungen nimmt dieser Dienst nicht an; er liest nur.")


__all__ = ["GRAPHEN", "TABELLEN", "Gefragt", "formen", "lies", "parameter", "pruefe"]
