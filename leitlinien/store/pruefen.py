"""Check a store from its own rows: every hash of the chain, every row, every link's ends.

One pass over each table in the order in which hashes take the rows, so the cost grows with the rows alone and the
memory with revisions and nodes only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Connection, select, text

from leitlinien.errors import Speicherfehler
from leitlinien.store.hashing import Hashwerk, Zellen, json_text, kopfzeile, pruefsumme, zeile
from leitlinien.store.revisionen import Schaden
from leitlinien.store.tables import FORMEN, KNOTEN, LINK, REVISION, Form
from leitlinien.store.verbindung import Verbindung

__all__ = ["pruefe"]

_SCHUB = 10_000
_KOPF = ("nummer", "zeit", "autor", "grund", "quelle", "quell_hash", "vorher", "hash")
_KANN_FEHLEN = frozenset({"quelle", "quell_hash", "vorher"})

Spanne = tuple[int, int | None]


@dataclass
class _Pruefung:
    schaeden: list[Schaden] = field(default_factory=list)
    kette: dict[int, tuple[Hashwerk, str]] = field(default_factory=dict)
    """Running and stored hash by revision."""
    leben: dict[str, tuple[Spanne, ...]] = field(default_factory=dict)
    """When each node was valid, without gaps between its versions."""

    def melde(self, tabelle: str, schluessel: str, revision: int | None, was: str) -> None:
        self.schaeden.append(Schaden(tabelle, schluessel, revision, was))


def pruefe(verbindung: Verbindung) -> list[Schaden]:
    """All damages, in order of tables, keys and revisions."""
    p = _Pruefung()
    with verbindung.lesend() as c:
        if verbindung.ist_sqlite:
            _datei(c, p)
        _revisionen(verbindung, c, p)
        for form in FORMEN:
            _tabelle(verbindung, c, form, p)
    for nummer, (hashwerk, gespeichert) in p.kette.items():
        if hashwerk.hexdigest() != gespeichert:
            p.melde(
                "revision",
                str(nummer),
                nummer,
                "Der Hash passt nicht zu ihren Angaben und Zeilen: Etwas wurde nachträglich geändert, gelöscht oder "
                "eingefügt.",
            )
    return sorted(set(p.schaeden), key=lambda s: (s.tabelle, s.schluessel, s.revision or 0, s.was))


def _datei(c: Connection, p: _Pruefung) -> None:
    for (satz,) in c.execute(text("PRAGMA integrity_check")):
        if satz != "ok":
            p.melde("Datei", "", None, f"SQLite meldet: {satz}")


def _lies(verbindung: Verbindung, c: Connection, frage: Any, tabelle: str, p: _Pruefung) -> Iterator[Any]:
    try:
        with verbindung.uebersetzt(), c.execute(frage, execution_options={"yield_per": _SCHUB}) as zeilen:
            yield from zeilen
    except Speicherfehler as fehler:
        p.melde(tabelle, "", None, f"Nicht lesbar. {fehler}")


def _revisionen(verbindung: Verbindung, c: Connection, p: _Pruefung) -> None:
    erwartet, vorher = 1, None
    frage = select(*(REVISION.c[s] for s in _KOPF)).order_by(REVISION.c.nummer)
    for satz in _lies(verbindung, c, frage, "revision", p):
        nummer, *rest, hash = satz
        if not isinstance(nummer, int) or not all(
            isinstance(w, str) or (w is None and s in _KANN_FEHLEN) for s, w in zip(_KOPF[1:], satz[1:], strict=True)
        ):
            p.melde("revision", str(nummer), None, "Eine Spalte hat den falschen Typ.")
            continue
        if nummer != erwartet:
            p.melde("revision", str(erwartet), erwartet, f"Sie fehlt; die nächste ist {nummer}.")
        if rest[-1] != vorher:
            p.melde("revision", str(nummer), nummer, "`vorher` ist nicht der Hash der Revision davor.")
        p.kette[nummer] = (sha256(kopfzeile(nummer, *rest)), hash)
        erwartet, vorher = nummer + 1, hash


def _tabelle(verbindung: Verbindung, c: Connection, form: Form, p: _Pruefung) -> None:
    t = form.tabelle.c
    name, breite, zahl = form.tabelle.name, len(form.schluessel), len(form.spalten)
    frage = select(*(t[s] for s in form.spalten), t.seit_revision, t.bis_revision, t.pruefsumme).order_by(
        *(t[s] for s in form.schluessel), t.seit_revision
    )
    davor: tuple[Zellen, Spanne] | None = None
    for satz in _lies(verbindung, c, frage, name, p):
        zellen: Zellen = tuple(satz[:zahl])
        seit, bis, summe = satz[zahl:]
        schluessel = " ".join(map(str, zellen[:breite]))
        if not _hat_typen(zellen, seit, bis):
            p.melde(name, schluessel, None, "Eine Spalte hat den falschen Typ.")
            continue
        if pruefsumme(form, zellen, seit, bis) != summe:
            p.melde(name, schluessel, seit, "Die Prüfsumme passt nicht: Die Zeile wurde nachträglich geändert.")
        if not _ist_kanonisch(zellen[-1]):
            p.melde(name, schluessel, seit, f"`{form.inhalt[-1]}` ist kein JSON, wie der Store es schreibt.")
        _spanne_pruefen(p, name, schluessel, seit, bis)
        if davor and davor[0] == zellen[:breite] and _ueberlappt(davor[1], seit):
            p.melde(name, schluessel, seit, f"Sie gilt zugleich mit der Fassung seit Revision {davor[1][0]}.")
        davor = (zellen[:breite], (seit, bis))
        _hashen(p, zeile(form, zellen), seit, bis)
        if form is KNOTEN:
            _leben_merken(p, zellen[0], (seit, bis))
        else:
            _enden_pruefen(p, schluessel, zellen, (seit, bis))


def _hat_typen(zellen: Zellen, seit: object, bis: object) -> bool:
    # SQLite stores any type in any column.
    return all(isinstance(z, str) for z in zellen) and isinstance(seit, int) and isinstance(bis, int | None)


def _hashen(p: _Pruefung, zeile_: bytes, seit: int, bis: int | None) -> None:
    # Rows of a key come in order, so within a revision the closed row is taken before the added one, as in `hashing`.
    for nummer, zeichen in ((seit, b"+"), (bis, b"-")):
        if nummer in p.kette:
            p.kette[nummer][0].update(zeichen + zeile_)


def _enden_pruefen(p: _Pruefung, schluessel: str, zellen: Zellen, spanne: Spanne) -> None:
    for ende in dict.fromkeys((zellen[0], zellen[2])):
        if not _deckt(p.leben.get(ende, ()), spanne):
            p.melde(
                LINK.tabelle.name, schluessel, spanne[0], f"{ende} ist nicht in jeder Revision des Links ein Knoten."
            )


def _spanne_pruefen(p: _Pruefung, name: str, schluessel: str, seit: int, bis: int | None) -> None:
    for spalte, nummer in (("seit_revision", seit), ("bis_revision", bis)):
        if nummer is not None and nummer not in p.kette:
            p.melde(name, schluessel, seit, f"`{spalte}` nennt Revision {nummer}, die es nicht gibt.")
    if bis is not None and bis <= seit:
        p.melde(name, schluessel, seit, f"Sie endet mit Revision {bis}, bevor sie beginnt.")


def _ueberlappt(davor: Spanne, seit: int) -> bool:
    return davor[1] is None or davor[1] > seit


def _leben_merken(p: _Pruefung, pfad: str, spanne: Spanne) -> None:
    bisher = p.leben.get(pfad, ())
    if bisher and bisher[-1][1] == spanne[0]:
        p.leben[pfad] = (*bisher[:-1], (bisher[-1][0], spanne[1]))
    else:
        p.leben[pfad] = (*bisher, spanne)


def _deckt(leben: tuple[Spanne, ...], spanne: Spanne) -> bool:
    seit, bis = spanne
    return any(von <= seit and (ende is None or (bis is not None and bis <= ende)) for von, ende in leben)


def _ist_kanonisch(inhalt: str) -> bool:
    try:
        wert = orjson.loads(inhalt)
    except orjson.JSONDecodeError:
        return False
    return isinstance(wert, dict) and json_text(wert) == inhalt
