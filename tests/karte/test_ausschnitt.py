"""Which part of the graph a map shows, and in which columns."""

from pathlib import Path

import pytest

from leitlinien.karte.ausschnitt import HOECHSTENS, ausschnitt
from leitlinien.karte.stufen import nur_in_spuren, sammelarten, stufen
from leitlinien.kinds import Spur, modell
from tests.bauhilfe import nr
from tests.karte.kartenhilfe import karte, kette, pfade, viele


def test_every_trace_link_leads_to_its_own_kind_or_to_a_column_further_left() -> None:
    falsch = [
        (von, nach)
        for b in modell.beziehungen.values()
        if Spur in b.marken
        for von in b.von
        for nach in b.nach
        if von != nach and stufen(modell)[von] <= stufen(modell)[nach]
    ]

    assert [] == falsch


def test_guidelines_stand_left_of_goals_of_measures_of_grants() -> None:
    stufe = stufen(modell)

    folge = [stufe[art] for art in ("Leitlinie", "Ziel", "Produkt", "Massnahme", "Zuwendung")]

    assert [0, 1, 2, 3, 4] == folge


def test_sets_of_guidelines_come_first_among_what_gathers_them() -> None:
    assert ("Regelwerk", "Handlungsfeld", "Zielgruppe", "Sozialraum") == sammelarten(modell)


def test_the_map_of_a_set_shows_what_belongs_to_it_and_all_below(tmp_path: Path) -> None:
    state = kette(tmp_path)

    gezeigt = pfade(state, karte(state, "b/R"))

    assert {"b/L1", "b/L2", "b/Z1", "b/Z2", "b/M1", "b/M2", "b/F1", "b/P1"} == gezeigt


def test_the_map_of_a_field_shows_what_lies_in_narrower_fields_too(tmp_path: Path) -> None:
    state = kette(tmp_path, "Handlungsfeld f/a f/b; f/b oberbegriff f/a; b/L2 imFeld f/b")

    gezeigt = pfade(state, karte(state, "f/a"))

    assert {"b/L2", "b/Z2"} == gezeigt


def test_the_trace_of_a_measure_goes_up_and_down_but_not_sideways(tmp_path: Path) -> None:
    state = kette(tmp_path)

    gezeigt = pfade(state, karte(state, "b/M1"))

    assert {"b/L1", "b/Z1", "b/M1", "b/F1"} == gezeigt


def test_without_proposals_nothing_stands_on_one(tmp_path: Path) -> None:
    state = kette(tmp_path)

    gezeigt = pfade(state, karte(state, "b/R", vorschlaege=False))

    assert "b/M2" not in gezeigt


def test_appropriations_stand_only_in_the_trace_of_what_they_belong_to(tmp_path: Path) -> None:
    state = kette(tmp_path)

    karten = {pfad: "b/H1" in pfade(state, karte(state, pfad)) for pfad in ("b/R", "b/L1", "b/P1", "b/H1")}

    assert {"Haushaltsansatz"} == nur_in_spuren(modell)
    assert {"b/R": False, "b/L1": False, "b/P1": True, "b/H1": True} == karten


def test_a_map_says_which_kinds_it_leaves_out(tmp_path: Path) -> None:
    state = kette(tmp_path)

    hinweise = karte(state, "b/R").hinweise

    assert any(satz.startswith("Haushaltsansätze sind hier nicht gezeichnet") for satz in hinweise)


def test_links_that_lead_out_of_the_picture_are_counted(tmp_path: Path) -> None:
    state = kette(tmp_path, "Ziel b/Z9; b/F1 foerdert b/P1; b/M1 traegtBeiZu b/Z9")

    auszug = ausschnitt(state, nr(state, "b/Z1"))

    assert 1 == auszug.aussen


@pytest.mark.parametrize(("leitlinien", "ziele", "massnahmen"), [(2, 2, 60), (5, 30, 2), (400, 1, 1), (12, 12, 12)])
def test_no_map_shows_more_than_can_be_read(tmp_path: Path, leitlinien: int, ziele: int, massnahmen: int) -> None:
    state = viele(tmp_path, leitlinien, ziele, massnahmen)

    auszug = ausschnitt(state, nr(state, "b/R"))

    assert 0 < len(auszug.knoten) <= HOECHSTENS


def test_what_is_shown_and_what_is_folded_beside_it_are_all_the_measures_of_a_goal(tmp_path: Path) -> None:
    state = viele(tmp_path, 1, 2, 160)

    auszug = ausschnitt(state, nr(state, "b/R"))

    gezeigt = [k for k in auszug.knoten if state.pfad(k).startswith("b/M0-0-")]
    (rest,) = [r for r in auszug.reste if r.bei == nr(state, "b/Z0-0")]
    assert 160 == len(gezeigt) + rest.anzahl


def test_a_folded_map_says_how_many_it_folds(tmp_path: Path) -> None:
    state = viele(tmp_path, 1, 2, 160)

    bild = karte(state, "b/R")

    (satz,) = [s for s in bild.hinweise if "zusammengefasst" in s]
    fehlend = 1 + 2 + 320 - len(bild.knoten)
    assert satz.startswith(f"Gezeigt sind {len(bild.knoten)} Knoten. {fehlend} weitere sind zusammengefasst")


def test_a_small_map_folds_nothing(tmp_path: Path) -> None:
    state = viele(tmp_path, 3, 3, 3)

    auszug = ausschnitt(state, nr(state, "b/R"))

    assert () == auszug.reste


def test_of_many_links_the_sure_ones_are_shown_first(tmp_path: Path) -> None:
    mehr = "\n".join(f"Massnahme b/V{n}; b/V{n} traegtBeiZu b/Z2 ?" for n in range(200))
    state = kette(tmp_path, mehr + "\nMassnahme b/W; b/W traegtBeiZu b/Z2")

    gezeigt = pfade(state, karte(state, "b/Z2"))

    assert "b/W" in gezeigt


def test_a_circle_does_not_keep_a_map_from_being_drawn(tmp_path: Path) -> None:
    state = kette(tmp_path, "b/Z1 teilzielVon b/Z2; b/Z2 teilzielVon b/Z1")

    gezeigt = pfade(state, karte(state, "b/Z1"))

    assert {"b/Z1", "b/Z2"} <= gezeigt
