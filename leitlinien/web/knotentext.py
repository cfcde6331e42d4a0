"""The words of passages for pages, read from the attached documents."""

from typing import TYPE_CHECKING

from leitlinien.kinds import Anfang, Art, Dateiname, Ende, Marke, Pruefsumme, Zeichensatz

if TYPE_CHECKING:
    from leitlinien.sources import Quellen
    from leitlinien.state import State


class Wortlaute:
    """Reads passages of a state; without attached documents there are no words."""

    def __init__(self, state: "State", quellen: "Quellen | None") -> None:
        self._state, self._quellen = state, quellen

    def lies(self, stelle: int) -> tuple[int | None, str | None]:
        """The document of a passage and its words there; None for what is not known or no longer reads so."""
        dokument = self._dokument(stelle)
        if dokument is None or self._quellen is None:
            return dokument, None
        von, bis = self._wert(stelle, Anfang), self._wert(stelle, Ende)
        datei = self._wert(dokument, Dateiname)
        if not (isinstance(von, int) and isinstance(bis, int) and isinstance(datei, str)):
            return dokument, None
        summe, satz = self._wert(stelle, Pruefsumme), self._wert(dokument, Zeichensatz)
        return dokument, self._quellen.wortlaut(
            datei,
            von,
            bis,
            pruefsumme=summe if isinstance(summe, str) else None,
            zeichensatz=satz if isinstance(satz, str) else None,
        )

    def _dokument(self, stelle: int) -> int | None:
        arten = self._state.modell.arten
        for feld in self._state.art(stelle).links:
            if all(z in arten and _hat(arten[z], Dateiname) for z in feld.ziele):
                (kanten,) = self._state.kanten([stelle], str(feld.pfad), False, False)
                if kanten:
                    return kanten[0].knoten
        return None

    def _wert(self, nummer: int, marke: Marke) -> object:
        feld = next((f for f in self._state.art(nummer).werte if marke in f.marken), None)
        return None if feld is None else self._state.wert(nummer, feld)


def _hat(art: Art, marke: Marke) -> bool:
    return any(marke in f.marken for f in art.werte)
