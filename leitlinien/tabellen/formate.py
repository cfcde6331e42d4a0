"""The file formats of an answer, their media types and file names."""

from collections.abc import Callable
from enum import StrEnum

from leitlinien.tabellen.antwort import Antwort
from leitlinien.tabellen.schreibe_csv import als_csv
from leitlinien.tabellen.schreibe_html import als_html
from leitlinien.tabellen.schreibe_json import als_json
from leitlinien.tabellen.schreibe_turtle import als_turtle
from leitlinien.tabellen.schreibe_xlsx import als_xlsx


class Dateiart(StrEnum):
    """Formats; the value is the file name's ending."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    HTML = "html"
    TURTLE = "ttl"


MEDIENTYP = {
    Dateiart.CSV: "text/csv; charset=utf-8; header=present",
    Dateiart.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Dateiart.JSON: "application/json",
    Dateiart.HTML: "text/html; charset=utf-8",
    Dateiart.TURTLE: "text/turtle; charset=utf-8",
}
_SCHREIBER: dict[Dateiart, Callable[[Antwort], bytes]] = {
    Dateiart.CSV: als_csv,
    Dateiart.XLSX: als_xlsx,
    Dateiart.JSON: als_json,
    Dateiart.HTML: als_html,
    Dateiart.TURTLE: als_turtle,
}


def schreibe(antwort: Antwort, art: Dateiart) -> bytes:
    """The answer as a file; the same answer gives the same bytes."""
    return _SCHREIBER[art](antwort)


def dateiname(antwort: Antwort, art: Dateiart) -> str:
    """`ziele-ohne-massnahme_2026-11-21_r1.csv`: question, day of the question, revision; `_gekuerzt` when rows miss."""
    frage = antwort.abfrage.datei.rsplit(".", 1)[0]
    zusatz = "" if antwort.vollstaendig else "_gekuerzt"
    return f"{frage}_{antwort.stichtag.isoformat()}_r{antwort.state.revision}{zusatz}.{art}"
