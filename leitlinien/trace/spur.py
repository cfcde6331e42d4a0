"""The trace of one node: paths, reached nodes, money."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from leitlinien.kinds import LinkStatus
from leitlinien.trace.geld import Anteile, Betraege, Geldfluss, abwaerts, aufwaerts
from leitlinien.trace.pfad import Pfad, Schritt, teilwege
from leitlinien.trace.reichweite import Reichweite, Wege

if TYPE_CHECKING:
    from leitlinien.state import State

__all__ = ["Erreicht", "Pfad", "Schritt", "Spur", "spur"]

MAX_TIEFE = 12
MAX_PFADE = 100


@dataclass(frozen=True)
class Erreicht:
    """A node that a trace reaches."""

    knoten: int
    pfade: int
    """How many paths lead there from the start."""
    status: LinkStatus
    """Status of the surest of them, that is of its weakest link."""
    _spur: "Spur" = field(repr=False, compare=False)

    @property
    def beruehrt(self) -> Betraege:
        """Grants that touch the node in this trace, each once and in full, by currency."""
        return self._spur.geld.beruehrt(self.knoten)

    @property
    def zugerechnet(self) -> Betraege:
        """What is attributed to the node by the shares along the links, by currency."""
        return self._spur.geld.zugerechnet(self.knoten)

    @property
    def nicht_aufteilbar(self) -> bool:
        """Whether some of it comes over a fork whose shares are not given, and is therefore not attributed."""
        return self._spur.geld.nicht_aufteilbar(self.knoten)


class Spur:
    """All that one trace found. Reached nodes, money and what proposals would add are computed when asked for."""

    def __init__(
        self,
        state: "State",
        start: int,
        auf: bool,
        *,
        zu: frozenset[str] | None,
        max_tiefe: int,
        max_pfade: int,
        vorschlaege: bool,
    ) -> None:
        self.start = start
        self.auf = auf
        self.vorschlaege = vorschlaege
        self._state = state
        self._max_tiefe = max_tiefe
        self._zu = None if zu is None else [state.bereich(art) for art in sorted(zu)]
        pfade = None
        if auf and zu is None:
            pfade = teilwege(state).ab(state, start, vorschlaege=vorschlaege, max_tiefe=max_tiefe)
        self._ganz = pfade is not None
        """Whether all paths are listed in `pfade` and none of them is cut off."""
        gesamt, pfade = self._begangen(max(max_pfade, 0)) if pfade is None else (len(pfade), pfade)
        self.gesamt: int = gesamt
        """How many paths there are; exact, also when they are not all listed."""
        self.pfade: list[Pfad] = pfade[: max(max_pfade, 0)]
        """The first `max_pfade` paths in order of the nodes' numbers."""

    @cached_property
    def _reichweite(self) -> Reichweite:
        return Reichweite(
            self._state, self.start, auf=self.auf, vorschlaege=self.vorschlaege, max_tiefe=self._max_tiefe
        )

    @cached_property
    def _wege(self) -> Wege:
        return Wege(self._reichweite, self._max_tiefe)

    def _begangen(self, hoechstens: int) -> tuple[int, list[Pfad]]:
        """The number of paths, and the first of them, found link by link."""
        enden = self._wege.enden(self._zu)
        wege = self._wege.zaehle(enden)
        anteile = Anteile(self._state, vorschlaege=self.vorschlaege, grad=self._reichweite.grad if self.auf else None)
        pfade = islice(self._wege.aufzaehlen(enden, wege), hoechstens)
        return wege[0], [Pfad.aus(schritte, anteile) for schritte in pfade]

    @property
    def abgeschnitten(self) -> bool:
        """Whether links lead on beyond `max_tiefe`."""
        return not self._ganz and self._wege.abgeschnitten

    @property
    def gekuerzt(self) -> bool:
        """Whether there is more than is listed: further paths, or links beyond `max_tiefe`."""
        return self.abgeschnitten or len(self.pfade) < self.gesamt

    @cached_property
    def weitere(self) -> int:
        """How many paths there would be that rest on a proposal; 0 when proposals are already counted."""
        if self.vorschlaege:
            return 0
        alle = Reichweite(self._state, self.start, auf=self.auf, vorschlaege=True, max_tiefe=self._max_tiefe)
        wege = Wege(alle, self._max_tiefe)
        enden = wege.enden(self._zu)
        gesichert = wege.zaehle(enden, lambda kante: kante.status is not LinkStatus.VORSCHLAG)
        return wege.zaehle(enden)[0] - gesichert[0]

    @cached_property
    def erreicht(self) -> list[Erreicht]:
        """All nodes the trace reaches, whatever `zu` says, in order of their numbers; the start is not among them."""
        return [
            Erreicht(knoten, pfade, status, self)
            for knoten, (pfade, status) in sorted(self._wege.ankuenfte().items(), key=lambda eintrag: eintrag[0])
        ]

    @cached_property
    def geld(self) -> Geldfluss:
        """The money of the trace. It follows all links found, also those of paths that are not listed."""
        fluss = aufwaerts if self.auf else abwaerts
        return fluss(self._state, self._reichweite, vorschlaege=self.vorschlaege)

    @property
    def beruehrt(self) -> Betraege:
        """Grants that touch the start, each once and in full, by currency."""
        return self.geld.beruehrt(self.start)

    @property
    def zugerechnet(self) -> Betraege:
        """What is attributed to the start, by currency."""
        return self.geld.zugerechnet(self.start)

    @property
    def nicht_aufteilbar(self) -> bool:
        """Whether some of what touches the start comes over a fork whose shares are not given."""
        return self.geld.nicht_aufteilbar(self.start)

    def __iter__(self) -> Iterator[Pfad]:
        return iter(self.pfade)


def spur(
    state: "State",
    von: int,
    auf: bool = True,
    *,
    zu: frozenset[str] | None = None,
    max_tiefe: int = MAX_TIEFE,
    max_pfade: int = MAX_PFADE,
    vorschlaege: bool = False,
) -> Spur:
    """The trace of node `von` along all links marked `Spur`.

    Upwards (`auf`) follows the stored direction, from money to guidelines. Without `zu` a path ends where no link goes
    on, or after `max_tiefe` links; with `zu` (names of kinds) it ends at every node of these kinds, also where links
    go on. `vorschlaege` lets proposals carry the trace. Raises `KeyError` for a kind that the model does not have.
    """
    return Spur(state, von, auf, zu=zu, max_tiefe=max_tiefe, max_pfade=max_pfade, vorschlaege=vorschlaege)
