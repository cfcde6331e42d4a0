"""Gathers nodes, in whatever order they come, as columns kind by kind."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import le
from typing import NamedTuple

from leitlinien.kinds import Modell
from leitlinien.rows import Artspalten, Knotenspalten, Wert

__all__ = ["sammle", "sammle_pfade"]


class _Sammlung(NamedTuple):
    pfade: list[str]
    spalten: dict[str, list[Wert | None]]

    def nimm(self, pfade: Sequence[str], werte: Sequence[Mapping[str, Wert]]) -> None:
        self.pfade.extend(pfade)
        for praedikat, spalte in self.spalten.items():
            spalte.extend([w.get(praedikat) for w in werte])

    def sortiert(self) -> Artspalten:
        pfade = self.pfade
        if all(map(le, pfade, islice(pfade, 1, None))):
            return Artspalten(pfade, self.spalten)
        ordnung = sorted(range(len(pfade)), key=pfade.__getitem__)
        return Artspalten(
            [pfade[k] for k in ordnung], {p: [spalte[k] for k in ordnung] for p, spalte in self.spalten.items()}
        )


def sammle(knoten: Iterable[Knotenspalten], modell: Modell) -> tuple[dict[str, Artspalten], int]:
    """The nodes of every kind of the model, ordered by id, and how many nodes of other kinds were left out."""
    arten = {str(a.begriff): a for a in modell.arten.values()}
    sammlungen = {begriff: _Sammlung([], {str(f.pfad): [] for f in a.werte}) for begriff, a in arten.items()}
    weggelassen = 0
    for pfade, begriffe, werte in knoten:
        stellen: dict[str, list[int]] = {}
        for k, begriff in enumerate(begriffe):
            stellen.setdefault(begriff, []).append(k)
        for begriff, eigene in stellen.items():
            sammlung = sammlungen.get(begriff)
            if sammlung is None:
                weggelassen += len(eigene)
            else:
                sammlung.nimm([pfade[k] for k in eigene], [werte[k] for k in eigene])
    return {a.name: sammlungen[begriff].sortiert() for begriff, a in arten.items()}, weggelassen


def sammle_pfade(knoten: Iterable[Knotenspalten], modell: Modell) -> tuple[dict[str, Sequence[str]], int]:
    """The same without values: the ids of every kind, and how many nodes of other kinds were left out."""
    arten = {str(a.begriff): a.name for a in modell.arten.values()}
    pfade_je_art: dict[str, list[str]] = {begriff: [] for begriff in arten}
    weggelassen = 0
    for pfade, begriffe, _ in knoten:
        for pfad, begriff in zip(pfade, begriffe, strict=True):
            if begriff in pfade_je_art:
                pfade_je_art[begriff].append(pfad)
            else:
                weggelassen += 1
    return {name: sorted(pfade_je_art[begriff]) for begriff, name in arten.items()}, weggelassen
