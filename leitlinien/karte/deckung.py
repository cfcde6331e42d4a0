"""What rests on each guideline of a set, as a matrix: how many nodes of each kind, or which of one kind."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from leitlinien import frist
from leitlinien.karte.stufen import nur_in_spuren, stufen, zugehoerig
from leitlinien.trace.reichweite import Reichweite

if TYPE_CHECKING:
    from leitlinien.kinds import Modell
    from leitlinien.state import State

__all__ = ["Deckungsmatrix", "Weg", "Zeile", "Zelle", "einzelne", "leitlinien", "matrix", "spaltenarten", "weg"]


class Weg(Enum):
    """How something rests on a guideline. The value is the sign in the matrix, the name of the member its word."""

    UNMITTELBAR = "●"
    MITTELBAR = "○"
    VORSCHLAG = "V"


@dataclass(frozen=True)
class Zelle:
    """Nodes of a kind that rest on a guideline."""

    gesichert: int
    vorgeschlagen: int
    """Further ones, if proposals counted."""


@dataclass(frozen=True)
class Zeile:
    """A guideline."""

    knoten: int
    gesichert: dict[str, list[int]]
    """What rests on it, by kind."""
    vorgeschlagen: dict[str, list[int]]
    """What would rest on it as well, if proposals counted."""

    def zelle(self, art: str) -> Zelle:
        """Numbers of one kind."""
        return Zelle(len(self.gesichert.get(art, ())), len(self.vorgeschlagen.get(art, ())))


@dataclass(frozen=True)
class Deckungsmatrix:
    """The guidelines of a set with what rests on them."""

    arten: tuple[str, ...]
    zeilen: tuple[Zeile, ...]
    gesamt: int
    """Guidelines there are; more than rows when it was cut."""

    def summe(self, art: str) -> Zelle:
        """Different nodes of a kind below all rows."""
        gesichert = set().union(*(z.gesichert.get(art, ()) for z in self.zeilen))
        vorgeschlagen = set().union(*(z.vorgeschlagen.get(art, ()) for z in self.zeilen))
        return Zelle(len(gesichert), len(vorgeschlagen - gesichert))


def spaltenarten(modell: "Modell") -> tuple[str, ...]:
    """Kinds that may rest on guidelines, in the order of the columns of maps."""
    stufe = stufen(modell)
    return tuple(sorted((a for a in stufe if stufe[a] > 0 and a not in nur_in_spuren(modell)), key=stufe.__getitem__))


def leitlinien(state: "State", ganzes: int | None) -> list[int]:
    """Guidelines that belong to a set (or a field, a group, an area); all for None."""
    stufe = stufen(state.modell)
    bereiche = [state.bereich(a) for a, s in stufe.items() if s == 0]
    if ganzes is None:
        return [k for b in bereiche for k in b]
    gefunden: set[int] = set()
    for praedikat in zugehoerig(state.modell, state.art(ganzes).name):
        (kanten,) = state.kanten([ganzes], praedikat, True, True)
        gefunden.update(k.knoten for k in kanten if any(k.knoten in b for b in bereiche))
    return sorted(gefunden)


def matrix(state: "State", knoten: Sequence[int], *, hoechstens: int, vorschlaege: bool) -> Deckungsmatrix:
    """Count below the first guidelines; `vorschlaege` also looks what proposals would add, which takes longer."""
    arten = spaltenarten(state.modell)
    zeilen = []
    for k in knoten[:hoechstens]:
        frist.pruefe()
        sicher = state.unterhalb(k)
        mehr: list[int] = []
        if vorschlaege:
            weite = Reichweite(state, k, auf=False, vorschlaege=True, max_tiefe=None)
            mehr = sorted(set(weite.ordnung[1:]).difference(sicher))
        zeilen.append(Zeile(k, _nach_art(state, arten, sicher), _nach_art(state, arten, mehr)))
    return Deckungsmatrix(arten, tuple(zeilen), len(knoten))


def einzelne(gedeckt: Deckungsmatrix, art: str) -> list[int]:
    """Nodes of a kind that rest on some row, in order."""
    return sorted(set().union(*(z.gesichert.get(art, []) + z.vorgeschlagen.get(art, []) for z in gedeckt.zeilen)))


def weg(state: "State", zeile: Zeile, art: str) -> dict[int, Weg]:
    """How each node of a kind rests on a guideline."""
    daneben = {k.knoten for k in state.spurkanten(zeile.knoten, False, False)}
    gefunden = {k: Weg.UNMITTELBAR if k in daneben else Weg.MITTELBAR for k in zeile.gesichert.get(art, ())}
    return gefunden | dict.fromkeys(zeile.vorgeschlagen.get(art, ()), Weg.VORSCHLAG)


def _nach_art(state: "State", arten: Iterable[str], sortiert: Sequence[int]) -> dict[str, list[int]]:
    """Ordered numbers by kind: each kind is one range of them."""
    gefunden = {}
    for art in arten:
        bereich = state.bereich(art)
        von, bis = bisect_left(sortiert, bereich.start), bisect_left(sortiert, bereich.stop)
        if von < bis:
            gefunden[art] = list(sortiert[von:bis])
    return gefunden
