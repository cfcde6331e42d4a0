"""A path that witnesses why the graph leads from one node to another: the shortest, secured links before proposals.

A property path says which steps are allowed; it becomes an automaton, and the search goes over pairs of a node and a
state of the automaton.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rdflib import URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath

from leitlinien import frist
from leitlinien.kinds import LinkStatus, Pfad
from leitlinien.state import Kante, State

GRENZE = 2_000_000
"""Pairs of node and state after which a search gives up, for the sake of memory."""


@dataclass(frozen=True)
class Schritt:
    """One link of a path, as it is stored."""

    von: int
    praedikat: str
    """IRI."""
    nach: int
    status: LinkStatus
    angaben: int
    """Record of what the link says, for `State.angaben`."""


Weg = tuple[Schritt, ...]
_Uebergang = tuple[str | None, bool, int]
"""Predicate (None: no step), whether backwards, next state."""


def schritt(state: State, knoten: int, kante: Kante) -> Schritt:
    """A link as stored, from how it looks at a node."""
    von, nach = (kante.knoten, knoten) if kante.rueck else (knoten, kante.knoten)
    return Schritt(von, state.praedikate[kante.praedikat], nach, kante.status, kante.angaben)


def unmittelbar(state: State, von: int, nach: int, *, vorschlaege: bool) -> list[Weg]:
    """All links between two nodes, in either direction, each a path of its own."""
    gefunden: list[Weg] = []
    for p in state.praedikate:
        for rueck in (False, True):
            kanten = state.kanten([von], p, rueck, vorschlaege)[0]
            gefunden += [(schritt(state, von, k),) for k in kanten if k.knoten == nach]
    return gefunden


class Zeugen:
    """Searches over one state; what a search from a node has seen serves for every other target."""

    def __init__(self, state: State, *, vorschlaege: bool) -> None:
        self._state, self._vorschlaege = state, vorschlaege
        self._suchen: dict[tuple[int, Pfad, bool], _Suche] = {}

    def zeuge(self, von: int, nach: int, pfad: Pfad) -> Weg | None:
        """The shortest path of this form; where proposals count, one over proposals only if no secured one exists."""
        for vorschlaege in (False, True) if self._vorschlaege else (False,):
            schluessel = (von, pfad, vorschlaege)
            if schluessel not in self._suchen:
                self._suchen[schluessel] = _Suche(self._state, von, pfad, vorschlaege=vorschlaege)
            if (weg := self._suchen[schluessel].weg(nach)) is not None:
                return weg
        return None


_Ort = tuple[int, int]
"""Node and state of the automaton."""


class _Suche:
    """A search in breadth from one node, which goes on where it stopped when another target is asked for."""

    def __init__(self, state: State, von: int, pfad: Pfad, *, vorschlaege: bool) -> None:
        self._state, self._vorschlaege = state, vorschlaege
        self._automat = _automat(pfad)
        self._start: _Ort = (von, 0)
        self._davor: dict[_Ort, tuple[_Ort, Schritt | None]] = {}
        self._weite = {self._start: 0}
        """Links on the shortest way found so far."""
        self._fertig: set[_Ort] = set()
        self._offen = deque([self._start])

    def weg(self, nach: int) -> Weg | None:
        """The shortest path to a node; None when there is none or the search would not end in sight."""
        ziel = (nach, _ENDE)
        while ziel not in self._fertig:
            if not self._offen or len(self._weite) > GRENZE:
                return None
            frist.pruefe()
            ort = self._offen.popleft()
            if ort in self._fertig:
                continue
            self._fertig.add(ort)
            for weiter, ueber in self._nachfolger(ort):
                weite = self._weite[ort] + (ueber is not None)
                if weiter not in self._weite or weite < self._weite[weiter]:
                    self._weite[weiter] = weite
                    self._davor[weiter] = (ort, ueber)
                    # A change of state alone is no step: it is looked at before anything that is further away.
                    (self._offen.appendleft if ueber is None else self._offen.append)(weiter)
        return self._zurueck(ziel)

    def _nachfolger(self, ort: _Ort) -> Iterator[tuple[_Ort, Schritt | None]]:
        knoten, zustand = ort
        for praedikat, rueck, ziel in self._automat.get(zustand, ()):
            if praedikat is None:
                yield (knoten, ziel), None
                continue
            for kante in self._state.kanten([knoten], praedikat, rueck, self._vorschlaege)[0]:
                yield (kante.knoten, ziel), schritt(self._state, knoten, kante)

    def _zurueck(self, ort: _Ort) -> Weg:
        weg: list[Schritt] = []
        while ort != self._start:
            ort, ueber = self._davor[ort]
            if ueber is not None:
                weg.append(ueber)
        return tuple(reversed(weg))


_ENDE = 1


@lru_cache(maxsize=256)
def _automat(pfad: Pfad) -> dict[int, list[_Uebergang]]:
    """Transitions by state; 0 is the first state, 1 the last."""
    bau = _Bau()
    bau.baue(pfad, 0, _ENDE, rueck=False)
    return bau.uebergaenge


class _Bau:
    def __init__(self) -> None:
        self.uebergaenge: dict[int, list[_Uebergang]] = {}
        self._letzter = _ENDE

    def baue(self, pfad: URIRef | Path, von: int, nach: int, *, rueck: bool) -> None:
        match pfad:
            case URIRef():
                self._lege(von, (str(pfad), rueck, nach))
            case InvPath():
                self.baue(pfad.arg, von, nach, rueck=not rueck)
            case AlternativePath():
                for teil in pfad.args:
                    self.baue(teil, von, nach, rueck=rueck)
            case SequencePath():
                teile = list(reversed(pfad.args)) if rueck else list(pfad.args)
                for teil in teile[:-1]:
                    mitte = self._neu()
                    self.baue(teil, von, mitte, rueck=rueck)
                    von = mitte
                self.baue(teile[-1], von, nach, rueck=rueck)
            case MulPath():
                self._wiederhole(pfad, von, nach, rueck=rueck)
            case _:
                raise TypeError(pfad)

    def _wiederhole(self, pfad: MulPath, von: int, nach: int, *, rueck: bool) -> None:
        if pfad.mod == "?":
            self.baue(pfad.path, von, nach, rueck=rueck)
            self._lege(von, (None, False, nach))
            return
        mitte = self._neu()
        if pfad.mod == "+":
            self.baue(pfad.path, von, mitte, rueck=rueck)
        else:
            self._lege(von, (None, False, mitte))
        self.baue(pfad.path, mitte, mitte, rueck=rueck)
        self._lege(mitte, (None, False, nach))

    def _neu(self) -> int:
        self._letzter += 1
        return self._letzter

    def _lege(self, von: int, uebergang: _Uebergang) -> None:
        self.uebergaenge.setdefault(von, []).append(uebergang)
