"""The part of the trace graph that a start reaches, and the ways through it.

`Reichweite` reads the links, level by level, once per reached node; nothing here looks at any other node, so the cost
does not grow with the graph. `Wege` lays the reached part out as places in topological order; every question about
paths (how many, which, how sure) is then one pass over a list, and paths are counted before any is written down.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from leitlinien import frist
from leitlinien.trace.staerke import schwaechster, staerkster

if TYPE_CHECKING:
    from leitlinien.kinds import LinkStatus
    from leitlinien.state import Kante, State

__all__ = ["Reichweite", "Wege"]


class Reichweite:
    """What lies at most `max_tiefe` trace links from a start (`None`: any number), as a graph without circles.

    In valid data a trace has no circle. Should one be there all the same, the link that closes it is left out.
    """

    def __init__(self, state: "State", start: int, *, auf: bool, vorschlaege: bool, max_tiefe: int | None) -> None:
        self.start = start
        self.kanten: dict[int, list[Kante]] = {}
        """Links by node, followed ones only; nodes at the limit have none."""
        self.grad: dict[int, int] = {}
        """How many links go on from each node, followed or not."""
        ebene, tiefe = [start], 0
        while ebene:
            folgt = max_tiefe is None or tiefe < max_tiefe
            naechste: list[int] = []
            for knoten in ebene:
                frist.pruefe()
                kanten = state.spurkanten(knoten, auf, vorschlaege)
                if len(kanten) > 1:
                    kanten = sorted(kanten)
                self.grad[knoten] = len(kanten)
                self.kanten[knoten] = kanten if folgt else []
                if folgt:
                    for kante in kanten:
                        if kante.knoten not in self.kanten:
                            self.kanten[kante.knoten] = []
                            naechste.append(kante.knoten)
            ebene, tiefe = naechste, tiefe + 1
        self.ordnung = self._ordne()
        """All reached nodes, the start first, every link leading onwards."""

    def _ordne(self) -> list[int]:
        """Depth-first search, finished nodes backwards; links to a node still open close a circle and are dropped."""
        fertig: list[int] = []
        gesehen, offen = {self.start}, {self.start}
        kreise: dict[int, set[int]] = {}
        stapel = [(self.start, iter(self.kanten[self.start]))]
        while stapel:
            knoten, rest = stapel[-1]
            for kante in rest:
                ziel = kante.knoten
                if ziel not in gesehen:
                    gesehen.add(ziel)
                    offen.add(ziel)
                    stapel.append((ziel, iter(self.kanten[ziel])))
                    break
                if ziel in offen:
                    kreise.setdefault(knoten, set()).add(ziel)
            else:
                stapel.pop()
                offen.discard(knoten)
                fertig.append(knoten)
        for knoten, ziele in kreise.items():
            self.kanten[knoten] = [k for k in self.kanten[knoten] if k.knoten not in ziele]
        fertig.reverse()
        return fertig


class Wege:
    """The paths from a start through a reach, none longer than `max_tiefe` links.

    A *place* is a node, or, where some path is longer than allowed, a node at a depth: so a node that lies both within
    reach and beyond it is counted rightly. Place 0 is the start; links lead from lower to higher places.
    """

    def __init__(self, reichweite: Reichweite, max_tiefe: int) -> None:
        laengste = dict.fromkeys(reichweite.ordnung, 0)
        for knoten in reichweite.ordnung:
            for kante in reichweite.kanten[knoten]:
                laengste[kante.knoten] = max(laengste[kante.knoten], laengste[knoten] + 1)
        self.knoten: list[int] = []
        """Node of each place."""
        self.weiter: list[list[tuple[int, Kante]]] = []
        """Onward links of each place, with the place they lead to."""
        if max(laengste.values()) <= max_tiefe:
            self.knoten = reichweite.ordnung
            stelle = {knoten: s for s, knoten in enumerate(self.knoten)}
            self.weiter = [[(stelle[k.knoten], k) for k in reichweite.kanten[knoten]] for knoten in self.knoten]
        else:
            self._entrolle(reichweite, max_tiefe)
        self.abgeschnitten = any(
            not weiter and reichweite.grad[knoten] for weiter, knoten in zip(self.weiter, self.knoten, strict=True)
        )
        """Whether some path goes on where `max_tiefe` (or a circle) ends it."""

    def _entrolle(self, reichweite: Reichweite, max_tiefe: int) -> None:
        self.knoten = [reichweite.start]
        ebene = {reichweite.start: 0}
        for _ in range(max_tiefe):
            naechste: dict[int, int] = {}
            for knoten in ebene:
                frist.pruefe()
                weiter: list[tuple[int, Kante]] = []
                for kante in reichweite.kanten[knoten]:
                    if kante.knoten not in naechste:
                        naechste[kante.knoten] = len(self.knoten)
                        self.knoten.append(kante.knoten)
                    weiter.append((naechste[kante.knoten], kante))
                self.weiter.append(weiter)
            ebene = naechste
        self.weiter.extend([] for _ in ebene)

    def enden(self, zu: Sequence[range] | None) -> list[bool]:
        """For each place whether a path may end there: in one of the ranges of numbers, or where it cannot go on."""
        if zu is None:
            enden = [not weiter for weiter in self.weiter]
        else:
            enden = [any(knoten in bereich for bereich in zu) for knoten in self.knoten]
        enden[0] = False
        return enden

    def zaehle(self, enden: Sequence[bool], nimm: "Callable[[Kante], bool] | None" = None) -> list[int]:
        """For each place how many paths begin there and end at an end (itself included); exact."""
        wege = [int(ende) for ende in enden]
        for stelle in range(len(wege) - 1, -1, -1):
            for ziel, kante in self.weiter[stelle]:
                if nimm is None or nimm(kante):
                    wege[stelle] += wege[ziel]
        return wege

    def ankuenfte(self) -> "dict[int, tuple[int, LinkStatus]]":
        """For each reached node but the start: how many paths lead to it, and the status of the surest of them."""
        zahl = [0] * len(self.knoten)
        zahl[0] = 1
        status: list[LinkStatus] = [schwaechster(())] + [staerkster(())] * (len(self.knoten) - 1)
        for stelle, weiter in enumerate(self.weiter):
            for ziel, kante in weiter:
                zahl[ziel] += zahl[stelle]
                status[ziel] = staerkster((status[ziel], schwaechster((status[stelle], kante.status))))
        ergebnis: dict[int, tuple[int, LinkStatus]] = {}
        for stelle in range(1, len(self.knoten)):
            alt = ergebnis.get(self.knoten[stelle], (0, staerkster(())))
            ergebnis[self.knoten[stelle]] = (alt[0] + zahl[stelle], staerkster((alt[1], status[stelle])))
        return ergebnis

    def aufzaehlen(self, enden: Sequence[bool], wege: Sequence[int]) -> "Iterator[tuple[tuple[int, Kante], ...]]":
        """The paths as (node left, link) steps; a shorter one before those that go on, else by the nodes' numbers.

        `wege` (from `zaehle`) keeps the search from walking where no end is.
        """
        schritte: list[tuple[int, Kante]] = []
        stapel = [(0, iter(self.weiter[0]))]
        while stapel:
            frist.pruefe()
            stelle, rest = stapel[-1]
            for ziel, kante in rest:
                if wege[ziel]:
                    schritte.append((self.knoten[stelle], kante))
                    stapel.append((ziel, iter(self.weiter[ziel])))
                    if enden[ziel]:
                        yield tuple(schritte)
                    break
            else:
                stapel.pop()
                if schritte:
                    schritte.pop()
