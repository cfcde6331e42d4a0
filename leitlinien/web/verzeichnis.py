"""What the directory and its lists show of a model: groups of kinds, names in addresses, columns. No kind is named."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitlinien.kinds import Ansatzgeld, Art, Auswahl, Deutsch, Feld, Knoten, Spur, Waehrung, Zuwendungsgeld
from leitlinien.state.huelle import senken
from leitlinien.tabellen import Dateiart
from leitlinien.tabellen.wortschatz import wortschatz

if TYPE_CHECKING:
    from leitlinien.kinds import Modell

SPALTEN = 6
"""Columns of the page besides title, short name and provenance; files have all."""
IMMER = ("titel", "kennung")
ZULETZT = "herkunft"


@dataclass(frozen=True)
class Arteintrag:
    """A kind in the directory."""

    adresse: str
    name: str
    beschreibung: str
    anzahl: int


@dataclass(frozen=True)
class Artgruppe:
    """Kinds that belong together."""

    titel: str
    eintraege: tuple[Arteintrag, ...]


def listenname(art: Art) -> str:
    """Name of a kind's list in addresses: its plural, lower case ASCII."""
    return art.mehrzahl.lower()


def nach_listenname(modell: "Modell") -> dict[str, Art]:
    """Kinds by the name of their list."""
    return {listenname(a): a for a in modell.arten.values()}


def artgruppen(modell: "Modell", zaehle: Callable[[Art], int]) -> list[Artgruppe]:
    """All kinds, by the module that declares them; the nearer to where traces end, the earlier."""
    worte = wortschatz(modell)
    rang = {name: k for k, name in enumerate(_stufen(modell))}
    module: dict[str, list[Art]] = {}
    for art in modell.arten.values():
        module.setdefault(art.klasse.__module__.rpartition(".")[2], []).append(art)
    geordnet = sorted(module.items(), key=lambda m: min(rang.get(a.name, len(rang)) for a in m[1]))
    return [
        Artgruppe(
            worte.lesbar(modul),
            tuple(
                Arteintrag(listenname(a), worte.lesbar(a.mehrzahl), a.beschreibung, zaehle(a))
                for a in sorted(arten, key=lambda a: rang.get(a.name, len(rang)))
            ),
        )
        for modul, arten in geordnet
    ]


def _stufen(modell: "Modell") -> list[str]:
    """Kinds on the way of traces, from their end downwards, level by level."""
    gefunden = list(senken(modell))
    for ziel in gefunden:
        for art in modell.arten.values():
            if art.name not in gefunden and any(Spur in f.marken and ziel in f.ziele for f in art.links):
                gefunden.append(art.name)
    return gefunden


def spalten(art: Art) -> list[Feld]:
    """Fields shown on the page: links and money first, then closed lists, days and numbers, in the model's order."""

    def rang(feld: Feld) -> int | None:
        if feld.viele or not feld.gespeichert or feld.name in Knoten.model_fields or Deutsch in feld.marken:
            return None
        if feld.ist_link or feld.marken & {Zuwendungsgeld, Ansatzgeld, Waehrung}:
            return 0
        return 1 if issubclass(feld.typ, Auswahl) else 3 if feld.typ is str else 2

    mit_rang = sorted((r, k) for k, f in enumerate(art.felder) if (r := rang(f)) is not None)
    gewaehlt = sorted(k for _, k in mit_rang[:SPALTEN])
    return [*(art.feld[n] for n in IMMER), *(art.felder[k] for k in gewaehlt), art.feld[ZULETZT]]


def dateifelder(art: Art, form: Dateiart) -> list[Feld]:
    """Fields of a file: all that is stored; in Turtle the nodes speak for themselves."""
    kopf = [art.feld[n] for n in IMMER]
    if form is Dateiart.TURTLE:
        return kopf
    return [*kopf, *(f for f in (*art.werte, *art.links) if f.name not in IMMER)]
