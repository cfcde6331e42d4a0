"""Every rule has a wrong file in `tests/gegenbeispiele/`; its first line (in JSON-LD an entry) says what is found."""

import ast
import json
import re
from pathlib import Path

import pytest

import leitlinien
import leitlinien.model
from leitlinien.errors import Dateifehler
from leitlinien.rdf.formen import NUR_NATIV
from leitlinien.rdf.pruefen import pruefe_dateien

ORDNER = Path(__file__).parent.parent / "gegenbeispiele"
DATEIEN = sorted(p for p in ORDNER.iterdir() if ".mit." not in p.name)
OHNE_DATEI = {
    "MaxLength": "no field of the model has this bound; tests/rdf/test_rdf_werte.py declares one",
    "MinExclusive": "the same",
    "MaxExclusive": "the same",
    "Ersetzen": "needs a store with a history: tests/intake/",
    "NochVerknuepft": "the same",
}
"""Rules that no file can show, each with the reason."""


def _erwartet(datei: Path) -> tuple[str, str]:
    text = datei.read_bytes().decode("utf-8", errors="replace")
    if datei.suffix in (".json", ".jsonld"):
        satz = re.search(r'"erwartet": "([^"]*)"', text)
    else:
        satz = re.match(r"# erwartet: (.*)\n", text)
    assert satz is not None, f"{datei.name} does not say what is expected"
    regel, fragment = satz.group(1).split(" · ", 1)
    return regel, fragment


def _funde(datei: Path) -> list[tuple[str, str]]:
    weitere = datei.with_suffix(f".mit{datei.suffix}")
    try:
        maengel = pruefe_dateien([datei, *([weitere] if weitere.exists() else [])])
    except Dateifehler as fehler:
        return [(fehler.code, str(fehler))]
    return [(m.regel, str(m)) for m in maengel]


def test_there_are_counterexamples() -> None:
    assert len(DATEIEN) > 50


@pytest.mark.parametrize("datei", DATEIEN, ids=lambda p: p.name)
def test_a_wrong_file_has_exactly_the_finding_it_announces(datei: Path) -> None:
    regel, fragment = _erwartet(datei)

    funde = _funde(datei)

    assert [regel] == [r for r, _ in funde], funde
    assert fragment in funde[0][1]
    assert datei.name in funde[0][1]


def _regeln_im_code() -> set[str]:
    """Rule codes as they stand in the calls that make findings."""
    stelle = {"Fehler": 0, "Schranke": 0, "Mangel": 3, "_mangel": 2}
    gefunden: set[str] = set()
    paket = Path(leitlinien.__file__).parent
    for datei in (*(paket / "rdf").glob("*.py"), *(paket / "intake").glob("*.py")):
        for knoten in ast.walk(ast.parse(datei.read_text(encoding="utf-8"))):
            if isinstance(knoten, ast.Call):
                name = knoten.func.attr if isinstance(knoten.func, ast.Attribute) else getattr(knoten.func, "id", "")
                if name in stelle and len(knoten.args) > stelle[name]:
                    wert = knoten.args[stelle[name]]
                    if isinstance(wert, ast.Constant) and isinstance(wert.value, str):
                        gefunden.add(wert.value)
    return gefunden


def test_every_rule_of_the_code_has_a_counterexample() -> None:
    gezeigt = {_erwartet(datei)[0] for datei in DATEIEN}

    assert set() == _regeln_im_code() - gezeigt - OHNE_DATEI.keys()


def test_rules_without_a_counterexample_and_rules_without_a_shape_are_rules_of_the_code() -> None:
    assert set() == (OHNE_DATEI.keys() | NUR_NATIV.keys()) - _regeln_im_code()


def test_json_counterexamples_are_json_unless_they_say_otherwise() -> None:
    for datei in DATEIEN:
        if datei.suffix == ".jsonld" and "ungueltig" not in datei.name:
            assert json.loads(datei.read_text(encoding="utf-8"))
