"""From the selections of an operation to Python source: the objects that are no nodes, and what all places share.

A place is compiled once per type, however often a document leads there. Objects that our leaf functions give are
written here: their leaves are read inside one f-string per object, everything below them is written level by level
before. Nodes and their links have modules of their own.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import count
from threading import RLock
from typing import Any

import strawberry
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
)

from leitlinien.api.plan import blatt, knotentext, laufzeit
from leitlinien.api.plan.argumente import Argumente
from leitlinien.api.plan.laufzeit import Ausweg, Knotenauswahl, NichtGedeckt, Schreiber
from leitlinien.api.plan.quelltext import Quelltext, Rumpf
from leitlinien.api.plan.reinheit import Reinheit
from leitlinien.api.plan.sammeln import Mengen, Sammler
from leitlinien.api.plan.wegtext import Schritte
from leitlinien.api.typen import _Argumentfeld, _Schlichtfeld
from leitlinien.kinds import Modell

__all__ = ["Uebersetzer"]

SCHRITT = "Schritt"
"""Type of a trace's steps, which many paths share."""
_nummern = count(1)
"""Numbers of selections: each has its own texts in the memory, in all plans of the process."""


class Uebersetzer:
    """Compiles one operation under one set of conditions; kinds of nodes later, when they are met."""

    def __init__(
        self,
        schema: strawberry.Schema,
        kern: GraphQLSchema,
        modell: Modell,
        fragmente: Mapping[str, FragmentDefinitionNode],
        *,
        gilt: Mapping[str, bool],
        sicher: Collection[str],
    ) -> None:
        """`gilt` answers the conditions, `sicher` are the variables that are never null."""
        self._schema, self._kern, self._modell, self._sicher = schema, kern, modell, sicher
        self._sammler = Sammler(kern, fragmente, gilt)
        self._reinheit = Reinheit(modell, fragmente)
        self._schreiber: dict[tuple[str, tuple[int, ...]], Schreiber] = {}
        self._auswahlen: dict[tuple[str, tuple[int, ...]], Knotenauswahl] = {}
        self._schloss = RLock()
        self.quelltext = Quelltext({**blatt.GRUNDSTOCK, **knotentext.GRUNDSTOCK})

    # -- places -------------------------------------------------------------------------------------------------------

    def objekte(self, typ: GraphQLNamedType, mengen: Mengen) -> Schreiber:
        """Writer of objects that leaf functions give. Raises `NichtGedeckt`."""
        schluessel = typ.name, tuple(map(id, mengen))
        if schluessel not in self._schreiber:
            if self._ist_knoten(typ):
                schreiber = laufzeit.stellen(self.auswahl(typ, mengen))
            elif isinstance(typ, GraphQLObjectType):
                schreiber = self._objekte(typ, mengen)
            else:
                raise NichtGedeckt
            self._schreiber[schluessel] = schreiber
        return self._schreiber[schluessel]

    def _objekte(self, typ: GraphQLObjectType, mengen: Mengen) -> Schreiber:
        rumpf = Rumpf(self.quelltext, "x")
        for name, knoten in self.felder(typ, mengen):
            feld = typ.fields.get(knoten[0].name.value)
            if knoten[0].name.value == "__typename":
                rumpf.wort(name, typ.name)
            elif feld is not None:
                self.feld(rumpf, name, knoten, feld, "x")
            else:  # introspection
                raise NichtGedeckt
        return rumpf.mache(self.quelltext.frei("objekte"))

    def auswahl(self, typ: GraphQLNamedType, mengen: Mengen) -> Knotenauswahl:
        """The selection on nodes at one place: those of one kind, or of several when `typ` is abstract."""
        schluessel = typ.name, tuple(map(id, mengen))
        if schluessel not in self._auswahlen:
            rein = all(map(self._reinheit.rein, mengen))

            def uebersetze(art: str) -> Schreiber:
                objekt = self._kern.type_map[art]
                if not isinstance(objekt, GraphQLObjectType) or objekt not in self._moeglich(typ):
                    raise Ausweg
                with self._schloss:
                    return knotentext.schreiber(self, self._modell.arten[art], objekt, mengen, rein)

            self._auswahlen[schluessel] = Knotenauswahl(next(_nummern) if rein else None, uebersetze)
        return self._auswahlen[schluessel]

    def knoten(self, feld: GraphQLField, knoten: tuple[FieldNode, ...]) -> Knotenauswahl:
        """The selection on the nodes of a field."""
        return self.auswahl(self.innen(feld.type), self.unter(knoten))

    def _moeglich(self, typ: GraphQLNamedType) -> Collection[GraphQLNamedType]:
        return self._kern.get_possible_types(typ) if is_abstract_type(typ) else (typ,)

    def _ist_knoten(self, typ: GraphQLNamedType) -> bool:
        return all(moeglich.name in self._modell.arten for moeglich in self._moeglich(typ))

    # -- fields -------------------------------------------------------------------------------------------------------

    def felder(self, typ: GraphQLObjectType, mengen: Mengen) -> Iterable[tuple[str, tuple[FieldNode, ...]]]:
        """Response keys and fields of an object."""
        return self._sammler.felder(typ, mengen).items()

    def feld(self, rumpf: Rumpf, name: str, knoten: tuple[FieldNode, ...], feld: GraphQLField, quelle: str) -> None:
        """Add a field read by its leaf function from the source that the expression `quelle` gives."""
        wert = self._wert(feld, knoten[0], quelle)
        if blatt.ist_blatt(feld.type):
            rumpf.ausdruck(name, blatt.ausdruck(self.quelltext, feld.type, wert))
        else:
            typ, mengen = self.innen(feld.type), self.unter(knoten)
            innen = self.objekte(typ, mengen)
            if typ.name == SCHRITT and all(map(self._reinheit.rein, mengen)):
                schreibe = self.quelltext.nimm(Schritte(next(_nummern), next(_nummern), innen), "schreibe")
                rumpf.spalte(name, f"{schreibe}(z, b, {rumpf.quelle}s)")
                return
            reihe = self.forme(feld.type, innen)
            if self._ist_knoten(typ) and _ist_liste(feld.type):
                reihe = laufzeit.reihen(self.auswahl(typ, mengen), reihe)
            schreibe = self.quelltext.nimm(reihe, "schreibe")
            rumpf.spalte(name, f"{schreibe}(z, b, [{wert} for {rumpf.quelle} in {rumpf.quelle}s])")

    def _wert(self, feld: GraphQLField, knoten: FieldNode, quelle: str) -> str:
        """Expression that calls the leaf function of a field, the one that graphql-core's resolver ends in."""
        definition = feld.extensions.get("strawberry-definition")
        if isinstance(definition, _Schlichtfeld):
            return f"{self.quelltext.nimm(definition._hole, definition.name)}({quelle})"  # noqa: SLF001
        if isinstance(definition, _Argumentfeld):
            hole = self.quelltext.nimm(definition._hole_mit, "hole")  # noqa: SLF001
            return f"{hole}({quelle}, z.kontext, {self.argumente_von(feld, knoten)})"
        raise NichtGedeckt

    def argumente_von(self, feld: GraphQLField, knoten: FieldNode) -> str:
        """Expression of a field's arguments."""
        argumente = Argumente(self._schema, feld.extensions["strawberry-definition"], feld, knoten)
        if argumente.fest:
            return self.quelltext.nimm(argumente.konstant, "argumente")
        return argumente.ausdruck(self.quelltext.nimm(argumente, "argumente"), self._sicher)

    # -- small change -------------------------------------------------------------------------------------------------

    @staticmethod
    def unter(knoten: tuple[FieldNode, ...]) -> Mengen:
        """The selection sets merged below a field."""
        return tuple(k.selection_set for k in knoten if k.selection_set is not None)

    @staticmethod
    def innen(typ: GraphQLOutputType) -> Any:
        """The named type."""
        return get_named_type(typ)

    def forme(self, typ: GraphQLOutputType, schreibe: Schreiber) -> Schreiber:
        """The writer of a type from the writer of its objects."""
        if isinstance(typ, GraphQLNonNull):
            if isinstance(typ.of_type, GraphQLList):
                return laufzeit.liste(self.forme(typ.of_type.of_type, schreibe))
            return laufzeit.ohne_null(schreibe)
        if isinstance(typ, GraphQLList):
            return laufzeit.oder_null(laufzeit.liste(self.forme(typ.of_type, schreibe)))
        return laufzeit.oder_null(schreibe)


def _ist_liste(typ: GraphQLOutputType) -> bool:
    """Whether a type is a list that is always there."""
    return isinstance(typ, GraphQLNonNull) and isinstance(typ.of_type, GraphQLList)
