"""Money for each guideline: nothing twice, nothing split that nobody split, currencies apart."""

from decimal import Decimal
from pathlib import Path

from leitlinien.karte.deckung import Weg, Zelle, einzelne, leitlinien, matrix, weg
from leitlinien.karte.geldlage import geldlage, hat_vorschlaege
from leitlinien.state import State
from leitlinien.trace import spur
from tests.bauhilfe import netz, nr, stand
from tests.karte.kartenhilfe import kette

GELD = """
    Leitlinie b/A b/B
    Massnahme b/geteilt b/ganz b/offen b/lose
    Zuwendung b/F1 b/F2 b/F3 bewilligt=100
    Zuwendung b/F4 bewilligt=100 waehrung=CHF
    Zuwendung b/F5 bewilligt=7
    b/geteilt traegtBeiZu b/A 0.6; b/geteilt traegtBeiZu b/B 0.4
    b/offen traegtBeiZu b/A; b/offen traegtBeiZu b/B
    b/ganz traegtBeiZu b/A
    b/F1 foerdert b/geteilt; b/F2 foerdert b/offen; b/F3 foerdert b/ganz; b/F4 foerdert b/ganz; b/F5 foerdert b/lose
"""


def geld(ordner: Path, mehr: str = "") -> State:
    return stand(netz(GELD + mehr), ordner)


def test_a_grant_touches_every_guideline_it_reaches_in_full(tmp_path: Path) -> None:
    state = geld(tmp_path)

    lage = geldlage(state, vorschlaege=False)

    assert {"EUR": Decimal(300), "CHF": Decimal(100)} == lage.je[nr(state, "b/A")].beruehrt
    assert {"EUR": Decimal(200)} == lage.je[nr(state, "b/B")].beruehrt


def test_attributed_is_what_shares_pass_on(tmp_path: Path) -> None:
    state = geld(tmp_path)

    lage = geldlage(state, vorschlaege=False)

    assert Decimal(160) == lage.je[nr(state, "b/A")].zugerechnet["EUR"]
    assert Decimal(40) == lage.je[nr(state, "b/B")].zugerechnet["EUR"]


def test_a_fork_without_shares_is_said_and_not_split(tmp_path: Path) -> None:
    state = geld(tmp_path)

    lage = geldlage(state, vorschlaege=False)

    assert [True, True] == [lage.je[nr(state, p)].nicht_aufteilbar for p in ("b/A", "b/B")]


def test_over_several_guidelines_each_grant_counts_once(tmp_path: Path) -> None:
    state = geld(tmp_path)

    zusammen = geldlage(state, vorschlaege=False).vereint([nr(state, "b/A"), nr(state, "b/B")])

    assert {"EUR": Decimal(300), "CHF": Decimal(100)} == zusammen.beruehrt


def test_money_that_reaches_no_guideline_is_kept_apart(tmp_path: Path) -> None:
    state = geld(tmp_path)

    lage = geldlage(state, vorschlaege=False)

    assert ([nr(state, "b/F5")], {"EUR": Decimal(7)}) == (lage.ohne.zuwendungen, lage.ohne.beruehrt)


def test_a_proposal_carries_money_only_when_asked(tmp_path: Path) -> None:
    state = geld(tmp_path, "b/lose traegtBeiZu b/B ?")

    ohne, mit = (geldlage(state, vorschlaege=v).ohne.beruehrt for v in (False, True))

    assert hat_vorschlaege(state)
    assert ({"EUR": Decimal(7)}, {}) == (ohne, mit)


def test_a_grant_without_an_amount_is_counted_as_such(tmp_path: Path) -> None:
    state = geld(tmp_path, "Zuwendung b/F6; b/F6 foerdert b/ganz")

    assert 1 == geldlage(state, vorschlaege=False).ohne_betrag


def test_invented_money_and_real_money_are_told_apart(tmp_path: Path) -> None:
    state = geld(tmp_path, "Zuwendung b/F6 bewilligt=5 herkunft=BEISPIEL")

    echt, erfunden = (geldlage(state, vorschlaege=False, beispiele=b).alle.beruehrt for b in (False, True))

    assert ({"EUR": Decimal(307), "CHF": Decimal(100)}, {"EUR": Decimal(5)}) == (echt, erfunden)


def test_it_is_the_same_money_as_in_the_trace_of_each_guideline(tmp_path: Path) -> None:
    state = geld(tmp_path)

    lage = geldlage(state, vorschlaege=False)

    for leitlinie, betraege in lage.je.items():
        unten = spur(state, leitlinie, False)
        assert (unten.beruehrt, unten.zugerechnet) == (
            dict(sorted(betraege.beruehrt.items())),
            dict(sorted(betraege.zugerechnet.items())),
        )


# the matrix


def test_a_cell_counts_what_is_sure_and_apart_from_it_what_is_proposed(tmp_path: Path) -> None:
    state = kette(tmp_path)

    gedeckt = matrix(state, leitlinien(state, nr(state, "b/R")), hoechstens=10, vorschlaege=True)

    (zeile,) = [z for z in gedeckt.zeilen if z.knoten == nr(state, "b/L1")]
    assert (Zelle(1, 0), Zelle(1, 1), Zelle(1, 0)) == tuple(zeile.zelle(a) for a in ("Ziel", "Massnahme", "Zuwendung"))


def test_a_sum_counts_every_node_once(tmp_path: Path) -> None:
    state = kette(tmp_path, "b/M1 traegtBeiZu b/Z2")

    gedeckt = matrix(state, leitlinien(state, nr(state, "b/R")), hoechstens=10, vorschlaege=True)

    assert [1, 1] == [z.zelle("Massnahme").gesichert for z in gedeckt.zeilen]
    assert Zelle(1, 1) == gedeckt.summe("Massnahme")


def test_a_matrix_that_is_cut_says_how_many_guidelines_there_are(tmp_path: Path) -> None:
    state = kette(tmp_path)

    gedeckt = matrix(state, leitlinien(state, None), hoechstens=1, vorschlaege=False)

    assert (1, 2) == (len(gedeckt.zeilen), gedeckt.gesamt)


def test_single_nodes_rest_on_a_guideline_directly_through_others_or_by_a_proposal(tmp_path: Path) -> None:
    state = kette(tmp_path, "Massnahme b/M3; b/M3 traegtBeiZu b/L1")

    gedeckt = matrix(state, [nr(state, "b/L1")], hoechstens=10, vorschlaege=True)

    wege = {state.pfad(k): w for k, w in weg(state, gedeckt.zeilen[0], "Massnahme").items()}
    assert {"b/M1": Weg.MITTELBAR, "b/M2": Weg.VORSCHLAG, "b/M3": Weg.UNMITTELBAR} == wege
    assert sorted(wege) == [state.pfad(k) for k in einzelne(gedeckt, "Massnahme")]
