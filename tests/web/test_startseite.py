"""The start page answers from the data at hand; the frame and the statement on accessibility name the operator."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from leitlinien import findings
from leitlinien.frist import Abbruch
from leitlinien.settings import Settings
from leitlinien.state import State
from leitlinien.web import ueberblick
from leitlinien.web.geldweg import geldarten, vorgabe
from tests.bauhilfe import netz, nr, stand
from tests.web.httphilfe import Probedienst, app, server
from tests.web.seitenhilfe import Element, lies

GRAPH = """
    Regelwerk b/R titel="Leitlinien von b"
    Leitlinie b/L titel="Nah bei den Menschen"
    Leitlinie b/L2 titel="Früh anfangen"
    Ziel b/Z titel="Weniger Wege"
    Ziel b/Zoffen titel="Mehr Räume" herkunft=BEISPIEL
    Ziel b/Zwirklich titel="Weniger Lärm"
    Massnahme b/M titel="Offene Werkstatt"
    Massnahme b/Mneu titel="Neue Werkstatt"
    Zuwendung b/Fbeispiel titel="Geld im Beispiel" herkunft=BEISPIEL bewilligt=7
    Zuwendung b/F titel="Geld für die Werkstatt" bewilligt=1000
    Zuwendung b/Fneu titel="Geld nach einem Vorschlag" bewilligt=50
    Zuwendung b/Fohne titel="Geld ohne Weg" bewilligt=5
    b/L teilVonRegelwerk b/R
    b/L2 teilVonRegelwerk b/R
    b/Z teilVonRegelwerk b/R
    b/Z dient b/L
    b/M traegtBeiZu b/Z
    b/F foerdert b/M
    b/Fbeispiel foerdert b/M
    b/Fneu foerdert b/Mneu
    b/Mneu traegtBeiZu b/L2 ?
"""


@contextmanager
def kunde(state: State, **einstellungen: Any) -> Iterator[httpx.Client]:
    dienst = Probedienst(state, Settings(**einstellungen))
    with server(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(netz(GRAPH), tmp_path_factory.mktemp("stand"))


@pytest.fixture(scope="module")
def netzdienst(state: State) -> Iterator[httpx.Client]:
    with kunde(state) as client:
        yield client


def start(netzdienst: httpx.Client, status: int = 200, **parameter: str) -> Element:
    antwort = netzdienst.get("/", params=parameter)
    assert status == antwort.status_code, antwort.text
    return lies(antwort.text)


def abschnitt(seite: Element, name: str) -> Element:
    return seite.eins("section", aria_labelledby=name)


# Money


def test_the_page_begins_with_money_that_serves_something_and_is_no_example(
    netzdienst: httpx.Client, state: State
) -> None:
    geld = abschnitt(start(netzdienst), "zuwendung")

    assert nr(state, "b/F") == vorgabe(state)
    assert "Geld für die Werkstatt" in geld.alle("p")[0].text
    assert "1.000 EUR" in geld.alle("p")[0].text
    assert "Nah bei den Menschen" in geld.eins("ul", class_="offen enden").text


def test_the_way_from_the_money_to_the_guideline_is_drawn(netzdienst: httpx.Client) -> None:
    weg = abschnitt(start(netzdienst, von="b/F"), "zuwendung").eins("div", class_="spur")

    assert ["Offene Werkstatt", "Weniger Wege", "Nah bei den Menschen"] == [a.text for a in weg.alle("a")]


def test_what_only_a_proposal_leads_to_is_marked_and_has_no_amount(netzdienst: httpx.Client) -> None:
    geld = abschnitt(start(netzdienst, von="b/Fneu"), "zuwendung")
    ende = geld.eins("ul", class_="offen enden")

    assert "Früh anfangen" in ende.text
    assert "Vorschlag" in ende.eins("span", class_="marke marke-vorschlag").text
    assert "EUR" not in ende.text


def test_money_without_a_way_says_so(netzdienst: httpx.Client) -> None:
    assert "Dient keiner" in abschnitt(start(netzdienst, von="b/Fohne"), "zuwendung").text


def test_invented_money_is_marked(netzdienst: httpx.Client) -> None:
    geld = abschnitt(start(netzdienst, von="b/Fbeispiel"), "zuwendung")

    assert "Beispiel" in geld.alle("p")[0].eins("span", class_="marke marke-beispiel").text


def test_the_form_offers_the_grants_and_keeps_the_choice(netzdienst: httpx.Client) -> None:
    optionen = abschnitt(start(netzdienst, von="b/Fneu"), "zuwendung").eins("select", name="von").alle("option")

    assert {"b/F", "b/Fbeispiel", "b/Fneu", "b/Fohne"} == {o.attribute["value"] for o in optionen}
    assert ["b/Fneu"] == [o.attribute["value"] for o in optionen if "selected" in o.attribute]


@pytest.mark.parametrize(("von", "status"), [("b/fehlt", 404), ("kein Pfad", 400)])
def test_money_that_is_not_there_is_told_in_german(netzdienst: httpx.Client, von: str, status: int) -> None:
    meldung = start(netzdienst, status, von=von).eins("div", role="alert").text

    assert von in meldung


def test_kinds_with_money_that_sums_count_come_first(state: State) -> None:
    assert state.modell.arten["Zuwendung"] is geldarten(state.modell)[0]
    assert state.modell.arten["Haushaltsansatz"] is geldarten(state.modell)[-1]


# Gaps and coverage


def test_goals_without_a_measure_are_counted_and_the_invented_ones_named_last(netzdienst: httpx.Client) -> None:
    luecken = abschnitt(start(netzdienst), "luecken")

    assert "2" == luecken.eins("strong", class_="gross").text
    assert ["Weniger Lärm", "Mehr Räume"] == [a.text for a in luecken.eins("ul").alle("a")]
    assert "davon ist eines ein erfundenes Beispiel" in luecken.text
    assert "./abfragen/zieleOhneMassnahme" in [a.attribute["href"] for a in luecken.alle("a")]


def test_coverage_is_told_in_numbers_beside_the_bars(netzdienst: httpx.Client) -> None:
    tabelle = abschnitt(start(netzdienst), "deckung").eins("table")
    zeile = tabelle.alle("tr")[1]

    assert "Leitlinien von b" == zeile.eins("th").text
    assert ["1 von 2 (50 %)", "1 von 1 (100 %)"] == [s.text for s in zeile.alle("span", class_="zahlen")]
    assert ["true"] * 2 == [s.attribute["aria-hidden"] for s in zeile.alle("svg")]


def test_every_set_of_guidelines_has_its_map(netzdienst: httpx.Client) -> None:
    links = abschnitt(start(netzdienst), "karten").alle("a")

    assert ["./strategiekarte?von=b%2FR"] == [a.attribute["href"].replace("b/R", "b%2FR") for a in links]


def test_each_audience_finds_queries_of_its_own(netzdienst: httpx.Client) -> None:
    fragen = abschnitt(start(netzdienst), "abfragen")

    assert ["Fachplanung", "Anwendungen", "Prüfung"] == [h.text for h in fragen.alle("h3")]
    assert [4, 4, 4] == [len(u.alle("li")) for u in fragen.alle("ul")]


def test_numbers_are_computed_once_for_a_state(netzdienst: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    start(netzdienst)
    gerechnet: list[object] = []
    monkeypatch.setattr(ueberblick, "_rechne", gerechnet.append)

    start(netzdienst, von="b/F")

    assert [] == gerechnet


def test_what_takes_too_long_is_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def zu_lang(*_: object, **__: object) -> None:
        raise Abbruch

    monkeypatch.setattr(ueberblick, "beantworte", zu_lang)
    monkeypatch.setattr(findings, "abdeckung", zu_lang)
    with kunde(stand(netz(GRAPH), tmp_path)) as client:
        seite = start(client)

    assert "dauert hier zu lange" in abschnitt(seite, "luecken").text
    assert 2 == seite.eins("main").text.count("dauert hier zu lange")


def test_the_search_can_be_narrowed_before_it_is_asked(netzdienst: httpx.Client) -> None:
    suche = start(netzdienst).eins("main").eins("form", action="./suche")

    arten, herkunft = ([o.attribute["value"] for o in s.alle("option")] for s in suche.alle("select"))
    assert ["", "leitlinien", "massnahmen", "regelwerke", "ziele", "zuwendungen"] == arten
    assert ["", "QUELLE", "AUSLEGUNG", "BEISPIEL"] == herkunft


# Little data


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    with kunde(stand(netz(""), tmp_path)) as client:
        seiten = [start(client), *(lies(client.get(a).text) for a in ("/arten", "/arten/ziele", "/suche?q=etwas"))]

    assert "leitlinien import DATEI.ttl" in seiten[0].eins("div", class_="meldung").text
    assert [1] * 4 == [len(s.alle("h1")) for s in seiten]


def test_a_store_of_examples_only_says_so(tmp_path: Path) -> None:
    with kunde(stand(netz("Ziel b/Z herkunft=BEISPIEL"), tmp_path)) as client:
        assert "erfunden" in start(client).eins("div", class_="meldung").text


# The frame


def test_the_frame_names_the_operator_where_he_is_known(state: State) -> None:
    with kunde(state, herausgeber="Stadt b", impressum="https://b.example/impressum", datenschutz="/ds") as client:
        fuss = lies(client.get("/arten").text).eins("footer")
        fremd = lies(client.get("/gibtesnicht", headers={"accept": "text/html"}).text).eins("footer")

    ziele = {a.text: a.attribute["href"] for a in fuss.alle("a")}
    assert "betrieben von Stadt b" in fuss.text
    assert ("https://b.example/impressum", "/ds") == (ziele["Impressum"], ziele["Datenschutz"])
    assert "betrieben von Stadt b" in fremd.text


def test_the_frame_names_nothing_that_is_not_known(netzdienst: httpx.Client) -> None:
    fuss = start(netzdienst).eins("footer")

    assert ["Barrierefreiheit", "Einbetten"] == [a.text for a in fuss.alle("a")]


@pytest.mark.parametrize(
    ("adresse", "name", "wert"),
    [("/", "Start", "page"), ("/arten", "Verzeichnis", "page"), ("/arten/ziele", "Verzeichnis", "true")],
)
def test_the_navigation_marks_where_one_is(netzdienst: httpx.Client, adresse: str, name: str, wert: str) -> None:
    punkte = lies(netzdienst.get(adresse).text).eins("nav", aria_label="Hauptnavigation").alle("a")

    assert 7 == len(punkte)
    assert [(name, wert)] == [(a.text, a.attribute["aria-current"]) for a in punkte if "aria-current" in a.attribute]


def test_the_search_of_the_header_leads_to_the_search(netzdienst: httpx.Client) -> None:
    suche = lies(netzdienst.get("/arten/ziele").text).eins("header").eins("form")

    assert ("../suche", "get") == (suche.attribute["action"], suche.attribute["method"])


# Accessibility


def test_the_statement_says_what_is_missing_and_whom_to_tell(state: State) -> None:
    with kunde(
        state, herausgeber="Stadt b", kontakt="hilfe@b.example", durchsetzungsstelle="https://stelle.example/"
    ) as client:
        seite = lies(client.get("/barrierefreiheit").text).eins("main")

    links = [a.attribute["href"] for a in seite.alle("a")]
    assert "teilweise vereinbar" in seite.text
    assert {"mailto:hilfe@b.example", "https://stelle.example/", "./abfragen", "./arten"} <= set(links)
    assert [] == seite.alle("p", class_="hinweis")


def test_the_statement_says_what_the_operator_has_not_said(netzdienst: httpx.Client) -> None:
    hinweise = lies(netzdienst.get("/barrierefreiheit").text).alle("p", class_="hinweis")

    namen = ["LEITLINIEN_HERAUSGEBER", "LEITLINIEN_KONTAKT", "LEITLINIEN_DURCHSETZUNGSSTELLE"]
    assert namen == [h.eins("code").text for h in hinweise]
