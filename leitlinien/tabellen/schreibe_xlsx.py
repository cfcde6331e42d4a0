"""XLSX: real numbers and days, text that is never a formula, and a second sheet that says what was asked."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from leitlinien.queries import Spalte, Spaltentyp, Zelle
from leitlinien.tabellen.antwort import Antwort

LAENGSTER_TEXT = 32_767
"""Characters a cell takes (Excel specifications and limits)."""
GENAUE_ZIFFERN = 15
"""Digits a number keeps; longer ones are written as text."""
BREITESTE, SCHMALSTE = 60, 9
"""Column widths in characters."""
# Fixed, so that the same answer gives the same bytes.
ERSTELLT = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zones


def als_xlsx(antwort: Antwort) -> bytes:
    """The workbook: sheets „Antwort“ and „Angaben“."""
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(
        puffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    mappe.set_properties({"title": antwort.abfrage.titel, "created": ERSTELLT})
    stile = {
        "kopf": mappe.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6EDF5"}
        ),
        "text": mappe.add_format({"text_wrap": True, "valign": "top"}),
        "tag": mappe.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"}),
        "ganz": mappe.add_format({"num_format": "0", "valign": "top"}),
    }
    _antwortblatt(antwort, mappe, stile)
    _angabenblatt(antwort, mappe, stile)
    mappe.close()
    return puffer.getvalue()


def _antwortblatt(antwort: Antwort, mappe: xlsxwriter.Workbook, stile: dict[str, Format]) -> None:
    tabelle = antwort.tabelle
    blatt = mappe.add_worksheet("Antwort")
    for nummer, spalte in enumerate(tabelle.spalten):
        blatt.write_string(0, nummer, spalte.titel, stile["kopf"])
        zellen = [zeile[nummer] for zeile in tabelle.zellen]
        zahl = mappe.add_format({"num_format": _zahlenbild(spalte, zellen), "valign": "top"})
        for zeile, zelle in enumerate(zellen, 1):
            _schreibe(blatt, zeile, nummer, zelle.wert, stile | {"dezimal": zahl})
        blatt.set_column(nummer, nummer, _breite(spalte, zellen))
    blatt.freeze_panes(1, 0)
    blatt.autofilter(0, 0, max(1, len(tabelle.zellen)), len(tabelle.spalten) - 1)
    blatt.set_landscape()
    blatt.set_paper(9)  # A4
    blatt.fit_to_pages(1, 0)
    blatt.repeat_rows(0)
    if not antwort.vollstaendig:
        # Below the filter's range, so that sorting leaves it where it is.
        blatt.write_string(len(tabelle.zellen) + 2, 0, f"Nicht vollständig: {antwort.umfang}", stile["text"])


def _angabenblatt(antwort: Antwort, mappe: xlsxwriter.Workbook, stile: dict[str, Format]) -> None:
    blatt = mappe.add_worksheet("Angaben")
    blatt.write_string(0, 0, "Angabe", stile["kopf"])
    blatt.write_string(0, 1, "Wert", stile["kopf"])
    for zeile, (name, text) in enumerate(antwort.angaben(), 1):
        _schreibe(blatt, zeile, 0, name, stile)
        _schreibe(blatt, zeile, 1, text, stile)
    blatt.set_column(0, 0, 28)
    blatt.set_column(1, 1, 90)
    blatt.freeze_panes(1, 0)


def _schreibe(blatt: Worksheet, zeile: int, spalte: int, wert: Any, stile: dict[str, Format]) -> None:
    match wert:
        case None:
            pass
        case bool():
            blatt.write_boolean(zeile, spalte, wert, stile["text"])
        case Decimal() if _passt(wert):
            blatt.write_number(zeile, spalte, float(wert), stile["dezimal"])
        case int() if _passt(Decimal(wert)):
            blatt.write_number(zeile, spalte, wert, stile["ganz"])
        case date():
            blatt.write_datetime(zeile, spalte, datetime(wert.year, wert.month, wert.day), stile["tag"])  # noqa: DTZ001
        case _:
            blatt.write_string(zeile, spalte, _gekuerzt(str(wert)), stile["text"])


def _passt(zahl: Decimal) -> bool:
    return len(zahl.normalize().as_tuple().digits) <= GENAUE_ZIFFERN


def _gekuerzt(text: str) -> str:
    if len(text) <= LAENGSTER_TEXT:
        return text
    ende = f" … (gekürzt; ganz sind es {len(text)} Zeichen)"
    return text[: LAENGSTER_TEXT - len(ende)] + ende


def _zahlenbild(spalte: Spalte, zellen: list[Zelle]) -> str:
    """As many decimal places as the most exact value of the column has."""
    if spalte.typ is not Spaltentyp.DEZIMALZAHL:
        return "#,##0.##"
    exponenten = [w.as_tuple().exponent for z in zellen if isinstance(w := z.wert, Decimal)]
    stellen = max((-e for e in exponenten if isinstance(e, int)), default=0)
    return "#,##0" + (f".{'0' * stellen}" if stellen > 0 else "")


def _breite(spalte: Spalte, zellen: list[Zelle]) -> float:
    laengste = max((len(zeile) for z in zellen for zeile in str(z.wert or "").splitlines()), default=0)
    # Room for the filter's arrow beside the heading.
    return float(min(BREITESTE, max(SCHMALSTE, len(spalte.titel) + 3, laengste + 2)))
