"""The badge: a small picture that says of a node whether one may rely on it."""

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from leitlinien.tabellen.vorlage import umgebung
from leitlinien.web.einbetten.auskunft import Auskunft, Zustand
from leitlinien.web.einbetten.offen import FUER_ALLE, mit_marke
from leitlinien.web.einbetten.xmltext import erlaubt

if TYPE_CHECKING:
    from leitlinien.ids import Adressen

FARBEN = {
    Zustand.GUELTIG: "#1a6e2e",
    Zustand.VERZEICHNET: "#3d4a5c",
    Zustand.KUENFTIG: "#0b4f9e",
    Zustand.ABGELAUFEN: "#7a4a00",
    Zustand.ERSETZT: "#7a4a00",
    Zustand.AUFGEHOBEN: "#a1081c",
}
"""Behind white text; each has a contrast of more than 5:1."""
UNKLAR = "#4b5563"
ALTER = 300
"""Seconds for which a badge may be shown without asking again."""
FEHLT = 404
_BREITE = (
    dict.fromkeys("ijl.,:;|'!I ()[]-f/t", 4.5)
    | dict.fromkeys("mwMW@", 11.0)
    | dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÄÖÜ", 8.4)
)
_UEBLICH = 7.2
_FETT = 1.12
"""Widths of letters of a wide sans-serif font of 11.5 px, rather too wide than too narrow; bold ones are wider."""
_RAND = 8.0
LAENGSTE = 40
"""Characters on one side."""


def plakette(anfrage: Request, auskunft: Auskunft | None, adressen: "Adressen", pfad: str) -> Response:
    """The badge of a node; of one that never was, a grey one with status 404."""
    links, rechts = map(erlaubt, _texte(auskunft, pfad))
    breiten = [_breite(links), _breite(rechts, _FETT)]
    svg = (
        _vorlagen()
        .get_template("plakette.svg")
        .render(
            links=links,
            rechts=rechts,
            breiten=breiten,
            farbe=FARBEN.get(auskunft.zustand, UNKLAR) if auskunft else UNKLAR,
            titel=f"{links}: {rechts}" if auskunft is None else f"{links} {rechts}: {erlaubt(auskunft.titel)}",
            adresse=adressen.iri(pfad),
        )
    )
    kopf = {"cache-control": f"public, max-age={ALTER}", **FUER_ALLE}
    return mit_marke(anfrage, Response(svg, FEHLT if auskunft is None else 200, kopf, "image/svg+xml; charset=utf-8"))


def _texte(auskunft: Auskunft | None, pfad: str) -> tuple[str, str]:
    if auskunft is None:
        return _gekuerzt(pfad), Zustand.UNBEKANNT.wort
    stand = _gekuerzt(f"{auskunft.kennung} {auskunft.zustand.wort}".strip())
    return auskunft.artname or "Leitlinien", f"{stand} · {auskunft.marke}" if auskunft.marke else stand


def _gekuerzt(text: str) -> str:
    return text if len(text) <= LAENGSTE else f"{text[: LAENGSTE - 1]}…"


def _breite(text: str, fett: float = 1.0) -> float:
    return round(fett * sum(_BREITE.get(z, _UEBLICH) for z in text) + 2 * _RAND, 1)


@cache
def _vorlagen() -> Environment:
    return umgebung("leitlinien.web")
