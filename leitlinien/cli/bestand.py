"""Commands about the stored data: import, export, log, verify."""

import getpass
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, zeige
from leitlinien.cli.fortschritt import Balken
from leitlinien.errors import Eingabefehler
from leitlinien.intake.importieren import importiere
from leitlinien.programm import Programm
from leitlinien.rdf.schreiben import schreibe_jsonld, schreibe_ntriples, schreibe_turtle

Formatschalter = Annotated[Format, typer.Option("--format", help="Wie ausgegeben wird.")]


class Dateiform(StrEnum):
    """RDF serialisations that can be written."""

    TURTLE = "turtle"
    JSONLD = "jsonld"
    NTRIPLES = "ntriples"


_ENDUNG = {".ttl": Dateiform.TURTLE, ".jsonld": Dateiform.JSONLD, ".json": Dateiform.JSONLD, ".nt": Dateiform.NTRIPLES}


def importieren(
    dateien: Annotated[
        list[Path], typer.Argument(help="Turtle- oder JSON-LD-Dateien; alle zusammen sind ein Vorgang.")
    ],
    probe: Annotated[
        bool, typer.Option("--probe", help="Nur prüfen und sagen, was geschähe; nichts speichern.")
    ] = False,
    ersetzen: Annotated[
        bool,
        typer.Option(
            "--ersetzen", help="Zurückziehen, was frühere Fassungen dieser Dateien enthielten und jetzt fehlt."
        ),
    ] = False,
    autor: Annotated[str | None, typer.Option(help="Wer importiert; ohne Angabe der angemeldete Name.")] = None,
    grund: Annotated[str, typer.Option(help="Warum; steht im Verlauf.")] = "Import",
) -> None:
    """Dateien prüfen und aufnehmen: alles oder nichts, jeder Fehler mit Datei, Knoten und Feld."""
    programm = Programm()
    with Balken() as balken:
        ergebnis = importiere(
            programm.store,
            dateien,
            modell=programm.modell,
            adressen=programm.adressen,
            autor=autor or getpass.getuser(),
            grund=grund,
            probe=probe,
            ersetzen=ersetzen,
            max_bytes=programm.settings.max_datei,
            fortschritt=balken,
        )
    KONSOLE.print(str(ergebnis), markup=False)


def exportieren(
    datei: Annotated[Path | None, typer.Argument(help="Zieldatei; ohne Angabe auf den Bildschirm.")] = None,
    form: Annotated[
        Dateiform | None, typer.Option("--form", help="Ohne Angabe nach der Endung der Datei, sonst Turtle.")
    ] = None,
    revision: Annotated[
        int | None, typer.Option(help="Stand einer früheren Revision; ohne Angabe der heutige.")
    ] = None,
) -> None:
    """Den ganzen Bestand als Turtle, JSON-LD oder N-Triples schreiben, verlustfrei."""
    programm = Programm()
    if revision is not None and revision not in {r.nummer for r in programm.store.revisionen()}:
        raise Eingabefehler(f"Revision {revision} gibt es nicht. `leitlinien log` zeigt alle.")
    gewaehlt = form or _ENDUNG.get(datei.suffix.lower() if datei else "", Dateiform.TURTLE)
    schreibe = {
        Dateiform.TURTLE: schreibe_turtle,
        Dateiform.JSONLD: schreibe_jsonld,
        Dateiform.NTRIPLES: schreibe_ntriples,
    }[gewaehlt]
    if revision is None:
        programm.sichere_befuellung()
    text = schreibe(programm.store.bestand(revision), programm.adressen, programm.modell)
    if datei is None:
        sys.stdout.write(text)
        return
    datei.write_text(text, encoding="utf-8")
    KONSOLE.print(f"{datei} geschrieben ({datei.stat().st_size:,} Bytes).".replace(",", "."), markup=False)


def log(format: Formatschalter = Format.TABELLE) -> None:
    """Den Verlauf zeigen: wer wann warum was aufgenommen hat, mit Prüfsummen."""
    revisionen = Programm().store.revisionen()
    zeilen = [
        {
            "nummer": r.nummer,
            "zeit": r.zeit[:16].replace("T", " ") if format is Format.TABELLE else r.zeit,
            "autor": r.autor,
            "grund": r.grund,
            "quelle": (r.quelle or "").replace("\n", " ") if format is Format.TABELLE else r.quelle,
            "hash": r.hash[:8] if format is Format.TABELLE else r.hash,
        }
        for r in revisionen
    ]
    spalten = {
        "nummer": "Nr.",
        "zeit": "Zeit",
        "autor": "Wer",
        "grund": "Warum",
        "quelle": "Quelle",
        "hash": "Prüfsumme",
    }
    zeige(Tabelle("Verlauf", spalten, zeilen), format)


def verify(format: Formatschalter = Format.TABELLE) -> int:
    """Die Prüfsummenkette und den Bestand prüfen; nennt jede Zeile, die nicht dazu passt."""
    store = Programm().store
    schaeden = store.pruefe()
    spalten = {"revision": "Revision", "tabelle": "Tabelle", "schluessel": "Zeile", "was": "Was nicht stimmt"}
    zeilen = [{k: getattr(s, k) for k in spalten} for s in schaeden]
    if schaeden or format is not Format.TABELLE:
        zeige(Tabelle("Schäden", spalten, zeilen), format)
    else:
        kopf = store.kopf()
        KONSOLE.print(
            f"In Ordnung. Revision {kopf.nummer}, Kettenende {kopf.hash}" if kopf else "In Ordnung: noch leer.",
            markup=False,
            soft_wrap=True,
        )
    return 2 if schaeden else 0
