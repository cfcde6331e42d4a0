"""Commands about prepared queries: list, show, run."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from leitlinien import daten
from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, zeige
from leitlinien.cli.deutsch import Befehl, Gruppe
from leitlinien.errors import Dateifehler, Eingabefehler
from leitlinien.programm import Programm
from leitlinien.queries import Eingabeart, Katalog, Variable, katalog
from leitlinien.search import falte
from leitlinien.tabellen import Antwort, Dateiart, beantworte, dateiname, schreibe
from leitlinien.tabellen.antwort import seitennamen
from leitlinien.tabellen.anzeige import Feldanzeige, anzeige

app = typer.Typer(
    cls=Gruppe,
    help="Vorbereitete Fragen: alle nennen, eine ansehen, eine beantworten.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


LESBAR = 20
"""Characters of a line in which a long text still reads well."""


class Ausgabeform(StrEnum):
    """How an answer is printed."""

    TABELLE = "tabelle"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    HTML = "html"
    TTL = "ttl"


Name = Annotated[str, typer.Argument(help="Name der Abfrage, zum Beispiel zieleOhneMassnahme.")]


@app.command("list", cls=Befehl)
def auflisten(
    worte: Annotated[list[str] | None, typer.Argument(help="Nur Fragen, in denen alle diese Wörter stehen.")] = None,
    format: Annotated[Format, typer.Option("--format", help="Wie ausgegeben wird.")] = Format.TABELLE,
) -> None:
    """Alle vorbereiteten Fragen nennen, und welche Prüffragen noch nicht beantwortbar sind."""
    alle = _katalog(Programm())
    gesucht = [falte(w) for w in worte or ()]
    zeilen: list[dict[str, Any]] = [
        {
            "name": a.name,
            "frage": a.titel,
            "zielgruppen": [z.value for z in a.zielgruppen],
            "prueffragen": list(a.prueffragen),
        }
        for a in alle
        if all(w in falte(f"{a.name} {a.titel} {a.erklaerung} {a.antwort}") for w in gesucht)
    ]
    if format is not Format.TABELLE:
        spalten = {"name": "Name", "frage": "Frage", "zielgruppen": "Für", "prueffragen": "Prüffrage"}
        zeige(Tabelle("Vorbereitete Fragen", spalten, zeilen), format)
        return
    for zeile in zeilen:
        fuer = ", ".join([*zeile["zielgruppen"], *zeile["prueffragen"]])
        KONSOLE.print(Text.assemble((zeile["name"], "bold cyan"), (f"  {fuer}", "dim")))
        KONSOLE.print(Padding(Text(zeile["frage"]), (0, 0, 0, 2)))
    KONSOLE.print(f"{len(zeilen)} von {len(alle)} Fragen.")
    if not gesucht and alle.offen:
        KONSOLE.print("\nNoch nicht beantwortbar:", style="bold")
        for offen in alle.offen:
            KONSOLE.print(Padding(Text(f"{offen.nummer}  {offen.frage} – {offen.braucht}"), (0, 0, 0, 2)))


@app.command("show", cls=Befehl)
def ansehen(name: Name) -> None:
    """Eine Frage ansehen: was sie bedeutet, welche Angaben sie nimmt, ihr Text."""
    abfrage = _katalog(Programm())[name]
    KONSOLE.print(abfrage.titel, style="bold", markup=False)
    for text in (abfrage.erklaerung, f"Antwort: {abfrage.antwort}", f"Braucht: {abfrage.braucht}"):
        if text:
            KONSOLE.print(text, markup=False)
    KONSOLE.print(f"Für: {', '.join(z.value for z in abfrage.zielgruppen)}", markup=False)
    KONSOLE.print(f"SHA-256: {abfrage.sha256}\n", markup=False)
    zeilen = [
        {
            "name": v.name,
            "noetig": "ja" if v.pflicht else "",
            "vorgabe": v.vorgabe,
            "beschreibung": " ".join([v.beschreibung, *_moeglich(v)]),
        }
        for v in abfrage.variablen
    ]
    spalten = {"name": "-v", "noetig": "Nötig", "vorgabe": "Vorgabe", "beschreibung": "Bedeutung"}
    if zeilen:
        zeige(Tabelle("Angaben", spalten, zeilen), Format.TABELLE)
    # Lines stay whole, so that the text can be copied.
    KONSOLE.print(abfrage.text.rstrip(), markup=False, soft_wrap=True)


def _moeglich(v: Variable) -> list[str]:
    if v.eingabe is Eingabeart.AUSWAHL:
        return [f"Möglich: {', '.join(w.wert for w in v.auswahl)}."]
    return [f"Art: {v.art}."] if v.art else []


@app.command("run", cls=Befehl)
def ausfuehren(
    name: Name,
    angaben: Annotated[
        list[str] | None,
        typer.Option("-v", "--variable", metavar="NAME=WERT", help="Eine Angabe der Frage; mehrfach erlaubt."),
    ] = None,
    format: Annotated[
        Ausgabeform | None,
        typer.Option("--format", help="Ohne Angabe nach der Endung von --out, sonst eine Tabelle."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DATEI", help="Zieldatei; ein Ordner bekommt eine Datei mit sprechendem Namen."),
    ] = None,
) -> None:
    """Eine Frage beantworten: die ganze Antwort, über alle Seiten; was fehlt, wird gesagt."""
    programm = Programm()
    abfrage = _katalog(programm)[name]
    werte = abfrage.werte(angaben_aus(angaben or []))
    # The switch's default would hide what the ending of the file says.
    form = format or _nach_endung(out)
    if out is not None and form is Ausgabeform.TABELLE:
        raise Eingabefehler("Eine Tabelle geht nur auf den Bildschirm. Für Dateien: --format csv, xlsx, json, html.")
    antwort = beantworte(
        programm.schema,
        programm.kontext(),
        abfrage,
        werte,
        alle=abfrage.seiten is None or not seitennamen(abfrage) & werte.keys(),
    )
    if form is Ausgabeform.TABELLE:
        _zeige(antwort)
        return
    art = Dateiart(form.value)
    inhalt = schreibe(antwort, art)
    if out is None:
        if art is Dateiart.XLSX and sys.stdout.isatty():
            raise Eingabefehler("XLSX ist nichts für den Bildschirm. Eine Zieldatei angeben: --out DATEI.xlsx")
        sys.stdout.buffer.write(inhalt)
        sys.stdout.buffer.flush()
        return
    ziel = out / dateiname(antwort, art) if out.is_dir() else out
    try:
        ziel.write_bytes(inhalt)
    except OSError as fehler:
        raise Dateifehler(str(ziel), "kann nicht geschrieben werden.", "Ordner und Rechte prüfen.") from fehler
    KONSOLE.print(f"{ziel}: {antwort.umfang}", markup=False, soft_wrap=True)


def _katalog(programm: Programm) -> Katalog:
    return katalog(programm.schema, daten.ordner("queries"))


def angaben_aus(paare: list[str]) -> dict[str, str]:
    """Texts by variable; a name given twice is a list."""
    texte: dict[str, str] = {}
    for paar in paare:
        name, gleich, text = paar.partition("=")
        if not gleich:
            raise Eingabefehler(f"„{paar}“ ist keine Angabe. Erwartet wird NAME=WERT, zum Beispiel -v sicht=GESICHERT.")
        texte[name.strip()] = f"{texte[name.strip()]},{text}" if name.strip() in texte else text
    return texte


def _nach_endung(out: Path | None) -> Ausgabeform:
    if out is None:
        return Ausgabeform.TABELLE
    endung = out.suffix.lower().removeprefix(".")
    if endung in set(Ausgabeform) - {Ausgabeform.TABELLE}:
        return Ausgabeform(endung)
    formen = ", ".join(f.value for f in Ausgabeform if f is not Ausgabeform.TABELLE)
    raise Eingabefehler(f"Aus „{out}“ geht die Form nicht hervor. --format angeben: {formen}.")


def _zeige(antwort: Antwort) -> None:
    bild = anzeige(antwort, str)
    texte = [[_text(feld) for feld in zeile] for zeile in bild.zeilen]
    titel = [kopf.titel for kopf in bild.spalten]
    if sum(_breite(spalte) for spalte in zip(titel, *texte, strict=True)) > KONSOLE.width:
        _als_bloecke(antwort.abfrage.titel, titel, texte)
    else:
        spalten = {str(nummer): t for nummer, t in enumerate(titel)}
        zeilen = [{str(nummer): text for nummer, text in enumerate(zeile)} for zeile in texte]
        zeige(Tabelle(antwort.abfrage.titel, spalten, zeilen), Format.TABELLE)
    KONSOLE.print(antwort.umfang, style="bold", markup=False)
    for satz in antwort.hinweise:
        KONSOLE.print(Text(satz, style="yellow"))
    KONSOLE.print(
        Text(
            f"{antwort.abfrage.antwort}\n"
            f"Revision {antwort.state.revision}, Hash {antwort.state.hash[:12]}…, "
            f"Stichtag {antwort.stichtag:%d.%m.%Y}, Abfrage {antwort.abfrage.sha256[:12]}…",
            style="dim",
        )
    )


def _breite(texte: Sequence[str]) -> int:
    """Characters a column needs to be read with ease: words whole, long texts in a few lines."""
    laengste = max(len(t) for t in texte)
    return 3 + max(min(laengste, LESBAR), max((len(w) for t in texte for w in t.split()), default=0))


def _als_bloecke(ueberschrift: str, titel: Sequence[str], zeilen: Sequence[Sequence[str]]) -> None:
    """Each row as a list of what it says: for answers wider than the terminal."""
    KONSOLE.print(ueberschrift, style="bold", markup=False)
    rand = max(len(t) for t in titel) + 2
    for nummer, zeile in enumerate(zeilen, 1):
        bild = Table.grid(padding=(0, 1))
        bild.add_column(width=rand, style="cyan")
        bild.add_column(overflow="fold")
        for name, text in zip(titel, zeile, strict=True):
            if text:
                bild.add_row(Text(name), Text(text))
        KONSOLE.print(f"\n{nummer}", style="bold")
        KONSOLE.print(Padding(bild, (0, 0, 0, 2)))
    KONSOLE.print()


def _text(feld: Feldanzeige) -> str:
    texte = [s.text if s.marke is None or s.ziel is None else f"{s.text} (Beispiel)" for s in feld.stuecke]
    return "; ".join([*texte, *([f"… und {feld.fehlend} weitere"] if feld.fehlend else [])])
