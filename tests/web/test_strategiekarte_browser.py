"""Maps in a real browser: text in its box, keyboard, narrow, light and dark, as an image."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from leitlinien.web.app import anwendung
from tests.seedhilfe import seedprogramm
from tests.web.httphilfe import warte_auf
from tests.web.seitenhilfe import bedient

REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEITEN = [
    "strategiekarte",
    "strategiekarte?von=kiel/regelwerk",
    "strategiekarte?spur=beispielstadt/M2",
    "deckung",
    "deckung?von=beispielstadt/Leitlinien&spalten=massnahmen&zeile=beispielstadt/L1&art=massnahmen",
    "deckung/geld",
]
UEBERSTAND = """
(karte) => [...karte.querySelectorAll("a")].flatMap((a) => {
  const kasten = a.querySelector(".k-flaeche").getBoundingClientRect();
  return [...a.querySelectorAll("text")]
    .map((t) => [t.textContent, t.getBoundingClientRect()])
    .filter(([, r]) => r.left < kasten.left || r.right > kasten.right + 4 || r.top < kasten.top - 1
                       || r.bottom > kasten.bottom + 1)
    .map(([text]) => text);
})
"""
"""Texts that leave their box. The space at the end of each takes up to 4 pixels and shows nothing."""


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with seedprogramm() as programm, bedient(anwendung(programm)) as adresse:
        yield adresse


@pytest.fixture
def blatt(chromium: Browser, adresse: str) -> Iterator[Page]:
    umgebung = chromium.new_context(base_url=adresse, viewport={"width": 1280, "height": 800})
    yield umgebung.new_page()
    umgebung.close()


@pytest.mark.parametrize("ziel", SEITEN)
def test_no_page_scrolls_sideways_at_320_pixels(blatt: Page, ziel: str) -> None:
    blatt.set_viewport_size({"width": 320, "height": 640})

    blatt.goto(ziel)

    assert 320 == blatt.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize(
    ("ziel", "farben"),
    [
        ("strategiekarte", "light"),
        ("strategiekarte?von=beispielstadt/Leitlinien", "light"),
        ("strategiekarte?von=feld/jugend", "dark"),
        ("strategiekarte?spur=beispielstadt/M2", "dark"),
        (SEITEN[4], "light"),
        ("deckung/geld", "dark"),
    ],
)
def test_axe_finds_nothing(chromium: Browser, adresse: str, ziel: str, farben: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, color_scheme="dark" if farben == "dark" else "light")
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    gefunden = Axe().run(blatt, options={"runOnly": REGELN})
    umgebung.close()

    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in gefunden.response["violations"]]


@pytest.mark.parametrize("frage", ["von=kiel/regelwerk", "von=beispielstadt/Leitlinien", "von=goettingen/regelwerk"])
def test_no_text_leaves_its_box_whatever_the_font(blatt: Page, frage: str) -> None:
    blatt.goto(f"strategiekarte.svg?{frage}")
    bild = blatt.query_selector("svg")

    texte = []
    for schrift in (None, "DejaVu Sans", "Liberation Sans"):
        if schrift is not None:
            blatt.evaluate("(s) => document.documentElement.setAttribute('font-family', s)", schrift)
        texte += blatt.evaluate(UEBERSTAND, bild)

    assert [] == texte


def test_the_boxes_are_reached_one_after_the_other_by_keyboard_and_open_their_page(blatt: Page) -> None:
    blatt.goto("strategiekarte?spur=beispielstadt/M2")
    blatt.focus(".kartenrahmen")

    namen = []
    for _ in range(3):
        blatt.keyboard.press("Tab")
        namen.append(blatt.evaluate("document.activeElement.getAttribute('aria-label')"))
    dicke = blatt.evaluate("getComputedStyle(document.activeElement.querySelector('.k-flaeche')).strokeWidth")
    blatt.keyboard.press("Enter")
    blatt.wait_for_url("**/id/**")

    assert 3 == len(set(namen))
    assert all(n.split()[0] in {"Leitlinie", "Ziel-1:", "Ziel-2:"} for n in namen)
    assert "4px" == dicke


def test_a_map_too_wide_for_the_page_scrolls_in_its_frame_by_keyboard(blatt: Page) -> None:
    blatt.goto("strategiekarte?von=beispielstadt/Leitlinien")
    blatt.focus(".kartenrahmen")

    for _ in range(5):
        blatt.keyboard.press("ArrowRight")
    gewandert = "document.querySelector('.kartenrahmen').scrollLeft"
    warte_auf(lambda: blatt.evaluate(gewandert) > 0)

    assert blatt.evaluate(gewandert) > 0


def test_nothing_on_the_pages_is_refused_by_their_policy(blatt: Page) -> None:
    meldungen: list[str] = []
    blatt.on("console", lambda m: meldungen.append(m.text))

    for ziel in (*SEITEN, "strategiekarte.svg?von=beispielstadt/Leitlinien"):
        blatt.goto(ziel)

    assert [] == meldungen


@pytest.mark.parametrize(("farben", "grund"), [("light", [255, 255, 255]), ("dark", [17, 23, 30])])
def test_as_an_image_a_map_follows_the_light_of_the_reader(
    chromium: Browser, adresse: str, farben: str, grund: list[int]
) -> None:
    umgebung = chromium.new_context(base_url=adresse, color_scheme="dark" if farben == "dark" else "light")
    blatt = umgebung.new_page()
    blatt.goto("barrierefreiheit")
    punkt = blatt.evaluate("""
        async () => {
          const bild = new Image();
          bild.src = "strategiekarte.svg?spur=beispielstadt/M2";
          document.body.append(bild);
          await bild.decode();
          const flaeche = Object.assign(document.createElement("canvas"), {width: 40, height: 40});
          flaeche.getContext("2d").drawImage(bild, 0, 0);
          return [...flaeche.getContext("2d").getImageData(2, 2, 1, 1).data].slice(0, 3);
        }
    """)
    umgebung.close()

    assert grund == punkt


def test_a_map_of_its_own_is_dark_for_who_likes_it_dark(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, color_scheme="dark")
    blatt = umgebung.new_page()
    blatt.goto("strategiekarte.svg?spur=beispielstadt/M2")
    grund = blatt.evaluate("getComputedStyle(document.querySelector('svg > .k-grund')).fill")
    umgebung.close()

    assert "rgb(17, 23, 30)" == grund


def test_paper_shows_dark_maps_light(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, color_scheme="dark")
    blatt = umgebung.new_page()
    blatt.goto("strategiekarte?spur=beispielstadt/M2")
    blatt.emulate_media(media="print", color_scheme="dark")
    farbe = blatt.evaluate("getComputedStyle(document.querySelector('.k-knoten text:nth-of-type(2)')).fill")
    umgebung.close()

    assert "rgb(26, 35, 46)" == farbe
