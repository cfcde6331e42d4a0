"""Questions that want to hold the service up. Tests and `bench/angriffe.py` send the same."""

from typing import Any, NamedTuple


class Angriff(NamedTuple):
    """A question and the code with which it must be refused."""

    code: str
    frage: dict[str, Any]


def bombe(tiefe: int = 22) -> str:
    """Fragments that each spread the next one twice: less than 1,500 characters, millions of fields."""
    kette = "".join(f" fragment F{k} on Query {{ ...F{k + 1} ...F{k + 1} }}" for k in range(tiefe))
    return f"query {{ ...F0 }}{kette} fragment F{tiefe} on Query {{ __typename }}"


def _kreis(feld: str, wege: tuple[str, str], mal: int) -> str:
    """A way there and back, many times over."""
    innen = "titel"
    for k in range(mal):
        innen = f"{wege[k % 2]} {{ nodes {{ {innen} }} }}"
    return f"{{ {feld} {{ nodes {{ {innen} }} }} }}"


def _reihe(mal: int, feld: str) -> str:
    """A selection of the same over and over; `{k}` is a number."""
    return "{ " + " ".join(feld.replace("{k}", str(k)) for k in range(mal)) + " }"


def _ueberlappend(breite: int) -> str:
    """Selections that validation would compare each with each."""
    teile = " ".join(f"fragment A{k} on Query {{ a: ziele {{ totalCount ...B{k} }} }}" for k in range(breite))
    unten = " ".join(f"fragment B{k} on ZielConnection {{ x: totalCount }}" for k in range(breite))
    return "{ " + " ".join(f"...A{k}" for k in range(breite)) + " } " + teile + unten


HIN_UND_HER = ("oberziele", "teilziele")
"""A link of goals and its inverse."""
ANGRIFFE: dict[str, Angriff] = {
    "fragment bomb": Angriff("ZU_VIELE_FELDER", {"query": bombe()}),
    "long fragment bomb": Angriff("ZU_VIELE_FELDER", {"query": bombe(48)}),
    "many fragments": Angriff("ZU_VIELE_FRAGMENTE", {"query": bombe(400)}),
    "hundreds of aliases": Angriff("ZU_VIELE_ALIASE", {"query": _reihe(300, "a{k}: __typename")}),
    "aliases of dear fields": Angriff(
        "ZU_TEUER",
        {"query": _reihe(40, "a{k}: ziele(first: 500) { nodes { belege(first: 500) { nodes { id titel } } } }")},
    ),
    "the same field hundreds of times": Angriff("ZU_VIELE_FELDER", {"query": "{ " + "__typename " * 500 + "}"}),
    "hundreds of fields over fragments": Angriff(
        "ZU_VIELE_FELDER",
        {"query": "{ " + "...A " * 60 + "} fragment A on Query " + _reihe(5, "f{k}: stand { hash }")},
    ),
    "many directives at one place": Angriff("ZU_VIELE_DIREKTIVEN", {"query": "{ __typename " + "@aa" * 10 + " }"}),
    "directives everywhere": Angriff(
        "ZU_VIELE_DIREKTIVEN",
        {"query": _reihe(20, "s{k}: stand @include(if: true) { hash @include(if: true) @skip(if: false) }")},
    ),
    "circular introspection": Angriff(
        "ZU_TIEF",
        {"query": "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"},
    ),
    "introspection through fragments": Angriff(
        "ZU_TIEF",
        {
            "query": "{ __schema { types { ...A } } } fragment A on __Type { fields { type { ...B } } } "
            "fragment B on __Type { fields { type { ...C } } } fragment C on __Type { fields { name } }"
        },
    ),
    "introspection many times": Angriff(
        "ZU_TEUER", {"query": _reihe(40, "a{k}: __schema { types { fields { args { name } } inputFields { name } } }")}
    ),
    "deep cycle": Angriff("ZU_TIEF", {"query": _kreis("ziele", HIN_UND_HER, 11)}),
    "cycle within the depth": Angriff("ZU_TEUER", {"query": _kreis("ziele", HIN_UND_HER, 5)}),
    "a page of millions": Angriff("UNGUELTIGE_GROESSE", {"query": "{ ziele(first: 99999999) { totalCount } }"}),
    "a page of millions as variable": Angriff(
        "UNGUELTIGE_GROESSE",
        {"query": "query ($n: Int) { ziele(first: $n) { totalCount } }", "variables": {"n": 99999999}},
    ),
    "a page of millions as default": Angriff(
        "UNGUELTIGE_GROESSE", {"query": "query ($n: Int = 99999999) { ziele(last: $n) { totalCount } }"}
    ),
    "full pages of full pages": Angriff(
        "ZU_TEUER",
        {
            "query": "query ($n: Int!) { ziele(first: $n) { nodes { massnahmen(first: $n) { nodes { "
            "traegtBeiZu(first: $n) { nodes { titel } } } } } } }",
            "variables": {"n": 500},
        },
    ),
    "paths without end": Angriff(
        "ZU_TEUER",
        {"query": '{ spur(von: "b/F", maxPfade: 1000000) { pfade { schritte { knoten { id titel } } } } }'},
    ),
    "a long text": Angriff("ZU_LANG", {"query": "{ " + "a " * 100_000 + "}"}),
    "many comments": Angriff("ZU_LANG", {"query": "#\n" * 100_000 + "{ a }"}),
    "brackets": Angriff("ZU_TIEF", {"query": "{ a" * 180 + " }" * 180}),
    "more brackets": Angriff("SYNTAX", {"query": "{ a" * 2000 + " }" * 2000}),
    "lists in lists": Angriff("SYNTAX", {"query": "{ a(b: " + "[" * 2000 + "]" * 2000 + ") }"}),
    "overlapping fields": Angriff("ZU_VIELE_FRAGMENTE", {"query": _ueberlappend(120)}),
    "many conditions": Angriff(
        "ZU_VIELE_BEDINGUNGEN",
        {
            "query": "query ($f: ZielFilter) { ziele(filter: $f) { totalCount } }",
            "variables": {"f": {"oder": [{"titel": {"enthaelt": f"x{k}"}} for k in range(1000)]}},
        },
    ),
    "conditions over and over": Angriff(
        "ZU_VIELE_BEDINGUNGEN",
        {
            "query": "query ($f: ZielFilter) " + _reihe(40, "a{k}: ziele(filter: $f) { totalCount }"),
            "variables": {"f": {"oder": [{"titel": {"enthaelt": f"x{k}"}} for k in range(20)]}},
        },
    ),
    "large variables": Angriff(
        "ZU_GROSS",
        {"query": "query ($t: String!) { suche(text: $t) { totalCount } }", "variables": {"t": "x" * 200_000}},
    ),
    "findings over and over": Angriff(
        "ZU_TEUER",
        {
            "query": _reihe(
                40, "a{k}: befunde(first: 500) { nodes { knoten { belege(first: 500) { nodes { id titel } } } } }"
            )
        },
    ),
}
"""By what they do."""
