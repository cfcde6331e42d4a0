"""Every node's address resolves: as a page for people, as RDF for programs, by `Accept` or by an ending.

An ending counts only where no node has the whole address as its id. With `?revision=N` it is the node as of that
revision. What stands elsewhere today is found there (301), what was withdrawn says so (410). The address of a link's
statement leads to the node where the link begins.
"""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from leitlinien import frist
from leitlinien.frist import Abbruch, Frist
from leitlinien.ids import PFAD
from leitlinien.rdf.namen import lokal
from leitlinien.rows import Bestand, Linkzeile
from leitlinien.web.knotenformate import (
    FORMATE,
    HTML,
    NACH_ENDUNG,
    Format,
    andere_formen,
    kennt,
    marke,
    nicht_annehmbar,
    waehle,
)
from leitlinien.web.knotenfort import knoten_fort, link_fort
from leitlinien.web.knotenseite import frage, knoten_als_seite
from leitlinien.web.knotenstand import Abgewiesen, Wunsch, Zeitreisen, umgeleitet, wunsch
from leitlinien.web.knotenumzug import heute_unter
from leitlinien.web.seite import seite, wurzel

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

SEKUNDEN = 20
"""Longest time for an answer."""
EINGEHEND = 20_000
"""Links that lead to a node, in its RDF; a node in the middle of everything has more."""
UNVOLLSTAENDIG = "leitlinien-fehlende-links"
"""Header that says how many more lead to the node."""
FEHLT, ZU_LANGE = 404, 503
FRISCH, FEST = "no-cache", "public, max-age=86400"
"""What is newest is asked for again; what a revision says does not change."""
UMZUG = "public, max-age=3600"
FALSCH = (
    "Unter dieser Adresse steht nichts im Datenstand und stand auch nie etwas. Vielleicht ist sie falsch geschrieben. "
    "Die vorbereiteten Abfragen zeigen, was da ist; die Suche findet Knoten nach Wörtern."
)


class Gefragt(NamedTuple):
    """One way to read an address."""

    pfad: str
    form: Format | None
    """The form that its ending names."""


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of all nodes and of the statements about links."""
    knoten = Knotenseiten(programm)

    def im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def antworte(anfrage: Request) -> Response:
            return await run_in_threadpool(baue, anfrage)

        return antworte

    return [Route("/id/{pfad:path}", im_faden(knoten.knoten)), Route("/link/{pfad:path}", im_faden(knoten.link))]


class Knotenseiten:
    """Answers for nodes; each request takes one state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm
        self._zeitreisen = Zeitreisen(programm)

    def knoten(self, anfrage: Request) -> Response:
        """One node in the form asked for."""
        endung = next((g.form for g in _lesarten(anfrage.path_params["pfad"]) if g.form), None)
        return self._gefasst(anfrage, self._knoten, endung)

    def link(self, anfrage: Request) -> Response:
        """The statement of a link: its node tells it. 303, because a statement is no page."""
        return self._gefasst(anfrage, self._link, None)

    def _gefasst(
        self, anfrage: Request, antworte: Callable[[Request, Wunsch], Response], endung: Format | None
    ) -> Response:
        """The answer, or why there is none, in time."""
        neueste = self._programm.state()
        try:
            with frist.gilt(Frist(monotonic() + SEKUNDEN)):
                return antworte(anfrage, wunsch(anfrage, neueste))
        except Abgewiesen as fehler:
            form = endung or waehle(anfrage.headers.get("accept"))
            return _fehler(anfrage, neueste, form, fehler)
        except Abbruch:
            text = f"Die Antwort dauert länger als {SEKUNDEN} Sekunden. Bitte später noch einmal versuchen."
            return PlainTextResponse(text, ZU_LANGE)

    def _knoten(self, anfrage: Request, gewuenscht: Wunsch) -> Response:
        lesarten = list(_lesarten(anfrage.path_params["pfad"]))
        # before an older state is opened: was there anything at all
        if gewuenscht.alt and not any(self._stand(g.pfad, gewuenscht) for g in lesarten):
            return self._nicht_da(anfrage, gewuenscht, gewuenscht.neueste, lesarten)
        state = self._zeitreisen.state(gewuenscht)
        for pfad, genannt in lesarten:
            nummer = state.nummer(pfad)
            if nummer is not None:
                form = genannt or waehle(anfrage.headers.get("accept"))
                return nicht_annehmbar() if form is None else self._antwort(anfrage, state, nummer, form, gewuenscht)
        return self._nicht_da(anfrage, gewuenscht, state, lesarten)

    def _stand(self, pfad: str, gewuenscht: Wunsch) -> bool:
        geschichte = self._programm.geschichte(pfad, gewuenscht.revision)
        return geschichte is not None and geschichte.ende is None

    def _nicht_da(self, anfrage: Request, gewuenscht: Wunsch, state: "State", lesarten: list[Gefragt]) -> Response:
        """Where it stands today, what it was, or that there is nothing."""
        gewaehlt = waehle(anfrage.headers.get("accept"))
        for pfad, genannt in lesarten:
            heute = heute_unter(state, pfad)
            if heute is not None:
                endung = f".{genannt.endung}" if genannt else ""
                adresse = umgeleitet(wurzel(anfrage), "id", heute + endung, anfrage)
                return RedirectResponse(adresse, 301, {"cache-control": UMZUG})
        for pfad, genannt in lesarten:
            geschichte = self._programm.geschichte(pfad, gewuenscht.revision)
            if geschichte is not None and geschichte.ende is not None:
                return knoten_fort(
                    anfrage, gewuenscht.neueste, self._programm.adressen, geschichte, genannt or gewaehlt
                )
        form = next((g.form for g in lesarten if g.form), gewaehlt)
        if gewuenscht.alt:
            spaeter = next(filter(None, (self._programm.geschichte(g.pfad) for g in lesarten)), None)
            if spaeter is not None:
                text = f"In Revision {gewuenscht.revision} stand hier noch nichts; der Knoten kam mit {spaeter.seit}."
                raise Abgewiesen(FEHLT, "Diesen Knoten gab es noch nicht", text)
        return _fehler(anfrage, state, form, Abgewiesen(FEHLT, "Diesen Knoten gibt es nicht", FALSCH))

    def _link(self, anfrage: Request, gewuenscht: Wunsch) -> Response:
        von, _, rest = anfrage.path_params["pfad"].partition("~")
        praedikat, _, nach = rest.partition("~")
        enden = self._programm.linkenden(von, nach, gewuenscht.revision) if gewuenscht.alt else []
        if gewuenscht.alt and not any(lokal(e.zeile.praedikat) == praedikat and e.ende is None for e in enden):
            return self._link_fort(anfrage, gewuenscht, (von, praedikat, nach))
        state = self._zeitreisen.state(gewuenscht)
        nummer = _nummer(state, von)
        if nummer is None or not any(
            (lokal(z.praedikat), z.nach) == (praedikat, nach) for z in state.linkzeilen(nummer)
        ):
            return self._link_fort(anfrage, gewuenscht, (von, praedikat, nach))
        return RedirectResponse(umgeleitet(_zurueck(von, nach), "id", von, anfrage), 303)

    def _link_fort(self, anfrage: Request, gewuenscht: Wunsch, link: tuple[str, str, str]) -> Response:
        von, praedikat, nach = link
        state = gewuenscht.neueste
        heute = [heute_unter(state, p) or p for p in (von, nach)]
        if heute != [von, nach] and ":" not in "".join(heute):
            adresse = umgeleitet(_zurueck(von, nach), "link", f"{heute[0]}~{praedikat}~{heute[1]}", anfrage)
            return RedirectResponse(adresse, 301, {"cache-control": UMZUG})
        form = waehle(anfrage.headers.get("accept"))
        for ende in self._programm.linkenden(von, nach, gewuenscht.revision):
            if lokal(ende.zeile.praedikat) == praedikat and ende.ende is not None:
                return link_fort(anfrage, state, self._programm.adressen, ende, form)
        return _fehler(anfrage, state, form, Abgewiesen(FEHLT, "Diese Verknüpfung gibt es nicht", FALSCH))

    def _antwort(self, anfrage: Request, state: "State", nummer: int, form: Format, gewuenscht: Wunsch) -> Response:
        adressen = self._programm.adressen
        fest = gewuenscht.revision is not None and form.schreibe is not None
        kopf = {
            "vary": "Accept",
            "cache-control": FEST if fest else FRISCH,
            "link": _verweise(state.pfad(nummer), adressen, form, gewuenscht),
        }
        if form.schreibe is None:
            antwort = knoten_als_seite(anfrage, state, nummer, self._programm, gewuenscht)
            # A page changes with the day and the attached documents too, so its mark is also that of its bytes.
            kopf["etag"] = marke(state.hash, bytes(antwort.body).decode())
            if kennt(anfrage, kopf["etag"]):
                return Response(status_code=304, headers=kopf)
            antwort.headers.update(kopf)
            return antwort
        kopf["etag"] = marke(state.hash, adressen.basis, form.endung, state.pfad(nummer))
        if kennt(anfrage, kopf["etag"]):
            return Response(status_code=304, headers=kopf)
        bestand, fehlend = umgebung(state, nummer)
        text = form.schreibe(bestand, adressen, state.modell)
        if fehlend:
            kopf[UNVOLLSTAENDIG] = str(fehlend)
        return Response(text, headers=kopf, media_type=form.medium)


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


def _lesarten(pfad: str) -> Iterator[Gefragt]:
    """The ways to read an address, the most literal first."""
    if PFAD.fullmatch(pfad):
        yield Gefragt(pfad, None)
    vorne, _, endung = pfad.rpartition(".")
    if endung in NACH_ENDUNG and PFAD.fullmatch(vorne):
        yield Gefragt(vorne, NACH_ENDUNG[endung])


def _nummer(state: "State", pfad: str) -> int | None:
    return state.nummer(pfad) if PFAD.fullmatch(pfad) else None


def _zurueck(von: str, nach: str) -> str:
    """From the address of a statement to the root; slashes of an IRI of others are percent-encoded: no steps."""
    return "../" * (1 + von.count("/") + (0 if ":" in nach else nach.count("/")))


def _fehler(anfrage: Request, state: "State", form: Format | None, fehler: Abgewiesen) -> Response:
    kopf = {"vary": "Accept", **({"retry-after": "30"} if fehler.status == ZU_LANGE else {})}
    if form is None or form.endung != HTML:
        return PlainTextResponse(f"{fehler.titel}. {fehler.text}", fehler.status, kopf)
    antwort = seite(
        anfrage,
        "fehler.html",
        state,
        status=fehler.status,
        titel=fehler.titel,
        text=fehler.text,
        zurueck=f"{wurzel(anfrage)}abfragen",
        zurueck_text="Zu den vorbereiteten Abfragen",
    )
    antwort.headers.update(kopf)
    return antwort


def _verweise(pfad: str, adressen: "Adressen", form: Format, gewuenscht: Wunsch) -> str:
    """The `Link` header: the other forms, the address that stays, and of an older state the newest (RFC 5829)."""
    verweise = [*andere_formen(pfad.rpartition("/")[2], form, gewuenscht.anhang)]
    verweise.append(f'<{adressen.iri(pfad)}>; rel="canonical"')
    if gewuenscht.revision is not None:
        verweise.append(f'<{adressen.iri(pfad)}>; rel="latest-version"')
    return ", ".join(verweise)


__all__ = ["FORMATE", "Format", "Knotenseiten", "frage", "routen", "umgebung", "waehle"]
