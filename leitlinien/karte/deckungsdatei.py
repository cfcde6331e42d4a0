"""The coverage matrix as files: CSV, and a workbook that also lists every single node."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter

from leitlinien.karte.deckung import Deckungsmatrix, weg
from leitlinien.karte.geldlage import Geldlage
from leitlinien.karte.stufen import mehrzahl
from leitlinien.kinds import Herkunft
from leitlinien.tabellen.anzeige import MARKEN
from leitlinien.tabellen.schreibe_csv import csv_text

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.state import State

__all__ = ["Deckungsdatei", "als_csv", "als_xlsx"]

ERSTELLT = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zones; fixed, so that bytes stay the same
GELD = (
    "„Berührt“ steht bei jeder erreichten Leitlinie voll und ist nicht zu addieren; „zugerechnet“ folgt den Anteilen "
    "an den Verknüpfungen. Währungen werden nie zusammengezählt."
)
BREITESTE = 60
LAENGSTER_TEXT = 32_767
"""Characters a cell takes (Excel specifications and limits)."""


@dataclass(frozen=True)
class Deckungsdatei:
    """What goes into a file."""

    state: "State"
    adressen: "Adressen"
    titel: str
    stichtag: date
    matrix: Deckungsmatrix
    geld: Geldlage

    def kopf(self) -> list[str]:
        """Headings of the counts."""
        arten = [mehrzahl(self.state.modell, a) for a in self.matrix.arten]
        zahlen = [t for a in arten for t in (a, f"{a}, nur vorgeschlagen")]
        geld = [t for w in self._waehrungen() for t in (f"berührt {w}", f"zugerechnet {w}")]
        return ["Kennung", "Titel", "Adresse", "Herkunft", *zahlen, *geld, "nicht aufteilbar"]

    def zeilen(self) -> Iterable[list[Any]]:
        """Counts and money, one guideline a row."""
        for zeile in self.matrix.zeilen:
            geld = self.geld.je.get(zeile.knoten)
            zahlen = [n for a in self.matrix.arten for n in (zeile.zelle(a).gesichert, zeile.zelle(a).vorgeschlagen)]
            betraege = [
                (b or {}).get(w)
                for w in self._waehrungen()
                for b in ((geld.beruehrt, geld.zugerechnet) if geld else (None, None))
            ]
            teilbar = geld is not None and geld.nicht_aufteilbar
            yield [*self._knoten(zeile.knoten), *zahlen, *betraege, teilbar]

    def einzelne(self) -> Iterable[list[Any]]:
        """Every node below every guideline."""
        for zeile in self.matrix.zeilen:
            kennung, titel, adresse, _ = self._knoten(zeile.knoten)
            for art in self.matrix.arten:
                for k, wie in weg(self.state, zeile, art).items():
                    wort = wie.name.capitalize()
                    yield [kennung, titel, adresse, mehrzahl(self.state.modell, art, 1), *self._knoten(k), wort]

    def hinweise(self) -> list[tuple[str, str]]:
        """What to know when reading it."""
        gezeigt = len(self.matrix.zeilen)
        umfang = f"{gezeigt} von {self.matrix.gesamt} Leitlinien" if gezeigt < self.matrix.gesamt else "vollständig"
        return [
            ("Deckung", self.titel),
            ("Umfang", umfang),
            ("Datenstand", f"Revision {self.state.revision}, Hash {self.state.hash}"),
            ("Tag", self.stichtag.isoformat()),
            ("Zählung", "Jeder Knoten unter einer Leitlinie zählt bei ihr einmal; er kann auch bei anderen zählen."),
            ("Geld", GELD),
            ("Vorschläge", "Sie zählen nur in den Spalten „nur vorgeschlagen“ und tragen kein Geld."),
        ]

    def _waehrungen(self) -> list[str]:
        return sorted(
            {w for z in self.matrix.zeilen if z.knoten in self.geld.je for w in self.geld.je[z.knoten].beruehrt}
        )

    def _knoten(self, k: int) -> list[str]:
        feld = self.state.art(k).feld
        beispiel = self.state.wert(k, feld["herkunft"]) is Herkunft.BEISPIEL
        return [
            str(self.state.wert(k, feld["kennung"]) or ""),
            str(self.state.wert(k, feld["titel"]) or ""),
            self.adressen.iri(self.state.pfad(k)),
            MARKEN[Herkunft.BEISPIEL.name] if beispiel else "",
        ]


EINZELN = ("Unter", "Titel", "Adresse", "Art", "Kennung", "Titel", "Adresse", "Herkunft", "Weg")


def als_csv(datei: Deckungsdatei) -> bytes:
    """Counts and money."""
    zeilen = list(datei.zeilen())
    if len(datei.matrix.zeilen) < datei.matrix.gesamt:
        zeilen.append([f"Nicht vollständig: {datei.hinweise()[1][1]}"])
    return csv_text(datei.kopf(), zeilen).encode()


def als_xlsx(datei: Deckungsdatei) -> bytes:
    """A workbook: „Deckung“, „Einzeln“, „Angaben“."""
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(
        puffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    mappe.set_properties({"title": f"Deckung: {datei.titel}", "created": ERSTELLT})
    _blatt(mappe, "Deckung", datei.kopf(), datei.zeilen())
    _blatt(mappe, "Einzeln", EINZELN, datei.einzelne())
    _blatt(mappe, "Angaben", ("Angabe", "Wert"), datei.hinweise())
    mappe.close()
    return puffer.getvalue()


def _blatt(mappe: xlsxwriter.Workbook, name: str, kopf: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> None:
    blatt = mappe.add_worksheet(name)
    fett = mappe.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6EDF5"})
    text = mappe.add_format({"text_wrap": True, "valign": "top"})
    geld = mappe.add_format({"num_format": "#,##0.00", "valign": "top"})
    breiten = [len(t) + 3 for t in kopf]
    for spalte, titel in enumerate(kopf):
        blatt.write_string(0, spalte, titel, fett)
    for nr, zeile in enumerate(zeilen, 1):
        for spalte, wert in enumerate(zeile):
            match wert:
                case None | "":
                    continue
                case bool():
                    blatt.write_string(nr, spalte, "ja" if wert else "nein", text)
                case Decimal():
                    blatt.write_number(nr, spalte, float(wert), geld)
                case int():
                    blatt.write_number(nr, spalte, wert, text)
                case _:
                    blatt.write_string(nr, spalte, str(wert)[:LAENGSTER_TEXT], text)
                    breiten[spalte] = max(breiten[spalte], len(str(wert)) + 2)
    for spalte, breite in enumerate(breiten):
        blatt.set_column(spalte, spalte, float(min(BREITESTE, breite)))
    blatt.freeze_panes(1, 0)
