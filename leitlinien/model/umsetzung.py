"""What is done and by whom: products, measures, instruments, organisations."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Union

from leitlinien.kinds import Knoten, Kreisfrei, Spur, Teilbar, art
from leitlinien.model.auswahlen import Instrumentart, Massnahmenform, Massnahmenstand, Organisationsart, Wirkweise
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.model.beschluesse import Beratung, Bericht, Berichtspflicht, Beschluss, Beschlusspunkt
    from leitlinien.model.felder import Zielgruppe
    from leitlinien.model.foerderung import Haushaltsansatz, Zuwendung
    from leitlinien.model.leitlinien import Ausrichtung, Leitlinie, Regelwerk, Ziel
    from leitlinien.model.messung import Indikator
    from leitlinien.model.quellen import Dokument


@art(LL.Produkt, "produkte")
class Produkt(Knoten):
    """Produkt des Haushaltsplans: eine Leistung oder Gruppe von Leistungen mit eigenem Budget."""

    nummer: Annotated[str | None, LL.nummer] = None
    """Nummer im Haushaltsplan."""
    produktbereich: Annotated[str, LL.produktbereich]
    """Produktbereich, wie ihn der Haushaltsplan bezeichnet."""
    verfolgt: Annotated[list[Union["Ziel", "Leitlinie"]], LL.verfolgt, Spur, Teilbar] = []
    """Ziele und Leitlinien, die das Produkt verfolgt."""
    verantwortet_von: Annotated[list["Organisation"], LL.verantwortetVon] = []
    """Wer das Produkt verantwortet."""
    massnahmen: Annotated[list["Massnahme"], ~LL.gehoertZu] = []
    """Maßnahmen, die zum Produkt gehören."""
    zuwendungen: Annotated[list["Zuwendung"], ~LL.foerdert] = []
    """Zuwendungen, die das Produkt fördern."""
    haushaltsansaetze: Annotated[list["Haushaltsansatz"], ~LL.ansatzFuer] = []
    """Ansätze des Produkts."""
    indikatoren: Annotated[list["Indikator"], ~LL.misst] = []
    """Indikatoren, die das Produkt messen."""
    rahmen: Annotated[list[Union["Regelwerk", "Leitlinie"]], ~LL.rahmenFuer] = []
    """Was dem Produkt den verbindlichen Rahmen setzt."""


@art(LL.Massnahme, "massnahmen")
class Massnahme(Knoten):
    """Vorhaben, Projekt, Programm oder Angebot, das etwas bewirken soll."""

    stand: Annotated[Massnahmenstand, LL.stand]
    """Stand der Umsetzung."""
    beginn: Annotated[date | None, LL.beginn] = None
    """Erster Tag."""
    ende: Annotated[date | None, LL.ende] = None
    """Letzter Tag."""
    wirkweise: Annotated[Wirkweise | None, LL.wirkweise] = None
    """Vorbeugend oder nachsorgend."""
    form: Annotated[Massnahmenform | None, LL.form] = None
    """Struktur, Gruppe oder Einzelfall."""
    regelwerk: Annotated["Regelwerk | None", LL.teilVonRegelwerk] = None
    """Regelwerk, dessen Text sie nennt."""
    traegt_bei_zu: Annotated[list[Union["Ziel", "Leitlinie"]], LL.traegtBeiZu, Spur, Teilbar] = []
    """Ziele und Leitlinien, zu denen sie beiträgt."""
    produkte: Annotated[list["Produkt"], LL.gehoertZu, Spur, Teilbar] = []
    """Produkte, zu denen sie gehört."""
    teil_von: Annotated[list["Massnahme"], LL.teilVonMassnahme, Spur, Kreisfrei] = []
    """Programme oder größere Maßnahmen, deren Teil sie ist."""
    teile: Annotated[list["Massnahme"], ~LL.teilVonMassnahme] = []
    """Teile dieses Programms."""
    traeger: Annotated[list["Organisation"], LL.traeger] = []
    """Wer sie trägt."""
    zielgruppen: Annotated[list["Zielgruppe"], LL.erreicht] = []
    """Menschen, die sie erreicht oder erreichen soll."""
    begruendet_durch: Annotated[list["Knoten"], LL.begruendetDurch] = []
    """Womit der Text sie begründet."""
    enthaelt: Annotated[list["Knoten"], LL.enthaelt] = []
    """Was sie nach dem Text einschließt."""
    prueft: Annotated[list["Knoten"], LL.prueft] = []
    """Was mit ihr geprüft und verbessert werden soll."""
    verzahnt_mit: Annotated[list["Knoten"], LL.verzahntMit] = []
    """Womit sie verzahnt ist: Ergänzungen und Anknüpfungen."""
    wirkt_auf: Annotated[list["Knoten"], LL.wirktAuf] = []
    """Worauf sie nach dem Text einwirkt."""
    zuwendungen: Annotated[list["Zuwendung"], ~LL.foerdert] = []
    """Zuwendungen, die sie fördern."""
    indikatoren: Annotated[list["Indikator"], ~LL.misst] = []
    """Indikatoren, die sie messen."""
    auftraege: Annotated[list["Beschlusspunkt"], ~LL.beauftragt] = []
    """Beschlusspunkte, die sie beauftragen."""
    beschlusspunkte: Annotated[list["Beschlusspunkt"], ~LL.beschliesst] = []
    """Beschlusspunkte, die sie beschließen oder begrüßen."""


@art(LL.Instrument, "instrumente")
class Instrument(Knoten):
    """Werkzeug der Steuerung, Planung oder Berichterstattung."""

    instrumentart: Annotated[Instrumentart, LL.instrumentart]
    """Art des Instruments."""
    regelwerk: Annotated["Regelwerk | None", LL.teilVonRegelwerk] = None
    """Regelwerk, dessen Text es nennt."""
    dient: Annotated[list[Union["Leitlinie", "Ziel"]], LL.dient, Spur, Teilbar] = []
    """Leitlinien und Ziele, denen es dient."""
    begruendet_durch: Annotated[list["Knoten"], LL.begruendetDurch] = []
    """Womit der Text es begründet."""
    erfordert: Annotated[list["Knoten"], LL.erfordert] = []
    """Was es nach dem Text voraussetzt."""
    enthaelt: Annotated[list["Knoten"], LL.enthaelt] = []
    """Was es nach dem Text einschließt oder liefert."""
    prueft: Annotated[list["Knoten"], LL.prueft] = []
    """Was mit ihm geprüft und verbessert werden soll."""
    verzahnt_mit: Annotated[list["Knoten"], LL.verzahntMit] = []
    """Womit es verzahnt werden soll."""
    wirkt_auf: Annotated[list["Knoten"], LL.wirktAuf] = []
    """Worauf es nach dem Text einwirkt."""
    ausrichtungen: Annotated[list["Ausrichtung"], ~LL.vergleichtVon | ~LL.vergleichtMit] = []
    """Vergleiche mit Aussagen anderer Texte."""


@art(LL.Organisation, "organisationen")
class Organisation(Knoten):
    """Kommune, Verwaltungseinheit, Gremium, Träger, Verband oder Gruppe von Akteuren; nie eine einzelne Person."""

    organisationsart: Annotated[Organisationsart, LL.organisationsart]
    """Art der Organisation."""
    teil_von: Annotated[list["Organisation"], LL.oberbegriff, Kreisfrei] = []
    """Organisationen oder Gruppen, zu denen sie gehört."""
    beauftragt: Annotated[list["Dokument"], LL.beauftragt] = []
    """Dokumente, die in ihrem Auftrag entstanden."""
    teile: Annotated[list["Organisation"], ~LL.oberbegriff] = []
    """Einheiten, die zu ihr gehören."""
    massnahmen: Annotated[list["Massnahme"], ~LL.traeger] = []
    """Maßnahmen, die sie trägt."""
    produkte: Annotated[list["Produkt"], ~LL.verantwortetVon] = []
    """Produkte, die sie verantwortet."""
    dokumente: Annotated[list["Dokument"], ~LL.herausgeber] = []
    """Dokumente, die sie herausgibt."""
    regelwerke: Annotated[list["Regelwerk"], ~LL.herausgeber] = []
    """Regelwerke, die sie herausgibt."""
    erhaltene: Annotated[list["Zuwendung"], ~LL.empfaenger] = []
    """Zuwendungen, die sie erhält."""
    gegebene: Annotated[list["Zuwendung"], ~LL.geber] = []
    """Zuwendungen, die sie gibt."""
    rahmen: Annotated[list[Union["Regelwerk", "Leitlinie"]], ~LL.rahmenFuer] = []
    """Was Zuwendungen an sie den verbindlichen Rahmen setzt."""
    auftraege: Annotated[list["Beschlusspunkt"], ~LL.beauftragt] = []
    """Beschlusspunkte, die sie beauftragen."""
    beschluesse: Annotated[list["Beschluss"], ~LL.gremium] = []
    """Beschlüsse, die sie als Gremium fasst."""
    beratungen: Annotated[list["Beratung"], ~LL.gremium] = []
    """Beratungen in ihr als Gremium."""
    berichte: Annotated[list["Bericht"], ~LL.berichtAn] = []
    """Berichte, die sie erhält."""
    berichtspflichten: Annotated[list["Berichtspflicht"], ~LL.berichtAn] = []
    """Pflichten, ihr zu berichten."""
