r"""Canonical bytes and hashes: the same data has the same hash on every host and database.

JSON here is what `orjson` writes: UTF-8, no white space, keys of objects sorted by code point, non-ASCII characters as
they are. Every line ends with one line feed (0x0A); JSON strings hold none, so lines cannot be forged. Hashes are
SHA-256, written as 64 lower-case hex digits.

Cells (see `tables.Form`). `werte` and `angaben` are canonical JSON *texts*, hashed as text, so that what stands in
the database is covered to the byte::

    werte    {"<predicate IRI>": "lexical" | {"<tag>": "text"} | ["sorted", …], …}
    angaben  {} or those of anteil, aussage, begruendung, belege, status, wann, wer that differ from a bare link

Row line, links after nodes, each sorted by its key columns (code points, column by column)::

    ["knoten",pfad,art,werte]\n
    ["link",von,praedikat,nach,angaben]\n

Hash of a revision: SHA-256 over the header line, then one line per closed row (`-` before the row line) and added row
(`+` before it), in the order of row lines; of one key first the closed row. `null` where there is none::

    ["leitlinien-revision/1",nummer,zeit,autor,grund,quelle,quell_hash,vorher]\n
    -["knoten","kiel/K05","https://w3id.org/leitlinien/def#Ziel","{…}"]\n
    +["knoten","kiel/K05","https://w3id.org/leitlinien/def#Ziel","{…}"]\n

Hash of a state, whatever its history: SHA-256 over `"leitlinien-zustand/1"\n` and the lines of all its rows.

Checksum of a row: the first 16 hex digits of SHA-256 over
`[seit_revision,bis_revision,"knoten"|"link",…cells]`. It only helps to *name* an altered row; the chain proves it.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any, Protocol

import orjson

from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile
from leitlinien.store.tables import KNOTEN, LINK, Form

__all__ = [
    "Hashwerk",
    "Zellen",
    "angabentext",
    "json_text",
    "knotenzellen",
    "kopfzeile",
    "linkzellen",
    "pruefsumme",
    "revisionshash",
    "zeile",
    "zeilen",
    "zustand_beginnen",
    "zustandshash",
]

Zellen = tuple[str, ...]
"""The cells of one row: key columns, then content columns."""


class Hashwerk(Protocol):
    """A running SHA-256."""

    def update(self, data: bytes, /) -> None:
        """Take more bytes."""

    def hexdigest(self) -> str:
        """Hash of the bytes so far."""


def json_text(wert: Any) -> str:
    """Canonical JSON text."""
    return orjson.dumps(wert, option=orjson.OPT_SORT_KEYS).decode()


def angabentext(angaben: Angaben) -> str:
    """What a link says about itself, as canonical JSON of all that differs from a bare link."""
    if angaben == BLOSS:
        return "{}"
    teile: dict[str, Any] = {}
    if angaben.status is not BLOSS.status:
        teile["status"] = angaben.status.name
    for name in ("anteil", "begruendung", "wer", "wann"):
        if (wert := getattr(angaben, name)) is not None:
            teile[name] = wert
    if angaben.belege:
        teile["belege"] = sorted(angaben.belege)
    if angaben.aussage:
        teile["aussage"] = True
    return json_text(teile)


def knotenzellen(knoten: Knotenzeile) -> Zellen:
    """Cells of a node."""
    werte = {k: sorted(w) if isinstance(w, list) else w for k, w in knoten.werte.items()}
    return knoten.pfad, knoten.art, json_text(werte)


def linkzellen(link: Linkzeile) -> Zellen:
    """Cells of a link."""
    return link.von, link.praedikat, link.nach, angabentext(link.angaben)


def zeile(form: Form, zellen: Zellen) -> bytes:
    """Row line."""
    return orjson.dumps((form.name, *zellen), option=orjson.OPT_APPEND_NEWLINE)


def zeilen(form: Form, schub: Iterable[Zellen]) -> bytes:
    """The row lines of many rows, one after another."""
    name, dumps, ende = form.name, orjson.dumps, orjson.OPT_APPEND_NEWLINE
    return b"".join([dumps((name, *zellen), option=ende) for zellen in schub])


def pruefsumme(form: Form, zellen: Zellen, seit: int, bis: int | None) -> str:
    """Checksum of a row as it stands."""
    return sha256(orjson.dumps((seit, bis, form.name, *zellen))).hexdigest()[:16]


def kopfzeile(*angaben: int | str | None) -> bytes:
    """Header line of a revision: number, time, author, reason, source, source hash, previous hash."""
    return orjson.dumps(("leitlinien-revision/1", *angaben), option=orjson.OPT_APPEND_NEWLINE)


def revisionshash(kopf: bytes, geschlossen: dict[Form, list[Zellen]], neu: dict[Form, list[Zellen]]) -> str:
    """Hash of a revision from its header line and its rows, in any order."""
    hashwerk = sha256(kopf)
    for form in (KNOTEN, LINK):
        breite = len(form.schluessel)
        zeilen = [(z[:breite], 0, z) for z in geschlossen[form]] + [(z[:breite], 1, z) for z in neu[form]]
        zeilen.sort()
        for _, ist_neu, zellen in zeilen:
            hashwerk.update(b"+" if ist_neu else b"-")
            hashwerk.update(zeile(form, zellen))
    return hashwerk.hexdigest()


def zustand_beginnen() -> Hashwerk:
    """A state's hash before its first row; update it with the lines of the rows in order."""
    return sha256(b'"leitlinien-zustand/1"\n')


def zustandshash(bestand: Bestand) -> str:
    """Hash of a state given as rows in any order."""
    hashwerk = zustand_beginnen()
    _sortiert(hashwerk, KNOTEN, bestand.knoten, knotenzellen)
    _sortiert(hashwerk, LINK, bestand.links, linkzellen)
    return hashwerk.hexdigest()


def _sortiert(hashwerk: Hashwerk, form: Form, zeilen: Iterable[Any], zellen: Callable[[Any], Zellen]) -> None:
    for z in sorted(map(zellen, zeilen)):
        hashwerk.update(zeile(form, z))
