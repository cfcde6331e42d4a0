"""A layered drawing in plain Python, for machines without Graphviz.

Three of the steps of Sugiyama, Tagawa, Toda, "Methods for Visual Understanding of Hierarchical System Structures", IEEE
SMC-11 (1981): lines over several columns get a place in each, columns are sorted by the mean place of their neighbours,
then places are moved towards their neighbours as far as the order allows. The first step, layers, is given.
"""

from collections.abc import Sequence
from itertools import pairwise

__all__ = ["kreuzungen", "ordne"]

DURCHGAENGE = 24
RUECKEN = 30
SCHMAL = 6.0
"""Height that a passing line keeps free."""


def ordne(
    schichten: Sequence[int], hoehen: Sequence[float], linien: Sequence[tuple[int, int]], *, luft: float
) -> tuple[list[float], list[list[float]]]:
    """Middle of each box, and for each line its height in every column from its first to its last."""
    netz = _Netz(schichten, hoehen, linien)
    netz.sortiere()
    y = netz.setze(luft)
    oben = min(y[k] - netz.hoehe[k] / 2 for k in range(len(y)))
    return [y[k] - oben for k in range(len(hoehen))], [[y[k] - oben for k in kette] for kette in netz.ketten]


def kreuzungen(links: Sequence[int], rechts: Sequence[int], weiter: Sequence[Sequence[int]]) -> int:
    """How many lines between two columns, given in their order, cross."""
    platz = {k: nr for nr, k in enumerate(rechts)}
    enden = [p for k in links for p in sorted(platz[z] for z in weiter[k] if z in platz)]
    return sum(1 for nr, a in enumerate(enden) for b in enden[nr + 1 :] if a > b)


class _Netz:
    """Boxes, and places of lines that pass a column; links only between neighbouring columns."""

    def __init__(self, schichten: Sequence[int], hoehen: Sequence[float], linien: Sequence[tuple[int, int]]) -> None:
        self.hoehe = list(hoehen)
        self.spalten: list[list[int]] = [[] for _ in range(max(schichten) + 1)]
        for k, s in enumerate(schichten):
            self.spalten[s].append(k)
        self.weiter: list[list[int]] = [[] for _ in hoehen]
        self.zurueck: list[list[int]] = [[] for _ in hoehen]
        self.ketten: list[list[int]] = []
        for a, b in linien:
            kette = [a]
            for s in range(schichten[a] + 1, schichten[b]):
                kette.append(len(self.hoehe))
                self.spalten[s].append(len(self.hoehe))
                self.hoehe.append(SCHMAL)
                self.weiter.append([])
                self.zurueck.append([])
            kette.append(b)
            self.ketten.append(kette)
            for links, rechts in pairwise(kette):
                self.weiter[links].append(rechts)
                self.zurueck[rechts].append(links)

    def _gesamt(self) -> int:
        paare = pairwise(self.spalten)
        return sum(kreuzungen(a, b, self.weiter) for a, b in paare)

    def sortiere(self) -> None:
        """Keep the order with the fewest crossings among those found."""
        beste, wenigste = [list(s) for s in self.spalten], self._gesamt()
        for durchgang in range(DURCHGAENGE):
            hin = durchgang % 2 == 0
            nummern = range(1, len(self.spalten)) if hin else range(len(self.spalten) - 2, -1, -1)
            for nr in nummern:
                daneben = {k: p for p, k in enumerate(self.spalten[nr - 1 if hin else nr + 1])}
                nachbarn = self.zurueck if hin else self.weiter
                eigener = {k: float(p) for p, k in enumerate(self.spalten[nr])}
                mitte = {
                    k: sum(daneben[n] for n in nachbarn[k]) / len(nachbarn[k]) if nachbarn[k] else eigener[k]
                    for k in self.spalten[nr]
                }
                self.spalten[nr].sort(key=mitte.__getitem__)
            if (anzahl := self._gesamt()) < wenigste:
                beste, wenigste = [list(s) for s in self.spalten], anzahl
        self.spalten = beste

    def setze(self, luft: float) -> list[float]:
        """Middles: packed first, then each column in turn drawn to its neighbours."""
        y = [0.0] * len(self.hoehe)
        for spalte in self.spalten:
            unten = 0.0
            for k in spalte:
                y[k] = unten + self.hoehe[k] / 2
                unten += self.hoehe[k] + luft
        for durchgang in range(RUECKEN):
            reihe = range(len(self.spalten)) if durchgang % 2 == 0 else range(len(self.spalten) - 1, -1, -1)
            for nr in reihe:
                self._ruecke(self.spalten[nr], y, luft)
        return y

    def _ruecke(self, spalte: list[int], y: list[float], luft: float) -> None:
        """Nearest to the wish without overlap: the mean of pushing everything down and of pushing everything up."""
        wunsch = []
        for k in spalte:
            nachbarn = self.zurueck[k] + self.weiter[k]
            wunsch.append(sum(y[n] for n in nachbarn) / len(nachbarn) if nachbarn else y[k])
        halb = [self.hoehe[k] / 2 for k in spalte]
        hinab, hinauf = list(wunsch), list(wunsch)
        for nr in range(1, len(spalte)):
            hinab[nr] = max(hinab[nr], hinab[nr - 1] + halb[nr - 1] + luft + halb[nr])
        for nr in range(len(spalte) - 2, -1, -1):
            hinauf[nr] = min(hinauf[nr], hinauf[nr + 1] - halb[nr + 1] - luft - halb[nr])
        for k, a, b in zip(spalte, hinab, hinauf, strict=True):
            y[k] = (a + b) / 2
