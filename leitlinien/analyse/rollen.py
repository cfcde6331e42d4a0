"""Which kinds play which part in an analysis, read off the model: no kind is named here.

What is *asked for* are the kinds whose coverage is counted (`DECKUNGEN`); what *carries* them are the kinds that a
coverage needs below them; *money* are the kinds with an amount that sums count.
"""

from functools import lru_cache

import numpy as np
from rdflib import URIRef
from rdflib.paths import AlternativePath, MulPath, Path

from leitlinien.findings import DECKUNGEN
from leitlinien.findings.lage import Graphlage, Maske
from leitlinien.kinds import Feld, Kreisfrei, Modell, Spur, Zuwendungsgeld

__all__ = [
    "aufwaerts",
    "feldarten",
    "feldlink",
    "gefragt",
    "gefragte_arten",
    "geldarten",
    "kreisfreie",
    "spurarten",
    "spurpraedikate",
    "tragende_arten",
]


@lru_cache(maxsize=8)
def spurpraedikate(modell: Modell) -> tuple[URIRef, ...]:
    """Relations that carry a trace, in order of declaration."""
    return tuple(b.praedikat for b in modell.beziehungen.values() if Spur in b.marken)


def aufwaerts(modell: Modell) -> Path:
    """One step of a trace upwards, over any relation."""
    return AlternativePath(*spurpraedikate(modell))


@lru_cache(maxsize=8)
def spurarten(modell: Modell) -> tuple[str, ...]:
    """Kinds at either end of a trace relation, in order of the model."""
    beteiligt: set[str] = set()
    for b in modell.beziehungen.values():
        if Spur in b.marken:
            beteiligt.update(b.von, modell.arten if "Knoten" in b.nach else b.nach)
    return tuple(name for name in modell.arten if name in beteiligt)


def gefragte_arten(modell: Modell) -> tuple[str, ...]:
    """Kinds whose coverage is counted."""
    return _von_modell(modell, {d.art.__name__ for d in DECKUNGEN})


def tragende_arten(modell: Modell) -> tuple[str, ...]:
    """Kinds that a coverage needs below its nodes: what is done."""
    return _von_modell(modell, {k.__name__ for d in DECKUNGEN for k in d.umsetzung.bei})


def geldarten(modell: Modell) -> tuple[str, ...]:
    """Kinds that hold an amount which flows along traces and which sums count."""
    return tuple(a.name for a in modell.arten.values() if any(Zuwendungsgeld in f.marken for f in a.werte))


def _von_modell(modell: Modell, namen: set[str]) -> tuple[str, ...]:
    return tuple(name for name in modell.arten if name in namen)


def feldlink(modell: Modell) -> Feld:
    """The link, common to all kinds, by which a node says in which fields of action it lies."""
    return next(iter(modell.arten.values())).feld["handlungsfelder"]


def feldarten(modell: Modell) -> tuple[str, ...]:
    """Kinds that are fields of action."""
    return feldlink(modell).ziele


def enger(modell: Modell) -> Path | None:
    """From a field of action over any number of steps to the wider ones, itself included; None without such a link."""
    for name in feldarten(modell):
        for f in modell.arten[name].links:
            if Kreisfrei in f.marken and f.ziele == (name,):
                return MulPath(f.praedikat, "*")
    return None


def kreisfreie(modell: Modell) -> tuple[URIRef, ...]:
    """Relations over which a circle is an error."""
    return tuple(b.praedikat for b in modell.beziehungen.values() if Kreisfrei in b.marken)


def gefragt(lage: Graphlage) -> Maske:
    """Nodes that need cover on the day: of a counted kind, in force, and not of those that count only on request."""
    maske = np.zeros(lage.state.n, bool)
    for d in DECKUNGEN:
        eigene = lage.arten((d.art,)) & lage.in_kraft
        if d.auf_wunsch is not None:
            eigene &= ~lage.erfuellt(eigene, d.auf_wunsch, ohne_feld=False)
        maske |= eigene
    return maske
