"""The limits themselves: what is counted, and that counting is quick whatever the document says."""

from typing import Any

import pytest
from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from leitlinien.api.ausfuehrung import kern
from leitlinien.api.grenzen import Grenzen, GrenzeUeberschritten, Waechter
from leitlinien.api.kosten import Kosten, Preisliste, Rechnung, blaetter
from leitlinien.api.merker import Merker
from leitlinien.api.umfang import Umfang, Vermessung, operation
from leitlinien.settings import Settings
from tests.api.apihilfe import programmschema
from tests.web.angriffsfragen import bombe

WAECHTER = Waechter(kern(programmschema()))


def umfang(text: str) -> Umfang:
    dokument = parse(text)
    gesucht = operation(dokument, None)
    assert gesucht is not None
    return Vermessung(dokument).operation(gesucht)


def kosten(text: str, **variablen: Any) -> Kosten:
    dokument = parse(text)
    gesucht = operation(dokument, None)
    assert gesucht is not None
    return Rechnung(Preisliste(kern(programmschema())), Vermessung(dokument), gesucht, variablen).summe()


def test_fields_aliases_directives_and_depth_are_counted() -> None:
    gemessen = umfang("{ a: x @skip(if: true) { y { z } } w }")

    assert (4, 1, 1, 3) == gemessen[:4]


def test_a_fragment_counts_at_each_place_where_it_is_spread() -> None:
    gemessen = umfang("{ a { ...F } b { c { ...F } } } fragment F on T { x { y: z } }")

    assert (7, 2, 4) == (gemessen.felder, gemessen.aliase, gemessen.tiefe)


def test_inline_fragments_add_no_depth() -> None:
    assert 2 == umfang("{ a { ... { ... on T { x } } } }").tiefe


def test_the_bomb_is_counted_exactly() -> None:
    assert 2**22 == umfang(bombe(22)).felder


def test_a_circle_of_fragments_ends() -> None:
    assert 1 == umfang("{ ...A } fragment A on Query { ...B x } fragment B on Query { ...A }").felder


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_pages_multiply(aussen: int, innen: int, ganz: int) -> None:
    text = f"""query ($n: Int) {{
        ziele(first: {aussen}) {{ nodes {{ massnahmen(last: {innen}) {{ nodes {{ zuwendungen(first: $n) {{
            nodes {{ titel }} }} }} }} }} }} }}"""

    je_zuwendung = ganz * 2
    je_massnahme = innen * (1 + 1 + 1 + je_zuwendung)
    je_ziel = aussen * (1 + 1 + 1 + je_massnahme)

    assert 1 + 1 + je_ziel == kosten(text, n=ganz).fest


def test_a_page_that_is_not_stated_counts_with_its_default() -> None:
    assert kosten("{ ziele(first: 50) { nodes { titel } } }") == kosten("{ ziele { nodes { titel } } }")


def test_the_smaller_of_two_page_sizes_counts() -> None:
    assert kosten("{ ziele(first: 3) { nodes { id } } }") == kosten("{ ziele(first: 400, last: 3) { nodes { id } } }")


def test_a_fragment_on_a_connection_costs_what_the_page_around_it_makes_of_it() -> None:
    fragment = "fragment F on ZielConnection { nodes { titel } }"
    text = f"{{ a: ziele(first: 2) {{ ...F }} b: ziele(first: 100) {{ ...F }} }} {fragment}"
    offen = "{ a: ziele(first: 2) { nodes { titel } } b: ziele(first: 100) { nodes { titel } } }"

    assert kosten(offen) == kosten(text)


@pytest.mark.parametrize(
    ("wert", "anzahl"), [(None, 0), (1, 1), ([], 0), ({"a": [1, 2], "b": {"c": None, "d": "x"}}, 3), ([[["x"]]], 1)]
)
def test_plain_values_are_counted(wert: Any, anzahl: int) -> None:
    assert anzahl == blaetter(wert)


def test_conditions_count_wherever_they_stand() -> None:
    text = 'query ($f: ZielFilter) { a: ziele(filter: $f) { id } ziele(filter: {titel: {ist: "x"}}) { id } }'

    assert 3 == kosten(text, f={"titel": {"ist": "x", "enthaelt": "y"}}).bedingungen


def test_the_cost_follows_the_variables_of_each_request() -> None:
    dokument = WAECHTER.miss("query ($n: Int) { ziele(first: $n) { nodes { titel } } }")

    assert [dokument.pruefe(None, {"n": n}) for n in (1, 100)] == [dokument.pruefe(None, {"n": n}) for n in (1, 100)]
    assert dokument.pruefe(None, {"n": 1}) < dokument.pruefe(None, {"n": 100})


def test_a_trusted_document_may_be_dear_but_not_have_a_page_of_millions() -> None:
    text = "query ($n: Int) { ziele(first: $n) { nodes { massnahmen(first: $n) { nodes { zuwendungen(first: $n) {"
    dokument = WAECHTER.miss(text + " nodes { titel } } } } } } }")

    assert dokument.pruefe(None, {"n": 500}, vertraut=True) > Grenzen().kosten
    with pytest.raises(GrenzeUeberschritten, match="501"):
        dokument.pruefe(None, {"n": 501}, vertraut=True)


def test_limits_are_those_of_the_settings() -> None:
    grenzen = Grenzen.aus(Settings(max_felder=2))

    with pytest.raises(GrenzeUeberschritten, match="3, erlaubt 2"):
        Waechter(kern(programmschema()), grenzen).miss("{ a b c }")


def test_a_document_is_measured_once() -> None:
    text = "{ stand { hash revision } }"

    assert WAECHTER.miss(text) is WAECHTER.miss(text)


def test_a_memory_drops_what_was_not_used_for_longest() -> None:
    merker: Merker[str, int] = Merker(80)
    for k in range(8):
        merker.merke(f"{k}", k, 10)
    merker.hole("0")

    merker.merke("neu", 99, 10)

    assert [0, None, 2, 99] == [merker.hole(n) for n in ("0", "1", "2", "neu")]
    assert 80 == merker.gewicht


def test_a_memory_takes_nothing_that_would_drive_out_everything_else() -> None:
    merker: Merker[str, int] = Merker(80)

    merker.merke("gross", 1, 11)

    assert (None, 0) == (merker.hole("gross"), merker.gewicht)


def test_a_memory_weighs_a_replaced_entry_once() -> None:
    merker: Merker[str, int] = Merker(80)

    for wert in (1, 2):
        merker.merke("x", wert, 10)

    assert (2, 10, 1) == (merker.hole("x"), merker.gewicht, len(merker))
