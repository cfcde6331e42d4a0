"""How sure a link is, as an order.

VORSCHLAG < BESTAETIGT < BELEGT. What a document says is the strongest: everybody can look it up. A confirmation is a
reading for which somebody answers by name, so a path with one confirmed link among documented ones is BESTAETIGT: not
all of it stands in a document.
"""

from collections.abc import Iterable

from leitlinien.kinds import LinkStatus

__all__ = ["schwaechster", "staerkster"]

_BELEGT, _BESTAETIGT, _VORSCHLAG = LinkStatus.BELEGT, LinkStatus.BESTAETIGT, LinkStatus.VORSCHLAG


def schwaechster(status: Iterable[LinkStatus]) -> LinkStatus:
    """The status of a chain: that of its weakest link; BELEGT for none."""
    ergebnis = _BELEGT
    for einer in status:
        if einer is _VORSCHLAG:
            return _VORSCHLAG
        if einer is _BESTAETIGT:
            ergebnis = _BESTAETIGT
    return ergebnis


def staerkster(status: Iterable[LinkStatus]) -> LinkStatus:
    """The status of several ways to the same thing: that of the best; VORSCHLAG for none."""
    ergebnis = _VORSCHLAG
    for einer in status:
        if einer is _BELEGT:
            return _BELEGT
        if einer is _BESTAETIGT:
            ergebnis = _BESTAETIGT
    return ergebnis
