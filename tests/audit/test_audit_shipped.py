"""Every shipped question over the shipped data makes a record that holds, and whose graph can be taken in elsewhere."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leitlinien import daten
from leitlinien.api.ausfuehrung import kern
from leitlinien.audit import Nachweis, auftrag, erstelle, pruefe_nachweis
from leitlinien.audit.behaelter import entpacke
from leitlinien.programm import Programm
from leitlinien.queries import Katalog, katalog
from leitlinien.rdf.lesen import lies
from leitlinien.rdf.pruefen import maengel
from tests.seedhilfe import seedprogramm

STICHTAG = date(2026, 11, 21)
FRAGEN = sorted(p.stem for p in daten.ordner("queries").glob("*.graphql"))


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture(scope="module")
def fragen(programm: Programm) -> Katalog:
    return katalog(programm.schema, daten.ordner("queries"))


@pytest.fixture(params=FRAGEN)
def nachweis(request: pytest.FixtureRequest, programm: Programm, fragen: Katalog) -> Nachweis:
    abfrage = next(a for a in fragen if a.datei == f"{request.param}.graphql")
    gefragt = auftrag(
        kern(programm.schema),
        abfrage,
        abfrage.beispiel(STICHTAG),
        adressen=programm.adressen,
        heute=STICHTAG,
    )
    zeit = datetime(2026, 11, 21, 20, 15, tzinfo=UTC)
    return erstelle(programm.schema, programm.state(), gefragt, adressen=programm.adressen, wer="Test", zeit=zeit)


def test_there_are_questions() -> None:
    assert len(FRAGEN) > 20


def test_a_record_of_a_shipped_question_holds_and_its_graph_can_be_imported(nachweis: Nachweis, tmp_path: Path) -> None:
    teile, _ = entpacke(nachweis.bytes)
    datei = tmp_path / "daten.ttl"
    datei.write_bytes(teile["daten.ttl"])

    assert [] == pruefe_nachweis(nachweis.bytes).maengel
    assert [] == maengel(lies([datei]))
