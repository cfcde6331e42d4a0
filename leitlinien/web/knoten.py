"""Every node's address resolves: as a page for people, as RDF for programs, by `Accept` or by an ending.

An ending counts only where no node has the whole address as its id. The address of a link's statement leads to the
node where the link begins.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from leitlinien import frist
from leitlinien.api import heute
from leitlinien.frist import Abbruch, Frist
from leitlinien.ids import PFAD
from leitlinien.kinds import Art
from leitlinien.rdf.namen import lokal
from leitlinien.rdf.schreiben import schreibe_jsonld, schreibe_ntriples, schreibe_turtle
from leitlinien.rows import Bestand, Linkzeile
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.web.knotenansicht import HOECHSTENS, Ansicht
from leitlinien.web.knotenspur import befunde, spurbild
from leitlinien.web.seite import knotenseite, seite, wurzel
from leitlinien.web.verhandlung import guete

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.sources import Quellen
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

HTML = "html"
SEKUNDEN = 20
"""Longest time for an answer."""
EINGEHEND = 20_000
"""Links that lead to a node, in its RDF; a node in the middle of everything has more."""
UNVOLLSTAENDIG = "leitlinien-fehlende-links"
"""Header that says how many more lead to the node."""
NICHT_ANNEHMBAR, ZU_LANGE = 406, 503


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
)
"""The first is given where the client prefers none."""
NACH_ENDUNG = {f.endung: f for f in FORMATE}


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of all nodes and of the statements about links."""
    knoten = Knotenseiten(programm)

    def im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def antworte(anfrage: Request) -> Response:
            return await run_in_threadpool(baue, anfrage)

        return antworte

    return [Route("/id/{pfad:path}", im_faden(knoten.knoten)), Route("/link/{pfad:path}", im_faden(knoten.link))]


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


class Knotenseiten:
    """Answers for nodes; each request takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm

    def knoten(self, anfrage: Request) -> Response:
        """One node in the form asked for."""
        state = self._programm.state()
        pfad, endung = anfrage.path_params["pfad"], None
        nummer = _nummer(state, pfad)
        if nummer is None:
            vorne, _, endung = pfad.rpartition(".")
            nummer = _nummer(state, vorne) if endung in NACH_ENDUNG else None
            pfad = vorne
        if nummer is None:
            return _unbekannt(anfrage, state)
        form = NACH_ENDUNG[endung] if endung else waehle(anfrage.headers.get("accept"))
        if form is None:
            medien = ", ".join(f.medium for f in FORMATE)
            text = f"In keiner der verlangten Formen zu haben. Es gibt: {medien}."
            return PlainTextResponse(text, NICHT_ANNEHMBAR, {"vary": "Accept"})
        try:
            with frist.gilt(Frist(monotonic() + SEKUNDEN)):
                return self._antwort(anfrage, state, nummer, form)
        except Abbruch:
            text = f"Die Antwort dauert länger als {SEKUNDEN} Sekunden. Bitte später noch einmal versuchen."
            return PlainTextResponse(text, ZU_LANGE)

    def link(self, anfrage: Request) -> Response:
        """The statement of a link: its node tells it. 303, because a statement is no page."""
        state = self._programm.state()
        von, _, rest = anfrage.path_params["pfad"].partition("~")
        praedikat, _, nach = rest.partition("~")
        nummer = _nummer(state, von)
        if nummer is None or not any(
            (lokal(z.praedikat), z.nach) == (praedikat, nach) for z in state.linkzeilen(nummer)
        ):
            return _unbekannt(anfrage, state)
        # Slashes of an IRI of others are percent-encoded in the address: they are no steps of its path.
        stufen = von.count("/") + (0 if ":" in nach else nach.count("/"))
        return RedirectResponse(f"{'../' * (1 + stufen)}id/{von}", 303)

    def _antwort(self, anfrage: Request, state: "State", nummer: int, form: Format) -> Response:
        adressen = self._programm.adressen
        kopf = {"vary": "Accept", "cache-control": "no-cache", "link": _verweise(state.pfad(nummer), adressen, form)}
        if form.schreibe is None:
            return self._seite(anfrage, state, nummer, kopf)
        marke = _marke(state.hash, adressen.basis, form.endung, state.pfad(nummer))
        kopf["etag"] = marke
        if _kennt(anfrage, marke):
            return Response(status_code=304, headers=kopf)
        bestand, fehlend = umgebung(state, nummer)
        text = form.schreibe(bestand, adressen, state.modell)
        if fehlend:
            kopf[UNVOLLSTAENDIG] = str(fehlend)
        return Response(text, headers=kopf, media_type=form.medium)

    def _seite(self, anfrage: Request, state: "State", nummer: int, kopf: dict[str, str]) -> Response:
        antwort = knoten_als_seite(anfrage, state, nummer, self._programm.adressen, self._programm.quellen)
        # A page changes with the day and the attached documents too, so its mark is also that of its bytes.
        kopf["etag"] = _marke(state.hash, bytes(antwort.body).decode())
        if _kennt(anfrage, kopf["etag"]):
            return Response(status_code=304, headers=kopf)
        antwort.headers.update(kopf)
        return antwort


def umgebung(state: "State", nummer: int) -> tuple[Bestand, int]:
    """A node with the links from and to it, and how many links to it are left out."""
    pfad = state.pfad(nummer)
    hinaus = state.linkzeilen(nummer)
    herein: list[Linkzeile] = []
    fehlend = 0
    for praedikat in state.praedikate:
        (kanten,) = state.kanten([nummer], praedikat, True, True)
        passend = [k for k in kanten if k.knoten != nummer]
        platz = EINGEHEND - len(herein)
        fehlend += max(0, len(passend) - platz)
        herein += [Linkzeile(state.pfad(k.knoten), praedikat, pfad, state.angaben(k.angaben)) for k in passend[:platz]]
        frist.pruefe()
    return Bestand([state.zeile(nummer)], hinaus + herein), fehlend


def knoten_als_seite(
    anfrage: Request, state: "State", nummer: int, adressen: "Adressen", quellen: "Quellen | None"
) -> Response:
    """The page of a node."""
    ansicht = Ansicht(state, nummer, partial(knotenseite, anfrage, adressen), quellen)
    pfad = state.pfad(nummer)
    name = quote(pfad.rpartition("/")[2])
    stellen, weitere_stellen = ansicht.stellen()
    return seite(
        anfrage,
        "knoten.html",
        state,
        ansicht=ansicht,
        art=wortschatz(state.modell).lesbar(ansicht.art.name),
        knoten=ansicht.verweis(nummer),
        beschreibung=ansicht.wert("beschreibung"),
        herkunft=ansicht.wert("herkunft"),
        angaben=ansicht.angaben(),
        eigene_stelle=ansicht.eigene_stelle(),
        gruppen=ansicht.gruppen(),
        stellen=stellen,
        weitere_stellen=weitere_stellen,
        luecken=ansicht.luecken(),
        spuren=[
            ("Hinauf, zu dem, wozu es beiträgt", spurbild(ansicht, auf=True)),
            ("Hinunter, zu dem, was dazu beiträgt", spurbild(ansicht, auf=False)),
        ],
        befunde=befunde(ansicht, heute()),
        stichtag=heute(),
        iri=adressen.iri(pfad),
        downloads=[(f"{name}.{f.endung}", f.name) for f in FORMATE if f.schreibe],
        graphiql=f"{wurzel(anfrage)}graphql#query={quote(frage(ansicht.art, pfad), safe='')}",
        hoechstens=HOECHSTENS,
    )


def frage(art: Art, pfad: str) -> str:
    """The question in GraphQL that the page of a node answers."""
    felder = [f.graphql_name for f in art.werte]
    links = [f"{f.graphql_name} {{ {'nodes { id titel }' if f.viele else 'id titel'} }}" for f in art.links]
    zeilen = "\n".join(f"    {z}" for z in ("id", *felder, *links))
    return f'{{\n  {art.einzahl}(id: "{pfad}") {{\n{zeilen}\n  }}\n}}\n'


def _nummer(state: "State", pfad: str) -> int | None:
    return state.nummer(pfad) if PFAD.fullmatch(pfad) else None


def _unbekannt(anfrage: Request, state: "State") -> Response:
    return seite(
        anfrage,
        "fehler.html",
        state,
        status=404,
        titel="Diesen Knoten gibt es nicht",
        text="Unter dieser Adresse steht nichts im Datenstand. Vielleicht ist sie falsch geschrieben, oder der Knoten "
        "wurde zurückgezogen. Die vorbereiteten Abfragen zeigen, was da ist; GraphQL sucht mit „suche“ nach Wörtern.",
        zurueck=f"{wurzel(anfrage)}abfragen",
        zurueck_text="Zu den vorbereiteten Abfragen",
    )


def _verweise(pfad: str, adressen: "Adressen", form: Format) -> str:
    """The `Link` header: the other forms, and the address that stays."""
    name = pfad.rpartition("/")[2]
    andere = [f'<{name}.{f.endung}>; rel="alternate"; type="{f.medium}"' for f in FORMATE if f is not form]
    return ", ".join([*andere, f'<{adressen.iri(pfad)}>; rel="canonical"'])


def _marke(*teile: str) -> str:
    summe = hashlib.sha256("\n".join(teile).encode()).hexdigest()
    return f'"{summe[:32]}"'


def _kennt(anfrage: Request, marke: str) -> bool:
    gesagt = anfrage.headers.get("if-none-match", "")
    return any(m.strip().removeprefix("W/") in {marke, "*"} for m in gesagt.split(","))


__all__ = ["FORMATE", "Format", "Knotenseiten", "frage", "routen", "umgebung", "waehle"]
