"""An answer as a tree of nodes: which node stands at or below each row of the table, and which one led to which.

The answer must hold the id of every node (`erweiterung`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise
from typing import Any, NamedTuple

from leitlinien.queries import Abfrage, Spalte, tabelle
from leitlinien.queries.sprache import Ort, Werte

_NUMMER = "_zeile"
"""Key under which rows are counted; GraphQL names of the schema do not begin with an underscore."""


class Verhaeltnis(Enum):
    """How two nodes of an answer belong together."""

    FELD = auto()
    """The second stands below a field of the first."""
    NACHBARN = auto()
    """One object names both, as a step does."""
    SPUR = auto()
    """The second stands in a list that belongs to an object which names the first, as what a trace reaches does."""


class Paar(NamedTuple):
    """A node and one that the answer shows because of it."""

    von: int
    nach: int
    verhaeltnis: Verhaeltnis
    schluessel: str = ""
    """Response key of the field."""


class _Bezug(NamedTuple):
    """The node that what follows is said of."""

    knoten: int
    selbst: bool
    """Whether what follows are its own fields; else an object only names it."""
    schluessel: str = ""
    """Key of its field below which we are."""

    def unter(self, name: str) -> "_Bezug":
        """The same one key further down."""
        return self._replace(schluessel=self.schluessel or name)


@dataclass
class Zeilenbaum:
    """What one row of the table shows."""

    knoten: list[int] = field(default_factory=list)
    """Nodes in the order of the answer, each once."""
    paare: list[Paar] = field(default_factory=list)
    wurzel: int | None = None
    """The node that the row is; None when it is no node but something said of nodes."""

    def nimm(self, knoten: int) -> None:
        """Note a node."""
        if knoten not in self.knoten:
            self.knoten.append(knoten)


class Leser:
    """Reads trees from an answer; `nummer` gives the number of a node for its id."""

    def __init__(self, abfrage: Abfrage, nummer: Callable[[str], int | None]) -> None:
        self._abfrage, self._nummer = abfrage, nummer

    def zeilen(self, daten: Mapping[str, Any]) -> list[Zeilenbaum]:
        """One tree for each row of the table, in its order."""
        gefunden: list[tuple[dict[str, Any], _Bezug | None]] = []
        for quelle in self._abfrage.quellen:
            gefunden += self._absteigen(daten, quelle.ort, 0, None)
        for nummer, (ding, _) in enumerate(gefunden):
            ding.setdefault(_NUMMER, nummer)
        # The table itself says which of them it shows.
        zaehler = Spalte("", Werte(Ort(0, ((_NUMMER, False),))))
        gezeigt = tabelle(replace(self._abfrage, spalten=(zaehler,)), daten)
        baeume = [Zeilenbaum() for _ in gezeigt.zellen]
        for baum, (zelle,) in zip(baeume, gezeigt.zellen, strict=True):
            ding, bezug = gefunden[int(str(zelle.wert))]
            baum.wurzel = self._knoten(ding)
            self._lies(ding, bezug, baum)
        return baeume

    def _absteigen(
        self, ding: Any, ort: Ort, ab: int, bezug: _Bezug | None
    ) -> Iterator[tuple[dict[str, Any], _Bezug | None]]:
        """The rows of a table line, each with what it is said of."""
        for stelle in range(ab, len(ort.schritte)):
            if ding is None:
                return
            bezug = self._bezug_in(ding, bezug)
            name, alle = ort.schritte[stelle]
            bezug = bezug and bezug.unter(name)
            letzter = stelle == len(ort.schritte) - 1
            if not (alle or letzter):
                ding = ding.get(name)
                continue
            for eintrag in ding.get(name) or ():
                if letzter:
                    yield eintrag, bezug
                else:
                    yield from self._absteigen(eintrag, ort, stelle + 1, bezug)
            return

    def _bezug_in(self, ding: Mapping[str, Any], bezug: _Bezug | None) -> _Bezug | None:
        """What the fields of an object are said of: itself, the one node it names, or what held before."""
        if (knoten := self._knoten(ding)) is not None:
            return _Bezug(knoten, selbst=True)
        match list(self._genannt(ding).values()):
            case []:
                return bezug
            case [einer]:
                return _Bezug(einer, selbst=False)
            case _:
                return None

    def _lies(self, ding: Any, bezug: _Bezug | None, baum: Zeilenbaum) -> None:
        if isinstance(ding, list):
            for eintrag in ding:
                self._lies(eintrag, bezug, baum)
        if not isinstance(ding, dict):
            return
        knoten, genannt = self._knoten(ding), self._genannt(ding)
        if knoten is not None:
            self._nimm(knoten, bezug, baum)
        elif len(genannt) > 1:
            nummern = list(genannt.values())
            baum.paare += [Paar(a, b, Verhaeltnis.NACHBARN) for a, b in pairwise(nummern)]
        innen = self._bezug_in(ding, bezug)
        for name, wert in ding.items():
            if knoten is None and name in genannt:
                # A node that another object names is said of what that object is said of, not of itself.
                self._lies(wert, bezug if len(genannt) == 1 else None, baum)
            else:
                self._lies(wert, innen and innen.unter(name), baum)

    def _nimm(self, knoten: int, bezug: _Bezug | None, baum: Zeilenbaum) -> None:
        if bezug is not None and bezug.knoten != knoten:
            baum.nimm(bezug.knoten)
            art = Verhaeltnis.FELD if bezug.selbst else Verhaeltnis.SPUR
            baum.paare.append(Paar(bezug.knoten, knoten, art, bezug.schluessel))
        baum.nimm(knoten)

    def _knoten(self, ding: Any) -> int | None:
        id = ding.get("id") if isinstance(ding, dict) else None
        return self._nummer(id) if isinstance(id, str) else None

    def _genannt(self, ding: Mapping[str, Any]) -> dict[str, int]:
        """Nodes that stand directly under a key of the object."""
        if self._knoten(ding) is not None:
            return {}
        return {name: n for name, wert in ding.items() if (n := self._knoten(wert)) is not None}
