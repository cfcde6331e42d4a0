"""oEmbed: an editor that gets the address of a node asks here what to show in its place.

Source: https://oembed.com (version 1.0).
"""

from math import ceil
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from leitlinien.web.einbetten.offen import anzahl, json, mit_marke
from leitlinien.web.einbetten.xmltext import als_xml
from leitlinien.web.einbetten.ziel import hier
from leitlinien.web.verhandlung import Abgelehnt

if TYPE_CHECKING:
    from leitlinien.web.einbetten.auskunft import Auskunft
    from leitlinien.web.einbetten.auskunftei import Auskunftei

VERSION = "1.0"
NAME = "Leitlinien"
"""Name of the provider where none is set."""
ALTER = 3600
"""Seconds for which the answer may be kept."""
BREITE, HOEHE = 480, 230
"""Size of a card in pixels where nothing is known of what stands on it."""
_ZEICHEN, _ZEILE, _REST = 9.5, 22, 178
"""Width of a letter and height of a line of the title, and what the other lines take."""
_SCHMAL, _MEHR = 360, 90
"""Narrower than this the other lines break, and take so much more."""
GROESSTE = 10_000
FORMATE = ("json", "xml")


def masse(titel: str = "", maxwidth: int | None = None, maxheight: int | None = None) -> tuple[int, int]:
    """Width and height of a card with this title, within the limits."""
    breite = min(BREITE, maxwidth or BREITE)
    zeilen = ceil(len(titel) * _ZEICHEN / max(breite - 40, 1))
    hoehe = _REST + zeilen * _ZEILE + (_MEHR if breite < _SCHMAL else 0) if titel else HOEHE
    return breite, min(hoehe, maxheight or hoehe)


def rahmen(auskunft: "Auskunft", dienst: str, breite: int, hoehe: int) -> str:
    """The HTML of a frame with the card of a node; `dienst` is the address of this server."""
    return str(
        Markup(
            '<iframe src="{}id/{}/karte" width="{}" height="{}" title="{}" loading="lazy" referrerpolicy="no-referrer" '
            'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
        ).format(dienst, auskunft.id, breite, hoehe, f"{auskunft.name}: {auskunft.titel}")
    )


class Oembed:
    """The provider."""

    def __init__(self, auskunftei: "Auskunftei") -> None:
        self._auskunftei = auskunftei
        self._programm = auskunftei.programm

    def __call__(self, anfrage: Request, _rumpf: bytes) -> Response:
        """Answer a consumer."""
        frage = anfrage.query_params
        form = frage.get("format", FORMATE[0])
        if form not in FORMATE:
            raise Abgelehnt(501, "FORMAT", f"Das Format „{form[:20]}“ gibt es nicht. Es gibt: {', '.join(FORMATE)}.")
        if not frage.get("url", "").strip():
            raise Abgelehnt(400, "EINGABE", "Es fehlt `url`, die Adresse eines Knotens.")
        breit, hoch = (_pixel(frage.get(name), name) for name in ("maxwidth", "maxheight"))
        dienst = hier(anfrage, self._programm.adressen)
        auskunft = self._auskunftei.finder(self._programm.state(), dienst)(frage["url"]).auskunft
        if auskunft is None or ":" in auskunft.id:
            meldung = f"Zu „{frage['url'][:200]}“ gibt es hier nichts. Erwartet wird die Adresse eines Knotens."
            raise Abgelehnt(404, "UNBEKANNT", meldung)
        inhalt = self._inhalt(auskunft, dienst, *masse(auskunft.titel, breit, hoch))
        return mit_marke(anfrage, _als(form, inhalt))

    def _inhalt(self, auskunft: "Auskunft", dienst: str, breite: int, hoehe: int) -> dict[str, Any]:
        marke = f" [{auskunft.marke}]" if auskunft.marke else ""
        return {
            "type": "rich",
            "version": VERSION,
            "title": f"{auskunft.name}: {auskunft.titel}{marke} ({auskunft.zustand.wort})",
            "provider_name": self._programm.settings.herausgeber or NAME,
            "provider_url": dienst,
            "cache_age": ALTER,
            "html": rahmen(auskunft, dienst, breite, hoehe),
            "width": breite,
            "height": hoehe,
        }


def _pixel(text: str | None, name: str) -> int | None:
    return None if text is None else anzahl(text, GROESSTE, GROESSTE, name)


def _als(form: str, inhalt: dict[str, Any]) -> Response:
    if form == "json":
        return json(inhalt)
    zeilen = "".join(f"<{name}>{als_xml(str(wert))}</{name}>" for name, wert in inhalt.items())
    text = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>{zeilen}</oembed>'
    return Response(text, headers={"cache-control": "no-cache"}, media_type="text/xml; charset=utf-8")
