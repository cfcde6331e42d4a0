"""A small town with its questions, stores that hold it, and records of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import strawberry

from leitlinien.api.ausfuehrung import kern
from leitlinien.audit import Nachweis, Pruefung, Wiederholung, auftrag, erstelle, pruefe_nachweis, wiederhole
from leitlinien.audit.ergebnis import Ergebnis, ergebnis
from leitlinien.ids import Adressen
from leitlinien.queries import Katalog, katalog
from leitlinien.rows import Bestand
from leitlinien.settings import STANDARD_BASIS, Settings
from leitlinien.sources import Quellen
from leitlinien.state import Standhalter, State
from leitlinien.store import Store
from tests.api.apihilfe import programmschema
from tests.bauhilfe import netz

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HEUTE = date(2026, 11, 21)
UM = datetime(2026, 11, 21, 20, 15, tzinfo=UTC)

STADT = """
    Regelwerk s/R titel="Leitlinien der Stadt"
    Leitlinie s/L1 titel="Vorbeugen vor Nachsorge"
    Ziel s/Z1 titel="Weniger Not" ; Ziel s/Z2 titel="Mehr Halt" ; Ziel s/Z3 titel="Kurze Wege"
    Massnahme s/M1 titel=Elterncafé
    Zuwendung s/G1 titel="Zuwendung Elterncafé" bewilligt=1000 waehrung=EUR
    Dokument s/D1 titel="Text der Leitlinien" dateiname=text.txt
    Fundstelle s/D1/0-8 lokator="Nr. 1" zeichen_von=0 zeichen_bis=8
    Fundstelle s/D1/9-13 lokator="Nr. 2" zeichen_von=9 zeichen_bis=13
    s/D1/0-8 inDokument s/D1 ; s/D1/9-13 inDokument s/D1
    s/L1 teilVonRegelwerk s/R ; s/L1 beleg s/D1/0-8
    s/Z1 dient s/L1 ; s/Z2 dient s/L1 ; s/Z3 dient s/L1
    s/Z2 beleg s/D1/9-13
    s/M1 traegtBeiZu s/Z1 0.5 beleg=s/D1/0-8
    s/M1 traegtBeiZu s/Z3 ?
    s/G1 foerdert s/M1
"""
ZIELE = '''# Zielgruppe: Prüfung
# Antwort: Ziele mit ihren Maßnahmen und Fundstellen.
# Braucht: Ziele
# Tabelle: ziele.nodes
# Spalte: Nr. = #
# Spalte: Ziel = titel
# Spalte: Maßnahmen = massnahmen.nodes[].titel
# Spalte: Leitlinien = leitlinien.nodes[].titel
# Seiten: ziele.pageInfo
# Gesamt: ziele.totalCount
"""
Welche Ziele gibt es, und welche Maßnahmen tragen zu ihnen bei?

Eine Zeile je Ziel.
"""
query zieleMitMassnahmen(
  "Nur gesicherte Verknüpfungen, oder auch vorgeschlagene."
  $sicht: Sicht! = GESICHERT
  "Nur Ziele dieser Adresse."
  $ziel: ID
  "Tag, für den gefragt wird."
  $stichtag: Date
  "Zeilen je Seite."
  $anzahl: Int! = 50
  "Seitenmarke."
  $nach: String
) {
  ziele(filter: {id: {ist: $ziel}}, sicht: $sicht, stichtag: $stichtag, first: $anzahl, after: $nach) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      titel
      massnahmen { totalCount nodes { titel } }
      leitlinien { totalCount nodes { titel } }
    }
  }
}
'''
SPUR = '''# Zielgruppe: Prüfung
# Antwort: Alles, was unter der Leitlinie liegt.
# Braucht: Leitlinien
# Beispiel: leitlinie = s/L1
# Tabelle: spur.erreicht.edges
# Spalte: Titel = node.titel
# Spalte: Wege = pfade
# Seiten: spur.erreicht.pageInfo
"""
Was liegt unter dieser Leitlinie?

Eine Zeile je Knoten.
"""
query unterDerLeitlinie(
  "Adresse der Leitlinie."
  $leitlinie: ID!
  "Nur gesicherte Verknüpfungen, oder auch vorgeschlagene."
  $sicht: Sicht! = GESICHERT
  "Zeilen je Seite."
  $anzahl: Int! = 50
  "Seitenmarke."
  $nach: String
) {
  spur(von: $leitlinie, richtung: ABWAERTS, maxPfade: 0, sicht: $sicht) {
    start { id }
    erreicht(first: $anzahl, after: $nach) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { pfade node { titel } }
    }
  }
}
'''
STELLEN = '''# Zielgruppe: Prüfung
# Antwort: Die Fundstellen einer Leitlinie.
# Braucht: Leitlinien mit Fundstellen
# Beispiel: leitlinie = s/L1
# Tabelle: leitlinie.belege.nodes
# Spalte: Ort = lokator
# Spalte: Wortlaut = wortlaut
"""
Auf welchen Stellen ruht diese Leitlinie?

Eine Zeile je Stelle.
"""
query stellenDerLeitlinie(
  "Adresse der Leitlinie."
  $leitlinie: ID!
) {
  leitlinie(id: $leitlinie) { belege { totalCount nodes { lokator wortlaut } } }
}
'''
GESAMT = '''# Zielgruppe: Prüfung
# Antwort: Alle Maßnahmen unterhalb einer Leitlinie.
# Braucht: Leitlinien mit Maßnahmen
# Tabelle: leitlinien.nodes
# Spalte: Leitlinie = titel
# Spalte: Maßnahmen = alle.nodes[].titel
"""
Welche Maßnahmen dienen einer Leitlinie, auf welchem Weg auch immer?

Eine Zeile je Leitlinie.
"""
query massnahmenInsgesamt {
  leitlinien { totalCount nodes { titel alle: massnahmenGesamt { totalCount nodes { titel } } } }
}
'''
TEXTE = {
    "ziele-mit-massnahmen": ZIELE,
    "unter-der-leitlinie": SPUR,
    "stellen-der-leitlinie": STELLEN,
    "massnahmen-insgesamt": GESAMT,
}


@cache
def _geschrieben(ordner: Path) -> Katalog:
    for name, text in TEXTE.items():
        (ordner / f"{name}.graphql").write_text(text, encoding="utf-8")
    return katalog(programmschema(), ordner)


@dataclass
class Amt:
    """An office with its store, its address and its questions."""

    store: Store
    standhalter: Standhalter
    adressen: Adressen
    fragen: Katalog
    quellen: Quellen | None = None

    @property
    def schema(self) -> strawberry.Schema:
        return programmschema()

    @property
    def state(self) -> State:
        return self.standhalter.aktuell(warten=True)

    def schreibe(self, text: str, weg: Bestand | None = None) -> None:
        self.store.schreibe(netz(text), autor="Amt", grund="Test", zurueckgezogen=weg, zeit=UM)

    def ergebnis(self, frage: str, *, tag: date | None = None, **texte: str) -> Ergebnis:
        gefragt = auftrag(
            kern(self.schema), self.fragen[frage], texte, adressen=self.adressen, heute=HEUTE, stichtag=tag
        )
        return ergebnis(self.schema, self.state, gefragt)

    def nachweis(
        self,
        frage: str = "zieleMitMassnahmen",
        texte: Mapping[str, str] | None = None,
        *,
        wer: str = "Änne Prüfer",
        schluessel: "Ed25519PrivateKey | None" = None,
    ) -> Nachweis:
        gefragt = auftrag(kern(self.schema), self.fragen[frage], texte or {}, adressen=self.adressen, heute=HEUTE)
        return erstelle(
            self.schema,
            self.state,
            gefragt,
            adressen=self.adressen,
            wer=wer,
            zeit=UM,
            quellen=self.quellen,
            schluessel=schluessel,
        )

    def wiederhole(self, nachweis: Nachweis) -> Wiederholung:
        pruefung: Pruefung = pruefe_nachweis(nachweis.bytes)
        assert pruefung.record is not None
        assert [] == pruefung.maengel
        return wiederhole(
            pruefung,
            pruefung.record,
            schema=self.schema,
            katalog=self.fragen,
            store=self.store,
            zu=self.standhalter.zu,
        )


def amt(ordner: Path, texte: Sequence[str] = (STADT,), basis: str = STANDARD_BASIS) -> Amt:
    """An office whose store got these graphs, one revision each."""
    fragen = ordner / "fragen"
    fragen.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{ordner / 'amt.sqlite'}"
    store = Store.oeffnen(url)
    neu = Amt(store, Standhalter(store, Settings(database_url=url)), Adressen(basis), _geschrieben(fragen))
    for text in texte:
        neu.schreibe(text)
    return neu


def mit_frage(buero: Amt, name: str, text: str, ordner: Path) -> Amt:
    """The same office with another text of one question, or without it when the text is empty."""
    ordner.mkdir()
    for datei, alt in TEXTE.items():
        neu = text if datei == name else alt
        if neu:
            (ordner / f"{datei}.graphql").write_text(neu, encoding="utf-8")
    return replace(buero, fragen=katalog(programmschema(), ordner))
