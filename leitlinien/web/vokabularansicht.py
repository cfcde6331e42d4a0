"""What the pages of the vocabulary show: kinds, fields, relations, closed lists and rules, read off the model."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from inspect import getdoc

from rdflib import RDF

from leitlinien import findings
from leitlinien.kinds import Art, Auswahl, Deutsch, Feld, Knoten, Modell, Spur
from leitlinien.paths import einzelschritt
from leitlinien.rdf import aussagen
from leitlinien.rdf.namen import kurz, lokal
from leitlinien.rdf.vokabular import CODES, MARKEN, Stelle, gegenrichtung, listen, stellen
from leitlinien.tabellen.wortschatz import wortschatz

__all__ = ["ARTEN", "AUSSAGE", "EIGENSCHAFTEN", "LISTEN", "REGELN", "Begriff", "Vokabularansicht", "Zeile"]

ARTEN, EIGENSCHAFTEN, LISTEN, REGELN = "arten", "eigenschaften", "listen", "regeln"
"""Chapters."""
AUSSAGE = "Aussage über eine Verknüpfung"
FORMEN: dict[type, str] = {str: "Text", int: "ganze Zahl", Decimal: "Dezimalzahl", date: "Tag", bool: "ja oder nein"}
IRGENDEIN = Knoten.__name__


@dataclass(frozen=True)
class Ziel:
    """A word that may lead to a term."""

    text: str
    name: str | None = None
    """Local name of the term; None for what the vocabulary does not declare."""


@dataclass(frozen=True)
class Zeile:
    """A field of a kind."""

    name: str
    """In GraphQL."""
    titel: str
    beschreibung: str
    form: tuple[Ziel, ...]
    """What it holds or leads to."""
    begriff: Ziel
    hinweise: tuple[str, ...]


@dataclass(frozen=True)
class Begriff:
    """One term: a kind, a property, a closed list or a rule."""

    kapitel: str
    name: str
    """Local name, which is its anchor and the end of its address."""
    titel: str
    iri: str | None
    """None for what is no RDF term."""
    absaetze: tuple[str, ...]
    zeilen: tuple[Zeile, ...] = ()
    """Fields of a kind."""
    von: tuple[Ziel, ...] = ()
    nach: tuple[Ziel, ...] = ()
    hinweise: tuple[str, ...] = ()
    werte: tuple[tuple[str, str], ...] = ()
    """Members of a closed list: code and description."""
    benutzt: tuple[Ziel, ...] = ()
    """Who uses it."""
    regeln: tuple[Ziel, ...] = ()
    """Coverage rules that look at a kind."""


class Vokabularansicht:
    """All terms of a model, in the order of their chapters."""

    def __init__(self, modell: Modell) -> None:
        self._modell, self._worte = modell, wortschatz(modell)
        self._rueck = gegenrichtung(modell)
        alle = [*self._arten(), *self._eigenschaften(), *self._listen(), *self._regeln()]
        self.gemeinsam = tuple(self._zeile(f) for f in self._basis())
        """Fields that every kind has."""
        self.nach_name = {b.name: b for b in reversed(alle)}
        """By local name; a kind goes before a list of the same name."""
        self.begriffe = tuple(b for b in alle if self.nach_name[b.name] is b)

    def kapitel(self, name: str) -> list[Begriff]:
        """The terms of a chapter."""
        return [b for b in self.begriffe if b.kapitel == name]

    def _basis(self) -> list[Feld]:
        art = next(iter(self._modell.arten.values()), None)
        return [f for f in art.felder if f.name in Knoten.model_fields] if art else []

    def _arten(self) -> Iterable[Begriff]:
        regeln = findings.regeln(self._modell)
        for art in self._modell.arten.values():
            yield Begriff(
                ARTEN,
                art.name,
                self._worte.lesbar(art.name),
                str(art.begriff),
                (art.beschreibung,),
                zeilen=tuple(self._zeile(f) for f in art.felder if f.name not in Knoten.model_fields),
                benutzt=self._fuehrt_her(art),
                regeln=tuple(Ziel(r.name, r.name) for r in regeln if issubclass(art.klasse, r.art)),
                hinweise=(f"Liste in GraphQL: {_klein(art.mehrzahl)}",),
            )

    def _fuehrt_her(self, art: Art) -> tuple[Ziel, ...]:
        """Relations that may lead to a kind."""
        return tuple(
            Ziel(self._worte.lesbar(b.name), b.name)
            for b in self._modell.beziehungen.values()
            if self._modell.passt(b.nach, art.name) and IRGENDEIN not in b.nach
        )

    def _zeile(self, feld: Feld) -> Zeile:
        schritt = einzelschritt(feld.pfad)
        if schritt is None:
            begriff = Ziel("über mehrere Schritte")
        else:
            begriff = Ziel(f"{'~' if schritt[1] else ''}{kurz(schritt[0])}", lokal(schritt[0]))
        hinweise = [t for m, t in MARKEN.items() if m is Spur and m in feld.marken]
        if feld.pflicht:
            hinweise.append("Pflicht.")
        if not feld.gespeichert:
            hinweise.append("Abgeleitet, nicht gespeichert.")
        return Zeile(
            feld.graphql_name,
            self._worte.lesbar(feld.graphql_name),
            feld.beschreibung,
            self._form(feld),
            begriff if begriff.name in self._ll() else Ziel(begriff.text),
            tuple(hinweise),
        )

    def _ll(self) -> frozenset[str]:
        return _eigene(self._modell)

    def _form(self, feld: Feld) -> tuple[Ziel, ...]:
        if feld.ist_link:
            return self._ziele(feld.ziele)
        if issubclass(feld.typ, Auswahl):
            return (Ziel(self._worte.lesbar(feld.typ.__name__), feld.typ.__name__),)
        return (Ziel("deutscher Text" if Deutsch in feld.marken else FORMEN.get(feld.typ, feld.typ.__name__)),)

    def _ziele(self, arten: Iterable[str]) -> tuple[Ziel, ...]:
        namen = list(dict.fromkeys(arten))
        if IRGENDEIN in namen or len(namen) >= len(self._modell.arten):
            return (Ziel("jede Art"),)
        return tuple(Ziel(self._worte.lesbar(n), n) for n in namen)

    def _eigenschaften(self) -> Iterable[Begriff]:
        for p, orte in stellen(self._modell).items():
            yield self._eigenschaft(p, orte)

    def _eigenschaft(self, p: str, orte: list[Stelle]) -> Begriff:
        felder = [o.feld for o in orte]
        erstes = felder[0]
        arten = {str(a.begriff): a.name for a in self._modell.arten.values()}
        nach = self._ziele(z for f in felder for z in f.ziele) if erstes.ist_link else self._form(erstes)
        von = self._ziele(arten[o.klasse] for o in orte if o.klasse in arten)
        if any(o.klasse == str(RDF.Statement) for o in orte):
            von = (*von, Ziel(AUSSAGE))
        hinweise = [text for marke, text in MARKEN.items() if marke in erstes.marken]
        if p in self._rueck:
            hinweise.append(f"In der Gegenrichtung: {', '.join(self._rueck[p])}.")
        return Begriff(
            EIGENSCHAFTEN,
            lokal(p),
            self._worte.lesbar(lokal(p)),
            p,
            tuple(dict.fromkeys(f.beschreibung for f in felder)),
            von=von,
            nach=nach,
            hinweise=tuple(hinweise),
        )

    def _listen(self) -> Iterable[Begriff]:
        for liste in listen(self._modell).values():
            yield Begriff(
                LISTEN,
                liste.__name__,
                self._worte.lesbar(liste.__name__),
                f"{CODES}{liste.__name__}",
                ((getdoc(liste) or "").strip(),),
                werte=tuple((m.name, m.beschreibung) for m in liste),
                benutzt=tuple(dict.fromkeys(self._benutzer(liste))),
            )

    def _benutzer(self, liste: type[Auswahl]) -> Iterable[Ziel]:
        for feld in (*(f for a in self._modell.arten.values() for f in a.werte), *aussagen.WERTE):
            if feld.typ is liste:
                name = lokal(str(feld.pfad))
                yield Ziel(self._worte.lesbar(name), name if name in self._ll() else None)

    def _regeln(self) -> Iterable[Begriff]:
        for regel in findings.regeln(self._modell):
            name = regel.art.__name__
            yield Begriff(
                REGELN,
                regel.name,
                regel.name,
                None,
                (regel.beschreibung, f"Abhilfe: {regel.abhilfe}"),
                von=self._ziele([name]),
                hinweise=(f"{regel.schwere.name.capitalize()}: {regel.schwere.beschreibung}",),
            )


@lru_cache(maxsize=8)
def _eigene(modell: Modell) -> frozenset[str]:
    """Local names of the properties that the vocabulary declares itself."""
    return frozenset(map(lokal, stellen(modell)))


def _klein(mehrzahl: str) -> str:
    kopf, *rest = mehrzahl.split("_")
    return kopf + "".join(t.title() for t in rest)
