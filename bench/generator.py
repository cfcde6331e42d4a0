"""Generates a set of rows of any size: towns, each with its guidelines, goals, products, measures, grants and sources.

The same size and seed give the same rows on every machine. Fields, links, limits and marks are read from the model;
only the proportions of the kinds are set here, and a kind that is not in the table gets a small share.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from annotated_types import Ge, Le

from leitlinien.kinds import (
    Art,
    Auswahl,
    Deutsch,
    Feld,
    Herkunft,
    Kreisfrei,
    LinkStatus,
    Modell,
    Muster,
    Nackt,
    Pruefsumme,
    Spur,
    Teilbar,
    Waehrung,
    modell,
)
from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile, Wert

__all__ = ["erzeuge", "erzeuge_in_teilen"]

ANTEILE = {
    "Regelwerk": 1,
    "Leitlinie": 12,
    "Ziel": 30,
    "Produkt": 25,
    "Massnahme": 60,
    "Instrument": 8,
    "Zuwendung": 150,
    "Haushaltsansatz": 60,
    "Organisation": 35,
    "Dokument": 10,
    "Fundstelle": 80,
    "Indikator": 15,
    "Messwert": 40,
}
"""Nodes of each kind in a town; other kinds have `SONST`."""
SONST = 2
WOERTER = """
    Angebote Arbeit Armut Ausbau Beratung Beteiligung Betreuung Bildung Chancen Daseinsvorsorge Ehrenamt Eltern
    Erziehung Familien Förderung Frauen Generationen Gesundheit Gleichstellung Hilfen Inklusion Integration Jugend
    Kinder Kultur Maßnahmen Menschen Mobilität Nachbarschaft Netzwerke Pflege Prävention Quartiere Schulen
    Selbstbestimmung Senioren Sicherheit Sozialplanung Sport Sprache Städte Stadtteile Suchthilfe Teilhabe
    Träger Übergänge Unterstützung Vereine Wohnen Wohnungslosenhilfe Wirkung Zugang Zusammenleben Zuwanderung
""".split()  # noqa: SIM905 - fifty strings in quotes are no easier to read
VERBINDUNG = ("für", "und", "in", "mit", "durch", "ohne", "gegen", "statt")
_ANFANG = date(2015, 1, 1)
_TAGE = 4300


def erzeuge(knoten: int = 100_000, samen: int = 7, modell: Modell = modell) -> Bestand:
    """Rows of exactly `knoten` nodes with about three links each; every link stays within its town."""
    (bestand,) = erzeuge_in_teilen(knoten, samen, modell, je=knoten or 1)
    return bestand


def erzeuge_in_teilen(knoten: int, samen: int = 7, modell: Modell = modell, je: int = 100_000) -> Iterator[Bestand]:
    """The same rows, a new set as soon as one has `je` nodes: what does not fit into memory at once."""
    bestand = Bestand()
    zahlen = {a.name: ANTEILE.get(a.name, SONST) for a in modell.arten.values()}
    zufall = random.Random(samen)  # noqa: S311 - not for secrets
    rest = knoten
    for ort in count():
        if not rest:
            break
        if len(bestand.knoten) >= je:
            yield bestand
            bestand = Bestand()
        pfade: dict[str, list[str]] = {}
        for a in modell.arten.values():
            anzahl = min(zahlen[a.name], rest)
            rest -= anzahl
            pfade[a.name] = [f"ort{ort:05d}/{a.einzahl.lower()}-{k:03d}" for k in range(anzahl)]
        _ort(bestand, modell, pfade, zufall)
    yield bestand


def _ort(bestand: Bestand, modell: Modell, pfade: dict[str, list[str]], zufall: random.Random) -> None:
    for a in modell.arten.values():
        for k, pfad in enumerate(pfade[a.name]):
            bestand.knoten.append(Knotenzeile(pfad, str(a.begriff), dict(_werte(a, pfad, zufall))))
            bestand.links.extend(_links(a, k, pfad, pfade, zufall))


def _werte(a: Art, pfad: str, zufall: random.Random) -> Iterator[tuple[str, Wert]]:
    for f in a.werte:
        if f.pflicht or zufall.random() < (0.02 if f.viele and f.typ is str else 0.5):
            if f.viele:
                yield str(f.pfad), sorted({_wert(f, pfad, zufall) for _ in range(zufall.randint(1, 2))})
            else:
                yield str(f.pfad), _wert(f, pfad, zufall)


def _wert(f: Feld, pfad: str, zufall: random.Random) -> str:
    if f.typ is Herkunft:
        return Herkunft.BEISPIEL.name
    if issubclass(f.typ, Auswahl):
        return str(zufall.choice(list(f.typ)).name)
    if f.typ is str:
        return _text(f, pfad, zufall)
    if f.typ in {int, Decimal}:
        return _zahl(f, zufall)
    if f.typ is date:
        return (_ANFANG + timedelta(days=zufall.randrange(_TAGE))).isoformat()
    return zufall.choice(("true", "false"))


def _zahl(f: Feld, zufall: random.Random) -> str:
    ab = next((int(g.ge) for g in f.grenzen if isinstance(g, Ge)), None)  # type: ignore[call-overload]
    bis = next((int(g.le) for g in f.grenzen if isinstance(g, Le)), None)  # type: ignore[call-overload]
    if f.typ is int:
        return str(zufall.randint(2015, 2026) if ab is None else zufall.randint(ab, bis or ab + 5000))
    if bis is not None:
        return f"0.{zufall.randint(1, 9)}"
    return f"{zufall.randint(5, 4000) * 100}.{zufall.choice(('00', '00', '50'))}"


def _text(f: Feld, pfad: str, zufall: random.Random) -> str:
    if f.name == "kennung":
        return pfad.rpartition("/")[2]
    if Waehrung in f.marken:
        return "EUR"
    if Pruefsumme in f.marken:
        return hashlib.sha256(f"{pfad} {f.name}".encode()).hexdigest()
    if Deutsch in f.marken:
        teile = [zufall.choice(WOERTER)]
        for _ in range(zufall.randint(2, 4)):
            teile += [zufall.choice(VERBINDUNG), zufall.choice(WOERTER)]
        return " ".join(teile)
    if any(isinstance(g, Muster) for g in f.grenzen):
        return f"frueher/{pfad}-{zufall.randint(1, 9)}"  # all other patterns are those of ids
    return f"{f.name} {zufall.randint(1, 99)}"


def _links(a: Art, k: int, pfad: str, pfade: dict[str, list[str]], zufall: random.Random) -> Iterator[Linkzeile]:
    for f in a.links:
        eigene = f.ziele == (a.name,)
        if "Knoten" in f.ziele:
            haeufig, hoechstens = 0.04, 2
            moeglich = pfade[zufall.choice([z for z in pfade if pfade[z]])]
        else:
            moeglich = pfade[zufall.choice(f.ziele)]
            haeufig, hoechstens = (0.3, 1) if eigene else (0.75, 2) if Spur in f.marken else (0.5, 1)
        if Kreisfrei in f.marken and eigene:
            moeglich = moeglich[:k]
        if not moeglich or zufall.random() >= (0.95 if not f.viele else haeufig):
            continue
        ziele = sorted(set(zufall.choices(moeglich, k=zufall.randint(1, hoechstens if f.viele else 1))) - {pfad})
        for ziel in ziele:
            yield Linkzeile(pfad, str(f.pfad), ziel, _angaben(f, len(ziele), zufall))


def _angaben(f: Feld, anzahl: int, zufall: random.Random) -> Angaben:
    if Nackt in f.marken:
        return BLOSS
    wurf = zufall.random()
    anteil = str(Decimal(1) / anzahl) if Teilbar in f.marken and wurf < 0.4 else None
    stellen = next(iter(f.ziele), "")
    if wurf < 0.06:
        return Angaben(LinkStatus.VORSCHLAG, anteil, f"Der Text legt {stellen} nahe.", "Prüfung", None, (), True)
    if wurf < 0.1:
        tag = (_ANFANG + timedelta(days=zufall.randrange(_TAGE))).isoformat()
        return Angaben(LinkStatus.BESTAETIGT, anteil, "Im Amt bestätigt.", "Sozialplanung", tag, (), True)
    if anteil is not None:
        return Angaben(LinkStatus.BELEGT, anteil, aussage=True)
    return BLOSS
