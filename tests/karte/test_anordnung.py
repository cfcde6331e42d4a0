"""Where boxes and lines stand: with Graphviz and without."""

import random
from collections.abc import Callable
from itertools import combinations

import pytest

from leitlinien.karte import anordnung
from leitlinien.karte.anordnung import ABSTAND, BREITE, Anordnung, Auftrag, ordne
from leitlinien.karte.schichten import kreuzungen
from tests.karte.kartenhilfe import zahlen


def auftrag(saat: int, kaesten: int = 40) -> Auftrag:
    wuerfel = random.Random(saat)  # noqa: S311 - a graph for a test
    spalten = sorted(wuerfel.randrange(5) for _ in range(kaesten))
    paare = [(a, b) for a in range(kaesten) for b in range(kaesten) if spalten[a] < spalten[b]]
    return Auftrag(
        tuple(spalten),
        tuple(float(wuerfel.randrange(40, 110)) for _ in range(kaesten)),
        tuple(sorted(wuerfel.sample(paare, kaesten))),
    )


@pytest.fixture(params=["graphviz", "schichten"])
def zeichne(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Auftrag], Anordnung]:
    if request.param == "schichten":
        monkeypatch.setattr(anordnung, "find_spec", lambda _: None)
    return ordne.__wrapped__


@pytest.mark.parametrize("saat", [1, 2])
def test_no_two_boxes_overlap(zeichne: Callable[[Auftrag], Anordnung], saat: int) -> None:
    wunsch = auftrag(saat)

    ort = zeichne(wunsch)

    kaesten = [(x, y, h) for (x, y), h in zip(ort.orte, wunsch.hoehen, strict=True)]
    ueberlappend = [
        (a, b)
        for a, b in combinations(kaesten, 2)
        if abs(a[0] - b[0]) < BREITE and a[1] < b[1] + b[2] and b[1] < a[1] + a[2]
    ]
    assert [] == ueberlappend


def test_all_boxes_of_a_column_stand_one_above_the_other(zeichne: Callable[[Auftrag], Anordnung]) -> None:
    wunsch = auftrag(3)
    verbunden = {k for linie in wunsch.linien for k in linie}

    ort = zeichne(wunsch)

    orte = {(wunsch.spalten[k], ort.orte[k][0]) for k in verbunden}
    assert {(s, s * (BREITE + ABSTAND)) for s in set(wunsch.spalten)} == orte


def test_every_line_leads_from_the_right_edge_of_a_box_to_the_left_edge_of_another(
    zeichne: Callable[[Auftrag], Anordnung],
) -> None:
    wunsch = auftrag(4)

    ort = zeichne(wunsch)

    for (a, b), weg in zip(wunsch.linien, ort.wege, strict=True):
        x, y, *_, zx, zy = zahlen(weg)
        assert pytest.approx((x, y), abs=0.2) == (ort.orte[a][0] + BREITE, ort.orte[a][1] + wunsch.hoehen[a] / 2)
        assert pytest.approx((zx, zy), abs=0.2) == (ort.orte[b][0], ort.orte[b][1] + wunsch.hoehen[b] / 2)


def test_no_line_runs_over_a_box(zeichne: Callable[[Auftrag], Anordnung]) -> None:
    wunsch = auftrag(5)

    ort = zeichne(wunsch)

    schritt = BREITE + ABSTAND
    for (a, b), weg in zip(wunsch.linien, ort.wege, strict=True):
        # one curve for each gap between columns; between two of them the line is level
        hoehen = [float(teil.split("H")[0].split()[-1]) for teil in weg.split("C")[1:]]
        for nr, y in enumerate(hoehen[:-1], wunsch.spalten[a] + 1):
            getroffen = [
                k
                for k, (x, oben) in enumerate(ort.orte)
                if x == nr * schritt and oben < y < oben + wunsch.hoehen[k] and k not in (a, b)
            ]
            assert [] == getroffen


def test_a_picture_is_as_large_as_what_is_in_it(zeichne: Callable[[Auftrag], Anordnung]) -> None:
    wunsch = auftrag(6)

    ort = zeichne(wunsch)

    assert max(x for x, _ in ort.orte) + BREITE <= ort.breite
    assert max(y + h for (_, y), h in zip(ort.orte, wunsch.hoehen, strict=True)) <= ort.hoehe + 0.1
    assert min(y for _, y in ort.orte) >= 0


def test_boxes_without_a_line_stand_below_the_others(zeichne: Callable[[Auftrag], Anordnung]) -> None:
    ort = zeichne(Auftrag((0, 0, 1, 1), (50.0, 50.0, 50.0, 50.0), ((0, 2),)))

    assert ort.einzeln_ab is not None
    assert {ort.einzeln_ab} == {ort.orte[1][1], ort.orte[3][1]}
    assert max(ort.orte[0][1], ort.orte[2][1]) + 50 < ort.einzeln_ab


def test_the_same_boxes_are_laid_out_the_same_each_time(zeichne: Callable[[Auftrag], Anordnung]) -> None:
    assert zeichne(auftrag(7)) == zeichne(auftrag(7))


def test_nothing_to_lay_out_is_an_empty_picture() -> None:
    assert ((), ()) == (ordne(Auftrag((), (), ())).orte, ordne(Auftrag((), (), ())).wege)


def test_graphviz_draws_where_it_is_installed() -> None:
    assert ordne.__wrapped__(auftrag(8)).durch_graphviz


def test_when_graphviz_takes_too_long_the_picture_is_drawn_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anordnung, "SEKUNDEN", 0.001)

    assert not ordne.__wrapped__(auftrag(9)).durch_graphviz


def test_crossings_are_pairs_of_lines_in_different_order() -> None:
    weiter = [[3, 4], [2]]

    assert 2 == kreuzungen([0, 1], [2, 3, 4], weiter)
    assert 0 == kreuzungen([0, 1], [3, 4, 2], weiter)


def test_without_graphviz_two_lines_that_need_not_cross_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anordnung, "find_spec", lambda _: None)

    ort = ordne.__wrapped__(Auftrag((0, 0, 1, 1), (40.0,) * 4, ((0, 3), (1, 2))))

    assert (ort.orte[0][1] < ort.orte[1][1]) == (ort.orte[3][1] < ort.orte[2][1])
