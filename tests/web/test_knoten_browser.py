"""The pages of nodes in a real browser: narrow, accessible, within their policy."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from leitlinien.web.app import anwendung
from tests.seedhilfe import seedprogramm
from tests.web.httphilfe import warte_auf
from tests.web.lebenshilfe import gelebt
from tests.web.seitenhilfe import bedient

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SEITEN = [
    "id/kiel/K13",
    "id/beispielstadt/Z-2026-1",
    "id/kgst/dokument-soziale-kommune",
    "id/kiel/leitlinien/2001-2151",
    "def",
    "def/Ziel",
]
GELEBT = ["id/b/alt?revision=3", "id/b/alt", "link/b/M~traegtBeiZu~b/alt"]
"""An older state, a withdrawn node, a withdrawn link."""
REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with seedprogramm() as programm, bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.fixture(scope="module")
def gelebte(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with gelebt(tmp_path_factory.mktemp("leben")) as programm, bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.mark.parametrize("ziel", SEITEN)
def test_no_page_of_a_node_scrolls_sideways_at_320_pixels(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, viewport={"width": 320, "height": 640})
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    breite = blatt.evaluate("document.documentElement.scrollWidth")
    umgebung.close()

    assert 320 == breite


@pytest.mark.parametrize("ziel", SEITEN)
def test_axe_finds_nothing_on_a_page_of_a_node(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    # all terms are built alike, and looking at each takes half a minute
    blatt.evaluate("document.querySelectorAll('.begriff:nth-of-type(n+5)').forEach(e => e.remove())")
    gefunden = Axe().run(blatt, options={"runOnly": REGELN})
    umgebung.close()

    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in gefunden.response["violations"]]


@pytest.mark.parametrize("ziel", GELEBT)
def test_pages_of_what_was_are_narrow_and_accessible_too(chromium: Browser, gelebte: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=gelebte, viewport={"width": 320, "height": 640})
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    breite = blatt.evaluate("document.documentElement.scrollWidth")
    gefunden = Axe().run(blatt, options={"runOnly": REGELN})
    umgebung.close()

    assert 320 == breite
    assert [] == [v["id"] for v in gefunden.response["violations"]]


def test_the_policy_of_a_page_lets_its_data_block_stand_and_is_not_violated(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    gesagt: list[str] = []
    blatt.on("console", lambda meldung: gesagt.append(meldung.text))
    blatt.goto("id/beispielstadt/Z-2026-1")
    name = blatt.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text).name")
    umgebung.close()

    assert "Zuwendung für das Elterncafé 2026" == name
    assert [] == [m for m in gesagt if "Content Security Policy" in m or "Content-Security-Policy" in m]


def test_a_page_of_a_node_prints_its_statements_and_not_its_buttons(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    blatt.emulate_media(media="print")
    blatt.goto("id/beispielstadt/Z-2026-1")
    sichtbar = [blatt.locator(s).first.is_visible() for s in ("h1", "#geschichte", "#zitieren", ".knoepfe", "details")]
    umgebung.close()

    assert [True, True, True, False, False] == sichtbar


def test_a_scroll_region_of_the_vocabulary_is_reached_by_keyboard(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, viewport={"width": 320, "height": 640})
    blatt = umgebung.new_page()
    blatt.goto("def/Ziel")
    region = blatt.locator(".rollbar").first
    region.focus()
    blatt.keyboard.press("ArrowRight")
    warte_auf(lambda: region.evaluate("e => e.scrollLeft") > 0)
    gewandert = region.evaluate("e => e.scrollLeft")
    umgebung.close()

    assert gewandert > 0
