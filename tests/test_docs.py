"""The README and the handbook are run, not only read."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from leitlinien.cli import main
from leitlinien.programm import Programm
from leitlinien.settings import Settings

WURZEL = Path(__file__).parent.parent
README = (WURZEL / "README.md").read_text(encoding="utf-8")
HANDBUCH = (WURZEL / "docs" / "handbuch.md").read_text(encoding="utf-8")
BEISPIELE = WURZEL / "seed" / "beispiele.ttl"
BEFEHLE = ["serve", "demo", "trace", "check", "search", "show", "import", "export", "log", "verify", "query", "audit"]
ENDET_MIT = {"check": {0, 2}}
"""Commands that may end with findings."""


def bloecke(sprache: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{sprache}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def _frage(dokument: str) -> dict[str, Any]:
    with Programm() as programm:
        return programm.frage(dokument)


def befehle() -> list[str]:
    return [zeile.removeprefix("$ ") for block in bloecke("console") for zeile in block.splitlines()]


@pytest.fixture(scope="module")
def ordner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


@pytest.fixture
def umgebung(ordner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ordner)
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{ordner / 'readme.sqlite'}")


@pytest.mark.parametrize("befehl", befehle())
@pytest.mark.usefixtures("umgebung")
def test_each_command_of_the_readme_runs_in_order(befehl: str) -> None:
    programm, *argumente = shlex.split(befehl)

    code = main(argumente)

    assert "leitlinien" == programm
    assert code in ENDET_MIT.get(argumente[0], {0})


def test_the_readme_has_commands_to_run() -> None:
    assert len(befehle()) > 5


@pytest.mark.usefixtures("umgebung")
def test_the_first_query_of_the_readme_gives_the_answer_beside_it() -> None:
    frage, antwort = bloecke("graphql")[0], bloecke("json")[0]

    assert json.loads(antwort) == _frage(frage)


@pytest.mark.usefixtures("umgebung")
def test_the_customers_question_of_the_readme_is_answered() -> None:
    antwort = _frage(bloecke("graphql")[1])

    assert antwort["ziele"]["totalCount"] > 0


def test_every_triple_of_the_readmes_chain_stands_in_the_seed() -> None:
    seed = BEISPIELE.read_text(encoding="utf-8")
    kopf = "\n".join(zeile for zeile in seed.splitlines() if zeile.startswith(("@base", "@prefix")))

    gezeigt = set(Graph().parse(data=kopf + bloecke("turtle")[0], format="turtle"))

    assert set() == gezeigt - set(Graph().parse(data=seed, format="turtle"))


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_handbook(name: str) -> None:
    assert f"LEITLINIEN_{name.upper()}" in HANDBUCH


@pytest.mark.parametrize("befehl", BEFEHLE)
def test_every_command_is_in_the_handbook(befehl: str) -> None:
    assert f"leitlinien {befehl}" in HANDBUCH


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (WURZEL / "Makefile").read_text(encoding="utf-8")

    assert all(f"\n{ziel}:" in makefile for ziel in re.findall(r"^make (\w+)", README, re.MULTILINE))


def test_relative_links_lead_somewhere() -> None:
    ziele = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert [] == [ziel for ziel in ziele if not (WURZEL / ziel).exists()]
