"""A plan answers as graphql-core does, byte for byte, on random operations over the whole schema.

With a seed of one's own: `LEITLINIEN_PLAN_SAAT=123 LEITLINIEN_PLAN_ANZAHL=20000 pytest tests/plan`.
"""

import logging
import os
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from tests.plan.erzeuger import Erzeuger
from tests.plan.planhilfe import Vergleich, programmkern, stadt

SAAT = int(os.environ.get("LEITLINIEN_PLAN_SAAT", "20261121"))
ANZAHL = int(os.environ.get("LEITLINIEN_PLAN_ANZAHL", "2000"))


@dataclass
class Befragung:
    """What came of all operations."""

    verschieden: list[tuple[str, Any]] = field(default_factory=list)
    """Operations whose answers differ, with their variables."""
    zahl: Counter[str] = field(default_factory=Counter)


@pytest.fixture(scope="module")
def befragung(tmp_path_factory: pytest.TempPathFactory) -> Befragung:
    vergleich = Vergleich(stadt(tmp_path_factory.mktemp("stadt")))
    erzeuger = Erzeuger(programmkern(), vergleich.state, SAAT)
    ergebnis = Befragung()
    logging.disable(logging.ERROR)  # the damaged rows
    for _ in range(ANZAHL):
        text, variablen = erzeuger.operation()
        kern = vergleich.kern(text, variablen)
        # the second answer comes from what the first one left in memory
        antworten = [vergleich.plan(text, variablen) for _ in range(2)]
        hat_fehler = "errors" in orjson.loads(kern)
        ergebnis.zahl["mit Fehlern" if hat_fehler else "fehlerfrei"] += 1
        if antworten[0] is None:
            ergebnis.zahl["ausgewichen"] += not hat_fehler
        elif antworten != [kern, kern]:
            ergebnis.verschieden.append((text, variablen))
    logging.disable(logging.NOTSET)
    return ergebnis


def test_a_plan_answers_as_graphql_core_does(befragung: Befragung) -> None:
    assert [] == befragung.verschieden[:1]


def test_a_plan_answers_nearly_all_that_has_no_errors(befragung: Befragung) -> None:
    assert befragung.zahl["ausgewichen"] < 0.1 * befragung.zahl["fehlerfrei"]


def test_the_operations_are_worth_comparing(befragung: Befragung) -> None:
    assert befragung.zahl["fehlerfrei"] > 0.4 * ANZAHL
    assert befragung.zahl["mit Fehlern"] > 0.1 * ANZAHL
