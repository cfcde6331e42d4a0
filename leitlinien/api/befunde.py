"""Findings and coverage as GraphQL shows them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from strawberry.scalars import ID
from strawberry.types.field import StrawberryField

from leitlinien import findings
from leitlinien.api.auswahlen import aufzaehlung
from leitlinien.api.gruppe import Gruppe, Stelle
from leitlinien.api.knoten import Knotentypen, seitenargumente
from leitlinien.api.kontext import Blick, Kontext
from leitlinien.api.namen import ID as ADRESSE
from leitlinien.api.namen import kamel
from leitlinien.api.seiten import Ausschnitt, ausschnitt, marke, ort, teile
from leitlinien.api.typen import Typ, Typen, argument, argumentfeld, feld, fuelle, kann_fehlen, liste
from leitlinien.errors import UnbekannterKnoten, UngueltigerCursor
from leitlinien.findings import Befund, Schwere
from leitlinien.kinds import Modell
from leitlinien.model.regeln import ZUGEHOERIGKEIT

GANZES = ZUGEHOERIGKEIT.art.__name__
"""Kind of the wholes that findings and coverage are counted by."""
ERLAEUTERUNGEN = "Auch erläuternde Leitlinien prüfen und zählen."
NUR = f"Nur, was zu diesem {GANZES} gehört."


class Befundzeile(NamedTuple):
    """One finding on a page."""

    seite: "Befundseite"
    befund: Befund

    def ziel(self) -> "Befundzeile":
        """The finding itself, as node of its edge."""
        return self

    def cursor(self) -> str:
        """Its page marker: rule and node."""
        state = self.seite.blick.state
        nummer = self.befund.knoten
        return marke([self.befund.regel.code, state.art(nummer).name, state.pfad(nummer)])

    def knoten(self) -> Stelle:
        """The node where something is found."""
        return self.seite.gruppe.stelle(self.befund.knoten)


class Befundseite:
    """A page of findings. Raises `UngueltigeId`, `UnbekannterKnoten`, `UngueltigerCursor`, `UngueltigeGroesse`."""

    def __init__(self, blick: Blick, argumente: Mapping[str, Any]) -> None:
        self.blick = blick
        regeln = argumente.get("regel")
        alle = findings.befunde(
            blick.state,
            blick.stichtag,
            blick.vorschlaege,
            regeln=None if regeln is None else [r.value for r in regeln],
            schwere=argumente.get("schwere"),
            regelwerk=_ganzes(blick, argumente),
            erlaeuterungen=argumente.get("erlaeuterungen", False),
        )
        self.erledigt = sum(b.mit_vorschlaegen for b in alle)
        self._rang = {r.code: k for k, r in enumerate(findings.regeln(blick.state.modell))}
        stellen = [self._stelle(b.regel.code, b.knoten) for b in alle]
        after, before = argumente.get("after"), argumente.get("before")
        self.ausschnitt: Ausschnitt = ausschnitt(
            len(alle),
            argumente,
            bisect_right(stellen, self._markenstelle(after)) if after is not None else 0,
            bisect_left(stellen, self._markenstelle(before)) if before is not None else None,
        )
        self._befunde = alle[self.ausschnitt.von : self.ausschnitt.bis]

    def _stelle(self, code: str, nummer: float) -> tuple[int, int, float]:
        """Where a finding stands: the most severe first, then by rule and node."""
        regel = findings.regel(self.blick.state.modell, code)
        return -list(Schwere).index(regel.schwere), self._rang[regel.code], nummer

    def _markenstelle(self, cursor: str) -> tuple[int, int, float]:
        code, art, pfad = teile(cursor, 3)
        if code not in self._rang:
            raise UngueltigerCursor(cursor)
        return self._stelle(code, ort(self.blick.state, art, pfad, cursor))

    @cached_property
    def gruppe(self) -> Gruppe:
        """The nodes of all findings of the page."""
        return Gruppe(self.blick, (b.knoten for b in self._befunde))

    def knoten(self) -> list[Befundzeile]:
        """Findings of the page."""
        return [Befundzeile(self, b) for b in self._befunde]

    def eintraege(self) -> list[Befundzeile]:
        """Edges of the page."""
        return self.knoten()


class Deckungsstand(NamedTuple):
    """The numbers of one coverage, in the view asked for and with proposals."""

    zahlen: findings.Zahlen
    mit_vorschlaegen: findings.Zahlen


class Abdeckungsteil(NamedTuple):
    """The coverage of one whole."""

    antwort: "Abdeckungsantwort"
    abdeckung: findings.Abdeckung

    def ganzes(self) -> Stelle | None:
        """The whole; None for nodes that belong to none."""
        nummer = self.abdeckung.regelwerk
        return None if nummer is None else self.antwort.gruppe.stelle(nummer)

    def deckung(self, name: str) -> Deckungsstand:
        """The numbers of the coverage called `name`."""
        return Deckungsstand(self.abdeckung.zahlen[name], self.abdeckung.mit_vorschlaegen[name])


class Abdeckungsantwort:
    """The coverage of all wholes, or of one. Raises `UngueltigeId`, `UnbekannterKnoten`."""

    def __init__(self, blick: Blick, argumente: Mapping[str, Any]) -> None:
        self._abdeckungen = findings.abdeckung(
            blick.state,
            _ganzes(blick, argumente),
            stichtag=blick.stichtag,
            vorschlaege=blick.vorschlaege,
            erlaeuterungen=argumente.get("erlaeuterungen", False),
        )
        self.gruppe = Gruppe(blick, (a.regelwerk for a in self._abdeckungen if a.regelwerk is not None))

    def teile(self) -> list[Abdeckungsteil]:
        """The coverage of each."""
        return [Abdeckungsteil(self, a) for a in self._abdeckungen]


def _ganzes(blick: Blick, argumente: Mapping[str, Any]) -> int | None:
    id = argumente.get("regelwerk")
    if id is None:
        return None
    nummer = blick.state.nummer(blick.kontext.adressen.pfad(id))
    if nummer is None or nummer not in blick.state.bereich(GANZES):
        raise UnbekannterKnoten(id)
    return nummer


def felder_der_wurzel(
    typen: Typen, knoten: Knotentypen, modell: Modell, blickargumente: list[Any]
) -> list[StrawberryField]:
    """The root fields `befunde` and `abdeckung` with their types; none for a model without rules."""
    regeln = {r.code: r.beschreibung for r in findings.regeln(modell)}
    if not regeln or GANZES not in modell.arten:
        return []
    klasse = aufzaehlung("Regel", {code: code for code in regeln})
    regel = typen.auswahl(klasse, "Regel", "Regeln, nach denen Lücken und Widersprüche gefunden werden.", regeln)
    schwere = typen.auswahl_von(Schwere)
    gemeinsam = [
        argument("regelwerk", kann_fehlen(ID), f"{NUR} {ADRESSE}"),
        argument("erlaeuterungen", bool, ERLAEUTERUNGEN, False),
        *blickargumente,
    ]
    return [
        argumentfeld(
            "befunde",
            _befundtyp(typen, knoten, lambda b: klasse[b.befund.regel.code], regel, schwere),
            "Lücken und Widersprüche, die schwersten zuerst.",
            lambda _wurzel, kontext, argumente: _befunde(kontext, argumente),
            [
                argument("regel", kann_fehlen(liste(regel)), "Nur diese Regeln."),
                argument("schwere", kann_fehlen(schwere), "Nur Befunde, die so schwer wiegen."),
                *seitenargumente(),
                *gemeinsam,
            ],
        ),
        argumentfeld(
            "abdeckung",
            _abdeckungstyp(typen, knoten),
            f"Wie weit Ziele und Leitlinien gedeckt sind, je {GANZES}: unmittelbar, über Teile, tief, gar nicht.",
            lambda _wurzel, kontext, argumente: Abdeckungsantwort(kontext.blick(argumente), argumente),
            gemeinsam,
        ),
    ]


def _befunde(kontext: Kontext, argumente: Mapping[str, Any]) -> Befundseite:
    return Befundseite(kontext.blick(argumente), argumente)


def _befundtyp(typen: Typen, knoten: Knotentypen, code: Any, regel: Typ, schwere: Typ) -> type:
    befund = typen.objekt("Befund", "Eine Lücke oder ein Widerspruch an einem Knoten.")
    fuelle(
        befund,
        [
            feld("regel", regel, "Regel, die ihn findet.", code),
            feld("schwere", schwere, "Wie schwer er wiegt.", lambda b: b.befund.schwere),
            feld("knoten", knoten.knoten, "Knoten, an dem er besteht.", lambda b: b.knoten()),
            feld("satz", str, "Was nicht stimmt.", lambda b: b.befund.satz),
            feld("abhilfe", str, "Was zu tun ist.", lambda b: b.befund.abhilfe),
            feld(
                "mitVorschlaegenErledigt",
                bool,
                "Ob er wegfiele, wenn Vorschläge gälten.",
                lambda b: b.befund.mit_vorschlaegen,
            ),
            feld(
                "auszug",
                bool,
                "Ob der Text nur in Teilen vorliegt; der Befund gilt dann für die vorliegenden Unterlagen.",
                lambda b: b.befund.auszug,
            ),
            feld("unbekannt", bool, "Ob vermerkt ist, dass die Angabe unbekannt ist.", lambda b: b.befund.unbekannt),
        ],
    )
    kante = typen.objekt("BefundEdge", "Eintrag einer Liste von Befunden.")
    fuelle(
        kante,
        [
            feld("node", befund, "Der Befund.", lambda e: e.ziel()),
            feld("cursor", str, "Seitenmarke dieses Eintrags.", lambda e: e.cursor()),
        ],
    )
    typ = typen.objekt("BefundConnection", "Liste von Befunden, die schwersten zuerst.")
    fuelle(typ, knoten.verbindungsfelder(befund, kante))
    fuelle(
        typ,
        [
            feld(
                "mitVorschlaegenErledigt",
                int,
                "So viele aller Befunde fielen weg, wenn Vorschläge gälten.",
                lambda s: s.erledigt,
            )
        ],
    )
    return typ


def _abdeckungstyp(typen: Typen, knoten: Knotentypen) -> type:
    zahlen = _zahlentyp(typen)
    deckung = typen.objekt("Deckung", "Wie viele Knoten einer Art gedeckt sind.")
    fuelle(
        deckung,
        [
            feld("zahlen", zahlen, "In der Sicht, nach der gefragt ist.", lambda d: d.zahlen),
            feld("mitVorschlaegen", zahlen, "Wenn Vorschläge gälten.", lambda d: d.mit_vorschlaegen),
        ],
    )
    teil = typen.objekt(f"{GANZES}Abdeckung", f"Deckung eines {GANZES}s.")
    fuelle(
        teil,
        [
            feld(
                "regelwerk",
                kann_fehlen(knoten.typ(GANZES)),
                f"Das {GANZES}; leer für alles, was zu keinem gehört.",
                lambda t: t.ganzes(),
            ),
            feld("auszug", bool, "Ob nur ein Auszug vorliegt.", lambda t: t.abdeckung.auszug),
            feld("hinweis", kann_fehlen(str), "Was beim Lesen der Zahlen zu bedenken ist.", _hinweis),
            *(_deckungsfeld(d.name, deckung, d.beschreibung) for d in findings.DECKUNGEN),
        ],
    )
    typ = typen.objekt("Abdeckung", "Wie weit Ziele und Leitlinien gedeckt sind.")
    fuelle(
        typ, [feld("regelwerke", liste(teil), f"Die Zahlen je {GANZES}, zuletzt für den Rest.", lambda a: a.teile())]
    )
    return typ


def _hinweis(teil: Abdeckungsteil) -> str | None:
    return teil.abdeckung.hinweis or None


def _deckungsfeld(name: str, typ: type, beschreibung: str) -> StrawberryField:
    return feld(kamel(name), typ, beschreibung, lambda t: t.deckung(name))


def _zahlentyp(typen: Typen) -> type:
    typ = typen.objekt("Deckungszahlen", "Anzahlen und Quoten; direkt, ueberTeile und ohne ergeben zusammen gesamt.")
    anzahlen = {
        "gesamt": ("gesamt", "Knoten, die am Stichtag gelten und Deckung brauchen."),
        "direkt": ("direkt", "Unmittelbar gedeckt."),
        "ueberTeile": ("ueber_teile", "Nur über ihre Teile gedeckt."),
        "tief": ("tief", "Gedeckt, und alles darunter auch."),
        "ohne": ("ohne", "Nicht gedeckt."),
        "entfaellt": ("entfaellt", "Nicht mitgezählt: Ein Dokument sagt, dass es hier nichts gibt."),
    }
    quoten = {
        "quoteDirekt": ("quote_direkt", "Teil, der unmittelbar gedeckt ist, 0 bis 1; leer, wenn nichts zu decken ist."),
        "quoteGedeckt": ("quote_gedeckt", "Teil, der unmittelbar oder über Teile gedeckt ist, 0 bis 1."),
        "quoteTief": ("quote_tief", "Teil, der in der Tiefe gedeckt ist, 0 bis 1."),
        "quoteOhne": ("quote_ohne", "Teil, der nicht gedeckt ist, 0 bis 1."),
    }

    def lies(name: str) -> Any:
        return lambda z: getattr(z, name)

    fuelle(typ, (feld(n, int, text, lies(name)) for n, (name, text) in anzahlen.items()))
    fuelle(typ, (feld(n, kann_fehlen(Decimal), text, lies(name)) for n, (name, text) in quoten.items()))
    return typ
