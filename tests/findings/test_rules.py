"""One graph for each rule that has the gap, and one that has it not."""

from datetime import date
from pathlib import Path

import pytest

from leitlinien.findings import befunde, regeln
from leitlinien.kinds import modell
from leitlinien.model.regeln import REGELN
from tests.bauhilfe import netz, nr, stand

HEUTE = date(2026, 11, 21)
KETTE = "Zuwendung F; Massnahme M; Ziel Z; Leitlinie L; F foerdert M; M traegtBeiZu Z; Z dient L"

FAELLE = [
    ("leitlinie-ohne-ziel", "L", "Leitlinie L", "Leitlinie L; Ziel Z; Z dient L"),
    (
        "leitlinie-ohne-ziel",
        "L",
        "Leitlinie L; Instrument I; I dient L",
        "Leitlinie L L2; Ziel Z; L2 konkretisiert L; Z dient L2",
    ),
    ("leitlinie-ohne-umsetzung", "L", "Leitlinie L; Ziel Z; Z dient L", "Leitlinie L; Massnahme M; M traegtBeiZu L"),
    (
        "leitlinie-ohne-umsetzung",
        "L",
        "Leitlinie L; Instrument I; I dient L",
        "Leitlinie L; Ziel Z Z2; Produkt P; P verfolgt Z2; Z2 teilzielVon Z; Z dient L",
    ),
    ("ziel-ohne-massnahme", "Z", "Ziel Z; Produkt P; P verfolgt Z", "Ziel Z; Massnahme M; M traegtBeiZu Z"),
    ("ziel-ohne-indikator", "Z", "Ziel Z", "Ziel Z; Indikator I; I misst Z"),
    (
        "wirkungsziel-ohne-wirkungsindikator",
        "Z",
        "Ziel Z zielart=WIRKUNG; Indikator I wirkungsstufe=3; I misst Z",
        "Ziel Z zielart=WIRKUNG; Indikator I wirkungsstufe=4; I misst Z",
    ),
    ("wirkungsziel-ohne-wirkungsindikator", "Z", "Ziel Z zielart=WIRKUNG", "Ziel Z zielart=LEISTUNG"),
    ("massnahme-ohne-ziel", "M", "Massnahme M", "Massnahme M; Ziel Z; M traegtBeiZu Z"),
    (
        "massnahme-ohne-ziel",
        "M",
        "Massnahme M; Produkt P; M gehoertZu P",
        "Massnahme M; Produkt P; Leitlinie L; M gehoertZu P; P verfolgt L",
    ),
    (
        "massnahme-ohne-ziel",
        "M",
        "Massnahme M N; Ziel Z; N teilVonMassnahme M; N traegtBeiZu Z",
        "Massnahme M N; Ziel Z; N teilVonMassnahme M; M traegtBeiZu Z",
    ),
    ("produkt-ohne-ziel", "P", "Produkt P", "Produkt P; Ziel Z; P verfolgt Z"),
    ("indikator-ohne-messwert", "I", "Indikator I", "Indikator I; Messwert W; W messwertZu I"),
    (
        "soll-ohne-ist",
        "I",
        "Indikator I; Messwert S phase=ANSATZ beginn=2025-01-01 ende=2025-12-31; S messwertZu I",
        """Indikator I; Messwert S phase=ANSATZ beginn=2025-01-01 ende=2025-12-31; S messwertZu I
           Messwert W phase=ERGEBNIS beginn=2025-01-01 ende=2025-12-31; W messwertZu I""",
    ),
    (
        "soll-ohne-ist",
        "I",
        """Indikator I; Messwert S phase=ANSATZ beginn=2025-01-01 ende=2025-12-31; S messwertZu I
           Messwert W phase=ERGEBNIS beginn=2024-01-01 ende=2024-12-31; W messwertZu I""",
        "Indikator I; Messwert S phase=ANSATZ beginn=2027-01-01 ende=2027-12-31; S messwertZu I",
    ),
    (
        "soll-ohne-ist",
        "I",
        """Indikator I; Messwert S phase=ANSATZ; S messwertZu I; Messwert W phase=ERGEBNIS; W messwertZu I
           Sozialraum A B; S gemessenIn A; W gemessenIn B""",
        """Indikator I; Messwert S phase=ANSATZ; S messwertZu I; Messwert W phase=ERGEBNIS; W messwertZu I
           Sozialraum A; S gemessenIn A; W gemessenIn A""",
    ),
    ("zuwendung-ohne-leitlinie", "F", "Zuwendung F; Massnahme M; F foerdert M", KETTE),
    ("zuwendung-nur-ueber-vorschlag", "F", KETTE + " ?", KETTE),
    ("zuwendung-nur-ueber-vorschlag", "F", KETTE.replace("M traegtBeiZu Z", "M traegtBeiZu Z ?"), "Zuwendung F"),
    (
        "zuwendung-ohne-grundlage",
        "F",
        "Zuwendung F zuwendungsstand=BEWILLIGT",
        "Zuwendung F zuwendungsstand=BEWILLIGT; Beschluss B; F grundlage B",
    ),
    ("zuwendung-ohne-grundlage", "F", "Zuwendung F zuwendungsstand=ABGERECHNET", "Zuwendung F zuwendungsstand=GEPLANT"),
    ("aussage-ohne-beleg", "Z", "Ziel Z", "Ziel Z; Fundstelle S; Z beleg S"),
    ("aussage-ohne-beleg", "X", "Leerstelle X grund=ENTFAELLT", "Leerstelle X grund=UNBEKANNT"),
    (
        "aussage-ohne-beleg",
        "F",
        "Zuwendung F",
        """Zuwendung F herkunft=AUSLEGUNG; Ziel B herkunft=BEISPIEL
           Fundstelle S; Dokument D; Organisation O; Zielgruppe G""",
    ),
    (
        "zielgruppe-unerreicht",
        "G",
        "Zielgruppe G; Leitlinie L; L richtetSichAn G",
        "Zielgruppe G; Leitlinie L; L richtetSichAn G; Massnahme M; M erreicht G",
    ),
    (
        "zielgruppe-unerreicht",
        "G",
        "Zielgruppe G H; Ziel Z; Z richtetSichAn G; Massnahme M; M erreicht H",
        "Zielgruppe G H; Ziel Z; Z richtetSichAn G; Massnahme M; M erreicht H; G oberbegriff H",
    ),
    ("zielgruppe-unerreicht", "G", "Zielgruppe G; Ziel Z; Z richtetSichAn G", "Zielgruppe G"),
    (
        "berichtspflicht-offen",
        "B",
        "Berichtspflicht B faellig=2026-06-30",
        "Berichtspflicht B faellig=2026-06-30; Bericht R datum=2026-06-01; R erfuellt B",
    ),
    (
        "berichtspflicht-offen",
        "B",
        "Berichtspflicht B faellig=2026-06-30 turnus=P1Y; Bericht R datum=2025-06-01; R erfuellt B",
        "Berichtspflicht B faellig=2026-06-30 turnus=P1Y; Bericht R datum=2026-07-15; R erfuellt B",
    ),
    (
        "berichtspflicht-offen",
        "B",
        "Berichtspflicht B faellig=2026-06-30; Bericht R; R erfuellt B",
        "Berichtspflicht B",
    ),
    (
        "anteile-ueber-100",
        "M",
        "Massnahme M; Ziel Z; Produkt P; M traegtBeiZu Z 0.6; M gehoertZu P 0.5",
        "Massnahme M; Ziel Z; Produkt P; M traegtBeiZu Z 0.6; M gehoertZu P 0.4",
    ),
    (
        "fehlende-anteile",
        "M",
        "Zuwendung F bewilligt=1; Massnahme M; Ziel Z Y; F foerdert M; M traegtBeiZu Z 0.5; M traegtBeiZu Y",
        "Zuwendung F bewilligt=1; Massnahme M; Ziel Z Y; F foerdert M; M traegtBeiZu Z 0.5; M traegtBeiZu Y 0.5",
    ),
    (
        "fehlende-anteile",
        "P",
        "Haushaltsansatz H; Produkt P; Ziel Z Y; H ansatzFuer P; P verfolgt Z Y",
        "Produkt P; Ziel Z Y; P verfolgt Z Y",
    ),
    (
        "abgelaufen",
        "L",
        "Leitlinie L gilt_bis=2025-12-31; Ziel Z; Z dient L",
        "Leitlinie L gilt_bis=2025-12-31; Ziel Z gilt_bis=2025-12-31; Z dient L",
    ),
    ("abgelaufen", "M", "Massnahme M ende=2025-12-31 stand=LAUFEND", "Massnahme M ende=2025-12-31 stand=ABGESCHLOSSEN"),
    (
        "abgelaufen",
        "M",
        "Massnahme M ende=2025-12-31; Zuwendung F jahr=2026; F foerdert M",
        "Massnahme M ende=2025-12-31; Zuwendung F jahr=2025; F foerdert M",
    ),
    (
        "abgelaufen",
        "D",
        "Dokument D gilt_bis=2025-12-31; Zuwendung F ende=2027-01-01; F grundlage D",
        "Dokument D gilt_bis=2025-12-31; Zuwendung F zuwendungsstand=ABGERECHNET; F grundlage D",
    ),
]
NAMEN = [f"{name}-{k}" for k, (name, *_) in enumerate(FAELLE)]


def gefunden(text: str, regel: str, ordner: Path) -> list[str]:
    state = stand(netz(text), ordner)
    return [state.pfad(b.knoten) for b in befunde(state, HEUTE, regeln=[regel])]


@pytest.mark.parametrize(("regel", "knoten", "luecke"), [fall[:3] for fall in FAELLE], ids=NAMEN)
def test_a_rule_finds_its_gap(regel: str, knoten: str, luecke: str, tmp_path: Path) -> None:
    treffer = gefunden(luecke, regel, tmp_path)

    assert [knoten] == treffer


@pytest.mark.parametrize(("regel", "heil"), [(fall[0], fall[3]) for fall in FAELLE], ids=NAMEN)
def test_a_rule_finds_nothing_where_nothing_is_missing(regel: str, heil: str, tmp_path: Path) -> None:
    treffer = gefunden(heil, regel, tmp_path)

    assert [] == treffer


def test_every_rule_has_a_case_here() -> None:
    assert {r.name for r in regeln(modell)} == {name for name, *_ in FAELLE}


@pytest.mark.parametrize("regel", REGELN, ids=lambda r: r.name)
def test_a_rule_speaks_german_in_whole_sentences(regel: object) -> None:
    r = next(r for r in REGELN if r is regel)

    assert "{knoten}" in r.satz
    assert all(text.endswith(".") for text in (r.satz, r.abhilfe, r.beschreibung))


def test_a_sentence_names_the_node_and_what_is_missing(tmp_path: Path) -> None:
    state = stand(netz('Ziel Z titel="Kinder sprechen Deutsch" kennung=Z-7'), tmp_path)

    (befund,) = befunde(state, HEUTE, regeln=["ZIEL_OHNE_MASSNAHME"])

    assert "Zum Ziel „Kinder sprechen Deutsch“ (Z-7) trägt keine Maßnahme bei." == befund.satz


@pytest.mark.parametrize(
    ("text", "regel", "teil"),
    [
        (
            "Indikator I; Messwert S phase=ANSATZ beginn=2025-01-01 ende=2025-12-31; S messwertZu I",
            "soll-ohne-ist",
            "für 2025 einen Soll-Wert",
        ),
        (
            "Indikator I; Messwert S T phase=ANSATZ ende=2025-03-31; S messwertZu I; T messwertZu I",
            "soll-ohne-ist",
            "für 31.03.2025 einen",
        ),
        (
            "Berichtspflicht B faellig=2026-11-20",
            "berichtspflicht-offen",
            "am 20.11.2026 fällig und ist seit 1 Tag offen",
        ),
        (
            "Massnahme M; Ziel Z Y; M traegtBeiZu Z 0.7; M traegtBeiZu Y 0.675",
            "anteile-ueber-100",
            "zusammen 137,5 Prozent",
        ),
        (
            "Zuwendung F bewilligt=1; Massnahme M N; F foerdert M 0.5; F foerdert N",
            "fehlende-anteile",
            "1 von 2 ohne Anteil",
        ),
        (
            "Leitlinie L gilt_bis=2025-12-31; Ziel Z titel=Gesundheit; Z dient L",
            "abgelaufen",
            "am 31.12.2025 abgelaufen, aber „Gesundheit“ (Z) stützt sich noch darauf",
        ),
    ],
)
def test_a_sentence_says_the_figures(text: str, regel: str, teil: str, tmp_path: Path) -> None:
    state = stand(netz(text), tmp_path)

    (befund,) = befunde(state, HEUTE, regeln=[regel])

    assert teil in befund.satz


def test_a_path_rule_and_the_nodes_it_found_agree_with_the_plain_filter(tmp_path: Path) -> None:
    state = stand(netz("Ziel A B C; Massnahme M; M traegtBeiZu B; M traegtBeiZu C ?"), tmp_path)

    treffer = [b.knoten for b in befunde(state, HEUTE, regeln=["ziel-ohne-massnahme"])]

    assert [nr(state, "A"), nr(state, "C")] == treffer
