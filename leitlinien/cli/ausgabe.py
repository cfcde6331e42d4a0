"""Tables out: to a terminal, as JSON or as CSV."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from leitlinien.tabellen.schreibe_csv import csv_text

KONSOLE = Console(highlight=False)
LAENGSTES_WORT = 15
"""Characters up to which a word is kept whole in a table."""


class Format(StrEnum):
    """How data is printed."""

    TABELLE = "tabelle"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Tabelle:
    """Rows under named columns."""

    titel: str
    spalten: Mapping[str, str]
    """Key of the value -> heading."""
    zeilen: Sequence[Mapping[str, Any]]
    fuss: str = ""
    """A sentence below the table, for people only."""


def zeige(tabelle: Tabelle, format: Format) -> None:
    """Print a table in the format asked for."""
    match format:
        case Format.TABELLE:
            _tabelle(tabelle)
        case Format.JSON:
            zeige_json([{k: zeile.get(k) for k in tabelle.spalten} for zeile in tabelle.zeilen])
        case Format.CSV:
            sys.stdout.write(als_csv(tabelle))


def zeige_json(daten: Any) -> None:
    """Print JSON, indented, as UTF-8."""
    sys.stdout.write(orjson.dumps(daten, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")


def als_csv(tabelle: Tabelle) -> str:
    """CSV with semicolons and a byte order mark, as spreadsheets in German offices expect; no cell is a formula."""
    return csv_text(tabelle.spalten.values(), ([zeile.get(k) for k in tabelle.spalten] for zeile in tabelle.zeilen))


def als_text(wert: Any) -> str:
    """One value as a person reads it."""
    match wert:
        case None:
            return ""
        case bool():
            return "ja" if wert else "nein"
        case list() | tuple():
            return ", ".join(als_text(w) for w in wert)
        case _:
            return str(wert)


def _tabelle(tabelle: Tabelle) -> None:
    if not tabelle.zeilen:
        KONSOLE.print(f"{tabelle.titel}: nichts gefunden.")
    else:
        bild = Table(title=tabelle.titel, title_justify="left", title_style="bold")
        breiten = {k: _wortbreite(titel, tabelle.zeilen, k) for k, titel in tabelle.spalten.items()}
        # Padding and border take three characters a column; one is left to spare.
        passt = sum(breiten.values()) + 4 * len(breiten) < KONSOLE.width
        for schluessel, titel in tabelle.spalten.items():
            werte = [zeile.get(schluessel) for zeile in tabelle.zeilen]
            ist_zahl = all(isinstance(w, int | NoneType) and not isinstance(w, bool) for w in werte)
            bild.add_column(
                titel,
                justify="right" if ist_zahl else "left",
                min_width=breiten[schluessel] if passt else None,
                overflow="fold",
            )
        for zeile in tabelle.zeilen:
            # Text of the data is no markup.
            bild.add_row(*(als_text(zeile.get(k)).replace("[", r"\[") for k in tabelle.spalten))
        KONSOLE.print(bild)
    if tabelle.fuss:
        KONSOLE.print(tabelle.fuss, markup=False)


def _wortbreite(titel: str, zeilen: Sequence[Mapping[str, Any]], schluessel: str) -> int:
    """Width at which the words of a column stay whole, within reason."""
    texte = (titel, *(als_text(zeile.get(schluessel)) for zeile in zeilen))
    return min(LAENGSTES_WORT, max((len(wort) for text in texte for wort in text.split()), default=1))


def geld(summen: Sequence[Mapping[str, str]]) -> str:
    """Money of an answer, German style: `12.500,00 EUR`; several currencies side by side."""
    return " + ".join(f"{zahl(s['betrag'])} {s['waehrung']}" for s in summen) or "–"


def zahl(betrag: str) -> str:
    """Decimal text with German separators: `"81346600.00"` -> `81.346.600,00`."""
    ganz, _, nach = betrag.partition(".")
    vorzeichen, ziffern = ("-", ganz[1:]) if ganz.startswith("-") else ("", ganz)
    cent = nach[:2] + nach[2:].rstrip("0")
    return f"{vorzeichen}{int(ziffern):,}".replace(",", ".") + (f",{cent}" if cent else "")
