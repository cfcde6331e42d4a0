"""Nodes that changed, were withdrawn or moved, on a real server over a real store."""

from collections.abc import Iterator
from threading import Event
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from rdflib import DCTERMS, OWL, RDF, Graph, Literal, URIRef

from leitlinien.programm import Programm
from leitlinien.state import State
from leitlinien.terms import LL, SKOS
from leitlinien.web import knotenstand
from leitlinien.web.app import anwendung
from leitlinien.web.knotenstand import Abgewiesen, Wunsch, Zeitreisen
from tests.web.lebenshilfe import gelebt
from tests.web.seitenhilfe import Element, bedient, lies

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
JSONLD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it


@pytest.fixture(scope="module")
def programm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programm]:
    with gelebt(tmp_path_factory.mktemp("leben")) as programm:
        yield programm


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def seite(netz: httpx.Client, adresse: str, status: int = 200) -> Element:
    antwort = netz.get(adresse, headers=BROWSER)
    assert (status, "text/html; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])
    return lies(antwort.text)


def ort(antwort: httpx.Response) -> str:
    naechste = antwort.next_request
    assert naechste is not None
    teile = urlsplit(str(naechste.url))
    return f"{teile.path}{'?' if teile.query else ''}{teile.query}"


def titel(gelesen: Element) -> str:
    return gelesen.eins("h1").text


# Older states


def test_a_page_of_an_older_revision_says_so_first_and_leads_to_the_newest(netz: httpx.Client) -> None:
    gelesen = seite(netz, "id/b/L?revision=2")

    meldung = gelesen.eins("main").eins("p", class_="meldung")
    assert "Stand von Revision 2 vom 10.02.2026, 13:00 Uhr, nicht der neueste" in meldung.text
    assert "/id/b/L" == urljoin("/id/b/L?revision=2", meldung.eins("a").attribute["href"])


@JSONLD
@pytest.mark.parametrize("endung", RDFLIB)
def test_each_form_of_an_older_revision_is_the_node_as_it_was(netz: httpx.Client, endung: str) -> None:
    damals, dann = (
        Graph().parse(data=netz.get(f"id/b/alt.{endung}?revision={n}").content, format=RDFLIB[endung]) for n in (1, 2)
    )

    knoten = URIRef("http://localhost:8000/id/b/alt")
    assert Literal("Mehr Beratung", lang="de") == damals.value(knoten, SKOS.prefLabel)
    assert Literal("Mehr und bessere Beratung", lang="de") == dann.value(knoten, SKOS.prefLabel)


def test_links_on_a_page_of_an_older_revision_stay_in_it(netz: httpx.Client) -> None:
    inhalt = seite(netz, "id/b/alt?revision=2").eins("main")

    knoten = [a.attribute["href"] for a in inhalt.alle("a") if a.attribute["href"].startswith("../../id/b/")]
    assert {"../../id/b/M?revision=2", "../../id/b/L?revision=2"} <= set(knoten)
    assert ["../../id/b/alt"] == [k for k in knoten if "?" not in k]


def test_the_other_forms_of_an_older_revision_are_of_the_same(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/alt.nt?revision=2")

    assert '<alt.ttl?revision=2>; rel="alternate"' in antwort.headers["link"]
    assert '<http://localhost:8000/id/b/alt>; rel="latest-version"' in antwort.headers["link"]


def test_what_a_revision_says_may_be_kept_and_what_is_newest_is_asked_for_again(netz: httpx.Client) -> None:
    gefragt = ("id/b/L.ttl?revision=2", "id/b/L.ttl", "id/b/L?revision=2")

    assert ["public, max-age=86400", "no-cache", "no-cache"] == [
        netz.get(a, headers=BROWSER).headers["cache-control"] for a in gefragt
    ]


def test_no_two_revisions_of_a_changed_node_have_the_same_mark(netz: httpx.Client) -> None:
    assert 3 == len({netz.get(f"id/b/alt.ttl?revision={n}").headers["etag"] for n in (1, 2, 3)})


def test_the_newest_revision_by_its_number_is_no_older_state(netz: httpx.Client) -> None:
    assert [] == seite(netz, "id/b/L?revision=5").alle("p", class_="meldung")


@pytest.mark.parametrize("zahl", ["", "abc", "-1", "0", "1.5", "99999999999", "%3Cscript%3E", "1%00"])
def test_what_is_no_revision_is_a_german_page(netz: httpx.Client, zahl: str) -> None:
    gelesen = seite(netz, f"id/b/L?revision={zahl}", 400)

    assert "Das ist keine Revision" == titel(gelesen)


def test_a_revision_that_there_is_not_is_a_german_page(netz: httpx.Client) -> None:
    assert "Die neueste ist 5." in seite(netz, "id/b/L?revision=6", 404).text


def test_programs_are_told_in_plain_text(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/L.ttl?revision=6")

    assert (404, "text/plain; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])


def test_before_a_node_came_there_is_nothing_and_it_says_when_it_came(netz: httpx.Client) -> None:
    gelesen = seite(netz, "id/b/neu?revision=2", 404)

    assert "In Revision 2 stand hier noch nichts; der Knoten kam mit 3." in gelesen.text


def test_no_older_state_is_opened_for_what_never_was(
    netz: httpx.Client, programm: Programm, monkeypatch: pytest.MonkeyPatch
) -> None:
    geoeffnet: list[int] = []
    monkeypatch.setattr(programm, "state_zu", geoeffnet.append)

    seite(netz, "id/b/niemals?revision=1", 404)

    assert [] == geoeffnet


class Langsam:
    """A program whose older states take as long as one lets them."""

    def __init__(self, programm: Programm) -> None:
        self.programm, self.los = programm, Event()

    def state_zu(self, revision: int) -> State:
        self.los.wait(10)
        return self.programm.state_zu(revision)


def test_who_asks_for_a_state_that_takes_long_is_told_and_finds_it_later(
    programm: Programm, monkeypatch: pytest.MonkeyPatch
) -> None:
    langsam = Langsam(programm)
    zeitreisen = Zeitreisen(langsam)  # type: ignore[arg-type]
    gewuenscht = Wunsch(programm.state(), 1)
    with monkeypatch.context() as ungeduldig:
        ungeduldig.setattr(knotenstand, "GEDULD", 0.01)
        with pytest.raises(Abgewiesen, match="Revision 1 wird noch aufgebaut") as fehler:
            zeitreisen.state(gewuenscht)
    langsam.los.set()

    assert (503, 1) == (fehler.value.status, zeitreisen.state(gewuenscht).revision)


def test_only_a_few_older_states_are_opened_at_once(programm: Programm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knotenstand, "GEDULD", 0.01)
    langsam = Langsam(programm)
    zeitreisen = Zeitreisen(langsam)  # type: ignore[arg-type]
    texte = []
    for revision in (1, 2, 3):
        with pytest.raises(Abgewiesen) as fehler:
            zeitreisen.state(Wunsch(programm.state(), revision))
        texte.append(fehler.value.text)
    langsam.los.set()

    assert "Gerade werden schon mehrere ältere Stände aufgebaut." in texte[-1]


# Withdrawn


def test_a_withdrawn_node_answers_410_with_what_it_was_and_why_it_went(netz: httpx.Client) -> None:
    gelesen = seite(netz, "id/b/alt", 410)

    assert "Mehr und bessere Beratung" == titel(gelesen)
    assert "Er stand zuletzt in Revision 3; Revision 4 vom 10.04.2026" in gelesen.text
    assert "Grund Altes aufgehoben Wer Rat der Stadt" in gelesen.text


def test_a_withdrawn_node_leads_to_its_last_state_and_to_its_successor(netz: httpx.Client) -> None:
    inhalt = seite(netz, "id/b/alt", 410).eins("main")

    orte = {urljoin("/id/b/alt", a.attribute["href"]) for a in inhalt.alle("a")}
    assert {"/id/b/alt?revision=3", "/id/b/neu"} <= orte


def test_a_successor_that_is_only_proposed_is_marked_and_no_program_takes_it_for_one(netz: httpx.Client) -> None:
    punkte = [p.text for p in seite(netz, "id/b/alt", 410).eins("section", aria_labelledby="nachfolger").alle("li")]
    kopf = netz.get("id/b/alt.ttl").headers["link"]

    assert ["Beratung im Stadtteil Ziel b/neu", "Beratung im Netz Ziel b/neuer Vorschlag"] == punkte
    assert "b/neuer" not in kopf


def test_a_withdrawn_node_without_a_successor_says_that(netz: httpx.Client) -> None:
    assert "Ein Nachfolger ist nicht vermerkt." in seite(netz, "id/b/allein", 410).text


@JSONLD
@pytest.mark.parametrize("endung", RDFLIB)
def test_programs_are_told_in_each_form_that_a_node_is_withdrawn_and_replaced(netz: httpx.Client, endung: str) -> None:
    antwort = netz.get(f"id/b/alt.{endung}")
    graph = Graph().parse(data=antwort.content, format=RDFLIB[endung])

    knoten, neu = (URIRef(f"http://localhost:8000/id/b/{n}") for n in ("alt", "neu"))
    assert 410 == antwort.status_code
    assert (True, LL.Ziel, [neu]) == (
        graph.value(knoten, OWL.deprecated).toPython(),  # type: ignore[union-attr]
        graph.value(knoten, RDF.type),
        list(graph.objects(knoten, DCTERMS.isReplacedBy)),
    )


def test_the_header_of_a_withdrawn_node_names_its_successor_and_its_last_version(netz: httpx.Client) -> None:
    verweise = netz.get("id/b/alt", headers={"accept": "text/turtle"}).headers["link"]

    assert '<http://localhost:8000/id/b/neu>; rel="successor-version"' in verweise
    assert '<http://localhost:8000/id/b/alt?revision=3>; rel="predecessor-version"' in verweise


def test_the_last_state_of_a_withdrawn_node_says_what_became_of_it(netz: httpx.Client) -> None:
    meldung = seite(netz, "id/b/alt?revision=3").eins("main").eins("p", class_="meldung")

    assert "Der Knoten wurde inzwischen zurückgezogen: was daraus wurde (Revision 5)" in meldung.text


def test_asked_for_a_revision_after_its_end_a_node_is_withdrawn_too(netz: httpx.Client) -> None:
    seite(netz, "id/b/alt?revision=4", 410)


# Moved


def test_a_former_address_leads_to_todays_for_good(netz: httpx.Client) -> None:
    antwort = netz.get("id/b/umzug", headers=BROWSER)

    assert (301, "/id/b/dort/umzug") == (antwort.status_code, ort(antwort))


def test_ending_and_query_move_along(netz: httpx.Client) -> None:
    assert "/id/b/dort/umzug.ttl?revision=5&a=%C3%A4" == ort(netz.get("id/b/umzug.ttl?revision=5&a=%C3%A4"))


def test_a_moved_node_is_found_at_its_former_address_as_of_then(netz: httpx.Client) -> None:
    gelesen = seite(netz, "id/b/umzug?revision=4")

    assert "Der Knoten steht heute unter einer anderen Adresse" in gelesen.eins("main").eins("p", class_="meldung").text


def test_the_page_of_a_moved_node_names_its_former_address(netz: httpx.Client) -> None:
    assert "Frühere Adressen b/umzug" in seite(netz, "id/b/dort/umzug").text


# Links


def test_the_statement_of_a_withdrawn_link_answers_410_and_leads_to_both_ends_as_they_were(
    netz: httpx.Client,
) -> None:
    inhalt = seite(netz, "link/b/M~traegtBeiZu~b/alt", 410).eins("main")

    orte = {urljoin("/link/b/M~traegtBeiZu~b/alt", a.attribute["href"]) for a in inhalt.alle("a")}
    assert {"/id/b/M?revision=3", "/id/b/alt?revision=3"} <= orte


def test_the_statement_of_a_link_as_of_a_revision_leads_to_its_node_as_of_then(netz: httpx.Client) -> None:
    antwort = netz.get("link/b/M~traegtBeiZu~b/alt?revision=3")

    assert (303, "/id/b/M?revision=3") == (antwort.status_code, ort(antwort))


def test_the_statement_of_a_link_to_a_moved_node_moves_along(netz: httpx.Client) -> None:
    antwort = netz.get("link/b/M~traegtBeiZu~b/umzug")

    assert (301, "/link/b/M~traegtBeiZu~b/dort/umzug") == (antwort.status_code, ort(antwort))


def test_programs_are_told_that_a_link_is_withdrawn(netz: httpx.Client) -> None:
    antwort = netz.get("link/b/M~traegtBeiZu~b/alt", headers={"accept": "text/turtle"})
    graph = Graph().parse(data=antwort.text, format="turtle")

    aussage = URIRef("http://localhost:8000/link/b/M~traegtBeiZu~b/alt")
    assert (410, True) == (antwort.status_code, graph.value(aussage, OWL.deprecated).toPython())  # type: ignore[union-attr]


def test_a_link_that_nobody_ever_made_is_not_found(netz: httpx.Client) -> None:
    assert "Diese Verknüpfung gibt es nicht" == titel(seite(netz, "link/b/M~traegtBeiZu~b/neu", 404))


@pytest.mark.parametrize("adresse", ["link/", "link/~~", "link/b/M~", "link/b/M~traegtBeiZu~", "link/%00~a~b"])
def test_what_is_no_address_of_a_statement_is_not_found(netz: httpx.Client, adresse: str) -> None:
    assert 404 == netz.get(adresse, headers=BROWSER).status_code


# History on the page


def test_a_page_tells_its_history_the_newest_first(netz: httpx.Client) -> None:
    abschnitt = seite(netz, "id/b/alt?revision=3").eins("section", aria_labelledby="geschichte")

    punkte = [p.text for p in abschnitt.eins("ol").kinder if isinstance(p, Element)]
    assert punkte[0].startswith("Geändert Revision 2 10.02.2026, 13:00 Uhr, Rat der Stadt: Änderung durch den Rat")
    assert punkte[1].startswith("Aufgenommen Revision 1")


def test_history_names_what_was_before_and_after(netz: httpx.Client) -> None:
    abschnitt = seite(netz, "id/b/alt?revision=2").eins("section", aria_labelledby="geschichte")

    assert "Titel: Mehr Beratung → Mehr und bessere Beratung" in abschnitt.text
    assert "Beschreibung: Für alle." in abschnitt.text


def test_history_names_links_that_were_withdrawn(netz: httpx.Client) -> None:
    abschnitt = seite(netz, "id/b/M").eins("section", aria_labelledby="geschichte")

    assert "Verknüpfung zurückgezogen mit „Trägt bei zu“: b/alt" in abschnitt.text


def test_every_revision_of_the_history_can_be_looked_at(netz: httpx.Client) -> None:
    abschnitt = seite(netz, "id/b/M").eins("section", aria_labelledby="geschichte")

    orte = [urljoin("/id/b/M", a.attribute["href"]) for a in abschnitt.alle("a") if "revision" in a.attribute["href"]]
    assert ["/id/b/M?revision=5", "/id/b/M?revision=4", "/id/b/M?revision=1"] == orte
    assert [200] * 3 == [netz.get(o, headers=BROWSER).status_code for o in orte]
