"""One file of plain arrays: written once, mapped by every reader, its pages shared by all processes.

The file is the arrays one after another, each at a multiple of 64 bytes; the directory of names, types and places
is in the folder's `meta.json`. One map instead of hundreds of `.npy` files, so that a state opens in a millisecond.
"""

import mmap
import zlib
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
import orjson

from leitlinien.errors import Speicherfehler

__all__ = [
    "Ablage",
    "AblageSchreiber",
    "Feldarray",
    "Sicht",
    "StandBeschaedigt",
    "dateisumme",
    "lies_meta",
    "schreibe_meta",
]

Feldarray: TypeAlias = npt.NDArray[Any]
Sicht: TypeAlias = "memoryview[Any]"
"""A typed memoryview: indexing gives a plain int, which is several times faster than a numpy scalar."""

RASTER = 64
KENNUNG = b"leitlinien-stand".ljust(RASTER, b"\0")
_BLOCK = 1 << 22
_SUMME = "crc32"


class StandBeschaedigt(Speicherfehler):
    """The folder of a read state is incomplete, of another format or damaged; it can be rebuilt from the store."""

    code = "STAND_BESCHAEDIGT"


def dateisumme(datei: Path) -> int:
    """CRC-32 of a file."""
    summe = 0
    with datei.open("rb") as ein:
        while block := ein.read(_BLOCK):
            summe = zlib.crc32(block, summe)
    return summe


def schreibe_meta(datei: Path, meta: dict[str, Any]) -> None:
    """Write a directory with its own checksum."""
    datei.write_bytes(orjson.dumps(meta | {_SUMME: zlib.crc32(orjson.dumps(meta))}))


def lies_meta(datei: Path) -> dict[str, Any]:
    """Read a directory. Raises OSError, or ValueError when it is not as it was written."""
    meta: dict[str, Any] = orjson.loads(datei.read_bytes())
    if not isinstance(meta, dict) or meta.pop(_SUMME, None) != zlib.crc32(orjson.dumps(meta)):
        raise ValueError(datei.name)
    return meta


class AblageSchreiber:
    """Writes arrays into one file and keeps the directory. A context manager: leaving it closes the file."""

    def __init__(self, datei: Path) -> None:
        self._aus = datei.open("wb")
        self.verzeichnis: dict[str, tuple[str, int, int]] = {}
        """Name -> (numpy dtype, offset in bytes, number of elements)."""
        self._stelle = 0
        self._summe = 0
        self._schreibe(KENNUNG)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._aus.close()

    def _schreibe(self, inhalt: "bytes | Sicht") -> None:
        self._aus.write(inhalt)
        self._stelle += len(inhalt)
        self._summe = zlib.crc32(inhalt, self._summe)

    def lege(self, name: str, werte: Feldarray | bytes) -> None:
        """Append one array (bytes become uint8)."""
        feld = np.frombuffer(werte, np.uint8) if isinstance(werte, bytes) else np.ascontiguousarray(werte)
        self._schreibe(bytes(-self._stelle % RASTER))
        self.verzeichnis[name] = (feld.dtype.str, self._stelle, feld.size)
        if feld.size:
            self._schreibe(feld.view(np.uint8).data)

    def uebernimm(self, datei: Path, verzeichnis: dict[str, tuple[str, int, int]]) -> None:
        """Append the arrays of another file that was written like this one."""
        self._schreibe(bytes(-self._stelle % RASTER))
        ab = self._stelle
        with datei.open("rb") as ein:
            while block := ein.read(_BLOCK):
                self._schreibe(block)
        for name, (dtype, stelle, anzahl) in verzeichnis.items():
            self.verzeichnis[name] = (dtype, ab + stelle, anzahl)

    def meta(self) -> dict[str, Any]:
        """What `Ablage` needs to open the file, ready for JSON."""
        return {"groesse": self._stelle, "crc32": self._summe, "arrays": self.verzeichnis}


class Ablage:
    """A mapped file of arrays, read only.

    Raises `StandBeschaedigt` when the file is not the one its directory describes.
    """

    def __init__(self, datei: Path, meta: dict[str, Any]) -> None:
        self._verzeichnis: dict[str, tuple[str, int, int]] = meta["arrays"]
        self._crc32: int = meta["crc32"]
        self.groesse: int = meta["groesse"]
        """Size in bytes."""
        with datei.open("rb") as ein:
            self._karte = mmap.mmap(ein.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._karte) != self.groesse or self._karte[:RASTER] != KENNUNG:
            raise StandBeschaedigt(f"{datei.name} im Lesestand ist nicht die geschriebene Datei.")
        self._bytes = memoryview(self._karte)

    def pruefe(self) -> bool:
        """Whether every byte is still the one written (about a gigabyte a second)."""
        summe = 0
        for ab in range(0, self.groesse, _BLOCK):
            summe = zlib.crc32(self._bytes[ab : ab + _BLOCK], summe)
        return summe == self._crc32

    def __contains__(self, name: str) -> bool:
        return name in self._verzeichnis

    def array(self, name: str) -> Feldarray:
        """The array of that name as numpy sees it."""
        dtype, ab, anzahl = self._verzeichnis[name]
        return np.frombuffer(self._karte, np.dtype(dtype), anzahl, ab)

    def sicht(self, name: str) -> Sicht:
        """The array of that name as a memoryview of plain ints (bytes for uint8)."""
        dtype, ab, anzahl = self._verzeichnis[name]
        typ = np.dtype(dtype)
        return self._bytes[ab : ab + anzahl * typ.itemsize].cast(typ.char)  # type: ignore[arg-type]

    def bytes_von(self, vorsatz: str) -> int:
        """Size of all arrays whose name begins with `vorsatz`."""
        return sum(
            np.dtype(dtype).itemsize * anzahl
            for name, (dtype, _, anzahl) in self._verzeichnis.items()
            if name.startswith(vorsatz)
        )
