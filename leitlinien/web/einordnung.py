"""Kind and provenance of every node as arrays, kept as long as the state."""

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from leitlinien.kinds import Herkunft

if TYPE_CHECKING:
    from leitlinien.state import State

Codes = npt.NDArray[np.int8]


class Einordnung(NamedTuple):
    """For each node a position; -1 for none."""

    art: Codes
    """In the model's order of kinds."""
    herkunft: Codes
    """In the order of `Herkunft`."""

    def anzahl(self, herkunft: Herkunft) -> int:
        """Nodes of a provenance."""
        return int((self.herkunft == list(Herkunft).index(herkunft)).sum())


_bekannt: "WeakKeyDictionary[State, Einordnung]" = WeakKeyDictionary()


def einordnung(state: "State") -> Einordnung:
    """Kind and provenance of every node of a state."""
    if state not in _bekannt:
        arten, herkunft = np.full(state.n, -1, np.int8), np.full(state.n, -1, np.int8)
        for k, art in enumerate(state.modell.arten.values()):
            bereich = state.bereich(art.name)
            arten[bereich.start : bereich.stop] = k
            spalte = state.spalte(art.name, art.feld["herkunft"])
            if spalte.array is not None:
                herkunft[bereich.start : bereich.stop] = np.where(spalte.vorhanden, spalte.array, -1)
        _bekannt[state] = Einordnung(arten, herkunft)
    return _bekannt[state]
