"""Whether what stands below a node depends on the read state and the view alone, so that it can be kept."""

from collections.abc import Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionSetNode

from leitlinien.api.plan.argumente import nennt_variable
from leitlinien.api.plan.verbindungstext import FELDER
from leitlinien.kinds import Modell

__all__ = ["Reinheit"]

SCHRITT = frozenset(("beziehung", "richtung", "von", "knoten"))
"""Fields of a trace's step that no edge has."""
TAGESABHAENGIG = "filter"
"""Argument whose conditions may ask what is in force on the day of the question."""


class Reinheit:
    """Answers for one document; each selection set is looked at once, whatever `@skip` and `@include` leave of it."""

    def __init__(self, modell: Modell, fragmente: Mapping[str, FragmentDefinitionNode]) -> None:
        namen = {f.graphql_name for a in modell.arten.values() for f in a.felder}
        self._namen = namen | {f"{name}Link" for name in namen} | FELDER | SCHRITT
        self._fragmente = fragmente
        self._bekannt: dict[int, bool] = {}

    def rein(self, menge: SelectionSetNode) -> bool:
        """Whether all fields below are known and none has variables or a filter in its arguments."""
        if id(menge) not in self._bekannt:
            self._bekannt[id(menge)] = True  # fragments have no circles in a valid document
            self._bekannt[id(menge)] = all(map(self._teil, menge.selections))
        return self._bekannt[id(menge)]

    def _teil(self, teil: object) -> bool:
        if isinstance(teil, FragmentSpreadNode):
            return self.rein(self._fragmente[teil.name.value].selection_set)
        if isinstance(teil, FieldNode) and (
            teil.name.value not in self._namen
            or any(a.name.value == TAGESABHAENGIG or nennt_variable(a) for a in teil.arguments or ())
        ):
            return False
        unten: SelectionSetNode | None = teil.selection_set  # type: ignore[attr-defined]
        return unten is None or self.rein(unten)
