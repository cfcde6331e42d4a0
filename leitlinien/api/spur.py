"""The trace as GraphQL shows it: paths with their steps, reached nodes, money."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from strawberry.scalars import ID
from strawberry.types.field import StrawberryField

from leitlinien import trace
from leitlinien.api import namen
from leitlinien.api.auswahlen import Auswahltypen, Richtung
from leitlinien.api.gruppe import Gruppe, Stelle
from leitlinien.api.knoten import Knotentypen, seitenargumente
from leitlinien.api.kontext import Blick, Kontext
from leitlinien.api.seiten import Ausschnitt, anzahl, ausschnitt, knotenmarke, knotenort
from leitlinien.api.typen import Typ, Typen, argument, argumentfeld, feld, fuelle, kann_fehlen, liste
from leitlinien.kinds import LinkStatus, Modell, Spur

TIEFE, PFADE = 12, 100
"""Depth and number of paths when nothing is asked for."""
HOECHSTE_TIEFE, HOECHSTE_PFADE = 32, 1000
GROESSTE = 2**31 - 1


class Geld(NamedTuple):
    """An amount in one currency."""

    betrag: Decimal
    waehrung: str


def ganzzahl(zahl: int) -> int:
    """A count as GraphQL's 32-bit integer: paths can be more than that."""
    return min(zahl, GROESSTE)


def geld(betraege: Mapping[str, Decimal]) -> list[Geld]:
    """Amounts by currency as a list, in order of the currencies."""
    return [Geld(betrag, waehrung) for waehrung, betrag in sorted(betraege.items())]


class Spurantwort:
    """One trace, with the nodes of its steps and the passages of their links as groups."""

    def __init__(self, blick: Blick, gefunden: trace.Spur) -> None:
        self.blick = blick
        self.spur = gefunden

    @cached_property
    def gruppe(self) -> Gruppe:
        """The start and all nodes of the listed paths."""
        schritte = (s for p in self.spur.pfade for s in p.schritte)
        return Gruppe(self.blick, [self.spur.start, *(n for s in schritte for n in (s.von, s.knoten))])

    @cached_property
    def belege(self) -> Gruppe:
        """Passages of all links of the listed paths."""
        state = self.blick.state
        return Gruppe(
            self.blick, (n for p in self.spur.pfade for s in p.schritte for n in state.belege(s.kante.angaben))
        )

    def pfade(self) -> "list[Pfadantwort]":
        """The listed paths."""
        return [Pfadantwort(self, p) for p in self.spur.pfade]


class Pfadantwort(NamedTuple):
    """One path of a trace."""

    antwort: Spurantwort
    pfad: trace.Pfad

    def schritte(self) -> "list[Schrittantwort]":
        """Its steps in order."""
        return [Schrittantwort(self.antwort, s) for s in self.pfad.schritte]


class Schrittantwort(NamedTuple):
    """One step of a path: a link and the nodes at both ends, in the direction of the trace."""

    antwort: Spurantwort
    schritt: trace.Schritt

    @property
    def angaben(self) -> Any:
        """What the link says."""
        return self.antwort.blick.state.angaben(self.schritt.kante.angaben)

    def von(self) -> Stelle:
        """Node the step leaves."""
        return self.antwort.gruppe.stelle(self.schritt.von)

    def knoten(self) -> Stelle:
        """Node the step arrives at."""
        return self.antwort.gruppe.stelle(self.schritt.knoten)

    def beziehung(self) -> str:
        """Local name of the predicate."""
        state = self.antwort.blick.state
        return state.modell.beziehungen[state.praedikate[self.schritt.kante.praedikat]].name

    def richtung(self) -> Richtung:
        """Whether the step follows the stored link or goes against it."""
        return Richtung.ABWAERTS if self.schritt.kante.rueck else Richtung.AUFWAERTS

    def anteil(self) -> Decimal | None:
        """Share the link gives."""
        text = self.antwort.blick.state.anteil(self.schritt.kante.angaben)
        return None if text is None else Decimal(text)

    def belege(self) -> list[Stelle]:
        """Passages that state the link."""
        nummern = self.antwort.blick.state.belege(self.schritt.kante.angaben)
        return [self.antwort.belege.stelle(n) for n in nummern]


class ErreichtEintrag(NamedTuple):
    """One reached node."""

    seite: "ErreichtSeite"
    erreicht: trace.Erreicht

    def ziel(self) -> Stelle:
        """The node."""
        return self.seite.gruppe.stelle(self.erreicht.knoten)

    def cursor(self) -> str:
        """Its page marker."""
        return knotenmarke(self.seite.blick.state, self.erreicht.knoten)


class ErreichtSeite:
    """A page of the nodes a trace reaches, by number."""

    def __init__(self, antwort: Spurantwort, argumente: Mapping[str, Any]) -> None:
        self.blick = antwort.blick
        alle = antwort.spur.erreicht
        if "zu" in argumente:
            arten = {k.value for k in argumente["zu"]}
            alle = [e for e in alle if self.blick.state.art(e.knoten).name in arten]
        nummern = [e.knoten for e in alle]
        after, before = argumente.get("after"), argumente.get("before")
        self.ausschnitt: Ausschnitt = ausschnitt(
            len(alle),
            argumente,
            bisect_right(nummern, knotenort(self.blick.state, after)) if after is not None else 0,
            bisect_left(nummern, knotenort(self.blick.state, before)) if before is not None else None,
        )
        self._erreicht = alle[self.ausschnitt.von : self.ausschnitt.bis]

    @cached_property
    def gruppe(self) -> Gruppe:
        """The nodes of the page."""
        return Gruppe(self.blick, (e.knoten for e in self._erreicht))

    def knoten(self) -> list[Stelle]:
        """Nodes of the page."""
        return [self.gruppe.stelle(e.knoten) for e in self._erreicht]

    def eintraege(self) -> list[ErreichtEintrag]:
        """Edges of the page."""
        return [ErreichtEintrag(self, e) for e in self._erreicht]


def spur(kontext: Kontext, argumente: Mapping[str, Any]) -> Spurantwort | None:
    """The trace of a node; None when there is no such node.

    Raises `UngueltigeId` and `UngueltigeGroesse`.
    """
    tiefe = anzahl(argumente, "maxTiefe", HOECHSTE_TIEFE, 1)
    pfade = anzahl(argumente, "maxPfade", HOECHSTE_PFADE)
    blick = kontext.blick(argumente)
    start = blick.state.nummer(kontext.adressen.pfad(argumente["von"]))
    if start is None:
        return None
    zu = argumente.get("zu")
    return Spurantwort(
        blick,
        trace.spur(
            blick.state,
            start,
            argumente.get("richtung") is not Richtung.ABWAERTS,
            zu=None if zu is None else frozenset(k.value for k in zu),
            max_tiefe=TIEFE if tiefe is None else tiefe,
            max_pfade=PFADE if pfade is None else pfade,
            vorschlaege=blick.vorschlaege,
        ),
    )


def _beziehungen(modell: Modell) -> str:
    return ", ".join(b.name for b in modell.beziehungen.values() if Spur in b.marken)


def feld_der_wurzel(
    typen: Typen, auswahlen: Auswahltypen, knoten: Knotentypen, modell: Modell, blickargumente: list[Any]
) -> StrawberryField:
    """The root field `spur` with its types."""
    return argumentfeld(
        "spur",
        kann_fehlen(_spurtyp(typen, auswahlen, knoten, modell)),
        "Wohin ein Knoten über tragende Verknüpfungen führt: aufwärts vom Geld zu den Leitlinien, abwärts zurück. "
        "Leer, wenn es den Knoten nicht gibt.",
        lambda _wurzel, kontext, argumente: spur(kontext, argumente),
        [
            argument("von", ID, namen.ID),
            argument("richtung", auswahlen.richtung, "In welcher Richtung.", Richtung.AUFWAERTS),
            argument(
                "zu",
                kann_fehlen(liste(auswahlen.kind)),
                "Nur Pfade zu diesen Arten; ohne Angabe endet ein Pfad dort, wo es nicht weitergeht.",
            ),
            argument("maxTiefe", int, f"Höchstens so viele Schritte, 1 bis {HOECHSTE_TIEFE}.", TIEFE),
            argument("maxPfade", int, f"Höchstens so viele Pfade zeigen, bis {HOECHSTE_PFADE}.", PFADE),
            *blickargumente,
        ],
    )


def _spurtyp(typen: Typen, auswahlen: Auswahltypen, knoten: Knotentypen, modell: Modell) -> type:
    geldtyp = typen.objekt("Geld", "Ein Betrag in einer Währung; Summen mischen nie Währungen.")
    fuelle(
        geldtyp,
        [
            feld("betrag", Decimal, "Betrag.", lambda g: g.betrag),
            feld("waehrung", str, "Währung nach ISO 4217.", lambda g: g.waehrung),
        ],
    )
    typ = typen.objekt("Spur", "Alle Wege eines Knotens über tragende Verknüpfungen.")
    fuelle(
        typ,
        [
            feld("start", knoten.knoten, "Knoten, an dem die Spur beginnt.", lambda s: s.gruppe.stelle(s.spur.start)),
            feld(
                "pfade",
                liste(_pfadtyp(typen, auswahlen, knoten, modell)),
                "Die Wege, in fester Reihenfolge, bis zur verlangten Zahl.",
                lambda s: s.pfade(),
            ),
            feld(
                "pfadeGesamt",
                int,
                f"So viele Wege gibt es, vor dem Kürzen gezählt, höchstens {GROESSTE}.",
                lambda s: ganzzahl(s.spur.gesamt),
            ),
            feld(
                "gekuerzt",
                bool,
                "Ob es mehr gibt als gezeigt: weitere Wege, oder Verknüpfungen jenseits der verlangten Tiefe.",
                lambda s: s.spur.gekuerzt,
            ),
            feld(
                "weitereMitVorschlaegen",
                int,
                "So viele Wege kämen mit Vorschlägen hinzu; 0, wenn sie schon gelten.",
                lambda s: ganzzahl(s.spur.weitere),
            ),
            argumentfeld(
                "erreicht",
                _erreichttyp(typen, auswahlen, knoten, geldtyp),
                "Alle erreichten Knoten, auch die unterwegs.",
                lambda s, _kontext, argumente: ErreichtSeite(s, argumente),
                [
                    argument("zu", kann_fehlen(liste(auswahlen.kind)), "Nur Knoten dieser Arten."),
                    *seitenargumente(),
                ],
            ),
            *_geldfelder(geldtyp, "den Anfang der Spur", lambda s: s.spur),
        ],
    )
    return typ


def _geldfelder(geldtyp: Typ, wen: str, hole: Any) -> list[StrawberryField]:
    return [
        feld(
            "beruehrt",
            liste(geldtyp),
            f"Zuwendungen, die {wen} berühren: jede einmal und ganz, je Währung.",
            lambda s: geld(hole(s).beruehrt),
        ),
        feld(
            "zugerechnet",
            liste(geldtyp),
            "Was davon nach den Anteilen entlang der Spur hier ankommt, je Währung.",
            lambda s: geld(hole(s).zugerechnet),
        ),
        feld(
            "nichtAufteilbar",
            bool,
            "Ob etwas über eine Verzweigung ohne Anteile kommt und deshalb nicht zugerechnet ist.",
            lambda s: hole(s).nicht_aufteilbar,
        ),
    ]


def _pfadtyp(typen: Typen, auswahlen: Auswahltypen, knoten: Knotentypen, modell: Modell) -> type:
    schritt = typen.objekt("Schritt", "Ein Schritt eines Weges: eine Verknüpfung und ihre beiden Knoten.")
    beleg = knoten.typ(modell.arten[next(iter(modell.arten))].feld["belege"].ziele[0])
    fuelle(
        schritt,
        [
            feld("beziehung", str, f"Name der Verknüpfung: {_beziehungen(modell)}.", lambda s: s.beziehung()),
            feld(
                "richtung",
                auswahlen.richtung,
                "Ob die Verknüpfung hinauf oder hinab gegangen wird.",
                lambda s: s.richtung(),
            ),
            feld("von", knoten.knoten, "Knoten, von dem der Schritt ausgeht.", lambda s: s.von()),
            feld("knoten", knoten.knoten, "Knoten, zu dem der Schritt führt.", lambda s: s.knoten()),
            feld("status", auswahlen.status, "Wie sicher die Verknüpfung ist.", lambda s: s.schritt.kante.status),
            feld("anteil", kann_fehlen(Decimal), "Anteil, den die Verknüpfung nennt, 0 bis 1.", lambda s: s.anteil()),
            feld("begruendung", kann_fehlen(str), "Warum die Verknüpfung besteht.", lambda s: s.angaben.begruendung),
            feld("belege", liste(beleg), "Fundstellen, die die Verknüpfung belegen.", lambda s: s.belege()),
        ],
    )
    pfad = typen.objekt("Pfad", "Ein Weg vom Anfang der Spur.")

    def status(p: Pfadantwort) -> LinkStatus:
        return p.pfad.status

    fuelle(
        pfad,
        [
            feld("laenge", int, "Zahl der Schritte.", lambda p: p.pfad.laenge),
            feld("status", auswahlen.status, "Status der schwächsten Verknüpfung.", status),
            feld(
                "anteil",
                kann_fehlen(Decimal),
                "Anteil, der auf diesem Weg ankommt; leer, wenn eine Verzweigung keine Anteile nennt.",
                lambda p: p.pfad.anteil,
            ),
            feld("schritte", liste(schritt), "Die Schritte in ihrer Reihenfolge.", lambda p: p.schritte()),
        ],
    )
    return pfad


def _erreichttyp(typen: Typen, auswahlen: Auswahltypen, knoten: Knotentypen, geldtyp: Typ) -> type:
    kante = typen.objekt("ErreichtEdge", "Ein erreichter Knoten.")
    fuelle(
        kante,
        [
            feld("node", knoten.knoten, "Der Knoten.", lambda e: e.ziel()),
            feld("cursor", str, "Seitenmarke dieses Eintrags.", lambda e: e.cursor()),
            feld("pfade", int, "So viele Wege führen hierher.", lambda e: ganzzahl(e.erreicht.pfade)),
            feld("status", auswahlen.status, "Status des sichersten Weges.", lambda e: e.erreicht.status),
            *_geldfelder(geldtyp, "den Knoten", lambda e: e.erreicht),
        ],
    )
    typ = typen.objekt("ErreichtConnection", "Liste der Knoten, die eine Spur erreicht.")
    fuelle(typ, knoten.verbindungsfelder(knoten.knoten, kante))
    return typ
