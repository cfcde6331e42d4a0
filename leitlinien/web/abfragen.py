"""The pages of the prepared queries: the catalogue, a form for each, its answer as a table and as files.

Forms are sent with GET, so the address of an answer is the answer's link. Nothing here needs a script.
"""

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from leitlinien import frist
from leitlinien.api import Kontext, Schema
from leitlinien.frist import Abbruch, Frist
from leitlinien.queries import Abfrage, Eingabeart, Katalog, Publikum, UnbekannteAbfrage
from leitlinien.search import falte
from leitlinien.tabellen import (
    HOECHSTZEILEN,
    MEDIENTYP,
    Antwort,
    Antwortfehler,
    Dateiart,
    beantworte,
    dateiname,
    schreibe,
)
from leitlinien.tabellen.antwort import STICHTAG, seitennamen
from leitlinien.tabellen.anzeige import anzeige
from leitlinien.web.formular import Fehler, Formular, als_parameter, lies
from leitlinien.web.seite import knotenseite, seite

DOWNLOADS = (
    (Dateiart.XLSX, "Excel (XLSX)"),
    (Dateiart.CSV, "CSV"),
    (Dateiart.JSON, "JSON"),
    (Dateiart.TURTLE, "Turtle (RDF)"),
    (Dateiart.HTML, "Seite zum Drucken"),
)
"""File formats offered below an answer."""
TEXTENDUNG = "graphql"
NACHWEIS = "nachweis"
"""Name of the route of the audit record below a query's address; its button is shown where there is one."""
FALSCH, INTERN, ZU_LANGE = 400, 500, 503
SEKUNDEN = 30
"""Longest time for an answer; a file may be as many pages as the limit of rows allows."""
_OHNE_ANFUEHRUNG = re.compile(r"[\w./,-]+")


@dataclass(frozen=True)
class Gruppe:
    """The queries of one audience."""

    zielgruppe: Publikum
    abfragen: tuple[Abfrage, ...]


class Abfragenseiten:
    """The pages over a catalogue; each request takes the newest state."""

    def __init__(self, schema: Schema, kontext: Callable[[], Kontext], katalog: Katalog) -> None:
        self._schema, self._kontext, self._katalog = schema, kontext, katalog

    def routen(self) -> list[BaseRoute]:
        """Routes of all pages and files."""
        return [
            Route("/abfragen", self._im_faden(self._zeige_katalog)),
            Route("/abfragen/{name}.{endung}", self._im_faden(self._datei)),
            Route("/abfragen/{name}", self._im_faden(self._zeige_abfrage)),
        ]

    def _im_faden(self, baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def antworte(anfrage: Request) -> Response:
            return await run_in_threadpool(baue, anfrage)

        return antworte

    def _zeige_katalog(self, anfrage: Request) -> Response:
        suche = " ".join(anfrage.query_params.get("q", "").split())
        worte = [falte(w) for w in suche.split()]
        gruppen = [
            Gruppe(zielgruppe, gefunden)
            for zielgruppe, abfragen in self._katalog.nach_zielgruppe().items()
            if (gefunden := tuple(a for a in abfragen if _enthaelt(_texte(a), worte)))
        ]
        return seite(
            anfrage,
            "katalog.html",
            self._kontext().state,
            suche=suche,
            gruppen=gruppen,
            gesamt=len(self._katalog),
            gefunden=len({a.name for g in gruppen for a in g.abfragen}),
            offen=[f for f in self._katalog.offen if _enthaelt([f.nummer, f.frage, f.braucht], worte)],
        )

    def _zeige_abfrage(self, anfrage: Request) -> Response:
        abfrage = self._abfrage(anfrage)
        if isinstance(abfrage, Response):
            return abfrage
        kontext = self._kontext()
        formular = self._lies(anfrage, abfrage, kontext)
        antwort = None
        if not formular.fehler and not formular.unvollstaendig:
            antwort = self._beantworte(formular, kontext, alle=False)
        return self._formularseite(anfrage, formular, kontext, antwort)

    def _datei(self, anfrage: Request) -> Response:
        abfrage = self._abfrage(anfrage)
        if isinstance(abfrage, Response):
            return abfrage
        endung = anfrage.path_params["endung"]
        if endung == TEXTENDUNG:
            return PlainTextResponse(abfrage.text, headers=_anhang(abfrage.datei))
        if endung not in set(Dateiart):
            raise HTTPException(404)
        art, kontext = Dateiart(endung), self._kontext()
        formular = self._lies(anfrage, abfrage, kontext, gefragt=True)
        antwort = None if formular.fehler else self._beantworte(formular, kontext, alle=True)
        if antwort is None:
            return self._formularseite(anfrage, formular, kontext, None)
        return Response(
            schreibe(antwort, art),
            media_type=MEDIENTYP[art],
            headers=_anhang(dateiname(antwort, art)) | {"cache-control": "no-cache"},
        )

    def _abfrage(self, anfrage: Request) -> Abfrage | Response:
        """The query of the address, or the page that says there is none."""
        try:
            return self._katalog[anfrage.path_params["name"]]
        except UnbekannteAbfrage as fehler:
            # The command that the message ends with is of no use here.
            text = str(fehler).partition(" `")[0]
            return seite(
                anfrage,
                "fehler.html",
                status=404,
                titel="Diese Abfrage gibt es nicht",
                text=text,
                zurueck="../abfragen",
                zurueck_text="Alle Abfragen zeigen",
            )

    def _lies(self, anfrage: Request, abfrage: Abfrage, kontext: Kontext, *, gefragt: bool = False) -> Formular:
        parameter = list(anfrage.query_params.multi_items())
        return lies(abfrage, parameter, kontext.state, kontext.adressen, gefragt=gefragt or bool(parameter))

    def _beantworte(self, formular: Formular, kontext: Kontext, *, alle: bool) -> Antwort | None:
        """The answer; None when there is none, which the form then tells."""
        try:
            with frist.gilt(Frist(monotonic() + SEKUNDEN)):
                return beantworte(self._schema, kontext, formular.abfrage, formular.werte, alle=alle)
        except Abbruch:
            formular.stoerung = ZU_LANGE
            rat = "Engere Angaben wählen oder die Befehlszeile nehmen."
            formular.fehler.append(Fehler("", "", f"Die Antwort dauert länger als {SEKUNDEN} Sekunden. {rat}"))
            return None
        except Antwortfehler as fehler:
            formular.stoerung = INTERN if fehler.intern else None
            formular.fehler += [Fehler("", "", text) for text in fehler.meldungen]
            return None

    def _formularseite(
        self, anfrage: Request, formular: Formular, kontext: Kontext, antwort: Antwort | None
    ) -> Response:
        abfrage = formular.abfrage
        return seite(
            anfrage,
            "abfrage.html",
            kontext.state,
            status=formular.stoerung or (FALSCH if formular.fehler else 200),
            abfrage=abfrage,
            formular=formular,
            antwort=antwort,
            anzeige=antwort and anzeige(antwort, partial(knotenseite, anfrage, kontext.adressen)),
            links=_links(formular, antwort),
            downloads=[(art.value, name) for art, name in DOWNLOADS],
            hoechstens=HOECHSTZEILEN,
            stichtag_fest=antwort is not None and _hat_stichtag(abfrage),
            befehl=_befehl(formular),
            nachweis=any(getattr(route, "name", "") == NACHWEIS for route in anfrage.app.routes),
            breit=True,
        )


def _links(formular: Formular, antwort: Antwort | None) -> dict[str, Any]:
    """Addresses below the form, relative to it."""
    abfrage = formular.abfrage
    graphiql = [("abfrage", abfrage.name), *als_parameter(_ohne_seiten(formular))]
    links: dict[str, Any] = {"graphiql": f"../graphql?{urlencode(graphiql)}"}
    if antwort is None:
        return links
    frage = formular.frage()
    fest = frage | ({STICHTAG: antwort.stichtag.isoformat()} if _hat_stichtag(abfrage) else {})
    links["dateien"] = {art.value: _adresse(f"{abfrage.name}.{art}", _nur_anderes(abfrage, fest)) for art in Dateiart}
    seite = _nur_anderes(abfrage, fest | _seitengroesse(formular))
    links["nachweis"] = fest
    links["anfang"] = links["weiter"] = None
    links["teilen"] = _adresse(abfrage.name, seite)
    if abfrage.seiten is not None:
        nach = abfrage.seiten.nach
        if not antwort.ab_anfang:
            links["anfang"] = links["teilen"] + "#antwort"
            links["teilen"] = _adresse(abfrage.name, seite | {nach: formular.texte[nach]})
        if antwort.tabelle.weiter is not None:
            links["weiter"] = _adresse(abfrage.name, seite | {nach: antwort.tabelle.weiter}) + "#antwort"
    return links


def _adresse(pfad: str, parameter: Mapping[str, str]) -> str:
    # An address without parameters would be this page with the parameters it has now.
    return f"{pfad}?{urlencode(parameter)}" if parameter else pfad


def _nur_anderes(abfrage: Abfrage, texte: Mapping[str, str]) -> dict[str, str]:
    """What differs from the defaults."""
    vorgaben = {v.name: str(v.vorgabe) for v in abfrage.variablen if v.vorgabe is not None}
    return {n: t for n, t in texte.items() if vorgaben.get(n) != t}


def _seitengroesse(formular: Formular) -> dict[str, str]:
    seiten = formular.abfrage.seiten
    if seiten is None or seiten.anzahl not in formular.texte:
        return {}
    return {seiten.anzahl: formular.texte[seiten.anzahl]}


def _ohne_seiten(formular: Formular) -> dict[str, Any]:
    weg = seitennamen(formular.abfrage)
    return {n: w for n, w in formular.werte.items() if n not in weg}


def _hat_stichtag(abfrage: Abfrage) -> bool:
    return any(v.name == STICHTAG and v.eingabe is Eingabeart.TAG for v in abfrage.variablen)


def _befehl(formular: Formular) -> str:
    """The same question on the command line."""
    angaben = [f"-v {n}={_fuer_shell(t)}" for n, t in _nur_anderes(formular.abfrage, formular.frage()).items()]
    return " ".join(["leitlinien query run", formular.abfrage.name, *angaben])


def _fuer_shell(text: str) -> str:
    return text if _OHNE_ANFUEHRUNG.fullmatch(text) else shlex.quote(text)


def _anhang(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"}


def _texte(abfrage: Abfrage) -> list[str]:
    ziele = [z.value for z in abfrage.zielgruppen]
    eigene = [abfrage.titel, abfrage.erklaerung, abfrage.antwort, abfrage.braucht, abfrage.name]
    return [*eigene, *ziele, *abfrage.prueffragen]


def _enthaelt(texte: list[str], worte: list[str]) -> bool:
    """Whether all words stand somewhere, whatever their case and umlauts."""
    alles = falte(" ".join(texte))
    return all(w in alles for w in worte)
