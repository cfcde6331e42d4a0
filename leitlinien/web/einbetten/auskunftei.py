"""Finds what an address means in the newest state, or in the history when it is not there any more."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from leitlinien.web.einbetten import ziel
from leitlinien.web.einbetten.auskunft import Auskunft, Leser, Zustand
from leitlinien.web.knotenumzug import heute_unter

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.store import Geschichte
    from leitlinien.web.app import Dienst

GEMERKT = 5000
"""Histories that are kept at hand."""


class Fund(NamedTuple):
    """What is known about an address."""

    zustand: Zustand
    auskunft: Auskunft | None
    umgezogen: bool = False
    """Whether the node has another address today."""


class Auskunftei:
    """Answers about addresses; each request takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self.programm = programm
        self._geschichte = lru_cache(GEMERKT)(self._lies)

    def leser(self, state: "State") -> Leser:
        """Reader of a state, today."""
        return Leser(state, self.programm.adressen)

    def zu_pfad(self, leser: Leser, pfad: str) -> Auskunft | None:
        """About a node that is there, here or where it moved to, or that was once; None when there never was one."""
        pfad = heute_unter(leser.state, pfad) or pfad
        nummer = leser.state.nummer(pfad)
        geschichte = self._geschichte(pfad, leser.state.revision)
        if nummer is not None:
            return leser.auskunft(nummer, geschichte)
        return leser.aufgehoben(geschichte) if geschichte is not None and geschichte.ende is not None else None

    def _lies(self, pfad: str, revision: int) -> "Geschichte | None":
        # an empty store has a state, but no revision
        return self.programm.geschichte(pfad, revision) if revision else None

    def finder(self, state: "State", hier: str) -> Callable[[str], Fund]:
        """Finds what is meant by addresses, local paths or IRIs; `hier` is this server's own address."""
        leser = self.leser(state)

        def finde(text: str) -> Fund:
            gemeint = ziel.lies(text, self.programm.adressen, hier)
            if gemeint.ungueltig:
                return Fund(Zustand.UNGUELTIG, None)
            for pfad in gemeint.pfade:
                if (auskunft := self.zu_pfad(leser, pfad)) is not None:
                    return Fund(auskunft.zustand, auskunft, auskunft.id != pfad)
            return Fund(Zustand.FREMD if gemeint.fremd else Zustand.UNBEKANNT, None)

        return finde
