"""The text rule, anchors, and finding words."""

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitlinien.errors import Eingabefehler
from leitlinien.sources import Quelltext, bytehash, dokumenthash, finde, normalisiere

BRIEF = """Kopf\tdes  Briefes

Am 3. Mai wurde z. B. der Hafen geöffnet. Danach kam Wind. Er blieb.
Nur ein Satz
"""


def test_every_run_of_white_space_is_one_space_and_the_ends_are_stripped() -> None:
    text = "\n Ein\u00a0 kurzer\r\n\tText \u2003"

    assert normalisiere(text) == "Ein kurzer Text"


def test_composed_and_decomposed_letters_have_one_hash() -> None:
    zerlegt = unicodedata.normalize("NFD", "Träger für Öffnung")

    assert dokumenthash("Träger für Öffnung") == dokumenthash(zerlegt)


def test_the_document_hash_is_sha_256_of_the_normalised_text_as_utf_8() -> None:
    assert hashlib.sha256("Ä b".encode()).hexdigest() == dokumenthash(" Ä\n\nb ")


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalisiere(text) == normalisiere(normalisiere(text))


@given(st.text(alphabet=st.characters(categories=["L", "P", "M", "Z", "Cc"])))
def test_the_text_joined_from_lines_is_the_normalised_text(text: str) -> None:
    assert normalisiere(text) == Quelltext(text).text


def test_the_anchor_covers_exactly_the_words_found() -> None:
    (fund,) = finde(BRIEF, "Danach kam Wind")

    von, bis, sha256 = fund.anker
    assert normalisiere(BRIEF)[von:bis] == "Danach kam Wind"
    assert bytehash(b"Danach kam Wind") == sha256


@pytest.mark.parametrize(
    ("worte", "lokator"),
    [
        ("Kopf des Briefes", "Z1"),
        ("Hafen", "Z3 Satz 1"),
        ("Danach kam Wind.", "Z3 Satz 2"),
        ("Wind. Er", "Z3 Satz 2–3"),
        ("Er blieb. Nur", "Z3–4"),
        ("ein Satz", "Z4"),
    ],
)
def test_the_locator_counts_lines_and_sentences_and_knows_dates_and_abbreviations(worte: str, lokator: str) -> None:
    (fund,) = finde(BRIEF, worte)

    assert lokator == fund.lokator


def test_all_places_are_found_in_order() -> None:
    funde = finde("eins zwei eins", "eins")

    assert [f.anker.von for f in funde] == [0, 10]


def test_an_exact_place_hides_places_in_other_case() -> None:
    (fund,) = finde("Ziel und ziel", "ziel")

    assert (fund.wortlaut, fund.genau) == ("ziel", True)


@pytest.mark.parametrize("worte", ["DAS „ZIEL“ - heute", 'das "Ziel" – heute', "das  »Ziel«\n—  heute"])
def test_case_spacing_quotation_marks_and_dashes_are_forgiven(worte: str) -> None:
    (fund,) = finde("Und das „Ziel“ – heute.", worte)

    assert (fund.wortlaut, fund.genau) == ("das „Ziel“ – heute", False)


def test_signs_of_regular_expressions_mean_themselves() -> None:
    assert finde("a.c", "a*c") == []


def test_words_that_do_not_occur_are_found_nowhere() -> None:
    assert finde(BRIEF, "Sonne") == []


def test_asking_for_nothing_is_an_error() -> None:
    with pytest.raises(Eingabefehler, match="Kein Wort"):
        finde(BRIEF, " \n")


def test_whole_lines_have_an_anchor() -> None:
    text = Quelltext("eins\n\nzwei  drei\r\nvier")

    von, bis, _ = text.zeilen(2, 3)

    assert text.text[von:bis] == "zwei drei"


def test_empty_lines_have_no_anchor() -> None:
    with pytest.raises(ValueError, match="2"):
        Quelltext("eins\n\nzwei").zeilen(2, 2)


def test_a_moved_passage_is_found_at_the_nearest_place() -> None:
    alt = Quelltext("Der Hafen ist offen.").anker(4, 9)
    neu = Quelltext("Hafen, neu: Der große Hafen ist offen, und der Hafen bleibt.")

    jetzt = neu.wiederfinden(alt)

    assert jetzt is not None
    assert (jetzt.von, jetzt.bis) == (0, 5)


def test_a_passage_that_is_gone_is_not_found() -> None:
    alt = Quelltext("Der Hafen ist offen.").anker(4, 9)

    assert Quelltext("Der Markt ist offen.").wiederfinden(alt) is None
