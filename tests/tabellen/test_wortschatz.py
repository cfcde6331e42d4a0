"""Names as German words."""

import pytest

from leitlinien.kinds import modell
from leitlinien.tabellen.wortschatz import Wortschatz, codes, wortschatz


@pytest.mark.parametrize(
    ("name", "worte"),
    [
        ("MIT_VORSCHLAEGEN", "Mit Vorschlägen"),
        ("BESTAETIGT", "Bestätigt"),
        ("massnahme", "Maßnahme"),
        ("traegtBeiZu", "Trägt bei zu"),
        ("FREIER_TRAEGER", "Freier Träger"),
    ],
)
def test_a_name_of_the_model_is_spelled_as_its_descriptions_spell_it(name: str, worte: str) -> None:
    assert worte == wortschatz(modell).lesbar(name)


def test_a_word_that_stands_nowhere_gets_its_umlauts_by_rule() -> None:
    assert "Über neue wärme" == Wortschatz([]).lesbar("UEBER_NEUE_WAERME")


def test_every_code_of_the_model_has_words() -> None:
    assert "VORSCHLAG" in codes(modell)
    assert all(text and "_" not in text for text in codes(modell).values())
