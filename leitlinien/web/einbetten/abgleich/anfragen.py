"""What a request of the reconciliation service asks for, read and checked; every mistake is named with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from leitlinien.kinds import Modell
from leitlinien.web.einbetten.abgleich import eigenschaften
from leitlinien.web.einbetten.offen import lies_json
from leitlinien.web.verhandlung import Abgelehnt

if TYPE_CHECKING:
    from starlette.requests import Request

MEISTE_FRAGEN = 100
MEISTE_IDS = 500
MEISTE_EIGENSCHAFTEN = 30
VORGABE, MEISTE_KANDIDATEN = 5, 50
LAENGSTE = 500
"""Characters of a name."""
STELLEN = 4
"""Digits of a number of values; of more, all are meant."""
FORMULAR = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Frage:
    """One name to find."""

    text: str
    arten: tuple[str, ...]
    """Names of kinds; empty for all."""
    limit: int
    eigenschaften: tuple[tuple[str, list[Any]], ...]
    """Property and the values of which one is sought."""


@dataclass(frozen=True)
class Erweiterung:
    """Columns to fill."""

    ids: list[str]
    eigenschaften: list[tuple[str, int]]
    """Property and the most values in a cell."""


def parameter(anfrage: "Request", rumpf: bytes) -> dict[str, str]:
    """The parameters of the address and of a form. Raises `Abgelehnt`."""
    gefunden = dict(anfrage.query_params)
    if anfrage.method == "POST":
        typ = anfrage.headers.get("content-type", "").split(";")[0].strip().lower()
        if typ != FORMULAR:
            raise Abgelehnt(415, "INHALTSTYP", f"Anfragen mit POST kommen als {FORMULAR}.", {"accept-post": FORMULAR})
        try:
            paare = parse_qsl(rumpf.decode(), keep_blank_values=True, errors="strict", max_num_fields=20)
        except ValueError:
            raise Abgelehnt(
                400, "EINGABE", "Das Formular ist nicht richtig geschrieben (UTF-8, %-Schreibweise)."
            ) from None
        gefunden |= dict(paare)
    return gefunden


def fragen(text: str, modell: Modell) -> dict[str, Frage]:
    """The names of a batch by their keys. Raises `Abgelehnt`."""
    gelesen = lies_json(text.encode(), "`queries`")
    if not isinstance(gelesen, dict):
        raise Abgelehnt(400, "EINGABE", '`queries` ist kein Objekt wie {"q0": {"query": "…"}}.')
    _nicht_mehr(len(gelesen), MEISTE_FRAGEN, "Namen")
    return {schluessel: _frage(schluessel, wert, modell) for schluessel, wert in gelesen.items()}


def erweiterung(text: str, modell: Modell) -> Erweiterung:
    """What columns to fill for which nodes. Raises `Abgelehnt`."""
    gelesen = lies_json(text.encode(), "`extend`")
    ids = gelesen.get("ids") if isinstance(gelesen, dict) else None
    felder = gelesen.get("properties") if isinstance(gelesen, dict) else None
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids) or not isinstance(felder, list):
        raise Abgelehnt(400, "EINGABE", '`extend` ist kein Objekt wie {"ids": ["…"], "properties": [{"id": "…"}]}.')
    _nicht_mehr(len(ids), MEISTE_IDS, "Knoten")
    _nicht_mehr(len(felder), MEISTE_EIGENSCHAFTEN, "Eigenschaften")
    return Erweiterung(ids, [_spalte(f, modell) for f in felder])


def _frage(schluessel: str, wert: Any, modell: Modell) -> Frage:
    if not isinstance(wert, Mapping) or not isinstance(wert.get("query"), str):
        raise Abgelehnt(400, "EINGABE", f"`queries`, {schluessel[:50]}: Es fehlt der Text `query`.")
    if len(wert["query"]) > LAENGSTE:
        raise Abgelehnt(400, "EINGABE", f"`queries`, {schluessel[:50]}: `query` ist länger als {LAENGSTE} Zeichen.")
    arten = wert.get("type") or []
    gelesen = [_id(t) for t in (arten if isinstance(arten, list) else [arten])]
    streng = wert.get("type_strict") != "should"
    limit = wert.get("limit", VORGABE)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise Abgelehnt(400, "EINGABE", f"`queries`, {schluessel[:50]}: `limit` ist keine ganze Zahl ab 1.")
    geprueft = [eigenschaften.art(modell, t).name for t in gelesen]
    felder = [] if wert.get("properties") is None else wert["properties"]
    if not isinstance(felder, list):
        raise Abgelehnt(400, "EINGABE", f"`queries`, {schluessel[:50]}: `properties` ist keine Liste.")
    _nicht_mehr(len(felder), MEISTE_EIGENSCHAFTEN, "Eigenschaften")
    return Frage(
        wert["query"],
        tuple(geprueft) if streng else (),
        min(limit, MEISTE_KANDIDATEN),
        tuple(_bedingung(f, modell) for f in felder),
    )


def _bedingung(wert: Any, modell: Modell) -> tuple[str, list[Any]]:
    if not isinstance(wert, Mapping) or "pid" not in wert or "v" not in wert:
        raise Abgelehnt(400, "EINGABE", 'Eine Eigenschaft ist kein Objekt wie {"pid": "…", "v": "…"}.')
    gesucht = wert["v"] if isinstance(wert["v"], list) else [wert["v"]]
    return eigenschaften.bekannt(modell, wert["pid"]), gesucht[:MEISTE_EIGENSCHAFTEN]


def _spalte(wert: Any, modell: Modell) -> tuple[str, int]:
    id = eigenschaften.bekannt(modell, _id(wert))
    angaben = wert.get("settings") if isinstance(wert, Mapping) else None
    text = str((angaben or {}).get("limit", 0) if isinstance(angaben, Mapping | None) else 0)
    limit = int(text) if text.isdecimal() and len(text) <= STELLEN else 0
    return id, min(limit, eigenschaften.MEISTE_WERTE) or eigenschaften.MEISTE_WERTE


def _id(wert: Any) -> str:
    return str(wert.get("id", "")) if isinstance(wert, Mapping) else str(wert)


def _nicht_mehr(anzahl: int, hoechstens: int, was: str) -> None:
    if anzahl > hoechstens:
        raise Abgelehnt(413, "ZU_VIELE", f"{anzahl} {was} auf einmal sind zu viele; höchstens {hoechstens}.")
