"""What hangs on one thread."""

from pathlib import Path

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from leitlinien.analyse import Vergleich, halt, haltepunkte
from tests.analyse.analysehilfe import baue, gefunden, nr, pfade

KNOTEN = st.integers(0, 8)
MENGE = st.sets(KNOTEN)


def haengt(text: str, ordner: Path) -> dict[str, list[str]]:
    """What hangs on each measure or product alone."""
    state = baue(text, ordner)
    return {state.pfad(p.knoten): pfade(state, p.haengend) for p in gefunden(state).an_einem}


def erreicht(graph: "nx.DiGraph[int]", quellen: set[int]) -> set[int]:
    return set(quellen).union(*(nx.descendants(graph, q) for q in quellen)) if quellen else set()


@given(st.sets(st.tuples(KNOTEN, KNOTEN), max_size=24), MENGE, MENGE)
def test_a_node_hangs_on_the_source_without_which_no_source_reaches_it(
    kanten: set[tuple[int, int]], quellen: set[int], gefragt: set[int]
) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph(kanten)
    graph.add_nodes_from(range(9))
    heute = erreicht(graph, quellen)
    erwartet: dict[int, int] = {}
    for q in quellen:
        ohne = graph.copy()
        ohne.remove_node(q)
        verloren = heute - erreicht(ohne, quellen - {q}) - {q}
        assert not verloren & erwartet.keys()  # no node hangs on two sources
        erwartet |= dict.fromkeys(verloren, q)

    assert {g: q for g, q in erwartet.items() if g in gefragt} == halt(graph, sorted(quellen), sorted(gefragt))


def test_the_graph_itself_is_not_changed() -> None:
    graph: nx.DiGraph[int] = nx.DiGraph([(1, 2)])

    halt(graph, [1], [2])

    assert [(1, 2)] == list(graph.edges)


def test_a_chain_of_many_goals_hangs_on_its_measure() -> None:
    laenge = 20_000
    graph: nx.DiGraph[int] = nx.path_graph(laenge, create_using=nx.DiGraph)

    assert laenge - 1 == len(halt(graph, [0], range(1, laenge)))


def test_who_holds_most_comes_first() -> None:
    punkte = haltepunkte({5: 1, 6: 2, 7: 2, 8: 3})

    assert [(2, (6, 7)), (1, (5,)), (3, (8,))] == [(p.knoten, p.haengend) for p in punkte]


def test_a_goal_with_one_measure_hangs_on_it_and_so_does_what_it_serves(tmp_path: Path) -> None:
    text = "Ziel Z ; Leitlinie L ; Massnahme M ; M traegtBeiZu Z ; Z dient L"

    assert {"M": ["L", "Z"]} == haengt(text, tmp_path)


def test_a_goal_with_two_measures_hangs_on_none(tmp_path: Path) -> None:
    text = "Ziel Z ; Massnahme M N ; M traegtBeiZu Z ; N traegtBeiZu Z"

    assert {} == haengt(text, tmp_path)


def test_a_goal_hangs_on_the_programme_and_not_on_its_parts(tmp_path: Path) -> None:
    text = "Ziel Z ; Massnahme P M N ; M teilVonMassnahme P ; N teilVonMassnahme P ; P traegtBeiZu Z"

    assert {"P": ["Z"]} == haengt(text, tmp_path)


def test_a_proposed_second_measure_takes_a_goal_off_the_thread_only_on_request(tmp_path: Path) -> None:
    state = baue("Ziel Z ; Massnahme M N ; M traegtBeiZu Z ; N traegtBeiZu Z ?", tmp_path)

    assert [1, 0] == [len(gefunden(state, vorschlaege=v).an_einem) for v in (False, True)]


def test_a_goal_that_is_no_longer_in_force_is_not_asked_for(tmp_path: Path) -> None:
    text = "Ziel Z gilt_bis=2020-12-31 ; Massnahme M ; M traegtBeiZu Z"

    assert {} == haengt(text, tmp_path)


def test_a_goal_whose_money_comes_from_one_grant_hangs_on_it(tmp_path: Path) -> None:
    state = baue(
        """
        Ziel Z Y ; Massnahme M N O ; Zuwendung F G bewilligt=100
        F foerdert M N ; G foerdert O
        M traegtBeiZu Z ; N traegtBeiZu Z ; N traegtBeiZu Y ; O traegtBeiZu Y
        """,
        tmp_path,
    )

    (punkt,) = gefunden(state).an_einem_geld

    assert (nr(state, "F"), ["Z"]) == (punkt.knoten, pfade(state, punkt.haengend))


def test_an_appropriation_does_not_count_as_a_second_source_of_money(tmp_path: Path) -> None:
    state = baue(
        """
        Ziel Z ; Produkt P ; Zuwendung F bewilligt=100 ; Haushaltsansatz H
        F foerdert P ; H ansatzFuer P ; P verfolgt Z
        """,
        tmp_path,
    )

    assert ["F"] == [state.pfad(p.knoten) for p in gefunden(state).an_einem_geld]


def test_the_overview_counts_what_is_carried_and_what_money_reaches(tmp_path: Path) -> None:
    state = baue(
        "Ziel Z Y X ; Massnahme M N ; Zuwendung F bewilligt=1 ; F foerdert M ; M traegtBeiZu Z ; N traegtBeiZu Y",
        tmp_path,
    )

    u = gefunden(state)

    assert (3, 2, 1) == (u.gefragt, u.getragen, u.mit_geld)


def test_what_hangs_only_because_of_proposals_is_told_apart(tmp_path: Path) -> None:
    state = baue("Ziel Z Y ; Massnahme M ; M traegtBeiZu Z ; M traegtBeiZu Y ?", tmp_path)

    u = gefunden(state, vorschlaege=True)
    (punkt,) = u.an_einem

    assert (["Y", "Z"], ["Y"]) == (
        pfade(state, punkt.haengend),
        pfade(state, sorted(Vergleich(u).halt(punkt, geld=False))),
    )
