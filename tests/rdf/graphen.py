"""Hypothesis strategies: valid rows of every kind, and triples with something wrong in them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from annotated_types import Ge, Le, MinLen
from hypothesis import strategies as st

from leitlinien.kinds import Art, Auswahl, Feld, Kreisfrei, LinkStatus, Modell, Muster, Nackt, Teilbar
from leitlinien.rdf import aussagen
from leitlinien.rdf.werte import datentyp
from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile, Wert

HERKUNFT = "https://w3id.org/leitlinien/def#herkunft"
FRUEHER = "https://w3id.org/leitlinien/def#fruehereAdresse"

ZEICHEN = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
PFADE = [
    "kiel/K05",
    "kiel/K16",
    "kiel/s0/10-20",
    "goe/a.b",
    "goe/a-1_2",
    "x",
    "urn:fremd:1",
    "https://example.org/é?a=1#b",
]


def texte(mindestens: int = 0) -> st.SearchStrategy[str]:
    schwierig = st.sampled_from(['"', "\\", "\n", "\r", "\t", "@de", "<a>", "ß", "𝄞", "'''", "\x7f", "\u2028", "%00"])
    return st.lists(ZEICHEN | schwierig, min_size=mindestens, max_size=12).map("".join)


def lexikal(feld: Feld) -> st.SearchStrategy[Any]:
    """Valid lexical forms of a field."""
    grenzen: dict[type, Any] = {type(g): g for g in feld.grenzen}
    if issubclass(feld.typ, Auswahl):
        return st.sampled_from([m.name for m in feld.typ])
    if Muster in grenzen:
        return st.from_regex(grenzen[Muster].pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
    von = grenzen[Ge].ge if Ge in grenzen else -9999
    bis = grenzen[Le].le if Le in grenzen else 9999
    nach_typ: dict[type, st.SearchStrategy[Any]] = {
        int: st.integers(von, bis).map(str),
        Decimal: st.decimals(von, bis, places=2).map(str) | st.integers(von, bis).map(str),
        date: st.dates().map(date.isoformat),
        bool: st.sampled_from(["true", "false"]),
        str: texte(grenzen[MinLen].min_length if MinLen in grenzen else 0),
    }
    return nach_typ[feld.typ]


@st.composite
def wert(draw: st.DrawFn, feld: Feld) -> Wert:
    if feld.viele:
        gezogen = draw(st.lists(lexikal(feld), min_size=1, max_size=3, unique=True))
        return sorted(gezogen)
    text: str = draw(lexikal(feld))
    if str(datentyp(feld)).endswith("langString") and draw(st.booleans()):
        return {draw(st.sampled_from(["de-AT", "de-CH", "de-Latn-DE"])): text}
    return text


@st.composite
def knotenzeile(draw: st.DrawFn, pfad: str, art: Art, herkunft: str) -> Knotenzeile:
    werte: dict[str, Wert] = {
        str(f.pfad): draw(wert(f)) for f in art.werte if str(f.pfad) != HERKUNFT and (f.pflicht or draw(st.booleans()))
    }
    if FRUEHER in werte:
        # no two nodes may claim the same former address, and no node may stand there
        werte[FRUEHER] = sorted(f"frueher/{w}/{PFADE.index(pfad)}" for w in werte[FRUEHER])
    return Knotenzeile(pfad, str(art.begriff), werte | {HERKUNFT: herkunft})


@st.composite
def angaben(draw: st.DrawFn, belege: Sequence[str], *, teilbar: bool) -> Angaben:
    status = draw(st.sampled_from(LinkStatus))
    felder = {f.name: f for f in aussagen.WERTE}
    noetig = {b.feld for b in aussagen.BEDINGUNGEN if b.status is status}

    def vielleicht(name: str) -> str | None:
        return draw(lexikal(felder[name])) if name in noetig or draw(st.booleans()) else None

    stellen = draw(st.lists(st.sampled_from(belege), max_size=3, unique=True)) if belege else []
    return Angaben(
        status=status,
        anteil=vielleicht("anteil") if teilbar else None,
        begruendung=vielleicht("begruendung"),
        wer=vielleicht("wer"),
        wann=vielleicht("wann"),
        belege=tuple(sorted(stellen)),
        aussage=True,
    )


@st.composite
def bestaende(draw: st.DrawFn, modell: Modell, immer: Art | None = None, hoechstens: int = 5) -> Bestand:
    """Valid rows; with a node of the kind `immer`, and passages to rest on."""
    pfade = draw(st.lists(st.sampled_from(PFADE), min_size=2, max_size=hoechstens, unique=True))
    belegarten = aussagen.belegfeld(modell).ziele
    arten = [immer] if immer else []
    arten += [modell.arten[draw(st.sampled_from([*belegarten, *modell.arten]))] for _ in pfade[len(arten) :]]
    herkunft = ["BEISPIEL"] if draw(st.booleans()) else ["QUELLE", "AUSLEGUNG"]
    knoten = [draw(knotenzeile(p, a, draw(st.sampled_from(herkunft)))) for p, a in zip(pfade, arten, strict=True)]
    belege = [p for p, a in zip(pfade, arten, strict=True) if a.name in belegarten]
    links = []
    for i, (von, art) in enumerate(zip(pfade, arten, strict=True)):
        for feld in art.links:
            marken = modell.beziehungen[str(feld.pfad)].marken
            # without a cycle: only to nodes before
            reichweite = range(i) if Kreisfrei in marken else range(len(pfade))
            moeglich = [pfade[j] for j in reichweite if modell.passt(feld.ziele, arten[j].name)]
            if moeglich and draw(st.integers(0, 2)) == 0:
                anzahl = len(moeglich) if feld.viele else 1
                for nach in draw(st.lists(st.sampled_from(moeglich), max_size=anzahl, unique=True)):
                    sagt = Nackt not in marken and draw(st.booleans())
                    gesagt = draw(angaben(belege, teilbar=Teilbar in marken)) if sagt else BLOSS
                    links.append(Linkzeile(von, str(feld.pfad), nach, gesagt))
    return Bestand(sorted(knoten, key=lambda k: k.pfad), sorted(links, key=lambda v: (v.von, v.praedikat, v.nach)))


__all__ = ["bestaende"]
