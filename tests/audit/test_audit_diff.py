"""What changed between two answers, row by row."""

from dataclasses import replace
from typing import Any

from leitlinien.audit.vergleich import Unterschied, Zellaenderung, vergleiche
from leitlinien.queries import Spalte, Tabelle, Zelle
from leitlinien.queries.sprache import Nummer, Ort, Werte

SPALTEN = tuple(Spalte(titel, Werte(Ort(0, ((titel, False),)))) for titel in ("Ziel", "Maßnahme"))


def tabelle(*zeilen: tuple[str, ...]) -> Tabelle:
    """Cells are written `value` or `value@id`."""
    return Tabelle(SPALTEN, tuple(tuple(map(_zelle, z)) for z in zeilen), len(zeilen))


def _zelle(text: str) -> Zelle:
    wert, _, id = text.partition("@")
    return Zelle((wert,), (id or None,)) if wert else Zelle()


def diff(alt: Tabelle, neu: Tabelle, alte_daten: Any = None, neue_daten: Any = None) -> Unterschied:
    return vergleiche(alt, neu, alte_daten, neue_daten)


def test_equal_answers_have_no_difference() -> None:
    eins = tabelle(("A", "x"), ("B", "y"))

    unterschied = diff(eins, eins)

    assert unterschied.leer
    assert "dasselbe Ergebnis" == str(unterschied)


def test_another_order_of_rows_is_no_difference() -> None:
    unterschied = diff(tabelle(("A", "x"), ("B", "y")), tabelle(("B", "y"), ("A", "x")))

    assert unterschied.leer


def test_rows_that_stand_several_times_are_counted() -> None:
    unterschied = diff(tabelle(("A", "x")), tabelle(("A", "x"), ("A", "x"), ("A", "x")))

    assert (("A", "x"), ("A", "x")) == unterschied.hinzu


def test_a_row_is_recognised_by_its_nodes() -> None:
    unterschied = diff(tabelle(("Alt@1", "x")), tabelle(("Neu@1", "x")))

    assert [(Zellaenderung("Ziel", "Alt", "Neu"),)] == [a.zellen for a in unterschied.geaendert]


def test_without_nodes_a_row_is_recognised_by_its_first_value() -> None:
    unterschied = diff(tabelle(("A", "x")), tabelle(("A", "y")))

    assert [("A", (Zellaenderung("Maßnahme", "x", "y"),))] == [(a.label, a.zellen) for a in unterschied.geaendert]


def test_rows_that_cannot_be_told_apart_are_not_matched() -> None:
    unterschied = diff(tabelle(("A", "x"), ("A", "y")), tabelle(("A", "z")))

    assert () == unterschied.geaendert
    assert (("A", "x"), ("A", "y")) == unterschied.weg
    assert (("A", "z"),) == unterschied.hinzu


def test_another_node_of_the_same_name_is_a_difference() -> None:
    unterschied = diff(tabelle(("A@1", "x@7")), tabelle(("A@1", "x@8")))

    assert [(Zellaenderung("Maßnahme", "7", "8"),)] == [a.zellen for a in unterschied.geaendert]


def test_numbers_of_rows_are_not_compared() -> None:
    mit_nummer = (Spalte("Nr.", Nummer(0)), *SPALTEN)
    alt, neu = tabelle(("1", "A", "x")), tabelle(("1", "B", "y"), ("2", "A", "x"))

    unterschied = diff(replace(alt, spalten=mit_nummer), replace(neu, spalten=mit_nummer))

    assert (("B", "y"),) == unterschied.hinzu
    assert ((), ()) == (unterschied.weg, unterschied.geaendert)


def test_what_differs_beside_the_rows_is_named_by_its_place() -> None:
    eins = tabelle(("A", "x"))

    unterschied = diff(eins, eins, {"ziele": {"mehr": 1, "nodes": [{"a": 1}]}}, {"ziele": {"mehr": 2, "nodes": []}})

    assert ("ziele.mehr: 1 → 2", "ziele.nodes: 1 Einträge → 0 Einträge") == unterschied.sonst
    assert not unterschied.leer


def test_the_difference_reads_as_a_sentence() -> None:
    unterschied = diff(tabelle(("A", "x"), ("B", "y"), ("D", "d")), tabelle(("A", "z"), ("C", "c")))

    assert "1 Zeile mehr, 2 weniger, 1 geändert" == str(unterschied)
