"""The schema of the tables: `csv-metadata.json` after the W3C's CSV on the Web.

CSVW and not a Data Package, because the columns are bound to the vocabulary (`propertyUrl` is the predicate, so a CSVW
processor makes the same triples of the tables), and because DCAT-AP.de names it as the description of CSV data.

Sources: https://www.w3.org/TR/tabular-metadata/ ; https://www.dcat-ap.de/def/dcatde/2.0/implRules/ (dct:conformsTo)
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rdflib import RDF

from leitlinien.abzug.tabellen import TRENNER, Spalte, Tabelle, tabellen
from leitlinien.kinds import Auswahl, Deutsch, Feld, Modell
from leitlinien.rdf.werte import schranken

DATEI = "csv-metadata.json"
"""The name under which a CSVW processor looks for the description of the files beside it."""
DIALEKT = {"delimiter": ";", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"], "doubleQuote": True}
HINWEIS = "Ein Text, der wie eine Formel beginnt (zum Beispiel mit =), hat ein Anführungszeichen ' davor."
_BASIS: Mapping[type, Any] = {
    str: {"base": "string"},
    int: {"base": "integer"},
    Decimal: {"base": "decimal", "format": {"decimalChar": ","}},
    date: {"base": "date"},
    bool: {"base": "boolean", "format": "ja|nein"},
}
_GRENZE = {
    "MinLength": "minLength",
    "MaxLength": "maxLength",
    "MinInclusive": "minimum",
    "MaxInclusive": "maximum",
    "MinExclusive": "minExclusive",
    "MaxExclusive": "maxExclusive",
    "Pattern": "format",
}


def schema(modell: Modell) -> dict[str, Any]:
    """The description of all tables of a model."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "dc:title": "Leitlinien",
        "dc:description": f"Knoten und Verknüpfungen als Tabellen. {HINWEIS}",
        "dialect": DIALEKT,
        "tables": [_tabelle(t) for t in tabellen(modell)],
    }


def _tabelle(tabelle: Tabelle) -> dict[str, Any]:
    eigene: list[dict[str, Any]] = [_spalte(s) for s in tabelle.spalten]
    if tabelle.klasse:
        eigene.append({"virtual": True, "name": "typ", "propertyUrl": str(RDF.type), "valueUrl": tabelle.klasse})
    beschrieben: dict[str, Any] = {
        "columns": eigene,
        "primaryKey": list(tabelle.schluessel),
        "foreignKeys": [
            {
                "columnReference": list(v.spalten),
                "reference": {"resource": f"{v.tabelle}.csv", "columnReference": list(v.ziele)},
            }
            for v in tabelle.verweise
        ],
    }
    if tabelle.schluessel == ("id",):
        beschrieben["aboutUrl"] = "{+id}"
    # Only a kind's own table is triples: the other ones tell the same again, or speak of links and not of nodes.
    return {
        "url": tabelle.datei,
        "dc:title": tabelle.titel,
        "dc:description": tabelle.beschreibung,
        "suppressOutput": tabelle.klasse is None,
        "tableSchema": beschrieben,
    }


def _spalte(spalte: Spalte) -> dict[str, Any]:
    gebaut: dict[str, Any] = {
        "name": spalte.name,
        "titles": spalte.name,
        "dc:title": spalte.titel,
        "dc:description": spalte.beschreibung,
        "datatype": _datentyp(spalte),
        "required": spalte.pflicht,
    }
    if spalte.adresse:
        gebaut["suppressOutput"] = True
    if spalte.praedikat:
        gebaut["propertyUrl"] = spalte.praedikat
    if spalte.feld is not None:
        if spalte.feld.viele:
            gebaut["separator"] = TRENNER
        if Deutsch in spalte.feld.marken:
            gebaut["lang"] = "de"
    return gebaut


def _datentyp(spalte: Spalte) -> dict[str, Any]:
    if spalte.adresse:
        return {"base": "anyURI"}
    if spalte.feld is None:
        return _aufzaehlung(spalte.werte)
    return _feldtyp(spalte.feld)


def _feldtyp(feld: Feld) -> dict[str, Any]:
    if issubclass(feld.typ, Auswahl):
        return _aufzaehlung([m.name for m in feld.typ])
    grenzen = {_GRENZE[s.regel]: s.grenze for s in schranken(feld.grenzen)}
    return dict(_BASIS[feld.typ]) | {n: g if isinstance(g, int | str) else str(g) for n, g in grenzen.items()}


def _aufzaehlung(werte: Any) -> dict[str, Any]:
    """CSVW has no enumerations; the format of a string is a regular expression of the whole value."""
    return {"base": "string", "format": "|".join(werte)}
