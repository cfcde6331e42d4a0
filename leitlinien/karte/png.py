"""Maps as pictures of pixels, the same on every machine: the font comes with a package, not from the system."""

from pathlib import Path
from typing import TYPE_CHECKING

import font_source_sans_pro
import resvg_py

from leitlinien.karte.svg import zeichne

if TYPE_CHECKING:
    from leitlinien.karte.bild import Bild

__all__ = ["BREITESTE", "SCHMALSTE", "male"]

SCHRIFT = "Source Sans Pro"
SCHMALSTE, BREITESTE = 200, 8000
"""Widths that may be asked for, in pixels."""
MEISTE_PUNKTE, UNGEFRAGT = 40_000_000, 12_000_000
"""Pixels of a picture; beyond, it gets narrower. The second where no width is asked for."""
SCHAERFE = 1.5
"""Pixels of the picture for each of the drawing, where no width is asked for."""
_ORDNER = Path(font_source_sans_pro.font_directory)
SCHRIFTEN = [str(_ORDNER / f"SourceSansPro-{schnitt}.ttf") for schnitt in ("Regular", "Semibold")]


def male(bild: "Bild", wurzel: str, breite: int | None = None) -> bytes:
    """The map as PNG, about `breite` pixels wide."""
    zeichnung = zeichne(bild, wurzel, schrift=SCHRIFT)
    gewuenscht = breite or round(zeichnung.breite * SCHAERFE)
    punkte = UNGEFRAGT if breite is None else MEISTE_PUNKTE
    hoechstens = int((punkte * zeichnung.breite / zeichnung.hoehe) ** 0.5)
    # two characters that the font lacks
    text = zeichnung.text.replace("\u2011", "-").replace("\u00ad", "")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            width=max(1, min(gewuenscht, hoechstens)),
            skip_system_fonts=True,
            font_files=SCHRIFTEN,
            font_family=SCHRIFT,
            sans_serif_family=SCHRIFT,
        )
    )
