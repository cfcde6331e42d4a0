"""Finds nodes by names that are spelt otherwise: an index of the trigrams of all titles and short names.

A name is compared by the groups of three letters it shares with others, rare ones counting more; so a letter too many,
a word cut short or another order of the words still finds it. Everything is arrays: 100,000 titles take about two
seconds to index and some milliseconds to ask.
"""

from collections.abc import Collection, Iterable
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from leitlinien.search import falte, woerter

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.state.ablage import Feldarray

_ZEICHEN = 37
"""Space, 26 letters, 10 digits."""
_GRUPPEN = _ZEICHEN**3
_TAFEL = np.zeros(256, np.int64)
_TAFEL[np.arange(ord("a"), ord("z") + 1)] = np.arange(1, 27)
_TAFEL[np.arange(ord("0"), ord("9") + 1)] = np.arange(27, _ZEICHEN)
ANTEIL = 0.65
"""How much it counts that the name holds what was asked, rather than that it holds nothing else."""
_schloss = Lock()


class Namen:
    """The names of one state; built when first asked for."""

    def __init__(self, state: "State") -> None:
        self.n = state.n
        gefaltet = _Gefaltet()
        texte = [_schlicht(t, gefaltet) for t in _texte(state)]
        laengen = np.array([len(t) for t in texte], np.int64)
        gruppen, stelle = _gruppen("".join(texte))
        besitzer = np.repeat(np.arange(self.n, dtype=np.int32), laengen)[stelle]
        # stable, so each group's nodes stay in order, and what a name holds twice stands side by side
        ordnung = np.argsort(gruppen.astype(np.uint16), kind="stable")
        gruppen, besitzer = gruppen[ordnung], besitzer[ordnung]
        neu = np.ones(len(gruppen), bool)
        neu[1:] = (gruppen[1:] != gruppen[:-1]) | (besitzer[1:] != besitzer[:-1])
        self._knoten = besitzer[neu]
        self._ab = np.searchsorted(gruppen[neu], np.arange(_GRUPPEN + 1))
        self._gewicht = np.log1p(self.n / np.maximum(np.diff(self._ab), 1)).astype(np.float32)
        gewichte = np.repeat(self._gewicht, np.diff(self._ab))
        self._summe = np.bincount(self._knoten, gewichte, self.n) if self.n else np.zeros(0)

    @classmethod
    def zu(cls, state: "State") -> "Namen":
        """The names of a state, kept with it; whoever asks while they are being built waits."""
        with _schloss:
            gefunden = state.beigaben.get(cls)
            if gefunden is None:
                gefunden = state.beigaben[cls] = cls(state)
            if not isinstance(gefunden, cls):
                raise TypeError(cls)
            return gefunden

    def aehnliche(self, text: str, bereiche: Iterable[range], anzahl: int) -> list[int]:
        """Nodes of these ranges whose names have most in common with the text; none that share nothing."""
        gruppen = np.unique(_gruppen(_schlicht(text, _Gefaltet()))[0])
        if not len(gruppen) or not self.n:
            return []
        gemeinsam: Feldarray = np.zeros(self.n, np.float32)
        for g in gruppen:
            gemeinsam[self._knoten[self._ab[g] : self._ab[g + 1]]] += self._gewicht[g]
        gefragt = float(self._gewicht[gruppen].sum())
        rang = ANTEIL * gemeinsam / gefragt + (1 - ANTEIL) * 2 * gemeinsam / (self._summe + gefragt)
        erlaubt = np.zeros(self.n, bool)
        for b in bereiche:
            erlaubt[b.start : b.stop] = True
        rang[~erlaubt] = 0.0
        beste = np.argpartition(rang, -min(anzahl, self.n))[-anzahl:]
        geordnet = sorted(beste.tolist(), key=lambda i: (-rang[i], i))
        return [i for i in geordnet if rang[i] > 0]


def _texte(state: "State") -> Iterable[str]:
    for art in state.modell.arten.values():
        titel, kennung = art.feld["titel"], art.feld["kennung"]
        for i in state.bereich(art.name):
            yield f"{state.wert(i, kennung) or ''} {state.wert(i, titel) or ''}"


class _Gefaltet(dict[str, str]):
    """Each distinct word without case and umlauts, in ASCII, computed once."""

    def __missing__(self, wort: str) -> str:
        gefaltet = self[wort] = falte(wort).encode("ascii", "ignore").decode()
        return gefaltet


def _schlicht(text: str, gefaltet: _Gefaltet) -> str:
    """The words of a text between spaces."""
    return f" {' '.join(map(gefaltet.__getitem__, woerter(text)))} "


def _gruppen(text: str) -> "tuple[Feldarray, Feldarray]":
    """The groups of three letters, and where each begins; none has a space in its middle, so none joins two words."""
    zeichen = _TAFEL[np.frombuffer(text.encode("ascii"), np.uint8)]
    if len(zeichen) < 3:  # noqa: PLR2004 - a group of three
        leer = np.zeros(0, np.int64)
        return leer, leer
    a, b, c = zeichen[:-2], zeichen[1:-1], zeichen[2:]
    (stelle,) = np.nonzero(b)
    return ((a * _ZEICHEN + b) * _ZEICHEN + c)[stelle], stelle


def bereiche(state: "State", arten: Collection[str]) -> list[range]:
    """Numbers of the nodes of these kinds; of all when none is named."""
    return [state.bereich(a) for a in arten] if arten else [range(state.n)]
