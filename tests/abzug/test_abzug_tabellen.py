"""The tables keep what their own schema promises: read as a CSVW processor would, by the schema alone."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leitlinien.abzug import NACH_ENDUNG
from leitlinien.abzug.csvw import DATEI
from leitlinien.ids import Adressen
from leitlinien.kinds import modell
from leitlinien.programm import Programm
from leitlinien.rows import Bestand
from tests.bauhilfe import netz
from tests.seedhilfe import seedprogramm

BASIS = Adressen("https://leitlinien.example/")


class Paket:
    """A ZIP of tables."""

    def __init__(self, bestand: Bestand) -> None:
        inhalt = b"".join(NACH_ENDUNG["csv.zip"].schreibe(bestand, BASIS, modell))
        with zipfile.ZipFile(io.BytesIO(inhalt)) as ordner:
            assert ordner.testzip() is None
            self.roh = {name: ordner.read(name) for name in ordner.namelist()}
        self.schema: dict[str, Any] = json.loads(self.roh[DATEI])
        self.tabellen: dict[str, dict[str, Any]] = {t["url"]: t for t in self.schema["tables"]}

    def zeilen(self, datei: str) -> list[dict[str, str]]:
        text = self.roh[datei].decode(f"{self.schema['dialect']['encoding']}-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=self.schema["dialect"]["delimiter"]))

    def spalten(self, datei: str) -> list[dict[str, Any]]:
        return [s for s in self.tabellen[datei]["tableSchema"]["columns"] if not s.get("virtual")]


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture(scope="module")
def paket(programm: Programm) -> Paket:
    return Paket(programm.state().bestand())


@pytest.fixture(scope="module")
def klein() -> Paket:
    return Paket(
        netz("""
        Ziel b/Z titel="=1+1" beschreibung="eins; \\"zwei\\""
        Massnahme b/M
        Zuwendung b/F bewilligt=1000.50
        b/M traegtBeiZu b/Z 0.4 ?
    """)
    )


def falsch(spalte: dict[str, Any], text: str) -> bool:
    """Whether a cell is not what its column says."""
    if not text:
        return bool(spalte["required"])
    typ = spalte["datatype"]
    werte = text.split(spalte["separator"]) if "separator" in spalte else [text]
    return any(not _passt(typ, wert) for wert in werte)


def _passt(typ: dict[str, Any], wert: str) -> bool:
    gelesen: Any = wert
    match typ["base"]:
        case "decimal" | "integer":
            if not re.fullmatch(r"[+-]?\d+(,\d+)?", wert):
                return False
            gelesen = Decimal(wert.replace(",", "."))
        case "date":
            gelesen = date.fromisoformat(wert)
        case "boolean":
            return wert in typ["format"].split("|")
        case "anyURI":
            return wert.partition(":")[0].isalpha()
        case "string":
            laenge = range(typ.get("minLength", 0), typ.get("maxLength", 10**9))
            return len(wert) in laenge and re.fullmatch(typ.get("format", "(?s:.*)"), wert) is not None
    if "minimum" in typ and gelesen < type(gelesen)(typ["minimum"]):
        return False
    return not ("maximum" in typ and gelesen > type(gelesen)(typ["maximum"]))


def test_every_table_of_the_schema_is_there_and_no_other(paket: Paket) -> None:
    assert set(paket.roh) - {DATEI} == set(paket.tabellen)


def test_every_kind_has_a_table_with_all_its_nodes(paket: Paket, programm: Programm) -> None:
    state = programm.state()

    gezaehlt = {a.name: len(paket.zeilen(f"{a.mehrzahl}.csv")) for a in modell.arten.values()}

    assert {a: len(state.bereich(a)) for a in modell.arten} == gezaehlt


def test_the_headings_are_the_columns_of_the_schema(paket: Paket) -> None:
    for datei in paket.tabellen:
        kopf = paket.roh[datei].decode("utf-8-sig").splitlines()[0].split(";")

        assert [s["titles"] for s in paket.spalten(datei)] == kopf


def test_every_cell_is_what_its_column_says(paket: Paket) -> None:
    maengel = [
        (datei, spalte["name"], zeile[spalte["titles"]])
        for datei in paket.tabellen
        for zeile in paket.zeilen(datei)
        for spalte in paket.spalten(datei)
        if falsch(spalte, zeile[spalte["titles"]])
    ]

    assert [] == maengel


def test_the_check_of_cells_finds_what_is_wrong(paket: Paket) -> None:
    spalte = {s["name"]: s for s in paket.spalten("verknuepfungen.csv")}

    assert falsch(spalte["status"], "VIELLEICHT")
    assert falsch(spalte["anteil"], "1,5")
    assert falsch(spalte["von"], "")


def test_primary_keys_are_unique(paket: Paket) -> None:
    for datei, tabelle in paket.tabellen.items():
        namen = tabelle["tableSchema"]["primaryKey"]
        schluessel = [tuple(z[n] for n in namen) for z in paket.zeilen(datei)]

        assert len(schluessel) == len(set(schluessel))


def test_foreign_keys_lead_to_a_row(paket: Paket) -> None:
    verweise = 0
    for datei, tabelle in paket.tabellen.items():
        for verweis in tabelle["tableSchema"]["foreignKeys"]:
            ziel = verweis["reference"]
            da = {tuple(z[n] for n in ziel["columnReference"]) for z in paket.zeilen(ziel["resource"])}
            dort = {tuple(z[n] for n in verweis["columnReference"]) for z in paket.zeilen(datei)}
            verweise += len(dort)

            assert set() == dort - da
    assert verweise > 1000


def test_columns_are_bound_to_the_predicates_of_the_vocabulary(paket: Paket) -> None:
    for art in modell.arten.values():
        gebunden = {s["name"]: s["propertyUrl"] for s in paket.spalten(f"{art.mehrzahl}.csv") if "propertyUrl" in s}

        assert {f.graphql_name: str(f.pfad) for f in art.werte} == gebunden


def test_spreadsheets_in_german_offices_open_the_tables(klein: Paket) -> None:
    (zeile,) = klein.zeilen("zuwendungen.csv")

    assert klein.roh["zuwendungen.csv"].startswith(b"\xef\xbb\xbf")
    assert "1000,50" == zeile["bewilligt"]


def test_no_cell_is_a_formula(klein: Paket) -> None:
    (zeile,) = klein.zeilen("ziele.csv")

    assert "'=1+1" == zeile["titel"]


def test_a_proposal_is_marked(klein: Paket) -> None:
    (zeile,) = klein.zeilen("verknuepfungen.csv")

    assert ("VORSCHLAG", "0,4", "traegtBeiZu") == (zeile["status"], zeile["anteil"], zeile["beziehung"])
