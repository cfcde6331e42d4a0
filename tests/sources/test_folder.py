"""Reading documents from a folder, and never from anywhere else."""

import os
from pathlib import Path

import pytest

from leitlinien.errors import Dateifehler
from leitlinien.sources import Quellen, bytehash


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    neu = tmp_path / "quellen"
    neu.mkdir()
    (neu / "brief.txt").write_text("Der  Hafen\nist offen.", encoding="utf-8")
    (neu / "alt.csv").write_bytes("Träger;5,00".encode("iso-8859-1"))
    (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
    return neu


def test_the_passage_is_read_from_the_normalised_text(ordner: Path) -> None:
    assert Quellen(ordner).wortlaut("brief.txt", 4, 13) == "Hafen ist"


def test_a_file_in_another_encoding_is_read_as_declared(ordner: Path) -> None:
    assert Quellen(ordner).wortlaut("alt.csv", 0, 6, zeichensatz="ISO-8859-1") == "Träger"


@pytest.mark.parametrize(("von", "bis"), [(-1, 3), (3, 3), (5, 3), (0, 99)])
def test_positions_outside_the_text_give_nothing(ordner: Path, von: int, bis: int) -> None:
    assert Quellen(ordner).wortlaut("brief.txt", von, bis) is None


def test_a_passage_that_no_longer_has_its_hash_is_not_shown(ordner: Path) -> None:
    assert Quellen(ordner).wortlaut("brief.txt", 4, 9, pruefsumme=bytehash(b"Markt")) is None


def test_a_passage_with_its_hash_is_shown(ordner: Path) -> None:
    assert Quellen(ordner).wortlaut("brief.txt", 4, 9, pruefsumme=bytehash(b"Hafen")) == "Hafen"


def test_a_changed_file_is_read_again(ordner: Path) -> None:
    quellen = Quellen(ordner)
    quellen.text("brief.txt")

    (ordner / "brief.txt").write_text("Der Markt ist geschlossen.", encoding="utf-8")

    assert quellen.wortlaut("brief.txt", 4, 9) == "Markt"


def test_an_earlier_folder_comes_first_and_a_later_one_fills_in(ordner: Path, tmp_path: Path) -> None:
    anderer = tmp_path / "daten"
    anderer.mkdir()
    (anderer / "brief.txt").write_text("anders", encoding="utf-8")
    (anderer / "neu.txt").write_text("neu", encoding="utf-8")

    quellen = Quellen(ordner, anderer)

    assert (quellen.text("brief.txt").text, quellen.text("neu.txt").text) == ("Der Hafen ist offen.", "neu")


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../geheim.txt", "..\\geheim.txt", "unter/../brief.txt", "/etc/passwd", "C:geheim.txt", "a\0b"],
)
def test_a_name_that_is_no_plain_file_name_is_refused(ordner: Path, name: str) -> None:
    with pytest.raises(Dateifehler, match="kein einfacher Dateiname"):
        Quellen(ordner).bytes(name)


def test_a_symbolic_link_does_not_lead_out_of_the_folder(ordner: Path, tmp_path: Path) -> None:
    (ordner / "harmlos.txt").symlink_to(tmp_path / "geheim.txt")

    assert Quellen(ordner).wortlaut("harmlos.txt", 0, 6) is None


def test_a_folder_and_a_pipe_are_no_documents(ordner: Path) -> None:
    (ordner / "unter").mkdir()
    os.mkfifo(ordner / "rohr")

    assert [Quellen(ordner).wortlaut(name, 0, 1) for name in ("unter", "rohr")] == [None, None]


def test_a_missing_file_says_which_and_where(ordner: Path) -> None:
    with pytest.raises(Dateifehler, match=r"fort\.txt: fehlt im Ordner .*quellen"):
        Quellen(ordner).bytes("fort.txt")


def test_a_file_over_the_limit_is_not_read(ordner: Path) -> None:
    with pytest.raises(Dateifehler, match="größer als 5 Bytes"):
        Quellen(ordner, max_bytes=5).bytes("brief.txt")


def test_a_file_in_the_wrong_encoding_names_the_byte(ordner: Path) -> None:
    with pytest.raises(Dateifehler, match=r"nicht in UTF-8 geschrieben \(Byte 2\)"):
        Quellen(ordner).roh("alt.csv")


@pytest.mark.parametrize("zeichensatz", ["Klingonisch", "hex", "a\0b"])
def test_an_encoding_that_does_not_exist_is_named(ordner: Path, zeichensatz: str) -> None:
    with pytest.raises(Dateifehler, match="gibt es nicht"):
        Quellen(ordner).roh("brief.txt", zeichensatz)
