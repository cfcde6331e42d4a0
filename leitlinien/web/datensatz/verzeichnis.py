"""For crawlers: `/sitemap.xml` with its parts, and `/robots.txt`.

Source: https://www.sitemaps.org/protocol.html (at most 50,000 addresses a file; addresses are absolute)
"""

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from leitlinien.web.datensatz.gemeinsam import im_faden, mit_marke
from leitlinien.web.seite import NAVIGATION

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

JE_TEIL = 50_000
XML = "application/xml; charset=utf-8"
_KOPF = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RAUM = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NICHT = ("graphql", "sparql", "daten/leitlinien.")
"""Beginnings of addresses that answer questions or hold everything: nothing for an index of pages."""


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes."""
    verzeichnis = Verzeichnis(programm)
    return [
        Route("/sitemap.xml", im_faden(verzeichnis.uebersicht)),
        # Beside the pages, not in a folder: a map may name only what is below its own place.
        Route("/sitemap-{teil:int}.xml", im_faden(verzeichnis.teil)),
        Route("/robots.txt", im_faden(verzeichnis.robots)),
    ]


class Verzeichnis:
    """The addresses of all pages; each request takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm

    def uebersicht(self, anfrage: Request) -> Response:
        """The index."""
        state, basis = self._programm.state(), self._programm.adressen.basis
        teile = "".join(
            f"<sitemap>{_ort(f'{basis}sitemap-{n}.xml', state)}</sitemap>\n" for n in range(1, _teile(state) + 1)
        )
        return mit_marke(anfrage, f"{_KOPF}<sitemapindex {_RAUM}>\n{teile}</sitemapindex>\n".encode(), XML)

    def teil(self, anfrage: Request) -> Response:
        """One part: the first holds the pages that are no nodes, the others the nodes by number."""
        nummer: int = anfrage.path_params["teil"]
        state, adressen = self._programm.state(), self._programm.adressen
        if not 1 <= nummer <= _teile(state):
            raise HTTPException(404)
        if nummer == 1:
            orte = [f"{adressen.basis}{ziel}" for ziel, _ in NAVIGATION if ziel not in NICHT]
        else:
            ab = (nummer - 2) * JE_TEIL
            pfade = (state.pfad(i) for i in range(ab, min(ab + JE_TEIL, state.n)))
            orte = [adressen.iri(quote(pfad)) for pfad in pfade if ":" not in pfad]
        zeilen = "".join(f"<url>{_ort(ort, state)}</url>\n" for ort in orte)
        return mit_marke(anfrage, f"{_KOPF}<urlset {_RAUM}>\n{zeilen}</urlset>\n".encode(), XML)

    def robots(self, anfrage: Request) -> Response:
        """What crawlers should leave alone, and where the map is."""
        basis = self._programm.adressen.basis
        verboten = "".join(f"Disallow: {urlsplit(basis).path}{pfad}\n" for pfad in NICHT)
        text = f"User-agent: *\n{verboten}\nSitemap: {basis}sitemap.xml\n"
        return mit_marke(anfrage, text.encode(), "text/plain; charset=utf-8")


def _teile(state: "State") -> int:
    return 1 + -(-state.n // JE_TEIL)


def _ort(adresse: str, state: "State") -> str:
    # A page shows what surrounds its node too, so every page is as new as the revision.
    tag = f"<lastmod>{escape(state.zeit)}</lastmod>" if state.zeit else ""
    return f"<loc>{escape(adresse)}</loc>{tag}"
