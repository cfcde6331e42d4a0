"""Embedding in a real browser: a page of another origin, with a strict policy of its own, shows all forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from leitlinien.web.app import anwendung
from tests.web.einbetthilfe import andere_seite, probeprogramm
from tests.web.seitenhilfe import bedient

REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BASIS = "http://localhost:8000/"
BAUSTEIN = (
    '<leitlinie-verweis iri="{basis}id/{id}"><a id="{name}" href="{basis}id/{id}">Der Link</a></leitlinie-verweis>'
)


@dataclass
class Blatt:
    """A page with what its console said."""

    seite: Page
    meldungen: list[str] = field(default_factory=list)

    def baustein(self, name: str) -> dict[str, object]:
        """What the component around a link shows, once it has an answer or none."""
        self.seite.wait_for_selector(f"leitlinie-verweis:has(#{name})[zustand]:not([zustand=laedt])")
        gezeigt: dict[str, object] = self.seite.evaluate(
            """name => {
                const e = document.getElementById(name).parentElement;
                const inhalt = e.shadowRoot;
                return {
                    zustand: e.getAttribute("zustand"),
                    text: inhalt.textContent.trim(),
                    ziele: [...inhalt.querySelectorAll("a")].map((a) => a.href),
                    ersatz: inhalt.querySelector("slot") !== null,
                };
            }""",
            name,
        )
        return gezeigt


@pytest.fixture(scope="module")
def dienst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        probeprogramm(tmp_path_factory.mktemp("browser")) as programm,
        bedient(anwendung(programm)) as adresse,
    ):
        yield adresse


@contextmanager
def offen(chromium: Browser, adresse: str, **umgebung: object) -> Iterator[Blatt]:
    kontext = chromium.new_context(**umgebung)  # type: ignore[arg-type]
    blatt = Blatt(kontext.new_page())
    blatt.seite.on("console", lambda m: blatt.meldungen.append(m.text))
    blatt.seite.on("pageerror", lambda f: blatt.meldungen.append(str(f)))
    blatt.seite.goto(adresse)
    yield blatt
    kontext.close()


def fremde_seite(dienst: str) -> tuple[str, dict[str, str]]:
    """A page of another town with every form, and its policy, which allows this service and nothing inline."""
    verweise = "".join(
        f"<p>{BAUSTEIN.format(basis=BASIS, id=f'b/{name}', name=name)}</p>"
        for name in ("L", "weg", "Bsp", "bald", "nie")
    )
    html = f"""<!doctype html><html lang="de"><head><title>Fremd</title><link rel="icon" href="data:,">
        <script src="{dienst}einbetten.js" defer></script></head><body><main><h1>Fremde Seite</h1>
        {verweise}
        <iframe src="{dienst}id/b/L/karte" title="Karte" sandbox="allow-popups"></iframe>
        <iframe src="{dienst}id/b/weg/karte" title="Aufgehoben" width="300"></iframe>
        <img src="{dienst}id/b/L/plakette.svg" alt="Leitlinie L1"></main></body></html>"""
    wer = dienst.rstrip("/")
    regel = f"default-src 'none'; script-src {wer}; connect-src {wer}; frame-src {wer}; img-src {wer} data:"
    return html, {"content-security-policy": regel}


@pytest.fixture(scope="module")
def fremd(chromium: Browser, dienst: str) -> Iterator[Blatt]:
    with andere_seite(*fremde_seite(dienst)) as adresse, offen(chromium, adresse) as blatt:
        blatt.baustein("nie")
        blatt.seite.wait_for_load_state("networkidle")
        yield blatt


def test_the_component_shows_title_and_state_on_a_page_of_another_origin(fremd: Blatt) -> None:
    gezeigt = fremd.baustein("L")

    assert "Prävention vor Intervention gültig bis 31.12.2098" == gezeigt["text"]
    assert [f"{BASIS}id/b/L"] == gezeigt["ziele"]
    assert "gueltig" == gezeigt["zustand"]


def test_the_component_leads_to_what_took_the_place(fremd: Blatt) -> None:
    gezeigt = fremd.baustein("weg")

    assert "Zurückgezogene <Fassung> aufgehoben, ersetzt durch Neue Fassung & mehr" == gezeigt["text"]
    assert [f"{BASIS}id/b/weg", f"{BASIS}id/b/neu"] == gezeigt["ziele"]


def test_the_component_says_what_will_take_the_place(fremd: Blatt) -> None:
    assert "Gilt noch verzeichnet, wird ersetzt durch Wohnen für alle" == fremd.baustein("bald")["text"]


def test_the_component_marks_what_is_invented(fremd: Blatt) -> None:
    assert "Erfundene Leitlinie Beispiel verzeichnet" == fremd.baustein("Bsp")["text"]


def test_the_link_stays_where_the_service_does_not_know_the_node(fremd: Blatt) -> None:
    gezeigt = fremd.baustein("nie")

    assert ("unbekannt", True) == (gezeigt["zustand"], gezeigt["ersatz"])
    assert fremd.seite.is_visible("#nie")


def test_a_frame_of_another_origin_shows_the_card(fremd: Blatt) -> None:
    karte = fremd.seite.frame_locator("iframe[title=Karte]")

    assert "Prävention vor Intervention (neues Fenster)" == " ".join(karte.locator("h1").inner_text().split())
    assert "6px" == karte.locator("main").evaluate("e => getComputedStyle(e).borderLeftWidth")


def test_a_frame_shows_the_card_of_what_was_withdrawn(fremd: Blatt) -> None:
    karte = fremd.seite.frame_locator("iframe[title=Aufgehoben]")

    assert "aufgehoben" == karte.locator(".zustand").inner_text()


def test_the_badge_is_drawn(fremd: Blatt) -> None:
    assert fremd.seite.evaluate("document.querySelector('img').naturalWidth") > 50


def test_the_console_says_only_that_two_addresses_lead_to_nothing(fremd: Blatt) -> None:
    assert {
        "Failed to load resource: the server responded with a status of 404 (Not Found)",
        "Failed to load resource: the server responded with a status of 410 (Gone)",
    } == set(fremd.meldungen)


def test_another_iri_asks_again_and_the_attribute_follows_the_property(chromium: Browser, dienst: str) -> None:
    with andere_seite(*fremde_seite(dienst)) as adresse, offen(chromium, adresse) as blatt:
        blatt.baustein("L")
        blatt.seite.evaluate(f"document.getElementById('L').parentElement.iri = '{BASIS}id/b/kuenftig'")
        gezeigt = blatt.baustein("L")
        attribut = blatt.seite.get_attribute("leitlinie-verweis", "iri")

    assert "Wohnen für alle künftig ab 01.01.2099" == gezeigt["text"]
    assert f"{BASIS}id/b/kuenftig" == attribut


def test_the_link_stays_when_the_service_is_down(chromium: Browser, dienst: str) -> None:
    with andere_seite(*fremde_seite(dienst)) as adresse:
        kontext = chromium.new_context()
        seite = kontext.new_page()
        seite.route("**/api/verweis*", lambda weg: weg.abort())
        seite.goto(adresse)
        blatt = Blatt(seite)
        gezeigt = blatt.baustein("L")
        zu_sehen, ziel = seite.is_visible("#L"), seite.get_attribute("#L", "href")
        kontext.close()

    assert ("fehler", True) == (gezeigt["zustand"], gezeigt["ersatz"])
    assert (True, f"{BASIS}id/b/L") == (zu_sehen, ziel)


def test_the_link_stays_without_scripts(chromium: Browser, dienst: str) -> None:
    with (
        andere_seite(*fremde_seite(dienst)) as adresse,
        offen(chromium, adresse, java_script_enabled=False) as blatt,
    ):
        assert blatt.seite.is_visible("#L")


def test_the_colours_of_the_component_follow_the_page_and_not_the_reader(chromium: Browser, dienst: str) -> None:
    with (
        andere_seite(*fremde_seite(dienst)) as adresse,
        offen(chromium, adresse, color_scheme="dark") as blatt,
    ):
        blatt.baustein("L")
        farbe = blatt.seite.evaluate(
            "getComputedStyle(document.getElementById('L').parentElement.shadowRoot.querySelector('b')).color"
        )

    # the page says nothing of dark colours, so it is light whatever the reader prefers
    assert "rgb(255, 255, 255)" == farbe


SEITEN = [
    "id/b/L/karte",
    "id/b/weg/karte",
    "id/b/Bsp/karte",
    "id/b/nie/karte",
    "einbetten?id=b/Bsp",
    "einbetten?id=Kinder",
]


FARBEN = [*((ziel, "light") for ziel in SEITEN), ("id/b/Bsp/karte", "dark"), ("einbetten?id=b/Bsp", "dark")]


@pytest.mark.parametrize(("ziel", "schema"), FARBEN)
def test_axe_finds_nothing(chromium: Browser, dienst: str, ziel: str, schema: str) -> None:
    with offen(chromium, f"{dienst}{ziel}", color_scheme=schema) as blatt:
        blatt.seite.wait_for_load_state("networkidle")
        gefunden = Axe().run(blatt.seite, options={"runOnly": REGELN})

    assert [] == [(v["id"], [k["html"] for k in v["nodes"]][:3]) for v in gefunden.response["violations"]]


@pytest.mark.parametrize(("ziel", "breite"), [(z, 200 if z.endswith("karte") else 320) for z in SEITEN])
def test_nothing_scrolls_sideways(chromium: Browser, dienst: str, ziel: str, breite: int) -> None:
    with offen(chromium, f"{dienst}{ziel}", viewport={"width": breite, "height": 600}) as blatt:
        gemessen = blatt.seite.evaluate("document.documentElement.scrollWidth")

    assert breite == gemessen


def test_the_page_shows_card_badge_and_component_within_its_own_policy(chromium: Browser, dienst: str) -> None:
    with offen(chromium, f"{dienst}einbetten?id=b/L") as blatt:
        blatt.seite.wait_for_selector("leitlinie-verweis[zustand=gueltig]")
        blatt.seite.wait_for_load_state("networkidle")
        karte = blatt.seite.frame_locator("iframe").locator("h1").inner_text()
        breite = blatt.seite.evaluate("document.querySelector('img').naturalWidth")

    assert karte.startswith("Prävention vor Intervention")
    assert breite > 50
    assert [] == blatt.meldungen
