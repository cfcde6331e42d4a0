"""Strategy maps at `/strategiekarte`: a page to choose one, the picture with the same as a table, SVG and PNG files."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from leitlinien import frist
from leitlinien.api import heute
from leitlinien.errors import Eingabefehler, UnbekannterKnoten, UngueltigeGroesse
from leitlinien.frist import Abbruch, Frist
from leitlinien.karte import png
from leitlinien.karte.aufbau import bild
from leitlinien.karte.bild import Bild, kartenadresse
from leitlinien.karte.stufen import mehrzahl, sammelarten, stufen
from leitlinien.karte.svg import stil, zeichne
from leitlinien.kinds import Herkunft
from leitlinien.web.seite import knotenseite, seite, wurzel

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

SEKUNDEN = 20
"""Longest time for an answer."""
HOECHSTENS = 100
"""Nodes of a kind that the page offers to choose from."""
GEWAEHLTE_STUFEN = 2
"""Columns whose nodes the page offers: guidelines and goals."""
FALSCH, FEHLT, ZU_LANGE = 400, 404, 503
NEIN = {"nein", "0", "false", "no"}
SVG, PNG, CSS = "image/svg+xml; charset=utf-8", "image/png", "text/css; charset=utf-8"


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of the page, its style sheet and the files."""
    karten = Karten(programm)
    return [
        Route("/strategiekarte", _im_faden(karten.seite)),
        Route("/strategiekarte.svg", _im_faden(karten.svg)),
        Route("/strategiekarte.png", _im_faden(karten.png)),
        Route("/strategiekarte.css", _stil),
    ]


def _im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def antworte(anfrage: Request) -> Response:
        return await run_in_threadpool(baue, anfrage)

    return antworte


async def _stil(anfrage: Request) -> Response:
    return _gemerkt(anfrage, stil().encode(), CSS)


@dataclass(frozen=True)
class Kartenfrage:
    """What a request asks for."""

    state: "State"
    nummer: int
    betont: bool
    vorschlaege: bool
    breite: int | None
    revision: int | None
    """Of an older state; None for the newest."""


@dataclass(frozen=True)
class Wahl:
    """Maps of one kind, to choose from."""

    name: str
    karten: tuple[tuple[str, str, bool], ...]
    """Address, name and whether it is an example."""
    weitere: int
    offen: bool


class Karten:
    """Answers for maps; each request takes the newest state unless it names a revision."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm

    def seite(self, anfrage: Request) -> Response:
        """The page: the choice, or a map."""
        if not _gefragt(anfrage):
            return self._auswahl(anfrage, self._programm.state())
        try:
            frage = self._lies(anfrage)
            return self._in_zeit(partial(self._karte, anfrage, frage))
        except UnbekannterKnoten as fehler:
            return self._auswahl(anfrage, self._programm.state(), fehler=str(fehler).partition(" `")[0], status=FEHLT)
        except Eingabefehler as fehler:
            return self._auswahl(anfrage, self._programm.state(), fehler=str(fehler), status=FALSCH)
        except Abbruch:
            text = f"Die Karte zu zeichnen dauert länger als {SEKUNDEN} Sekunden. Einen kleineren Teil wählen."
            return self._auswahl(anfrage, self._programm.state(), fehler=text, status=ZU_LANGE)

    def svg(self, anfrage: Request) -> Response:
        """The map as a file of its own, with absolute links."""

        def male(frage: Kartenfrage, bild: Bild) -> Response:
            zeichnung = zeichne(bild, self._programm.adressen.basis, breite=frage.breite)
            return _gemerkt(anfrage, zeichnung.text.encode(), SVG, _dateikopf(frage, "svg") | RICHTLINIE)

        return self._datei(anfrage, male)

    def png(self, anfrage: Request) -> Response:
        """The map as a picture of pixels."""

        def male(frage: Kartenfrage, bild: Bild) -> Response:
            basis = self._programm.adressen.basis
            marke = _marke(f"{zeichne(bild, basis).text}\n{frage.breite}".encode())
            kopf = _dateikopf(frage, "png") | {"etag": marke}
            if _kennt(anfrage, marke):
                return Response(status_code=304, headers=kopf)
            return Response(png.male(bild, basis, frage.breite), headers=kopf, media_type=PNG)

        return self._datei(anfrage, male)

    def _datei(self, anfrage: Request, male: Callable[[Kartenfrage, Bild], Response]) -> Response:
        try:
            frage = self._lies(anfrage)
            return self._in_zeit(lambda: male(frage, _bild(frage)))
        except UnbekannterKnoten as fehler:
            return PlainTextResponse(str(fehler), FEHLT)
        except Eingabefehler as fehler:
            return PlainTextResponse(str(fehler), FALSCH)
        except Abbruch:
            return PlainTextResponse(f"Die Karte zu zeichnen dauert länger als {SEKUNDEN} Sekunden.", ZU_LANGE)

    def _in_zeit(self, baue: Callable[[], Response]) -> Response:
        with frist.gilt(Frist(monotonic() + SEKUNDEN)):
            return baue()

    def _lies(self, anfrage: Request) -> Kartenfrage:
        """The question of a request. Raises `Eingabefehler` when there is something wrong with it."""
        angaben = anfrage.query_params
        von, spur = (angaben.get(n, "").strip() for n in ("von", "spur"))
        if von and spur:
            raise Eingabefehler("Entweder `von` oder `spur` angeben, nicht beides.")
        if not von and not spur:
            raise Eingabefehler("Angeben, was die Karte zeigen soll: `von` oder `spur` mit einem Pfad wie kiel/K05.")
        revision = _zahl(angaben.get("revision"), "revision")
        state = self._programm.state() if revision is None else self._programm.state_zu(revision)
        pfad = self._programm.adressen.pfad(von or spur)
        nummer = state.nummer(pfad)
        if nummer is None:
            raise UnbekannterKnoten(pfad)
        breite = _zahl(angaben.get("breite"), "breite")
        if breite is not None and not png.SCHMALSTE <= breite <= png.BREITESTE:
            raise UngueltigeGroesse("breite", breite, png.SCHMALSTE, png.BREITESTE)
        vorschlaege = angaben.get("vorschlaege", "").strip().casefold() not in NEIN
        return Kartenfrage(state, nummer, bool(spur), vorschlaege, breite, revision)

    def _karte(self, anfrage: Request, frage: Kartenfrage) -> Response:
        gezeichnet = _bild(frage)
        angaben = {"spur" if frage.betont else "von": gezeichnet.pfad}
        if frage.revision is not None:
            angaben["revision"] = str(frage.revision)
        mit, ohne = angaben, angaben | {"vorschlaege": "nein"}
        dieses = urlencode(mit if frage.vorschlaege else ohne, safe="/:")
        oben = wurzel(anfrage)
        return seite(
            anfrage,
            "strategiekarte.html",
            frage.state,
            bild=gezeichnet,
            svg=zeichne(gezeichnet, oben, eigenstaendig=False).text,
            tabelle=tabelle(gezeichnet),
            knoten=knotenseite(anfrage, self._programm.adressen, gezeichnet.pfad),
            dateien=[
                (f"strategiekarte.{e}?{dieses}", f"{e.upper()} ({was})", _dateiname(frage, e)) for e, was in DATEIEN
            ],
            umschalten=f"strategiekarte?{urlencode(ohne if frage.vorschlaege else mit, safe='/:')}",
            breit=True,
        )

    def _auswahl(self, anfrage: Request, state: "State", *, fehler: str = "", status: int = 200) -> Response:
        return seite(
            anfrage,
            "strategiekarten.html",
            state,
            status=status,
            fehler=fehler,
            gefragt=anfrage.query_params.get("spur") or anfrage.query_params.get("von") or "",
            wahlen=_wahlen(state),
        )


DATEIEN = (("svg", "mit Links"), ("png", "Bild"))
_STILSUMME = b64encode(hashlib.sha256(stil().encode()).digest()).decode()
RICHTLINIE = {
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STILSUMME}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
}
"""A map of its own runs no script and has one style, known by its sum."""


@dataclass(frozen=True)
class Zeile:
    """A node of the picture, as a row."""

    kasten: Any
    spalte: str
    hinauf: tuple[tuple[Any, Any], ...]
    """Lines to the left with the boxes at their ends."""
    luecken: tuple[str, ...]


def tabelle(bild: Bild) -> list[Zeile]:
    """The nodes of a picture and what it folds, in the order of its columns."""
    return [
        Zeile(
            kasten,
            bild.spalten[kasten.spalte].name,
            tuple((li, bild.kaesten[li.links]) for li in bild.hinauf(nr)),
            tuple(k.titel for k in bild.fehlt(nr)),
        )
        for nr, kasten in sorted(enumerate(bild.kaesten), key=lambda e: (e[1].spalte, e[0]))
        if kasten.form.name != "LUECKE"
    ]


def _bild(frage: Kartenfrage) -> Bild:
    return bild(frage.state, frage.nummer, heute(), betont=frage.betont, vorschlaege=frage.vorschlaege)


def _gefragt(anfrage: Request) -> bool:
    return any(anfrage.query_params.get(n, "").strip() for n in ("von", "spur"))


def _zahl(text: str | None, name: str) -> int | None:
    if text is None or not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and len(text) < len("1000000000")):
        raise Eingabefehler(f"`{name}` ist eine ganze Zahl, zum Beispiel {name}=1200; angegeben war „{text[:40]}“.")
    return int(text)


def _wahlen(state: "State") -> list[Wahl]:
    """What there are maps of: what gathers guidelines, then guidelines and goals themselves."""
    stufe = stufen(state.modell)
    sammler = sammelarten(state.modell)
    arten = [*sammler, *(a for a, s in stufe.items() if s < GEWAEHLTE_STUFEN)]
    return [w for w in (_wahl(state, a, ist_spur=a in stufe, offen=a == sammler[0]) for a in arten) if w.karten]


def _wahl(state: "State", art: str, *, ist_spur: bool, offen: bool) -> Wahl:
    bereich, feld = state.bereich(art), state.modell.arten[art].feld
    karten = []
    for k in bereich[:HOECHSTENS]:
        titel = str(state.wert(k, feld["titel"]) or state.pfad(k))
        if ist_spur:
            titel = f"{state.wert(k, feld['kennung'])}: {titel}"
        beispiel = state.wert(k, feld["herkunft"]) is Herkunft.BEISPIEL
        karten.append((kartenadresse(state.pfad(k), ist_spur=ist_spur), titel, beispiel))
    return Wahl(mehrzahl(state.modell, art), tuple(karten), len(bereich) - len(karten), offen)


def _dateiname(frage: Kartenfrage, endung: str) -> str:
    name = "".join(z if z.isalnum() or z in "._-" else "-" for z in frage.state.pfad(frage.nummer))
    art = "spur" if frage.betont else "strategiekarte"
    return f"{art}_{name[-80:]}_r{frage.state.revision}.{endung}"


def _dateikopf(frage: Kartenfrage, endung: str) -> dict[str, str]:
    name = _dateiname(frage, endung).encode("ascii", "replace").decode().replace("?", "-")
    return {"content-disposition": f'inline; filename="{name}"', "cache-control": "no-cache"}


def _gemerkt(anfrage: Request, inhalt: bytes, medium: str, kopf: dict[str, str] | None = None) -> Response:
    """The content with its tag; only the tag for who has it already."""
    kopf = {"cache-control": "no-cache"} | (kopf or {}) | {"etag": _marke(inhalt)}
    if _kennt(anfrage, kopf["etag"]):
        return Response(status_code=304, headers=kopf)
    return Response(inhalt, headers=kopf, media_type=medium)


def _marke(inhalt: bytes) -> str:
    return f'"{hashlib.sha256(inhalt).hexdigest()[:32]}"'


def _kennt(anfrage: Request, marke: str) -> bool:
    gesagt = anfrage.headers.get("if-none-match", "")
    return any(m.strip().removeprefix("W/") in {marke, "*"} for m in gesagt.split(","))
