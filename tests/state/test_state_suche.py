"""Full text search finds what people type."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitlinien import frist, search
from leitlinien.frist import Abbruch, Frist
from leitlinien.search import alle, suche
from leitlinien.state import State
from tests.bauhilfe import netz, stand

NETZ = """
    Ziel kiel/K05 titel="Prävention stärken" kennung=K05
    Ziel kiel/K06 titel="Wohnungen für Familien schaffen" kennung=K06 beschreibung="Auch die Prävention von Räumungen."
    Massnahme kiel/M1 titel="Straßensozialarbeit und andere Maßnahmen" kennung=M1
    Zuwendung kiel/Z1 titel="Zuschuss an den Verein" kennung=Z-2026-1 zweck="Hilfen gegen Arbeitslosigkeit"
    Leitlinie goettingen/L1 titel="Teilhabe; AND gleiche Chancen" kennung=L1
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(netz(NETZ), tmp_path_factory.mktemp("suche"))


def gefunden(state: State, text: str, arten: set[str] | None = None) -> list[str]:
    return [state.pfad(f.knoten) for f in suche(state, text, arten, 0, 10).treffer]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Straßensozialarbeit", "kiel/M1"),
        ("STRASSENSOZIALARBEIT", "kiel/M1"),
        ("Massnahme", "kiel/M1"),
        ("Maßnahme", "kiel/M1"),
        ("MASSNAHMEN", "kiel/M1"),
        ("wohnung familie", "kiel/K06"),
        ("Wohn", "kiel/K06"),
        ("Arbeitslosigk", "kiel/Z1"),
        ("arbeitslose", "kiel/Z1"),
        ("Z-2026-1", "kiel/Z1"),
        ("Z-2026", "kiel/Z1"),
        ("goettingen/L1", "goettingen/L1"),
        ("Göttingen", "goettingen/L1"),
        ("Chancen AND", "goettingen/L1"),
        ("Zuschüsse an Vereine", "kiel/Z1"),
    ],
)
def test_a_node_is_found_by_the_words_people_type(state: State, text: str, erwartet: str) -> None:
    assert [erwartet] == gefunden(state, text)


@pytest.mark.parametrize("text", ["Prävention", "Praevention", "PRÄVENTION", "prävent", "Pra\u0308vention"])
def test_umlauts_are_found_in_every_spelling_and_titles_come_first(state: State, text: str) -> None:
    assert ["kiel/K05", "kiel/K06"] == gefunden(state, text)


@pytest.mark.parametrize("text", ["", "   ", '§ – "', "Prävention Verein", "Präventionsgesetz", "vention"])
def test_what_is_not_there_is_not_found(state: State, text: str) -> None:
    assert ([], 0) == suche(state, text)


def test_only_the_last_word_may_be_a_beginning(state: State) -> None:
    assert ([], ["kiel/K06"]) == (gefunden(state, "Wohn Familien"), gefunden(state, "Familien Wohn"))


def test_results_can_be_limited_to_kinds(state: State) -> None:
    assert (["kiel/M1"], [], ["kiel/K05"]) == (
        gefunden(state, "kiel", {"Massnahme"}),
        gefunden(state, "kiel", {"Leitlinie"}),
        gefunden(state, "K05", {"Ziel", "Zuwendung"}),
    )


def test_a_hit_names_the_field_that_holds_the_word(state: State) -> None:
    stellen = [f.stelle.name for f in suche(state, "Prävention").treffer if f.stelle]

    assert ["titel", "beschreibung"] == stellen


def test_pages_join_to_the_whole_answer(state: State) -> None:
    ganz = suche(state, "kiel", None, 0, 10)

    seiten = [suche(state, "kiel", None, ab, 1) for ab in range(5)]

    assert (ganz.treffer, [4] * 5) == ([f for s in seiten for f in s.treffer], [s.gesamt for s in seiten])


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(['"', "*", "NOT", "NEAR(", "titel:", "^", "a", "kiel"])).map(" ".join)
)
def test_nothing_typed_is_taken_for_syntax(state: State, text: str) -> None:
    satz = suche(state, text, None, 0, 3)

    assert len(satz.treffer) == min(3, satz.gesamt)


def test_searching_goes_on_when_the_folder_is_gone(tmp_path: Path) -> None:
    state = stand(netz(NETZ), tmp_path)
    state.ordner.rename(tmp_path / "weg")
    for datei in (tmp_path / "weg").iterdir():
        datei.unlink()

    assert ["kiel/M1"] == gefunden(state, "Maßnahme")


@pytest.fixture(scope="module")
def gross(tmp_path_factory: pytest.TempPathFactory) -> State:
    viele = " ".join(f"b/Z{n}" for n in range(3000))
    return stand(netz(f"Ziel {viele}"), tmp_path_factory.mktemp("gross"))


@pytest.mark.parametrize("frage", [lambda s: suche(s, "b"), lambda s: alle(s, "b")], ids=["suche", "alle"])
def test_a_search_ends_in_the_middle_of_a_question_when_its_time_is_over(
    gross: State, frage: Callable[[State], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_SCHRITTE", 100)

    with frist.gilt(Frist(-1)), pytest.raises(Abbruch):
        frage(gross)


def test_the_next_search_is_answered_after_one_that_ended_early(gross: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SCHRITTE", 100)
    with frist.gilt(Frist(-1)), pytest.raises(Abbruch):
        suche(gross, "b")

    assert 3000 == suche(gross, "b").gesamt
