"""Embedding for other applications: cards, oEmbed, badges, a web component, small JSON, reconciliation."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, Router

from leitlinien.ids import PFAD
from leitlinien.web import knoten
from leitlinien.web.einbetten.abgleich import Abgleich
from leitlinien.web.einbetten.anzeige import Anzeige
from leitlinien.web.einbetten.auskunft import Auskunft
from leitlinien.web.einbetten.auskunftei import Auskunftei
from leitlinien.web.einbetten.grenze import Grenze
from leitlinien.web.einbetten.karte import karte
from leitlinien.web.einbetten.oembed import Oembed
from leitlinien.web.einbetten.offen import FUER_ALLE, Offen, mit_marke
from leitlinien.web.einbetten.plakette import plakette
from leitlinien.web.einbetten.verweise import Verweise
from leitlinien.web.seite import inhalt

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from leitlinien.state import State
    from leitlinien.web.app import Dienst

BAUSTEIN = "static/einbetten.js"
ALTER = 3600
"""Seconds for which the component may be kept without asking again."""


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of everything that other applications embed or ask."""
    auskunftei = Auskunftei(programm)
    settings = programm.settings
    grenze = Grenze(settings.max_leseanfragen)
    knotenseiten = Router(knoten.routen(programm))
    verweise, abgleich = Verweise(auskunftei), Abgleich(auskunftei)

    def offen(antworte: Callable[[Request, bytes], Response], *methoden: str) -> Offen:
        return Offen(antworte, settings, grenze, methoden=methoden or ("GET",))

    return [
        Route("/id/{pfad:path}/karte", Knotenteil(auskunftei, _karte, knotenseiten)),
        Route("/id/{pfad:path}/plakette.svg", Knotenteil(auskunftei, _plakette, knotenseiten)),
        Route("/einbetten.js", _baustein),
        Route("/einbetten", _im_faden(Anzeige(auskunftei))),
        Route("/oembed", offen(Oembed(auskunftei))),
        Route("/api/verweis", offen(verweise.verweis)),
        Route("/api/pruefe-verweise", offen(verweise.pruefe, "POST")),
        Route("/api/abgleich", offen(abgleich.dienst, "GET", "POST")),
        Route("/api/abgleich/vorschau", _im_faden(abgleich.vorschau)),
        *(Route(f"/api/abgleich/{name}", offen(antworte)) for name, antworte in abgleich.leser.items()),
    ]


class Knotenteil:
    """Something below a node's address. Where a node has the whole address as its id, its page is what stands there."""

    def __init__(
        self,
        auskunftei: Auskunftei,
        antworte: "Callable[[Request, Dienst, State, str, Auskunft | None], Response]",
        knotenseiten: Router,
    ) -> None:
        self._auskunftei, self._antworte, self._knotenseiten = auskunftei, antworte, knotenseiten

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        anfrage = Request(scope, receive)
        antwort = None
        if anfrage.method in {"GET", "HEAD"}:
            antwort = await run_in_threadpool(self._antwort, anfrage)
        await (antwort or self._knotenseiten)(scope, receive, send)

    def _antwort(self, anfrage: Request) -> Response | None:
        pfad: str = anfrage.path_params["pfad"]
        programm = self._auskunftei.programm
        state = programm.state()
        ganz = f"{pfad}/{anfrage.url.path.rpartition('/')[2]}"
        if state.nummer(ganz) is not None:
            return None
        leser = self._auskunftei.leser(state)
        auskunft = self._auskunftei.zu_pfad(leser, pfad) if PFAD.fullmatch(pfad) else None
        return self._antworte(anfrage, programm, state, pfad, auskunft)


def _karte(anfrage: Request, programm: "Dienst", state: "State", _pfad: str, auskunft: Auskunft | None) -> Response:
    return karte(anfrage, state, auskunft, programm.settings)


def _plakette(anfrage: Request, programm: "Dienst", _state: "State", pfad: str, auskunft: Auskunft | None) -> Response:
    return plakette(anfrage, auskunft, programm.adressen, pfad)


def _im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def antworte(anfrage: Request) -> Response:
        return await run_in_threadpool(baue, anfrage)

    return antworte


async def _baustein(anfrage: Request) -> Response:
    kopf = {"cache-control": f"public, max-age={ALTER}", **FUER_ALLE}
    return mit_marke(anfrage, Response(inhalt(BAUSTEIN), headers=kopf, media_type="text/javascript; charset=utf-8"))
