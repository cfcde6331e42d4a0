"""The pages of nodes in a real browser: narrow, accessible, within their policy."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from leitlinien.web.app import anwendung
from tests.seedhilfe import seedprogramm
from tests.web.seitenhilfe import bedient

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SEITEN = [
    "id/kiel/K13",
    "id/beispielstadt/Z-2026-1",
    "id/kgst/dokument-soziale-kommune",
    "kiel/leitlinien/2001-2151",
]
REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with seedprogramm() as programm, bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.mark.parametrize("ziel", SEITEN)
def test_no_page_of_a_node_scrolls_sideways_at_320_pixels(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, viewport={"width": 320, "height": 640})
    blatt = umgebung.new_page()
    blatt.goto(f"id/{ziel}")
    breite = blatt.evaluate("document.documentElement.scrollWidth")
    umgebung.close()

    assert 320 == breite


@pytest.mark.parametrize("ziel", SEITEN)
def test_axe_finds_nothing_on_a_page_of_a_node(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    blatt.goto(f"id/{ziel}")
    gefunden = Axe().run(blatt, options={"runOnly": REGELN})
    umgebung.close()

    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in gefunden.response["violations"]]
