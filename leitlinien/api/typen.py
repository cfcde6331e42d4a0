"""Building blocks of the derived schema: thin over strawberry, which otherwise reads annotated classes we do not have.

A type is made first and filled with fields later, so types may refer to each other in circles.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeAlias

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET

from leitlinien.kinds import Auswahl

Typ: TypeAlias = Any
"""A strawberry type: a class, a scalar's Python type or a `StrawberryType`; never null unless `kann_fehlen`."""
Hole: TypeAlias = Callable[[Any], Any]
"""Value of a field from its source object."""
HoleMit: TypeAlias = Callable[[Any, Any, dict[str, Any]], Any]
"""Value of a field from its source object, the request's context and the plain arguments by GraphQL name."""


def kann_fehlen(typ: Typ) -> Typ:
    """The nullable form of a type."""
    return StrawberryOptional(typ)


def liste(typ: Typ) -> Typ:
    """A list without gaps."""
    return StrawberryList(typ)


class _Feld(StrawberryField):
    """A field whose type is known as an object, not as an annotation to be evaluated."""

    def __init__(self, name: str, typ: Typ, beschreibung: str) -> None:
        super().__init__(python_name=name, graphql_name=name, description=beschreibung, default=UNSET)
        self._typ = typ

    def resolve_type(self, *, type_definition: StrawberryObjectDefinition | None = None) -> Any:  # noqa: ARG002
        """The type it was made with."""
        return self._typ


class _Schlichtfeld(_Feld):
    """A field without arguments: strawberry calls it without building an info object."""

    def __init__(self, name: str, typ: Typ, beschreibung: str, hole: Hole) -> None:
        super().__init__(name, typ, beschreibung)
        self._hole = hole

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """Read the value from the source."""
        return self._hole(source)


class _Argumentfeld(_Feld):
    """A field with arguments or one that needs the request's context."""

    def __init__(
        self, name: str, typ: Typ, beschreibung: str, hole: HoleMit, argumente: list[StrawberryArgument]
    ) -> None:
        super().__init__(name, typ, beschreibung)
        self._hole_mit = hole
        self.arguments = argumente

    @property
    def is_basic_field(self) -> bool:
        """Never: it wants its arguments."""
        return False

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """Evaluate with context and arguments; a null argument counts as not given."""
        return self._hole_mit(source, info.context, {n: w for n, w in kwargs.items() if w is not None})


def feld(name: str, typ: Typ, beschreibung: str, hole: Hole) -> StrawberryField:
    """An output field without arguments."""
    return _Schlichtfeld(name, typ, beschreibung, hole)


def argumentfeld(
    name: str, typ: Typ, beschreibung: str, hole: HoleMit, argumente: Iterable[StrawberryArgument] = ()
) -> StrawberryField:
    """An output field with arguments."""
    return _Argumentfeld(name, typ, beschreibung, hole, list(argumente))


def eingabefeld(name: str, typ: Typ, beschreibung: str) -> StrawberryField:
    """A field of an input type."""
    return _Feld(name, typ, beschreibung)


def argument(name: str, typ: Typ, beschreibung: str, vorgabe: object = UNSET) -> StrawberryArgument:
    """An argument, with a default if one is given."""
    return StrawberryArgument(name, name, StrawberryAnnotation(typ), description=beschreibung, default=vorgabe)


def _wie_gekommen(_typ: type, wert: Mapping[str, Any], _kontext: object) -> dict[str, Any]:
    """Input objects stay plain mappings by GraphQL name, the form all leaf functions take."""
    return dict(wert)


class Typen:
    """The named types of one schema under construction. A name is given once."""

    def __init__(self) -> None:
        self._namen: set[str] = set()
        self._auswahlen: dict[type[Enum], StrawberryEnumDefinition] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._namen

    def objekt(self, name: str, beschreibung: str, schnittstelle: type | None = None) -> type:
        """A new object type, empty so far."""
        schnittstellen = [definition(schnittstelle)] if schnittstelle else []
        return self._neu(name, beschreibung, interfaces=schnittstellen, is_type_of=lambda _objekt, _info: True)

    def schnittstelle(self, name: str, beschreibung: str, art: Callable[[Any], str]) -> type:
        """A new interface; `art` names the object type of a source object."""
        return self._neu(
            name, beschreibung, is_interface=True, resolve_type=lambda objekt, _info, _abstrakt: art(objekt)
        )

    def eingabe(self, name: str, beschreibung: str) -> type:
        """A new input type, empty so far."""
        return self._neu(name, beschreibung, is_input=True, from_input=_wie_gekommen)

    def auswahl(
        self, klasse: type[Enum], name: str, beschreibung: str, werte: Mapping[str, str]
    ) -> StrawberryEnumDefinition:
        """A new enum over `klasse`; `werte` describes each member by name."""
        self._nimm(name)
        return StrawberryEnumDefinition(
            klasse, name, [EnumValue(n, klasse[n].value, description=text) for n, text in werte.items()], beschreibung
        )

    def kennt(self, klasse: type[Enum]) -> bool:
        """Whether the enum of a closed list is made already."""
        return klasse in self._auswahlen

    def auswahl_von(self, klasse: type[Auswahl], name: str | None = None) -> StrawberryEnumDefinition:
        """The enum of a closed list of values; made on first use, under `name` or its own."""
        if klasse not in self._auswahlen:
            self._auswahlen[klasse] = self.auswahl(
                klasse, name or klasse.__name__, klasse.__doc__ or "", {m.name: m.beschreibung for m in klasse}
            )
        return self._auswahlen[klasse]

    def _neu(self, name: str, beschreibung: str, **eigenschaften: Any) -> type:
        self._nimm(name)
        klasse = type(name, (), {})
        angaben: dict[str, Any] = {
            "is_input": False,
            "is_interface": False,
            "interfaces": [],
            "is_type_of": None,
            "resolve_type": None,
        } | eigenschaften
        klasse.__strawberry_definition__ = StrawberryObjectDefinition(  # type: ignore[attr-defined]
            name=name, origin=klasse, description=beschreibung, extend=False, directives=(), fields=[], **angaben
        )
        return klasse

    def _nimm(self, name: str) -> None:
        if name in self._namen:
            raise ValueError(f"Zwei Typen der Schnittstelle heißen {name}; bitte eine Art oder Auswahl umbenennen.")
        self._namen.add(name)


def definition(typ: type) -> StrawberryObjectDefinition:
    """Strawberry's definition of a type made here."""
    return typ.__strawberry_definition__  # type: ignore[attr-defined, no-any-return]


def fuelle(typ: type, felder: Iterable[StrawberryField]) -> None:
    """Add fields to a type, in order."""
    ziel = definition(typ).fields
    namen = {f.python_name for f in ziel}
    for neu in felder:
        if neu.python_name in namen:
            raise ValueError(f"Das Feld {typ.__name__}.{neu.python_name} gibt es zweimal; bitte eines umbenennen.")
        namen.add(neu.python_name)
        ziel.append(neu)
