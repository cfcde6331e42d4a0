"""Property paths over the read state: steps from many nodes at once, and the preimage of a set of nodes.

A path is rdflib's: a term, `~p`, `p / q`, `p | q`, `p * "*"`, `p * "+"`, `p * "?"`, nested as one likes. Semantics are
SPARQL's: targets are a set, `*` and `?` include the node itself.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from rdflib import URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath

from leitlinien import frist
from leitlinien.kinds import LinkStatus
from leitlinien.state import STATUS, Kante, State
from leitlinien.state.ablage import Feldarray

__all__ = ["Treffer", "einzelschritt", "folge", "praedikate", "urbild"]

_Pfad: TypeAlias = URIRef | Path
_Front: TypeAlias = dict[int, int]
"""Node -> status code of the best path to it; a higher code is weaker."""
_CODE = {s: k for k, s in enumerate(STATUS)}


class Treffer(NamedTuple):
    """One node a path leads to."""

    knoten: int
    status: LinkStatus
    """Status of the weakest link of the path; of several paths, the strongest one counts."""
    kante: Kante | None
    """The link itself, only when the path is a single step."""


def einzelschritt(pfad: _Pfad) -> tuple[str, bool] | None:
    """Predicate and whether it is followed backwards, when the path is a single step; else None."""
    if isinstance(pfad, URIRef):
        return str(pfad), False
    if isinstance(pfad, InvPath) and (innen := einzelschritt(pfad.arg)) is not None:
        return innen[0], not innen[1]
    return None


def praedikate(pfad: _Pfad) -> frozenset[str]:
    """All predicates a path mentions."""
    if isinstance(pfad, URIRef):
        return frozenset((str(pfad),))
    if isinstance(pfad, InvPath):
        return praedikate(pfad.arg)
    if isinstance(pfad, MulPath):
        return praedikate(pfad.path)
    if isinstance(pfad, SequencePath | AlternativePath):
        return frozenset().union(*map(praedikate, pfad.args))
    raise TypeError(pfad)


def folge(
    state: State, knoten: Sequence[int], pfad: _Pfad, ziele: tuple[str, ...], vorschlaege: bool
) -> list[list[Treffer]]:
    """For each node the distinct nodes of kinds `ziele` ("Knoten" for any) the path leads to, ordered by number.

    Without `vorschlaege` no VORSCHLAG link is walked. Raises TypeError for a form of path that is not known.
    """
    bereiche = None if "Knoten" in ziele else [state.bereich(z) for z in ziele if z in state.modell.arten]
    if (schritt := einzelschritt(pfad)) is not None:
        return [
            [Treffer(k.knoten, k.status, k) for k in kanten if bereiche is None or _liegt(k.knoten, bereiche)]
            for kanten in state.kanten(knoten, *schritt, vorschlaege)
        ]
    fronten = _weiter(state, pfad, False, [{i: 0} for i in knoten], vorschlaege)
    return [
        [Treffer(i, STATUS[front[i]], None) for i in sorted(front) if bereiche is None or _liegt(i, bereiche)]
        for front in fronten
    ]


def _liegt(i: int, bereiche: Iterable[range]) -> bool:
    return any(i in b for b in bereiche)


def _weiter(state: State, pfad: _Pfad, rueck: bool, fronten: list[_Front], vorschlaege: bool) -> list[_Front]:
    """Where the path leads from each of several sets of nodes."""
    if isinstance(pfad, URIRef):
        return _schritt(state, str(pfad), rueck, fronten, vorschlaege)
    if isinstance(pfad, InvPath):
        return _weiter(state, pfad.arg, not rueck, fronten, vorschlaege)
    if isinstance(pfad, SequencePath):
        for teil in reversed(pfad.args) if rueck else pfad.args:
            fronten = _weiter(state, teil, rueck, fronten, vorschlaege)
        return fronten
    if isinstance(pfad, AlternativePath):
        wege = [_weiter(state, teil, rueck, fronten, vorschlaege) for teil in pfad.args]
        return [_vereint(gleiche) for gleiche in zip(*wege, strict=True)]
    if isinstance(pfad, MulPath):
        if pfad.mod == "?":
            einmal = _weiter(state, pfad.path, rueck, fronten, vorschlaege)
            return [_vereint(paar) for paar in zip(fronten, einmal, strict=True)]
        ergebnis: list[_Front] = [dict(f) for f in fronten] if pfad.mod == "*" else [{} for _ in fronten]
        while any(fronten):
            fronten = _weiter(state, pfad.path, rueck, fronten, vorschlaege)
            # only what is new, or now reached over a stronger path, is walked on
            fronten = [
                {i: s for i, s in neu.items() if s < alt.get(i, len(STATUS))}
                for neu, alt in zip(fronten, ergebnis, strict=True)
            ]
            for alt, neu in zip(ergebnis, fronten, strict=True):
                alt.update(neu)
        return ergebnis
    raise TypeError(pfad)


def _schritt(state: State, praedikat: str, rueck: bool, fronten: list[_Front], vorschlaege: bool) -> list[_Front]:
    alle = list(dict.fromkeys(i for front in fronten for i in front))
    kanten = dict(zip(alle, state.kanten(alle, praedikat, rueck, vorschlaege), strict=True)) if alle else {}
    ergebnis: list[_Front] = []
    for front in fronten:
        frist.pruefe()
        neu: _Front = {}
        for i, staerke in front.items():
            for kante in kanten[i]:
                s = max(staerke, _CODE[kante.status])
                if s < neu.get(kante.knoten, len(STATUS)):
                    neu[kante.knoten] = s
        ergebnis.append(neu)
    return ergebnis


def _vereint(fronten: Iterable[_Front]) -> _Front:
    ergebnis: _Front = {}
    for front in fronten:
        for i, s in front.items():
            if s < ergebnis.get(i, len(STATUS)):
                ergebnis[i] = s
    return ergebnis


def urbild(state: State, pfad: _Pfad, maske: Feldarray, vorschlaege: bool) -> Feldarray:
    """Mask of the nodes from which the path reaches a node where `maske` is set.

    Works on whole relations, so it costs the same for one node as for all. Raises TypeError like `folge`.
    """
    return _urbild(state, pfad, False, maske, vorschlaege)


def _urbild(state: State, pfad: _Pfad, rueck: bool, maske: Feldarray, vorschlaege: bool) -> Feldarray:
    frist.pruefe()
    if isinstance(pfad, URIRef):
        von, nach = state.linkarrays(str(pfad), vorschlaege)
        if rueck:
            von, nach = nach, von
        ergebnis = np.zeros(state.n, bool)
        ergebnis[von[maske[nach]]] = True
        return ergebnis
    if isinstance(pfad, InvPath):
        return _urbild(state, pfad.arg, not rueck, maske, vorschlaege)
    if isinstance(pfad, SequencePath):
        for teil in pfad.args if rueck else reversed(pfad.args):
            maske = _urbild(state, teil, rueck, maske, vorschlaege)
        return maske
    if isinstance(pfad, AlternativePath):
        teile = [_urbild(state, teil, rueck, maske, vorschlaege) for teil in pfad.args]
        return np.asarray(np.logical_or.reduce(teile))
    if isinstance(pfad, MulPath):
        einmal = _urbild(state, pfad.path, rueck, maske, vorschlaege)
        if pfad.mod == "?":
            return maske | einmal
        ergebnis, neu = einmal, einmal
        while neu.any():
            neu = _urbild(state, pfad.path, rueck, neu, vorschlaege) & ~ergebnis
            ergebnis = ergebnis | neu
        return ergebnis | maske if pfad.mod == "*" else ergebnis
    raise TypeError(pfad)
