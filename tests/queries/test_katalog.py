"""The catalogue of the shipped queries."""

import re
from collections.abc import Iterator

import pytest
from graphql import GraphQLEnumType, GraphQLInterfaceType

from leitlinien import daten
from leitlinien.api import Schema
from leitlinien.api.ausfuehrung import kern
from leitlinien.kinds import Spur, modell
from leitlinien.queries import Katalog, Katalogfehler, UnbekannteAbfrage, katalog

PRUEFFRAGEN = {f"Q{n}" for n in range(1, 23)}


def test_there_are_at_least_twenty_queries(abfragen: Katalog) -> None:
    assert 20 <= len(abfragen)


def test_every_audit_question_has_a_query_or_says_what_is_missing(abfragen: Katalog) -> None:
    beantwortet = {nummer for a in abfragen for nummer in a.prueffragen}
    offen = {f.nummer for f in abfragen.offen}

    assert beantwortet | offen == PRUEFFRAGEN
    assert set() == beantwortet & offen


def test_open_questions_say_what_they_need(abfragen: Katalog) -> None:
    assert [] == [f for f in abfragen.offen if not (f.braucht.startswith("braucht ") and f.frage.endswith("?"))]


def test_open_questions_stand_in_the_order_of_their_numbers(abfragen: Katalog) -> None:
    assert ["Q3", "Q4", "Q15", "Q21"] == [f.nummer for f in abfragen.offen]


def test_each_audience_has_queries(abfragen: Katalog) -> None:
    assert [] == [z for z, eigene in abfragen.nach_zielgruppe().items() if not eigene]


def test_queries_stand_in_the_order_of_their_questions(abfragen: Katalog) -> None:
    titel = [a.titel.casefold() for a in abfragen]

    assert sorted(titel) == titel


def test_no_two_queries_ask_the_same_question(abfragen: Katalog) -> None:
    assert len(abfragen) == len({a.titel for a in abfragen})


def test_every_variable_has_a_description(abfragen: Katalog) -> None:
    assert [] == [(a.name, v.name) for a in abfragen for v in a.variablen if not v.beschreibung]


def test_the_hash_is_that_of_the_text(abfragen: Katalog) -> None:
    abfrage = abfragen["zieleOhneMassnahme"]

    assert 64 == len(abfrage.sha256)
    assert {abfrage.sha256} == {a.sha256 for a in abfragen if a.text == abfrage.text}


def verweise() -> Iterator[tuple[str, str]]:
    """Questions that headers and explanations point to, with the file that does."""
    for datei in sorted(daten.ordner("queries").glob("*.graphql")):
        text = re.sub(r"\n#   +", " ", datei.read_text(encoding="utf-8")).replace("\n", " ")
        for frage in re.findall(r"„([^“]*\?)“", text):
            yield datei.name, frage


def test_texts_point_only_to_questions_that_exist(abfragen: Katalog) -> None:
    bekannt = {a.titel for a in abfragen}

    gefunden = list(verweise())

    assert gefunden
    assert [] == [(datei, frage) for datei, frage in gefunden if frage not in bekannt]


def test_a_name_that_is_not_there_gets_a_suggestion(abfragen: Katalog) -> None:
    with pytest.raises(UnbekannteAbfrage, match=r"„zieleOhneMasnahme“ gibt es nicht\. Gemeint: zieleOhneMassnahme"):
        abfragen["zieleOhneMasnahme"]


def test_words_for_codes_are_words_for_codes_that_exist(abfragen: Katalog, das_schema: Schema) -> None:
    schema = kern(das_schema)
    worte = next(iter(abfragen)).worte
    werte = {w for t in schema.type_map.values() if isinstance(t, GraphQLEnumType) for w in t.values}
    kanten = {b.name for b in modell.beziehungen.values() if Spur in b.marken}

    unbekannt = {
        feld: set(eintraege) - {"__typename": set(modell.arten), "beziehung": kanten}.get(feld, werte)
        for feld, eintraege in worte.items()
    }

    assert {} == {feld: codes for feld, codes in unbekannt.items() if codes}


def test_every_trace_link_has_a_word(abfragen: Katalog) -> None:
    worte = next(iter(abfragen)).worte["beziehung"]

    assert {b.name for b in modell.beziehungen.values() if Spur in b.marken} == set(worte)


def test_every_kind_that_is_counted_has_a_word(abfragen: Katalog) -> None:
    assert {name.upper() for name in modell.arten} == set(next(iter(abfragen)).worte["kind"])


def test_kinds_to_choose_from_are_kinds_of_the_model(abfragen: Katalog) -> None:
    gewaehlt = {v.art for a in abfragen for v in a.variablen if v.art}

    assert gewaehlt
    assert gewaehlt <= set(modell.arten)


def test_the_catalogue_takes_the_plain_graphql_schema_too(das_schema: Schema, abfragen: Katalog) -> None:
    gelesen = katalog(kern(das_schema), daten.ordner("queries"))

    assert list(abfragen.abfragen) == list(gelesen.abfragen)
    assert isinstance(kern(das_schema).type_map["Knoten"], GraphQLInterfaceType)


def test_an_empty_folder_is_an_error(das_schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(Katalogfehler, match="liegt keine Datei"):
        katalog(das_schema, tmp_path_factory.mktemp("leer"))
