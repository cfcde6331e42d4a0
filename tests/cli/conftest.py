"""The command line over the shipped data."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest

from leitlinien.cli import main
from leitlinien.programm import Programm
from tests.seedhilfe import seedprogramm

Lauf: TypeAlias = Callable[..., tuple[int, str, str]]
"""Runs a command; returns exit code, output and error output."""


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture
def seedbefehl(
    programm: Programm, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], Lauf]:
    """What runs a command of this name on the shipped data."""
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", programm.settings.database_url)

    def von(name: str) -> Lauf:
        def starte(*argumente: object) -> tuple[int, str, str]:
            code = main([name, *(str(a) for a in argumente)])
            ausgabe = capsys.readouterr()
            return code, ausgabe.out, ausgabe.err

        return starte

    return von
