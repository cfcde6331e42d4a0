"""The vocabulary at `/def`, whole and term by term: as pages for people, as RDF for programs."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, NamedNode, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from leitlinien.kinds import Modell
from leitlinien.rdf.tripel import lies_turtle, schreibe_tripel
from leitlinien.rdf.vokabular import CODES, ONTOLOGIE, vokabular
from leitlinien.web.knotenformate import (
    HTML,
    NACH_ENDUNG,
    Format,
    andere_formen,
    kennt,
    marke,
    nicht_annehmbar,
    waehle,
)
from leitlinien.web.seite import seite, wurzel
from leitlinien.web.vokabularansicht import ARTEN, EIGENSCHAFTEN, LISTEN, REGELN, Begriff, Vokabularansicht

if TYPE_CHECKING:
    from leitlinien.web.app import Dienst

FEHLT = 404
FRISCH = "public, max-age=3600"
TURTLE = "text/turtle"
GANZ = "def"
KAPITEL = (
    (ARTEN, "Arten"),
    (EIGENSCHAFTEN, "Angaben und Verknüpfungen"),
    (LISTEN, "Auswahllisten"),
    (REGELN, "Regeln der Abdeckung"),
)


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of the vocabulary."""
    modell = programm.modell

    async def ganz(anfrage: Request) -> Response:
        return await run_in_threadpool(_ganz, anfrage, modell, anfrage.path_params.get("endung"))

    async def begriff(anfrage: Request) -> Response:
        return await run_in_threadpool(_begriff, anfrage, modell, anfrage.path_params["name"])

    return [Route("/def", ganz), Route("/def.{endung}", ganz), Route("/def/{name}", begriff)]


def _ganz(anfrage: Request, modell: Modell, endung: str | None) -> Response:
    if endung is not None and endung not in NACH_ENDUNG:
        return _unbekannt(anfrage)
    form = NACH_ENDUNG[endung] if endung else waehle(anfrage.headers.get("accept"))
    if form is None:
        return nicht_annehmbar()
    kopf = _kopf(GANZ, form, ONTOLOGIE)
    if form.schreibe is not None:
        return _mit_marke(anfrage, _rdf(modell, None, form.medium), kopf, form)
    return _seite(anfrage, modell, kopf, "vokabular.html")


def _begriff(anfrage: Request, modell: Modell, name: str) -> Response:
    ansicht = _ansicht(modell)
    begriff, form = ansicht.nach_name.get(name), None
    if begriff is None:
        vorne, _, endung = name.rpartition(".")
        begriff, form = ansicht.nach_name.get(vorne), NACH_ENDUNG.get(endung)
        if form is None:
            return _unbekannt(anfrage)
    if begriff is None:
        return _unbekannt(anfrage)
    if begriff.iri is None:
        # a rule is no term of RDF; the whole vocabulary tells it
        return RedirectResponse(f"{wurzel(anfrage)}{GANZ}#{begriff.name}", 303)
    form = form or waehle(anfrage.headers.get("accept"))
    if form is None:
        return nicht_annehmbar()
    kopf = _kopf(begriff.name, form, begriff.iri)
    if form.schreibe is not None:
        return _mit_marke(anfrage, _rdf(modell, begriff.iri, form.medium), kopf, form)
    return _seite(anfrage, modell, kopf, "vokabularbegriff.html", b=begriff)


@lru_cache(maxsize=4)
def _ansicht(modell: Modell) -> Vokabularansicht:
    return Vokabularansicht(modell)


@lru_cache(maxsize=4)
def _text(modell: Modell) -> str:
    return vokabular(modell)


@lru_cache(maxsize=1024)
def _rdf(modell: Modell, iri: str | None, medium: str) -> str:
    """The vocabulary, or what it says about one term, in a form."""
    if iri is None and medium == TURTLE:
        return _text(modell)  # as it is published
    tripel = list(lies_turtle(_text(modell)))
    return schreibe_tripel(tripel if iri is None else _ueber(iri, tripel), medium)


def _ueber(iri: str, tripel: list[Triple]) -> list[Triple]:
    """What is said of a term: of its blank nodes too, and of the members of a closed list."""
    glieder: set[Any] = {NamedNode(iri)}
    if iri.startswith(CODES):
        glieder |= {
            t.subject for t in tripel if isinstance(t.subject, NamedNode) and t.subject.value.startswith(f"{iri}/")
        }
    offen = set(glieder)
    while offen:
        offen = {t.object for t in tripel if t.subject in offen and isinstance(t.object, BlankNode)} - glieder
        glieder |= offen
    return [t for t in tripel if t.subject in glieder]


def _kopf(name: str, form: Format, iri: str) -> dict[str, str]:
    verweise = [*andere_formen(name, form), f'<{iri}>; rel="canonical"']
    return {"vary": "Accept", "cache-control": FRISCH, "link": ", ".join(verweise)}


def _mit_marke(anfrage: Request, text: str, kopf: dict[str, str], form: Format) -> Response:
    kopf["etag"] = marke(form.endung, text)
    if kennt(anfrage, kopf["etag"]):
        return Response(status_code=304, headers=kopf)
    return Response(text, headers=kopf, media_type=form.medium)


def _seite(anfrage: Request, modell: Modell, kopf: dict[str, str], vorlage: str, b: Begriff | None = None) -> Response:
    ansicht = _ansicht(modell)
    name = b.name if b else GANZ
    antwort = seite(
        anfrage,
        vorlage,
        b=b,
        ansicht=ansicht,
        kapitel=[(k, titel, ansicht.kapitel(k)) for k, titel in KAPITEL],
        downloads=[(f"{name}.{f.endung}", f.name) for f in NACH_ENDUNG.values() if f.schreibe],
        ontologie=ONTOLOGIE,
        # on the page of all terms they are near, on the page of one they have pages of their own
        zum_begriff="#" if b is None else "",
    )
    kopf["etag"] = marke(bytes(antwort.body).decode())
    if kennt(anfrage, kopf["etag"]):
        return Response(status_code=304, headers=kopf)
    antwort.headers.update(kopf)
    return antwort


def _unbekannt(anfrage: Request) -> Response:
    titel = "Diesen Begriff gibt es nicht"
    text = "Das Vokabular nennt ihn nicht. Groß- und Kleinschreibung zählt: Arten beginnen groß, Angaben klein."
    form = waehle(anfrage.headers.get("accept"))
    if form is None or form.endung != HTML:
        return PlainTextResponse(f"{titel}. {text}", FEHLT, {"vary": "Accept"})
    antwort = seite(
        anfrage,
        "fehler.html",
        status=FEHLT,
        titel=titel,
        text=text,
        zurueck=f"{wurzel(anfrage)}{GANZ}",
        zurueck_text="Zum ganzen Vokabular",
    )
    antwort.headers["vary"] = "Accept"
    return antwort
