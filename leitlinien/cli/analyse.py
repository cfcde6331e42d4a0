"""Commands of the analysis: overview, what a loss would mean, the graph as a file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from leitlinien import analyse
from leitlinien.analyse import Graphformat, Vergleich
from leitlinien.analyse.tabellen import WEGFALL, Tabellen, kettenknoten, knotenspalten, wegfallzeilen
from leitlinien.analyse.worte import abschnitte, geldtext
from leitlinien.api import heute
from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, zeige, zeige_json
from leitlinien.cli.deutsch import Befehl, Gruppe
from leitlinien.errors import Dateifehler, Eingabefehler, UnbekannterKnoten
from leitlinien.findings.lage import Graphlage
from leitlinien.kinds import Herkunft
from leitlinien.programm import Programm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leitlinien.analyse import Uebersicht, Wegfall
    from leitlinien.state import State

app = typer.Typer(
    cls=Gruppe,
    help="Woran hängt was? Was fiele weg? Was verbindet Handlungsfelder? Führt etwas im Kreis?\n\n"
    "Ohne weiteren Befehl: die Übersicht über den ganzen Bestand oder den Ausschnitt. Es zählen gesicherte "
    "Verknüpfungen, Vorschläge nur auf Wunsch.",
    invoke_without_command=True,
    no_args_is_help=False,
    rich_markup_mode="rich",
)

Ausschnitt = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Nur dieses Regelwerk oder Handlungsfeld und was dazu beiträgt; sonst alles."),
]
Vorschlaege = Annotated[bool, typer.Option("--mit-vorschlaegen", help="Vorschläge zählen wie Gesichertes.")]
Stichtag = Annotated[
    str | None, typer.Option(metavar="JJJJ-MM-TT", help="Tag, für den gefragt wird; ohne Angabe heute.")
]
Formatschalter = Annotated[Format, typer.Option("--format", help="Wie ausgegeben wird.")]
VORSCHLAG = " (Vorschlag)"
"""Stands behind what rests on proposals."""
GENANNT = 6
"""Nodes that one cell of a table names."""


@app.callback(cls=Gruppe)
def uebersicht(
    ctx: typer.Context,
    umfang: Ausschnitt = None,
    mit_vorschlaegen: Vorschlaege = False,
    stichtag: Stichtag = None,
    anzahl: Annotated[int, typer.Option(min=1, max=1000, help="Höchstens so viele Zeilen je Tabelle zeigen.")] = 20,
    format: Formatschalter = Format.TABELLE,
) -> None:
    """Woran hängt was? Was verbindet Handlungsfelder? Führt etwas im Kreis?"""
    if ctx.invoked_subcommand is not None:
        return
    programm = Programm()
    state = programm.state()
    teil = analyse.lies(state, _pfad(programm, umfang))
    gefunden = analyse.uebersicht(state, teil, _tag(stichtag), vorschlaege=mit_vorschlaegen)
    match format:
        case Format.TABELLE:
            _zeige_uebersicht(state, gefunden, anzahl)
        case Format.JSON:
            tabellen = {a.name: z for a, z in Tabellen(state, gefunden).alle()}
            zeige_json({"angaben": _angaben(state, gefunden), **tabellen})
        case Format.CSV:
            spalten: dict[str, str] = {"tabelle": "Tabelle"}
            zeilen: list[dict[str, Any]] = []
            for a, inhalt in Tabellen(state, gefunden).alle():
                spalten |= a.spalten
                zeilen += [{"tabelle": a.name, **z} for z in inhalt]
            zeige(Tabelle("Analyse", spalten, zeilen), format)


@app.command("wegfall", cls=Befehl)
def wegfall(
    id: Annotated[str, typer.Argument(metavar="ID", help="Maßnahme, Zuwendung, Produkt oder was sonst etwas trägt.")],
    mit_vorschlaegen: Vorschlaege = False,
    stichtag: Stichtag = None,
    format: Formatschalter = Format.TABELLE,
) -> None:
    """Was fiele weg, wenn es diesen Knoten nicht gäbe: Ziele und Leitlinien ohne Beitrag, Geld, das nicht ankäme.

    Antwortet mit den Befunden, die dann hinzukämen (wie `leitlinien check`), jeweils mit der Kette dorthin.
    """
    programm = Programm()
    state = programm.state()
    knoten = state.nummer(programm.adressen.pfad(id))
    if knoten is None:
        raise UnbekannterKnoten(id)
    gefunden = analyse.wegfall(state, knoten, _tag(stichtag), vorschlaege=mit_vorschlaegen)
    match format:
        case Format.TABELLE:
            _zeige_wegfall(gefunden)
        case Format.JSON:
            zeige_json(_wegfall_als_json(gefunden))
        case Format.CSV:
            zeige(Tabelle("Wegfall", WEGFALL, list(wegfallzeilen(gefunden))), format)


@app.command("export", cls=Befehl)
def exportieren(
    out: Annotated[Path, typer.Option("--out", metavar="DATEI", help="Wohin geschrieben wird.")],
    format: Annotated[Graphformat, typer.Option("--format", help="Form der Datei.")] = Graphformat.GRAPHML,
    umfang: Ausschnitt = None,
    mit_vorschlaegen: Vorschlaege = False,
) -> None:
    """Das Netz als GraphML oder GEXF schreiben, für Programme, die Graphen zeichnen und messen (yEd, Gephi).

    Knoten und Verknüpfungen, die eine Spur tragen; die Spalten „herkunft“ und „status“ sagen, was Beispiel und was
    Vorschlag ist.
    """
    programm = Programm()
    state = programm.state()
    lage = Graphlage(state, heute(), vorschlaege=mit_vorschlaegen)
    teil = analyse.netz(lage, analyse.lies(state, _pfad(programm, umfang)))
    datei = analyse.schreibe(analyse.beschrifte(teil, programm.adressen), format, tag=state.zeit[:10])
    try:
        out.write_bytes(datei)
    except OSError as fehler:
        grund = fehler.strerror or "unbekannter Grund"
        raise Dateifehler(str(out), f"lässt sich nicht schreiben ({grund}).", "Ordner und Rechte prüfen.") from fehler
    KONSOLE.print(
        f"{out}: {_zahl(teil.graph.number_of_nodes())} Knoten, {_zahl(teil.graph.number_of_edges())} Verknüpfungen.",
        markup=False,
        soft_wrap=True,
    )


def _pfad(programm: Programm, id: str | None) -> str | None:
    return None if id is None else programm.adressen.pfad(id)


def _tag(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else heute()
    except ValueError:
        raise Eingabefehler(f"„{text}“ ist kein Tag. Erwartet wird JJJJ-MM-TT, zum Beispiel 2026-12-31.") from None


# overview


def _angaben(state: "State", u: "Uebersicht") -> dict[str, Any]:
    return {
        "umfang": None if u.umfang.knoten is None else state.pfad(u.umfang.knoten),
        "vorschlaege": u.vorschlaege,
        "stichtag": u.stichtag.isoformat(),
        "revision": state.revision,
        "knoten": u.knoten,
        "verknuepfungen": u.verknuepfungen,
        "gefragt": u.gefragt,
        "getragen": u.getragen,
        "mitGeld": u.mit_geld,
        "teile": u.teile,
        "groessterTeil": u.groesster,
        "einzeln": u.einzeln,
    }


def _zeige_uebersicht(state: "State", u: "Uebersicht", anzahl: int) -> None:
    ort = "Der ganze Bestand" if u.umfang.knoten is None else _name(state, u.umfang.knoten)
    sicht = "mit Vorschlägen" if u.vorschlaege else "nur Gesichertes"
    KONSOLE.print(f"{ort}, {sicht}, Stichtag {u.stichtag:%d.%m.%Y}", style="bold", markup=False)
    KONSOLE.print(f"{_zahl(u.knoten)} Knoten, {_zahl(u.verknuepfungen)} Verknüpfungen, die eine Spur tragen.")
    KONSOLE.print(
        f"Von {_zahl(u.gefragt)} Knoten, die Beiträge brauchen, haben {_zahl(u.getragen)} welche; "
        f"zu {_zahl(u.mit_geld)} führt eine Zuwendung."
    )
    kopf = {"art": "Art", "id": "Kurzpfad", "titel": "Titel", "zahl": "Zahl"}
    v = Vergleich(u)
    halt = [
        [_zeile(state, p.knoten, p.haengend, v.halt(p, geld=geld)) for p in punkte]
        for geld, punkte in ((False, u.an_einem), (True, u.an_einem_geld))
    ]
    mehrfach = [_zeile(state, m.knoten, m.felder, v.felder(m)) for m in u.mehrfach]
    bruecken = [
        {
            "id": " – ".join(state.pfad(k) for k in b.knoten),
            "was": ("Knoten" if len(b.knoten) == 1 else "Verknüpfung") + (VORSCHLAG if v.verbindung(b) else ""),
            "dazu": " | ".join(_kurz(state, teil) for teil in b.felder),
        }
        for b in u.verbindungen
    ]
    kreise = [
        {
            "id": " → ".join(state.pfad(k) for k in (*k.knoten, k.knoten[0])),
            "status": "Vorschlag schließt ihn" if k.vorschlag else "gesichert",
        }
        for k in u.kreise
    ]
    inhalte: list[tuple[dict[str, str], Sequence[dict[str, Any]]]] = [
        (kopf | {"dazu": "Daran hängt"}, halt[0]),
        (kopf | {"dazu": "Daran hängt"}, halt[1]),
        (kopf | {"dazu": "Handlungsfelder"}, mehrfach),
        ({"was": "Was", "id": "Brücke", "dazu": "Felder je Teil"}, bruecken),
        ({"id": "Kreis", "status": "Status"}, kreise),
    ]
    for a, (spalten, zeilen) in zip(abschnitte(state.modell), inhalte, strict=True):
        KONSOLE.print()
        if not zeilen:
            KONSOLE.print(Text(a.titel, style="bold"))
            KONSOLE.print(a.nichts, markup=False)
            continue
        mehr = len(zeilen) - anzahl
        fuss = f"{_zahl(mehr)} weitere; mehr mit --anzahl, alle mit --format csv." if mehr > 0 else ""
        zeige(Tabelle(a.titel, spalten, zeilen[:anzahl], fuss), Format.TABELLE)
    if not u.vorschlaege:
        KONSOLE.print("\nVorschläge zählen hier nicht: --mit-vorschlaegen", style="yellow", markup=False)


def _zeile(state: "State", k: int, dazu: "Sequence[int]", geplant: frozenset[int] = frozenset()) -> dict[str, Any]:
    spalten = knotenspalten(state, k)
    return {
        "art": spalten["art"],
        "id": spalten["id"],
        "titel": spalten["titel"] + (" (Beispiel)" if spalten["herkunft"] == Herkunft.BEISPIEL.name else ""),
        "zahl": len(dazu),
        "dazu": _kurz(state, dazu, geplant),
    }


def _kurz(state: "State", knoten: "Sequence[int]", geplant: frozenset[int] = frozenset()) -> str:
    mehr = len(knoten) - GENANNT
    genannt = (state.pfad(k) + (VORSCHLAG if k in geplant else "") for k in knoten[:GENANNT])
    return ", ".join(genannt) + (f" und {mehr} weitere" if mehr > 0 else "")


# loss


def _zeige_wegfall(w: "Wegfall") -> None:
    state = w.state
    KONSOLE.print(f"Was fiele weg ohne {_name(state, w.knoten)}?", style="bold", markup=False)
    if not w.verluste:
        KONSOLE.print("Keine Regel fände dann etwas, was sie heute nicht findet.")
    for regel, verluste in w.verluste.items():
        KONSOLE.print()
        KONSOLE.print(Text.assemble((regel.name, "bold"), f"  {len(verluste)} ×", style="yellow"))
        for v in verluste:
            zusatz = "  (es bliebe nur ein Vorschlag)" if v.nur_vorschlag else VORSCHLAG if v.ueber_vorschlag else ""
            text = Text.assemble((state.pfad(v.knoten), "cyan"), f"  {v.befund.satz}{zusatz}")
            if v.kette:
                text.append("\n" + " → ".join(state.pfad(k) for k in kettenknoten(v.kette)), style="dim")
            KONSOLE.print(Padding(text, (0, 0, 0, 2)))
    KONSOLE.print()
    for satz in _geldsaetze(w):
        KONSOLE.print(satz, markup=False)
    if w.fehlbetraege:
        zeilen = [_zeile(state, f.knoten, f.quellen) | {"betrag": geldtext(f.betraege)} for f in w.fehlbetraege]
        spalten = {"art": "Art", "id": "Kurzpfad", "titel": "Titel", "betrag": "Es fehlten"}
        zeige(Tabelle("Geld, das nicht mehr ankäme", spalten, zeilen), Format.TABELLE)
    if w.gehalten:
        KONSOLE.print(f"Trotzdem getragen blieben: {_kurz(state, w.gehalten, w.geplant_gehalten)}.", markup=False)


def _geldsaetze(w: "Wegfall") -> "Iterator[str]":
    if w.durchlaufend:
        viele = "läuft eine Zuwendung" if w.anzahl_quellen == 1 else f"laufen {w.anzahl_quellen} Zuwendungen"
        wie = "Der Knoten selbst bringt" if w.eigenes_geld else f"Über ihn {viele} mit"
        yield f"{wie} {geldtext(w.durchlaufend)}."
    if w.gestrandet.quellen:
        yield f"Davon erreichten {geldtext(w.gestrandet.betraege)} ohne ihn keine Leitlinie mehr."


def _wegfall_als_json(w: "Wegfall") -> dict[str, Any]:
    state = w.state
    return {
        "knoten": knotenspalten(state, w.knoten),
        "vorschlaege": w.vorschlaege,
        "stichtag": w.stichtag.isoformat(),
        "revision": state.revision,
        "verluste": [
            dict(z) | {"kette": [state.pfad(k) for k in kettenknoten(v.kette)]}
            for z, v in zip(wegfallzeilen(w), (v for liste in w.verluste.values() for v in liste), strict=True)
        ],
        "durchlaufend": w.durchlaufend,
        "ohneWeg": w.gestrandet.betraege,
        "fehlbetraege": [
            knotenspalten(state, f.knoten)
            | {
                "betraege": f.betraege,
                "quellen": [state.pfad(q) for q in f.quellen],
                "erstMitVorschlaegen": [state.pfad(q) for q in f.quellen if q in f.geplant],
            }
            for f in w.fehlbetraege
        ],
        "gehalten": [state.pfad(k) for k in w.gehalten],
    }


def _name(state: "State", k: int) -> str:
    spalten = knotenspalten(state, k)
    beispiel = ", Beispiel" if spalten["herkunft"] == Herkunft.BEISPIEL.name else ""
    return f"{spalten['art']} „{spalten['titel']}“ ({spalten['id']}{beispiel})"


def _zahl(n: int) -> str:
    return f"{n:,}".replace(",", ".")
