"""The closure: for every node the nodes it finally serves, ready when the state opens.

Nodes that are served finally are those of kinds from which no trace link leads to another kind. Only secured links
count (no VORSCHLAG), so the closure answers "what carries nothing?" without a walk.
"""

import numpy as np

from leitlinien.kinds import Modell, Spur
from leitlinien.state.ablage import AblageSchreiber, Feldarray

__all__ = ["schreibe_huelle", "senken", "spurpraedikate"]


def spurpraedikate(modell: Modell) -> tuple[str, ...]:
    """IRIs of the relations that carry a trace, in order of declaration."""
    return tuple(p for p, b in modell.beziehungen.items() if Spur in b.marken)


def senken(modell: Modell) -> tuple[str, ...]:
    """Names of the kinds where traces end: some trace link leads to them and none leads on to another kind."""
    ziele: set[str] = set()
    weiter: set[str] = set()
    for a in modell.arten.values():
        for f in a.links:
            if Spur in f.marken:
                ziele.update(modell.arten if "Knoten" in f.ziele else f.ziele)
                if set(f.ziele) - {a.name}:
                    weiter.add(a.name)
    return tuple(name for name in modell.arten if name in ziele - weiter)


def schreibe_huelle(aus: AblageSchreiber, von: Feldarray, nach: Feldarray, senke: Feldarray) -> None:
    """Write the closure over the links von -> nach, level by level, to the nodes where the mask `senke` is set.

    A node reaches another over at least one link; cycles do no harm.
    """
    n = senke.size
    ziele = np.flatnonzero(senke)
    s = max(int(ziele.size), 1)
    platz = np.cumsum(senke, dtype=np.int64) - 1
    ordnung = np.argsort(nach, kind="stable")
    vorher = von[ordnung].astype(np.int64)
    ab = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(nach, minlength=n), out=ab[1:])

    # a pair (node, sink) is one number; each level puts the sources of links before the pairs found last
    am_ende = senke[nach]
    rand = np.unique(von[am_ende].astype(np.int64) * s + platz[nach[am_ende]])
    bekannt = rand
    while rand.size:
        knoten, senkennummer = rand // s, rand % s
        anzahl = ab[knoten + 1] - ab[knoten]
        beginn = np.repeat(ab[knoten] - np.concatenate(([0], np.cumsum(anzahl)[:-1])), anzahl)
        quellen = vorher[beginn + np.arange(beginn.size)]
        gefunden = np.unique(quellen * s + np.repeat(senkennummer, anzahl))
        stelle = np.minimum(np.searchsorted(bekannt, gefunden), bekannt.size - 1)
        rand = gefunden[bekannt[stelle] != gefunden]
        bekannt = np.sort(np.concatenate((bekannt, rand)), kind="stable")

    knoten, senkennummer = bekannt // s, bekannt % s
    aus.lege("huelle/ziel", ziele[senkennummer].astype("<i4"))
    aus.lege("huelle/stelle", _stellen(knoten, n))
    zurueck = np.argsort(senkennummer, kind="stable")
    aus.lege("huelle/unter", knoten[zurueck].astype("<i4"))
    aus.lege("huelle/unterstelle", _stellen(senkennummer, int(ziele.size)))
    aus.lege("huelle/senke", ziele.astype("<i4"))


def _stellen(sortiert: Feldarray, anzahl: int) -> Feldarray:
    stellen = np.zeros(anzahl + 1, np.int64)
    np.cumsum(np.bincount(sortiert, minlength=anzahl), out=stellen[1:])
    return stellen.astype("<i4" if sortiert.size < 1 << 31 else "<i8")
