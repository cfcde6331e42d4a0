"""What happened to one node or link: the revisions at which its rows came, changed and went.

Everything is found by key, so the cost grows with the node's own rows and not with the store.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, func, or_, select

from leitlinien.kinds import LinkStatus
from leitlinien.rows import Knotenzeile, Linkzeile
from leitlinien.store.hashing import Zellen
from leitlinien.store.lesen import knotenzeile, linkzeile
from leitlinien.store.revisionen import Revision
from leitlinien.store.tables import KNOTEN, LINK, REVISION, Form

__all__ = ["Geschichte", "Knotenwandel", "Linkende", "Linkwandel", "Schritt", "geschichte", "linkenden"]

SCHRITTE = 50
"""Revisions that are told, the newest."""
ZEILEN = 20_000
"""Rows of links that are looked at; a document that contains half the store has more."""


class Knotenwandel(NamedTuple):
    """A node before and after a revision; None where it was not there."""

    vorher: Knotenzeile | None
    nachher: Knotenzeile | None


class Linkwandel(NamedTuple):
    """A link before and after a revision; None where it was not there."""

    vorher: Linkzeile | None
    nachher: Linkzeile | None


@dataclass(frozen=True)
class Schritt:
    """What one revision did to a node."""

    revision: Revision
    knoten: Knotenwandel | None
    """None when only links changed."""
    links: list[Linkwandel]
    """Links that begin at the node."""


@dataclass(frozen=True)
class Geschichte:
    """The life of one node."""

    zeile: Knotenzeile
    """Its last version."""
    seit: int
    """Number of the revision in which it was there for the first time."""
    ende: Revision | None
    """The revision that withdrew it; None while it is there."""
    schritte: list[Schritt] = field(default_factory=list)
    """The newest first."""
    aeltere: int = 0
    """Earlier revisions that are not among them."""
    unvollstaendig: bool = False
    """Whether there are more links than were looked at."""
    nachfolger: list[Linkzeile] = field(default_factory=list)
    """Links by which others took its place, as they stood when it was withdrawn."""
    moegliche_nachfolger: list[Linkzeile] = field(default_factory=list)
    """The same of which it was only proposed."""


class Linkende(NamedTuple):
    """The last version of a link and the revision that withdrew it; None while it is there."""

    zeile: Linkzeile
    ende: Revision | None


class _Version(NamedTuple):
    zellen: Zellen
    seit: int
    bis: int | None


def geschichte(
    c: Connection, pfad: str, lesenamen: Mapping[str, str], revision: int, nachfolge: str | None = None
) -> Geschichte | None:
    """The life of a node up to a revision; None when it was never there.

    Args:
        c: A transaction.
        pfad: Local path or foreign IRI of the node.
        lesenamen: Earlier IRI -> today's.
        revision: The last one that counts.
        nachfolge: Predicate by which a successor points at what it replaces.
    """
    eigene = sorted(_versionen(c, KNOTEN, revision, KNOTEN.tabelle.c.pfad == pfad), key=lambda v: v.seit)
    if not eigene:
        return None
    gefunden = _versionen(c, LINK, revision, LINK.tabelle.c.von == pfad, hoechstens=ZEILEN + 1)
    # beyond the rows that were looked at nothing is known whole
    bekannt_ab = min(_zuletzt(v) for v in gefunden) if len(gefunden) > ZEILEN else 0
    knoten = {n: Knotenwandel(*w) for n, w in _wandel(eigene, lambda z: knotenzeile(z, lesenamen)).items()}
    links: defaultdict[int, list[Linkwandel]] = defaultdict(list)
    for versionen in _nach_link(gefunden, lesenamen).values():
        for n, wandel in _wandel(versionen, lambda z: linkzeile(z, lesenamen)).items():
            if n > bekannt_ab:
                links[n].append(Linkwandel(*wandel))
    nummern = sorted(knoten.keys() | links.keys(), reverse=True)
    ende = eigene[-1].bis
    folgende = _nachfolger(c, pfad, lesenamen, ende, nachfolge) if ende and nachfolge else []
    revisionen = _revisionen(c, {*nummern[:SCHRITTE], *([ende] if ende else [])})
    return Geschichte(
        zeile=knotenzeile(eigene[-1].zellen, lesenamen),
        seit=eigene[0].seit,
        ende=revisionen[ende] if ende else None,
        schritte=[Schritt(revisionen[n], knoten.get(n), links.get(n, [])) for n in nummern[:SCHRITTE]],
        aeltere=len(nummern[SCHRITTE:]),
        unvollstaendig=bekannt_ab > 0,
        nachfolger=[z for z in folgende if z.angaben.status is not LinkStatus.VORSCHLAG],
        moegliche_nachfolger=[z for z in folgende if z.angaben.status is LinkStatus.VORSCHLAG],
    )


def linkenden(c: Connection, von: str, nach: str, lesenamen: Mapping[str, str], revision: int) -> list[Linkende]:
    """The last version of each link between two nodes up to a revision."""
    t = LINK.tabelle.c
    gefunden = _nach_link(_versionen(c, LINK, revision, t.von == von, t.nach == nach), lesenamen)
    letzte = [max(versionen, key=lambda v: v.seit) for versionen in gefunden.values()]
    revisionen = _revisionen(c, {v.bis for v in letzte if v.bis})
    return [Linkende(linkzeile(v.zellen, lesenamen), revisionen[v.bis] if v.bis else None) for v in letzte]


def _versionen(c: Connection, form: Form, revision: int, *wo: Any, hoechstens: int | None = None) -> list[_Version]:
    """Rows as they were at a revision, the last touched first."""
    t = form.tabelle.c
    ende = case((t.bis_revision <= revision, t.bis_revision))
    frage: Select[Any] = (
        select(*(t[s] for s in form.spalten), t.seit_revision, ende)
        .where(*wo, t.seit_revision <= revision)
        .order_by(func.coalesce(ende, t.seit_revision).desc(), *(t[s] for s in form.schluessel))
        .limit(hoechstens)
    )
    return [_Version(tuple(zellen), seit, bis) for *zellen, seit, bis in c.execute(frage)]


def _zuletzt(v: _Version) -> int:
    return v.seit if v.bis is None else v.bis


def _nach_link(versionen: Iterable[_Version], lesenamen: Mapping[str, str]) -> dict[tuple[str, str], list[_Version]]:
    """Versions by today's predicate and target, each in order of time."""
    gefunden: defaultdict[tuple[str, str], list[_Version]] = defaultdict(list)
    for v in sorted(versionen, key=lambda v: v.seit):
        _, praedikat, nach, _ = v.zellen
        gefunden[lesenamen.get(praedikat, praedikat), nach].append(v)
    return gefunden


def _wandel(versionen: list[_Version], lies: Any) -> dict[int, tuple[Any, Any]]:
    """What was before and after each revision that touched a row; versions in order of time."""
    gefunden: dict[int, tuple[Any, Any]] = {}
    for v in versionen:
        zeile = lies(v.zellen)
        gefunden[v.seit] = (gefunden[v.seit][0] if v.seit in gefunden else None, zeile)
        if v.bis is not None:
            gefunden[v.bis] = (zeile, None)
    return gefunden


def _nachfolger(c: Connection, pfad: str, lesenamen: Mapping[str, str], ende: int, nachfolge: str) -> list[Linkzeile]:
    t = LINK.tabelle.c
    namen = [nachfolge, *(alt for alt, neu in lesenamen.items() if neu == nachfolge)]
    # A node is only withdrawn when nothing points at it any more, so all these rows are in the index of closed ones.
    frage = (
        select(*(t[s] for s in LINK.spalten))
        .where(
            t.nach == pfad, t.bis_revision.is_not(None), t.bis_revision == ende, or_(*(t.praedikat == n for n in namen))
        )
        .order_by(t.von)
        .limit(SCHRITTE)
    )
    return [linkzeile(tuple(zellen), lesenamen) for zellen in c.execute(frage)]


def _revisionen(c: Connection, nummern: Iterable[int]) -> dict[int, Revision]:
    gesucht: BindParameter[Any] = bindparam("nummern", sorted(nummern), expanding=True)
    return {r.nummer: Revision(*r) for r in c.execute(select(REVISION).where(REVISION.c.nummer.in_(gesucht)))}
