"""The analysis on the command line."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from leitlinien.cli import main

Lauf = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def ordner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("analyse")


@pytest.fixture
def lauf(ordner: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lauf:
    """Runs a command on the shipped data; returns exit code, output and error output."""
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{ordner / 'cli.sqlite'}")

    def starte(*argumente: object) -> tuple[int, str, str]:
        code = main([str(a) for a in argumente])
        ausgabe = capsys.readouterr()
        return code, ausgabe.out, ausgabe.err

    return starte


@pytest.mark.parametrize("befehl", ["", "wegfall", "export"])
def test_each_command_explains_itself_in_german(befehl: str, lauf: Lauf) -> None:
    code, aus, _ = lauf("analyse", *befehl.split(), "--help")

    assert 0 == code
    assert "Aufruf: leitlinien analyse" in aus
    assert "Show this message" not in aus


def test_the_overview_names_what_hangs_on_a_measure_and_says_that_there_is_no_circle(lauf: Lauf) -> None:
    code, aus, _ = lauf("analyse")

    assert 0 == code
    assert "beispielstadt/M5" in aus
    assert "(Beispiel)" in aus
    assert "Auch kein Vorschlag würde einen Kreis schließen." in aus


def test_the_overview_with_proposals_marks_what_rests_on_them(lauf: Lauf) -> None:
    _, aus, _ = lauf("analyse", "--mit-vorschlaegen")

    assert "(Vorschlag)" in "".join(aus.split("│"))
    assert "mit Vorschlägen" in aus


def test_the_overview_as_json_has_each_table_with_its_rows(lauf: Lauf) -> None:
    _, aus, _ = lauf("analyse", "--format", "json", "--stichtag", "2026-06-01")
    daten = json.loads(aus)

    paare = {(z["id"], z["daran_id"]) for z in daten["an-einem-faden"]}

    assert {"angaben", "an-einem-faden", "an-einem-geldgeber", "mehrere-felder", "bruecken", "kreise"} == set(daten)
    assert ("beispielstadt/M5", "beispielstadt/Ziel-3") in paare


def test_the_overview_as_csv_names_the_table_in_each_row(lauf: Lauf) -> None:
    _, aus, _ = lauf("analyse", "--format", "csv")
    zeilen = list(csv.DictReader(io.StringIO(aus.removeprefix("\ufeff")), delimiter=";"))

    assert {"an-einem-faden", "an-einem-geldgeber", "mehrere-felder"} == {z["Tabelle"] for z in zeilen}


def test_a_part_limits_the_overview(lauf: Lauf) -> None:
    _, aus, _ = lauf("analyse", "--umfang", "goettingen/regelwerk", "--format", "json")
    ganz = json.loads(lauf("analyse", "--format", "json")[1])

    assert json.loads(aus)["angaben"]["knoten"] < ganz["angaben"]["knoten"]


def test_a_loss_names_the_rules_the_chain_and_the_money(lauf: Lauf) -> None:
    code, aus, _ = lauf("analyse", "wegfall", "beispielstadt/M5")

    assert 0 == code
    assert "ziel-ohne-massnahme" in aus
    assert "beispielstadt/M5 → beispielstadt/Ziel-3" in aus
    assert "30.000,00 EUR" in aus


def test_a_loss_as_json_has_the_chain_as_a_list(lauf: Lauf) -> None:
    _, aus, _ = lauf("analyse", "wegfall", "beispielstadt/M5", "--format", "json")
    daten = json.loads(aus)

    ketten = [v["kette"] for v in daten["verluste"] if v["regel"] == "ziel-ohne-massnahme"]

    assert [["beispielstadt/M5", "beispielstadt/Ziel-3"]] == ketten
    assert {"EUR": "30000.00"} == daten["durchlaufend"]


def test_a_loss_as_csv_has_a_row_for_each_node_and_rule(lauf: Lauf) -> None:
    _, aus, _ = lauf("analyse", "wegfall", "beispielstadt/M5", "--format", "csv")
    zeilen = list(csv.DictReader(io.StringIO(aus.removeprefix("\ufeff")), delimiter=";"))

    assert {"leitlinie-ohne-umsetzung", "ziel-ohne-massnahme"} == {z["Regel"] for z in zeilen}


def test_the_loss_of_an_unknown_node_is_an_error_with_the_next_step(lauf: Lauf) -> None:
    code, _, fehler = lauf("analyse", "wegfall", "beispielstadt/nichts")

    assert 1 == code
    assert "leitlinien search" in fehler


def test_a_day_that_is_none_is_an_error(lauf: Lauf) -> None:
    code, _, fehler = lauf("analyse", "--stichtag", "morgen")

    assert 1 == code
    assert "JJJJ-MM-TT" in fehler


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_net_is_written_as_a_file(form: str, lauf: Lauf, tmp_path: Path) -> None:
    datei = tmp_path / f"netz.{form}"

    code, aus, _ = lauf("analyse", "export", "--format", form, "--out", datei)

    graph = nx.read_graphml(datei) if form == "graphml" else nx.read_gexf(datei)
    assert 0 == code
    assert "Knoten" in aus
    assert "beispielstadt/M5" in graph


def test_a_file_that_cannot_be_written_is_an_error(lauf: Lauf, tmp_path: Path) -> None:
    code, _, fehler = lauf("analyse", "export", "--out", tmp_path / "gibt" / "es" / "nicht.graphml")

    assert 1 == code
    assert "lässt sich nicht schreiben" in fehler
