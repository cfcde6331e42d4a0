"""What a loss would mean."""

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitlinien.analyse import Wegfall, wegfall
from leitlinien.analyse.ohne import Ohne
from leitlinien.analyse.tabellen import kettenknoten
from leitlinien.errors import Eingabefehler
from leitlinien.findings import befunde, regeln
from leitlinien.kinds import modell
from leitlinien.rows import Bestand
from leitlinien.state import State
from tests.analyse.analysehilfe import TAG, baue, nr, pfade
from tests.bauhilfe import netz as graph
from tests.bauhilfe import stand

KETTE = """
    Leitlinie L
    Ziel Z Y
    Massnahme M N
    Zuwendung F G bewilligt=1000
    F foerdert M ; G foerdert N
    M traegtBeiZu Z ; N traegtBeiZu Y ; M traegtBeiZu Y
    Z dient L ; Y dient L
"""


def frage(state: State, pfad: str, *, vorschlaege: bool = False) -> Wegfall:
    return wegfall(state, nr(state, pfad), TAG, vorschlaege=vorschlaege)


def verloren(w: Wegfall) -> set[tuple[str, str]]:
    """Names of rules with the nodes they would find."""
    return {(r.name, w.state.pfad(v.knoten)) for r, liste in w.verluste.items() for v in liste}


def test_a_goal_loses_its_only_measure_and_keeps_another(tmp_path: Path) -> None:
    w = frage(baue(KETTE, tmp_path), "M")

    assert ("ziel-ohne-massnahme", "Z") in verloren(w)
    assert ("ziel-ohne-massnahme", "Y") not in verloren(w)


def test_what_is_above_and_still_carried_is_named(tmp_path: Path) -> None:
    w = frage(baue(KETTE, tmp_path), "M")

    assert ["L", "Y"] == pfade(w.state, w.gehalten)


def test_a_grant_that_pays_only_for_the_measure_loses_its_way(tmp_path: Path) -> None:
    w = frage(baue(KETTE, tmp_path), "M")

    assert ("zuwendung-ohne-leitlinie", "F") in verloren(w)
    assert (["F"], {"EUR": Decimal(1000)}) == (pfade(w.state, w.gestrandet.quellen), w.gestrandet.betraege)


def test_the_node_itself_is_not_among_what_is_lost(tmp_path: Path) -> None:
    w = frage(baue(KETTE, tmp_path), "M")

    assert "M" not in {pfad for _, pfad in verloren(w)}


def test_what_is_found_already_is_not_lost_again(tmp_path: Path) -> None:
    state = baue(KETTE + "Ziel X", tmp_path)

    assert "X" not in {pfad for _, pfad in verloren(frage(state, "M"))}


def test_the_chain_leads_from_the_node_up_to_what_is_lost(tmp_path: Path) -> None:
    w = frage(baue("Leitlinie L ; Ziel Z ; Massnahme M ; M traegtBeiZu Z ; Z dient L", tmp_path), "M")

    ketten = {w.state.pfad(v.knoten): pfade(w.state, kettenknoten(v.kette)) for vs in w.verluste.values() for v in vs}

    assert {"L": ["M", "Z", "L"], "Z": ["M", "Z"]} == ketten


def test_the_chain_of_something_below_leads_up_to_the_node(tmp_path: Path) -> None:
    w = frage(baue("Leitlinie L ; Massnahme M N ; M teilVonMassnahme N ; N traegtBeiZu L", tmp_path), "N")

    ketten = {w.state.pfad(v.knoten): pfade(w.state, kettenknoten(v.kette)) for vs in w.verluste.values() for v in vs}

    assert {"L": ["N", "L"], "M": ["M", "N"]} == ketten


def test_a_target_group_is_lost_without_a_chain_of_trace_links(tmp_path: Path) -> None:
    state = baue("Ziel Z ; Massnahme M ; Zielgruppe K ; Z richtetSichAn K ; M erreicht K", tmp_path)

    ((verlust,),) = frage(state, "M").verluste.values()

    assert ("K", ()) == (state.pfad(verlust.knoten), verlust.kette)


def test_what_only_a_proposal_would_still_hold_is_marked(tmp_path: Path) -> None:
    state = baue("Ziel Z Y ; Massnahme M N ; M traegtBeiZu Z Y ; N traegtBeiZu Z ?", tmp_path)

    (verluste,) = frage(state, "M").verluste.values()

    assert {"Z": True, "Y": False} == {state.pfad(v.knoten): v.nur_vorschlag for v in verluste}


def test_in_the_view_with_proposals_they_hold(tmp_path: Path) -> None:
    state = baue("Ziel Z ; Massnahme M N ; M traegtBeiZu Z ; N traegtBeiZu Z ?", tmp_path)

    assert set() == verloren(frage(state, "M", vorschlaege=True))


def test_a_proposed_measure_carries_nothing_in_the_secured_view(tmp_path: Path) -> None:
    state = baue("Ziel Z ; Massnahme M ; M traegtBeiZu Z ?", tmp_path)

    assert set() == verloren(frage(state, "M"))


def test_money_is_missing_where_no_other_way_leads(tmp_path: Path) -> None:
    state = baue(
        """
        Ziel Z Y ; Massnahme M N ; Zuwendung F bewilligt=500 ; Zuwendung G bewilligt=20 waehrung=CHF
        F foerdert M N ; G foerdert M
        M traegtBeiZu Z Y ; N traegtBeiZu Y
        """,
        tmp_path,
    )

    fehlend = {state.pfad(f.knoten): f.betraege for f in frage(state, "M").fehlbetraege}

    assert {"Z": {"CHF": Decimal(20), "EUR": Decimal(500)}, "Y": {"CHF": Decimal(20)}} == fehlend


def test_without_a_grant_its_own_amount_is_missing_wherever_it_led(tmp_path: Path) -> None:
    w = frage(baue(KETTE, tmp_path), "F")

    assert w.eigenes_geld
    assert {"L", "Y", "Z"} == {w.state.pfad(f.knoten) for f in w.fehlbetraege}
    assert () == w.gestrandet.quellen


def test_a_kind_that_no_trace_leads_over_is_refused(tmp_path: Path) -> None:
    state = baue("Zielgruppe K", tmp_path)

    with pytest.raises(Eingabefehler, match="Zielgruppe"):
        frage(state, "K")


def test_a_state_without_a_node_has_none_of_its_links_in_any_reading(tmp_path: Path) -> None:
    state = baue(KETTE, tmp_path)
    m = nr(state, "M")
    state.spurkanten(nr(state, "F"), True, False)  # so that it is kept
    ohne = Ohne(state, m)

    gelesen = [k for i in range(state.n) for auf in (True, False) for k in ohne.spurkanten(i, auf, True)]
    zeilen = [(z.von, z.nach) for i in range(state.n) for z in ohne.linkzeilen(i)]
    felder = [a for p in ohne.praedikate for a in ohne.linkarrays(p, True)]

    assert gelesen
    assert m not in {k.knoten for k in gelesen}
    assert [] == ohne.spurkanten(m, True, True)
    assert not [z for z in zeilen if "M" in z]
    assert not any((a == m).any() for a in felder)


def test_the_state_itself_keeps_the_links(tmp_path: Path) -> None:
    state = baue(KETTE, tmp_path)

    Ohne(state, nr(state, "M")).spurkanten(nr(state, "F"), True, False)

    assert 1 == len(state.spurkanten(nr(state, "F"), True, False))


NAMEN = {"Leitlinie": ["L1", "L2"], "Ziel": ["Z1", "Z2", "Z3"], "Massnahme": ["M1", "M2"], "Produkt": ["P1"]}
LINKS = [
    (v, b.name, n)
    for b in modell.beziehungen.values()
    for va in b.von
    for na in b.nach
    for v in NAMEN.get(va, [])
    for n in NAMEN.get(na, [])
    if v != n and b.name in {"traegtBeiZu", "verfolgt", "dient", "gehoertZu", "teilzielVon", "konkretisiert"}
]


@settings(max_examples=25, deadline=None)
@given(
    st.sets(st.sampled_from(LINKS), min_size=2, max_size=9),
    st.sampled_from([n for namen in NAMEN.values() for n in namen]),
    st.booleans(),
)
def test_the_loss_is_what_the_findings_say_of_data_without_the_node(
    links: set[tuple[str, str, str]], weg: str, vorschlaege: bool
) -> None:
    erklaert = "\n".join(f"{art} {' '.join(namen)}" for art, namen in NAMEN.items())
    text = (
        erklaert
        + "\n"
        + "\n".join(f"{v} {b} {n}{' ?' if k % 4 == 3 else ''}" for k, (v, b, n) in enumerate(sorted(links)))
    )
    bestand = graph(text)
    rest = Bestand(
        [k for k in bestand.knoten if k.pfad != weg], [z for z in bestand.links if weg not in (z.von, z.nach)]
    )
    namen = [r.name for r in regeln(modell) if r.braucht]
    with tempfile.TemporaryDirectory() as ordner:
        vorher, nachher = stand(bestand, Path(ordner)), stand(rest, Path(ordner))
        heute, dann = (
            {(b.regel.name, s.pfad(b.knoten)) for b in befunde(s, TAG, vorschlaege, regeln=namen)}
            for s in (vorher, nachher)
        )

        gesagt = verloren(frage(vorher, weg, vorschlaege=vorschlaege))

    assert dann - heute == gesagt


def test_money_that_only_a_proposal_carries_is_told_apart(tmp_path: Path) -> None:
    state = baue(
        "Ziel Z Y ; Massnahme M ; Zuwendung F bewilligt=5 ; F foerdert M ; M traegtBeiZu Z ; M traegtBeiZu Y ?",
        tmp_path,
    )

    w = frage(state, "M", vorschlaege=True)

    assert {"Z": [], "Y": ["F"]} == {state.pfad(f.knoten): pfade(state, sorted(f.geplant)) for f in w.fehlbetraege}


def test_a_chain_with_a_proposal_in_it_is_told_apart(tmp_path: Path) -> None:
    state = baue("Ziel Z Y ; Massnahme M ; M traegtBeiZu Z ; M traegtBeiZu Y ?", tmp_path)

    (verluste,) = frage(state, "M", vorschlaege=True).verluste.values()

    assert {"Z": False, "Y": True} == {state.pfad(v.knoten): v.ueber_vorschlag for v in verluste}


def test_what_only_a_proposal_would_go_on_carrying_is_told_apart(tmp_path: Path) -> None:
    state = baue("Ziel Z ; Massnahme M N ; M traegtBeiZu Z ; N traegtBeiZu Z ?", tmp_path)

    w = frage(state, "M", vorschlaege=True)

    assert (["Z"], ["Z"]) == (pfade(state, w.gehalten), pfade(state, sorted(w.geplant_gehalten)))
