"""Subgraph of a federated graph: other services may refer to any node by kind and id.

Apollo Federation 2, subgraph specification: https://www.apollographql.com/docs/graphos/reference/federation/subgraph-spec.
The schema itself stays as it is; what a router reads, `_service { sdl }`, is the schema's text with
`@key(fields: "id")` on every kind and without the two fields that are there for the router alone.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NewType

from graphql import (
    ConstArgumentNode,
    ConstDirectiveNode,
    DefinitionNode,
    DocumentNode,
    FieldDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NameNode,
    ObjectTypeDefinitionNode,
    StringValueNode,
    parse,
    print_ast,
    print_schema,
)
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField
from strawberry.types.scalar import ScalarDefinition
from strawberry.types.union import StrawberryUnion

from leitlinien.api.gruppe import Gruppe, Stelle, artname
from leitlinien.api.knoten import Knotentypen
from leitlinien.api.kontext import Kontext
from leitlinien.api.seiten import HOECHSTENS
from leitlinien.api.typen import Typen, argument, argumentfeld, feld, fuelle, kann_fehlen, liste
from leitlinien.errors import LeitlinienError, UngueltigeGroesse

__all__ = ["SKALARE", "Verbund", "sdl"]

VERSION = "https://specs.apollo.dev/federation/v2.3"
KENNUNG = "id"
"""Field by which other services refer to a node."""
_DIENST, _NACHFRAGE, _VERWEIS, _EINS = "_service", "_entities", "_Any", "_Entity"
_EIGENE = frozenset((_DIENST, _NACHFRAGE, _VERWEIS, _EINS, "_Service"))

Verweis = NewType("Verweis", object)
"""A reference as another service gives it: kind and id."""


def _verweis(wert: object) -> dict[str, Any]:
    if not isinstance(wert, dict) or not isinstance(wert.get("__typename"), str):
        raise GraphQLError("Ein Verweis ist ein Objekt mit `__typename` und `id`.")
    return wert


SKALARE: dict[object, ScalarDefinition] = {
    Verweis: ScalarDefinition(
        name=_VERWEIS,
        description="Verweis eines anderen Dienstes auf einen Knoten: ein Objekt mit `__typename` und `id`.",
        specified_by_url=None,
        serialize=_verweis,
        parse_value=_verweis,
        parse_literal=None,
        origin=Verweis,
    )
}
"""Scalars of the two fields."""


class _Art(StrawberryUnion):
    """Any kind. Every source object is a node that says itself what kind it is."""

    def get_type_resolver(self, type_map: Any) -> Callable[..., str]:  # noqa: ARG002
        """Name of the kind."""
        return lambda stelle, _info, _abstrakt: artname(stelle)


class Verbund:
    """The two fields for the router. Knows its schema only when that is complete."""

    def __init__(self, typen: Typen, knoten: Knotentypen) -> None:
        self._typen, self._knoten = typen, knoten
        self.schema: GraphQLSchema | None = None

    @cached_property
    def sdl(self) -> str:
        """The text for the router."""
        if self.schema is None:
            raise RuntimeError("the schema is not complete yet")
        return sdl(self.schema, self._knoten.arten)

    def felder_der_wurzel(self) -> list[StrawberryField]:
        """The two fields with their types."""
        dienst = self._typen.objekt("_Service", "Beschreibung dieses Dienstes für einen Verbund (Apollo Federation 2).")
        fuelle(dienst, [feld("sdl", str, "Das Schema mit den Schlüsseln der Arten.", lambda verbund: verbund.sdl)])
        art = _Art(
            name=_EINS,
            type_annotations=tuple(StrawberryAnnotation(t) for t in self._knoten.arten.values()),
            description="Ein Knoten gleich welcher Art, auf den ein anderer Dienst verweist.",
        )
        return [
            feld(_DIENST, dienst, "Für einen Verbund: was dieser Dienst kann.", lambda _wurzel: self),
            argumentfeld(
                _NACHFRAGE,
                liste(kann_fehlen(art)),
                "Für einen Verbund: Knoten zu Verweisen, in deren Reihenfolge; leer, wo es keinen gibt.",
                lambda _wurzel, kontext, argumente: nachfrage(kontext, argumente),
                [argument("representations", liste(Verweis), f"Verweise, höchstens {HOECHSTENS}.")],
            ),
        ]


def nachfrage(kontext: Kontext, argumente: Mapping[str, Any]) -> list[Stelle | LeitlinienError | None]:
    """The nodes of references; an error in the place of one whose id cannot be one. Raises `UngueltigeGroesse`."""
    verweise: list[Mapping[str, Any]] = argumente["representations"]
    if len(verweise) > HOECHSTENS:
        raise UngueltigeGroesse("representations", len(verweise), 0, HOECHSTENS)
    blick = kontext.blick({})
    nummern = [_nummer(kontext, v) for v in verweise]
    gruppe = Gruppe(blick, (n for n in nummern if isinstance(n, int)))
    return [gruppe.stelle(n) if isinstance(n, int) else n for n in nummern]


def _nummer(kontext: Kontext, verweis: Mapping[str, Any]) -> int | LeitlinienError | None:
    art, state = verweis["__typename"], kontext.state
    try:
        nummer = state.nummer(kontext.adressen.pfad(str(verweis.get(KENNUNG, ""))))
    except LeitlinienError as fehler:  # of this reference alone; the executor puts it in its place
        return fehler
    return nummer if nummer is not None and art in state.modell.arten and nummer in state.bereich(art) else None


def sdl(schema: GraphQLSchema, arten: Iterable[str]) -> str:
    """The text of a schema for a router."""
    arten = frozenset(arten)
    baum = parse(print_schema(schema))
    definitionen = [_mit_schluessel(d, arten) for d in baum.definitions if _name(d) not in _EIGENE]
    kopf = f'extend schema @link(url: "{VERSION}", import: ["@key"])\n\n'
    return kopf + print_ast(DocumentNode(definitions=tuple(definitionen))) + "\n"


def _name(definition: DefinitionNode) -> str | None:
    name: NameNode | None = getattr(definition, "name", None)
    return name.value if name else None


def _mit_schluessel(definition: DefinitionNode, arten: frozenset[str]) -> DefinitionNode:
    if not isinstance(definition, ObjectTypeDefinitionNode):
        return definition
    felder: tuple[FieldDefinitionNode, ...] = tuple(f for f in definition.fields or () if f.name.value not in _EIGENE)
    direktiven = (_SCHLUESSEL,) if definition.name.value in arten else ()
    return ObjectTypeDefinitionNode(
        name=definition.name,
        description=definition.description,
        interfaces=definition.interfaces,
        directives=direktiven,
        fields=felder,
    )


_SCHLUESSEL = ConstDirectiveNode(
    name=NameNode(value="key"),
    arguments=(ConstArgumentNode(name=NameNode(value="fields"), value=StringValueNode(value=KENNUNG)),),
)
