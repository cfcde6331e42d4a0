"""Pages of a list: how much, where it begins, and page markers that stay valid when nodes are added.

A marker names the last entry by its own values and id, never by a position.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from leitlinien.errors import UngueltigeGroesse, UngueltigerCursor
from leitlinien.state import State

VORGABE = 50
"""Entries of a page when nothing is asked for."""
HOECHSTENS = 500
"""Most entries of a page."""


class Ausschnitt(NamedTuple):
    """The part of a list that a page shows."""

    von: int
    bis: int
    gesamt: int

    @property
    def davor(self) -> bool:
        """Whether something stands before the page."""
        return self.von > 0

    @property
    def danach(self) -> bool:
        """Whether something stands after the page."""
        return self.bis < self.gesamt


def anzahl(argumente: Mapping[str, Any], name: str, hoechstens: int = HOECHSTENS, mindestens: int = 0) -> int | None:
    """A number of entries asked for. Raises `UngueltigeGroesse`."""
    wert: int | None = argumente.get(name)
    if wert is not None and not mindestens <= wert <= hoechstens:
        raise UngueltigeGroesse(name, wert, mindestens, hoechstens)
    return wert


def ausschnitt(gesamt: int, argumente: Mapping[str, Any], nach: int = 0, vor: int | None = None) -> Ausschnitt:
    """The page of a list of `gesamt` entries.

    `nach` is the index of the first entry after the marker `after`, `vor` that of the first one not before `before`.
    Raises `UngueltigeGroesse`.
    """
    first, last = anzahl(argumente, "first"), anzahl(argumente, "last")
    if first is None and last is None:
        first = VORGABE
    von, bis = nach, max(nach, gesamt if vor is None else vor)
    if first is not None:
        bis = min(bis, von + first)
    if last is not None:
        von = max(von, bis - last)
    return Ausschnitt(von, bis, gesamt)


def marke(teile: Sequence[Any]) -> str:
    """An opaque page marker."""
    return base64.urlsafe_b64encode(orjson.dumps(teile)).rstrip(b"=").decode()


def teile(cursor: str, laenge: int) -> list[Any]:
    """What a page marker says; must have `laenge` parts. Raises `UngueltigerCursor`."""
    try:
        inhalt = orjson.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as fehler:
        raise UngueltigerCursor(cursor) from fehler
    if not isinstance(inhalt, list) or len(inhalt) != laenge:
        raise UngueltigerCursor(cursor)
    return inhalt


def knotenmarke(state: State, nummer: int) -> str:
    """Marker of a node in a list ordered by number."""
    return marke([state.art(nummer).name, state.pfad(nummer)])


def ort(state: State, art: object, pfad: object, cursor: str) -> float:
    """Where a node stands among the numbers, or between which two it stood. Raises `UngueltigerCursor`."""
    if not isinstance(art, str) or not isinstance(pfad, str) or art not in state.modell.arten:
        raise UngueltigerCursor(cursor)
    bereich = state.bereich(art)
    nummer = state.nummer(pfad)
    if nummer is not None and nummer in bereich:
        return nummer
    von, bis = bereich.start, bereich.stop
    while von < bis:
        mitte = (von + bis) // 2
        if state.pfad(mitte) < pfad:
            von = mitte + 1
        else:
            bis = mitte
    return von - 0.5


def knotenort(state: State, cursor: str) -> float:
    """Where a marker of `knotenmarke` points. Raises `UngueltigerCursor`."""
    art, pfad = teile(cursor, 2)
    return ort(state, art, pfad, cursor)
