"""The pages and files of the analysis."""

import csv
import io
from collections.abc import Iterator

import httpx
import networkx as nx
import pytest

from leitlinien.programm import Programm
from leitlinien.rows import Bestand
from leitlinien.web import analyse
from leitlinien.web.analyseansicht import ZEILEN
from leitlinien.web.app import anwendung
from tests.bauhilfe import netz as graph
from tests.bauhilfe import stand
from tests.seedhilfe import seedprogramm
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import Element, bedient, lies

SEITEN = ["analyse", "analyse/wegfall"]


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
    """More threads than a page shows, a bridge, circles, and titles that try to be markup."""
    viele = "\n".join(f"Ziel b/Z{n} ; Massnahme b/M{n} ; b/M{n} traegtBeiZu b/Z{n}" for n in range(ZEILEN + 3))
    bestand = graph(f"""
        {viele}
        Handlungsfeld b/Bildung b/Wohnen
        Ziel b/A titel="<script>alert(1)</script>" ; Ziel b/B titel="=1+1"
        Massnahme b/N
        b/A imFeld b/Bildung ; b/B imFeld b/Wohnen
        b/N traegtBeiZu b/A b/B
        b/A teilzielVon b/Z0 ; b/Z0 teilzielVon b/A ?
        Zielgruppe b/K
        Ziel b/U
        Handlungsfeld urn:x:жилье ; Massnahme urn:x:мера
    """)
    dienst = Probedienst(stand(bestand, tmp_path_factory.mktemp("analyse")))
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def leer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    dienst = Probedienst(stand(Bestand(), tmp_path_factory.mktemp("leer")))
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def seite(netz: httpx.Client, adresse: str, status: int = 200) -> Element:
    antwort = netz.get(adresse, headers={"accept": "text/html"})
    assert (status, "text/html; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])
    return lies(antwort.text)


def zeilen(blatt: Element, abschnitt: str) -> list[Element]:
    """Rows of a part's table."""
    return blatt.eins("section", aria_labelledby=abschnitt).eins("tbody").alle("tr")


def tabelle(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_overview_has_what_hangs_on_one_thread_with_a_way_to_the_question_of_its_loss(netz: httpx.Client) -> None:
    blatt = seite(netz, "analyse")

    erste = zeilen(blatt, "an-einem-faden")[0]
    ziele = [a.attribute["href"] for a in erste.alle("a")]

    assert "./id/beispielstadt/M5" in ziele
    assert "./analyse/wegfall?id=beispielstadt%2FM5" in ziele


def test_what_is_invented_is_marked(netz: httpx.Client) -> None:
    erste = zeilen(seite(netz, "analyse"), "an-einem-faden")[0]

    assert 3 == len(erste.alle("span", class_="marke marke-beispiel"))


def test_without_proposals_nothing_is_marked_as_one(netz: httpx.Client) -> None:
    assert [] == seite(netz, "analyse").alle("span", class_="marke marke-vorschlag")


def test_with_proposals_what_rests_on_them_is_marked(netz: httpx.Client) -> None:
    blatt = seite(netz, "analyse?vorschlaege=ja")

    (zeile,) = [z for z in zeilen(blatt, "an-einem-faden") if "T26" in z.text]

    assert 4 == len(zeile.alle("li"))
    assert 3 == len(zeile.alle("span", class_="marke marke-vorschlag"))
    assert "kein Nachweis" in blatt.eins("p", class_="hinweis").text


def test_that_there_is_no_circle_is_said(netz: httpx.Client) -> None:
    assert "Keine." in seite(netz, "analyse").eins("section", aria_labelledby="kreise").text


def test_a_circle_that_a_proposal_closes_is_shown_as_one(klein: httpx.Client) -> None:
    (zeile,) = zeilen(seite(klein, "analyse"), "kreise")

    assert 3 == len(zeile.alle("li"))
    assert zeile.alle("span", class_="marke marke-vorschlag")


def test_a_bridge_is_shown_with_the_fields_on_either_side(klein: httpx.Client) -> None:
    erste = zeilen(seite(klein, "analyse"), "bruecken")[0]

    assert {"Titel b/Bildung", "Titel b/Wohnen"} <= {a.text for a in erste.eins("td").alle("a")}


def test_what_is_cut_is_said(klein: httpx.Client) -> None:
    blatt = seite(klein, "analyse")

    assert ZEILEN == len(zeilen(blatt, "an-einem-faden"))
    assert f"Gezeigt sind die ersten {ZEILEN} von {ZEILEN + 3}" in blatt.text


def test_a_title_is_no_markup(klein: httpx.Client) -> None:
    assert [] == seite(klein, "analyse/wegfall?id=b/N").alle("script")


def test_a_part_can_be_chosen_and_stays_chosen(netz: httpx.Client) -> None:
    blatt = seite(netz, "analyse?umfang=goettingen/regelwerk&vorschlaege=ja")

    gewaehlt = [o.attribute["value"] for o in blatt.alle("option") if "selected" in o.attribute]

    assert ["goettingen/regelwerk"] == gewaehlt
    assert "checked" in blatt.eins("input", name="vorschlaege").attribute


def test_files_keep_the_part_and_the_view(netz: httpx.Client) -> None:
    blatt = seite(netz, "analyse?umfang=goettingen/regelwerk&vorschlaege=ja")

    dateien = [a.attribute["href"] for a in blatt.alle("a") if "download" in a.attribute]

    assert dateien
    assert all("umfang=goettingen%2Fregelwerk&vorschlaege=ja" in d for d in dateien)


@pytest.mark.parametrize("endung", ["", ".gexf", "/kreise.csv"])
@pytest.mark.parametrize(("umfang", "status"), [("goettingen/nichts", 404), ("beispielstadt/M5", 400), ("!!", 400)])
def test_a_part_that_is_none_is_an_error_page(netz: httpx.Client, endung: str, umfang: str, status: int) -> None:
    blatt = seite(netz, f"analyse{endung}?umfang={umfang}", status)

    assert blatt.eins("h1").text
    assert any(a.attribute["href"].endswith("analyse") for a in blatt.eins("main").alle("a"))


def test_a_view_that_does_not_exist_is_an_error_page(netz: httpx.Client) -> None:
    assert "„ja“ und „nein“" in seite(netz, "analyse?vorschlaege=1", 400).text


def test_the_search_for_a_loss_keeps_the_view(netz: httpx.Client) -> None:
    formular = seite(netz, "analyse/wegfall?vorschlaege=ja").eins("main").eins("form")

    assert "ja" == formular.eins("input", name="vorschlaege").attribute["value"]


def test_a_loss_leads_to_the_other_view_and_back(netz: httpx.Client) -> None:
    hin = "../analyse/wegfall?vorschlaege=ja&id=beispielstadt%2FM5"
    zurueck = "../analyse/wegfall?id=beispielstadt%2FM5"

    assert hin in {a.attribute["href"] for a in seite(netz, "analyse/wegfall?id=beispielstadt/M5").alle("a")}
    assert zurueck in {a.attribute["href"] for a in seite(netz, hin.removeprefix("../")).alle("a")}


def test_a_part_that_is_too_large_is_said_to_be_with_the_choice_of_a_smaller_one(
    klein: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyse, "HOECHSTENS", 10)

    # another view than before, so that no result is at hand
    blatt = seite(klein, "analyse?umfang=b/Bildung") and seite(klein, "analyse?vorschlaege=ja")

    assert "höchstens 10" in blatt.eins("p", role="status").text
    assert blatt.alle("select", id="umfang")


def test_a_file_that_is_too_large_is_refused_and_not_offered(
    klein: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyse, "HOECHSTENS_DATEI", 10)

    assert "leitlinien analyse export" in seite(klein, "analyse").eins("section", aria_labelledby="dateien").text
    assert "höchstens 10" in seite(klein, "analyse.gexf", 400).text


def test_an_answer_that_takes_too_long_is_a_page_with_a_way_out(
    programm: Programm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyse, "SEKUNDEN", -1)

    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        assert "Ausschnitt" in seite(client, "analyse", 503).eins("main").text


def test_a_table_is_given_complete_as_csv(klein: httpx.Client) -> None:
    antwort = klein.get("analyse/an-einem-faden.csv")

    gelesen = tabelle(antwort.text)

    assert "text/csv; charset=utf-8" == antwort.headers["content-type"]
    assert 'filename="an-einem-faden-r1.csv"' in antwort.headers["content-disposition"]
    assert {f"b/M{n}" for n in range(1, ZEILEN + 3)} <= {z["Kurzpfad"] for z in gelesen}


def test_no_cell_of_a_csv_is_a_formula(klein: httpx.Client) -> None:
    gelesen = tabelle(klein.get("analyse/an-einem-faden.csv").text)

    assert "'=1+1" in {z["Daran hängt: Titel"] for z in gelesen}


@pytest.mark.parametrize(
    ("adresse", "name"),
    [
        ("analyse.gexf?umfang=urn:x:жилье", "leitlinien-urn-x-r1.gexf"),
        ("analyse/kreise.csv?umfang=urn:x:жилье", "kreise-urn-x-r1.csv"),
        ("analyse/wegfall.csv?id=urn:x:мера", "wegfall-urn-x-r1.csv"),
    ],
)
def test_the_name_of_a_file_is_plain_whatever_the_id(klein: httpx.Client, adresse: str, name: str) -> None:
    assert f'filename="{name}"' in klein.get(adresse).headers["content-disposition"]


def test_a_table_that_does_not_exist_is_not_found(netz: httpx.Client) -> None:
    assert 404 == netz.get("analyse/nichts.csv").status_code


@pytest.mark.parametrize(("form", "typ"), [("graphml", "application/graphml+xml"), ("gexf", "application/gexf+xml")])
def test_the_net_is_given_as_a_file_with_a_name(netz: httpx.Client, form: str, typ: str) -> None:
    antwort = netz.get(f"analyse.{form}?umfang=goettingen/regelwerk")

    roh = io.BytesIO(antwort.content)
    gelesen = nx.read_graphml(roh) if form == "graphml" else nx.read_gexf(roh)

    assert typ == antwort.headers["content-type"]
    assert f'filename="leitlinien-goettingen-regelwerk-r1.{form}"' in antwort.headers["content-disposition"]
    assert "goettingen/T27" in gelesen


@pytest.mark.parametrize("datei", ["analyse.gexf", "analyse/an-einem-faden.csv"])
def test_a_file_that_is_known_already_is_not_sent_again(netz: httpx.Client, datei: str) -> None:
    marke = netz.get(datei).headers["etag"]

    assert [304, 200] == [
        netz.get(datei + frage, headers={"if-none-match": marke}).status_code for frage in ("", "?vorschlaege=ja")
    ]


def test_a_loss_shows_rules_chain_and_money(netz: httpx.Client) -> None:
    blatt = seite(netz, "analyse/wegfall?id=beispielstadt/M5")

    fehlend = blatt.eins("section", aria_labelledby="luecken").text

    assert "Ziele, zu denen keine Maßnahme unmittelbar beiträgt." in fehlend
    assert "Maßnahme M5 → Ziel Ziel-3" in fehlend
    assert "30.000,00 EUR" in blatt.eins("section", aria_labelledby="geld").text


def test_a_loss_is_asked_for_by_the_address_of_the_node_too(programm: Programm, netz: httpx.Client) -> None:
    blatt = seite(netz, f"analyse/wegfall?id={programm.adressen.iri('beispielstadt/M5')}")

    assert "Runder Tisch" in blatt.eins("h1").text


def test_a_loss_without_consequence_says_so(klein: httpx.Client) -> None:
    blatt = seite(klein, "analyse/wegfall?id=b/U")

    assert "Keine Regel fände" in blatt.eins("section", aria_labelledby="luecken").text


def test_the_form_finds_nodes_by_words(netz: httpx.Client) -> None:
    blatt = seite(netz, "analyse/wegfall?q=Runder Tisch")

    assert "../analyse/wegfall?id=beispielstadt%2FM5" in {
        a.attribute["href"] for a in blatt.eins("section", aria_labelledby="treffer").alle("a")
    }


def test_the_form_takes_a_short_path(netz: httpx.Client) -> None:
    assert "Runder Tisch" in seite(netz, "analyse/wegfall?q=beispielstadt/M5").eins("h1").text


def test_words_that_nothing_has_are_answered_with_advice(netz: httpx.Client) -> None:
    assert "Weniger Wörter" in seite(netz, "analyse/wegfall?q=Xylophonquark").eins("main").text


@pytest.mark.parametrize("endung", ["", ".csv"])
@pytest.mark.parametrize(("id", "status"), [("b/nichts", 404), ("b/K", 400), ("!!", 400)])
def test_a_loss_of_nothing_is_an_error_page(klein: httpx.Client, endung: str, id: str, status: int) -> None:
    assert seite(klein, f"analyse/wegfall{endung}?id={id}", status).eins("h1").text


def test_a_loss_as_csv_needs_a_node(klein: httpx.Client) -> None:
    assert "?id=" in seite(klein, "analyse/wegfall.csv", 400).eins("main").text


def test_a_loss_is_given_as_csv(netz: httpx.Client) -> None:
    gelesen = tabelle(netz.get("analyse/wegfall.csv?id=beispielstadt/M5").text)

    assert {"leitlinie-ohne-umsetzung", "ziel-ohne-massnahme"} == {z["Regel"] for z in gelesen}


@pytest.mark.parametrize("adresse", [*SEITEN, "analyse/wegfall?q=Schule", "analyse?vorschlaege=ja"])
def test_the_pages_of_an_empty_store_say_that_there_is_nothing(leer: httpx.Client, adresse: str) -> None:
    assert 1 == len(seite(leer, adresse).alle("h1"))


@pytest.mark.parametrize("datei", ["analyse.graphml", "analyse.gexf", "analyse/kreise.csv"])
def test_the_files_of_an_empty_store_are_empty(leer: httpx.Client, datei: str) -> None:
    assert 200 == leer.get(datei).status_code
