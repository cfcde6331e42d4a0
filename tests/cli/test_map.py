"""`leitlinien map`: a strategy map into a file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leitlinien.programm import Programm
from tests.karte.kartenhilfe import elemente

Lauf = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lauf(seedbefehl: Callable[[str], Lauf]) -> Lauf:
    return seedbefehl("map")


def test_it_explains_itself_in_german(lauf: Lauf) -> None:
    code, aus, _ = lauf("--help")

    assert 0 == code
    assert "Eine Strategiekarte zeichnen" in aus


def test_an_svg_holds_the_nodes_with_their_addresses(lauf: Lauf, programm: Programm, tmp_path: Path) -> None:
    code, aus, _ = lauf("beispielstadt/M2", "--out", tmp_path / "karte.svg")

    text = (tmp_path / "karte.svg").read_text(encoding="utf-8")
    assert (0, True) == (code, "karte.svg geschrieben: 8 Knoten." in aus)
    assert programm.adressen.iri("beispielstadt/M2") in {a.get("href") for a in elemente(text, "a")}


def test_a_png_is_as_wide_as_asked(lauf: Lauf, tmp_path: Path) -> None:
    lauf("beispielstadt/M2", "--out", tmp_path / "karte.PNG", "--breite", "500")

    assert 500 == int.from_bytes((tmp_path / "karte.PNG").read_bytes()[16:20])


def test_it_says_what_the_picture_leaves_out(lauf: Lauf, tmp_path: Path) -> None:
    _, aus, _ = lauf("kiel/regelwerk", "--out", tmp_path / "k.svg", "--ohne-vorschlaege")

    assert "Vorschläge sind nicht gezeichnet." in aus


@pytest.mark.parametrize(
    ("id", "datei", "wort"),
    [
        ("kiel/gibtesnicht", "k.svg", "kiel/gibtesnicht"),
        ("zwei Wörter", "k.svg", "keine Adresse"),
        ("kiel/K01", "k.pdf", "weder auf .svg noch auf .png"),
        ("kiel/K01", "fehlt/k.svg", "Den Ordner"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    lauf: Lauf, tmp_path: Path, id: str, datei: str, wort: str
) -> None:
    code, _, fehler = lauf(id, "--out", tmp_path / datei)

    assert 1 == code
    assert wort in " ".join(fehler.split())
    assert [] == list(tmp_path.iterdir())
