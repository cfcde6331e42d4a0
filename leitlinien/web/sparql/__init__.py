"""SPARQL at `/sparql`: read only, off unless the setting says otherwise; for programs and, with a form, for people."""

import asyncio
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from leitlinien.kinds import Herkunft
from leitlinien.web.seite import knotenseite, seite, wurzel
from leitlinien.web.sparql.beispiele import beispiele
from leitlinien.web.sparql.dienst import HOECHSTBYTES, HOECHSTZEILEN, MOEGLICH, Abgewiesen, Ergebnis, Sparqldienst
from leitlinien.web.sparql.protokoll import GRAPHEN, TABELLEN, lies, parameter
from leitlinien.web.verhandlung import guete

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

ZEIGT = 500
"""Rows that a page shows; files hold all."""
_AUS = (
    "Fragen in SPARQL beantwortet diese Installation nicht. Wer sie betreibt, schaltet es mit LEITLINIEN_SPARQL=1 ein. "
    "Der ganze Bestand liegt unter „Daten“ zum Herunterladen."
)
_UNMOEGLICH = "Auf diesem Betriebssystem ist SPARQL nicht verfügbar: Abfragen ließen sich nicht begrenzen."


def routen(programm: "Dienst") -> list[BaseRoute]:
    """The route `/sparql`."""
    return [Route("/sparql", Sparqlseite(programm).__call__, methods=["GET", "POST"])]


def ist_an(programm: "Dienst") -> bool:
    """Whether `/sparql` answers."""
    return programm.settings.sparql and MOEGLICH


class Sparqlseite:
    """Answers requests; each takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm
        self._dienst = Sparqldienst(programm.adressen, programm.settings.zeitgrenze)

    async def __call__(self, anfrage: Request) -> Response:
        """Answer one request."""
        fuer_menschen = anfrage.method in {"GET", "HEAD"} and "text/html" in guete(anfrage.headers.get("accept", ""))
        if not ist_an(self._programm):
            return await run_in_threadpool(self._aus, anfrage, fuer_menschen)
        gefragt: dict[str, list[str]] = {}
        try:
            typ = anfrage.headers.get("content-type", "")
            gefragt = parameter(anfrage.method, anfrage.url.query, typ, await self._rumpf(anfrage))
            if fuer_menschen and not gefragt.get("format", [""])[-1]:
                return await run_in_threadpool(self._seite, anfrage, gefragt)
            return await run_in_threadpool(self._antwort, anfrage, gefragt)
        except Abgewiesen as fehler:
            if fuer_menschen:
                return await run_in_threadpool(self._formular, anfrage, gefragt, fehler=fehler)
            kopf = {"vary": "Accept", "cache-control": "no-store"}
            if fehler.spaeter:
                kopf["retry-after"] = str(fehler.spaeter)
            return PlainTextResponse(str(fehler), fehler.status, kopf)

    def _aus(self, anfrage: Request, fuer_menschen: bool) -> Response:
        text = _UNMOEGLICH if self._programm.settings.sparql else _AUS
        if not fuer_menschen:
            return PlainTextResponse(text, 404, {"vary": "Accept"})
        return seite(
            anfrage,
            "fehler.html",
            status=404,
            titel="SPARQL ist ausgeschaltet",
            text=text,
            zurueck=f"{wurzel(anfrage)}daten",
            zurueck_text="Zu den Daten",
        )

    async def _rumpf(self, anfrage: Request) -> bytes:
        """The body. Raises `Abgewiesen` when it is too large or does not arrive."""
        grenze = self._programm.settings.max_anfrage
        if anfrage.method != "POST":
            return b""
        stuecke, laenge = [], 0
        try:
            async with asyncio.timeout(self._programm.settings.lesefrist):
                async for stueck in anfrage.stream():
                    laenge += len(stueck)
                    if laenge > grenze:
                        raise Abgewiesen(413, f"Die Frage ist größer als {grenze} Bytes.")
                    stuecke.append(stueck)
        except (TimeoutError, ClientDisconnect):
            raise Abgewiesen(408, "Die Frage ist nicht rechtzeitig angekommen.") from None
        return b"".join(stuecke)

    def _antwort(self, anfrage: Request, gefragt: dict[str, list[str]]) -> Response:
        frage, tabelle, graph = lies(gefragt, anfrage.headers.get("accept"))
        ergebnis = self._dienst.beantworte(self._programm.state(), frage, tabelle, graph)
        medium = (GRAPHEN if ergebnis.graph else TABELLEN)[ergebnis.form]
        return Response(
            ergebnis.rumpf,
            headers={
                "content-type": f"{medium}; charset=utf-8",
                "vary": "Accept",
                "cache-control": "no-cache",
                "leitlinien-revision": str(ergebnis.revision),
            },
        )

    def _seite(self, anfrage: Request, gefragt: dict[str, list[str]]) -> Response:
        """The page with the form, and the answer if there is a question."""
        if not "".join(gefragt.get("query", [])).strip():
            return self._formular(anfrage, gefragt)
        frage, _, _ = lies(gefragt, None)
        ergebnis = self._dienst.beantworte(self._programm.state(), frage, "json", "ttl")
        return self._formular(anfrage, gefragt, ergebnis=ergebnis)

    def _formular(
        self,
        anfrage: Request,
        gefragt: dict[str, list[str]],
        *,
        ergebnis: Ergebnis | None = None,
        fehler: Abgewiesen | None = None,
    ) -> Response:
        state = self._programm.state()
        antwort = seite(
            anfrage,
            "sparql.html",
            state,
            status=fehler.status if fehler else 200,
            frage=gefragt.get("query", [""])[-1],
            fehler=fehler,
            ergebnis=ergebnis,
            tabelle=None if ergebnis is None or ergebnis.graph else self._tabelle(anfrage, state, ergebnis),
            text=ergebnis.rumpf.decode()[: ZEIGT * 200] if ergebnis is not None and ergebnis.graph else None,
            gekuerzt=ergebnis is not None and ergebnis.graph and len(ergebnis.rumpf) > ZEIGT * 200,
            dateien=GRAPHEN if ergebnis is not None and ergebnis.graph else TABELLEN,
            beispiele=beispiele(self._programm.modell),
            zeigt=ZEIGT,
            zeilen=HOECHSTZEILEN,
            megabytes=HOECHSTBYTES // 1_000_000,
            sekunden=f"{self._programm.settings.zeitgrenze:g}".replace(".", ","),
            breit=ergebnis is not None,
        )
        antwort.headers["vary"] = "Accept"
        return antwort

    def _tabelle(self, anfrage: Request, state: "State", ergebnis: Ergebnis) -> dict[str, Any]:
        """Headings and cells of a table, or yes and no."""
        gelesen = json.loads(ergebnis.rumpf)
        if "boolean" in gelesen:
            return {"namen": [], "zeilen": [], "wahr": gelesen["boolean"]}
        namen: list[str] = gelesen["head"]["vars"]
        basis = f"{self._programm.adressen.basis}id/"

        def zelle(wert: dict[str, Any] | None) -> Zelle:
            if wert is None:
                return Zelle("")
            text = str(wert["value"])
            pfad = text.removeprefix(basis)
            nummer = state.nummer(pfad) if wert["type"] == "uri" else None
            if nummer is None:
                return Zelle(text)
            ist_beispiel = state.wert(nummer, state.art(nummer).feld["herkunft"]) is Herkunft.BEISPIEL
            return Zelle(pfad, knotenseite(anfrage, self._programm.adressen, pfad), ist_beispiel)

        satz = gelesen["results"]["bindings"][:ZEIGT]
        return {"namen": namen, "zeilen": [[zelle(b.get(n)) for n in namen] for b in satz], "wahr": None}


class Zelle(NamedTuple):
    """One cell of a table on the page."""

    text: str
    ziel: str | None = None
    """Address of the page of the node it names."""
    beispiel: bool = False
    """Whether that node is invented."""


__all__ = ["Sparqlseite", "ist_an", "routen"]
