"""The ASGI application: what stands at which address."""

from typing import TYPE_CHECKING, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from leitlinien import daten
from leitlinien.api import Kontext, wortlaut
from leitlinien.api.ausfuehrung import Ausfuehrung, kern, plaene
from leitlinien.api.grenzen import Grenzen, Waechter
from leitlinien.queries import Katalog, katalog
from leitlinien.web import (
    analyse,
    audit,
    barrierefreiheit,
    betrieb,
    datensatz,
    deckung,
    einbetten,
    explorer,
    knoten,
    listen,
    sparql,
    strategiekarte,
    suchseite,
    vokabular,
)
from leitlinien.web.abfragen import Abfragenseiten
from leitlinien.web.auftrag import Auftragsannahme
from leitlinien.web.betrieb import Zaehlwerk
from leitlinien.web.dokumente import Dokumente
from leitlinien.web.graphql import Endpunkt
from leitlinien.web.kopfzeilen import Huelle
from leitlinien.web.protokoll import Anfrageprotokoll
from leitlinien.web.seite import nenne_betreiber, seite, statisch, wurzel
from leitlinien.web.standwart import Standwart
from leitlinien.web.startseite import startseite

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from leitlinien.api import Schema
    from leitlinien.ids import Adressen
    from leitlinien.kinds import Modell
    from leitlinien.settings import Settings
    from leitlinien.sources import Quellen
    from leitlinien.state import State
    from leitlinien.store import Aenderungen, Geschichte, Linkende, Revision

GRAPHQL = "/graphql"
FEHLT = 404
TEXTE = {
    404: "Diese Adresse gibt es nicht. Die Startseite / nennt alle.",
    405: "Diese Adresse nimmt andere Methoden; die Kopfzeile Allow nennt sie.",
    500: "Interner Fehler. Er ist vermerkt; bitte später noch einmal versuchen.",
}


class Dienst(Protocol):
    """What the application needs of the program."""

    modell: "Modell"
    settings: "Settings"

    @property
    def schema(self) -> "Schema":
        """The GraphQL schema of the model."""

    @property
    def adressen(self) -> "Adressen":
        """Addresses under the configured base."""

    @property
    def quellen(self) -> "Quellen | None":
        """Attached source documents."""

    def state(self) -> "State":
        """The newest read state."""

    def state_zu(self, revision: int) -> "State":
        """The read state of an older revision. Raises `Eingabefehler` when there is none of this number."""

    def revisionen(self) -> "list[Revision]":
        """All revisions, the oldest first."""

    def aenderungen(
        self, *, vor: int | None = None, anzahl: int = 20, knoten: str | None = None
    ) -> "list[Aenderungen]":
        """The newest revisions (before `vor`; of one node and its links) and what they did, the newest first."""

    def geschichte(self, pfad: str, revision: int | None = None) -> "Geschichte | None":
        """The life of a node up to a revision, or now; None when it was never there."""

    def linkenden(self, von: str, nach: str, revision: int | None = None) -> "list[Linkende]":
        """The last version of each link between two nodes, up to a revision, or now."""


class Anwendung(Starlette):
    """The application: `/graphql` as directly as can be, everything else by its routes."""

    def __init__(self, programm: Dienst, vorbereitet: Katalog | None = None) -> None:
        """Build the schema and check the prepared queries, once."""
        settings = programm.settings
        schnittstelle = programm.schema
        vorbereitet = vorbereitet or katalog(schnittstelle, daten.ordner("queries"))
        zaehlwerk = Zaehlwerk(lambda: plaene(schnittstelle, programm.modell).zaehler)

        def stand() -> "State":
            return programm.state()

        self._endpunkt = Endpunkt(
            Ausfuehrung(schnittstelle, programm.modell),
            lambda state, tag: Kontext(state, programm.adressen, tag, programm.quellen),
            annahme=Auftragsannahme(
                Waechter(kern(schnittstelle), Grenzen.aus(settings)),
                Dokumente(vorbereitet, nur_vorbereitet=settings.only_prepared),
                max_variablen=settings.max_variablen,
                unmerkbar=(wortlaut.NAME,) if settings.quellen else (),
            ),
            standwart=Standwart(stand, zaehlwerk.wechsel),
            zaehlwerk=zaehlwerk,
            settings=settings,
        )
        self._huelle = Huelle(
            super().__call__, cors=settings.cors, zeilen=Anfrageprotokoll(an=settings.protokoll), zaehlwerk=zaehlwerk
        )

        def kontext() -> Kontext:
            return Kontext(programm.state(), programm.adressen, quellen=programm.quellen)

        async def start(anfrage: Request) -> Response:
            return await run_in_threadpool(startseite, anfrage, programm, vorbereitet)

        super().__init__(
            routes=[
                Route("/", start),
                Route(GRAPHQL, explorer.mit_seite(programm, self._endpunkt), methods=["GET", "OPTIONS"]),
                *betrieb.routen(zaehlwerk, stand),
                *Abfragenseiten(schnittstelle, kontext, vorbereitet).routen(),
                *audit.routen(programm, vorbereitet),
                *einbetten.routen(programm),
                *knoten.routen(programm),
                *vokabular.routen(programm),
                *listen.routen(programm),
                *suchseite.routen(programm),
                *strategiekarte.routen(programm),
                *deckung.routen(programm),
                *analyse.routen(programm),
                *datensatz.routen(programm),
                *sparql.routen(programm),
                *barrierefreiheit.routen(programm),
                *statisch(),
                *explorer.routen(vorbereitet),
            ],
            exception_handlers={HTTPException: _fehlerseite, 500: _fehlerseite},
        )
        nenne_betreiber(self, settings)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        if self._ist_frage(scope):
            await self._huelle.direkt(scope, receive, send, self._endpunkt.gib)
        else:
            await self._huelle(scope, receive, send)

    @staticmethod
    def _ist_frage(scope: "Scope") -> bool:
        """Whether the endpoint answers without anything in between; browsers ask first with OPTIONS."""
        return (
            scope["type"] == "http"
            and scope["path"] == scope.get("root_path", "") + GRAPHQL
            and scope["method"] != "OPTIONS"
            and not _fuer_menschen(scope)
        )


def _fuer_menschen(scope: "Scope") -> bool:
    """Whether the page in front of the endpoint has to look at the request."""
    return scope["method"] in {"GET", "HEAD"} and any(b"text/html" in w for n, w in scope["headers"] if n == b"accept")


def anwendung(programm: Dienst, vorbereitet: Katalog | None = None) -> Anwendung:
    """The application over a program, with prepared queries that are checked already or those that are shipped."""
    return Anwendung(programm, vorbereitet)


async def _fehlerseite(anfrage: Request, fehler: Exception) -> Response:
    status = fehler.status_code if isinstance(fehler, HTTPException) else 500
    kopf = fehler.headers if isinstance(fehler, HTTPException) else None
    text = TEXTE.get(status, f"Fehler {status}.")
    if status != FEHLT or not _fuer_menschen(anfrage.scope):
        return PlainTextResponse(text, status, {"vary": "Accept"} | dict(kopf or {}))
    antwort = seite(
        anfrage,
        "fehler.html",
        status=status,
        titel="Diese Adresse gibt es nicht",
        text="Vielleicht ist sie falsch geschrieben oder veraltet. Die Startseite führt zu allem, was es hier gibt.",
        zurueck=wurzel(anfrage),
        zurueck_text="Zur Startseite",
    )
    antwort.headers["vary"] = "Accept"
    return antwort
