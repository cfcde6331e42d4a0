"""Questions that want to hold the service up are refused before anything runs."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import get_introspection_query

from leitlinien.api import Schema
from leitlinien.api.ausfuehrung import Ausfuehrung
from leitlinien.api.kontext import Kontext
from leitlinien.kinds import Modell
from leitlinien.web import app as webapp
from tests.bauhilfe import netz, stand
from tests.web.angriffsfragen import ANGRIFFE, bombe
from tests.web.httphilfe import NEU, code, kunde, vorbereitet


class Merkzettel:
    """Stands before the executor and notes what reaches it."""

    def __init__(self) -> None:
        self.gesehen: list[str] = []

    def statt(self, schema: Schema, modell: Modell) -> Any:
        """An executor that notes what it runs."""
        echt = Ausfuehrung(schema, modell)

        def fuehre_aus(kontext: Kontext, dokument: str, *rest: Any) -> Any:
            self.gesehen.append(dokument)
            return echt(kontext, dokument, *rest)

        return fuehre_aus


@pytest.fixture(scope="module")
def zettel() -> Iterator[Merkzettel]:
    merkzettel = Merkzettel()
    with pytest.MonkeyPatch.context() as tausch:
        tausch.setattr(webapp, Ausfuehrung.__name__, merkzettel.statt)
        yield merkzettel


@pytest.fixture(scope="module")
def client(zettel: Merkzettel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    assert zettel.gesehen == []
    bestand = netz("Ziel b/Z; Massnahme b/M; Zuwendung b/F; b/F foerdert b/M; b/M traegtBeiZu b/Z")
    with kunde(stand(bestand, tmp_path_factory.mktemp("angriffe"))) as client:
        yield client


@pytest.mark.parametrize("name", ANGRIFFE)
def test_an_attack_is_refused_before_execution_with_one_clear_error(
    client: httpx.Client, zettel: Merkzettel, name: str
) -> None:
    zettel.gesehen.clear()
    erwartet, frage = ANGRIFFE[name]

    antwort = client.post("/graphql", json=frage, headers=NEU)

    assert erwartet == code(antwort)
    assert antwort.status_code in {400, 413, 422}
    assert 20 < len(antwort.json()["errors"][0]["message"]) < 300
    assert [] == zettel.gesehen


def test_the_bomb_is_small() -> None:
    assert len(bombe()) < 1500


def test_a_batch_is_refused(client: httpx.Client, zettel: Merkzettel) -> None:
    zettel.gesehen.clear()

    antwort = client.post("/graphql", json=[{"query": "{ stand { hash } }"}] * 100, headers=NEU)

    assert (422, "STAPEL") == (antwort.status_code, code(antwort))
    assert [] == zettel.gesehen


def test_the_introspection_of_usual_tools_is_answered(client: httpx.Client) -> None:
    frage = get_introspection_query(
        descriptions=True,
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    )

    antwort = client.post("/graphql", json={"query": frage, "operationName": "IntrospectionQuery"})

    assert "errors" not in antwort.json()


@pytest.mark.parametrize("name", [a.name for a in vorbereitet()])
def test_a_prepared_query_sent_as_text_is_within_the_limits(client: httpx.Client, name: str) -> None:
    abfrage = vorbereitet()[name]
    frage = {"query": abfrage.text, "variables": dict.fromkeys((v.name for v in abfrage.variablen), None)}

    antwort = client.post("/graphql", json=frage)

    codes = {f["extensions"]["code"] for f in antwort.json().get("errors", ())}
    assert codes <= {"UNGUELTIGE_ANFRAGE", "UNGUELTIGE_ID"}  # of the variables, which are empty here


BOESE = [
    "'; DROP TABLE knoten; --",
    '" OR 1=1',
    "*",
    "NEAR(a b)",
    "a AND (",
    "\\",
    "%_",
    "\x00",
    "{{7*7}}",
    "../../etc",
]


@pytest.mark.parametrize("text", BOESE)
def test_what_a_filter_or_a_search_holds_is_text_and_nothing_else(client: httpx.Client, text: str) -> None:
    frage = (
        "query ($t: String!) { ziele(filter: {titel: {enthaelt: $t}}) { totalCount } suche(text: $t) { totalCount } }"
    )

    antwort = client.post("/graphql", json={"query": frage, "variables": {"t": text}}, headers=NEU)

    assert (200, {"ziele": {"totalCount": 0}}) == (antwort.status_code, {"ziele": antwort.json()["data"]["ziele"]})


@pytest.mark.parametrize("wort", ["ziehle", "massnahme", "Quer", "__schem"])
def test_near_misses_do_not_tell_names_of_the_schema(client: httpx.Client, wort: str) -> None:
    antwort = client.post("/graphql", json={"query": f"{{ {wort} }}"})

    text = antwort.json()["errors"][0]["message"].replace(wort, "")
    assert not [name for name in ("ziele", "massnahmen", "__schema") if name in text]
