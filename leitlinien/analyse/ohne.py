"""The read state as it would be without one node: rules are asked of it as of any other state."""

from typing import TYPE_CHECKING

import numpy as np

from leitlinien.state import Kante, State

if TYPE_CHECKING:
    from leitlinien.state import Nachbarn
    from leitlinien.state.ablage import Feldarray

__all__ = ["Ohne"]


class Ohne(State):
    """All links but those of one node; the node keeps its number and values.

    Costs nothing to make: everything is shared with the state it comes from, and links are left out when they are read.
    The stored closure (`huelle` and what rests on it) still counts the node; rules and paths do not use it.
    """

    def __init__(self, state: State, knoten: int) -> None:
        # Not the constructor of the class: it would map the files again.
        self.__dict__.update(state.__dict__)
        # What is kept with the state was read with the node.
        self._gefolgt, self.beigaben = {}, {}
        self._knoten = knoten

    def linkarrays(self, praedikat: str, vorschlaege: bool) -> "tuple[Feldarray, Feldarray]":
        """Sources and targets of all links of one relation that do not touch the node."""
        von, nach = super().linkarrays(praedikat, vorschlaege)
        bleibt = (von != self._knoten) & (nach != self._knoten)
        return (von, nach) if bool(np.all(bleibt)) else (von[bleibt], nach[bleibt])

    def _lies(self, nb: "Nachbarn", code: int, rueck: bool, i: int, vorschlaege: bool) -> list[Kante]:
        if i == self._knoten:
            return []
        return [k for k in super()._lies(nb, code, rueck, i, vorschlaege) if k.knoten != self._knoten]
