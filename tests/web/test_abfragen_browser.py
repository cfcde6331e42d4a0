"""The pages of the prepared queries in a real Chromium: by keyboard, narrow, on paper, and checked by axe."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from leitlinien.web.app import anwendung
from tests.seedhilfe import seedprogramm
from tests.web.seitenhilfe import bedient

pytestmark = pytest.mark.hauptpfad

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SPUR = "abfragen/spurEinerZuwendung"
ANTWORT = f"{SPUR}?zuwendung=beispielstadt/Z-2026-1&sicht=MIT_VORSCHLAEGEN"
FALSCH = f"{SPUR}?zuwendung=gibt/es/nicht&wege=viele"
SEITEN = ["", "abfragen", SPUR, ANTWORT, FALSCH, "abfragen/zieleOhneMassnahme", "abfragen/geldEinerZuwendung"]


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with seedprogramm() as programm, bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.fixture
def blatt(chromium: Browser, adresse: str) -> Iterator[Page]:
    """A page without scripts, as the pages must work without."""
    umgebung = chromium.new_context(base_url=adresse, locale="de-DE", java_script_enabled=False)
    yield umgebung.new_page()
    umgebung.close()


def test_a_form_is_filled_and_sent_by_keyboard_and_leads_to_the_table(blatt: Page) -> None:
    blatt.goto("abfragen")
    blatt.locator("a", has_text="Welchen Leitlinien dient diese Zuwendung?").first.focus()
    blatt.keyboard.press("Enter")
    blatt.wait_for_url("**/spurEinerZuwendung")
    for _ in range(30):
        blatt.keyboard.press("Tab")
        if blatt.locator("#feld-zuwendung:focus").count():
            break
    blatt.keyboard.press("ArrowDown")
    blatt.keyboard.press("Enter")
    blatt.locator("#feld-wege").focus()
    blatt.keyboard.press("Enter")

    blatt.wait_for_url("**/spurEinerZuwendung?*#antwort")

    assert blatt.locator("table tbody tr").count() > 0
    assert "Zeilen." in blatt.locator("section[aria-labelledby=antwort] [role=status]").inner_text()


def test_the_first_tab_stop_skips_to_the_content(blatt: Page) -> None:
    blatt.goto("abfragen")
    blatt.keyboard.press("Tab")
    sichtbar = blatt.locator(".sprung:focus").bounding_box()
    blatt.keyboard.press("Enter")

    assert sichtbar is not None
    assert sichtbar["y"] >= 0
    assert blatt.url.endswith("#inhalt")


def test_the_summary_of_errors_leads_to_the_input(blatt: Page) -> None:
    blatt.goto(FALSCH)
    blatt.locator("[role=alert] a", has_text="Wege").click()

    assert blatt.url.endswith("#feld-wege")
    assert 1 == blatt.locator("#feld-wege[aria-invalid=true]").count()


@pytest.mark.parametrize("ziel", SEITEN)
def test_no_page_scrolls_sideways_at_320_pixels(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, viewport={"width": 320, "height": 640})
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    breite = blatt.evaluate("document.documentElement.scrollWidth")
    umgebung.close()

    assert 320 == breite


REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("ziel", SEITEN)
def test_axe_finds_nothing_and_the_contrast_holds_in_the_dark_too(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    hell = Axe().run(blatt, options={"runOnly": REGELN})
    blatt.emulate_media(color_scheme="dark")
    dunkel = Axe().run(blatt, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    umgebung.close()

    maengel = [*hell.response["violations"], *dunkel.response["violations"]]
    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in maengel]


@pytest.mark.parametrize("ziel", SEITEN)
def test_pages_load_only_from_their_own_server_and_break_no_policy(chromium: Browser, adresse: str, ziel: str) -> None:
    fremd, meldungen = [], []
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    blatt.on("request", lambda anfrage: fremd.append(anfrage.url) if not anfrage.url.startswith(adresse) else None)
    blatt.on("console", lambda m: meldungen.append(m.text) if "400" not in m.text else None)
    blatt.goto(ziel, wait_until="networkidle")
    umgebung.close()

    assert ([], []) == (fremd, meldungen)


def test_paper_shows_the_answer_without_navigation_and_form(blatt: Page) -> None:
    blatt.goto(ANTWORT)
    blatt.emulate_media(media="print")

    assert blatt.locator("table").is_visible()
    assert not any(blatt.locator(teil).first.is_visible() for teil in (".kopf", ".formular", ".knoepfe"))
