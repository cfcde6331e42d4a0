"""Building: from a store as from rows, in one process or two, with what links say held once."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leitlinien.errors import Speicherfehler, StoreBeschaedigt
from leitlinien.kinds import LinkStatus, modell
from leitlinien.rows import Angaben, Bestand, Knotenzeile, Linkzeile
from leitlinien.search import suche
from leitlinien.state import State
from leitlinien.state.halter import baue_revision
from leitlinien.store import Store, zustandshash
from leitlinien.terms import LL
from tests.bauhilfe import netz, stand

NETZ = """
    Ziel b/Z titel=Teilhabe; Massnahme a/M titel=Sprachförderung; Zuwendung F; a/M traegtBeiZu b/Z;
    F foerdert a/M
"""
GRUND = Angaben(LinkStatus.BESTAETIGT, None, "Gelesen.", "Amt", "2026-01-01", (), aussage=True)


@pytest.fixture
def adresse(tmp_path: Path) -> str:
    return fuelle(tmp_path)


@pytest.fixture(scope="module")
def zu_zweit(tmp_path_factory: pytest.TempPathFactory) -> State:
    """A state that two processes have built."""
    ort = tmp_path_factory.mktemp("zweit")
    return gebaut(fuelle(ort), ort / "staende", zu_zweit=True)


def fuelle(ort: Path) -> str:
    """Address of a new store with `NETZ`."""
    url = f"sqlite:///{ort}/s.sqlite"
    with Store.oeffnen(url) as store:
        store.schreibe(netz(NETZ), autor="test", grund="test")
    return url


def gebaut(adresse: str, ordner: Path, *, zu_zweit: bool = False, nebenan: str = "") -> State:
    """The store's first revision; `nebenan` is another address for the second process."""
    with Store.oeffnen(adresse) as store, pytest.MonkeyPatch.context() as m:
        m.setenv("LEITLINIEN_DATABASE_URL", nebenan or adresse)
        return State.oeffnen(baue_revision(store, 1, ordner, modell, zu_zweit=zu_zweit), pruefen=True)


def gesagt(*angaben: Angaben) -> Bestand:
    """As many measures as there are things said, each with a link that says it."""
    massnahme, ziel = sorted(netz("Ziel Z; Massnahme M").knoten, key=lambda k: k.pfad)
    massnahmen = [replace(massnahme, pfad=f"M{k}") for k in range(len(angaben))]
    links = [Linkzeile(m.pfad, str(LL.traegtBeiZu), "Z", a) for m, a in zip(massnahmen, angaben, strict=True)]
    return Bestand([ziel, *massnahmen], links)


def test_a_state_built_from_the_store_holds_its_rows_and_their_hash(adresse: str, tmp_path: Path) -> None:
    state = gebaut(adresse, tmp_path / "staende")

    assert zustandshash(netz(NETZ)) == zustandshash(state.bestand()) == state.hash


def test_two_processes_build_the_same_as_one(zu_zweit: State) -> None:
    assert zustandshash(netz(NETZ)) == zustandshash(zu_zweit.bestand()) == zu_zweit.hash


def test_two_processes_build_the_same_word_index_as_one(zu_zweit: State) -> None:
    assert ["a/M"] == [zu_zweit.pfad(f.knoten) for f in suche(zu_zweit, "sprachfoerd").treffer]


def test_two_processes_leave_nothing_but_the_state(zu_zweit: State) -> None:
    assert ["daten.bin", "meta.json", "suche.sqlite"] == sorted(p.name for p in zu_zweit.ordner.iterdir())


def test_a_second_process_that_fails_is_an_error_and_leaves_no_folder(adresse: str, tmp_path: Path) -> None:
    ort = tmp_path / "staende"

    with pytest.raises(Speicherfehler, match="nebenher"):
        gebaut(adresse, ort, zu_zweit=True, nebenan="mysql://anders")

    assert [] == list(ort.iterdir())


def test_links_that_say_the_same_share_a_record(tmp_path: Path) -> None:
    anders = Angaben(LinkStatus.BELEGT, "0.5", aussage=True)
    state = stand(gesagt(GRUND, anders, GRUND), tmp_path)

    saetze = [k.angaben for i in state.bereich("Massnahme") for k in state.spurkanten(i, True, False)]

    assert (True, [GRUND, anders, GRUND]) == (saetze[0] == saetze[2] != saetze[1], [state.angaben(k) for k in saetze])


def test_more_different_records_than_16_bits_number_are_told_apart(tmp_path: Path) -> None:
    verschieden = [Angaben(LinkStatus.BELEGT, f"0.{k}", aussage=True) for k in range(1, (1 << 15) + 2)]
    state = stand(gesagt(*verschieden), tmp_path)

    (kante,) = state.spurkanten(state.nummer(f"M{1 << 15}") or 0, True, False)

    assert verschieden[1 << 15] == state.angaben(kante.angaben)


def test_a_damaged_link_is_named_when_the_state_is_built(adresse: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(adresse.removeprefix("sqlite:///"), isolation_level=None)) as db:
        db.execute("UPDATE linkversion SET angaben = 'kaputt' WHERE von = 'F'")

    with pytest.raises(StoreBeschaedigt, match=r"linkversion F .*foerdert a/M"):
        gebaut(adresse, tmp_path / "staende")


def test_a_text_with_the_index_s_own_separator_is_found_where_it_stands(tmp_path: Path) -> None:
    netz_ = netz("Ziel A B titel=Quartier")
    a, b = netz_.knoten
    titel = "http://www.w3.org/2004/02/skos/core#prefLabel"
    state = stand(Bestand([Knotenzeile(a.pfad, a.art, a.werte | {titel: "Erst\x1eWohnen"}), b]), tmp_path)

    treffer = [[state.pfad(f.knoten) for f in suche(state, wort).treffer] for wort in ("Wohnen", "Quartier")]

    assert [["A"], ["B"]] == treffer
