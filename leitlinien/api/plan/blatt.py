"""Leaves as JSON text: how a value of a scalar or enum is written.

Each writer takes exactly the Python types our leaf functions give; for anything else it raises, and graphql-core, which
knows all the conversions, answers instead. Scalars of our own are written by the schema's own serializer.
"""

from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLScalarType,
    is_leaf_type,
)
from graphql.type import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT

from leitlinien.api.plan.laufzeit import Ausweg, NichtGedeckt
from leitlinien.api.plan.quelltext import Quelltext

__all__ = ["GRUNDSTOCK", "NULL", "ausdruck", "ist_blatt", "text"]

NULL = "null"
Schreiber = Callable[[Any], str]

text: Schreiber = encode_basestring
"""A string with its quotes, as orjson writes it: only what JSON demands is escaped. TypeError for anything else."""


def ganz(wert: Any) -> str:
    """An `Int`. Raises `Ausweg` for other types and beyond 32 bits."""
    if type(wert) is int and GRAPHQL_MIN_INT <= wert <= GRAPHQL_MAX_INT:
        return str(wert)
    raise Ausweg


def gleit(wert: Any) -> str:
    """A `Float`. Raises `Ausweg` for other types and for what is no number."""
    if type(wert) is float and isfinite(wert):
        return orjson.dumps(wert).decode()
    raise Ausweg


GRUNDSTOCK: dict[str, Any] = {
    "Ausweg": Ausweg,
    "NULL": NULL,
    "text": text,
    "ganz": ganz,
    "gleit": gleit,
    "WAHR": {True: "true", False: "false"},
}
"""What expressions refer to."""
EINGEBAUT = {"String": "text({})", "ID": "text({})", "Int": "ganz({})", "Float": "gleit({})", "Boolean": "WAHR[{}]"}


def ausdruck(quelltext: Quelltext, typ: GraphQLOutputType, wert: str) -> str:
    """Expression that writes the value of the expression `wert`, which is evaluated once."""
    if not isinstance(typ, GraphQLNonNull):
        return f"(NULL if (w := {wert}) is None else {ausdruck(quelltext, GraphQLNonNull(typ), 'w')})"
    innen = typ.of_type
    if isinstance(innen, GraphQLList):
        return f"{quelltext.einmal(('liste', str(innen)), lambda: _liste(quelltext, innen), 'liste')}({wert})"
    if isinstance(innen, GraphQLEnumType):
        return f"{quelltext.einmal(('tafel', innen.name), lambda: _tafel(innen), 'tafel')}[id({wert})]"
    if not isinstance(innen, GraphQLScalarType):
        raise NichtGedeckt
    if innen.name in EINGEBAUT:
        return EINGEBAUT[innen.name].format(wert)
    return f"{quelltext.einmal(('skalar', innen.name), lambda: _eigener(innen), 'skalar')}({wert})"


def ist_blatt(typ: GraphQLOutputType) -> bool:
    """Whether values of the type are leaves or lists of leaves."""
    while isinstance(typ, GraphQLNonNull | GraphQLList):
        typ = typ.of_type
    return is_leaf_type(typ)


def _tafel(typ: GraphQLEnumType) -> dict[int, str]:
    """Text by identity of the member: members live as long as their enum, and hashing one is slow."""
    return {id(m): text(typ.coerce_output_value(m)) for m in typ.wrapped_cls}  # type: ignore[attr-defined]


def _eigener(typ: GraphQLScalarType) -> Schreiber:
    """Writer of a scalar that is not GraphQL's own."""

    def schreibe(wert: Any) -> str:
        ergebnis = typ.coerce_output_value(wert)
        if type(ergebnis) is not str:
            raise Ausweg
        return text(ergebnis)

    return schreibe


def _liste(quelltext: Quelltext, typ: "GraphQLList[GraphQLOutputType]") -> Schreiber:
    """Writer of a list of leaves."""
    name = quelltext.frei("schreibe")
    return quelltext.funktion(
        f"{name}(xs)",
        [
            "if type(xs) is not list: raise Ausweg",
            f"return '[' + ','.join([{ausdruck(quelltext, typ.of_type, 'x')} for x in xs]) + ']'",
        ],
    )
