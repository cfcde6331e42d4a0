"""Concepts: fields of action, target groups and social spaces (SKOS concepts)."""

from typing import TYPE_CHECKING, Annotated

from leitlinien.kinds import Knoten, Kreisfrei, art
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.model.leitlinien import Leitlinie, Ziel
    from leitlinien.model.messung import Messwert
    from leitlinien.model.umsetzung import Massnahme


@art(LL.Handlungsfeld, "handlungsfelder")
class Handlungsfeld(Knoten):
    """Feld kommunalen Handelns, etwa Bildung oder Wohnen."""

    oberbegriffe: Annotated[list["Handlungsfeld"], LL.oberbegriff, Kreisfrei] = []
    """Weitere Felder, zu denen dieses gehört."""
    unterbegriffe: Annotated[list["Handlungsfeld"], ~LL.oberbegriff] = []
    """Engere Felder."""
    zugeordnet: Annotated[list["Knoten"], ~LL.imFeld] = []
    """Alles, was in diesem Feld liegt."""


@art(LL.Zielgruppe, "zielgruppen")
class Zielgruppe(Knoten):
    """Menschen, an die sich eine Leitlinie, ein Ziel oder eine Maßnahme wendet."""

    oberbegriffe: Annotated[list["Zielgruppe"], LL.oberbegriff, Kreisfrei] = []
    """Weitere Gruppen, zu denen diese gehört."""
    unterbegriffe: Annotated[list["Zielgruppe"], ~LL.oberbegriff] = []
    """Engere Gruppen."""
    leitlinien: Annotated[list["Leitlinie"], ~LL.richtetSichAn] = []
    """Leitlinien, die sich an sie richten."""
    ziele: Annotated[list["Ziel"], ~LL.richtetSichAn] = []
    """Ziele, die sich an sie richten."""
    massnahmen: Annotated[list["Massnahme"], ~LL.erreicht] = []
    """Maßnahmen, die sie erreichen."""


@art(LL.Sozialraum, "sozialraeume")
class Sozialraum(Knoten):
    """Raum, auf den sich Planung oder Leistung bezieht: Quartier, Stadt, Landkreis, Planungsraum."""

    oberbegriffe: Annotated[list["Sozialraum"], LL.oberbegriff, Kreisfrei] = []
    """Räume, in denen dieser liegt."""
    unterbegriffe: Annotated[list["Sozialraum"], ~LL.oberbegriff] = []
    """Räume, die in ihm liegen."""
    zugeordnet: Annotated[list["Knoten"], ~LL.imRaum] = []
    """Alles, was sich auf diesen Raum bezieht."""
    messwerte: Annotated[list["Messwert"], ~LL.gemessenIn] = []
    """Werte, die für diesen Raum gemessen sind."""
