"""Where boxes and lines stand: by Graphviz where it is at hand, else by `schichten`; the same each time."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import TypeAlias

from leitlinien.karte import schichten

__all__ = ["ABSTAND", "BREITE", "Anordnung", "Auftrag", "ordne"]

BREITE = 244.0
"""Width of a box, in pixels."""
ABSTAND = 72.0
"""Between columns."""
LUFT = 14.0
"""Between boxes of a column."""
ZWISCHENRAUM = 44.0
"""Above the boxes that no line leads to."""
SAUM = 7.0
"""That a line keeps from the boxes it passes."""
SEKUNDEN = 15
"""Longest time for Graphviz."""
PUNKTE = 72
"""Graphviz: points an inch. One point is drawn as one pixel."""
PROZESS = Path(__file__).with_name("graphvizprozess.py")


@dataclass(frozen=True)
class Auftrag:
    """Boxes by number, each with its column and height, and lines between them, from left to right."""

    spalten: tuple[int, ...]
    hoehen: tuple[float, ...]
    linien: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Anordnung:
    """The result, in pixels from the left upper corner."""

    orte: tuple[tuple[float, float], ...]
    """Left upper corner of each box."""
    wege: tuple[str, ...]
    """SVG path of each line."""
    breite: float
    hoehe: float
    einzeln_ab: float | None
    """Where the boxes begin that no line leads to, 0 when there are no others; None when there are none."""
    durch_graphviz: bool


@lru_cache(maxsize=64)
def ordne(auftrag: Auftrag) -> Anordnung:
    """Lay out; every line must lead to a column further right. Boxes without a line stand below all others."""
    spalten = {s: nr for nr, s in enumerate(sorted(set(auftrag.spalten)))}
    spalte = [spalten[s] for s in auftrag.spalten]
    verbunden = sorted({k for linie in auftrag.linien for k in linie})
    platz = {k: nr for nr, k in enumerate(verbunden)}
    netz = Auftrag(
        tuple(spalte[k] for k in verbunden),
        tuple(auftrag.hoehen[k] for k in verbunden),
        tuple((platz[a], platz[b]) for a, b in auftrag.linien),
    )
    gezeichnet = _durch_graphviz(netz) if verbunden else None
    mitten, wege = gezeichnet or (_durch_schichten(netz) if verbunden else ([], []))
    oben = min(
        [y - h / 2 for y, h in zip(mitten, netz.hoehen, strict=True)] + [y for ys in wege for y in ys], default=0
    )
    y_von = {k: mitten[nr] - oben - auftrag.hoehen[k] / 2 for k, nr in platz.items()}
    unten = max([y_von[k] + auftrag.hoehen[k] for k in verbunden] + [y - oben for ys in wege for y in ys], default=0.0)
    begradigt = [
        _begradigt(ys, [_hindernisse(netz, mitten, netz.spalten[a] + nr) for nr in range(len(ys))])
        for (a, _), ys in zip(netz.linien, wege, strict=True)
    ]
    einzeln = [k for k in range(len(spalte)) if k not in platz]
    einzeln_ab = unten + ZWISCHENRAUM if verbunden else 0.0
    orte = {k: (spalte[k], y_von[k]) for k in verbunden}
    orte |= (
        _raster(einzeln, auftrag.hoehen, len(spalten), einzeln_ab) if verbunden else _stapel(einzeln, spalte, auftrag)
    )
    schritt = BREITE + ABSTAND
    return Anordnung(
        tuple((round(orte[k][0] * schritt, 1), round(orte[k][1], 1)) for k in range(len(spalte))),
        tuple(_bogen(spalte[a], [y - oben for y in ys]) for (a, _), ys in zip(auftrag.linien, begradigt, strict=True)),
        (len(spalten) - 1) * schritt + BREITE,
        round(max([unten, *(orte[k][1] + auftrag.hoehen[k] for k in einzeln)]), 1),
        round(einzeln_ab, 1) if einzeln else None,
        durch_graphviz=gezeichnet is not None,
    )


def _raster(kaesten: list[int], hoehen: Sequence[float], spalten: int, ab: float) -> dict[int, tuple[int, float]]:
    """Boxes in rows over the whole width: column and top of each."""
    orte: dict[int, tuple[int, float]] = {}
    y = ab
    for anfang in range(0, len(kaesten), spalten):
        reihe = kaesten[anfang : anfang + spalten]
        orte |= {k: (nr, y) for nr, k in enumerate(reihe)}
        y += max(hoehen[k] for k in reihe) + LUFT
    return orte


def _stapel(kaesten: list[int], spalte: list[int], auftrag: Auftrag) -> dict[int, tuple[int, float]]:
    """Boxes one below the other, each in its column."""
    orte: dict[int, tuple[int, float]] = {}
    ende = dict.fromkeys(spalte, 0.0)
    for k in kaesten:
        orte[k] = spalte[k], ende[spalte[k]]
        ende[spalte[k]] += auftrag.hoehen[k] + LUFT
    return orte


def _hindernisse(netz: Auftrag, mitten: Sequence[float], spalte: int) -> list[tuple[float, float]]:
    """Upper and lower edges of the boxes of a column, from the top."""
    eigene = (k for k, s in enumerate(netz.spalten) if s == spalte)
    return sorted((mitten[k] - netz.hoehen[k] / 2, mitten[k] + netz.hoehen[k] / 2) for k in eigene)


def _begradigt(ys: list[float], hindernisse: list[list[tuple[float, float]]]) -> list[float]:
    """The same way between the same boxes, bent as early and as seldom as possible."""
    gerade = list(ys)
    for nr in range(len(ys) - 2, 0, -1):
        oben = max((unten for _, unten in hindernisse[nr] if unten <= ys[nr]), default=-inf)
        unten = min((oben for oben, _ in hindernisse[nr] if oben >= ys[nr]), default=inf)
        if oben + SAUM <= unten - SAUM:
            gerade[nr] = min(max(gerade[nr + 1], oben + SAUM), unten - SAUM)
    return gerade


_Hoehen: TypeAlias = tuple[list[float], list[list[float]]]
"""Middle of each box, and for each line its height in every column from its first to its last."""


def _durch_graphviz(auftrag: Auftrag) -> _Hoehen | None:
    """Heights by Graphviz; None when it is not at hand, fails or takes too long."""
    if find_spec("pygraphviz") is None:
        return None
    try:
        fertig = subprocess.run(  # noqa: S603 - our own interpreter and file
            [sys.executable, str(PROZESS)],
            input=_dot(auftrag),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SEKUNDEN,
            check=True,
        )
        antwort = json.loads(fertig.stdout)
        mitten = [_punkt(antwort["knoten"][f"n{k}"]) for k in range(len(auftrag.spalten))]
        kurven = [_spline(antwort["kanten"][f"n{a} n{b}"]) for a, b in auftrag.linien]
    except (subprocess.SubprocessError, OSError, ValueError, KeyError):
        return None
    mitte_x = {s: x for s, (x, _) in zip(auftrag.spalten, mitten, strict=True)}
    # turned to the right, Graphviz has the first at the bottom and counts upwards: so no sign has to change
    y = [y for _, y in mitten]
    wege = []
    for (a, b), kurve in zip(auftrag.linien, kurven, strict=True):
        zwischen = (s for s in sorted(mitte_x) if auftrag.spalten[a] < s < auftrag.spalten[b])
        wege.append([y[a], *(_hoehe_bei(kurve, mitte_x[s]) for s in zwischen), y[b]])
    return y, wege


def _dot(auftrag: Auftrag) -> str:
    zeilen = [
        "digraph {",
        f"graph [rankdir=LR nodesep={LUFT / PUNKTE:.4f} ranksep={ABSTAND / PUNKTE:.4f} splines=true]",
        f'node [shape=box fixedsize=true label="" width={BREITE / PUNKTE:.4f}]',
        "edge [tailport=e headport=w arrowhead=none]",
    ]
    spalten = sorted(set(auftrag.spalten))
    for spalte in spalten:
        eigene = [f"n{k}" for k, s in enumerate(auftrag.spalten) if s == spalte]
        zeilen.append(f"{{ rank=same; s{spalte} [height=0.02]; {'; '.join(eigene)} }}")
    zeilen += [f"n{k} [height={h / PUNKTE:.4f}]" for k, h in enumerate(auftrag.hoehen)]
    zeilen += [f"s{a} -> s{b} [style=invis]" for a, b in pairwise(spalten)]
    zeilen += [f"n{a} -> n{b}" for a, b in auftrag.linien]
    return "\n".join([*zeilen, "}"])


def _punkt(text: str) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x), float(y)


def _spline(text: str) -> list[tuple[float, float]]:
    """Control points of a piecewise cubic curve: its first point, then three for each piece."""
    return [_punkt(t) for t in text.replace("\\\n", "").split() if t[0] not in "es"]


def _hoehe_bei(kurve: list[tuple[float, float]], x: float) -> float:
    """Where the curve passes the middle of a column; there it keeps clear of the boxes above and below."""
    stuecke = [kurve[nr : nr + 4] for nr in range(0, len(kurve) - 3, 3)]
    stueck = next((s for s in stuecke if s[0][0] <= x <= s[-1][0]), stuecke[-1])
    unten, oben = 0.0, 1.0
    for _ in range(30):
        mitte = (unten + oben) / 2
        unten, oben = (mitte, oben) if _bezier([p[0] for p in stueck], mitte) < x else (unten, mitte)
    return _bezier([p[1] for p in stueck], unten)


def _bezier(p: list[float], t: float) -> float:
    u = 1 - t
    return u * u * u * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t * t * t * p[3]


def _durch_schichten(auftrag: Auftrag) -> _Hoehen:
    return schichten.ordne(auftrag.spalten, auftrag.hoehen, auftrag.linien, luft=LUFT)


def _bogen(erste: int, ys: list[float]) -> str:
    """A line from the right edge of its first column to the left edge of its last; straight across those between."""
    schritt = BREITE + ABSTAND
    weg = f"M{erste * schritt + BREITE:g} {ys[0]:.1f}"
    for nr in range(1, len(ys)):
        ziel = (erste + nr) * schritt
        mitte = ziel - ABSTAND / 2
        weg += f"C{mitte:g} {ys[nr - 1]:.1f} {mitte:g} {ys[nr]:.1f} {ziel:g} {ys[nr]:.1f}"
        if nr < len(ys) - 1:
            weg += f"H{ziel + BREITE:g}"
    return weg
