"""The list of one kind: filtered, ordered, one page of it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from leitlinien.api.gruppe import Gruppe, Stelle, Stellen
from leitlinien.api.kontext import Blick
from leitlinien.api.masken import nummern
from leitlinien.api.seiten import Ausschnitt, ausschnitt
from leitlinien.api.sortierung import Ordnung


class Listeneintrag:
    """One edge of a list: a node and its page marker."""

    __slots__ = ("liste", "nummer")

    def __init__(self, liste: "Liste", nummer: int) -> None:
        self.liste = liste
        self.nummer = nummer

    def ziel(self) -> Stelle:
        """The node."""
        return self.liste.gruppe.stelle(self.nummer)

    def cursor(self) -> str:
        """Its page marker."""
        return self.liste.ordnung.marke(self.nummer)


class Liste:
    """A page of the nodes of one kind. Raises `UngueltigerCursor`, `UngueltigeGroesse`, `UngueltigeId`."""

    def __init__(self, blick: Blick, art: str, argumente: Mapping[str, Any]) -> None:
        self.blick = blick
        self._art = art
        self._bedingung: Mapping[str, Any] = argumente.get("filter") or {}
        alle = nummern(blick, art, self._bedingung) if self._bedingung else blick.state.bereich(art)
        self.ordnung = Ordnung(blick, art, alle, argumente.get("sortierung") or ())
        after, before = argumente.get("after"), argumente.get("before")
        self.ausschnitt: Ausschnitt = ausschnitt(
            len(self.ordnung.nummern),
            argumente,
            self.ordnung.nach(after) if after is not None else 0,
            self.ordnung.vor(before) if before is not None else None,
        )
        self._nummern = list(map(int, self.ordnung.nummern[self.ausschnitt.von : self.ausschnitt.bis]))

    @cached_property
    def gruppe(self) -> Gruppe:
        """The nodes of the page."""
        return Gruppe(self.blick, self._nummern)

    def knoten(self) -> Sequence[Stelle]:
        """Nodes of the page."""
        return Stellen(self.gruppe, self._nummern)

    def eintraege(self) -> list[Listeneintrag]:
        """Edges of the page."""
        return [Listeneintrag(self, n) for n in self._nummern]

    def weitere(self) -> int:
        """By how many the list would grow with proposals; negative when it would shrink."""
        mit = self.blick.mit_vorschlaegen()
        return len(nummern(mit, self._art, self._bedingung)) - self.ausschnitt.gesamt
