"""The coverage rules: what a complete chain from money to guidelines needs, and what cannot be right.

Importing this module fills `modell.regeln`. Sources: the design's list of rules, the questions auditors ask.
"""

from rdflib.paths import MulPath

from leitlinien.kinds import Herkunft, Knoten, Spur, modell
from leitlinien.model.auswahlen import Bestand, Leergrund, Rang, Zielart, Zuwendungsstand
from leitlinien.model.beschluesse import Berichtspflicht
from leitlinien.model.felder import Handlungsfeld, Sozialraum, Zielgruppe
from leitlinien.model.foerderung import Zuwendung
from leitlinien.model.leitlinien import Leitlinie, Regelwerk, Ziel
from leitlinien.model.messung import Indikator, Messwert
from leitlinien.model.pruefungen import (
    AUFWAERTS,
    ZUR_LEITLINIE,
    abgelaufen_in_gebrauch,
    bericht_offen,
    nur_ueber_vorschlag,
    ohne_anteile,
    soll_ohne_ist,
    ueber_100,
)
from leitlinien.model.quellen import Dokument, Fundstelle
from leitlinien.model.regel import Bedingung, Deckung, Regel, Schwere, Weg, Zugehoerigkeit
from leitlinien.model.umsetzung import Massnahme, Organisation, Produkt
from leitlinien.terms import LL

__all__ = ["DECKUNGEN", "ENTFAELLT", "REGELN", "ZUGEHOERIGKEIT"]

ERLAEUTERND = Bedingung("rang", lambda rang: rang is Rang.ERLAEUTERUNG)
"""Explaining guidelines need nothing of their own; coverage counts them only when asked."""
ERSTE_WIRKUNGSSTUFE = 4
"""From this step of the stairs of impact (Wirkungstreppe) on an indicator measures an effect on people."""
ENTFAELLT = Leergrund.ENTFAELLT
"""Reason of an empty place that explains a gap: a document says that there is nothing."""

ZUGEHOERIGKEIT = Zugehoerigkeit(
    art=Regelwerk,
    eigene=LL.teilVonRegelwerk,
    abgeleitet=((AUFWAERTS | LL.misst | LL.messwertZu | ~LL.richtetSichAn) * "+") / LL.teilVonRegelwerk,
    auszug=Bedingung("bestand", lambda bestand: bestand is Bestand.AUSZUG),
)
"""A node belongs to the Regelwerk whose text it stands in; else to those it contributes to, measures or is meant by."""

REGELN = (
    Regel(
        "leitlinie-ohne-ziel",
        Leitlinie,
        Schwere.HINWEIS,
        beschreibung="Leitlinien, denen kein Ziel dient, auch nicht über Leitlinien, die sie genauer fassen.",
        satz="Der Leitlinie {knoten} dient{auszug} kein Ziel.",
        abhilfe="Ein Ziel nennen, das ihr dient; oder festhalten, dass sie keines braucht.",
        braucht=Weg(((~LL.konkretisiert) * "*") / ~LL.dient, (Ziel,)),
        auf_wunsch=ERLAEUTERND,
        felder=("ziele",),
    ),
    Regel(
        "leitlinie-ohne-umsetzung",
        Leitlinie,
        Schwere.WARNUNG,
        beschreibung="Leitlinien, zu denen über keinen Weg ein Produkt oder eine Maßnahme führt.",
        satz="Die Leitlinie {knoten} wird{auszug} von keinem Produkt und keiner Maßnahme umgesetzt.",
        abhilfe="Ein Produkt oder eine Maßnahme mit ihr oder mit einem ihrer Ziele verknüpfen.",
        braucht=Weg((~AUFWAERTS) * "+", (Produkt, Massnahme)),
        auf_wunsch=ERLAEUTERND,
        felder=("massnahmen", "massnahmenGesamt", "produkte"),
    ),
    Regel(
        "ziel-ohne-massnahme",
        Ziel,
        Schwere.WARNUNG,
        beschreibung="Ziele, zu denen keine Maßnahme unmittelbar beiträgt.",
        satz="Zum Ziel {knoten} trägt{auszug} keine Maßnahme bei.",
        abhilfe="Eine Maßnahme nennen, die zu ihm beiträgt; oder das Ziel aufgeben.",
        braucht=Weg(~LL.traegtBeiZu, (Massnahme,)),
        felder=("massnahmen",),
        mildernd=(
            Weg(((~LL.teilzielVon) * "+") / ~LL.traegtBeiZu, (Massnahme,)),
            "Zu seinen Teilzielen tragen Maßnahmen bei.",
        ),
    ),
    Regel(
        "ziel-ohne-indikator",
        Ziel,
        Schwere.HINWEIS,
        beschreibung="Ziele, die kein Indikator misst.",
        satz="Für das Ziel {knoten} gibt es{auszug} keinen Indikator.",
        abhilfe="Einen Indikator nennen, an dem sich zeigt, ob es erreicht ist.",
        braucht=Weg(~LL.misst, (Indikator,)),
        felder=("indikatoren",),
    ),
    Regel(
        "wirkungsziel-ohne-wirkungsindikator",
        Ziel,
        Schwere.HINWEIS,
        beschreibung="Wirkungsziele ohne Indikator ab Stufe 4 der Wirkungstreppe.",
        satz="Für das Wirkungsziel {knoten} gibt es{auszug} keinen Indikator ab Wirkungsstufe 4.",
        abhilfe="Einen Indikator nennen, der eine Wirkung bei der Zielgruppe misst, nicht nur Aufwand oder Leistung.",
        braucht=Weg(
            ~LL.misst,
            (Indikator,),
            Bedingung("wirkungsstufe", lambda stufe: stufe is not None and stufe >= ERSTE_WIRKUNGSSTUFE),
        ),
        wenn=(Bedingung("zielart", lambda zielart: zielart is Zielart.WIRKUNG),),
        felder=("indikatoren",),
    ),
    Regel(
        "massnahme-ohne-ziel",
        Massnahme,
        Schwere.WARNUNG,
        beschreibung="Maßnahmen ohne Beitrag zu Ziel oder Leitlinie, auch nicht über ihr Programm oder Produkt.",
        satz="Die Maßnahme {knoten} trägt{auszug} zu keinem Ziel und keiner Leitlinie bei.",
        abhilfe="Das Ziel nennen, zu dem sie beiträgt; oder prüfen, wofür es sie gibt.",
        braucht=Weg(
            MulPath(LL.teilVonMassnahme, "*") / (LL.traegtBeiZu | LL.gehoertZu / LL.verfolgt),
            (Ziel, Leitlinie),
        ),
        felder=("traegtBeiZu",),
    ),
    Regel(
        "produkt-ohne-ziel",
        Produkt,
        Schwere.WARNUNG,
        beschreibung="Produkte, die kein Ziel und keine Leitlinie verfolgen.",
        satz="Das Produkt {knoten} verfolgt{auszug} kein Ziel und keine Leitlinie.",
        abhilfe="Ein Ziel oder eine Leitlinie nennen, die es verfolgt; oder seine Aufgabe überprüfen.",
        braucht=Weg(LL.verfolgt, (Ziel, Leitlinie)),
        felder=("verfolgt",),
        mildernd=(Weg(~LL.gehoertZu / LL.traegtBeiZu), "Seine Maßnahmen tragen zu Zielen oder Leitlinien bei."),
    ),
    Regel(
        "indikator-ohne-messwert",
        Indikator,
        Schwere.HINWEIS,
        beschreibung="Indikatoren ohne einen einzigen Wert.",
        satz="Zum Indikator {knoten} gibt es{auszug} keinen Messwert.",
        abhilfe="Werte erheben und eintragen; oder auf den Indikator verzichten.",
        braucht=Weg(~LL.messwertZu, (Messwert,)),
        felder=("messwerte",),
    ),
    Regel(
        "soll-ohne-ist",
        Indikator,
        Schwere.WARNUNG,
        beschreibung="Indikatoren mit Soll-Wert für einen abgelaufenen Zeitraum, zu dem kein Ist-Wert vorliegt.",
        satz="Zum Indikator {knoten} gibt es{auszug} für {zeitraum} einen Soll-Wert, aber keinen Ist-Wert.",
        abhilfe="Den Ist-Wert erheben und eintragen.",
        pruefe=soll_ohne_ist,
        felder=("messwerte",),
    ),
    Regel(
        "zuwendung-ohne-leitlinie",
        Zuwendung,
        Schwere.WARNUNG,
        beschreibung="Zuwendungen, von denen kein Weg zu einer Leitlinie führt.",
        satz="Von der Zuwendung {knoten} führt{auszug} kein Weg zu einer Leitlinie.",
        abhilfe="Die geförderte Maßnahme nennen und das Ziel oder die Leitlinie, zu der sie beiträgt.",
        braucht=ZUR_LEITLINIE,
        felder=("foerdert",),
        auch_ausser_kraft=True,
    ),
    Regel(
        "zuwendung-nur-ueber-vorschlag",
        Zuwendung,
        Schwere.HINWEIS,
        beschreibung="Zuwendungen, die eine Leitlinie nur über vorgeschlagene Verknüpfungen erreichen.",
        satz="Die Zuwendung {knoten} erreicht{auszug} eine Leitlinie nur über einen Vorschlag.",
        abhilfe="Den Vorschlag mit Namen, Datum und Begründung bestätigen oder verwerfen.",
        pruefe=nur_ueber_vorschlag,
        auch_ausser_kraft=True,
    ),
    Regel(
        "zuwendung-ohne-grundlage",
        Zuwendung,
        Schwere.FEHLER,
        beschreibung="Bewilligte oder abgerechnete Zuwendungen, die keine Grundlage nennen.",
        satz="Zur Zuwendung {knoten} ist{auszug} weder ein Beschluss noch eine Richtlinie oder Leitlinie genannt.",
        abhilfe="Den Beschluss oder die Richtlinie suchen und als Grundlage eintragen.",
        braucht=Weg(LL.grundlage),
        # an application rests on nothing yet
        wenn=(Bedingung("zuwendungsstand", lambda stand: stand is not Zuwendungsstand.GEPLANT),),
        felder=("grundlagen",),
        auch_ausser_kraft=True,
    ),
    Regel(
        "aussage-ohne-beleg",
        Knoten,
        Schwere.FEHLER,
        beschreibung="Aussagen, die aus einer Quelle stammen sollen und keine Fundstelle nennen.",
        satz="{knoten} soll aus einer Quelle stammen, nennt aber keine Fundstelle.",
        abhilfe="Die Fundstelle eintragen; oder die Herkunft auf AUSLEGUNG setzen.",
        braucht=Weg(LL.beleg, (Fundstelle,)),
        wenn=(
            Bedingung("herkunft", lambda herkunft: herkunft is Herkunft.QUELLE),
            # that nothing is known is no statement of a document
            Bedingung("grund", lambda grund: grund is Leergrund.ENTFAELLT),
        ),
        # what a statement rests on, and what statements only name, is no statement itself
        ausser=(Dokument, Fundstelle, Regelwerk, Organisation, Handlungsfeld, Zielgruppe, Sozialraum),
        felder=("belege",),
        auch_ausser_kraft=True,
    ),
    Regel(
        "zielgruppe-unerreicht",
        Zielgruppe,
        Schwere.WARNUNG,
        beschreibung="Zielgruppen einer Leitlinie oder eines Ziels, die keine Maßnahme erreicht, auch nicht teilweise.",
        satz="An {knoten} richtet sich eine Leitlinie oder ein Ziel; erreicht wird sie{auszug} von keiner Maßnahme.",
        abhilfe="Eine Maßnahme nennen, die sie, eine weitere oder eine engere Gruppe erreicht.",
        braucht=Weg((MulPath(LL.oberbegriff, "*") | ((~LL.oberbegriff) * "*")) / ~LL.erreicht, (Massnahme,)),
        sofern=Weg(~LL.richtetSichAn, (Leitlinie, Ziel)),
        felder=("massnahmen",),
    ),
    Regel(
        "berichtspflicht-offen",
        Berichtspflicht,
        Schwere.FEHLER,
        beschreibung="Berichtspflichten, die am Stichtag überfällig sind.",
        satz="Der Bericht zu {knoten} war am {faellig} fällig und ist seit {tage} offen.",
        abhilfe="Den Bericht erstatten und mit Datum eintragen.",
        pruefe=bericht_offen,
        felder=("berichte",),
    ),
    Regel(
        "anteile-ueber-100",
        Knoten,
        Schwere.FEHLER,
        beschreibung="Knoten, deren Anteile über alle Verknüpfungen mehr als 100 Prozent ergeben.",
        satz="Die Anteile von {knoten} ergeben zusammen {summe} Prozent.",
        abhilfe="Die Anteile so ändern, dass sie zusammen höchstens 1 ergeben.",
        pruefe=ueber_100,
        marke=Spur,
        auch_ausser_kraft=True,
    ),
    Regel(
        "fehlende-anteile",
        Knoten,
        Schwere.HINWEIS,
        beschreibung="Verzweigungen, durch die Geld fließt und deren Anteile nicht alle angegeben sind.",
        satz="Von {knoten} führen mehrere Verknüpfungen weiter, {ohne} ohne Anteil; das Geld ist nicht aufteilbar.",
        abhilfe="Zu jeder Verknüpfung den Anteil angeben.",
        pruefe=ohne_anteile,
        marke=Spur,
        auch_ausser_kraft=True,
    ),
    Regel(
        "abgelaufen",
        Knoten,
        Schwere.WARNUNG,
        beschreibung="Was am Stichtag abgelaufen ist und noch genutzt wird.",
        satz="{knoten} ist am {tag} abgelaufen, aber {gebrauch}.",
        abhilfe="Verlängern oder ersetzen; oder beenden, was sich darauf stützt.",
        pruefe=abgelaufen_in_gebrauch,
        ausser=(Messwert,),
        auch_ausser_kraft=True,
    ),
)

DECKUNGEN = (
    Deckung(
        "leitlinien",
        Leitlinie,
        beschreibung="Leitlinien mit eigenem Ziel, Produkt oder eigener Maßnahme.",
        direkt=(Weg(~LL.dient, (Ziel,)), Weg(~LL.verfolgt, (Produkt,)), Weg(~LL.traegtBeiZu, (Massnahme,))),
        teile=~LL.konkretisiert,
        umsetzung=Weg((~AUFWAERTS) * "+", (Produkt, Massnahme)),
        darunter=~LL.konkretisiert | ~LL.dient | ~LL.teilzielVon,
        felder=("ziele", "massnahmen"),
        auf_wunsch=ERLAEUTERND,
    ),
    Deckung(
        "ziele",
        Ziel,
        beschreibung="Ziele mit eigener Maßnahme.",
        direkt=(Weg(~LL.traegtBeiZu, (Massnahme,)),),
        teile=~LL.teilzielVon,
        umsetzung=Weg(((~LL.teilzielVon) * "*") / ~LL.traegtBeiZu, (Massnahme,)),
        darunter=~LL.teilzielVon,
        felder=("massnahmen",),
    ),
)

modell.regeln.extend(REGELN)
