"""Turns Kiel's product budget into Turtle: products and appropriations of two areas, with proposals how to read them.

    python scripts/kiel_haushalt.py Haushalt-Kiel-2017.csv > seed/kiel-haushalt-2017.ttl

The file is ISO-8859-1, `;`-separated, with decimal commas; expenditure is negative. Rows of zero are kept: that an
account was budgeted with nothing is a fact of the plan. Everything a row says is a fact (QUELLE); how a product
relates to a guideline is nowhere stated, so each such link is a VORSCHLAG with its reason.
The same input gives the same bytes.
"""

import argparse
import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from kiel_vorschlaege import VORSCHLAEGE, WANN, WER, Vorschlag
from rdflib import Literal

from leitlinien.errors import Dateifehler
from leitlinien.sources import Anker, Quelltext, bytehash

ZEICHENSATZ = "ISO-8859-1"
BEREICHE = ("31-35", "36")
"""Codes of the product areas as the file writes them: social assistance; help for children, young people, families."""
ADRESSE = "https://github.com/okfde/offenerhaushalt-daten"
"""Where the file is published, in the folder of its town."""
HERAUSGEBER = "organisation/stadt-kiel"
"""Local path of the publisher, described in seed/leitlinien.ttl."""
ZUSCHUSSKONTEN = "531"
"""Accounts of this group are appropriations for grants and transfers for running purposes."""
SPALTEN = (
    "Produktbereich",
    "Produktbereich-Bez",
    "Teilplan",
    "Teilplan-Bez",
    "Produkt",
    "Produkt-Bez",
    "Aufwand/Ertrag",
    "Sachkonto",
    "Sachkonto-Bez",
    "Betrag",
    "Datum",
)


@dataclass(frozen=True)
class Zeile:
    """One row of the file."""

    nummer: int
    """Line of the file, counted from 1."""
    konto: str
    bezeichnung: str
    ertrag: bool
    betrag: Decimal
    """Expenditure and income positive; what runs against its side (a reduction) negative."""

    @property
    def zuschuss(self) -> bool:
        """Whether the account belongs to the group of grants and transfers."""
        return self.konto.startswith(ZUSCHUSSKONTEN)

    @property
    def art(self) -> str:
        """Code of the kind of appropriation."""
        return "ERTRAG" if self.ertrag else "ZUSCHUSS" if self.zuschuss else "AUFWAND"


@dataclass(frozen=True)
class Produkt:
    """A product with its rows, which stand together in the file."""

    nummer: str
    titel: str
    bereich: str
    teilplan: str
    zeilen: list[Zeile] = field(default_factory=list)

    def summe(self, *arten: str) -> Decimal:
        """Sum of the appropriations of these kinds."""
        return sum((z.betrag for z in self.zeilen if z.art in arten), Decimal(0))


class Haushaltsdatei:
    """The budget file: products of the chosen areas, and where their rows stand."""

    def __init__(self, datei: Path) -> None:
        self.name = datei.name
        try:
            inhalt = datei.read_bytes()
        except OSError as fehler:
            raise Dateifehler(str(datei), "lässt sich nicht lesen.", "Gemeint ist Haushalt-Kiel-2017.csv.") from fehler
        self.pruefsumme = bytehash(inhalt)
        roh = inhalt.decode(ZEICHENSATZ)
        self._text = Quelltext(roh)
        self._jahre: set[int] = set()
        self.produkte = self._lies(csv.DictReader(io.StringIO(roh, newline=""), delimiter=";"))

    @property
    def jahr(self) -> int:
        """The budget year, the same in all rows."""
        (jahr,) = self._jahre
        return jahr

    def anker(self, produkt: Produkt) -> Anker:
        """Where the rows of a product stand."""
        return self._text.zeilen(produkt.zeilen[0].nummer, produkt.zeilen[-1].nummer)

    def _lies(self, leser: "csv.DictReader[str]") -> list[Produkt]:
        fehlend = [s for s in SPALTEN if s not in (leser.fieldnames or [])]
        if fehlend:
            raise self._fehler(1, f"Spalten fehlen: {', '.join(fehlend)}.", "Erwartet wird der Kieler Produkthaushalt.")
        produkte: dict[str, Produkt] = {}
        konten: set[tuple[str, str]] = set()
        for roh in leser:
            nummer = leser.line_num
            werte = {s: " ".join((roh[s] or "").split()) for s in SPALTEN}
            if werte["Produktbereich"] not in BEREICHE:
                continue
            neu = Produkt(
                werte["Produkt"],
                werte["Produkt-Bez"],
                f"{werte['Produktbereich']} {werte['Produktbereich-Bez']}",
                f"{werte['Teilplan']} {werte['Teilplan-Bez']}",
            )
            produkt = produkte.setdefault(neu.nummer, neu)
            if (produkt.titel, produkt.bereich, produkt.teilplan) != (neu.titel, neu.bereich, neu.teilplan):
                raise self._fehler(nummer, f"Produkt {neu.nummer} heißt hier anders als vorher.", "Bitte klären.")
            if produkt.zeilen and produkt.zeilen[-1].nummer != nummer - 1:
                raise self._fehler(nummer, f"Die Zeilen von {neu.nummer} stehen nicht beisammen.", "Bitte sortieren.")
            if (neu.nummer, werte["Sachkonto"]) in konten:
                was = f"Konto {werte['Sachkonto']} steht bei Produkt {neu.nummer} zweimal."
                raise self._fehler(nummer, was, "Die Ansätze bekämen dieselbe Adresse.")
            konten.add((neu.nummer, werte["Sachkonto"]))
            produkt.zeilen.append(self._zeile(nummer, werte))
        if len(self._jahre) != 1:
            raise self._fehler(1, f"Die Zeilen nennen {len(self._jahre)} Haushaltsjahre.", "Erwartet wird genau eines.")
        return sorted(produkte.values(), key=lambda p: p.nummer)

    def _zeile(self, nummer: int, werte: dict[str, str]) -> Zeile:
        seite = werte["Aufwand/Ertrag"]
        if seite not in {"Aufwand", "Ertrag"}:
            raise self._fehler(nummer, f"„{seite}“ ist weder Aufwand noch Ertrag.", "Bitte prüfen.")
        try:
            betrag = Decimal(werte["Betrag"].replace(".", "").replace(",", "."))
            jahr = int(werte["Datum"].rsplit(".", 1)[-1])
        except (InvalidOperation, ValueError) as fehler:
            was = f"Betrag „{werte['Betrag']}“ oder Datum „{werte['Datum']}“ ist unlesbar."
            raise self._fehler(nummer, was, "Erwartet wird 1234,56 und TT.MM.JJJJ.") from fehler
        self._jahre.add(jahr)
        # `abs` for the file's "-0,00", which is a zero like any other.
        betrag = abs(betrag) if betrag == 0 else betrag if seite == "Ertrag" else -betrag
        return Zeile(nummer, werte["Sachkonto"], werte["Sachkonto-Bez"], seite == "Ertrag", betrag)

    def _fehler(self, zeile: int, was: str, hilfe: str) -> Dateifehler:
        return Dateifehler(self.name, was, hilfe, zeile)


def deutsch(text: str) -> str:
    """German text as Turtle."""
    return Literal(text, lang="de").n3()


def schlicht(text: str) -> str:
    """Plain text as Turtle."""
    return Literal(text).n3()


def euro(betrag: Decimal) -> str:
    """An amount as people read it: `3.752.700 EUR`."""
    return f"{betrag:,.0f} EUR".replace(",", ".")


def turtle(datei: Haushaltsdatei) -> Iterator[str]:
    """The file as Turtle, line by line."""
    jahr = datei.jahr
    dokument = f"kiel/dokument-haushalt-{jahr}"
    bereiche = sorted({p.bereich for p in datei.produkte})
    yield f"# Haushalt {jahr} der Landeshauptstadt Kiel: Produkte und Ansätze der Bereiche {' und '.join(BEREICHE)}."
    yield "# Erzeugt von scripts/kiel_haushalt.py aus der Datei, die das Dokument nennt; nicht von Hand ändern."
    yield "# Aufwand und Ertrag sind positiv. Konten 531 sind Ansätze für Zuschüsse ohne genannten Empfänger, also"
    yield "# keine Zuwendungen. Kein Dokument verbindet ein Produkt mit einer Leitlinie; am Ende stehen Vorschläge."
    yield ""
    yield "@base <http://localhost:8000/> ."
    yield f"@prefix ansatz: <id/kiel/haushalt-{jahr}/> ."
    yield "@prefix dcterms: <http://purl.org/dc/terms/> ."
    yield "@prefix kiel: <id/kiel/> ."
    yield "@prefix ll: <https://w3id.org/leitlinien/def#> ."
    yield "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
    yield "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    yield f"@prefix stelle: <id/{dokument}/> ."
    yield "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    yield ""
    yield f"kiel:dokument-haushalt-{jahr} a ll:Dokument ;"
    yield f"    skos:notation {schlicht(f'Haushalt {jahr}')} ;"
    yield f"    skos:prefLabel {deutsch(f'Produkthaushalt {jahr} der Landeshauptstadt Kiel')} ;"
    beschreibung = (
        "Offene Daten der Landeshauptstadt Kiel, gesammelt in okfde/offenerhaushalt-daten: Ansätze nach Produkt und "
        f"Sachkonto. Hier stehen daraus die Produktbereiche {' und '.join(bereiche)}. In der Datei ist Aufwand "
        "negativ, hier positiv; Ansätze von 0 sind übernommen. Die Prüfsumme des Dokuments gilt den Bytes der Datei, "
        "die der Fundstellen dem bereinigten Text."
    )
    yield f"    dcterms:description {deutsch(beschreibung)} ;"
    yield '    ll:herkunft "QUELLE" ;'
    yield '    ll:dokumentart "HAUSHALTSPLAN" ;'
    yield f"    ll:adresse {schlicht(ADRESSE)} ;"
    yield f"    ll:dateiname {schlicht(datei.name)} ;"
    yield f"    ll:zeichensatz {schlicht(ZEICHENSATZ)} ;"
    yield f"    ll:pruefsumme {schlicht(datei.pruefsumme)} ;"
    yield '    ll:verfuegbarkeit "LIEGT_VOR" ;'
    yield f"    ll:herausgeber <id/{HERAUSGEBER}> ."
    for produkt in datei.produkte:
        yield from _produkt(produkt, datei)
    yield ""
    yield "# Vorschläge: So lassen sich Produkte lesen. Sie zählen nicht, bis jemand sie bestätigt oder danach fragt."
    nach_nummer = {p.nummer: p for p in datei.produkte}
    for vorschlag in sorted(VORSCHLAEGE, key=lambda v: (v.von, v.praedikat, v.nach)):
        yield from _vorschlag(vorschlag, nach_nummer[vorschlag.produkt], datei)


def _produkt(produkt: Produkt, datei: Haushaltsdatei) -> Iterator[str]:
    jahr, anker = datei.jahr, datei.anker(produkt)
    stelle = f"{anker.von}-{anker.bis}"
    erste, letzte = produkt.zeilen[0].nummer, produkt.zeilen[-1].nummer
    lokator = f"Zeile {erste}" if erste == letzte else f"Zeilen {erste}–{letzte}"
    yield ""
    yield f"kiel:produkt-{produkt.nummer} a ll:Produkt ;"
    yield f"    skos:notation {schlicht(produkt.nummer)} ;"
    yield f"    skos:prefLabel {deutsch(produkt.titel)} ;"
    yield f"    dcterms:description {deutsch(f'Teilplan {produkt.teilplan}')} ;"
    yield '    ll:herkunft "QUELLE" ;'
    yield f"    ll:nummer {schlicht(produkt.nummer)} ;"
    yield f"    ll:produktbereich {schlicht(produkt.bereich)} ;"
    yield f"    ll:beleg stelle:{stelle} ."
    yield f"stelle:{stelle} a ll:Fundstelle ;"
    yield f"    skos:notation {schlicht(stelle)} ;"
    yield f"    skos:prefLabel {deutsch(f'{lokator}: Produkt {produkt.nummer}')} ;"
    yield '    ll:herkunft "QUELLE" ;'
    yield f"    ll:lokator {schlicht(lokator)} ;"
    yield f"    ll:zeichenVon {anker.von} ;"
    yield f"    ll:zeichenBis {anker.bis} ;"
    yield f"    ll:pruefsumme {schlicht(anker.sha256)} ;"
    yield f"    ll:inDokument kiel:dokument-haushalt-{jahr} ."
    # One line a row, so that a change of the plan is one line of difference.
    for z in sorted(produkt.zeilen, key=lambda z: z.konto):
        kennung = f"{produkt.nummer}-{z.konto}"
        titel = f"{z.bezeichnung.rstrip(' ,-')}, Produkt {produkt.nummer}"
        yield (
            f"ansatz:{kennung} a ll:Haushaltsansatz ; skos:notation {schlicht(kennung)} ; "
            f'skos:prefLabel {deutsch(titel)} ; ll:herkunft "QUELLE" ; ll:jahr {jahr} ; ll:phase "ANSATZ" ; '
            f'll:konto {schlicht(f"{z.konto} {z.bezeichnung}")} ; ll:ansatzart "{z.art}" ; ll:waehrung "EUR" ; '
            f"ll:betrag {z.betrag:.2f} ; ll:ansatzFuer kiel:produkt-{produkt.nummer} ; ll:beleg stelle:{stelle} ."
        )


def _vorschlag(vorschlag: Vorschlag, produkt: Produkt, datei: Haushaltsdatei) -> Iterator[str]:
    zuschuss, aufwand = produkt.summe("ZUSCHUSS"), produkt.summe("ZUSCHUSS", "AUFWAND")
    anteil = f"{100 * zuschuss / aufwand:.1f}".replace(".", ",") + " %"
    grund = vorschlag.grund.format(zuschuss=euro(zuschuss), aufwand=euro(aufwand), anteil=anteil)
    anker = datei.anker(produkt)
    yield ""
    yield f"<link/{vorschlag.von}~{vorschlag.praedikat}~{vorschlag.nach}> a rdf:Statement ;"
    yield f"    rdf:subject <id/{vorschlag.von}> ;"
    yield f"    rdf:predicate ll:{vorschlag.praedikat} ;"
    yield f"    rdf:object <id/{vorschlag.nach}> ;"
    yield '    ll:status "VORSCHLAG" ;'
    yield f"    ll:begruendung {deutsch(grund)} ;"
    yield f"    ll:wer {schlicht(WER)} ;"
    yield f'    ll:wann "{WANN}"^^xsd:date ;'
    yield f"    ll:beleg stelle:{anker.von}-{anker.bis} ."


class _Hilfe(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "Aufruf: ")


class _Leser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse speaks English only
        self.exit(2, f"{self.format_usage()}Fehler: Bitte genau eine Datei angeben; -h zeigt die Hilfe.\n")


def main(argumente: Sequence[str] | None = None) -> int:
    """Reads the file named on the command line and writes Turtle to standard output; 1 when it cannot be read."""
    parser = _Leser(
        description="Schreibt Kiels Haushalt 2017 (Produktbereiche 31-35 und 36) als Turtle auf die Standardausgabe.",
        epilog="Beispiel: python scripts/kiel_haushalt.py Haushalt-Kiel-2017.csv > seed/kiel-haushalt-2017.ttl",
        usage="python scripts/kiel_haushalt.py [-h] CSV",
        formatter_class=_Hilfe,
        add_help=False,
    )
    angaben = parser.add_argument_group("Angaben")
    angaben.add_argument("csv", metavar="CSV", type=Path, help="die Datei Haushalt-Kiel-2017.csv, unverändert")
    angaben.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")
    try:
        zeilen = list(turtle(Haushaltsdatei(parser.parse_args(argumente).csv)))
    except Dateifehler as fehler:
        print(f"Fehler: {fehler}", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(("\n".join(zeilen) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
