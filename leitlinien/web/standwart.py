"""The read state of the next answer, without asking the database for each one."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from leitlinien.api import heute

if TYPE_CHECKING:
    from leitlinien.state import State

TAKT = 0.02
"""Seconds for which one look at the store's head is good: nobody can tell, and under load it is one in hundreds."""


class Lage(NamedTuple):
    """A state on a day."""

    state: "State"
    nummer: int
    """Among the states and days that were handed out; -1 for one that is not to be kept."""
    tag: date
    """Today."""


class Standwart:
    """Hands out the newest state. A look never blocks the loop; who comes while one is under way waits for it."""

    def __init__(self, hole: Callable[[], "State"], merke_wechsel: Callable[[int, float], None]) -> None:
        self._hole, self._merke_wechsel = hole, merke_wechsel
        self._lage: Lage | None = None
        self._seit = -1.0
        """When the look began that found the state."""
        self._laeuft: asyncio.Task[Lage] | None = None
        self._laeuft_seit = -1.0
        self._faeden = ThreadPoolExecutor(2, "stand")  # its own: looks must not queue behind questions

    def sofort(self) -> Lage | None:
        """The state, if the last look is good enough."""
        return self._lage if monotonic() - self._seit < TAKT else None

    async def aktuell(self) -> Lage:
        """The newest state. Raises whatever opening it raises."""
        lage = self.sofort()
        if lage is not None:
            return lage
        if self._laeuft is None or self._laeuft.done() or monotonic() - self._laeuft_seit >= TAKT:
            # a look that began long ago may have missed what was written before this request
            self._laeuft_seit = monotonic()
            self._laeuft = asyncio.ensure_future(self._sieh_nach(self._laeuft_seit))
        return await asyncio.shield(self._laeuft)

    async def _sieh_nach(self, seit: float) -> Lage:
        state = await asyncio.get_running_loop().run_in_executor(self._faeden, self._hole)
        bisher = self._lage
        if bisher is not None and bisher.state is state:
            tag = heute()
            lage = bisher if tag == bisher.tag else Lage(state, bisher.nummer + 1, tag)
        elif bisher is not None and seit < self._seit:
            return Lage(state, -1, heute())  # overtaken by a later look: for those who waited, not to be kept
        else:
            lage = Lage(state, bisher.nummer + 1 if bisher else 0, heute())
            self._merke_wechsel(state.revision, monotonic() - seit)
        self._lage, self._seit = lage, max(seit, self._seit)
        return lage
