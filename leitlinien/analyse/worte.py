"""The words of an analysis: what its parts are called in German, with the model's own names for kinds.

Pages and the command line say the same, so the sentences stand here once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitlinien.analyse import rollen
from leitlinien.queries import als_text
from leitlinien.tabellen.wortschatz import wortschatz

if TYPE_CHECKING:
    from leitlinien.kinds import Modell
    from leitlinien.trace.geld import Betraege

__all__ = ["GEPLANT", "Abschnitt", "abschnitte", "aufzaehlung", "geldtext", "mehrzahl"]


@dataclass(frozen=True)
class Abschnitt:
    """One part of the analysis."""

    name: str
    """Name of its table, in addresses and files."""
    titel: str
    erklaerung: str
    nichts: str
    """What is said where nothing is found."""
    spalten: Mapping[str, str]
    """Columns of its table: key -> heading."""


GEPLANT = "erst_mit_vorschlaegen"
"""Column that says of a row whether it rests on proposals."""
_GEPLANT = {GEPLANT: "Erst mit Vorschlägen"}
_KNOTEN = {"id": "Kurzpfad", "art": "Art", "kennung": "Kennung", "titel": "Titel", "herkunft": "Herkunft"}
_DARAN = {f"daran_{k}": f"Daran hängt: {v}" for k, v in _KNOTEN.items()}
_FELD = {"feld_id": "Handlungsfeld: Kurzpfad", "feld": "Handlungsfeld"}


def abschnitte(modell: "Modell") -> tuple[Abschnitt, ...]:
    """All parts, in the order in which they are shown."""
    gefragt = aufzaehlung(mehrzahl(modell, rollen.gefragte_arten(modell)))
    tragend = aufzaehlung(mehrzahl(modell, rollen.tragende_arten(modell)))
    geld = aufzaehlung(mehrzahl(modell, rollen.geldarten(modell)))
    return (
        Abschnitt(
            "an-einem-faden",
            "Was an einem einzigen Faden hängt",
            f"{gefragt} hängen an einem Knoten, wenn jeder Weg zu ihnen über ihn führt: Fiele er weg, trüge nichts "
            f"mehr zu ihnen bei. Als Anfang eines Weges zählen {tragend}. Oben steht, woran am meisten hängt.",
            "Nichts hängt an einem einzigen Knoten.",
            _KNOTEN | _DARAN | _GEPLANT,
        ),
        Abschnitt(
            "an-einem-geldgeber",
            "Was an einer einzigen Zuwendung hängt",
            f"{gefragt}, zu denen Geld nur auf einem Weg kommt. Es zählen {geld}; Haushaltsansätze nicht, denn aus "
            "ihnen werden Zuwendungen bezahlt. Fiele die eine weg, käme bei ihnen keine mehr an.",
            "Nichts hängt an einer einzigen Zuwendung.",
            _KNOTEN | _DARAN | _GEPLANT,
        ),
        Abschnitt(
            "mehrere-felder",
            "Was mehreren Handlungsfeldern dient",
            "Knoten, von denen Wege in mindestens zwei Handlungsfelder führen. Wer sie ändert, ändert in jedem dieser "
            f"Felder etwas. Ein Feld zählt, wenn es bei einem erreichten Knoten steht ({gefragt}).",
            "Kein Knoten dient mehreren Handlungsfeldern.",
            _KNOTEN | _FELD | _GEPLANT,
        ),
        Abschnitt(
            "bruecken",
            "Brücken zwischen Handlungsfeldern",
            "Knoten und Verknüpfungen, über die allein Handlungsfelder zusammenhängen: Ohne sie zerfiele das Netz, "
            "und mindestens zwei der Teile hätten ein Handlungsfeld ganz für sich. Die Richtung zählt dabei nicht.",
            "Keine. Kein einzelner Knoten und keine einzelne Verknüpfung hält Handlungsfelder zusammen.",
            {"bruecke": "Brücke", "knoten": "Über", "nach": "Bis", "teil": "Teil", **_FELD, **_GEPLANT},
        ),
        Abschnitt(
            "kreise",
            "Kreise",
            "Beziehungen, die im Kreis führen, obwohl sie es nicht dürfen: Kein Ziel ist Teil seines Teilziels. "
            "Auch Kreise, die erst ein Vorschlag schließt, stehen hier: Bestätigt wären sie ein Fehler.",
            "Keine. Auch kein Vorschlag würde einen Kreis schließen.",
            {"kreis": "Kreis", "beziehung": "Beziehung", "stelle": "Stelle", **_KNOTEN, **_GEPLANT},
        ),
    )


def mehrzahl(modell: "Modell", arten: Iterable[str]) -> list[str]:
    """Plural names of kinds as Germans write them."""
    worte = wortschatz(modell)
    return [worte.lesbar(modell.arten[name].mehrzahl) for name in arten]


def aufzaehlung(worte: Iterable[str]) -> str:
    """`A, B und C`."""
    *vorn, letztes = list(worte) or [""]
    return f"{', '.join(vorn)} und {letztes}" if vorn else letztes


def geldtext(betraege: "Betraege") -> str:
    """`12.500,00 EUR`; several currencies side by side."""
    return " + ".join(f"{als_text(b)} {w}" for w, b in betraege.items()) or "–"
