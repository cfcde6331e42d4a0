"""What a coverage rule says about itself. The rules are declared in `regeln`, `leitlinien.findings` evaluates them.

A rule is a kind, what its nodes need, and words. What they need is a path that must lead somewhere (`braucht`), or,
where no path says it, a function (`pruefe`) that reads only through `Lage`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeAlias

from leitlinien.kinds import Auswahl, Knoten, Marke, Pfad

__all__ = ["Bedingung", "Deckung", "Fund", "Lage", "Regel", "Schwere", "Weg", "Zugehoerigkeit"]


class Schwere(Auswahl):
    """Wie schwer ein Befund wiegt."""

    HINWEIS = "Fällt auf; nicht immer ist etwas zu tun."
    WARNUNG = "Eine Lücke in der Kette zwischen Geld, Maßnahme, Ziel und Leitlinie."
    FEHLER = "So kann es nicht stimmen, oder eine Pflicht ist verletzt."


@dataclass(frozen=True)
class Bedingung:
    """A condition on one value field; kinds without this field meet it."""

    feld: str
    """Python name."""
    gilt: Callable[[Any], bool]
    """Whether the value (None when there is none) meets the condition."""


@dataclass(frozen=True)
class Weg:
    """A path and the nodes it must lead to."""

    pfad: Pfad
    bei: tuple[type[Knoten], ...] = (Knoten,)
    """Kinds at its end; `Knoten` means any."""
    wenn: Bedingung | None = None
    """What holds for the node at its end."""


Fund: TypeAlias = tuple[int, Mapping[str, str]]
"""A node a function found, with words for the placeholders of the rule's sentence."""


class Lage(Protocol):
    """What a function rule may ask: the graph on a day, in a view (with or without proposals)."""

    stichtag: date
    """The day that counts as today."""

    def wert(self, knoten: int, feld: str) -> Any:
        """Typed value of a field by Python name; None when there is none or the kind has no such field."""

    def mit_wert(self, knoten: Sequence[int], feld: str) -> list[int]:
        """Those of the nodes that have a value there."""

    def ziele(self, knoten: Sequence[int], weg: Weg) -> list[list[int]]:
        """For each node the nodes to which the path leads, in order."""

    def fuehrt(self, knoten: Sequence[int], weg: Weg) -> list[int]:
        """Those of the nodes from which the path leads anywhere."""

    def gabeln(self, knoten: Sequence[int]) -> list[int]:
        """Those of the nodes from which more than one trace link leads upwards."""

    def anteile(self, knoten: int) -> list[Decimal | None]:
        """Shares of the trace links that lead upwards from the node; None for a link without a share."""

    def mit_geld(self, knoten: Sequence[int]) -> list[int]:
        """Those of the nodes where money that a trace follows is held, or below which it is held."""

    def nennt(self, knoten: int) -> str:
        """How sentences name the node."""

    def mit_vorschlaegen(self) -> "Lage":
        """The same with proposals, whatever was asked."""

    def gesichert(self) -> "Lage":
        """The same without proposals, whatever was asked."""


Pruefung: TypeAlias = Callable[[Lage, Sequence[int]], Iterable[Fund]]
"""Those among the candidates where something is wrong."""


@dataclass(frozen=True)
class Regel:
    """A coverage rule. Exactly one of `braucht` and `pruefe` is given."""

    name: str
    """Stable name, lower case with hyphens."""
    art: type[Knoten]
    """Kind whose nodes are checked; `Knoten` means every kind."""
    schwere: Schwere
    beschreibung: str
    """What the rule finds, German."""
    satz: str
    """What is wrong, German; `{knoten}` names the node, `{auszug}` is where ` in den vorliegenden Unterlagen` goes."""
    abhilfe: str
    """How to repair it, German."""
    braucht: Weg | None = None
    """Where a path must lead."""
    pruefe: Pruefung | None = None
    """Where no path says it."""
    wenn: tuple[Bedingung, ...] = ()
    """Conditions a node must meet to be checked."""
    sofern: Weg | None = None
    """Only nodes from which this path leads anywhere are checked."""
    ausser: tuple[type[Knoten], ...] = ()
    """Kinds that are not checked, where `art` is `Knoten`."""
    marke: Marke | None = None
    """Only kinds with a stored link or value so marked are checked."""
    auf_wunsch: Bedingung | None = None
    """Nodes that meet this are checked only when asked for."""
    felder: tuple[str, ...] = ()
    """GraphQL names of the fields that are empty here; a Leerstelle for one of them explains the gap."""
    auch_ausser_kraft: bool = False
    """Whether nodes are checked that are not yet or no longer valid."""
    mildernd: tuple[Weg, str] | None = None
    """A path and the sentence that is added where it leads somewhere."""

    def __post_init__(self) -> None:
        if (self.braucht is None) == (self.pruefe is None):
            raise ValueError(f"{self.name}: entweder `braucht` oder `pruefe`")

    @property
    def code(self) -> str:
        """Name as an enum member: `ziel-ohne-massnahme` -> `ZIEL_OHNE_MASSNAHME`."""
        return self.name.upper().replace("-", "_")


@dataclass(frozen=True)
class Zugehoerigkeit:
    """Which whole a node belongs to, and how complete the whole is at hand."""

    art: type[Knoten]
    """Kind of the wholes."""
    eigene: Pfad
    """Path of a node's own statement."""
    abgeleitet: Pfad
    """Path that counts where a node says nothing itself."""
    auszug: Bedingung
    """Holds for wholes of which only a part is at hand."""


@dataclass(frozen=True)
class Deckung:
    """How coverage of a kind is counted.

    Each node is covered directly, only by its parts, or not. A covered one is covered *deeply* when nothing below it is
    missing.
    """

    name: str
    """Plural in snake_case."""
    art: type[Knoten]
    beschreibung: str
    direkt: tuple[Weg, ...]
    """A node is covered directly when one of these leads somewhere."""
    teile: Pfad
    """From a node to its parts of the same kind, one step."""
    umsetzung: Weg
    """What a node needs below it, over any number of steps, to be covered deeply."""
    darunter: Pfad
    """From a node to all below it that must be covered as well, one step."""
    felder: tuple[str, ...] = ()
    """GraphQL names of the fields whose Leerstelle ENTFAELLT takes a node out of the count."""
    auf_wunsch: Bedingung | None = None
    """Nodes that meet this are counted only when asked for."""
