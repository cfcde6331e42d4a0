"""Kiel's budget in the seed: what the file says, to the cent, and readings that are marked as such."""

import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal
from rdflib.term import Node

from leitlinien.rdf.pruefen import pruefe_dateien
from leitlinien.terms import LL, SKOS

WURZEL = Path(__file__).parents[2]
SEED = WURZEL / "seed" / "kiel-haushalt-2017.ttl"
SKRIPT = WURZEL / "scripts" / "kiel_haushalt.py"
CSV = WURZEL.parent / "shared" / "daten" / "kiel" / "Haushalt-Kiel-2017.csv"
KOPF = (
    "Produktbereich;Produktbereich-Bez;Teilplan;Teilplan-Bez;Produkt;Produkt-Bez;Aufwand/Ertrag;"
    "Ergebnisgliederungscode;Ergebnisgliederung-Bez;Sachkonto;Sachkonto-Bez;Betrag;Datum"
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(SEED)


def zahl(graph: Graph, knoten: Node) -> Decimal:
    wert = graph.value(knoten, LL.betrag)
    assert isinstance(wert, Literal)
    return Decimal(str(wert))


def summe(graph: Graph, bereich: str, *arten: str) -> Decimal:
    """Sum of the appropriations of these kinds over the products whose area begins with `bereich`."""
    return sum(
        (
            zahl(graph, ansatz)
            for ansatz in graph.subjects(RDF.type, LL.Haushaltsansatz)
            if str(graph.value(ansatz, LL.ansatzart)) in arten
            and str(graph.value(graph.value(ansatz, LL.ansatzFuer), LL.produktbereich)).startswith(bereich)
        ),
        Decimal(0),
    )


def starte(*argumente: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, str(SKRIPT), *argumente], capture_output=True, check=False)


def wandle(tmp_path: Path, *zeilen: str) -> subprocess.CompletedProcess[bytes]:
    datei = tmp_path / "haushalt.csv"
    datei.write_bytes("\r\n".join([KOPF, *zeilen, ""]).encode("iso-8859-1"))
    return starte(str(datei))


def test_every_row_and_every_product_of_both_areas_is_there(graph: Graph) -> None:
    anzahl = Counter(graph.objects(None, RDF.type))

    assert (anzahl[LL.Haushaltsansatz], anzahl[LL.Produkt]) == (1537, 79)


@pytest.mark.parametrize(
    ("bereich", "aufwand", "ertrag"),
    [
        ("31-35 ", "327851200.00", "208014700.00"),
        ("36 ", "201252900.00", "73583600.00"),
        ("3", "529104100.00", "281598300.00"),
    ],
)
def test_the_totals_are_those_of_the_file(graph: Graph, bereich: str, aufwand: str, ertrag: str) -> None:
    assert summe(graph, bereich, "AUFWAND", "ZUSCHUSS") == Decimal(aufwand)
    assert summe(graph, bereich, "ERTRAG") == Decimal(ertrag)


def test_the_accounts_531_are_the_grants_among_the_appropriations(graph: Graph) -> None:
    konten = [str(graph.value(a, LL.konto)) for a in graph.subjects(LL.ansatzart, Literal("ZUSCHUSS"))]

    assert len(konten) == 26
    assert all(konto.startswith("531") for konto in konten)
    assert summe(graph, "3", "ZUSCHUSS") == Decimal("81346600.00")


def test_rows_of_zero_are_kept_and_none_is_negative(graph: Graph) -> None:
    betraege = [zahl(graph, a) for a in graph.subjects(RDF.type, LL.Haushaltsansatz)]

    assert betraege.count(Decimal(0)) == 109
    assert min(betraege) == 0
    assert "-0.00" not in {str(b) for b in betraege}


def test_every_appropriation_and_product_points_to_its_lines_in_the_file(graph: Graph) -> None:
    aussagen = {*graph.subjects(RDF.type, LL.Haushaltsansatz), *graph.subjects(RDF.type, LL.Produkt)}

    ohne = [a for a in aussagen if (graph.value(a, LL.beleg), RDF.type, LL.Fundstelle) not in graph]

    assert ohne == []


def test_links_to_guidelines_are_proposals_with_who_when_and_why(graph: Graph) -> None:
    vorschlaege = list(graph.subjects(RDF.type, RDF.Statement))

    assert 15 <= len(vorschlaege) <= 25
    for link in vorschlaege:
        assert str(graph.value(link, LL.status)) == "VORSCHLAG"
        assert all(graph.value(link, p) is not None for p in (LL.begruendung, LL.wer, LL.wann, LL.beleg))


def test_no_proposal_stands_as_a_fact(graph: Graph) -> None:
    tatsachen = [t for p in (LL.verfolgt, LL.rahmenFuer) for t in graph.triples((None, p, None))]

    assert tatsachen == []


def test_one_known_row_has_its_amount(graph: Graph) -> None:
    (ansatz,) = graph.subjects(SKOS.notation, Literal("331000-53180000"))

    assert zahl(graph, ansatz) == Decimal("3752700.00")


def test_the_file_is_valid_together_with_the_guidelines() -> None:
    assert pruefe_dateien([WURZEL / "seed" / "leitlinien.ttl", SEED]) == []


@pytest.mark.skipif(not CSV.exists(), reason=f"{CSV.name} does not lie beside the checkout (../shared/daten/kiel)")
def test_the_script_makes_the_same_bytes_again() -> None:
    ergebnis = starte(str(CSV))

    assert ergebnis.returncode == 0
    assert ergebnis.stdout == SEED.read_bytes()


def test_the_help_is_german() -> None:
    ergebnis = starte("--help")

    assert "Aufruf: python scripts/kiel_haushalt.py" in ergebnis.stdout.decode()


@pytest.mark.parametrize(
    ("zeilen", "meldung"),
    [
        (["36;J;361;T;1;P;Saldo;01;G;50;K;-1,00;01.01.2017"], "Zeile 2: „Saldo“ ist weder Aufwand noch Ertrag."),
        (["36;J;361;T;1;P;Aufwand;01;G;50;K;viel;01.01.2017"], "Zeile 2: Betrag „viel“"),
        (
            ["36;J;361;T;1;P;Aufwand;01;G;50;K;-1,00;01.01.2017", "36;J;361;T;1;Q;Aufwand;01;G;51;K;-1,00;01.01.2017"],
            "Zeile 3: Produkt 1 heißt hier anders als vorher.",
        ),
        (
            ["36;J;361;T;1;P;Aufwand;01;G;50;K;-1,00;01.01.2017", "36;J;361;T;1;P;Ertrag;01;G;50;K;1,00;01.01.2017"],
            "Zeile 3: Konto 50 steht bei Produkt 1 zweimal.",
        ),
        (
            ["36;J;361;T;1;P;Aufwand;01;G;50;K;-1,00;01.01.2017", "36;J;361;T;1;P;Aufwand;01;G;51;K;-1,00;01.01.2018"],
            "2 Haushaltsjahre",
        ),
        (["11;V;111;T;1;P;Aufwand;01;G;50;K;-1,00;01.01.2017"], "0 Haushaltsjahre"),
    ],
)
def test_a_file_that_is_not_the_budget_is_refused_with_line_and_reason(
    tmp_path: Path, zeilen: list[str], meldung: str
) -> None:
    ergebnis = wandle(tmp_path, *zeilen)

    assert (ergebnis.returncode, ergebnis.stdout) == (1, b"")
    assert meldung in ergebnis.stderr.decode()


def test_a_file_without_the_columns_names_them(tmp_path: Path) -> None:
    datei = tmp_path / "falsch.csv"
    datei.write_bytes(KOPF.replace("Betrag", "Summe").encode())

    ergebnis = starte(str(datei))

    assert "Spalten fehlen: Betrag." in ergebnis.stderr.decode()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    ergebnis = starte(str(tmp_path / "fort.csv"))

    assert (ergebnis.returncode, "fort.csv: lässt sich nicht lesen." in ergebnis.stderr.decode()) == (1, True)
