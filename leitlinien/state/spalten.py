"""Columns: one field over all nodes of one kind, read from the mapped arrays. `spaltenbau` says how they are held."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, ClassVar, overload

import numpy as np
import orjson

from leitlinien.kinds import Auswahl, Feld
from leitlinien.rows import Wert
from leitlinien.state.ablage import Ablage, Feldarray
from leitlinien.state.spaltenbau import HEX, LEER_TEXT, SPRACHE, ZURUECK, wahrheit

__all__ = ["Spalte", "oeffne_spalte"]


class Spalte(Sequence[Any], ABC):
    """One field over all nodes of a kind, in their order; a sequence of typed values (None where there is none)."""

    __hash__ = object.__hash__

    def __init__(self, feld: Feld, anzahl: int) -> None:
        self.feld = feld
        self._anzahl = anzahl

    def __eq__(self, andere: object) -> bool:
        return self is andere

    def __len__(self) -> int:
        return self._anzahl

    @overload
    def __getitem__(self, k: int) -> Any: ...
    @overload
    def __getitem__(self, k: slice) -> list[Any]: ...
    def __getitem__(self, k: int | slice) -> Any:
        if isinstance(k, slice):
            return [self._wert(j) for j in range(*k.indices(self._anzahl))]
        if not -self._anzahl <= k < self._anzahl:
            raise IndexError(k)
        return self._wert(k % self._anzahl)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.werte)

    @abstractmethod
    def _wert(self, k: int) -> Any:
        """Typed value of the k-th node."""

    @abstractmethod
    def lexikal(self, k: int) -> Wert | None:
        """The value as the rows have it, nothing lost; None where there is none."""

    @cached_property
    def werte(self) -> list[Any]:
        """All values at once; kept, because filters ask for the same column again and again."""
        return [self._wert(k) for k in range(self._anzahl)]

    @property
    def array(self) -> Feldarray | None:
        """The held numbers for filters and sorting: member codes, bits, ordinals, integers; None for text."""
        return None

    @property
    @abstractmethod
    def vorhanden(self) -> Feldarray:
        """Where there is a value, as a mask over the kind."""


class LeereSpalte(Spalte):
    """A column nobody has a value in."""

    def _wert(self, k: int) -> Any:  # noqa: ARG002 - all are alike
        return [] if self.feld.viele else None

    def lexikal(self, k: int) -> Wert | None:  # noqa: ARG002 - all are alike
        """None."""
        return None

    @property
    def vorhanden(self) -> Feldarray:
        """Nowhere."""
        return np.zeros(self._anzahl, bool)


class Zahlspalte(Spalte):
    """A column held as numbers: members, dates, integers, truth values."""

    def __init__(self, feld: Feld, anzahl: int, ablage: Ablage, name: str, eintrag: dict[str, Any]) -> None:
        super().__init__(feld, anzahl)
        self._array = ablage.array(f"{name}/zahl")
        self._zahl = ablage.sicht(f"{name}/zahl")
        self._leer: int = eintrag["leer"]
        self._ausnahmen: dict[int, Wert] = {int(k): w for k, w in eintrag.get("ausnahmen", {}).items()}
        self._form: str = eintrag["form"]
        self._mitglieder: list[Any] = list(feld.typ) if issubclass(feld.typ, Auswahl) else []
        lesen: dict[str, Callable[[int], Any]] = {
            "auswahl": self._mitglieder.__getitem__,
            "datum": date.fromordinal,
            "bool": bool,
            "ganz": int,
            "maske": self._mitgliederliste,
        }
        self._lesen = lesen[self._form]

    def _mitgliederliste(self, bits: int) -> list[Any]:
        return [m for b, m in enumerate(self._mitglieder) if bits >> b & 1]

    def _wert(self, k: int) -> Any:
        zahl = self._zahl[k]
        if zahl == self._leer:
            return [] if self.feld.viele else None
        return self._lesen(zahl)

    def lexikal(self, k: int) -> Wert | None:
        """The value as written."""
        if k in self._ausnahmen:
            return self._ausnahmen[k]
        zahl = self._zahl[k]
        if zahl == self._leer:
            return None
        if self._form == "auswahl":
            return str(self._mitglieder[zahl].name)
        if self._form == "maske":
            return sorted(m.name for m in self._mitgliederliste(zahl))
        return ZURUECK[self._form](zahl)

    @property
    def array(self) -> Feldarray:
        """The held numbers; `vorhanden` says which of them count."""
        return self._array

    @cached_property
    def vorhanden(self) -> Feldarray:
        """Where there is a number."""
        return np.asarray(self._array != self._leer)


class Textspalte(Spalte):
    """A column held as text: strings and decimals, integers beyond 64 bits."""

    def __init__(self, feld: Feld, anzahl: int, ablage: Ablage, name: str) -> None:
        super().__init__(feld, anzahl)
        self._blob, self._ab = ablage.sicht(f"{name}/blob"), ablage.sicht(f"{name}/ab")
        self._nummer = ablage.sicht(f"{name}/nummer") if f"{name}/nummer" in ablage else None
        self._laengen = np.diff(ablage.array(f"{name}/ab").astype(np.int64))
        self._nummern = ablage.array(f"{name}/nummer") if self._nummer is not None else None

    _LESEN: ClassVar[dict[type, Callable[[str], Any]]] = {Decimal: Decimal, int: int}

    def _roh(self, k: int) -> bytes:
        j = k if self._nummer is None else self._nummer[k]
        return bytes(self._blob[self._ab[j] : self._ab[j + 1]])

    def _text(self, k: int) -> str | None:
        roh = self._roh(k)
        if not roh:
            return None
        if roh[0] < HEX:
            return roh.decode()
        if roh[0] == HEX:
            return roh[1:].hex()
        return "" if roh == LEER_TEXT else roh.partition(b"\0")[2].decode()

    def _wert(self, k: int) -> Any:
        text = self._text(k)
        lesen = self._LESEN.get(self.feld.typ)
        if text is None or lesen is None:
            return text
        try:
            return lesen(text)
        except (InvalidOperation, ValueError):
            return None

    def lexikal(self, k: int) -> Wert | None:
        """The text, with its language tag where it has one of its own."""
        roh = self._roh(k)
        if roh[:1] != bytes((SPRACHE,)):
            return self._text(k)
        tag, _, text = roh[1:].partition(b"\0")
        return {tag.decode(): text.decode()}

    @cached_property
    def vorhanden(self) -> Feldarray:
        """Where there is a text, be it empty."""
        da = self._laengen > 0
        return da if self._nummern is None else np.asarray(da[self._nummern])


class Listenspalte(Textspalte):
    """A column with several values a node that are no members of a short list."""

    _LESEN: ClassVar[dict[type, Callable[[str], Any]]] = {
        Decimal: Decimal,
        int: int,
        date: date.fromisoformat,
        bool: wahrheit,
    }

    def _wert(self, k: int) -> list[Any]:
        werte = self.lexikal(k) or []
        if issubclass(self.feld.typ, Auswahl):
            return [self.feld.typ[w] for w in werte]
        return list(map(self._LESEN.get(self.feld.typ, str), werte))

    def lexikal(self, k: int) -> Wert | None:
        """The list as written."""
        roh = self._roh(k)
        if not roh:
            return None
        return list(orjson.loads(roh)) if roh[:1] == b"[" else [roh.decode()]


def oeffne_spalte(ablage: Ablage, name: str, feld: Feld, anzahl: int, eintrag: dict[str, Any] | None) -> Spalte:
    """The column written under `name`; `eintrag` is what writing it returned, None for a kind without nodes."""
    form = eintrag["form"] if eintrag else "leer"
    if eintrag is None or form == "leer":
        return LeereSpalte(feld, anzahl)
    if form == "text":
        return Textspalte(feld, anzahl, ablage, name)
    if form == "liste":
        return Listenspalte(feld, anzahl, ablage, name)
    return Zahlspalte(feld, anzahl, ablage, name, eintrag)
