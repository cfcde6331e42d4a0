"""The pages of the prepared queries, on a real server and read with a parser."""

import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from leitlinien.daten import ordner
from leitlinien.programm import Programm
from leitlinien.queries import Katalog, katalog
from leitlinien.web.abfragen import Abfragenseiten
from leitlinien.web.app import anwendung
from tests.seedhilfe import seedprogramm
from tests.web.seitenhilfe import Element, bedient, lies

LUECKEN = "abfragen/zieleOhneMassnahme"
SPUR = "abfragen/spurEinerZuwendung"
ZUWENDUNG = "beispielstadt/Z-2026-1"
PRODUKTE = "abfragen/produkteOhneZiel"


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture(scope="module")
def fragen(programm: Programm) -> Katalog:
    return katalog(programm.schema, ordner("queries"))


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def seite(netz: httpx.Client, adresse: str, status: int = 200, **angaben: str) -> Element:
    antwort = netz.get(adresse, params=angaben or None)
    assert status == antwort.status_code
    return lies(antwort.text)


def zeilen(gelesen: Element) -> list[list[str]]:
    return [[z.text for z in tr.alle("th", "td")] for tr in gelesen.eins("tbody").alle("tr")]


# The catalogue


def test_the_catalogue_lists_every_query_under_each_of_its_audiences(netz: httpx.Client, fragen: Katalog) -> None:
    gelesen = seite(netz, "abfragen")

    for zielgruppe, abfragen in fragen.nach_zielgruppe().items():
        abschnitt = gelesen.eins("section", aria_labelledby=f"fuer-{zielgruppe.name.lower()}")
        assert [a.titel for a in abfragen] == [h.text for h in abschnitt.alle("h3")]


def test_the_catalogue_says_what_open_questions_need(netz: httpx.Client, fragen: Katalog) -> None:
    abschnitt = seite(netz, "abfragen").eins("section", aria_labelledby="offen").text

    assert fragen.offen
    assert all(f.frage in abschnitt and f.braucht in abschnitt for f in fragen.offen)


@pytest.mark.parametrize("suche", ["ziele ohne", "MASSNAHME zIELE ohne", "Maßnahme Ziele ohne"])
def test_the_search_finds_all_words_in_any_spelling(netz: httpx.Client, suche: str) -> None:
    gelesen = seite(netz, "abfragen", q=suche)

    assert "Welche Ziele haben keine Maßnahme?" in [h.text for h in gelesen.alle("h3")]
    assert suche == gelesen.eins("input", id="q").attribute["value"]


def test_a_search_without_result_says_so_and_leads_back(netz: httpx.Client) -> None:
    gelesen = seite(netz, "abfragen", q="xylophon")

    assert "0 von " in gelesen.eins(role="status").text
    assert [] == gelesen.alle("h3")
    assert "abfragen" in [a.attribute["href"] for a in gelesen.eins("main").alle("a")]


def test_the_start_page_leads_to_the_catalogue_and_to_graphql(netz: httpx.Client) -> None:
    ziele = [a.attribute["href"] for a in seite(netz, "").eins("main").alle("a")]

    assert {"./abfragen", "./graphql"} <= set(ziele)


# Every page


def jede_seite(netz: httpx.Client, fragen: Katalog) -> Iterator[Element]:
    yield seite(netz, "")
    yield seite(netz, "abfragen")
    yield seite(netz, "abfragen/gibtEsNicht", 404)
    yield seite(netz, SPUR, 400, zuwendung="gibt/es/nicht", sicht="QUATSCH")
    for abfrage in fragen:
        yield seite(netz, f"abfragen/{abfrage.name}")


def test_every_page_has_one_heading_a_title_and_a_skip_link(netz: httpx.Client, fragen: Katalog) -> None:
    for gelesen in jede_seite(netz, fragen):
        assert 1 == len(gelesen.alle("h1"))
        assert gelesen.eins("title").text.endswith("Leitlinien")
        assert "#inhalt" == gelesen.eins("a", class_="sprung").attribute["href"]
        assert gelesen.eins("main", id="inhalt")


def test_every_input_has_a_label_and_every_reference_leads_somewhere(netz: httpx.Client, fragen: Katalog) -> None:
    for gelesen in jede_seite(netz, fragen):
        ids = [e.attribute["id"] for e in gelesen.alle() if "id" in e.attribute]
        assert len(ids) == len(set(ids))
        for eingabe in (e for e in gelesen.alle("input", "select") if e.attribute.get("type") != "hidden"):
            im_label = eingabe.eltern is not None and eingabe.eltern.name == "label"
            assert im_label or gelesen.alle("label", for_=eingabe.attribute["id"])
        for element in gelesen.alle():
            for name in ("aria-describedby", "aria-labelledby", "list"):
                assert set(element.attribute.get(name, "").split()) <= set(ids)
            if element.attribute.get("href", "").startswith("#"):
                assert element.attribute["href"][1:] in ids


def test_no_address_of_a_page_is_absolute_and_nothing_is_inline(netz: httpx.Client, fragen: Katalog) -> None:
    for gelesen in jede_seite(netz, fragen):
        for element in gelesen.alle():
            for name in ("href", "src", "action"):
                assert not element.attribute.get(name, "").startswith(("/", "http"))
            assert "style" not in element.attribute
        assert [] == gelesen.alle("script", "style")


def test_pages_allow_their_own_style_and_forms_and_no_scripts(netz: httpx.Client) -> None:
    for adresse in ("", "abfragen", LUECKEN):
        richtlinie = netz.get(adresse).headers["content-security-policy"]

        assert {"default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'"} <= set(
            richtlinie.split("; ")
        )
        assert "script-src" not in richtlinie


def test_the_style_sheet_is_kept_for_ever_under_its_own_address(netz: httpx.Client) -> None:
    stil = seite(netz, LUECKEN).eins("link", rel="stylesheet").attribute["href"]

    antwort = netz.get(urljoin(str(netz.base_url) + LUECKEN, stil))
    bekannt = netz.get("static/leitlinien.css", headers={"if-none-match": antwort.headers["etag"]})

    assert "text/css; charset=utf-8" == antwort.headers["content-type"]
    assert "immutable" in antwort.headers["cache-control"]
    assert (304, "no-cache") == (bekannt.status_code, bekannt.headers["cache-control"])


def test_pages_work_below_a_prefix_that_nobody_told_the_program(programm: Programm) -> None:
    with (
        bedient(anwendung(programm), "/amt/leitlinien") as adresse,
        httpx.Client(timeout=30, headers={"accept": "text/html, */*;q=0.5"}) as client,
    ):
        for name in ("", "abfragen", LUECKEN):
            gelesen = lies(client.get(adresse + name).text)
            ziele = [e.attribute["href"] for e in gelesen.alle("a", "link") if "href" in e.attribute]
            for ziel in ziele:
                voll = urljoin(adresse + name, ziel)
                assert voll.startswith(adresse)
                if "/id/" not in voll:
                    assert 200 == client.get(voll).status_code, voll


# Forms


def test_a_form_without_required_inputs_answers_at_once(netz: httpx.Client) -> None:
    gelesen = seite(netz, LUECKEN)

    assert gelesen.alle("table")
    assert re.fullmatch(r"(\d+) von \1 Zeilen\.", gelesen.eins(role="status").text)


def test_a_form_with_required_inputs_waits_without_complaint(netz: httpx.Client) -> None:
    gelesen = seite(netz, SPUR)

    assert [] == gelesen.alle("table")
    assert [] == gelesen.alle(role="alert")


def test_an_address_is_chosen_from_the_nodes_of_its_kind(netz: httpx.Client, programm: Programm) -> None:
    auswahl = seite(netz, SPUR).eins("select", id="feld-zuwendung")

    state = programm.state()
    erwartet = {state.pfad(n) for n in state.bereich("Zuwendung")}
    assert erwartet == {o.attribute["value"] for o in auswahl.alle("option")} - {""}
    assert any(o.text.endswith("(Beispiel)") for o in auswahl.alle("option"))


def test_many_nodes_are_suggested_to_an_input_one_can_type_into(netz: httpx.Client, programm: Programm) -> None:
    gelesen = seite(netz, "abfragen/wasAufEinerLeitlinieRuht")

    eingabe = gelesen.eins("input", id="feld-leitlinie")
    vorschlaege = gelesen.eins("datalist", id=eingabe.attribute["list"]).alle("option")
    assert len(programm.state().bereich("Leitlinie")) == len(vorschlaege)


def test_closed_lists_are_described_in_german_and_defaults_are_chosen(netz: httpx.Client) -> None:
    optionen = seite(netz, LUECKEN).eins("select", id="feld-sicht").alle("option")

    assert "Mit Vorschlägen – Auch vorgeschlagene Verknüpfungen" in optionen[1].text
    assert ["GESICHERT"] == [o.attribute["value"] for o in optionen if "selected" in o.attribute]


def test_days_are_date_inputs_and_page_markers_are_no_inputs(netz: httpx.Client) -> None:
    gelesen = seite(netz, "abfragen/offeneBerichtspflichten")

    assert "date" == gelesen.eins("input", id="feld-stichtag").attribute["type"]
    assert [] == gelesen.alle(name="nach")


def test_every_error_stands_at_its_input_and_in_the_summary(netz: httpx.Client) -> None:
    gelesen = seite(netz, SPUR, 400, zuwendung="gibt/es/nicht", sicht="QUATSCH", wege="viele")

    zusammen = gelesen.eins(role="alert")
    assert {"#feld-zuwendung", "#feld-sicht", "#feld-wege"} == {a.attribute["href"] for a in zusammen.alle("a")}
    assert gelesen.eins("title").text.startswith("Fehler: ")
    for name in ("zuwendung", "sicht", "wege"):
        eingabe = gelesen.eins(id=f"feld-{name}")
        assert "true" == eingabe.attribute["aria-invalid"]
        assert f"fehler-{name}" in eingabe.attribute["aria-describedby"].split()
    assert "viele" == gelesen.eins("input", id="feld-wege").attribute["value"]


@pytest.mark.parametrize(
    ("angaben", "satz"),
    [
        ({"zuwendung": ""}, "Diese Angabe fehlt."),
        ({"zuwendung": "kein pfad"}, "ist keine Adresse"),
        ({"zuwendung": "kiel/gibt-es-nicht"}, "gibt es in diesem Datenstand nicht"),
        ({"zuwendung": "goettingen/L3"}, "ist von der Art Leitlinie, gefragt ist Zuwendung"),
        ({"zuwendung": ZUWENDUNG, "fremd": "1"}, "„fremd“ kennt diese Frage nicht"),
    ],
)
def test_each_mistake_is_told_in_german(netz: httpx.Client, angaben: dict[str, str], satz: str) -> None:
    gelesen = seite(netz, SPUR, 400, **angaben)

    assert satz in gelesen.eins(role="alert").text
    assert [] == gelesen.alle("table")


def test_what_the_answer_refuses_is_told_as_it_says(netz: httpx.Client) -> None:
    gelesen = seite(netz, LUECKEN, 400, anzahl="9999")

    assert "von 0 bis 500 reichen, verlangt waren 9999" in gelesen.eins(role="alert").text


def test_an_unknown_query_is_told_with_what_may_be_meant(netz: httpx.Client) -> None:
    gelesen = seite(netz, "abfragen/zieleOhneMasnahme", 404)

    assert "Gemeint: zieleOhneMassnahme" in gelesen.eins("main").text
    assert "`" not in gelesen.eins("main").text


def test_what_is_typed_cannot_become_markup(netz: httpx.Client) -> None:
    boese = '"><img src=x onerror=alert(1)>'

    gelesen = [seite(netz, SPUR, 400, zuwendung=boese), seite(netz, "abfragen", q=boese)]

    assert [[], []] == [g.alle("img") for g in gelesen]


def test_an_answer_that_takes_too_long_is_given_up(netz: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitlinien.web.abfragen.SEKUNDEN", -1)

    gelesen = seite(netz, LUECKEN, 503)

    assert "Die Antwort dauert länger" in gelesen.eins(role="alert").text


# Answers


def test_a_table_has_a_caption_headings_with_scope_and_can_be_scrolled_by_keyboard(netz: httpx.Client) -> None:
    gelesen = seite(netz, LUECKEN)

    tabelle = gelesen.eins("table")
    assert "Welche Ziele haben keine Maßnahme?" == tabelle.eins("caption").text
    assert {"col"} == {th.attribute["scope"] for th in tabelle.eins("thead").alle("th")}
    assert len(zeilen(gelesen)) == len(tabelle.eins("tbody").alle("th", scope="row"))
    assert "0" == gelesen.eins(class_="rollbar").attribute["tabindex"]


def test_titles_lead_to_the_pages_of_their_nodes(netz: httpx.Client) -> None:
    ziele = [a.attribute["href"] for a in seite(netz, SPUR, zuwendung=ZUWENDUNG).eins("table").alle("a")]

    assert f"../id/{ZUWENDUNG}" in ziele


def test_examples_and_proposals_are_marked_with_words(netz: httpx.Client) -> None:
    spur = seite(netz, SPUR, zuwendung=ZUWENDUNG)
    vorschlaege = seite(netz, "abfragen/vorgeschlageneVerknuepfungen")

    assert "Beispiel" in {m.text for m in spur.eins("table").alle("span")}
    assert "sind erfundene Beispiele" in spur.eins("section", aria_labelledby="antwort").text
    assert vorschlaege.alle("table")


def test_an_answer_that_follows_proposals_says_so(netz: httpx.Client) -> None:
    gesichert = seite(netz, LUECKEN).eins("section", aria_labelledby="antwort").text
    lesart = seite(netz, LUECKEN, sicht="MIT_VORSCHLAEGEN").eins("section", aria_labelledby="antwort").text

    assert "Lesart, kein Nachweis" not in gesichert
    assert "Lesart, kein Nachweis" in lesart


def test_an_answer_names_its_provenance(netz: httpx.Client, programm: Programm) -> None:
    text = seite(netz, LUECKEN).eins("section", aria_labelledby="antwort").text

    state = programm.state()
    assert f"Revision {state.revision} der Daten" in text
    assert state.hash[:12] in text
    assert "Stichtag " in text


def test_pages_of_an_answer_follow_each_other_without_loss(netz: httpx.Client) -> None:
    alle = zeilen(seite(netz, PRODUKTE, anzahl="500"))
    adresse, gelesen, seiten = PRODUKTE + "?anzahl=30", [], 0
    while True:
        blatt = seite(netz, adresse)
        gelesen += zeilen(blatt)
        seiten += 1
        weiter = blatt.alle("a", rel="next")
        if not weiter:
            break
        assert f"30 von {len(alle)} Zeilen." == blatt.eins(role="status").text
        adresse = "abfragen/" + weiter[0].attribute["href"].partition("#")[0]

    assert alle == gelesen
    assert -(-len(alle) // 30) == seiten


def test_the_link_to_an_answer_gives_the_same_answer_and_holds_its_day(netz: httpx.Client) -> None:
    adresse = "abfragen/offeneBerichtspflichten"
    erste = seite(netz, adresse)
    (link,) = [a.attribute["href"] for a in erste.alle("a") if a.text == "Link zu dieser Antwort"]

    zweite = seite(netz, f"abfragen/{link}")

    assert "stichtag" in parse_qs(urlsplit(link).query)
    assert zeilen(erste) == zeilen(zweite)


def test_the_question_opens_in_graphiql_with_its_variables(netz: httpx.Client) -> None:
    gelesen = seite(netz, SPUR, zuwendung=ZUWENDUNG, wege="5")
    (link,) = [a.attribute["href"] for a in gelesen.alle("a") if a.text == "In GraphiQL öffnen"]

    assert link.startswith("../graphql?")
    assert {"abfrage": ["spurEinerZuwendung"], "zuwendung": [ZUWENDUNG], "wege": ["5"]} == parse_qs(
        urlsplit(link).query
    )


# Files


@pytest.mark.parametrize(
    ("endung", "typ"),
    [
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
        ("ttl", "text/turtle"),
        ("html", "text/html"),
    ],
)
def test_each_file_has_its_type_and_a_name_that_says_what_it_is(
    netz: httpx.Client, programm: Programm, endung: str, typ: str
) -> None:
    antwort = netz.get(f"abfragen/offeneBerichtspflichten.{endung}", params={"stichtag": "2026-11-21"})

    name = f"offene-berichtspflichten_2026-11-21_r{programm.state().revision}.{endung}"
    assert typ == antwort.headers["content-type"].split(";")[0]
    assert f'attachment; filename="{name}"' in antwort.headers["content-disposition"]


def test_a_file_holds_all_pages(netz: httpx.Client) -> None:
    gesamt = len(zeilen(seite(netz, PRODUKTE, anzahl="500")))
    inhalt = netz.get(PRODUKTE + ".xlsx", params={"anzahl": "10"}).content

    blatt = openpyxl.load_workbook(io.BytesIO(inhalt))["Antwort"]

    assert gesamt > 50
    assert gesamt == blatt.max_row - 1


def test_the_links_of_a_page_lead_to_its_files(netz: httpx.Client) -> None:
    gelesen = seite(netz, SPUR, zuwendung=ZUWENDUNG)
    links = [a.attribute["href"] for a in gelesen.alle("a") if "download" in a.attribute]

    antworten = [netz.get(f"abfragen/{link}") for link in links]

    assert 4 == len(links)
    assert {200} == {a.status_code for a in antworten}


def test_a_file_for_a_wrong_question_is_the_form_with_its_errors(netz: httpx.Client) -> None:
    gelesen = seite(netz, f"{SPUR}.csv", 400)

    assert "Diese Angabe fehlt." in gelesen.eins(role="alert").text


def test_the_text_of_a_query_can_be_downloaded(netz: httpx.Client, fragen: Katalog) -> None:
    assert fragen["zieleOhneMassnahme"].text == netz.get(f"{LUECKEN}.graphql").text


def test_an_unknown_format_is_not_found(netz: httpx.Client) -> None:
    assert 404 == netz.get(f"{LUECKEN}.exe").status_code


@pytest.mark.parametrize("mit", [True, False])
def test_the_button_of_the_audit_record_is_there_where_its_route_is(
    programm: Programm, fragen: Katalog, mit: bool
) -> None:
    routen = Abfragenseiten(programm.schema, programm.kontext, fragen).routen()
    nachweis = [Route("/abfragen/{name}/nachweis.zip", PlainTextResponse("da"), name="nachweis")] if mit else []

    with bedient(Starlette(routes=[*routen, *nachweis])) as adresse:
        gelesen = lies(httpx.get(f"{adresse}{SPUR}", params={"zuwendung": ZUWENDUNG}, timeout=30).text)

    formulare = gelesen.alle("form", action="spurEinerZuwendung/nachweis.zip")
    assert mit == bool(formulare)
    assert all(ZUWENDUNG == f.eins("input", name="zuwendung").attribute["value"] for f in formulare)
