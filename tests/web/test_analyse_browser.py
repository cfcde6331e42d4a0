"""The pages of the analysis in a real browser: narrow, accessible, by keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from leitlinien.web.app import anwendung
from tests.seedhilfe import seedprogramm
from tests.web.seitenhilfe import bedient

SEITEN = [
    "analyse?vorschlaege=ja",
    "analyse/wegfall",
    "analyse/wegfall?q=Sprache",
    "analyse/wegfall?id=beispielstadt/M5&vorschlaege=ja",
    "analyse?umfang=beispielstadt/M5",
]
REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with seedprogramm() as programm, bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.mark.parametrize("ziel", SEITEN)
def test_no_page_scrolls_sideways_at_320_pixels(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, viewport={"width": 320, "height": 640})
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    breite = blatt.evaluate("document.documentElement.scrollWidth")
    umgebung.close()

    assert 320 == breite


@pytest.mark.parametrize("dunkel", [False, True])
@pytest.mark.parametrize("ziel", SEITEN)
def test_axe_finds_nothing(chromium: Browser, adresse: str, ziel: str, dunkel: bool) -> None:
    umgebung = chromium.new_context(base_url=adresse, color_scheme="dark" if dunkel else "light")
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    gefunden = Axe().run(blatt, options={"runOnly": REGELN})
    umgebung.close()

    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in gefunden.response["violations"]]


def test_the_way_from_the_overview_to_a_loss_and_back_works_by_keyboard(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    blatt.goto("analyse")
    blatt.get_by_role("link", name="Was fiele weg? Ohne Runder Tisch der Träger").first.press("Enter")
    blatt.wait_for_url("**/analyse/wegfall?id=*")
    titel = blatt.locator("h1").inner_text()
    blatt.get_by_role("navigation", name="Sie sind hier").get_by_role("link").press("Enter")
    blatt.wait_for_url("**/analyse")
    umgebung.close()

    assert "Was fiele weg ohne „Runder Tisch der Träger“?" == titel
