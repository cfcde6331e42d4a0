"""Indicators and their values."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Union

from annotated_types import Ge, Le

from leitlinien.kinds import Knoten, Nackt, art
from leitlinien.model.auswahlen import Indikatorart, Phase, Richtung
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.model.felder import Sozialraum
    from leitlinien.model.leitlinien import Ziel
    from leitlinien.model.umsetzung import Massnahme, Produkt


@art(LL.Indikator, "indikatoren")
class Indikator(Knoten):
    """Größe, an der sich ein Ziel, ein Produkt oder eine Maßnahme messen lässt."""

    code: Annotated[str | None, LL.code] = None
    """Kurzzeichen in einem Kennzahlensatz."""
    einheit: Annotated[str, LL.einheit]
    """Einheit der Werte."""
    richtung: Annotated[Richtung, LL.richtung]
    """In welcher Richtung ein Wert besser wird."""
    wirkungsstufe: Annotated[int | None, LL.wirkungsstufe, Ge(1), Le(7)] = None
    """Stufe der Wirkungstreppe von 1 bis 7; ab 4 misst der Indikator eine Wirkung bei der Zielgruppe."""
    indikatorart: Annotated[Indikatorart, LL.indikatorart]
    """Art des Indikators."""
    misst: Annotated[list[Union["Ziel", "Produkt", "Massnahme"]], LL.misst] = []
    """Was er misst."""
    messwerte: Annotated[list["Messwert"], ~LL.messwertZu] = []
    """Seine Werte."""


@art(LL.Messwert, "messwerte")
class Messwert(Knoten):
    """Ein Wert eines Indikators für einen Zeitraum."""

    phase: Annotated[Phase, LL.phase]
    """Ist, Soll, Planung oder Vergleich."""
    beginn: Annotated[date | None, LL.beginn] = None
    """Erster Tag des Zeitraums."""
    ende: Annotated[date | None, LL.ende] = None
    """Letzter Tag des Zeitraums."""
    wert: Annotated[Decimal, LL.wert]
    """Der Wert in der Einheit des Indikators."""
    indikator: Annotated["Indikator | None", LL.messwertZu, Nackt] = None
    """Indikator, zu dem der Wert gehört."""
    raum: Annotated["Sozialraum | None", LL.gemessenIn, Nackt] = None
    """Raum, für den der Wert gilt."""
