"""What joins fields of action."""

from pathlib import Path

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from leitlinien.analyse import Vergleich
from leitlinien.analyse.felder import trennende
from tests.analyse.analysehilfe import baue, gefunden, pfade

KNOTEN = st.integers(0, 7)


def seiten(graph: "nx.Graph[int]", bits: dict[int, int]) -> list[int]:
    """What each connected part has to itself."""
    teile = []
    for teil in nx.connected_components(graph):
        summe = 0
        for k in teil:
            summe |= bits.get(k, 0)
        teile.append(summe)
    eigenes = []
    for n, s in enumerate(teile):
        for andere in teile[:n] + teile[n + 1 :]:
            s &= ~andere  # noqa: PLW2901 - taken away from one after another
        eigenes.append(s)
    return sorted(e for e in eigenes if e)


@given(st.sets(st.tuples(KNOTEN, KNOTEN), max_size=14), st.dictionaries(KNOTEN, st.integers(0, 7)))
def test_joints_and_bridges_are_what_leaves_fields_apart_when_it_is_taken_out(
    kanten: set[tuple[int, int]], bits: dict[int, int]
) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph(kanten)
    ungerichtet = nx.Graph((a, b) for a, b in kanten if a != b)
    erwartet: dict[tuple[int, ...], list[int]] = {}
    for teil in nx.connected_components(ungerichtet):
        ganz = nx.Graph(ungerichtet.subgraph(teil))
        for k in ganz.nodes:
            ohne = ganz.copy()
            ohne.remove_node(k)
            erwartet[(k,)] = seiten(ohne, bits)
        for a, b in ganz.edges:
            ohne = ganz.copy()
            ohne.remove_edge(a, b)
            erwartet[(min(a, b), max(a, b))] = seiten(ohne, bits)

    assert {k: e for k, e in erwartet.items() if len(e) > 1} == {k: sorted(e) for k, e in trennende(graph, bits)}


ZWEI_FELDER = """
    Handlungsfeld Bildung Wohnen
    Ziel Z Y
    Massnahme M
    Zuwendung F bewilligt=1
    Z imFeld Bildung ; Y imFeld Wohnen
    M traegtBeiZu Z Y
    F foerdert M
"""


def test_a_measure_between_two_fields_is_the_joint_with_a_bridge_on_either_side(tmp_path: Path) -> None:
    state = baue(ZWEI_FELDER, tmp_path)

    verbindungen = gefunden(state).verbindungen

    assert [["M"], ["Y", "M"], ["Z", "M"]] == [pfade(state, v.knoten) for v in verbindungen]
    assert [["Bildung"], ["Wohnen"]] == [pfade(state, felder) for felder in verbindungen[0].felder]


def test_what_serves_goals_of_two_fields_is_named_with_them(tmp_path: Path) -> None:
    state = baue(ZWEI_FELDER, tmp_path)

    mehrfach = gefunden(state).mehrfach

    assert {"F": ["Bildung", "Wohnen"], "M": ["Bildung", "Wohnen"]} == {
        state.pfad(m.knoten): pfade(state, m.felder) for m in mehrfach
    }


def test_a_second_way_between_the_fields_leaves_no_bridge(tmp_path: Path) -> None:
    state = baue(ZWEI_FELDER + "Massnahme N ; N traegtBeiZu Z Y", tmp_path)

    assert () == gefunden(state).verbindungen


def test_a_circle_of_goals_ends_the_search_for_their_fields(tmp_path: Path) -> None:
    state = baue(ZWEI_FELDER + "Z teilzielVon Y ; Y teilzielVon Z", tmp_path)

    assert {"F", "M", "Y", "Z"} == {state.pfad(m.knoten) for m in gefunden(state).mehrfach}


def test_a_field_and_a_bridge_that_only_a_proposal_adds_are_told_apart(tmp_path: Path) -> None:
    state = baue(
        """
        Handlungsfeld Bildung Wohnen
        Ziel Z Y
        Massnahme M
        Z imFeld Bildung ; Y imFeld Wohnen
        M traegtBeiZu Z
        M traegtBeiZu Y ?
        """,
        tmp_path,
    )

    u = gefunden(state, vorschlaege=True)
    vergleich = Vergleich(u)

    assert [["Bildung", "Wohnen"]] == [pfade(state, sorted(vergleich.felder(m))) for m in u.mehrfach]
    assert {True} == {vergleich.verbindung(v) for v in u.verbindungen}
