"""Where something is missing in a map: the coverage rules that speak of kinds in its columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from leitlinien import findings
from leitlinien.karte.stufen import stufen
from leitlinien.tabellen.wortschatz import wortschatz

if TYPE_CHECKING:
    from leitlinien.findings import Regel
    from leitlinien.kinds import Modell
    from leitlinien.state import State

__all__ = ["Luecke", "luecken"]

OHNE = "-ohne-"


@dataclass(frozen=True)
class Luecke:
    """An empty place beside a node."""

    knoten: int
    hinab: bool
    """Whether it is below (right of) the node."""
    stufe: int
    """Where the missing thing would stand."""
    worte: tuple[str, ...]
    """What is missing, one word each."""
    saetze: tuple[str, ...]
    """What the findings say."""
    vorgeschlagen: bool
    """Whether proposals would fill it."""

    @property
    def text(self) -> str:
        """German label."""
        ohne = "ohne " + " und ".join(self.worte)
        return f"{ohne} (nur Vorschlag)" if self.vorgeschlagen else ohne


def luecken(state: "State", knoten: Iterable[int], stichtag: date) -> list[Luecke]:
    """Empty places beside these nodes on a day. Proposals fill nothing."""
    gesucht = set(knoten)
    regeln = _regeln(state.modell)
    if not gesucht or not regeln:
        return []
    worte, stufe = wortschatz(state.modell), stufen(state.modell)
    gefunden: dict[tuple[int, bool], list[tuple[int, str, str, bool]]] = {}
    for befund in findings.befunde(state, stichtag, regeln=[r.name for r in regeln]):
        if befund.knoten in gesucht:
            hier, dort = _lage(stufe, befund.regel)
            wort = worte.lesbar(befund.regel.name.partition(OHNE)[2])
            fund = (dort, wort, befund.satz, befund.mit_vorschlaegen)
            gefunden.setdefault((befund.knoten, dort > hier), []).append(fund)
    return [
        Luecke(
            k,
            hinab,
            min(f[0] for f in funde) if hinab else max(f[0] for f in funde),
            tuple(wort for _, wort, _, _ in sorted(funde)),
            tuple(satz for _, _, satz, _ in sorted(funde)),
            all(f[3] for f in funde),
        )
        for (k, hinab), funde in sorted(gefunden.items())
    ]


def _regeln(modell: "Modell") -> "list[Regel]":
    """Rules that need a way from one column to another."""
    stufe = stufen(modell)
    return [
        r
        for r in findings.regeln(modell)
        if r.braucht is not None
        and OHNE in r.name
        and r.art.__name__ in stufe
        and all(k.__name__ in stufe and k is not r.art for k in r.braucht.bei)
    ]


def _lage(stufe: dict[str, int], regel: "Regel") -> tuple[int, int]:
    """Columns of the node and of the nearest thing that it needs."""
    hier = stufe[regel.art.__name__]
    dort = [stufe[k.__name__] for k in regel.braucht.bei] if regel.braucht else []
    return hier, min(dort, key=lambda s: abs(s - hier))
