"""The start page: the questions this is for, answered from the data at hand, and the ways to all others."""

from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from leitlinien import frist
from leitlinien.api import Kontext
from leitlinien.errors import UngueltigeId
from leitlinien.findings import DECKUNGEN
from leitlinien.kinds import Herkunft
from leitlinien.search import falte
from leitlinien.tabellen.wortschatz import codes, wortschatz
from leitlinien.web.geldweg import geldweg, wahl
from leitlinien.web.knotenansicht import Ansicht, Verweis
from leitlinien.web.seite import knotenseite, seite
from leitlinien.web.suchseite import ART, HERKUNFT
from leitlinien.web.ueberblick import LUECKEN, SEKUNDEN, Ueberblick, fragen, ueberblick
from leitlinien.web.verzeichnis import listenname

if TYPE_CHECKING:
    from leitlinien.queries import Katalog
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

FRAGE = "{ ziele(filter: {massnahmen: {vorhanden: false}}) { totalCount nodes { id titel } } }"
"""The example on the page: goals without a measure."""
VON = "von"
"""Parameter that names the money to follow."""
FEHLT, FALSCH = 404, 400


def startseite(anfrage: Request, programm: "Dienst", katalog: "Katalog") -> Response:
    """The page for the newest state."""
    state = programm.state()
    kontext = Kontext(state, programm.adressen, quellen=programm.quellen)
    zahlen = ueberblick(programm.schema, kontext, katalog)
    geld = _Geldfrage(anfrage, kontext, zahlen)
    return seite(
        anfrage,
        "start.html",
        state,
        status=geld.status,
        geld=geld,
        wahl=wahl(state) if state.n else None,
        zahlen=zahlen,
        luecken=[_verweis(anfrage, kontext, n) for n in zahlen.luecken.knoten] if zahlen.luecken else [],
        luecken_name=LUECKEN,
        luecken_abfrage=katalog.abfragen.get(LUECKEN),
        deckungen=DECKUNGEN,
        deckung=_deckung(anfrage, kontext, zahlen),
        ganze=[(state.pfad(n), v) for n in zahlen.ganze for v in [_verweis(anfrage, kontext, n)]],
        fragen=fragen(katalog),
        facetten=_facetten(state),
        anzahl=len(katalog),
        frage=FRAGE,
    )


def _facetten(state: "State") -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Facets of the search that can be chosen beforehand: parameter, heading, values with their words."""
    worte, woerter = wortschatz(state.modell), codes(state.modell)
    arten = [(listenname(a), worte.lesbar(a.mehrzahl)) for a in state.modell.arten.values() if state.bereich(a.name)]
    return [
        (ART, "Art", sorted(arten, key=lambda a: falte(a[1]))),
        (HERKUNFT, "Herkunft", [(h.name, woerter[h.name]) for h in Herkunft]),
    ]


class _Geldfrage:
    """What is asked of the money, and the answer."""

    def __init__(self, anfrage: Request, kontext: Kontext, zahlen: Ueberblick) -> None:
        self.gefragt = anfrage.query_params.get(VON, "").strip()
        self.fehler = ""
        self.status = 200
        nummer = self._nummer(kontext) if self.gefragt else zahlen.geld
        self.pfad = "" if nummer is None else kontext.state.pfad(nummer)
        self.antwort = None
        self.zu_lang = False
        if nummer is not None:
            ansicht = Ansicht(kontext.state, nummer, partial(knotenseite, anfrage, kontext.adressen))
            self.antwort = frist.in_zeit(partial(geldweg, ansicht), SEKUNDEN)
            self.zu_lang = self.antwort is None

    def _nummer(self, kontext: Kontext) -> int | None:
        try:
            nummer = kontext.state.nummer(kontext.adressen.pfad(self.gefragt))
        except UngueltigeId as fehler:
            self.fehler, self.status = str(fehler), FALSCH
            return None
        if nummer is None:
            self.fehler = f"„{self.gefragt}“ gibt es in diesem Datenstand nicht. Die Suche findet Knoten nach Wörtern."
            self.status = FEHLT
        return nummer


def _deckung(anfrage: Request, kontext: Kontext, zahlen: Ueberblick) -> list[tuple[Verweis | None, Any]]:
    """Rows of the coverage with their nodes."""
    return [(None if z.ganzes is None else _verweis(anfrage, kontext, z.ganzes), z) for z in zahlen.deckung or ()]


def _verweis(anfrage: Request, kontext: Kontext, nummer: int) -> Verweis:
    return Ansicht(kontext.state, nummer, partial(knotenseite, anfrage, kontext.adressen)).verweis(nummer)
