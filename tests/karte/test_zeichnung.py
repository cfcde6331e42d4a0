"""The drawing itself: what is marked, what leads where, and that it is the same each time."""

import re
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest

from leitlinien.karte import png
from leitlinien.karte.bild import Form
from leitlinien.karte.svg import FARBEN, GRUND, PLATZ, stil, zeichne
from leitlinien.karte.textmass import breite, umbrochen
from leitlinien.state import State
from tests.bauhilfe import netz, stand
from tests.karte.kartenhilfe import elemente, karte, kette, viele

BASIS = "https://leitlinien.example/"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    return kette(tmp_path_factory.mktemp("kette"))


@pytest.fixture(scope="module")
def svg(state: State) -> str:
    return zeichne(karte(state, "b/R"), BASIS).text


def test_every_node_is_a_link_to_its_page_with_its_whole_name(state: State, svg: str) -> None:
    bild = karte(state, "b/R")

    links = {(a.get("href"), a.get("aria-label")) for a in elemente(svg, "a")}

    assert {(f"{BASIS}{k.adresse}", k.satz) for k in bild.knoten} <= links


def test_every_word_of_a_name_stands_in_its_box(state: State, svg: str) -> None:
    texte = {
        a.get("href"): " ".join("".join(t.itertext()) for t in a.iter() if t.tag.endswith("text"))
        for a in elemente(svg, "a")
        if "k-knoten" in (a.get("class") or "")
    }

    for kasten in karte(state, "b/R").knoten:
        assert set(kasten.titel.split()) <= set(texte[f"{BASIS}{kasten.adresse}"].split())


def test_a_proposal_is_dashed_and_said_in_words(state: State, svg: str) -> None:
    gestrichelt = [
        p for p in elemente(svg, "path") if p.get("class") == "k-linie k-vorschlag" and "C" in p.get("d", "")
    ]
    (kasten,) = [k for k in karte(state, "b/R").knoten if k.titel == "Treff im Quartier"]

    assert [True] == [bool(p.get("stroke-dasharray")) for p in gestrichelt]
    assert "nur Vorschlag" in kasten.marken


def test_a_line_that_stands_in_a_document_is_not_dashed(svg: str) -> None:
    durchgezogen = [p for p in elemente(svg, "path") if p.get("class") == "k-linie" and "C" in p.get("d", "")]

    assert [None] * 5 == [p.get("stroke-dasharray") for p in durchgezogen]


def test_an_example_is_hatched_and_said_in_words(svg: str) -> None:
    (a,) = [a for a in elemente(svg, "a") if "Treff im Quartier" in (a.get("aria-label") or "")]

    assert "url(#karte-muster)" in {e.get("fill") for e in a.iter()}
    assert "Beispiel" in "".join(a.itertext())


def test_a_goal_without_a_measure_has_an_empty_place_in_the_column_of_measures(state: State) -> None:
    bild = karte(state, "b/R")

    (luecke,) = [
        k
        for k in bild.kaesten
        if k.form is Form.LUECKE and k.bei is not None and bild.kaesten[k.bei].titel == "Niemand wartet"
    ]

    assert ("ohne Maßnahme", "Maßnahmen") == (luecke.titel, bild.spalten[luecke.spalte].name)


def test_an_empty_place_is_dashed_and_reads_as_what_is_missing(svg: str) -> None:
    (a,) = [
        a for a in elemente(svg, "a") if "k-luecke" in (a.get("class") or "") and "Maßnahme" in "".join(a.itertext())
    ]

    (flaeche,) = [e for e in a.iter() if e.tag.endswith("rect")]
    assert flaeche.get("stroke-dasharray")
    assert GRUND == flaeche.get("fill")


def test_a_proposal_does_not_fill_an_empty_place(tmp_path: Path) -> None:
    state = kette(tmp_path, "Massnahme b/M9; b/M9 traegtBeiZu b/Z2 ?")

    texte = {k.titel for k in karte(state, "b/Z2").kaesten if k.form is Form.LUECKE}

    assert {"ohne Maßnahme (nur Vorschlag)", "ohne Umsetzung (nur Vorschlag)"} == texte


def test_the_node_of_a_trace_is_emphasised_and_no_other(state: State) -> None:
    betont = [k.titel for k in karte(state, "b/M1").kaesten if k.betont]

    assert ["Elterncafé"] == betont


def test_a_grant_shows_its_amount(state: State) -> None:
    (kasten,) = [k for k in karte(state, "b/R").knoten if k.betrag]

    assert "12.500,00 EUR" == kasten.betrag


def test_what_is_folded_leads_to_the_map_of_that_part(tmp_path: Path) -> None:
    bild = karte(viele(tmp_path, 3, 1, 80), "b/R")

    reste = {(k.titel.split()[-1], k.adresse) for k in bild.kaesten if k.form is Form.REST}

    assert {("Maßnahmen", f"strategiekarte?spur=b/Z{n}-0") for n in range(3)} == reste


def test_what_the_start_itself_folds_leads_to_its_page(tmp_path: Path) -> None:
    bild = karte(viele(tmp_path, 1, 1, 200), "b/Z0-0")

    assert {"id/b/Z0-0"} == {k.adresse for k in bild.kaesten if k.form is Form.REST}


def test_a_title_with_markup_is_text(tmp_path: Path) -> None:
    state = stand(netz('Ziel b/Z titel="<script>alert(1)</script> & so"'), tmp_path)

    text = zeichne(karte(state, "b/Z"), BASIS).text

    assert [] == elemente(text, "script")
    assert "<script>alert(1)</script> & so" in unescape(text)


def test_ids_of_others_are_their_own_address(tmp_path: Path) -> None:
    state = stand(
        netz("Ziel https://daten.example/ziel; Massnahme b/M; b/M traegtBeiZu https://daten.example/ziel"), tmp_path
    )

    text = zeichne(karte(state, "b/M"), BASIS).text

    assert "https://daten.example/ziel" in {a.get("href") for a in elemente(text, "a")}


def test_the_same_state_gives_the_same_bytes(state: State, svg: str) -> None:
    assert svg == zeichne(karte(state, "b/R"), BASIS).text


def test_a_file_of_its_own_carries_its_style_and_a_page_does_not(state: State, svg: str) -> None:
    in_seite = zeichne(karte(state, "b/R"), "./", eigenstaendig=False).text

    assert [stil()] == [e.text for e in elemente(svg, "style")]
    assert [] == elemente(in_seite, "style")


def test_nothing_in_a_drawing_is_loaded_from_elsewhere(svg: str) -> None:
    aussen = re.findall(r"(?:src|xlink:href|@import)\W", svg)
    verweise = set(re.findall(r"url\(([^)]*)\)", svg))

    assert ([], {"#karte-muster"}) == (aussen, verweise)


def test_a_drawing_as_wide_as_asked_keeps_its_proportions(state: State) -> None:
    ganz, halb = (zeichne(karte(state, "b/R"), BASIS, breite=b) for b in (None, 500))

    assert 500 == halb.breite
    assert pytest.approx(ganz.hoehe / ganz.breite) == halb.hoehe / halb.breite


@pytest.mark.parametrize("farbe", [f for paar in FARBEN for f in ((paar[0], paar[1]), (paar[0], GRUND))])
def test_headings_of_boxes_have_enough_contrast(farbe: tuple[str, str]) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""

    def helligkeit(hexzahl: str) -> float:
        anteile = [int(hexzahl[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in anteile]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    hell, dunkel = sorted((helligkeit(f) for f in farbe), reverse=True)
    assert (hell + 0.05) / (dunkel + 0.05) >= 4.5


# text


@pytest.mark.parametrize(
    "text", ["Kinder und Jugendliche", "Donaudampfschifffahrtsgesellschaftskapitänspatent", "a/b/c-d", "", "WWWW " * 30]
)
def test_no_line_is_wider_than_its_place_and_no_letter_is_lost(text: str) -> None:
    zeilen = umbrochen(text, PLATZ, 13)

    assert [] == [z for z in zeilen if breite(z, 13) > PLATZ]
    assert re.sub(r"[\s-]", "", text) == re.sub(r"[\s-]", "", "".join(zeilen))


# PNG


def masse(bild: bytes) -> tuple[int, int]:
    """Width and height out of the header (PNG specification, 11.2.1)."""
    assert bild.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(bild[16:20]), int.from_bytes(bild[20:24])


def test_a_picture_of_pixels_is_as_wide_as_asked(state: State) -> None:
    zeichnung = zeichne(karte(state, "b/M1"), BASIS)

    breite, hoehe = masse(png.male(karte(state, "b/M1"), BASIS, 600))

    assert 600 == breite
    assert pytest.approx(600 * zeichnung.hoehe / zeichnung.breite, abs=1) == hoehe


def test_a_picture_is_never_larger_than_its_limit(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "MEISTE_PUNKTE", 500_000)

    breite, hoehe = masse(png.male(karte(state, "b/R"), BASIS, png.BREITESTE))

    assert 490_000 < breite * hoehe < 510_000


def test_the_text_of_a_picture_is_really_drawn_without_fonts_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pictures that differ in one word differ; without the shipped font they would be the same."""
    eins, zwei = (karte(stand(netz(f'Ziel b/Z titel="{wort}"'), tmp_path), "b/Z") for wort in ("Größe", "Maße"))

    mit = [png.male(bild, BASIS, 400) for bild in (eins, zwei)]
    monkeypatch.setattr(png, "SCHRIFTEN", [])
    ohne = [png.male(bild, BASIS, 400) for bild in (eins, zwei)]

    assert mit[0] != mit[1]
    assert ohne[0] == ohne[1]


def test_the_same_state_gives_the_same_picture(state: State) -> None:
    assert png.male(karte(state, "b/M1"), BASIS, 300) == png.male(karte(state, "b/M1"), BASIS, 300)
