"""Connections: pages of nodes with what the links say, as source objects of the connection types."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from leitlinien.api.kontext import Blick
from leitlinien.api.masken import maske
from leitlinien.api.seiten import Ausschnitt, ausschnitt, knotenmarke, knotenort
from leitlinien.kinds import LinkStatus, Pfad
from leitlinien.paths import Treffer, folge
from leitlinien.rows import Angaben
from leitlinien.state import STATUS

if TYPE_CHECKING:
    from leitlinien.api.gruppe import Gruppe, Stelle

EINS: dict[str, Any] = {"first": 1}
"""Arguments of a link that leads to one node."""


@dataclass(frozen=True, eq=False)
class Linkart:
    """A link field as it stands in the schema; kinds that declare the same field under the same path share one."""

    name: str
    """Name in GraphQL."""
    pfad: Pfad
    ziele: tuple[str, ...]
    arten: frozenset[str]
    """Kinds that have the field."""


class Eintrag:
    """One edge: a node and what the link to it says."""

    __slots__ = ("ergebnis", "treffer")

    def __init__(self, ergebnis: "Linkergebnis", treffer: Treffer) -> None:
        self.ergebnis = ergebnis
        self.treffer = treffer

    def ziel(self) -> "Stelle":
        """The node."""
        return self.ergebnis.gruppe.stelle(self.treffer.knoten)

    def cursor(self) -> str:
        """Its page marker."""
        return knotenmarke(self.ergebnis.blick.state, self.treffer.knoten)


class Verbindung:
    """A page of the nodes a link field of one node leads to."""

    __slots__ = ("ausschnitt", "ergebnis", "quelle", "treffer")

    def __init__(self, ergebnis: "Linkergebnis", quelle: int, treffer: Sequence[Treffer], teil: Ausschnitt) -> None:
        self.ergebnis = ergebnis
        self.quelle = quelle
        self.treffer = treffer
        self.ausschnitt = teil

    def knoten(self) -> "list[Stelle]":
        """Nodes of the page."""
        gruppe = self.ergebnis.gruppe
        return [gruppe.stelle(t.knoten) for t in self.treffer]

    def eintraege(self) -> list[Eintrag]:
        """Edges of the page."""
        return [Eintrag(self.ergebnis, t) for t in self.treffer]

    def weitere(self) -> int:
        """By how many the connection would grow with proposals."""
        return self.ergebnis.mit_vorschlaegen[self.quelle] - self.ausschnitt.gesamt

    def einer(self) -> Eintrag | None:
        """The edge of a link that leads to one node, the best supported one first."""
        return Eintrag(self.ergebnis, self.treffer[0]) if self.treffer else None


class Linkergebnis:
    """A link field with its arguments, for all nodes of a group."""

    def __init__(
        self,
        blick: Blick,
        quellen: Sequence[int],
        link: Linkart,
        argumente: Mapping[str, Any],
        gruppe: "Callable[[Blick, Iterable[int]], Gruppe]",
    ) -> None:
        self.blick = blick
        self._quellen, self._link, self._argumente = quellen, link, argumente
        self._gruppe = gruppe
        self.seiten = {
            quelle: self._seite(quelle, treffer) for quelle, treffer in zip(quellen, self._treffer(blick), strict=True)
        }

    @cached_property
    def gruppe(self) -> "Gruppe":
        """All nodes of all pages: the next level."""
        return self._gruppe(self.blick, (t.knoten for seite in self.seiten.values() for t in seite.treffer))

    @cached_property
    def belege(self) -> "Gruppe":
        """All passages that state the links of all pages."""
        return self._gruppe(
            self.blick, (n for seite in self.seiten.values() for t in seite.treffer for n in self.belegnummern(t))
        )

    @cached_property
    def mit_vorschlaegen(self) -> dict[int, int]:
        """How many nodes each source leads to when proposals count."""
        if self.blick.vorschlaege:
            return {quelle: seite.ausschnitt.gesamt for quelle, seite in self.seiten.items()}
        alle = self._treffer(self.blick.mit_vorschlaegen())
        return {quelle: len(treffer) for quelle, treffer in zip(self._quellen, alle, strict=True)}

    def angaben(self, treffer: Treffer) -> Angaben | None:
        """What the link says; None for a view over several links."""
        return None if treffer.kante is None else self.blick.state.angaben(treffer.kante.angaben)

    def belegnummern(self, treffer: Treffer) -> list[int]:
        """Numbers of the passages that state the link."""
        return [] if treffer.kante is None else self.blick.state.belege(treffer.kante.angaben)

    def _treffer(self, blick: Blick) -> list[list[Treffer]]:
        gefunden = folge(blick.state, self._quellen, self._link.pfad, self._link.ziele, blick.vorschlaege)
        bedingung = self._argumente.get("filter")
        if not bedingung:
            return gefunden
        gilt = maske(blick, self._link.ziele, bedingung)
        return [[t for t in treffer if gilt[t.knoten]] for treffer in gefunden]

    def _seite(self, quelle: int, treffer: list[Treffer]) -> Verbindung:
        if self._argumente is EINS:
            treffer = sorted(treffer, key=lambda t: STATUS.index(t.status))
            teil = Ausschnitt(0, min(1, len(treffer)), len(treffer))
        else:
            nummern = [t.knoten for t in treffer]
            nach, vor = self._argumente.get("after"), self._argumente.get("before")
            teil = ausschnitt(
                len(treffer),
                self._argumente,
                bisect_right(nummern, self._ort(nach)) if nach is not None else 0,
                bisect_left(nummern, self._ort(vor)) if vor is not None else None,
            )
        return Verbindung(self, quelle, treffer[teil.von : teil.bis], teil)

    def _ort(self, cursor: str) -> float:
        return knotenort(self.blick.state, cursor)


def status(eintrag: Eintrag) -> LinkStatus:
    """Status of the link, of the weakest one for a view."""
    return eintrag.treffer.status


def anteil(eintrag: Eintrag) -> Decimal | None:
    """Share of the source that goes to the target."""
    angaben = eintrag.ergebnis.angaben(eintrag.treffer)
    return Decimal(angaben.anteil) if angaben and angaben.anteil is not None else None


def begruendung(eintrag: Eintrag) -> str | None:
    """Reason given for the link."""
    angaben = eintrag.ergebnis.angaben(eintrag.treffer)
    return angaben.begruendung if angaben else None


def wer(eintrag: Eintrag) -> str | None:
    """Who confirmed or proposed the link."""
    angaben = eintrag.ergebnis.angaben(eintrag.treffer)
    return angaben.wer if angaben else None


def wann(eintrag: Eintrag) -> date | None:
    """When that was."""
    angaben = eintrag.ergebnis.angaben(eintrag.treffer)
    return date.fromisoformat(angaben.wann) if angaben and angaben.wann else None


def belege(eintrag: Eintrag) -> "list[Stelle]":
    """Passages that state the link."""
    gruppe = eintrag.ergebnis.belege
    return [gruppe.stelle(n) for n in eintrag.ergebnis.belegnummern(eintrag.treffer)]
