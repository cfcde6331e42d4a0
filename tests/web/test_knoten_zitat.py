"""What a node's page says to other programs and offers for copying, and how sure its passages and traces are."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from leitlinien.settings import Settings
from leitlinien.sources import Quellen
from leitlinien.sources.passages import Quelltext
from leitlinien.web.knotenzitat import skriptdaten
from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app
from tests.web.seitenhilfe import Element, bedient, lies

BROWSER = {"accept": "text/html"}
IRI = "https://leitlinien.example/id/b/Z"
TEXT = "Wir bauen auf und wir bauen aus."


def summe(von: int, bis: int) -> str:
    return Quelltext(TEXT).anker(von, bis).sha256


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    ordner: Path = tmp_path_factory.mktemp("quellen")
    (ordner / "heft.txt").write_text(TEXT, encoding="utf-8")
    bestand = netz(f"""
        Regelwerk b/R titel="Grundsätze von B" ; Leitlinie b/L ; Zuwendung b/W bewilligt=100
        Ziel b/Z titel="</script><b>{{Ziel}} & mehr" ; Ziel b/O ; Massnahme b/M ; Massnahme b/N
        Ziel b/B titel="Ein Beispiel" herkunft=BEISPIEL
        b/Z teilVonRegelwerk b/R ; b/Z dient b/L ; b/M traegtBeiZu b/Z ; b/N traegtBeiZu b/Z ? ; b/W foerdert b/N
        Dokument b/D titel="Das Heft" dateiname=heft.txt ; Dokument b/E titel="Das andere" dateiname=fehlt.txt
        Fundstelle b/F1 zeichen_von=4 zeichen_bis=9 pruefsumme={summe(4, 9)}
        Fundstelle b/F2 zeichen_von=4 zeichen_bis=9 pruefsumme={summe(5, 9)}
        Fundstelle b/F3 zeichen_von=4 zeichen_bis=9 pruefsumme={summe(4, 9)}
        Fundstelle b/F4 zeichen_von=4 zeichen_bis=9
        b/F1 inDokument b/D ; b/F2 inDokument b/D ; b/F3 inDokument b/E ; b/F4 inDokument b/D
        b/O beleg b/F1 b/F2 b/F3 b/F4
    """)
    dienst = Probedienst(stand(bestand, tmp_path_factory.mktemp("zitat")), Settings(herausgeber="Stadt B"))
    dienst.quellen = Quellen(ordner)
    with bedient(app(dienst)) as adresse, httpx.Client(base_url=adresse, timeout=30) as client:
        yield client


def seite(client: httpx.Client, adresse: str) -> Element:
    antwort = client.get(adresse, headers=BROWSER)
    assert 200 == antwort.status_code
    return lies(antwort.text)


def schema_org(client: httpx.Client, adresse: str) -> dict[str, object]:
    """The data block, cut out as a browser would: up to the first end of a script."""
    text = client.get(adresse, headers=BROWSER).text
    treffer = re.search(r'<script type="application/ld\+json">(.*?)</script', text, re.DOTALL)
    assert treffer is not None
    daten: dict[str, object] = json.loads(treffer[1])
    return daten


# In the head


def test_the_head_describes_the_node_in_words_of_schema_org(client: httpx.Client) -> None:
    daten = schema_org(client, "id/b/Z")

    assert {
        "@type": "Thing",
        "name": "</script><b>{Ziel} & mehr",
        "identifier": "b/Z",
        "additionalType": "https://w3id.org/leitlinien/def#Ziel",
    } == daten["about"]
    assert (IRI, [{"@type": "CreativeWork", "name": "Grundsätze von B"}]) == (daten["@id"], daten["citation"])


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "&lt;", "\u2028", "<script>"])
def test_no_text_ends_the_block_that_holds_it(text: str) -> None:
    geschrieben = skriptdaten({"name": text})

    assert not set("<>&\u2028\u2029") & set(geschrieben)
    assert {"name": text} == json.loads(geschrieben)


def test_other_programs_find_oembed_for_the_node(client: httpx.Client) -> None:
    verweise = {v.attribute["type"]: v.attribute["href"] for v in seite(client, "id/b/Z").alle("link", rel="alternate")}

    ziel = "https://leitlinien.example/oembed?url=https%3A%2F%2Fleitlinien.example%2Fid%2Fb%2FZ&format="
    assert {"application/json+oembed": f"{ziel}json", "text/xml+oembed": f"{ziel}xml"} == verweise


def test_previews_have_title_description_address_and_picture(client: httpx.Client) -> None:
    kopf = seite(client, "id/b/Z")
    gesagt = {m.attribute["property"]: m.attribute["content"] for m in kopf.alle("meta") if "property" in m.attribute}

    assert ("</script><b>{Ziel} & mehr (b/Z)", IRI) == (gesagt["og:title"], gesagt["og:url"])
    assert "https://leitlinien.example/strategiekarte.png?spur=b/Z" == gesagt["og:image"]
    assert gesagt["og:description"] == kopf.eins("meta", name="description").attribute["content"]


def test_the_canonical_address_is_the_permanent_one(client: httpx.Client) -> None:
    assert IRI == seite(client, "id/b/Z?revision=1").eins("link", rel="canonical").attribute["href"]


def test_previews_of_an_example_say_that_it_is_one(client: httpx.Client) -> None:
    beschreibung = seite(client, "id/b/B").eins("meta", name="description").attribute["content"]

    assert beschreibung.startswith("Erfundenes Beispiel. ")


# For copying


def test_the_citation_names_title_kind_whole_issuer_state_and_address(client: httpx.Client) -> None:
    zitat = seite(client, "id/b/Z").eins("section", aria_labelledby="zitieren").text

    assert (
        "„</script><b>{Ziel} & mehr“ (Ziel b/Z). In: Grundsätze von B. Leitlinien – Wissensbasis kommunaler "
        f"Leitlinien, Stadt B, Revision 1 vom 01.01.2026. {IRI}?revision=1"
    ) in zitat


def test_what_stands_in_no_whole_is_cited_with_its_documents(client: httpx.Client) -> None:
    assert "In: Das Heft; Das andere." in seite(client, "id/b/O").eins("section", aria_labelledby="zitieren").text


def test_the_citation_of_an_example_says_that_it_is_one(client: httpx.Client) -> None:
    assert "Erfundenes Beispiel." in seite(client, "id/b/B").eins("section", aria_labelledby="zitieren").text


def test_bibtex_is_escaped(client: httpx.Client) -> None:
    bibtex = seite(client, "id/b/Z").eins("section", aria_labelledby="zitieren").alle("pre")[0].text

    assert r"title = {{</script><b>\{Ziel\} \& mehr}}" in bibtex
    assert "@misc{b-Z-r1," in bibtex


def test_texts_for_embedding_are_html_that_says_the_title_and_leads_to_the_node(client: httpx.Client) -> None:
    abschnitt = seite(client, "id/b/Z").eins("section", aria_labelledby="zitieren")
    verweis, karte, baustein, plakette = (
        lies("".join(map(str, p.eins("code").kinder))) for p in abschnitt.alle("pre")[1:]
    )

    assert (IRI, "</script><b>{Ziel} & mehr") == (verweis.eins("a").attribute["href"], verweis.eins("a").text)
    assert f"{IRI}/karte" == karte.eins("iframe").attribute["src"]
    assert "https://leitlinien.example/einbetten.js" == baustein.eins("script").attribute["src"]
    assert IRI == baustein.eins("leitlinie-verweis").attribute["iri"]
    assert f"{IRI}/plakette.svg" == plakette.eins("img").attribute["src"]


# Passages


def test_passages_say_whether_their_document_still_says_it(client: httpx.Client) -> None:
    abschnitt = seite(client, "id/b/O").eins("section", aria_labelledby="fundstellen")

    gesagt = [[m.text for m in p.alle("span") if "marke" in m.attribute.get("class", "")] for p in abschnitt.alle("li")]
    assert [
        ["Wortlaut geprüft: stimmt"],
        ["Wortlaut geprüft: weicht ab"],
        ["Dokument liegt nicht vor"],
        [],
    ] == gesagt


def test_without_attached_documents_nothing_is_said_about_them(tmp_path: Path) -> None:
    bestand = netz("""
        Dokument b/D dateiname=heft.txt ; Fundstelle b/F zeichen_von=4 zeichen_bis=9 ; Ziel b/Z
        b/F inDokument b/D ; b/Z beleg b/F
    """)
    with bedient(app(Probedienst(stand(bestand, tmp_path)))) as adresse:
        text = httpx.get(f"{adresse}id/b/Z", headers=BROWSER).text

    assert "Wortlaut geprüft" not in text
    assert "Dokument liegt nicht vor" not in text


# Traces


def test_paths_that_rest_on_proposals_stand_apart_and_are_marked(client: httpx.Client) -> None:
    spur = seite(client, "id/b/Z").eins("section", aria_labelledby="spur")

    hinauf, hinunter = spur.alle("div", class_="spur")
    (vermutet,) = spur.alle("div", class_="spur spur-vorschlag")
    assert ("Titel b/L" in hinauf.text, "Titel b/M" in hinunter.text, "Titel b/N" in hinunter.text) == (
        True,
        True,
        False,
    )
    assert "Titel b/N Maßnahme b/N Vorschlag" in vermutet.text
    assert "1 weiterer Weg beruht auf wenigstens einem Vorschlag und zählt nicht mit." in spur.text


def test_the_trace_is_a_picture_too_whose_text_stands_below(client: httpx.Client) -> None:
    bild = seite(client, "id/b/Z").eins("figure")

    assert "../../strategiekarte.svg?spur=b/Z" == bild.eins("img").attribute["src"]
    assert "dieselben Wege stehen darunter als Liste" in bild.eins("img").attribute["alt"]
    assert "../../strategiekarte?spur=b/Z" == bild.eins("a").attribute["href"]


def test_what_no_trace_leads_through_has_no_picture(client: httpx.Client) -> None:
    assert [] == seite(client, "id/b/D").alle("figure")


def test_the_kind_of_a_node_leads_to_the_vocabulary(client: httpx.Client) -> None:
    art = seite(client, "id/b/Z").eins("p", class_="kennung").eins("a")

    assert ("Ziel", "../../def/Ziel") == (art.text, art.attribute["href"])
    assert 200 == client.get("def/Ziel", headers=BROWSER).status_code
