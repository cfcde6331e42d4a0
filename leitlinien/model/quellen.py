"""Where statements come from: documents, passages in them, and places known to be empty."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge

from leitlinien.kinds import (
    Anfang,
    Dateiname,
    Ende,
    Feldname,
    Grund,
    Knoten,
    Lokator,
    Muster,
    Nackt,
    Pruefsumme,
    Zeichensatz,
    art,
)
from leitlinien.model.auswahlen import Dokumentart, Leergrund, Verfuegbarkeit
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.model.beschluesse import Beschluss
    from leitlinien.model.foerderung import Zuwendung
    from leitlinien.model.umsetzung import Organisation

SHA256 = Muster("[0-9a-f]{64}")


@art(LL.Dokument, "dokumente")
class Dokument(Knoten):
    """Ein Schriftstück oder Datensatz, auf den sich Aussagen stützen."""

    dokumentart: Annotated[Dokumentart, LL.dokumentart]
    """Art des Dokuments."""
    datum: Annotated[date | None, LL.datum] = None
    """Datum des Dokuments oder Vorgangs, wenn es eines nennt."""
    adresse: Annotated[str | None, LL.adresse] = None
    """Adresse im Netz, unter der es veröffentlicht ist."""
    dateiname: Annotated[str | None, LL.dateiname, Dateiname] = None
    """Name der vorliegenden Datei."""
    zeichensatz: Annotated[str | None, LL.zeichensatz, Zeichensatz] = None
    """Zeichensatz der vorliegenden Datei; ohne Angabe UTF-8."""
    pruefsumme: Annotated[str | None, LL.pruefsumme, SHA256, Pruefsumme] = None
    """SHA-256 über den bereinigten Text (bei Daten: über die Bytes), kleingeschrieben."""
    verfuegbarkeit: Annotated[Verfuegbarkeit, LL.verfuegbarkeit]
    """Ob das Dokument vorliegt oder nur genannt wird."""
    herausgeber: Annotated[list["Organisation"], LL.herausgeber] = []
    """Wer das Dokument herausgibt."""
    enthaelt: Annotated[list["Knoten"], LL.enthaelt] = []
    """Was das Dokument nach seinen eigenen Worten enthält oder umfasst."""
    verzahnt_mit: Annotated[list["Knoten"], LL.verzahntMit] = []
    """Womit es verzahnt werden soll."""
    wirkt_auf: Annotated[list["Knoten"], LL.wirktAuf] = []
    """Worauf es nach dem Text einwirkt: Impulse, Lösungen, Ergänzungen."""
    fundstellen: Annotated[list["Fundstelle"], ~LL.inDokument] = []
    """Fundstellen in diesem Dokument."""
    beschluesse: Annotated[list["Beschluss"], ~LL.vorlage] = []
    """Beschlüsse, deren Vorlage dieses Dokument ist."""
    zuwendungen: Annotated[list["Zuwendung"], ~LL.grundlage] = []
    """Zuwendungen, die sich auf dieses Dokument gründen."""


@art(LL.Fundstelle, "fundstellen")
class Fundstelle(Knoten):
    """Eine Stelle in einem Dokument: Ort, erstes und letztes Zeichen und Prüfsumme, aber kein Text."""

    lokator: Annotated[str, LL.lokator, Lokator]
    """Ort in der Zählung des Dokuments, zum Beispiel Nr. 3 Satz 1."""
    zeichen_von: Annotated[int | None, LL.zeichenVon, Ge(0), Anfang] = None
    """Erstes Zeichen im bereinigten Text, ab 0 gezählt."""
    zeichen_bis: Annotated[int | None, LL.zeichenBis, Ge(1), Ende] = None
    """Erstes Zeichen nach der Stelle."""
    pruefsumme: Annotated[str | None, LL.pruefsumme, SHA256, Pruefsumme] = None
    """SHA-256 der Stelle im bereinigten Text."""
    dokument: Annotated["Dokument | None", LL.inDokument, Nackt] = None
    """Dokument, in dem die Stelle steht."""
    belegt: Annotated[list["Knoten"], ~LL.beleg] = []
    """Was diese Stelle belegt."""


@art(LL.Leerstelle, "leerstellen")
class Leerstelle(Knoten):
    """Ein Feld, von dem gesagt oder bekannt ist, dass es leer ist."""

    feld: Annotated[str, LL.feld, Feldname]
    """Name des leeren Feldes, wie es in GraphQL heißt, oder die Überschrift im Dokument."""
    grund: Annotated[Leergrund, LL.grund, Grund]
    """Warum es leer ist."""
    leerstelle_von: Annotated["Knoten | None", LL.leerstelleVon, Nackt] = None
    """Knoten, dem die Angabe fehlt."""


@art(LL.Rahmenbedingung, "rahmenbedingungen")
class Rahmenbedingung(Knoten):
    """Entwicklung, Lage oder Denkweise, auf die ein Text seine Aussagen stützt, etwa der demografische Wandel."""

    begruendet_durch: Annotated[list["Knoten"], LL.begruendetDurch] = []
    """Womit der Text sie begründet."""
    wirkt_auf: Annotated[list["Knoten"], LL.wirktAuf] = []
    """Was sie nach dem Text verändert."""
    begruendet: Annotated[list["Knoten"], ~LL.begruendetDurch] = []
    """Aussagen, die der Text damit begründet."""
