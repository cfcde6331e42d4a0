"""Visits in a real Chromium: what someone who opens the page can do there."""

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from leitlinien.web import explorer
from leitlinien.web.app import anwendung
from tests.explorer.conftest import GEDULD, Besuch, bedient

if TYPE_CHECKING:
    from pathlib import Path

    from leitlinien.programm import Programm

pytestmark = pytest.mark.hauptpfad

TITEL = "Welche Ziele haben keine Maßnahme?"
NAME = "zieleOhneMassnahme"
BASIS = "http://localhost:8000/"
expect.set_options(timeout=GEDULD)


def oeffne(page: Page, server: str, zusatz: str = "") -> None:
    """Open the page and wait until it can be used."""
    page.goto(f"{server}/graphql{zusatz}")
    expect(page.locator(".vorbereitet .abfrage").first).to_be_visible()
    expect(page.locator(".graphiql-query-editor .view-line").first).to_be_visible()
    expect(page.locator(".result-window .monaco-editor")).to_be_visible()


def text(page: Page, teil: str) -> str:
    """What an editor holds: `operation`, `variables` or `response`."""
    return str(
        page.evaluate("teil => __MONACO.editor.getModels().find(m => m.uri.path.includes(teil)).getValue()", teil)
    )


def antwort(page: Page) -> dict[str, Any]:
    """The answer, once it has come."""
    expect(page.locator(".ergebnis")).to_contain_text("Die Antwort")
    gelesen: dict[str, Any] = json.loads(text(page, "response"))
    return gelesen


def warte(page: Page, ausdruck: str) -> None:
    """Wait until an expression is true in the page. Playwright's own way needs `eval`, which the policy forbids."""
    for _ in range(GEDULD // 50):
        if page.evaluate(ausdruck):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {ausdruck}")


FEHLER_MARKIERT = "__MONACO.editor.getModelMarkers({}).length > 0"


def wartet_auf_schema(page: Page) -> None:
    """Wait until the data model has come and the query is checked against it."""
    page.get_by_role("button", name="Datenmodell öffnen").click()
    expect(page.get_by_role("link", name="Query")).to_be_visible()


def test_the_page_opens_in_german_with_the_prepared_queries(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server)

    expect(besuch.page.get_by_role("heading", name="Vorbereitete Abfragen")).to_be_visible()
    assert "de" == besuch.page.locator("html").get_attribute("lang")


def test_one_click_opens_a_prepared_query_with_its_variables(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server)

    besuch.page.get_by_role("button", name=TITEL, exact=True).first.click()

    assert f"query {NAME}" in text(besuch.page, "operation")
    assert {"sicht": "GESICHERT", "anzahl": 50} == json.loads(text(besuch.page, "variables"))
    assert "" == text(besuch.page, "response")


def test_another_click_runs_a_prepared_query(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server)

    besuch.page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()

    assert antwort(besuch.page)["data"]["ziele"]["totalCount"] > 0


def test_a_prepared_query_is_found_opened_and_run_by_keyboard_alone(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server)

    page.get_by_role("searchbox", name="Suchen").focus()
    page.keyboard.type("ziele keine massnahme")
    expect(page.locator(".vorbereitet .zahl")).not_to_have_text(re.compile(r"^(\d+) von \1 "))
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == TITEL:
            break
    page.keyboard.press("Enter")
    expect(page.locator(".abfrage.offen").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert antwort(page)["data"]["ziele"]["totalCount"] > 0


def test_what_was_written_stays_in_its_tab_when_a_prepared_query_opens(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server, "#" + urlencode({"query": "query eigene { stand { hash } }"}))

    page.get_by_role("button", name=TITEL, exact=True).first.click()
    page.get_by_role("button", name="eigene", exact=True).click()

    assert "query eigene { stand { hash } }" == text(page, "operation")


def test_the_search_finds_by_words_whatever_their_accents(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server)

    besuch.page.get_by_role("searchbox", name="Suchen").fill("MASSNAHME keine ziele")

    expect(besuch.page.get_by_role("button", name=TITEL, exact=True).first).to_be_visible()
    expect(besuch.page.get_by_role("button", name="Ausführen: Was ist Beispiel")).to_have_count(0)


def test_the_queries_stand_under_their_audiences(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server)

    assert ["Fachplanung", "Anwendungen", "Prüfung"] == besuch.page.locator(".vorbereitet h3").all_inner_texts()


def test_a_link_to_a_prepared_query_opens_it_with_the_variables_of_the_link(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server, f"?abfrage={NAME}&sicht=MIT_VORSCHLAEGEN&anzahl=7")

    assert f"query {NAME}" in text(besuch.page, "operation")
    assert {"sicht": "MIT_VORSCHLAEGEN", "anzahl": 7} == json.loads(text(besuch.page, "variables"))


def test_a_link_with_a_query_opens_it_with_its_variables(besuch: Besuch, server: str) -> None:
    frage = "query k($id: ID!) { node(id: $id) { titel } }"

    oeffne(besuch.page, server, "#" + urlencode({"query": frage, "variables": '{"id": "kiel/K05"}'}))
    besuch.page.keyboard.press("Escape")
    besuch.page.get_by_role("button", name="Abfrage ausführen").click()

    assert frage == text(besuch.page, "operation")
    assert antwort(besuch.page)["data"]["node"]["titel"]


def test_a_link_to_a_query_that_is_not_there_says_so(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server, "?abfrage=gibtEsNicht")

    expect(besuch.page.locator(".vorbereitet").get_by_role("alert")).to_contain_text("„gibtEsNicht“ gibt es nicht")


def test_the_query_of_a_link_reaches_no_log(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server, "#" + urlencode({"query": "{ stand { revision } }"}))

    assert [] == [a for a in besuch.anfragen if "revision" in urlsplit(a).query + urlsplit(a).path]


def kopierter_link(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_text("Link kopiert")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_copied_link_to_a_prepared_query_is_short_and_leads_back(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server, f"?abfrage={NAME}&anzahl=7")

    link = kopierter_link(page)

    assert f"{server}/graphql" == link.split("?")[0]
    assert {"abfrage": [NAME], "anzahl": ["7"]} == parse_qs(urlsplit(link).query)


def test_a_copied_link_to_an_own_query_leads_back_to_it(besuch: Besuch, server: str) -> None:
    page = besuch.page
    frage = "query eigene($n: Int) { ziele(first: $n) { nodes { titel } } } # „ß&=+%“"
    oeffne(page, server, "#" + urlencode({"query": frage, "variables": '{"n": 3}'}))

    link = kopierter_link(page)
    page.goto("about:blank")
    page.evaluate("0")
    page.goto(link)
    expect(page.locator(".graphiql-query-editor .view-line").first).to_be_visible()

    assert link.startswith(f"{server}/graphql#query=")
    assert [frage, '{"n": 3}'] == [text(page, "operation"), text(page, "variables")]


def test_where_the_browser_has_no_clipboard_the_link_is_copied_all_the_same(besuch: Besuch, server: str) -> None:
    """Plain HTTP in a closed network is no secure context."""
    besuch.page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false});"
        "Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true});"
        "document.execCommand = was => { window.kopiert = was + ' ' + document.activeElement.value; return true; };"
    )
    oeffne(besuch.page, server, f"?abfrage={NAME}")

    besuch.page.get_by_role("button", name="Link kopieren").click()

    expect(besuch.page.get_by_text("Link kopiert")).to_be_visible()
    assert f"copy {server}/graphql?abfrage={NAME}" == besuch.page.evaluate("kopiert")


def test_where_nothing_can_be_copied_the_link_is_shown(besuch: Besuch, server: str) -> None:
    besuch.page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false}); document.execCommand = () => false;"
    )
    oeffne(besuch.page, server, f"?abfrage={NAME}")

    besuch.page.get_by_role("button", name="Link kopieren").click()

    expect(besuch.page.get_by_role("dialog").get_by_label("Link", exact=True)).to_have_value(
        f"{server}/graphql?abfrage={NAME}"
    )


def test_the_address_follows_what_is_open(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server)

    besuch.page.get_by_role("button", name=TITEL, exact=True).first.click()

    besuch.page.wait_for_url(f"{server}/graphql?abfrage={NAME}")


def test_a_click_on_an_id_in_the_result_opens_the_nodes_page(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server)
    page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()
    erster = antwort(page)["data"]["ziele"]["nodes"][0]["id"]

    with page.context.expect_page() as neue:
        page.locator(".result-window .adresse.eigene").first.click()

    assert f"{server}/id/{erster.removeprefix(BASIS + 'id/')}" == neue.value.url
    assert neue.value.evaluate("window.opener") is None


def test_the_nodes_of_a_result_are_links_for_the_keyboard(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server)
    page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()
    erster = antwort(page)["data"]["ziele"]["nodes"][0]

    page.get_by_text("Knoten öffnen").focus()
    page.keyboard.press("Enter")
    link = page.locator(".ergebnis li a").first

    assert erster["titel"] in link.inner_text()
    assert ["_blank", "noopener"] == [link.get_attribute("target"), link.get_attribute("rel")]
    assert link.get_attribute("href") == f"{server}/id/{erster['id'].removeprefix(BASIS + 'id/')}"


def test_a_query_is_built_by_clicking(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server, "#" + urlencode({"query": "query stand { stand { hash } }"}))

    page.get_by_role("button", name="Abfrage-Baukasten öffnen").click()
    page.get_by_role("checkbox", name="revision", exact=True).click()

    warte(page, "__MONACO.editor.getModels().some(m => /hash\\s+revision/.test(m.getValue()))")


def test_a_query_is_built_by_keyboard(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server, "#" + urlencode({"query": "query stand { stand { hash } }"}))

    page.get_by_role("button", name="Abfrage-Baukasten öffnen").click()
    page.get_by_role("checkbox", name="revision", exact=True).focus()
    page.keyboard.press("Space")

    warte(page, "__MONACO.editor.getModels().some(m => /hash\\s+revision/.test(m.getValue()))")


def test_the_history_brings_an_earlier_question_back(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server)
    page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()
    antwort(page)
    page.get_by_role("button", name="Neuer Reiter").click()

    page.get_by_role("button", name="Verlauf öffnen").click()
    page.get_by_role("region", name="Verlauf").get_by_role("button", name=NAME, exact=True).click()

    assert f"query {NAME}" in text(page, "operation")


def test_the_documentation_is_searched(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server)
    wartet_auf_schema(page)

    page.get_by_role("combobox", name="Im Datenmodell suchen").fill("zuwendungen")

    expect(page.get_by_role("option", name="Query.zuwendungen").first).to_be_visible()


def test_a_wrong_query_is_marked_in_german(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server, "#" + urlencode({"query": "{ zile { titel } }"}))
    wartet_auf_schema(page)

    warte(page, FEHLER_MARKIERT)

    assert ["„Query“ hat kein Feld „zile“. Gemeint ist vielleicht „ziel“ oder „ziele“."] == page.evaluate(
        "__MONACO.editor.getModelMarkers({}).map(m => m.message)"
    )


def test_the_editors_commands_are_german(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server)

    page.locator(".graphiql-query-editor .view-line").first.click()
    page.keyboard.press("F1")

    expect(page.locator(".quick-input-list")).to_contain_text("Alle falten")


def test_a_server_that_cannot_be_reached_is_told_in_german(besuch: Besuch, server: str) -> None:
    page = besuch.page
    oeffne(page, server)
    page.context.set_offline(True)

    page.get_by_role("button", name="Abfrage ausführen").click()
    expect(page.locator(".ergebnis")).to_contain_text("Die Antwort nennt einen Fehler.")

    assert "Der Server ist nicht zu erreichen." in text(page, "response")


def rundgang(page: Page) -> None:
    """Use everything once."""
    page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()
    antwort(page)
    page.get_by_text("Knoten öffnen").click()
    for titel in ("Abfrage-Baukasten", "Verlauf", "Datenmodell", "Vorbereitete Abfragen"):
        page.get_by_role("button", name=f"{titel} öffnen").click()
        expect(page.get_by_role("button", name=f"{titel} schließen")).to_be_visible()
    for titel in ("Einstellungen", "Tastenkürzel"):
        page.get_by_role("button", name=titel).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Abfrage ordnen").click()
    warte(page, "__MONACO.editor.getModels().some(m => m.getValue().includes('massnahmen(first: 1) {\\n'))")
    page.get_by_role("button", name="Fragmente einsetzen").click()
    page.locator(".graphiql-query-editor .view-line").last.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("{ falsch")
    warte(page, FEHLER_MARKIERT)
    expect(page.locator(".squiggly-error").first).to_be_visible()
    page.keyboard.press("Control+Space")
    expect(page.locator(".suggest-widget")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+f")
    expect(page.locator(".find-widget.visible")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_whole_visit_asks_no_other_server_and_says_nothing_to_the_console(besuch: Besuch, server: str) -> None:
    oeffne(besuch.page, server)

    rundgang(besuch.page)
    fremde = [a for a in besuch.anfragen if not a.startswith((server + "/", "data:image/"))]

    assert ([], []) == (fremde, besuch.meldungen)


def verstoesse(page: Page) -> list[str]:
    """What axe finds."""
    gefunden = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:200]}" for v in gefunden for n in v["nodes"]]


@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing_in_any_panel(besuch: Besuch, server: str, farben: Any) -> None:
    page = besuch.page
    page.emulate_media(color_scheme=farben, reduced_motion="reduce")
    oeffne(page, server)
    page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()
    antwort(page)
    page.get_by_text("Knoten öffnen").click()

    gefunden = {"Vorbereitete Abfragen": verstoesse(page)}
    for panel in ("Abfrage-Baukasten", "Verlauf", "Datenmodell", "Einstellungen", "Tastenkürzel"):
        page.get_by_role("button", name=re.compile(f"^{panel}(?: öffnen)?$")).click()
        page.wait_for_timeout(300)  # dialogs fade in; half-faded text has half the contrast
        gefunden[panel] = verstoesse(page)
        page.keyboard.press("Escape")

    assert {panel: [] for panel in gefunden} == gefunden


def test_on_a_telephone_nothing_reaches_over_the_edge(besuch: Besuch, server: str) -> None:
    page = besuch.page
    page.set_viewport_size({"width": 390, "height": 844})
    oeffne(page, server)

    page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()
    antwort(page)

    assert 390 == page.evaluate("document.documentElement.scrollWidth")
    expect(page.locator(".graphiql-response")).to_be_in_viewport()


def test_behind_a_proxy_with_a_path_prefix_everything_stays_below_it(besuch: Besuch, hinter_proxy: str) -> None:
    page = besuch.page
    oeffne(page, hinter_proxy)

    page.get_by_role("button", name=f"Ausführen: {TITEL}").first.click()
    antwort(page)
    links = [page.locator(ort).first.get_attribute("href") for ort in (".ergebnis li a", ".taten a", "nav a")]

    assert [] == [a for a in [*besuch.anfragen, *links] if not str(a).startswith(f"{hinter_proxy}/")]
    assert [] == besuch.meldungen


def test_a_page_without_javascript_leads_to_the_forms(chromium: Browser, buendel: None, server: str) -> None:  # noqa: ARG001 - skips without one
    kontext = chromium.new_context(java_script_enabled=False)
    page = kontext.new_page()
    page.goto(f"{server}/graphql")

    page.get_by_role("link", name="Formulare").click()

    assert f"{server}/abfragen" == page.url
    kontext.close()


def test_without_a_bundle_the_forms_are_one_click_away(
    chromium: Browser, programm: "Programm", monkeypatch: pytest.MonkeyPatch, tmp_path: "Path"
) -> None:
    monkeypatch.setattr(explorer, "ORDNER", tmp_path / "nicht gebaut")
    kontext = chromium.new_context()
    page = kontext.new_page()
    with bedient(anwendung(programm)) as server:
        page.goto(f"{server}/graphql")

        page.get_by_role("main").get_by_role("link", name="Vorbereitete Abfragen").click()

        assert f"{server}/abfragen" == page.url
        assert [] == Axe().run(page).response["violations"]
    kontext.close()
