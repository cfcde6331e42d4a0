"""A killed process leaves a whole revision or none, on each database in turn."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from leitlinien.rows import Bestand, Knotenzeile
from leitlinien.store import Store

SKRIPT = Path(__file__).parents[2] / "bench" / "abbruch.py"


@pytest.fixture
def abbruch(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spezifikation = importlib.util.spec_from_file_location("abbruch", SKRIPT)
    assert spezifikation is not None
    assert spezifikation.loader is not None
    modul = importlib.util.module_from_spec(spezifikation)
    monkeypatch.setitem(sys.modules, "abbruch", modul)
    spezifikation.loader.exec_module(modul)
    return modul


@pytest.mark.hauptpfad
def test_a_writer_killed_at_five_moments_leaves_whole_revisions_and_a_clean_store(
    abbruch: ModuleType, store_url: str
) -> None:
    versuche = list(abbruch.versuche(store_url, anzahl=5, knoten=3_000, samen=7))

    assert [True] * 5 == [v.ganz for v in versuche]
    assert [0] * 5 == [v.schaeden for v in versuche]


def test_a_change_that_fails_halfway_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def bricht_ab(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("leitlinien.store.schreiben.Aenderung.schreibe", bricht_ab)
    with pytest.raises(KeyboardInterrupt):
        store.schreibe(Bestand([Knotenzeile("a", "urn:Art")]), autor="Test", grund="Probe")

    assert store.kopf() is None
    assert [] == store.pruefe()
