"""The commands about prepared queries."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from leitlinien.programm import Programm

ZUWENDUNG = "beispielstadt/Z-2026-1"
Lauf = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lauf(seedbefehl: Callable[[str], Lauf]) -> Lauf:
    return seedbefehl("query")


@pytest.mark.parametrize("befehl", ["", "list", "show", "run"])
def test_every_command_explains_itself_in_german(lauf: Lauf, befehl: str) -> None:
    code, aus, _ = lauf(*befehl.split(), "--help")

    assert 0 == code
    assert f"Aufruf: leitlinien query {befehl}".rstrip() in aus


def test_list_names_every_query_and_the_open_questions(lauf: Lauf) -> None:
    code, aus, _ = lauf("list")

    assert 0 == code
    assert "zieleOhneMassnahme" in aus
    assert "Noch nicht beantwortbar:" in aus


def test_list_finds_words_in_any_spelling(lauf: Lauf) -> None:
    _, aus, _ = lauf("list", "massnahme", "ZIELE", "--format", "json")

    assert "zieleOhneMassnahme" in {a["name"] for a in json.loads(aus)}


def test_show_tells_meaning_inputs_and_text(lauf: Lauf) -> None:
    code, aus, _ = lauf("show", "zieleOhneMassnahme")

    assert 0 == code
    assert all(wort in aus for wort in ("Welche Ziele haben keine Maßnahme?", "MIT_VORSCHLAEGEN", "SHA-256", "query "))


def test_run_prints_the_answer_with_its_provenance(lauf: Lauf, programm: Programm) -> None:
    code, aus, _ = lauf("run", "spurEinerZuwendung", "-v", f"zuwendung={ZUWENDUNG}")

    assert 0 == code
    assert "(Beispiel)" in aus
    assert "erfundene Beispiele" in aus
    assert f"Revision {programm.state().revision}, Hash {programm.state().hash[:12]}" in aus


def test_run_reads_all_pages_unless_one_is_asked_for(lauf: Lauf) -> None:
    _, alle, _ = lauf("run", "produkteOhneZiel", "--format", "json")
    _, eine, _ = lauf("run", "produkteOhneZiel", "--format", "json", "-v", "anzahl=3")

    gelesen = json.loads(alle)
    assert gelesen["gesamt"] == gelesen["zeilenzahl"] > 50
    assert (3, False) == (json.loads(eine)["zeilenzahl"], json.loads(eine)["vollstaendig"])


def test_the_ending_of_the_file_says_the_format(lauf: Lauf, tmp_path: Path) -> None:
    ziel = tmp_path / "antwort.xlsx"

    code, aus, _ = lauf("run", "zieleOhneMassnahme", "--out", ziel)

    assert 0 == code
    assert "Antwort" in openpyxl.load_workbook(io.BytesIO(ziel.read_bytes())).sheetnames
    assert "Zeilen." in aus


def test_a_folder_gets_a_file_with_a_telling_name(lauf: Lauf, tmp_path: Path) -> None:
    lauf("run", "zieleOhneMassnahme", "--format", "csv", "--out", tmp_path)

    (datei,) = tmp_path.iterdir()
    assert datei.name.startswith("ziele-ohne-massnahme_")
    assert datei.read_bytes().startswith(b"\xef\xbb\xbf")


def test_html_can_be_piped(lauf: Lauf) -> None:
    code, aus, _ = lauf("run", "zieleOhneMassnahme", "--format", "html")

    assert 0 == code
    assert aus.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("argumente", "satz"),
    [
        (["run", "zieleOhneMasnahme"], "Gemeint: zieleOhneMassnahme"),
        (["run", "spurEinerZuwendung"], "„zuwendung“: Diese Angabe fehlt."),
        (["run", "zieleOhneMassnahme", "-v", "sicht"], "Erwartet wird NAME=WERT"),
        (["run", "zieleOhneMassnahme", "-v", "sicht=X"], "Möglich: GESICHERT, MIT_VORSCHLAEGEN."),
        (["run", "zieleOhneMassnahme", "-v", "fremd=1"], "kennt die Abfrage nicht"),
        (["run", "zieleOhneMassnahme", "-v", "anzahl=9999"], "verlangt waren 9999"),
        (["run", "zieleOhneMassnahme", "--out", "antwort.exe"], "--format angeben: csv, xlsx, json, html, ttl"),
        (["run", "zieleOhneMassnahme", "--out", "nirgends/antwort.csv"], "kann nicht geschrieben werden"),
        (["run", "zieleOhneMassnahme", "--format", "tabelle", "--out", "a.csv"], "geht nur auf den Bildschirm"),
        (["show"], "Es fehlt eine Angabe"),
    ],
)
def test_each_mistake_is_told_in_german_and_ends_with_1(
    lauf: Lauf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, argumente: list[str], satz: str
) -> None:
    monkeypatch.chdir(tmp_path)

    code, _, fehler = lauf(*argumente)

    assert 1 == code
    assert satz in " ".join(fehler.split())
