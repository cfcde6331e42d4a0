"""Opening: migrations, addresses and what goes wrong, with the next step in German."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel, create_engine

from leitlinien.errors import Speicherfehler, StoreBeschaedigt
from leitlinien.rows import Bestand, Knotenzeile
from leitlinien.settings import Settings
from leitlinien.store import Store
from leitlinien.store.migration import VERSIONSTABELLE, einstellungen, version
from leitlinien.store.tables import FORMEN, REVISION, SCHEMA

EIGENE = {REVISION.name, *(f.tabelle.name for f in FORMEN)}


def test_migrations_make_exactly_the_declared_tables(store: Store) -> None:
    with store._verbindung.lesend() as c:
        kontext = MigrationContext.configure(c, opts={"version_table": VERSIONSTABELLE, "compare_type": True})

        unterschiede = compare_metadata(kontext, SQLModel.metadata)

        assert [] == unterschiede


def test_migrations_make_the_same_statements_as_the_tables_in_sqlite(sqlite_url: str) -> None:
    frage = text(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name IN ('revision', 'knotenversion', 'linkversion')"
    )
    direkt = create_engine("sqlite://")
    with direkt.connect() as c:
        SQLModel.metadata.create_all(c, [REVISION, *(f.tabelle for f in FORMEN)])
        erwartet = {_ohne_reihenfolge(sql) for (sql,) in c.execute(frage)}
    direkt.dispose()

    with Store.oeffnen(sqlite_url) as store, store._verbindung.lesend() as c:
        migriert = {_ohne_reihenfolge(sql) for (sql,) in c.execute(frage)}

    assert erwartet == migriert


def _ohne_reihenfolge(sql: str) -> tuple[str, ...]:
    return tuple(sorted(zeile.strip(" ,\t") for zeile in sql.splitlines()))


def test_the_known_version_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(einstellungen()).get_heads() == [SCHEMA]


def test_opening_again_changes_nothing(store: Store, store_url: str) -> None:
    store.schreibe(Bestand([Knotenzeile("a", "urn:Art")]), autor="Test", grund="Probe")
    vorher = (store.revisionen(), store.bestand())

    # A writer holds the lock meanwhile: a migration that wanted to do anything would fail.
    with store._verbindung.schreibend(), Store.oeffnen(store_url, wartezeit=0.1) as wieder:
        nachher = (wieder.revisionen(), wieder.bestand())

    assert vorher == nachher


def test_an_empty_database_gets_the_tables_and_the_version(store: Store) -> None:
    with store._verbindung.lesend() as c:
        tabellen = set(inspect(c).get_table_names())

        assert EIGENE | {VERSIONSTABELLE} == tabellen
        assert version(c) == SCHEMA


def test_a_database_of_a_newer_program_is_left_alone(store: Store, store_url: str) -> None:
    with store._verbindung.schreibend() as c:
        c.execute(text("UPDATE leitlinien_schema SET version_num = '9999'"))

    with pytest.raises(Speicherfehler, match=r"Tabellenversion 9999.*neuere Version von Leitlinien installieren"):
        Store.oeffnen(store_url)


def test_sqlite_is_set_up_for_many_readers_and_one_writer(sqlite_url: str) -> None:
    with Store.oeffnen(sqlite_url, wartezeit=7) as store, store._verbindung.lesend() as c:
        pragmas = {
            p: c.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "foreign_keys", "busy_timeout")
        }

    assert {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 7000} == pragmas


def test_the_default_address_is_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEITLINIEN_DATABASE_URL", raising=False)

    with Store.oeffnen(Settings().database_url) as store:
        assert store.kopf() is None

    assert (tmp_path / "leitlinien.sqlite").is_file()


@pytest.mark.parametrize(
    "url", ["", "leitlinien.sqlite", "mysql://nutzer:geheim@rechner/name", "sqlite+aiosqlite:///x"]
)
def test_an_address_that_is_none_names_those_that_are(url: str) -> None:
    with pytest.raises(Speicherfehler, match=r"LEITLINIEN_DATABASE_URL.*sqlite:///pfad/datei\.sqlite oder postgresql"):
        Store.oeffnen(url)


def test_a_password_is_never_repeated() -> None:
    with pytest.raises(Speicherfehler) as fehler:
        Store.oeffnen("postgresql://nutzer:geheim@127.0.0.1:1/name")

    assert "geheim" not in str(fehler.value)
    assert "antwortet nicht. Läuft sie" in str(fehler.value)


def test_a_postgresql_address_without_a_driver_is_understood(postgres_url: str) -> None:
    with Store.oeffnen(postgres_url.replace("postgresql+psycopg:", "postgres:")) as store:
        assert store.kopf() is None


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Speicherfehler, match=r"lässt sich nicht öffnen\. Gibt es den Ordner"):
        Store.oeffnen(f"sqlite:///{tmp_path}/fehlt/store.sqlite")


def test_a_folder_instead_of_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Speicherfehler, match="lässt sich nicht öffnen"):
        Store.oeffnen(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    datei = tmp_path / "notiz.txt"
    datei.write_text("Das ist ein Text und keine Datenbank. " * 100, encoding="utf-8")

    with pytest.raises(StoreBeschaedigt, match="ist keine lesbare SQLite-Datenbank"):
        Store.oeffnen(f"sqlite:///{datei}")


def test_an_error_of_the_database_is_a_german_sentence(store: Store) -> None:
    store.schreibe(Bestand([Knotenzeile("a", "urn:Art")]), autor="Test", grund="Probe")
    with store._verbindung.schreibend() as c:
        c.execute(text("DROP TABLE linkversion"))

    with pytest.raises(Speicherfehler, match=r"Die Datenbank .* meldet: .*linkversion.*`leitlinien verify` prüft sie"):
        store.bestand()
