"""The address of every node: as a page and as RDF, on a real server."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import pytest
from graphql import parse, validate
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from leitlinien.api.ausfuehrung import kern
from leitlinien.programm import Programm
from leitlinien.rdf.lesen import lies as lies_rdf
from leitlinien.sources import Quellen
from leitlinien.terms import LL
from leitlinien.web.app import anwendung
from leitlinien.web.knoten import frage, waehle
from leitlinien.web.knotenansicht import HOECHSTENS
from tests.bauhilfe import netz as graph
from tests.bauhilfe import stand
from tests.seedhilfe import seedprogramm
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import Element, bedient, lies

LEITLINIE = "id/kiel/K13"
ZUWENDUNG = "id/beispielstadt/Z-2026-1"
FORMATE = [("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples")]
RDFLIB = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt"}
JSONLD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture(scope="module")
def netz(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A node whose id looks like a file, one that it hides, and a goal with more measures than a page shows."""
    viele = " ".join(f"b/M{n}" for n in range(HOECHSTENS + 3))
    beitraege = "\n".join(f"b/M{n} traegtBeiZu b/Z" for n in range(HOECHSTENS + 3))
    bestand = graph(f"""
        Ziel b/x.y titel="Mit Punkt"
        Ziel b/a titel=Vorne
        Ziel b/a.ttl titel="Wie eine Datei"
        Ziel b/Z titel="Viel bedacht"
        Ziel b/V titel="<script>alert(1)</script>"
        Massnahme {viele}
        {beitraege}
        b/M0 traegtBeiZu b/V ?
        Leerstelle b/L feld=indikatoren grund=UNBEKANNT
        b/L leerstelleVon b/V
        Dokument b/D titel="Das Heft" dateiname=heft.txt
        Fundstelle b/D/4-10 lokator="Nr. 7" zeichen_von=4 zeichen_bis=10
        b/D/4-10 inDokument b/D
        b/V beleg b/D/4-10
    """)
    ordner = tmp_path_factory.mktemp("quellen")
    (ordner / "heft.txt").write_text("Wir bauen auf.", encoding="utf-8")
    dienst = Probedienst(stand(bestand, tmp_path_factory.mktemp("knoten")))
    dienst.quellen = Quellen(ordner)
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def seite(netz: httpx.Client, adresse: str, status: int = 200) -> Element:
    antwort = netz.get(adresse, headers=BROWSER)
    assert (status, "text/html; charset=utf-8") == (antwort.status_code, antwort.headers["content-type"])
    return lies(antwort.text)


def ziele(gelesen: Element) -> list[str]:
    return [a.attribute["href"] for a in gelesen.alle("a") if "href" in a.attribute]


# Forms


@pytest.mark.parametrize(("endung", "medium"), FORMATE)
def test_each_form_is_given_by_accept_and_by_ending_and_is_the_same(
    netz: httpx.Client, endung: str, medium: str
) -> None:
    verhandelt = netz.get(LEITLINIE, headers={"accept": medium})
    genannt = netz.get(f"{LEITLINIE}.{endung}")

    assert [medium, medium] == [a.headers["content-type"].split(";")[0] for a in (verhandelt, genannt)]
    assert verhandelt.content == genannt.content


@JSONLD
@pytest.mark.parametrize(("endung", "medium"), FORMATE)
def test_each_form_parses_and_names_the_node_under_the_base(
    netz: httpx.Client, programm: Programm, endung: str, medium: str
) -> None:
    gelesen = Graph().parse(data=netz.get(f"{LEITLINIE}.{endung}").text, format=RDFLIB[medium])

    knoten = URIRef(programm.adressen.iri("kiel/K13"))
    assert Literal("K13") == gelesen.value(knoten, SKOS.notation)
    assert LL.Leitlinie == gelesen.value(knoten, RDF.type)


@JSONLD
def test_all_forms_say_the_same(netz: httpx.Client) -> None:
    graphen = [
        set(Graph().parse(data=netz.get(f"{ZUWENDUNG}.{endung}").text, format=RDFLIB[medium]))
        for endung, medium in FORMATE
    ]

    assert [graphen[0]] * 3 == graphen


def test_links_that_lead_to_a_node_can_be_followed_from_it(klein: httpx.Client) -> None:
    gelesen = Graph().parse(data=klein.get("id/b/Z.ttl").text, format="turtle")

    assert HOECHSTENS + 3 == len(list(gelesen.subjects(LL.traegtBeiZu)))


def test_a_proposal_that_leads_to_a_node_is_a_statement_and_no_triple(klein: httpx.Client) -> None:
    gelesen = Graph().parse(data=klein.get("id/b/V.nt").text, format="nt")

    assert ["VORSCHLAG"] == [str(o) for o in gelesen.objects(None, LL.status)]
    assert [] == list(gelesen.subjects(LL.traegtBeiZu))


def test_the_rdf_of_a_node_is_read_by_the_importer_as_it_stands(
    netz: httpx.Client, programm: Programm, tmp_path: Path
) -> None:
    datei = tmp_path / "knoten.ttl"
    datei.write_bytes(netz.get(f"{LEITLINIE}.ttl").content)

    gelesen = lies_rdf([datei], programm.adressen, programm.modell)

    assert [] == gelesen.maengel
    assert ["kiel/K13"] == [k.pfad for k in gelesen.bestand.knoten]


@pytest.mark.parametrize(
    ("accept", "endung"),
    [
        (None, "html"),
        ("*/*", "html"),
        (BROWSER["accept"], "html"),
        ("text/turtle, */*;q=0.1", "ttl"),
        ("*/*, application/n-triples", "nt"),
        ("text/*;q=0.5, application/ld+json;q=0.9", "jsonld"),
        ("text/html;q=0.2, text/turtle;q=0.7", "ttl"),
        ("text/html;q=0, text/*", "ttl"),
        ("image/png", None),
    ],
)
def test_the_form_that_the_client_likes_best_is_chosen(accept: str | None, endung: str | None) -> None:
    form = waehle(accept)

    assert endung == (form and form.endung)


def test_who_takes_none_of_the_forms_is_told_which_there_are(netz: httpx.Client) -> None:
    antwort = netz.get(LEITLINIE, headers={"accept": "image/png"})

    assert 406 == antwort.status_code
    assert "text/turtle" in antwort.text


def test_answers_differ_by_accept_and_name_the_other_forms(netz: httpx.Client) -> None:
    kopf = netz.get(LEITLINIE, headers=BROWSER).headers

    assert "Accept" in kopf["vary"]
    assert '<K13.ttl>; rel="alternate"; type="text/turtle"' in kopf["link"]
    assert '<K13.html>; rel="alternate"' not in kopf["link"]


# Addresses


def test_an_id_with_a_dot_has_its_page_and_its_forms(klein: httpx.Client) -> None:
    assert "Mit Punkt" == seite(klein, "id/b/x.y").eins("h1").text
    assert "Mit Punkt" in klein.get("id/b/x.y.ttl").text


def test_a_whole_id_goes_before_an_ending(klein: httpx.Client) -> None:
    assert "Wie eine Datei" == seite(klein, "id/b/a.ttl").eins("h1").text


@pytest.mark.parametrize("id", ["kiel/gibtEsNicht", "kiel/K13.exe", "kiel/K13.", "kiel//K13", "kiel/", "%3Cscript%3E"])
def test_an_id_that_nothing_has_is_a_page_that_leads_on(netz: httpx.Client, id: str) -> None:
    gelesen = seite(netz, f"id/{id}", 404)

    assert "Diesen Knoten gibt es nicht" == gelesen.eins("h1").text
    assert 200 == netz.get(urljoin(f"id/{id}", gelesen.eins("main").eins("a").attribute["href"])).status_code


def test_the_address_of_a_statement_leads_to_the_node_where_the_link_begins(klein: httpx.Client) -> None:
    antwort = klein.get("link/b/M0~traegtBeiZu~b/Z", headers=BROWSER)

    assert 303 == antwort.status_code
    assert "/id/b/M0" == urlsplit(str(antwort.next_request and antwort.next_request.url)).path


def test_a_statement_that_nobody_made_is_not_found(klein: httpx.Client) -> None:
    seite(klein, "link/b/M1~traegtBeiZu~b/V", 404)


@pytest.mark.parametrize("adresse", ["quatsch", "abfragen/a/b/c", "idd/kiel/K13"])
def test_any_unknown_address_is_a_page_in_the_frame(netz: httpx.Client, adresse: str) -> None:
    gelesen = seite(netz, adresse, 404)

    assert "Diese Adresse gibt es nicht" == gelesen.eins("h1").text
    assert "/" == urljoin(f"/{adresse}", gelesen.eins("main").eins("a").attribute["href"])


# Memory of clients


@pytest.mark.parametrize("endung", ["html", "ttl", "jsonld", "nt"])
def test_what_a_client_has_already_is_not_sent_again(netz: httpx.Client, endung: str) -> None:
    marke = netz.get(f"{LEITLINIE}.{endung}").headers["etag"]

    antwort = netz.get(f"{LEITLINIE}.{endung}", headers={"if-none-match": f'"anders", {marke}'})

    assert (304, b"", marke) == (antwort.status_code, antwort.content, antwort.headers["etag"])


def test_no_two_forms_and_nodes_have_the_same_mark(netz: httpx.Client) -> None:
    adressen = [f"{a}.{e}" for a in (LEITLINIE, ZUWENDUNG) for e in ("html", "ttl", "jsonld", "nt")]

    assert 8 == len({netz.get(a).headers["etag"] for a in adressen})


def test_a_mark_is_a_strong_one(netz: httpx.Client) -> None:
    assert netz.get(LEITLINIE).headers["etag"].startswith('"')


# Pages


@pytest.mark.parametrize("art", ["kiel/K13", "beispielstadt/Z-2026-1", "kgst/dokument-soziale-kommune"])
def test_a_page_has_one_heading_and_no_broken_link(netz: httpx.Client, art: str) -> None:
    gelesen = seite(netz, f"id/{art}")

    gelesen.eins("h1")
    nah = dict.fromkeys(urljoin(f"/id/{art}", z).split("#")[0] for z in ziele(gelesen) if not z.startswith("http"))
    assert [] == [z for z in list(nah)[:40] if 200 != netz.get(z, headers=BROWSER).status_code]


def test_every_kind_has_a_page(netz: httpx.Client, programm: Programm) -> None:
    state = programm.state()
    erste = [state.bereich(a)[0] for a in state.modell.arten if state.bereich(a)]

    titel = {i: seite(netz, f"id/{state.pfad(i)}").eins("h1").text for i in erste}

    assert {i: " ".join(state.wert(i, state.art(i).feld["titel"]).split()) for i in erste} == titel


def test_no_address_of_a_page_begins_at_the_root(netz: httpx.Client) -> None:
    assert [] == [z for z in ziele(seite(netz, ZUWENDUNG)) if z.startswith("/")]


def test_pages_work_below_a_prefix_that_the_program_was_not_told(programm: Programm) -> None:
    with bedient(anwendung(programm), "/stadt/wissen") as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        gelesen = seite(client, LEITLINIE)
        knoten = [urljoin(f"{adresse}{LEITLINIE}", z) for z in ziele(gelesen) if "id/" in z][:5]

        assert [200] * 5 == [client.get(k).status_code for k in knoten]


def test_an_example_says_that_it_is_one(netz: httpx.Client) -> None:
    assert seite(netz, ZUWENDUNG).eins("p", class_="kennung").eins("span", class_="marke marke-beispiel")


def test_long_lists_say_how_many_more_there_are(klein: httpx.Client) -> None:
    assert f"3 weitere; gezeigt sind die ersten {HOECHSTENS}." in seite(klein, "id/b/Z").text


def test_a_trace_that_is_not_drawn_whole_says_so(klein: httpx.Client) -> None:
    assert f"Gezeigt sind die ersten {HOECHSTENS} von {HOECHSTENS + 3} Wegen." in seite(klein, "id/b/Z").text


def test_a_proposal_is_marked_tells_its_reason_and_carries_no_trace(klein: httpx.Client) -> None:
    gelesen = seite(klein, "id/b/V")

    assert gelesen.eins("section", aria_labelledby="verknuepfungen").alle("span", class_="marke marke-vorschlag")
    assert "Begründung:" in gelesen.text
    assert [] == gelesen.alle("div", class_="spur")


def test_a_passage_tells_its_document_its_place_and_its_words(klein: httpx.Client) -> None:
    abschnitt = seite(klein, "id/b/V").eins("section", aria_labelledby="fundstellen")

    assert "Das Heft , Nr. 7, Zeichen 4 bis 10" in abschnitt.text
    assert "bauen" == abschnitt.eins("blockquote").text


def test_a_passage_has_its_words_on_its_own_page_too(klein: httpx.Client) -> None:
    assert "bauen" == seite(klein, "id/b/D/4-10").eins("blockquote").text


def test_an_empty_place_is_named_with_its_reason(klein: httpx.Client) -> None:
    leer = seite(klein, "id/b/V").eins("section", aria_labelledby="leerstellen").text

    assert leer.startswith("Leerstellen Indikatoren :")


def test_an_empty_place_is_not_told_a_second_time_among_the_links(klein: httpx.Client) -> None:
    assert "Leerstelle von" not in seite(klein, "id/b/V").eins("section", aria_labelledby="verknuepfungen").text


def test_findings_stand_at_the_node_that_they_concern(klein: httpx.Client) -> None:
    mit, ohne = (seite(klein, f"id/b/{n}").alle("section", aria_labelledby="befunde") for n in ("V", "D"))

    assert "Ein Vorschlag liegt vor" in mit[0].text
    assert [] == ohne


def test_what_stands_in_the_data_is_text(klein: httpx.Client) -> None:
    assert "<script>alert(1)</script>" == seite(klein, "id/b/V").eins("h1").text


def test_a_page_names_the_address_that_stays_and_the_state_of_the_data(netz: httpx.Client, programm: Programm) -> None:
    zitat = seite(netz, LEITLINIE).eins("section", aria_labelledby="zitieren").text

    assert programm.adressen.iri("kiel/K13") in zitat
    assert programm.state().hash in zitat


def test_the_question_of_a_page_is_one_that_the_schema_answers_for_every_kind(programm: Programm) -> None:
    schnittstelle = kern(programm.schema)

    fehler = {a.name: validate(schnittstelle, parse(frage(a, "a/b"))) for a in programm.modell.arten.values()}

    assert {} == {art: f for art, f in fehler.items() if f}


def test_graphiql_is_opened_with_the_question_of_the_page(netz: httpx.Client) -> None:
    (adresse,) = [z for z in ziele(seite(netz, LEITLINIE)) if "#query=" in z]

    assert adresse.startswith("../../graphql#query=")
    assert 'leitlinie(id: "kiel/K13")' in unquote(adresse)


def test_json_of_graphql_stays_as_it_is(netz: httpx.Client) -> None:
    antwort = netz.post("graphql", json={"query": "{ quatsch }"}, headers={"accept": "application/json"})

    assert "errors" in json.loads(antwort.text)
