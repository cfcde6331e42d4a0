"""Sets of guidelines, guidelines, goals, and how statements of different texts relate."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Union

from annotated_types import Ge, Le

from leitlinien.kinds import Knoten, Kreisfrei, LinkStatus, Nackt, Prosa, Spur, Teilbar, art
from leitlinien.model.auswahlen import (
    Ausrichtungsart,
    Bestand,
    Leitlinienart,
    Rang,
    Verbindlichkeit,
    Zielart,
    Zielebene,
    Zielfeld,
)
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.model.beschluesse import Beschlusspunkt
    from leitlinien.model.felder import Zielgruppe
    from leitlinien.model.foerderung import Zuwendung
    from leitlinien.model.messung import Indikator
    from leitlinien.model.umsetzung import Instrument, Massnahme, Organisation, Produkt


@art(LL.Regelwerk, "regelwerke")
class Regelwerk(Knoten):
    """Eine Sammlung von Leitlinien eines Herausgebers."""

    verbindlichkeit: Annotated[Verbindlichkeit, LL.verbindlichkeit]
    """Wie stark das Regelwerk bindet."""
    fassung: Annotated[str | None, LL.fassung] = None
    """Bezeichnung der Fassung, wenn der Text eine nennt."""
    bestand: Annotated[Bestand, LL.bestand]
    """Ob der ganze Text vorliegt."""
    herausgeber: Annotated[list["Organisation"], LL.herausgeber] = []
    """Wer das Regelwerk herausgibt."""
    rahmen_fuer: Annotated[list[Union["Zuwendung", "Produkt", "Organisation"]], LL.rahmenFuer] = []
    """Wofür das Regelwerk den verbindlichen Rahmen setzt."""
    enthaelt: Annotated[list["Knoten"], LL.enthaelt] = []
    """Was das Regelwerk nach seinen eigenen Worten enthält."""
    ersetzt: Annotated[list["Regelwerk"], LL.ersetzt, Kreisfrei] = []
    """Frühere Regelwerke, an deren Stelle es tritt."""
    ersetzt_durch: Annotated[list["Regelwerk"], ~LL.ersetzt] = []
    """Spätere Regelwerke, die an seine Stelle treten."""
    leitlinien: Annotated[list["Leitlinie"], ~LL.teilVonRegelwerk] = []
    """Leitlinien dieses Regelwerks."""
    ziele: Annotated[list["Ziel"], ~LL.teilVonRegelwerk] = []
    """Ziele dieses Regelwerks."""
    massnahmen: Annotated[list["Massnahme"], ~LL.teilVonRegelwerk] = []
    """Maßnahmen, die der Text dieses Regelwerks nennt."""
    instrumente: Annotated[list["Instrument"], ~LL.teilVonRegelwerk] = []
    """Instrumente, die der Text dieses Regelwerks nennt."""
    beschlusspunkte: Annotated[list["Beschlusspunkt"], ~LL.beschliesst] = []
    """Beschlusspunkte, die das Regelwerk beschließen."""


@art(LL.Leitlinie, "leitlinien")
class Leitlinie(Knoten):
    """Richtungsaussage der Sozialpolitik, an der sich Ziele, Maßnahmen und Zuwendungen ausrichten."""

    nummer: Annotated[str | None, LL.nummer] = None
    """Nummer im Dokument."""
    leitlinienart: Annotated[Leitlinienart, LL.leitlinienart]
    """Was für eine Aussage es ist."""
    zielfelder: Annotated[list[Zielfeld], LL.zielfeld] = []
    """Zielfelder, die sie berührt."""
    rang: Annotated[Rang, LL.rang]
    """Stellung im Text."""
    regelwerk: Annotated["Regelwerk | None", LL.teilVonRegelwerk] = None
    """Regelwerk, zu dem sie gehört."""
    konkretisiert: Annotated[list["Leitlinie"], LL.konkretisiert, Spur, Kreisfrei] = []
    """Leitlinien, die sie genauer fasst."""
    konkretisiert_durch: Annotated[list["Leitlinie"], ~LL.konkretisiert] = []
    """Leitlinien, die sie genauer fassen."""
    zielgruppen: Annotated[list["Zielgruppe"], LL.richtetSichAn] = []
    """Menschen, an die sie sich richtet."""
    rahmen_fuer: Annotated[list[Union["Zuwendung", "Produkt", "Organisation"]], LL.rahmenFuer] = []
    """Wofür sie den verbindlichen Rahmen setzt."""
    ersetzt: Annotated[list["Leitlinie"], LL.ersetzt, Kreisfrei] = []
    """Frühere Leitlinien, an deren Stelle sie tritt."""
    ersetzt_durch: Annotated[list["Leitlinie"], ~LL.ersetzt] = []
    """Spätere Leitlinien, die an ihre Stelle treten."""
    begruendet_durch: Annotated[list["Knoten"], LL.begruendetDurch] = []
    """Womit der Text sie begründet."""
    erfordert: Annotated[list["Knoten"], LL.erfordert] = []
    """Was sie nach dem Text voraussetzt oder fordert."""
    enthaelt: Annotated[list["Knoten"], LL.enthaelt] = []
    """Was sie nach dem Text einschließt."""
    verzahnt_mit: Annotated[list["Knoten"], LL.verzahntMit] = []
    """Womit sie verzahnt werden soll."""
    finanziert_durch: Annotated[list["Knoten"], LL.finanziertDurch] = []
    """Woraus sie nach dem Text bezahlt werden soll."""
    vermeidet: Annotated[list["Knoten"], LL.vermeidet] = []
    """Was sie nach dem Text vermeiden soll."""
    wirkt_auf: Annotated[list["Knoten"], LL.wirktAuf] = []
    """Worauf sie nach dem Text einwirkt."""
    ziele: Annotated[list["Ziel"], ~LL.dient] = []
    """Ziele, die ihr dienen."""
    instrumente: Annotated[list["Instrument"], ~LL.dient] = []
    """Instrumente, die ihr dienen."""
    produkte: Annotated[list["Produkt"], ~LL.verfolgt] = []
    """Produkte, die sie unmittelbar verfolgen."""
    massnahmen: Annotated[list["Massnahme"], ~LL.traegtBeiZu] = []
    """Maßnahmen, die unmittelbar zu ihr beitragen."""
    massnahmen_gesamt: Annotated[
        list["Massnahme"],
        ((~LL.konkretisiert) * "*")
        / (~LL.traegtBeiZu | ~LL.dient / ((~LL.teilzielVon) * "*") / ~LL.traegtBeiZu)
        / ((~LL.teilVonMassnahme) * "*"),
    ] = []
    """Alle Maßnahmen unterhalb: über erläuternde Leitlinien, Ziele, Teilziele und Programme."""
    zuwendungen: Annotated[list["Zuwendung"], ~LL.grundlage] = []
    """Zuwendungen, die sich auf sie gründen."""
    ausrichtungen: Annotated[list["Ausrichtung"], ~LL.vergleichtVon | ~LL.vergleichtMit] = []
    """Vergleiche mit Aussagen anderer Texte."""
    beschlusspunkte: Annotated[list["Beschlusspunkt"], ~LL.beschliesst] = []
    """Beschlusspunkte, die sie beschließen."""


@art(LL.Ziel, "ziele")
class Ziel(Knoten):
    """Überprüfbarer Zustand, den eine Leitlinie herbeiführen soll."""

    ebene: Annotated[Zielebene, LL.ebene]
    """Ebene des Ziels."""
    zielart: Annotated[Zielart | None, LL.zielart] = None
    """Worauf das Ziel sich richtet."""
    zielfelder: Annotated[list[Zielfeld], LL.zielfeld] = []
    """Zielfelder, die es berührt."""
    regelwerk: Annotated["Regelwerk | None", LL.teilVonRegelwerk] = None
    """Regelwerk, in dessen Text es steht."""
    leitlinien: Annotated[list["Leitlinie"], LL.dient, Spur, Teilbar] = []
    """Leitlinien, denen es dient."""
    oberziele: Annotated[list["Ziel"], LL.teilzielVon, Spur, Teilbar, Kreisfrei] = []
    """Ziele, zu denen es als Teil beiträgt."""
    teilziele: Annotated[list["Ziel"], ~LL.teilzielVon] = []
    """Teile dieses Ziels."""
    zielgruppen: Annotated[list["Zielgruppe"], LL.richtetSichAn] = []
    """Menschen, bei denen oder für die es erreicht werden soll."""
    ersetzt: Annotated[list["Ziel"], LL.ersetzt, Kreisfrei] = []
    """Frühere Ziele, an deren Stelle es tritt."""
    ersetzt_durch: Annotated[list["Ziel"], ~LL.ersetzt] = []
    """Spätere Ziele, die an seine Stelle treten."""
    begruendet_durch: Annotated[list["Knoten"], LL.begruendetDurch] = []
    """Womit der Text es begründet."""
    erfordert: Annotated[list["Knoten"], LL.erfordert] = []
    """Was es nach dem Text voraussetzt oder fordert."""
    wirkt_auf: Annotated[list["Knoten"], LL.wirktAuf] = []
    """Worauf es nach dem Text einwirkt."""
    massnahmen: Annotated[list["Massnahme"], ~LL.traegtBeiZu] = []
    """Maßnahmen, die zu ihm beitragen."""
    instrumente: Annotated[list["Instrument"], ~LL.dient] = []
    """Instrumente, die ihm dienen."""
    produkte: Annotated[list["Produkt"], ~LL.verfolgt] = []
    """Produkte, die es verfolgen."""
    indikatoren: Annotated[list["Indikator"], ~LL.misst] = []
    """Indikatoren, die es messen."""
    ausrichtungen: Annotated[list["Ausrichtung"], ~LL.vergleichtVon | ~LL.vergleichtMit] = []
    """Vergleiche mit Aussagen anderer Texte."""
    beschlusspunkte: Annotated[list["Beschlusspunkt"], ~LL.beschliesst] = []
    """Beschlusspunkte, die es beschließen."""


@art(LL.Ausrichtung, "ausrichtungen")
class Ausrichtung(Knoten):
    """Aussage darüber, wie Leitlinien, Ziele oder Instrumente zweier Texte zueinander stehen; nie Teil einer Spur."""

    ausrichtungsart: Annotated[Ausrichtungsart, LL.ausrichtungsart]
    """Wie die erste zur zweiten steht."""
    begruendung: Annotated[Prosa, LL.begruendung]
    """Warum das so gelesen wird."""
    konfidenz: Annotated[Decimal, LL.konfidenz, Ge(0), Le(1)]
    """Wie sicher die Lesart ist, von 0 bis 1."""
    status: Annotated[LinkStatus, LL.status]
    """Ob der Vergleich belegt, bestätigt oder nur vorgeschlagen ist."""
    von: Annotated[Union["Leitlinie", "Ziel", "Instrument", None], LL.vergleichtVon, Nackt] = None
    """Die erste Aussage."""
    nach: Annotated[Union["Leitlinie", "Ziel", "Instrument", None], LL.vergleichtMit, Nackt] = None
    """Die zweite Aussage."""
