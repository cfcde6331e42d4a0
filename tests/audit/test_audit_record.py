"""What stands in a record."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from leitlinien.audit import Nachweis
from leitlinien.audit.aufbau import INHALT, RECORD
from leitlinien.audit.kanonisch import als_json, pruefsumme
from leitlinien.intake.importieren import importiere
from leitlinien.store import Store
from tests.audit.audithilfe import STADT, TEXTE, Amt, amt

VORSCHLAG = {"sicht": "MIT_VORSCHLAEGEN"}


@pytest.fixture(scope="module")
def stadt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Amt]:
    buero = amt(tmp_path_factory.mktemp("amt"), basis="https://stadt.example/")
    yield buero
    buero.store.schliessen()


@pytest.fixture(scope="module")
def nachweis(stadt: Amt) -> Nachweis:
    return stadt.nachweis()


@pytest.fixture(scope="module")
def bericht(nachweis: Nachweis) -> str:
    """The report that people read."""
    return teile(nachweis)["bericht.html"].decode()


def teile(nachweis: Nachweis) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(nachweis.bytes)) as archiv:
        return {name: archiv.read(name) for name in archiv.namelist()}


def test_any_unzip_program_opens_a_record(nachweis: Nachweis) -> None:
    with zipfile.ZipFile(io.BytesIO(nachweis.bytes)) as archiv:
        schaden = archiv.testzip()

        assert schaden is None
        assert [RECORD, *INHALT] == archiv.namelist()


def test_the_same_question_at_the_same_time_gives_the_same_bytes(stadt: Amt, nachweis: Nachweis) -> None:
    assert nachweis.bytes == stadt.nachweis().bytes


def test_the_record_names_question_data_and_result(stadt: Amt, nachweis: Nachweis) -> None:
    record = json.loads(teile(nachweis)[RECORD])

    state = stadt.state
    assert TEXTE["ziele-mit-massnahmen"] == record["frage"]["text"]
    assert pruefsumme(record["frage"]["text"].encode()) == record["frage"]["sha256"]
    assert {"sicht": "GESICHERT", "stichtag": "2026-11-21"} == record["parameter"]
    stand = {"revision": 1, "zeit": state.zeit, "kette": state.kette, "zustand": state.hash}
    assert stand == record["stand"]
    assert ("2026-11-21T20:15:00Z", "Änne Prüfer") == (record["zeit"], record["wer"])
    assert ("https://stadt.example/", "2026-11-21") == (record["basis"], record["stichtag"])
    assert stadt.ergebnis("zieleMitMassnahmen").sha256 == record["ergebnis"]["sha256"]


def test_the_record_has_the_hash_of_every_other_part(nachweis: Nachweis) -> None:
    inhalt = teile(nachweis)

    dateien = json.loads(inhalt.pop(RECORD))["dateien"]

    assert {n: {"bytes": len(i), "sha256": pruefsumme(i)} for n, i in inhalt.items()} == dateien


@pytest.mark.parametrize("name", [RECORD, "result.json", "belege.json"])
def test_json_is_canonical(name: str, nachweis: Nachweis) -> None:
    inhalt = teile(nachweis)[name]

    assert als_json(json.loads(inhalt)) == inhalt


def test_the_csv_holds_all_rows(nachweis: Nachweis) -> None:
    text = teile(nachweis)["result.csv"].decode("utf-8-sig")

    zeilen = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert ["Nr.", "Ziel", "Maßnahmen", "Leitlinien"] == zeilen[0]
    assert ["1", "Weniger Not", "Elterncafé", "Vorbeugen vor Nachsorge"] == zeilen[1]
    assert 4 == len(zeilen)


def test_the_workbook_holds_the_rows_of_the_csv(nachweis: Nachweis) -> None:
    mappe = openpyxl.load_workbook(io.BytesIO(teile(nachweis)["result.xlsx"]))

    zeilen = list(mappe.worksheets[0].iter_rows(values_only=True))

    assert ("Nr.", "Ziel", "Maßnahmen", "Leitlinien") == zeilen[0]
    assert (1, "Weniger Not", "Elterncafé", "Vorbeugen vor Nachsorge") == zeilen[1]


@pytest.mark.parametrize(
    ("frage", "texte"),
    [
        ("zieleMitMassnahmen", {}),
        ("zieleMitMassnahmen", VORSCHLAG),
        ("unterDerLeitlinie", {"leitlinie": "s/L1"}),
        ("stellenDerLeitlinie", {"leitlinie": "s/L1"}),
        ("massnahmenInsgesamt", {}),
    ],
)
def test_the_touched_graph_can_be_imported_into_an_empty_store(
    frage: str, texte: dict[str, str], stadt: Amt, tmp_path: Path
) -> None:
    datei = tmp_path / "daten.ttl"
    datei.write_bytes(teile(stadt.nachweis(frage, texte))["daten.ttl"])

    with Store.oeffnen(f"sqlite:///{tmp_path / 'neu.sqlite'}") as store:
        importiere(store, [datei], autor="Test", grund="Test")
        neu = store.bestand()

    alt = stadt.store.bestand()
    assert neu.knoten
    assert [k for k in neu.knoten if k not in alt.knoten] == []
    assert [k for k in neu.links if k not in alt.links] == []


def test_the_touched_graph_holds_nodes_passages_documents_and_the_links_between_them(
    stadt: Amt, tmp_path: Path
) -> None:
    datei = tmp_path / "daten.ttl"
    datei.write_bytes(teile(stadt.nachweis("unterDerLeitlinie", {"leitlinie": "s/L1"}))["daten.ttl"])

    with Store.oeffnen(f"sqlite:///{tmp_path / 'neu.sqlite'}") as store:
        importiere(store, [datei], autor="Test", grund="Test")
        neu = store.bestand()

    erwartet = {"s/L1", "s/Z1", "s/Z2", "s/Z3", "s/M1", "s/G1", "s/D1", "s/D1/0-8", "s/D1/9-13"}
    assert erwartet == {k.pfad for k in neu.knoten}
    assert ("s/M1", "s/Z1", ("s/D1/0-8",)) in {(v.von, v.nach, v.angaben.belege) for v in neu.links}


def test_the_touched_graph_and_the_evidence_are_the_same_at_every_address(stadt: Amt, tmp_path: Path) -> None:
    dort = amt(tmp_path, (STADT,), "https://anderswo.example/")

    hier, andere = teile(stadt.nachweis()), teile(dort.nachweis())

    dort.store.schliessen()
    for name in ("daten.ttl", "belege.json", "result.json", "result.csv"):
        assert hier[name] == andere[name], name


def test_a_record_is_complete_when_no_list_is_cut(stadt: Amt) -> None:
    assert all(stadt.nachweis(f).record.ergebnis.vollstaendig for f in ("zieleMitMassnahmen", "massnahmenInsgesamt"))


def test_a_record_says_when_a_list_inside_a_row_is_cut(tmp_path: Path) -> None:
    viele = "; ".join(f"s/V{i} traegtBeiZu s/Z2" for i in range(60))
    namen = " ".join(f"s/V{i}" for i in range(60))
    buero = amt(tmp_path, (f"Ziel s/Z2; Massnahme {namen}; {viele}",))

    ergebnis = buero.nachweis().record.ergebnis

    buero.store.schliessen()
    assert not ergebnis.vollstaendig


def test_the_report_names_question_parameters_data_and_hashes(bericht: str, nachweis: Nachweis) -> None:
    record = nachweis.record
    for erwartet in (
        "Welche Ziele gibt es, und welche Maßnahmen tragen zu ihnen bei?",
        "Ziele mit ihren Maßnahmen und Fundstellen.",
        "Gesichert",
        "21.11.2026",
        "Änne Prüfer",
        record.stand.kette,
        record.stand.zustand,
        record.frage.sha256,
        record.ergebnis.sha256,
    ):
        assert erwartet in bericht


def test_the_report_names_the_passage_of_each_link_with_its_place_and_characters(bericht: str) -> None:
    assert "Text der Leitlinien, Nr. 1" in bericht
    assert "0–8" in bericht
    assert "Trägt bei zu" in bericht


def test_the_report_runs_nothing_and_loads_nothing(bericht: str) -> None:
    assert not re.search(r"<(script|img|link|iframe|object|embed|form|base|meta http-equiv)\b", bericht)
    assert not re.search(r"(?:@import|url\(|\bon\w+=)", bericht)


def test_what_people_type_stays_text(stadt: Amt) -> None:
    bericht = teile(stadt.nachweis(wer="<script>alert(1)</script>"))["bericht.html"].decode()

    assert "<script>" not in bericht
    assert "&lt;script&gt;" in bericht


def test_every_reference_of_the_report_leads_somewhere(bericht: str) -> None:
    ziele = set(re.findall(r'id="([^"]+)"', bericht))

    verweise = set(re.findall(r'href="#([^"]+)"', bericht))

    assert verweise
    assert set() == verweise - ziele


def test_a_row_that_rests_on_a_proposal_says_so(stadt: Amt) -> None:
    bericht = teile(stadt.nachweis(texte=VORSCHLAG))["bericht.html"].decode()

    assert 1 == bericht.count("ruht auf einem Vorschlag")
    assert "Weil es so gelesen werden kann." in bericht
    assert "Sie ist eine Lesart, kein Nachweis." in bericht


def test_without_proposals_nothing_rests_on_one(bericht: str) -> None:
    assert "ruht auf einem Vorschlag" not in bericht


def test_an_empty_answer_is_an_answer(stadt: Amt) -> None:
    nachweis = stadt.nachweis(texte={"ziel": "s/gibt-es-nicht"})

    assert 0 == nachweis.record.ergebnis.zeilen
    assert "Keine Zeile." in teile(nachweis)["bericht.html"].decode()
