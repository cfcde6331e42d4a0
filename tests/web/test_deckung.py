"""Coverage and money on a real server."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import urljoin

import httpx
import openpyxl
import pytest

from leitlinien.web.app import anwendung
from tests.bauhilfe import netz as graph
from tests.bauhilfe import stand
from tests.karte.kartenhilfe import KETTE, viele
from tests.seedhilfe import seedprogramm
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import Element, bedient, lies

BEIDES = "70,00 CHF + 12.500,00 EUR"
BEISPIEL = "deckung?von=beispielstadt/Leitlinien"


@pytest.fixture(scope="module")
def netz() -> Iterator[httpx.Client]:
    with (
        seedprogramm() as programm,
        bedient(anwendung(programm)) as adresse,
        httpx.Client(base_url=adresse, timeout=60) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Two currencies, a proposal, money without a guideline."""
    mehr = """
        Zuwendung b/F2 bewilligt=70 waehrung=CHF; b/F2 foerdert b/M1
        Zuwendung b/F3 bewilligt=9 titel="Ganz allein"
        Massnahme b/M8; b/M8 traegtBeiZu b/L2 ?; Zuwendung b/F8 bewilligt=1; b/F8 foerdert b/M8
    """
    dienst = Probedienst(stand(graph(KETTE + mehr), tmp_path_factory.mktemp("deckung")))
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=60) as client:
        yield client


def seite(netz: httpx.Client, adresse: str, status: int = 200) -> Element:
    antwort = netz.get(adresse, headers={"accept": "text/html"})
    assert (status, "text/html; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])
    return lies(antwort.text)


def test_the_page_offers_every_set_of_guidelines(netz: httpx.Client) -> None:
    blatt = seite(netz, "deckung")

    ziele = [a.attribute["href"] for a in blatt.alle("details")[0].alle("a")]

    assert 6 == len(ziele)
    assert {200} == {netz.get(ziel).status_code for ziel in ziele}


def test_each_row_is_a_guideline_and_each_column_a_kind_below(klein: httpx.Client) -> None:
    tabelle = seite(klein, "deckung?von=b/R").alle("table")[0]

    koepfe = [th.text for th in tabelle.eins("thead").alle("th")]
    zeilen = [[z.text for z in tr.alle("th", "td")] for tr in tabelle.eins("tbody").alle("tr")]

    assert [
        "Leitlinie",
        "Ziele",
        "Produkte",
        "Instrumente",
        "Maßnahmen",
        "Zuwendungen",
        "berührt",
        "zugerechnet",
    ] == koepfe
    assert [
        ["b/L1: Familien stärken", "1", "1", "0", "1 + 1 Vorschlag", "2", *[BEIDES] * 2],
        ["b/L2: Niemand bleibt allein", "1", "0", "0", "0 + 1 Vorschlag", "0 + 1 Vorschlag", "", ""],
    ] == zeilen


def test_a_cell_leads_to_what_it_counts(netz: httpx.Client) -> None:
    (zeile, *_) = seite(netz, BEISPIEL).eins("tbody").alle("tr")
    zelle = zeile.alle("td")[3]

    blatt = seite(netz, zelle.eins("a").attribute["href"])

    (liste,) = [s for s in blatt.alle("section") if s.alle("h2", id="liste")]
    assert 5 == len(liste.alle("li"))
    assert 1 == liste.text.count("nur Vorschlag")


def test_single_measures_stand_against_guidelines(netz: httpx.Client) -> None:
    blatt = seite(netz, f"{BEISPIEL}&spalten=massnahmen")

    tabelle = blatt.eins("table", class_="kreuz")

    assert 1 + 7 == len(tabelle.eins("thead").alle("th"))
    assert {"○ mittelbar", "V vorschlag", ""} == {td.text for td in tabelle.alle("td")}


def test_the_csv_says_the_same_as_the_page(klein: httpx.Client) -> None:
    antwort = klein.get("deckung.csv?von=b/R")

    zeilen = list(csv.DictReader(io.StringIO(antwort.content.decode("utf-8-sig")), delimiter=";"))

    assert 'attachment; filename="deckung_b-R_r1.csv"' == antwort.headers["content-disposition"]
    assert ("1", "1", "12500", "70") == tuple(
        zeilen[0][k] for k in ("Maßnahmen", "Maßnahmen, nur vorgeschlagen", "berührt EUR", "berührt CHF")
    )


def test_the_workbook_lists_every_single_node(klein: httpx.Client) -> None:
    mappe = openpyxl.load_workbook(io.BytesIO(klein.get("deckung.xlsx?von=b/R").content))

    einzeln = [[z.value for z in zeile] for zeile in mappe["Einzeln"].iter_rows(min_row=2)]

    assert ["Deckung", "Einzeln", "Angaben"] == mappe.sheetnames
    assert {("b/L1", "b/M1", "Mittelbar"), ("b/L1", "b/M2", "Vorschlag")} <= {(z[0], z[4], z[8]) for z in einzeln}


def test_the_same_question_gives_the_same_workbook(klein: httpx.Client) -> None:
    eins, zwei = (klein.get("deckung.xlsx?von=b/R").content for _ in range(2))

    assert eins == zwei


def test_bars_and_table_of_money_name_the_same_guidelines_in_each_currency_apart(klein: httpx.Client) -> None:
    blatt = seite(klein, "deckung/geld")

    balken = {
        e.attribute["aria-labelledby"]: len(e.alle("g", role="listitem"))
        for e in blatt.alle("svg", class_="strategiekarte")
    }
    zeilen = [th.text for th in blatt.eins("tbody").alle("th")]

    assert {"geld-CHF-echt": 1, "geld-EUR-echt": 3} == balken
    assert ["b/L1: Familien stärken", "b/L2: Niemand bleibt allein", "ohne Leitlinie"] == zeilen


def test_money_without_a_guideline_is_shown_as_such(klein: httpx.Client) -> None:
    blatt = seite(klein, "deckung/geld")

    assert "Ganz allein" in blatt.text
    assert "ohne Leitlinie: berührt 10,00 EUR" in {t.text for t in blatt.alle("title")}


def test_money_over_a_proposal_is_said_apart(klein: httpx.Client) -> None:
    (zeile,) = [tr for tr in seite(klein, "deckung/geld").eins("tbody").alle("tr") if "L2" in tr.text]

    assert "b/L2: Niemand bleibt allein 0 – – 1,00 EUR Vorschlag" == zeile.text


def test_the_page_says_that_touched_money_is_not_to_be_added(klein: httpx.Client) -> None:
    assert "die Balken sind nicht zu addieren" in seite(klein, "deckung/geld").text


def test_invented_money_stands_under_a_heading_of_its_own(netz: httpx.Client) -> None:
    koepfe = [h.text for h in seite(netz, "deckung/geld").alle("h2")]

    assert ["Beispiele erfunden"] == koepfe


@pytest.mark.parametrize("seitenname", ["deckung", "deckung.csv", "deckung.xlsx", "deckung/geld"])
@pytest.mark.parametrize(
    ("frage", "status"), [("von=kiel/gibtesnicht", 404), ("von=%3Cscript%3E", 400), ("von=kiel/K09", 400)]
)
def test_a_wrong_question_is_answered_with_a_page_that_says_so(
    netz: httpx.Client, seitenname: str, frage: str, status: int
) -> None:
    blatt = seite(netz, f"{seitenname}?{frage}", status)

    (zurueck,) = [a.attribute["href"] for a in blatt.alle("a") if a.text == "Zur Auswahl"]
    assert "Diese Übersicht gibt es nicht" == blatt.eins("h1").text
    assert 200 == netz.get(urljoin(f"{netz.base_url}{seitenname}", zurueck)).status_code


@pytest.mark.parametrize(
    "frage", ["spalten=nichts", "zeile=kiel/K01&art=nichts", "zeile=kiel/K01&art=ziele", "spalten=" + "x" * 3000]
)
def test_an_unknown_column_or_row_is_no_failure_of_the_server(netz: httpx.Client, frage: str) -> None:
    assert netz.get(f"{BEISPIEL}&{frage}").status_code in {400, 404}


def test_a_set_of_many_guidelines_is_cut_and_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    dienst = Probedienst(viele(tmp_path_factory.mktemp("viele"), 300, 2, 2))
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=60) as client:
        blatt = seite(client, "deckung?von=b/R")

    assert 200 == len(blatt.eins("tbody").alle("tr"))
    assert "Gezeigt sind die ersten 200 von 300 Leitlinien" in blatt.text
