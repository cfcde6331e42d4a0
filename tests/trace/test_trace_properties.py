"""Traces of random graphs against the plainest way to compute the same thing."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from leitlinien.kinds import LinkStatus
from leitlinien.rows import Bestand
from leitlinien.state import State
from leitlinien.trace import spur
from tests.bauhilfe import knoten, link, nr, stand

GENUG = 100


class Zufallsgraph(NamedTuple):
    """Measures that are parts of measures, goals that are parts of goals, grants that pay for some of either."""

    anzahl: int
    links: dict[tuple[int, int], tuple[str | None, LinkStatus]]
    geld: dict[int, int]
    """Amount by the node the grant pays for."""

    def bestand(self) -> Bestand:
        reihen = [knoten("Massnahme", f"n{i:02}") for i in range(self.anzahl)]
        reihen += [knoten("Zuwendung", f"g{i:02}", bewilligt=b) for i, b in self.geld.items()]
        verbunden = [
            link(f"n{a:02}", "teilVonMassnahme", f"n{b:02}", anteil=anteil, status=status)
            for (a, b), (anteil, status) in self.links.items()
        ]
        verbunden += [link(f"g{i:02}", "foerdert", f"n{i:02}") for i in self.geld]
        return Bestand(reihen, verbunden)

    def hinauf(self, i: int, vorschlaege: bool) -> list[tuple[int, str | None]]:
        return [
            (b, anteil)
            for (a, b), (anteil, status) in sorted(self.links.items())
            if a == i and (vorschlaege or status is not LinkStatus.VORSCHLAG)
        ]

    def pfade(self, i: int, vorschlaege: bool) -> Iterator[tuple[list[int], Fraction | None]]:
        """All upward paths from a node, the empty one among them, with the share that arrives."""
        yield [i], Fraction(1)
        weiter = self.hinauf(i, vorschlaege)
        for b, text in weiter:
            faktor = Fraction(text) if text else (Fraction(1) if len(weiter) == 1 else None)
            for rest, anteil in self.pfade(b, vorschlaege):
                yield [i, *rest], None if faktor is None or anteil is None else faktor * anteil

    def als_networkx(self, vorschlaege: bool) -> "nx.DiGraph[int]":
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(self.anzahl))
        graph.add_edges_from((i, b) for i in range(self.anzahl) for b, _ in self.hinauf(i, vorschlaege))
        return graph


@st.composite
def graphen(draw: st.DrawFn, vollstaendig: bool = False) -> Zufallsgraph:
    anzahl = draw(st.integers(2, 8))
    links: dict[tuple[int, int], tuple[str | None, LinkStatus]] = {}
    for a in range(anzahl - 1):
        ziele = draw(st.sets(st.integers(a + 1, anzahl - 1), max_size=4))
        rest = 100
        for k, b in enumerate(sorted(ziele)):
            if vollstaendig:
                teil = rest if k == len(ziele) - 1 else draw(st.integers(0, rest))
                rest -= teil
                links[a, b] = (f"{teil / 100:.2f}", LinkStatus.BELEGT)
            else:
                anteil = draw(st.sampled_from([None, "0.1", "0.25", "0.125"]))
                links[a, b] = (anteil, draw(st.sampled_from(list(LinkStatus))))
    geld = draw(st.dictionaries(st.integers(0, anzahl - 1), st.integers(0, 10_000), min_size=1, max_size=4))
    return Zufallsgraph(anzahl, links, geld)


def gebaut(graph: Zufallsgraph, ordner: str) -> tuple[State, list[int]]:
    state = stand(graph.bestand(), Path(ordner))
    return state, [nr(state, f"n{i:02}") for i in range(graph.anzahl)]


@settings(max_examples=60, deadline=None)
@given(graphen(), st.booleans(), st.integers(0, 8))
def test_a_trace_has_exactly_the_simple_paths_of_the_graph(graph: Zufallsgraph, vorschlaege: bool, tiefe: int) -> None:
    netz = graph.als_networkx(vorschlaege)
    with TemporaryDirectory() as ordner:
        state, nummern = gebaut(graph, ordner)
        erwartet = sorted(
            [nummern[k] for k in pfad]
            for ziel in range(1, graph.anzahl)
            for pfad in nx.all_simple_paths(netz, 0, ziel, cutoff=tiefe)
            if tiefe
        )

        gefunden = spur(
            state,
            nummern[0],
            zu=frozenset({"Massnahme"}),
            max_tiefe=tiefe,
            max_pfade=10_000,
            vorschlaege=vorschlaege,
        )

        assert erwartet == [[p.schritte[0].von, *(s.knoten for s in p.schritte)] for p in gefunden.pfade]
        assert len(erwartet) == gefunden.gesamt
        assert sorted({p[-1] for p in erwartet}) == [e.knoten for e in gefunden.erreicht]
        assert [sum(p[-1] == e.knoten for p in erwartet) for e in gefunden.erreicht] == [
            e.pfade for e in gefunden.erreicht
        ]


@settings(max_examples=40, deadline=None)
@given(graphen(), st.booleans())
def test_maximal_paths_end_where_no_link_goes_on(graph: Zufallsgraph, vorschlaege: bool) -> None:
    netz = graph.als_networkx(vorschlaege)
    with TemporaryDirectory() as ordner:
        state, nummern = gebaut(graph, ordner)
        senken = [i for i in range(1, graph.anzahl) if not netz.out_degree(i)]

        gefunden = spur(state, nummern[0], max_tiefe=GENUG, vorschlaege=vorschlaege)

        assert gefunden.gesamt == sum(len(list(nx.all_simple_paths(netz, 0, s))) for s in senken)


@settings(max_examples=40, deadline=None)
@given(graphen())
def test_further_paths_are_those_that_rest_on_a_proposal(graph: Zufallsgraph) -> None:
    with TemporaryDirectory() as ordner:
        state, nummern = gebaut(graph, ordner)
        alle = spur(state, nummern[0], max_tiefe=GENUG, max_pfade=10_000, vorschlaege=True)

        assert spur(state, nummern[0], max_tiefe=GENUG).weitere == sum(
            p.status is LinkStatus.VORSCHLAG for p in alle.pfade
        )


@settings(max_examples=60, deadline=None)
@given(graphen(), st.booleans())
def test_money_is_what_a_walk_over_every_path_adds_up(graph: Zufallsgraph, vorschlaege: bool) -> None:
    beruehrt = dict.fromkeys(range(graph.anzahl), 0)
    summen = dict.fromkeys(range(graph.anzahl), Fraction(0))
    unteilbar: set[int] = set()
    for i, betrag in graph.geld.items():
        pfade = list(graph.pfade(i, vorschlaege))
        for ziel in {pfad[-1] for pfad, _ in pfade}:
            beruehrt[ziel] += betrag
        for pfad, anteil in pfade:
            summen[pfad[-1]] += betrag * (anteil or 0)
            unteilbar |= {pfad[-1]} if anteil is None else set()
    with TemporaryDirectory() as ordner:
        state, nummern = gebaut(graph, ordner)
        for i in range(graph.anzahl):
            gefunden = spur(state, nummern[i], auf=False, max_tiefe=GENUG, vorschlaege=vorschlaege)

            assert Fraction(beruehrt[i]) == Fraction(gefunden.beruehrt.get("EUR", 0))
            assert summen[i] == Fraction(gefunden.zugerechnet.get("EUR", 0))
            assert (i in unteilbar) == gefunden.nicht_aufteilbar


@settings(max_examples=60, deadline=None)
@given(graphen(), st.booleans())
def test_a_grant_sees_upwards_what_its_targets_see_of_it(graph: Zufallsgraph, vorschlaege: bool) -> None:
    with TemporaryDirectory() as ordner:
        state, nummern = gebaut(graph, ordner)
        for i, betrag in graph.geld.items():
            summen: dict[int, Fraction] = {}
            for pfad, anteil in graph.pfade(i, vorschlaege):
                summen[nummern[pfad[-1]]] = summen.get(nummern[pfad[-1]], Fraction(0)) + betrag * (anteil or 0)

            gefunden = spur(state, nr(state, f"g{i:02}"), max_tiefe=GENUG, vorschlaege=vorschlaege)

            assert summen == {e.knoten: Fraction(e.zugerechnet["EUR"]) for e in gefunden.erreicht}


@settings(max_examples=60, deadline=None)
@given(graphen())
def test_never_is_more_attributed_than_touches(graph: Zufallsgraph) -> None:
    with TemporaryDirectory() as ordner:
        state, _ = gebaut(graph, ordner)
        for i in graph.geld:
            for e in spur(state, nr(state, f"g{i:02}"), max_tiefe=GENUG, vorschlaege=True).erreicht:
                assert e.zugerechnet["EUR"] <= e.beruehrt["EUR"]


@settings(max_examples=60, deadline=None)
@given(graphen(vollstaendig=True))
def test_a_complete_split_attributes_the_whole_grant_to_the_ends_and_never_more_to_an_antichain(
    graph: Zufallsgraph,
) -> None:
    netz = graph.als_networkx(vorschlaege=False)
    with TemporaryDirectory() as ordner:
        state, nummern = gebaut(graph, ordner)
        senken = {nummern[i] for i in range(graph.anzahl) if not netz.out_degree(i)}
        for i, betrag in graph.geld.items():
            anteile = {
                e.knoten: e.zugerechnet["EUR"] for e in spur(state, nr(state, f"g{i:02}"), max_tiefe=99).erreicht
            }

            assert betrag == sum(anteile.get(s, 0) for s in senken)
            for kette in nx.antichains(netz):
                assert sum(anteile.get(nummern[k], 0) for k in kette) <= betrag
