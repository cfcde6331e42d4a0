"""Decisions, deliberations, duties to report and reports."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Union

from leitlinien.kinds import Knoten, Nackt, art
from leitlinien.model.auswahlen import Beschlussergebnis
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.model.foerderung import Zuwendung
    from leitlinien.model.quellen import Dokument
    from leitlinien.model.umsetzung import Massnahme, Organisation


@art(LL.Beschluss, "beschluesse")
class Beschluss(Knoten):
    """Beschluss eines Gremiums oder, wenn nur die Vorlage vorliegt, der vorgeschlagene Beschluss."""

    datum: Annotated[date | None, LL.datum] = None
    """Tag der Beschlussfassung."""
    ergebnis: Annotated[Beschlussergebnis, LL.ergebnis]
    """Ergebnis."""
    vorlage: Annotated["Dokument | None", LL.vorlage, Nackt] = None
    """Vorlage, aus der er stammt."""
    gremium: Annotated["Organisation | None", LL.gremium] = None
    """Gremium, das entscheidet."""
    punkte: Annotated[list["Beschlusspunkt"], ~LL.punktVon] = []
    """Seine einzelnen Punkte."""
    beratungen: Annotated[list["Beratung"], ~LL.beratungVon] = []
    """Beratungen, die er durchläuft."""
    zuwendungen: Annotated[list["Zuwendung"], ~LL.grundlage] = []
    """Zuwendungen, die sich auf ihn gründen."""


@art(LL.Beschlusspunkt, "beschlusspunkte")
class Beschlusspunkt(Knoten):
    """Einzelner Punkt eines Beschlusses."""

    nummer: Annotated[str | None, LL.nummer] = None
    """Nummer im Beschluss."""
    ergebnis: Annotated[Beschlussergebnis, LL.ergebnis]
    """Ergebnis."""
    beschluss: Annotated["Beschluss | None", LL.punktVon, Nackt] = None
    """Beschluss, zu dem der Punkt gehört."""
    beschliesst: Annotated[list["Knoten"], LL.beschliesst] = []
    """Was der Punkt beschließt, begrüßt oder einführt."""
    beauftragt: Annotated[list[Union["Organisation", "Massnahme"]], LL.beauftragt] = []
    """Wen oder womit der Punkt beauftragt."""
    finanziert_durch: Annotated[list["Knoten"], LL.finanziertDurch] = []
    """Woraus nach dem Punkt bezahlt werden soll, was er beschließt."""


@art(LL.Beratung, "beratungen")
class Beratung(Knoten):
    """Sitzung eines Gremiums, in der ein Beschluss beraten wird oder werden soll."""

    datum: Annotated[date | None, LL.datum] = None
    """Tag der Sitzung."""
    oeffentlich: Annotated[bool, LL.oeffentlich]
    """Ob die Sitzung öffentlich ist."""
    rolle: Annotated[str | None, LL.rolle] = None
    """Rolle des Gremiums, wenn das Dokument sie nennt."""
    beschluss: Annotated["Beschluss | None", LL.beratungVon, Nackt] = None
    """Beschluss, der beraten wird."""
    gremium: Annotated["Organisation | None", LL.gremium] = None
    """Gremium, das berät."""


@art(LL.Berichtspflicht, "berichtspflichten")
class Berichtspflicht(Knoten):
    """Pflicht, über etwas zu berichten."""

    turnus: Annotated[str | None, LL.turnus] = None
    """Abstand der Berichte, wie der Text ihn nennt, oder eine Dauer nach ISO 8601 (P1Y)."""
    faellig: Annotated[date | None, LL.faellig] = None
    """Tag, an dem der nächste Bericht fällig ist."""
    bericht_an: Annotated[list["Organisation"], LL.berichtAn] = []
    """Wer den Bericht erhält."""
    verantwortet_von: Annotated[list["Organisation"], LL.verantwortetVon] = []
    """Wer berichten muss."""
    beschlusspunkte: Annotated[list["Beschlusspunkt"], ~LL.beschliesst] = []
    """Beschlusspunkte, aus denen die Pflicht entsteht."""
    berichte: Annotated[list["Bericht"], ~LL.erfuellt] = []
    """Berichte, die sie erfüllen."""


@art(LL.Bericht, "berichte")
class Bericht(Knoten):
    """Bericht, den jemand erstattet oder erstatten soll."""

    datum: Annotated[date | None, LL.datum] = None
    """Tag des Berichts; leer, solange er nicht vorliegt."""
    erfuellt: Annotated[list["Berichtspflicht"], LL.erfuellt] = []
    """Berichtspflichten, die er erfüllt."""
    bericht_an: Annotated[list["Organisation"], LL.berichtAn] = []
    """Wer ihn erhält."""
    enthaelt: Annotated[list["Knoten"], LL.enthaelt] = []
    """Was er nach dem Text enthält."""
    prueft: Annotated[list["Knoten"], LL.prueft] = []
    """Was mit ihm geprüft oder bewertet werden soll."""
    verzahnt_mit: Annotated[list["Knoten"], LL.verzahntMit] = []
    """Womit er verzahnt werden soll."""
    wirkt_auf: Annotated[list["Knoten"], LL.wirktAuf] = []
    """Worauf er nach dem Text einwirkt."""
