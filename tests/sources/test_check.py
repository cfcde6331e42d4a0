"""The check of documents and passages against the files at hand."""

from pathlib import Path

import pytest
from rdflib import Graph

from leitlinien.kinds import modell
from leitlinien.rows import Bestand, Knotenzeile, Linkzeile, Wert
from leitlinien.sources import Quellen, Quelltext, Urteil, bytehash, finde, pruefe, turtle
from leitlinien.terms import LL

TEXT = "Die Stadt beugt vor.\nDie Stadt berichtet."


def dokument(name: str | None, summe: str | None, **mehr: str) -> Knotenzeile:
    werte: dict[str, Wert] = {str(LL[k]): v for k, v in mehr.items()}
    if name:
        werte[str(LL.dateiname)] = name
    if summe:
        werte[str(LL.pruefsumme)] = summe
    return Knotenzeile("stadt/text", str(LL.Dokument), werte)


def stelle(von: int, bis: int, wortlaut: str) -> tuple[Knotenzeile, Linkzeile]:
    pfad = f"stadt/text/{von}-{bis}"
    werte: dict[str, Wert] = {
        str(LL.zeichenVon): str(von),
        str(LL.zeichenBis): str(bis),
        str(LL.pruefsumme): bytehash(wortlaut.encode()),
    }
    return Knotenzeile(pfad, str(LL.Fundstelle), werte), Linkzeile(pfad, str(LL.inDokument), "stadt/text")


def bestand(dokument: Knotenzeile, *stellen: tuple[Knotenzeile, Linkzeile]) -> Bestand:
    return Bestand([dokument, *(k for k, _ in stellen)], [link for _, link in stellen])


@pytest.fixture
def quellen(tmp_path: Path) -> Quellen:
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return Quellen(tmp_path)


def test_text_and_passages_that_are_unchanged_hold(quellen: Quellen) -> None:
    rows = bestand(dokument("text.txt", Quelltext(TEXT).hash), stelle(4, 9, "Stadt"), stelle(21, 24, "Die"))

    bericht = pruefe(rows, quellen)

    assert bericht.zahlen == {Urteil.HAELT: 3, Urteil.WEICHT_AB: 0, Urteil.FEHLT: 0}
    assert bericht.haelt


def test_a_data_file_may_be_hashed_over_its_bytes(tmp_path: Path) -> None:
    daten = "Träger;  5,00".encode("iso-8859-1")
    (tmp_path / "daten.csv").write_bytes(daten)

    (pruefung,) = pruefe(bestand(dokument("daten.csv", bytehash(daten))), Quellen(tmp_path)).dokumente

    assert (pruefung.urteil, "über die Bytes" in pruefung.erklaerung) == (Urteil.HAELT, True)


def test_it_is_said_that_the_hash_over_the_text_held(quellen: Quellen) -> None:
    (pruefung,) = pruefe(bestand(dokument("text.txt", Quelltext(TEXT).hash)), quellen).dokumente

    assert "über den bereinigten Text" in pruefung.erklaerung


def test_another_edition_differs(quellen: Quellen) -> None:
    (pruefung,) = pruefe(bestand(dokument("text.txt", bytehash(b"frueher"))), quellen).dokumente

    assert pruefung.urteil is Urteil.WEICHT_AB


def test_a_moved_passage_differs_and_its_new_place_is_named(quellen: Quellen) -> None:
    (pruefung,) = pruefe(bestand(dokument("text.txt", None), stelle(0, 9, "berichtet")), quellen).fundstellen

    assert (pruefung.urteil, pruefung.jetzt and pruefung.jetzt[:2]) == (Urteil.WEICHT_AB, (31, 40))
    assert "Zeichen 31–40 (Z2)" in pruefung.erklaerung


def test_a_passage_that_is_gone_differs_and_has_no_new_place(quellen: Quellen) -> None:
    (pruefung,) = pruefe(bestand(dokument("text.txt", None), stelle(0, 5, "Markt")), quellen).fundstellen

    assert (pruefung.urteil, pruefung.jetzt) == (Urteil.WEICHT_AB, None)


def test_a_passage_past_the_end_of_the_text_differs(quellen: Quellen) -> None:
    (pruefung,) = pruefe(bestand(dokument("text.txt", None), stelle(500, 505, "Markt")), quellen).fundstellen

    assert pruefung.urteil is Urteil.WEICHT_AB


def test_a_missing_file_is_missing_with_its_passages(quellen: Quellen) -> None:
    rows = bestand(dokument("fort.txt", bytehash(b"x")), stelle(4, 9, "Stadt"), stelle(21, 24, "Die"))

    bericht = pruefe(rows, quellen)

    assert bericht.zahlen[Urteil.FEHLT] == 3
    assert bericht.fehlende_dateien == {"fort.txt": 2}


def test_a_file_name_that_leads_elsewhere_is_missing(quellen: Quellen) -> None:
    (pruefung,) = pruefe(bestand(dokument("../text.txt", Quelltext(TEXT).hash)), quellen).dokumente

    assert pruefung.urteil is Urteil.FEHLT


def test_a_passage_without_a_file_is_missing(quellen: Quellen) -> None:
    (pruefung,) = pruefe(bestand(dokument(None, None), stelle(4, 9, "Stadt")), quellen).fundstellen

    assert (pruefung.urteil, "stadt/text nennt keine Datei" in pruefung.erklaerung) == (Urteil.FEHLT, True)


def test_what_has_no_hash_is_counted_and_not_judged(quellen: Quellen) -> None:
    nur_ort = Knotenzeile("stadt/text/nr-1", str(LL.Fundstelle), {str(LL.lokator): "Nr. 1"})

    bericht = pruefe(Bestand([dokument("text.txt", None), nur_ort], []), quellen)

    assert (bericht.ergebnisse, bericht.ohne_anker) == ([], 2)


def test_a_document_that_is_only_named_is_passed_over(quellen: Quellen) -> None:
    bericht = pruefe(bestand(dokument(None, None)), quellen)

    assert (bericht.ergebnisse, bericht.ohne_anker) == ([], 0)


def test_the_printed_turtle_names_place_hash_and_document() -> None:
    rows = bestand(dokument("text.txt", None), stelle(4, 9, "Stadt"))
    (fund,) = finde(TEXT, "beugt vor")

    ausgabe = turtle(fund, "ordner/text.txt", rows)

    graph = Graph().parse(
        data=f"@prefix ll: <{LL}> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n{ausgabe}",
        format="turtle",
        publicID="http://localhost:8000/",
    )
    (neu,) = graph.subjects(LL.zeichenVon)
    assert str(neu) == "http://localhost:8000/id/stadt/text/10-19"
    assert str(graph.value(neu, LL.inDokument)) == "http://localhost:8000/id/stadt/text"
    assert str(graph.value(neu, LL.pruefsumme)) == bytehash(b"beugt vor")


def test_the_printed_turtle_has_every_field_a_passage_must_have() -> None:
    (fund,) = finde(TEXT, "beugt vor")

    ausgabe = turtle(fund, "neu.txt", Bestand())

    pflicht = [f for f in modell.arten["Fundstelle"].werte if f.pflicht]
    kurz = Graph().namespace_manager
    kurz.bind("ll", str(LL))
    assert [f.name for f in pflicht if f.praedikat.n3(kurz) not in ausgabe] == []
    assert "<id/DOKUMENT/10-19>" in ausgabe
