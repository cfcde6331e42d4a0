"""What the seed says of Göttingen's proposal, and how it lays the sets of guidelines side by side."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from leitlinien.terms import LL

DATEI = Path(__file__).parents[2] / "seed" / "leitlinien.ttl"
BASIS = "http://localhost:8000/"


@cache
def graph() -> Graph:
    return Graph().parse(DATEI, format="turtle")


def knoten(pfad: str) -> URIRef:
    return URIRef(f"{BASIS}id/{pfad}")


def goettingen(kennung: str) -> URIRef:
    return knoten(f"goettingen/{kennung}")


def aussage(von: str, praedikat: str, nach: str) -> URIRef:
    return URIRef(f"{BASIS}link/goettingen/{von}~{praedikat}~goettingen/{nach}")


def wert(subjekt: URIRef, praedikat: URIRef) -> str | None:
    gefunden = graph().value(subjekt, praedikat, any=False)
    return None if gefunden is None else str(gefunden)


BELEGT = [
    ("L1z", "dient", "L1"),
    ("L1z", "dient", "T04"),
    ("L4z", "dient", "L4"),
    ("L4z", "dient", "T13"),
    ("T08", "dient", "L3"),
    ("T09", "dient", "T07"),
    ("T10", "dient", "T07"),
    ("T05", "dient", "T46"),
    ("T06", "dient", "T46"),
    ("T18", "dient", "T17"),
    ("sozialbericht", "dient", "T22"),
    ("sozialmonitoring", "dient", "T24"),
    ("T26", "traegtBeiZu", "T27"),
    ("T42", "teilzielVon", "T43"),
    ("T43", "teilzielVon", "T44"),
    ("T41", "teilVonMassnahme", "praeventionsketten-niedersachsen"),
    ("L2b", "konkretisiert", "L2"),
    ("L3b", "konkretisiert", "L3"),
    ("L3k", "konkretisiert", "L3"),
    ("L4b", "konkretisiert", "L4"),
    ("L4k", "konkretisiert", "L4"),
    ("L5b", "konkretisiert", "L5"),
    ("L5c", "konkretisiert", "L5"),
    ("L6k", "konkretisiert", "L6"),
    ("T13", "konkretisiert", "L3"),
    ("T19", "konkretisiert", "L5b"),
    ("T20", "konkretisiert", "L5b"),
]
"""Every link of the proposal that carries a trace and that the text itself states."""

NUR_GELESEN = [
    ("T27", "teilzielVon", "T42"),
    ("B1a", "beschliesst", "regelwerk"),
    ("B1b", "beschliesst", "L3"),
    ("B1b", "beschliesst", "L4"),
    ("T26", "traegtBeiZu", "L3"),
    ("T41", "traegtBeiZu", "L3"),
    ("T41", "traegtBeiZu", "T29"),
    *((massnahme, "traegtBeiZu", f"T{nummer}") for massnahme in ("T26", "T41") for nummer in range(31, 37)),
    ("T14", "dient", "L4"),
    ("T11", "wirktAuf", "L3b"),
    ("T11", "wirktAuf", "B1c"),
    ("L3b", "wirktAuf", "B1c"),
    ("projekt-praeventionsketten", "teilVonMassnahme", "T41"),
]
"""Links that suggest themselves and that the text does not state."""


FINANZIERUNGSWEGE = ("umschichtung", "umschichten-oder-einsparen", "vorhandene-mittel-oder-drittmittel")


def test_the_proposal_has_its_69_statements() -> None:
    muster = re.compile(re.escape(f"{BASIS}id/goettingen/") + r"(L[1-6][bckz]?|T\d\d|B1[abc]|B2[abc]|B3)")

    aussagen = [s for s in set(graph().subjects()) if muster.fullmatch(str(s))]

    assert 69 == len(aussagen)


def test_every_node_of_the_proposal_that_a_text_states_has_a_passage() -> None:
    quelle = [
        s for s in graph().subjects(LL.herkunft, Literal("QUELLE")) if str(s).startswith(f"{BASIS}id/goettingen/")
    ]
    ohne = [
        str(s) for s in quelle if (s, RDF.type, LL.Fundstelle) not in graph() and (s, LL.beleg, None) not in graph()
    ]

    assert [] == ohne


def test_the_proposal_counts_six_leitsaetze_itself() -> None:
    leitsaetze = {
        str(graph().value(s, LL.nummer)): str(s).rsplit("/", 1)[-1]
        for s in graph().subjects(LL.rang, Literal("LEITSATZ"))
        if (s, LL.teilVonRegelwerk, goettingen("regelwerk")) in graph()
    }

    assert {str(n): f"L{n}" for n in range(1, 7)} == leitsaetze


@pytest.mark.parametrize(("kennung", "stellen"), [("L1z", 2), ("L3", 2), ("L4z", 2), ("L5", 2), ("T22", 2)])
def test_a_statement_made_twice_is_one_node_with_two_passages(kennung: str, stellen: int) -> None:
    assert stellen == len(set(graph().objects(goettingen(kennung), LL.beleg)))


@pytest.mark.parametrize(("von", "praedikat", "nach"), BELEGT)
def test_a_stated_link_is_a_bare_triple_and_names_its_passage(von: str, praedikat: str, nach: str) -> None:
    link = aussage(von, praedikat, nach)

    gesagt = (
        (goettingen(von), LL[praedikat], goettingen(nach)) in graph(),
        wert(link, LL.status),
        (link, LL.beleg, None) in graph(),
    )

    assert (True, "BELEGT", True) == gesagt


@pytest.mark.parametrize(("von", "praedikat", "nach"), NUR_GELESEN)
def test_a_reading_is_a_proposal_with_a_reason_and_no_bare_triple(von: str, praedikat: str, nach: str) -> None:
    link = aussage(von, praedikat, nach)

    gesagt = (
        (goettingen(von), LL[praedikat], goettingen(nach)) in graph(),
        wert(link, LL.status),
        bool(wert(link, LL.begruendung)),
    )

    assert (False, "VORSCHLAG", True) == gesagt


def test_only_the_pilot_is_tied_to_a_goal_in_the_secured_view() -> None:
    beitraege = [
        (str(s).rsplit("/", 1)[-1], str(o).rsplit("/", 1)[-1])
        for s, o in graph().subject_objects(LL.traegtBeiZu)
        if str(s).startswith(f"{BASIS}id/goettingen/")
    ]

    assert [("T26", "T27")] == beitraege


def test_the_decision_is_a_proposal_without_a_date() -> None:
    beschluss = goettingen("beschluss")

    assert ("VORGESCHLAGEN", None) == (wert(beschluss, LL.ergebnis), wert(beschluss, LL.datum))


def test_the_decision_goes_through_four_deliberations_of_which_one_is_not_public() -> None:
    beratungen = sorted(
        (
            date.fromisoformat(str(graph().value(s, LL.datum))),
            str(graph().value(s, LL.gremium)).rsplit("/", 1)[-1],
            str(graph().value(s, LL.oeffentlich)) == "true",
        )
        for s in graph().subjects(LL.beratungVon, goettingen("beschluss"))
    )

    erwartet = [
        (date(2018, 2, 13), "ausschuss-soziales-gesundheit-integration", True),
        (date(2018, 2, 21), "jugendhilfeausschuss", True),
        (date(2018, 3, 6), "kreisausschuss", False),
        (date(2018, 3, 7), "kreistag", True),
    ]
    assert erwartet == beratungen


@pytest.mark.parametrize("feld", ["ergebnis", "rolle"])
def test_what_a_deliberation_brought_and_what_it_was_for_is_known_to_be_unknown(feld: str) -> None:
    beratungen = set(graph().subjects(LL.beratungVon, goettingen("beschluss")))

    unbekannt = {
        graph().value(s, LL.leerstelleVon)
        for s in graph().subjects(LL.feld, Literal(feld))
        if wert(URIRef(str(s)), LL.grund) == "UNBEKANNT"
    }

    assert beratungen == beratungen & unbekannt


def test_costs_later_costs_and_opinions_are_said_not_to_apply() -> None:
    entfaellt = {
        wert(URIRef(str(s)), LL.feld)
        for s in graph().subjects(LL.leerstelleVon, goettingen("beschluss"))
        if wert(URIRef(str(s)), LL.grund) == "ENTFAELLT"
    }

    assert {"Haushaltmäßige Beurteilung", "Mittel- und langfristige Folgekosten", "Stellungnahmen"} == entfaellt


def test_project_participation_and_pilot_are_three_nodes_and_the_programme_a_fourth() -> None:
    kennungen = ("projekt-praeventionsketten", "T41", "T26", "praeventionsketten-niedersachsen")

    massnahmen = [k for k in kennungen if (goettingen(k), RDF.type, LL.Massnahme) in graph()]

    assert list(kennungen) == massnahmen


def test_the_computed_end_of_the_programme_is_no_quotation() -> None:
    leerstelle = goettingen("leer-t41-ende")

    gesagt = (wert(goettingen("T41"), LL.beginn), wert(goettingen("T41"), LL.ende), wert(leerstelle, LL.herkunft))

    assert ("2017-10-01", None, "AUSLEGUNG") == gesagt


def test_the_youth_committee_is_to_be_informed_and_the_text_does_not_say_by_whom() -> None:
    pflicht = goettingen("pflicht-praeventionsketten")

    gesagt = (wert(pflicht, LL.berichtAn), wert(pflicht, LL.verantwortetVon), wert(pflicht, LL.turnus))

    assert (str(knoten("organisation/jugendhilfeausschuss")), None, None) == gesagt


def test_the_prevention_report_is_due_regularly_and_nothing_fulfils_it_yet() -> None:
    pflicht = goettingen("pflicht-praeventionsbericht")

    gesagt = (wert(pflicht, LL.turnus), wert(pflicht, LL.verantwortetVon), list(graph().subjects(LL.erfuellt, pflicht)))

    assert ("regelmäßig", str(knoten("organisation/verwaltung-landkreis-goettingen")), []) == gesagt


def test_three_ways_to_pay_stay_apart() -> None:
    bezahlt = {
        (str(s).rsplit("/", 1)[-1], str(o).rsplit("/", 1)[-1])
        for s, o in graph().subject_objects(LL.finanziertDurch)
        if str(s).startswith(f"{BASIS}id/goettingen/")
    }

    umschichtung, auf_lange_sicht, vorhanden = FINANZIERUNGSWEGE
    assert {("L3", umschichtung), ("L3b", umschichtung), ("T11", auf_lange_sicht), ("B1c", vorhanden)} == bezahlt


def test_an_indicator_somebody_thought_of_closes_no_gap() -> None:
    eigene = {s for s in graph().subjects(RDF.type, LL.Indikator) if str(s).startswith(f"{BASIS}id/goettingen/")}

    gesichert = [
        s for s in eigene if (s, LL.misst, None) in graph() or wert(URIRef(str(s)), LL.herkunft) != "AUSLEGUNG"
    ]

    assert (11, []) == (len(eigene), gesichert)


def ausrichtungen() -> list[URIRef]:
    return sorted(URIRef(str(s)) for s in graph().subjects(RDF.type, LL.Ausrichtung))


def seiten(ausrichtung: URIRef) -> list[URIRef]:
    return [URIRef(wert(ausrichtung, praedikat) or "") for praedikat in (LL.vergleichtVon, LL.vergleichtMit)]


def test_the_sets_are_laid_side_by_side_in_forty_places() -> None:
    assert [f"A{n:02}" for n in range(1, 41)] == [wert(a, SKOS.notation) for a in ausrichtungen()]


def test_every_alignment_is_a_proposal_with_a_reason_and_a_confidence() -> None:
    mangelhaft = [
        a
        for a in ausrichtungen()
        if wert(a, LL.status) != "VORSCHLAG"
        or wert(a, LL.herkunft) != "AUSLEGUNG"
        or not wert(a, LL.begruendung)
        or not 0 < Decimal(wert(a, LL.konfidenz) or 0) < 1
    ]

    assert [] == mangelhaft


def test_every_alignment_joins_two_different_sets_of_guidelines() -> None:
    regelwerke = {a: {wert(seite, LL.teilVonRegelwerk) for seite in seiten(a)} for a in ausrichtungen()}

    assert [] == [a for a, beide in regelwerke.items() if None in beide or len(beide) != 2]


def test_every_alignment_rests_on_passages_of_both_sides() -> None:
    einseitig = [
        a
        for a in ausrichtungen()
        for seite in seiten(a)
        if not set(graph().objects(a, LL.beleg)) & set(graph().objects(seite, LL.beleg))
    ]

    assert [] == einseitig


def test_no_two_alignments_compare_the_same_pair() -> None:
    paare = [frozenset(seiten(a)) for a in ausrichtungen()]

    assert len(paare) == len(set(paare))


def test_every_set_is_part_of_some_alignment() -> None:
    verglichen = {wert(seite, LL.teilVonRegelwerk) for a in ausrichtungen() for seite in seiten(a)}

    assert {str(s) for s in graph().subjects(RDF.type, LL.Regelwerk)} == verglichen
