"""Commands about the source documents: check passages, locate words."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, zeige
from leitlinien.cli.deutsch import Befehl, Gruppe
from leitlinien.errors import Dateifehler, Eingabefehler
from leitlinien.programm import Programm
from leitlinien.sources import Pruefbericht, Quellen, Urteil, finde, pruefe, turtle

app = typer.Typer(
    cls=Gruppe,
    help="Fundstellen gegen die Dokumente prüfen und Stellen für neue Daten finden.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

Formatschalter = Annotated[Format, typer.Option("--format", help="Wie ausgegeben wird.")]


@app.command("check", cls=Befehl)
def pruefen(
    ordner: Annotated[list[Path], typer.Argument(help="Ordner mit den Dokumenten; mehrere sind erlaubt.")],
    alle: Annotated[bool, typer.Option("--alle", help="Auch zeigen, was in Ordnung ist.")] = False,
    vollstaendig: Annotated[
        bool, typer.Option("--vollstaendig", help="Auch mit 2 enden, wenn Dateien in den Ordnern fehlen.")
    ] = False,
    format: Formatschalter = Format.TABELLE,
) -> int:
    """Jede Fundstelle und jedes Dokument mit den Dateien vergleichen: hält, weicht ab, fehlt. Weicht etwas ab: 2."""
    for einer in ordner:
        if not einer.is_dir():
            raise Dateifehler(str(einer), "ist kein Ordner.", "Gemeint ist der Ordner, in dem die Dokumente liegen.")
    programm = Programm()
    programm.sichere_befuellung()
    bericht = pruefe(programm.store.bestand(), Quellen(*ordner), programm.modell)
    gezeigt = set(Urteil) if alle or format is not Format.TABELLE else {Urteil.WEICHT_AB}
    zeilen = [
        {"urteil": p.urteil.name, "knoten": p.knoten, "datei": p.datei, "erklaerung": p.erklaerung}
        for p in bericht.ergebnisse
        if p.urteil in gezeigt
    ]
    spalten = {"urteil": "Urteil", "knoten": "Knoten", "datei": "Datei", "erklaerung": "Erklärung"}
    if zeilen or format is not Format.TABELLE:
        zeige(Tabelle("Abweichungen" if not alle else "Prüfung der Quellen", spalten, zeilen), format)
    if format is Format.TABELLE:
        _uebersicht(bericht)
    schlecht = bericht.zahlen[Urteil.WEICHT_AB] or (vollstaendig and bericht.zahlen[Urteil.FEHLT])
    return 2 if schlecht else 0


def _uebersicht(bericht: Pruefbericht) -> None:
    """One line per file, then what was not at hand."""
    dateien: dict[str, Counter[Urteil]] = {p.datei: Counter() for p in bericht.dokumente}
    for p in bericht.fundstellen:
        dateien.setdefault(p.datei, Counter())[p.urteil] += 1
    vorhanden = {name: z for name, z in dateien.items() if name not in bericht.fehlende_dateien}
    zeilen = [{"datei": name} | {u.name: zahlen[u] for u in Urteil} for name, zahlen in sorted(vorhanden.items())]
    zeige(
        Tabelle("Fundstellen je Datei", {"datei": "Datei"} | {u.name: w for u, w in _WORT.items()}, zeilen),
        Format.TABELLE,
    )
    anzahl = sum(p.datei in vorhanden for p in bericht.dokumente)
    abweichend = bericht.zahlen[Urteil.WEICHT_AB]
    fehlend = sum(p.urteil is Urteil.FEHLT and p.datei in vorhanden for p in bericht.ergebnisse)
    KONSOLE.print(f"{anzahl} Dokumente geprüft: {abweichend} abweichend, {fehlend} fehlend.", style="bold")
    for name in bericht.fehlende_dateien:
        KONSOLE.print(f"Liegt hier nicht vor, daher nicht geprüft: {name}", markup=False)


_WORT = {Urteil.HAELT: "hält", Urteil.WEICHT_AB: "weicht ab", Urteil.FEHLT: "fehlt"}


@app.command("locate", cls=Befehl)
def finden(
    datei: Annotated[Path, typer.Argument(help="Das Dokument.")],
    worte: Annotated[str, typer.Argument(help="Worte der Stelle, in Anführungszeichen.")],
    zeichensatz: Annotated[str, typer.Option(help="Zeichensatz der Datei.")] = "UTF-8",
    format: Formatschalter = Format.TABELLE,
) -> int:
    """Worte in einem Dokument finden und den Anker der Stelle als Turtle ausgeben, zum Einfügen in eine Datei."""
    funde = finde(Quellen(datei.parent).roh(datei.name, zeichensatz), worte)
    if not funde:
        raise Eingabefehler(f"{datei}: Die Worte „{worte}“ kommen nicht vor. Weniger Worte oder Wortteile versuchen.")
    if format is not Format.TABELLE:
        spalten = {"lokator": "Ort", "von": "Zeichen von", "bis": "bis", "sha256": "Prüfsumme", "genau": "Genau"}
        zeilen = [f.anker._asdict() | {"lokator": f.lokator, "genau": f.genau} for f in funde]
        zeige(Tabelle("Fundstellen", spalten, zeilen), format)
        return 0
    programm = Programm()
    bestand = programm.store.bestand()
    for fund in funde:
        genau = "" if fund.genau else "; anders geschrieben als gesucht"
        KONSOLE.print(f"# {fund.lokator}, Zeichen {fund.anker.von}–{fund.anker.bis}{genau}", style="dim", markup=False)
        KONSOLE.print(turtle(fund, datei.name, bestand, programm.modell), markup=False, soft_wrap=True)
    return 0
