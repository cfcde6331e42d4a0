"""Gathers links as arrays of numbers, sorts and writes them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np

from leitlinien.rows import BLOSS, Angaben, Linkspalten
from leitlinien.state.ablage import AblageSchreiber, Feldarray
from leitlinien.state.kanten import STATUS, VORSCHLAG, schreibe_aussagen, schreibe_nachbarn

__all__ = ["Linkbau"]


class Linkbau:
    """All links as arrays of numbers, sorted by relation, source, target.

    Left out are links of relations the model does not know and those with an end that is no node.
    """

    def __init__(self, links: Iterable[Linkspalten], nummer: Mapping[str, int], praedikate: Sequence[str]) -> None:
        self._nummer, self._praedikate = nummer, praedikate
        self._satz = _Satznummern()
        codes = {p: k for k, p in enumerate(praedikate)}
        teile = [np.zeros((4, 0), np.int32)]
        for von, namen, nach, angaben in links:
            teil = np.empty((4, len(von)), np.int32)
            teil[0] = np.fromiter(map(codes.get, namen, repeat(-1)), np.int32, len(von))
            teil[1] = np.fromiter(map(nummer.get, von, repeat(-1)), np.int32, len(von))
            teil[2] = np.fromiter(map(nummer.get, nach, repeat(-1)), np.int32, len(von))
            teil[3] = self._satz.nummern(angaben)
            teile.append(teil)
        alle = np.concatenate(teile, axis=1)
        del teile
        self.gesamt: int = alle.shape[1]
        """How many links there were, those left out among them."""
        alle = alle[:, (alle[:3] >= 0).all(axis=0)]
        code, von_, nach_, satz = alle
        ordnung = _ordnung(nach_, von_, code)
        self.code, self.von, self.nach, self.angaben = (f[ordnung] for f in (code, von_, nach_, satz))

    def schreibe(self, aus: AblageSchreiber) -> dict[str, list[dict[str, Any]]]:
        """Write both directions of every relation that occurs, and the records."""
        relationen: dict[str, list[dict[str, Any]]] = {}
        grenzen = np.searchsorted(self.code, np.arange(len(self._praedikate) + 1))
        for c in range(len(self._praedikate)):
            a, b = int(grenzen[c]), int(grenzen[c + 1])
            if a == b:
                continue
            von, nach, angaben = self.von[a:b], self.nach[a:b], self.angaben[a:b]
            vor = schreibe_nachbarn(aus, f"kante/{c}/vor", von, nach, angaben)
            um = _ordnung(von, nach)
            relationen[str(c)] = [vor, schreibe_nachbarn(aus, f"kante/{c}/rueck", nach[um], von[um], angaben[um])]
        schreibe_aussagen(aus, self._satz.angaben, self._nummer)
        return relationen

    def gesicherte(self, praedikate: Iterable[str]) -> tuple[Feldarray, Feldarray]:
        """Sources and targets of the links of these relations, without proposals."""
        saetze = self._satz.angaben
        offen = np.fromiter((STATUS.index(a.status) == VORSCHLAG for a in saetze), bool, len(saetze))
        vorschlag = np.append(offen, np.False_)[self.angaben]  # -1 is the appended one
        m = np.isin(self.code, [self._praedikate.index(p) for p in praedikate]) & ~vorschlag
        return self.von[m], self.nach[m]


class _Satznummern:
    """Numbers what links say about themselves: one record for each distinct thing said, -1 for nothing."""

    def __init__(self) -> None:
        self.angaben: list[Angaben] = []
        """The records, by number."""
        self._nach_wert: dict[Angaben, int] = {BLOSS: -1}
        self._nach_id: dict[int, tuple[int, Angaben]] = {id(BLOSS): (-1, BLOSS)}
        """The same by object, as hashing one takes longer than anything else; holding it keeps its id its own."""

    def nummern(self, angaben: Sequence[Angaben]) -> list[int]:
        bekannt = self._nach_id
        return [-1 if a is BLOSS else (bekannt.get(id(a)) or self._neu(a))[0] for a in angaben]

    def _neu(self, a: Angaben) -> tuple[int, Angaben]:
        nummer = self._nach_wert.get(a)
        if nummer is None:
            nummer = self._nach_wert[a] = len(self.angaben)
            self.angaben.append(a)
        eintrag = self._nach_id[id(a)] = nummer, a
        return eintrag


def _ordnung(nach: Feldarray, von: Feldarray, code: Feldarray | None = None) -> Feldarray:
    """Order by code, then `von`, then `nach`: one sort of all three in one number, where 64 bits hold them."""
    breite = max(int(nach.max(initial=0)), int(von.max(initial=0))).bit_length()
    schluessel = von.astype(np.int64) << breite | nach
    if code is None:
        return np.argsort(schluessel, kind="stable")
    if 2 * breite + int(code.max(initial=0)).bit_length() >= 64:  # noqa: PLR2004 - the sign's bit is not ours
        return np.lexsort((schluessel, code))
    return np.argsort(code.astype(np.int64) << 2 * breite | schluessel, kind="stable")
