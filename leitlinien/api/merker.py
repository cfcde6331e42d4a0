"""A memory bounded by weight: the least recently used entries go first. Safe to use from several threads."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
W = TypeVar("W")


class Merker(Generic[K, W]):
    """Entries by key, each with a weight; together at most `hoechstens`."""

    def __init__(self, hoechstens: int) -> None:
        self.hoechstens = hoechstens
        self.gewicht = 0
        """Weight of all entries."""
        self._eintraege: OrderedDict[K, tuple[W, int]] = OrderedDict()
        self._schloss = Lock()

    def __len__(self) -> int:
        return len(self._eintraege)

    def hole(self, schluessel: K) -> W | None:
        """The entry, now the most recently used one; None when there is none."""
        eintrag = self._eintraege.get(schluessel)
        if eintrag is None:
            return None
        try:  # noqa: SIM105 - `suppress` takes longer than all the rest
            self._eintraege.move_to_end(schluessel)
        except KeyError:  # another thread has just dropped it; it is as good as before
            pass
        return eintrag[0]

    def merke(self, schluessel: K, wert: W, gewicht: int) -> None:
        """Keep an entry; one that weighs more than an eighth of all is not worth it."""
        if gewicht * 8 > self.hoechstens:
            return
        with self._schloss:
            alt = self._eintraege.pop(schluessel, None)
            self.gewicht += gewicht - (alt[1] if alt else 0)
            self._eintraege[schluessel] = wert, gewicht
            while self.gewicht > self.hoechstens:
                _, (_, weg) = self._eintraege.popitem(last=False)
                self.gewicht -= weg
