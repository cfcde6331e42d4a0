"""Reading files: what can be read, and what is said about what cannot."""

import socket
from pathlib import Path

import pytest

import leitlinien.model
from leitlinien.errors import Dateifehler
from leitlinien.ids import Adressen
from leitlinien.rdf.lesen import lies
from leitlinien.rdf.pruefen import maengel, pruefe_dateien

assert leitlinien.model

KOPF = """\
@base <http://localhost:8000/> .
@prefix ll: <https://w3id.org/leitlinien/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kiel: <id/kiel/> .
"""
ZIEL = """
kiel:Z1 a ll:Ziel ;
    skos:notation "Z1" ;
    skos:prefLabel "Alle wohnen gut."@de ;
    ll:herkunft "QUELLE" ;
    ll:ebene "STRATEGISCH" .
"""


def _datei(ordner: Path, name: str, inhalt: str | bytes) -> Path:
    pfad = ordner / name
    pfad.write_bytes(inhalt.encode() if isinstance(inhalt, str) else inhalt)
    return pfad


def _fehler(pfad: Path, max_bytes: int = 1_000_000) -> str:
    with pytest.raises(Dateifehler) as gefangen:
        lies([pfad], max_bytes=max_bytes)
    assert gefangen.value.datei == str(pfad)
    return str(gefangen.value)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "Diese Datei gibt es nicht." in _fehler(tmp_path / "fehlt.ttl")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "Das ist ein Ordner" in _fehler(tmp_path)


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    assert "„.docx“ ist nicht bekannt. Erwartet wird eine von .ttl, .nt" in _fehler(_datei(tmp_path, "a.docx", ZIEL))


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    pfad = _datei(tmp_path, "a.ttl", KOPF + ZIEL)

    assert "größer als 100 Bytes" in _fehler(pfad, 100)
    assert lies([pfad], max_bytes=len(KOPF + ZIEL)).bestand.knoten


def test_bytes_that_are_no_utf8_are_named_with_their_position(tmp_path: Path) -> None:
    pfad = _datei(tmp_path, "a.ttl", KOPF.encode() + b"# M\xfcnze\n")

    assert f"Zeile 5: Die Datei ist kein UTF-8: Byte {len(KOPF) + 3} (0xfc)" in _fehler(pfad)


def test_broken_turtle_is_named_with_line_and_column(tmp_path: Path) -> None:
    pfad = _datei(tmp_path, "a.ttl", KOPF + ZIEL.replace(' ;\n    ll:herkunft "QUELLE"', '\n    ll:herkunft "QUELLE"'))

    fehler = _fehler(pfad)

    assert "Zeile 9, Spalte 5: Das ist kein gültiges Turtle" in fehler
    assert "Dort steht: „ll:herkunft" in fehler


def test_deeply_nested_json_is_an_error_of_the_file(tmp_path: Path) -> None:
    assert "verschachtelt" in _fehler(_datei(tmp_path, "a.json", "[" * 100_000 + "]" * 100_000))


def test_numbers_that_json_does_not_know_are_an_error_of_the_file(tmp_path: Path) -> None:
    assert "„NaN“ ist kein JSON." in _fehler(_datei(tmp_path, "a.json", '{"a": NaN}'))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    pfad = _datei(tmp_path, "a.ttl", b"\xef\xbb\xbf" + (KOPF + ZIEL).encode())

    assert [] == pruefe_dateien([pfad])


def test_no_context_is_ever_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kein_netz(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", kein_netz)
    for kontext in ('"https://schema.org/"', '["https://schema.org/"]', '{"@import": "https://schema.org/"}'):
        pfad = _datei(tmp_path, "a.jsonld", f'{{"@context": {kontext}, "@id": "urn:x", "name": "x"}}')

        assert "<https://schema.org/> liegt im Netz und wird nicht geholt" in _fehler(pfad)


@pytest.mark.parametrize(
    "kontext", ["https://w3id.org/leitlinien/context.jsonld", "https://daten.example.org/context.jsonld"]
)
def test_the_published_context_is_read_from_memory(tmp_path: Path, kontext: str) -> None:
    text = f'{{"@context": "{kontext}", "@id": "id/kiel/F", "@type": "Handlungsfeld", "titel": "Wohnen",'
    text += ' "kennung": "F", "herkunft": "QUELLE"}'

    gelesen = lies([_datei(tmp_path, "a.jsonld", text)], Adressen("https://daten.example.org/"))

    assert [] == maengel(gelesen)
    assert ["kiel/F"] == [k.pfad for k in gelesen.bestand.knoten]


def test_files_of_the_shipped_base_are_at_home_under_any_base(tmp_path: Path) -> None:
    text = KOPF + ZIEL + "\nkiel:Z2 ll:teilzielVon kiel:Z1 .\n" + ZIEL.replace("Z1", "Z2")
    text += """
<link/kiel/Z2~teilzielVon~kiel/Z1> a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement> ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> kiel:Z2 ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ll:teilzielVon ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> kiel:Z1 ;
    ll:status "BELEGT" .
"""
    gelesen = lies([_datei(tmp_path, "a.ttl", text)], Adressen("https://daten.example.org/"))

    assert [] == maengel(gelesen)
    assert ["kiel/Z1", "kiel/Z2"] == [k.pfad for k in gelesen.bestand.knoten]


def test_addresses_without_a_base_in_the_file_are_ours(tmp_path: Path) -> None:
    text = (KOPF + ZIEL).replace("@base <http://localhost:8000/> .\n", "")

    gelesen = lies([_datei(tmp_path, "a.ttl", text)])

    assert ["kiel/Z1"] == [k.pfad for k in gelesen.bestand.knoten]


def test_a_finding_names_file_line_node_and_path(tmp_path: Path) -> None:
    pfad = _datei(tmp_path, "a.ttl", KOPF + ZIEL.replace("STRATEGISCH", "WICHTIG"))

    (mangel,) = pruefe_dateien([pfad])

    assert f"{pfad}:6 · kiel/Z1 · ll:ebene: „WICHTIG“ ist nicht erlaubt." in str(mangel)


def test_all_findings_of_all_files_come_at_once(tmp_path: Path) -> None:
    eins = _datei(tmp_path, "eins.ttl", KOPF + ZIEL.replace("STRATEGISCH", "WICHTIG").replace('"Z1"', '""'))
    zwei = _datei(tmp_path, "zwei.ttl", KOPF + ZIEL.replace("Z1", "Z2").replace("ll:Ziel", "ll:Zeil"))

    gefunden = [(Path(m.datei).name, m.regel) for m in pruefe_dateien([eins, zwei])]

    assert [("eins.ttl:6", "In"), ("eins.ttl:6", "MinLength"), ("zwei.ttl:6", "In")] == sorted(gefunden)


def test_the_same_node_may_stand_in_two_files_if_they_agree(tmp_path: Path) -> None:
    eins, zwei = _datei(tmp_path, "eins.ttl", KOPF + ZIEL), _datei(tmp_path, "zwei.ttl", KOPF + ZIEL)

    assert [] == pruefe_dateien([eins, zwei])


def test_a_link_may_begin_at_a_node_of_another_file(tmp_path: Path) -> None:
    eins = _datei(tmp_path, "eins.ttl", KOPF + ZIEL + ZIEL.replace("Z1", "Z2"))
    zwei = _datei(tmp_path, "zwei.ttl", KOPF + "kiel:Z1 ll:teilzielVon kiel:Z2 .\n")

    assert [] == pruefe_dateien([eins, zwei])


def test_the_hash_is_over_the_bytes_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    eins = _datei(tmp_path, "eins.ttl", KOPF + ZIEL)
    zwei = _datei(tmp_path, "zwei.ttl", KOPF + ZIEL.replace("Z1", "Z2"))

    vorwaerts, rueckwaerts = lies([eins, zwei]), lies([zwei, eins])

    assert vorwaerts.quell_hash == rueckwaerts.quell_hash
    assert vorwaerts.quell_hash != lies([eins]).quell_hash


def test_progress_is_reported_while_a_file_is_read(tmp_path: Path) -> None:
    gemeldet: list[tuple[str, int, int]] = []

    lies([_datei(tmp_path, "a.ttl", KOPF + ZIEL)], fortschritt=lambda *meldung: gemeldet.append(meldung))

    assert gemeldet
    assert all(0 <= fertig <= gesamt and "a.ttl" in schritt for schritt, fertig, gesamt in gemeldet)
