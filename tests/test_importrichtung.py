"""Import directions: what rests on what."""

import ast
from pathlib import Path

import pytest

import leitlinien
from leitlinien.kinds import modell

PAKET = Path(leitlinien.__file__).parent
EBENEN = [
    {"terms"},
    {"kinds"},
    {"model"},
    {"rows", "errors", "settings", "ids", "daten", "frist"},
    {"store", "state", "paths", "search", "rdf", "trace", "findings", "sources"},
    {"api", "queries", "tabellen", "intake"},
    {"programm", "ableiten", "audit", "karte", "analyse", "abzug"},
    {"web", "cli", "__main__"},
]
FUER_ALLE = {"errors", "settings", "daten", "frist"}
"""Modules without a domain of their own, which any may use."""
RANG = {name: rang for rang, ebene in enumerate(EBENEN) for name in ebene}


def module() -> list[Path]:
    return [p for p in sorted(PAKET.rglob("*.py")) if "_daten" not in p.parts and p.parent != PAKET / "__init__.py"]


def importe(datei: Path) -> set[str]:
    """Names of the modules of this package that `datei` imports at run time."""
    baum = ast.parse(datei.read_text(encoding="utf-8"))
    nur_typen = {
        knoten
        for zweig in ast.walk(baum)
        if isinstance(zweig, ast.If) and "TYPE_CHECKING" in ast.unparse(zweig.test)
        for knoten in ast.walk(zweig)
    }
    gefunden: set[str] = set()
    for knoten in ast.walk(baum):
        if knoten in nur_typen:
            continue
        if isinstance(knoten, ast.ImportFrom) and knoten.module and knoten.module.split(".")[0] == "leitlinien":
            teile = knoten.module.split(".")[1:]
            gefunden |= {teile[0]} if teile else {a.name for a in knoten.names}
        if isinstance(knoten, ast.Import):
            gefunden |= {a.name.split(".")[1] for a in knoten.names if a.name.startswith("leitlinien.")}
    return gefunden


def bereich(datei: Path) -> str:
    teil = datei.relative_to(PAKET).parts[0]
    return teil.removesuffix(".py")


@pytest.mark.parametrize(
    "datei", [p for p in module() if bereich(p) != "__init__"], ids=lambda p: str(p.relative_to(PAKET))
)
def test_a_module_imports_only_what_it_may_rest_on(datei: Path) -> None:
    eigener = bereich(datei)

    fremd = {name for name in importe(datei) if name != eigener and name not in FUER_ALLE}

    assert eigener in RANG, f"{eigener} has no place in the order of imports yet"
    assert set() == {name for name in fremd if RANG[name] > RANG[eigener]}


@pytest.mark.parametrize(
    "datei", [p for p in module() if bereich(p) not in {"api", "__init__"}], ids=lambda p: str(p.relative_to(PAKET))
)
def test_strawberry_stays_inside_the_api(datei: Path) -> None:
    assert "import strawberry" not in datei.read_text(encoding="utf-8")


def test_no_module_outside_the_model_names_a_single_kind() -> None:
    treffer = [
        f"{datei.relative_to(PAKET)}:{knoten.lineno} {knoten.value}"
        for datei in module()
        if bereich(datei) not in {"model", "terms"}
        for knoten in ast.walk(ast.parse(datei.read_text(encoding="utf-8")))
        if isinstance(knoten, ast.Constant)
        and knoten.value in set(modell.arten) - GEMEINSAM
        and (str(datei.relative_to(PAKET)), knoten.value) not in GLEICHNAMIG
    ]

    assert [] == treffer


GLEICHNAMIG = {("queries/kopf.py", "Zielgruppe")}
"""Words of another meaning that are spelt like a kind: the audience in a prepared query's header."""
GEMEINSAM = {"Fundstelle", "Leerstelle", "Handlungsfeld", "Sozialraum"}
"""Kinds that the base class itself links to."""


@pytest.mark.parametrize("datei", module(), ids=lambda p: str(p.relative_to(PAKET)))
def test_no_module_passes_400_lines(datei: Path) -> None:
    assert len(datei.read_text(encoding="utf-8").splitlines()) <= 400
