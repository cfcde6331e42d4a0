"""How large a document is, before anything else looks at it. Each fragment is measured once, however often it is used.

Walking into every spread would let a document of a thousand characters (`F0 -> F1 F1`, `F1 -> F2 F2`, …) mean millions
of fields; here such a document costs as many steps as it has characters, and its true size comes out as a number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

__all__ = ["Umfang", "Vermessung", "operation"]

EINSTIEGE = frozenset(("__schema", "__type"))
"""Root fields that ask about the schema."""
KREISE = frozenset(("fields", "inputFields", "interfaces", "possibleTypes"))
"""Lists of the schema's description that lead back to types."""


class Umfang(NamedTuple):
    """Size of a selection with all fragments spread. Counts can be astronomic; they are only compared."""

    felder: int = 0
    aliase: int = 0
    direktiven: int = 0
    tiefe: int = 0
    """Fields on the longest way down."""
    gleiche: int = 0
    """Most often that one selection lists the same key of the answer."""
    direktiven_je_stelle: int = 0
    kreise: int = 0
    """Most lists of types below each other, below a question about the schema."""

    def dazu(self, anderer: "Umfang") -> "Umfang":
        """Both side by side."""
        return Umfang(
            self.felder + anderer.felder,
            self.aliase + anderer.aliase,
            self.direktiven + anderer.direktiven,
            *map(max, self[3:], anderer[3:]),
        )


class Vermessung:
    """Measures the operations of one document."""

    def __init__(self, dokument: DocumentNode) -> None:
        self.fragmente: Mapping[str, FragmentDefinitionNode] = {
            d.name.value: d for d in dokument.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._fertig: dict[str, tuple[Umfang, int]] = {}
        self._offen: set[str] = set()

    def operation(self, definition: OperationDefinitionNode) -> Umfang:
        """Size of one operation."""
        variablen = definition.variable_definitions or ()
        direktiven = [definition.directives or (), *(v.directives or () for v in variablen)]
        return self._auswahl(definition.selection_set)[0].dazu(_direktiven(direktiven))

    def text(self) -> Umfang:
        """Size of all fragments as they are written, whether anything spreads them or not."""
        return self._summe(self._fragment(name)[0] for name in self.fragmente)

    @staticmethod
    def _summe(teile: Iterable[Umfang]) -> Umfang:
        summe = Umfang()
        for teil in teile:
            summe = summe.dazu(teil)
        return summe

    def _fragment(self, name: str) -> tuple[Umfang, int]:
        """Size of a fragment, and the most lists of types below each other in it."""
        if name in self._fertig:
            return self._fertig[name]
        if name in self._offen or name not in self.fragmente:
            return Umfang(), 0  # a circle or a name that is not there: validation says so
        self._offen.add(name)
        definition = self.fragmente[name]
        umfang, kreise = self._auswahl(definition.selection_set)
        self._fertig[name] = umfang.dazu(_direktiven([definition.directives or ()])), kreise
        self._offen.discard(name)
        return self._fertig[name]

    def _auswahl(self, auswahl: SelectionSetNode | None) -> tuple[Umfang, int]:
        if auswahl is None:
            return Umfang(), 0
        summe = Umfang(gleiche=_gleiche(auswahl))
        kreise = 0
        for teil in auswahl.selections:
            if isinstance(teil, FieldNode):
                unten, kreise_unten = self._auswahl(teil.selection_set)
                name = teil.name.value
                if name in EINSTIEGE:
                    unten = unten._replace(kreise=max(unten.kreise, kreise_unten))
                kreise = max(kreise, kreise_unten + (name in KREISE))
                umfang = unten._replace(
                    felder=unten.felder + 1, aliase=unten.aliase + (teil.alias is not None), tiefe=unten.tiefe + 1
                )
            elif isinstance(teil, FragmentSpreadNode):
                umfang, kreise_unten = self._fragment(teil.name.value)
                kreise = max(kreise, kreise_unten)
            elif isinstance(teil, InlineFragmentNode):
                umfang, kreise_unten = self._auswahl(teil.selection_set)
                kreise = max(kreise, kreise_unten)
            else:  # pragma: no cover - the language has no other selection
                raise TypeError(teil)
            summe = summe.dazu(umfang).dazu(_direktiven([teil.directives or ()]))
        return summe, kreise


def _gleiche(auswahl: SelectionSetNode) -> int:
    namen = Counter((f.alias or f.name).value for f in auswahl.selections if isinstance(f, FieldNode))
    return max(namen.values(), default=0)


def _direktiven(stellen: Iterable[Iterable[DirectiveNode]]) -> Umfang:
    anzahlen = [sum(1 for _ in stelle) for stelle in stellen]
    return Umfang(direktiven=sum(anzahlen), direktiven_je_stelle=max(anzahlen, default=0))


def operation(dokument: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    """The operation that a request means; None when it names none or the wrong one, which execution tells."""
    gefunden = [
        d
        for d in dokument.definitions
        if isinstance(d, OperationDefinitionNode) and (name is None or (d.name is not None and d.name.value == name))
    ]
    return gefunden[0] if len(gefunden) == 1 else None
