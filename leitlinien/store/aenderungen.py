"""What revisions did: how many nodes and links came, changed and went, and the first of these nodes.

Changes of one node are found by its key. Those of whole revisions are found by a pass over the rows (0.3 s for
100,000 nodes); an index of when links began would grow the database by a half, for a question whose answer never
changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_, union_all

from leitlinien.rows import Knotenzeile
from leitlinien.store.lesen import knotenzeile
from leitlinien.store.revisionen import Revision
from leitlinien.store.tables import FORMEN, KNOTEN, LINK, REVISION, Form

__all__ = ["Aenderungen", "Geaendert", "Wandel", "Wandelzahl", "aenderungen"]


class Wandel(Enum):
    """What happened to a row."""

    NEU = "neu"
    GEAENDERT = "geändert"
    ZURUECKGEZOGEN = "zurückgezogen"


class Wandelzahl(NamedTuple):
    """How many rows."""

    neu: int = 0
    geaendert: int = 0
    zurueckgezogen: int = 0

    @property
    def gesamt(self) -> int:
        """All together."""
        return sum(self)


class Geaendert(NamedTuple):
    """One node that a revision touched; its last version where it was withdrawn."""

    wandel: Wandel
    zeile: Knotenzeile


@dataclass(frozen=True)
class Aenderungen:
    """What one revision did."""

    revision: Revision
    knoten: Wandelzahl
    links: Wandelzahl
    erste: tuple[Geaendert, ...]
    """The first nodes of each change, by id; `knoten` counts them all."""


def aenderungen(
    c: Connection, lesenamen: Mapping[str, str], *, vor: int | None, anzahl: int, knoten: str | None, erste: int
) -> list[Aenderungen]:
    """The newest revisions and what they did, the newest first.

    Args:
        c: A transaction.
        lesenamen: Earlier IRI -> today's.
        vor: Only revisions before this one.
        anzahl: How many revisions.
        knoten: Only what concerns this node and the links that begin at it.
        erste: How many nodes of each change are named.
    """
    revisionen = _revisionen(c, vor, anzahl, knoten)
    if not revisionen:
        return []
    nummern = [r.nummer for r in revisionen]
    zahlen = {form: _zahlen(c, form, nummern, knoten) for form in FORMEN}
    genannt = _erste(c, lesenamen, {n: z for n, z in zahlen[KNOTEN].items() if n in nummern}, knoten, erste)
    return [
        Aenderungen(
            r,
            zahlen[KNOTEN].get(r.nummer, Wandelzahl()),
            zahlen[LINK].get(r.nummer, Wandelzahl()),
            tuple(genannt.get(r.nummer, ())),
        )
        for r in revisionen
    ]


def _revisionen(c: Connection, vor: int | None, anzahl: int, knoten: str | None) -> list[Revision]:
    frage = select(REVISION).order_by(REVISION.c.nummer.desc()).limit(anzahl)
    if vor is not None:
        frage = frage.where(REVISION.c.nummer < vor)
    if knoten is not None:
        beruehrt = union_all(
            *(
                select(spalte).where(form.tabelle.c[form.schluessel[0]] == knoten, spalte.is_not(None))
                for form in FORMEN
                for spalte in (form.tabelle.c.seit_revision, form.tabelle.c.bis_revision)
            )
        ).subquery()
        frage = frage.where(REVISION.c.nummer.in_(select(*beruehrt.c)))
    return [Revision(*satz) for satz in c.execute(frage)]


def _zahlen(c: Connection, form: Form, nummern: Sequence[int], knoten: str | None) -> dict[int, Wandelzahl]:
    """Changed is what ended and began again in one revision; few rows end, so that is where the search begins."""
    t, spaeter = form.tabelle, form.tabelle.alias()
    gleich = [t.c[s] == spaeter.c[s] for s in form.schluessel]
    bereich = min(nummern), max(nummern)

    def gezaehlt(spalte: ColumnElement[Any], frage: Select[Any]) -> dict[int, int]:
        frage = frage.where(spalte.between(*bereich)).group_by(spalte)
        if knoten is not None:
            frage = frage.where(t.c[form.schluessel[0]] == knoten)
        return {satz[0]: satz[1] for satz in c.execute(frage)}

    begonnen = gezaehlt(t.c.seit_revision, select(t.c.seit_revision, func.count()))
    beendet = gezaehlt(t.c.bis_revision, select(t.c.bis_revision, func.count()))
    beides = select(t.c.bis_revision, func.count()).join(
        spaeter, and_(*gleich, spaeter.c.seit_revision == t.c.bis_revision)
    )
    geaendert = gezaehlt(t.c.bis_revision, beides) if beendet else {}
    return {
        n: Wandelzahl(begonnen.get(n, 0) - g, g, beendet.get(n, 0) - g)
        for n in begonnen.keys() | beendet.keys()
        for g in (geaendert.get(n, 0),)
    }


def _erste(
    c: Connection,
    lesenamen: Mapping[str, str],
    zahlen: Mapping[int, Wandelzahl],
    knoten: str | None,
    erste: int,
) -> dict[int, list[Geaendert]]:
    gewaehlt = [
        (nummer, wandel, pfad)
        for nummer, je_wandel in zahlen.items()
        for wandel, anzahl in zip(Wandel, je_wandel, strict=True)
        if anzahl
        for pfad in c.execute(_genannte(nummer, wandel, knoten).limit(erste)).scalars()
    ]
    zeilen = _versionen(c, lesenamen, gewaehlt)
    gefunden: dict[int, list[Geaendert]] = {}
    for nummer, wandel, pfad in sorted(gewaehlt, key=lambda g: (g[0], g[2])):
        gefunden.setdefault(nummer, []).append(Geaendert(wandel, zeilen[nummer, pfad]))
    return gefunden


def _genannte(nummer: int, wandel: Wandel, knoten: str | None) -> Select[Any]:
    """Ids of the nodes that a revision touched in this way, in order."""
    t, andere = KNOTEN.tabelle.c, KNOTEN.tabelle.alias()
    weg = wandel is Wandel.ZURUECKGEZOGEN
    hier, dort = (t.bis_revision, andere.c.seit_revision) if weg else (t.seit_revision, andere.c.bis_revision)
    auch = exists().where(andere.c.pfad == t.pfad, dort == nummer)
    frage = select(t.pfad).where(hier == nummer, auch if wandel is Wandel.GEAENDERT else ~auch).order_by(t.pfad)
    return frage if knoten is None else frage.where(t.pfad == knoten)


def _versionen(
    c: Connection, lesenamen: Mapping[str, str], gewaehlt: Iterable[tuple[int, Wandel, str]]
) -> dict[tuple[int, str], Knotenzeile]:
    """Nodes as they were after the revision, or before it where it withdrew them."""
    t = KNOTEN.tabelle.c
    paare = [(pfad, nummer, wandel is Wandel.ZURUECKGEZOGEN) for nummer, wandel, pfad in gewaehlt]
    gefunden: dict[tuple[int, str], Knotenzeile] = {}
    for ab in range(0, len(paare), _SCHUB):
        teil = paare[ab : ab + _SCHUB]
        neue = tuple_(t.pfad, t.seit_revision).in_([(p, n) for p, n, weg in teil if not weg])
        alte = tuple_(t.pfad, t.bis_revision).in_([(p, n) for p, n, weg in teil if weg])
        gesucht = {(n, p): weg for p, n, weg in teil}
        spalten = [t[s] for s in KNOTEN.spalten]
        for *zellen, seit, bis in c.execute(select(*spalten, t.seit_revision, t.bis_revision).where(or_(neue, alte))):
            zeile = knotenzeile(tuple(zellen), lesenamen)
            if gesucht.get((seit, zeile.pfad)) is False:
                gefunden[seit, zeile.pfad] = zeile
            if bis is not None and gesucht.get((bis, zeile.pfad)):
                gefunden[bis, zeile.pfad] = zeile
    return gefunden


_SCHUB = 200
"""Keys in one question."""
