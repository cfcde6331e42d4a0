"""One change as rows to close and rows to add, inside the transaction of the one writer."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from leitlinien.errors import Speicherfehler
from leitlinien.rows import Bestand
from leitlinien.store.hashing import Zellen, knotenzellen, linkzellen, pruefsumme
from leitlinien.store.lesen import lesezellen
from leitlinien.store.tables import FORMEN, KNOTEN, LINK, Form

__all__ = ["Aenderung", "Wunsch"]

_SUCHE = 1_000
"""Keys looked up in one statement."""
_SCHUB = 10_000
"""Rows handed to the driver at once: enough to be fast, few enough not to double the memory of a large import."""

Schluessel = tuple[str, ...]


@dataclass
class Wunsch:
    """What the caller wants to be valid, and what no longer, as cells."""

    neu: dict[Form, dict[Schluessel, Zellen]]
    weg: dict[Form, set[Schluessel]]

    @classmethod
    def aus(cls, aenderung: Bestand, zurueckgezogen: Bestand | None) -> "Wunsch":
        """From rows. What is in both stays; contradictory rows raise `Speicherfehler`."""
        neu = {
            KNOTEN: _eindeutig(KNOTEN, map(knotenzellen, aenderung.knoten)),
            LINK: _eindeutig(LINK, map(linkzellen, aenderung.links)),
        }
        alt = zurueckgezogen or Bestand()
        weg: dict[Form, set[Schluessel]] = {KNOTEN: set(), LINK: set()}
        weg[KNOTEN].update((k.pfad,) for k in alt.knoten)
        weg[LINK].update((k.von, k.praedikat, k.nach) for k in alt.links)
        for form in FORMEN:
            weg[form] -= neu[form].keys()
        return cls(neu, weg)


@dataclass
class Aenderung:
    """Rows that a revision closes and adds."""

    schliessen: dict[Form, list[tuple[Zellen, int]]] = field(default_factory=lambda: {f: [] for f in FORMEN})
    """Stored cells and the revision since which they were valid."""
    neu: dict[Form, list[Zellen]] = field(default_factory=lambda: {f: [] for f in FORMEN})

    @property
    def leer(self) -> bool:
        """Whether nothing changes."""
        return not any(self.schliessen.values()) and not any(self.neu.values())

    @classmethod
    def finde(cls, c: Connection, wunsch: Wunsch, lesenamen: Mapping[str, str]) -> "Aenderung":
        """Compare the wish with what is valid now. Raises `Speicherfehler` when a link would lose an end."""
        aenderung = cls()
        for form in FORMEN:
            neu, weg = wunsch.neu[form], wunsch.weg[form]
            gueltig = _gueltig(c, form, neu.keys() | weg, lesenamen)
            for schluessel, zellen in neu.items():
                alt = gueltig.get(schluessel)
                if alt is None:
                    aenderung.neu[form].append(zellen)
                elif lesezellen(form, alt[0], lesenamen) != zellen:
                    aenderung.schliessen[form].append(alt)
                    aenderung.neu[form].append(zellen)
            aenderung.schliessen[form] += (gueltig[s] for s in weg if s in gueltig)
        aenderung._enden_pruefen(c, wunsch)
        return aenderung

    def schreibe(self, c: Connection, nummer: int) -> None:
        """Write the rows under a revision that exists in the transaction."""
        for form in FORMEN:
            _in_schueben(c, _schliessung(form), self._geschlossene(form, nummer))
            _fuege_ein(c, form, self._neue(form, nummer))

    def _geschlossene(self, form: Form, nummer: int) -> Iterator[dict[str, Any]]:
        for zellen, seit in sorted(self.schliessen[form]):
            schluessel = {f"k_{s}": z for s, z in zip(form.schluessel, zellen, strict=False)}
            yield {
                **schluessel,
                "k_seit": seit,
                "bis_revision": nummer,
                "pruefsumme": pruefsumme(form, zellen, seit, nummer),
            }

    def _neue(self, form: Form, nummer: int) -> Iterator[tuple[Any, ...]]:
        for zellen in sorted(self.neu[form]):
            yield (*zellen, nummer, None, pruefsumme(form, zellen, nummer, None))

    def _enden_pruefen(self, c: Connection, wunsch: Wunsch) -> None:
        enden = {z[i] for z in self.neu[LINK] for i in (0, 2)}
        unbekannt = {(e,) for e in enden} - wunsch.neu[KNOTEN].keys()
        unbekannt -= _gueltig(c, KNOTEN, unbekannt, {}).keys() - wunsch.weg[KNOTEN]
        if unbekannt:
            von, praedikat, nach = next(z[:3] for z in sorted(self.neu[LINK]) if {(z[0],), (z[2],)} & unbekannt)
            fehlt = von if (von,) in unbekannt else nach
            raise Speicherfehler(
                f"Der Link {von} {praedikat} {nach} führt ins Leere: {fehlt} ist kein Knoten. Nichts wurde "
                "gespeichert; erst den Knoten aufnehmen oder den Link weglassen."
            )
        gehen = {z[0] for z, _ in self.schliessen[KNOTEN]} & {s[0] for s in wunsch.weg[KNOTEN]}
        if not gehen:
            return
        gehende_links = {z[:3] for z, _ in self.schliessen[LINK]}
        with c.execute(_gueltige(LINK), execution_options={"yield_per": _SCHUB}) as alle:
            haengt = [z for z in alle if (z.von in gehen or z.nach in gehen) and tuple(z[:3]) not in gehende_links]
        if haengt:
            von, praedikat, nach = min(z[:3] for z in haengt)
            weg = von if von in gehen else nach
            raise Speicherfehler(
                f"{weg} lässt sich nicht zurückziehen: Der Link {von} {praedikat} {nach} hängt daran. Nichts wurde "
                "gespeichert; erst den Link zurückziehen."
            )


def _eindeutig(form: Form, zeilen: Iterable[Zellen]) -> dict[Schluessel, Zellen]:
    breite = len(form.schluessel)
    eindeutig: dict[Schluessel, Zellen] = {}
    for zellen in zeilen:
        if eindeutig.setdefault(zellen[:breite], zellen) != zellen:
            raise Speicherfehler(
                f"{' '.join(zellen[:breite])} kommt in einer Änderung zweimal und verschieden vor. "
                "Nichts wurde gespeichert; bitte eine Fassung streichen."
            )
    return eindeutig


def _gueltig(
    c: Connection, form: Form, gesucht: Collection[Schluessel], lesenamen: Mapping[str, str]
) -> dict[Schluessel, tuple[Zellen, int]]:
    # Looked up by the first key column alone, because a link may be stored under its predicate's earlier name.
    gefunden: dict[Schluessel, tuple[Zellen, int]] = {}
    breite = len(form.schluessel)
    erste = iter(sorted({s[0] for s in gesucht}))
    while schub := list(islice(erste, _SUCHE)):
        for *stuecke, seit in c.execute(_gueltige(form).where(form.tabelle.c[form.schluessel[0]].in_(schub))):
            zellen = tuple(stuecke)
            schluessel = lesezellen(form, zellen, lesenamen)[:breite]
            if schluessel in gesucht:
                gefunden[schluessel] = (zellen, seit)
    return gefunden


def _gueltige(form: Form) -> Select[Any]:
    t = form.tabelle.c
    return select(*(t[s] for s in form.spalten), t.seit_revision).where(t.bis_revision.is_(None))


def _schliessung(form: Form) -> Any:
    t = form.tabelle.c
    return (
        update(form.tabelle)
        .where(*(t[s] == bindparam(f"k_{s}") for s in form.schluessel), t.seit_revision == bindparam("k_seit"))
        .values(bis_revision=bindparam("bis_revision"), pruefsumme=bindparam("pruefsumme"))
    )


def _fuege_ein(c: Connection, form: Form, zeilen: Iterator[tuple[Any, ...]]) -> None:
    """Add rows: cells, since and until when they are valid, checksum."""
    spalten = (*form.spalten, "seit_revision", "bis_revision", "pruefsumme")
    if c.dialect.name != "sqlite":
        _in_schueben(c, insert(form.tabelle), (dict(zip(spalten, z, strict=True)) for z in zeilen))
        return
    # past SQLAlchemy, which takes longer over the parameters of millions of rows than SQLite over the rows
    anweisung = (
        f"INSERT INTO {form.tabelle.name} ({', '.join(spalten)}) "  # noqa: S608 - names of our own tables
        f"VALUES ({', '.join('?' * len(spalten))})"
    )
    while schub := list(islice(zeilen, _SCHUB)):
        c.exec_driver_sql(anweisung, schub)


def _in_schueben(c: Connection, anweisung: Any, zeilen: Iterator[dict[str, Any]]) -> None:
    while schub := list(islice(zeilen, _SCHUB)):
        c.execute(anweisung, schub)
