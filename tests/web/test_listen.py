"""The directory and its lists: filters in the address, files of the same selection, errors in German."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Graph

from leitlinien.api.namen import kamel
from leitlinien.kinds import Auswahl, modell
from leitlinien.queries.artabfrage import artabfrage, literal
from leitlinien.tabellen import Dateiart
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.web.listenfilter import EIGENE
from leitlinien.web.verzeichnis import artgruppen, dateifelder, nach_listenname, spalten
from tests.api.apihilfe import programmschema
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app, server
from tests.web.seitenhilfe import Element, lies

GRAPH = """
    Regelwerk b/R titel="Leitlinien von b"
    Ziel b/Z1 titel="Weniger Wege" ebene=STRATEGISCH gilt_ab=2026-01-01
    Ziel b/Z2 titel="Mehr Räume" ebene=OPERATIV herkunft=BEISPIEL
    Ziel b/Z3 titel="Alle Räume" ebene=OPERATIV
    Massnahme b/M titel="Offene Werkstatt"
    b/Z1 teilVonRegelwerk b/R
    b/Z3 teilVonRegelwerk b/R
    b/M traegtBeiZu b/Z1
    b/M traegtBeiZu b/Z2 ?
"""


@pytest.fixture(scope="module")
def kunde(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    state = stand(netz(GRAPH), tmp_path_factory.mktemp("stand"))
    with server(app(Probedienst(state))) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def liste(kunde: httpx.Client, status: int = 200, art: str = "ziele", **parameter: Any) -> Element:
    antwort = kunde.get(f"/arten/{art}", params=parameter)
    assert status == antwort.status_code, antwort.text
    return lies(antwort.text)


def titel(seite: Element) -> list[str]:
    """First cells of the table."""
    return [e.alle("a")[0].text for e in seite.alle("th", scope="row")]


# The directory


def test_the_directory_names_every_kind_with_its_count_and_a_list_that_is_there(kunde: httpx.Client) -> None:
    karten = lies(kunde.get("/arten").text).alle("h3")
    gefunden = {k.eins("a").attribute["href"]: k.eins("span").text for k in karten}

    assert {f"arten/{name}" for name in nach_listenname(modell)} == set(gefunden)
    assert ("3", "1", "0") == tuple(gefunden[f"arten/{n}"] for n in ("ziele", "massnahmen", "produkte"))


def test_groups_begin_where_traces_end() -> None:
    gruppen = artgruppen(modell, lambda _: 0)

    assert modell.arten["Leitlinie"].mehrzahl == gruppen[0].eintraege[0].adresse
    assert len(modell.arten) == sum(len(g.eintraege) for g in gruppen)


@pytest.mark.parametrize("name", list(nach_listenname(modell)))
def test_the_query_of_every_kind_is_one_of_the_schema(name: str) -> None:
    art = nach_listenname(modell)[name]
    worte = wortschatz(modell).lesbar

    abfragen = [artabfrage(programmschema(), art, felder, worte) for felder in (spalten(art), [*art.werte, *art.links])]

    assert [kamel(art.mehrzahl)] * 2 == [a.name for a in abfragen]


def test_no_field_of_any_kind_is_called_like_a_parameter_of_lists() -> None:
    assert set() == set(EIGENE) & {f.graphql_name for a in modell.arten.values() for f in a.felder}


# Filters


@pytest.mark.parametrize(
    ("parameter", "erwartet"),
    [
        ({}, ["Weniger Wege", "Mehr Räume", "Alle Räume"]),
        ({"ebene": "OPERATIV"}, ["Mehr Räume", "Alle Räume"]),
        ({"ebene": "operativ,STRATEGISCH"}, ["Weniger Wege", "Mehr Räume", "Alle Räume"]),
        ({"herkunft": "BEISPIEL"}, ["Mehr Räume"]),
        ({"regelwerk": "b/R"}, ["Weniger Wege", "Alle Räume"]),
        ({"regelwerk": "https://leitlinien.example/id/b/R"}, ["Weniger Wege", "Alle Räume"]),
        ({"q": "räume ALLE"}, ["Alle Räume"]),
        ({"titel": "wege"}, ["Weniger Wege"]),
        ({"leer": "massnahmen"}, ["Mehr Räume", "Alle Räume"]),
        ({"leer": "massnahmen", "sicht": "MIT_VORSCHLAEGEN"}, ["Alle Räume"]),
        ({"mit": "massnahmen,regelwerk"}, ["Weniger Wege"]),
        ({"giltAb.von": "2025-12-31", "giltAb.bis": "01.01.2026"}, ["Weniger Wege"]),
        ({"giltAb": "2026-01-02"}, []),
        ({"inKraft": "nein"}, []),
        ({"sortierung": "titel"}, ["Alle Räume", "Mehr Räume", "Weniger Wege"]),
        ({"sortierung": "-id", "ebene": ""}, ["Alle Räume", "Mehr Räume", "Weniger Wege"]),
    ],
)
def test_a_list_shows_what_its_address_selects(
    kunde: httpx.Client, parameter: dict[str, Any], erwartet: list[str]
) -> None:
    assert erwartet == titel(liste(kunde, **parameter))


def test_every_active_filter_is_a_chip_that_takes_it_away(kunde: httpx.Client) -> None:
    seite = liste(kunde, leer="massnahmen,belege", ebene="OPERATIV", sortierung="titel")
    chips = {c.text: c.attribute["href"] for c in seite.alle("a", class_="chip")}

    assert {"ohne Maßnahmen", "ohne Belege", "Ebene: Operativ"} == {t.partition(" ×")[0] for t in chips}
    assert "ziele?leer=belege&ebene=OPERATIV&sortierung=titel" == chips["ohne Maßnahmen × entfernen"]


def test_the_form_shows_what_is_selected(kunde: httpx.Client) -> None:
    seite = liste(kunde, ebene="OPERATIV", regelwerk="b/R", q="räume")

    gewaehlt = {
        s.attribute["name"]: o.attribute["value"]
        for s in seite.alle("select")
        for o in s.alle("option")
        if "selected" in o.attribute
    }
    assert {"ebene": "OPERATIV", "regelwerk": "b/R"} == gewaehlt
    assert "räume" == seite.eins("input", name="q", id="feld-q").attribute["value"]


def test_several_values_of_one_list_stay_selected_when_the_form_is_sent_again(kunde: httpx.Client) -> None:
    seite = liste(kunde, ebene="OPERATIV,STRATEGISCH")

    kaestchen = [k for k in seite.alle("input", type="checkbox", name="ebene") if "checked" in k.attribute]
    assert ["STRATEGISCH", "OPERATIV"] == [k.attribute["value"] for k in kaestchen]


def test_examples_and_the_effect_of_proposals_are_told(kunde: httpx.Client) -> None:
    seite = liste(kunde, leer="massnahmen")

    zeile = next(z for z in seite.alle("tr") if "Mehr Räume" in z.text)
    assert "Beispiel" in zeile.text
    assert any("änderte sich die Zahl um −1" in h.text for h in seite.alle("p", class_="hinweis"))


@pytest.mark.parametrize(
    ("parameter", "worte"),
    [
        ({"ebene": "HOCH"}, ["Ebene", "HOCH", "STRATEGISCH"]),
        ({"quatsch": "1"}, ["quatsch", "ebene"]),
        ({"ebene.von": "1"}, ["ebene.von"]),
        ({"regelwerk": "b/fehlt"}, ["Regelwerk", "b/fehlt"]),
        ({"regelwerk": "b/M"}, ["Maßnahme", "Regelwerk"]),
        ({"regelwerk": "a b"}, ["keine Adresse"]),
        ({"leer": "titel"}, ["titel", "massnahmen"]),
        ({"giltAb.von": "morgen"}, ["morgen", "Tag"]),
        ({"sortierung": "quatsch"}, ["quatsch", "absteigend"]),
        ({"sicht": "X"}, ["GESICHERT"]),
        ({"seite": "quatsch"}, ["keine Seitenmarke"]),
        ({"inKraft": "vielleicht"}, ["weder ja noch nein"]),
        ({"fruehereAdressen.von": "a"}, ["fruehereAdressen.von"]),
    ],
)
def test_a_filter_that_cannot_be_is_told_in_german(
    kunde: httpx.Client, parameter: dict[str, str], worte: list[str]
) -> None:
    seite = liste(kunde, 400, **parameter)

    meldung = seite.eins("div", role="alert").text
    assert [] == [w for w in worte if w not in meldung]
    assert seite.eins("title").text.startswith("Fehler: ")
    assert [] == seite.alle("table")


def test_a_number_beyond_the_schema_is_told(kunde: httpx.Client) -> None:
    seite = liste(kunde, 400, art="zuwendungen", **{"jahr.von": "9" * 30})

    assert "9" * 30 in seite.eins("div", role="alert").text


def test_a_filter_holds_any_text(kunde: httpx.Client) -> None:
    assert [] == titel(liste(kunde, titel='"}) { id } # \\ \n <script>', q='""" \\u0000 \x01'))


def test_a_list_of_no_kind_leads_to_the_directory(kunde: httpx.Client) -> None:
    seite = liste(kunde, 404, art="gibtesnicht")

    assert "ziele" in seite.eins("main").text
    assert "../arten" in [a.attribute["href"] for a in seite.eins("main").alle("a")]


def test_a_kind_without_nodes_says_how_they_come(kunde: httpx.Client) -> None:
    assert "leitlinien import" in liste(kunde, art="produkte").eins("p", role="status").text


def test_pages_follow_each_other_without_loss(tmp_path: Path) -> None:
    state = stand(netz("Ziel " + " ".join(f"b/Z{k:03}" for k in range(120))), tmp_path)
    gefunden, weiter = [], "ziele?sortierung=-titel"
    with server(app(Probedienst(state))) as adresse, httpx.Client(base_url=f"{adresse}/arten/", timeout=30) as client:
        while weiter:
            seite = lies(client.get(weiter).text)
            gefunden += titel(seite)
            weiter = next((a.attribute["href"] for a in seite.alle("a", rel="next")), "")

    assert [f"Titel b/Z{k:03}" for k in reversed(range(120))] == gefunden


# Files


def test_the_table_is_also_a_file_of_the_same_selection(kunde: httpx.Client) -> None:
    antwort = kunde.get("/arten/ziele.csv", params={"ebene": "OPERATIV", "sortierung": "titel"})
    kopf, *zeilen = csv.reader(io.StringIO(antwort.content.decode("utf-8-sig")), delimiter=";")

    assert (
        "attachment; filename=\"ziele_r1.csv\"; filename*=UTF-8''ziele_r1.csv" == antwort.headers["content-disposition"]
    )
    assert ["Alle Räume", "Mehr Räume"] == [z[kopf.index("Titel")] for z in zeilen]
    assert ["https://leitlinien.example/id/b/Z3"] == [z[-1] for z in zeilen][:1]
    assert {"Regelwerk", "Gilt ab", "Herkunft", "Beschreibung"} <= set(kopf)


def test_turtle_holds_the_selected_nodes_and_no_others(kunde: httpx.Client) -> None:
    graph = Graph().parse(data=kunde.get("/arten/ziele.ttl", params={"ebene": "OPERATIV"}).text, format="turtle")

    eigene = {str(s).rpartition("/")[2] for s in graph.subjects() if "/id/" in str(s)}
    assert {"Z2", "Z3"} == eigene


@pytest.mark.parametrize("endung", ["json", "xlsx", "html"])
def test_all_formats_of_queries_are_offered(kunde: httpx.Client, endung: str) -> None:
    antwort = kunde.get(f"/arten/ziele.{endung}")

    assert (200, True) == (antwort.status_code, f"ziele_r1.{endung}" in antwort.headers["content-disposition"])


def test_a_file_of_a_wrong_filter_is_the_page_that_says_so(kunde: httpx.Client) -> None:
    antwort = kunde.get("/arten/ziele.csv", params={"ebene": "X"})

    assert (400, "text/html; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])


def test_a_file_tells_in_words_what_was_selected(kunde: httpx.Client) -> None:
    blatt = lies(kunde.get("/arten/ziele.html", params={"leer": "massnahmen", "titel": "a\n# Spalte: x = y"}).text)

    assert "Ziele, für die gilt: ohne Maßnahmen; Titel enthält „a # Spalte: x = y“." in blatt.eins("main").text


def test_another_ending_is_no_file(kunde: httpx.Client) -> None:
    assert 404 == kunde.get("/arten/ziele.pdf").status_code


def test_a_value_is_written_as_graphql_reads_it() -> None:
    class Ampel(Auswahl):
        ROT = "Halt."

    geschrieben = literal({"a": [Ampel.ROT, True, 7], "b": 'x"\\\n'})

    assert '{a: [ROT, true, 7], b: "x\\"\\\\\\n"}' == geschrieben


def test_files_have_all_stored_fields() -> None:
    for art in modell.arten.values():
        namen = {f.name for f in dateifelder(art, Dateiart.CSV)}
        assert {f.name for f in (*art.werte, *art.links)} == namen
