"""Connections: which databases, how they are set up, who may write, and what their errors mean in German."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from leitlinien.errors import LeitlinienError, Speicherfehler, StoreBeschaedigt, StoreGesperrt

__all__ = ["Verbindung"]

_SPERRE = 0x4C65_6974_6C69_6E69
"""Key of the advisory lock on PostgreSQL that the one writer of a database holds ("Leitlini")."""
_HILFE = "Erwartet wird sqlite:///pfad/datei.sqlite oder postgresql+psycopg://nutzer@rechner/name."


class Verbindung:
    """A database by URL. `wartezeit` is how long a writer waits for another, in seconds."""

    def __init__(self, url: str, wartezeit: float) -> None:
        self.url = _url(url)
        self.wartezeit = wartezeit
        self.ist_sqlite = self.url.get_backend_name() == "sqlite"
        with self.uebersetzt():
            self.engine: Engine = create_engine(self.url)
        if self.ist_sqlite:
            event.listen(self.engine, "connect", self._sqlite_einrichten)
            event.listen(self.engine, "begin", _sqlite_beginnen)

    @contextmanager
    def lesend(self) -> Iterator[Connection]:
        """A transaction that reads: one unchanging view of the data, never blocked by a writer."""
        with self.uebersetzt(), self.engine.connect() as c:
            if not self.ist_sqlite:
                c.execution_options(isolation_level="REPEATABLE READ")
            with c.begin():
                yield c

    @contextmanager
    def schreibend(self) -> Iterator[Connection]:
        """The transaction of the one writer; `StoreGesperrt` when another keeps it longer than `wartezeit`."""
        with self.uebersetzt(), self.engine.connect() as c:
            if self.ist_sqlite:
                c.execution_options(schreibend=True)
            else:
                # What the writer before has committed must be seen after waiting for it, whatever the server's default.
                c.execution_options(isolation_level="READ COMMITTED")
            with c.begin():
                if not self.ist_sqlite:
                    frist = max(1, round(self.wartezeit * 1000))
                    c.execute(text("select set_config('lock_timeout', :ms, true)"), {"ms": f"{frist}ms"})
                    c.execute(text("select pg_advisory_xact_lock(:sperre)"), {"sperre": _SPERRE})
                yield c

    @contextmanager
    def uebersetzt(self) -> Iterator[None]:
        """Turns errors of the database into `Speicherfehler` that say what to do next."""
        try:
            yield
        except LeitlinienError:
            raise
        except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as fehler:
            ursache = fehler.orig if isinstance(fehler, DBAPIError) else fehler
            raise self._deutsch(ursache or fehler) from fehler

    def schliessen(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def _sqlite_einrichten(self, verbindung: sqlite3.Connection, _: Any) -> None:
        # Python's own transactions begin late and would upgrade a read lock; we begin ourselves (`_sqlite_beginnen`).
        verbindung.isolation_level = None
        verbindung.execute(f"PRAGMA busy_timeout = {max(0, round(self.wartezeit * 1000))}")
        verbindung.execute("PRAGMA foreign_keys = ON")
        # Readers and the writer do not block one another. Never ANALYZE: SQLite 3.40 then plans recursion badly.
        verbindung.execute("PRAGMA journal_mode = WAL")

    def _deutsch(self, fehler: BaseException) -> Speicherfehler:
        wo = self.url.database if self.ist_sqlite else self.url.render_as_string(hide_password=True)
        name = getattr(fehler, "sqlite_errorname", None) or getattr(fehler, "sqlstate", None) or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or name == "55P03":
            return StoreGesperrt()
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return StoreBeschaedigt(
                f"Die Datei {wo} ist keine lesbare SQLite-Datenbank. Spiele eine Sicherung ein oder nimm eine andere "
                "Datei in LEITLINIEN_DATABASE_URL."
            )
        for anfang, satz in _SQLITE_HILFE.items():
            if name.startswith(anfang):
                return Speicherfehler(f"{satz.format(wo=wo)} ({fehler})")
        if not self.ist_sqlite and not name:
            return Speicherfehler(
                f"Die Datenbank {wo} antwortet nicht. Läuft sie, und stimmen Rechner, Nutzer und Name in "
                f"LEITLINIEN_DATABASE_URL? ({_einzeilig(fehler)})"
            )
        return Speicherfehler(
            f"Die Datenbank {wo} meldet: {_einzeilig(fehler)}. Nichts wurde gespeichert; `leitlinien verify` prüft sie."
        )


_SQLITE_HILFE = {
    "SQLITE_CANTOPEN": "Die Datenbankdatei {wo} lässt sich nicht öffnen. Gibt es den Ordner, und darf das Programm "
    "darin schreiben?",
    "SQLITE_READONLY": "Die Datenbankdatei {wo} ist schreibgeschützt. Bitte Schreibrechte für Datei und Ordner geben.",
    "SQLITE_FULL": "Der Datenträger von {wo} ist voll. Bitte Platz schaffen; nichts wurde gespeichert.",
}


def _einzeilig(fehler: BaseException) -> str:
    return " ".join(str(fehler).split()).rstrip(".")


def _sqlite_beginnen(verbindung: Connection) -> None:
    schreibend = verbindung.get_execution_options().get("schreibend", False)
    verbindung.exec_driver_sql("BEGIN IMMEDIATE" if schreibend else "BEGIN")


def _url(url: str) -> URL:
    try:
        gelesen = make_url(url)
    except ArgumentError as fehler:
        # The text may hold a password, so it is not repeated.
        raise Speicherfehler(f"LEITLINIEN_DATABASE_URL ist keine Adresse einer Datenbank. {_HILFE}") from fehler
    if gelesen.drivername in ("postgres", "postgresql"):
        gelesen = gelesen.set(drivername="postgresql+psycopg")
    if gelesen.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise Speicherfehler(f"LEITLINIEN_DATABASE_URL: „{gelesen.drivername}“ wird nicht unterstützt. {_HILFE}")
    return gelesen
