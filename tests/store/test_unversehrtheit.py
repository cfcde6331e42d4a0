"""Whatever is altered, deleted or inserted by hand is found and named, on each database in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, text, update
from sqlmodel import SQLModel

from leitlinien.errors import StoreBeschaedigt
from leitlinien.rows import Angaben, Bestand, Knotenzeile, Linkzeile
from leitlinien.store import Schaden, Store
from leitlinien.store.hashing import pruefsumme
from leitlinien.store.tables import KNOTEN, LINK

ART = "urn:Ziel"
DIENT = "urn:dient"


@pytest.fixture
def voll(store: Store) -> Store:
    """Three revisions: in the second a node and a link change, in the third one of each goes."""
    eins = Bestand(
        [Knotenzeile(p, ART, {"urn:titel": p * 3}) for p in ("a", "b", "c", "d")],
        [Linkzeile("a", DIENT, "b"), Linkzeile("a", DIENT, "c"), Linkzeile("b", DIENT, "c")],
    )
    zwei = Bestand([Knotenzeile("a", ART, {"urn:titel": "neu"})], [Linkzeile("a", DIENT, "b", Angaben(anteil="0.5"))])
    drei = Bestand([Knotenzeile("d", ART)], [Linkzeile("b", DIENT, "c")])
    store.schreibe(eins, autor="Änne", grund="Saat", quelle="eins.ttl", quell_hash="ab")
    store.schreibe(zwei, autor="Änne", grund="Mehr", quelle="zwei.ttl", quell_hash="cd")
    store.schreibe(Bestand(), autor="Änne", grund="Weniger", quelle="drei.ttl", quell_hash="ef", zurueckgezogen=drei)
    assert [] == store.pruefe()
    return store


@contextmanager
def von_hand(store: Store) -> Iterator[Connection]:
    """A connection of somebody who goes around the program, and around foreign keys."""
    with store._verbindung.engine.connect() as c:
        if store._verbindung.ist_sqlite:
            # Past SQLAlchemy, because the switch does nothing inside a transaction.
            roh = c.connection.dbapi_connection
            assert roh is not None
            roh.cursor().execute("PRAGMA foreign_keys = OFF")
        else:
            c.execute(text("SET session_replication_role = replica"))
        yield c
        c.commit()
        c.invalidate()  # the next user of the pool gets a connection with foreign keys again


def aendere(store: Store, anweisung: str, **werte: Any) -> None:
    with von_hand(store) as c:
        assert c.execute(text(anweisung), werte).rowcount == 1


def setze(store: Store, tabelle: str, spalte: str, wert: Any, **zeile: Any) -> None:
    """Set one cell of the one row that `zeile` names."""
    t = SQLModel.metadata.tables[tabelle]
    with von_hand(store) as c:
        anweisung = update(t).values({spalte: wert}).where(*(t.c[k] == w for k, w in zeile.items()))
        assert c.execute(anweisung).rowcount == 1


def orte(schaeden: list[Schaden]) -> set[tuple[str, str]]:
    return {(s.tabelle, s.schluessel) for s in schaeden}


REVISIONSZELLEN = {
    "nummer": 7,
    "zeit": "2026-01-01T00:00:00.000000Z",
    "autor": "Jemand",
    "grund": "Anders",
    "quelle": "andere.ttl",
    "quell_hash": "00",
    "vorher": "00",
    "hash": "00",
}


@pytest.mark.parametrize("spalte", REVISIONSZELLEN)
@pytest.mark.parametrize("nummer", [1, 2, 3])
def test_an_altered_cell_of_a_revision_names_the_revision(voll: Store, nummer: int, spalte: str) -> None:
    setze(voll, "revision", spalte, REVISIONSZELLEN[spalte], nummer=nummer)

    schaeden = voll.pruefe()

    assert ("revision", str(nummer)) in orte(schaeden)
    assert nummer in {s.revision for s in schaeden}


@pytest.mark.parametrize("spalte", ["quelle", "quell_hash", "vorher"])
def test_an_emptied_cell_of_a_revision_names_the_revision(voll: Store, spalte: str) -> None:
    setze(voll, "revision", spalte, None, nummer=2)

    assert ("revision", "2") in orte(voll.pruefe())


KNOTENZELLEN = {
    "pfad": "z",
    "seit_revision": 2,
    "bis_revision": 3,
    "art": "urn:Anderes",
    "werte": '{"urn:titel":"gefälscht"}',
    "pruefsumme": "0000000000000000",
}


@pytest.mark.parametrize("spalte", KNOTENZELLEN)
@pytest.mark.parametrize(("pfad", "seit"), [("a", 1), ("b", 1), ("d", 1)])
def test_an_altered_cell_of_a_node_names_the_row(voll: Store, pfad: str, seit: int, spalte: str) -> None:
    wert = KNOTENZELLEN[spalte] if (pfad, spalte) not in GLEICH else GLEICH[pfad, spalte]

    setze(voll, "knotenversion", spalte, wert, pfad=pfad, seit_revision=seit)

    assert ("knotenversion", "z" if spalte == "pfad" else pfad) in orte(voll.pruefe())


GLEICH: dict[tuple[str, str], Any] = {("d", "bis_revision"): 2, ("a", "seit_revision"): 3}
"""Where the general example is the value that is there already, or a row that is there already."""

LINKZELLEN = {
    "von": "d",
    "praedikat": "urn:anderes",
    "nach": "d",
    "seit_revision": 2,
    "bis_revision": 3,
    "angaben": '{"anteil":"0.9"}',
    "pruefsumme": "0000000000000000",
}


@pytest.mark.parametrize("spalte", LINKZELLEN)
def test_an_altered_cell_of_a_link_names_the_row(voll: Store, spalte: str) -> None:
    setze(voll, "linkversion", spalte, LINKZELLEN[spalte], von="a", nach="c")

    schluessel = {"von": "a", "praedikat": DIENT, "nach": "c"}
    schluessel |= {k: str(v) for k, v in LINKZELLEN.items() if k == spalte and k in schluessel}
    assert ("linkversion", " ".join(schluessel.values())) in orte(voll.pruefe())


@pytest.mark.parametrize("tabelle", ["knotenversion", "linkversion"])
def test_a_reopened_row_is_named(voll: Store, tabelle: str) -> None:
    setze(voll, tabelle, "bis_revision", None, bis_revision=2)

    schaeden = voll.pruefe()

    schluessel = {"knotenversion": "a", "linkversion": f"a {DIENT} b"}[tabelle]
    assert (tabelle, schluessel) in orte(schaeden)
    assert ("revision", "2") in orte(schaeden)


def test_an_altered_row_with_a_matching_checksum_names_its_revision(voll: Store) -> None:
    werte = '{"urn:titel":"gefälscht"}'
    summe = pruefsumme(KNOTEN, ("a", ART, werte), 2, None)

    aendere(
        voll,
        "UPDATE knotenversion SET werte = :w, pruefsumme = :s WHERE pfad = 'a' AND seit_revision = 2",
        w=werte,
        s=summe,
    )

    assert {("revision", "2")} == orte(voll.pruefe())


@pytest.mark.parametrize(
    ("anweisung", "revision"),
    [
        ("DELETE FROM revision WHERE nummer = 1", 1),
        ("DELETE FROM revision WHERE nummer = 2", 2),
        ("DELETE FROM knotenversion WHERE pfad = 'b'", 1),
        ("DELETE FROM knotenversion WHERE pfad = 'a' AND seit_revision = 2", 2),
        ("DELETE FROM linkversion WHERE von = 'a' AND nach = 'c'", 1),
        ("DELETE FROM linkversion WHERE bis_revision = 3", 3),
    ],
)
def test_a_deleted_row_names_its_revision(voll: Store, anweisung: str, revision: int) -> None:
    aendere(voll, anweisung)

    assert ("revision", str(revision)) in orte(voll.pruefe())


def test_a_deleted_newest_revision_is_missed_by_its_rows(voll: Store) -> None:
    aendere(voll, "DELETE FROM revision WHERE nummer = 3")

    assert {("knotenversion", "d"), ("linkversion", f"b {DIENT} c")} == orte(voll.pruefe())


def test_an_inserted_node_with_a_matching_checksum_names_its_revision(voll: Store) -> None:
    zellen = ("neu", ART, "{}")

    aendere(
        voll,
        "INSERT INTO knotenversion (pfad, art, werte, seit_revision, pruefsumme) VALUES (:p, :a, :w, 2, :s)",
        p=zellen[0],
        a=zellen[1],
        w=zellen[2],
        s=pruefsumme(KNOTEN, zellen, 2, None),
    )

    assert {("revision", "2")} == orte(voll.pruefe())


def test_an_inserted_link_into_nothing_is_named(voll: Store) -> None:
    zellen = ("a", DIENT, "nichts", "{}")

    aendere(
        voll,
        "INSERT INTO linkversion (von, praedikat, nach, angaben, seit_revision, pruefsumme) "
        "VALUES ('a', :p, 'nichts', '{}', 1, :s)",
        p=DIENT,
        s=pruefsumme(LINK, zellen, 1, None),
    )

    gefunden = [s.was for s in voll.pruefe() if s.tabelle == "linkversion"]
    assert ["nichts ist nicht in jeder Revision des Links ein Knoten."] == gefunden


def test_a_link_that_outlives_its_node_is_named(voll: Store) -> None:
    aendere(voll, "UPDATE linkversion SET bis_revision = NULL WHERE von = 'b'")
    aendere(voll, "UPDATE knotenversion SET bis_revision = 3 WHERE pfad = 'c'")

    gefunden = {s.schluessel for s in voll.pruefe() if "c ist nicht in jeder Revision" in s.was}

    assert {f"a {DIENT} c", f"b {DIENT} c"} == gefunden


def test_an_inserted_revision_is_named(voll: Store) -> None:
    aendere(
        voll, "INSERT INTO revision (nummer, zeit, autor, grund, hash) VALUES (4, '2026-01-01', 'Jemand', 'So', '00')"
    )

    assert {("revision", "4")} == orte(voll.pruefe())


def test_two_versions_at_once_are_named(voll: Store) -> None:
    aendere(voll, "UPDATE knotenversion SET bis_revision = 3 WHERE pfad = 'a' AND seit_revision = 1")

    gefunden = [s.was for s in voll.pruefe() if s.schluessel == "a"]

    assert "Sie gilt zugleich mit der Fassung seit Revision 1." in gefunden


def test_a_row_that_ends_before_it_begins_is_named(voll: Store) -> None:
    aendere(voll, "UPDATE knotenversion SET bis_revision = 1 WHERE pfad = 'b'")

    gefunden = [s.was for s in voll.pruefe() if s.schluessel == "b"]

    assert "Sie endet mit Revision 1, bevor sie beginnt." in gefunden


@pytest.mark.parametrize("spalte", ["seit_revision", "bis_revision"])
def test_a_row_of_a_revision_that_does_not_exist_is_named(voll: Store, spalte: str) -> None:
    setze(voll, "knotenversion", spalte, 99, pfad="b")

    gefunden = [s.was for s in voll.pruefe() if s.schluessel == "b"]

    assert f"`{spalte}` nennt Revision 99, die es nicht gibt." in gefunden


def test_content_that_is_no_json_is_named_by_check_and_by_reading(voll: Store) -> None:
    aendere(voll, "UPDATE knotenversion SET werte = '{kaputt' WHERE pfad = 'b'")

    assert "`werte` ist kein JSON, wie der Store es schreibt." in [s.was for s in voll.pruefe() if s.schluessel == "b"]
    with pytest.raises(StoreBeschaedigt, match="knotenversion b: Der gespeicherte Inhalt ist nicht lesbar"):
        voll.bestand()


@pytest.mark.parametrize("angaben", ['{"status":"VIELLEICHT"}', '{"fremd":"x"}', "[]"])
def test_link_content_that_says_nothing_known_is_named_on_reading(voll: Store, angaben: str) -> None:
    aendere(voll, "UPDATE linkversion SET angaben = :a WHERE von = 'a' AND nach = 'c'", a=angaben)

    with pytest.raises(StoreBeschaedigt, match="linkversion a urn:dient c: Der gespeicherte Inhalt ist nicht lesbar"):
        voll.bestand()


@pytest.mark.parametrize(
    ("tabelle", "spalte", "wert"),
    [("knotenversion", "art", b"\xff"), ("knotenversion", "seit_revision", "bald"), ("revision", "grund", b"\xff")],
)
def test_cells_of_another_type_are_named_in_sqlite(sqlite_url: str, tabelle: str, spalte: str, wert: Any) -> None:
    with Store.oeffnen(sqlite_url) as store:
        store.schreibe(Bestand([Knotenzeile("a", ART)]), autor="Test", grund="Probe")

        setze(store, tabelle, spalte, wert)

        assert "Eine Spalte hat den falschen Typ." in {s.was for s in store.pruefe()}


def test_text_that_is_no_utf8_is_named_in_sqlite(sqlite_url: str) -> None:
    with Store.oeffnen(sqlite_url) as store:
        store.schreibe(Bestand([Knotenzeile("a", ART)]), autor="Test", grund="Probe")

        aendere(store, "UPDATE knotenversion SET art = CAST(x'ff' AS TEXT)")

        gefunden = [s.was for s in store.pruefe() if s.tabelle == "knotenversion"]
        assert [True] == [was.startswith("Nicht lesbar. ") for was in gefunden]


def test_a_damage_reads_as_a_german_sentence() -> None:
    ohne = Schaden("Datei", "", None, "SQLite meldet: x")
    mit = Schaden("knotenversion", "a", 2, "Sie fehlt.")

    assert "Datei: SQLite meldet: x" == str(ohne)
    assert "knotenversion a (Revision 2): Sie fehlt." == str(mit)
