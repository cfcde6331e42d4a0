"""Evaluates the rules of a model over a read state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from leitlinien import frist
from leitlinien.findings.lage import Graphlage, Maske
from leitlinien.model.regel import Regel, Schwere

if TYPE_CHECKING:
    from leitlinien.kinds import Modell
    from leitlinien.state import State

__all__ = ["Befund", "befunde", "regel", "regeln"]

AUSZUG = " in den vorliegenden Unterlagen"
UNBEKANNT = "Bekannt ist nur, dass die Angabe fehlt."
SCHWEREN = list(Schwere)


@dataclass(frozen=True)
class Befund:
    """One node where a rule finds something."""

    regel: Regel
    knoten: int
    mit_vorschlaegen: bool
    """Whether it would be repaired if proposals counted."""
    auszug: bool
    """Whether the node belongs to a text of which only a part is at hand."""
    unbekannt: bool
    """Whether it is said that the missing thing is unknown (Leerstelle UNBEKANNT)."""
    gemildert: bool
    """Whether the rule's softening sentence applies."""
    _worte: Mapping[str, str] = field(repr=False, compare=False)
    _lage: Graphlage = field(repr=False, compare=False)

    @property
    def schwere(self) -> Schwere:
        """How much it weighs."""
        return self.regel.schwere

    @property
    def satz(self) -> str:
        """What is wrong, naming the node."""
        satz = self.regel.satz.format(
            knoten=self._lage.nennt(self.knoten), auszug=AUSZUG if self.auszug else "", **self._worte
        )
        milder = self.regel.mildernd[1] if self.regel.mildernd and self.gemildert else ""
        return " ".join(filter(None, (satz, milder, UNBEKANNT if self.unbekannt else "")))

    @property
    def abhilfe(self) -> str:
        """How to repair it."""
        if self.mit_vorschlaegen:
            return f"{self.regel.abhilfe} Ein Vorschlag liegt vor: bestätigen oder verwerfen."
        return self.regel.abhilfe


def regeln(modell: "Modell") -> list[Regel]:
    """The rules of a model, in order of declaration."""
    return [r for r in modell.regeln if isinstance(r, Regel)]


def regel(modell: "Modell", name: str) -> Regel:
    """A rule by its name (`ziel-ohne-massnahme`) or code (`ZIEL_OHNE_MASSNAHME`). Raises `KeyError`."""
    gesucht = name.upper().replace("-", "_")
    for r in regeln(modell):
        if r.code == gesucht:
            return r
    raise KeyError(name)


def befunde(
    state: "State",
    stichtag: date,
    vorschlaege: bool = False,
    *,
    regeln: Iterable[str] | None = None,
    schwere: Schwere | None = None,
    regelwerk: int | None = None,
    knoten: int | None = None,
    erlaeuterungen: bool = False,
) -> list[Befund]:
    """All findings on a day: the most severe first, then in order of the rules and of the nodes.

    `regeln` are names or codes (`KeyError` for an unknown one), `schwere` is exact, `regelwerk` keeps the nodes that
    belong to it, `knoten` only this one. Proposals close a gap only with `vorschlaege`. Nodes that are not in force on
    the day have no gaps.
    With `erlaeuterungen` explaining guidelines are checked too.
    """
    lage = Graphlage(state, stichtag, vorschlaege=vorschlaege)
    codes = None if regeln is None else {regel(state.modell, name).code for name in regeln}
    nur = None if regelwerk is None else lage.gehoert_zu(regelwerk)
    if knoten is not None:
        dieser = np.asarray(state.maske([knoten]), bool)
        nur = dieser if nur is None else nur & dieser
    gefunden = [
        befund
        for r in _regeln(state.modell)
        if (codes is None or r.code in codes) and (schwere is None or r.schwere is schwere)
        for befund in _befunde(r, lage, nur, erlaeuterungen=erlaeuterungen)
    ]
    # sorting is stable, so rules and nodes keep their order
    return sorted(gefunden, key=lambda b: -SCHWEREN.index(b.schwere))


_regeln = regeln
"""`befunde` has an argument of this name."""


def _befunde(r: Regel, lage: Graphlage, nur: Maske | None, *, erlaeuterungen: bool) -> list[Befund]:
    frist.pruefe()
    maske = _kandidaten(r, lage, erlaeuterungen=erlaeuterungen)
    funde = _verstoesse(r, lage, maske if nur is None else maske & nur)
    leer = lage.leerstellen(list(funde), r.felder)
    funde = {k: worte for k, worte in funde.items() if not leer.get(k)}
    offen = list(funde)
    bleibt = (
        set(funde)
        if lage.vorschlaege or not funde
        else set(_verstoesse(r, lage.mit_vorschlaegen(), np.asarray(lage.state.maske(offen), bool)))
    )
    gemildert = set(lage.fuehrt(offen, r.mildernd[0])) if r.mildernd and offen else set()
    return [
        Befund(r, k, k not in bleibt, bool(lage.auszug[k]), k in leer, k in gemildert, worte, lage)
        for k, worte in funde.items()
    ]


def _kandidaten(r: Regel, lage: Graphlage, *, erlaeuterungen: bool) -> Maske:
    maske = lage.arten((r.art,)) & ~lage.arten(r.ausser)
    if r.marke is not None:
        marke = r.marke
        maske &= np.asarray(
            lage.state.artmaske(
                a.name
                for a in lage.state.modell.arten.values()
                if any(f.gespeichert and marke in f.marken for f in a.felder)
            ),
            bool,
        )
    if not r.auch_ausser_kraft:
        maske &= lage.in_kraft
    for bedingung in r.wenn:
        maske = lage.erfuellt(maske, bedingung)
    if r.auf_wunsch is not None and not erlaeuterungen:
        maske &= ~lage.erfuellt(maske, r.auf_wunsch, ohne_feld=False)
    if r.sofern is not None:
        maske &= lage.maske(r.sofern)
    return maske


def _verstoesse(r: Regel, lage: Graphlage, kandidaten: Maske) -> dict[int, Mapping[str, str]]:
    if r.braucht is not None:
        return {int(k): {} for k in np.flatnonzero(kandidaten & ~lage.maske(r.braucht))}
    if r.pruefe is None:
        return {}
    return dict(sorted(r.pruefe(lage, np.flatnonzero(kandidaten).tolist())))
