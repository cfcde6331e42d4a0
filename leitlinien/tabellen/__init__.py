"""Answers to prepared queries as tables, for screens and files.

`beantworte` runs a query, over all its pages when asked; the `schreibe_*` modules turn the `Antwort` into bytes. Web
pages and the command line use the same functions, so both hand out the same files.
"""

from leitlinien.tabellen.antwort import HOECHSTZEILEN, Antwort, Antwortfehler, beantworte
from leitlinien.tabellen.formate import MEDIENTYP, Dateiart, dateiname, schreibe

__all__ = [
    "HOECHSTZEILEN",
    "MEDIENTYP",
    "Antwort",
    "Antwortfehler",
    "Dateiart",
    "beantworte",
    "dateiname",
    "schreibe",
]
