from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from leitlinien.findings import Zahlen, abdeckung
from leitlinien.kinds import Knoten
from leitlinien.model.leitlinien import Ziel
from leitlinien.model.messung import Indikator
from leitlinien.model.regel import Deckung, Weg
from leitlinien.terms import LL
from tests.bauhilfe import netz, nr, stand

HEUTE = date(2026, 11, 21)
IM_R = "Regelwerk R; "


def zahlen(text: str, ordner: Path, was: str, vorschlaege: bool = False, **wie: Any) -> Zahlen:
    state = stand(netz(text), ordner)
    (eine,) = abdeckung(state, nr(state, "R"), HEUTE, vorschlaege, **wie)
    return eine.zahlen[was]


def test_goals_are_covered_directly_by_parts_or_not(tmp_path: Path) -> None:
    text = (
        IM_R
        + """
        Ziel A B C D; Massnahme M
        A teilVonRegelwerk R; B teilVonRegelwerk R; C teilVonRegelwerk R; D teilVonRegelwerk R
        B teilzielVon A; C teilzielVon B; M traegtBeiZu C
    """
    )

    assert Zahlen(gesamt=4, direkt=1, ueber_teile=2, tief=3, ohne=1, entfaellt=0) == zahlen(text, tmp_path, "ziele")


def test_a_goal_with_an_uncovered_part_is_not_covered_deeply(tmp_path: Path) -> None:
    text = (
        IM_R
        + """
        Ziel A B C; Massnahme M; A teilVonRegelwerk R; B teilVonRegelwerk R; C teilVonRegelwerk R
        B teilzielVon A; C teilzielVon A; M traegtBeiZu C
    """
    )

    assert Zahlen(gesamt=3, direkt=1, ueber_teile=1, tief=1, ohne=1, entfaellt=0) == zahlen(text, tmp_path, "ziele")


def test_a_guideline_is_covered_deeply_when_everything_below_it_is(tmp_path: Path) -> None:
    text = (
        IM_R
        + """
        Leitlinie K L; K teilVonRegelwerk R; L teilVonRegelwerk R
        Ziel A B C; Massnahme M; A dient K; B dient L; C dient L; M traegtBeiZu A; M traegtBeiZu B
    """
    )

    assert Zahlen(gesamt=2, direkt=2, ueber_teile=0, tief=1, ohne=0, entfaellt=0) == zahlen(
        text, tmp_path, "leitlinien"
    )


def test_a_goal_alone_covers_a_guideline_but_not_deeply(tmp_path: Path) -> None:
    text = IM_R + "Leitlinie L; L teilVonRegelwerk R; Ziel A; A dient L"

    assert Zahlen(gesamt=1, direkt=1, ueber_teile=0, tief=0, ohne=0, entfaellt=0) == zahlen(
        text, tmp_path, "leitlinien"
    )


def test_a_guideline_may_be_covered_by_those_that_refine_it(tmp_path: Path) -> None:
    text = (
        IM_R
        + """
        Leitlinie K L; K teilVonRegelwerk R; L teilVonRegelwerk R; L konkretisiert K; Massnahme M; M traegtBeiZu L
    """
    )

    assert Zahlen(gesamt=2, direkt=1, ueber_teile=1, tief=2, ohne=0, entfaellt=0) == zahlen(
        text, tmp_path, "leitlinien"
    )


def test_explaining_guidelines_neither_count_nor_gape_unless_asked_for(tmp_path: Path) -> None:
    text = (
        IM_R
        + """
        Leitlinie K rang=LEITSATZ; Leitlinie L rang=ERLAEUTERUNG; K teilVonRegelwerk R; L teilVonRegelwerk R
        L konkretisiert K; Massnahme M; M traegtBeiZu K
    """
    )

    ohne = zahlen(text, tmp_path, "leitlinien")
    mit = zahlen(text, tmp_path, "leitlinien", erlaeuterungen=True)

    assert Zahlen(gesamt=1, direkt=1, ueber_teile=0, tief=1, ohne=0, entfaellt=0) == ohne
    assert Zahlen(gesamt=2, direkt=1, ueber_teile=0, tief=0, ohne=1, entfaellt=0) == mit


def test_what_a_document_says_is_empty_is_left_out_of_the_count(tmp_path: Path) -> None:
    text = (
        IM_R
        + """
        Ziel A B; A teilVonRegelwerk R; B teilVonRegelwerk R
        Leerstelle X feld=massnahmen grund=ENTFAELLT; X leerstelleVon A
    """
    )

    assert Zahlen(gesamt=1, direkt=0, ueber_teile=0, tief=0, ohne=1, entfaellt=1) == zahlen(text, tmp_path, "ziele")


def test_a_goal_that_needs_no_measure_keeps_no_guideline_from_deep_cover(tmp_path: Path) -> None:
    text = (
        IM_R
        + """
        Leitlinie L; L teilVonRegelwerk R; Ziel A B; Massnahme M; A dient L; B dient L; M traegtBeiZu B
        Leerstelle X feld=massnahmen grund=ENTFAELLT; X leerstelleVon A
    """
    )

    assert 1 == zahlen(text, tmp_path, "leitlinien").tief


def test_what_is_not_in_force_is_not_counted(tmp_path: Path) -> None:
    text = IM_R + "Ziel A gilt_bis=2025-12-31; A teilVonRegelwerk R"

    assert 0 == zahlen(text, tmp_path, "ziele").gesamt


def test_proposals_cover_nothing_but_are_counted_beside(tmp_path: Path) -> None:
    state = stand(netz(IM_R + "Ziel A; A teilVonRegelwerk R; Massnahme M; M traegtBeiZu A ?"), tmp_path)

    (gesichert,) = abdeckung(state, None, HEUTE)
    (alle,) = abdeckung(state, None, HEUTE, vorschlaege=True)

    assert (0, 1) == (gesichert.zahlen["ziele"].direkt, gesichert.mit_vorschlaegen["ziele"].direkt)
    assert (1, 1) == (alle.zahlen["ziele"].direkt, alle.mit_vorschlaegen["ziele"].direkt)


def test_each_set_is_counted_by_itself_and_nodes_of_none_come_last(tmp_path: Path) -> None:
    text = """
        Regelwerk R S; Ziel A B C; A teilVonRegelwerk R; B teilVonRegelwerk S; Leitlinie L; L teilVonRegelwerk S
        Massnahme M; M traegtBeiZu B
    """
    state = stand(netz(text), tmp_path)

    gezaehlt = [
        (None if a.regelwerk is None else state.pfad(a.regelwerk), a.zahlen["ziele"].direkt, a.zahlen["ziele"].gesamt)
        for a in abdeckung(state, None, HEUTE)
    ]

    assert [("R", 0, 1), ("S", 1, 1), (None, 0, 1)] == gezaehlt


def test_an_extract_is_named_as_one(tmp_path: Path) -> None:
    state = stand(netz("Regelwerk R bestand=AUSZUG; Regelwerk S bestand=VOLLSTAENDIG"), tmp_path)

    assert [True, False] == [bool(a.hinweis) for a in abdeckung(state, None, HEUTE)]


def test_ratios_are_exact_to_four_digits_and_empty_where_there_is_nothing() -> None:
    drei = Zahlen(gesamt=3, direkt=1, ueber_teile=1, tief=0, ohne=1, entfaellt=0)
    nichts = Zahlen(gesamt=0, direkt=0, ueber_teile=0, tief=0, ohne=0, entfaellt=0)

    assert (Decimal("0.3333"), Decimal("0.6667")) == (drei.quote_direkt, drei.quote_gedeckt)
    assert (Decimal(0), Decimal("0.3333")) == (drei.quote_tief, drei.quote_ohne)
    assert nichts.quote_direkt is None


def test_a_coverage_of_something_else_is_one_declaration(tmp_path: Path) -> None:
    gemessen = Deckung(
        "gemessen",
        Ziel,
        beschreibung="Ziele mit Indikator.",
        direkt=(Weg(~LL.misst, (Indikator,)),),
        teile=~LL.teilzielVon,
        umsetzung=Weg(~LL.misst, (Knoten,)),
        darunter=~LL.teilzielVon,
    )
    text = IM_R + "Ziel A B; A teilVonRegelwerk R; B teilVonRegelwerk R; Indikator I; I misst A"

    assert Zahlen(gesamt=2, direkt=1, ueber_teile=0, tief=1, ohne=1, entfaellt=0) == zahlen(
        text, tmp_path, "gemessen", deckungen=[gemessen]
    )
