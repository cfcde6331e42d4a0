"""Nodes, links and the closure in the read state."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitlinien.kinds import LinkStatus, modell
from leitlinien.rows import BLOSS, Angaben, Bestand, Linkzeile
from leitlinien.state import Kante, State
from leitlinien.terms import LL
from tests.bauhilfe import knoten, netz, nr, stand

NETZ = """
    Leitlinie L0 L1
    Ziel Z1 Z2
    Massnahme M
    Zuwendung F
    Organisation O
    F foerdert M 0.4
    F empfaenger O
    M traegtBeiZu Z1
    M traegtBeiZu Z2 ?
    Z1 dient L1 !
    L1 konkretisiert L0
"""


@pytest.fixture
def state(tmp_path: Path) -> State:
    return stand(netz(NETZ), tmp_path)


def enden(state: State, kanten: list[Kante]) -> list[str]:
    return [state.pfad(k.knoten) for k in kanten]


def test_each_kind_is_one_range_in_the_order_of_ids(tmp_path: Path) -> None:
    state = stand(netz("Ziel b; Massnahme a; Ziel a/2 a/10 A"), tmp_path)

    assert ["A", "a/10", "a/2", "b"] == [state.pfad(i) for i in state.bereich("Ziel")]


def test_a_node_is_found_by_its_id(state: State) -> None:
    gefunden = {p: state.art(nr(state, p)).name for p in ("L0", "Z2", "M", "F")}

    assert {"L0": "Leitlinie", "Z2": "Ziel", "M": "Massnahme", "F": "Zuwendung"} == gefunden


@pytest.mark.parametrize("pfad", ["", "Z", "Z11", "https://example.org/x", "\udcff"])
def test_an_unknown_id_finds_nothing(state: State, pfad: str) -> None:
    assert state.nummer(pfad) is None


def test_ids_with_the_same_hash_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitlinien.state.bauen.id_hash", lambda _: 1)
    state = stand(netz("Ziel a b c"), tmp_path)

    assert ["a", "b", "c", None] == [
        None if (i := state.nummer(p)) is None else state.pfad(i) for p in ("a", "b", "c", "d")
    ]


def test_links_are_read_in_both_directions(state: State) -> None:
    hin = state.kanten([nr(state, "F")], str(LL.foerdert), rueck=False, vorschlaege=False)
    her = state.kanten([nr(state, "M")], str(LL.foerdert), rueck=True, vorschlaege=False)

    assert ([["M"]], [["F"]]) == ([enden(state, k) for k in hin], [enden(state, k) for k in her])


def test_links_of_many_nodes_are_read_in_one_call(state: State) -> None:
    knoten_ = [nr(state, p) for p in ("Z2", "M", "Z1")]

    gelesen = state.kanten(knoten_, str(LL.traegtBeiZu), rueck=True, vorschlaege=True)

    assert ([["M"], [], ["M"]], 1) == ([enden(state, k) for k in gelesen], state.zaehler["kanten"])


def test_links_are_ordered_by_the_number_of_the_other_end(tmp_path: Path) -> None:
    state = stand(netz("Ziel c a b; Massnahme M; M traegtBeiZu c a b"), tmp_path)

    (kanten,) = state.kanten([nr(state, "M")], str(LL.traegtBeiZu), rueck=False, vorschlaege=False)

    assert ["a", "b", "c"] == enden(state, kanten)


def test_a_relation_without_any_link_leads_nowhere(state: State) -> None:
    assert [[], []] == state.kanten([0, 1], str(LL.imRaum), rueck=False, vorschlaege=True)


@pytest.mark.parametrize(("vorschlaege", "erwartet"), [(False, ["Z1"]), (True, ["Z1", "Z2"])])
def test_proposals_are_hidden_unless_asked_for(state: State, vorschlaege: bool, erwartet: list[str]) -> None:
    m = nr(state, "M")

    (kanten,) = state.kanten([m], str(LL.traegtBeiZu), rueck=False, vorschlaege=vorschlaege)

    assert [erwartet, erwartet] == [enden(state, kanten), enden(state, state.spurkanten(m, True, vorschlaege))]


def test_a_proposal_is_hidden_downward_too(state: State) -> None:
    assert [] == state.spurkanten(nr(state, "Z2"), auf=False, vorschlaege=False)


def test_trace_links_leave_other_links_out(state: State) -> None:
    assert ["M"] == enden(state, state.spurkanten(nr(state, "F"), auf=True, vorschlaege=False))


def test_a_link_says_what_its_row_says(tmp_path: Path) -> None:
    angaben = Angaben(
        LinkStatus.BESTAETIGT, "0.40", "Weil der Ausschuss es so sieht.", "Ausschuss", "2026-02-03", ("s/1-2",), True
    )
    bestand = Bestand(
        [knoten("Zuwendung", "F"), knoten("Massnahme", "M"), knoten("Fundstelle", "s/1-2")],
        [Linkzeile("F", str(LL.foerdert), "M", angaben)],
    )
    state = stand(bestand, tmp_path)

    (kante,) = state.spurkanten(nr(state, "F"), auf=True, vorschlaege=False)

    assert angaben == state.angaben(kante.angaben)
    assert ("0.40", [nr(state, "s/1-2")]) == (state.anteil(kante.angaben), state.belege(kante.angaben))


def test_a_bare_link_says_nothing(state: State) -> None:
    (kante,) = state.spurkanten(nr(state, "M"), auf=True, vorschlaege=False)

    assert (BLOSS, None, []) == (
        state.angaben(kante.angaben),
        state.anteil(kante.angaben),
        state.belege(kante.angaben),
    )


def test_a_passage_that_is_no_node_stays_an_id(tmp_path: Path) -> None:
    angaben = Angaben(belege=("fehlt/1-2",), aussage=True)
    bestand = netz("Zuwendung F; Massnahme M")
    bestand.links.append(Linkzeile("F", str(LL.foerdert), "M", angaben))
    state = stand(bestand, tmp_path)

    assert (angaben, []) == (state.angaben(0), state.belege(0))


def test_a_link_with_an_end_that_is_no_node_is_left_out(tmp_path: Path) -> None:
    bestand = netz("Zuwendung F")
    bestand.links.append(Linkzeile("F", str(LL.foerdert), "fehlt"))

    assert 0 == stand(bestand, tmp_path).kantenzahl


def test_a_relation_few_nodes_have_is_read_from_each_of_them(tmp_path: Path) -> None:
    namen = [f"z{k:03d}" for k in range(300)]
    state = stand(
        netz(f"Ziel {' '.join(namen)}; z010 ersetzt z001; z200 ersetzt z001 z002; z299 ersetzt z003"), tmp_path
    )
    alle = list(state.bereich("Ziel"))

    gelesen = state.kanten(alle, str(LL.ersetzt), rueck=False, vorschlaege=False)

    assert {"z010": ["z001"], "z200": ["z001", "z002"], "z299": ["z003"]} == {
        state.pfad(i): enden(state, k) for i, k in zip(alle, gelesen, strict=True) if k
    }


# closure


def test_every_node_knows_what_it_finally_serves(state: State) -> None:
    dient = {p: [state.pfad(i) for i in state.huelle(nr(state, p))] for p in ("F", "M", "Z1", "Z2", "L1", "L0", "O")}

    alle = ["L0", "L1"]
    assert {"F": alle, "M": alle, "Z1": alle, "Z2": [], "L1": ["L0"], "L0": [], "O": []} == dient


def test_a_guideline_knows_what_serves_it_and_how_many_of_each_kind(state: State) -> None:
    l1 = nr(state, "L1")

    assert {"F", "M", "Z1"} == {state.pfad(i) for i in state.unterhalb(l1)}
    assert {"Ziel": 1, "Massnahme": 1, "Zuwendung": 1} == state.zahlen(l1)


def test_a_node_that_is_no_end_of_traces_has_nothing_below(state: State) -> None:
    assert [] == state.unterhalb(nr(state, "Z1"))


def test_the_mask_of_serving_nodes_fits_the_closure(state: State) -> None:
    assert [bool(state.huelle(i)) for i in range(state.n)] == state.dient_etwas().tolist()


def test_traces_end_at_kinds_from_which_no_trace_leads_to_another_kind(state: State) -> None:
    assert ("Leitlinie",) == state.senken


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14), st.sets(st.integers(0, 3), max_size=3))
def test_the_closure_is_the_walk_even_over_cycles(
    tmp_path_factory: pytest.TempPathFactory, teile: set[tuple[int, int]], dient: set[int]
) -> None:
    bestand = netz("Ziel z0 z1 z2 z3 z4 z5; Leitlinie l0 l1 l2 l3")
    bestand.links.extend(Linkzeile(f"z{a}", str(LL.teilzielVon), f"z{b}") for a, b in teile)
    bestand.links.extend(Linkzeile(f"z{k}", str(LL.dient), f"l{k}") for k in dient)
    state = stand(bestand, tmp_path_factory.mktemp("huelle"))

    def gang(i: int) -> list[int]:
        gesehen: set[int] = set()
        offen = [i]
        while offen:
            neu = {k.knoten for k in state.spurkanten(offen.pop(), True, False)} - gesehen
            gesehen |= neu
            offen += neu
        return sorted(gesehen & set(state.bereich("Leitlinie")))

    assert [gang(i) for i in range(state.n)] == [state.huelle(i) for i in range(state.n)]


# what a trace costs


def schritte(state: State, i: int) -> int:
    state.zaehler.clear()
    offen = [i]
    while offen:
        offen += [k.knoten for k in state.spurkanten(offen.pop(), auf=True, vorschlaege=False)]
    return state.zaehler["spurkanten"]


def test_a_trace_reads_no_more_nodes_when_the_rest_grows(tmp_path: Path) -> None:
    klein = stand(netz(NETZ), tmp_path)
    viele = " ".join(f"X{k}" for k in range(400))
    gross = stand(netz(f"{NETZ}\nMassnahme {viele}; Zuwendung G; G foerdert {viele}"), tmp_path)

    assert schritte(klein, nr(klein, "F")) == schritte(gross, nr(gross, "F"))


def test_all_links_come_back_as_rows(tmp_path: Path) -> None:
    bestand = netz(NETZ)

    ergebnis = stand(bestand, tmp_path).bestand()

    def schluessel(k: Linkzeile) -> tuple[str, str, str]:
        return k.von, k.praedikat, k.nach

    assert sorted(bestand.links, key=schluessel) == sorted(ergebnis.links, key=schluessel)


def test_a_model_without_kinds_has_an_empty_state(tmp_path: Path) -> None:
    leer = modell.kopie()
    leer.arten.clear()

    assert 0 == stand(Bestand(), tmp_path, leer).n
