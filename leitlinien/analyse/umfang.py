"""The part of the graph that an analysis looks at: everything, one set of guidelines, or one field of action."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leitlinien.analyse import rollen
from leitlinien.errors import Eingabefehler, UnbekannterKnoten
from leitlinien.findings.lage import Graphlage, Maske
from leitlinien.model.regeln import ZUGEHOERIGKEIT
from leitlinien.paths import urbild

if TYPE_CHECKING:
    from leitlinien.kinds import Modell
    from leitlinien.state import State

__all__ = ["ALLES", "Umfang", "lies", "umfangsarten"]


@dataclass(frozen=True)
class Umfang:
    """A part of the graph: `knoten` is the whole or the field whose members it has; None for everything."""

    knoten: int | None = None

    def mitglieder(self, lage: Graphlage) -> Maske:
        """Nodes that belong to it, of any kind."""
        state, hier = lage.state, self.knoten
        if hier is None:
            return np.ones(state.n, bool)
        if hier in lage.regelwerke:
            return lage.gehoert_zu(hier)
        felder = np.asarray(state.maske([hier]), bool)
        if (weg := rollen.enger(state.modell)) is not None:
            felder = np.asarray(urbild(state, weg, felder, lage.vorschlaege), bool)
        return felder | lage.urbild(rollen.feldlink(state.modell).praedikat, felder)


ALLES = Umfang()


def umfangsarten(modell: "Modell") -> tuple[str, ...]:
    """Kinds whose nodes name a part of the graph."""
    return (ZUGEHOERIGKEIT.art.__name__, *rollen.feldarten(modell))


def lies(state: "State", pfad: str | None) -> Umfang:
    """The part that a local path names; everything without one.

    Raises `UnbekannterKnoten` where there is no such node, `Eingabefehler` where it is of another kind.
    """
    if not pfad:
        return ALLES
    nummer = state.nummer(pfad)
    if nummer is None:
        raise UnbekannterKnoten(pfad)
    arten = umfangsarten(state.modell)
    if state.art(nummer).name not in arten:
        raise Eingabefehler(
            f"„{pfad}“ ist von der Art {state.art(nummer).name}. Als Ausschnitt geht {' oder '.join(arten)}; "
            "ohne Angabe gilt der ganze Bestand."
        )
    return Umfang(nummer)
