"""A progress bar for what takes more than a second."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

GEDULD = 1.0
"""Seconds without a bar."""


class Balken:
    """Call it with (step, done, total); a bar appears on the error stream after a second, on a terminal only."""

    def __init__(self) -> None:
        self._beginn = time.monotonic()
        self._anzeige: Progress | None = None
        self._aufgabe: TaskID | None = None
        self._schritt = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, art: type[BaseException] | None, fehler: BaseException | None, spur: TracebackType | None
    ) -> None:
        if self._anzeige:
            self._anzeige.stop()

    def __call__(self, schritt: str, fertig: int, gesamt: int) -> None:
        """Show that `fertig` of `gesamt` are done in the step called `schritt`."""
        if self._anzeige is None:
            if not sys.stderr.isatty() or time.monotonic() - self._beginn < GEDULD:
                return
            self._anzeige = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._anzeige.start()
        if schritt != self._schritt or self._aufgabe is None:
            self._schritt, self._aufgabe = schritt, self._anzeige.add_task(schritt, total=gesamt)
        self._anzeige.update(self._aufgabe, completed=fertig, total=gesamt)
