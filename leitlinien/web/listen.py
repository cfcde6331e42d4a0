"""The directory: all kinds at `/arten`, the nodes of one at `/arten/ziele`, the same selection as a file behind it.

A list is a query of GraphQL (`queries.artabfrage`), so it means the same and has the same file formats.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from leitlinien import frist
from leitlinien.api import Kontext
from leitlinien.frist import Abbruch, Frist
from leitlinien.kinds import Art, Feld
from leitlinien.queries import Katalogfehler
from leitlinien.queries.artabfrage import NACH, SICHT, artabfrage
from leitlinien.tabellen import HOECHSTZEILEN, MEDIENTYP, Antwort, Antwortfehler, Dateiart, beantworte, schreibe
from leitlinien.tabellen.anzeige import anzeige
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.web.formular import Fehler
from leitlinien.web.listenfilter import SEITE, SUCHE, Selektion, lies
from leitlinien.web.listenformular import listenformular
from leitlinien.web.seite import knotenseite, seite, wurzel
from leitlinien.web.verzeichnis import artgruppen, dateifelder, listenname, nach_listenname, spalten

if TYPE_CHECKING:
    from leitlinien.web.app import Dienst

SEKUNDEN = 20
"""Longest time for a list or a file."""
DOWNLOADS = (
    (Dateiart.XLSX, "Excel (XLSX)"),
    (Dateiart.CSV, "CSV"),
    (Dateiart.JSON, "JSON"),
    (Dateiart.TURTLE, "Turtle (RDF)"),
    (Dateiart.HTML, "Seite zum Drucken"),
)
FALSCH, INTERN, ZU_LANGE = 400, 500, 503
T = TypeVar("T")


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of the directory."""
    listen = Listenseiten(programm)

    def im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def antworte(anfrage: Request) -> Response:
            return await run_in_threadpool(baue, anfrage)

        return antworte

    return [
        Route("/arten", im_faden(listen.verzeichnis)),
        Route("/arten/{name}.{endung}", im_faden(listen.datei)),
        Route("/arten/{name}", im_faden(listen.liste)),
    ]


class Listenseiten:
    """The pages; each request takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm
        self._arten = nach_listenname(programm.modell)

    def verzeichnis(self, anfrage: Request) -> Response:
        """All kinds."""
        state = self._programm.state()
        gruppen = artgruppen(state.modell, lambda a: len(state.bereich(a.name)))
        return seite(anfrage, "verzeichnis.html", state, gruppen=gruppen)

    def liste(self, anfrage: Request) -> Response:
        """One page of the nodes of a kind."""
        art = self._art(anfrage)
        if isinstance(art, Response):
            return art
        kontext, selektion = self._lies(anfrage, art)
        seitenmarke = anfrage.query_params.get(SEITE) or None

        def eine_seite() -> Antwort:
            return self._frage(kontext, selektion, spalten(art), {NACH: seitenmarke} if seitenmarke else {})

        antwort, status = self._in_zeit(selektion, eine_seite)
        return self._seite(anfrage, kontext, selektion, antwort, status)

    def datei(self, anfrage: Request) -> Response:
        """All rows as a file."""
        art = self._art(anfrage)
        if isinstance(art, Response):
            return art
        endung = anfrage.path_params["endung"]
        if endung not in set(Dateiart):
            raise HTTPException(404)
        form = Dateiart(endung)
        kontext, selektion = self._lies(anfrage, art)

        def ganze_datei() -> tuple[Antwort, bytes]:
            antwort = self._frage(kontext, selektion, dateifelder(art, form), {}, alle=True)
            return antwort, schreibe(antwort, form)

        fertig, status = self._in_zeit(selektion, ganze_datei)
        if fertig is None:
            return self._seite(anfrage, kontext, selektion, None, status)
        antwort, inhalt = fertig
        name = f"{listenname(art)}_r{kontext.state.revision}{'' if antwort.vollstaendig else '_gekuerzt'}.{form}"
        kopf = {
            "content-disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}",
            "cache-control": "no-cache",
        }
        return Response(inhalt, media_type=MEDIENTYP[form], headers=kopf)

    def _art(self, anfrage: Request) -> Art | Response:
        """The kind of the address, or the page that says there is none."""
        name = anfrage.path_params["name"]
        if name in self._arten:
            return self._arten[name]
        return seite(
            anfrage,
            "fehler.html",
            status=404,
            titel="Diese Liste gibt es nicht",
            text=f"„{name}“ ist keine Art von Knoten. Es gibt: {', '.join(self._arten)}.",
            zurueck=f"{wurzel(anfrage)}arten",
            zurueck_text="Zum Verzeichnis",
        )

    def _lies(self, anfrage: Request, art: Art) -> tuple[Kontext, Selektion]:
        kontext = Kontext(self._programm.state(), self._programm.adressen, quellen=self._programm.quellen)
        return kontext, lies(art, anfrage.query_params.multi_items(), kontext.state, kontext.adressen)

    def _frage(
        self,
        kontext: Kontext,
        selektion: Selektion,
        felder: Sequence[Feld],
        werte: Mapping[str, Any],
        *,
        alle: bool = False,
    ) -> Antwort:
        """The answer. Raises `Antwortfehler`, `Abbruch`."""
        schema = self._programm.schema
        abfrage = artabfrage(
            schema,
            selektion.art,
            felder,
            wortschatz(kontext.state.modell).lesbar,
            filter=selektion.filter,
            sortierung=selektion.sortierung,
            bedingungen=[c.text for c in selektion.chips()],
            mit_adresse=alle,
        )
        return beantworte(schema, kontext, abfrage, {SICHT: selektion.sicht.name, **werte}, alle=alle)

    def _in_zeit(self, selektion: Selektion, tue: Callable[[], T]) -> tuple[T | None, int]:
        """What is asked for and 200; or None and the status, when something is wrong, which `selektion` then tells."""
        if selektion.fehler:
            return None, FALSCH
        try:
            with frist.gilt(Frist(monotonic() + SEKUNDEN)):
                return tue(), 200
        except Abbruch:
            text = f"Die Antwort dauert länger als {SEKUNDEN} Sekunden. Mit weiteren Filtern wird sie kürzer."
            selektion.fehler.append(Fehler("", "", text))
            return None, ZU_LANGE
        except Katalogfehler as fehler:  # a value that the schema does not take, like a year with thirty digits
            selektion.fehler += [Fehler("", "", mangel.was) for mangel in fehler.maengel]
            return None, FALSCH
        except Antwortfehler as fehler:
            selektion.fehler += [Fehler("", "", text) for text in fehler.meldungen]
            return None, INTERN if fehler.intern else FALSCH

    def _seite(
        self, anfrage: Request, kontext: Kontext, selektion: Selektion, antwort: Antwort | None, status: int
    ) -> Response:
        art, state = selektion.art, kontext.state
        name, worte = listenname(art), wortschatz(state.modell)
        parameter = selektion.parameter()
        seitenmarke = anfrage.query_params.get(SEITE)
        weiter = antwort and antwort.tabelle.weiter
        return seite(
            anfrage,
            "liste.html",
            state,
            status=status,
            titel=worte.lesbar(art.mehrzahl),
            name=name,
            art=art,
            anzahl=len(state.bereich(art.name)),
            selektion=selektion,
            suchtext=" ".join(selektion.texte.get(SUCHE, ())),
            chips=[(c.text, _adresse(name, c.ohne)) for c in selektion.chips()],
            formular=listenformular(selektion, state),
            antwort=antwort,
            anzeige=antwort and anzeige(antwort, partial(knotenseite, anfrage, kontext.adressen)),
            teilen=_adresse(name, parameter),
            anfang=_adresse(name, parameter) if seitenmarke and antwort else None,
            weiter=_adresse(name, [*parameter, (SEITE, weiter)]) if weiter else None,
            downloads=[(_adresse(f"{name}.{form}", parameter), text, form) for form, text in DOWNLOADS],
            graphiql=antwort and f"../graphql#{urlencode({'query': antwort.abfrage.text})}",
            hoechstens=HOECHSTZEILEN,
            breit=True,
        )


def _adresse(pfad: str, parameter: Sequence[tuple[str, str]]) -> str:
    return f"{pfad}?{urlencode(parameter)}" if parameter else pfad
