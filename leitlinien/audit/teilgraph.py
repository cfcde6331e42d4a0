"""The part of the graph that a record touches, as Turtle that any installation takes back."""

from collections.abc import Iterable

from leitlinien.audit.quellenarten import quellenarten
from leitlinien.ids import Adressen
from leitlinien.rdf.schreiben import schreibe_turtle
from leitlinien.rows import Bestand, Linkzeile
from leitlinien.state import State


def teilgraph(state: State, knoten: Iterable[int]) -> Bestand:
    """These nodes, the links between them, and the passages and documents that these links and passages name."""
    arten = quellenarten(state.modell)
    offen, alle = set(knoten), set(knoten)
    links: dict[int, list[Linkzeile]] = {}
    while offen:
        links |= {i: state.linkzeilen(i) for i in offen}
        pfade = {state.pfad(i) for i in alle}
        genannt = {b for zeilen in links.values() for z in zeilen if z.nach in pfade for b in z.angaben.belege}
        stellen = {n for b in genannt if (n := state.nummer(b)) is not None}
        stellen |= {i for i in offen if arten.ist_fundstelle(state, i)}
        dokumente = arten.dokumente_von(state, (i for i in stellen if arten.ist_fundstelle(state, i)))
        offen = (stellen | dokumente) - alle
        alle |= offen
    geordnet = sorted(alle)
    pfade = {state.pfad(i) for i in alle}
    return Bestand([state.zeile(i) for i in geordnet], [z for i in geordnet for z in links[i] if z.nach in pfade])


def als_turtle(state: State, knoten: Iterable[int], kopf: str) -> bytes:
    """The part as Turtle, after comment lines.

    Written under the base that every installation reads as its own, so that the file is the same on every host.
    """
    kommentar = "".join(f"# {zeile}\n" for zeile in kopf.splitlines())
    return f"{kommentar}\n{schreibe_turtle(teilgraph(state, knoten), Adressen(), state.modell)}".encode()
