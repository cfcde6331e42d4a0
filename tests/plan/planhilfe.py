"""What the tests of plans share: a small town with a few damaged rows, the program's schema, and two ways to ask."""

import runpy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import strawberry
from graphql import GraphQLSchema

from leitlinien.api import Kontext, fuehre_aus, schema
from leitlinien.api.ausfuehrung import kern, plaene
from leitlinien.api.plan import Plaene
from leitlinien.ids import Adressen
from leitlinien.kinds import modell
from leitlinien.rows import Bestand
from leitlinien.state import State
from tests.bauhilfe import stand

HEUTE = date(2026, 11, 21)
GENERATOR = Path(__file__).parents[2] / "bench" / "generator.py"
KNOTEN = 650
OHNE_TITEL = 5
"""Nodes that lack a value they must have: null where none may be."""


@cache
def programmschema() -> strawberry.Schema:
    """The schema of the program's model, built once."""
    return schema()


def programmkern() -> GraphQLSchema:
    """The graphql-core schema below it."""
    return kern(programmschema())


def stadt(ordner: Path) -> State:
    """A state with something of everything, damaged in a few places."""
    bestand: Bestand = runpy.run_path(str(GENERATOR))["erzeuge"](KNOTEN, 3)
    titel = str(next(iter(modell.arten.values())).feld["titel"].praedikat)
    beschaedigt = set(range(0, KNOTEN, KNOTEN // OHNE_TITEL))
    knoten = [
        replace(zeile, werte={p: w for p, w in zeile.werte.items() if p != titel}) if i in beschaedigt else zeile
        for i, zeile in enumerate(bestand.knoten)
    ]
    return stand(Bestand(knoten, bestand.links), ordner)


class Vergleich:
    """Asks one state by plan and by graphql-core."""

    def __init__(self, state: State, eigene: strawberry.Schema | None = None) -> None:
        self.state = state
        self.schema = eigene or programmschema()

    @property
    def plaene(self) -> Plaene:
        """The plans of the schema."""
        return plaene(self.schema, self.state.modell)

    def kontext(self, basis: str | None = None) -> Kontext:
        """A new request."""
        return Kontext(self.state, Adressen(basis) if basis else Adressen(), heute=HEUTE)

    def plan(self, text: str, variablen: Mapping[str, Any] | None = None, operation: str | None = None) -> bytes | None:
        """The answer of a plan; None when there is none or it gave up."""
        return self.plaene.antworte(self.kontext(), text, variablen, operation)

    def kern(self, text: str, variablen: Mapping[str, Any] | None = None, operation: str | None = None) -> bytes:
        """The answer of graphql-core."""
        return orjson.dumps(fuehre_aus(self.schema, self.kontext(), text, variablen, operation))
