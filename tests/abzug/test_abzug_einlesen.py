"""What others have written is read: N-Triples and RDF/XML too, and compressed; without being blown up."""

import gzip
from pathlib import Path

import pytest

from leitlinien.cli import main
from leitlinien.errors import Dateifehler
from leitlinien.rdf.dateien import oeffne
from leitlinien.rdf.lesen import lies

XML = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ll="https://w3id.org/leitlinien/def#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <ll:Handlungsfeld rdf:about="http://localhost:8000/id/b/H">
    <skos:notation>H</skos:notation>
    <skos:prefLabel xml:lang="de">Wohnen</skos:prefLabel>
    <ll:herkunft>QUELLE</ll:herkunft>
  </ll:Handlungsfeld>
</rdf:RDF>
"""
GRENZE = 10_000


def datei(ordner: Path, name: str, inhalt: bytes) -> Path:
    (ordner / name).write_bytes(inhalt)
    return ordner / name


@pytest.mark.parametrize("name", ["feld.rdf", "feld.xml", "feld.rdf.gz", "FELD.XML.GZ"])
def test_rdf_xml_is_read_also_compressed(tmp_path: Path, name: str) -> None:
    inhalt = gzip.compress(XML.encode()) if name.lower().endswith("gz") else XML.encode()

    gelesen = lies([datei(tmp_path, name, inhalt)])

    assert [] == gelesen.maengel
    assert ["b/H"] == [k.pfad for k in gelesen.bestand.knoten]


def test_a_small_file_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    bombe = datei(tmp_path, "bombe.nt.gz", gzip.compress(b"#" * 50_000_000))

    with pytest.raises(Dateifehler, match="größer als 10000 Bytes"):
        oeffne(bombe, GRENZE)


@pytest.mark.parametrize(
    "inhalt",
    [b"kein gzip", gzip.compress(XML.encode())[:-20], b"", gzip.compress(b"x")[:10]],
    ids=["another format", "cut off", "empty", "nothing but a head"],
)
def test_a_broken_gzip_file_is_told_in_german(tmp_path: Path, inhalt: bytes) -> None:
    kaputt = datei(tmp_path, "kaputt.ttl.gz", inhalt or b"\0")

    with pytest.raises(Dateifehler, match="keine heile gzip-Datei"):
        oeffne(kaputt, GRENZE)


def test_entities_that_would_grow_are_refused_before_they_are_read(tmp_path: Path) -> None:
    kette = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bombe = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{kette}]>{XML.partition("?>")[2]}'

    with pytest.raises(Dateifehler, match="ENTITY"):
        lies([datei(tmp_path, "bombe.rdf", bombe.encode())])


def test_wrong_rdf_xml_is_called_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Dateifehler, match="RDF/XML"):
        lies([datei(tmp_path, "halb.rdf", XML[:200].encode())])


def test_an_ending_that_nobody_reads_is_named_without_the_packing(tmp_path: Path) -> None:
    with pytest.raises(Dateifehler, match=r"„\.txt“"):
        oeffne(datei(tmp_path, "liste.txt.gz", b""), GRENZE)


@pytest.mark.parametrize(
    ("name", "anfang"),
    [("a.nt.gz", b"\x1f\x8b"), ("a.csv.zip", b"PK"), ("a.jsonld", b"{"), ("a.ttl", b"@base"), ("A.NT", b"<http")],
)
def test_export_takes_the_form_of_the_files_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, anfang: bytes
) -> None:
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{tmp_path / 'cli.sqlite'}")
    feld = datei(tmp_path, "feld.rdf", XML.encode())

    codes = [main(["import", str(feld)]), main(["export", str(tmp_path / name)])]

    assert [0, 0] == codes
    assert (tmp_path / name).read_bytes().startswith(anfang)
