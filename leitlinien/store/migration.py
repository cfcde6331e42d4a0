"""Bring the tables of a database to the version this program knows, when it is opened."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from leitlinien.errors import Speicherfehler
from leitlinien.store.tables import SCHEMA
from leitlinien.store.verbindung import Verbindung

__all__ = ["VERSIONSTABELLE", "einstellungen", "migriere", "version"]

VERSIONSTABELLE = "leitlinien_schema"
"""Where the version stands; not Alembic's usual name, so that another program may share the database."""


def einstellungen(verbindung: Connection | None = None) -> Config:
    """Alembic's configuration; the scripts are part of the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = verbindung
    return config


def version(verbindung: Connection) -> str | None:
    """Version of the tables in the database, None when there are none."""
    return MigrationContext.configure(verbindung, opts={"version_table": VERSIONSTABELLE}).get_current_revision()


def migriere(verbindung: Verbindung) -> None:
    """Create or upgrade the tables. Raises `Speicherfehler` when they are of a newer program."""
    # Look first, lock only when there is something to do: opening must not wait for a writer.
    with verbindung.lesend() as c:
        stand = version(c)
    if stand == SCHEMA:
        return
    bekannt = {s.revision for s in ScriptDirectory.from_config(einstellungen()).walk_revisions()}
    with verbindung.schreibend() as c:
        stand = version(c)
        if stand is not None and stand not in bekannt:
            raise Speicherfehler(
                f"Die Datenbank hat die Tabellenversion {stand}, dieses Programm kennt nur bis {SCHEMA}. Bitte eine "
                "neuere Version von Leitlinien installieren; an den Daten wurde nichts geändert."
            )
        command.upgrade(einstellungen(c), "head")
