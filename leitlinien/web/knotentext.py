"""The words of passages for pages, read from the attached documents."""

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from leitlinien.errors import Dateifehler
from leitlinien.kinds import Anfang, Art, Dateiname, Ende, Marke, Pruefsumme, Zeichensatz

if TYPE_CHECKING:
    from leitlinien.sources import Quellen
    from leitlinien.state import State


class Wortstand(Enum):
    """What comparing a passage with its attached document says; the value is German."""

    STIMMT = "Wortlaut geprüft: stimmt"
    WEICHT_AB = "Wortlaut geprüft: weicht ab"
    FEHLT = "Dokument liegt nicht vor"


class Lesung(NamedTuple):
    """What is known of a passage."""

    dokument: int | None
    wortlaut: str | None = None
    stand: Wortstand | None = None
    """None when no documents are attached or the passage says nothing that could be compared."""


class Wortlaute:
    """Reads passages of a state; without attached documents there are no words."""

    def __init__(self, state: "State", quellen: "Quellen | None") -> None:
        self._state, self._quellen = state, quellen

    def lies(self, stelle: int) -> Lesung:
        """The document of a passage, its words there and whether they are still the same."""
        dokument = self._dokument(stelle)
        if dokument is None or self._quellen is None:
            return Lesung(dokument)
        von, bis = self._wert(stelle, Anfang), self._wert(stelle, Ende)
        datei = self._wert(dokument, Dateiname)
        if not (isinstance(von, int) and isinstance(bis, int) and isinstance(datei, str)):
            return Lesung(dokument)
        summe, satz = self._text(stelle, Pruefsumme), self._text(dokument, Zeichensatz)
        try:
            self._quellen.text(datei, satz)
        except Dateifehler:
            return Lesung(dokument, None, Wortstand.FEHLT)
        wortlaut = self._quellen.wortlaut(datei, von, bis, pruefsumme=summe, zeichensatz=satz)
        if wortlaut is None:
            return Lesung(dokument, None, Wortstand.WEICHT_AB)
        # without a checksum the words are what stands there now, and nobody knows whether they always did
        return Lesung(dokument, wortlaut, Wortstand.STIMMT if summe else None)

    def _dokument(self, stelle: int) -> int | None:
        arten = self._state.modell.arten
        for feld in self._state.art(stelle).links:
            if all(z in arten and _hat(arten[z], Dateiname) for z in feld.ziele):
                (kanten,) = self._state.kanten([stelle], str(feld.pfad), False, False)
                if kanten:
                    return kanten[0].knoten
        return None

    def _text(self, nummer: int, marke: Marke) -> str | None:
        wert = self._wert(nummer, marke)
        return wert if isinstance(wert, str) else None

    def _wert(self, nummer: int, marke: Marke) -> object:
        feld = next((f for f in self._state.art(nummer).werte if marke in f.marken), None)
        return None if feld is None else self._state.wert(nummer, feld)


def _hat(art: Art, marke: Marke) -> bool:
    return any(marke in f.marken for f in art.werte)
