"""How wide text is drawn, whatever sans serif font the reader has.

Widths are the greatest among those of common free fonts (DejaVu Sans, Liberation Sans, Source Sans Pro), measured at
1000 units an em and rounded up to 20, so text that fits by them fits in any of these.
"""

from collections.abc import Iterator

__all__ = ["breite", "umbrochen"]

_NORMAL = {
    280: "'ijl",
    320: " ,.I‚‘’·",
    340: ":;|",
    360: "f",
    380: "-/\\",
    400: "()[]t",
    420: "!r²³",
    460: '"',
    500: "*J`°",
    520: "„“”",
    540: "sz",
    560: "?L_c–§ç",
    580: "k",
    600: "vxy•",
    620: "FTaeoäöéèà«»",
    640: "$0123456789bdghnpqu{}üß€ñ",
    680: "EPSY",
    700: "ABKVXZÄ",
    740: "CRUÜ",
    760: "HN",
    780: "&DG",
    800: "OQÖ",
    820: "w",
    840: "#+<=>^~×−",
    920: "M",
    960: "%",
    980: "m½",
    1020: "@W",
}
_FETT = {
    320: "'",
    360: " ijl",
    380: ",.I|‚‘’·",
    400: "/:;\\",
    420: "-",
    440: "f²³",
    460: "!()[]",
    480: "t",
    500: "`r°",
    540: '"*',
    560: "J_§",
    580: "–",
    600: "cszç",
    620: "?",
    640: "L•",
    660: "vxy„“”«»",
    680: "aekäéèà",
    700: "$0123456789EFToö€",
    720: "Sbdghnpqu{}üßñ",
    740: "CPYZ",
    780: "ABKRVXÄ",
    820: "UÜ",
    840: "#+<=>DGHN^~×−",
    860: "OQÖ",
    880: "&",
    940: "w",
    1020: "%@M",
    1060: "m½",
    1120: "W",
}
_SONST = 1150
"""Any other character: wide enough for most scripts."""
_TABELLE = [{z: w for w, zeichen in t.items() for z in zeichen} for t in (_NORMAL, _FETT)]
TRENNSTELLEN = "-/–"
"""A line may end after these."""


def breite(text: str, groesse: float, *, fett: bool = False) -> float:
    """Width in the unit of the font size; never less than what is drawn."""
    tabelle = _TABELLE[fett]
    return sum(tabelle.get(z, _SONST) for z in text) * groesse / 1000


def umbrochen(text: str, platz: float, groesse: float, *, fett: bool = False) -> list[str]:
    """Lines none of which is wider than `platz`; a word that is wider is parted with a hyphen."""
    zeilen: list[str] = []
    for wort in text.split():
        for nummer, teil in enumerate(_teile(wort, platz, groesse, fett=fett)):
            dazwischen = " " if nummer == 0 else ""
            if zeilen and breite(zeilen[-1] + dazwischen + teil, groesse, fett=fett) <= platz:
                zeilen[-1] += dazwischen + teil
            else:
                zeilen.append(teil)
    return zeilen


def _teile(wort: str, platz: float, groesse: float, *, fett: bool) -> Iterator[str]:
    """Parts of a word between which a line may end."""
    teil = ""
    for stelle, zeichen in enumerate(wort):
        if teil and breite(teil + zeichen + "-", groesse, fett=fett) > platz:
            yield teil + "-"
            teil = ""
        teil += zeichen
        if zeichen in TRENNSTELLEN and 0 < stelle < len(wort) - 1:
            yield teil
            teil = ""
    yield teil
