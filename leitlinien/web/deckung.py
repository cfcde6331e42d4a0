"""Coverage and money per guideline: `/deckung` as a matrix with files, `/deckung/geld` as bars with a table."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from leitlinien import frist
from leitlinien.api import heute
from leitlinien.errors import Eingabefehler, UnbekannterKnoten
from leitlinien.frist import Abbruch, Frist
from leitlinien.karte import balken
from leitlinien.karte.bild import betrag, kartenadresse, knotenadresse
from leitlinien.karte.deckung import Deckungsmatrix, Zeile, einzelne, leitlinien, matrix, spaltenarten, weg
from leitlinien.karte.deckungsdatei import Deckungsdatei, als_csv, als_xlsx
from leitlinien.karte.geldlage import Geld, Geldlage, geldlage, hat_vorschlaege
from leitlinien.karte.stufen import mehrzahl, sammelarten
from leitlinien.kinds import Herkunft
from leitlinien.tabellen import MEDIENTYP, Dateiart
from leitlinien.web.seite import seite, wurzel

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

SEKUNDEN = 20
"""Longest time for an answer."""
ZEILEN, DATEIZEILEN = 200, 10_000
"""Guidelines on a page and in a file."""
EINZELSPALTEN = 40
"""Nodes that the matrix shows in columns of their own."""
LISTE = 500
"""Nodes of a cell that are listed."""
BALKEN = 40
"""Bars of a picture."""
FALSCH, FEHLT, ZU_LANGE = 400, 404, 503
DAUERT = f"Das zu zählen dauert länger als {SEKUNDEN} Sekunden. Einen kleineren Teil wählen."


def routen(programm: "Dienst") -> list[BaseRoute]:
    """Routes of the pages and files."""
    deckung = Deckungsseiten(programm)

    def im_faden(baue: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def antworte(anfrage: Request) -> Response:
            return await run_in_threadpool(partial(deckung.in_zeit, baue), anfrage)

        return antworte

    return [
        Route("/deckung", im_faden(deckung.zeige)),
        Route("/deckung.csv", im_faden(partial(deckung.datei, art=Dateiart.CSV))),
        Route("/deckung.xlsx", im_faden(partial(deckung.datei, art=Dateiart.XLSX))),
        Route("/deckung/geld", im_faden(deckung.geld)),
    ]


@dataclass(frozen=True)
class Verweis:
    """A node to lead to."""

    adresse: str
    kennung: str
    titel: str
    beispiel: bool


class Deckungsseiten:
    """Answers; each request takes the newest state."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm

    def in_zeit(self, baue: Callable[[Request], Response], anfrage: Request) -> Response:
        """The answer, or the page that says what is wrong with the question."""
        try:
            with frist.gilt(Frist(monotonic() + SEKUNDEN)):
                return baue(anfrage)
        except UnbekannterKnoten as fehler:
            return self._fehler(anfrage, str(fehler).partition(" `")[0], FEHLT)
        except Eingabefehler as fehler:
            return self._fehler(anfrage, str(fehler), FALSCH)
        except Abbruch:
            return self._fehler(anfrage, DAUERT, ZU_LANGE)

    def _fehler(self, anfrage: Request, text: str, status: int) -> Response:
        oben = wurzel(anfrage)
        return seite(
            anfrage,
            "fehler.html",
            status=status,
            titel="Diese Übersicht gibt es nicht",
            text=text,
            zurueck=f"{oben}deckung",
            zurueck_text="Zur Auswahl",
        )

    def zeige(self, anfrage: Request) -> Response:
        """The matrix, or the choice of one."""
        state = self._programm.state()
        ganzes = self._ganzes(anfrage, state)
        if ganzes is None:
            return seite(anfrage, "deckungswahl.html", state, wahlen=self._wahlen(state), ziel="deckung", titel=WAHL)
        vorschlaege = hat_vorschlaege(state)
        gedeckt = matrix(state, leitlinien(state, ganzes), hoechstens=ZEILEN, vorschlaege=vorschlaege)
        lage = geldlage(state, vorschlaege=False)
        art = self._art(anfrage.query_params.get("spalten"), gedeckt)
        return seite(
            anfrage,
            "deckung.html",
            state,
            ganzes=self._verweis(state, ganzes),
            matrix=gedeckt,
            karte=kartenadresse(state.pfad(ganzes), ist_spur=False),
            arten=[(a, self._name(a), mehrzahl(state.modell, a)) for a in gedeckt.arten],
            zeilen=[(z, self._verweis(state, z.knoten), lage.je.get(z.knoten)) for z in gedeckt.zeilen],
            zusammen=lage.vereint(z.knoten for z in gedeckt.zeilen),
            einzeln=None if art is None else self._einzeln(state, gedeckt, art),
            liste=self._liste(anfrage, state, gedeckt),
            betrag=betrag,
            adresse=partial(self._adresse, state.pfad(ganzes)),
            von=state.pfad(ganzes),
            breit=True,
        )

    def datei(self, anfrage: Request, *, art: Dateiart) -> Response:
        """The matrix as a file."""
        state = self._programm.state()
        ganzes = self._ganzes(anfrage, state)
        if ganzes is None:
            raise Eingabefehler("Angeben, wessen Leitlinien gezählt werden: `von` mit einem Pfad wie kiel/regelwerk.")
        gedeckt = matrix(state, leitlinien(state, ganzes), hoechstens=DATEIZEILEN, vorschlaege=hat_vorschlaege(state))
        lage = geldlage(state, vorschlaege=False)
        titel = self._verweis(state, ganzes).titel
        inhalt = Deckungsdatei(state, self._programm.adressen, titel, heute(), gedeckt, lage)
        name = "".join(z if z.isascii() and z.isalnum() else "-" for z in state.pfad(ganzes))[-80:]
        return Response(
            als_csv(inhalt) if art is Dateiart.CSV else als_xlsx(inhalt),
            media_type=MEDIENTYP[art],
            headers={
                "content-disposition": f'attachment; filename="deckung_{name}_r{state.revision}.{art}"',
                "cache-control": "no-cache",
            },
        )

    def geld(self, anfrage: Request) -> Response:
        """Bars of money for each guideline, of one set or of all; what is invented stands by itself."""
        state = self._programm.state()
        ganzes = self._ganzes(anfrage, state)
        teile = [self._geldteil(anfrage, state, ganzes, beispiele=beispiele) for beispiele in (False, True)]
        return seite(
            anfrage,
            "geld.html",
            state,
            ganzes=None if ganzes is None else self._verweis(state, ganzes),
            teile=[t for t in teile if t["zeilen"] or t["ohne"] or t["lage"].ohne_betrag],
            hoechstens=BALKEN,
            betrag=betrag,
            wahlen=self._wahlen(state),
            breit=True,
        )

    def _geldteil(self, anfrage: Request, state: "State", ganzes: int | None, *, beispiele: bool) -> dict[str, Any]:
        lage = geldlage(state, vorschlaege=False, beispiele=beispiele)
        weite = geldlage(state, vorschlaege=True, beispiele=beispiele) if hat_vorschlaege(state) else lage
        gemeint = leitlinien(state, ganzes)
        if ganzes is not None:  # what reaches no guideline belongs to no set
            lage, weite = lage.nur(gemeint), weite.nur(gemeint)
        zeilen = [(k, lage.je.get(k, Geld()), weite.je.get(k, Geld())) for k in gemeint if k in weite.je]
        waehrungen = sorted({w for _, _, g in zeilen for w in g.beruehrt} | lage.ohne.beruehrt.keys())
        bilder = []
        for w in waehrungen:
            alle = self._balken(state, zeilen, lage, w)
            kennung = f"geld-{w}-{'beispiele' if beispiele else 'echt'}"
            bilder.append((w, kennung, balken.zeichne(alle[:BALKEN], w, wurzel(anfrage), kennung).text, len(alle)))
        return {
            "beispiele": beispiele,
            "bilder": bilder,
            "zeilen": [(self._verweis(state, k), g, mit) for k, g, mit in zeilen[:ZEILEN]],
            "gesamt": len(zeilen),
            "lage": lage,
            "weite": weite,
            "ohne": [self._verweis(state, k) for k in lage.ohne.zuwendungen[:LISTE]],
        }

    def _balken(
        self, state: "State", zeilen: list[tuple[int, Geld, Geld]], lage: Geldlage, waehrung: str
    ) -> list[balken.Balken]:
        """Bars of one currency, the longest first; money without a guideline last."""
        null = Decimal(0)
        gefunden = []
        for k, geld, mit in zeilen:
            if waehrung in mit.beruehrt:
                v = self._verweis(state, k)
                werte = geld.beruehrt.get(waehrung, null), geld.zugerechnet.get(waehrung, null)
                name = f"{v.kennung}: {v.titel}"
                gefunden.append(balken.Balken(name, v.adresse, *werte, mit.beruehrt[waehrung], v.beispiel))
        gefunden.sort(key=lambda b: (-b.zugerechnet, -b.beruehrt, b.name))
        if (ohne := lage.ohne.beruehrt.get(waehrung)) is not None:
            gefunden.insert(BALKEN - 1, balken.Balken("ohne Leitlinie", "", ohne, null, ohne, beispiel=False))
        return gefunden

    # parts of the pages

    def _ganzes(self, anfrage: Request, state: "State") -> int | None:
        von = anfrage.query_params.get("von", "").strip()
        if not von:
            return None
        pfad = self._programm.adressen.pfad(von)
        nummer = state.nummer(pfad)
        if nummer is None:
            raise UnbekannterKnoten(pfad)
        if state.art(nummer).name not in sammelarten(state.modell):
            arten = ", ".join(mehrzahl(state.modell, a) for a in sammelarten(state.modell))
            raise Eingabefehler(f"„{pfad}“ sammelt keine Leitlinien. Das tun: {arten}.")
        return nummer

    def _name(self, art: str) -> str:
        """Name of a kind in addresses."""
        return self._programm.modell.arten[art].mehrzahl

    def _art(self, name: str | None, gedeckt: Deckungsmatrix) -> str | None:
        if not name:
            return None
        gefunden = next((a for a in gedeckt.arten if self._name(a) == name), None)
        if gefunden is None:
            arten = ", ".join(self._name(a) for a in spaltenarten(self._programm.modell))
            raise Eingabefehler(f"„{name[:40]}“ ist keine Art, die auf Leitlinien ruht. Es gibt: {arten}.")
        return gefunden

    def _adresse(self, von: str, **angaben: str) -> str:
        return f"deckung?{urlencode({'von': von} | angaben, safe='/:')}"

    def _verweis(self, state: "State", k: int) -> Verweis:
        feld = state.art(k).feld
        return Verweis(
            knotenadresse(state.pfad(k)),
            str(state.wert(k, feld["kennung"]) or ""),
            str(state.wert(k, feld["titel"]) or state.pfad(k)),
            state.wert(k, feld["herkunft"]) is Herkunft.BEISPIEL,
        )

    def _wahlen(self, state: "State") -> list[tuple[str, list[tuple[str, Verweis]]]]:
        return [
            (mehrzahl(state.modell, a), [(state.pfad(k), self._verweis(state, k)) for k in state.bereich(a)[:LISTE]])
            for a in sammelarten(state.modell)
            if state.bereich(a)
        ]

    def _einzeln(self, state: "State", gedeckt: Deckungsmatrix, art: str) -> dict[str, Any]:
        alle = einzelne(gedeckt, art)
        gezeigt = alle[:EINZELSPALTEN]
        return {
            "art": art,
            "name": mehrzahl(state.modell, art),
            "spalten": [self._verweis(state, k) for k in gezeigt],
            "weitere": len(alle) - len(gezeigt),
            "zeilen": [
                (self._verweis(state, z.knoten), [wege.get(k) for k in gezeigt])
                for z in gedeckt.zeilen
                for wege in (weg(state, z, art),)
            ],
        }

    def _liste(self, anfrage: Request, state: "State", gedeckt: Deckungsmatrix) -> dict[str, Any] | None:
        """What stands behind a cell."""
        gefragt, art = (
            anfrage.query_params.get("zeile", "").strip(),
            self._art(anfrage.query_params.get("art"), gedeckt),
        )
        if not gefragt or art is None:
            return None
        nummer = state.nummer(self._programm.adressen.pfad(gefragt))
        zeile: Zeile | None = next((z for z in gedeckt.zeilen if z.knoten == nummer), None)
        if nummer is None or zeile is None:
            raise UnbekannterKnoten(gefragt)
        wege = list(weg(state, zeile, art).items())
        return {
            "leitlinie": self._verweis(state, nummer),
            "name": mehrzahl(state.modell, art),
            "knoten": [(self._verweis(state, k), w) for k, w in wege[:LISTE]],
            "weitere": max(0, len(wege) - LISTE),
        }


WAHL = "Deckung von Leitlinien"
