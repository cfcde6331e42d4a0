"""Money: grants and budget appropriations."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Union

from annotated_types import Ge

from leitlinien.kinds import Ansatzgeld, Knoten, Muster, Nackt, Prosa, Spur, Teilbar, Waehrung, Zuwendungsgeld, art
from leitlinien.model.auswahlen import (
    Ansatzart,
    Finanzierungsart,
    Phase,
    Verpflichtungsgrad,
    Zuwendungsart,
    Zuwendungsstand,
)
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.model.beschluesse import Beschluss
    from leitlinien.model.leitlinien import Leitlinie, Regelwerk
    from leitlinien.model.quellen import Dokument
    from leitlinien.model.umsetzung import Massnahme, Organisation, Produkt

WAEHRUNG = Muster("[A-Z]{3}")


@art(LL.Zuwendung, "zuwendungen")
class Zuwendung(Knoten):
    """Geld, das eine Kommune einem Empfänger für einen Zweck gibt; Empfänger sind nie einzelne Personen."""

    zweck: Annotated[Prosa, LL.zweck]
    """Wofür die Zuwendung gegeben wird."""
    jahr: Annotated[int | None, LL.jahr] = None
    """Haushaltsjahr."""
    waehrung: Annotated[str, LL.waehrung, WAEHRUNG, Waehrung]
    """Währung aller Beträge nach ISO 4217, zum Beispiel EUR."""
    beantragt: Annotated[Decimal | None, LL.beantragt, Ge(0)] = None
    """Beantragter Betrag."""
    bewilligt: Annotated[Decimal | None, LL.bewilligt, Ge(0), Zuwendungsgeld] = None
    """Bewilligter Betrag."""
    ausgezahlt: Annotated[Decimal | None, LL.ausgezahlt, Ge(0)] = None
    """Ausgezahlter Betrag."""
    anerkannt: Annotated[Decimal | None, LL.anerkannt, Ge(0)] = None
    """Nach Prüfung des Verwendungsnachweises anerkannter Betrag."""
    zuwendungsstand: Annotated[Zuwendungsstand, LL.zuwendungsstand]
    """Stand der Zuwendung."""
    zuwendungsart: Annotated[Zuwendungsart | None, LL.zuwendungsart] = None
    """Projekt oder Einrichtung."""
    finanzierungsart: Annotated[Finanzierungsart | None, LL.finanzierungsart] = None
    """Wie sie die Ausgaben deckt."""
    verpflichtungsgrad: Annotated[Verpflichtungsgrad | None, LL.verpflichtungsgrad] = None
    """Wie weit die Kommune verpflichtet ist."""
    beginn: Annotated[date | None, LL.beginn] = None
    """Erster Tag des Bewilligungszeitraums."""
    ende: Annotated[date | None, LL.ende] = None
    """Letzter Tag des Bewilligungszeitraums."""
    bewilligt_am: Annotated[date | None, LL.bewilligtAm] = None
    """Tag der Bewilligung."""
    foerdert: Annotated[list[Union["Massnahme", "Produkt"]], LL.foerdert, Spur, Teilbar] = []
    """Maßnahmen und Produkte, die sie fördert."""
    empfaenger: Annotated["Organisation | None", LL.empfaenger] = None
    """Wer das Geld erhält."""
    geber: Annotated["Organisation | None", LL.geber] = None
    """Wer das Geld gibt."""
    grundlagen: Annotated[list[Union["Beschluss", "Dokument", "Leitlinie"]], LL.grundlage] = []
    """Beschlüsse, Richtlinien und Leitlinien, auf die sie sich gründet."""
    rahmen: Annotated[list[Union["Regelwerk", "Leitlinie"]], ~LL.rahmenFuer] = []
    """Was ihr den verbindlichen Rahmen setzt."""


@art(LL.Haushaltsansatz, "haushaltsansaetze")
class Haushaltsansatz(Knoten):
    """Betrag, den ein Haushaltsplan für ein Produkt auf einem Konto vorsieht; Aufwand ist positiv."""

    jahr: Annotated[int | None, LL.jahr] = None
    """Haushaltsjahr."""
    phase: Annotated[Phase, LL.phase]
    """Ansatz, Ergebnis oder Planung."""
    konto: Annotated[str, LL.konto]
    """Sachkonto mit Bezeichnung."""
    ansatzart: Annotated[Ansatzart, LL.ansatzart]
    """Aufwand, Ertrag oder Zuschuss."""
    waehrung: Annotated[str, LL.waehrung, WAEHRUNG, Waehrung]
    """Währung des Betrags nach ISO 4217."""
    betrag: Annotated[Decimal, LL.betrag, Ansatzgeld]
    """Betrag; Aufwand und Ertrag sind positiv, Absetzungen negativ."""
    produkt: Annotated["Produkt | None", LL.ansatzFuer, Spur, Nackt] = None
    """Produkt, für das der Ansatz gilt."""
