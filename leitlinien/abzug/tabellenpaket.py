"""The tables as one ZIP with their schema: the same bytes for the same rows."""

import json

from leitlinien.abzug import csvw
from leitlinien.abzug.tabellen import tabellen, zeilen
from leitlinien.audit.behaelter import packe
from leitlinien.ids import Adressen
from leitlinien.kinds import Modell
from leitlinien.rows import Bestand
from leitlinien.tabellen.schreibe_csv import csv_text


def tabellenpaket(bestand: Bestand, adressen: Adressen, modell: Modell) -> bytes:
    """The container: the schema first, then a CSV file per table."""
    teile = {csvw.DATEI: f"{json.dumps(csvw.schema(modell), ensure_ascii=False, indent=1)}\n".encode()}
    for tabelle in tabellen(modell):
        text = csv_text([s.name for s in tabelle.spalten], zeilen(tabelle, bestand, adressen, modell))
        teile[tabelle.datei] = text.encode()
    return packe(teile)
