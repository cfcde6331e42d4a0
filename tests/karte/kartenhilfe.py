"""Small maps for tests."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from leitlinien.karte.aufbau import bild as baue
from leitlinien.karte.bild import Bild
from leitlinien.state import State
from tests.bauhilfe import netz, nr, stand

TAG = date(2026, 6, 1)
SVG = "{http://www.w3.org/2000/svg}"
KETTE = """
    Regelwerk b/R titel="Leitlinien von B"
    Leitlinie b/L1 titel="Familien stärken"
    Leitlinie b/L2 titel="Niemand bleibt allein"
    Ziel b/Z1 titel="Weniger Hilfen zur Erziehung"
    Ziel b/Z2 titel="Niemand wartet"
    Massnahme b/M1 titel="Elterncafé"
    Massnahme b/M2 titel="Treff im Quartier" herkunft=BEISPIEL
    Zuwendung b/F1 titel="Elterncafé 2026" bewilligt=12500
    Haushaltsansatz b/H1
    Produkt b/P1 titel="Frühe Hilfen"
    b/L1 teilVonRegelwerk b/R; b/L2 teilVonRegelwerk b/R
    b/Z1 dient b/L1; b/Z2 dient b/L2
    b/M1 traegtBeiZu b/Z1; b/M2 traegtBeiZu b/Z1 ?
    b/F1 foerdert b/M1
    b/P1 verfolgt b/Z1; b/H1 ansatzFuer b/P1
"""


def kette(ordner: Path, mehr: str = "") -> State:
    """Two guidelines: one with everything below it, one whose goal has no measure."""
    return stand(netz(KETTE + mehr), ordner)


def viele(ordner: Path, leitlinien: int, ziele: int, massnahmen: int) -> State:
    """A set of guidelines, each with goals, each with measures."""
    zeilen = ["Regelwerk b/R"]
    for a in range(leitlinien):
        zeilen += [f"Leitlinie b/L{a}", f"b/L{a} teilVonRegelwerk b/R"]
        for b in range(ziele):
            zeilen += [f"Ziel b/Z{a}-{b}", f"b/Z{a}-{b} dient b/L{a}"]
            for c in range(massnahmen):
                zeilen += [f"Massnahme b/M{a}-{b}-{c}", f"b/M{a}-{b}-{c} traegtBeiZu b/Z{a}-{b}"]
    return stand(netz("\n".join(zeilen)), ordner)


def karte(state: State, pfad: str, **wie: bool) -> Bild:
    """The map of a node on a fixed day."""
    return baue(state, nr(state, pfad), TAG, **wie)


def pfade(state: State, bild: Bild) -> set[str]:
    """Local paths of the nodes in a map."""
    return {state.pfad(k.nummer) for k in bild.knoten if k.nummer is not None}


def elemente(svg: str, name: str) -> list[ET.Element]:
    """All elements of a drawing by name; raises `ParseError` when it is no XML."""
    return list(ET.fromstring(svg).iter(f"{SVG}{name}"))  # noqa: S314 - our own drawing


def zahlen(weg: str) -> list[float]:
    """All numbers of a path."""
    return [float(z) for z in re.findall(r"-?\d+(?:\.\d+)?", weg)]
