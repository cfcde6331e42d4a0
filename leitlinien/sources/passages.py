"""Passages: the text that positions and hashes refer to, where a passage stands in it, and how words are found.

The text rule: the file decoded, Unicode NFC, every run of white space (as `str.split()` sees it) one space, ends
stripped. Positions count code points, end exclusive. Hashes are SHA-256 of the UTF-8 bytes of the passage or of the
whole normalised text; a data file may be hashed over its bytes as they are.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from leitlinien.errors import Eingabefehler


def normalisiere(text: str) -> str:
    """The text that positions and hashes refer to; applying it twice changes nothing."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def bytehash(inhalt: bytes) -> str:
    """SHA-256 of bytes, lower-case hexadecimal."""
    return hashlib.sha256(inhalt).hexdigest()


def dokumenthash(text: str) -> str:
    """SHA-256 of the normalised text as UTF-8, lower-case hexadecimal."""
    return bytehash(normalisiere(text).encode())


class Anker(NamedTuple):
    """Where a passage stands: first character, first character after it, SHA-256 of its wording."""

    von: int
    bis: int
    sha256: str


class Quelltext:
    """One document in memory: normalised, with the lines of the file kept as a way to say where a passage stands."""

    def __init__(self, roh: str) -> None:
        zeilen = [normalisiere(z) for z in re.split(r"\r\n|\r|\n", unicodedata.normalize("NFC", roh))]
        self.text = " ".join(z for z in zeilen if z)
        self._nummern: list[int] = []
        self._beginne: list[int] = []
        stelle = 0
        for nummer, zeile in enumerate(zeilen, 1):
            if zeile:
                self._nummern.append(nummer)
                self._beginne.append(stelle)
                stelle += len(zeile) + 1

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the whole normalised text."""
        return bytehash(self.text.encode())

    def anker(self, von: int, bis: int) -> Anker:
        """Anchor of the passage between two positions."""
        return Anker(von, bis, bytehash(self.text[von:bis].encode()))

    def zeilen(self, erste: int, letzte: int) -> Anker:
        """Anchor of whole lines of the file, counted from 1, both included. Raises `ValueError` when they are empty."""
        ab, bis = bisect_left(self._nummern, erste), bisect_right(self._nummern, letzte)
        if ab == bis:
            raise ValueError((erste, letzte))
        return self.anker(self._beginne[ab], self._beginne[bis] - 1 if bis < len(self._beginne) else len(self.text))

    def lokator(self, von: int, bis: int) -> str:
        """A hint where the passage stands, in lines of the file and sentences of the line: `Z10 Satz 2`."""
        erste, letzte = self._zeile(von), self._zeile(max(von, bis - 1))
        if erste != letzte:
            return f"Z{self._nummern[erste]}–{self._nummern[letzte]}"
        beginn = self._beginne[erste]
        ende = self._beginne[erste + 1] - 1 if erste + 1 < len(self._beginne) else len(self.text)
        grenzen = [0, *_satzgrenzen(self.text[beginn:ende])]
        satz_von = bisect_right(grenzen, von - beginn)
        satz_bis = bisect_right(grenzen, max(von, bis - 1) - beginn)
        if len(grenzen) == 1 or (satz_von, satz_bis) == (1, len(grenzen)):
            return f"Z{self._nummern[erste]}"
        satz = f"{satz_von}" if satz_von == satz_bis else f"{satz_von}–{satz_bis}"
        return f"Z{self._nummern[erste]} Satz {satz}"

    def wiederfinden(self, anker: Anker) -> Anker | None:
        """Where the wording of an anchor stands now: the nearest place of the same length and hash that begins a word.

        The wording itself is not stored, so windows are hashed; word beginnings only, because passages begin there.
        """
        laenge = anker.bis - anker.von
        stellen = [0, *(m.end() for m in re.finditer(r"\W+", self.text))]
        for von in sorted(stellen, key=lambda s: abs(s - anker.von)):
            if von + laenge <= len(self.text) and self.anker(von, von + laenge).sha256 == anker.sha256:
                return Anker(von, von + laenge, anker.sha256)
        return None

    def _zeile(self, stelle: int) -> int:
        return max(0, bisect_right(self._beginne, stelle) - 1)


_KEIN_SATZENDE = re.compile(
    r"(?:\b(?:[A-Za-zÄÖÜäöü]|Dr|Nr|Art|Abs|bzw|ca|vgl|usw|etc|ggf|inkl|insb|Prof|St|sog|evtl)|\d)\.$"
)


def _satzgrenzen(zeile: str) -> Iterator[int]:
    """Positions where a new sentence begins: a hint for people, no grammar; dates and some abbreviations are known."""
    for m in re.finditer(r"[.!?][\"“”«»)]* (?=[\"„»«(]?[A-ZÄÖÜ0-9])", zeile):
        if not _KEIN_SATZENDE.search(zeile, 0, m.start() + 1):
            yield m.end()


@dataclass(frozen=True, slots=True)
class Fund:
    """One place where words occur in a document."""

    anker: Anker
    lokator: str
    """Hint for the passage's locator, e.g. `Z10 Satz 2`; the document's own counting is better where it has one."""
    wortlaut: str
    """The words as the document has them."""
    genau: bool
    """Whether they stand there exactly as asked, or only with other case, spacing, quotation marks or dashes."""


_ANFUEHRUNG = "\"'„“”‚‘’«»‹›"
_STRICHE = "-–—‐‑−"


def finde(roh: str, worte: str) -> list[Fund]:
    """All places where `worte` occur in the text of a file, in order.

    Exact places first; only when there is none, case, spacing, quotation marks and dashes are forgiven.
    Raises `Eingabefehler` when no word is given.
    """
    gesucht = normalisiere(worte)
    if not gesucht:
        raise Eingabefehler("Kein Wort angegeben. Bitte die gesuchten Worte in Anführungszeichen setzen.")
    text = Quelltext(roh)
    for genau, muster in ((True, re.compile(re.escape(gesucht))), (False, _nachsichtig(gesucht))):
        funde = [
            Fund(text.anker(*m.span()), text.lokator(*m.span()), m.group(), genau) for m in muster.finditer(text.text)
        ]
        if funde:
            return funde
    return []


def _nachsichtig(gesucht: str) -> re.Pattern[str]:
    def zeichen(z: str) -> str:
        gruppe = next((g for g in (_ANFUEHRUNG, _STRICHE) if z in g), "")
        return f"[{re.escape(gruppe)}]" if gruppe else re.escape(z)

    return re.compile(r"\s?".join("".join(zeichen(z) for z in wort) for wort in gesucht.split()), re.IGNORECASE)
