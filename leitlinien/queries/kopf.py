"""The header of a query file: comments `# Schlüssel: Wert` before the operation, in a fixed order.

    # Zielgruppe: Fachplanung, Prüfung       for whom: Fachplanung, Anwendungen, Prüfung
    # Prüffrage: Q7                          audit questions it answers; optional
    # Antwort: …                             what the answer means and does not mean
    # Braucht: …                             which data it needs
    # Auswahl: von = Zuwendung               kind whose nodes a form offers for an address; optional, repeatable
    # Beispiel: von = beispielstadt/Z-2026-1 sample value; needed for variables without a default, repeatable
    # Tabelle: ziele.nodes                   list whose items are the rows; repeatable, `als LABEL` says which list
    # Nur: status != BELEGT                  rows that do not meet this are left out; optional, repeatable
    # Spalte: Überschrift = titel            one line per column
    # Hinweis: spur.gekuerzt = Satz          sentence below the table, shown when the value is neither empty nor zero
    # Seiten: ziele.pageInfo                 pages with `$anzahl` and `$nach`; optional
    # Gesamt: ziele.totalCount               number of all rows; optional

A comment line that begins with three spaces continues the value above it. `sprache` describes the paths.
"""

import re
from dataclasses import dataclass, field

from leitlinien.queries import sprache
from leitlinien.queries.abfrage import Hinweis, Publikum
from leitlinien.queries.fehler import Kopffehler
from leitlinien.queries.sprache import Ausdruck, Bedingung, Ort, Quelle

REIHENFOLGE = (
    "Zielgruppe",
    "Prüffrage",
    "Antwort",
    "Braucht",
    "Auswahl",
    "Beispiel",
    "Tabelle",
    "Nur",
    "Spalte",
    "Hinweis",
    "Seiten",
    "Gesamt",
)
PFLICHT = ("Zielgruppe", "Antwort", "Braucht", "Tabelle", "Spalte")
MEHRFACH = frozenset(("Auswahl", "Beispiel", "Tabelle", "Nur", "Spalte", "Hinweis"))
_ZEILE = re.compile(r"# ([A-ZÄÖÜ]\w*): ?(.*)")
_WEITER = re.compile(r"#   +(\S.*)")
NUMMER = re.compile(r"Q\d+")
"""Number of an audit question."""


@dataclass(frozen=True)
class Eintrag:
    """One header line with its continuation."""

    schluessel: str
    wert: str
    zeile: int


@dataclass
class Kopf:
    """What the header says, and where each thing stands."""

    zielgruppen: tuple[Publikum, ...] = ()
    prueffragen: tuple[str, ...] = ()
    antwort: str = ""
    braucht: str = ""
    auswahl: dict[str, str] = field(default_factory=dict)
    beispiele: dict[str, str] = field(default_factory=dict)
    tabellen: list[Quelle] = field(default_factory=list)
    nur: list[Bedingung] = field(default_factory=list)
    spalten: list[tuple[str, Ausdruck]] = field(default_factory=list)
    hinweise: list[Hinweis] = field(default_factory=list)
    seiten: Ort | None = None
    gesamt: Ort | None = None
    fehler: list[tuple[int, str, Kopffehler]] = field(default_factory=list)
    """Line, key and what is wrong."""
    zeilen: dict[tuple[str, int], int] = field(default_factory=dict)
    """Line of the n-th entry of a key, n from 0."""

    def zeile(self, schluessel: str, nummer: int = 0) -> int:
        """Line of an entry; 1 when it is not there."""
        return self.zeilen.get((schluessel, nummer), 1)


def lies(text: str) -> Kopf:
    """The header of a file; what is wrong with it stands in `fehler`."""
    kopf = Kopf()
    letzter, gezaehlt = 0, dict.fromkeys(REIHENFOLGE, 0)
    for eintrag in _eintraege(text, kopf):
        name = eintrag.schluessel
        try:
            _ordne_ein(name, gezaehlt, letzter)
            letzter = REIHENFOLGE.index(name)
            kopf.zeilen[name, gezaehlt[name]] = eintrag.zeile
            gezaehlt[name] += 1
            _trage_ein(kopf, name, eintrag.wert)
        except Kopffehler as fehler:
            kopf.fehler.append((eintrag.zeile, name, fehler))
    for name in PFLICHT:
        if not gezaehlt[name]:
            hilfe = f"Eine Zeile `# {name}: …` ergänzen."
            kopf.fehler.append((1, name, Kopffehler(f"Im Kopf fehlt „{name}“.", hilfe)))
    return kopf


def _eintraege(text: str, kopf: Kopf) -> list[Eintrag]:
    eintraege: list[Eintrag] = []
    for nummer, zeile in enumerate(text.splitlines(), 1):
        if not zeile.startswith("#"):
            break
        if treffer := _ZEILE.fullmatch(zeile):
            eintraege.append(Eintrag(treffer[1], treffer[2].strip(), nummer))
        elif eintraege and (treffer := _WEITER.fullmatch(zeile)):
            alt = eintraege[-1]
            eintraege[-1] = Eintrag(alt.schluessel, f"{alt.wert} {treffer[1].strip()}".strip(), alt.zeile)
        else:
            hilfe = "Erwartet wird `# Schlüssel: Wert`; eine Fortsetzung beginnt mit drei Leerzeichen."
            kopf.fehler.append((nummer, "", Kopffehler(f"Die Kopfzeile „{zeile}“ lässt sich nicht lesen.", hilfe)))
    return eintraege


def _ordne_ein(name: str, gezaehlt: dict[str, int], letzter: int) -> None:
    """Whether a key may stand here. Raises `Kopffehler`."""
    ordnung = f"Die Reihenfolge ist: {', '.join(REIHENFOLGE)}."
    if name not in gezaehlt:
        raise Kopffehler(f"„{name}“ ist kein Schlüssel.", ordnung)
    if gezaehlt[name] and name not in MEHRFACH:
        raise Kopffehler(f"„{name}“ steht zweimal.", "Eine der beiden Zeilen streichen.")
    if REIHENFOLGE.index(name) < letzter:
        raise Kopffehler(f"„{name}“ steht nach „{REIHENFOLGE[letzter]}“.", ordnung)


def _trage_ein(kopf: Kopf, name: str, wert: str) -> None:  # noqa: C901, PLR0912 - one case a key
    if not wert:
        raise Kopffehler(f"Hinter „{name}“ steht nichts.", "Den Wert in dieselbe Zeile schreiben.")
    match name:
        case "Zielgruppe":
            kopf.zielgruppen = _zielgruppen(wert)
        case "Prüffrage":
            kopf.prueffragen = _prueffragen(wert)
        case "Antwort":
            kopf.antwort = wert
        case "Braucht":
            kopf.braucht = wert
        case "Auswahl":
            variable, art = _paar(wert)
            kopf.auswahl[variable] = art
        case "Beispiel":
            variable, beispiel = _paar(wert)
            kopf.beispiele[variable] = beispiel
        case "Tabelle":
            kopf.tabellen.append(sprache.quelle(wert))
        case "Nur":
            kopf.nur.append(sprache.bedingung(wert))
        case "Spalte":
            titel, rechts = _paar(wert)
            if titel in {t for t, _ in kopf.spalten}:
                raise Kopffehler(f"Die Spalte „{titel}“ steht zweimal.", "Jede Überschrift kommt einmal vor.")
            kopf.spalten.append((titel, sprache.ausdruck(rechts)))
        case "Hinweis":
            pfad, satz = _paar(wert)
            kopf.hinweise.append(Hinweis(sprache.ort(pfad), satz))
        case "Seiten":
            kopf.seiten = sprache.ort(wert)
        case _:
            kopf.gesamt = sprache.ort(wert)


def _paar(wert: str) -> tuple[str, str]:
    links, gleich, rechts = (t.strip() for t in wert.partition("="))
    if not (links and gleich and rechts):
        raise Kopffehler(f"In „{wert}“ fehlt etwas links oder rechts vom Gleichheitszeichen.", "Erwartet: NAME = WERT.")
    return links, rechts


def _zielgruppen(wert: str) -> tuple[Publikum, ...]:
    bekannt = {z.value: z for z in Publikum}
    namen = [n.strip() for n in wert.split(",")]
    for name in namen:
        if name not in bekannt:
            raise Kopffehler(f"Die Zielgruppe „{name}“ gibt es nicht.", f"Es gibt: {', '.join(bekannt)}.")
    return tuple(bekannt[n] for n in namen)


def _prueffragen(wert: str) -> tuple[str, ...]:
    nummern = tuple(n.strip() for n in wert.split(","))
    for nummer in nummern:
        if not NUMMER.fullmatch(nummer):
            raise Kopffehler(f"„{nummer}“ ist keine Nummer einer Prüffrage.", "Erwartet wird Q und eine Zahl.")
    return nummern
