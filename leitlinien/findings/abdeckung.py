"""How far goals and guidelines are covered, for each set of guidelines."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from rdflib.paths import MulPath

from leitlinien.findings.lage import Graphlage, Maske
from leitlinien.model.regeln import DECKUNGEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leitlinien.model.regel import Deckung
    from leitlinien.state import State

__all__ = ["Abdeckung", "Zahlen", "abdeckung"]

AUSZUG = "Vom Regelwerk liegt nur ein Auszug vor; die Zahlen gelten für die vorliegenden Unterlagen."
STELLEN = Decimal("0.0001")


@dataclass(frozen=True)
class Zahlen:
    """How many nodes are covered, and how. `direkt`, `ueber_teile` and `ohne` add up to `gesamt`."""

    gesamt: int
    """Nodes in force on the day that need cover."""
    direkt: int
    """Covered by something of their own."""
    ueber_teile: int
    """Covered only by their parts."""
    tief: int
    """Covered, and everything below them too."""
    ohne: int
    """Not covered."""
    entfaellt: int
    """Not counted above: a document says that there is nothing to cover them."""

    def quote(self, anzahl: int) -> Decimal | None:
        """Part of all, 0..1, four digits; None where there are none."""
        return (Decimal(anzahl) / self.gesamt).quantize(STELLEN) if self.gesamt else None

    @property
    def quote_direkt(self) -> Decimal | None:
        """Part that is covered directly."""
        return self.quote(self.direkt)

    @property
    def quote_gedeckt(self) -> Decimal | None:
        """Part that is covered directly or by parts."""
        return self.quote(self.direkt + self.ueber_teile)

    @property
    def quote_tief(self) -> Decimal | None:
        """Part that is covered deeply."""
        return self.quote(self.tief)

    @property
    def quote_ohne(self) -> Decimal | None:
        """Part that is not covered."""
        return self.quote(self.ohne)


@dataclass(frozen=True)
class Abdeckung:
    """The coverage of one set of guidelines, or of all nodes that belong to none."""

    regelwerk: int | None
    zahlen: dict[str, Zahlen]
    """By name of the `Deckung`, in the view that was asked for."""
    mit_vorschlaegen: dict[str, Zahlen]
    """The same if proposals counted."""
    auszug: bool
    """Whether only a part of the text is at hand."""

    @property
    def hinweis(self) -> str:
        """What to keep in mind when reading the numbers; empty when nothing."""
        return AUSZUG if self.auszug else ""


def abdeckung(
    state: "State",
    regelwerk: int | None,
    stichtag: date,
    vorschlaege: bool = False,
    *,
    erlaeuterungen: bool = False,
    deckungen: "Sequence[Deckung]" = DECKUNGEN,
) -> list[Abdeckung]:
    """Coverage on a day, for one set of guidelines or (`regelwerk=None`) for each.

    Nodes that belong to none come last, when there are any. A node that contributes to several sets without standing
    in the text of one counts in each of them. Explaining guidelines count only with `erlaeuterungen`.
    """
    lage = Graphlage(state, stichtag, vorschlaege=vorschlaege)
    gefragt = _Zaehlung(lage, deckungen, erlaeuterungen=erlaeuterungen)
    weit = gefragt if vorschlaege else _Zaehlung(lage.mit_vorschlaegen(), deckungen, erlaeuterungen=erlaeuterungen)
    # where nodes belong does not depend on the view, so that both count the same nodes
    ort = lage.gesichert()
    ganze = list(ort.regelwerke) if regelwerk is None else [regelwerk]
    gruppen: list[tuple[int | None, Maske]] = [(r, ort.gehoert_zu(r)) for r in ganze]
    if regelwerk is None:
        rest = ~np.logical_or.reduce([np.zeros(state.n, bool), *(m for _, m in gruppen)])
        if any(gefragt.zaehlt(d, rest) for d in deckungen):
            gruppen.append((None, rest))
    return [
        Abdeckung(
            r,
            zahlen={d.name: gefragt.zahlen(d, maske) for d in deckungen},
            mit_vorschlaegen={d.name: weit.zahlen(d, maske) for d in deckungen},
            auszug=r is not None and bool(ort.auszug[r]),
        )
        for r, maske in gruppen
    ]


class _Zaehlung:
    """The masks of all coverages in one view, computed once for all sets."""

    def __init__(self, lage: Graphlage, deckungen: "Sequence[Deckung]", *, erlaeuterungen: bool) -> None:
        self._masken: dict[str, tuple[Maske, Maske, Maske, Maske, Maske]] = {}
        offen = np.zeros(lage.state.n, bool)
        zaehlt: dict[str, tuple[Maske, Maske]] = {}
        for d in deckungen:
            alle = lage.arten((d.art,)) & lage.in_kraft
            if d.auf_wunsch is not None and not erlaeuterungen:
                alle &= ~lage.erfuellt(alle, d.auf_wunsch, ohne_feld=False)
            leer = lage.leerstellen(np.flatnonzero(alle).tolist(), d.felder)
            entfaellt = np.asarray(lage.state.maske([k for k, nichts in leer.items() if nichts]), bool)
            zaehlt[d.name] = alle & ~entfaellt, alle & entfaellt
            offen |= zaehlt[d.name][0] & ~lage.maske(d.umsetzung)
        for d in deckungen:
            alle, entfaellt = zaehlt[d.name]
            direkt = np.logical_or.reduce([lage.maske(weg) for weg in d.direkt])
            gedeckte_teile = direkt & lage.arten((d.art,)) & lage.in_kraft
            teile = lage.urbild(MulPath(d.teile, "+"), gedeckte_teile) & ~direkt
            tief = (direkt | teile) & lage.maske(d.umsetzung) & ~lage.urbild(MulPath(d.darunter, "+"), offen)
            self._masken[d.name] = alle, alle & direkt, alle & teile, alle & tief, entfaellt

    def zaehlt(self, d: "Deckung", gruppe: Maske) -> bool:
        """Whether the group has nodes of this coverage."""
        return bool((self._masken[d.name][0] & gruppe).any())

    def zahlen(self, d: "Deckung", gruppe: Maske) -> Zahlen:
        """The numbers of a group."""
        gesamt, direkt, teile, tief, entfaellt = (int((m & gruppe).sum()) for m in self._masken[d.name])
        return Zahlen(gesamt, direkt, teile, tief, gesamt - direkt - teile, entfaellt)
