"""Until when the work of one request may take: loops over rows ask, and stop when the time is over.

    with frist.gilt(Frist(monotonic() + 5)):
        ...                # somewhere below, in every loop that can be long:
        frist.pruefe()

The end stands beside the call, not in its arguments, so that the read state, traces and findings can ask without
knowing of requests. Outside of `gilt` there is no end.
"""

import math
from collections.abc import Callable
from contextvars import ContextVar
from time import monotonic
from typing import TypeVar

__all__ = ["Abbruch", "Frist", "abgelaufen", "gilt", "in_zeit", "pruefe"]

T = TypeVar("T")


class Abbruch(BaseException):
    """The time is over. No `Exception`, so that nothing takes it for the failure of one field and goes on."""


class Frist:
    """An end that can be brought forward from another thread."""

    __slots__ = ("ende",)

    def __init__(self, ende: float = math.inf) -> None:
        self.ende = ende
        """In seconds of `time.monotonic`."""

    def beende(self) -> None:
        """Nobody waits for the result any more."""
        self.ende = -math.inf


_jetzt: ContextVar[Frist] = ContextVar("frist", default=Frist())  # noqa: B039 - the default is never changed


class gilt:  # noqa: N801 - it is used like a function; `contextmanager` costs five times as much
    """What runs inside has to be done by the end."""

    __slots__ = ("_frist", "_marke")

    def __init__(self, frist: Frist) -> None:
        self._frist = frist

    def __enter__(self) -> None:
        self._marke = _jetzt.set(self._frist)

    def __exit__(self, *_: object) -> None:
        _jetzt.reset(self._marke)


def abgelaufen() -> bool:
    """Whether the time is over."""
    return monotonic() > _jetzt.get().ende


def pruefe() -> None:
    """Raise `Abbruch` when the time is over. Costs about 0.1 µs."""
    if monotonic() > _jetzt.get().ende:
        raise Abbruch


def in_zeit(rechne: Callable[[], T], sekunden: float) -> T | None:
    """The result, or None when it takes longer: for parts of a page that is better without them than not there."""
    try:
        with gilt(Frist(monotonic() + sekunden)):
            return rechne()
    except Abbruch:
        return None
