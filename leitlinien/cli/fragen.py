"""Commands that ask: trace, check, search, show. Each asks over GraphQL, so all clients see the same answers."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from leitlinien.cli.ausgabe import KONSOLE, Format, Tabelle, als_text, geld, zeige, zeige_json
from leitlinien.errors import Eingabefehler, UnbekannterKnoten
from leitlinien.programm import Programm

Formatschalter = Annotated[Format, typer.Option("--format", help="Wie ausgegeben wird.")]
Vorschlaege = Annotated[
    bool, typer.Option("--mit-vorschlaegen", help="Auch Vorschlägen folgen; sie sind als solche gekennzeichnet.")
]
Stichtag = Annotated[
    str | None, typer.Option(metavar="JJJJ-MM-TT", help="Tag, für den gefragt wird; ohne Angabe heute.")
]
Id = Annotated[str, typer.Argument(metavar="ID", help="Kurzpfad wie kiel/K05 oder ganze Adresse.")]
VORSCHLAG = "VORSCHLAG"
BEISPIEL = "BEISPIEL"

SPUR = """
query ($von: ID!, $richtung: Richtung!, $zu: [Kind!], $pfade: Int!, $sicht: Sicht!, $stichtag: Date) {
  spur(von: $von, richtung: $richtung, zu: $zu, maxPfade: $pfade, sicht: $sicht, stichtag: $stichtag) {
    start { __typename id kennung titel herkunft }
    pfadeGesamt gekuerzt weitereMitVorschlaegen
    pfade {
      status anteil
      schritte {
        beziehung richtung status anteil begruendung
        knoten { __typename id kennung titel herkunft }
        belege { lokator dokument { titel } }
      }
    }
    erreicht(zu: $zu, first: 500) {
      edges {
        node { __typename id kennung titel } pfade status nichtAufteilbar
        beruehrt { betrag waehrung } zugerechnet { betrag waehrung }
      }
    }
  }
}
"""
BEFUNDE = """
query ($regel: [Regel!], $schwere: Schwere, $regelwerk: ID, $nach: String, $sicht: Sicht!, $stichtag: Date) {
  befunde(regel: $regel, schwere: $schwere, regelwerk: $regelwerk, first: 500, after: $nach, sicht: $sicht,
          stichtag: $stichtag) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { regel schwere satz abhilfe mitVorschlaegenErledigt knoten { __typename id titel herkunft } }
  }
}
"""
SUCHE = """
query ($text: String!, $kinds: [Kind!], $anzahl: Int!) {
  suche(text: $text, kinds: $kinds, first: $anzahl) {
    totalCount nodes { __typename id kennung titel herkunft }
  }
}
"""


FARBE = {"HINWEIS": "blue", "WARNUNG": "yellow", "FEHLER": "red"}


class Schwelle(StrEnum):
    """From which severity on `check` counts as failed."""

    HINWEIS = "HINWEIS"
    WARNUNG = "WARNUNG"
    FEHLER = "FEHLER"


def _sicht(mit_vorschlaegen: bool) -> str:
    return "MIT_VORSCHLAEGEN" if mit_vorschlaegen else "GESICHERT"


def _stichtag(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise Eingabefehler(f"„{text}“ ist kein Tag. Erwartet wird JJJJ-MM-TT, zum Beispiel 2026-12-31.") from None


def _kinds(programm: Programm, namen: list[str] | None) -> list[str] | None:
    """Values of the GraphQL enum of kinds for names as people type them."""
    bekannt = {k.casefold(): a.name for a in programm.modell.arten.values() for k in (a.name, a.mehrzahl)}
    gewaehlt = []
    for name in namen or ():
        if name.casefold() not in bekannt:
            raise Eingabefehler(f"„{name}“ ist keine Art. Es gibt: {', '.join(sorted(programm.modell.arten))}.")
        gewaehlt.append(bekannt[name.casefold()].upper())
    return gewaehlt or None


def _name(knoten: dict[str, Any], status: str = "") -> Text:
    text = Text()
    text.append(f"{knoten['__typename']} ", style="dim")
    text.append(f"{knoten['kennung']} ", style="bold")
    text.append(knoten["titel"])
    if knoten["herkunft"] == BEISPIEL:
        text.append("  Beispiel", style="magenta")
    if status == VORSCHLAG:
        text.append("  Vorschlag", style="yellow")
    return text


def trace(
    id: Id,
    abwaerts: Annotated[bool, typer.Option("--abwaerts", help="Nach unten: was auf diesem Knoten ruht.")] = False,
    zu: Annotated[
        list[str] | None, typer.Option(metavar="ART", help="Nur Wege zu dieser Art; mehrfach erlaubt.")
    ] = None,
    pfade: Annotated[int, typer.Option(min=1, max=1000, help="Höchstens so viele Wege zeigen.")] = 100,
    mit_vorschlaegen: Vorschlaege = False,
    stichtag: Stichtag = None,
    format: Formatschalter = Format.TABELLE,
) -> None:
    """Die Spur eines Knotens zeigen: von der Zuwendung bis zur Leitlinie, Schritt für Schritt, mit Fundstellen."""
    programm = Programm()
    daten = programm.frage(
        SPUR,
        von=id,
        richtung="ABWAERTS" if abwaerts else "AUFWAERTS",
        zu=_kinds(programm, zu),
        pfade=pfade,
        sicht=_sicht(mit_vorschlaegen),
        stichtag=_stichtag(stichtag),
    )["spur"]
    if daten is None:
        raise UnbekannterKnoten(id)
    match format:
        case Format.JSON:
            zeige_json(daten)
        case Format.CSV:
            zeige(_spurtabelle(daten), format)
        case Format.TABELLE:
            zeige_spur(daten)


def zeige_spur(daten: dict[str, Any]) -> None:
    """Draw the answer of the trace query as a tree, then what is reached with its money."""
    wurzel = Tree(_name(daten["start"]))
    for pfad in daten["pfade"]:
        ast = wurzel
        for schritt in pfad["schritte"]:
            ast = _zweig(ast, schritt)
    KONSOLE.print(wurzel)
    mehr = daten["weitereMitVorschlaegen"]
    if not daten["pfade"]:
        KONSOLE.print("Kein Weg in dieser Richtung." + ("" if mehr else " Nichts ist verknüpft."))
    if daten["gekuerzt"]:
        KONSOLE.print(f"Gezeigt sind {len(daten['pfade'])} von {daten['pfadeGesamt']} Wegen; mehr mit --pfade.")
    if mehr:
        KONSOLE.print(f"Mit Vorschlägen wären es {mehr} Wege mehr: --mit-vorschlaegen", style="yellow")
    zeilen = [
        {
            "art": k["node"]["__typename"],
            "knoten": f"{k['node']['kennung']} {k['node']['titel']}",
            "beruehrt": geld(k["beruehrt"]),
            "zugerechnet": geld(k["zugerechnet"]) + (" (nicht aufteilbar)" if k["nichtAufteilbar"] else ""),
        }
        for k in daten["erreicht"]["edges"]
        if k["beruehrt"]
    ]
    if zeilen:
        spalten = {"art": "Art", "knoten": "Erreicht", "beruehrt": "berührt", "zugerechnet": "zugerechnet"}
        zeige(Tabelle("Geld", spalten, zeilen), Format.TABELLE)


def _zweig(ast: Tree, schritt: dict[str, Any]) -> Tree:
    text = Text()
    text.append(f"{schritt['beziehung']} ", style="cyan")
    if schritt["anteil"] is not None:
        text.append(f"{schritt['anteil']} ", style="green")
    text.append_text(_name(schritt["knoten"], schritt["status"]))
    stellen = "; ".join(f"{b['dokument']['titel'] if b['dokument'] else ''}, {b['lokator']}" for b in schritt["belege"])
    if stellen or schritt["begruendung"]:
        text.append(f"\n  {stellen or schritt['begruendung']}", style="dim")
    for kind in ast.children:
        if str(kind.label) == str(text):
            return kind
    return ast.add(text)


def _spurtabelle(daten: dict[str, Any]) -> Tabelle:
    zeilen = [
        {
            "weg": nummer,
            "schritt": stelle,
            "beziehung": s["beziehung"],
            "art": s["knoten"]["__typename"],
            "id": s["knoten"]["id"],
            "titel": s["knoten"]["titel"],
            "status": s["status"],
            "anteil": s["anteil"],
            "herkunft": s["knoten"]["herkunft"],
        }
        for nummer, pfad in enumerate(daten["pfade"], 1)
        for stelle, s in enumerate(pfad["schritte"], 1)
    ]
    namen = ("Weg", "Schritt", "Beziehung", "Art", "Adresse", "Titel", "Status", "Anteil", "Herkunft")
    schluessel = ("weg", "schritt", "beziehung", "art", "id", "titel", "status", "anteil", "herkunft")
    return Tabelle("Spur", dict(zip(schluessel, namen, strict=True)), zeilen)


def check(
    regel: Annotated[list[str] | None, typer.Option(help="Nur diese Regel, zum Beispiel ziel-ohne-massnahme.")] = None,
    regelwerk: Annotated[str | None, typer.Option(metavar="ID", help="Nur Knoten dieses Regelwerks.")] = None,
    fail_on: Annotated[Schwelle, typer.Option(help="Ab welcher Schwere der Befehl mit 2 endet.")] = Schwelle.HINWEIS,
    mit_vorschlaegen: Vorschlaege = False,
    stichtag: Stichtag = None,
    format: Formatschalter = Format.TABELLE,
) -> int:
    """Befunde zeigen: was fehlt oder nicht stimmt, und wie es zu beheben ist. Endet mit 2, wenn es welche gibt."""
    programm = Programm()
    regeln = [r.upper().replace("-", "_") for r in regel or ()] or None
    befunde: list[dict[str, Any]] = []
    nach = None
    while True:
        seite = programm.frage(
            BEFUNDE,
            regel=regeln,
            regelwerk=regelwerk,
            nach=nach,
            sicht=_sicht(mit_vorschlaegen),
            stichtag=_stichtag(stichtag),
        )["befunde"]
        befunde += seite["nodes"]
        if not seite["pageInfo"]["hasNextPage"]:
            break
        nach = seite["pageInfo"]["endCursor"]
    zeilen = [
        b
        | {
            "regel": b["regel"].lower().replace("_", "-"),
            "id": b["knoten"]["id"],
            "pfad": programm.adressen.pfad(b["knoten"]["id"]),
        }
        for b in befunde
    ]
    anzahl = {s.value: sum(1 for b in befunde if b["schwere"] == s.value) for s in Schwelle}
    if format is Format.TABELLE:
        _befunde(zeilen, anzahl)
    else:
        spalten = {"schwere": "Schwere", "regel": "Regel", "id": "Adresse", "satz": "Befund", "abhilfe": "Abhilfe"}
        zeige(Tabelle("Befunde", spalten, zeilen), format)
    stufen = [s.value for s in Schwelle]
    return 2 if any(n for s, n in anzahl.items() if stufen.index(s) >= stufen.index(fail_on.value)) else 0


def _befunde(zeilen: list[dict[str, Any]], anzahl: dict[str, int]) -> None:
    """Findings for people: grouped by rule, the remedy once."""
    gruppen: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for zeile in zeilen:
        gruppen.setdefault((zeile["regel"], zeile["schwere"], zeile["abhilfe"]), []).append(zeile)
    for (name, schwere, abhilfe), eintraege in gruppen.items():
        KONSOLE.print(Text.assemble((name, "bold"), f"  {schwere}, {len(eintraege)} ×", style=FARBE[schwere]))
        KONSOLE.print(Text(f"  Abhilfe: {abhilfe}", style="dim"))
        for zeile in eintraege:
            zusatz = "  (ein Vorschlag schlösse die Lücke)" if zeile["mitVorschlaegenErledigt"] else ""
            KONSOLE.print(Padding(Text.assemble((zeile["pfad"], "cyan"), f"  {zeile['satz']}{zusatz}"), (0, 0, 0, 2)))
        KONSOLE.print()
    zusammen = ", ".join(f"{n} × {s}" for s, n in anzahl.items() if n)
    KONSOLE.print(f"Zusammen: {zusammen}" if zusammen else "Keine Befunde.")


def search(
    worte: Annotated[list[str], typer.Argument(help="Wörter oder Wortanfänge; Umlaute und ß sind gleichgültig.")],
    kind: Annotated[list[str] | None, typer.Option(metavar="ART", help="Nur diese Art; mehrfach erlaubt.")] = None,
    anzahl: Annotated[int, typer.Option(min=1, max=500, help="Höchstens so viele Treffer.")] = 20,
    format: Formatschalter = Format.TABELLE,
) -> None:
    """Knoten nach Wörtern finden, die besten Treffer zuerst."""
    programm = Programm()
    daten = programm.frage(SUCHE, text=" ".join(worte), kinds=_kinds(programm, kind), anzahl=anzahl)["suche"]
    zeilen = [t | {"pfad": programm.adressen.pfad(t["id"])} for t in daten["nodes"]]
    spalten = {"__typename": "Art", "pfad": "Kurzpfad", "titel": "Titel", "herkunft": "Herkunft"}
    if format is not Format.TABELLE:
        spalten["id"] = "Adresse"
    fuss = f"{len(zeilen)} von {daten['totalCount']} Treffern." if daten["totalCount"] else ""
    zeige(Tabelle("Treffer", spalten, zeilen, fuss), format)


def show(id: Id, mit_vorschlaegen: Vorschlaege = False, format: Formatschalter = Format.TABELLE) -> None:
    """Einen Knoten zeigen: alle Angaben, Verknüpfungen und Fundstellen."""
    programm = Programm()
    knoten = programm.frage("query ($id: ID!) { node(id: $id) { __typename } }", id=id)["node"]
    if knoten is None:
        raise UnbekannterKnoten(id)
    art = programm.modell.arten[knoten["__typename"]]
    # The names of the sub-selection are those of the base class, so they fit every kind.
    kurz = "__typename kennung titel herkunft"
    felder = [
        f"{f.graphql_name} {{ {kurz} }}"
        if f.ist_link and not f.viele
        else f"{f.graphql_name}(first: 50) {{ totalCount nodes {{ {kurz} }} }}"
        if f.ist_link
        else f.graphql_name
        for f in art.felder
    ]
    dokument = (
        f"query ($id: ID!, $sicht: Sicht!) {{ {art.einzahl}(id: $id, sicht: $sicht) {{ id {' '.join(felder)} }} }}"
    )
    daten = programm.frage(dokument, id=id, sicht=_sicht(mit_vorschlaegen))[art.einzahl]
    if format is Format.JSON:
        zeige_json(daten)
        return
    zeilen = [{"feld": "Adresse", "wert": daten["id"]}]
    for f in art.felder:
        wert = daten[f.graphql_name]
        if f.ist_link and f.viele:
            eintraege = [f"{k['__typename']} {k['kennung']}: {k['titel']}" for k in wert["nodes"]]
            mehr = wert["totalCount"] - len(eintraege)
            wert = "\n".join(eintraege + ([f"… und {mehr} weitere"] if mehr else []))
        elif f.ist_link:
            wert = f"{wert['__typename']} {wert['kennung']}: {wert['titel']}" if wert else None
        if wert not in (None, "", []):
            zeilen.append({"feld": f.name.replace("_", " "), "wert": als_text(wert)})
    zeige(Tabelle(f"{art.name} {daten['kennung']}", {"feld": "Angabe", "wert": "Wert"}, zeilen), format)
