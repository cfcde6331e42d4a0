"""The search page: hits with marks, facets with counts, pages, help without hits."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from leitlinien import search
from leitlinien.search import Suchworte
from leitlinien.state import State
from leitlinien.web.suchseite import auszug
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app, server
from tests.web.seitenhilfe import Element, lies

GRAPH = """
    Regelwerk b/R titel="Leitlinien von b"
    Regelwerk b/R2 titel="Leitlinien von c"
    Ziel b/Z1 titel="Offene Räume für Jugendliche" beschreibung="Räume nahe der Schule."
    Ziel b/Z2 titel="Räume der Ruhe" herkunft=BEISPIEL
    Massnahme b/M titel="Schlüssel für Räume der Schule"
    Massnahme b/N titel="Anderes" beschreibung="Hier geht es um einen Raum."
    b/Z1 teilVonRegelwerk b/R
    b/M teilVonRegelwerk b/R
    b/Z2 teilVonRegelwerk b/R2
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return stand(netz(GRAPH), tmp_path_factory.mktemp("stand"))


@pytest.fixture(scope="module")
def kunde(state: State) -> Iterator[httpx.Client]:
    with server(app(Probedienst(state))) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def suche(kunde: httpx.Client, status: int = 200, **parameter: str) -> Element:
    antwort = kunde.get("/suche", params=parameter)
    assert status == antwort.status_code, antwort.text
    return lies(antwort.text)


def titel(seite: Element) -> set[str]:
    return {li.alle("a")[0].text for liste in seite.alle("ol", class_="offen treffer") for li in liste.alle("li")}


def facette(seite: Element, name: str) -> dict[str, str]:
    """Counts by text."""
    liste = seite.eins("ul", aria_labelledby=f"facette-{name}")
    return {li.eins("a").text: li.eins("span", class_="anzahl").text for li in liste.alle("li")}


def test_all_words_must_stand_somewhere_in_any_form(kunde: httpx.Client) -> None:
    assert {"Offene Räume für Jugendliche", "Schlüssel für Räume der Schule"} == titel(suche(kunde, q="SCHULEN raum"))


def test_facets_count_what_each_value_would_leave(kunde: httpx.Client) -> None:
    seite = suche(kunde, q="Räume")

    assert {"Ziele": "2", "Maßnahmen": "2"} == facette(seite, "art")
    assert {"Quelle": "3", "Beispiel": "1"} == facette(seite, "herkunft")
    assert {"Leitlinien von b": "2", "Leitlinien von c": "1"} == facette(seite, "regelwerk")


def test_an_active_facet_narrows_the_hits_and_the_other_facets_but_not_itself(kunde: httpx.Client) -> None:
    seite = suche(kunde, q="Räume", art="ziele", regelwerk="b/R")

    assert {"Offene Räume für Jugendliche"} == titel(seite)
    assert {"Ziele × entfernen": "1", "Maßnahmen": "1"} == facette(seite, "art")
    assert {"Quelle": "1"} == facette(seite, "herkunft")


def test_an_active_value_without_hits_can_still_be_taken_away(kunde: httpx.Client) -> None:
    seite = suche(kunde, q="Schlüssel", herkunft="BEISPIEL")

    links = {a.text: a.attribute["href"] for a in seite.eins("main").alle("a")}
    assert "suche?q=Schl%C3%BCssel" == links["Beispiel × entfernen"]
    assert set() == titel(seite)


def test_words_that_were_looked_for_are_marked(kunde: httpx.Client) -> None:
    seite = suche(kunde, q="raum")

    assert {"Räume", "Raum"} == {m.text for m in seite.alle("mark")}


def test_examples_are_marked(kunde: httpx.Client) -> None:
    (treffer,) = (li for li in suche(kunde, q="Ruhe").eins("ol").alle("li"))

    assert "Beispiel" == treffer.eins("span", class_="marke marke-beispiel").text


def test_nothing_found_helps_on(kunde: httpx.Client) -> None:
    seite = suche(kunde, q="Ruhe Xylophon")

    links = {a.text: a.attribute["href"] for a in seite.eins("main").alle("a")}
    assert "Nichts gefunden" in seite.eins("p", role="status").text
    assert "suche?q=Ruhe" == links["Nur „Ruhe“"]
    assert "arten" in links.values()


@pytest.mark.parametrize("q", ["", "   ", "!?"])
def test_no_word_is_no_error(kunde: httpx.Client, q: str) -> None:
    assert set() == titel(suche(kunde, q=q))


@pytest.mark.parametrize(
    ("parameter", "wort"),
    [
        ({"art": "quatsch"}, "quatsch"),
        ({"herkunft": "quatsch"}, "QUELLE"),
        ({"regelwerk": "b/Z1"}, "kein Regelwerk"),
        ({"regelwerk": "a b"}, "kein Regelwerk"),
        ({"seite": "0"}, "keine Seite"),
        ({"seite": "²"}, "keine Seite"),
        ({"seite": "2"}, "Seite 2 gibt es nicht"),
        ({"quatsch": "1"}, "Es gibt: q, art"),
    ],
)
def test_a_facet_that_cannot_be_is_told_in_german(kunde: httpx.Client, parameter: dict[str, str], wort: str) -> None:
    seite = suche(kunde, 400, q="Räume", **parameter)

    assert wort in seite.eins("div", role="alert").text


def test_pages_follow_each_other_without_loss(tmp_path: Path) -> None:
    zeilen = "\n".join(f'Ziel b/Z{k:02} titel="Raum {k}"' for k in range(50))
    gefunden: list[str] = []
    weiter = "suche?q=Raum&art=ziele"
    dienst = Probedienst(stand(netz(zeilen), tmp_path))
    with server(app(dienst)) as adresse, httpx.Client(base_url=f"{adresse}/", timeout=30) as client:
        while weiter:
            seite = lies(client.get(weiter).text)
            gefunden += titel(seite)
            weiter = next((a.attribute["href"] for a in seite.alle("a", rel="next")), "")

    assert [50, 50] == [len(gefunden), len(set(gefunden))]


def test_hits_can_be_limited_to_some_nodes(state: State) -> None:
    alle = search.alle(state, "Räume")

    gefunden = search.suche(state, "Räume", nur=alle[1:3])

    assert (2, set(alle[1:3])) == (gefunden.gesamt, {f.knoten for f in gefunden.treffer})


def test_all_hits_are_those_of_the_search(state: State) -> None:
    assert sorted(f.knoten for f in search.suche(state, "Schule Räume").treffer) == search.alle(state, "Schule Räume")


def test_pieces_of_a_text_together_are_the_text() -> None:
    text = "Räume, räumlich; der Raum (RAUM)."

    teile = Suchworte("raum").teile(text)

    assert text == "".join(t for t, _ in teile)
    assert ["Räume", "räumlich", "Raum", "RAUM"] == [t for t, ist in teile if ist]


def test_an_excerpt_begins_near_the_first_hit_and_says_that_it_is_one() -> None:
    text = "Anfang " + "viele Worte davor " * 40 + "der Schlüssel liegt hier " + "und noch mehr " * 40

    gezeigt = "".join(t for t, _ in auszug(text, Suchworte("schlüssel")))

    assert gezeigt.startswith("… ")
    assert gezeigt.endswith(" …")
    assert "Schlüssel" in gezeigt
    assert len(gezeigt) < 400
