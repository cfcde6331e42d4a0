"""The command that shows what the program is for, on the shipped data."""

from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, zeige
from leitlinien.cli.fragen import SPUR, zeige_spur
from leitlinien.programm import Programm

ZUWENDUNG = "beispielstadt/Z-2026-1"
"""The example grant whose chain the README opens with."""
ABDECKUNG = """
{
  abdeckung {
    regelwerke {
      regelwerk { titel }
      auszug
      ziele { zahlen { gesamt direkt ueberTeile ohne } mitVorschlaegen { ohne } }
    }
  }
}
"""
POSITION = """
{
  haushaltsansaetze(
    filter: {
      herkunft: {ist: QUELLE}
      ansatzart: {ist: ZUSCHUSS}
      produkt: {irgendein: {verfolgt: {vorhanden: true}}}
    }
    sicht: MIT_VORSCHLAEGEN
    first: 1
  ) {
    nodes { id }
  }
}
"""


def demo() -> None:
    """Die Fragen des Alltags an den mitgelieferten Daten beantworten."""
    programm = Programm()
    _ueberschrift("Welcher Leitlinie dient eine Zuwendung? (Beispielstadt, erfunden)")
    _spur(programm, ZUWENDUNG, "GESICHERT")
    _ueberschrift("Und ein Zuschuss aus Kiels Haushalt 2017? Nur ein Vorschlag, kein Dokument sagt es.")
    for ansatz in programm.frage(POSITION)["haushaltsansaetze"]["nodes"]:
        _spur(programm, ansatz["id"], "MIT_VORSCHLAEGEN")
    _ueberschrift("Welche Ziele haben keine Maßnahme?")
    zeilen = [
        z["ziele"]["zahlen"]
        | {
            "titel": z["regelwerk"]["titel"] + (" (Auszug)" if z["auszug"] else ""),
            "vorschlag": z["ziele"]["mitVorschlaegen"]["ohne"],
        }
        for z in programm.frage(ABDECKUNG)["abdeckung"]["regelwerke"]
        if z["regelwerk"]
    ]
    spalten = {
        "titel": "Leitlinien",
        "gesamt": "Ziele",
        "direkt": "mit",
        "ueberTeile": "über Teile",
        "ohne": "ohne",
        "vorschlag": "auch mit Vorschlägen",
    }
    zeige(Tabelle("Ziele mit und ohne Maßnahme, in den vorliegenden Unterlagen", spalten, zeilen), Format.TABELLE)
    KONSOLE.print("Weiter mit: leitlinien check, leitlinien trace ID, leitlinien serve")


def _ueberschrift(text: str) -> None:
    KONSOLE.print()
    KONSOLE.rule(text, align="left")


def _spur(programm: Programm, id: str, sicht: str) -> None:
    daten = programm.frage(SPUR, von=id, richtung="AUFWAERTS", zu=None, pfade=20, sicht=sicht)["spur"]
    if daten is None:
        KONSOLE.print(f"{id} ist nicht geladen.")
        return
    zeige_spur(daten)
