"""What hangs on one thread: nodes that keep something only as long as one other node is there.

A node v *dominates* g when every way from a source to g leads over v. Example: the measures M1 and M2 are parts of the
programme P, and only P contributes to the goal Z.

    M1 → P → Z        Sources are M1, M2 and P. Every way to Z leads over P, so Z hangs on P. No single part of the
    M2 → P            programme carries Z: without M1 there is still M2. Without P nothing reaches Z any more.

With sources {M1, M2} alone Z would hang on no *source*. Each source can be where a way begins, so no source dominates
another, and a node hangs on at most one of them.

Dominators are those of compilers' flow graphs (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm, 2001) over
a root in front of all sources; networkx computes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from leitlinien import frist

if TYPE_CHECKING:
    from leitlinien.analyse.netz import Graph

__all__ = ["Haltepunkt", "halt", "haltepunkte"]

WURZEL = -1
"""Node in front of all sources; numbers of nodes are never negative."""


@dataclass(frozen=True)
class Haltepunkt:
    """A node and what hangs on it alone."""

    knoten: int
    haengend: tuple[int, ...]
    """In order of their numbers."""


def halt(graph: "Graph", quellen: Iterable[int], gefragt: Iterable[int]) -> dict[int, int]:
    """For each node of `gefragt` the one source it hangs on; nodes that hang on none, or on several, are left out.

    A source that is asked for itself does not hang on itself.
    """
    anfang = [q for q in quellen if q in graph]
    fluss: Graph = nx.DiGraph(graph)
    fluss.add_edges_from((WURZEL, q) for q in anfang)
    if not anfang:
        return {}
    frist.pruefe()
    unmittelbar = nx.immediate_dominators(fluss, WURZEL)
    frist.pruefe()
    # Walked up once for each node: what hangs on a node hangs on what that one hangs on, until a source comes.
    gefunden: dict[int, int] = dict.fromkeys((*anfang, WURZEL), WURZEL)
    menge = set(anfang)
    ergebnis: dict[int, int] = {}
    for g in gefragt:
        if g not in unmittelbar or g == WURZEL:
            continue
        weg = [g]
        ziel = unmittelbar[g]
        while ziel not in menge and ziel not in gefunden:
            weg.append(ziel)
            ziel = unmittelbar[ziel]
        quelle = ziel if ziel in menge else gefunden[ziel]
        for v in weg:
            gefunden.setdefault(v, quelle)
        if quelle != WURZEL:
            ergebnis[g] = quelle
    return ergebnis


def haltepunkte(haengt_an: dict[int, int]) -> list[Haltepunkt]:
    """The same by what holds: who holds most comes first, then in order of the numbers."""
    gruppen: dict[int, list[int]] = {}
    for g in sorted(haengt_an):
        gruppen.setdefault(haengt_an[g], []).append(g)
    punkte = [Haltepunkt(k, tuple(liste)) for k, liste in gruppen.items()]
    return sorted(punkte, key=lambda p: (-len(p.haengend), p.knoten))
