"""Maps on a real server: pages, files, what is wrong with a question."""

from collections.abc import Iterator
from urllib.parse import urljoin

import httpx
import pytest

from leitlinien.programm import Programm
from leitlinien.web.app import anwendung
from tests.karte.kartenhilfe import elemente, viele
from tests.seedhilfe import seedprogramm
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import Element, bedient, lies

KARTEN = ["von=kiel/regelwerk", "von=beispielstadt/Leitlinien", "von=feld/jugend", "spur=beispielstadt/M2"]


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def gross(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Some thousand nodes."""
    dienst = Probedienst(viele(tmp_path_factory.mktemp("gross"), 40, 8, 8))
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=60) as client:
        yield client


def seite(netz: httpx.Client, adresse: str, status: int = 200) -> Element:
    antwort = netz.get(adresse, headers={"accept": "text/html"})
    assert (status, "text/html; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])
    return lies(antwort.text)


def kaesten(blatt: Element) -> set[str]:
    """Addresses of the boxes that stand for a node or for several."""
    bild = blatt.eins("svg", class_="strategiekarte")
    return {a.attribute["href"] for a in bild.alle("a") if "k-luecke" not in a.attribute["class"]}


@pytest.mark.parametrize("frage", KARTEN)
def test_all_that_is_in_the_picture_is_in_the_table_and_nothing_else(netz: httpx.Client, frage: str) -> None:
    blatt = seite(netz, f"strategiekarte?{frage}")

    zeilen = {th.eins("a").attribute["href"] for th in blatt.eins("tbody").alle("th")}

    assert kaesten(blatt) == zeilen


@pytest.mark.parametrize("frage", KARTEN)
def test_every_box_leads_to_a_page_that_is_there(netz: httpx.Client, frage: str) -> None:
    blatt = seite(netz, f"strategiekarte?{frage}")

    status = {ziel: netz.get(urljoin(str(netz.base_url), ziel)).status_code for ziel in sorted(kaesten(blatt))[::4]}

    assert {200} == set(status.values())


def test_gaps_and_proposals_of_the_picture_stand_in_the_table_in_words(netz: httpx.Client) -> None:
    tabelle = seite(netz, "strategiekarte?von=beispielstadt/Leitlinien").eins("tbody").text

    assert "ohne Maßnahme (nur Vorschlag)" in tabelle
    assert "Ziel-4 Vorschlag" in tabelle


def test_the_page_offers_sets_fields_and_goals_that_all_have_maps(netz: httpx.Client) -> None:
    blatt = seite(netz, "strategiekarte")

    namen = [s.text.split(" (")[0] for s in blatt.alle("summary")]
    ziele = [d.alle("a")[0].attribute["href"] for d in blatt.alle("details")]
    assert ["Regelwerke", "Handlungsfelder", "Zielgruppen", "Sozialräume", "Leitlinien", "Ziele"] == namen
    assert {200} == {netz.get(ziel).status_code for ziel in ziele}


def test_the_same_map_without_proposals_is_one_link_away(netz: httpx.Client) -> None:
    blatt = seite(netz, "strategiekarte?von=kiel/regelwerk")

    (ohne,) = [a.attribute["href"] for a in blatt.alle("a") if a.text == "Ohne Vorschläge"]

    assert "Vorschläge sind nicht gezeichnet." in seite(netz, ohne).text


@pytest.mark.parametrize("frage", KARTEN)
def test_the_file_has_absolute_links_to_the_same_nodes(netz: httpx.Client, programm: Programm, frage: str) -> None:
    in_seite = kaesten(seite(netz, f"strategiekarte?{frage}"))

    datei = netz.get(f"strategiekarte.svg?{frage}").text

    ziele = {a.get("href") for a in elemente(datei, "a") if "k-luecke" not in (a.get("class") or "")}
    assert {urljoin(programm.adressen.basis, ziel) for ziel in in_seite} == ziele


def test_a_file_says_what_it_is_and_allows_its_own_style_only(netz: httpx.Client) -> None:
    antwort = netz.get("strategiekarte.svg?spur=beispielstadt/M2")

    assert "image/svg+xml; charset=utf-8" == antwort.headers["content-type"]
    assert 'inline; filename="spur_beispielstadt-M2_r1.svg"' == antwort.headers["content-disposition"]
    assert "style-src 'sha256-" in antwort.headers["content-security-policy"]
    assert "unsafe" not in antwort.headers["content-security-policy"]


@pytest.mark.parametrize("endung", ["svg", "png"])
def test_who_has_a_file_already_does_not_get_it_again(netz: httpx.Client, endung: str) -> None:
    adresse = f"strategiekarte.{endung}?spur=beispielstadt/M2"
    marke = netz.get(adresse).headers["etag"]

    noch_einmal = netz.get(adresse, headers={"if-none-match": marke})

    assert (304, b"") == (noch_einmal.status_code, noch_einmal.content)
    assert marke != netz.get(f"{adresse}&breite=400").headers["etag"]


def test_a_png_is_one_and_as_wide_as_asked(netz: httpx.Client) -> None:
    antwort = netz.get("strategiekarte.png?spur=beispielstadt/M2&breite=640")

    assert "image/png" == antwort.headers["content-type"]
    assert 640 == int.from_bytes(antwort.content[16:20])


def test_an_older_revision_has_its_own_map(netz: httpx.Client) -> None:
    assert "Revision 1 ·" in netz.get("strategiekarte.svg?von=kiel/regelwerk&revision=1").text


@pytest.mark.parametrize(
    ("frage", "status", "wort"),
    [
        ("", 400, "von"),
        ("spur=kiel/gibtesnicht", 404, "kiel/gibtesnicht"),
        ("spur=<script>", 400, "keine Adresse"),
        ("von=kiel/K01&spur=kiel/K02", 400, "nicht beides"),
        ("spur=kiel/K01&breite=viel", 400, "breite"),
        ("spur=kiel/K01&breite=99999", 400, "breite"),
        ("spur=kiel/K01&revision=99", 400, "Revision 99"),
        ("spur=kiel/K01&revision=-1", 400, "revision"),
        ("spur=kiel/K01&revision=99999999999999999999", 400, "revision"),
    ],
)
@pytest.mark.parametrize("endung", ["svg", "png"])
def test_a_wrong_question_is_answered_with_what_is_wrong(
    netz: httpx.Client, endung: str, frage: str, status: int, wort: str
) -> None:
    antwort = netz.get(f"strategiekarte.{endung}?{frage}")

    assert status == antwort.status_code
    assert wort in antwort.text


@pytest.mark.parametrize(("frage", "status"), [("spur=kiel/gibtesnicht", 404), ("spur=%3Cscript%3E", 400)])
def test_the_page_says_what_is_wrong_and_offers_what_there_is(netz: httpx.Client, frage: str, status: int) -> None:
    blatt = seite(netz, f"strategiekarte?{frage}", status)

    assert "Diese Karte gibt es nicht" in blatt.eins("div", role="alert").text
    assert "Regelwerke (6)" in blatt.text


def test_a_node_that_no_map_has_a_place_for_gets_a_page_that_says_so(netz: httpx.Client) -> None:
    assert (
        "Hierzu gehört nichts, was eine Karte zeigen könnte."
        in seite(netz, "strategiekarte?von=kgst/dokument-soziale-kommune").text
    )


def test_a_map_of_thousands_of_nodes_folds_and_says_how_many(gross: httpx.Client) -> None:
    blatt = seite(gross, "strategiekarte?von=b/R")

    assert 1 + 40 + 40 * 8 + 40 * 64 > 2900
    assert len(kaesten(blatt)) < 350
    assert "weitere sind zusammengefasst" in blatt.text


def test_what_is_folded_can_be_opened_step_by_step(gross: httpx.Client) -> None:
    blatt = seite(gross, "strategiekarte?von=b/R")
    (rest, *_) = [z for z in sorted(kaesten(blatt)) if "spur=" in z]

    naechste = seite(gross, rest)

    assert naechste.eins("svg", class_="strategiekarte").alle("a")


def test_the_map_works_below_a_prefix_that_nobody_told_it_of(programm: Programm) -> None:
    with bedient(anwendung(programm), "/wissen") as adresse, httpx.Client(base_url=adresse) as client:
        blatt = seite(client, "strategiekarte?spur=beispielstadt/M2")
        status = {client.get(urljoin(f"{adresse}strategiekarte", ziel)).status_code for ziel in kaesten(blatt)}

    assert {200} == status
