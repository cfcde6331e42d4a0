"""Commands about the stored data: import, export, log, verify."""

import getpass
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leitlinien.abzug import NACH_ENDUNG
from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, zeige
from leitlinien.cli.fortschritt import Balken
from leitlinien.errors import Eingabefehler
from leitlinien.intake.importieren import importiere
from leitlinien.programm import Programm

Formatschalter = Annotated[Format, typer.Option("--format", help="Wie ausgegeben wird.")]


class Dateiform(StrEnum):
    """Forms of a dump, as people call them."""

    TURTLE = "turtle"
    JSONLD = "jsonld"
    NTRIPLES = "ntriples"
    NTRIPLES_GEPACKT = "ntriples-gz"
    TABELLEN = "csv-zip"


_ENDUNG = {
    ".ttl": Dateiform.TURTLE,
    ".jsonld": Dateiform.JSONLD,
    ".json": Dateiform.JSONLD,
    ".nt": Dateiform.NTRIPLES,
    ".nt.gz": Dateiform.NTRIPLES_GEPACKT,
    ".csv.zip": Dateiform.TABELLEN,
    ".zip": Dateiform.TABELLEN,
}
"""Endings of a file's name, the first of each form as dumps have it."""
_BINAER = (Dateiform.NTRIPLES_GEPACKT, Dateiform.TABELLEN)


def importieren(
    dateien: Annotated[
        list[Path],
        typer.Argument(help="Turtle, JSON-LD, N-Triples oder RDF/XML, auch mit .gz; alle Dateien sind ein Vorgang."),
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
    """Den ganzen Bestand schreiben: verlustfrei als Turtle, JSON-LD oder N-Triples, oder als Tabellen (CSV im ZIP)."""
    programm = Programm()
    if revision is not None and revision not in {r.nummer for r in programm.store.revisionen()}:
        raise Eingabefehler(f"Revision {revision} gibt es nicht. `leitlinien log` zeigt alle.")
    gewaehlt = form or _form_der_datei(datei)
    if datei is None and gewaehlt in _BINAER and sys.stdout.isatty():
        raise Eingabefehler("Gepackte Dateien gehören nicht auf den Bildschirm. Nenne eine Zieldatei.")
    abzugform = NACH_ENDUNG[next(e for e, f in _ENDUNG.items() if f is gewaehlt).removeprefix(".")]
    if revision is None:
        programm.sichere_befuellung()
    stuecke = abzugform.schreibe(programm.store.bestand(revision), programm.adressen, programm.modell)
    if datei is None:
        sys.stdout.buffer.writelines(stuecke)
        sys.stdout.buffer.flush()
        return
    with datei.open("wb") as aus:
        aus.writelines(stuecke)
    KONSOLE.print(f"{datei} geschrieben ({datei.stat().st_size:,} Bytes).".replace(",", "."), markup=False)


def _form_der_datei(datei: Path | None) -> Dateiform:
    name = datei.name.lower() if datei else ""
    return next((f for e, f in _ENDUNG.items() if name.endswith(e)), Dateiform.TURTLE)


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
