"""What one request knows: the state it started with, addresses, today, and the view that holds below a root field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from leitlinien.ids import Adressen
from leitlinien.kinds import Auswahl
from leitlinien.sources import Quellen
from leitlinien.state import State

ZEITZONE = ZoneInfo("Europe/Berlin")


class Sicht(Auswahl):
    """Welche Verknüpfungen gelten."""

    GESICHERT = "Nur belegte und bestätigte Verknüpfungen."
    MIT_VORSCHLAEGEN = "Auch vorgeschlagene Verknüpfungen; die Antwort ist dann eine Lesart, kein Nachweis."


def heute() -> date:
    """Today in Germany."""
    return datetime.now(ZEITZONE).date()


@dataclass(eq=False, slots=True)
class Kontext:
    """One request's world. The state never changes below it."""

    state: State
    adressen: Adressen = field(default_factory=Adressen)
    heute: date = field(default_factory=heute)
    quellen: Quellen | None = None
    _blicke: dict[tuple[bool, date], "Blick"] = field(default_factory=dict, repr=False)

    def blick(self, argumente: Mapping[str, Any]) -> "Blick":
        """The view that `sicht` and `stichtag` of a root field ask for."""
        schluessel = (argumente.get("sicht") is Sicht.MIT_VORSCHLAEGEN, argumente.get("stichtag") or self.heute)
        blick = self._blicke.get(schluessel)
        if blick is None:
            blick = self._blicke[schluessel] = Blick(self, *schluessel)
        return blick


@dataclass(eq=False, slots=True)
class Blick:
    """The view that holds for everything below one root field."""

    kontext: Kontext
    vorschlaege: bool
    """Whether proposals count."""
    stichtag: date
    """The day that decides what is in force."""
    masken: dict[Any, Any] = field(default_factory=dict, repr=False)
    """Filter results already known in this request."""

    @property
    def state(self) -> State:
        """The state of the request."""
        return self.kontext.state

    def mit_vorschlaegen(self) -> "Blick":
        """The same view, with proposals."""
        if self.vorschlaege:
            return self
        return self.kontext.blick({"sicht": Sicht.MIT_VORSCHLAEGEN, "stichtag": self.stichtag})
