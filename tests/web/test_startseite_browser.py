"""Start page, directory, lists, search and statement in a real browser: narrow, accessible, by keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from leitlinien.web.app import anwendung
from tests.seedhilfe import seedprogramm
from tests.web.seitenhilfe import bedient

SEITEN = [
    "",
    "?von=beispielstadt/Z-2026-7",
    "arten",
    "arten/ziele?leer=massnahmen&regelwerk=kiel/regelwerk",
    "arten/beratungen?datum.von=quatsch",
    "suche?q=Jugend&herkunft=QUELLE",
    "suche?q=Jugend+Xylophon",
    "barrierefreiheit",
]
REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUFKLAPPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"
FOKUS = "(e => (e.innerText || e.value || e.name || '').trim())(document.activeElement)"
SICHTBAR = "(e => getComputedStyle(e).outlineStyle !== 'none')(document.activeElement)"


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with seedprogramm() as programm, bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.fixture
def blatt(chromium: Browser, adresse: str) -> Iterator[Page]:
    umgebung = chromium.new_context(base_url=adresse)
    yield umgebung.new_page()
    umgebung.close()


@pytest.mark.parametrize("ziel", SEITEN)
def test_no_page_scrolls_sideways_at_320_pixels(blatt: Page, ziel: str) -> None:
    blatt.set_viewport_size({"width": 320, "height": 640})
    blatt.goto(ziel)
    blatt.evaluate(AUFKLAPPEN)

    assert 320 == blatt.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("ziel", SEITEN)
def test_axe_finds_nothing_with_all_parts_open_and_the_contrast_holds_in_the_dark_too(blatt: Page, ziel: str) -> None:
    blatt.goto(ziel)
    blatt.evaluate(AUFKLAPPEN)
    hell = Axe().run(blatt, options={"runOnly": REGELN})
    blatt.emulate_media(color_scheme="dark")
    dunkel = Axe().run(blatt, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})

    maengel = [*hell.response["violations"], *dunkel.response["violations"]]
    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in maengel]


def test_the_navigation_does_not_overlap_at_any_width(blatt: Page) -> None:
    blatt.goto("")
    kaesten = {}
    for breite in (320, 360, 768, 1280):
        blatt.set_viewport_size({"width": breite, "height": 640})
        kaesten[breite] = blatt.evaluate(
            """[...document.querySelectorAll('.kopf a, .kopf form')].map(e => e.getBoundingClientRect().toJSON())"""
        )

    ueberlappend = [
        (breite, k)
        for breite, alle in kaesten.items()
        for k, a in enumerate(alle)
        for b in alle[k + 1 :]
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 0.5
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 0.5
    ]
    assert [] == ueberlappend
    assert all(k["right"] <= breite for breite, alle in kaesten.items() for k in alle)


def test_the_keyboard_goes_from_the_skip_link_through_the_navigation_to_the_search(blatt: Page) -> None:
    blatt.goto("barrierefreiheit")
    weg = []
    for _ in range(10):
        blatt.keyboard.press("Tab")
        weg.append(blatt.evaluate(FOKUS))
        assert blatt.evaluate(SICHTBAR)

    namen = ["Start", "Verzeichnis", "Abfragen", "Karten", "Analyse", "Daten", "GraphQL"]
    assert ["Zum Inhalt", "Leitlinien", *namen, "q"] == weg


def test_a_search_from_the_header_is_answered_and_narrowed_by_keyboard(blatt: Page) -> None:
    blatt.goto("barrierefreiheit")
    blatt.locator("#kopfsuche").focus()
    blatt.keyboard.type("Prävention")
    blatt.keyboard.press("Enter")
    vorher = blatt.locator("p[role=status] strong").inner_text()

    blatt.get_by_role("link", name="Maßnahmen", exact=True).focus()
    blatt.keyboard.press("Enter")

    assert vorher != blatt.locator("p[role=status] strong").inner_text()
    assert 1 == blatt.locator(".facette a[aria-current]").count()


def test_a_list_is_filtered_and_the_filter_taken_away_by_keyboard(blatt: Page) -> None:
    blatt.goto("arten/ziele")
    blatt.locator("summary", has_text="Filter").focus()
    blatt.keyboard.press("Enter")
    blatt.locator("#feld-leer").select_option("massnahmen")
    blatt.locator("#feld-leer").press("Tab")
    blatt.locator(".filter button[type=submit]").press("Enter")
    gefiltert = blatt.locator("p[role=status] strong").inner_text()

    blatt.locator(".chip").focus()
    blatt.keyboard.press("Enter")

    assert gefiltert != blatt.locator("p[role=status] strong").inner_text()
    assert 0 == blatt.locator(".chip").count()


def test_the_answer_for_another_grant_is_shown_without_javascript(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, java_script_enabled=False)
    blatt = umgebung.new_page()
    blatt.goto("")
    blatt.locator("#von").select_option("beispielstadt/Z-2026-2")
    blatt.get_by_role("button", name="Zeigen").click()
    gezeigt, ziel = blatt.locator("[aria-labelledby=zuwendung]").inner_text(), blatt.url
    umgebung.close()

    assert "Zuwendung für frühe Angebote der Brücke 2026" in gezeigt
    assert ziel.endswith("#zuwendung")


def test_pages_load_only_from_their_own_server_and_break_no_policy(blatt: Page, adresse: str) -> None:
    fremd: list[str] = []
    meldungen: list[str] = []
    blatt.on("request", lambda anfrage: fremd.append(anfrage.url) if not anfrage.url.startswith(adresse) else None)
    blatt.on("console", lambda m: meldungen.append(m.text) if "400" not in m.text else None)
    for ziel in SEITEN:
        blatt.goto(ziel, wait_until="load")

    assert ([], []) == (fremd, meldungen)
