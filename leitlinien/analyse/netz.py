"""The graph, or a part of it, as a networkx graph.

Nodes are the numbers of the read state, links are those that carry a trace, in their stored direction: from money up to
guidelines. The graph of a part holds its members *and everything that contributes to them*, wherever it belongs:
otherwise a goal with a second measure from elsewhere would seem to hang on the first alone.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from rdflib.paths import MulPath

from leitlinien import frist
from leitlinien.analyse import rollen
from leitlinien.analyse.umfang import ALLES, Umfang
from leitlinien.errors import Eingabefehler
from leitlinien.findings.lage import Graphlage, Maske
from leitlinien.state import STATUS
from leitlinien.state.kanten import VORSCHLAG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leitlinien.state import State
    from leitlinien.state.ablage import Feldarray

__all__ = ["GEPLANT", "Graph", "Link", "Netz", "ZuGross", "links", "netz"]

if TYPE_CHECKING:
    Graph = nx.DiGraph[int]
else:
    Graph = nx.DiGraph
GEPLANT = "vorschlag"
"""Attribute of links that rest on a proposal only."""


class ZuGross(Eingabefehler):
    """The part is larger than the caller wants to wait for."""

    code = "ZU_GROSS"

    def __init__(self, knoten: int, verknuepfungen: int, hoechstens: int) -> None:
        self.knoten, self.verknuepfungen, self.hoechstens = knoten, verknuepfungen, hoechstens
        gezaehlt = f"{knoten + verknuepfungen:,}".replace(",", ".")
        grenze = f"{hoechstens:,}".replace(",", ".")
        super().__init__(
            f"Der Ausschnitt hat {gezaehlt} Knoten und Verknüpfungen; hier werden höchstens {grenze} ausgewertet. "
            "Ein Regelwerk oder ein Handlungsfeld wählen, oder `leitlinien analyse` auf der Befehlszeile nehmen."
        )


@dataclass(frozen=True)
class Netz:
    """A part of the graph in one view."""

    state: "State"
    umfang: Umfang
    vorschlaege: bool
    graph: Graph
    mitglieder: Maske
    """Nodes of the part itself, of any kind; the graph has in addition what contributes to them."""


@dataclass(frozen=True)
class Link:
    """One trace link, by the numbers of its ends."""

    von: int
    nach: int
    praedikat: str
    status: int
    """Place in `STATUS`; a higher one is weaker."""
    angaben: int
    """Record for `State.angaben`; -1 for none."""


def netz(lage: Graphlage, umfang: Umfang = ALLES, *, hoechstens: int | None = None) -> Netz:
    """The part as a graph, in the view of `lage`. Raises `ZuGross` beyond `hoechstens` nodes and links together."""
    state = lage.state
    mitglieder = umfang.mitglieder(lage)
    spurknoten = np.asarray(state.artmaske(rollen.spurarten(state.modell)), bool)
    drin = lage.urbild(MulPath(rollen.aufwaerts(state.modell), "*"), mitglieder & spurknoten)
    listen = []
    for praedikat in rollen.spurpraedikate(state.modell):
        sicher = _innen(drin, *state.linkarrays(str(praedikat), False))
        alle = _innen(drin, *state.linkarrays(str(praedikat), True)) if lage.vorschlaege else None
        listen.append((sicher, alle))
    anzahl = sum(len(s[0] if a is None else a[0]) for s, a in listen)
    knoten = np.flatnonzero(drin)
    if hoechstens is not None and len(knoten) + anzahl > hoechstens:
        raise ZuGross(len(knoten), anzahl, hoechstens)
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(knoten.tolist())
    for (von, nach), _ in listen:
        frist.pruefe()
        graph.add_edges_from(zip(von.tolist(), nach.tolist(), strict=True))
    for _, alle in listen:
        if alle is not None:
            frist.pruefe()
            graph.add_edges_from(
                (a, b, {GEPLANT: True})
                for a, b in zip(alle[0].tolist(), alle[1].tolist(), strict=True)
                if not graph.has_edge(a, b)
            )
    return Netz(state, umfang, lage.vorschlaege, graph, mitglieder)


def _innen(drin: Maske, von: "Feldarray", nach: "Feldarray") -> "tuple[Feldarray, Feldarray]":
    m = drin[von] & drin[nach]
    return von[m], nach[m]


def links(teil: Netz) -> "Iterator[Link]":
    """The links of a part with what they are, relation by relation; two relations may join the same two nodes."""
    state = teil.state
    for praedikat in map(str, rollen.spurpraedikate(state.modell)):
        nachbarn = state.nachbarn(praedikat, rueck=False)
        if nachbarn is None:
            continue
        frist.pruefe()
        von, nach, angaben = nachbarn.arrays()
        satz = np.full(len(von), -1) if angaben is None else angaben
        status = np.where(satz < 0, 0, np.append(state.aussagen.status_array, 0)[satz])
        for a, b, k, s in zip(von.tolist(), nach.tolist(), satz.tolist(), status.tolist(), strict=True):
            if (teil.vorschlaege or s != VORSCHLAG) and a in teil.graph and b in teil.graph:
                yield Link(a, b, praedikat, s, k)


def statusname(link: Link) -> str:
    """Code of a link's status."""
    return STATUS[link.status].name
