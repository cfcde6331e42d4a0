"""How many requests one sender may make: a bucket of tokens that fills again as time goes by."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from time import monotonic

ABSENDER = 10_000
"""Senders that are remembered; of more, those that asked longest ago are forgotten."""
MINUTE = 60.0
_NETZ = 64
"""Bits of an IPv6 address that one sender shares: whoever has one address has the whole network behind it."""


class Grenze:
    """`je_minute` requests for each sender, all at once or spread over the minute.

    To be asked on the event loop only, so there is no lock.
    """

    def __init__(self, je_minute: int, *, uhr: Callable[[], float] = monotonic, absender: int = ABSENDER) -> None:
        self._voll, self._je_sekunde = float(je_minute), je_minute / MINUTE
        self._uhr, self._hoechstens = uhr, absender
        self._eimer: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """Sender -> tokens, and when they were counted."""

    def wartezeit(self, absender: str) -> float:
        """Take a token; 0 when there was one, else the seconds until there is."""
        schluessel, jetzt = gruppe(absender), self._uhr()
        marken, seit = self._eimer.pop(schluessel, (self._voll, jetzt))
        marken = min(self._voll, marken + (jetzt - seit) * self._je_sekunde)
        fehlt = max(0.0, 1.0 - marken)
        self._eimer[schluessel] = (marken if fehlt else marken - 1.0, jetzt)
        while len(self._eimer) > self._hoechstens:
            self._eimer.popitem(last=False)
        return fehlt / self._je_sekunde

    def __len__(self) -> int:
        return len(self._eimer)


def gruppe(absender: str) -> str:
    """What counts as one sender: an IPv4 address, or the network of an IPv6 address."""
    try:
        adresse = ip_address(absender)
    except ValueError:
        return absender
    if not isinstance(adresse, IPv6Address):
        return absender
    if adresse.ipv4_mapped is not None:
        return str(adresse.ipv4_mapped)
    return f"{int(adresse) >> (128 - _NETZ):x}::/{_NETZ}"
