"""References for other programs: what is told about one, what is found, and the check of many at once."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from leitlinien.programm import Programm
from leitlinien.web.app import anwendung
from leitlinien.web.einbetten.verweise import MEISTE_LINKS, MEISTE_TREFFER
from tests.web.einbetthilfe import probeprogramm
from tests.web.seitenhilfe import bedient

BASIS = "http://localhost:8000/"


@pytest.fixture(scope="module")
def programm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programm]:
    with probeprogramm(tmp_path_factory.mktemp("verweise")) as programm:
        yield programm


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def verweis(netz: httpx.Client, id: str) -> dict[str, Any]:
    antwort = netz.get("api/verweis", params={"id": id})
    assert 200 == antwort.status_code
    gelesen: dict[str, Any] = antwort.json()
    return gelesen


def fehler(antwort: httpx.Response) -> tuple[int, str]:
    inhalt = antwort.json()
    assert {"code", "meldung"} == set(inhalt["fehler"])
    return antwort.status_code, inhalt["fehler"]["code"]


def test_a_reference_is_told_whole(netz: httpx.Client) -> None:
    gesagt = verweis(netz, "b/L")

    assert gesagt.pop("geaendertAm").endswith("Z")
    assert {
        "id": "b/L",
        "adresse": f"{BASIS}id/b/L",
        "kennung": "L1",
        "titel": "Prävention vor Intervention",
        "art": "Leitlinie",
        "artname": "Leitlinie",
        "zustand": "gueltig",
        "gueltigVon": "2020-01-01",
        "gueltigBis": "2098-12-31",
        "aufgehobenAm": None,
        "regelwerk": {"id": "b/R", "adresse": f"{BASIS}id/b/R", "kennung": "R", "titel": "Leitlinien der Stadt"},
        "ersetztDurch": [],
        "herkunft": "QUELLE",
        "revision": 2,
    } == gesagt


def test_what_was_withdrawn_is_told_from_history(netz: httpx.Client, programm: Programm) -> None:
    gesagt = verweis(netz, "b/weg")

    assert ("aufgehoben", "L8", "Leitlinie") == (gesagt["zustand"], gesagt["kennung"], gesagt["art"])
    assert ["b/neu"] == [n["id"] for n in gesagt["ersetztDurch"]]
    assert "b/R" == gesagt["regelwerk"]["id"]
    assert programm.revisionen()[1].zeit == gesagt["aufgehobenAm"]


def test_the_day_of_the_last_change_is_that_of_the_revision_that_touched_it(
    netz: httpx.Client, programm: Programm
) -> None:
    erste, zweite = (r.zeit for r in programm.revisionen())

    # the newer guideline lost its link to the withdrawn one
    assert [erste, zweite] == [verweis(netz, id)["geaendertAm"] for id in ("b/offen", "b/neu")]


def test_any_way_to_write_an_address_means_the_node(netz: httpx.Client) -> None:
    hier = str(netz.base_url)
    wege = [
        "b/L",
        " b/L ",
        f"{BASIS}id/b/L",
        f"{BASIS}id/b/L?revision=2#spur",
        f"{BASIS}id/b/L.ttl",
        f"{BASIS}id/b/L/",
        f"{hier}id/b/L.html",
        f"{hier}id/b/L/karte",
        f"{hier}id/b%2FL/plakette.svg",
        f"{hier.replace('http:', 'https:')}id/b/L",
        f"{hier.replace('http:', 'HTTP:')}id/b/L",
    ]

    assert ["b/L"] * len(wege) == [verweis(netz, weg)["id"] for weg in wege]


def test_a_node_that_moved_is_told_under_its_address_of_today(netz: httpx.Client) -> None:
    gesagt = verweis(netz, "b/frueher")

    assert ("b/umgezogen", "verzeichnet") == (gesagt["id"], gesagt["zustand"])


@pytest.mark.parametrize(
    ("frage", "erwartet"),
    [
        ({"id": "b/nie"}, (404, "UNBEKANNT")),
        ({"id": "https://anderswo.example/x"}, (404, "FREMD")),
        ({"id": "kein weg"}, (400, "UNGUELTIG")),
        ({"id": ""}, (400, "UNGUELTIG")),
        ({"id": "x" * 3000}, (400, "UNGUELTIG")),
        ({}, (400, "EINGABE")),
        ({"id": "b/L", "q": "a"}, (400, "EINGABE")),
        ({"q": "a", "limit": "viele"}, (400, "UNGUELTIGE_ZAHL")),
        ({"q": "a", "limit": "0"}, (400, "UNGUELTIGE_ZAHL")),
        ({"q": "a", "art": "Quatsch"}, (400, "UNBEKANNTE_ART")),
        ({"q": "a" * 500}, (400, "EINGABE")),
    ],
)
def test_bad_input_is_answered_in_german_with_a_code(
    netz: httpx.Client, frage: dict[str, str], erwartet: tuple[int, str]
) -> None:
    assert erwartet == fehler(netz.get("api/verweis", params=frage))


@pytest.mark.parametrize(
    ("frage", "erwartet"),
    [
        ({"q": "Prävention"}, ["b/L"]),
        ({"q": "praev inter"}, []),
        ({"q": "Praevention inter"}, ["b/L"]),
        ({"q": "L5"}, ["b/ersetzt"]),
        ({"q": "Fassung", "art": "ziel"}, []),
        ({"q": "Deutsch", "limit": "1"}, ["b/Z"]),
        ({"q": "  "}, []),
    ],
)
def test_words_and_beginnings_find_nodes(netz: httpx.Client, frage: dict[str, str], erwartet: list[str]) -> None:
    antwort = netz.get("api/verweis", params=frage).json()

    assert erwartet == [t["id"] for t in antwort["treffer"]]


def test_a_list_for_an_input_field_is_never_longer_than_the_limit(netz: httpx.Client) -> None:
    antwort = netz.get("api/verweis", params={"q": "b", "limit": "100000"}).json()

    assert len(antwort["treffer"]) == min(MEISTE_TREFFER, antwort["gesamt"])


LINKS = {
    "b/L": "gueltig",
    f"{BASIS}id/b/weg": "aufgehoben",
    f"{BASIS}id/b/ersetzt.html": "ersetzt",
    "b/kuenftig": "kuenftig",
    "b/abgelaufen": "abgelaufen",
    "b/nie": "unbekannt",
    "https://anderswo.example/x": "fremd",
    "ein satz": "ungueltig",
}


def test_links_are_checked_in_their_order_from_json(netz: httpx.Client) -> None:
    antwort = netz.post("api/pruefe-verweise", json=list(LINKS)).json()

    assert list(LINKS.items()) == [(e["eingabe"], e["zustand"]) for e in antwort["ergebnisse"]]
    assert dict.fromkeys(LINKS.values(), 1) == antwort["zustaende"]


def test_links_are_checked_in_their_order_from_text(netz: httpx.Client) -> None:
    text = "\r\n\n".join(LINKS).encode("utf-8-sig")

    antwort = netz.post("api/pruefe-verweise", content=text, headers={"content-type": "text/plain"}).json()

    assert list(LINKS.items()) == [(e["eingabe"], e["zustand"]) for e in antwort["ergebnisse"]]


def test_the_check_says_what_moved(netz: httpx.Client) -> None:
    antwort = netz.post("api/pruefe-verweise", json={"verweise": ["b/frueher", "b/umgezogen"]}).json()

    assert [True, False] == [e["umgezogen"] for e in antwort["ergebnisse"]]


@pytest.mark.parametrize(
    ("rumpf", "typ", "erwartet"),
    [
        (b"{", "application/json", (400, "UNGUELTIGES_JSON")),
        (b'"b/L"', "application/json", (400, "EINGABE")),
        (b"[1]", "application/json", (400, "EINGABE")),
        (b"\xff", "text/plain", (400, "EINGABE")),
        (b"b/L", "text/csv", (415, "INHALTSTYP")),
        (b"b/L\n" * (MEISTE_LINKS + 1), "text/plain", (413, "ZU_VIELE")),
    ],
)
def test_a_list_that_cannot_be_checked_is_refused(
    netz: httpx.Client, rumpf: bytes, typ: str, erwartet: tuple[int, str]
) -> None:
    antwort = netz.post("api/pruefe-verweise", content=rumpf, headers={"content-type": typ})

    assert erwartet == fehler(antwort)


def test_as_many_links_as_allowed_are_checked(netz: httpx.Client) -> None:
    antwort = netz.post("api/pruefe-verweise", json=["b/L"] * MEISTE_LINKS).json()

    assert (MEISTE_LINKS, {"gueltig": MEISTE_LINKS}) == (antwort["geprueft"], antwort["zustaende"])
