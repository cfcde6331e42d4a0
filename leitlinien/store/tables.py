"""The store's tables. Append-only: a row is never changed or deleted, except that closing it sets its end once.

They are apart from the domain classes on purpose: a kind is declared once and needs no table of its own, because the
fields of a node stand as one JSON text keyed by predicate IRIs.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text
from sqlalchemy.dialects import postgresql
from sqlmodel import Field, SQLModel

__all__ = ["FORMEN", "KNOTEN", "LINK", "REVISION", "SCHEMA", "Form", "Knotenversion", "Linkversion", "Revisionssatz"]

SCHEMA = "0002"
"""The schema version these tables are: the newest file in `migrations/versions`."""

# Order decides hashes, so it must not depend on the locale of a PostgreSQL server: "C" is the order of UTF-8 bytes,
# which is SQLite's order of text and Python's order of `str`.
_SCHLUESSEL = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_GESCHLOSSEN = text("bis_revision IS NOT NULL")


class Revisionssatz(SQLModel, table=True):
    """One change of the store: who, when, why, from which file, and the link of the hash chain."""

    __tablename__: ClassVar[str] = "revision"

    nummer: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    zeit: str = Field(sa_column=Column(Text, nullable=False))
    autor: str = Field(sa_column=Column(Text, nullable=False))
    grund: str = Field(sa_column=Column(Text, nullable=False))
    quelle: str | None = Field(sa_column=Column(Text))
    quell_hash: str | None = Field(sa_column=Column(Text))
    vorher: str | None = Field(sa_column=Column(Text))
    hash: str = Field(sa_column=Column(Text, nullable=False))


class Knotenversion(SQLModel, table=True):
    """One version of a node, valid from `seit_revision` up to, not including, `bis_revision`."""

    __tablename__: ClassVar[str] = "knotenversion"

    pfad: str = Field(sa_column=Column(_SCHLUESSEL, primary_key=True))
    seit_revision: int = Field(
        sa_column=Column(Integer, ForeignKey("revision.nummer"), primary_key=True, autoincrement=False)
    )
    bis_revision: int | None = Field(sa_column=Column(Integer, ForeignKey("revision.nummer")))
    art: str = Field(sa_column=Column(Text, nullable=False))
    werte: str = Field(sa_column=Column(Text, nullable=False))
    pruefsumme: str = Field(sa_column=Column(Text, nullable=False))


class Linkversion(SQLModel, table=True):
    """One version of a link, valid from `seit_revision` up to, not including, `bis_revision`."""

    __tablename__: ClassVar[str] = "linkversion"
    __table_args__: ClassVar[tuple[Any, ...]] = (
        # Only closed rows: it is for withdrawn nodes, and an index of all rows would grow the file by a half.
        Index("linkversion_geschlossen_nach", "nach", sqlite_where=_GESCHLOSSEN, postgresql_where=_GESCHLOSSEN),
        # The rows are little more than their key: one tree instead of a table and an index halves the file in SQLite.
        {"sqlite_with_rowid": False},
    )

    von: str = Field(sa_column=Column(_SCHLUESSEL, primary_key=True))
    praedikat: str = Field(sa_column=Column(_SCHLUESSEL, primary_key=True))
    nach: str = Field(sa_column=Column(_SCHLUESSEL, primary_key=True))
    seit_revision: int = Field(
        sa_column=Column(Integer, ForeignKey("revision.nummer"), primary_key=True, autoincrement=False)
    )
    bis_revision: int | None = Field(sa_column=Column(Integer, ForeignKey("revision.nummer")))
    angaben: str = Field(sa_column=Column(Text, nullable=False))
    pruefsumme: str = Field(sa_column=Column(Text, nullable=False))


@dataclass(frozen=True)
class Form:
    """What nodes and links differ in; reading, writing, hashing and checking are the same for both.

    A row's *cells* are the texts of `schluessel` and `inhalt`, in this order.
    """

    name: str
    """Word by which hashes tell the two apart."""
    tabelle: Table
    schluessel: tuple[str, ...]
    """Columns that say which node or link it is; at most one version is valid at a time."""
    inhalt: tuple[str, ...]
    """Columns that say what is the case."""

    @property
    def spalten(self) -> tuple[str, ...]:
        """The columns of the cells."""
        return self.schluessel + self.inhalt


REVISION: Table = SQLModel.metadata.tables["revision"]
KNOTEN = Form("knoten", SQLModel.metadata.tables["knotenversion"], ("pfad",), ("art", "werte"))
LINK = Form("link", SQLModel.metadata.tables["linkversion"], ("von", "praedikat", "nach"), ("angaben",))
FORMEN = (KNOTEN, LINK)
"""In the order in which hashes take them."""
