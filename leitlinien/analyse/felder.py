"""What joins fields of action: nodes that serve several, and the only passages from one to another.

A *bridge* is a link, a *joint* a node, without which the net falls apart so that at least two of the parts have a field
of action all to themselves: nothing else joins these fields then. Directions do not matter.

Both come from one tree, that of blocks: each node of the net stands beside the blocks (largest parts without a joint)
that hold it; a block of two nodes is a bridge. Taking a place out of the tree leaves the same parts as taking the node
or the link out of the net. Which fields lie in each part is passed through the tree once up and once down.
Source of the tree: Hopcroft, Tarjan: Algorithm 447, Communications of the ACM 16 (1973).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from leitlinien import frist
from leitlinien.analyse import rollen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leitlinien.analyse.netz import Graph, Netz
    from leitlinien.findings.lage import Graphlage, Maske

__all__ = ["Mehrfach", "Verbindung", "felder", "mehrfach", "verbindungen"]

PAAR = 2
"""Nodes of a block that is a single link."""
_MITTEN_IM_LAUF = 4096


@dataclass(frozen=True)
class Verbindung:
    """A joint (one node) or a bridge (two, lower number first) between fields of action."""

    knoten: tuple[int, ...]
    felder: tuple[tuple[int, ...], ...]
    """For each part that has fields to itself, these fields; at least two parts, in order of their first field."""


@dataclass(frozen=True)
class Mehrfach:
    """A node that contributes to what lies in several fields of action."""

    knoten: int
    felder: tuple[int, ...]


def felder(lage: "Graphlage") -> dict[int, int]:
    """For each node that says so, in which fields of action it lies, as bits by the fields' place among all fields."""
    state = lage.state
    link = rollen.feldlink(state.modell)
    stelle = {k: n for n, k in enumerate(alle_felder(lage))}
    bits: dict[int, int] = {}
    for von, nach in zip(*(a.tolist() for a in state.linkarrays(str(link.pfad), lage.vorschlaege)), strict=True):
        bits[von] = bits.get(von, 0) | 1 << stelle[nach]
    return bits


def alle_felder(lage: "Graphlage") -> list[int]:
    """Numbers of all fields of action."""
    return [k for name in rollen.feldarten(lage.state.modell) for k in lage.bereich(name)]


def mehrfach(lage: "Graphlage", teil: "Netz", gefragt: "Maske") -> list[Mehrfach]:
    """Nodes that contribute to goals and guidelines of two fields or more; who joins most fields comes first."""
    eigene = {k: b for k, b in felder(lage).items() if gefragt[k] and k in teil.graph}
    oben: dict[int, int] = {}
    offen = dict.fromkeys(sorted(eigene))
    while offen:
        frist.pruefe()
        knoten, _ = offen.popitem()
        weiter = eigene.get(knoten, 0) | oben.get(knoten, 0)
        for darunter in teil.graph.predecessors(knoten):
            alt = oben.get(darunter, 0)
            if alt | weiter != alt:
                oben[darunter] = alt | weiter
                offen[darunter] = None
    namen = alle_felder(lage)
    gefunden = [Mehrfach(k, _liste(b, namen)) for k, b in sorted(oben.items()) if b.bit_count() >= PAAR]
    return sorted(gefunden, key=lambda m: (-len(m.felder), m.knoten))


def verbindungen(lage: "Graphlage", teil: "Netz") -> list[Verbindung]:
    """Joints and bridges between fields of action: who keeps most fields together comes first."""
    namen = alle_felder(lage)
    gefunden = [
        Verbindung(knoten, tuple(sorted(_liste(b, namen) for b in teile)))
        for knoten, teile in trennende(teil.graph, felder(lage))
    ]
    return sorted(gefunden, key=lambda v: (-sum(map(len, v.felder)), len(v.knoten), v.knoten))


def _liste(bits: int, namen: list[int]) -> tuple[int, ...]:
    return tuple(namen[n] for n in range(bits.bit_length()) if bits >> n & 1)


def trennende(graph: "Graph", bits: Mapping[int, int]) -> "Iterator[tuple[tuple[int, ...], list[int]]]":
    """Joints and bridges with what each of the parts has to itself, as bits; only those with two such parts or more."""
    baum = _baum(graph)
    for teilbaum in baum.teile(bits):
        for stelle in teilbaum:
            eigenes = _allein(baum.seiten(stelle))
            if len(eigenes) >= PAAR and (knoten := baum.name(stelle)):
                yield knoten, eigenes


def _allein(seiten: list[int]) -> list[int]:
    """What each side has that no other side has; sides without any are left out."""
    einmal = mehrmals = 0
    for s in seiten:
        mehrmals |= einmal & s
        einmal |= s
    return [eigenes for s in seiten if (eigenes := s & ~mehrmals)]


def _baum(graph: "Graph") -> "_Blockbaum":
    ungerichtet: nx.Graph[int] = nx.Graph(graph.edges)
    ungerichtet.remove_edges_from(list(nx.selfloop_edges(ungerichtet)))
    frist.pruefe()
    return _Blockbaum(nx.biconnected_components(ungerichtet))  # type: ignore[arg-type]  # the stub says lists of sets


class _Blockbaum:
    """The tree of blocks: places are nodes (their numbers) and blocks (negative, -1 for the first)."""

    def __init__(self, bloecke: Iterable[set[int]]) -> None:
        self._bloecke = [tuple(sorted(b)) for b in bloecke]
        self._um: dict[int, list[int]] = {}
        """Places beside each place."""
        for n, block in enumerate(self._bloecke):
            self._um[~n] = list(block)
            for knoten in block:
                self._um.setdefault(knoten, []).append(~n)
        self._eltern: dict[int, int | None] = {}
        self._darunter: dict[int, int] = {}
        """Fields at and below each place."""
        self._darueber: dict[int, int] = {}
        """Fields everywhere else in its tree."""

    def name(self, stelle: int) -> tuple[int, ...]:
        """The node or the link of a place; nothing for a block that is neither."""
        if stelle >= 0:
            return (stelle,)
        block = self._bloecke[~stelle]
        return block if len(block) == PAAR else ()

    def seiten(self, stelle: int) -> list[int]:
        """Fields of each part that is left when the place is taken out."""
        eltern = self._eltern[stelle]
        unten = [self._darunter[k] for k in self._um[stelle] if k != eltern]
        return unten if eltern is None else [*unten, self._darueber[stelle]]

    def teile(self, bits: Mapping[int, int]) -> "Iterator[list[int]]":
        """Places of each tree, when the fields of its places are known."""
        for wurzel in [k for k in self._um if k >= 0]:
            if wurzel in self._eltern:
                continue
            reihe = self._ordne(wurzel)
            self._summiere(reihe, bits)
            yield reihe

    def _ordne(self, wurzel: int) -> list[int]:
        """All places of a tree, each after the one it hangs on."""
        self._eltern[wurzel] = None
        reihe = [wurzel]
        for zahl, stelle in enumerate(reihe):
            if not zahl % _MITTEN_IM_LAUF:
                frist.pruefe()
            for k in self._um[stelle]:
                if k != self._eltern[stelle]:
                    self._eltern[k] = stelle
                    reihe.append(k)
        return reihe

    def _summiere(self, reihe: list[int], bits: Mapping[int, int]) -> None:
        eigene = {s: bits.get(s, 0) for s in reihe}
        darunter = dict(eigene)
        for stelle in reversed(reihe):
            eltern = self._eltern[stelle]
            if eltern is not None:
                darunter[eltern] |= darunter[stelle]
        self._darunter |= darunter
        self._darueber[reihe[0]] = 0
        for stelle in reihe:
            self._reiche_hinab(stelle, eigene[stelle])

    def _reiche_hinab(self, stelle: int, eigene: int) -> None:
        """What lies elsewhere, as seen from the places below: all around but what they hold themselves."""
        kinder = [k for k in self._um[stelle] if k != self._eltern[stelle]]
        davor = self._darueber[stelle] | eigene
        for k in kinder:
            self._darueber[k] = davor
            davor |= self._darunter[k]
        danach = 0
        for k in reversed(kinder):
            self._darueber[k] |= danach
            danach |= self._darunter[k]
