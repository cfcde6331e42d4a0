"""The pages of the data in a real browser: narrow, accessible, within their policy."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from leitlinien.settings import Settings
from leitlinien.state import State
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import bedient

REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEITEN = [
    "daten",
    "sparql",
    f"sparql?query={quote('SELECT ?s ?p ?o { ?s ?p ?o }')}",
    f"sparql?query={quote('CONSTRUCT WHERE { ?s ?p ?o }')}",
    "sparql?query=SELECT",
]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(
        netz("Ziel b/Z; Massnahme b/M herkunft=BEISPIEL; Dokument b/D"), tmp_path_factory.mktemp("datenseiten")
    )


@pytest.fixture(scope="module")
def adresse(state: State) -> Iterator[str]:
    with bedient(app(Probedienst(state, Settings(sparql=True)))) as adresse:
        yield adresse


@pytest.mark.parametrize("ziel", SEITEN)
def test_no_page_of_the_data_scrolls_sideways_at_320_pixels(chromium: Browser, adresse: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, viewport={"width": 320, "height": 640})
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    breite = blatt.evaluate("document.documentElement.scrollWidth")
    umgebung.close()

    assert 320 == breite


@pytest.mark.parametrize(("schema", "ziel"), [*(("light", z) for z in SEITEN), ("dark", "daten"), ("dark", SEITEN[2])])
def test_axe_finds_nothing_on_a_page_of_the_data(chromium: Browser, adresse: str, schema: str, ziel: str) -> None:
    umgebung = chromium.new_context(base_url=adresse, color_scheme=schema)  # type: ignore[arg-type]
    blatt = umgebung.new_page()
    blatt.goto(ziel)
    gefunden = Axe().run(blatt, options={"runOnly": REGELN})
    umgebung.close()

    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in gefunden.response["violations"]]


def test_a_question_is_asked_and_answered_with_the_keyboard_alone(chromium: Browser, adresse: str) -> None:
    umgebung = chromium.new_context(base_url=adresse)
    blatt = umgebung.new_page()
    blatt.goto("sparql")
    blatt.get_by_label("Frage", exact=True).fill("ASK { ?s ?p ?o }")
    blatt.keyboard.press("Tab")
    blatt.keyboard.press("Enter")
    blatt.wait_for_url("**/sparql?query=**")
    text = blatt.get_by_role("status").inner_text()
    umgebung.close()

    assert text.startswith("Ja")
