"""The common frame of all pages: header, navigation, footer, the style sheet, and the addresses between pages.

Every address in a page is relative, so pages work under a path prefix and behind a proxy that nobody told the program
about.
"""

import hashlib
import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from leitlinien.api.kontext import ZEITZONE
from leitlinien.tabellen.vorlage import umgebung

if TYPE_CHECKING:
    from datetime import date

    from starlette.applications import Starlette

    from leitlinien.ids import Adressen
    from leitlinien.settings import Settings
    from leitlinien.state import State

NAVIGATION = (
    ("", "Start"),
    ("arten", "Verzeichnis"),
    ("abfragen", "Abfragen"),
    ("strategiekarte", "Karten"),
    ("analyse", "Analyse"),
    ("daten", "Daten"),
    ("graphql", "GraphQL"),
)
"""Address below the root and name."""
KOPF = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}
"""Headers of pages: their own style sheet and pictures, forms to this server, no scripts."""
STIL, BILD = "static/leitlinien.css", "static/leitlinien.svg"
KARTENSTIL = "static/karte.css"
"""Of the card of a node, which stands in frames of other pages."""
_TYP = {STIL: "text/css; charset=utf-8", KARTENSTIL: "text/css; charset=utf-8", BILD: "image/svg+xml"}
_EIN_JAHR = 31_536_000
_SATZENDE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")


def seite(
    anfrage: Request, vorlage: str, state: "State | None" = None, *, status: int = 200, **inhalt: Any
) -> HTMLResponse:
    """A page from a template of this package, in the frame; `state` is named in the footer."""
    text = _umgebung().get_template(vorlage).render(rahmen(anfrage) | {"state": state} | inhalt)
    return HTMLResponse(text, status, KOPF)


def rahmen(anfrage: Request) -> dict[str, Any]:
    """What the frame's template needs of a request."""
    pfad = _pfad(anfrage)
    betreiber = _settings(anfrage)
    return {
        "wurzel": wurzel(anfrage),
        "herausgeber": betreiber and betreiber.herausgeber,
        "rechtliches": [
            (ziel, name)
            for ziel, name in (
                (betreiber and betreiber.impressum, "Impressum"),
                (betreiber and betreiber.datenschutz, "Datenschutz"),
            )
            if ziel
        ],
        "bereich": pfad.split("/")[1],
        "navigation": NAVIGATION,
        "stil": f"{STIL}?v={summe(STIL)[:12]}",
        "breit": False,
    }


def nenne_betreiber(app: "Starlette", settings: "Settings") -> None:
    """Let all pages of an application know who operates it."""
    app.state.betreiber = settings


def _settings(anfrage: Request) -> "Settings | None":
    """What the application was told; None where a page stands in another one."""
    app = anfrage.scope.get("app")
    return None if app is None else getattr(app.state, "betreiber", None)


def wurzel(anfrage: Request) -> str:
    """Relative address of the start page, ending in a slash: `./` or `../` as often as it takes."""
    return "../" * (_pfad(anfrage).count("/") - 1) or "./"


def _pfad(anfrage: Request) -> str:
    """Path of a request below the prefix that the server was told."""
    pfad: str = anfrage.scope["path"]
    davor = anfrage.scope.get("root_path", "")
    return pfad[len(davor) :] if davor and pfad.startswith(f"{davor}/") else pfad


def knotenseite(anfrage: Request, adressen: "Adressen", id: str) -> str:
    """Relative address of a node's page; ids of others are their own address."""
    pfad = adressen.pfad(id)
    return pfad if ":" in pfad else f"{wurzel(anfrage)}id/{quote(pfad)}"


def statisch() -> list[Route]:
    """Routes of the style sheet and the picture."""
    return [Route(f"/{name}", _datei) for name in _TYP]


async def _datei(anfrage: Request) -> Response:
    name = _pfad(anfrage).removeprefix("/")
    marke = f'"{summe(name)[:32]}"'
    # The address that pages use changes with the file, so it may be kept for ever; the bare one is asked for again.
    fest = anfrage.query_params.get("v") == summe(name)[:12]
    kopf = {"etag": marke, "cache-control": f"public, max-age={_EIN_JAHR}, immutable" if fest else "no-cache"}
    if marke in (m.strip().removeprefix("W/") for m in anfrage.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=kopf)
    return Response(inhalt(name), headers=kopf, media_type=_TYP[name])


@cache
def inhalt(name: str) -> bytes:
    """Bytes of a static file of this package."""
    return files("leitlinien.web").joinpath(name).read_bytes()


@cache
def summe(name: str) -> str:
    """SHA-256 of a static file."""
    return hashlib.sha256(inhalt(name)).hexdigest()


@cache
def _umgebung() -> Environment:
    gebaut = umgebung("leitlinien.web")
    gebaut.filters["zahl"] = _zahl
    gebaut.filters["tag"] = _tag
    gebaut.filters["zeit"] = _zeit
    gebaut.filters["erster_satz"] = _erster_satz
    return gebaut


def _zahl(wert: int) -> str:
    return f"{wert:,}".replace(",", ".")


def _tag(wert: "date") -> str:
    return f"{wert:%d.%m.%Y}"


def _zeit(iso: str) -> str:
    """A moment in German time; text that is no moment stays."""
    try:
        return f"{datetime.fromisoformat(iso).astimezone(ZEITZONE):%d.%m.%Y, %H:%M} Uhr"
    except ValueError:
        return iso


def _erster_satz(text: str) -> str:
    return _SATZENDE.split(text, maxsplit=1)[0]
