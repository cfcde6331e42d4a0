"""Link fields for many nodes at once, with links as the state gives them instead of an object for each.

A page without filter and cursor is a slice; all other pages come from `Linkergebnis`, which the other executor uses.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from leitlinien import frist
from leitlinien.api.gruppe import Gruppe
from leitlinien.api.kontext import Blick
from leitlinien.api.seiten import VORGABE, anzahl, knotenmarke
from leitlinien.api.verbindung import Linkart, Linkergebnis
from leitlinien.kinds import Feld, Knoten
from leitlinien.paths import Treffer, einzelschritt, folge
from leitlinien.state import STATUS, Kante, State

__all__ = ["Angaben", "Seite", "Verweis", "angaben", "anteil", "belege", "danach", "davor", "marke", "rand", "wann"]

Seite: TypeAlias = tuple[list[Kante], int, int]
"""Links of a page, how many stand before it, how many there are."""
Angaben: TypeAlias = tuple[str | None, str | None, str | None, list[int | str]]
"""Reason, who, when, passages."""
OHNE = -1
"""Record number of a link that says nothing, and code of a relation that is a path."""


class Verweis:
    """A link field of the model."""

    def __init__(self, feld: Feld) -> None:
        self._link = Linkart(feld.graphql_name, feld.pfad, feld.ziele, frozenset())
        self._schritt = einzelschritt(feld.pfad)
        self._offen = Knoten.__name__ in feld.ziele

    def seiten(self, b: Blick, nummern: Sequence[int], argumente: Mapping[str, Any]) -> list[Seite]:
        """The page of each node. Raises what `Linkergebnis` raises."""
        if argumente.keys() <= {"first"}:
            first = anzahl(argumente, "first")
            hoechstens = VORGABE if first is None else first
            return [(k[:hoechstens], 0, len(k)) for k in self._kanten(b, nummern)]
        seiten = self._ergebnis(b, nummern, argumente).seiten
        return [
            (list(map(_kante, s.treffer)), s.ausschnitt.von, s.ausschnitt.gesamt)
            for s in map(seiten.__getitem__, nummern)
        ]

    def einer(self, b: Blick, nummern: Sequence[int]) -> list[Kante | None]:
        """Of each node the best supported link, the first of equals."""
        return [min(k, key=_schwaeche) if len(k) > 1 else k[0] if k else None for k in self._kanten(b, nummern)]

    def weitere(
        self, b: Blick, nummern: Sequence[int], argumente: Mapping[str, Any], seiten: Sequence[Seite]
    ) -> list[int]:
        """By how many each connection would grow with proposals."""
        if b.vorschlaege:
            return [0] * len(seiten)
        if argumente.get("filter"):
            mit = self._ergebnis(b, nummern, argumente).mit_vorschlaegen
            return [mit[n] - s[2] for n, s in zip(nummern, seiten, strict=True)]
        alle = self._kanten(b.mit_vorschlaegen(), nummern)
        return [len(k) - s[2] for k, s in zip(alle, seiten, strict=True)]

    def _ergebnis(self, b: Blick, nummern: Sequence[int], argumente: Mapping[str, Any]) -> Linkergebnis:
        return Linkergebnis(b, nummern, self._link, argumente, Gruppe)

    def _kanten(self, b: Blick, nummern: Sequence[int]) -> list[list[Kante]]:
        frist.pruefe()
        state = b.state
        if self._schritt is None:
            gefunden = folge(state, nummern, self._link.pfad, self._link.ziele, b.vorschlaege)
            return [list(map(_kante, treffer)) for treffer in gefunden]
        alle = state.kanten(nummern, *self._schritt, b.vorschlaege)
        if self._offen:
            return alle
        # bounds of the kinds it may lead to: a number stands inside when an odd count of them lies at or below it
        grenzen = sorted(g for ziel in self._link.ziele for g in (state.bereich(ziel).start, state.bereich(ziel).stop))
        return [[k for k in kanten if bisect_right(grenzen, k[0]) & 1] if kanten else kanten for kanten in alle]


def _kante(treffer: Treffer) -> Kante:
    return treffer.kante or Kante(treffer.knoten, OHNE, False, treffer.status, OHNE)


def _schwaeche(kante: Kante) -> int:
    return STATUS.index(kante.status)


def anteil(state: State, nummer: int) -> Decimal | None:
    """Share that a link gives, by its record."""
    roh = state.anteil(nummer)
    return None if roh is None else Decimal(roh)


def angaben(state: State, nummer: int) -> Angaben:
    """What a link says about itself, by its record."""
    return (None, None, None, []) if nummer < 0 else state.aussagen.roh(nummer)


def wann(roh: str | None) -> date | None:
    """Day of a confirmation or proposal."""
    return date.fromisoformat(roh) if roh else None


def belege(a: Angaben) -> list[int]:
    """Passages that state a link."""
    return [n for n in a[3] if isinstance(n, int)]


marke = knotenmarke


def rand(state: State, seite: Seite, stelle: int) -> str | None:
    """Page marker of the first (0) or last (-1) link of a page."""
    return marke(state, seite[0][stelle][0]) if seite[0] else None


def davor(seite: Seite) -> bool:
    """Whether something stands before a page."""
    return seite[1] > 0


def danach(seite: Seite) -> bool:
    """Whether something comes after a page."""
    return seite[1] + len(seite[0]) < seite[2]
