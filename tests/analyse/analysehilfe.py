"""Short ways to ask for an analysis of a small graph."""

from datetime import date
from pathlib import Path

from leitlinien.analyse import ALLES, Netz, Uebersicht, netz, uebersicht
from leitlinien.findings.lage import Graphlage
from leitlinien.state import State
from tests.bauhilfe import netz as graph
from tests.bauhilfe import nr, stand

TAG = date(2026, 6, 1)


def baue(text: str, ordner: Path) -> State:
    """A state of a graph in the language of `bauhilfe`."""
    return stand(graph(text), ordner)


def lage(state: State, *, vorschlaege: bool = False) -> Graphlage:
    return Graphlage(state, TAG, vorschlaege=vorschlaege)


def ganz(state: State, *, vorschlaege: bool = False) -> Netz:
    return netz(lage(state, vorschlaege=vorschlaege), ALLES)


def gefunden(state: State, *, vorschlaege: bool = False) -> Uebersicht:
    return uebersicht(state, ALLES, TAG, vorschlaege=vorschlaege)


def pfade(state: State, knoten: "list[int] | tuple[int, ...]") -> list[str]:
    return [state.pfad(k) for k in knoten]


__all__ = ["TAG", "baue", "ganz", "gefunden", "lage", "nr", "pfade"]
