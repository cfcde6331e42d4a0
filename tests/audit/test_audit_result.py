"""The result of a question: the same hash for the same question on the same data, wherever it is asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leitlinien.api.ausfuehrung import kern
from leitlinien.audit import auftrag
from leitlinien.errors import Eingabefehler
from leitlinien.queries import Variablenfehler
from leitlinien.rows import Bestand
from leitlinien.sources import Quellen
from leitlinien.tabellen import antwort as tabellenantwort
from tests.audit.audithilfe import STADT, Amt, amt
from tests.bauhilfe import netz

BASIS = "https://leitlinien.stadt.example/graph/"
FRAGEN = ("zieleMitMassnahmen", "massnahmenInsgesamt")
HEUTE = date(2026, 11, 21)


@pytest.fixture
def stadt(tmp_path: Path) -> Iterator[Amt]:
    buero = amt(tmp_path / "hier")
    yield buero
    buero.store.schliessen()


@pytest.fixture
def andere(tmp_path: Path) -> Iterator[Amt]:
    """The same town at another address, whose data came in other pieces, in another order, and after a detour."""
    zeilen = STADT.strip().splitlines()
    knoten = [z for z in zeilen if z.split()[0][0].isupper()]
    erst = "\n".join(reversed(knoten))
    buero = amt(tmp_path / "dort", (f"{erst}\nZiel s/Irrtum", STADT), BASIS)
    buero.store.schreibe(Bestand(), autor="Amt", grund="Irrtum", zurueckgezogen=netz("Ziel s/Irrtum"))
    yield buero
    buero.store.schliessen()


def test_the_two_towns_differ_in_history_and_not_in_data(stadt: Amt, andere: Amt) -> None:
    assert stadt.state.kette != andere.state.kette
    assert stadt.state.hash == andere.state.hash


@pytest.mark.parametrize("frage", FRAGEN)
def test_the_same_question_has_the_same_result_at_every_address(frage: str, stadt: Amt, andere: Amt) -> None:
    hier, dort = stadt.ergebnis(frage), andere.ergebnis(frage)

    assert hier.bytes == dort.bytes


@pytest.mark.parametrize("frage", FRAGEN)
def test_a_result_names_no_host(frage: str, andere: Amt) -> None:
    inhalt = andere.ergebnis(frage).bytes

    assert BASIS.encode() not in inhalt
    assert b"http" not in inhalt


@pytest.mark.parametrize("id", ["s/Z2", f"{BASIS}id/s/Z2", "http://localhost:8000/id/s/Z2"])
def test_a_node_may_be_named_by_its_path_or_its_address(id: str, stadt: Amt, andere: Amt) -> None:
    erwartet = stadt.ergebnis("zieleMitMassnahmen", ziel="s/Z2")

    assert erwartet.bytes == andere.ergebnis("zieleMitMassnahmen", ziel=id).bytes
    assert 1 == erwartet.antwort.anzahl


def test_a_default_that_is_given_asks_the_same(stadt: Amt) -> None:
    ohne = stadt.ergebnis("zieleMitMassnahmen")

    mit = stadt.ergebnis("zieleMitMassnahmen", sicht="gesichert", stichtag="21.11.2026")

    assert ohne.bytes == mit.bytes


def test_the_length_of_pages_does_not_matter(stadt: Amt, monkeypatch: pytest.MonkeyPatch) -> None:
    auf_einmal = stadt.ergebnis("zieleMitMassnahmen")

    monkeypatch.setattr(tabellenantwort, "GROESSTE_SEITE", 2)
    geblaettert = stadt.ergebnis("zieleMitMassnahmen")

    assert auf_einmal.bytes == geblaettert.bytes
    assert 3 == geblaettert.antwort.anzahl


def test_rows_are_numbered_over_all_pages(stadt: Amt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabellenantwort, "GROESSTE_SEITE", 1)

    zeilen = stadt.ergebnis("zieleMitMassnahmen").antwort.tabelle.zeilen

    assert [1, 2, 3] == [z[0] for z in zeilen]


def test_edges_are_gathered_over_all_pages(stadt: Amt, monkeypatch: pytest.MonkeyPatch) -> None:
    auf_einmal = stadt.ergebnis("unterDerLeitlinie", leitlinie="s/L1")

    monkeypatch.setattr(tabellenantwort, "GROESSTE_SEITE", 2)
    geblaettert = stadt.ergebnis("unterDerLeitlinie", leitlinie="s/L1")

    assert auf_einmal.bytes == geblaettert.bytes
    assert 5 == geblaettert.antwort.anzahl


def test_attached_documents_do_not_change_a_result(stadt: Amt, tmp_path: Path) -> None:
    ohne = stadt.ergebnis("stellenDerLeitlinie", leitlinie="s/L1")
    (tmp_path / "text.txt").write_text("Vorsorge vor Nachsorge", encoding="utf-8")

    stadt.quellen = Quellen(tmp_path)
    mit = stadt.ergebnis("stellenDerLeitlinie", leitlinie="s/L1")

    assert ohne.bytes == mit.bytes


def test_another_view_is_another_question(stadt: Amt) -> None:
    gesichert = stadt.ergebnis("zieleMitMassnahmen")
    lesart = stadt.ergebnis("zieleMitMassnahmen", sicht="MIT_VORSCHLAEGEN")

    assert gesichert.sha256 != lesart.sha256


def test_another_day_is_another_question(stadt: Amt) -> None:
    heute = stadt.ergebnis("zieleMitMassnahmen")

    damals = stadt.ergebnis("zieleMitMassnahmen", tag=date(2026, 1, 31))

    assert heute.sha256 != damals.sha256


def test_the_day_may_be_given_as_a_parameter(stadt: Amt) -> None:
    als_schalter = stadt.ergebnis("zieleMitMassnahmen", tag=date(2026, 1, 31))
    als_angabe = stadt.ergebnis("zieleMitMassnahmen", stichtag="31.1.2026")

    assert als_schalter.bytes == als_angabe.bytes


def test_the_day_is_recorded_even_when_the_question_does_not_take_one(stadt: Amt) -> None:
    heute = stadt.ergebnis("massnahmenInsgesamt")
    damals = stadt.ergebnis("massnahmenInsgesamt", tag=date(2026, 1, 31))

    assert heute.sha256 != damals.sha256
    assert heute.antwort.daten == damals.antwort.daten


def test_two_different_days_are_an_error(stadt: Amt) -> None:
    with pytest.raises(Eingabefehler, match="Zwei Stichtage"):
        stadt.ergebnis("zieleMitMassnahmen", tag=date(2026, 1, 31), stichtag="2026-02-01")


def test_what_only_pages_is_no_parameter(stadt: Amt) -> None:
    with pytest.raises(Variablenfehler, match="liest alle Seiten"):
        auftrag(
            kern(stadt.schema),
            stadt.fragen["zieleMitMassnahmen"],
            {"anzahl": "5"},
            adressen=stadt.adressen,
            heute=HEUTE,
        )
