"""Circles where there may be none: over relations marked `Kreisfrei`, among them those that only a proposal closes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from leitlinien import frist
from leitlinien.analyse import rollen

if TYPE_CHECKING:
    from leitlinien.analyse.netz import Graph
    from leitlinien.findings.lage import Maske
    from leitlinien.state import State
    from leitlinien.state.ablage import Feldarray

__all__ = ["Kreis", "kreise"]

HOECHSTENS = 1000
"""Circles of one relation that are told."""


@dataclass(frozen=True)
class Kreis:
    """A circle: each node is linked to the next, the last to the first."""

    praedikat: str
    knoten: tuple[int, ...]
    """Begins with the lowest number."""
    vorschlag: bool
    """Whether it is closed only by a proposal."""


def kreise(state: "State", innen: "Maske | None" = None) -> list[Kreis]:
    """One circle for each set of nodes that secured links join in one, and one for each proposal that closes one.

    With `innen` only circles that have a node there. Proposals are always looked at: confirmed, they would be an error.
    """
    gefunden: list[Kreis] = []
    for praedikat in map(str, rollen.kreisfreie(state.modell)):
        frist.pruefe()
        sicher = _graph(*state.linkarrays(praedikat, False))
        alle = _graph(*state.linkarrays(praedikat, True))
        neue = [(a, b) for a, b in alle.edges if not sicher.has_edge(a, b)]
        hier = dict.fromkeys([(False, k) for k in _sichere(sicher)] + [(True, k) for k in _schliessende(alle, neue)])
        passend = [(v, k) for v, k in hier if innen is None or bool(np.any(innen[list(k)]))]
        gefunden += [Kreis(praedikat, k, v) for v, k in passend[:HOECHSTENS]]
    return gefunden


def _graph(von: "Feldarray", nach: "Feldarray") -> "Graph":
    graph: Graph = nx.DiGraph()
    graph.add_edges_from(zip(von.tolist(), nach.tolist(), strict=True))
    return graph


def _verstrickte(graph: "Graph") -> Iterator[set[int]]:
    """Sets of nodes each of which leads to all others of the set and back."""
    for teil in nx.strongly_connected_components(graph):
        if len(teil) > 1 or any(graph.has_edge(v, v) for v in teil):
            yield teil


def _sichere(graph: "Graph") -> list[tuple[int, ...]]:
    gefunden = []
    for teil in _verstrickte(graph):
        frist.pruefe()
        anfang = min(teil)
        innen = graph.subgraph(teil)
        weiter = min(innen.successors(anfang))
        gefunden.append(_von_vorn([anfang] if weiter == anfang else nx.shortest_path(innen, weiter, anfang)))
    return sorted(gefunden)


def _schliessende(graph: "Graph", neue: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The shortest circle through each proposal that lies in one."""
    ort = {v: n for n, teil in enumerate(_verstrickte(graph)) for v in teil}
    gefunden = set()
    for a, b in neue:
        if a in ort and ort[a] == ort.get(b):
            frist.pruefe()
            gefunden.add(_von_vorn([a] if a == b else nx.shortest_path(graph, b, a)))
            if len(gefunden) >= HOECHSTENS:
                break
    return sorted(gefunden)


def _von_vorn(weg: list[int]) -> tuple[int, ...]:
    k = weg.index(min(weg))
    return tuple(weg[k:] + weg[:k])
