"""Full text search as a connection, best first."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from strawberry.types.field import StrawberryField

from leitlinien import search
from leitlinien.api.auswahlen import Auswahltypen
from leitlinien.api.gruppe import Gruppe, Stelle
from leitlinien.api.knoten import Knotentypen
from leitlinien.api.kontext import Blick, Kontext
from leitlinien.api.namen import AFTER, FIRST
from leitlinien.api.seiten import VORGABE, Ausschnitt, anzahl, marke, teile
from leitlinien.api.typen import Typen, argument, argumentfeld, feld, fuelle, kann_fehlen, liste
from leitlinien.errors import UngueltigerCursor


class Trefferzeile(NamedTuple):
    """One node found."""

    seite: "Trefferseite"
    platz: int
    """Index among all that was found."""
    fund: search.Fund

    def ziel(self) -> Stelle:
        """The node."""
        return self.seite.gruppe.stelle(self.fund.knoten)

    def cursor(self) -> str:
        """Its page marker. A hit has no value of its own to go by, so the marker is its rank in this search."""
        return marke([self.seite.text, self.platz])

    def stelle(self) -> str | None:
        """GraphQL name of the field that holds a word."""
        return self.fund.stelle.graphql_name if self.fund.stelle else None


class Trefferseite:
    """A page of hits. Raises `UngueltigeGroesse`, `UngueltigerCursor`."""

    def __init__(self, blick: Blick, argumente: Mapping[str, Any]) -> None:
        self.blick = blick
        self.text: str = argumente["text"]
        first = anzahl(argumente, "first")
        ab = self._nach(argumente["after"]) if "after" in argumente else 0
        kinds = argumente.get("kinds")
        satz = search.suche(
            blick.state,
            self.text,
            None if kinds is None else {k.value for k in kinds},
            ab,
            VORGABE if first is None else first,
        )
        self._funde = satz.treffer
        self.ausschnitt = Ausschnitt(min(ab, satz.gesamt), ab + len(satz.treffer), satz.gesamt)

    def _nach(self, cursor: str) -> int:
        text, platz = teile(cursor, 2)
        if text != self.text or not isinstance(platz, int) or not 0 <= platz < 2**31:
            raise UngueltigerCursor(cursor)
        return platz + 1

    @cached_property
    def gruppe(self) -> Gruppe:
        """The nodes of the page."""
        return Gruppe(self.blick, (f.knoten for f in self._funde))

    def knoten(self) -> list[Stelle]:
        """Nodes of the page."""
        return [self.gruppe.stelle(f.knoten) for f in self._funde]

    def eintraege(self) -> list[Trefferzeile]:
        """Edges of the page."""
        return [Trefferzeile(self, self.ausschnitt.von + k, f) for k, f in enumerate(self._funde)]


def feld_der_wurzel(
    typen: Typen, auswahlen: Auswahltypen, knoten: Knotentypen, blickargumente: list[Any]
) -> StrawberryField:
    """The root field `suche` with its types."""
    kante = typen.objekt("TrefferEdge", "Ein Treffer der Suche.")
    fuelle(
        kante,
        [
            feld("node", knoten.knoten, "Der gefundene Knoten.", lambda t: t.ziel()),
            feld("cursor", str, "Seitenmarke dieses Treffers.", lambda t: t.cursor()),
            feld("rang", int, "Platz unter allen Treffern, ab 1.", lambda t: t.platz + 1),
            feld("guete", float, "Wie gut er passt; nur innerhalb einer Antwort vergleichbar.", lambda t: t.fund.rang),
            feld(
                "stelle",
                kann_fehlen(str),
                "Feld, in dem ein gesuchtes Wort steht; leer, wenn nur die Adresse passt.",
                lambda t: t.stelle(),
            ),
        ],
    )
    typ = typen.objekt("TrefferConnection", "Treffer der Suche, beste zuerst.")
    fuelle(typ, knoten.verbindungsfelder(knoten.knoten, kante))

    def hole(_wurzel: object, kontext: Kontext, argumente: dict[str, Any]) -> Trefferseite:
        return Trefferseite(kontext.blick(argumente), argumente)

    return argumentfeld(
        "suche",
        typ,
        "Volltextsuche: alle Wörter müssen vorkommen; Umlaute, Beugung und Wortanfänge sind berücksichtigt.",
        hole,
        [
            argument("text", str, "Gesuchte Wörter."),
            argument("kinds", kann_fehlen(liste(auswahlen.kind)), "Nur diese Arten."),
            argument("first", kann_fehlen(int), FIRST),
            argument("after", kann_fehlen(str), AFTER),
            *blickargumente,
        ],
    )
