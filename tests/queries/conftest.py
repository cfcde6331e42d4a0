"""The shipped queries and a state of the shipped seed."""

import pytest

import leitlinien.model  # noqa: F401  (fills `modell`)
from leitlinien import daten
from leitlinien.api import Schema, schema
from leitlinien.queries import Katalog, katalog
from leitlinien.state import State
from tests.queries.aufnehmen import seedstand


@pytest.fixture(scope="session")
def das_schema() -> Schema:
    return schema()


@pytest.fixture(scope="session")
def abfragen(das_schema: Schema) -> Katalog:
    return katalog(das_schema, daten.ordner("queries"))


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return seedstand(tmp_path_factory.mktemp("seed") / "stand")
