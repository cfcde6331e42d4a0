"""Where a plan answers, where it leaves the answer to graphql-core, and that both say the same."""

from pathlib import Path

import pytest

from leitlinien import frist
from leitlinien.api.ausfuehrung import antworte, beantworte
from tests.bauhilfe import netz, stand
from tests.plan.planhilfe import Vergleich

NETZ = """
    Regelwerk R bestand=AUSZUG
    Leitlinie L1 L2
    Ziel Z1 Z2 Z3
    Massnahme M1 M2
    Zuwendung F1 F2 bewilligt=1000.50
    Fundstelle S zeichen_von=1 zeichen_bis=9
    Ausrichtung A
    L1 teilVonRegelwerk R
    Z1 dient L1 0.5 beleg=S
    Z1 dient L2 0.5 !
    Z2 dient L2 ?
    M1 traegtBeiZu Z1 Z2
    M2 traegtBeiZu Z2 ?
    F1 foerdert M1 0.25
    F2 foerdert M1 M2
    A vergleichtVon L1
    A vergleichtMit L2
"""


@pytest.fixture(scope="module")
def vergleich(tmp_path_factory: pytest.TempPathFactory) -> Vergleich:
    return Vergleich(stand(netz(NETZ), tmp_path_factory.mktemp("netz")))


@pytest.mark.parametrize(
    "text",
    [
        "{ ziele { totalCount weitereMitVorschlaegen nodes { id titel } edges { cursor node { kennung } } } }",
        "{ ziele { pageInfo { hasNextPage hasPreviousPage startCursor endCursor __typename } __typename } __typename }",
        '{ ziel(id: "Z1") { leitlinien { edges { status anteil begruendung wer wann belege { id } node { id } } } } }',
        '{ ziel(id: "Z1") { leitlinien(first: 1) { totalCount pageInfo { hasNextPage endCursor } } } }',
        "{ ziele(sicht: MIT_VORSCHLAEGEN) { nodes { leitlinien { totalCount weitereMitVorschlaegen } } } }",
        "{ ziele { nodes { leitlinien { weitereMitVorschlaegen nodes { regelwerk { titel } } } } } }",
        "{ leitlinien { nodes { regelwerkLink { status node { bestand } } massnahmenGesamt { nodes { id } } } } }",
        "{ ausrichtungen { nodes { von { __typename } nach { ... on Leitlinie { rang } ... on Ziel { ebene } } } } }",
        '{ node(id: "F1") { __typename id ... on Zuwendung { bewilligt foerdert { nodes { __typename } } } } }',
        '{ nodes(ids: ["Z1", "gibt/es/nicht", "L1"]) { id ... on Ziel { ebene } } }',
        '{ spur(von: "F1") { pfade { status anteil schritte { beziehung richtung von { id } knoten { id } } } } }',
        '{ spur(von: "L1", richtung: ABWAERTS) { erreicht { edges { pfade zugerechnet { betrag } node { id } } } } }',
        "{ befunde { totalCount mitVorschlaegenErledigt nodes { regel satz knoten { id } } } }",
        "{ abdeckung { regelwerke { regelwerk { id } auszug massnahmen: __typename } } }",
        '{ suche(text: "Ziel") { totalCount edges { rang guete stelle node { titel } } } }',
        "{ stand { revision hash kette zeit knoten verknuepfungen anzahl { kind anzahl } } }",
        "{ a: ziele(first: 1) { nodes { id } } b: ziele(first: 2) { nodes { x: id y: id } } }",
        "{ ziele { nodes { id } } ziele { nodes { titel } totalCount } }",
        "{ ziele { ...A ...A } } fragment A on ZielConnection { nodes { ...B } } fragment B on Knoten { id titel }",
        "{ ziele { nodes { id @skip(if: true) titel @include(if: true) ... @include(if: false) { kennung } } } }",
        '{ ziele(filter: {leitlinien: {irgendein: {id: {ist: "L1"}}}, inKraft: true}) { nodes { id } } }',
        "{ zuwendungen(sortierung: [{feld: BEWILLIGT, richtung: ABSTEIGEND}]) { nodes { id bewilligt } } }",
        '{ _entities(representations: [{__typename: "Ziel", id: "Z1"}]) { __typename ... on Ziel { titel } } }',
    ],
)
def test_a_plan_answers_as_graphql_core_does(text: str, vergleich: Vergleich) -> None:
    assert vergleich.kern(text) == vergleich.plan(text)


VARIABLEN = """
query frage($id: ID!, $erste: Int = 2, $sicht: Sicht! = GESICHERT, $tag: Date, $mit: Boolean!, $filter: ZielFilter) {
  leitlinie(id: $id, sicht: $sicht, stichtag: $tag) {
    ziele(first: $erste, filter: $filter) @include(if: $mit) { nodes { id } }
    titel @skip(if: $mit)
  }
}"""


@pytest.mark.parametrize(
    "variablen",
    [
        {"id": "L2", "mit": True},
        {"id": "L2", "mit": False},
        {"id": "L2", "mit": True, "sicht": "MIT_VORSCHLAEGEN", "erste": 1},
        {"id": "L2", "mit": True, "sicht": "MIT_VORSCHLAEGEN", "erste": None, "tag": None, "filter": None},
        {"id": "L2", "mit": True, "tag": "2026-01-01", "filter": {"titel": {"enthaelt": "1"}}},
        {"id": "http://localhost:8000/id/L2", "mit": True, "unbekannt": 1},
        {"id": 7, "mit": True},
    ],
)
def test_variables_mean_the_same(variablen: dict[str, object], vergleich: Vergleich) -> None:
    assert vergleich.kern(VARIABLEN, variablen) == vergleich.plan(VARIABLEN, variablen)


@pytest.mark.parametrize(
    "variablen",
    [{}, {"id": "L2"}, {"id": None, "mit": True}, {"id": "L2", "mit": 1}, {"id": "L2", "mit": True, "erste": "2"}],
)
def test_wrong_variables_are_left_to_graphql_core(variablen: dict[str, object], vergleich: Vergleich) -> None:
    assert vergleich.plan(VARIABLEN, variablen) is None


@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { types { name } } }",
        '{ __type(name: "Ziel") { name } }',
        "{ ziele(first: 501) { nodes { id } } }",
        '{ ziele(after: "unsinn") { nodes { id } } }',
        '{ ziel(id: "nicht erlaubt") { id } }',
        "{ gibtEsNicht }",
        "{ ziele {",
        '{ _entities(representations: [{__typename: "Ziel", id: "nicht erlaubt"}]) { __typename } }',
    ],
)
def test_what_goes_wrong_is_left_to_graphql_core(text: str, vergleich: Vergleich) -> None:
    assert vergleich.plan(text) is None


def test_a_missing_value_is_left_to_graphql_core(tmp_path: Path) -> None:
    bestand = netz("Ziel Z")
    bestand.knoten[0].werte.clear()

    assert Vergleich(stand(bestand, tmp_path)).plan("{ ziele { nodes { titel } } }") is None


ZWEI = "query a { ziele { totalCount } } query b { leitlinien { totalCount } }"


@pytest.mark.parametrize("operation", ["a", "b"])
def test_the_operation_is_chosen_by_its_name(operation: str, vergleich: Vergleich) -> None:
    assert vergleich.kern(ZWEI, None, operation) == vergleich.plan(ZWEI, None, operation)


@pytest.mark.parametrize("operation", [None, "c", ""])
def test_without_a_right_name_no_operation_is_chosen(operation: str | None, vergleich: Vergleich) -> None:
    assert vergleich.plan(ZWEI, None, operation) is None


@pytest.mark.parametrize("text", ["{ ziele { totalCount } }", '{ ziel(id: "nicht erlaubt") { id } }', "{ ziele {"])
def test_the_endpoint_gets_the_same_bytes_either_way(text: str, vergleich: Vergleich) -> None:
    assert vergleich.kern(text) == antworte(vergleich.schema, vergleich.kontext(), text)


def test_an_answer_says_whether_it_was_checked(vergleich: Vergleich) -> None:
    mit_fehler = beantworte(vergleich.schema, vergleich.kontext(), "{ gibtEsNicht }").geprueft

    assert mit_fehler is not None
    assert ["errors"] == list(mit_fehler)


def test_addresses_follow_the_base_of_the_request(vergleich: Vergleich) -> None:
    text = '{ ziel(id: "Z1") { id } }'
    vergleich.plan(text)

    antwort = vergleich.plaene.antworte(vergleich.kontext("https://stadt.example/"), text)

    assert antwort == b'{"data":{"ziel":{"id":"https://stadt.example/id/Z1"}}}'


def test_a_new_state_has_its_own_answers(vergleich: Vergleich, tmp_path: Path) -> None:
    text = '{ ziel(id: "Z1") { kennung titel } }'
    vergleich.plan(text)

    antwort = Vergleich(stand(netz("Ziel Z1 titel=Anders"), tmp_path)).plan(text)

    assert antwort == b'{"data":{"ziel":{"kennung":"Z1","titel":"Anders"}}}'


def test_a_plan_stops_when_the_time_is_over(vergleich: Vergleich) -> None:
    with frist.gilt(frist.Frist(0)), pytest.raises(frist.Abbruch):
        vergleich.plan("{ ziele { nodes { leitlinien { nodes { id } } } } }")


def test_each_level_of_links_is_one_call_of_the_state(vergleich: Vergleich) -> None:
    vergleich.state.zaehler.clear()

    vergleich.plan("query f($n: Int) { ziele { nodes { leitlinien(first: $n) { nodes { regelwerk { id } } } } } }")

    assert vergleich.state.zaehler["kanten"] == 2
