"""A record's question asked again: on its revision, on today's, and where it does not belong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from leitlinien.audit import (
    AndererStore,
    UnbekannteRevision,
    UngueltigeFrage,
    VeraenderterStore,
    pruefe_nachweis,
    wiederhole,
)
from leitlinien.audit.vergleich import Zeilenaenderung, Zellaenderung
from leitlinien.rows import Bestand
from tests.audit.audithilfe import STADT, ZIELE, Amt, amt, mit_frage
from tests.bauhilfe import netz


@pytest.fixture
def stadt(tmp_path: Path) -> Iterator[Amt]:
    buero = amt(tmp_path / "amt")
    yield buero
    buero.store.schliessen()


@pytest.fixture
def andere(tmp_path: Path) -> Iterator[Amt]:
    buero = amt(tmp_path / "andere", ("Ziel s/Z1 titel='Etwas anderes'",))
    yield buero
    buero.store.schliessen()


def test_nothing_changed_when_nothing_was_written(stadt: Amt) -> None:
    wiederholung = stadt.wiederhole(stadt.nachweis())

    assert wiederholung.unveraendert
    assert (1, 1) == (wiederholung.damals.revision, wiederholung.heute.revision)


def test_data_that_the_question_does_not_see_change_nothing(stadt: Amt) -> None:
    nachweis = stadt.nachweis()

    stadt.schreibe("Indikator s/I1")
    wiederholung = stadt.wiederhole(nachweis)

    assert wiederholung.unveraendert
    assert 2 == wiederholung.heute.revision


def test_the_recorded_revision_gives_the_recorded_result_whatever_was_written_since(stadt: Amt) -> None:
    nachweis = stadt.nachweis()

    stadt.schreibe("Ziel s/Z1 titel='Ganz anders'")
    wiederholung = stadt.wiederhole(nachweis)

    assert wiederholung.damals.gleich
    assert not wiederholung.heute.gleich
    assert not wiederholung.unveraendert


def test_a_new_row_is_named(stadt: Amt) -> None:
    nachweis = stadt.nachweis()

    stadt.schreibe("Ziel s/Z0 titel='Ganz vorn'")
    unterschied = stadt.wiederhole(nachweis).heute.unterschied

    assert (("Ganz vorn", "", ""),) == unterschied.hinzu
    assert ((), ()) == (unterschied.weg, unterschied.geaendert)


def test_a_row_that_is_gone_is_named(stadt: Amt) -> None:
    nachweis = stadt.nachweis()

    _ziehe_zurueck(stadt, "s/Z2")
    unterschied = stadt.wiederhole(nachweis).heute.unterschied

    assert (("Mehr Halt", "", "Vorbeugen vor Nachsorge"),) == unterschied.weg
    assert ((), ()) == (unterschied.hinzu, unterschied.geaendert)


def test_a_row_with_another_value_is_the_same_row_changed(stadt: Amt) -> None:
    nachweis = stadt.nachweis()

    stadt.schreibe("Ziel s/Z1 titel='Weniger Not'; Massnahme s/M2 titel='Werkstatt'; s/M2 traegtBeiZu s/Z1")
    unterschied = stadt.wiederhole(nachweis).heute.unterschied

    zelle = Zellaenderung("Maßnahmen", "Elterncafé", "Elterncafé; Werkstatt")
    assert (Zeilenaenderung("Weniger Not", (zelle,)),) == unterschied.geaendert
    assert ((), ()) == (unterschied.hinzu, unterschied.weg)


def test_a_renamed_node_is_the_same_row_changed(stadt: Amt) -> None:
    nachweis = stadt.nachweis()

    stadt.schreibe("Ziel s/Z2 titel='Mehr Rückhalt'")
    unterschied = stadt.wiederhole(nachweis).heute.unterschied

    assert (Zeilenaenderung("Mehr Halt", (Zellaenderung("Ziel", "Mehr Halt", "Mehr Rückhalt"),)),) == (
        unterschied.geaendert
    )


def test_today_is_asked_for_the_recorded_day_and_parameters(stadt: Amt) -> None:
    nachweis = stadt.nachweis(texte={"ziel": "s/Z2", "stichtag": "2020-01-01"})

    stadt.schreibe("Ziel s/Z0 titel='Ganz vorn'")

    assert stadt.wiederhole(nachweis).unveraendert


def test_an_unknown_revision_is_told(stadt: Amt, andere: Amt) -> None:
    stadt.schreibe("Ziel s/Z0")
    nachweis = stadt.nachweis()

    with pytest.raises(UnbekannteRevision, match=r"Revision 2, .* gibt es hier nicht. Die neueste ist 1"):
        andere.wiederhole(nachweis)


def test_another_store_is_told(stadt: Amt, andere: Amt) -> None:
    with pytest.raises(AndererStore, match="Auch die Daten darin sind andere"):
        andere.wiederhole(stadt.nachweis())


def test_another_store_with_the_same_data_is_told(stadt: Amt, tmp_path: Path) -> None:
    zwilling = amt(tmp_path / "zwilling", ())
    zwilling.store.schreibe(netz(STADT), autor="Andere", grund="Abschrift")

    with pytest.raises(AndererStore, match="Die Daten darin sind dieselben"):
        zwilling.wiederhole(stadt.nachweis())
    zwilling.store.schliessen()


def test_rows_changed_behind_the_programs_back_are_told(stadt: Amt) -> None:
    nachweis = stadt.nachweis()

    with stadt.store._verbindung.engine.begin() as c:
        c.execute(text("UPDATE knotenversion SET werte = replace(werte, 'Mehr Halt', 'Mehr Geld')"))

    with pytest.raises(VeraenderterStore, match="leitlinien verify"):
        stadt.wiederhole(nachweis)


def test_a_changed_question_is_told_and_the_recorded_one_is_asked(stadt: Amt, tmp_path: Path) -> None:
    nachweis = stadt.nachweis()
    geaendert = mit_frage(stadt, "ziele-mit-massnahmen", ZIELE.replace("je Ziel.", "für jedes Ziel."), tmp_path / "neu")

    wiederholung = geaendert.wiederhole(nachweis)

    assert wiederholung.frage is not None
    assert wiederholung.frage.startswith("Geänderte Frage: zieleMitMassnahmen")
    assert wiederholung.damals.gleich
    assert not wiederholung.unveraendert


def test_a_question_that_is_gone_is_told(stadt: Amt, tmp_path: Path) -> None:
    nachweis = stadt.nachweis()

    wiederholung = mit_frage(stadt, "ziele-mit-massnahmen", "", tmp_path / "neu").wiederhole(nachweis)

    assert wiederholung.frage is not None
    assert "gibt es nicht mehr" in wiederholung.frage


def test_a_question_that_no_longer_fits_the_schema_is_told(stadt: Amt) -> None:
    nachweis = stadt.nachweis()
    pruefung = pruefe_nachweis(nachweis.bytes)
    frage = nachweis.record.frage.model_copy(update={"text": ZIELE.replace("totalCount", "gesamtzahl")})

    with pytest.raises(UngueltigeFrage, match="„gesamtzahl“ gibt es an"):
        wiederhole(
            pruefung,
            nachweis.record.model_copy(update={"frage": frage}),
            schema=stadt.schema,
            katalog=stadt.fragen,
            store=stadt.store,
            zu=stadt.standhalter.zu,
        )


def test_another_version_of_the_program_is_told(stadt: Amt) -> None:
    nachweis = stadt.nachweis()
    alt = nachweis.record.programm.model_copy(update={"version": "0.0.1"})

    wiederholung = wiederhole(
        pruefe_nachweis(nachweis.bytes),
        nachweis.record.model_copy(update={"programm": alt}),
        schema=stadt.schema,
        katalog=stadt.fragen,
        store=stadt.store,
        zu=stadt.standhalter.zu,
    )

    assert wiederholung.programm is not None
    assert wiederholung.programm.startswith("Aufgezeichnet hat Version 0.0.1")


def _ziehe_zurueck(buero: Amt, pfad: str) -> None:
    """Withdraw a node with all its links."""
    bestand = buero.store.bestand()
    knoten = [k for k in bestand.knoten if k.pfad == pfad]
    links = [v for v in bestand.links if pfad in (v.von, v.nach)]
    buero.store.schreibe(Bestand(), autor="Amt", grund="Entfällt", zurueckgezogen=Bestand(knoten, links))
