"""The assembled program over the shipped data, filled once for all tests of a run that only read it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leitlinien.programm import Programm
from leitlinien.settings import Settings


@contextmanager
def seedprogramm() -> Iterator[Programm]:
    """A program in a folder of its own, with the shipped data and the example town."""
    ordner = Path(tempfile.mkdtemp(prefix="leitlinien-seed-"))
    try:
        with Programm(Settings(database_url=f"sqlite:///{ordner / 'seed.sqlite'}")) as programm:
            programm.state()
            yield programm
    finally:
        shutil.rmtree(ordner, ignore_errors=True)
