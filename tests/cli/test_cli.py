"""The command line as people meet it: German, with exit codes and no trace of Python."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from leitlinien.cli import main
from leitlinien.cli.ausgabe import Tabelle, als_csv, zahl

DATEN = """
@base <http://localhost:8000/> .
@prefix ll: <https://w3id.org/leitlinien/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<id/test/F1> a ll:Handlungsfeld ; skos:notation "F1" ; skos:prefLabel "Bildung"@de ; ll:herkunft "QUELLE" .
"""
Lauf = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def gefuellt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli")


@pytest.fixture
def lauf(gefuellt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lauf:
    """Runs a command on the shipped data; returns exit code, output and error output."""
    return _lauf(gefuellt, monkeypatch, capsys)


@pytest.fixture
def leer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lauf:
    """The same on a store of its own that is still empty."""
    return _lauf(tmp_path, monkeypatch, capsys)


def _lauf(ordner: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lauf:
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{ordner / 'cli.sqlite'}")

    def starte(*argumente: object) -> tuple[int, str, str]:
        code = main([str(a) for a in argumente])
        ausgabe = capsys.readouterr()
        return code, ausgabe.out, ausgabe.err

    return starte


@pytest.mark.parametrize(
    "befehl", ["", "serve", "demo", "trace", "check", "search", "show", "import", "export", "log", "verify", "sources"]
)
def test_every_command_explains_itself_in_german(befehl: str, lauf: Lauf) -> None:
    code, aus, _ = lauf(*befehl.split(), "--help")

    assert 0 == code
    assert f"Aufruf: leitlinien {befehl}".rstrip() in aus
    assert "Diese Hilfe zeigen." in aus
    assert "Show this message" not in aus


def test_trace_follows_a_grant_to_its_guideline_and_names_the_passages(lauf: Lauf) -> None:
    code, aus, _ = lauf("trace", "beispielstadt/Z-2026-1")

    assert 0 == code
    assert "Leitlinie L1" in aus
    assert "Anhang Ziele" in aus
    assert "45.000,00 EUR" in aus


def test_trace_says_how_many_more_paths_there_are_with_proposals(lauf: Lauf) -> None:
    code, aus, _ = lauf("trace", "kiel/produkt-315100")

    assert 0 == code
    assert "--mit-vorschlaegen" in aus


def test_trace_marks_a_proposal_as_such(lauf: Lauf) -> None:
    _, aus, _ = lauf("trace", "kiel/produkt-315100", "--mit-vorschlaegen")

    assert "Vorschlag" in aus


def test_trace_as_csv_has_one_row_a_step(lauf: Lauf) -> None:
    _, aus, _ = lauf("trace", "beispielstadt/Z-2026-1", "--format", "csv")
    zeilen = list(csv.DictReader(io.StringIO(aus.removeprefix("\ufeff")), delimiter=";"))

    assert ["Massnahme", "Ziel", "Leitlinie"] == [z["Art"] for z in zeilen]


def test_an_unknown_id_is_an_error_with_the_next_step(lauf: Lauf) -> None:
    code, _, err = lauf("trace", "kiel/gibt-es-nicht")

    assert 1 == code
    assert "leitlinien search" in err


def test_a_day_that_is_none_is_an_error(lauf: Lauf) -> None:
    code, _, err = lauf("trace", "kiel/K05", "--stichtag", "morgen")

    assert 1 == code
    assert "JJJJ-MM-TT" in err


def test_an_unknown_kind_is_an_error_that_names_the_kinds(lauf: Lauf) -> None:
    code, _, err = lauf("search", "Prävention", "--kind", "Gedicht")

    assert 1 == code
    assert "Leitlinie" in err


def test_a_mistyped_switch_is_an_error_and_not_findings(lauf: Lauf) -> None:
    code, _, err = lauf("check", "--regell", "x")

    assert 1 == code
    assert "--regel" in err


def test_check_ends_with_2_when_there_are_findings(lauf: Lauf) -> None:
    code, aus, _ = lauf("check", "--regel", "ziel-ohne-massnahme")

    assert 2 == code
    assert "goettingen/L1z" in aus


def test_check_ends_with_0_when_nothing_is_as_severe_as_asked(lauf: Lauf) -> None:
    code, _, _ = lauf("check", "--regel", "ziel-ohne-massnahme", "--fail-on", "FEHLER")

    assert 0 == code


def test_check_as_json_has_sentence_and_remedy(lauf: Lauf) -> None:
    _, aus, _ = lauf("check", "--regel", "ziel-ohne-massnahme", "--format", "json")

    befunde = json.loads(aus)

    assert befunde
    assert all(b["satz"] and b["abhilfe"] for b in befunde)


def test_search_finds_words_without_umlauts(lauf: Lauf) -> None:
    _, aus, _ = lauf("search", "praevention", "--format", "json")

    assert any("Prävention" in t["titel"] for t in json.loads(aus))


def test_show_prints_a_node_with_its_links(lauf: Lauf) -> None:
    code, aus, _ = lauf("show", "goettingen/L3")

    assert 0 == code
    assert "L3b" in aus
    assert "Z24 Satz 2" in aus


def test_the_demo_answers_on_examples_on_kiel_and_on_goals(lauf: Lauf) -> None:
    code, aus, _ = lauf("demo")

    assert 0 == code
    assert "Beispiel" in aus
    assert "Vorschlag" in aus
    assert "Göttingen" in aus


def test_export_and_import_come_full_circle(lauf: Lauf, tmp_path: Path) -> None:
    datei = tmp_path / "alles.ttl"
    lauf("export", datei)

    code, aus, _ = lauf("import", datei)

    assert 0 == code
    assert "keine neue Revision" in aus


def test_a_dry_run_stores_nothing(leer: Lauf, tmp_path: Path) -> None:
    (tmp_path / "neu.ttl").write_text(DATEN, encoding="utf-8")

    code, _, _ = leer("import", "--probe", tmp_path / "neu.ttl")
    _, log, _ = leer("log", "--format", "json")

    assert 0 == code
    assert [] == json.loads(log)


def test_an_import_shows_in_the_log_with_author_and_reason(leer: Lauf, tmp_path: Path) -> None:
    (tmp_path / "neu.ttl").write_text(DATEN, encoding="utf-8")

    leer("import", tmp_path / "neu.ttl", "--autor", "Frau Muster", "--grund", "Erprobung")
    _, log, _ = leer("log", "--format", "json")

    (revision,) = json.loads(log)
    assert ("Frau Muster", "Erprobung", "neu.ttl") == (revision["autor"], revision["grund"], revision["quelle"])


def test_bad_input_is_a_german_error_and_nothing_is_stored(leer: Lauf, tmp_path: Path) -> None:
    (tmp_path / "falsch.ttl").write_text(DATEN.replace("QUELLE", "GERUECHT"), encoding="utf-8")

    code, _, err = leer("import", tmp_path / "falsch.ttl")
    _, log, _ = leer("log", "--format", "json")

    assert 1 == code
    assert "falsch.ttl" in err
    assert "test/F1" in err
    assert [] == json.loads(log)


def test_verify_is_clean_on_the_shipped_data(lauf: Lauf) -> None:
    lauf("demo")

    code, aus, _ = lauf("verify")

    assert 0 == code
    assert "In Ordnung" in aus


def test_sources_locate_prints_an_anchor_to_copy(lauf: Lauf, tmp_path: Path) -> None:
    (tmp_path / "bericht.txt").write_text("Erster Satz. Der zweite Satz hat Worte.", encoding="utf-8")

    code, aus, _ = lauf("sources", "locate", tmp_path / "bericht.txt", "zweite Satz")

    assert 0 == code
    assert "ll:zeichenVon 17" in aus


def test_sources_check_says_which_file_is_missing(lauf: Lauf, tmp_path: Path) -> None:
    code, aus, _ = lauf("sources", "check", tmp_path)
    streng, _, _ = lauf("sources", "check", tmp_path, "--vollstaendig")

    assert (0, 2) == (code, streng)
    assert "Haushalt-Kiel-2017.csv" in aus


def test_csv_has_no_cell_that_a_spreadsheet_would_run() -> None:
    text = als_csv(Tabelle("T", {"a": "A"}, [{"a": "=1+1"}, {"a": "ohne"}]))

    assert "\ufeffA\r\n'=1+1\r\nohne\r\n" == text


@pytest.mark.parametrize(
    ("betrag", "erwartet"), [("81346600.00", "81.346.600,00"), ("-5.5", "-5,5"), ("7", "7"), ("1.23000", "1,23")]
)
def test_amounts_are_printed_the_german_way(betrag: str, erwartet: str) -> None:
    assert erwartet == zahl(betrag)
