"""What was written before, kept per read state: texts of nodes whose selection depends on nothing but the state.

Bounded by weight in two generations: when the younger one has half of the room, it becomes the older one and the
former older one is dropped; what is read from the older moves to the younger. So what is in use stays, at the price of
one dictionary look-up.
"""

from collections.abc import Callable, Hashable, Iterable
from sys import getsizeof
from threading import Lock
from typing import Any, TypeAlias, TypeVar
from weakref import WeakKeyDictionary, ref

from leitlinien.state import State

__all__ = ["Faecher", "Gedaechtnis", "Texte"]

K = TypeVar("K", bound=Hashable)
Texte: TypeAlias = Iterable[tuple[list[K], list[str]]]
"""What was written, part by part: names of objects and their texts."""

HOECHSTENS = 64_000_000
"""Bytes of all texts, with what keeping them costs."""
ZUSCHLAG = 110
"""Bytes that an entry of a dictionary costs beside its text."""


def _niemand() -> None:
    """A reference to nothing."""


class Fach:
    """Texts of one selection in one view, by number of the node or whatever else names an object of the state."""

    __slots__ = ("alt", "neu")

    def __init__(self) -> None:
        self.neu: dict[Any, str] = {}
        self.alt: dict[Any, str] = {}


class Faecher:
    """Texts of one state, under one base of addresses."""

    def __init__(self, gedaechtnis: "Gedaechtnis") -> None:
        self._gedaechtnis = gedaechtnis
        self._faecher: dict[tuple[int, bool], Fach] = {}

    def text(self, auswahl: int, vorschlaege: bool, schluessel: Hashable) -> str | None:
        """The text of one object, if it is known and was in use lately."""
        fach = self._faecher.get((auswahl, vorschlaege))
        return None if fach is None else fach.neu.get(schluessel)

    def texte(
        self, auswahl: int, vorschlaege: bool, schluessel: Iterable[K], schreibe: Callable[[list[K]], Texte[K]]
    ) -> dict[K, str]:
        """Texts of distinct objects; those not known are written by `schreibe`, part by part."""
        fach = self._faecher.get((auswahl, vorschlaege))
        if fach is None:
            fach = self._faecher.setdefault((auswahl, vorschlaege), Fach())
        neu, alt = fach.neu, fach.alt
        try:
            return {s: neu[s] for s in schluessel}
        except KeyError:
            pass
        texte = {s: neu[s] for s in schluessel if s in neu}
        fehlend = [s for s in schluessel if s not in texte]
        bekannt = [s for s in fehlend if s in alt]
        if bekannt:
            self._merke(fach, bekannt, [alt[s] for s in bekannt], texte)
            fehlend = [s for s in fehlend if s not in alt]
        for teil, geschrieben in schreibe(fehlend):
            self._merke(fach, teil, geschrieben, texte)
        return texte

    def _merke(self, fach: Fach, schluessel: list[K], geschrieben: list[str], texte: dict[K, str]) -> None:
        paare = dict(zip(schluessel, geschrieben, strict=True))
        texte.update(paare)
        fach.neu.update(paare)
        self._gedaechtnis.belege(sum(map(getsizeof, geschrieben)) + ZUSCHLAG * len(geschrieben))

    def altere(self) -> None:
        """Begin a new generation."""
        for schluessel, fach in list(self._faecher.items()):
            fach.alt, fach.neu = fach.neu, {}
            if not fach.alt:
                del self._faecher[schluessel]


class Gedaechtnis:
    """Texts of all states that are in use; those of a state go with it."""

    def __init__(self, hoechstens: int = HOECHSTENS) -> None:
        self.hoechstens = hoechstens
        self.gewicht = 0
        """Bytes of the younger generation; the older one has no more than half of `hoechstens`."""
        self._staende: WeakKeyDictionary[State, dict[str, Faecher]] = WeakKeyDictionary()
        self._zuletzt: tuple[Callable[[], State | None], str, Callable[[], Faecher | None]]
        self._zuletzt = _niemand, "", _niemand
        """What was asked for last, as it is asked for most of the time; referred to weakly."""
        self._schloss = Lock()

    def faecher(self, state: State, basis: str) -> Faecher:
        """The texts of a state, its addresses written under `basis`."""
        letzter, letzte_basis, letzte = self._zuletzt
        if letzter() is state and letzte_basis == basis and (faecher := letzte()) is not None:
            return faecher
        with self._schloss:
            je_basis = self._staende.setdefault(state, {})
            faecher = je_basis.setdefault(basis, Faecher(self))
            self._zuletzt = ref(state), basis, ref(faecher)
        return faecher

    def belege(self, gewicht: int) -> None:
        """Take room."""
        with self._schloss:
            self.gewicht += gewicht
            if self.gewicht * 2 > self.hoechstens:
                self.gewicht = 0
                for je_basis in list(self._staende.values()):
                    for faecher in list(je_basis.values()):
                        faecher.altere()
