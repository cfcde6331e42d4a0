"""Cells of the database back to rows, read through the names that fields and kinds had before."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from leitlinien.errors import StoreBeschaedigt
from leitlinien.kinds import LinkStatus
from leitlinien.rows import BLOSS, Angaben, Knotenzeile, Linkzeile
from leitlinien.store.hashing import Zellen, json_text
from leitlinien.store.tables import KNOTEN, Form

__all__ = ["Angabenleser", "knotenwerte", "knotenzeile", "lesezellen", "linkzeile"]


def knotenzeile(zellen: Zellen, lesenamen: Mapping[str, str]) -> Knotenzeile:
    """Node from its cells. Raises `StoreBeschaedigt` when they cannot be one."""
    pfad, art, werte = zellen
    gelesen = _json("knotenversion", pfad, werte)
    if lesenamen:
        return Knotenzeile(pfad, lesenamen.get(art, art), _umbenannt(gelesen, lesenamen))
    return Knotenzeile(pfad, art, gelesen)


def linkzeile(zellen: Zellen, lesenamen: Mapping[str, str]) -> Linkzeile:
    """Link from its cells. Raises `StoreBeschaedigt` when they cannot be one."""
    von, praedikat, nach, text = zellen
    praedikat = lesenamen.get(praedikat, praedikat)
    if text == "{}":
        return Linkzeile(von, praedikat, nach, BLOSS)
    try:
        return Linkzeile(von, praedikat, nach, _angaben(text))
    except (KeyError, TypeError, ValueError) as fehler:
        raise _unlesbar("linkversion", f"{von} {praedikat} {nach}") from fehler


class Angabenleser(dict[str, Angaben]):
    """What links say by its stored text, each distinct text read once. Raises KeyError, TypeError or ValueError."""

    def __missing__(self, text: str) -> Angaben:
        gelesen = self[text] = BLOSS if text == "{}" else _angaben(text)
        return gelesen


def _angaben(text: str) -> Angaben:
    teile = orjson.loads(text)
    if not isinstance(teile, dict):
        raise TypeError(text)
    status = LinkStatus[teile.pop("status", BLOSS.status.name)]
    return Angaben(status=status, belege=tuple(teile.pop("belege", ())), **teile)


def knotenwerte(texte: Sequence[str], lesenamen: Mapping[str, str]) -> list[dict[str, Any]] | None:
    """The values of many nodes; None when one of the texts cannot be any."""
    try:
        werte = list(map(orjson.loads, texte))
    except orjson.JSONDecodeError:
        return None
    if not set(map(type, werte)) <= {dict}:
        return None
    return [_umbenannt(w, lesenamen) for w in werte] if lesenamen else werte


def lesezellen(form: Form, zellen: Zellen, lesenamen: Mapping[str, str]) -> Zellen:
    """The cells as they would be written today, under today's names."""
    if not lesenamen:
        return zellen
    if form is KNOTEN:
        pfad, art, werte = zellen
        return pfad, lesenamen.get(art, art), json_text(_umbenannt(_json("knotenversion", pfad, werte), lesenamen))
    von, praedikat, nach, angaben = zellen
    return von, lesenamen.get(praedikat, praedikat), nach, angaben


def _umbenannt(werte: dict[str, Any], lesenamen: Mapping[str, str]) -> dict[str, Any]:
    # A value under today's name wins over one under the name before.
    return {neu: w for alt, w in werte.items() if (neu := lesenamen.get(alt, alt)) == alt or neu not in werte}


def _json(tabelle: str, schluessel: str, text: str) -> dict[str, Any]:
    try:
        wert = orjson.loads(text)
    except orjson.JSONDecodeError as fehler:
        raise _unlesbar(tabelle, schluessel) from fehler
    if not isinstance(wert, dict):
        raise _unlesbar(tabelle, schluessel)
    return wert


def _unlesbar(tabelle: str, schluessel: str) -> StoreBeschaedigt:
    return StoreBeschaedigt(
        f"{tabelle} {schluessel}: Der gespeicherte Inhalt ist nicht lesbar. `leitlinien verify` zeigt alle Schäden."
    )
