"""Checking rows against what is already stored."""

import leitlinien.model
from leitlinien.kinds import LinkStatus
from leitlinien.rdf.pruefen import pruefe
from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile

assert leitlinien.model

LL = "https://w3id.org/leitlinien/def#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
EIGENE = {
    "Leitlinie": {"leitlinienart": "LEITLINIE", "rang": "LEITSATZ"},
    "Ziel": {"ebene": "STRATEGISCH"},
    "Organisation": {"organisationsart": "VERBAND"},
    "Regelwerk": {"verbindlichkeit": "RAHMEN", "bestand": "AUSZUG"},
}


def knoten(pfad: str, art: str, herkunft: str = "QUELLE") -> Knotenzeile:
    werte = {f"{SKOS}notation": pfad, f"{SKOS}prefLabel": "Ein Titel", f"{LL}herkunft": herkunft}
    return Knotenzeile(pfad, LL + art, {**werte, **{LL + n: w for n, w in EIGENE[art].items()}})


def link(von: str, name: str, nach: str, angaben: Angaben = BLOSS) -> Linkzeile:
    return Linkzeile(von, LL + name, nach, angaben)


VORSCHLAG = Angaben(status=LinkStatus.VORSCHLAG, begruendung="Gelesen.", aussage=True)
VORHANDEN = Bestand(
    [knoten("K1", "Leitlinie"), knoten("K2", "Leitlinie"), knoten("R1", "Regelwerk")],
    [link("K1", "konkretisiert", "K2"), link("K1", "teilVonRegelwerk", "R1")],
)


def test_a_link_may_lead_to_a_stored_node() -> None:
    neu = Bestand([knoten("Z1", "Ziel")], [link("Z1", "dient", "K1")])

    assert [] == pruefe(neu, VORHANDEN)
    assert ["Class"] == [m.regel for m in pruefe(neu)]


def test_a_link_may_begin_at_a_stored_node() -> None:
    neu = Bestand([], [link("K2", "teilVonRegelwerk", "R1")])

    assert [] == pruefe(neu, VORHANDEN)
    assert ["MinCount"] == [m.regel for m in pruefe(neu)]


def test_a_cycle_that_stored_links_help_to_close_is_named() -> None:
    (mangel,) = pruefe(Bestand([], [link("K2", "konkretisiert", "K1")]), VORHANDEN)

    assert mangel.regel == "Kreis"
    assert "K1 -> K2 -> K1" in mangel.was


def test_a_cycle_that_a_proposal_closes_is_another_finding() -> None:
    (mangel,) = pruefe(Bestand([], [link("K2", "konkretisiert", "K1", VORSCHLAG)]), VORHANDEN)

    assert mangel.regel == "KreisVorschlag"


def test_a_second_value_beside_a_stored_one_tells_how_to_replace_it() -> None:
    neu = Bestand([knoten("R2", "Regelwerk")], [link("K1", "teilVonRegelwerk", "R2")])

    (mangel,) = pruefe(neu, VORHANDEN)

    assert mangel.regel == "MaxCount"
    assert "--ersetzen" in mangel.hilfe


def test_a_node_that_changes_its_kind_is_checked_with_the_links_it_has() -> None:
    neu = Bestand([knoten("K2", "Ziel")])

    assert [("K1", "ll:konkretisiert", "Class")] == [(m.knoten, m.pfad, m.regel) for m in pruefe(neu, VORHANDEN)]


def test_a_node_that_becomes_an_example_is_checked_with_the_links_it_has() -> None:
    neu = Bestand([knoten("R1", "Regelwerk", "BEISPIEL")])

    assert [("K1", "Beispiel")] == [(m.knoten, m.regel) for m in pruefe(neu, VORHANDEN)]


def test_stored_rows_without_news_are_not_checked_again() -> None:
    kaputt = Bestand([*VORHANDEN.knoten, Knotenzeile("X", LL + "Ziel", {})], VORHANDEN.links)

    assert [] == pruefe(Bestand([knoten("Z1", "Ziel")]), kaputt)


def test_metadata_of_a_row_is_checked_however_it_came_about() -> None:
    angaben = Angaben(status=LinkStatus.BESTAETIGT, anteil="1.2", wer="Eva", begruendung="Ja.", aussage=True)
    neu = Bestand([knoten("Z1", "Ziel")], [link("Z1", "dient", "K1", angaben)])

    gefunden = pruefe(neu, VORHANDEN)

    assert [("ll:anteil", "MaxInclusive"), ("ll:wann", "MinCount")] == [(m.pfad, m.regel) for m in gefunden]
    assert {"link/Z1~dient~K1"} == {m.knoten for m in gefunden}


def test_a_row_that_is_equal_to_a_bare_link_says_nothing_about_itself() -> None:
    neu = Bestand([], [link("K2", "teilVonRegelwerk", "R1", Angaben())])

    assert [] == pruefe(neu, VORHANDEN)


def test_a_bare_structural_link_cannot_carry_metadata() -> None:
    neu = Bestand([], [link("K1", "beleg", "K2", Angaben(wer="Eva", aussage=True))])

    assert "In" in {m.regel for m in pruefe(neu, VORHANDEN)}


def test_findings_come_in_the_same_order_whatever_the_order_of_the_rows() -> None:
    zeilen = [Knotenzeile(f"Z{i}", LL + "Ziel", {}) for i in range(5)]

    assert pruefe(Bestand(zeilen)) == pruefe(Bestand(zeilen[::-1]))
