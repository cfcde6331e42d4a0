"""What would be lost without a node: the findings there would be then and are not now, and the money that stops.

Every rule that asks for a path is asked twice, of the state as it is and of the state without the node (`Ohne`), so an
answer here is exactly what the findings would say the day after.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from rdflib.paths import InvPath, MulPath

from leitlinien import frist
from leitlinien.analyse import rollen
from leitlinien.analyse.ohne import Ohne
from leitlinien.errors import Eingabefehler
from leitlinien.findings import Befund, befunde, regeln
from leitlinien.findings.lage import Graphlage
from leitlinien.kinds import LinkStatus
from leitlinien.paths import praedikate
from leitlinien.trace.geld import Betraege, Geldquellen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from leitlinien.findings.lage import Maske
    from leitlinien.model.regel import Regel
    from leitlinien.state import Kante, State

__all__ = ["Fehlbetrag", "Schritt", "Verlust", "Wegfall", "wegfall"]


@dataclass(frozen=True)
class Schritt:
    """One link of a chain, read upwards."""

    von: int
    nach: int
    praedikat: str
    kante: "Kante"


@dataclass(frozen=True)
class Verlust:
    """A node of which a rule would find something that it does not find now."""

    befund: Befund
    kette: tuple[Schritt, ...]
    """A shortest chain of trace links between the two, read upwards; empty where another relation joins them."""

    @property
    def knoten(self) -> int:
        """The node that would lose something."""
        return self.befund.knoten

    @property
    def nur_vorschlag(self) -> bool:
        """Whether proposals, if they counted, would still hold it."""
        return self.befund.mit_vorschlaegen

    @property
    def ueber_vorschlag(self) -> bool:
        """Whether the chain has a proposal in it."""
        return any(s.kante.status is LinkStatus.VORSCHLAG for s in self.kette)


@dataclass(frozen=True)
class Fehlbetrag:
    """Grants that touch a node now and would not any more."""

    knoten: int
    quellen: tuple[int, ...]
    betraege: Betraege
    geplant: frozenset[int] = frozenset()
    """Those of the grants that reach the node only over proposals."""


class Wegfall:
    """The answer for one node; each part is computed when it is asked for."""

    def __init__(self, state: "State", knoten: int, stichtag: "date", *, vorschlaege: bool = False) -> None:
        self.state, self.knoten, self.stichtag, self.vorschlaege = state, knoten, stichtag, vorschlaege
        self._ohne = Ohne(state, knoten)
        self._geld = Geldquellen(state)

    @cached_property
    def verluste(self) -> "dict[Regel, list[Verlust]]":
        """What would be missing, by rule, in the order of the findings."""
        betroffen = [r.name for r in regeln(self.state.modell) if r.braucht and self._beruehrt(r)]
        heute = self._befunde(self.state, betroffen)
        bekannt = {(b.regel.name, b.knoten) for b in heute}
        gruppen: dict[Regel, list[Verlust]] = {}
        for b in self._befunde(self._ohne, betroffen):
            if b.knoten != self.knoten and (b.regel.name, b.knoten) not in bekannt:
                gruppen.setdefault(b.regel, []).append(Verlust(b, self.kette(b.knoten)))
        return gruppen

    def _befunde(self, state: "State", namen: list[str]) -> list[Befund]:
        # without names every rule would be asked
        return befunde(state, self.stichtag, self.vorschlaege, regeln=namen) if namen else []

    def _beruehrt(self, regel: "Regel") -> bool:
        """Whether the rule's path runs over a link of the node; if not, its answer cannot change."""
        if regel.braucht is None:
            return False
        eigene = praedikate(regel.braucht.pfad)
        return any(
            self.state.kanten([self.knoten], p, rueck, self.vorschlaege)[0] for p in eigene for rueck in (False, True)
        )

    # the way there

    @cached_property
    def _oben(self) -> "dict[int, tuple[int, Kante] | None]":
        return _erreicht(self.state, self.knoten, auf=True, vorschlaege=self.vorschlaege)

    @cached_property
    def _unten(self) -> "dict[int, tuple[int, Kante] | None]":
        return _erreicht(self.state, self.knoten, auf=False, vorschlaege=self.vorschlaege)

    def kette(self, knoten: int) -> tuple[Schritt, ...]:
        """A shortest chain between the node and another above or below it."""
        if knoten in self._oben:
            return tuple(reversed(list(self._schritte(self._oben, knoten, auf=True))))
        return tuple(self._schritte(self._unten, knoten, auf=False))

    def _schritte(self, woher: "dict[int, tuple[int, Kante] | None]", knoten: int, *, auf: bool) -> "Iterable[Schritt]":
        hier = knoten
        while (schritt := woher.get(hier)) is not None:
            davor, kante = schritt
            unten, oben = (davor, hier) if auf else (hier, davor)
            yield Schritt(unten, oben, self.state.praedikate[kante.praedikat], kante)
            hier = davor

    @cached_property
    def gehalten(self) -> list[int]:
        """Nodes above that need cover, lose nothing a rule asks for, and are reached by what else is done."""
        verloren = {v.knoten for liste in self.verluste.values() for v in liste}
        dann = Graphlage(self._ohne, self.stichtag, vorschlaege=self.vorschlaege)
        bleibt = rollen.gefragt(dann) & self._getragen(dann)
        return sorted(k for k in self._oben if bleibt[k] and k != self.knoten and k not in verloren)

    @cached_property
    def geplant_gehalten(self) -> frozenset[int]:
        """Those of them that only proposals would carry."""
        sicher = self._getragen(Graphlage(self._ohne, self.stichtag, vorschlaege=False))
        return frozenset(k for k in self.gehalten if not sicher[k])

    def _getragen(self, lage: Graphlage) -> "Maske":
        """Nodes that a trace from anything which is done reaches."""
        modell = self.state.modell
        tragende = np.asarray(self.state.artmaske(rollen.tragende_arten(modell)), bool)
        return lage.urbild(MulPath(InvPath(rollen.aufwaerts(modell)), "+"), tragende)

    # money

    @cached_property
    def _quellen(self) -> list[tuple[int, str, Decimal]]:
        """Amounts that run over the node: its own, else those of the grants below it."""
        eigenes = self._geld.eigenes(self.knoten)
        return eigenes if eigenes is not None else self._geld.zuwendungen(sorted(self._unten))

    @property
    def eigenes_geld(self) -> bool:
        """Whether the node holds money itself."""
        return self._geld.eigenes(self.knoten) is not None

    @property
    def durchlaufend(self) -> Betraege:
        """What runs over the node now, by currency, each amount once."""
        return _summe(self._quellen)

    @property
    def anzahl_quellen(self) -> int:
        """How many amounts that are."""
        return len(self._quellen)

    @cached_property
    def _verfehlt(self) -> dict[int, set[int]]:
        """For each amount's node what it reaches now and would not reach any more."""
        gefunden: dict[int, set[int]] = {}
        for k, _, _ in self._quellen:
            frist.pruefe()
            heute = _erreicht(self.state, k, auf=True, vorschlaege=self.vorschlaege)
            dann = _erreicht(self._ohne, k, auf=True, vorschlaege=self.vorschlaege)
            gefunden[k] = heute.keys() - dann.keys() - {self.knoten}
        return gefunden

    @cached_property
    def _sicher(self) -> dict[int, set[int]]:
        """For each amount's node what it reaches over secured links."""
        return {k: set(_erreicht(self.state, k, auf=True, vorschlaege=False)) for k, _, _ in self._quellen}

    @cached_property
    def fehlbetraege(self) -> list[Fehlbetrag]:
        """What counted nodes above would miss, those that miss the most amounts first."""
        arten = [self.state.bereich(name) for name in rollen.gefragte_arten(self.state.modell)]
        gesammelt: dict[int, list[tuple[int, str, Decimal]]] = {}
        for quelle in self._quellen:
            for k in self._verfehlt[quelle[0]]:
                if any(k in bereich for bereich in arten):
                    gesammelt.setdefault(k, []).append(quelle)
        liste = [
            Fehlbetrag(
                k, tuple(q[0] for q in qs), _summe(qs), frozenset(q[0] for q in qs if k not in self._sicher[q[0]])
            )
            for k, qs in gesammelt.items()
        ]
        return sorted(liste, key=lambda f: (-len(f.quellen), f.knoten))

    @cached_property
    def gestrandet(self) -> Fehlbetrag:
        """Amounts of others that would not reach anything any more where traces end, and now do."""
        enden = [self.state.bereich(name) for name in self.state.senken]
        ohne_weg = []
        for quelle in self._quellen:
            verfehlt = self._verfehlt[quelle[0]]
            if quelle[0] != self.knoten and any(k in b for k in verfehlt for b in enden):
                dann = _erreicht(self._ohne, quelle[0], auf=True, vorschlaege=self.vorschlaege)
                if not any(k in b for k in dann for b in enden):
                    ohne_weg.append(quelle)
        return Fehlbetrag(self.knoten, tuple(q[0] for q in ohne_weg), _summe(ohne_weg))


def wegfall(state: "State", knoten: int, stichtag: "date", *, vorschlaege: bool = False) -> Wegfall:
    """What would be lost without a node, on a day. Raises `Eingabefehler` for a kind that no trace leads over."""
    arten = rollen.spurarten(state.modell)
    if state.art(knoten).name not in arten:
        raise Eingabefehler(
            f"„{state.pfad(knoten)}“ ist von der Art {state.art(knoten).name}; über sie führt keine Spur, also kann an "
            f"ihr auch nichts hängen. Gefragt werden kann nach: {', '.join(arten)}."
        )
    return Wegfall(state, knoten, stichtag, vorschlaege=vorschlaege)


def _erreicht(state: "State", start: int, *, auf: bool, vorschlaege: bool) -> "dict[int, tuple[int, Kante] | None]":
    """All nodes a trace reaches, with the node before and the link there, by the fewest links; none for the start."""
    woher: dict[int, tuple[int, Kante] | None] = {start: None}
    reihe = [start]
    for hier in reihe:
        frist.pruefe()
        for kante in state.spurkanten(hier, auf, vorschlaege):
            if kante.knoten not in woher:
                woher[kante.knoten] = (hier, kante)
                reihe.append(kante.knoten)
    return woher


def _summe(quellen: "Iterable[tuple[int, str, Decimal]]") -> Betraege:
    summen: Betraege = {}
    for _, waehrung, betrag in quellen:
        summen[waehrung] = summen.get(waehrung, Decimal(0)) + betrag
    return dict(sorted(summen.items()))
