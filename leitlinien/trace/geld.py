"""Money along a trace: what touches a node, and what is attributed to it.

- *Sources* are the nodes that hold an amount marked `Zuwendungsgeld`. Of a trace upwards from a node with money of its
  own (a grant or an appropriation) this node is the only source. Of any other trace upwards the sources are all grants
  below the start, and only what passes through the start counts. Of a trace downwards they are the grants inside it.
- An amount marked `Ansatzgeld` counts only where a trace begins at its node: grants are paid out of appropriations, so
  counting both would count the same money twice.
- `beruehrt` counts every source once, in full. `zugerechnet` multiplies the shares along the links and adds over paths.
- A *fork* is a node from which more than one trace link leads upwards in the chosen view, over all relations together.
  There a link without a share passes nothing on: nothing is split equally, and what lies above that link is
  `nicht_aufteilbar`. A single link without a share passes everything on.
- Sums are exact decimals, each currency by itself. An amount without a currency counts as XXX (ISO 4217: no currency).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import TYPE_CHECKING

from leitlinien import frist
from leitlinien.kinds import Ansatzgeld, Waehrung, Zuwendungsgeld
from leitlinien.trace.reichweite import Reichweite

if TYPE_CHECKING:
    from leitlinien.kinds import Art, Feld, Marke
    from leitlinien.state import Kante, State

__all__ = ["Anteile", "Betraege", "Geldfluss", "Geldquellen", "abwaerts", "aufwaerts"]

Betraege = dict[str, Decimal]
"""Amounts by currency (ISO 4217)."""

OHNE_WAEHRUNG = "XXX"
EINS = Decimal(1)
CENT = 2
"""Decimal places that an amount is written with at least."""


def _exakt() -> Context:
    """Sums and products without rounding; as long as the figures need, whatever the thread's context says."""
    return Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


_RECHNEN = _exakt()
"""Never rounds, so nothing is ever set in it and threads may share it."""


def glatt(zahl: Decimal, stellen: int = 0) -> Decimal:
    """The same number without the zeros that multiplying adds, but with at least `stellen` decimal places."""
    if zahl is EINS and not stellen:
        return zahl
    kurz = zahl.normalize(_RECHNEN)
    exponent = kurz.as_tuple().exponent
    zu_kurz = isinstance(exponent, int) and exponent > -stellen
    return kurz.quantize(Decimal(1).scaleb(-stellen), context=_RECHNEN) if zu_kurz else kurz


class Anteile:
    """What part of a node's money a link passes on."""

    def __init__(self, state: "State", *, vorschlaege: bool, grad: Mapping[int, int] | None = None) -> None:
        self._state = state
        self._vorschlaege = vorschlaege
        self._grad = dict(grad or {})

    def faktor(self, von: int, kante: "Kante") -> Decimal | None:
        """Share of `von` (the lower end) that the link passes on; None at a fork where it has none."""
        if von not in self._grad:
            self._grad[von] = len(self._state.spurkanten(von, True, self._vorschlaege))
        return anteil_der_kante(self._state, kante, self._grad[von] == 1)

    def produkt(self, schritte: Iterable[tuple[int, "Kante"]]) -> Decimal | None:
        """Share of a path of (node left, link) steps, whichever way it runs; None when some fork on it has none."""
        ergebnis: Decimal | None = EINS
        for von, kante in schritte:
            ergebnis = mal(self.faktor(kante.knoten if kante.rueck else von, kante), ergebnis)
            if ergebnis is None:
                return None
        return ergebnis


def anteil_der_kante(state: "State", kante: "Kante", allein: bool) -> Decimal | None:
    """Share that a link passes on; `allein`: whether it is the only one that leads up from its node."""
    if kante.angaben >= 0 and (text := state.anteil(kante.angaben)) is not None:
        return Decimal(text)
    return EINS if allein else None


def mal(einer: Decimal | None, anderer: Decimal | None) -> Decimal | None:
    """The exact product; None when a factor is."""
    if einer is None or anderer is None:
        return None
    return anderer if einer is EINS else einer if anderer is EINS else _RECHNEN.multiply(einer, anderer)


@dataclass
class Geldquellen:
    """Reads the amounts that nodes hold."""

    state: "State"
    _felder: "dict[tuple[str, Marke], tuple[tuple[Feld, ...], Feld | None]]" = field(default_factory=dict)

    def betrag(self, knoten: int, marke: "Marke" = Zuwendungsgeld) -> tuple[str, Decimal] | None:
        """Currency and amount of a node's fields with this mark; None when it holds none."""
        art = self.state.art(knoten)
        schluessel = (art.name, marke)
        if schluessel not in self._felder:
            self._felder[schluessel] = _geldfelder(art, marke)
        felder, waehrung = self._felder[schluessel]
        betraege = [b for b in (self.state.wert(knoten, f) for f in felder) if b is not None]
        if not betraege:
            return None
        code = self.state.wert(knoten, waehrung) if waehrung else None
        summe, rechnen = Decimal(0), _exakt()
        for betrag in betraege:
            summe = rechnen.add(summe, betrag)
        return code or OHNE_WAEHRUNG, summe

    def eigenes(self, start: int) -> list[tuple[int, str, Decimal]] | None:
        """The start as only source, when its kind holds money; None when its kind does not."""
        if not any(_geldfelder(self.state.art(start), m)[0] for m in (Zuwendungsgeld, Ansatzgeld)):
            return None
        gefunden = self.betrag(start, Zuwendungsgeld) or self.betrag(start, Ansatzgeld)
        return [(start, *gefunden)] if gefunden else []

    def zuwendungen(self, knoten: Iterable[int]) -> list[tuple[int, str, Decimal]]:
        """Those among the nodes that hold a grant's amount."""
        return [(k, *gefunden) for k in knoten if (gefunden := self.betrag(k))]


def _geldfelder(art: "Art", marke: "Marke") -> "tuple[tuple[Feld, ...], Feld | None]":
    waehrung = next((f for f in art.werte if Waehrung in f.marken), None)
    return tuple(f for f in art.werte if marke in f.marken), waehrung


class Geldfluss:
    """Carries the amounts of the sources upwards, node by node.

    `ordnung` has every lower node before those above it; `hinauf` the links (with their lower end's share) from each.
    """

    def __init__(
        self,
        quellen: list[tuple[int, str, Decimal]],
        ordnung: Iterable[int],
        hinauf: Mapping[int, list[tuple[int, "Kante"]]],
        anteile: Anteile,
    ) -> None:
        self._quellen = quellen
        self._beruehrt: dict[int, Betraege] = {}
        self._von: dict[int, int] = {}
        """Sources below each node, as bits: so that one reached over two paths counts once."""
        self._zugerechnet: dict[int, Betraege] = {}
        self._unteilbar: set[int] = set()
        rechnen = _exakt()
        for bit, (knoten, waehrung, betrag) in enumerate(quellen):
            self._von[knoten] = 1 << bit
            self._zugerechnet[knoten] = {waehrung: betrag}
        for knoten in ordnung:
            frist.pruefe()
            von = self._von.get(knoten)
            if von is None:
                continue
            for ziel, kante in hinauf.get(knoten, ()):
                self._von[ziel] = self._von.get(ziel, 0) | von
                faktor = anteile.faktor(knoten, kante)
                if faktor is None or knoten in self._unteilbar:
                    self._unteilbar.add(ziel)
                if faktor is None:
                    continue
                summen = self._zugerechnet.setdefault(ziel, {})
                for waehrung, betrag in self._zugerechnet.get(knoten, {}).items():
                    anteil = rechnen.multiply(betrag, faktor)
                    summen[waehrung] = rechnen.add(summen[waehrung], anteil) if waehrung in summen else anteil

    def beruehrt(self, knoten: int) -> Betraege:
        """All sources at or below the node, each once, in full."""
        von = self._von.get(knoten, 0)
        if von not in self._beruehrt:
            summen: Betraege = {}
            rechnen, rest = _exakt(), von
            while rest:
                _, waehrung, betrag = self._quellen[(rest & -rest).bit_length() - 1]
                rest &= rest - 1
                summen[waehrung] = rechnen.add(summen.get(waehrung, Decimal(0)), betrag)
            self._beruehrt[von] = dict(sorted(summen.items()))
        return dict(self._beruehrt[von])

    def zugerechnet(self, knoten: int) -> Betraege:
        """What the shares pass on to the node; 0 for a currency that touches it without passing anything on."""
        summen = self._zugerechnet.get(knoten, {})
        return {waehrung: glatt(summen.get(waehrung, Decimal(0)), CENT) for waehrung in self.beruehrt(knoten)}

    def nicht_aufteilbar(self, knoten: int) -> bool:
        """Whether some of the money that touches the node comes over a fork whose shares are not given."""
        return knoten in self._unteilbar


def aufwaerts(state: "State", reichweite: Reichweite, *, vorschlaege: bool) -> Geldfluss:
    """The money of a trace upwards."""
    geld = Geldquellen(state)
    ordnung = list(reichweite.ordnung)
    hinauf = {k: [(kante.knoten, kante) for kante in kanten] for k, kanten in reichweite.kanten.items()}
    anteile = Anteile(state, vorschlaege=vorschlaege, grad=reichweite.grad)
    quellen = geld.eigenes(reichweite.start)
    if quellen is None:
        unten = Reichweite(state, reichweite.start, auf=False, vorschlaege=vorschlaege, max_tiefe=None)
        quellen = geld.zuwendungen(unten.ordnung)
        ordnung = unten.ordnung[:0:-1] + ordnung
        hinauf |= _umgekehrt(unten)
        hinauf[reichweite.start] = [(kante.knoten, kante) for kante in reichweite.kanten[reichweite.start]]
    return Geldfluss(quellen, ordnung, hinauf, anteile)


def abwaerts(state: "State", reichweite: Reichweite, *, vorschlaege: bool) -> Geldfluss:
    """The money of a trace downwards."""
    geld = Geldquellen(state)
    quellen = geld.zuwendungen(reichweite.ordnung[1:]) + (geld.eigenes(reichweite.start) or [])
    anteile = Anteile(state, vorschlaege=vorschlaege)
    return Geldfluss(quellen, reversed(reichweite.ordnung), _umgekehrt(reichweite), anteile)


def _umgekehrt(reichweite: Reichweite) -> "dict[int, list[tuple[int, Kante]]]":
    """Links found from above, listed at their lower ends."""
    hinauf: dict[int, list[tuple[int, Kante]]] = {}
    for oben, kanten in reichweite.kanten.items():
        for kante in kanten:
            hinauf.setdefault(kante.knoten, []).append((oben, kante))
    return hinauf
