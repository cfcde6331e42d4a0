"""Links as compressed adjacency: per stored relation and direction the neighbours of every node, one after another.

A relation's offsets span only the nodes between its first and its last source; where few of them have it, the
sources are listed instead and searched by bisection. A link that says something about itself points to its record.
"""

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import orjson

from leitlinien.kinds import LinkStatus
from leitlinien.rows import BLOSS, Angaben
from leitlinien.state.ablage import Ablage, AblageSchreiber, Feldarray
from leitlinien.state.spaltenbau import schreibe_blob

__all__ = ["STATUS", "Aussagen", "Kante", "Nachbarn", "schreibe_aussagen", "schreibe_nachbarn"]

STATUS = (LinkStatus.BELEGT, LinkStatus.BESTAETIGT, LinkStatus.VORSCHLAG)
"""Status by code; a higher code is weaker."""
VORSCHLAG = STATUS.index(LinkStatus.VORSCHLAG)
_INT16 = (1 << 15) - 1
_DUENN = 2
"""A listed source takes two numbers, a place in the span one."""


class Kante(NamedTuple):
    """One link as seen from a node."""

    knoten: int
    """Number of the node at the other end."""
    praedikat: int
    """Code of the relation, `State.praedikate`."""
    rueck: bool
    """Whether the link is followed against its direction."""
    status: LinkStatus
    angaben: int
    """Record of what the link says about itself, for `State.angaben`; -1 when it says nothing."""


def schreibe_nachbarn(
    aus: AblageSchreiber, name: str, von: Feldarray, nach: Feldarray, angaben: Feldarray
) -> dict[str, Any]:
    """Write one direction of one relation; returns its `meta.json` entry. Sorted by `von`, then by `nach`."""
    erster, letzter = int(von[0]), int(von[-1])
    eintrag = {"ab": erster, "bis": letzter + 1}
    quellen = np.flatnonzero(np.diff(von, prepend=-1))
    if quellen.size * _DUENN < letzter + 1 - erster:
        aus.lege(f"{name}/quelle", von[quellen].astype("<i4"))
        aus.lege(f"{name}/stelle", np.append(quellen, von.size).astype("<i4"))
    else:
        stellen = np.zeros(letzter - erster + 2, np.int64)
        np.cumsum(np.bincount(von - erster), out=stellen[1:])
        aus.lege(f"{name}/stelle", stellen.astype("<i4"))
    aus.lege(f"{name}/ziel", nach.astype("<i4"))
    hoechste = int(angaben.max())
    if hoechste >= 0:
        aus.lege(f"{name}/angaben", angaben.astype("<i2" if hoechste <= _INT16 else "<i4"))
    return eintrag


class Nachbarn:
    """One direction of one relation, mapped."""

    __slots__ = ("_ablage", "_name", "_quelle", "_stelle", "ab", "angaben", "bis", "ziel")

    def __init__(self, ablage: Ablage, name: str, eintrag: dict[str, Any]) -> None:
        self._ablage, self._name = ablage, name
        self.ab: int = eintrag["ab"]
        self.bis: int = eintrag["bis"]
        self.ziel = ablage.sicht(f"{name}/ziel")
        """The other ends of all links, source by source."""
        self.angaben = ablage.sicht(f"{name}/angaben") if f"{name}/angaben" in ablage else None
        """Record of each link or -1; None when no link of the relation has one."""
        self._stelle = ablage.sicht(f"{name}/stelle")
        self._quelle = ablage.sicht(f"{name}/quelle") if f"{name}/quelle" in ablage else None

    def spanne(self, i: int) -> tuple[int, int]:
        """First and last-plus-one place of node i in `ziel`."""
        if not self.ab <= i < self.bis:
            return 0, 0
        if self._quelle is None:
            k = i - self.ab
        else:
            k = bisect_left(self._quelle, i)
            if self._quelle[k] != i:
                return 0, 0
        return self._stelle[k], self._stelle[k + 1]

    def arrays(self) -> tuple[Feldarray, Feldarray, Feldarray | None]:
        """Sources, other ends and records of all links, for work on the whole relation."""
        stellen = self._ablage.array(f"{self._name}/stelle")
        quellen = (
            np.arange(self.ab, self.bis, dtype=np.int32)
            if self._quelle is None
            else self._ablage.array(f"{self._name}/quelle")
        )
        return (
            np.repeat(quellen, np.diff(stellen)),
            self._ablage.array(f"{self._name}/ziel"),
            self._ablage.array(f"{self._name}/angaben") if self.angaben is not None else None,
        )


def schreibe_aussagen(aus: AblageSchreiber, aussagen: list[Angaben], nummer: Mapping[str, int]) -> None:
    """Write the records. Passages are held by number; an id that leads nowhere stays an id."""
    schreibe_blob(aus, "aussage", [_packe(a, nummer) for a in aussagen])
    codes = {s: k for k, s in enumerate(STATUS)}
    aus.lege("aussage/status", np.fromiter((codes[a.status] for a in aussagen), "|i1", len(aussagen)))
    anteile = {a: k for k, a in enumerate(dict.fromkeys(a.anteil for a in aussagen if a.anteil is not None))}
    schreibe_blob(aus, "anteil", [a.encode() for a in anteile])
    aus.lege("aussage/anteil", np.fromiter((anteile.get(a.anteil, -1) for a in aussagen), "<i4", len(aussagen)))  # type: ignore[arg-type]


def _packe(a: Angaben, nummer: Mapping[str, int]) -> bytes:
    belege = [nummer.get(b, b) for b in a.belege]
    if a.begruendung is None and a.wer is None and a.wann is None:
        return orjson.dumps(belege) if belege else b""
    return orjson.dumps([a.begruendung, a.wer, a.wann, belege])


class Aussagen:
    """What links say about themselves, mapped."""

    def __init__(self, ablage: Ablage) -> None:
        self._blob, self._ab = ablage.sicht("aussage/blob"), ablage.sicht("aussage/ab")
        self.status = ablage.sicht("aussage/status")
        """Status code of each record."""
        self.status_array = ablage.array("aussage/status")
        self._anteil = ablage.sicht("aussage/anteil")
        blob, ab = ablage.sicht("anteil/blob"), ablage.sicht("anteil/ab")
        self._anteile = [bytes(blob[ab[k] : ab[k + 1]]).decode() for k in range(len(ab) - 1)]

    def anteil(self, k: int) -> str | None:
        """Share as written, without reading the rest of the record."""
        if k < 0:
            return None
        nummer = self._anteil[k]
        return None if nummer < 0 else self._anteile[nummer]

    def roh(self, k: int) -> tuple[str | None, str | None, str | None, list[int | str]]:
        """Reason, who, when, passages (numbers; an id where it leads nowhere) of record k."""
        inhalt = bytes(self._blob[self._ab[k] : self._ab[k + 1]])
        werte = orjson.loads(inhalt) if inhalt else []
        if len(werte) == 4 and isinstance(werte[3], list):  # noqa: PLR2004 - the long form of `_packe`
            return werte[0], werte[1], werte[2], werte[3]
        return None, None, None, werte

    def angaben(self, k: int, pfad: Any) -> Angaben:
        """Record k as the rows have it; `pfad` turns a number into an id."""
        if k < 0:
            return BLOSS
        begruendung, wer, wann, belege = self.roh(k)
        return Angaben(
            status=STATUS[self.status[k]],
            anteil=self.anteil(k),
            begruendung=begruendung,
            wer=wer,
            wann=wann,
            belege=tuple(pfad(b) if isinstance(b, int) else b for b in belege),
            aussage=True,
        )
