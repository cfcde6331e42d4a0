"""The enums of the schema: closed lists of the model, the kinds, and what the API itself asks."""

from enum import Enum
from typing import Any

from leitlinien.api.kontext import Sicht
from leitlinien.api.namen import konstante
from leitlinien.api.sortierung import Sortierrichtung
from leitlinien.api.typen import Typ, Typen
from leitlinien.kinds import Art, Auswahl, LinkStatus, Modell


class Richtung(Auswahl):
    """In welcher Richtung eine Spur läuft."""

    AUFWAERTS = "Vom Geld zu den Leitlinien."
    ABWAERTS = "Von den Leitlinien zum Geld."


class Auswahltypen:
    """The enums of one schema."""

    def __init__(self, typen: Typen, modell: Modell) -> None:
        self._typen = typen
        self.sicht = typen.auswahl_von(Sicht)
        self.richtung = typen.auswahl_von(Richtung)
        self.sortierrichtung = typen.auswahl_von(Sortierrichtung)
        self.status = typen.auswahl_von(LinkStatus)
        self.kinds = aufzaehlung("Kind", {konstante(a.name): a.name for a in modell.arten.values()})
        """Members by enum name; the value is the kind's name."""
        self.kind: Typ = typen.auswahl(
            self.kinds,
            "Kind",
            "Arten von Knoten.",
            {konstante(a.name): a.beschreibung for a in modell.arten.values()},
        )
        for art in modell.arten.values():
            for feld in art.werte:
                if issubclass(feld.typ, Auswahl):
                    self.von(feld.typ, art)

    def von(self, klasse: type[Auswahl], art: Art | None = None) -> Typ:
        """The enum of a closed list. One called like an enum of the API itself takes its kind's name in front."""
        eigen = klasse in (Sicht, Richtung, Sortierrichtung, LinkStatus)
        if not eigen and art is not None and not self._typen.kennt(klasse) and klasse.__name__ in self._typen:
            return self._typen.auswahl_von(klasse, art.name + klasse.__name__)
        return self._typen.auswahl_von(klasse)

    def sortierfeld(self, art: Art, namen: dict[str, str]) -> Typ:
        """The enum of what a kind's list can be sorted by; `namen` describes fields by Python name."""
        klasse = aufzaehlung(f"{art.name}Sortierfeld", {konstante(n): n for n in namen})
        return self._typen.auswahl(
            klasse,
            klasse.__name__,
            f"Wonach eine Liste der Art {art.name} sortiert werden kann.",
            {konstante(n): text for n, text in namen.items()},
        )


def aufzaehlung(name: str, werte: dict[str, str]) -> Any:
    """An enum class that is known at run time only."""
    return Enum(name, werte)
