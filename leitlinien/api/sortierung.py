"""Order of a list by its columns, and where a page marker stands in it. Text sorts as in a German dictionary."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from leitlinien.api.kontext import Blick
from leitlinien.api.seiten import marke, ort, teile
from leitlinien.errors import UngueltigerCursor
from leitlinien.kinds import Auswahl
from leitlinien.state import Spalte

Zahlen = npt.NDArray[np.int64]


class Sortierrichtung(Auswahl):
    """In welcher Richtung eine Liste sortiert wird; was leer ist, steht in beiden Richtungen am Ende."""

    AUFSTEIGEND = "Kleinste Werte, frühe Tage und A zuerst."
    ABSTEIGEND = "Größte Werte, späte Tage und Z zuerst."


def woerterbuch(text: str) -> tuple[str, str]:
    """Sort key of a text: as in a dictionary (DIN 5007-1, ä as a, ß as ss), then by code points."""
    zerlegt = unicodedata.normalize("NFKD", text.casefold())
    return "".join(z for z in zerlegt if not unicodedata.combining(z)), text


class Rangordnung:
    """A column as numbers in its order: what is empty stands last, equal values have equal numbers."""

    def __init__(self, spalte: Spalte) -> None:
        self.vorhanden = spalte.vorhanden
        self._spalte = spalte
        self._werte: list[Any] | None = None
        if spalte.array is not None:
            self.zahlen: Zahlen = spalte.array.astype(np.int64)
        else:
            self._schluessel: Callable[[Any], Any] = woerterbuch if spalte.feld.typ is str else lambda w: w
            self._werte = sorted({self._schluessel(w) for w in spalte.werte if w is not None})
            platz = {w: 2 * k for k, w in enumerate(self._werte)}
            self.zahlen = np.fromiter(
                (0 if w is None else platz[self._schluessel(w)] for w in spalte.werte), np.int64, len(spalte)
            )

    def wert(self, k: int) -> str | int | None:
        """What a page marker says about row k."""
        if not self.vorhanden[k]:
            return None
        return int(self.zahlen[k]) if self._werte is None else str(self._spalte[k])

    def zahl(self, wert: object) -> int:
        """Where a marker's value stands among the numbers, or between two. Raises `TypeError`, `ArithmeticError`."""
        if self._werte is None:
            if not isinstance(wert, int):
                raise TypeError(wert)
            return wert
        if not isinstance(wert, str):
            raise TypeError(wert)
        schluessel = self._schluessel(wert if self._spalte.feld.typ is str else Decimal(wert))
        k = bisect_left(self._werte, schluessel)
        return 2 * k if k < len(self._werte) and self._werte[k] == schluessel else 2 * k - 1


_ordnungen: "WeakKeyDictionary[Spalte, Rangordnung]" = WeakKeyDictionary()


def rangordnung(spalte: Spalte) -> Rangordnung:
    """The order of a column, kept as long as the column."""
    if spalte not in _ordnungen:
        _ordnungen[spalte] = Rangordnung(spalte)
    return _ordnungen[spalte]


class Ordnung:
    """The nodes of one kind in the order that `sortierung` asks for; ends with the id, so it is total."""

    def __init__(
        self, blick: Blick, art: str, nummern: Zahlen | range, sortierung: Sequence[Mapping[str, Any]]
    ) -> None:
        """`nummern` ascend."""
        self._state = blick.state
        self._art = art
        self._ab = blick.state.bereich(art).start
        felder = blick.state.modell.arten[art].feld
        self._angaben: list[tuple[str, bool, Rangordnung | None]] = []
        for teil in sortierung:
            name = teil["feld"].value
            ab = teil.get("richtung") is Sortierrichtung.ABSTEIGEND
            spalte = blick.state.spalte(art, felder[name]) if name in felder and name != ID else None
            self._angaben.append((name, ab, rangordnung(spalte) if spalte is not None else None))
        self.nummern = nummern
        if not self._angaben:
            return
        nummern = np.asarray(nummern, np.int64)
        schluessel = self._schluessel(nummern)
        reihenfolge = np.lexsort(schluessel[::-1])
        self.nummern = nummern[reihenfolge]
        self._sortiert = [s[reihenfolge] for s in schluessel]

    def marke(self, nummer: int) -> str:
        """Page marker of a node in this order."""
        zeile = nummer - self._ab
        werte = [o.wert(zeile) if o else None for _, _, o in self._angaben]
        return marke([self._kopf(), werte, self._art, self._state.pfad(nummer)])

    def nach(self, cursor: str) -> int:
        """Index of the first node after a marker. Raises `UngueltigerCursor`."""
        return self._zaehle(cursor, einschliesslich=True)

    def vor(self, cursor: str) -> int:
        """Index of the first node not before a marker. Raises `UngueltigerCursor`."""
        return self._zaehle(cursor, einschliesslich=False)

    def _kopf(self) -> str:
        return ",".join(name + ("-" if ab else "+") for name, ab, _ in self._angaben)

    def _schluessel(self, nummern: Zahlen) -> list[npt.NDArray[Any]]:
        zeilen = nummern - self._ab
        schluessel: list[npt.NDArray[Any]] = []
        for _, ab, ordnung in self._angaben:
            if ordnung is None:
                schluessel.append(-nummern if ab else nummern)
                continue
            da = ordnung.vorhanden[zeilen]
            zahlen = np.where(da, ordnung.zahlen[zeilen], 0)
            schluessel += [~da, -zahlen if ab else zahlen]
        return [*schluessel, nummern]

    def _zaehle(self, cursor: str, *, einschliesslich: bool) -> int:
        """How many nodes stand before the marker, with or without the node it names."""
        kopf, werte, art, pfad = teile(cursor, 4)
        if kopf != self._kopf() or art != self._art or not isinstance(werte, list) or len(werte) != len(self._angaben):
            raise UngueltigerCursor(cursor)
        platz = ort(self._state, art, pfad, cursor)
        if not self._angaben:
            return (bisect_right if einschliesslich else bisect_left)(self.nummern, platz)
        grenze: list[float] = []
        try:
            for wert, (_, ab, ordnung) in zip(werte, self._angaben, strict=True):
                if ordnung is None:
                    grenze.append(-platz if ab else platz)
                    continue
                zahl = 0 if wert is None else ordnung.zahl(wert)
                grenze += [wert is None, -zahl if ab else zahl]
        except (TypeError, ArithmeticError) as fehler:
            raise UngueltigerCursor(cursor) from fehler
        davor = np.zeros(len(self.nummern), bool)
        gleich = np.ones(len(self.nummern), bool)
        for spalte, wert in zip(self._sortiert, [*grenze, platz], strict=True):
            davor |= gleich & (spalte < wert)
            gleich &= spalte == wert
        return int(davor.sum() + (gleich.sum() if einschliesslich else 0))


ID = "id"
"""Name of the sort key that is no field."""
