"""A way through the graph, and the ways on from a node, which all traces that pass there share.

    Zuwendung -> Maßnahme -> Ziel 1 -> Leitlinie A      ab(Maßnahme) = (Ziel 1, A), (Ziel 2, A), (Ziel 2, B)
                          -> Ziel 2 -> Leitlinie A
                                    -> Leitlinie B

A path is its first step and the path that follows, so what lies above a measure is put together once and not again for
each of its grants. Shared ways are kept per read state while they are few and short; a trace that meets a circle, too
many ways or too long ones is walked link by link instead (`reichweite`), with the same result.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from leitlinien import frist
from leitlinien.kinds import LinkStatus
from leitlinien.trace.geld import Anteile, anteil_der_kante, glatt, mal
from leitlinien.trace.staerke import schwaechster

if TYPE_CHECKING:
    from leitlinien.state import Kante, State

__all__ = ["Pfad", "Schritt", "Teilwege", "teilwege"]

MEISTE = 64
"""Ways on from a node that are kept; the paths from a start are put together from them in its own time."""
LAENGSTE = 32
"""Links of the longest way that is kept."""
GEMERKT = 100_000
"""Ways that are kept for a state, some 300 bytes each."""
_BELEGT = LinkStatus.BELEGT


class Schritt(NamedTuple):
    """One link of a path, with the node it leaves."""

    von: int
    kante: "Kante"

    @property
    def knoten(self) -> int:
        """Node the step arrives at."""
        return self.kante.knoten


class Pfad:
    """A way through the graph, at least one step long: its first step, and the way on from there."""

    __slots__ = ("_anteile", "erster", "geteilt", "laenge", "produkt", "rest", "status")

    def __init__(
        self, erster: Schritt, rest: "Pfad | None", produkt: Decimal | None = None, anteile: Anteile | None = None
    ) -> None:
        """`produkt` is the product of the shares; with `anteile` it is found when somebody asks."""
        self.erster, self.rest = erster, rest
        self.produkt, self._anteile = produkt, anteile
        self.geteilt = False
        """Whether other traces have this very object, too, as a part of their paths."""
        status = erster.kante.status
        if rest is None:
            self.laenge, self.status = 1, status
        else:
            self.laenge = rest.laenge + 1
            """Number of steps."""
            self.status = rest.status if status is _BELEGT else schwaechster((status, rest.status))
            """Status of the weakest link (VORSCHLAG < BESTAETIGT < BELEGT)."""

    @classmethod
    def aus(cls, schritte: Iterable[tuple[int, "Kante"]], anteile: Anteile) -> "Pfad":
        """The path of these steps. Raises ValueError when there is none."""
        pfad: Pfad | None = None
        for von, kante in reversed(tuple(schritte)):
            pfad = cls(Schritt(von, kante), pfad, anteile=anteile)
        if pfad is None:
            raise ValueError("a path has a step")
        return pfad

    @property
    def schritte(self) -> tuple[Schritt, ...]:
        """All steps in order."""
        alle, teil = [self.erster], self.rest
        while teil is not None:
            alle.append(teil.erster)
            teil = teil.rest
        return tuple(alle)

    @property
    def ende(self) -> int:
        """Node the path leads to."""
        return self.schritte[-1].knoten

    @property
    def anteil(self) -> Decimal | None:
        """Product of the shares, whichever way the path runs; None when some fork on it has no share given."""
        if self._anteile is not None:
            self.produkt = self._anteile.produkt((s.von, s.kante) for s in self.schritte)
            self._anteile = None
        return None if self.produkt is None else glatt(self.produkt)


class _ZuTief(Exception):
    """A way that is longer than any that is kept."""


class Teilwege:
    """The ways up from the nodes of one state. Safe to use from several threads."""

    def __init__(self) -> None:
        self._bekannt: dict[int, tuple[Pfad, ...] | None] = {}
        """By node and view; None where they are not kept. No ways: the node is an end."""
        self._zahl = 0

    def ab(self, state: "State", start: int, *, vorschlaege: bool, max_tiefe: int) -> list[Pfad] | None:
        """All paths from a start up to where no link goes on, shorter ones and lower numbers first.

        None when they are not known that way: a circle, too many, or one that is longer than `max_tiefe`. The start's
        own first steps are never kept: most starts are asked for once, what lies above them again and again.
        """
        try:
            pfade = self._zusammen(state, start, vorschlaege, ())
        except _ZuTief:
            return None
        if pfade is not None:
            for pfad in pfade:
                if pfad.laenge > max_tiefe:
                    return None
        return pfade

    def _zusammen(self, state: "State", knoten: int, vorschlaege: bool, davor: tuple[int, ...]) -> list[Pfad] | None:
        kanten = state.spurkanten(knoten, True, vorschlaege)
        allein = len(kanten) == 1
        pfade: list[Pfad] = []
        for kante in kanten if allein else sorted(kanten):
            schluessel = kante.knoten << 1 | vorschlaege
            weiter = self._bekannt.get(schluessel, ...)
            if weiter is ...:
                weiter = self._lies(state, kante.knoten, vorschlaege, (*davor, knoten))
            if weiter is None:
                return None
            erster = Schritt(knoten, kante)
            faktor = anteil_der_kante(state, kante, allein)
            if weiter:
                pfade += [Pfad(erster, rest, mal(faktor, rest.produkt)) for rest in weiter]
            else:
                pfade.append(Pfad(erster, None, faktor))
        return pfade

    def _lies(self, state: "State", knoten: int, vorschlaege: bool, davor: tuple[int, ...]) -> tuple[Pfad, ...] | None:
        frist.pruefe()
        if len(davor) > LAENGSTE:
            raise _ZuTief
        gefunden: tuple[Pfad, ...] | None = None
        if knoten not in davor:
            pfade = self._zusammen(state, knoten, vorschlaege, davor)
            if pfade is not None and len(pfade) <= MEISTE:
                gefunden = tuple(pfade)
                for pfad in gefunden:
                    pfad.geteilt = True
        self._zahl += 1 + len(gefunden or ())
        if self._zahl > GEMERKT:
            self._bekannt, self._zahl = {}, 0
        self._bekannt[knoten << 1 | vorschlaege] = gefunden
        return gefunden


def teilwege(state: "State") -> Teilwege:
    """The ways that are kept with a state."""
    bekannt = state.beigaben.get(Teilwege)
    if bekannt is None:
        bekannt = state.beigaben.setdefault(Teilwege, Teilwege())
    gefunden: Teilwege = bekannt
    return gefunden
