"""Prepared queries: files with one named operation each, what their answers mean, and how they become a table.

A file in `queries/` begins with a header of comments (`kopf`), then comes the operation with its description; the
language of paths in the header is `sprache`. `katalog` loads and checks all files against the schema, `tabelle` turns
an answer into rows. Nothing here names a kind: what a query is about stands in its file.
"""

from leitlinien.queries.abfrage import Abfrage, OffeneFrage, Publikum, Spalte, Spaltentyp
from leitlinien.queries.fehler import Katalogfehler, UnbekannteAbfrage, Variablenfehler
from leitlinien.queries.katalog import Katalog, katalog
from leitlinien.queries.tabelle import Tabelle, Zelle, als_text, tabelle
from leitlinien.queries.variablen import Eingabeart, Variable, Wahl

__all__ = [
    "Abfrage",
    "Eingabeart",
    "Katalog",
    "Katalogfehler",
    "OffeneFrage",
    "Publikum",
    "Spalte",
    "Spaltentyp",
    "Tabelle",
    "UnbekannteAbfrage",
    "Variable",
    "Variablenfehler",
    "Wahl",
    "Zelle",
    "als_text",
    "katalog",
    "tabelle",
]
