"""The card of a node, to be shown in a frame of other pages; it needs no script and loads only its style sheet."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from leitlinien.web.einbetten.auskunft import Auskunft, Zustand
from leitlinien.web.einbetten.offen import FRISCH, mit_marke
from leitlinien.web.seite import KARTENSTIL, seite, summe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leitlinien.settings import Settings
    from leitlinien.state import State

GEGANGEN, FEHLT = 410, 404
ALLE = "*"


def richtlinie(rahmen: "Iterable[str]") -> str:
    """The policy of a card: its style sheet, nothing else, and pages of these origins around it.

    Source: https://www.w3.org/TR/CSP3/
    """
    herkuenfte = tuple(rahmen)
    # the page that shows how to embed has a frame of its own
    davor = ALLE if ALLE in herkuenfte else " ".join(("'self'", *herkuenfte))
    return f"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {davor}"


def karte(anfrage: Request, state: "State", auskunft: Auskunft | None, settings: "Settings") -> Response:
    """The card; 410 for what was withdrawn, 404 for what never was, so a frame shows that too."""
    status = 200
    if auskunft is None:
        status = FEHLT
    elif auskunft.zustand is Zustand.AUFGEHOBEN:
        status = GEGANGEN
    antwort = seite(
        anfrage,
        "karte.html",
        state,
        status=status,
        a=auskunft,
        kartenstil=f"{KARTENSTIL}?v={summe(KARTENSTIL)[:12]}",
        herausgeber=settings.herausgeber,
    )
    antwort.headers["content-security-policy"] = richtlinie(settings.rahmen)
    antwort.headers["cache-control"] = FRISCH
    antwort.headers["cross-origin-resource-policy"] = "cross-origin"
    return mit_marke(anfrage, antwort)
