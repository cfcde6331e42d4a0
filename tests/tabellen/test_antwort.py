"""Answers to prepared queries: pages, how many of how many, provenance."""

from collections.abc import Callable
from typing import Any

import pytest

from leitlinien.tabellen import Antwort, Antwortfehler, Dateiart, dateiname

Frage = Callable[..., Antwort]


def test_one_page_says_how_many_rows_there_are_in_all(frage: Frage) -> None:
    antwort = frage()

    assert ("2 von 3 Zeilen.", False) == (antwort.umfang, antwort.vollstaendig)


def test_all_pages_are_read_from_the_first_on(frage: Frage) -> None:
    mitte = frage().tabelle.weiter

    antwort = frage({"nach": mitte, "anzahl": 1}, alle=True)

    assert ("3 von 3 Zeilen.", True) == (antwort.umfang, antwort.vollstaendig)
    assert 3 == len(antwort.tabelle.zellen)


def test_the_last_page_alone_is_not_the_whole(frage: Frage) -> None:
    antwort = frage({"nach": frage().tabelle.weiter})

    assert ("1 von 3 Zeilen.", False) == (antwort.umfang, antwort.vollstaendig)


def test_gathering_ends_at_the_limit_and_says_so(frage: Frage) -> None:
    antwort = frage(alle=True, hoechstens=1)

    assert ("1 von 3 Zeilen.", False) == (antwort.umfang, antwort.vollstaendig)
    assert "was-wird-gefoerdert_2026-11-21_r1_gekuerzt.csv" == dateiname(antwort, Dateiart.CSV)


def test_a_whole_answer_is_named_after_question_day_and_revision(frage: Frage) -> None:
    assert "was-wird-gefoerdert_2026-11-21_r1.xlsx" == dateiname(frage(alle=True), Dateiart.XLSX)


def test_invented_nodes_are_counted(frage: Frage) -> None:
    assert "1 von 5 Knoten dieser Antwort sind erfundene Beispiele." in frage(alle=True).hinweise


@pytest.mark.parametrize(("werte", "gesagt"), [({}, False), ({"sicht": "MIT_VORSCHLAEGEN"}, True)])
def test_following_proposals_is_told(frage: Frage, werte: dict[str, Any], gesagt: bool) -> None:
    assert gesagt == any("Lesart, kein Nachweis" in satz for satz in frage(werte).hinweise)


def test_what_is_needed_to_ask_again_is_named(frage: Frage) -> None:
    angaben = dict(frage(alle=True).angaben())

    assert "Was wird gefördert?" == angaben["Frage"]
    assert "GESICHERT" == angaben["Angabe „sicht“"]
    assert "Angabe „anzahl“" not in angaben
    assert "21.11.2026" == angaben["Stichtag"]
    assert "1" == angaben["Revision der Daten"]
    assert {"Hash der Daten (SHA-256)", "Kettenkopf", "Hash der Abfrage (SHA-256)", "Programm"} <= angaben.keys()


def test_a_refused_question_raises_with_the_german_messages(frage: Frage) -> None:
    with pytest.raises(Antwortfehler, match="keine Seitenmarke dieser Liste") as gefangen:
        frage({"nach": "quatsch"})

    assert not gefangen.value.intern


def test_only_ids_written_as_answers_write_them_are_nodes(frage: Frage) -> None:
    antwort = frage()

    assert antwort.nummer("https://leitlinien.example/id/b/1") is not None
    assert [None, None, None] == [
        antwort.nummer(text) for text in ("b/1", "Ohne Betrag", "https://fremd.example/id/b/1")
    ]
