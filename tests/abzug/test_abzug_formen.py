"""Dumps: nothing is lost, the same rows are the same bytes, each is written once."""

import gzip
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph

from leitlinien.abzug import FORMEN, NACH_ENDUNG, Abzuege, Abzugform, ablage
from leitlinien.errors import Speicherfehler
from leitlinien.ids import Adressen
from leitlinien.intake.importieren import importiere
from leitlinien.kinds import modell
from leitlinien.programm import Programm
from leitlinien.rows import Bestand
from leitlinien.state import State
from leitlinien.store import Store, zustandshash
from leitlinien.terms import LL
from tests.bauhilfe import netz, stand
from tests.rdf.graphen import bestaende
from tests.seedhilfe import seedprogramm

VERLUSTFREI = [f for f in FORMEN if f.rdf]
BASIS = Adressen("https://leitlinien.example/")
KLEIN = """
    Ziel b/Z titel="=1+1"
    Massnahme b/M
    Fundstelle b/F lokator="Nr. 1"
    Dokument b/D
    b/F inDokument b/D
    b/M traegtBeiZu b/Z ? beleg=b/F
"""


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture
def state(tmp_path: Path) -> State:
    return stand(netz(KLEIN), tmp_path)


def bytes_von(form: Abzugform, bestand: Bestand, adressen: Adressen = BASIS) -> bytes:
    return b"".join(form.schreibe(bestand, adressen, modell))


def eingelesen(ordner: Path, form: Abzugform, inhalt: bytes, adressen: Adressen) -> str:
    """State hash of an empty store after the import of a dump."""
    datei = ordner / f"leitlinien.{form.endung}"
    datei.write_bytes(inhalt)
    (ordner / "neu.sqlite").unlink(missing_ok=True)
    with Store.oeffnen(f"sqlite:///{ordner / 'neu.sqlite'}") as store:
        importiere(store, [datei], adressen=adressen, autor="Test", grund="Probe")
        return store.zustandshash()


@pytest.mark.parametrize("form", VERLUSTFREI, ids=lambda f: f.endung)
def test_a_dump_of_the_shipped_data_makes_the_same_state_in_an_empty_store(
    programm: Programm, tmp_path: Path, form: Abzugform
) -> None:
    state = programm.state()
    inhalt = bytes_von(form, state.bestand(), programm.adressen)

    neu = eingelesen(tmp_path, form, inhalt, programm.adressen)

    assert state.hash == neu


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(bestand=bestaende(modell), form=st.sampled_from(VERLUSTFREI))
def test_a_dump_of_any_graph_makes_the_same_state_in_an_empty_store(
    tmp_path_factory: pytest.TempPathFactory, bestand: Bestand, form: Abzugform
) -> None:
    neu = eingelesen(tmp_path_factory.mktemp("rund"), form, bytes_von(form, bestand), BASIS)

    assert zustandshash(bestand) == neu


@pytest.mark.parametrize("form", FORMEN, ids=lambda f: f.endung)
def test_the_same_rows_in_another_order_are_the_same_bytes(form: Abzugform) -> None:
    bestand = netz(KLEIN)
    anders = Bestand(bestand.knoten[::-1], bestand.links[::-1])

    assert bytes_von(form, bestand) == bytes_von(form, anders)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize("form", VERLUSTFREI, ids=lambda f: f.endung)
def test_a_proposal_is_in_no_dump_a_triple_of_its_own(form: Abzugform) -> None:
    inhalt = bytes_von(form, netz(KLEIN))
    text = (gzip.decompress(inhalt) if form.packung else inhalt).decode()

    gelesen = Graph().parse(data=text, format={"ttl": "turtle", "jsonld": "json-ld"}.get(form.endung, "nt"))

    assert (None, LL.traegtBeiZu, None) not in gelesen
    assert (None, RDF.predicate, LL.traegtBeiZu) in gelesen


def test_a_dump_is_written_once_however_many_ask_at_once(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    geschrieben: list[str] = []
    eigentlich = ablage.schreibe

    def zaehle(*argumente: object) -> None:
        geschrieben.append("")
        eigentlich(*argumente)  # type: ignore[arg-type]

    monkeypatch.setattr(ablage, "schreibe", zaehle)
    abzuege = Abzuege(BASIS)

    faeden = [threading.Thread(target=abzuege.hole, args=(state, NACH_ENDUNG["ttl"])) for _ in range(5)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()

    assert 1 == len(geschrieben)


def test_what_is_remembered_of_a_dump_is_true_of_its_bytes(state: State) -> None:
    abzug = Abzuege(BASIS).hole(state, NACH_ENDUNG["nt"])

    inhalt = abzug.pfad.read_bytes()
    assert (len(inhalt), inhalt.count(b"\n")) == (abzug.groesse, abzug.zeilen)
    assert "leitlinien-r1.nt" == abzug.dateiname


def test_a_cut_off_file_is_written_again(state: State) -> None:
    abzuege, form = Abzuege(BASIS), NACH_ENDUNG["ttl"]
    ganz = abzuege.hole(state, form).pfad.read_bytes()
    abzuege.hole(state, form).pfad.write_bytes(ganz[:10])

    assert ganz == abzuege.hole(state, form).pfad.read_bytes()


def test_two_base_addresses_have_two_files_and_two_marks(state: State) -> None:
    form = NACH_ENDUNG["ttl"]
    eins, zwei = Abzuege(BASIS), Abzuege(Adressen("https://anders.example/"))

    assert eins.hole(state, form).pfad != zwei.hole(state, form).pfad
    assert eins.marke(state, form) != zwei.marke(state, form)


def test_dumps_of_old_states_are_removed(tmp_path: Path) -> None:
    abzuege = Abzuege(BASIS)
    abgelegt = []
    for nummer in range(ablage.BEHALTEN + 2):
        abzug = abzuege.hole(stand(netz("Ziel b/Z"), tmp_path), NACH_ENDUNG["nt"])
        abgelegt.append(abzug.pfad)
        os.utime(abzug.pfad.parent, (nummer, nummer))

    da = [pfad.exists() for pfad in abgelegt]

    assert [False] * 2 + [True] * ablage.BEHALTEN == da


def test_a_large_state_is_written_by_a_process_of_its_own(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    erwartet = bytes_von(NACH_ENDUNG["ttl"], state.bestand())
    monkeypatch.setattr(ablage, "GROSS", 0)
    monkeypatch.setattr(ablage, "schreibe", None)  # nobody writes here

    abzug = Abzuege(BASIS).hole(state, NACH_ENDUNG["ttl"])

    assert erwartet == abzug.pfad.read_bytes()


def test_a_folder_that_cannot_be_written_is_told_in_german(state: State) -> None:
    (state.ordner.parent / ablage.ORDNER).write_text("keine Ablage", encoding="utf-8")

    with pytest.raises(Speicherfehler, match="LEITLINIEN_STATE_DIR"):
        Abzuege(BASIS).hole(state, NACH_ENDUNG["ttl"])


def test_json_ld_needs_no_other_server() -> None:
    dokument = json.loads(bytes_von(NACH_ENDUNG["jsonld"], netz(KLEIN)))

    assert [dict, dict] == [type(teil) for teil in dokument["@context"]]
