"""The trace of a node as nested lists, and the findings that concern it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from leitlinien import findings, frist
from leitlinien.kinds import LinkStatus
from leitlinien.trace import spur
from leitlinien.web.knotenansicht import Ansicht, Verweis

if TYPE_CHECKING:
    from leitlinien.findings import Befund
    from leitlinien.trace import Pfad

WEGE = 50
"""Paths that are shown."""
MIT_VORSCHLAEGEN = 500
"""Paths among which those that rest on proposals are looked for."""
SEKUNDEN = 3.0
"""Longest time for a trace and for the findings; a page without them is better than none."""


@dataclass
class Zweig:
    """A node on the way, with what comes after it."""

    verweis: Verweis
    beziehung: str
    """What the link that leads here is called."""
    status: LinkStatus
    zweige: "dict[tuple[int, int], Zweig]" = field(default_factory=dict)
    """By relation and node."""


@dataclass(frozen=True)
class Spurbild:
    """One direction of a trace."""

    zweige: list[Zweig]
    gezeigt: int
    gesamt: int
    """Paths there are."""
    abgeschnitten: bool
    """Whether links lead on where the drawing ends."""
    vorgeschlagen: int
    """Further paths that rest on a proposal."""
    vorschlaege: list[Zweig]
    """These, apart from the others."""
    vorschlaege_gezeigt: int


def spurbild(ansicht: Ansicht, *, auf: bool) -> Spurbild | None:
    """The trace up or down; None when it takes too long."""
    return frist.in_zeit(lambda: _spurbild(ansicht, auf=auf), SEKUNDEN)


def _spurbild(ansicht: Ansicht, *, auf: bool) -> Spurbild:
    gefunden = spur(ansicht.state, ansicht.nummer, auf, max_pfade=WEGE)
    nur_moeglich: list[Pfad] = []
    if gefunden.weitere:
        alle = spur(ansicht.state, ansicht.nummer, auf, max_pfade=MIT_VORSCHLAEGEN, vorschlaege=True)
        nur_moeglich = [p for p in alle.pfade if p.status is LinkStatus.VORSCHLAG][:WEGE]
    return Spurbild(
        baum(ansicht, gefunden.pfade),
        len(gefunden.pfade),
        gefunden.gesamt,
        gefunden.abgeschnitten,
        gefunden.weitere,
        baum(ansicht, nur_moeglich),
        len(nur_moeglich),
    )


def baum(ansicht: Ansicht, pfade: Iterable["Pfad"]) -> list[Zweig]:
    """Paths as a tree: those that begin alike share their beginning."""
    wurzel: dict[tuple[int, int], Zweig] = {}
    for pfad in pfade:
        hier = wurzel
        for schritt in pfad.schritte:
            kante = schritt.kante
            schluessel = (kante.praedikat, kante.knoten)
            if schluessel not in hier:
                name = ansicht.beziehung(schritt.von, kante)
                hier[schluessel] = Zweig(ansicht.verweis(kante.knoten), name, kante.status)
            hier = hier[schluessel].zweige
    return list(wurzel.values())


def befunde(ansicht: Ansicht, stichtag: date) -> "list[Befund] | None":
    """Findings at the node on a day; None when it takes too long."""
    klasse = ansicht.art.klasse
    namen = [r.name for r in findings.regeln(ansicht.state.modell) if issubclass(klasse, r.art)]

    def finde() -> "list[Befund]":
        if not namen:
            return []
        return findings.befunde(ansicht.state, stichtag, regeln=namen, knoten=ansicht.nummer, erlaeuterungen=True)

    return frist.in_zeit(finde, SEKUNDEN)
