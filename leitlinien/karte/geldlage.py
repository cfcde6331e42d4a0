"""How much money reaches each guideline, over the whole state; the rules are those of `leitlinien.trace.geld`.

Each grant is followed by itself. It *touches* every guideline it reaches, in full, so what touches several guidelines
is never added up over them. *Attributed* is what the shares along its way pass on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from leitlinien import frist
from leitlinien.kinds import Herkunft, Spur, Zuwendungsgeld
from leitlinien.trace.geld import Betraege, Geldquellen, aufwaerts
from leitlinien.trace.reichweite import Reichweite

if TYPE_CHECKING:
    from leitlinien.state import State

__all__ = ["Geld", "Geldlage", "geldlage", "hat_vorschlaege"]


_RECHNEN = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Adds without rounding."""


def _plus(bisher: Decimal | None, betrag: Decimal) -> Decimal:
    return betrag if bisher is None else _RECHNEN.add(bisher, betrag)


@dataclass
class Geld:
    """What reaches one guideline."""

    beruehrt: Betraege = field(default_factory=dict)
    """Every grant once, in full, by currency."""
    zugerechnet: Betraege = field(default_factory=dict)
    """What is passed on to it, by currency."""
    nicht_aufteilbar: bool = False
    """Whether some of it comes over a fork whose shares are not given, and is therefore not attributed."""
    zuwendungen: list[int] = field(default_factory=list)

    def nimm(self, zuwendung: int, waehrung: str, betrag: Decimal) -> None:
        """Count a grant that touches it."""
        self.zuwendungen.append(zuwendung)
        self.beruehrt[waehrung] = _plus(self.beruehrt.get(waehrung), betrag)


@dataclass
class Geldlage:
    """All grants with an amount, and where they lead."""

    je: dict[int, Geld] = field(default_factory=dict)
    """By guideline; only those that money reaches."""
    ohne: Geld = field(default_factory=Geld)
    """Grants from which no way leads to a guideline."""
    alle: Geld = field(default_factory=Geld)
    ohne_betrag: int = 0
    """Grants that say no amount."""

    def vereint(self, knoten: Iterable[int]) -> Geld:
        """Grants that reach any of the guidelines, each once; nothing is attributed."""
        gesucht = set().union(*(self.je[k].zuwendungen for k in knoten if k in self.je))
        summe = Geld()
        for zuwendung in sorted(gesucht):
            summe.nimm(zuwendung, *self._betrag[zuwendung])
        return summe

    def nur(self, knoten: Iterable[int]) -> "Geldlage":
        """The part that reaches some of the guidelines."""
        auswahl = [k for k in knoten if k in self.je]
        return Geldlage({k: self.je[k] for k in auswahl}, alle=self.vereint(auswahl), _betrag=self._betrag)

    _betrag: dict[int, tuple[str, Decimal]] = field(default_factory=dict, repr=False)


def geldlage(state: "State", *, vorschlaege: bool, beispiele: bool | None = None) -> Geldlage:
    """Follow all grants, only the invented ones or only the others. The last few results are kept."""
    return _geldlage(_Schluessel(state), vorschlaege, beispiele)


class _Schluessel:
    """A state, equal to another of the same content."""

    def __init__(self, state: "State") -> None:
        self.state, self._wert = state, (state.revision, state.hash, state.kette, str(state.ordner))

    def __eq__(self, anderer: object) -> bool:
        return isinstance(anderer, _Schluessel) and self._wert == anderer._wert

    def __hash__(self) -> int:
        return hash(self._wert)


@lru_cache(maxsize=8)
def _geldlage(schluessel: _Schluessel, vorschlaege: bool, beispiele: bool | None) -> Geldlage:
    state, lage = schluessel.state, Geldlage()
    quellen = Geldquellen(state)
    senken = [state.bereich(s) for s in state.senken]
    for art in state.modell.arten.values():
        if not any(Zuwendungsgeld in f.marken for f in art.werte):
            continue
        for zuwendung in state.bereich(art.name):
            frist.pruefe()
            beispiel = state.wert(zuwendung, art.feld["herkunft"]) is Herkunft.BEISPIEL
            if beispiele not in {None, beispiel}:
                continue
            gefunden = quellen.betrag(zuwendung)
            if gefunden is None:
                lage.ohne_betrag += 1
                continue
            lage._betrag[zuwendung] = gefunden  # noqa: SLF001 - this module's own
            lage.alle.nimm(zuwendung, *gefunden)
            reichweite = Reichweite(state, zuwendung, auf=True, vorschlaege=vorschlaege, max_tiefe=None)
            ziele = [k for k in reichweite.ordnung[1:] if any(k in b for b in senken)]
            if not ziele:
                lage.ohne.nimm(zuwendung, *gefunden)
                continue
            fluss = aufwaerts(state, reichweite, vorschlaege=vorschlaege)
            for ziel in ziele:
                geld = lage.je.setdefault(ziel, Geld())
                geld.nimm(zuwendung, *gefunden)
                geld.nicht_aufteilbar |= fluss.nicht_aufteilbar(ziel)
                for waehrung, betrag in fluss.zugerechnet(ziel).items():
                    geld.zugerechnet[waehrung] = _plus(geld.zugerechnet.get(waehrung), betrag)
    return lage


def hat_vorschlaege(state: "State") -> bool:
    """Whether some trace link is only proposed."""
    return any(
        len(state.linkarrays(p, True)[0]) > len(state.linkarrays(p, False)[0])
        for p, b in state.modell.beziehungen.items()
        if Spur in b.marken
    )
