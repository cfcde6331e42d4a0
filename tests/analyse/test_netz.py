"""The part of the graph that is analysed."""

from pathlib import Path

import pytest

from leitlinien.analyse import ALLES, ZuGross, lies, netz
from leitlinien.errors import Eingabefehler, UnbekannterKnoten
from tests.analyse.analysehilfe import baue, ganz, lage, nr, pfade

ZWEI_WERKE = """
    Regelwerk b/R b/S
    Ziel b/Z b/Y
    Massnahme b/M b/N
    Zuwendung b/F
    Indikator b/I
    b/Z teilVonRegelwerk b/R ; b/M teilVonRegelwerk b/R
    b/Y teilVonRegelwerk b/S ; b/N teilVonRegelwerk b/S
    b/M traegtBeiZu b/Z
    b/N traegtBeiZu b/Z ; b/N traegtBeiZu b/Y
    b/F foerdert b/N
    b/I misst b/Z
"""


def test_the_net_has_the_links_of_traces_in_their_direction_and_no_others(tmp_path: Path) -> None:
    state = baue(ZWEI_WERKE, tmp_path)

    teil = ganz(state)

    assert {("b/M", "b/Z"), ("b/N", "b/Z"), ("b/N", "b/Y"), ("b/F", "b/N")} == {
        (state.pfad(a), state.pfad(b)) for a, b in teil.graph.edges
    }


def test_nodes_of_kinds_that_no_trace_leads_over_are_left_out(tmp_path: Path) -> None:
    state = baue(ZWEI_WERKE, tmp_path)

    assert nr(state, "b/I") not in ganz(state).graph


def test_a_node_without_links_is_in_the_net(tmp_path: Path) -> None:
    state = baue("Ziel b/Z", tmp_path)

    assert ["b/Z"] == pfade(state, list(ganz(state).graph))


def test_a_proposal_is_a_link_of_the_net_only_on_request(tmp_path: Path) -> None:
    state = baue("Ziel b/Z ; Massnahme b/M ; b/M traegtBeiZu b/Z ?", tmp_path)

    assert [0, 1] == [ganz(state, vorschlaege=v).graph.number_of_edges() for v in (False, True)]


def test_a_secured_link_beside_a_proposal_is_no_proposal(tmp_path: Path) -> None:
    state = baue(
        """
        Produkt b/P ; Massnahme b/M b/N ; Ziel b/Z
        b/M traegtBeiZu b/Z
        b/N traegtBeiZu b/Z ?
        """,
        tmp_path,
    )

    geplant = {
        state.pfad(a): g for a, _, g in ganz(state, vorschlaege=True).graph.edges(data="vorschlag", default=False)
    }

    assert {"b/M": False, "b/N": True} == geplant


def test_the_net_of_a_set_of_guidelines_has_what_contributes_from_elsewhere(tmp_path: Path) -> None:
    state = baue(ZWEI_WERKE, tmp_path)

    teil = netz(lage(state), lies(state, "b/R"))

    assert {"b/Z", "b/M", "b/N", "b/F"} == set(pfade(state, list(teil.graph)))


def test_the_net_of_a_field_has_its_members_and_those_of_narrower_fields(tmp_path: Path) -> None:
    state = baue(
        """
        Handlungsfeld b/Bildung b/Schule b/Wohnen
        Ziel b/Z b/Y b/X
        Massnahme b/M
        b/Schule oberbegriff b/Bildung
        b/Z imFeld b/Bildung ; b/Y imFeld b/Schule ; b/X imFeld b/Wohnen
        b/M traegtBeiZu b/Y
        """,
        tmp_path,
    )

    teil = netz(lage(state), lies(state, "b/Bildung"))

    assert {"b/Z", "b/Y", "b/M"} == set(pfade(state, list(teil.graph)))


def test_a_net_beyond_the_limit_says_how_large_it_is(tmp_path: Path) -> None:
    state = baue(ZWEI_WERKE, tmp_path)

    with pytest.raises(ZuGross, match="9 Knoten und Verknüpfungen") as fehler:
        netz(lage(state), ALLES, hoechstens=8)
    assert (5, 4) == (fehler.value.knoten, fehler.value.verknuepfungen)


def test_a_part_that_does_not_exist_is_said_to_be_unknown(tmp_path: Path) -> None:
    state = baue(ZWEI_WERKE, tmp_path)

    with pytest.raises(UnbekannterKnoten):
        lies(state, "b/nichts")


def test_a_node_that_is_no_part_is_refused_with_the_kinds_that_are(tmp_path: Path) -> None:
    state = baue(ZWEI_WERKE, tmp_path)

    with pytest.raises(Eingabefehler, match="Regelwerk oder Handlungsfeld"):
        lies(state, "b/M")


def test_without_a_name_the_part_is_everything(tmp_path: Path) -> None:
    assert ALLES == lies(baue(ZWEI_WERKE, tmp_path), "")
