"""Draws money per guideline as horizontal bars, one picture for each currency."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from leitlinien.karte.bild import betrag
from leitlinien.karte.svg import DUNKEL, FARBEN, SCHRIFT, SCHWACH, VORSCHLAGFARBE, Zeichnung
from leitlinien.karte.textmass import umbrochen

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Balken", "zeichne"]

BALKENPLATZ, WERTPLATZ = 460.0, 190.0
TEXT, KLEIN, ZEILE, DICKE, RAND = 13.0, 11.0, 17.0, 18.0, 20.0
WEITE = 2 * RAND + BALKENPLATZ + WERTPLATZ


@dataclass(frozen=True)
class Balken:
    """One bar."""

    name: str
    adresse: str
    """Relative to the root of the program; empty for money without a guideline."""
    beruehrt: Decimal
    """In full."""
    zugerechnet: Decimal
    """Of it."""
    mit_vorschlaegen: Decimal
    """What would touch it if proposals counted; never less than `beruehrt`."""
    beispiel: bool

    def satz(self, waehrung: str) -> str:
        """All of it in one line."""
        teile = [f"berührt {betrag({waehrung: self.beruehrt})}"]
        if self.adresse:
            teile.append(f"davon zugerechnet {betrag({waehrung: self.zugerechnet})}")
        if self.mit_vorschlaegen > self.beruehrt:
            teile.append(f"mit Vorschlägen {betrag({waehrung: self.mit_vorschlaegen})}")
        return f"{self.name}: {', '.join(teile)}" + (". Beispiel" if self.beispiel else "")


def zeichne(balken: "Sequence[Balken]", waehrung: str, wurzel: str, kennung: str) -> Zeichnung:
    """The picture of one currency. `wurzel` stands before all addresses, `kennung` is unique in the page."""
    groesster = max((b.mit_vorschlaegen for b in balken), default=Decimal(0)) or Decimal(1)
    teile: list[str] = []
    y = _legende(teile, RAND)
    for b in balken:
        hoehe, gruppe = _balken(b, waehrung, groesster, wurzel, y)
        teile.append(gruppe)
        y += hoehe
    hoehe = y + RAND / 2
    kopf = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="strategiekarte" viewBox="0 0 {WEITE:g} {hoehe:g}" '
        f'width="{WEITE:g}" height="{hoehe:g}" role="list" aria-labelledby="{kennung}" lang="de" '
        f'font-family={quoteattr(SCHRIFT)} font-size="{TEXT:g}" fill="{DUNKEL}">'
        f'<title id="{kennung}">Geld je Leitlinie in {escape(waehrung)}</title>'
    )
    return Zeichnung("\n".join([kopf, *teile, "</svg>"]), WEITE, hoehe)


def _legende(teile: list[str], y: float) -> float:
    stark, blass = FARBEN[0]
    x = RAND
    teile.append('<g class="k-s0" aria-hidden="true">')
    for klasse, fuellung, rand, strich, wort, weite in (
        ("k-balken", stark, stark, "", "zugerechnet", 120),
        ("k-flaeche", blass, stark, "", "berührt", 100),
        ("k-linie k-vorschlag", "none", VORSCHLAGFARBE, "5 4", "mit Vorschlägen", 160),
    ):
        art = f' stroke-dasharray="{strich}"' if strich else ""
        teile.append(
            f'<rect class="{klasse}" x="{x:g}" y="{y - 9:g}" width="26" height="12" fill="{fuellung}" stroke="{rand}"'
            f'{art}/><text class="k-leise" x="{x + 34:g}" y="{y + 1:g}" font-size="{KLEIN:g}" fill="{SCHWACH}">'
            f"{wort}</text>"
        )
        x += weite
    teile.append("</g>")
    return y + 22


def _balken(b: Balken, waehrung: str, groesster: Decimal, wurzel: str, y: float) -> tuple[float, str]:
    zeilen = umbrochen(b.name + (" (Beispiel)" if b.beispiel else ""), BALKENPLATZ + WERTPLATZ, TEXT)
    hoehe = len(zeilen) * ZEILE + DICKE + 20
    x, mitte = RAND, y + len(zeilen) * ZEILE + 6 + DICKE / 2
    stark, blass = FARBEN[0] if b.adresse else FARBEN[-1]

    def weite(wert: Decimal) -> float:
        return round(float(wert / groesster) * BALKENPLATZ, 1)

    def rechteck(klasse: str, wert: Decimal, fuellung: str, rand: str, strich: str = "") -> str:
        if wert <= 0:
            return ""
        return (
            f'<rect class="{klasse}" x="{x:g}" y="{mitte - DICKE / 2:g}" width="{weite(wert):g}" height="{DICKE:g}" '
            f'fill="{fuellung}" stroke="{rand}"{strich}/>'
        )

    innen = [f"<title>{escape(b.satz(waehrung))}</title>"]
    for nr, zeile in enumerate(zeilen):
        innen.append(f'<text x="{RAND:g}" y="{y + 13 + nr * ZEILE:g}">{escape(zeile)} </text>')
    if b.mit_vorschlaegen > b.beruehrt:
        innen.append(
            rechteck("k-linie k-vorschlag", b.mit_vorschlaegen, "none", VORSCHLAGFARBE, ' stroke-dasharray="5 4"')
        )
    innen.append(rechteck("k-flaeche", b.beruehrt, blass, stark))
    innen.append(rechteck("k-balken", b.zugerechnet, stark, stark))
    innen.append(
        f'<text x="{x + weite(b.mit_vorschlaegen) + 8:g}" y="{mitte + 4:g}">{betrag({waehrung: b.beruehrt})}</text>'
    )
    stufe = "k-s0" if b.adresse else f"k-s{len(FARBEN) - 1}"
    if not b.adresse:
        return hoehe, f'<g role="listitem" class="{stufe}">{"".join(innen)}</g>'
    adresse = b.adresse if ":" in b.adresse.split("?")[0] else wurzel + b.adresse
    return hoehe, (
        f'<g role="listitem"><a class="{stufe}" href={quoteattr(adresse)} aria-label={quoteattr(b.satz(waehrung))}>'
        f"{''.join(innen)}</a></g>"
    )
