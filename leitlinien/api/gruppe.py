"""Sibling nodes of one level, evaluated together.

The first sibling that asks for a link field evaluates it for the whole group in one state call; the others read the
result, and all nodes it leads to form the next group. So the number of state calls depends on the question only, never
on the number of rows, without any asynchronous machinery.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leitlinien import frist
from leitlinien.api.kontext import Blick
from leitlinien.api.masken import fest
from leitlinien.api.verbindung import Linkart, Linkergebnis, Verbindung
from leitlinien.kinds import Feld


class Gruppe:
    """The distinct nodes of one level of an answer."""

    __slots__ = ("_ergebnisse", "_mitglieder", "blick", "knoten")

    def __init__(self, blick: Blick, knoten: Iterable[int]) -> None:
        frist.pruefe()
        self.blick = blick
        self.knoten = tuple(dict.fromkeys(knoten))
        self._ergebnisse: dict[Any, Linkergebnis] = {}
        self._mitglieder: dict[frozenset[str], list[int]] = {}

    def stelle(self, nummer: int) -> "Stelle":
        """A node as a member of this group."""
        return Stelle(self, nummer)

    def mitglieder(self, arten: frozenset[str]) -> list[int]:
        """Nodes of these kinds."""
        if arten not in self._mitglieder:
            art = self.blick.state.art
            self._mitglieder[arten] = [n for n in self.knoten if art(n).name in arten]
        return self._mitglieder[arten]

    def ergebnis(self, link: Linkart, argumente: Mapping[str, Any]) -> Linkergebnis:
        """A link field with these arguments, for all members at once."""
        schluessel = (link, fest(argumente))
        if schluessel not in self._ergebnisse:
            self._ergebnisse[schluessel] = Linkergebnis(
                self.blick, self.mitglieder(link.arten), link, argumente, Gruppe
            )
        return self._ergebnisse[schluessel]


class Stelle:
    """A node as it stands in an answer: the source object of all node types."""

    __slots__ = ("gruppe", "nummer")

    def __init__(self, gruppe: Gruppe, nummer: int) -> None:
        self.gruppe = gruppe
        self.nummer = nummer

    @property
    def blick(self) -> Blick:
        """The view that holds here."""
        return self.gruppe.blick


class Stellen(Sequence[Stelle]):
    """Several nodes of a group in order; each is made when somebody looks at it."""

    __slots__ = ("gruppe", "nummern")

    def __init__(self, gruppe: Gruppe, nummern: Sequence[int]) -> None:
        self.gruppe = gruppe
        self.nummern = nummern

    def __len__(self) -> int:
        return len(self.nummern)

    def __getitem__(self, i: Any) -> Any:
        return (
            [self.gruppe.stelle(n) for n in self.nummern[i]]
            if isinstance(i, slice)
            else self.gruppe.stelle(self.nummern[i])
        )


def artname(stelle: Stelle) -> str:
    """Name of the node's kind, which is its GraphQL type."""
    return stelle.blick.state.art(stelle.nummer).name


def iri(stelle: Stelle) -> str:
    """The node's id as it is given out."""
    return stelle.blick.kontext.adressen.iri(stelle.blick.state.pfad(stelle.nummer))


def wert(stelle: Stelle, feld: Feld) -> Any:
    """A stored value of the node."""
    return stelle.blick.state.wert(stelle.nummer, feld)


def verbindung(stelle: Stelle, link: Linkart, argumente: Mapping[str, Any]) -> Verbindung:
    """A link field of the node, evaluated for its whole group."""
    return stelle.gruppe.ergebnis(link, argumente).seiten[stelle.nummer]
