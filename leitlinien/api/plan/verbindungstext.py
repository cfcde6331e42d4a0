"""Source for what links lead to: connections with their pages, edges, and links to one node."""

from typing import TYPE_CHECKING

from graphql import FieldNode, GraphQLObjectType

from leitlinien.api.plan import verweise
from leitlinien.api.plan.blatt import ausdruck, ist_blatt
from leitlinien.api.plan.laufzeit import NichtGedeckt, Schreiber, nummern, ziele
from leitlinien.api.plan.quelltext import Rumpf
from leitlinien.api.plan.sammeln import Mengen

if TYPE_CHECKING:
    from leitlinien.api.plan.uebersetzen import Uebersetzer

__all__ = ["FELDER", "GRUNDSTOCK", "kanten", "verbindung"]

GRUNDSTOCK = {
    name: getattr(verweise, name)
    for name in ("angaben", "anteil", "belege", "davor", "danach", "marke", "rand", "wann")
}
"""What the expressions below refer to."""
SEITE = {
    "hasNextPage": "danach(s)",
    "hasPreviousPage": "davor(s)",
    "startCursor": "rand(b.state, s, 0)",
    "endCursor": "rand(b.state, s, -1)",
}
"""`PageInfo` of a page `s`."""
KANTE = {
    "cursor": "marke(b.state, k[0])",
    "status": "k[3]",
    "anteil": "anteil(b.state, k[4])",
}
"""What an edge says about the link `k` without its record."""
ALLE_ANGABEN = "[angaben(b.state, k[4]) for k in ks]"
"""The records of all links of a level."""
ANGABEN = {"begruendung": "{}[0]", "wer": "{}[1]", "wann": "wann({}[2])"}
"""What it says from its record."""
FELDER = frozenset(
    ("__typename", "id", "nodes", "edges", "node", "pageInfo", "totalCount", "weitereMitVorschlaegen", "belege")
).union(SEITE, KANTE, ANGABEN)
"""Names of all fields that are known here."""


def verbindung(u: "Uebersetzer", verweis: str, argumente: str, typ: GraphQLObjectType, mengen: Mengen) -> str:
    """Name of a function that writes the connection of each node."""
    rumpf = Rumpf(u.quelltext, "s", ("ns = ss", f"ss = {verweis}.seiten(b, ns, {argumente})"))
    for schluessel, knoten in u.felder(typ, mengen):
        name = knoten[0].name.value
        if name == "__typename":
            rumpf.wort(schluessel, typ.name)
            continue
        feld = typ.fields[name]
        if name == "totalCount":
            rumpf.ausdruck(schluessel, ausdruck(u.quelltext, feld.type, "s[2]"))
        elif name == "weitereMitVorschlaegen":
            mehr = rumpf.je_quelle(f"{verweis}.weitere(b, ns, {argumente}, ss)")
            rumpf.ausdruck(schluessel, ausdruck(u.quelltext, feld.type, mehr))
        elif name == "pageInfo":
            rumpf.spalte(schluessel, f"{_seiteninfo(u, knoten, feld.type.of_type)}(z, b, ss)")
        elif name == "nodes":
            schreiber = u.forme(feld.type, ziele(u.knoten(feld, knoten)))
            rumpf.spalte(schluessel, f"{u.quelltext.nimm(schreiber, 'ziele')}(z, b, [s[0] for s in ss])")
        elif name == "edges":
            schreiber = u.forme(feld.type, kanten(u, u.innen(feld.type), u.unter(knoten)))
            rumpf.spalte(schluessel, f"{u.quelltext.nimm(schreiber, 'kanten')}(z, b, [s[0] for s in ss])")
        else:
            raise NichtGedeckt
    return u.quelltext.nimm(rumpf.mache(u.quelltext.frei("verbindung")), "verbindung")


def _seiteninfo(u: "Uebersetzer", knoten: tuple[FieldNode, ...], typ: GraphQLObjectType) -> str:
    """Name of a function that writes the `PageInfo` of each page."""
    rumpf = Rumpf(u.quelltext, "s")
    for schluessel, teil in u.felder(typ, u.unter(knoten)):
        name = teil[0].name.value
        if name == "__typename":
            rumpf.wort(schluessel, typ.name)
        else:
            rumpf.ausdruck(schluessel, _blatt(u, typ, name, SEITE.get(name)))
    return u.quelltext.nimm(rumpf.mache(u.quelltext.frei("seiteninfo")), "seiteninfo")


def kanten(u: "Uebersetzer", typ: GraphQLObjectType, mengen: Mengen) -> Schreiber:
    """Writer of edges, or of links to one node."""
    rumpf = Rumpf(u.quelltext, "k")
    for schluessel, knoten in u.felder(typ, mengen):
        name = knoten[0].name.value
        feld = typ.fields.get(name)
        if feld is not None and name == "node":
            schreiber = u.forme(feld.type, ziele(u.knoten(feld, knoten)))
            rumpf.spalte(schluessel, f"{u.quelltext.nimm(schreiber, 'ziele')}(z, b, ks)")
        elif feld is not None and name == "belege":
            schreiber = u.forme(feld.type, nummern(u.knoten(feld, knoten)))
            alle = rumpf.vorher(ALLE_ANGABEN, "spalte")
            rumpf.spalte(schluessel, f"{u.quelltext.nimm(schreiber, 'belege')}(z, b, [belege(a) for a in {alle}])")
        elif name in ANGABEN:
            quelle = ANGABEN[name].format(rumpf.je_quelle(ALLE_ANGABEN))
            rumpf.ausdruck(schluessel, _blatt(u, typ, name, quelle))
        elif name == "__typename":
            rumpf.wort(schluessel, typ.name)
        else:
            rumpf.ausdruck(schluessel, _blatt(u, typ, name, KANTE.get(name)))
    return rumpf.mache(u.quelltext.frei("kanten"))


def _blatt(u: "Uebersetzer", typ: GraphQLObjectType, name: str, quelle: str | None) -> str:
    """Expression of a leaf whose value the expression `quelle` gives; `NichtGedeckt` when there is none."""
    if quelle is None or not ist_blatt(typ.fields[name].type):
        raise NichtGedeckt
    return ausdruck(u.quelltext, typ.fields[name].type, quelle)
