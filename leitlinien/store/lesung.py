"""Reads everything valid at a revision in one pass: column by column, hashed on the way, without an object per row."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from leitlinien.errors import StoreBeschaedigt
from leitlinien.rows import Knotenspalten, Linkspalten
from leitlinien.store.hashing import Hashwerk, Zellen, zeilen, zustand_beginnen
from leitlinien.store.lesen import Angabenleser, knotenwerte, knotenzeile, linkzeile
from leitlinien.store.revisionen import Revision
from leitlinien.store.tables import KNOTEN, LINK, Form

__all__ = ["Lesung", "gueltig_bei", "saetze"]

_SCHUB = 500
"""Rows fetched from SQLite at once: few enough that all steps find them in the processor's cache, a third faster."""
_SCHUB_SERVER = 10_000
"""Rows fetched from a server at once."""


class Lesung:
    """The rows valid at one revision, inside a transaction. First the nodes are taken, all of them, then the links."""

    def __init__(
        self, c: Connection, revision: Revision, lesenamen: Mapping[str, str], *, mit_hash: bool = True
    ) -> None:
        self.revision = revision
        self._c, self._lesenamen, self._mit_hash = c, lesenamen, mit_hash
        self._hashwerk: Hashwerk = zustand_beginnen()

    def namen(self) -> Generator[Knotenspalten, None, None]:
        """In place of `knoten`: only ids and kinds, for those who leave the values to others."""
        namen = self._lesenamen
        with closing(self._schuebe(KNOTEN)) as schuebe:
            for schub in schuebe:
                pfade, arten, _ = zip(*schub, strict=True)
                yield pfade, [namen.get(a, a) for a in arten] if namen else arten, ()

    def knoten(self) -> Generator[Knotenspalten, None, None]:
        """The nodes, ordered by id. Raises `StoreBeschaedigt` for cells that cannot be a node."""
        namen = self._lesenamen
        with closing(self._schuebe(KNOTEN)) as schuebe:
            for schub in schuebe:
                pfade, arten, texte = zip(*schub, strict=True)
                werte = knotenwerte(texte, namen)
                if werte is None:
                    raise _schaden(KNOTEN, schub, namen)
                yield pfade, [namen.get(a, a) for a in arten] if namen else arten, werte

    def links(self) -> Generator[Linkspalten, None, None]:
        """The links, ordered by key columns. Raises `StoreBeschaedigt` for cells that cannot be a link."""
        namen, angaben = self._lesenamen, Angabenleser()
        with closing(self._schuebe(LINK)) as schuebe:
            for schub in schuebe:
                von, praedikate, nach, texte = zip(*schub, strict=True)
                try:
                    gelesen = list(map(angaben.__getitem__, texte))
                except (KeyError, TypeError, ValueError) as fehler:
                    raise _schaden(LINK, schub, namen) from fehler
                yield von, [namen.get(p, p) for p in praedikate] if namen else praedikate, nach, gelesen

    def hash(self) -> str:
        """Hash over all rows as stored, whatever their history, after nodes and links were taken."""
        return self._hashwerk.hexdigest()

    def _schuebe(self, form: Form) -> Generator[Sequence[Zellen], None, None]:
        with closing(saetze(self._c, gueltig_bei(form, self.revision.nummer))) as schuebe:
            for schub in schuebe:
                if self._mit_hash:
                    self._hashwerk.update(zeilen(form, schub))
                yield schub


def saetze(c: Connection, frage: Select[Any]) -> Generator[Sequence[Zellen], None, None]:
    """The answer in batches.

    From SQLite they are the driver's own tuples, which takes half the time of SQLAlchemy's rows: our cells are text,
    which no type of SQLAlchemy turns into anything else. From a server a batch is one fetch from its cursor.
    """
    if c.dialect.name == "sqlite":
        with c.execute(frage) as ergebnis:
            cursor: Any = ergebnis.cursor
            while schub := cursor.fetchmany(_SCHUB):
                yield schub
    else:
        with c.execute(frage, execution_options={"yield_per": _SCHUB_SERVER}) as ergebnis:
            for teil in ergebnis.partitions():
                yield [tuple(satz) for satz in teil]


def gueltig_bei(form: Form, revision: int) -> Select[Any]:
    """The cells of all rows valid at a revision, ordered by key columns."""
    t = form.tabelle.c
    return (
        select(*(t[s] for s in form.spalten))
        .where(t.seit_revision <= revision, or_(t.bis_revision.is_(None), t.bis_revision > revision))
        .order_by(*(t[s] for s in form.schluessel))
    )


def _schaden(form: Form, schub: Sequence[Zellen], lesenamen: Mapping[str, str]) -> StoreBeschaedigt:
    """The error that names the first row which cannot be read."""
    lies = knotenzeile if form is KNOTEN else linkzeile
    try:
        for zellen in schub:
            lies(zellen, lesenamen)
    except StoreBeschaedigt as fehler:
        return fehler
    raise AssertionError(form.name)
