from decimal import Decimal, localcontext
from pathlib import Path

from leitlinien.state import State
from leitlinien.trace import Spur, spur
from tests.bauhilfe import netz, nr, stand

GETEILT = """
    Zuwendung F bewilligt=1000; Massnahme M; Ziel Z1 Z2; Leitlinie L
    F foerdert M
    M traegtBeiZu Z1 0.6; M traegtBeiZu Z2 0.4
    Z1 dient L; Z2 dient L
"""
UNGETEILT = GETEILT.replace("0.6", "").replace("0.4", "")


def eur(betrag: int) -> dict[str, Decimal]:
    return {"EUR": Decimal(betrag)}


def zugerechnet(state: State, gefunden: Spur) -> dict[str, dict[str, Decimal]]:
    return {state.pfad(e.knoten): e.zugerechnet for e in gefunden.erreicht}


def beruehrt(state: State, gefunden: Spur) -> dict[str, dict[str, Decimal]]:
    return {state.pfad(e.knoten): e.beruehrt for e in gefunden.erreicht}


def unteilbar(state: State, gefunden: Spur) -> set[str]:
    return {state.pfad(e.knoten) for e in gefunden.erreicht if e.nicht_aufteilbar}


def test_a_grant_is_attributed_by_the_shares_along_the_links(tmp_path: Path) -> None:
    state = stand(netz(GETEILT), tmp_path)

    gefunden = spur(state, nr(state, "F"))

    assert {"M": eur(1000), "Z1": eur(600), "Z2": eur(400), "L": eur(1000)} == zugerechnet(state, gefunden)


def test_a_grant_touches_in_full_whatever_it_reaches(tmp_path: Path) -> None:
    state = stand(netz(GETEILT), tmp_path)

    gefunden = spur(state, nr(state, "F"))

    assert {k: eur(1000) for k in ("M", "Z1", "Z2", "L")} == beruehrt(state, gefunden)


def test_a_fork_without_shares_is_never_split_equally(tmp_path: Path) -> None:
    state = stand(netz(UNGETEILT), tmp_path)

    gefunden = spur(state, nr(state, "F"))

    assert {"M": eur(1000), "Z1": eur(0), "Z2": eur(0), "L": eur(0)} == zugerechnet(state, gefunden)
    assert {"Z1", "Z2", "L"} == unteilbar(state, gefunden)


def test_at_a_fork_only_the_link_with_a_share_passes_money_on(tmp_path: Path) -> None:
    state = stand(netz(GETEILT.replace("Z2 0.4", "Z2")), tmp_path)

    gefunden = spur(state, nr(state, "F"))

    assert {"M": eur(1000), "Z1": eur(600), "Z2": eur(0), "L": eur(600)} == zugerechnet(state, gefunden)
    assert {"Z2", "L"} == unteilbar(state, gefunden)


def test_links_of_different_relations_make_one_fork(tmp_path: Path) -> None:
    text = "Zuwendung F bewilligt=1000; Massnahme M; Ziel Z; Produkt P; F foerdert M; M traegtBeiZu Z; M gehoertZu P"
    state = stand(netz(text), tmp_path)

    assert {"Z", "P"} == unteilbar(state, spur(state, nr(state, "F")))


def test_a_single_link_passes_only_its_share(tmp_path: Path) -> None:
    state = stand(netz("Zuwendung F bewilligt=1000; Massnahme M; F foerdert M 0.25"), tmp_path)

    assert {"M": eur(250)} == zugerechnet(state, spur(state, nr(state, "F")))


def test_a_proposal_makes_a_fork_only_where_proposals_count(tmp_path: Path) -> None:
    text = "Zuwendung F bewilligt=1000; Massnahme M; Ziel Z1 Z2; F foerdert M; M traegtBeiZu Z1; M traegtBeiZu Z2 ?"
    state = stand(netz(text), tmp_path)

    gesichert, alle = spur(state, nr(state, "F")), spur(state, nr(state, "F"), vorschlaege=True)

    assert set() == unteilbar(state, gesichert)
    assert {"Z1", "Z2"} == unteilbar(state, alle)


def test_a_path_has_the_product_of_its_shares(tmp_path: Path) -> None:
    state = stand(netz(GETEILT.replace("Z1 dient L", "Z1 dient L 0.5")), tmp_path)

    assert [Decimal("0.3"), Decimal("0.4")] == [p.anteil for p in spur(state, nr(state, "F")).pfade]


def test_a_path_over_a_fork_without_share_has_no_share(tmp_path: Path) -> None:
    state = stand(netz(UNGETEILT), tmp_path)

    assert [None, None] == [p.anteil for p in spur(state, nr(state, "F")).pfade]


def test_a_path_has_the_same_share_from_either_end(tmp_path: Path) -> None:
    state = stand(netz(GETEILT), tmp_path)

    auf, ab = spur(state, nr(state, "F")), spur(state, nr(state, "L"), auf=False)

    assert [p.anteil for p in auf.pfade] == [p.anteil for p in ab.pfade] == [Decimal("0.6"), Decimal("0.4")]


def test_downwards_every_node_shows_the_grants_at_or_below_it(tmp_path: Path) -> None:
    state = stand(netz(GETEILT + "Zuwendung G bewilligt=50; Massnahme N; G foerdert N; N traegtBeiZu Z2"), tmp_path)

    gefunden = spur(state, nr(state, "L"), auf=False)

    assert {
        "Z1": eur(1000),
        "Z2": eur(1050),
        "M": eur(1000),
        "N": eur(50),
        "F": eur(1000),
        "G": eur(50),
    } == beruehrt(state, gefunden)
    assert (eur(600), eur(450)) == (zugerechnet(state, gefunden)["Z1"], zugerechnet(state, gefunden)["Z2"])


def test_downwards_the_start_counts_every_grant_once(tmp_path: Path) -> None:
    state = stand(netz(GETEILT), tmp_path)

    gefunden = spur(state, nr(state, "L"), auf=False)

    assert (eur(1000), eur(1000), False) == (
        gefunden.beruehrt,
        gefunden.zugerechnet,
        gefunden.nicht_aufteilbar,
    )


def test_downwards_a_fork_is_seen_also_where_it_leads_out_of_the_trace(tmp_path: Path) -> None:
    state = stand(netz(UNGETEILT), tmp_path)

    gefunden = spur(state, nr(state, "Z1"), auf=False)

    assert (eur(1000), eur(0), True) == (gefunden.beruehrt, gefunden.zugerechnet, gefunden.nicht_aufteilbar)


def test_upwards_from_a_measure_only_its_own_grants_count(tmp_path: Path) -> None:
    state = stand(netz(GETEILT + "Zuwendung G bewilligt=50; Massnahme N; G foerdert N; N traegtBeiZu Z2"), tmp_path)

    gefunden = spur(state, nr(state, "M"))

    assert {"Z1": eur(600), "Z2": eur(400), "L": eur(1000)} == zugerechnet(state, gefunden)
    assert (eur(1000), eur(1000)) == (gefunden.beruehrt, beruehrt(state, gefunden)["Z2"])


def test_upwards_a_fork_below_the_start_is_carried_on(tmp_path: Path) -> None:
    state = stand(netz(UNGETEILT), tmp_path)

    gefunden = spur(state, nr(state, "Z1"))

    assert gefunden.nicht_aufteilbar
    assert {"L"} == unteilbar(state, gefunden)


def test_an_appropriation_counts_where_the_trace_begins(tmp_path: Path) -> None:
    text = "Haushaltsansatz H betrag=500; Produkt P; Ziel Z; H ansatzFuer P; P verfolgt Z"
    state = stand(netz(text), tmp_path)

    assert {"P": eur(500), "Z": eur(500)} == zugerechnet(state, spur(state, nr(state, "H")))


def test_an_appropriation_is_not_added_to_the_grants_paid_out_of_it(tmp_path: Path) -> None:
    text = """
        Haushaltsansatz H betrag=500; Zuwendung F bewilligt=100; Produkt P; Ziel Z
        H ansatzFuer P; F foerdert P; P verfolgt Z
    """
    state = stand(netz(text), tmp_path)

    assert eur(100) == spur(state, nr(state, "P")).beruehrt
    assert eur(100) == spur(state, nr(state, "Z"), auf=False).beruehrt


def test_currencies_are_kept_apart(tmp_path: Path) -> None:
    text = "Zuwendung F bewilligt=100; Zuwendung G bewilligt=7 waehrung=CHF; Massnahme M; F foerdert M; G foerdert M"
    state = stand(netz(text), tmp_path)

    gefunden = spur(state, nr(state, "M"))

    assert {"CHF": 7, "EUR": 100} == gefunden.beruehrt == gefunden.zugerechnet


def test_a_grant_without_an_award_adds_nothing(tmp_path: Path) -> None:
    state = stand(netz("Zuwendung F beantragt=100; Massnahme M; F foerdert M"), tmp_path)

    assert ({}, {}) == (spur(state, nr(state, "F")).beruehrt, spur(state, nr(state, "M")).beruehrt)


def test_figures_are_exact_whatever_the_precision_of_the_caller(tmp_path: Path) -> None:
    text = """
        Zuwendung F bewilligt=123456789.01; Massnahme M; Ziel Z; Leitlinie L
        F foerdert M 0.333333333333333333; M traegtBeiZu Z 0.333333333333333333; Z dient L 0.333333333333333333
    """
    state = stand(netz(text), tmp_path)

    with localcontext(prec=3):
        gefunden = zugerechnet(state, spur(state, nr(state, "F")))["L"]

    assert {"EUR": Decimal("4572473.66703703702331961603592592593964334692703703703246456337")} == gefunden
