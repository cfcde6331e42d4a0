"""How products of Kiel's budget could be read against Kiel's guidelines: proposals, each with its reason.

No document links a product to a guideline. Only readings that the product's own name or figures carry stand here.
"""

from dataclasses import dataclass

WER, WANN = "Redaktion Leitlinien", "2026-11-21"
"""Who read the products this way, and when."""


@dataclass(frozen=True)
class Vorschlag:
    """A reading: one end of the link is a product, the other a statement of Kiel's guidelines."""

    produkt: str
    praedikat: str
    aussage: str
    grund: str
    """German reason; `{zuschuss}`, `{aufwand}` and `{anteil}` are filled from the product's own figures."""

    @property
    def von(self) -> str:
        """Local path the link begins at."""
        return f"kiel/{self.aussage}" if self.praedikat == "rahmenFuer" else f"kiel/produkt-{self.produkt}"

    @property
    def nach(self) -> str:
        """Local path the link leads to."""
        return f"kiel/produkt-{self.produkt}" if self.praedikat == "rahmenFuer" else f"kiel/{self.aussage}"


_RAHMEN = "K13 bindet die Stadt, wenn sie freie Träger sozialer Dienste bezuschusst. "
_PARTNER = "K08 will die Zusammenarbeit mit freien Trägern. "
_VORBEUGEN = "K01 setzt auf einen Sozialstaat, der vorbeugt und aktiviert. "
_GEMEINSCHAFT = "K02 folgt der Idee einer Stadt, in der alle füreinander einstehen. "
_AUSGLEICH = "K03 verpflichtet zum sozialen Ausgleich. "

VORSCHLAEGE = (
    Vorschlag(
        "315410",
        "rahmenFuer",
        "K13",
        _RAHMEN + "Der Ansatz enthält {zuschuss} Zuschüsse an übrige Bereiche für Einrichtungen für "
        "Wohnungslose; dass freie Träger sie erhalten, liegt nahe, steht aber nicht im Plan.",
    ),
    Vorschlag(
        "331000",
        "rahmenFuer",
        "K13",
        _RAHMEN + "Das Produkt heißt nach den Trägern der Wohlfahrtspflege und besteht zu {anteil} aus Zuschüssen.",
    ),
    Vorschlag(
        "362001",
        "rahmenFuer",
        "K13",
        _RAHMEN + "Das Produkt nennt die Jugendarbeit freier Träger und enthält {zuschuss} Zuschüsse.",
    ),
    Vorschlag(
        "363320",
        "rahmenFuer",
        "K13",
        _RAHMEN + "Der Ansatz enthält {zuschuss} Zuschüsse an übrige Bereiche für Beratungsstellen; der Empfängerkreis "
        "steht nicht im Plan.",
    ),
    Vorschlag(
        "365002",
        "rahmenFuer",
        "K13",
        _RAHMEN + "Das Produkt nennt Einrichtungen freier Träger und besteht zu {anteil} aus Zuschüssen. Offen ist, ob "
        "K13 gesetzlich geregelte Zuschüsse für Tageseinrichtungen mitmeint.",
    ),
    Vorschlag(
        "366001",
        "rahmenFuer",
        "K13",
        _RAHMEN + "Der Ansatz enthält {zuschuss} Zuschüsse an übrige Bereiche für Jugend- und Mädchentreffs.",
    ),
    Vorschlag(
        "331000",
        "verfolgt",
        "K08",
        _PARTNER + "Das Produkt heißt nach der Förderung von Trägern der Wohlfahrtspflege.",
    ),
    Vorschlag(
        "362001",
        "verfolgt",
        "K08",
        _PARTNER + "Das Produkt nennt Jugendarbeit bei freien Trägern und fördert sie mit {zuschuss}.",
    ),
    Vorschlag(
        "365002",
        "verfolgt",
        "K08",
        _PARTNER + "Das Produkt nennt Kinderbetreuung in Einrichtungen freier Träger, mit {zuschuss} Zuschüssen.",
    ),
    Vorschlag(
        "312410",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Eingliederungsleistungen helfen Arbeitssuchenden zurück in Arbeit, sind also aktivierend.",
    ),
    Vorschlag(
        "351701",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Kommunale Beschäftigungsförderung aktiviert Menschen ohne Arbeit.",
    ),
    Vorschlag(
        "363101",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Jugendsozialarbeit an Schulen setzt an, bevor Hilfe im Einzelfall nötig wird.",
    ),
    Vorschlag(
        "363103",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Das Übergangsmanagement setzt vor dem Beruf an, ehe Arbeitslosigkeit eintritt.",
    ),
    Vorschlag(
        "363104",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Erzieherischer Kinder- und Jugendschutz beugt Gefährdungen vor.",
    ),
    Vorschlag(
        "363210",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Allgemeine Förderung der Erziehung stärkt Familien, ehe eine Hilfe zur Erziehung nötig wird.",
    ),
    Vorschlag(
        "363320",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Beratung klärt Schwierigkeiten früh; dagegen spricht, dass der Plan sie unter "
        "Hilfe zur Erziehung führt.",
    ),
    Vorschlag(
        "366001",
        "verfolgt",
        "K01",
        _VORBEUGEN + "Offene Treffs begleiten Jugendliche, ohne dass ein Hilfebedarf festgestellt sein muss.",
    ),
    Vorschlag(
        "315100",
        "verfolgt",
        "K02",
        _GEMEINSCHAFT + "Die Leitstellen treten für ältere Menschen und Menschen mit Behinderungen in der Stadt ein.",
    ),
    Vorschlag(
        "315410",
        "verfolgt",
        "K02",
        _GEMEINSCHAFT + "Einrichtungen für Wohnungslose nehmen Menschen auf, die sonst ohne Obdach wären.",
    ),
    Vorschlag(
        "315610",
        "verfolgt",
        "K02",
        _GEMEINSCHAFT + "Das Referat für Migration bezieht Zugewanderte in diese Gemeinschaft ein.",
    ),
    Vorschlag(
        "312610",
        "verfolgt",
        "K03",
        _AUSGLEICH + "Leistungen für Bildung und Teilhabe gleichen Nachteile von Kindern aus, deren "
        "Familien Grundsicherung beziehen.",
    ),
    Vorschlag(
        "345000",
        "verfolgt",
        "K03",
        _AUSGLEICH + "Leistungen für Bildung und Teilhabe gleichen Nachteile von Kindern aus, deren "
        "Familien wenig verdienen.",
    ),
    Vorschlag(
        "351010",
        "verfolgt",
        "K03",
        _AUSGLEICH + "Wohngeld entlastet Haushalte mit wenig Einkommen.",
    ),
    Vorschlag(
        "311900",
        "verfolgt",
        "K11",
        "K11 will sich stärker an Kundinnen und Kunden ausrichten. Aus diesem Produkt arbeitet die Verwaltung, der "
        "Leistungsberechtigte der Sozialhilfe begegnen ({aufwand} Aufwand).",
    ),
    Vorschlag(
        "363900",
        "verfolgt",
        "K10",
        "K10 will die Qualität der Dienstleistungen anheben. Aus diesem Produkt arbeitet die Verwaltung der "
        "Jugendhilfe ({aufwand} Aufwand), die diese Dienste erbringt oder vermittelt.",
    ),
)
"""Guidelines as products could be read. Only where the product's own name or figures carry the reading."""
