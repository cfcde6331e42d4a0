"""The forms in which nodes and terms are given, chosen by `Accept` or by an ending, and the headers of each."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from leitlinien.rdf.rdfxml import schreibe_rdfxml
from leitlinien.rdf.schreiben import schreibe_jsonld, schreibe_ntriples, schreibe_turtle
from leitlinien.rows import Bestand
from leitlinien.web.verhandlung import guete

if TYPE_CHECKING:
    from leitlinien.ids import Adressen

__all__ = ["FORMATE", "HTML", "NACH_ENDUNG", "Format", "andere_formen", "kennt", "marke", "nicht_annehmbar", "waehle"]

HTML = "html"
NICHT_ANNEHMBAR = 406


@dataclass(frozen=True)
class Format:
    """A form in which a node is given."""

    endung: str
    medium: str
    name: str
    schreibe: Callable[[Bestand, "Adressen", Any], str] | None = None
    """Writes rows; None for the page."""


def _jsonld(bestand: Bestand, adressen: "Adressen", modell: Any) -> str:
    # With the context inside: whoever follows a link need not be able to reach any other server.
    return schreibe_jsonld(bestand, adressen, modell, kontext_iri=None)


FORMATE = (
    Format(HTML, "text/html", "Seite"),
    Format("ttl", "text/turtle", "Turtle", schreibe_turtle),
    Format("jsonld", "application/ld+json", "JSON-LD", _jsonld),
    Format("nt", "application/n-triples", "N-Triples", schreibe_ntriples),
    Format("rdf", "application/rdf+xml", "RDF/XML", schreibe_rdfxml),
)
"""The first is given where the client prefers none."""
NACH_ENDUNG = {f.endung: f for f in FORMATE}


def waehle(accept: str | None) -> Format | None:
    """The form that an `Accept` header prefers; None when it takes none of them."""
    if accept is None or not accept.strip():
        return FORMATE[0]
    gefunden = guete(accept)

    def rang(f: Format) -> tuple[float, int]:
        """Quality, and how exactly the form is named."""
        bereiche = (f.medium, f"{f.medium.split('/')[0]}/*", "*/*")
        return next(((gefunden[b], 2 - n) for n, b in enumerate(bereiche) if b in gefunden), (0.0, 0))

    bestes = max(FORMATE, key=rang)
    return bestes if rang(bestes)[0] > 0 else None


def nicht_annehmbar() -> Response:
    """The answer to a client that takes none of the forms."""
    medien = ", ".join(f.medium for f in FORMATE)
    text = f"In keiner der verlangten Formen zu haben. Es gibt: {medien}."
    return PlainTextResponse(text, NICHT_ANNEHMBAR, {"vary": "Accept"})


def andere_formen(name: str, form: Format, anhang: str = "") -> Iterable[str]:
    """Values of a `Link` header that name the other forms; `name` is the last step of the address."""
    return (f'<{name}.{f.endung}{anhang}>; rel="alternate"; type="{f.medium}"' for f in FORMATE if f is not form)


def marke(*teile: str) -> str:
    """A strong entity tag of what an answer depends on."""
    summe = hashlib.sha256("\n".join(teile).encode()).hexdigest()
    return f'"{summe[:32]}"'


def kennt(anfrage: Request, marke: str) -> bool:
    """Whether the client says that it has what the mark stands for."""
    gesagt = anfrage.headers.get("if-none-match", "")
    return any(m.strip().removeprefix("W/") in {marke, "*"} for m in gesagt.split(","))
