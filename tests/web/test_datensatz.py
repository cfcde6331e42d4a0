"""Data for reuse, on a real server: dumps, descriptions, sitemap, feed; read by others' readers."""

import gzip
import hashlib
import io
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import httpx
import pytest
from rdflib import DCAT, VOID, Graph, URIRef

from leitlinien.abzug import FORMEN, Abzugform
from leitlinien.abzug import ablage as abzugablage
from leitlinien.programm import Programm
from leitlinien.settings import Settings
from leitlinien.web.app import anwendung
from leitlinien.web.datensatz import meldungen, verzeichnis
from tests.bauhilfe import netz as graph
from tests.bauhilfe import stand
from tests.seedhilfe import seedprogramm
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import bedient, lies

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
RDFLIB = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt"}
JSONLD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
KARTE = {"k": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ATOM = {"a": meldungen.ATOM, "h": meldungen.XHTML}
BESCHREIBUNGEN = [(n, e) for n in ("dcat", "void") for e in ("ttl", "jsonld", "rdf")]


@pytest.fixture(scope="module")
def programm() -> Iterator[Programm]:
    with seedprogramm() as programm:
        yield programm


@pytest.fixture(scope="module")
def kunde(programm: Programm) -> Iterator[httpx.Client]:
    with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def verlauf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A store with three revisions; titles hold what XML cannot."""
    ordner = tmp_path_factory.mktemp("verlauf")
    settings = Settings(database_url=f"sqlite:///{ordner / 'v.sqlite'}", base_iri="https://leitlinien.example/a/")
    with Programm(settings) as programm:
        erste = graph(
            'Ziel b/Z titel="Eins & \x01 <zwei>"; Ziel b/B herkunft=BEISPIEL; Massnahme b/M; b/M traegtBeiZu b/Z'
        )
        zweite = graph("Ziel b/Z titel=Anders; Ziel b/N titel=Neu")
        for bestand in (erste, zweite):
            programm.store.schreibe(bestand, autor="Sozialplanung", grund="Probe")
        weg = graph("Ziel b/B herkunft=BEISPIEL")
        programm.store.schreibe(graph(""), autor="Sozialplanung", grund="Aufräumen", zurueckgezogen=weg)
        with bedient(anwendung(programm)) as adresse, httpx.Client(base_url=adresse, timeout=60) as client:
            yield client


def eintraege(antwort: httpx.Response) -> list[ET.Element]:
    return ET.fromstring(antwort.content).findall("a:entry", ATOM)  # noqa: S314 - our own answer


def texte(wurzel: ET.Element, pfad: str, raum: dict[str, str]) -> list[str]:
    return ["".join(e.itertext()) for e in wurzel.findall(pfad, raum)]


# Dumps


@JSONLD
@pytest.mark.parametrize("form", [f for f in FORMEN if f.rdf], ids=lambda f: f.endung)
def test_rdflib_reads_each_dump_and_finds_the_same_triples(verlauf: httpx.Client, form: Abzugform) -> None:
    antwort = verlauf.get(f"daten/leitlinien.{form.endung}")
    inhalt = gzip.decompress(antwort.content) if form.packung else antwort.content

    gelesen = Graph().parse(data=inhalt, format=RDFLIB.get(form.medium, "nt"))

    nt = verlauf.get("daten/leitlinien.nt").text
    assert form.medium == antwort.headers["content-type"].split(";")[0]
    assert nt.count("\n") == len(gelesen)


def test_a_dump_is_saved_under_a_name_that_tells_its_revision(kunde: httpx.Client) -> None:
    antwort = kunde.get("daten/leitlinien.csv.zip")

    assert 'attachment; filename="leitlinien-r1.csv.zip"' == antwort.headers["content-disposition"]
    assert zipfile.ZipFile(io.BytesIO(antwort.content)).testzip() is None


def test_who_has_a_dump_need_not_load_it_again(kunde: httpx.Client) -> None:
    marke = kunde.head("daten/leitlinien.ttl").headers["etag"]

    antwort = kunde.get("daten/leitlinien.ttl", headers={"if-none-match": marke})

    assert (304, b"") == (antwort.status_code, antwort.content)


def test_a_broken_download_is_continued(kunde: httpx.Client) -> None:
    ganz = kunde.get("daten/leitlinien.nt.gz")
    kopf = {"range": "bytes=100-", "if-range": ganz.headers["etag"]}

    rest = kunde.get("daten/leitlinien.nt.gz", headers=kopf)

    assert (206, ganz.content[100:]) == (rest.status_code, rest.content)


def test_an_older_revision_is_given_too(verlauf: httpx.Client) -> None:
    erste, heute = (verlauf.get(f"daten/leitlinien.ttl{frage}") for frage in ("?revision=1", ""))

    assert ("1", "3") == (erste.headers["leitlinien-revision"], heute.headers["leitlinien-revision"])
    assert (False, True) == ("Neu" in erste.text, "Neu" in heute.text)


@pytest.mark.parametrize("revision", ["99", "-1", "eins", "9" * 40, "²"])
def test_a_revision_that_is_none_is_told_in_german(kunde: httpx.Client, revision: str) -> None:
    antwort = kunde.get("daten/leitlinien.ttl", params={"revision": revision})
    seite = kunde.get("daten/leitlinien.ttl", params={"revision": revision}, headers=BROWSER)

    assert (400, 400) == (antwort.status_code, seite.status_code)
    assert "Revision" in antwort.text
    assert lies(seite.text).eins("h1").text


@pytest.mark.parametrize("ziel", ["leitlinien.exe", "leitlinien.", "quatsch.ttl", "dcat.nt", "leitlinien.ttl.json"])
def test_what_is_not_there_is_404(kunde: httpx.Client, ziel: str) -> None:
    assert 404 == kunde.get(f"daten/{ziel}").status_code


# The page


def test_the_page_names_every_dump_with_its_size_and_true_checksum(kunde: httpx.Client) -> None:
    seite = lies(kunde.get("daten").text)

    for form in FORMEN:
        inhalt = kunde.get(urljoin("daten", seite.eins("a", href=f"daten/leitlinien.{form.endung}").attribute["href"]))
        assert seite.alle("code", title=hashlib.sha256(inhalt.content).hexdigest())


def test_every_link_of_the_page_leads_somewhere(kunde: httpx.Client) -> None:
    ziele = {e.attribute["href"] for e in lies(kunde.get("daten").text).eins("main").alle("a")}

    assert {200} == {kunde.get(ziel, headers=BROWSER).status_code for ziel in ziele}


def test_nothing_is_said_of_a_licence_that_nobody_stated(kunde: httpx.Client) -> None:
    angaben = dict(
        zip(*([e.text for e in lies(kunde.get("daten").text).alle(name)] for name in ("dt", "dd")), strict=True)
    )

    assert "nicht angegeben" == angaben["Lizenz der Daten"]
    assert "LEITLINIEN_LIZENZ" in angaben


def test_what_the_operator_states_stands_on_the_page(tmp_path: Path) -> None:
    settings = Settings(herausgeber="Stadt Beispielstadt", lizenz="https://lizenz.example/frei")
    with bedient(app(Probedienst(stand(graph("Ziel b/Z"), tmp_path), settings))) as adresse:
        seite = lies(httpx.get(f"{adresse}daten").text)

    assert "https://lizenz.example/frei" == seite.eins("a", rel="license").attribute["href"]
    assert "Stadt Beispielstadt" in seite.eins("main").text


def test_invented_nodes_are_counted_and_marked(kunde: httpx.Client, programm: Programm) -> None:
    state = programm.state()
    erfunden = sum(z.werte["https://w3id.org/leitlinien/def#herkunft"] == "BEISPIEL" for z in state.bestand().knoten)

    assert f"Beispiel {erfunden} der" in lies(kunde.get("daten").text).eins("main").text


def test_large_dumps_are_written_beside_and_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abzugablage, "GROSS", 0)
    monkeypatch.setattr(abzugablage.Abzuege, "_im_prozess", lambda *_: None)
    with bedient(app(Probedienst(stand(graph("Ziel b/Z"), tmp_path)))) as adresse:
        text = httpx.get(f"{adresse}daten").text

    assert len(FORMEN) == text.count("wird geschrieben")


# Descriptions


@JSONLD
@pytest.mark.parametrize(("name", "endung"), BESCHREIBUNGEN)
def test_rdflib_reads_each_description(kunde: httpx.Client, name: str, endung: str) -> None:
    antwort = kunde.get(f"daten/{name}.{endung}")

    medium = antwort.headers["content-type"].split(";")[0]
    gelesen = Graph().parse(data=antwort.text, format=RDFLIB.get(medium, "xml"))
    klasse = DCAT.Dataset if name == "dcat" else VOID.Dataset
    assert [URIRef("http://localhost:8000/daten#datensatz")] == list(gelesen.subjects(None, klasse))


def test_every_file_of_the_description_is_there(kunde: httpx.Client) -> None:
    g = Graph().parse(data=kunde.get("daten/dcat.ttl").text, format="turtle")

    dateien = [str(u).removeprefix("http://localhost:8000/") for u in g.objects(predicate=DCAT.downloadURL)]

    assert [200] * len(FORMEN) == [kunde.head(datei).status_code for datei in dateien]


def test_the_well_known_address_leads_to_void(kunde: httpx.Client) -> None:
    antwort = kunde.get(".well-known/void")

    assert 303 == antwort.status_code
    assert urljoin(str(kunde.base_url), "daten/void.ttl") == urljoin(str(antwort.url), antwort.headers["location"])


# Sitemap


def test_the_sitemap_names_every_node_of_this_place_once(kunde: httpx.Client, programm: Programm) -> None:
    state = programm.state()
    teile = texte(ET.fromstring(kunde.get("sitemap.xml").content), "k:sitemap/k:loc", KARTE)  # noqa: S314

    orte: list[str] = []
    for teil in teile:
        inhalt = kunde.get(teil.removeprefix("http://localhost:8000/")).content
        orte += texte(ET.fromstring(inhalt), "k:url/k:loc", KARTE)  # noqa: S314

    eigene = {programm.adressen.iri(state.pfad(i)) for i in range(state.n) if ":" not in state.pfad(i)}
    assert len(orte) == len(set(orte))
    assert eigene == {ort for ort in orte if "/id/" in ort}


def test_the_sitemap_is_parted(kunde: httpx.Client, programm: Programm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verzeichnis, "JE_TEIL", 1000)
    anzahl = 1 + -(-programm.state().n // 1000)

    teile = texte(ET.fromstring(kunde.get("sitemap.xml").content), "k:sitemap/k:loc", KARTE)  # noqa: S314

    assert anzahl == len(teile)
    assert [200, 404] == [kunde.get(f"sitemap-{n}.xml").status_code for n in (anzahl, anzahl + 1)]


def test_pages_of_the_sitemap_are_there(kunde: httpx.Client) -> None:
    orte = texte(ET.fromstring(kunde.get("sitemap-1.xml").content), "k:url/k:loc", KARTE)  # noqa: S314

    stati = {ort: kunde.get(ort.removeprefix("http://localhost:8000/")).status_code for ort in orte}

    assert stati
    assert {200} == set(stati.values())


def test_robots_find_the_sitemap_and_leave_questions_alone(kunde: httpx.Client) -> None:
    zeilen = kunde.get("robots.txt").text.splitlines()

    assert "Sitemap: http://localhost:8000/sitemap.xml" in zeilen
    assert {"Disallow: /graphql", "Disallow: /sparql"} <= set(zeilen)


# Feed


def test_the_feed_tells_each_revision_with_who_and_why(verlauf: httpx.Client) -> None:
    antwort = verlauf.get("daten/aenderungen.atom")

    gefunden = [(texte(e, "a:title", ATOM), texte(e, "a:author/a:name", ATOM)) for e in eintraege(antwort)]
    assert "application/atom+xml; charset=utf-8" == antwort.headers["content-type"]
    assert [
        (["Revision 3: Aufräumen"], ["Sozialplanung"]),
        (["Revision 2: Probe"], ["Sozialplanung"]),
        (["Revision 1: Probe"], ["Sozialplanung"]),
    ] == gefunden


def test_the_feed_names_changed_nodes_with_links_and_marks(verlauf: httpx.Client) -> None:
    letzter, mittlerer, erster = eintraege(verlauf.get("daten/aenderungen.atom"))

    verweise = [(a.get("href"), a.text) for a in mittlerer.iterfind(".//h:a", ATOM)]
    assert [
        ("https://leitlinien.example/a/id/b/N", "Neu"),
        ("https://leitlinien.example/a/id/b/Z", "Anders"),
    ] == verweise
    assert ["Titel b/B (Beispiel)"] == texte(letzter, ".//h:li", ATOM)
    assert "Eins & \ufffd <zwei>" in texte(erster, ".//h:a", ATOM)


def test_every_entry_has_what_rfc_4287_requires(verlauf: httpx.Client) -> None:
    feed = ET.fromstring(verlauf.get("daten/aenderungen.atom").content)  # noqa: S314
    ids = texte(feed, "a:entry/a:id", ATOM)

    for teil in (feed, *feed.findall("a:entry", ATOM)):
        assert [1, 1, 1] == [len(teil.findall(f"a:{n}", ATOM)) for n in ("id", "title", "updated")]
    assert 3 == len({uuid.UUID(i) for i in ids})
    assert "https://leitlinien.example/a/daten/aenderungen.atom" == feed.findtext("a:id", namespaces=ATOM)


def test_the_feed_goes_on_page_by_page(verlauf: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meldungen, "JE_SEITE", 1)
    seiten: list[list[str]] = []
    ziel: str | None = "daten/aenderungen.atom?vor=9"
    while ziel:
        feed = ET.fromstring(verlauf.get(ziel).content)  # noqa: S314
        seiten.append(texte(feed, "a:entry/a:title", ATOM))
        weiter = [v.attrib["href"] for v in feed.findall("a:link", ATOM) if v.get("rel") == "next"]
        ziel = weiter[0].removeprefix("https://leitlinien.example/a/") if weiter else None

    assert [["Revision 3: Aufräumen"], ["Revision 2: Probe"], ["Revision 1: Probe"]] == seiten


@pytest.mark.parametrize("knoten", ["b/B", "https://leitlinien.example/a/id/b/B"])
def test_one_node_is_followed(verlauf: httpx.Client, knoten: str) -> None:
    antwort = verlauf.get("daten/aenderungen.atom", params={"knoten": knoten})

    assert ["Revision 3: Aufräumen", "Revision 1: Probe"] == [
        e.findtext("a:title", namespaces=ATOM) for e in eintraege(antwort)
    ]


@pytest.mark.parametrize("frage", ["vor=x", "vor=-1", "knoten=a b", "knoten=../.."])
def test_a_wrong_question_to_the_feed_is_told(verlauf: httpx.Client, frage: str) -> None:
    assert 400 == verlauf.get(f"daten/aenderungen.atom?{frage}").status_code


def test_the_page_tells_readers_of_feeds_where_it_is(kunde: httpx.Client) -> None:
    verweis = lies(kunde.get("daten").text).eins("link", rel="alternate")

    assert "application/atom+xml" == verweis.attribute["type"]
    assert 200 == kunde.get(verweis.attribute["href"]).status_code
