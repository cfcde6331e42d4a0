"""Nodes that stand elsewhere today: where their former addresses lead."""

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from leitlinien.kinds import Feld
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.kinds import Art
    from leitlinien.state import State

__all__ = ["heute_unter"]

_bekannt: "WeakKeyDictionary[State, dict[str, str]]" = WeakKeyDictionary()
_schloss = Lock()


def heute_unter(state: "State", pfad: str) -> str | None:
    """Local path of the node that once stood at `pfad`; None when none says so, or a node stands there."""
    if state.nummer(pfad) is not None:
        return None
    return _fruehere(state).get(pfad)


def _fruehere(state: "State") -> dict[str, str]:
    """Former address -> today's. Read once for each state: only nodes that say something are looked at."""
    with _schloss:
        if state not in _bekannt:
            _bekannt[state] = dict(_lies(state))
        return _bekannt[state]


def _lies(state: "State") -> "list[tuple[str, str]]":
    gefunden = []
    for art in state.modell.arten.values():
        feld, bereich = _feld(art), state.bereich(art.name)
        if feld is None or not bereich:
            continue
        spalte = state.spalte(art.name, feld)
        for k in np.flatnonzero(spalte.vorhanden).tolist():
            gefunden += [(frueher, state.pfad(bereich.start + k)) for frueher in spalte[k]]
    # of two that claim the same address (an import refuses that) the first by address is taken
    return sorted(gefunden, reverse=True)


def _feld(art: "Art") -> Feld | None:
    return art.nach_praedikat.get(str(LL.fruehereAdresse))
