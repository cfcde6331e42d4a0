"""One writer at a time and any number of readers, on each database in turn."""

import subprocess
import sys
from threading import Event, Thread

import pytest

from leitlinien.errors import StoreGesperrt
from leitlinien.rows import Bestand, Knotenzeile
from leitlinien.store import Store

ART = "urn:Art"
EINS = Bestand([Knotenzeile("a", ART)])


def schreibe(store: Store, aenderung: Bestand) -> None:
    assert store.schreibe(aenderung, autor="Test", grund="Probe") is not None


def test_a_second_writer_is_told_that_another_writes(store: Store, store_url: str) -> None:
    with (
        Store.oeffnen(store_url, wartezeit=0.2) as zweiter,
        store._verbindung.schreibend(),
        pytest.raises(StoreGesperrt, match="Ein anderer Vorgang schreibt gerade"),
    ):
        schreibe(zweiter, EINS)

    assert store.kopf() is None


def test_a_writer_waits_for_another_and_builds_on_its_revision(store: Store, store_url: str) -> None:
    begonnen = Event()

    def zweiter_schreibt() -> None:
        with Store.oeffnen(store_url, wartezeit=60) as zweiter:
            begonnen.set()
            schreibe(zweiter, Bestand([Knotenzeile("b", ART)]))

    thread = Thread(target=zweiter_schreibt)
    with store._verbindung.schreibend():
        thread.start()
        begonnen.wait(60)
    schreibe(store, EINS)
    thread.join(60)

    assert [1, 2] == [r.nummer for r in store.revisionen()]
    assert Bestand([*EINS.knoten, Knotenzeile("b", ART)]) == store.bestand()
    assert [] == store.pruefe()


def test_readers_and_newcomers_are_not_kept_waiting_by_a_writer(store: Store, store_url: str) -> None:
    schreibe(store, EINS)

    with store._verbindung.schreibend(), Store.oeffnen(store_url, wartezeit=0.1) as leser:
        gelesen = leser.bestand()

    assert EINS == gelesen


SCHREIBER = """
import sys
from leitlinien.rows import Bestand, Knotenzeile
from leitlinien.store import Store
with Store.oeffnen(sys.argv[1], wartezeit=60) as store:
    for i in range(5):
        store.schreibe(Bestand([Knotenzeile(f"{sys.argv[2]}/{i}", "urn:Art", {})]), autor=sys.argv[2], grund="Probe")
"""


def test_processes_that_create_and_write_one_store_at_once_make_one_chain(store_url: str) -> None:
    prozesse = [subprocess.Popen([sys.executable, "-c", SCHREIBER, store_url, name]) for name in ("p", "q", "r")]

    assert [0, 0, 0] == [p.wait(120) for p in prozesse]
    with Store.oeffnen(store_url) as store:
        assert list(range(1, 16)) == [r.nummer for r in store.revisionen()]
        assert 15 == len(store.bestand().knoten)
        assert [] == store.pruefe()
