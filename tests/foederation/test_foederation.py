"""The service as a subgraph of a federated graph."""

from pathlib import Path
from typing import Any

import pytest
from graphql import ObjectTypeDefinitionNode, parse, print_ast

from leitlinien.api import schema
from leitlinien.api.ausfuehrung import kern
from leitlinien.api.foederation import sdl
from leitlinien.kinds import modell
from tests.api.apihilfe import Fragesteller, frage
from tests.api.test_api_schema import mit_neuer_art
from tests.jshilfe import js

VERWEISE = "query ($v: [_Any!]!) { _entities(representations: $v) { __typename ... on Knoten { id titel } } }"
AKTEN = """
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { akten: [Akte!]! }
    type Akte @key(fields: "id") { id: ID! zuwendung: Zuwendung }
    type Zuwendung @key(fields: "id") { id: ID! akten: [Akte!]! }
"""
"""Another service, which knows the files of grants."""


@pytest.fixture(scope="module")
def f(tmp_path_factory: pytest.TempPathFactory) -> Fragesteller:
    text = "Ziel b/Z titel=Eins; Massnahme b/M titel=Zwei; b/M traegtBeiZu b/Z"
    return frage(tmp_path_factory.mktemp("verbund"), text)


@pytest.fixture(scope="module")
def text(f: Fragesteller) -> str:
    gefunden: str = f.eins("{ _service { sdl } }")["sdl"]
    return gefunden


def verweis(art: str, id: str) -> dict[str, str]:
    return {"__typename": art, "id": id}


def test_every_kind_has_its_id_as_key(text: str) -> None:
    mit_schluessel = {
        d.name.value
        for d in parse(text).definitions
        if isinstance(d, ObjectTypeDefinitionNode) and '@key(fields: "id")' in map(print_ast, d.directives or ())
    }

    assert set(modell.arten) == mit_schluessel


def test_what_is_there_for_the_router_alone_is_not_told_to_it(text: str) -> None:
    assert not [wort for wort in ("_service", "_entities", "_Any", "_Entity", "_Service") if wort in text]


def test_descriptions_stay(text: str) -> None:
    assert modell.arten["Ziel"].beschreibung in text


def test_references_are_followed_in_their_order(f: Fragesteller) -> None:
    knoten = f.eins(VERWEISE, v=[verweis("Massnahme", "b/M"), verweis("Ziel", "http://localhost:8000/id/b/Z")])

    assert [("Massnahme", "Zwei"), ("Ziel", "Eins")] == [(k["__typename"], k["titel"]) for k in knoten]


@pytest.mark.parametrize("gesucht", [verweis("Ziel", "b/keins"), verweis("Ziel", "b/M"), verweis("Quatsch", "b/Z")])
def test_a_reference_that_leads_nowhere_is_null(f: Fragesteller, gesucht: dict[str, str]) -> None:
    assert [None] == f.eins(VERWEISE, v=[gesucht])


def test_an_id_that_cannot_be_one_spoils_its_own_place_only(f: Fragesteller) -> None:
    antwort = f.antwort(VERWEISE, v=[verweis("Ziel", "b/Z"), verweis("Ziel", "a b")])

    assert [True, False] == [k is not None for k in antwort["data"]["_entities"]]
    assert [["_entities", 1]] == [e["path"] for e in antwort["errors"]]
    assert "UNGUELTIGE_ID" == antwort["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize("falsch", [3, "b/Z", {"id": "b/Z"}, {"__typename": 3}])
def test_what_is_no_reference_is_refused(f: Fragesteller, falsch: Any) -> None:
    assert "UNGUELTIGE_ANFRAGE" == f.code(VERWEISE, v=[falsch])


def test_too_many_references_are_refused(f: Fragesteller) -> None:
    assert "UNGUELTIGE_GROESSE" == f.code(VERWEISE, v=[verweis("Ziel", "b/Z")] * 501)


def test_links_of_a_reference_are_followed(f: Fragesteller) -> None:
    text = VERWEISE.replace("titel }", "titel } ... on Massnahme { traegtBeiZu { nodes { titel } } }")

    (knoten,) = f.eins(text, v=[verweis("Massnahme", "b/M")])

    assert [{"titel": "Eins"}] == knoten["traegtBeiZu"]["nodes"]


def test_a_new_kind_has_its_key_at_once() -> None:
    neues = mit_neuer_art()

    assert 'type Strassenbaum implements Knoten @key(fields: "id")' in sdl(kern(schema(neues)), neues.arten)


@pytest.mark.hauptpfad
def test_it_composes_with_another_service(text: str, tmp_path: Path) -> None:
    eigenes, fremdes = tmp_path / "leitlinien.graphql", tmp_path / "akten.graphql"
    eigenes.write_text(text, encoding="utf-8")
    fremdes.write_text(AKTEN, encoding="utf-8")

    verbund = js("verbund.mjs", f"leitlinien={eigenes}", f"akten={fremdes}")

    assert [] == verbund["fehler"]
    zuwendung = verbund["sdl"].split("type Zuwendung implements")[1].split("\n}")[0]
    assert {"akten: [Akte!]!", "bewilligt: Decimal"} <= {z.strip().split(" @")[0] for z in zuwendung.splitlines()}
