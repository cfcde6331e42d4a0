from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from rdflib import Namespace, URIRef

from leitlinien.findings import Befund, Schwere, befunde
from leitlinien.kinds import Knoten, Spur, modell
from leitlinien.model.pruefungen import AUFWAERTS
from leitlinien.model.regel import Regel, Weg
from leitlinien.paths import praedikate
from leitlinien.state import State
from tests.bauhilfe import netz, nr, stand

HEUTE = date(2026, 11, 21)
OHNE_MASSNAHME = ["ziel-ohne-massnahme"]


def namen(state: State, liste: list[Befund]) -> list[str]:
    return [state.pfad(b.knoten) for b in liste]


def test_a_proposal_closes_no_gap_but_the_finding_says_it_would(tmp_path: Path) -> None:
    state = stand(netz("Ziel Y Z; Massnahme M; M traegtBeiZu Z ?"), tmp_path)

    gefunden = befunde(state, HEUTE, regeln=OHNE_MASSNAHME)

    assert {"Y": False, "Z": True} == {state.pfad(b.knoten): b.mit_vorschlaegen for b in gefunden}
    assert "Vorschlag" in gefunden[1].abhilfe


def test_a_proposal_closes_a_gap_where_proposals_are_asked_for(tmp_path: Path) -> None:
    state = stand(netz("Ziel Y Z; Massnahme M; M traegtBeiZu Z ?"), tmp_path)

    gefunden = befunde(state, HEUTE, vorschlaege=True, regeln=OHNE_MASSNAHME)

    assert ["Y"] == namen(state, gefunden)


def test_a_confirmed_link_closes_a_gap(tmp_path: Path) -> None:
    state = stand(netz("Ziel Z; Massnahme M; M traegtBeiZu Z !"), tmp_path)

    assert [] == befunde(state, HEUTE, regeln=OHNE_MASSNAHME)


def test_a_grant_that_reaches_a_guideline_only_by_proposal_is_found_in_either_view(tmp_path: Path) -> None:
    state = stand(netz("Zuwendung F; Massnahme M; Leitlinie L; F foerdert M; M traegtBeiZu L ?"), tmp_path)
    regeln = ["zuwendung-nur-ueber-vorschlag"]

    assert ["F"] == namen(state, befunde(state, HEUTE, regeln=regeln))
    assert ["F"] == namen(state, befunde(state, HEUTE, vorschlaege=True, regeln=regeln))


@pytest.mark.parametrize(("stichtag", "erwartet"), [(date(2026, 6, 30), []), (date(2026, 7, 1), ["B"])])
def test_a_report_is_late_from_the_day_after_it_was_due(tmp_path: Path, stichtag: date, erwartet: list[str]) -> None:
    state = stand(netz("Berichtspflicht B faellig=2026-06-30"), tmp_path)

    assert erwartet == namen(state, befunde(state, stichtag, regeln=["berichtspflicht-offen"]))


def test_a_report_counts_from_its_day_on(tmp_path: Path) -> None:
    state = stand(netz("Berichtspflicht B faellig=2026-06-30; Bericht R datum=2026-08-01; R erfuellt B"), tmp_path)
    regeln = ["berichtspflicht-offen"]

    assert ["B"] == namen(state, befunde(state, date(2026, 7, 31), regeln=regeln))
    assert [] == befunde(state, date(2026, 8, 1), regeln=regeln)


@pytest.mark.parametrize(
    ("stichtag", "erwartet"),
    [(date(2025, 12, 31), []), (date(2026, 1, 1), ["Z"]), (date(2026, 12, 31), ["Z"]), (date(2027, 1, 1), [])],
)
def test_a_goal_has_gaps_only_while_it_is_in_force(tmp_path: Path, stichtag: date, erwartet: list[str]) -> None:
    state = stand(netz("Ziel Z gilt_ab=2026-01-01 gilt_bis=2026-12-31"), tmp_path)

    assert erwartet == namen(state, befunde(state, stichtag, regeln=OHNE_MASSNAHME))


@pytest.mark.parametrize(("stichtag", "erwartet"), [(date(2025, 12, 31), []), (date(2026, 1, 1), ["L"])])
def test_what_is_still_used_has_expired_from_the_day_after_its_last(
    tmp_path: Path, stichtag: date, erwartet: list[str]
) -> None:
    state = stand(netz("Leitlinie L gilt_bis=2025-12-31; Ziel Z; Z dient L"), tmp_path)

    assert erwartet == namen(state, befunde(state, stichtag, regeln=["abgelaufen"]))


def test_a_gap_that_a_document_explains_is_no_gap(tmp_path: Path) -> None:
    text = "Ziel Y Z; Leerstelle X feld=massnahmen grund=ENTFAELLT; X leerstelleVon Z"
    state = stand(netz(text), tmp_path)

    assert ["Y"] == namen(state, befunde(state, HEUTE, regeln=OHNE_MASSNAHME))


def test_an_explanation_of_another_field_explains_nothing(tmp_path: Path) -> None:
    text = "Ziel Z; Leerstelle X feld=indikatoren grund=ENTFAELLT; X leerstelleVon Z"
    state = stand(netz(text), tmp_path)

    assert ["Z"] == namen(state, befunde(state, HEUTE, regeln=OHNE_MASSNAHME))


def test_a_gap_that_is_known_to_be_unknown_stays_with_a_note(tmp_path: Path) -> None:
    text = "Ziel Z; Leerstelle X feld=massnahmen grund=UNBEKANNT; X leerstelleVon Z"
    state = stand(netz(text), tmp_path)

    (befund,) = befunde(state, HEUTE, regeln=OHNE_MASSNAHME)

    assert befund.satz.endswith("Bekannt ist nur, dass die Angabe fehlt.")


def test_a_finding_on_an_extract_says_what_it_holds_for(tmp_path: Path) -> None:
    text = """
        Regelwerk R bestand=AUSZUG; Regelwerk V bestand=VOLLSTAENDIG; Ziel Z Y
        Z teilVonRegelwerk R; Y teilVonRegelwerk V
    """
    state = stand(netz(text), tmp_path)

    saetze = {state.pfad(b.knoten): b.satz for b in befunde(state, HEUTE, regeln=OHNE_MASSNAHME)}

    assert {
        "Y": "Zum Ziel „Titel Y“ (Y) trägt keine Maßnahme bei.",
        "Z": "Zum Ziel „Titel Z“ (Z) trägt in den vorliegenden Unterlagen keine Maßnahme bei.",
    } == saetze


def test_a_goal_belongs_where_it_stands_and_else_where_it_serves(tmp_path: Path) -> None:
    text = """
        Regelwerk R S; Leitlinie L; L teilVonRegelwerk R; Ziel Y Z; Indikator I
        Z dient L; Y dient L; Y teilVonRegelwerk S; I misst Z
    """
    state = stand(netz(text), tmp_path)

    def in_(regelwerk: str) -> set[str]:
        return set(namen(state, befunde(state, HEUTE, regelwerk=nr(state, regelwerk))))

    assert ({"L", "Z", "I"}, {"Y"}) == (in_("R") - {"R"}, in_("S") - {"S"})


def test_findings_of_one_node_are_those_of_all_that_are_about_it(tmp_path: Path) -> None:
    state = stand(netz("Ziel Y Z; Massnahme M; Zuwendung F; F foerdert M; M traegtBeiZu Z 0.7 ?"), tmp_path)
    alle = befunde(state, HEUTE)

    einzeln = {p: [b.satz for b in befunde(state, HEUTE, knoten=nr(state, p))] for p in "YZMF"}

    assert {p: [b.satz for b in alle if state.pfad(b.knoten) == p] for p in "YZMF"} == einzeln


def test_a_goal_without_measure_is_softened_by_the_measures_of_its_parts(tmp_path: Path) -> None:
    state = stand(netz("Ziel Y Z; Massnahme M; Z teilzielVon Y; M traegtBeiZu Z"), tmp_path)

    (befund,) = befunde(state, HEUTE, regeln=OHNE_MASSNAHME)

    assert "Y" == state.pfad(befund.knoten)
    assert befund.satz.endswith("Zu seinen Teilzielen tragen Maßnahmen bei.")


def test_explaining_guidelines_are_checked_only_when_asked_for(tmp_path: Path) -> None:
    state = stand(netz("Leitlinie K rang=LEITSATZ; Leitlinie L rang=ERLAEUTERUNG"), tmp_path)
    regeln = ["leitlinie-ohne-ziel"]

    assert ["K"] == namen(state, befunde(state, HEUTE, regeln=regeln))
    assert ["K", "L"] == namen(state, befunde(state, HEUTE, regeln=regeln, erlaeuterungen=True))


def test_the_most_severe_findings_come_first_then_rules_then_nodes_in_order(tmp_path: Path) -> None:
    state = stand(netz("Ziel A B; Leitlinie L"), tmp_path)

    gefunden = [(b.schwere.name, b.regel.name, state.pfad(b.knoten)) for b in befunde(state, HEUTE)]

    assert [
        ("FEHLER", "aussage-ohne-beleg", "L"),
        ("FEHLER", "aussage-ohne-beleg", "A"),
        ("FEHLER", "aussage-ohne-beleg", "B"),
        ("WARNUNG", "leitlinie-ohne-umsetzung", "L"),
        ("WARNUNG", "ziel-ohne-massnahme", "A"),
        ("WARNUNG", "ziel-ohne-massnahme", "B"),
        ("HINWEIS", "leitlinie-ohne-ziel", "L"),
        ("HINWEIS", "ziel-ohne-indikator", "A"),
        ("HINWEIS", "ziel-ohne-indikator", "B"),
    ] == gefunden


def test_findings_can_be_asked_for_by_severity(tmp_path: Path) -> None:
    state = stand(netz("Ziel A"), tmp_path)

    assert {Schwere.WARNUNG} == {b.schwere for b in befunde(state, HEUTE, schwere=Schwere.WARNUNG)}


def test_a_rule_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    state = stand(netz("Ziel A"), tmp_path)

    with pytest.raises(KeyError):
        befunde(state, HEUTE, regeln=["alles-gut"])


def test_an_empty_graph_has_no_findings(tmp_path: Path) -> None:
    assert [] == befunde(stand(netz(""), tmp_path), HEUTE)


def test_a_new_kind_with_its_own_rule_is_declared_in_one_place(tmp_path: Path) -> None:
    neu = modell.kopie()
    ex = Namespace("https://example.org/def#")

    @neu.art(ex.Wunsch, "wuensche")
    class Wunsch(Knoten):
        """Was sich jemand wünscht."""

        erfuellt_von: Annotated[list["Massnahme"], ex.erfuelltVon] = []  # type: ignore[name-defined]  # noqa: F821
        """Was den Wunsch erfüllt."""

    neu.regeln.append(
        Regel(
            "wunsch-unerfuellt",
            Wunsch,
            Schwere.HINWEIS,
            beschreibung="Wünsche, die niemand erfüllt.",
            satz="Den Wunsch {knoten} erfüllt niemand.",
            abhilfe="Ihn erfüllen.",
            braucht=Weg(URIRef(ex.erfuelltVon)),
        )
    )
    state = stand(netz("Wunsch W1 W2; Massnahme M; W1 erfuelltVon M", neu), tmp_path, neu)

    gefunden = befunde(state, HEUTE, regeln=["wunsch-unerfuellt"])

    assert ["Den Wunsch „Titel W2“ (W2) erfüllt niemand."] == [b.satz for b in gefunden]


def test_a_rule_needs_a_path_or_a_function() -> None:
    with pytest.raises(ValueError, match="entweder"):
        Regel("leer", Knoten, Schwere.HINWEIS, beschreibung="", satz="", abhilfe="")


def test_the_rules_walk_exactly_the_links_that_carry_a_trace() -> None:
    assert {p for p, b in modell.beziehungen.items() if Spur in b.marken} == praedikate(AUFWAERTS)
