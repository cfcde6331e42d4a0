"""The tables of a dump, derived from the model: one of all nodes, one per kind, one of the links and their passages.

What a table says stands once, here: its columns are read by `zeilen` (the rows) and by `csvw` (the schema).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from leitlinien.ids import Adressen
from leitlinien.kinds import Feld, Knoten, Modell
from leitlinien.rdf import aussagen
from leitlinien.rdf.namen import lokal
from leitlinien.rows import Bestand, Knotenzeile, Linkzeile, Wert
from leitlinien.tabellen.wortschatz import wortschatz

KNOTEN, LINKS, BELEGE = "knoten", "verknuepfungen", "verknuepfungen_belege"
"""Tables that no single kind has."""
TRENNER = ", "
"""Between several values of a cell."""
Zeile: TypeAlias = list[Any]


@dataclass(frozen=True)
class Spalte:
    """One column."""

    name: str
    titel: str
    beschreibung: str
    feld: Feld | None = None
    """Declaration of its values; None for addresses and names."""
    werte: tuple[str, ...] = ()
    """All values there can be, for names."""
    praedikat: str | None = None
    """What the column says about the row's node."""
    adresse: bool = False
    pflicht: bool = True


@dataclass(frozen=True)
class Verweis:
    """A foreign key."""

    spalten: tuple[str, ...]
    tabelle: str
    ziele: tuple[str, ...]


@dataclass(frozen=True)
class Tabelle:
    """One table; its file is `NAME.csv`."""

    name: str
    titel: str
    beschreibung: str
    spalten: tuple[Spalte, ...]
    schluessel: tuple[str, ...]
    verweise: tuple[Verweis, ...] = ()
    klasse: str | None = None
    """RDF class of its nodes."""

    @property
    def datei(self) -> str:
        """Name of the file."""
        return f"{self.name}.csv"


@lru_cache(maxsize=8)
def tabellen(modell: Modell) -> tuple[Tabelle, ...]:
    """All tables of a model, those without rows too, so that the schema of two dumps is the same."""
    worte = wortschatz(modell)

    def spalte(feld: Feld) -> Spalte:
        return Spalte(
            feld.graphql_name,
            worte.lesbar(feld.graphql_name),
            feld.beschreibung,
            feld,
            praedikat=str(feld.pfad),
            pflicht=feld.pflicht,
        )

    id = Spalte("id", "Adresse", "Dauerhafte Adresse des Knotens.", adresse=True)
    arten = tuple(modell.arten.values())
    allen = [f for f in arten[0].werte if f.pflicht and f.name in Knoten.model_fields]
    knoten = Tabelle(
        KNOTEN,
        "Alle Knoten",
        "Jeder Knoten mit seiner Art; die übrigen Angaben stehen in der Tabelle der Art.",
        (
            id,
            Spalte("art", "Art", "Art des Knotens.", werte=tuple(modell.arten)),
            *map(spalte, allen),
        ),
        ("id",),
    )
    je_art = [
        Tabelle(
            art.mehrzahl,
            worte.lesbar(art.mehrzahl),
            art.beschreibung,
            (id, *map(spalte, art.werte)),
            ("id",),
            (Verweis(("id",), KNOTEN, ("id",)),),
            str(art.begriff),
        )
        for art in arten
    ]
    namen = tuple(lokal(p) for p in modell.beziehungen)
    schluessel = (
        Spalte("von", "Von", "Adresse des Knotens, von dem die Verknüpfung ausgeht.", adresse=True),
        Spalte("beziehung", "Beziehung", "Name der Beziehung im Vokabular.", werte=namen),
        Spalte("nach", "Nach", "Adresse des Knotens, zu dem sie führt.", adresse=True),
    )
    drei = tuple(s.name for s in schluessel)
    links = Tabelle(
        LINKS,
        "Verknüpfungen",
        "Alle Verknüpfungen mit ihrem Status. Ein VORSCHLAG ist nicht gesichert: Er darf nicht wie eine belegte "
        "Verknüpfung gezählt werden.",
        (*schluessel, *map(spalte, aussagen.WERTE)),
        drei,
        (Verweis(("von",), KNOTEN, ("id",)), Verweis(("nach",), KNOTEN, ("id",))),
    )
    belege = Tabelle(
        BELEGE,
        "Belege der Verknüpfungen",
        "Fundstellen, die eine Verknüpfung aussagen.",
        (*schluessel, Spalte("beleg", "Beleg", "Adresse der Fundstelle.", adresse=True)),
        (*drei, "beleg"),
        (Verweis(drei, LINKS, drei), Verweis(("beleg",), KNOTEN, ("id",))),
    )
    return (knoten, *je_art, links, belege)


def zeilen(tabelle: Tabelle, bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[Zeile]:
    """The rows of a table, ordered by its key."""
    if tabelle.name in (LINKS, BELEGE):
        gebaut = _linkzeile if tabelle.name == LINKS else _belegzeilen
        for link in sorted(bestand.links, key=lambda v: (v.von, v.praedikat, v.nach)):
            yield from gebaut(tabelle, link, adressen)
        return
    namen = {str(a.begriff): a.name for a in modell.arten.values()}
    for knoten in sorted(bestand.knoten, key=lambda k: k.pfad):
        if tabelle.klasse in (None, knoten.art):
            yield [_zelle(s, knoten, adressen, namen) for s in tabelle.spalten]


def _zelle(spalte: Spalte, knoten: Knotenzeile, adressen: Adressen, namen: dict[str, str]) -> Any:
    if spalte.adresse:
        return adressen.iri(knoten.pfad)
    if spalte.feld is None:
        return namen[knoten.art]
    wert = knoten.werte.get(str(spalte.praedikat))
    return None if wert is None else _wert(spalte.feld, wert)


def _wert(feld: Feld, wert: Wert) -> Any:
    if isinstance(wert, list):
        return TRENNER.join(wert)
    if isinstance(wert, dict):
        (wert,) = wert.values()
    return _LESEN.get(feld.typ, str)(wert)


_LESEN: dict[type, Callable[[str], Any]] = {
    int: Decimal,  # Python's int() refuses more than 4300 digits
    Decimal: Decimal,
    bool: lambda text: text == "true",
    date: date.fromisoformat,
}


def _glieder(link: Linkzeile, adressen: Adressen) -> Zeile:
    return [adressen.iri(link.von), lokal(link.praedikat), adressen.iri(link.nach)]


def _linkzeile(tabelle: Tabelle, link: Linkzeile, adressen: Adressen) -> Iterator[Zeile]:
    angaben = link.angaben
    felder = [s.feld for s in tabelle.spalten if s.feld is not None]
    texte = [angaben.status.name if f.name == "status" else getattr(angaben, f.name) for f in felder]
    yield _glieder(link, adressen) + [None if t is None else _wert(f, t) for f, t in zip(felder, texte, strict=True)]


def _belegzeilen(_: Tabelle, link: Linkzeile, adressen: Adressen) -> Iterator[Zeile]:
    for beleg in link.angaben.belege:
        yield [*_glieder(link, adressen), adressen.iri(beleg)]
