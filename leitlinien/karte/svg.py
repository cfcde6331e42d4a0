"""Draws a map as SVG that reads well by itself, in a page and as an image, and whose boxes are links.

Colours stand in attributes, so that every program draws them; what is dark, printed or focused stands in `karte.css`,
which a page links and a file of its own carries.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from leitlinien.karte.anordnung import BREITE, Anordnung, Auftrag, ordne
from leitlinien.karte.bild import BEISPIEL, VORSCHLAG, Form
from leitlinien.karte.textmass import breite as textbreite
from leitlinien.karte.textmass import umbrochen

if TYPE_CHECKING:
    from leitlinien.karte.bild import Bild, Kasten

__all__ = ["SCHRIFT", "Zeichnung", "stil", "zeichne"]

SCHRIFT = "'Segoe UI', Roboto, 'Source Sans Pro', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
TEXT, KLEIN, ZEILE, KLEINZEILE = 13.0, 11.0, 17.0, 15.0
RAND = 24.0
BALKEN = 8.0
INNEN = 12.0
"""Between the edge of a box and its text."""
KOPFZEILE = 46.0
"""Height of the columns' headings."""
PLATZ = BREITE - BALKEN - 2 * INNEN
"""Width of the text in a box."""
FARBEN = (
    ("#0b4f9e", "#f0f5fc"),
    ("#1a7340", "#eef8f1"),
    ("#0d6b78", "#ebf7f9"),
    ("#a14a12", "#fdf4ed"),
    ("#8f2a66", "#fbf0f7"),
    ("#4a5563", "#f3f5f8"),
)
"""Strong and pale colour of each column, contrast of the strong one on white and on the pale one above 4.5:1."""
LINIE, RANDFARBE, SCHWACH, DUNKEL, GRUND = "#8392a5", "#c3cedb", "#465365", "#1a232e", "#ffffff"
VORSCHLAGFARBE, BEISPIELFARBE = "#8a6100", "#4a2385"

MUSTER = (
    '<defs><pattern id="karte-muster" width="6" height="6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect class="k-grund" width="6" height="6" fill="{GRUND}"/>'
    f'<path class="k-beispiel-strich" d="M0 0V6" stroke="{BEISPIELFARBE}" stroke-width="4"/></pattern></defs>'
)
"""Hatching of what is invented."""


@dataclass(frozen=True)
class Zeichnung:
    """The text of an SVG and its size in pixels."""

    text: str
    breite: float
    hoehe: float


@cache
def stil() -> str:
    """The style sheet of maps."""
    return files("leitlinien.karte").joinpath("karte.css").read_text(encoding="utf-8")


def zeichne(
    bild: "Bild", wurzel: str, *, eigenstaendig: bool = True, schrift: str = SCHRIFT, breite: int | None = None
) -> Zeichnung:
    """The picture. `wurzel` stands before all addresses; `eigenstaendig` adds style, heading and data state."""
    return _Zeichner(bild, wurzel, schrift).zeichne(eigenstaendig=eigenstaendig, breite=breite)


class _Zeichner:
    def __init__(self, bild: "Bild", wurzel: str, schrift: str) -> None:
        self._bild, self._wurzel, self._schrift = bild, wurzel, schrift
        self._zeilen = [umbrochen(k.titel, PLATZ, TEXT, fett=k.betont) for k in bild.kaesten]
        self._fuss = [" · ".join(filter(None, (k.betrag, *k.marken))) for k in bild.kaesten]
        self._fusszeilen = [umbrochen(f, PLATZ, KLEIN, fett=True) for f in self._fuss]
        self._hoehen = [self._hoehe(nr) for nr in range(len(bild.kaesten))]
        auftrag = Auftrag(
            tuple(k.spalte for k in bild.kaesten),
            tuple(self._hoehen),
            tuple(sorted({(li.links, li.rechts) for li in bild.linien})),
        )
        self._ort: Anordnung = ordne(auftrag)
        self._wege = dict(zip(auftrag.linien, self._ort.wege, strict=True))

    def _hoehe(self, nr: int) -> float:
        kopf = KLEINZEILE if self._bild.kaesten[nr].kopf else 0
        return 2 * INNEN - 4 + kopf + ZEILE * len(self._zeilen[nr]) + KLEINZEILE * len(self._fusszeilen[nr])

    def zeichne(self, *, eigenstaendig: bool, breite: int | None) -> Zeichnung:
        innen = max(self._ort.breite, 2 * BREITE)
        kopf, oben = self._kopf(innen) if eigenstaendig else ([], RAND / 2)
        legende, danach = self._legende(oben, innen)
        oben = danach + 8
        weite = innen + 2 * RAND
        hoehe = oben + KOPFZEILE + self._ort.hoehe + RAND
        if eigenstaendig:
            fuss, hoehe = self._hinweise(hoehe, innen)
        else:
            fuss = []
        faktor = 1.0 if breite is None else breite / weite
        teile = [
            self._anfang(weite, hoehe, faktor),
            f'<title id="karte-titel">Strategiekarte: {escape(self._bild.titel)}</title>',
            f'<desc id="karte-inhalt">{escape(self._beschreibung())}</desc>',
            f"<style>{escape(stil())}</style>" if eigenstaendig else "",
            MUSTER,
            f'<rect class="k-grund" width="{weite:g}" height="{hoehe:g}" fill="{GRUND}"/>' if eigenstaendig else "",
            *kopf,
            *legende,
            f'<g transform="translate({RAND:g} {oben:g})">',
            *self._spalten(),
            f'<g transform="translate(0 {KOPFZEILE:g})">',
            *self._einzeln(),
            *self._linien(),
            *self._kaesten(),
            "</g></g>",
            *fuss,
            "</svg>",
        ]
        return Zeichnung("\n".join(t for t in teile if t), weite * faktor, hoehe * faktor)

    def _anfang(self, weite: float, hoehe: float, faktor: float) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="strategiekarte" viewBox="0 0 {weite:g} {hoehe:g}" '
            f'width="{weite * faktor:g}" height="{hoehe * faktor:g}" role="group" '
            f'aria-labelledby="karte-titel karte-inhalt" lang="de" font-family={quoteattr(self._schrift)} '
            f'font-size="{TEXT:g}" fill="{DUNKEL}">'
        )

    def _beschreibung(self) -> str:
        anzahl = len(self._bild.knoten)
        return (
            f"{anzahl} Knoten in {len(self._bild.spalten)} Spalten, von links nach "
            "rechts. Jeder Kasten führt zur Seite des Knotens."
        )

    def _kopf(self, breite: float) -> tuple[list[str], float]:
        art = "Spur" if self._bild.ist_spur else "Strategiekarte"
        zeilen = umbrochen(self._bild.titel, breite, 20, fett=True)
        teile, y = [self._text(RAND, RAND + 6, art, KLEIN, klasse="k-leise", farbe=SCHWACH)], RAND + 30
        for zeile in zeilen:
            teile.append(self._text(RAND, y, zeile, 20, fett=True))
            y += 25
        stand = f"Datenstand: Revision {self._bild.revision} · Lücken am {self._bild.stichtag:%d.%m.%Y}"
        teile.append(self._text(RAND, y - 4, stand, KLEIN, klasse="k-leise", farbe=SCHWACH))
        return teile, y + 14

    def _legende(self, oben: float, innen: float) -> tuple[list[str], float]:
        """What lines and boxes mean: only what is in the picture."""
        zeichen = [
            (any(li.status and not li.vorschlag for li in self._bild.linien), self._linienzeichen, "belegt, bestätigt"),
            (any(li.vorschlag for li in self._bild.linien), self._vorschlagszeichen, f"{VORSCHLAG}: nicht gesichert"),
            (any(k.beispiel for k in self._bild.kaesten), self._musterzeichen, f"{BEISPIEL}: erfunden"),
            (any(k.form is Form.LUECKE for k in self._bild.kaesten), self._lueckenzeichen, "Lücke: hier fehlt etwas"),
            (any(k.form is Form.REST for k in self._bild.kaesten), self._restzeichen, "zusammengefasst"),
        ]
        x, y, teile = RAND, oben, []
        for gezeigt, male, wort in zeichen:
            weite = 46 + textbreite(wort, KLEIN) + 22
            if gezeigt:
                if x > RAND and x + weite > innen + RAND:
                    x, y = RAND, y + 20
                teile += [male(x, y), self._text(x + 44, y + 4, wort, KLEIN, klasse="k-leise", farbe=SCHWACH)]
                x += weite
        return (['<g class="k-legende">', *teile, "</g>"], y + 16) if teile else ([], oben)

    def _linienzeichen(self, x: float, y: float) -> str:
        return f'<path class="k-linie" d="M{x:g} {y:g}H{x + 36:g}" stroke="{LINIE}" stroke-width="1.6"/>'

    def _vorschlagszeichen(self, x: float, y: float) -> str:
        return (
            f'<path class="k-linie k-vorschlag" d="M{x:g} {y:g}H{x + 36:g}" stroke="{VORSCHLAGFARBE}" '
            'stroke-width="1.8" stroke-dasharray="7 5"/>'
        )

    def _musterzeichen(self, x: float, y: float) -> str:
        return f'<rect x="{x + 10:g}" y="{y - 7:g}" width="26" height="14" fill="url(#karte-muster)"/>'

    def _lueckenzeichen(self, x: float, y: float) -> str:
        return (
            f'<rect class="k-leer" x="{x + 6:g}" y="{y - 7:g}" width="30" height="14" rx="4" fill="none" '
            f'stroke="{SCHWACH}" stroke-dasharray="3 4"/>'
        )

    def _restzeichen(self, x: float, y: float) -> str:
        return (
            f'<path class="k-rest-rand" d="M{x + 9:g} {y - 9:g}H{x + 36:g}V{y + 4:g}" fill="none" stroke="{SCHWACH}"/>'
            f'<rect class="k-rest-rand" x="{x + 5:g}" y="{y - 6:g}" width="28" height="13" rx="3" fill="none" '
            f'stroke="{SCHWACH}"/>'
        )

    def _spalten(self) -> list[str]:
        teile = []
        for nr, spalte in enumerate(self._bild.spalten):
            x = next((self._ort.orte[k][0] for k, kasten in enumerate(self._bild.kaesten) if kasten.spalte == nr), 0.0)
            farbe = FARBEN[min(spalte.stufe, len(FARBEN) - 1)][0]
            name = umbrochen(f"{spalte.name} ({spalte.knoten})", BREITE, TEXT, fett=True)
            teile.append(f'<g class="k-s{min(spalte.stufe, len(FARBEN) - 1)}" aria-hidden="true">')
            for zeile, text in enumerate(name[:2]):
                y = 28 - ZEILE * (len(name[:2]) - 1 - zeile)
                teile.append(self._text(x, y, text, TEXT, fett=True, klasse="k-stark", farbe=farbe))
            teile.append(f'<path class="k-strich" d="M{x:g} 36H{x + BREITE:g}" stroke="{farbe}" stroke-width="2"/></g>')
        return teile

    def _einzeln(self) -> list[str]:
        y = self._ort.einzeln_ab
        if not y:
            return []
        wort = "In diesem Bild mit nichts verknüpft:"
        return ['<g aria-hidden="true">', self._text(0, y - 14, wort, KLEIN, klasse="k-leise", farbe=SCHWACH), "</g>"]

    def _linien(self) -> list[str]:
        teile = ['<g class="k-linien" fill="none" aria-hidden="true">']
        for li in sorted(self._bild.linien, key=lambda li: (li.vorschlag, li.links, li.rechts)):
            weg = self._wege[li.links, li.rechts]
            if li.vorschlag:
                klasse, farbe, art = "k-linie k-vorschlag", VORSCHLAGFARBE, ' stroke-width="1.8" stroke-dasharray="7 5"'
            elif li.status is None:
                klasse, farbe, art = "k-linie k-leer", LINIE, ' stroke-width="1.2" stroke-dasharray="2 4"'
            else:
                klasse, farbe, art = "k-linie", LINIE, ' stroke-width="1.6"'
            teile.append(f'<path class="{klasse}" d="{weg}" stroke="{farbe}"{art}/>')
        return [*teile, "</g>"]

    def _kaesten(self) -> list[str]:
        teile = []
        for nr, spalte in enumerate(self._bild.spalten):
            eigene = [k for k, kasten in enumerate(self._bild.kaesten) if kasten.spalte == nr]
            if eigene:
                eigene.sort(key=lambda k: (self._ort.orte[k][1], k))
                teile.append(f'<g role="list" aria-label={quoteattr(spalte.name)}>')
                teile += [self._kasten(k) for k in eigene]
                teile.append("</g>")
        return teile

    def _kasten(self, nr: int) -> str:
        kasten = self._bild.kaesten[nr]
        (x, y), hoehe = self._ort.orte[nr], self._hoehen[nr]
        stufe = min(kasten.stufe, len(FARBEN) - 1)
        satz = kasten.satz if kasten.bei is None else f"{kasten.satz} – {self._bild.kaesten[kasten.bei].kopf}"
        adresse = kasten.adresse if ":" in kasten.adresse.split("?")[0] else self._wurzel + kasten.adresse
        klassen = f"k-kasten k-{kasten.form.value} k-s{stufe}" + (" k-betont" if kasten.betont else "")
        innen = [f"<title>{escape(satz)}</title>", *self._flaeche(kasten, x, y, hoehe, FARBEN[stufe])]
        links, zeile = x + BALKEN + INNEN, y + INNEN - 2
        if kasten.kopf:
            kopf = _gekuerzt(kasten.kopf, PLATZ, KLEIN)
            innen.append(self._text(links, zeile + 9, kopf, KLEIN, fett=True, klasse="k-stark", farbe=FARBEN[stufe][0]))
            zeile += KLEINZEILE
        leise = kasten.form is not Form.KNOTEN
        for text in self._zeilen[nr]:
            klasse, farbe = ("k-leise", SCHWACH) if leise else ("", DUNKEL)
            innen.append(self._text(links, zeile + 13, text, TEXT, fett=kasten.betont, klasse=klasse, farbe=farbe))
            zeile += ZEILE
        for text in self._fusszeilen[nr]:
            klasse, farbe = self._fussfarbe(kasten)
            innen.append(self._text(links, zeile + 11, text, KLEIN, fett=True, klasse=klasse, farbe=farbe))
            zeile += KLEINZEILE
        inhalt = "".join(innen)
        return (
            f'<g role="listitem"><a class="{klassen}" href={quoteattr(adresse)} aria-label={quoteattr(satz)}>'
            f"{inhalt}</a></g>"
        )

    def _fussfarbe(self, kasten: "Kasten") -> tuple[str, str]:
        if any(VORSCHLAG in m for m in kasten.marken):
            return "k-vorschlag-wort", VORSCHLAGFARBE
        return ("k-beispiel-wort", BEISPIELFARBE) if kasten.beispiel else ("k-leise", SCHWACH)

    def _flaeche(self, kasten: "Kasten", x: float, y: float, hoehe: float, farben: tuple[str, str]) -> list[str]:
        form = f'x="{x:g}" y="{y:g}" width="{BREITE:g}" height="{hoehe:g}" rx="6"'
        if kasten.form is Form.LUECKE:
            strich = f'stroke="{SCHWACH}" stroke-width="1.2" stroke-dasharray="3 4"'
            return [f'<rect class="k-flaeche k-leer" {form} fill="{GRUND}" {strich}/>']
        if kasten.form is Form.REST:
            schatten = f'x="{x + 4:g}" y="{y + 4:g}" width="{BREITE:g}" height="{hoehe:g}" rx="6"'
            return [
                f'<rect class="k-flaeche k-rest-rand" {schatten} fill="{GRUND}" stroke="{RANDFARBE}"/>',
                f'<rect class="k-flaeche k-rest-rand" {form} fill="{GRUND}" stroke="{SCHWACH}"/>',
            ]
        rand, dicke = (farben[0], 3) if kasten.betont else (RANDFARBE, 1)
        muster = "url(#karte-muster)" if kasten.beispiel else farben[0]
        balken = f"M{x + BALKEN:g} {y:g}V{y + hoehe:g}H{x + 6:g}a6 6 0 0 1 -6 -6V{y + 6:g}a6 6 0 0 1 6 -6z"
        return [
            f'<rect class="k-flaeche" {form} fill="{farben[1]}" stroke="{rand}" stroke-width="{dicke}"/>',
            f'<path class="{"k-muster" if kasten.beispiel else "k-balken"}" d="{balken}" fill="{muster}"/>',
        ]

    def _hinweise(self, oben: float, innen: float) -> tuple[list[str], float]:
        teile, y = [], oben
        for satz in self._bild.hinweise:
            for zeile in umbrochen(satz, innen, KLEIN):
                teile.append(self._text(RAND, y, zeile, KLEIN, klasse="k-leise", farbe=SCHWACH))
                y += KLEINZEILE
        return teile, y + (RAND / 2 if teile else 0)

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        groesse: float,
        *,
        fett: bool = False,
        klasse: str = "",
        farbe: str = DUNKEL,
    ) -> str:
        eigenschaften = [f'x="{x:g}"', f'y="{y:g}"']
        if groesse != TEXT:
            eigenschaften.append(f'font-size="{groesse:g}"')
        if fett:
            eigenschaften.append('font-weight="600"')
        if klasse:
            eigenschaften.append(f'class="{klasse}"')
        if farbe != DUNKEL:
            eigenschaften.append(f'fill="{farbe}"')
        # the space keeps words apart where lines are read one after the other
        return f"<text {' '.join(eigenschaften)}>{escape(text)} </text>"


def _gekuerzt(text: str, platz: float, groesse: float) -> str:
    """As much as fits; the whole of it stands in the box's title."""
    if textbreite(text, groesse, fett=True) <= platz:
        return text
    while text and textbreite(text + "…", groesse, fett=True) > platz:
        text = text[:-1]
    return text.rstrip() + "…"
