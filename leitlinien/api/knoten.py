"""The output types of nodes and their connections, derived from the kinds."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from strawberry.scalars import ID
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from leitlinien.api import gruppe, namen, verbindung, wortlaut
from leitlinien.api.auswahlen import Auswahltypen
from leitlinien.api.filtertypen import KNOTEN, Filtertypen, basisfelder, zielname
from leitlinien.api.typen import Typ, Typen, argument, argumentfeld, feld, fuelle, kann_fehlen, liste
from leitlinien.kinds import Art, Auswahl, Feld, Knoten, Modell, Nackt

EINER = verbindung.EINS


def seitenargumente() -> list[StrawberryArgument]:
    """Arguments of every connection."""
    return [
        argument("first", kann_fehlen(int), namen.FIRST),
        argument("after", kann_fehlen(str), namen.AFTER),
        argument("last", kann_fehlen(int), namen.LAST),
        argument("before", kann_fehlen(str), namen.BEFORE),
    ]


class Knotentypen:
    """Interface, kinds and connections of one schema."""

    def __init__(self, typen: Typen, auswahlen: Auswahltypen, filtertypen: Filtertypen, modell: Modell) -> None:
        self._typen, self._auswahlen, self._filter, self._modell = typen, auswahlen, filtertypen, modell
        self.seiteninfo = self._seiteninfo()
        self.knoten = typen.schnittstelle(KNOTEN, Knoten.__doc__ or "", gruppe.artname)
        self.arten = {a.name: typen.objekt(a.name, a.beschreibung, self.knoten) for a in modell.arten.values()}
        """Object type by name of the kind."""
        self._typ = {KNOTEN: self.knoten} | self.arten
        self.liste = {name: self._schlicht(name) for name in self._typ}
        """Plain connection by name of the kind or of the interface."""
        basis = basisfelder(modell)
        self._linkarten: dict[tuple[str, str, tuple[str, ...]], set[str]] = {}
        for art in modell.arten.values():
            for f in art.felder:
                if f.ist_link:
                    self._linkarten.setdefault(self._kennzeichen(f), set()).add(art.name)
        self._fertig: dict[tuple[str, str, tuple[str, ...]], verbindung.Linkart] = {}
        gemeinsam = [x for f in basis for x in self._felder(f, KNOTEN, None)]
        fuelle(self.knoten, [self._id(), *gemeinsam])
        namen_der_basis = {f.name for f in basis}
        for art in modell.arten.values():
            eigene = (f for f in art.felder if f.name not in namen_der_basis)
            fuelle(self.arten[art.name], [self._id(), *gemeinsam])
            fuelle(self.arten[art.name], (x for f in eigene for x in self._felder(f, art.name, art)))
            fuelle(self.arten[art.name], wortlaut.felder(art))

    def typ(self, name: str) -> type:
        """Object type of a kind, or the interface."""
        return self._typ[name]

    # -- fields -------------------------------------------------------------------------------------------------------

    @staticmethod
    def _id() -> StrawberryField:
        text = Knoten.model_fields["id"].description or ""
        return feld("id", ID, text, gruppe.iri)

    def _felder(self, f: Feld, besitzer: str, art: Art | None) -> Iterable[StrawberryField]:
        if not f.ist_link:
            yield self._wert(f, art)
        elif f.viele:
            yield self._viele(f, besitzer)
        else:
            yield from self._einer(f, besitzer)

    def _wert(self, f: Feld, art: Art | None) -> StrawberryField:
        typ: Typ = self._auswahlen.von(f.typ, art) if issubclass(f.typ, Auswahl) else f.typ
        typ = liste(typ) if f.viele else typ if f.pflicht else kann_fehlen(typ)
        return feld(f.graphql_name, typ, f.beschreibung, lambda stelle: gruppe.wert(stelle, f))

    @staticmethod
    def _kennzeichen(f: Feld) -> tuple[str, str, tuple[str, ...]]:
        return f.graphql_name, repr(f.pfad), f.ziele

    def _link(self, f: Feld) -> verbindung.Linkart:
        schluessel = self._kennzeichen(f)
        if schluessel not in self._fertig:
            self._fertig[schluessel] = verbindung.Linkart(
                f.graphql_name, f.pfad, f.ziele, frozenset(self._linkarten[schluessel])
            )
        return self._fertig[schluessel]

    def _viele(self, f: Feld, besitzer: str) -> StrawberryField:
        link = self._link(f)
        typ = self.liste[zielname(f)] if Nackt in f.marken else self._verknuepfung(f, besitzer)
        return argumentfeld(
            f.graphql_name,
            typ,
            f.beschreibung,
            lambda stelle, _kontext, argumente: gruppe.verbindung(stelle, link, argumente),
            [
                argument("filter", kann_fehlen(self._filter.filter[zielname(f)]), "Nur Knoten, die das erfüllen."),
                *seitenargumente(),
            ],
        )

    def _einer(self, f: Feld, besitzer: str) -> Iterable[StrawberryField]:
        link = self._link(f)

        def eintrag(stelle: gruppe.Stelle) -> verbindung.Eintrag | None:
            return gruppe.verbindung(stelle, link, EINER).einer()

        def knoten(stelle: gruppe.Stelle) -> gruppe.Stelle | None:
            gefunden = eintrag(stelle)
            return None if gefunden is None else gefunden.ziel()

        yield feld(f.graphql_name, kann_fehlen(self._typ[zielname(f)]), f.beschreibung, knoten)
        if Nackt not in f.marken:
            typ = self._typen.objekt(
                f"{besitzer}{namen.gross(f.graphql_name)}Link", f"{f.beschreibung} Mit dem, was die Verknüpfung sagt."
            )
            fuelle(typ, [feld("node", self._typ[zielname(f)], "Knoten am anderen Ende.", lambda e: e.ziel())])
            fuelle(typ, self._aussagen())
            yield feld(
                f"{f.graphql_name}Link", kann_fehlen(typ), f"{f.beschreibung} Mit Angaben zur Verknüpfung.", eintrag
            )

    # -- connections --------------------------------------------------------------------------------------------------

    def _seiteninfo(self) -> type:
        typ = self._typen.objekt("PageInfo", "Wo die Seite in der ganzen Liste steht.")
        fuelle(
            typ,
            [
                feld("hasNextPage", bool, "Ob nach der Seite noch etwas kommt.", lambda s: s.ausschnitt.danach),
                feld("hasPreviousPage", bool, "Ob vor der Seite noch etwas steht.", lambda s: s.ausschnitt.davor),
                feld("startCursor", kann_fehlen(str), "Seitenmarke des ersten Eintrags.", lambda s: _rand(s, 0)),
                feld("endCursor", kann_fehlen(str), "Seitenmarke des letzten Eintrags.", lambda s: _rand(s, -1)),
            ],
        )
        return typ

    def verbindungsfelder(self, knoten: Typ, kante: Typ) -> list[StrawberryField]:
        """Fields of every connection."""
        return [
            feld("nodes", liste(knoten), "Die Knoten der Seite.", lambda s: s.knoten()),
            feld("edges", liste(kante), "Die Einträge der Seite, mit Seitenmarke.", lambda s: s.eintraege()),
            feld("pageInfo", self.seiteninfo, "Wo die Seite in der ganzen Liste steht.", lambda s: s),
            feld("totalCount", int, "So viele sind es insgesamt.", lambda s: s.ausschnitt.gesamt),
        ]

    def _schlicht(self, name: str) -> type:
        kante = self._typen.objekt(f"{name}Edge", f"Eintrag einer Liste: {name}.")
        fuelle(kante, self._kante(name))
        typ = self._typen.objekt(f"{name}Connection", f"Liste: {name}.")
        fuelle(typ, self.verbindungsfelder(self._typ[name], kante))
        fuelle(typ, [feld("weitereMitVorschlaegen", int, namen.WEITERE, lambda s: s.weitere())])
        return typ

    def _verknuepfung(self, f: Feld, besitzer: str) -> type:
        name = f"{besitzer}{namen.gross(f.graphql_name)}"
        kante = self._typen.objekt(f"{name}Edge", f"{f.beschreibung} Ein Eintrag mit Angaben zur Verknüpfung.")
        fuelle(kante, self._kante(zielname(f)))
        fuelle(kante, self._aussagen())
        typ = self._typen.objekt(f"{name}Connection", f.beschreibung)
        fuelle(typ, self.verbindungsfelder(self._typ[zielname(f)], kante))
        fuelle(typ, [feld("weitereMitVorschlaegen", int, namen.WEITERE, lambda s: s.weitere())])
        return typ

    def _kante(self, name: str) -> list[StrawberryField]:
        return [
            feld("node", self._typ[name], "Der Knoten.", lambda e: e.ziel()),
            feld("cursor", str, "Seitenmarke dieses Eintrags.", lambda e: e.cursor()),
        ]

    def _aussagen(self) -> list[StrawberryField]:
        beleg = self._typ[zielname(next(f for f in basisfelder(self._modell) if f.name == "belege"))]
        return [
            feld(
                "status",
                self._auswahlen.status,
                "Wie sicher; bei mehreren Schritten der schwächste.",
                verbindung.status,
            ),
            feld("anteil", kann_fehlen(Decimal), "Anteil der Quelle, der hierher geht, 0 bis 1.", verbindung.anteil),
            feld("begruendung", kann_fehlen(str), "Warum die Verknüpfung besteht.", verbindung.begruendung),
            feld("belege", liste(beleg), "Fundstellen, die die Verknüpfung belegen.", verbindung.belege),
            feld("wer", kann_fehlen(str), "Wer sie bestätigt oder vorgeschlagen hat.", verbindung.wer),
            feld("wann", kann_fehlen(date), "Tag der Bestätigung oder des Vorschlags.", verbindung.wann),
        ]


def _rand(seite: Any, stelle: int) -> str | None:
    eintraege = seite.eintraege()
    return eintraege[stelle].cursor() if eintraege else None
