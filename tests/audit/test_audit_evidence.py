"""The evidence of a row: paths, passages, and what is left out."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from leitlinien.audit import belege as belegmodul
from leitlinien.audit.behaelter import entpacke
from leitlinien.audit.zeugen import Zeugen
from leitlinien.paths import folge
from leitlinien.state import State
from tests.audit.audithilfe import Amt, amt
from tests.bauhilfe import netz, nr, stand
from tests.seedhilfe import seedprogramm

PROBEN = 12
"""Nodes of each kind whose fields are followed."""


@pytest.fixture(scope="module")
def stadt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Amt]:
    buero = amt(tmp_path_factory.mktemp("amt"))
    yield buero
    buero.store.schliessen()


@pytest.fixture(scope="module")
def bestand() -> Iterator[State]:
    """The shipped data."""
    with seedprogramm() as programm:
        yield programm.state()


def belege(stadt: Amt, frage: str, **texte: str) -> Any:
    return orjson.loads(entpacke(stadt.nachweis(frage, texte).bytes)[0]["belege.json"])


def wege(zeile: Any) -> list[list[tuple[str, str, str]]]:
    return [[(s["von"], s["praedikat"].split("#")[1], s["nach"]) for s in weg] for weg in zeile["wege"]]


def test_a_row_has_the_links_to_the_nodes_it_names(stadt: Amt) -> None:
    zeilen = belege(stadt, "zieleMitMassnahmen")["zeilen"]

    assert [[("s/M1", "traegtBeiZu", "s/Z1")], [("s/Z1", "dient", "s/L1")]] == wege(zeilen[0])
    assert ["s/Z1", "s/M1", "s/L1"] == zeilen[0]["knoten"]


def test_the_passages_of_links_and_nodes_are_named(stadt: Amt) -> None:
    gefunden = belege(stadt, "zieleMitMassnahmen")

    erste, zweite, _ = gefunden["zeilen"]
    assert ["s/D1/0-8"] == erste["wege"][0][0]["belege"]
    assert ["s/D1/9-13", "s/D1/0-8"] == zweite["fundstellen"]
    stelle = {"lokator": "Nr. 2", "von": 9, "bis": 13, "sha256": None, "dokument": "s/D1"}
    assert stelle == gefunden["fundstellen"]["s/D1/9-13"]


def test_a_proposal_is_evidence_only_for_who_asked_for_proposals(stadt: Amt) -> None:
    gesichert = belege(stadt, "zieleMitMassnahmen")["zeilen"][2]
    lesart = belege(stadt, "zieleMitMassnahmen", sicht="MIT_VORSCHLAEGEN")["zeilen"][2]

    assert [[("s/Z3", "dient", "s/L1")]] == wege(gesichert)
    assert [("s/M1", "traegtBeiZu", "s/Z3")] in wege(lesart)
    assert "VORSCHLAG" in {s["status"] for weg in lesart["wege"] for s in weg}


def test_a_view_over_several_links_is_shown_link_by_link(stadt: Amt) -> None:
    (zeile,) = belege(stadt, "massnahmenInsgesamt")["zeilen"]

    assert [[("s/Z1", "dient", "s/L1"), ("s/M1", "traegtBeiZu", "s/Z1")]] == wege(zeile)
    assert ["s/L1", "s/M1", "s/Z1"] == zeile["knoten"]


def test_what_a_trace_reaches_has_the_path_of_the_trace(stadt: Amt) -> None:
    zeilen = belege(stadt, "unterDerLeitlinie", leitlinie="s/L1")["zeilen"]

    zuwendung = next(z for z in zeilen if "s/G1" in z["knoten"])
    kette = [("s/Z1", "dient", "s/L1"), ("s/M1", "traegtBeiZu", "s/Z1"), ("s/G1", "foerdert", "s/M1")]
    assert [kette] == wege(zuwendung)


def test_a_row_that_is_a_passage_is_its_own_evidence(stadt: Amt) -> None:
    (zeile,) = belege(stadt, "stellenDerLeitlinie", leitlinie="s/L1")["zeilen"]

    assert ["s/L1"] == zeile["knoten"]
    assert ["s/D1/0-8"] == zeile["fundstellen"]
    assert [] == zeile["wege"]


def test_places_known_to_be_empty_are_evidence_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    leer = "Ziel s/Z9; Leerstelle s/Z9/leer feld=massnahmen; s/Z9/leer leerstelleVon s/Z9"
    buero = amt(tmp_path_factory.mktemp("leer"), (leer,))

    zeilen = belege(buero, "zieleMitMassnahmen")["zeilen"]

    buero.store.schliessen()
    assert [["s/Z9/leer"]] == [z["leerstellen"] for z in zeilen]


def test_several_paths_of_a_trace_are_all_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    gabel = (
        "Leitlinie s/L1; Ziel s/Z1 s/Z2; Massnahme s/M1; s/M1 traegtBeiZu s/Z1 s/Z2; s/Z1 dient s/L1; s/Z2 dient s/L1"
    )
    buero = amt(tmp_path_factory.mktemp("gabel"), (gabel,))

    zeilen = belege(buero, "unterDerLeitlinie", leitlinie="s/L1")["zeilen"]

    buero.store.schliessen()
    massnahme = next(z for z in zeilen if "s/M1" in z["knoten"])
    assert [["s/Z1", "s/M1"], ["s/Z2", "s/M1"]] == [[s["von"] for s in weg] for weg in massnahme["wege"]]


def test_where_paths_are_too_many_the_shortest_is_shown_and_the_record_says_so(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    umweg = (
        "Leitlinie s/L1; Ziel s/A s/Z1; Massnahme s/M1;s/M1 traegtBeiZu s/A s/Z1; s/A teilzielVon s/Z1; s/Z1 dient s/L1"
    )
    buero = amt(tmp_path_factory.mktemp("umweg"), (umweg,))
    monkeypatch.setattr(belegmodul, "WEGE_JE_ZEILE", 1)

    nachweis = buero.nachweis("unterDerLeitlinie", {"leitlinie": "s/L1"})

    buero.store.schliessen()
    zeilen = orjson.loads(entpacke(nachweis.bytes)[0]["belege.json"])["zeilen"]
    massnahme = next(z for z in zeilen if z["knoten"][1] == "s/M1")
    assert [["s/Z1", "s/M1"]] == [[s["von"] for s in weg] for weg in massnahme["wege"]]
    assert any("nur der kürzeste" in satz for satz in nachweis.record.ergebnis.hinweise)


def test_a_secured_path_is_preferred_to_a_shorter_proposal(tmp_path_factory: pytest.TempPathFactory) -> None:
    state = stand(
        netz("Leitlinie L; Ziel Z; Massnahme M; Z dient L; M traegtBeiZu Z; M traegtBeiZu L ?"),
        tmp_path_factory.mktemp("stand"),
    )
    gesamt = state.modell.arten["Leitlinie"].feld["massnahmen_gesamt"].pfad

    weg = Zeugen(state, vorschlaege=True).zeuge(nr(state, "L"), nr(state, "M"), gesamt)

    assert weg is not None
    assert ["Z", "M"] == [state.pfad(s.von) for s in weg]


@pytest.mark.parametrize("vorschlaege", [False, True])
def test_there_is_a_witness_for_exactly_what_a_path_reaches(vorschlaege: bool, bestand: State) -> None:
    zeugen, geprueft = Zeugen(bestand, vorschlaege=vorschlaege), 0
    for art in bestand.modell.arten.values():
        proben = list(bestand.bereich(art.name))[:PROBEN]
        for feld in (f for f in art.felder if f.ist_link):
            for i, treffer in zip(proben, folge(bestand, proben, feld.pfad, feld.ziele, vorschlaege), strict=True):
                for ziel in treffer[:5]:
                    weg = zeugen.zeuge(i, ziel.knoten, feld.pfad)
                    assert weg is not None, (bestand.pfad(i), feld.name, bestand.pfad(ziel.knoten))
                    assert _verbindet(weg, i, ziel.knoten)
                    geprueft += 1

    assert geprueft > 100


def _verbindet(weg: Any, von: int, nach: int) -> bool:
    """Whether the links of a path hang together, whichever way each is stored."""
    ort = von
    for s in weg:
        if ort not in (s.von, s.nach):
            return False
        ort = s.nach if ort == s.von else s.von
    return ort == nach


def test_there_is_no_witness_where_no_path_leads(bestand: State) -> None:
    art = bestand.modell.arten["Leitlinie"]
    ziele, massnahmen = bestand.bereich("Leitlinie"), bestand.bereich("Massnahme")
    pfad = art.feld["massnahmen_gesamt"].pfad
    zeugen = Zeugen(bestand, vorschlaege=False)
    erreicht = {(i, t.knoten) for i in ziele for t in folge(bestand, [i], pfad, ("Massnahme",), False)[0]}

    gefunden = {(i, j) for i in ziele for j in massnahmen if zeugen.zeuge(i, j, pfad) is not None}

    assert erreicht == gefunden
