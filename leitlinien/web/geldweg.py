"""Which guideline does this grant serve? The answer for one node, for the start page.

What holds money is known by the marks of the model's amounts, what a trace ends at by the model's trace links; no kind
is named.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leitlinien.kinds import Ansatzgeld, Art, Herkunft, Zuwendungsgeld
from leitlinien.queries import als_text
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.trace import Erreicht, Spur, spur
from leitlinien.web.auswahllisten import Gruppe, knotengruppen
from leitlinien.web.einordnung import einordnung
from leitlinien.web.formular import HOECHSTENS_AUSWAHL
from leitlinien.web.knotenansicht import Ansicht, Verweis
from leitlinien.web.knotenspur import Zweig, baum

if TYPE_CHECKING:
    from decimal import Decimal

    from leitlinien.kinds import Modell
    from leitlinien.state import State

WEGE = 12
"""Paths that are shown."""
ENDEN = 8
"""Ends that are named."""
VORSCHLAEGE = 200
"""Suggestions of the input, where there are too many nodes to choose from."""


@dataclass(frozen=True)
class Ende:
    """What money finally serves."""

    verweis: Verweis
    vorgeschlagen: bool
    """Whether only proposals lead there."""
    zugerechnet: str
    """What the shares pass on, e.g. `45.000,00 EUR`; empty when that is not known."""
    nicht_aufteilbar: bool


@dataclass(frozen=True)
class Geldweg:
    """The answer for one node."""

    verweis: Verweis
    betrag: str
    enden: tuple[Ende, ...]
    weitere: int
    """Ends that are not named."""
    zweige: list[Zweig]
    wege: int
    gezeigt: int
    mit_vorschlaegen: bool
    """Whether the drawing follows proposals, because nothing else leads on."""


@dataclass(frozen=True)
class Wahl:
    """What the form offers."""

    art: str
    """Kind in the singular, as words are written in the model."""
    gruppen: tuple[Gruppe, ...]
    alle: bool
    """Whether these are all."""


def geldarten(modell: "Modell") -> list[Art]:
    """Kinds at which money that a trace follows begins; those whose money sums count come first."""
    return [
        a
        for marke in (Zuwendungsgeld, Ansatzgeld)
        for a in modell.arten.values()
        if any(marke in f.marken for f in a.werte)
    ]


def wahl(state: "State") -> Wahl | None:
    """What to choose from: the nodes of the first kind that has any."""
    art = next((a for a in geldarten(state.modell) if len(state.bereich(a.name))), None)
    if art is None:
        return None
    anzahl = len(state.bereich(art.name))
    alle = anzahl <= HOECHSTENS_AUSWAHL
    gruppen = knotengruppen(state, art.name, anzahl if alle else VORSCHLAEGE)
    return Wahl(wortschatz(state.modell).lesbar(art.name), gruppen, alle)


def vorgabe(state: "State") -> int | None:
    """The node to begin with: money that serves something and is no example, if there is such."""
    dient, echt = state.dient_etwas(), einordnung(state).herkunft != list(Herkunft).index(Herkunft.BEISPIEL)
    bereiche = [b for a in geldarten(state.modell) if (b := state.bereich(a.name))]
    for maske in (dient & echt, dient, np.ones(state.n, bool)):
        for b in bereiche:
            gefunden = np.flatnonzero(maske[b.start : b.stop])
            if len(gefunden):
                return b.start + int(gefunden[0])
    return None


def geldweg(ansicht: Ansicht) -> Geldweg:
    """Where the money of a node goes."""
    state, nummer = ansicht.state, ansicht.nummer
    gesichert = spur(state, nummer, max_pfade=WEGE)
    weit = spur(state, nummer, max_pfade=WEGE, vorschlaege=True)
    sicher = {e.knoten for e in _enden(state, gesichert)}
    enden = [
        *(_ende(ansicht, e, vorgeschlagen=False) for e in _enden(state, gesichert)),
        *(_ende(ansicht, e, vorgeschlagen=True) for e in _enden(state, weit) if e.knoten not in sicher),
    ]
    gezeichnet = gesichert if gesichert.pfade else weit
    return Geldweg(
        ansicht.verweis(nummer),
        _betraege(gesichert.beruehrt),
        tuple(enden[:ENDEN]),
        max(0, len(enden) - ENDEN),
        baum(ansicht, gezeichnet.pfade),
        gezeichnet.gesamt,
        len(gezeichnet.pfade),
        gezeichnet is weit,
    )


def _enden(state: "State", gefunden: Spur) -> list[Erreicht]:
    return [e for e in gefunden.erreicht if state.art(e.knoten).name in state.senken]


def _ende(ansicht: Ansicht, erreicht: Erreicht, *, vorgeschlagen: bool) -> Ende:
    # money over proposals is a reading, not a figure to show
    betrag = "" if vorgeschlagen else _betraege(erreicht.zugerechnet)
    verweis = ansicht.verweis(erreicht.knoten)
    return Ende(verweis, vorgeschlagen, betrag, not vorgeschlagen and erreicht.nicht_aufteilbar)


def _betraege(betraege: "dict[str, Decimal]") -> str:
    return ", ".join(f"{als_text(b)} {waehrung}" for waehrung, b in betraege.items())
