"""Circles where there may be none."""

from pathlib import Path

from leitlinien.analyse import lies, uebersicht
from tests.analyse.analysehilfe import TAG, baue, gefunden, pfade


def kreise(text: str, ordner: Path) -> list[tuple[list[str], bool]]:
    state = baue(text, ordner)
    return [(pfade(state, k.knoten), k.vorschlag) for k in gefunden(state).kreise]


def test_a_hierarchy_without_a_circle_has_none(tmp_path: Path) -> None:
    assert [] == kreise("Ziel A B C ; C teilzielVon B ; B teilzielVon A ; C teilzielVon A", tmp_path)


def test_a_circle_is_told_from_its_first_node_in_the_direction_of_the_links(tmp_path: Path) -> None:
    assert [(["A", "B", "C"], False)] == kreise(
        "Ziel A B C ; A teilzielVon B ; B teilzielVon C ; C teilzielVon A", tmp_path
    )


def test_a_goal_that_is_part_of_itself_is_a_circle(tmp_path: Path) -> None:
    assert [(["A"], False)] == kreise("Ziel A ; A teilzielVon A", tmp_path)


def test_each_proposal_that_would_close_a_circle_is_told_in_either_view(tmp_path: Path) -> None:
    text = "Ziel A B C ; A teilzielVon B ; B teilzielVon C ; C teilzielVon A ? ; B teilzielVon A ?"

    assert [(["A", "B"], True), (["A", "B", "C"], True)] == kreise(text, tmp_path)


def test_a_proposal_beside_a_secured_circle_is_told_by_itself(tmp_path: Path) -> None:
    text = "Ziel A B C ; A teilzielVon B ; B teilzielVon A ; B teilzielVon C ? ; C teilzielVon B"

    assert [(["A", "B"], False), (["B", "C"], True)] == kreise(text, tmp_path)


def test_circles_of_relations_that_carry_no_trace_are_told_too(tmp_path: Path) -> None:
    assert [(["A", "B"], False)] == kreise("Handlungsfeld A B ; A oberbegriff B ; B oberbegriff A", tmp_path)


def test_a_part_tells_only_circles_that_touch_it(tmp_path: Path) -> None:
    state = baue(
        """
        Regelwerk R S ; Ziel A B C D
        A teilVonRegelwerk R ; C teilVonRegelwerk S
        A teilzielVon B ; B teilzielVon A ; C teilzielVon D ; D teilzielVon C
        """,
        tmp_path,
    )

    u = uebersicht(state, lies(state, "S"), TAG)

    assert [["C", "D"]] == [pfade(state, k.knoten) for k in u.kreise]
