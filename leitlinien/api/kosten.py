"""What an operation may cost at most: how many fields are read when every page is full.

The cost of a selection is a line `fest + je * P`: `P` is the size of the page around it, known only where the fragment
stands. So each fragment is reckoned once, and a fragment on a connection costs what the page it stands in makes of it.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any, NamedTuple

from graphql import (
    ArgumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_input_object_type,
    is_list_type,
    value_from_ast_untyped,
)

from leitlinien.api.seiten import VORGABE
from leitlinien.api.umfang import Vermessung

__all__ = ["Kosten", "Preisliste", "blaetter"]

LISTE = 12
"""Assumed length of a list that is no page."""
SEITE = ("first", "last", "maxPfade")
"""Arguments that say how long the list below is."""
STUECKE = ("ids", "representations")
"""Arguments that list what is asked for, one by one."""
GRUNDPREISE = {"befunde": 20_000, "abdeckung": 20_000, "suche": 2_000, "spur": 2_000, "__schema": 2_000_000}
"""Root fields whose own work is more than reading a field. The schema is large, and asking for it once is enough."""


class Kosten(NamedTuple):
    """What a selection costs."""

    fest: int = 0
    je: int = 0
    """For each entry of the page around it."""
    bedingungen: int = 0
    """Values in filters and other objects given as arguments."""

    def __add__(self, anderer: object) -> "Kosten":
        if not isinstance(anderer, Kosten):
            return NotImplemented
        return Kosten(self.fest + anderer.fest, self.je + anderer.je, self.bedingungen + anderer.bedingungen)


class Preisliste:
    """What a schema's description costs to read: how long its lists are on the average."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        typen = [t for t in schema.type_map.values() if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)]
        felder = [f for t in typen for f in t.fields.values()]
        argumente = sum(len(f.args) for f in felder)
        self.laengen = {
            "types": len(schema.type_map),
            "directives": len(schema.directives),
            "fields": ceil(len(felder) / max(len(typen), 1)),
            "args": ceil(argumente / max(len(felder), 1)),
        }
        """Length of lists of the schema's description by field; others are short."""

    def laenge(self, typ: GraphQLNamedType, name: str) -> int | None:
        """Length of a list of the schema's description; None when it is no such list."""
        return self.laengen.get(name, 2) if typ.name.startswith("__") else None


class Rechnung:
    """Reckons one operation for given variables."""

    def __init__(
        self,
        preise: Preisliste,
        vermessung: Vermessung,
        operation: OperationDefinitionNode,
        variablen: Mapping[str, Any],
    ) -> None:
        self._preise, self._fragmente, self._operation = preise, vermessung.fragmente, operation
        self._fertig: dict[str, Kosten] = {}
        self._offen: set[str] = set()
        vorgaben = {
            v.variable.name.value: value_from_ast_untyped(v.default_value)
            for v in operation.variable_definitions or ()
            if v.default_value is not None
        }
        self._werte = vorgaben | dict(variablen)
        self.gelesen: set[str] = set()
        """Variables that the cost depends on."""
        self.groesste_seite = 0
        """The largest page asked for."""

    def summe(self) -> Kosten:
        """The cost of the operation."""
        wurzel = self._preise.schema.get_root_type(self._operation.operation)
        kosten = self._auswahl(self._operation.selection_set, wurzel)
        return Kosten(kosten.fest + kosten.je * LISTE, 0, kosten.bedingungen)

    def _auswahl(self, auswahl: SelectionSetNode | None, typ: GraphQLNamedType | None) -> Kosten:
        summe = Kosten()
        for teil in auswahl.selections if auswahl else ():
            if isinstance(teil, FieldNode):
                summe += self._feld(teil, typ)
            elif isinstance(teil, FragmentSpreadNode):
                summe += self._fragment(teil.name.value)
            elif isinstance(teil, InlineFragmentNode):
                bedingung = teil.type_condition
                summe += self._auswahl(
                    teil.selection_set, self._preise.schema.get_type(bedingung.name.value) if bedingung else typ
                )
        return summe

    def _fragment(self, name: str) -> Kosten:
        if name in self._fertig:
            return self._fertig[name]
        if name in self._offen or name not in self._fragmente:
            return Kosten()
        self._offen.add(name)
        definition = self._fragmente[name]
        typ = self._preise.schema.get_type(definition.type_condition.name.value)
        self._fertig[name] = self._auswahl(definition.selection_set, typ)
        self._offen.discard(name)
        return self._fertig[name]

    def _feld(self, knoten: FieldNode, typ: GraphQLNamedType | None) -> Kosten:
        name = knoten.name.value
        ist_objekt = isinstance(typ, GraphQLObjectType | GraphQLInterfaceType)
        feld = self._preise.schema.get_field(typ, name) if ist_objekt else None  # type: ignore[arg-type]
        if feld is None or typ is None:  # not there: validation says so
            unbekannt = self._auswahl(knoten.selection_set, None)
            return Kosten(unbekannt.fest + unbekannt.je * LISTE + 1, 0, unbekannt.bedingungen)
        argumente = {a.name.value: a.value for a in knoten.arguments or ()}
        unten = self._auswahl(knoten.selection_set, get_named_type(feld.type))
        eins = unten.fest + unten.je * self._seite(feld, argumente) + 1
        grund = GRUNDPREISE.get(name, 0) if typ is self._preise.schema.query_type else 0
        bedingungen = unten.bedingungen + self._bedingungen(feld, argumente)
        if not is_list_type(get_nullable_type(feld.type)):
            return Kosten(grund + eins, 0, bedingungen)
        laenge = self._preise.laenge(typ, name)
        if laenge is None:
            laenge = self._stuecke(argumente)
        if laenge is None:
            return Kosten(1, eins, bedingungen)
        return Kosten(1 + laenge * eins, 0, bedingungen)

    def _wert(self, knoten: ValueNode) -> Any:
        if isinstance(knoten, VariableNode):
            self.gelesen.add(knoten.name.value)
            return self._werte.get(knoten.name.value)
        if isinstance(knoten, IntValueNode):
            return int(knoten.value)
        return None

    def _seite(self, feld: GraphQLField, argumente: Mapping[str, ValueNode]) -> int:
        """How many entries the lists right below the field have at most."""
        if not any(name in feld.args for name in SEITE):
            return LISTE
        groessen: list[int] = []
        for name in SEITE:
            if name not in feld.args:
                continue
            wert = self._wert(argumente[name]) if name in argumente else feld.args[name].default_value
            if isinstance(wert, int) and not isinstance(wert, bool):
                groessen.append(max(wert, 0))
                if name != SEITE[-1]:
                    self.groesste_seite = max(self.groesste_seite, wert)
        return min(groessen, default=VORGABE)

    def _stuecke(self, argumente: Mapping[str, ValueNode]) -> int | None:
        for name in STUECKE:
            if name in argumente:
                knoten = argumente[name]
                wert = knoten.values if isinstance(knoten, ListValueNode) else self._wert(knoten)
                return len(wert) if isinstance(wert, list | tuple) else 1
        return None

    def _bedingungen(self, feld: GraphQLField, argumente: Mapping[str, ValueNode]) -> int:
        return sum(
            self._blaetter(wert)
            for name, wert in argumente.items()
            if name in feld.args and is_input_object_type(get_named_type(feld.args[name].type))
        )

    def _blaetter(self, knoten: ValueNode | ArgumentNode) -> int:
        if isinstance(knoten, VariableNode):
            return blaetter(self._wert(knoten))
        if isinstance(knoten, ObjectValueNode):
            return sum(self._blaetter(f.value) for f in knoten.fields)
        if isinstance(knoten, ListValueNode):
            return sum(self._blaetter(w) for w in knoten.values)
        return not isinstance(knoten, NullValueNode)


def blaetter(wert: Any) -> int:
    """How many plain values a value consists of. Walks with a list of its own, so any depth will do."""
    anzahl, offen = 0, [wert]
    while offen:
        teil = offen.pop()
        if isinstance(teil, dict):
            offen.extend(teil.values())
        elif isinstance(teil, list):
            offen.extend(teil)
        else:
            anzahl += teil is not None
    return anzahl
