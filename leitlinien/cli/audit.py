"""Commands about audit records: make one, check it, ask again, make a key."""

import getpass
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from leitlinien import daten
from leitlinien.api.ausfuehrung import kern
from leitlinien.api.kontext import heute
from leitlinien.audit import Nachweis, Pruefung, Wiederholung, auftrag, erstelle, pruefe_nachweis, wiederhole
from leitlinien.audit.fehler import KeinNachweis
from leitlinien.audit.kanonisch import druckbar
from leitlinien.audit.schluessel import erzeuge, lies_oeffentlich, lies_privat
from leitlinien.audit.vergleich import Unterschied
from leitlinien.audit.wiederholen import Antwortvergleich
from leitlinien.cli.abfrage import angaben_aus
from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, zeige, zeige_json
from leitlinien.cli.deutsch import Befehl, Gruppe
from leitlinien.errors import Dateifehler, Eingabefehler
from leitlinien.programm import Programm
from leitlinien.queries import katalog

app = typer.Typer(
    cls=Gruppe,
    help="Fragen so stellen, dass die Antwort später bewiesen werden kann: Nachweis schreiben, prüfen, wiederholen.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
schluessel = typer.Typer(
    cls=Gruppe, help="Schlüssel für Unterschriften.", no_args_is_help=True, rich_markup_mode="rich"
)
app.add_typer(schluessel, name="key")

Datei = Annotated[Path, typer.Argument(metavar="DATEI", help="Ein Nachweis (ZIP).")]


@app.command("run", cls=Befehl)
def ausfuehren(
    name: Annotated[str, typer.Argument(help="Name der Frage, zum Beispiel zieleOhneMassnahme.")],
    out: Annotated[Path, typer.Option("--out", metavar="ORDNER", help="Wohin der Nachweis kommt.")],
    angaben: Annotated[
        list[str] | None,
        typer.Option("-v", "--variable", metavar="NAME=WERT", help="Eine Angabe der Frage; mehrfach erlaubt."),
    ] = None,
    stichtag: Annotated[
        str | None, typer.Option(metavar="JJJJ-MM-TT", help="Tag, für den gefragt wird; ohne Angabe heute.")
    ] = None,
    wer: Annotated[str | None, typer.Option(metavar="NAME", help="Wer fragt; ohne Angabe der angemeldete.")] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="DATEI", help="Privater Schlüssel zum Unterschreiben.")
    ] = None,
) -> None:
    """Eine Frage stellen und den Nachweis schreiben: ganze Antwort, Belege, Datenstand, Prüfsummen in einem ZIP."""
    # Before the question, which may take long.
    unterzeichner = lies_privat(key) if key else None
    with Programm() as programm:
        state = programm.state()
        gefragt = auftrag(
            kern(programm.schema),
            katalog(programm.schema, daten.ordner("queries"))[name],
            angaben_aus(angaben or []),
            adressen=programm.adressen,
            heute=heute(),
            stichtag=_tag(stichtag),
        )
        nachweis = erstelle(
            programm.schema,
            state,
            gefragt,
            adressen=programm.adressen,
            wer=wer or getpass.getuser(),
            zeit=datetime.now(UTC),
            quellen=programm.quellen,
            schluessel=unterzeichner,
        )
    ziel = _schreibe(nachweis, out)
    ergebnis = nachweis.record.ergebnis
    KONSOLE.print(f"Nachweis geschrieben: {ziel}", markup=False, soft_wrap=True)
    _liste(
        {
            "Zeilen": f"{ergebnis.zeilen}" + ("" if ergebnis.vollstaendig else ", nicht vollständig"),
            "Ergebnis": ergebnis.sha256,
            "Siegel": nachweis.siegel,
        }
    )
    for satz in ergebnis.hinweise:
        KONSOLE.print(Text(satz, style="yellow"))


@app.command("verify", cls=Befehl)
def pruefen(
    datei: Datei,
    pub: Annotated[
        Path | None,
        typer.Option("--pub", metavar="DATEI", help="Öffentlicher Schlüssel, der unterschrieben haben muss."),
    ] = None,
    siegel: Annotated[
        str | None, typer.Option(metavar="PRÜFSUMME", help="Das anderswo notierte Siegel oder sein Anfang.")
    ] = None,
) -> int:
    """Einen Nachweis prüfen, ohne Datenbank: Prüfsummen, Aufbau, Unterschrift. Stimmt etwas nicht: 2."""
    pruefung = pruefe_nachweis(_lies(datei), schluessel=lies_oeffentlich(pub) if pub else None, siegel=siegel)
    if pruefung.heil:
        KONSOLE.print("In Ordnung: Alle Prüfsummen stimmen.", style="bold green")
    else:
        KONSOLE.print("Nicht in Ordnung:", style="bold red")
        for mangel in pruefung.maengel:
            KONSOLE.print(_text(f"- {mangel}"))
    _liste(_angaben(pruefung))
    if pruefung.heil and pub is None and siegel is None:
        KONSOLE.print(
            "Ob es der Nachweis von damals ist, zeigen --siegel mit dem notierten Siegel oder --pub mit dem Schlüssel.",
            style="dim",
        )
    return 0 if pruefung.heil else 2


@app.command("rerun", cls=Befehl)
def wiederholen(
    datei: Datei,
    format: Annotated[Format, typer.Option("--format", help="Wie ausgegeben wird.")] = Format.TABELLE,
) -> int:
    """Die Frage noch einmal stellen, an den aufgezeichneten Stand und an den heutigen, und zeigen, was anders ist.

    Endet mit 2, wenn die aufgezeichnete Revision ein anderes Ergebnis gibt, wenn die heutige eines gibt, oder wenn die
    vorbereitete Frage inzwischen geändert wurde; mit 1, wenn der Nachweis beschädigt ist oder nicht zu diesem
    Datenbestand gehört.
    """
    pruefung = pruefe_nachweis(_lies(datei))
    if pruefung.record is None or not pruefung.heil:
        maengel = "\n".join(f"- {m}" for m in pruefung.maengel)
        raise KeinNachweis(f"{datei} ist nicht unversehrt und wird nicht wiederholt:\n{maengel}")
    with Programm() as programm:
        ergebnis = wiederhole(
            pruefung,
            pruefung.record,
            schema=programm.schema,
            katalog=katalog(programm.schema, daten.ordner("queries")),
            store=programm.store,
            zu=programm.standhalter.zu,
        )
    if format is Format.JSON:
        zeige_json(_als_json(ergebnis))
    elif format is Format.CSV:
        zeige(_als_tabelle(ergebnis), format)
    else:
        _zeige(ergebnis)
    return 0 if ergebnis.unveraendert else 2


@schluessel.command("new", cls=Befehl)
def neuer_schluessel(
    datei: Annotated[
        Path, typer.Argument(metavar="DATEI", help="Datei des privaten Schlüssels; der öffentliche heißt DATEI.pub.")
    ],
) -> None:
    """Ein Schlüsselpaar erzeugen. Den privaten Schlüssel behalten, den öffentlichen weitergeben."""
    abdruck = erzeuge(datei)
    KONSOLE.print(f"{datei} (privat, nur für Sie lesbar) und {datei}.pub geschrieben.", markup=False, soft_wrap=True)
    _liste({"Schlüssel": abdruck})


def _tag(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Eingabefehler(f"„{text}“ ist kein Tag. Erwartet wird JJJJ-MM-TT, zum Beispiel 2026-12-31.") from None


def _schreibe(nachweis: Nachweis, ordner: Path) -> Path:
    """Write the record under its own name, whole or not at all."""
    ziel = ordner / nachweis.dateiname
    halb = ziel.with_suffix(".teil")
    try:
        ordner.mkdir(parents=True, exist_ok=True)
        halb.write_bytes(nachweis.bytes)
        os.replace(halb, ziel)  # noqa: PTH105 - says that an older file may be there
    except OSError as fehler:
        raise Dateifehler(str(ziel), "kann nicht geschrieben werden.", "Ordner und Rechte prüfen.") from fehler
    return ziel


def _lies(datei: Path) -> bytes:
    try:
        return datei.read_bytes()
    except OSError as fehler:
        raise Dateifehler(str(datei), "lässt sich nicht lesen.", "Name und Rechte prüfen.") from fehler


def _text(text: str, stil: str = "") -> Text:
    """Text of a file that anybody may have written: shown, never obeyed by the terminal."""
    return Text(druckbar(text), style=stil)


def _liste(zeilen: dict[str, str]) -> None:
    rand = max((len(name) for name in zeilen), default=0) + 2
    for name, text in zeilen.items():
        KONSOLE.print(Text.assemble((f"  {name:<{rand}}", "dim"), _text(text)), soft_wrap=True)


def _angaben(pruefung: Pruefung) -> dict[str, str]:
    """What the record says of itself, as far as it can be read."""
    r = pruefung.record
    if r is None:
        return {"Siegel": pruefung.siegel} if pruefung.siegel else {}
    if pruefung.unterzeichnet:
        unterschrift = f"gültig, Schlüssel {pruefung.unterzeichnet}"
    else:
        unterschrift = "nicht gültig" if r.signatur else "keine"
    return {
        "Frage": f"{r.frage.titel} ({r.frage.name})",
        "Angaben": ", ".join(f"{k} = {w}" for k, w in r.parameter.items()) or "keine",
        "Stichtag": f"{r.stichtag:%d.%m.%Y}",
        "Gefragt": f"{r.zeit} von {r.wer}, Version {r.programm.version}",
        "Revision": f"{r.stand.revision} vom {r.stand.zeit}",
        "Zustand": r.stand.zustand,
        "Kettenkopf": r.stand.kette,
        "Ergebnis": f"{r.ergebnis.sha256}, {r.ergebnis.zeilen} Zeilen",
        "Unterschrift": unterschrift,
        "Siegel": pruefung.siegel,
    }


def _zeige(w: Wiederholung) -> None:
    r = w.record
    KONSOLE.print(_text(f"{r.frage.titel} ({r.frage.name})", "bold"))
    KONSOLE.print(_text(f"Stichtag {r.stichtag:%d.%m.%Y}, aufgezeichnet am {r.zeit} von {r.wer}."))
    for satz in (w.frage, w.programm):
        if satz:
            KONSOLE.print(_text(satz, "yellow"))
    _zeige_vergleich("Damals", w.damals)
    _zeige_vergleich("Heute", w.heute)


def _zeige_vergleich(wann: str, v: Antwortvergleich) -> None:
    stil = "green" if v.gleich else "red"
    KONSOLE.print(Text.assemble((f"{wann}, Revision {v.revision} vom {v.zeit}: ", "bold"), (_urteil(v), stil)))
    for was, label, einzelheiten in _zeilen(v.unterschied):
        KONSOLE.print(Text.assemble((f"  {_ZEICHEN[was]} ", stil), _text(label)))
        for einzelheit in einzelheiten:
            KONSOLE.print(_text(f"      {einzelheit}", "dim"))


_ZEICHEN = {"neu": "+", "weg": "−", "geändert": "~", "sonst": "·"}


def _urteil(v: Antwortvergleich) -> str:
    if not v.gleich and v.unterschied.leer:
        return "dieselbe Antwort, anders geschrieben"
    return f"{v.unterschied}."


def _zeilen(u: Unterschied) -> Iterator[tuple[str, str, list[str]]]:
    """What changed: kind of change, the row in short, details."""
    for was, zeilen in (("neu", u.hinzu), ("weg", u.weg)):
        for zeile in zeilen:
            paare = [(titel, text) for titel, text in zip(u.spalten, zeile, strict=True) if text]
            erstes = paare[0][1] if paare else ""
            yield was, erstes, [f"{titel}: {text}" for titel, text in paare[1:]]
    for aenderung in u.geaendert:
        yield (
            "geändert",
            aenderung.label,
            [f"{z.spalte}: {z.alt or 'leer'} → {z.neu or 'leer'}" for z in aenderung.zellen],
        )
    for ort in u.sonst:
        yield "sonst", ort, []


def _als_tabelle(w: Wiederholung) -> Tabelle:
    zeilen = [
        {"revision": v.revision, "was": was, "zeile": label, "einzelheiten": "; ".join(einzelheiten)}
        for v in (w.damals, w.heute)
        for was, label, einzelheiten in _zeilen(v.unterschied)
    ]
    spalten = {"revision": "Revision", "was": "Was", "zeile": "Zeile", "einzelheiten": "Einzelheiten"}
    return Tabelle("Unterschiede", spalten, zeilen)


def _als_json(w: Wiederholung) -> dict[str, Any]:
    return {
        "frage": w.record.frage.name,
        "stichtag": w.record.stichtag.isoformat(),
        "aufgezeichnet": w.record.ergebnis.sha256,
        "frage_geaendert": w.frage,
        "programm": w.programm,
        "damals": asdict(w.damals),
        "heute": asdict(w.heute),
    }
