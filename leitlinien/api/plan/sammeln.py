"""Which fields are asked for at one place of an answer: fragments, type conditions, directives and merging resolved.

Conditions of `@skip` and `@include` are settled here, so a plan holds for one set of answers to them. A place is known
by the selection sets that are merged there; what was collected for them once is kept, so fragments that spread each
other over and over (`F0 -> F1 F1`) cost no more than their text.
"""

from collections.abc import Iterable, Mapping

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    SelectionSetNode,
    VariableNode,
    Visitor,
    is_abstract_type,
    type_from_ast,
    visit,
)

from leitlinien.api.plan.laufzeit import NichtGedeckt

__all__ = ["Felder", "Mengen", "Sammler", "bedingungen"]

Mengen = tuple[SelectionSetNode, ...]
"""The selection sets merged at one place."""
Felder = Mapping[str, tuple[FieldNode, ...]]
"""Fields by response key, in the order of the answer."""
HOECHSTENS = 5000
"""Most places times types of one operation."""


class Sammler:
    """Collects for one document and one set of conditions, as graphql-core's `collect_fields` does."""

    def __init__(
        self, schema: GraphQLSchema, fragmente: Mapping[str, FragmentDefinitionNode], gilt: Mapping[str, bool]
    ) -> None:
        self._schema, self._fragmente, self._gilt = schema, fragmente, gilt
        self._bekannt: dict[tuple[str, tuple[int, ...]], Felder] = {}

    def felder(self, typ: GraphQLObjectType, mengen: Mengen) -> Felder:
        """The fields of an object of this type. Raises `NichtGedeckt`."""
        schluessel = typ.name, tuple(map(id, mengen))
        if schluessel not in self._bekannt:
            if len(self._bekannt) >= HOECHSTENS:
                raise NichtGedeckt
            gefunden: dict[str, list[FieldNode]] = {}
            besucht: set[str] = set()
            for menge in mengen:
                self._sammle(typ, menge, gefunden, besucht)
            self._bekannt[schluessel] = {name: tuple(knoten) for name, knoten in gefunden.items()}
        return self._bekannt[schluessel]

    def _sammle(
        self, typ: GraphQLObjectType, menge: SelectionSetNode, gefunden: dict[str, list[FieldNode]], besucht: set[str]
    ) -> None:
        for teil in menge.selections:
            if not self._zaehlt(teil.directives or ()):
                continue
            if isinstance(teil, FieldNode):
                gefunden.setdefault((teil.alias or teil.name).value, []).append(teil)
            elif isinstance(teil, InlineFragmentNode):
                if self._passt(teil, typ):
                    self._sammle(typ, teil.selection_set, gefunden, besucht)
            elif isinstance(teil, FragmentSpreadNode) and teil.name.value not in besucht:
                besucht.add(teil.name.value)
                fragment = self._fragmente[teil.name.value]
                if self._passt(fragment, typ):
                    self._sammle(typ, fragment.selection_set, gefunden, besucht)

    def _passt(self, fragment: FragmentDefinitionNode | InlineFragmentNode, typ: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        bedingung = type_from_ast(self._schema, fragment.type_condition)
        return bedingung is typ or (is_abstract_type(bedingung) and self._schema.is_sub_type(bedingung, typ))

    def _zaehlt(self, direktiven: tuple[DirectiveNode, ...]) -> bool:
        for direktive in direktiven:
            wert = _wert(direktive)
            gilt = self._gilt[wert.name.value] if isinstance(wert, VariableNode) else wert.value
            if gilt == (direktive.name.value == "skip"):
                return False
        return True


def _wert(direktive: DirectiveNode) -> VariableNode | BooleanValueNode:
    """What a directive depends on. Raises `NichtGedeckt` for directives other than `@skip` and `@include`."""
    if direktive.name.value in {"skip", "include"} and direktive.arguments:
        wert = direktive.arguments[0].value
        if isinstance(wert, VariableNode | BooleanValueNode):
            return wert
    raise NichtGedeckt


def bedingungen(knoten: Iterable[Node]) -> tuple[str, ...]:
    """Names of the variables that `@skip` and `@include` ask in these parts of a document. Raises `NichtGedeckt`."""
    namen: dict[str, None] = {}

    class Sucher(Visitor):
        def enter_directive(self, direktive: DirectiveNode, *_: object) -> None:
            wert = _wert(direktive)
            if isinstance(wert, VariableNode):
                namen[wert.name.value] = None

    for einer in knoten:
        visit(einer, Sucher())
    return tuple(namen)
