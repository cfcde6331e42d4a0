"""The page `/daten`, the dumps below it, and the descriptions for catalogues."""

import asyncio
import logging
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from leitlinien.abzug import FORMEN, NACH_ENDUNG, Abzuege, Abzug, beschreibung
from leitlinien.abzug.ablage import ist_gross
from leitlinien.errors import Eingabefehler, Speicherfehler
from leitlinien.kinds import Dateiname, Herkunft
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.web import sparql
from leitlinien.web.datensatz.gemeinsam import falsch, im_faden, kennt, mit_marke, zahl
from leitlinien.web.seite import seite

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

ZU_LANGE = 503
SUMMEN = {"dcat": beschreibung.dcat, "void": beschreibung.void}
"""Descriptions by name."""
_log = logging.getLogger(__name__)


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of the page, the dumps and the descriptions."""
    daten = Datenseiten(programm)
    return [
        Route("/daten", im_faden(daten.uebersicht)),
        Route("/daten/leitlinien.{endung}", daten.abzug),
        Route("/daten/{name}.{endung}", im_faden(daten.beschreibe)),
        Route("/.well-known/void", _void),
    ]


async def _void(anfrage: Request) -> Response:  # noqa: ARG001
    # Relative, so it works below a path prefix.
    return RedirectResponse("../daten/void.ttl", 303)


class Datenseiten:
    """Answers about the whole of the data; each request takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm
        self._abzuege = Abzuege(programm.adressen)
        self._einer = asyncio.Lock()
        """Requests wait here, and not in threads, while a dump is written."""
        self._vorrat: threading.Thread | None = None

    def uebersicht(self, anfrage: Request) -> Response:
        """The page."""
        state, settings = self._programm.state(), self._programm.settings
        geschrieben = self._geschrieben(state)
        worte = wortschatz(state.modell)
        return seite(
            anfrage,
            "daten.html",
            state,
            formen=[(f, geschrieben.get(f.endung)) for f in FORMEN],
            arten=[
                (worte.lesbar(a.mehrzahl), a.beschreibung, len(state.bereich(a.name)))
                for a in state.modell.arten.values()
                if state.bereich(a.name)
            ],
            beispiele=_beispiele(state),
            dokumente=sum(
                len(state.bereich(a.name))
                for a in state.modell.arten.values()
                if any(Dateiname in f.marken for f in a.werte)
            ),
            lizenz=settings.lizenz,
            herausgeber=settings.herausgeber,
            basis=self._programm.adressen.basis,
            fehlend=beschreibung.fehlend(settings),
            sparql=sparql.ist_an(self._programm),
            beschreibungen=[(name, list(beschreibung.ENDUNGEN)) for name in SUMMEN],
        )

    async def abzug(self, anfrage: Request) -> Response:
        """One dump, of the newest state or of `?revision=`."""
        form = NACH_ENDUNG.get(anfrage.path_params["endung"])
        if form is None:
            raise HTTPException(404)
        try:
            nummer = zahl(anfrage, "revision")
            state = await run_in_threadpool(self._state, nummer)
            marke = f'"{self._abzuege.marke(state, form)}"'
            kopf = {"etag": marke, "cache-control": "no-cache", "leitlinien-revision": str(state.revision)}
            if kennt(anfrage, marke):
                return Response(status_code=304, headers=kopf)
            fertig = self._abzuege.vorhanden(state, form)
            if fertig is None:
                async with self._einer:
                    fertig = await run_in_threadpool(self._abzuege.hole, state, form)
        except Eingabefehler as fehler:
            return await run_in_threadpool(falsch, anfrage, str(fehler))
        except Speicherfehler as fehler:
            _log.warning("%s", fehler)
            return PlainTextResponse("Der Abzug ließ sich nicht schreiben. Bitte später noch einmal.", ZU_LANGE)
        return FileResponse(
            fertig.pfad,
            headers=kopf | {"content-disposition": f'attachment; filename="{fertig.dateiname}"'},
            media_type=form.medium,
        )

    def beschreibe(self, anfrage: Request) -> Response:
        """A description in one of its forms."""
        name, endung = anfrage.path_params["name"], anfrage.path_params["endung"]
        if name not in SUMMEN or endung not in beschreibung.ENDUNGEN:
            raise HTTPException(404)
        state = self._programm.state()
        angaben = beschreibung.Angaben(
            state,
            self._programm.adressen,
            self._programm.settings,
            self._geschrieben(state),
            sparql.ist_an(self._programm),
        )
        medium, _ = beschreibung.ENDUNGEN[endung]
        return mit_marke(anfrage, beschreibung.schreibe(SUMMEN[name](angaben), endung), f"{medium}; charset=utf-8")

    def _state(self, nummer: int | None) -> "State":
        return self._programm.state() if nummer is None else self._programm.state_zu(nummer)

    def _geschrieben(self, state: "State") -> dict[str, Abzug]:
        """The dumps that are there; small ones are written now, large ones beside, so that they are there next time."""
        if not ist_gross(state):
            try:
                return {f.endung: self._abzuege.hole(state, f) for f in FORMEN}
            except Speicherfehler as fehler:
                _log.warning("%s", fehler)
                return {}
        da = {f.endung: abzug for f in FORMEN if (abzug := self._abzuege.vorhanden(state, f))}
        if len(da) < len(FORMEN) and (self._vorrat is None or not self._vorrat.is_alive()):
            self._vorrat = threading.Thread(target=self._schreibe_vor, args=(state,), daemon=True, name="abzuege")
            self._vorrat.start()
        return da

    def _schreibe_vor(self, state: "State") -> None:
        try:
            for form in FORMEN:
                self._abzuege.hole(state, form)
        except Speicherfehler as fehler:
            _log.warning("%s", fehler)


@lru_cache(maxsize=4)
def _beispiele(state: Any) -> int:
    """How many nodes are invented."""
    arten = [a for a in state.modell.arten.values() if state.bereich(a.name)]
    return sum(sum(wert is Herkunft.BEISPIEL for wert in state.spalte(a.name, a.feld["herkunft"])) for a in arten)
