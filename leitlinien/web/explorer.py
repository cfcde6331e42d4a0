"""The query page for browsers: GraphiQL, served from this address alone.

The bundle is built by `hatch_build.py` from `explorer/`; without it a page names the forms. Everything the page names
is relative to it, so it works under any path prefix and behind any proxy.
"""

import json
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from leitlinien.api import heute
from leitlinien.queries import Abfrage, Katalog, Variable
from leitlinien.web.seite import BILD, seite
from leitlinien.web.verhandlung import guete

if TYPE_CHECKING:
    import os

    from starlette.types import Scope

    from leitlinien.ids import Adressen

ORDNER = Path(__file__).parent / "_explorer"
"""Where the build puts the bundle."""
EINGANG = "src/seite.jsx"
"""The bundle's entry, as its manifest calls it."""
FUER_IMMER = "public, max-age=31536000, immutable"
"""For files whose name holds a hash of their content."""
MIT_HASH = {".js", ".css", ".ttf"}
ARBEITER = "default-src 'none'; script-src 'self'; connect-src 'self'"
"""Policy of the bundle's files: a worker obeys that of its own file."""

Antwortgeber = Callable[[Request], Awaitable[Response]]


class Dienst(Protocol):
    """What the page needs of the program."""

    @property
    def adressen(self) -> "Adressen":
        """Addresses under the configured base."""


@dataclass(frozen=True, slots=True)
class Buendel:
    """A built bundle: what the page has to load first."""

    skript: str
    stile: tuple[str, ...]
    vorab: tuple[str, ...]
    """Modules the script imports at once."""

    @classmethod
    def lies(cls, ordner: Path) -> "Buendel | None":
        """The bundle in a folder; None when none was built."""
        try:
            verzeichnis: dict[str, dict[str, Any]] = json.loads((ordner / "manifest.json").read_bytes())
        except FileNotFoundError:
            return None
        erstes, *importe = _mit_importen(verzeichnis, EINGANG, set())
        stile = (stil for modul in (*importe, erstes) for stil in modul.get("css", ()))
        return cls(erstes["file"], tuple(stile), tuple(modul["file"] for modul in importe))


def _mit_importen(verzeichnis: dict[str, dict[str, Any]], name: str, gesehen: set[str]) -> Iterator[dict[str, Any]]:
    """A module of the manifest and all it imports when it loads."""
    gesehen.add(name)
    yield verzeichnis[name]
    for anderes in verzeichnis[name].get("imports", ()):
        if anderes not in gesehen:
            yield from _mit_importen(verzeichnis, anderes, gesehen)


class Dateien(StaticFiles):
    """The bundle's files: kept by the browser, packed where it takes that."""

    def file_response(
        self,
        full_path: "str | os.PathLike[str]",
        stat_result: "os.stat_result",
        scope: "Scope",
        status_code: int = 200,
    ) -> Response:
        """The file, or the packed twin that the build put beside it."""
        pfad = Path(full_path)
        gepackt = pfad.with_name(f"{pfad.name}.gz")
        kopf = {
            "cache-control": FUER_IMMER if pfad.suffix in MIT_HASH else "no-cache",
            "content-security-policy": ARBEITER,
            "content-type": _medium(pfad),
            "vary": "accept-encoding",
        }
        if "gzip" in Headers(scope=scope).get("accept-encoding", "") and gepackt.is_file():
            antwort = super().file_response(gepackt, gepackt.stat(), scope, status_code)
            kopf["content-encoding"] = "gzip"
        else:
            antwort = super().file_response(full_path, stat_result, scope, status_code)
        antwort.headers.update(kopf)
        return antwort


def _medium(pfad: Path) -> str:
    medium = "text/plain" if pfad.suffix == ".md" else guess_type(pfad.name)[0] or "application/octet-stream"
    return f"{medium}; charset=utf-8" if medium.startswith("text/") else medium


def mit_seite(programm: Dienst, endpunkt: Antwortgeber) -> Antwortgeber:
    """The endpoint, with the page in front of it for browsers; every other request reaches it as it is."""
    buendel = Buendel.lies(ORDNER)

    async def graphql(anfrage: Request) -> Response:
        if not will_seite(anfrage):
            return await endpunkt(anfrage)
        if buendel is None:
            return seite(anfrage, "ohne_explorer.html")
        return _seite(buendel, programm.adressen.basis)

    return graphql


def will_seite(anfrage: Request) -> bool:
    """Whether a request for the endpoint comes from someone who opens it in a browser.

    A browser names `text/html`; a client asks for JSON, for anything (`*/*`), or for nothing. What carries a query
    goes to the endpoint whoever asks.
    """
    if anfrage.method not in {"GET", "HEAD"} or {"query", "documentId"} & anfrage.query_params.keys():
        return False
    gefragt = guete(anfrage.headers.get("accept", ""))
    html = gefragt.get("text/html", 0.0)
    return html > 0 and html >= max((q for typ, q in gefragt.items() if "json" in typ), default=0.0)


def routen(katalog: Katalog) -> list[BaseRoute]:
    """What the page loads: the prepared queries and the bundle's files."""

    async def abfragen(_anfrage: Request) -> Response:
        return JSONResponse(als_json(katalog, heute()), headers={"cache-control": "no-cache"})

    return [
        Route("/explorer/abfragen.json", abfragen),
        Mount("/explorer", Dateien(directory=ORDNER, check_dir=False)),
    ]


def als_json(katalog: Katalog, stichtag: date) -> dict[str, Any]:
    """The prepared queries as the page's panel reads them, samples of days reckoned from `stichtag`."""
    return {
        "zielgruppen": [zielgruppe.value for zielgruppe in katalog.nach_zielgruppe()],
        "abfragen": [_abfrage(abfrage, stichtag) for abfrage in katalog],
    }


def _abfrage(abfrage: Abfrage, stichtag: date) -> dict[str, Any]:
    return {
        "name": abfrage.name,
        "zielgruppen": [zielgruppe.value for zielgruppe in abfrage.zielgruppen],
        "titel": abfrage.titel,
        "erklaerung": abfrage.erklaerung,
        "antwort": abfrage.antwort,
        "prueffragen": list(abfrage.prueffragen),
        "text": _ohne_kopf(abfrage.text),
        "variablen": dict(_werte(abfrage.variablen, stichtag)),
        "angaben": [{"name": v.name, "pflicht": v.pflicht, "beschreibung": v.beschreibung} for v in abfrage.variablen],
    }


def _ohne_kopf(text: str) -> str:
    """The operation without the comments before it, which the panel tells in its own way."""
    zeilen = text.splitlines(keepends=True)
    anfang = next((nr for nr, zeile in enumerate(zeilen) if zeile.strip() and not zeile.startswith("#")), 0)
    return "".join(zeilen[anfang:])


def _werte(variablen: tuple[Variable, ...], stichtag: date) -> Iterator[tuple[str, Any]]:
    """Values to begin with: the default, else for what must be given the sample, else an empty text to fill in."""
    for variable in variablen:
        if variable.vorgabe is not None:
            yield variable.name, variable.vorgabe
        elif variable.pflicht:
            beispiel = variable.beispieltext(stichtag)
            yield variable.name, "" if beispiel is None else variable.lies(beispiel)


def _seite(buendel: Buendel, basis: str) -> Response:
    """The page, for ids under `basis`. Each answer has a nonce of its own."""
    nonce = secrets.token_urlsafe(18)
    laden = [
        *(f'<link rel="stylesheet" href="explorer/{escape(datei)}">' for datei in buendel.stile),
        *(f'<link rel="modulepreload" href="explorer/{escape(datei)}">' for datei in buendel.vorab),
        f'<script type="module" src="explorer/{escape(buendel.skript)}"></script>',
    ]
    kopf = {"content-security-policy": _richtlinie(nonce), "cache-control": "no-store", "vary": "accept"}
    return HTMLResponse(
        _SEITE.format(bild=BILD, laden="\n".join(laden), basis=escape(basis), nonce=nonce), headers=kopf
    )


_SEITE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>GraphQL – Leitlinien</title>
<link rel="icon" type="image/svg+xml" href="{bild}">
{laden}
</head>
<body>
<main id="explorer" data-basis="{basis}" nonce="{nonce}">
<p>Die Abfrageseite wird geladen … Ohne JavaScript gibt es die <a href="abfragen">Formulare</a>.</p>
</main>
</body>
</html>
"""


def _richtlinie(nonce: str) -> str:
    """The page's policy.

    Monaco places its lines by style attributes in its markup, which no nonce covers, and draws the waves below errors
    as images that it writes itself (`data:`).
    """
    return (
        "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; "
        "img-src 'self' data:; "
        f"style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
