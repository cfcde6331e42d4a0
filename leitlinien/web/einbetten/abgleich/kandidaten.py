"""Which nodes a name may mean, how surely, and whether one of them is meant beyond doubt."""

from typing import TYPE_CHECKING, Any

from leitlinien import frist
from leitlinien.errors import UngueltigeId
from leitlinien.web.einbetten.abgleich.eigenschaften import Zellen
from leitlinien.web.einbetten.abgleich.namen import Namen, bereiche
from leitlinien.web.einbetten.abgleich.wertung import GLEICH, aehnlichkeit

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.web.einbetten.abgleich.anfragen import Frage
    from leitlinien.web.einbetten.auskunft import Auskunft, Leser

NAEHER = 60
"""Nodes that are looked at more closely for one name."""
SICHER, ABSTAND = 85.0, 10.0
"""A name that is not the same is meant beyond doubt from this score on, if the next is so much less."""
MINDESTENS = 35.0
"""Below this a node is no candidate."""
GEWICHT = 0.4
"""How much a property counts against the name."""


class Sucher:
    """Finds candidates in one state."""

    def __init__(self, leser: "Leser", adressen: "Adressen") -> None:
        self._leser, self._adressen = leser, adressen
        self._state = leser.state
        self._zellen = Zellen(leser)

    def kandidaten(self, frage: "Frage") -> list[dict[str, Any]]:
        """The best first."""
        frist.pruefe()
        if (genannt := self._genannt(frage)) is not None:
            return [self._kandidat(genannt, GLEICH, GLEICH, treffer=True)]
        wo = bereiche(self._state, frage.arten)
        bewertet = []
        for nummer in Namen.zu(self._state).aehnliche(frage.text, wo, max(NAEHER, frage.limit)):
            bezug = self._leser.bezug(nummer)
            name = aehnlichkeit(frage.text, bezug.titel, bezug.kennung)
            if name >= MINDESTENS:
                bewertet.append((self._gesamt(nummer, name, frage), name, nummer))
        bewertet.sort(key=lambda b: (-b[0], -b[1], b[2]))
        sicher = _eindeutig([b[0] for b in bewertet])
        return [
            self._kandidat(nummer, gesamt, name, treffer=sicher and n == 0)
            for n, (gesamt, name, nummer) in enumerate(bewertet[: frage.limit])
        ]

    def _genannt(self, frage: "Frage") -> int | None:
        """The node whose id is the text itself."""
        try:
            nummer = self._state.nummer(self._adressen.pfad(frage.text.strip()))
        except UngueltigeId:
            return None
        passt = nummer is not None and (not frage.arten or self._state.art(nummer).name in frage.arten)
        return nummer if passt else None

    def _gesamt(self, nummer: int, name: float, frage: "Frage") -> float:
        if not frage.eigenschaften:
            return name
        passend = sum(self._zellen.passt(nummer, id, gesucht) for id, gesucht in frage.eigenschaften)
        return round((name + GLEICH * GEWICHT * passend) / (1 + GEWICHT * len(frage.eigenschaften)), 1)

    def _kandidat(self, nummer: int, gesamt: float, name: float, *, treffer: bool) -> dict[str, Any]:
        auskunft = self._leser.auskunft(nummer)
        return {
            "id": auskunft.id,
            "name": auskunft.titel,
            "description": beschreibung(auskunft),
            "type": [{"id": auskunft.art, "name": auskunft.artname}],
            "score": gesamt,
            "match": treffer,
            "features": [{"id": "name", "value": name}],
        }


def beschreibung(auskunft: "Auskunft") -> str:
    """A line that tells nodes of the same name apart."""
    teile = [auskunft.name, auskunft.zustand.wort]
    if auskunft.regelwerk is not None:
        teile.insert(1, auskunft.regelwerk.titel)
    if auskunft.marke:
        teile.insert(0, auskunft.marke)
    return " · ".join(teile)


def _eindeutig(werte: list[float]) -> bool:
    """Whether the best, the first, is meant beyond doubt."""
    if not werte:
        return False
    zweiter = werte[1] if len(werte) > 1 else 0.0
    if werte[0] >= GLEICH:
        return zweiter < GLEICH
    return werte[0] >= SICHER and werte[0] - zweiter >= ABSTAND
