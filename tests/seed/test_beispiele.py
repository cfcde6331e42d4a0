"""Beispielstadt: one small town in which every question has an answer, and nothing touches a real node."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from leitlinien.kinds import Spur, Teilbar, modell
from leitlinien.rdf.pruefen import pruefe_dateien
from leitlinien.terms import LL

SEED = Path(__file__).parents[2] / "seed" / "beispiele.ttl"
STADT = Namespace("http://localhost:8000/id/beispielstadt/")
SPUR = [URIRef(p) for p, b in modell.beziehungen.items() if Spur in b.marken]
TEILBAR = [URIRef(p) for p, b in modell.beziehungen.items() if Teilbar in b.marken]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(SEED)


@pytest.fixture(scope="module")
def mit_vorschlaegen(graph: Graph) -> Graph:
    alle = Graph()
    alle += graph
    for link in graph.subjects(LL.status, Literal("VORSCHLAG")):
        von, praedikat, nach = (graph.value(link, p) for p in (RDF.subject, RDF.predicate, RDF.object))
        assert von is not None
        assert praedikat is not None
        assert nach is not None
        alle.add((von, praedikat, nach))
    return alle


def leitlinien_von(graph: Graph, start: Node) -> set[str]:
    """Names of the guidelines that a walk over trace links reaches."""
    offen, gesehen = [start], {start}
    while offen:
        knoten = offen.pop()
        neu = {ziel for p in SPUR for ziel in graph.objects(knoten, p)} - gesehen
        gesehen |= neu
        offen += neu
    return {str(k).removeprefix(STADT) for k in gesehen if (k, RDF.type, LL.Leitlinie) in graph}


def zuwendungen(graph: Graph) -> dict[str, set[str]]:
    return {str(z).removeprefix(STADT): leitlinien_von(graph, z) for z in graph.subjects(RDF.type, LL.Zuwendung)}


def anteile(graph: Graph, knoten: Node) -> dict[Node, Decimal]:
    """Shares of the links that begin at a node, by target."""
    return {
        ziel: Decimal(str(anteil))
        for link in graph.subjects(RDF.subject, knoten)
        if (ziel := graph.value(link, RDF.object)) and (anteil := graph.value(link, LL.anteil))
    }


def test_the_file_is_valid() -> None:
    assert pruefe_dateien([SEED]) == []


def test_the_first_comment_says_that_everything_is_invented() -> None:
    assert SEED.read_text(encoding="utf-8").startswith("# ALLES IN DIESER DATEI IST ERFUNDEN.")


def test_every_node_is_marked_as_an_example(graph: Graph) -> None:
    knoten = {s for s, art in graph.subject_objects(RDF.type) if art != RDF.Statement}

    assert [k for k in knoten if graph.value(k, LL.herkunft) != Literal("BEISPIEL")] == []


def test_nothing_leads_out_of_the_town(graph: Graph) -> None:
    adressen = {t for s, p, o in graph if p not in {RDF.type, RDF.predicate} for t in (s, o) if isinstance(t, URIRef)}
    fremd = {a for a in adressen if not str(a).startswith(str(STADT)) and "/link/beispielstadt/" not in str(a)}

    assert fremd == set()


def test_one_grant_has_its_whole_chain_and_every_step_its_passage(graph: Graph) -> None:
    kette = [
        (STADT["Z-2026-1"], LL.foerdert, STADT.M1),
        (STADT.M1, LL.traegtBeiZu, STADT["Ziel-1"]),
        (STADT["Ziel-1"], LL.dient, STADT.L1),
    ]

    for von, praedikat, nach in kette:
        (link,) = set(graph.subjects(RDF.subject, von)) & set(graph.subjects(RDF.object, nach))
        assert (von, praedikat, nach) in graph
        assert (graph.value(link, LL.beleg), RDF.type, LL.Fundstelle) in graph
    assert (graph.value(STADT.L1, LL.beleg), RDF.type, LL.Fundstelle) in graph


def test_five_grants_reach_a_guideline(graph: Graph) -> None:
    erreichen = {z for z, leitlinien in zuwendungen(graph).items() if leitlinien}

    assert erreichen == {f"Z-2026-{n}" for n in range(1, 6)}


def test_one_grant_reaches_a_guideline_only_by_a_proposal_and_one_none_at_all(
    graph: Graph, mit_vorschlaegen: Graph
) -> None:
    gesichert, alle = zuwendungen(graph), zuwendungen(mit_vorschlaegen)

    assert {z for z in alle if alle[z] and not gesichert[z]} == {"Z-2026-7"}
    assert {z for z in alle if not alle[z]} == {"Z-2026-6"}


@pytest.mark.parametrize("nummer", [1, 2, 3])
def test_grants_with_shares_are_split_completely(graph: Graph, nummer: int) -> None:
    zuwendung = STADT[f"Z-2026-{nummer}"]

    geteilt = anteile(graph, zuwendung)

    assert set(geteilt) == set(graph.objects(zuwendung, LL.foerdert))
    assert sum(geteilt.values()) == 1


def test_no_node_gives_away_more_than_it_has(graph: Graph) -> None:
    summen: dict[Node, Decimal] = defaultdict(Decimal)
    for link in graph.subjects(LL.anteil):
        von = graph.value(link, RDF.subject)
        assert von is not None
        summen[von] += Decimal(str(graph.value(link, LL.anteil)))

    assert {k for k, summe in summen.items() if summe > 1} == set()


def test_one_grant_forks_without_shares(graph: Graph) -> None:
    gabeln = {
        str(z).removeprefix(STADT)
        for z in graph.subjects(RDF.type, LL.Zuwendung)
        if len([o for p in TEILBAR for o in graph.objects(z, p)]) > 1 and not anteile(graph, z)
    }

    assert gabeln == {"Z-2026-4"}


def test_every_grant_has_recipient_and_funder(graph: Graph) -> None:
    for zuwendung in graph.subjects(RDF.type, LL.Zuwendung):
        empfaenger = graph.value(zuwendung, LL.empfaenger)
        assert graph.value(empfaenger, LL.organisationsart) == Literal("FREIER_TRAEGER")
        assert graph.value(zuwendung, LL.geber) == STADT.Stadt


def test_one_goal_has_a_measure_only_by_proposal_and_one_guideline_has_no_goal(
    graph: Graph, mit_vorschlaegen: Graph
) -> None:
    ziele = set(graph.subjects(RDF.type, LL.Ziel))
    mit_massnahme = set(graph.objects(None, LL.traegtBeiZu))
    mit_massnahme |= {oben for ziel in mit_massnahme for oben in graph.objects(ziel, LL.teilzielVon)}
    leitlinien = set(graph.subjects(RDF.type, LL.Leitlinie))

    assert ziele - mit_massnahme == {STADT["Ziel-4"]}
    assert (STADT.M6, LL.traegtBeiZu, STADT["Ziel-4"]) in mit_vorschlaegen
    assert leitlinien - set(graph.objects(None, LL.dient)) == {STADT.L4}


def test_one_report_is_due_and_missing_and_one_duty_is_fulfilled(graph: Graph) -> None:
    pflichten = set(graph.subjects(RDF.type, LL.Berichtspflicht))

    erfuellt = set(graph.objects(None, LL.erfuellt))

    assert (pflichten - erfuellt, erfuellt) == ({STADT["BP-1"]}, {STADT["BP-2"]})
    assert str(graph.value(STADT["BP-1"], LL.faellig)) < "2026-11-21"


def test_one_indicator_has_a_target_but_no_actual_value(graph: Graph) -> None:
    phasen = defaultdict(set)
    for wert, indikator in graph.subject_objects(LL.messwertZu):
        phasen[str(indikator).removeprefix(STADT)].add(str(graph.value(wert, LL.phase)))

    assert phasen == {"I-1": {"ERGEBNIS", "ANSATZ"}, "I-2": {"ANSATZ"}, "I-3": {"ERGEBNIS"}}


def test_values_are_told_apart_by_social_space(graph: Graph) -> None:
    raeume = {graph.value(w, LL.gemessenIn) for w in graph.subjects(LL.messwertZu, STADT["I-1"])}

    assert raeume == {STADT["Raum-Nord"], STADT["Raum-Sued"], STADT["Raum-Stadt"]}
