"""The neutral form of data between files, store and read state: rows of nodes and links, keyed by predicate IRIs.

Ids are local paths (`kiel/K05`) for nodes of this installation's base and whole IRIs for all others, so the same
data has the same rows, and the same hash, at every address.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeAlias

from leitlinien.kinds import LinkStatus

Lexikal: TypeAlias = str | dict[str, str]
"""Lexical form of one literal. A string for typed literals and for German text (`@de`); `{tag: text}` for text in
a more specific language tag (`{"de-AT": "…"}`). Numbers and dates stay as written (`"1.50"`), so nothing is lost."""

Wert: TypeAlias = Lexikal | list[str]
"""Value of one field: a lexical form, or a sorted list of them for fields that hold several."""


@dataclass(frozen=True, slots=True)
class Knotenzeile:
    """One version of a node."""

    pfad: str
    """Local path or foreign IRI."""
    art: str
    """IRI of the kind's RDF class."""
    werte: dict[str, Wert] = field(default_factory=dict)
    """Stored value fields by predicate IRI."""


@dataclass(frozen=True, slots=True)
class Angaben:
    """What a link says about itself. The default is a bare triple: stated by a document, nothing more to say."""

    status: LinkStatus = LinkStatus.BELEGT
    anteil: str | None = None
    """Share of the source that goes to this target, lexical decimal 0..1."""
    begruendung: str | None = None
    """Reason, German prose."""
    wer: str | None = None
    """Who confirmed or proposed it."""
    wann: str | None = None
    """Day of the confirmation or proposal, lexical xsd:date."""
    belege: tuple[str, ...] = ()
    """Ids of the passages that state the link, sorted."""
    aussage: bool = False
    """Whether an rdf:Statement stands for the link (always when anything above is set); keeps files lossless."""


BLOSS = Angaben()


class Linkzeile(NamedTuple):
    """One version of a link; there is at most one per (von, praedikat, nach). A tuple: there are millions of them."""

    von: str
    praedikat: str
    """Predicate IRI."""
    nach: str
    angaben: Angaben = BLOSS


@dataclass(frozen=True, slots=True)
class Bestand:
    """A set of rows: the content of a file, or of the store at a revision."""

    knoten: list[Knotenzeile] = field(default_factory=list)
    links: list[Linkzeile] = field(default_factory=list)


class Artspalten(NamedTuple):
    """All nodes of one kind, field by field."""

    pfade: Sequence[str]
    """Ids, sorted."""
    werte: Mapping[str, Sequence[Wert | None]]
    """Predicate IRI -> the value of each node, None where there is none."""


Knotenspalten: TypeAlias = tuple[Sequence[str], Sequence[str], Sequence[dict[str, Wert]]]
"""Some nodes column by column: id, kind, values."""
Linkspalten: TypeAlias = tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[Angaben]]
"""Some links column by column: from, predicate, to, what they say."""
_SCHUB = 1_000


def knotenspalten(knoten: Iterable[Knotenzeile]) -> Iterator[Knotenspalten]:
    """Node rows as columns, some hundreds at a time."""
    rest = iter(knoten)
    while schub := list(islice(rest, _SCHUB)):
        yield [k.pfad for k in schub], [k.art for k in schub], [k.werte for k in schub]


def linkspalten(links: Iterable[Linkzeile]) -> Iterator[Linkspalten]:
    """Link rows as columns, some hundreds at a time."""
    rest = iter(links)
    while schub := list(islice(rest, _SCHUB)):
        von, praedikate, nach, angaben = zip(*schub, strict=True)
        yield von, praedikate, nach, angaben


@contextmanager
def ohne_sammeln() -> Iterator[None]:
    """Keeps the garbage collector from walking over millions of new rows again and again: up to half of the time."""
    war_an = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if war_an:
            gc.enable()
