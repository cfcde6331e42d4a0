"""Search with facets at `/suche`: all words, in all kinds, narrowed by kind, provenance and set of guidelines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from leitlinien import frist, search
from leitlinien.errors import UngueltigeId
from leitlinien.frist import Abbruch, Frist
from leitlinien.kinds import Feld, Herkunft
from leitlinien.model.regeln import ZUGEHOERIGKEIT
from leitlinien.search import Fund, Suchworte
from leitlinien.tabellen.wortschatz import codes, wortschatz
from leitlinien.web.einordnung import Codes, einordnung
from leitlinien.web.knotenansicht import Ansicht, Verweis
from leitlinien.web.seite import knotenseite, seite
from leitlinien.web.verzeichnis import listenname, nach_listenname

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

ZEILEN = 20
"""Hits of a page."""
WERTE = 12
"""Values of a facet that are shown, the most frequent first."""
SEITEN = 1_000_000
"""Largest number of a page."""
UMFELD = 120
"""Characters of a text around its first hit."""
SEKUNDEN = 10
FALSCH, ZU_LANGE = 400, 503
FRAGE, ART, HERKUNFT, SEITE = "q", "art", "herkunft", "seite"
GANZES = ZUGEHOERIGKEIT.art.__name__
"""Kind of the wholes that hits stand in."""
Zahlen = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Wert:
    """One value of a facet."""

    text: str
    anzahl: int
    adresse: str
    """With this value, or without when it is the active one."""
    aktiv: bool


@dataclass(frozen=True)
class Facette:
    """One way to narrow the hits."""

    name: str
    titel: str
    werte: tuple[Wert, ...]
    weitere: int


@dataclass(frozen=True)
class Treffer:
    """One hit as it is shown: pieces of text, each with whether it was looked for."""

    verweis: Verweis
    titel: list[tuple[str, bool]]
    feld: str | None
    auszug: list[tuple[str, bool]]


class Suchfehler(Exception):
    """A parameter that cannot be; the message is German."""


def routen(programm: "Dienst") -> "list[BaseRoute]":
    """Routes."""

    async def suche(anfrage: Request) -> Response:
        return await run_in_threadpool(_seite, anfrage, programm)

    return [Route("/suche", suche)]


class Suche:
    """What one address finds. Raises `Suchfehler`."""

    def __init__(self, state: "State", adressen: "Adressen", parameter: dict[str, str]) -> None:
        self.state = state
        self.text = " ".join(parameter.get(FRAGE, "").split())
        self._worte = wortschatz(state.modell)
        self._ganzes = GANZES.lower()
        bekannt = (FRAGE, ART, HERKUNFT, self._ganzes, SEITE)
        if fremd := [n for n in parameter if n not in bekannt]:
            raise Suchfehler(f"Die Angabe „{fremd[0]}“ kennt die Suche nicht. Es gibt: {', '.join(bekannt)}.")
        self.aktiv = {n: parameter[n].strip() for n in bekannt[1:-1] if parameter.get(n, "").strip()}
        """Facets in the address."""
        self._wahl = {name: self._pruefe(name, text, adressen) for name, text in self.aktiv.items()}
        self.seite = self._seite(parameter.get(SEITE, "1"))
        self._alle: Zahlen = np.asarray(search.alle(state, self.text), np.int64)

    def _pruefe(self, name: str, text: str, adressen: "Adressen") -> int:
        """The code by which hits are compared."""
        if name == ART:
            arten = list(nach_listenname(self.state.modell))
            if text not in arten:
                raise Suchfehler(f"Die Art „{text}“ gibt es nicht. Es gibt: {', '.join(arten)}.")
            return arten.index(text)
        if name == HERKUNFT:
            if text not in Herkunft.__members__:
                raise Suchfehler(f"Die Herkunft „{text}“ gibt es nicht. Es gibt: {', '.join(Herkunft.__members__)}.")
            return list(Herkunft).index(Herkunft[text])
        try:
            nummer = self.state.nummer(adressen.pfad(text))
        except UngueltigeId:
            nummer = None
        if nummer is None or nummer not in self.state.bereich(GANZES):
            raise Suchfehler(f"„{text}“ ist kein {self._worte.lesbar(GANZES)} in diesem Datenstand.")
        return nummer

    def _seite(self, text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:10]) <= SEITEN:
            raise Suchfehler(f"„{text}“ ist keine Seite. Erwartet wird eine Zahl ab 1.")
        return int(text)

    # what is found

    @cached_property
    def _passt(self) -> dict[str, npt.NDArray[np.bool_]]:
        """For each active facet which of all hits meet it."""
        return {name: self._trifft(name, code) for name, code in self._wahl.items()}

    def _trifft(self, name: str, code: int) -> npt.NDArray[np.bool_]:
        if name == self._ganzes:
            von, nach = self._zugehoerig
            return np.isin(self._alle, von[nach == code])
        return np.asarray(self._codes(name)[self._alle] == code)

    def _codes(self, name: str) -> Codes:
        """Kind or provenance of every node."""
        einordnungen = einordnung(self.state)
        return einordnungen.art if name == ART else einordnungen.herkunft

    @cached_property
    def _zugehoerig(self) -> tuple[Zahlen, Zahlen]:
        """What stands in the text of which whole, by its own statement."""
        von, nach = self.state.linkarrays(str(ZUGEHOERIGKEIT.eigene), False)
        return np.asarray(von, np.int64), np.asarray(nach, np.int64)

    def _treffer(self, ohne: str | None = None) -> Zahlen:
        """Hits that meet the active facets, but for one."""
        maske = np.ones(len(self._alle), bool)
        for name, passt in self._passt.items():
            if name != ohne:
                maske &= passt
        return self._alle[maske]

    @cached_property
    def gefunden(self) -> Zahlen:
        """Hits that meet all facets."""
        return self._treffer()

    def funde(self) -> list[Fund]:
        """Hits of the page, best first."""
        nur = None if len(self.gefunden) == self.state.n or not self._wahl else self.gefunden.tolist()
        return search.suche(self.state, self.text, None, (self.seite - 1) * ZEILEN, ZEILEN, nur=nur).treffer

    def facetten(self) -> list[Facette]:
        """The facets with how many hits each value would leave."""
        arten, worte = list(self.state.modell.arten.values()), self._worte
        woerter = codes(self.state.modell)
        von, nach = self._zugehoerig
        ganze = nach[np.isin(von, self._treffer(self._ganzes))]
        titel = self.state.modell.arten[GANZES].feld["titel"]
        return [
            self._facette(
                ART,
                "Art",
                self._codes(ART)[self._treffer(ART)],
                lambda k: (listenname(arten[k]), worte.lesbar(arten[k].mehrzahl)),
            ),
            self._facette(
                HERKUNFT,
                "Herkunft",
                self._codes(HERKUNFT)[self._treffer(HERKUNFT)],
                lambda k: (list(Herkunft)[k].name, woerter[list(Herkunft)[k].name]),
            ),
            self._facette(
                self._ganzes,
                worte.lesbar(GANZES),
                ganze,
                lambda k: (self.state.pfad(k), self.state.wert(k, titel) or self.state.pfad(k)),
            ),
        ]

    def _facette(
        self, name: str, titel: str, werte: npt.NDArray[Any], nenne: Callable[[int], tuple[str, str]]
    ) -> Facette:
        zahlen = sorted(zip(*np.unique(werte, return_counts=True), strict=True), key=lambda z: (-z[1], z[0]))
        benannt = [(*nenne(int(code)), int(anzahl)) for code, anzahl in zahlen[:WERTE]]
        if name in self._wahl and self.aktiv[name] not in {wert for wert, _, _ in benannt}:
            davon = next((int(n) for code, n in zahlen if code == self._wahl[name]), 0)
            benannt.append((*nenne(self._wahl[name]), davon))
        return Facette(
            name,
            titel,
            tuple(
                Wert(text, anzahl, self.adresse({name: None if aktiv else wert}), aktiv)
                for wert, text, anzahl in benannt
                for aktiv in [self._wahl.get(name) is not None and self.aktiv[name] == wert]
            ),
            max(0, len(zahlen) - WERTE),
        )

    def adresse(self, anders: Mapping[str, str | None] | None = None, seite: int = 1) -> str:
        """The address with other facets or words, on a page; None takes one away."""
        angaben = {FRAGE: self.text, **self.aktiv, **(anders or {}), SEITE: str(seite) if seite > 1 else None}
        return f"suche?{urlencode({n: t for n, t in angaben.items() if t})}"

    @property
    def ohne_facetten(self) -> dict[str, str | None]:
        """What `adresse` takes to leave the words only."""
        return dict.fromkeys(self.aktiv)

    def einzeln(self) -> list[tuple[str, int, str]]:
        """Each word alone: how many nodes hold it, and its address."""
        worte = list(dict.fromkeys(search.woerter(self.text)))[:8]
        if len(worte) < 2:  # noqa: PLR2004 - one word alone is what was asked
            return []
        gezaehlt = [(w, len(search.alle(self.state, w))) for w in worte]
        return [(w, n, self.adresse(self.ohne_facetten | {FRAGE: w})) for w, n in gezaehlt if n]


def auszug(text: str, gesucht: Suchworte) -> list[tuple[str, bool]]:
    """The part of a text around its first hit, in pieces."""
    text = " ".join(text.split())
    stuecke = gesucht.teile(text)
    ort = 0
    for stueck, ist in stuecke:
        if ist:
            break
        ort += len(stueck)
    von = 0 if ort < UMFELD else text.rfind(" ", 0, ort - UMFELD // 2) + 1
    bis = len(text) if len(text) <= ort + 2 * UMFELD else text.rfind(" ", ort, ort + 2 * UMFELD)
    bis = bis if bis > ort else min(len(text), ort + 2 * UMFELD)
    teile = gesucht.teile(text[von:bis])
    return [*([("… ", False)] if von else []), *teile, *([(" …", False)] if bis < len(text) else [])]


def _treffer(ansicht: Ansicht, fund: Fund, gesucht: Suchworte) -> Treffer:
    state = ansicht.state
    verweis = ansicht.verweis(fund.knoten)
    art = state.art(fund.knoten)
    feld: Feld | None = fund.stelle
    text = None
    if feld is not None and feld.name not in ("titel", "kennung"):
        text = state.wert(fund.knoten, feld)
    elif (beschreibung := state.wert(fund.knoten, art.feld["beschreibung"])) is not None:
        feld, text = art.feld["beschreibung"], beschreibung
    name = wortschatz(state.modell).lesbar(feld.graphql_name) if feld is not None and text else None
    return Treffer(verweis, gesucht.teile(verweis.titel), name, auszug(str(text), gesucht) if text else [])


def _seite(anfrage: Request, programm: "Dienst") -> Response:
    state, adressen = programm.state(), programm.adressen
    inhalt: dict[str, Any] = {"suchtext": anfrage.query_params.get(FRAGE, ""), "fehler": None, "suche": None}
    try:
        suche = Suche(state, adressen, dict(anfrage.query_params))
    except Suchfehler as fehler:
        return seite(anfrage, "suche.html", state, status=FALSCH, **inhalt | {"fehler": str(fehler)})
    inhalt |= {"suche": suche, "seiten": 0, "treffer": [], "facetten": [], "einzeln": []}
    if not suche.text:
        return seite(anfrage, "suche.html", state, **inhalt)
    ansicht = Ansicht(state, 0, partial(knotenseite, anfrage, adressen)) if state.n else None
    gesucht = Suchworte(suche.text)
    try:
        with frist.gilt(Frist(monotonic() + SEKUNDEN)):
            anzahl = len(suche.gefunden)
            seiten = -(-anzahl // ZEILEN)
            treffer = []
            for fund in suche.funde() if ansicht is not None and anzahl else []:
                frist.pruefe()
                treffer.append(_treffer(ansicht, fund, gesucht))  # type: ignore[arg-type]
            inhalt |= {
                "anzahl": anzahl,
                "seiten": seiten,
                "treffer": treffer,
                "facetten": suche.facetten(),
                "einzeln": [] if anzahl else suche.einzeln(),
                "ab": (suche.seite - 1) * ZEILEN + 1,
            }
    except Abbruch:
        text = f"Die Suche dauert länger als {SEKUNDEN} Sekunden. Ein genaueres Wort findet schneller."
        return seite(anfrage, "suche.html", state, status=ZU_LANGE, **inhalt | {"fehler": text, "suche": None})
    if suche.seite > max(1, seiten):
        text = f"Seite {suche.seite} gibt es nicht; zu diesen Wörtern gibt es {seiten}."
        return seite(anfrage, "suche.html", state, status=FALSCH, **inhalt | {"fehler": text, "suche": None})
    return seite(anfrage, "suche.html", state, **inhalt)
