"""A small graph with texts that spreadsheets would run, and questions about it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from leitlinien.api import Kontext, Schema, schema
from leitlinien.ids import Adressen
from leitlinien.queries import Katalog, katalog
from leitlinien.tabellen import Antwort, beantworte
from tests.bauhilfe import netz, stand

ZEITPUNKT = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
STICHTAG = date(2026, 11, 21)
BASIS = "https://leitlinien.example/"
DATEN = """
Zuwendung b/1 titel="=1+1" bewilligt=1250.50 waehrung=EUR gilt_ab=2026-01-02
Zuwendung b/2 titel="Haus, Hof; und \\"Garten\\"" bewilligt=-3.25 waehrung=EUR herkunft=BEISPIEL
Zuwendung b/3 titel="Ohne Betrag" bewilligt=12345678901234567.89 waehrung=EUR
Massnahme b/M b/N
b/1 foerdert b/M b/N
"""
FRAGE = '''# Zielgruppe: Prüfung
# Antwort: was da ist
# Braucht: Zuwendungen
# Tabelle: zuwendungen.nodes
# Spalte: Titel = titel
# Spalte: Adresse = id
# Spalte: Bewilligt = bewilligt
# Spalte: Seit = giltAb
# Spalte: Fördert = foerdert.nodes[].titel
# Spalte: Herkunft = herkunft
# Seiten: zuwendungen.pageInfo
# Gesamt: zuwendungen.totalCount
"""
Was wird gefördert?

Eine Frage für Tests.
"""
query wasWirdGefoerdert(
  "Nur gesicherte Verknüpfungen, oder auch vorgeschlagene."
  $sicht: Sicht! = GESICHERT
  "Zeilen je Seite."
  $anzahl: Int! = 2
  "Seitenmarke."
  $nach: String
) {
  zuwendungen(first: $anzahl, after: $nach, sicht: $sicht) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id titel bewilligt giltAb herkunft foerdert { totalCount nodes { id titel } } }
  }
}
'''
Frage = Callable[..., Antwort]


@pytest.fixture(scope="session")
def das_schema() -> Schema:
    return schema()


@pytest.fixture(scope="session")
def fragen(das_schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> Katalog:
    ordner = tmp_path_factory.mktemp("queries")
    (ordner / "was-wird-gefoerdert.graphql").write_text(FRAGE, encoding="utf-8")
    return katalog(das_schema, ordner)


@pytest.fixture(scope="session")
def kontext(tmp_path_factory: pytest.TempPathFactory) -> Kontext:
    return Kontext(stand(netz(DATEN), tmp_path_factory.mktemp("stand")), Adressen(BASIS), heute=STICHTAG)


@pytest.fixture
def frage(das_schema: Schema, fragen: Katalog, kontext: Kontext) -> Frage:
    """Asks the question; `alle=True` reads all pages."""

    def beantwortet(werte: dict[str, Any] | None = None, **mehr: Any) -> Antwort:
        return beantworte(das_schema, kontext, fragen["wasWirdGefoerdert"], werte or {}, zeitpunkt=ZEITPUNKT, **mehr)

    return beantwortet
