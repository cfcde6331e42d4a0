"""The reconciliation service, against the shapes of its specification and with names as spreadsheets hold them.

Source: Reconciliation Service API 0.2,
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/.
"""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from leitlinien.programm import Programm
from leitlinien.web.app import anwendung
from leitlinien.web.einbetten.abgleich.anfragen import MEISTE_FRAGEN, MEISTE_IDS
from leitlinien.web.einbetten.abgleich.wertung import GLEICH, aehnlichkeit
from tests.seedhilfe import seedprogramm
from tests.web.einbetthilfe import probeprogramm
from tests.web.seitenhilfe import bedient, lies

WERTE = {"id", "str", "float", "int", "date"}
"""Forms of a value in a data extension response."""


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        probeprogramm(tmp_path_factory.mktemp("abgleich")) as programm,
        bedient(anwendung(programm)) as adresse,
        httpx.Client(base_url=adresse, timeout=30) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def manifest(netz: httpx.Client) -> dict[str, Any]:
    gelesen: dict[str, Any] = netz.get("api/abgleich").json()
    return gelesen


def gefragt(netz: httpx.Client, *fragen: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Candidates for each query of a batch, sent as OpenRefine sends it."""
    stapel = {f"q{n}": frage for n, frage in enumerate(fragen)}
    antwort = netz.post("api/abgleich", data={"queries": json.dumps(stapel)})
    assert 200 == antwort.status_code
    gelesen = antwort.json()
    assert list(stapel) == list(gelesen)
    return [gelesen[schluessel]["result"] for schluessel in stapel]


def erweitert(netz: httpx.Client, ids: list[str], *eigenschaften: dict[str, Any]) -> dict[str, Any]:
    antwort = netz.post("api/abgleich", data={"extend": json.dumps({"ids": ids, "properties": eigenschaften})})
    assert 200 == antwort.status_code
    gelesen: dict[str, Any] = antwort.json()
    return gelesen


# The service says what it is (section 4)


def test_the_manifest_has_what_the_specification_requires(manifest: dict[str, Any], programm: Programm) -> None:
    assert "0.2" in manifest["versions"]
    assert all(isinstance(manifest[k], str) for k in ("name", "identifierSpace", "schemaSpace", "documentation"))
    assert programm.adressen.iri("kiel/K13") == manifest["view"]["url"].replace("{{id}}", "kiel/K13")
    assert "{{id}}" in manifest["preview"]["url"]
    assert all(isinstance(manifest["preview"][k], int) for k in ("width", "height"))
    assert {"entity", "type", "property"} == set(manifest["suggest"])


def test_every_kind_of_the_model_is_a_type(manifest: dict[str, Any], programm: Programm) -> None:
    assert list(programm.modell.arten) == [t["id"] for t in manifest["defaultTypes"]]
    assert all(t["name"] for t in manifest["defaultTypes"])


def test_every_address_of_the_manifest_answers(manifest: dict[str, Any], netz: httpx.Client) -> None:
    vorschlag = manifest["suggest"]
    dienste = [*vorschlag.values(), manifest["extend"]["propose_properties"]]
    adressen = [f"{d['service_url']}{d['service_path']}?prefix=a" for d in dienste]
    flug = vorschlag["entity"]
    adressen.append(f"{flug['flyout_service_url']}{flug['flyout_service_path'].replace('${id}', 'kiel/K13')}")
    adressen.append(manifest["preview"]["url"].replace("{{id}}", "kiel%2FK13"))

    assert [200] * 6 == [netz.get(a).status_code for a in adressen]


def test_the_preview_is_the_card(manifest: dict[str, Any], netz: httpx.Client) -> None:
    antwort = netz.get(manifest["preview"]["url"].replace("{{id}}", "kiel%2FK13"))

    assert "K13" == lies(antwort.text).eins("strong").text
    assert "frame-ancestors *" in antwort.headers["content-security-policy"]


# Queries (section 5)


def test_candidates_have_the_shape_of_the_specification(netz: httpx.Client) -> None:
    (kandidaten,) = gefragt(netz, {"query": "Prävention", "limit": 7})

    assert 7 == len(kandidaten)
    for k in kandidaten:
        assert all(isinstance(k[name], str) for name in ("id", "name", "description"))
        assert all({"id", "name"} == set(t) for t in k["type"])
        assert 0 <= k["score"] <= 100
        assert isinstance(k["match"], bool)
        assert all(isinstance(f["id"], str) and isinstance(f["value"], float) for f in k["features"])
    werte = [k["score"] for k in kandidaten]
    assert sorted(werte, reverse=True) == werte


def test_a_batch_may_come_with_the_address(netz: httpx.Client) -> None:
    antwort = netz.get("api/abgleich", params={"queries": json.dumps({"a": {"query": "K13", "type": "Leitlinie"}})})

    assert ["kiel/K13"] == [k["id"] for k in antwort.json()["a"]["result"]]


TABELLE = [
    # as a department may have typed them; what is meant, and whether that is beyond doubt
    ("K13", "Leitlinie", "kiel/K13", True),
    ("kiel/K13", None, "kiel/K13", True),
    ("http://localhost:8000/id/kiel/K13", None, "kiel/K13", True),
    ("Kurzformel: Prävention vor Intervention", None, "goettingen/L3k", True),
    ("KURZFORMEL PRAEVENTION VOR INTERVENTION", "Leitlinie", "goettingen/L3k", True),
    ("Kurzformel Prävenzion vor Intervension", "Leitlinie", "goettingen/L3k", True),
    ("L3k Kurzformel: Prävention vor Intervention", "Leitlinie", "goettingen/L3k", True),
    ("Bis 2028 brauchen weniger Familien Hilfe z. Erziehung", "Ziel", "beispielstadt/Ziel-1", True),
    ("Bis 2028 brauchn wenger Familien Hilfe zur Erzihung", "Ziel", "beispielstadt/Ziel-1", True),
    ("weniger Familien brauchen bis 2028 Hilfe zur Erziehung", "Ziel", "beispielstadt/Ziel-1", True),
    ("Alle Kinder sprechen b. d. Einschulung altersgem. Deutsch", "Ziel", "beispielstadt/Ziel-2", True),
    ("Elterncafe mit Beratung im Sozialraum Nord", "Massnahme", "beispielstadt/M1", True),
    ("Präventionsprogramm", "Massnahme", "beispielstadt/M2", False),
    ("Amt für Soziales u. Jugend", "Organisation", "beispielstadt/Amt-Soziales", True),
    ("Brücke Jugend- u. Familienhilfe gGmbH", "Organisation", "beispielstadt/Bruecke", True),
    ("Bruecke Jugend und Familienhilfe", "Organisation", "beispielstadt/Bruecke", None),
]


@pytest.mark.parametrize(("name", "art", "gemeint", "sicher"), TABELLE, ids=[z[0] for z in TABELLE])
def test_names_of_a_spreadsheet_find_what_is_meant(
    netz: httpx.Client, name: str, art: str | None, gemeint: str, *, sicher: bool | None
) -> None:
    (kandidaten,) = gefragt(netz, {"query": name} | ({"type": art} if art else {}))

    assert gemeint == kandidaten[0]["id"]
    assert kandidaten[0]["match"] is sicher or sicher is None
    assert not any(k["match"] for k in kandidaten[1:])


@pytest.mark.parametrize("name", ["", "   ", "???", "Xyzzy Quuxfrob", "Weltraumbahnhof Mondbasis"])
def test_what_is_not_there_is_never_matched(netz: httpx.Client, name: str) -> None:
    (kandidaten,) = gefragt(netz, {"query": name})

    assert [] == [k for k in kandidaten if k["match"] or k["score"] >= 80]


def test_two_nodes_of_the_same_name_are_both_offered_and_none_is_matched(klein: httpx.Client) -> None:
    (kandidaten,) = gefragt(klein, {"query": "Alle Kinder sprechen Deutsch"})

    assert [("b/Z", 100.0, False), ("b/Z2", 100.0, False)] == [(k["id"], k["score"], k["match"]) for k in kandidaten]


@pytest.mark.parametrize(
    "eigenschaft",
    [
        {"pid": "leitlinien", "v": {"id": "b/L", "name": "egal"}},
        {"pid": "leitlinien", "v": "Prävention vor Intervention"},
        {"pid": "leitlinien", "v": "L1"},
        {"pid": "ebene", "v": "strategisch"},
        {"pid": "kennung", "v": ["Z9", "Z1"]},
    ],
)
def test_a_further_column_tells_nodes_of_the_same_name_apart(klein: httpx.Client, eigenschaft: dict[str, Any]) -> None:
    (kandidaten,) = gefragt(klein, {"query": "Alle Kinder sprechen Deutsch", "properties": [eigenschaft]})

    assert [("b/Z", True), ("b/Z2", False)] == [(k["id"], k["match"]) for k in kandidaten]


def test_a_proposed_link_tells_nothing_apart(klein: httpx.Client) -> None:
    frage = {"query": "Alle Kinder sprechen Deutsch", "properties": [{"pid": "leitlinien", "v": {"id": "b/offen"}}]}

    (kandidaten,) = gefragt(klein, frage)

    # b/Z2 serves b/offen for sure and b/L only by proposal
    assert ["b/Z2", "b/Z"] == [k["id"] for k in kandidaten]


def test_only_nodes_of_the_type_are_candidates(netz: httpx.Client) -> None:
    einzeln, mehrere = gefragt(
        netz,
        {"query": "Prävention", "type": "Ziel", "limit": 50},
        {"query": "Prävention", "type": ["Ziel", {"id": "Massnahme"}], "limit": 50},
    )

    assert {"Ziel"} == {t["id"] for k in einzeln for t in k["type"]}
    assert {"Ziel", "Massnahme"} == {t["id"] for k in mehrere for t in k["type"]}


def test_what_is_invented_says_so(netz: httpx.Client) -> None:
    (kandidaten,) = gefragt(netz, {"query": "beispielstadt/L1"})

    assert kandidaten[0]["description"].startswith("Beispiel · ")


def test_what_was_withdrawn_is_no_candidate(klein: httpx.Client) -> None:
    (kandidaten,) = gefragt(klein, {"query": "Zurückgezogene Fassung"})

    assert "b/weg" not in [k["id"] for k in kandidaten]


@pytest.mark.parametrize(
    ("formular", "status"),
    [
        ({}, 400),
        ({"queries": "{"}, 400),
        ({"queries": "[]"}, 400),
        ({"queries": '{"q0": {}}'}, 400),
        ({"queries": '{"q0": {"query": 7}}'}, 400),
        ({"queries": '{"q0": {"query": "a", "type": "Quatsch"}}'}, 400),
        ({"queries": '{"q0": {"query": "a", "limit": 0}}'}, 400),
        ({"queries": '{"q0": {"query": "a", "limit": "5"}}'}, 400),
        ({"queries": '{"q0": {"query": "a", "properties": {}}}'}, 400),
        ({"queries": '{"q0": {"query": "a", "properties": [{"pid": "titel"}]}}'}, 400),
        ({"queries": '{"q0": {"query": "a", "properties": [{"pid": "quatsch", "v": 1}]}}'}, 400),
        ({"queries": json.dumps({f"q{n}": {"query": "a"} for n in range(MEISTE_FRAGEN + 1)})}, 413),
        ({"queries": json.dumps({"q0": {"query": "a" * 501}})}, 400),
        ({"extend": "{}"}, 400),
        ({"extend": '{"ids": [1], "properties": []}'}, 400),
        ({"extend": '{"ids": [], "properties": ["quatsch"]}'}, 400),
        ({"extend": '{"ids": ["kein weg"], "properties": []}'}, 400),
        ({"extend": json.dumps({"ids": ["b/L"] * (MEISTE_IDS + 1), "properties": []})}, 413),
    ],
)
def test_a_request_that_cannot_be_read_is_refused(netz: httpx.Client, formular: dict[str, str], status: int) -> None:
    antwort = netz.post("api/abgleich", data=formular, headers={"content-type": "application/x-www-form-urlencoded"})

    assert status == antwort.status_code
    assert {"code", "meldung"} == set(antwort.json()["fehler"])


def test_a_batch_in_json_is_refused_with_what_is_taken(netz: httpx.Client) -> None:
    antwort = netz.post("api/abgleich", json={"queries": {}})

    assert (415, "application/x-www-form-urlencoded") == (antwort.status_code, antwort.headers["accept-post"])


def test_there_is_no_jsonp(netz: httpx.Client) -> None:
    antwort = netz.get("api/abgleich", params={"callback": "boese"})

    assert "application/json" == antwort.headers["content-type"]
    assert "boese" not in antwort.text


# Suggestions (section 7)


@pytest.mark.parametrize(
    ("dienst", "anfang", "erwartet"),
    [
        ("entity", "Kurzformel Präv", "goettingen/L3k"),
        ("entity", "K13", "kiel/K13"),
        ("type", "maßn", "Massnahme"),
        ("property", "regel", "regelwerk"),
    ],
)
def test_something_is_suggested_for_a_beginning(
    manifest: dict[str, Any], netz: httpx.Client, dienst: str, anfang: str, erwartet: str
) -> None:
    ort = manifest["suggest"][dienst]

    antwort = netz.get(f"{ort['service_url']}{ort['service_path']}", params={"prefix": anfang}).json()

    assert erwartet in [v["id"] for v in antwort["result"]]
    assert all(isinstance(v["name"], str) for v in antwort["result"])


def test_a_cursor_that_is_none_is_the_beginning(netz: httpx.Client) -> None:
    adresse = "api/abgleich/vorschlag/arten"
    erste = netz.get(adresse).json()

    assert [erste] * 3 == [netz.get(adresse, params={"cursor": c}).json() for c in ("x", "-1", "9" * 5000)]


def test_more_suggestions_follow_where_the_cursor_is(netz: httpx.Client) -> None:
    frage = {"prefix": "prävention"}
    erste = netz.get("api/abgleich/vorschlag/knoten", params=frage).json()["result"]

    naechste = netz.get("api/abgleich/vorschlag/knoten", params=frage | {"cursor": "5"}).json()["result"]

    assert erste[5:] == naechste[: len(erste) - 5]


# Data extension (section 8)


def test_columns_are_filled_in_the_shape_of_the_specification(netz: httpx.Client) -> None:
    ids = ["beispielstadt/Z-2026-1", "kiel/K13", "beispielstadt/nie"]
    felder = ["titel", "bewilligt", "regelwerk", "herkunft", "waehrung"]

    antwort = erweitert(netz, ids, *({"id": f} for f in felder))

    assert felder == [m["id"] for m in antwort["meta"]]
    assert all(isinstance(m["name"], str) for m in antwort["meta"])
    assert ids == list(antwort["rows"])
    assert all(felder == list(zeile) for zeile in antwort["rows"].values())
    zellen = [wert for zeile in antwort["rows"].values() for zelle in zeile.values() for wert in zelle]
    assert all(len(set(wert) & WERTE) == 1 for wert in zellen)
    assert [{"id": "kiel/regelwerk", "name": "Kieler Leitlinien der kommunalen Sozialpolitik"}] == antwort["rows"][
        "kiel/K13"
    ]["regelwerk"]
    assert {"id": "Regelwerk", "name": "Regelwerk"} == antwort["meta"][2]["type"]
    assert [[]] * 5 == list(antwort["rows"]["beispielstadt/nie"].values())


def test_amounts_are_numbers_and_days_are_moments_as_the_specification_wants(
    netz: httpx.Client, klein: httpx.Client
) -> None:
    betrag = erweitert(netz, ["beispielstadt/Z-2026-1"], {"id": "bewilligt"})["rows"]["beispielstadt/Z-2026-1"]
    tag = erweitert(klein, ["b/R"], {"id": "giltAb"})["rows"]["b/R"]

    assert isinstance(betrag["bewilligt"][0]["float"], float)
    assert [{"date": "2020-01-01T00:00:00Z"}] == tag["giltAb"]


@pytest.mark.parametrize("tag", ["2026-01-01", "01.01.2026", "2026-01-01T00:00:00Z"])
def test_a_day_is_compared_however_a_spreadsheet_writes_it(netz: httpx.Client, tag: str) -> None:
    frage = {"query": "Zuwendung für das Elterncafé", "type": "Zuwendung", "limit": 1}
    tage = (tag, "2025-01-01")

    mit, gegen = gefragt(netz, *({**frage, "properties": [{"pid": "beginn", "v": t}]} for t in tage))

    assert mit[0]["score"] > gegen[0]["score"]


def test_a_truth_value_is_a_word(netz: httpx.Client) -> None:
    alle = netz.post("/graphql", json={"query": "{ beratungen(first: 1) { nodes { id oeffentlich } } }"}).json()
    erste = alle["data"]["beratungen"]["nodes"][0]

    antwort = erweitert(netz, [erste["id"]], {"id": "oeffentlich"})["rows"][erste["id"]]

    assert [{"str": "ja" if erste["oeffentlich"] else "nein"}] == antwort["oeffentlich"]


def test_a_proposed_link_fills_no_column(klein: httpx.Client) -> None:
    antwort = erweitert(klein, ["b/Z2"], {"id": "leitlinien"})

    assert [{"id": "b/offen", "name": "Ohne Angabe zur Geltung"}] == antwort["rows"]["b/Z2"]["leitlinien"]


def test_a_setting_limits_the_values_of_a_cell(klein: httpx.Client) -> None:
    frage = {"id": "ziele", "settings": {"limit": "1"}}

    alle, eins = (erweitert(klein, ["b/offen"], f)["rows"]["b/offen"]["ziele"] for f in ({"id": "ziele"}, frage))

    assert alle[:1] == eins


@pytest.mark.parametrize("limit", [0, "", "viele", -1, "9" * 5000, None, [1]])
def test_a_setting_that_is_no_number_limits_nothing(klein: httpx.Client, limit: object) -> None:
    antwort = erweitert(klein, ["b/L"], {"id": "titel", "settings": {"limit": limit}})

    assert [{"str": "Prävention vor Intervention"}] == antwort["rows"]["b/L"]["titel"]


def test_the_properties_of_a_type_are_those_of_its_kind(netz: httpx.Client, programm: Programm) -> None:
    antwort = netz.get("api/abgleich/eigenschaften", params={"type": "Ziel"}).json()

    assert [f.graphql_name for f in programm.modell.arten["Ziel"].felder] == [p["id"] for p in antwort["properties"]]
    assert "Ziel" == antwort["type"]


# Scores


@pytest.mark.parametrize(
    ("frage", "titel"),
    [
        ("Offene Werkstatt", "offene  Werkstatt!"),
        ("Praevention", "Prävention"),
        ("M1 Offene Werkstatt", "Offene Werkstatt"),
        ("Offene Werkstatt M1", "Offene Werkstatt"),
        ("m1", "Offene Werkstatt"),
    ],
)
def test_the_same_name_scores_100(frage: str, titel: str) -> None:
    assert GLEICH == aehnlichkeit(frage, titel, "M1")


def test_another_name_never_scores_100() -> None:
    assert aehnlichkeit("Offene Werkstätten", "Offene Werkstatt", "M1") < GLEICH


def test_a_slip_of_the_pen_costs_less_than_another_word() -> None:
    verschrieben = aehnlichkeit("Offene Werkstat", "Offene Werkstatt", "")

    assert verschrieben > aehnlichkeit("Offene Bibliothek", "Offene Werkstatt", "")
