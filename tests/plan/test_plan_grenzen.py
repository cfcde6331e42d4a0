"""What plans keep is bounded, and goes with what it belongs to."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import parse

from leitlinien.api import schema
from leitlinien.api.ausfuehrung import kern
from leitlinien.api.plan import Plaene, plaene
from leitlinien.api.plan.argumente import Werte
from leitlinien.api.plan.gedaechtnis import Fach, Gedaechtnis
from leitlinien.api.plan.plaene import FASSUNGEN, LAENGSTES
from leitlinien.state import State
from tests.bauhilfe import netz, stand
from tests.plan.planhilfe import Vergleich, programmschema

GRAPH = (
    "Leitlinie L\nZiel " + " ".join(f"Z{i}" for i in range(40)) + "\n" + "\n".join(f"Z{i} dient L" for i in range(40))
)


@pytest.fixture
def state(tmp_path: Path) -> State:
    return stand(netz(GRAPH), tmp_path)


def eigene(state: State, gedaechtnis: Gedaechtnis | None = None) -> Plaene:
    """Plans of documents that nobody has validated."""
    return Plaene(programmschema(), kern(programmschema()), state.modell, parse, gedaechtnis)


def test_operations_are_kept_up_to_a_weight(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plaene, "GEMERKT", 400)
    alle = eigene(state)

    for i in range(30):
        alle.antworte(Vergleich(state).kontext(), f"query f{i} {{ ziele {{ totalCount }} }}")

    assert 0 < alle._vorlagen.gewicht <= 400


def test_an_operation_has_a_bounded_number_of_plans(state: State) -> None:
    text = "query f(" + " ".join(f"$a{i}: Boolean!" for i in range(5)) + ") { ziele { totalCount "
    text += " ".join(f"f{i}: totalCount @skip(if: $a{i})" for i in range(5)) + " } }"
    vergleich = Vergleich(state)

    antworten = [vergleich.plan(text, {f"a{i}": bool(z >> i & 1) for i in range(5)}) for z in range(32)]

    assert FASSUNGEN == sum(a is not None for a in antworten)


def test_a_very_long_document_is_not_compiled(state: State) -> None:
    assert Vergleich(state).plan("{ ziele { totalCount } }" + "#" * LAENGSTES) is None


def bombe(stufen: int, glied: str) -> str:
    fragmente = [f"fragment F{i} on Leitlinie {{ {glied.replace('UNTER', f'F{i + 1}')} }}" for i in range(stufen)]
    return "{ leitlinien { nodes { ...F0 } } }" + "".join(fragmente) + f"fragment F{stufen} on Leitlinie {{ id }}"


@pytest.mark.parametrize(
    "glied",
    [
        "...UNTER ...UNTER",
        "... @include(if: true) { ...UNTER } ...UNTER",
        "a: konkretisiert { nodes { ...UNTER } } b: konkretisiert { nodes { ...UNTER } }",
        "konkretisiert { nodes { ...UNTER ...UNTER } } konkretisiert { edges { node { ...UNTER } } }",
    ],
)
def test_fragments_that_spread_each_other_are_compiled_once(glied: str, state: State) -> None:
    text = bombe(25, glied)
    alle = eigene(state)
    vorlage = alle.vorlage(text, None)
    assert vorlage is not None

    antwort = alle.antworte(Vergleich(state).kontext(), text)
    plan = alle.plan(vorlage, Werte(vorlage.variablen, {}))

    assert antwort is not None
    assert plan is not None
    assert plan.quelltext.count("def ") < 20


def faecher(gedaechtnis: Gedaechtnis) -> Iterator[Fach]:
    for je_basis in gedaechtnis._staende.values():
        for eine in je_basis.values():
            yield from eine._faecher.values()


def test_kept_texts_are_bounded_by_weight(state: State) -> None:
    gedaechtnis = Gedaechtnis(20_000)
    alle = eigene(state, gedaechtnis)

    for i in range(30):
        alle.antworte(Vergleich(state).kontext(), f"{{ ziele {{ nodes {{ a{i}: titel }} }} }}")

    assert 20_000 > sum(len(t) for fach in faecher(gedaechtnis) for g in (fach.neu, fach.alt) for t in g.values())


def test_what_is_in_use_stays_in_memory(state: State) -> None:
    gedaechtnis = Gedaechtnis(40_000)
    alle = eigene(state, gedaechtnis)
    oft = "{ ziele { nodes { leitlinien { totalCount } } } }"
    alle.antworte(Vergleich(state).kontext(), oft)
    for i in range(30):
        alle.antworte(Vergleich(state).kontext(), f"{{ ziele {{ nodes {{ a{i}: titel }} }} }}")
        alle.antworte(Vergleich(state).kontext(), oft)
    state.zaehler.clear()

    alle.antworte(Vergleich(state).kontext(), oft)

    assert 0 == state.zaehler["kanten"]


def test_kept_texts_go_with_their_state(tmp_path: Path) -> None:
    vergleich = Vergleich(stand(netz(GRAPH), tmp_path))
    vergleich.plan("{ ziele { nodes { titel leitlinien { nodes { titel } } } } }")
    zeuge = weakref.ref(vergleich.state)

    del vergleich
    gc.collect()

    assert zeuge() is None


def test_plans_go_with_their_schema(state: State) -> None:
    vergleich = Vergleich(state, schema())
    vergleich.plan("{ ziele { nodes { titel } } }")
    zeugen = weakref.ref(vergleich.schema), weakref.ref(vergleich.plaene)

    del vergleich
    gc.collect()

    assert (None, None) == tuple(zeuge() for zeuge in zeugen)
