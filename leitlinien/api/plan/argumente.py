"""Variables and arguments: what can be known when a plan is made is computed then.

Coercion is graphql-core's and strawberry's. Variables of the simplest kinds that come as they should are taken as they
are; anything else, and every error, goes the long way.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

import strawberry
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSchema,
    Node,
    NonNullTypeNode,
    Undefined,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    is_leaf_type,
    is_required_argument,
    type_from_ast,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from graphql.type import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from leitlinien.api.plan.laufzeit import Ausweg

__all__ = ["Argumente", "Variablen", "Werte", "nennt_variable"]


def _ganz(wert: Any) -> Any:
    return wert if type(wert) is int and GRAPHQL_MIN_INT <= wert <= GRAPHQL_MAX_INT else Undefined


def _text(wert: Any) -> Any:
    return wert if type(wert) is str else Undefined


EINFACH: dict[str, Callable[[Any], Any]] = {
    "String": _text,
    "ID": _text,
    "Int": _ganz,
    "Boolean": lambda wert: wert if type(wert) is bool else Undefined,
}
"""Coercion of the values that need none; `Undefined` for all others."""


class Einfache(NamedTuple):
    """A variable whose value is taken as it is."""

    name: str
    forme: Callable[[Any], Any]
    vorgabe: Any
    """Coerced default; `Undefined` when there is none."""
    muss: bool
    """Whether it must not be null."""


class Variablen:
    """The variables of one operation."""

    def __init__(self, schema: GraphQLSchema, erklaert: tuple[VariableDefinitionNode, ...]) -> None:
        self._schema, self._erklaert = schema, erklaert
        einfach = [self._einfach(v) for v in erklaert]
        self._einfache = None if None in einfach else tuple(e for e in einfach if e is not None)
        self.sicher = frozenset(v.variable.name.value for v in erklaert if isinstance(v.type, NonNullTypeNode))
        """Variables that are never null."""

    def _einfach(self, erklaert: VariableDefinitionNode) -> "Einfache | None":
        """How the variable is taken as it is; None when it has to go the long way."""
        typ = type_from_ast(self._schema, erklaert.type)
        muss = isinstance(typ, GraphQLNonNull)
        innen = typ.of_type if isinstance(typ, GraphQLNonNull) else typ
        if isinstance(innen, GraphQLEnumType):
            werte = {name: innen.coerce_input_value(name) for name in innen.values}
            forme: Callable[[Any], Any] = lambda wert: werte.get(wert, Undefined) if type(wert) is str else Undefined  # noqa: E731
        elif is_leaf_type(innen) and innen.name in EINFACH:
            forme = EINFACH[innen.name]
        else:
            return None
        name = erklaert.variable.name.value
        vorgabe = Undefined
        if erklaert.default_value is not None:
            bekannt = get_variable_values(self._schema, (erklaert,), {})
            if isinstance(bekannt, list):
                return None
            vorgabe = bekannt.coerced[name]
        return Einfache(name, forme, vorgabe, muss)

    def kurz(self, gegeben: Mapping[str, Any]) -> dict[str, Any] | None:
        """Coerced variables by name, when all of them are simple and as they should be; else None."""
        if self._einfache is None:
            return None
        werte = {}
        for name, forme, vorgabe, muss in self._einfache:
            wert = gegeben.get(name, Undefined)
            if wert is Undefined:
                wert = vorgabe
                if wert is Undefined:
                    if muss:
                        return None
                    continue
            elif wert is not None or muss:
                wert = forme(wert)
                if wert is Undefined:
                    return None
            werte[name] = wert
        return werte

    def lang(self, gegeben: Mapping[str, Any]) -> VariableValues:
        """Coerced variables with all that graphql-core wants to know. Raises `Ausweg` when they are wrong."""
        werte = get_variable_values(self._schema, self._erklaert, dict(gegeben))
        if isinstance(werte, list):
            raise Ausweg
        return werte


class Werte:
    """The variables of one request."""

    __slots__ = ("_gegeben", "_lang", "_variablen", "kurz")

    def __init__(self, variablen: Variablen, gegeben: Mapping[str, Any]) -> None:
        """Raises `Ausweg` when they are wrong."""
        self._variablen, self._gegeben = variablen, gegeben
        self._lang: VariableValues | None = None
        kurz = variablen.kurz(gegeben)
        self.kurz: Mapping[str, Any] = self.lang.coerced if kurz is None else kurz
        """Coerced, by name."""

    @property
    def lang(self) -> VariableValues:
        """Coerced, as graphql-core wants them."""
        if self._lang is None:
            self._lang = self._variablen.lang(self._gegeben)
        return self._lang


class Argumente:
    """The arguments of one field in a document, as our leaf functions take them: plain, and null is not given."""

    def __init__(
        self, schema: strawberry.Schema, definition: StrawberryField, feld: GraphQLField, knoten: FieldNode
    ) -> None:
        self._schema, self._definition, self._feld, self._knoten = schema, definition, feld, knoten
        self._direkt = tuple(
            (a.name.value, a.value.name.value, is_required_argument(feld.args[a.name.value]))
            for a in knoten.arguments or ()
            if isinstance(a.value, VariableNode) and _ist_einfach(feld.args[a.name.value].type)
        )
        direkt = {name for name, _, _ in self._direkt}
        rest = tuple(a for a in knoten.arguments or () if a.name.value not in direkt)
        self.fest = not direkt and not any(map(nennt_variable, rest))
        """Whether they are the same in every request."""
        self.konstant: dict[str, Any] | None = None
        """All of them, but for those that are a variable; None when variables stand deeper inside."""
        if not any(map(nennt_variable, rest)):
            muss = {name for name, _, noetig in self._direkt if noetig}
            ohne = GraphQLField(feld.type, {n: a for n, a in feld.args.items() if n not in muss})
            self.konstant = self._lies(ohne, FieldNode(name=knoten.name, arguments=rest), None)

    def _lies(self, feld: GraphQLField, knoten: FieldNode, variablen: VariableValues | None) -> dict[str, Any]:
        gegeben = convert_arguments(
            get_argument_values(feld, knoten, variablen),
            self._definition.arguments,
            self._schema.schema_converter.scalar_registry,
            self._schema.config,
        )
        return {name: wert for name, wert in gegeben.items() if wert is not None}

    def ausdruck(self, name: str, sicher: Collection[str]) -> str:
        """Source of the arguments in the run `z`; `name` refers to this object, `sicher` are variables never null."""
        if self.konstant is not None and all(variable in sicher for _, variable, _ in self._direkt):
            direkt = ", ".join(f"{argument!r}: z.variablen[{variable!r}]" for argument, variable, _ in self._direkt)
            return f"{{**{name}.konstant, {direkt}}}" if self.konstant else f"{{{direkt}}}"
        return f"{name}.lies(z.werte)"

    def lies(self, werte: Werte) -> dict[str, Any]:
        """The arguments in one request. Raises `Ausweg` or what graphql-core raises when a variable does not fit."""
        if self.konstant is None:
            return self._lies(self._feld, self._knoten, werte.lang)
        argumente = dict(self.konstant)
        for name, variable, muss in self._direkt:
            wert = werte.kurz.get(variable, Undefined)
            if wert is Undefined or wert is None:
                if muss or (wert is None and isinstance(self._feld.args[name].type, GraphQLNonNull)):
                    raise Ausweg
                if wert is None:
                    argumente.pop(name, None)
            else:
                argumente[name] = wert
        return argumente


def _ist_einfach(typ: GraphQLInputType) -> bool:
    return is_leaf_type(typ.of_type if isinstance(typ, GraphQLNonNull) else typ)


def nennt_variable(knoten: Node) -> bool:
    """Whether a part of a document depends on a variable."""
    gefunden = False

    class Sucher(Visitor):
        def enter_variable(self, *_: object) -> object:
            nonlocal gefunden
            gefunden = True
            return self.BREAK

    visit(knoten, Sucher())
    return gefunden
