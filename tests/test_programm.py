"""The assembled program, from an empty database to an answer, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from leitlinien.errors import Eingabefehler
from leitlinien.programm import Programm
from leitlinien.settings import Settings

OHNE_MASSNAHME = "{ ziele(filter: {massnahmen: {vorhanden: false}}) { totalCount } }"
Oeffner = Callable[..., Programm]
BEISPIELE = "{ zuwendungen { nodes { herkunft } } }"


@pytest.fixture
def programm(store_url: str, tmp_path: Path) -> Iterator[Programm]:
    with Programm(Settings(database_url=store_url, state_dir=tmp_path / "stand")) as programm:
        yield programm


@pytest.fixture
def oeffne(tmp_path: Path) -> Iterator[Oeffner]:
    """Opens programs on SQLite files by name, and closes them after the test."""
    with ExitStack() as offen:
        yield lambda name, **andere: offen.enter_context(
            Programm(Settings(database_url=f"sqlite:///{tmp_path / name}.sqlite", **andere))
        )


@pytest.mark.hauptpfad
def test_an_empty_database_is_filled_with_the_shipped_data_and_answers(programm: Programm) -> None:
    antwort = programm.frage(OHNE_MASSNAHME)

    assert antwort["ziele"]["totalCount"] > 30
    assert [1] == [r.nummer for r in programm.store.revisionen()]


@pytest.mark.hauptpfad
def test_the_shipped_data_has_the_same_hash_on_every_database(programm: Programm, oeffne: Oeffner) -> None:
    andere = oeffne("andere")

    assert andere.state().hash == programm.state().hash


def test_the_base_address_changes_what_goes_out_and_not_the_hash(oeffne: Oeffner) -> None:
    hier, dort = oeffne("hier"), oeffne("dort", base_iri="https://leitlinien.example/")
    frage = '{ leitlinie(id: "kiel/K05") { id } }'

    assert "https://leitlinien.example/id/kiel/K05" == dort.frage(frage)["leitlinie"]["id"]
    assert hier.state().hash == dort.state().hash


def test_examples_can_be_left_out_from_the_start(oeffne: Oeffner) -> None:
    programm = oeffne("ohne")

    programm.sichere_befuellung(beispiele=False)

    assert [] == programm.frage(BEISPIELE)["zuwendungen"]["nodes"]


def test_examples_can_be_withdrawn_and_stay_in_the_history(oeffne: Oeffner) -> None:
    programm = oeffne("mit")
    programm.sichere_befuellung()

    programm.entferne_beispiele()

    assert [] == programm.frage(BEISPIELE)["zuwendungen"]["nodes"]
    assert [1, 2] == [r.nummer for r in programm.store.revisionen()]
    assert [] == programm.store.pruefe()


def test_a_write_of_another_program_shows_in_the_next_answer(oeffne: Oeffner) -> None:
    einer, anderer = oeffne("beide"), oeffne("beide")
    vorher = einer.frage("{ stand { revision } }")["stand"]["revision"]

    anderer.entferne_beispiele()

    assert vorher + 1 == einer.frage("{ stand { revision } }")["stand"]["revision"]


def test_a_question_that_does_not_fit_the_schema_is_an_error_in_german(oeffne: Oeffner) -> None:
    programm = oeffne("frage")

    with pytest.raises(Eingabefehler, match="passt nicht zum Schema"):
        programm.frage("{ gedichte }")
