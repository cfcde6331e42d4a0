"""CSV as spreadsheets in German offices expect it: UTF-8 with byte order mark, semicolons, decimal comma.

No cell is a formula. Source: OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from leitlinien.tabellen.antwort import Antwort

FORMELZEICHEN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make a spreadsheet run a cell."""


def als_csv(antwort: Antwort) -> bytes:
    """The rows. When some are missing, a last line says so: a file that ends early must not look complete."""
    zeilen = [tuple(zelle.wert for zelle in zeile) for zeile in antwort.tabelle.zellen]
    ende = [] if antwort.vollstaendig else [(f"Nicht vollständig: {antwort.umfang}",)]
    return csv_text(antwort.tabelle.titel, [*zeilen, *ende]).encode()


def csv_text(titel: Iterable[str], zeilen: Iterable[Sequence[Any]]) -> str:
    """Headings and rows as CSV text, byte order mark first."""
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";", lineterminator="\r\n")
    schreiber.writerow(csv_zelle(t) for t in titel)
    for zeile in zeilen:
        schreiber.writerow(csv_zelle(w) for w in zeile)
    return "\ufeff" + puffer.getvalue()


def csv_zelle(wert: Any) -> str:
    """One value: days as ISO 8601, decimals with a comma, text never a formula."""
    match wert:
        case None:
            return ""
        case bool():
            return "ja" if wert else "nein"
        case Decimal() | int():
            return f"{wert:f}".replace(".", ",") if isinstance(wert, Decimal) else str(wert)
        case date():
            return wert.isoformat()
        case list() | tuple():
            return _als_text(", ".join(csv_zelle(w) for w in wert))
        case _:
            return _als_text(str(wert))


def _als_text(text: str) -> str:
    # The quote in front is what spreadsheets themselves write before text.
    return f"'{text}" if text.startswith(FORMELZEICHEN) else text
