"""Passages and their documents in a read state, found by the model's marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from leitlinien.kinds import Anfang, Art, Dateiname, Ende, Feld, Lokator, Marke, Modell, Pruefsumme, Zeichensatz
from leitlinien.sources import Quellen
from leitlinien.state import State


@dataclass(frozen=True)
class Dokument:
    """A document as a report names it."""

    nummer: int
    pfad: str
    titel: str
    dateiname: str | None
    zeichensatz: str | None
    sha256: str | None


@dataclass(frozen=True)
class Fundstelle:
    """A passage: its place, its characters, its hash."""

    nummer: int
    pfad: str
    lokator: str
    von: int | None
    bis: int | None
    """First character after the passage."""
    sha256: str | None
    dokument: Dokument | None


@dataclass(frozen=True)
class _Stellenart:
    felder: dict[Marke, Feld]
    dokument: Feld


class Quellenarten:
    """Which kinds of a model are passages and documents."""

    def __init__(self, modell: Modell) -> None:
        self._dokumente = {a.name for a in modell.arten.values() if _markiert(a, Dateiname)}
        self._stellen: dict[str, _Stellenart] = {}
        for art in modell.arten.values():
            felder = {m: f for m in (Anfang, Ende, Lokator, Pruefsumme) if (f := _markiert(art, m))}
            dokument = next((f for f in art.links if self._dokumente.intersection(f.ziele)), None)
            if Anfang in felder and Ende in felder and dokument:
                self._stellen[art.name] = _Stellenart(felder, dokument)

    def ist_fundstelle(self, state: State, knoten: int) -> bool:
        """Whether the node is a passage."""
        return state.art(knoten).name in self._stellen

    def fundstelle(self, state: State, knoten: int) -> Fundstelle:
        """A passage as it stands in the state."""
        art = self._stellen[state.art(knoten).name]
        werte = {m: state.wert(knoten, f) for m, f in art.felder.items()}
        ziele = state.kanten([knoten], str(art.dokument.pfad), False, False)[0]
        return Fundstelle(
            knoten,
            state.pfad(knoten),
            werte.get(Lokator) or "",
            werte[Anfang],
            werte[Ende],
            werte.get(Pruefsumme),
            self.dokument(state, ziele[0].knoten) if ziele else None,
        )

    def dokument(self, state: State, knoten: int) -> Dokument:
        """A document as it stands in the state."""
        art = state.art(knoten)
        name, satz, summe = (
            state.wert(knoten, f) if (f := _markiert(art, m)) else None for m in (Dateiname, Zeichensatz, Pruefsumme)
        )
        return Dokument(knoten, state.pfad(knoten), state.wert(knoten, art.feld["titel"]) or "", name, satz, summe)

    def dokumente_von(self, state: State, fundstellen: Iterable[int]) -> set[int]:
        """Numbers of the documents of these passages."""
        dokumente = (self.fundstelle(state, f).dokument for f in fundstellen)
        return {d.nummer for d in dokumente if d is not None}


def wortlaut(quellen: Quellen | None, stelle: Fundstelle) -> str | None:
    """The words of a passage, when its document is attached and still reads so."""
    dokument = stelle.dokument
    if quellen is None or dokument is None or dokument.dateiname is None or stelle.von is None or stelle.bis is None:
        return None
    return quellen.wortlaut(
        dokument.dateiname, stelle.von, stelle.bis, pruefsumme=stelle.sha256, zeichensatz=dokument.zeichensatz
    )


@lru_cache(maxsize=8)
def quellenarten(modell: Modell) -> Quellenarten:
    """Passages and documents of a model."""
    return Quellenarten(modell)


def _markiert(art: Art, marke: Marke) -> Feld | None:
    return next((f for f in art.werte if marke in f.marken), None)
