"""What the start page says of a state, computed once for each state and day, and left out where it takes too long."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from leitlinien import findings, frist
from leitlinien.findings import DECKUNGEN, Abdeckung, Zahlen
from leitlinien.kinds import Herkunft
from leitlinien.model.regeln import ZUGEHOERIGKEIT
from leitlinien.queries import Abfrage, Katalog, Publikum, Zelle
from leitlinien.tabellen import Antwort, Antwortfehler, beantworte
from leitlinien.web.einordnung import einordnung
from leitlinien.web.geldweg import vorgabe

if TYPE_CHECKING:
    from datetime import date

    from leitlinien.api import Kontext, Schema
    from leitlinien.state import State

SEKUNDEN = 4.0
"""Longest time for each part."""
LUECKEN = "zieleOhneMassnahme"
"""The prepared query that answers what has nothing below it."""
GELESEN = 200
"""Rows of it that are looked at."""
ERSTE = 5
"""Rows that are shown."""
GANZE = 12
"""Sets of guidelines that are shown."""
FRAGEN = 4
"""Prepared queries that are shown for each audience."""
T = TypeVar("T")


@dataclass(frozen=True)
class Luecken:
    """What has nothing below it."""

    gesamt: int
    hinweise: tuple[str, ...]
    gelesen: int
    """Rows that were looked at."""
    beispiele: int
    """Invented nodes among these."""
    knoten: tuple[int, ...]
    """The first nodes, invented ones last."""


@dataclass(frozen=True)
class Deckungszeile:
    """How far one set of guidelines is covered."""

    ganzes: int | None
    """Number of its node; None for what belongs to none."""
    auszug: bool
    zahlen: tuple[Zahlen, ...]
    """By coverage, in the order of `DECKUNGEN`."""

    @property
    def gesamt(self) -> int:
        """Nodes that need cover."""
        return sum(z.gesamt for z in self.zahlen)


@dataclass(frozen=True)
class Ueberblick:
    """The numbers of a state. A part is None when it takes too long."""

    beispiele: int
    """Nodes that are invented."""
    geld: int | None
    """The node whose way is shown when nothing is asked."""
    luecken: Luecken | None
    """None also without such a query."""
    deckung: tuple[Deckungszeile, ...] | None
    weitere: int
    """Sets of guidelines that are not shown."""
    ganze: tuple[int, ...]
    """The first sets of guidelines."""
    anzahl_ganze: int


@dataclass(frozen=True)
class Publikumsfragen:
    """Prepared queries for one audience."""

    publikum: Publikum
    abfragen: tuple[Abfrage, ...]
    anzahl: int
    """How many there are for it."""


_gemerkt: "WeakKeyDictionary[State, tuple[date, Ueberblick]]" = WeakKeyDictionary()
_sperre = threading.Lock()


def ueberblick(schema: "Schema", kontext: "Kontext", katalog: Katalog) -> Ueberblick:
    """The numbers of a state on the day of the context; known ones are not computed again."""
    state, tag = kontext.state, kontext.heute
    with _sperre:  # of two who ask at once, one computes
        gemerkt = _gemerkt.get(state)
        if gemerkt is None or gemerkt[0] != tag:
            gemerkt = _gemerkt[state] = (tag, _rechne(schema, kontext, katalog))
        return gemerkt[1]


def fragen(katalog: Katalog) -> list[Publikumsfragen]:
    """For each audience the queries that name it first, those that ask for nothing before the others."""

    def rang(abfrage: Abfrage, publikum: Publikum) -> tuple[bool, bool]:
        return abfrage.zielgruppen[0] is not publikum, any(v.pflicht for v in abfrage.variablen)

    return [
        Publikumsfragen(p, tuple(sorted(alle, key=lambda a: rang(a, p))[:FRAGEN]), len(alle))
        for p, alle in katalog.nach_zielgruppe().items()
        if alle
    ]


def _rechne(schema: "Schema", kontext: "Kontext", katalog: Katalog) -> Ueberblick:
    state = kontext.state
    deckung = frist.in_zeit(lambda: _deckung(kontext), SEKUNDEN)
    ganze = state.bereich(ZUGEHOERIGKEIT.art.__name__)
    return Ueberblick(
        beispiele=einordnung(state).anzahl(Herkunft.BEISPIEL),
        geld=vorgabe(state),
        luecken=frist.in_zeit(lambda: _luecken(schema, kontext, katalog), SEKUNDEN),
        deckung=None if deckung is None else tuple(deckung[:GANZE]),
        weitere=0 if deckung is None else max(0, len(deckung) - GANZE),
        ganze=tuple(ganze[:GANZE]),
        anzahl_ganze=len(ganze),
    )


def _luecken(schema: "Schema", kontext: "Kontext", katalog: Katalog) -> Luecken | None:
    if LUECKEN not in katalog.abfragen:
        return None
    abfrage = katalog[LUECKEN]
    try:
        antwort = beantworte(schema, kontext, abfrage, {abfrage.seiten.anzahl: GELESEN} if abfrage.seiten else {})
    except Antwortfehler:
        return None
    knoten = [n for zeile in antwort.tabelle.zellen if (n := _knoten(antwort, zeile)) is not None]
    beispiele = [n for n in knoten if antwort.ist_beispiel(n)]
    echte = [n for n in knoten if not antwort.ist_beispiel(n)]
    return Luecken(
        gesamt=antwort.anzahl if antwort.tabelle.gesamt is None else antwort.tabelle.gesamt,
        hinweise=antwort.tabelle.hinweise,
        gelesen=antwort.anzahl,
        beispiele=len(beispiele),
        knoten=tuple([*echte, *beispiele][:ERSTE]),
    )


def _knoten(antwort: Antwort, zeile: tuple[Zelle, ...]) -> int | None:
    """The node that the first cell of a row stands for."""
    id = next((i for i in zeile[0].ids if i), None) if zeile else None
    return None if id is None else antwort.nummer(id)


def _deckung(kontext: "Kontext") -> list[Deckungszeile]:
    """The sets that have something to cover; examples last, else the larger ones first."""
    state = kontext.state
    herkunft = einordnung(state).herkunft
    beispiel = list(Herkunft).index(Herkunft.BEISPIEL)

    def rang(zeile: Deckungszeile) -> tuple[bool, bool, int]:
        n = zeile.ganzes
        return n is None, n is not None and herkunft[n] == beispiel, -zeile.gesamt

    zeilen = [_zeile(a) for a in findings.abdeckung(state, None, kontext.heute)]
    return sorted((z for z in zeilen if z.gesamt), key=rang)


def _zeile(abdeckung: Abdeckung) -> Deckungszeile:
    zahlen = tuple(abdeckung.zahlen[d.name] for d in DECKUNGEN)
    return Deckungszeile(abdeckung.regelwerk, abdeckung.auszug, zahlen)
