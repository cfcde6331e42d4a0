"""oEmbed (https://oembed.com), asked as a consumer asks."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from micawber import Provider, ProviderRegistry

from leitlinien.programm import Programm
from leitlinien.rows import Bestand
from leitlinien.web.app import anwendung
from tests.bauhilfe import knoten, stand
from tests.web.einbetthilfe import probeprogramm, xml
from tests.web.httphilfe import kunde
from tests.web.seitenhilfe import Element, bedient, lies

BASIS = "http://localhost:8000/"


@pytest.fixture(scope="module")
def programm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programm]:
    with probeprogramm(tmp_path_factory.mktemp("oembed")) as programm:
        yield programm


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def leser(netz: httpx.Client) -> ProviderRegistry:
    """A real consumer that knows this provider."""
    verzeichnis = ProviderRegistry()
    verzeichnis.register(rf"{BASIS}id/\S+", Provider(f"{netz.base_url}oembed"))
    return verzeichnis


def rahmen(html: str) -> Element:
    return lies(html).eins("iframe")


def test_a_consumer_gets_the_card_for_the_permanent_address(leser: ProviderRegistry, netz: httpx.Client) -> None:
    gefunden = leser.request(f"{BASIS}id/b/L")

    assert ("rich", "1.0", "Leitlinien") == (gefunden["type"], gefunden["version"], gefunden["provider_name"])
    assert "Leitlinie L1: Prävention vor Intervention (gültig)" == gefunden["title"]
    gezeigt = rahmen(gefunden["html"]).attribute
    assert f"{netz.base_url}id/b/L/karte" == gezeigt["src"]
    assert "Prävention vor Intervention" in lies(netz.get(gezeigt["src"]).text).eins("h1").text


def test_a_consumer_turns_the_address_in_a_text_into_the_card(leser: ProviderRegistry, netz: httpx.Client) -> None:
    text = leser.parse_text(f"{BASIS}id/b/neu\n")

    assert f"{netz.base_url}id/b/neu/karte" == rahmen(text).attribute["src"]


def test_a_consumer_gets_no_more_than_it_has_room_for(leser: ProviderRegistry) -> None:
    gefunden = leser.request(f"{BASIS}id/b/L", maxwidth=240, maxheight=180)

    assert (240, 180) == (gefunden["width"], gefunden["height"])
    gezeigt = rahmen(gefunden["html"]).attribute
    assert ("240", "180") == (gezeigt["width"], gezeigt["height"])


def test_a_large_room_is_not_filled(leser: ProviderRegistry) -> None:
    assert leser.request(f"{BASIS}id/b/L", maxwidth=4000, maxheight=4000)["width"] < 600


def test_xml_says_the_same_as_json(netz: httpx.Client) -> None:
    frage = {"url": f"{BASIS}id/b/neu", "maxwidth": "300"}
    als_json = netz.get("oembed", params=frage | {"format": "json"}).json()

    antwort = netz.get("oembed", params=frage | {"format": "xml"})

    assert "text/xml; charset=utf-8" == antwort.headers["content-type"]
    gelesen = xml(antwort)
    assert "oembed" == gelesen.tag
    assert {name: str(wert) for name, wert in als_json.items()} == {k.tag: k.text for k in gelesen}


@pytest.mark.parametrize("weg", ["b/L", "{basis}id/b/L.ttl", "{hier}id/b/L", "{hier}id/b/L.html"])
def test_any_address_of_a_node_is_known(netz: httpx.Client, weg: str) -> None:
    adresse = weg.format(basis=BASIS, hier=netz.base_url)

    assert 200 == netz.get("oembed", params={"url": adresse}).status_code


@pytest.mark.parametrize(
    ("frage", "status"),
    [
        ({}, 400),
        ({"url": " "}, 400),
        ({"url": "b/L", "maxwidth": "breit"}, 400),
        ({"url": "b/L", "maxheight": "-1"}, 400),
        ({"url": f"{BASIS}id/b/nie"}, 404),
        ({"url": "https://anderswo.example/id/b/L"}, 404),
        ({"url": "b/L", "format": "yaml"}, 501),
    ],
)
def test_what_cannot_be_answered_has_the_status_of_the_specification(
    netz: httpx.Client, frage: dict[str, str], status: int
) -> None:
    antwort = netz.get("oembed", params=frage)

    assert status == antwort.status_code
    assert antwort.json()["fehler"]["meldung"].endswith(".")


def test_what_was_withdrawn_is_shown_as_withdrawn(leser: ProviderRegistry) -> None:
    assert leser.request(f"{BASIS}id/b/weg")["title"].endswith("(aufgehoben)")


def test_what_is_invented_says_so_in_its_title(leser: ProviderRegistry) -> None:
    assert "[Beispiel]" in leser.request(f"{BASIS}id/b/Bsp")["title"]


def test_a_title_cannot_break_out_of_the_frame(leser: ProviderRegistry) -> None:
    gefunden = leser.request(f"{BASIS}id/b/weg")["html"]

    assert "Leitlinie L8: Zurückgezogene <Fassung>" == rahmen(gefunden).attribute["title"]


def test_a_title_with_characters_that_xml_cannot_hold_is_given_without_them(tmp_path: Path) -> None:
    bestand = Bestand([knoten("Ziel", "b/Z", titel="Ziel\x0b\x01 & <mehr>")])
    with kunde(stand(bestand, tmp_path)) as client:
        oembed = xml(client.get("/oembed?url=b/Z&format=xml"))
        plakette = xml(client.get("/id/b/Z/plakette.svg"))

    assert "Ziel & <mehr>" in (oembed.findtext("title") or "")
    assert "Ziel & <mehr>" in "".join(plakette.itertext())
