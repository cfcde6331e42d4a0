"""The analysis of the graph at `/analyse`, what a loss would mean at `/analyse/wegfall`, and both as files.

What was computed is kept by state, part, view and day, so that a page costs its computation once.
"""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from leitlinien import analyse, frist, search
from leitlinien.analyse import Graphformat, Uebersicht, Umfang, ZuGross
from leitlinien.analyse.rollen import spurarten
from leitlinien.analyse.tabellen import WEGFALL, Tabellen, wegfallzeilen
from leitlinien.analyse.worte import geldtext
from leitlinien.api import heute
from leitlinien.api.merker import Merker
from leitlinien.errors import Eingabefehler, UnbekannterKnoten
from leitlinien.findings.lage import Graphlage
from leitlinien.frist import Abbruch, Frist
from leitlinien.tabellen.schreibe_csv import csv_text
from leitlinien.web.analyseansicht import ZEILEN, Ansicht
from leitlinien.web.seite import knotenseite, seite, wurzel

if TYPE_CHECKING:
    from datetime import date

    from leitlinien.state import State
    from leitlinien.web.app import Dienst

SEKUNDEN = 25
"""Longest time for an answer."""
HOECHSTENS = 300_000
"""Nodes and links of a part that is analysed here; more take too long for a page."""
HOECHSTENS_DATEI = 50_000
"""Nodes and links of a graph file made here: it takes about 5 kB of memory for each."""
TREFFER = 20
"""Nodes that a search for the question of a loss offers."""
NAMEN = {Graphformat.GRAPHML: "GraphML", Graphformat.GEXF: "GEXF"}
JA, NEIN = "ja", "nein"
FALSCH, FEHLT, ZU_LANGE = 400, 404, 503
GEMERKT = 1_000_000
"""Weight of all results that are kept: nodes they name, about 60 bytes each."""


@dataclass(frozen=True)
class Frage:
    """What is analysed: a state, a part of it, a view, a day."""

    state: "State"
    umfang: Umfang
    vorschlaege: bool
    stichtag: "date"

    def parameter(self, **mehr: str) -> str:
        """The same question as the query of an address, with a question mark; nothing for the plain question."""
        gesetzt = {"umfang": self.pfad, "vorschlaege": JA if self.vorschlaege else ""} | mehr
        text = urlencode({name: wert for name, wert in gesetzt.items() if wert})
        return f"?{text}" if text else ""

    @property
    def pfad(self) -> str:
        """Local path of the part; empty for everything."""
        return "" if self.umfang.knoten is None else self.state.pfad(self.umfang.knoten)


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of the pages and files."""
    seiten = Analyseseiten(programm)

    def im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def antworte(anfrage: Request) -> Response:
            return await run_in_threadpool(seiten.sicher, baue, anfrage)

        return antworte

    return [
        Route("/analyse", im_faden(seiten.uebersicht)),
        *(Route(f"/analyse.{form}", im_faden(partial(seiten.graph, form=form))) for form in Graphformat),
        Route("/analyse/wegfall", im_faden(seiten.wegfall)),
        Route("/analyse/wegfall.csv", im_faden(seiten.wegfall_csv)),
        Route("/analyse/{name}.csv", im_faden(seiten.csv)),
    ]


class Analyseseiten:
    """The pages; each request takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm
        self._gemerkt: Merker[tuple[str, Umfang, bool, date], Uebersicht] = Merker(GEMERKT)
        self._schloss = threading.Lock()
        """One computation at a time: it holds the interpreter, so two would not be quicker."""

    def sicher(self, baue: Callable[[Request], Response], anfrage: Request) -> Response:
        """The answer, or the page that says what is wrong with the question."""
        try:
            with frist.gilt(Frist(monotonic() + SEKUNDEN)):
                return baue(anfrage)
        except Abbruch:
            rat = "Einen kleineren Ausschnitt wählen oder die Befehlszeile nehmen: leitlinien analyse."
            return _fehler(anfrage, ZU_LANGE, "Das dauert zu lange", f"Mehr als {SEKUNDEN} Sekunden. {rat}")
        except UnbekannterKnoten as fehler:
            text = str(fehler).partition(" `")[0] + " Die Suche oben findet Knoten nach Wörtern."
            return _fehler(anfrage, FEHLT, "Diesen Knoten gibt es nicht", text)
        except Eingabefehler as fehler:
            return _fehler(anfrage, FALSCH, "So lässt sich nichts auswerten", str(fehler))

    # overview

    def uebersicht(self, anfrage: Request) -> Response:
        """What hangs on one thread, what joins fields, where circles are."""
        frage = self._frage(anfrage)
        ansicht = self._ansicht(anfrage, frage.state)
        zu_gross, gefunden = None, None
        try:
            gefunden = self._rechne(frage)
        except ZuGross as fehler:
            zu_gross = str(fehler)
        return seite(
            anfrage,
            "analyse.html",
            frage.state,
            frage=frage,
            gefunden=gefunden,
            zu_gross=zu_gross,
            teile=gefunden and ansicht.teile(gefunden),
            einzelne=gefunden and ansicht.einzelne(gefunden),
            ort=None if frage.umfang.knoten is None else ansicht.verweis(frage.umfang.knoten),
            auswahl=ansicht.auswahl(frage.umfang),
            auswahl_gekuerzt=ansicht.gekuerzt(),
            graphdateien=[(f"analyse.{f}{frage.parameter()}", NAMEN[f]) for f in Graphformat],
            dateien_moeglich=gefunden is not None and _elemente(gefunden) <= HOECHSTENS_DATEI,
            hoechstens=ZEILEN,
            breit=True,
        )

    def csv(self, anfrage: Request) -> Response:
        """One table of the overview, complete."""
        frage = self._frage(anfrage)
        name = anfrage.path_params["name"]
        for abschnitt, zeilen in Tabellen(frage.state, self._rechne(frage)).alle():
            if abschnitt.name == name:
                return self._tabelle(anfrage, frage, name, abschnitt.spalten, zeilen)
        raise HTTPException(FEHLT)

    def graph(self, anfrage: Request, form: Graphformat) -> Response:
        """The part as a file for programs that draw graphs."""
        frage = self._frage(anfrage)
        state = frage.state
        kopf = _kopf(state.hash, self._programm.adressen.basis, form, frage.parameter())
        if _kennt(anfrage, kopf["etag"]):
            return Response(status_code=304, headers=kopf)
        with self._reihe():
            lage = Graphlage(state, frage.stichtag, vorschlaege=frage.vorschlaege)
            teil = analyse.netz(lage, frage.umfang, hoechstens=HOECHSTENS_DATEI)
            inhalt = analyse.schreibe(analyse.beschrifte(teil, self._programm.adressen), form, tag=state.zeit[:10])
        kopf |= _anhang(analyse.dateiname(teil, form))
        return Response(inhalt, headers=kopf, media_type=analyse.MEDIENTYP[form])

    # loss

    def wegfall(self, anfrage: Request) -> Response:
        """What would be lost without a node; without one, the form that finds it."""
        frage = self._frage(anfrage)
        state, ansicht = frage.state, self._ansicht(anfrage, frage.state)
        suche = " ".join(anfrage.query_params.get("q", "").split())
        knoten = self._knoten(anfrage, state)
        # a path typed into the search is as good as the node itself
        direkt = state.nummer(suche) if knoten is None and suche else None
        knoten = direkt if knoten is None else knoten
        fund = (
            analyse.wegfall(state, knoten, frage.stichtag, vorschlaege=frage.vorschlaege)
            if knoten is not None
            else None
        )
        treffer, gesamt = [], 0
        if suche and knoten is None:
            gefunden = search.suche(state, suche, spurarten(state.modell), anzahl=TREFFER)
            treffer = [(state.pfad(t.knoten), ansicht.verweis(t.knoten)) for t in gefunden.treffer]
            gesamt = gefunden.gesamt
        return seite(
            anfrage,
            "wegfall.html",
            state,
            frage=frage,
            andere=replace(frage, vorschlaege=not frage.vorschlaege),
            suche=suche,
            treffer=treffer,
            gesamt=gesamt,
            id="" if knoten is None else state.pfad(knoten),
            knoten=None if knoten is None else ansicht.verweis(knoten),
            fund=fund,
            regeln=fund and ansicht.regeln(fund),
            fehlbetraege=fund and ansicht.fehlbetraege(fund),
            gehalten=fund and ansicht.liste(fund.gehalten, ZEILEN, fund.geplant_gehalten),
            geldtext=geldtext,
            hoechstens=ZEILEN,
            breit=True,
        )

    def wegfall_csv(self, anfrage: Request) -> Response:
        """The same as a table."""
        frage = self._frage(anfrage)
        knoten = self._knoten(anfrage, frage.state)
        if knoten is None:
            raise Eingabefehler("Es fehlt, wonach gefragt wird: ?id=, zum Beispiel ?id=beispielstadt/M5.")
        gefunden = analyse.wegfall(frage.state, knoten, frage.stichtag, vorschlaege=frage.vorschlaege)
        name = f"wegfall-{analyse.dateistueck(frage.state.pfad(knoten))}"
        return self._tabelle(anfrage, frage, name, WEGFALL, list(wegfallzeilen(gefunden)))

    # what all of them need

    def _frage(self, anfrage: Request) -> Frage:
        state = self._programm.state()
        umfang = anfrage.query_params.get("umfang", "").strip()
        pfad = self._programm.adressen.pfad(umfang) if umfang else None
        sicht = anfrage.query_params.get("vorschlaege", "")
        if sicht not in {"", JA, NEIN}:
            raise Eingabefehler(f"„{sicht}“ ist keine Angabe zu „vorschlaege“. Es gibt „{JA}“ und „{NEIN}“.")
        return Frage(state, analyse.lies(state, pfad), sicht == JA, heute())

    def _knoten(self, anfrage: Request, state: "State") -> int | None:
        id = anfrage.query_params.get("id", "").strip()
        if not id:
            return None
        nummer = state.nummer(self._programm.adressen.pfad(id))
        if nummer is None:
            raise UnbekannterKnoten(id)
        return nummer

    def _ansicht(self, anfrage: Request, state: "State") -> Ansicht:
        return Ansicht(state, partial(knotenseite, anfrage, self._programm.adressen))

    def _reihe(self) -> "_Reihe":
        return _Reihe(self._schloss)

    def _rechne(self, frage: Frage) -> Uebersicht:
        schluessel = (frage.state.hash, frage.umfang, frage.vorschlaege, frage.stichtag)
        if (bekannt := self._gemerkt.hole(schluessel)) is not None:
            return bekannt
        gesichert = self._rechne(replace(frage, vorschlaege=False)) if frage.vorschlaege else None
        with self._reihe():
            if (bekannt := self._gemerkt.hole(schluessel)) is not None:
                return bekannt
            gefunden = analyse.uebersicht(
                frage.state,
                frage.umfang,
                frage.stichtag,
                vorschlaege=frage.vorschlaege,
                hoechstens=HOECHSTENS,
                gesichert=gesichert,
            )
            self._gemerkt.merke(schluessel, gefunden, gefunden.gewicht)
            return gefunden

    def _tabelle(self, anfrage: Request, frage: Frage, name: str, spalten: Any, zeilen: list[Any]) -> Response:
        text = csv_text(spalten.values(), ([z.get(s) for s in spalten] for z in zeilen))
        kopf = _kopf(text)
        if _kennt(anfrage, kopf["etag"]):
            return Response(status_code=304, headers=kopf)
        stueck = f"-{analyse.dateistueck(frage.pfad)}" if frage.pfad else ""
        sicht = "-mit-vorschlaegen" if frage.vorschlaege else ""
        kopf |= _anhang(f"{name}{stueck}{sicht}-r{frage.state.revision}.csv")
        return Response(text, headers=kopf, media_type="text/csv; charset=utf-8")


class _Reihe:
    """Waits for its turn as long as the request may take."""

    def __init__(self, schloss: threading.Lock) -> None:
        self._schloss = schloss

    def __enter__(self) -> None:
        while not self._schloss.acquire(timeout=1):
            frist.pruefe()

    def __exit__(self, *_: object) -> None:
        self._schloss.release()


def _elemente(gefunden: Uebersicht) -> int:
    return gefunden.knoten + gefunden.verknuepfungen


def _fehler(anfrage: Request, status: int, titel: str, text: str) -> Response:
    return seite(
        anfrage,
        "fehler.html",
        status=status,
        titel=titel,
        text=text,
        zurueck=f"{wurzel(anfrage)}analyse",
        zurueck_text="Zur Analyse des ganzen Bestands",
    )


def _kopf(*teile: str) -> dict[str, str]:
    summe = hashlib.sha256("\n".join(teile).encode()).hexdigest()
    return {"etag": f'"{summe[:32]}"', "cache-control": "no-cache"}


def _kennt(anfrage: Request, marke: str) -> bool:
    gesagt = anfrage.headers.get("if-none-match", "")
    return any(m.strip().removeprefix("W/") in {marke, "*"} for m in gesagt.split(","))


def _anhang(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"}
