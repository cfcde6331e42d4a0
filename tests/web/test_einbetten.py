"""What other pages embed: cards, badges and the component, on a real server over a store with a history."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from leitlinien.programm import Programm
from leitlinien.rows import Bestand
from leitlinien.web.app import anwendung
from leitlinien.web.einbetten.karte import richtlinie
from tests.bauhilfe import stand
from tests.web.einbetthilfe import probeprogramm, xml
from tests.web.httphilfe import kunde
from tests.web.seitenhilfe import Element, bedient, lies

SVG = "{http://www.w3.org/2000/svg}"
STAENDE = {
    "b/L": "gültig",
    "b/offen": "verzeichnet",
    "b/bestritten": "verzeichnet",
    "b/bald": "verzeichnet",
    "b/kuenftig": "künftig",
    "b/abgelaufen": "abgelaufen",
    "b/im-alten": "abgelaufen",
    "b/ersetzt": "ersetzt",
    "b/weg": "aufgehoben",
}


@pytest.fixture(scope="module")
def programm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programm]:
    with probeprogramm(tmp_path_factory.mktemp("einbetten")) as programm:
        yield programm


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def karte(netz: httpx.Client, pfad: str) -> Element:
    return lies(netz.get(f"id/{pfad}/karte").text)


@pytest.mark.parametrize(("pfad", "wort"), STAENDE.items())
def test_a_card_says_whether_the_node_is_in_force(netz: httpx.Client, pfad: str, wort: str) -> None:
    assert wort == karte(netz, pfad).eins("span", class_="zustand").text


@pytest.mark.parametrize(("pfad", "wort"), STAENDE.items())
def test_a_badge_says_the_same_as_the_card(netz: httpx.Client, pfad: str, wort: str) -> None:
    bild = xml(netz.get(f"id/{pfad}/plakette.svg"))

    kennung = karte(netz, pfad).eins("strong").text
    assert ["Leitlinie", f"{kennung} {wort}"] == [t.text for t in bild.iter(f"{SVG}text")]


def test_a_card_names_kind_title_set_and_the_days(netz: httpx.Client) -> None:
    text = karte(netz, "b/L").eins("main").text

    assert "Leitlinie L1" in text
    assert "Aus: Leitlinien der Stadt" in text
    assert "seit 01.01.2020 bis 31.12.2098" in text
    assert "Geändert am " in text


def test_a_card_says_when_no_day_is_stated(netz: httpx.Client) -> None:
    assert "ob und seit wann es gültig ist, ist nicht angegeben" in karte(netz, "b/offen").text


def test_the_link_of_a_card_opens_the_permanent_address_in_a_window_that_cannot_reach_back(netz: httpx.Client) -> None:
    link = karte(netz, "b/L").eins("h1").eins("a").attribute

    assert {"href": "http://localhost:8000/id/b/L", "target": "_blank", "rel": "noopener"} == link


def test_the_card_of_a_withdrawn_node_is_410_and_names_its_successor(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/weg/karte")

    assert 410 == antwort.status_code
    gelesen = lies(antwort.text)
    assert "Zurückgezogene <Fassung>" in gelesen.eins("h1").text
    assert "Neue Fassung & mehr" in gelesen.eins("p", class_="ersetzt").eins("a").text


def test_a_card_says_what_will_take_the_place(netz: httpx.Client) -> None:
    assert "Wird ersetzt durch Wohnen für alle" in karte(netz, "b/bald").eins("p", class_="ersetzt").text


def test_a_proposed_successor_is_not_named(netz: httpx.Client) -> None:
    assert [] == karte(netz, "b/bestritten").alle("p", class_="ersetzt")


@pytest.mark.parametrize(("pfad", "marke"), [("b/Bsp", "Beispiel"), ("b/Ausl", "Auslegung")])
def test_what_is_invented_or_interpreted_is_marked_on_card_and_badge(netz: httpx.Client, pfad: str, marke: str) -> None:
    auf_karte = karte(netz, pfad).eins("span", class_=f"marke marke-{marke.lower()}").text

    assert auf_karte.startswith(marke)
    assert f"· {marke}" in netz.get(f"id/{pfad}/plakette.svg").text


def test_the_card_of_what_never_was_is_404_and_can_be_framed(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/nie/karte")

    assert 404 == antwort.status_code
    assert antwort.headers["content-security-policy"].endswith("frame-ancestors *")
    assert "Diesen Verweis gibt es nicht" in antwort.text


@pytest.mark.parametrize(("adresse", "titel"), [("id/b/P/karte", "Karte"), ("id/b/P/plakette.svg", "Plakette")])
def test_a_node_that_is_called_like_a_card_or_badge_has_its_page_there(
    netz: httpx.Client, adresse: str, titel: str
) -> None:
    gelesen = lies(netz.get(adresse, headers={"accept": "text/html"}).text)

    assert f"Heißt wie eine {titel}" == gelesen.eins("h1").text


def test_a_card_may_be_framed_and_loads_only_its_style_sheet(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/L/karte")

    assert richtlinie(["*"]) == antwort.headers["content-security-policy"]
    gelesen = lies(antwort.text)
    assert [] == gelesen.alle("script", "img", "style")
    blatt = netz.get(f"id/b/L/{gelesen.eins('link').attribute['href']}")
    assert "text/css; charset=utf-8" == blatt.headers["content-type"]


@pytest.mark.parametrize(
    ("rahmen", "davor"),
    [
        (("*",), "frame-ancestors *"),
        (("https://stadt.example",), "frame-ancestors 'self' https://stadt.example"),
        ((), "frame-ancestors 'self'"),
    ],
)
def test_only_configured_origins_may_frame_a_card(rahmen: tuple[str, ...], davor: str) -> None:
    assert davor == richtlinie(rahmen).split("; ")[-1]


def test_other_pages_still_may_not_be_framed(netz: httpx.Client) -> None:
    assert "frame-ancestors 'none'" in netz.get("id/b/L").headers["content-security-policy"]


@pytest.mark.parametrize("adresse", ["id/b/L/karte", "id/b/L/plakette.svg", "einbetten.js", "api/verweis?id=b/L"])
def test_what_did_not_change_is_not_sent_again(netz: httpx.Client, adresse: str) -> None:
    marke = netz.get(adresse).headers["etag"]

    assert 304 == netz.get(adresse, headers={"if-none-match": marke}).status_code


@pytest.mark.parametrize("adresse", ["id/b/L/karte", "id/b/L/plakette.svg", "einbetten.js", "api/verweis?id=b/L"])
def test_what_is_embedded_may_be_loaded_by_pages_of_other_origins(netz: httpx.Client, adresse: str) -> None:
    assert "cross-origin" == netz.get(adresse).headers["cross-origin-resource-policy"]


def test_a_badge_has_a_title_and_is_safe_whatever_the_node_is_called(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/weg/plakette.svg")

    bild = xml(antwort)
    assert "Leitlinie L8 aufgehoben: Zurückgezogene <Fassung>" == bild.findtext(f"{SVG}title")
    assert ("img", "t") == (bild.get("role"), bild.get("aria-labelledby"))
    assert "image/svg+xml; charset=utf-8" == antwort.headers["content-type"]


def test_the_badge_of_what_never_was_is_grey_and_404(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/nie/plakette.svg")

    assert (404, True) == (antwort.status_code, "unbekannt" in antwort.text)


def test_the_component_is_smaller_than_5_kilobytes(netz: httpx.Client) -> None:
    antwort = netz.get("einbetten.js")

    assert len(antwort.content) < 5000
    assert "text/javascript; charset=utf-8" == antwort.headers["content-type"]
    assert "*" == antwort.headers["access-control-allow-origin"]


def test_the_page_shows_every_form_for_the_node_asked_for(netz: httpx.Client) -> None:
    gelesen = lies(netz.get("einbetten", params={"id": "http://localhost:8000/id/b/neu"}).text)

    assert "./id/b/neu/karte" == gelesen.eins("iframe").attribute["src"]
    gezeigt = "\n".join(e.text for e in gelesen.alle("code"))
    assert f'<iframe src="{netz.base_url}id/b/neu/karte"' in gezeigt
    assert f'<script src="{netz.base_url}einbetten.js" defer></script>' in gezeigt
    assert "Neue Fassung &amp; mehr</a></leitlinie-verweis>" in gezeigt
    assert f"{netz.base_url}id/b/neu/plakette.svg" in gezeigt
    assert f"{netz.base_url}api/abgleich" in gezeigt


def test_the_page_without_a_node_begins_with_one(netz: httpx.Client) -> None:
    assert 1 == len(lies(netz.get("einbetten").text).alle("iframe"))


def test_the_page_offers_nodes_for_words(netz: httpx.Client) -> None:
    gelesen = lies(netz.get("einbetten", params={"id": "Prävention"}).text)

    assert "./einbetten?id=b/L" in [a.attribute.get("href") for a in gelesen.alle("a")]


def test_the_page_says_when_there_is_nothing(netz: httpx.Client) -> None:
    antwort = netz.get("einbetten", params={"id": "<b>quatsch"})

    assert 404 == antwort.status_code
    assert "Zu „<b>quatsch“ gibt es hier nichts" in lies(antwort.text).eins("div", class_="meldung").text


def test_an_empty_program_has_a_page_too(tmp_path: Path) -> None:
    with kunde(stand(Bestand(), tmp_path)) as client:
        antwort = client.get("/einbetten")

    assert "Der Datenstand ist noch leer" in antwort.text


def test_everything_works_under_a_path_prefix(programm: Programm) -> None:
    with bedient(anwendung(programm), "/unter/einem") as adresse, httpx.Client(base_url=adresse) as client:
        rahmen = lies(client.get("oembed", params={"url": "b/L"}).json()["html"]).eins("iframe").attribute["src"]
        karte = client.get(rahmen)
        stil = urljoin(rahmen, lies(karte.text).eins("link").attribute["href"])
        dienst = client.get("api/abgleich").json()["suggest"]["entity"]["service_url"]
        gelesen = lies(client.get("einbetten?id=b/L").text)
        vorschau = urljoin(f"{adresse}einbetten", gelesen.eins("iframe").attribute["src"])

        assert f"{adresse}id/b/L/karte" == rahmen == vorschau
        assert (200, 200) == (karte.status_code, client.get(stil).status_code)
        assert adresse == f"{dienst}/"


def test_under_the_name_of_the_base_addresses_are_those_of_the_base(netz: httpx.Client) -> None:
    kopf = {"host": "localhost:8000"}

    assert "http://localhost:8000/" == netz.get("oembed?url=b/L", headers=kopf).json()["provider_url"]


@pytest.mark.parametrize("adresse", ["id/b/L/karte", "id/b/L/plakette.svg", "einbetten", "einbetten.js"])
def test_what_is_only_read_takes_no_other_method(netz: httpx.Client, adresse: str) -> None:
    assert 405 == netz.post(adresse).status_code


def test_the_card_at_a_former_address_is_that_of_today(netz: httpx.Client) -> None:
    assert "Früher woanders" in karte(netz, "b/frueher").eins("h1").text
