"""The graph as a file."""

import io
from pathlib import Path

import networkx as nx
import pytest

from leitlinien.analyse import Graphformat, beschrifte, dateiname, lies, netz, schreibe
from leitlinien.ids import Adressen
from leitlinien.kinds import LinkStatus
from leitlinien.rows import Bestand
from leitlinien.state import State
from tests.analyse.analysehilfe import baue, ganz, lage
from tests.bauhilfe import knoten, link, stand

TEXT = """
    Handlungsfeld b/Bildung titel=Bildung
    Ziel b/Z titel="Alle lesen" kennung=Z1
    Massnahme b/M b/N
    Zuwendung b/F bewilligt=1250.50 herkunft=BEISPIEL
    b/Z imFeld b/Bildung
    b/M traegtBeiZu b/Z 0.25
    b/N traegtBeiZu b/Z ?
    b/F foerdert b/M
"""


def gelesen(state: State, form: Graphformat) -> "nx.DiGraph[str]":
    """Written and read back by networkx."""
    datei = schreibe(beschrifte(ganz(state, vorschlaege=True), Adressen()), form, tag="2026-01-01")
    gelesen = nx.read_graphml(io.BytesIO(datei)) if form is Graphformat.GRAPHML else nx.read_gexf(io.BytesIO(datei))
    assert isinstance(gelesen, nx.DiGraph)
    return gelesen


@pytest.mark.parametrize("form", Graphformat)
def test_a_file_reads_back_with_all_nodes_and_links(form: Graphformat, tmp_path: Path) -> None:
    graph = gelesen(baue(TEXT, tmp_path), form)

    assert {"b/Z", "b/M", "b/N", "b/F"} == set(graph.nodes)
    assert {("b/M", "b/Z"), ("b/N", "b/Z"), ("b/F", "b/M")} == set(graph.edges)


@pytest.mark.parametrize("form", Graphformat)
def test_a_node_has_its_words_and_amounts(form: Graphformat, tmp_path: Path) -> None:
    graph = gelesen(baue(TEXT, tmp_path), form)

    assert ("Z1 – Alle lesen", "Ziel", "Bildung") == tuple(
        graph.nodes["b/Z"][a] for a in ("label", "art", "handlungsfelder")
    )
    assert (1250.5, "EUR", "BEISPIEL") == tuple(graph.nodes["b/F"][a] for a in ("betrag", "waehrung", "herkunft"))


@pytest.mark.parametrize("form", Graphformat)
def test_a_link_says_what_it_is_and_how_sure(form: Graphformat, tmp_path: Path) -> None:
    graph = gelesen(baue(TEXT, tmp_path), form)

    assert ("traegtBeiZu", "BELEGT", 0.25) == tuple(
        graph.edges["b/M", "b/Z"][a] for a in ("praedikat", "status", "anteil")
    )
    assert LinkStatus.VORSCHLAG.name == graph.edges["b/N", "b/Z"]["status"]


@pytest.mark.parametrize("form", Graphformat)
def test_characters_that_xml_does_not_know_are_replaced(form: Graphformat, tmp_path: Path) -> None:
    zeile = knoten("Ziel", "b/Z", titel='vor\x00\x1b\ufffe<&>"nach', kennung="Z")
    state = stand(Bestand([zeile]), tmp_path)

    assert 'vor\ufffd\ufffd\ufffd<&>"nach' == gelesen(state, form).nodes["b/Z"]["titel"]


@pytest.mark.parametrize("form", Graphformat)
def test_an_empty_part_is_a_valid_file(form: Graphformat, tmp_path: Path) -> None:
    assert 0 == gelesen(stand(Bestand(), tmp_path), form).number_of_nodes()


@pytest.mark.parametrize("form", Graphformat)
def test_the_same_data_give_the_same_bytes(form: Graphformat, tmp_path: Path) -> None:
    state = baue(TEXT, tmp_path)

    einmal, noch_einmal = (schreibe(beschrifte(ganz(state), Adressen()), form, tag="2026-01-01") for _ in range(2))

    assert einmal == noch_einmal


def test_two_relations_between_the_same_nodes_are_one_link_with_both_names(tmp_path: Path) -> None:
    state = stand(
        Bestand(
            [knoten("Ziel", "b/A"), knoten("Ziel", "b/B")],
            [link("b/A", "teilzielVon", "b/B", status=LinkStatus.VORSCHLAG), link("b/A", "dient", "b/B")],
        ),
        tmp_path,
    )

    kante = beschrifte(ganz(state, vorschlaege=True), Adressen()).edges["b/A", "b/B"]

    assert ("BELEGT", {"dient", "teilzielVon"}) == (kante["status"], set(kante["praedikat"].split("; ")))


def test_the_name_of_a_file_says_part_view_and_revision(tmp_path: Path) -> None:
    state = baue("Regelwerk b/R ; Ziel b/Z ; b/Z teilVonRegelwerk b/R", tmp_path)
    teil = netz(lage(state, vorschlaege=True), lies(state, "b/R"))

    assert "leitlinien-b-R-mit-vorschlaegen-r1.gexf" == dateiname(teil, Graphformat.GEXF)
