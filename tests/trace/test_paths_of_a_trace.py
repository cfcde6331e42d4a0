from pathlib import Path
from typing import Any

import pytest

from leitlinien.kinds import LinkStatus
from leitlinien.state import State
from leitlinien.trace import Spur, spur
from tests.bauhilfe import netz, nr, stand

KETTE = """
    Zuwendung F; Massnahme M; Ziel Z1 Z2; Leitlinie L
    F foerdert M
    M traegtBeiZu Z1 Z2
    Z1 dient L; Z2 dient L
"""


FOLGE = """
    Zuwendung F{i} bewilligt=100; Massnahme M{i}; Ziel Y{i} Z{i}; Leitlinie L{i}
    F{i} foerdert M{i}; M{i} traegtBeiZu Y{i} Z{i}; Y{i} dient L{i}; Z{i} dient L{i}
"""


def von(state: State, start: str, auf: bool = True, **wie: Any) -> Spur:
    return spur(state, nr(state, start), auf, **wie)


def wege(state: State, gefunden: Spur) -> list[str]:
    return [
        " ".join(state.pfad(i) for i in (pfad.schritte[0].von, *(s.knoten for s in pfad.schritte)))
        for pfad in gefunden.pfade
    ]


def test_an_upward_trace_lists_every_path_to_its_end(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "F")

    assert ["F M Z1 L", "F M Z2 L"] == wege(state, gefunden)


def test_a_downward_trace_lists_every_path_to_the_money(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "L", auf=False)

    assert ["L Z1 M F", "L Z2 M F"] == wege(state, gefunden)


def test_a_path_may_end_at_a_kind_where_links_go_on(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "F", zu=frozenset({"Ziel", "Leitlinie"}))

    assert ["F M Z1", "F M Z1 L", "F M Z2", "F M Z2 L"] == wege(state, gefunden)


def test_the_start_itself_is_no_path(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "L", zu=frozenset({"Leitlinie"}))

    assert ([], 0, False) == (gefunden.pfade, gefunden.gesamt, gefunden.gekuerzt)


def test_a_kind_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    with pytest.raises(KeyError):
        von(state, "F", zu=frozenset({"Wunsch"}))


def test_all_paths_are_counted_when_only_some_are_listed(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "F", max_pfade=1)

    assert (["F M Z1 L"], 2, True) == (wege(state, gefunden), gefunden.gesamt, gefunden.gekuerzt)


def test_paths_beyond_counting_are_counted_exactly(tmp_path: Path) -> None:
    text = "\n".join(f"Leitlinie A{i:02} B{i:02}" for i in range(80))
    text += "\n" + "\n".join(f"{x}{i:02} konkretisiert A{i + 1:02} B{i + 1:02}" for i in range(79) for x in "AB")
    state = stand(netz(text), tmp_path)

    gefunden = von(state, "A00", max_tiefe=100, max_pfade=3)

    assert (2**79, 3) == (gefunden.gesamt, len(gefunden.pfade))


def test_the_search_does_not_walk_where_no_end_is(tmp_path: Path) -> None:
    text = "Ziel X Y; X teilzielVon Y; " + "; ".join(f"Leitlinie A{i:02} B{i:02}" for i in range(80))
    text += "; X dient A00; " + "; ".join(
        f"{x}{i:02} konkretisiert A{i + 1:02} B{i + 1:02}" for i in range(79) for x in "AB"
    )
    state = stand(netz(text), tmp_path)

    gefunden = von(state, "X", zu=frozenset({"Ziel"}), max_tiefe=100)

    assert ["X Y"] == wege(state, gefunden)


def test_paths_are_in_order_of_the_nodes_whatever_their_relations(tmp_path: Path) -> None:
    state = stand(
        netz("Leitlinie L; Instrument I; Produkt P; Massnahme M; I dient L; P verfolgt L; M traegtBeiZu L"), tmp_path
    )

    gefunden = von(state, "L", auf=False)

    assert ["L P", "L M", "L I"] == wege(state, gefunden)


def test_the_depth_ends_a_path_and_the_answer_says_so(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "F", max_tiefe=2)

    assert (["F M Z1", "F M Z2"], True) == (wege(state, gefunden), gefunden.gekuerzt)


def test_a_longer_way_does_not_count_beyond_the_depth(tmp_path: Path) -> None:
    state = stand(netz("Leitlinie A B C D; A konkretisiert B C; B konkretisiert C; C konkretisiert D"), tmp_path)

    gefunden = von(state, "A", zu=frozenset({"Leitlinie"}), max_tiefe=2)

    assert ["A B", "A B C", "A C", "A C D"] == wege(state, gefunden)
    assert {"B": 1, "C": 2, "D": 1} == {state.pfad(e.knoten): e.pfade for e in gefunden.erreicht}


def test_a_depth_of_nothing_reaches_nothing(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "F", max_tiefe=0)

    assert ([], 0, [], True) == (gefunden.pfade, gefunden.gesamt, gefunden.erreicht, gefunden.gekuerzt)


def test_a_circle_in_odd_data_does_not_loop(tmp_path: Path) -> None:
    state = stand(netz("Leitlinie A B C; A konkretisiert B; B konkretisiert C; C konkretisiert A"), tmp_path)

    gefunden = von(state, "A", max_tiefe=1000)

    assert (["A B C"], True) == (wege(state, gefunden), gefunden.gekuerzt)


def test_a_node_that_leads_to_itself_does_not_loop(tmp_path: Path) -> None:
    state = stand(netz("Leitlinie A B; A konkretisiert A B"), tmp_path)

    gefunden = von(state, "A", max_tiefe=1000)

    assert ["A B"] == wege(state, gefunden)


def test_a_proposal_carries_no_trace_unless_asked_for(tmp_path: Path) -> None:
    state = stand(netz(KETTE.replace("Z2 dient L", "Z2 dient L ?")), tmp_path)

    gesichert, alle = von(state, "F"), von(state, "F", vorschlaege=True)

    assert ["F M Z1 L", "F M Z2"] == wege(state, gesichert)
    assert ["F M Z1 L", "F M Z2 L"] == wege(state, alle)


def test_a_secured_trace_says_how_many_paths_rest_on_proposals(tmp_path: Path) -> None:
    state = stand(netz(KETTE.replace("Z2 dient L", "Z2 dient L ?")), tmp_path)

    assert (1, 0) == (von(state, "F").weitere, von(state, "F", vorschlaege=True).weitere)


def test_proposals_beyond_the_asked_kinds_add_no_path(tmp_path: Path) -> None:
    state = stand(netz(KETTE.replace("Z2 dient L", "Z2 dient L ?")), tmp_path)

    assert 0 == von(state, "F", zu=frozenset({"Ziel"})).weitere


def test_a_path_is_as_sure_as_its_weakest_link(tmp_path: Path) -> None:
    text = """
        Ziel A; Leitlinie B1 B2 B3; Leitlinie C1 C2 C3
        A dient B1; A dient B2 !; A dient B3 ?
        B1 konkretisiert C1; B2 konkretisiert C2; B3 konkretisiert C3 !
    """
    state = stand(netz(text), tmp_path)

    gefunden = von(state, "A", vorschlaege=True)

    assert [LinkStatus.BELEGT, LinkStatus.BESTAETIGT, LinkStatus.VORSCHLAG] == [p.status for p in gefunden.pfade]


def test_a_reached_node_is_as_sure_as_the_surest_path(tmp_path: Path) -> None:
    state = stand(
        netz("Ziel A B1 B2; Leitlinie C; A teilzielVon B1 ?; A teilzielVon B2 !; B1 dient C; B2 dient C"), tmp_path
    )

    gefunden = von(state, "A", vorschlaege=True)

    assert LinkStatus.BESTAETIGT == {state.pfad(e.knoten): e.status for e in gefunden.erreicht}["C"]


def test_reached_nodes_are_all_nodes_on_the_way_in_order_of_their_numbers(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    gefunden = von(state, "F", zu=frozenset({"Leitlinie"}))

    assert [("L", 2), ("Z1", 1), ("Z2", 1), ("M", 1)] == [(state.pfad(e.knoten), e.pfade) for e in gefunden.erreicht]


def test_a_step_knows_both_ends_and_its_link(tmp_path: Path) -> None:
    state = stand(netz(KETTE), tmp_path)

    schritt = von(state, "F").pfade[0].schritte[0]

    assert ("F", "M", "foerdert") == (
        state.pfad(schritt.von),
        state.pfad(schritt.knoten),
        state.praedikate[schritt.kante.praedikat].rsplit("#")[-1],
    )


def test_a_trace_leads_only_over_links_that_carry_one(tmp_path: Path) -> None:
    text = "Zuwendung F; Organisation O; Massnahme M; F foerdert M; F empfaenger O; M traeger O"
    state = stand(netz(text), tmp_path)

    assert ["F M"] == wege(state, von(state, "F"))


def test_a_trace_reads_the_same_in_a_graph_fifty_times_as_large(tmp_path: Path) -> None:
    def gelesen(anzahl: int) -> dict[str, int]:
        state = stand(netz("\n".join(FOLGE.format(i=i) for i in range(anzahl))), tmp_path)
        gefunden = von(state, "F0")
        assert (2, 0) == (gefunden.gesamt, gefunden.weitere)
        assert [{"EUR": 100}] * 4 == [e.beruehrt for e in gefunden.erreicht]
        return dict(state.zaehler)

    assert gelesen(1) == gelesen(50)
