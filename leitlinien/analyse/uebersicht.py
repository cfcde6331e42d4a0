"""The whole analysis of a part of the graph, as plain numbers: small enough to keep, whatever the size of the part."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from leitlinien import frist
from leitlinien.analyse import rollen
from leitlinien.analyse.felder import Mehrfach, Verbindung, mehrfach, verbindungen
from leitlinien.analyse.halt import Haltepunkt, halt, haltepunkte
from leitlinien.analyse.kreise import Kreis, kreise
from leitlinien.analyse.netz import netz
from leitlinien.analyse.umfang import ALLES, Umfang
from leitlinien.findings.lage import Graphlage

if TYPE_CHECKING:
    from datetime import date

    from leitlinien.analyse.netz import Netz
    from leitlinien.findings.lage import Maske
    from leitlinien.state import State

__all__ = ["Uebersicht", "uebersicht"]


@dataclass(frozen=True)
class Uebersicht:
    """What the analysis of a part found, in one view on a day."""

    umfang: Umfang
    vorschlaege: bool
    stichtag: "date"
    knoten: int
    verknuepfungen: int
    gefragt: int
    """Nodes of the part that need cover."""
    getragen: int
    """Those of them that anything which is done contributes to."""
    mit_geld: int
    """Those of them that a grant reaches."""
    an_einem: tuple[Haltepunkt, ...]
    """What is done, with the nodes that hang on it alone."""
    an_einem_geld: tuple[Haltepunkt, ...]
    """Grants, with the nodes that have no other."""
    mehrfach: tuple[Mehrfach, ...]
    verbindungen: tuple[Verbindung, ...]
    kreise: tuple[Kreis, ...]
    teile: int
    """Parts of the net that no link joins; single nodes are not counted."""
    groesster: int
    """Nodes of the largest part."""
    einzeln: dict[str, int]
    """Nodes without any trace link, by kind; kinds without are left out."""
    gesichert: "Uebersicht | None"
    """The same without proposals, where they count: what it does not say rests on them."""

    @property
    def gewicht(self) -> int:
        """How many nodes it names: what it weighs where it is kept."""
        return (
            1
            + sum(1 + len(p.haengend) for p in (*self.an_einem, *self.an_einem_geld))
            + sum(1 + len(m.felder) for m in self.mehrfach)
            + sum(len(v.knoten) + sum(map(len, v.felder)) for v in self.verbindungen)
            + sum(len(k.knoten) for k in self.kreise)
            + (self.gesichert.gewicht if self.gesichert else 0)
        )


def uebersicht(
    state: "State",
    umfang: Umfang,
    stichtag: "date",
    *,
    vorschlaege: bool = False,
    hoechstens: int | None = None,
    gesichert: Uebersicht | None = None,
) -> Uebersicht:
    """Analyse a part. Raises `ZuGross` beyond `hoechstens` nodes and links together.

    With proposals the secured view is needed too; `gesichert` is that of the same part and day, if it is at hand.
    """
    lage = Graphlage(state, stichtag, vorschlaege=vorschlaege)
    teil = netz(lage, umfang, hoechstens=hoechstens)
    gefragt = rollen.gefragt(lage) & teil.mitglieder
    ziele = [k for k in np.flatnonzero(gefragt).tolist() if k in teil.graph]
    tragende, geld = (_nummern(state, arten(state.modell)) for arten in (rollen.tragende_arten, rollen.geldarten))
    groessen = sorted((len(t) for t in nx.weakly_connected_components(teil.graph) if len(t) > 1), reverse=True)
    frist.pruefe()
    return Uebersicht(
        umfang=umfang,
        vorschlaege=vorschlaege,
        stichtag=stichtag,
        knoten=teil.graph.number_of_nodes(),
        verknuepfungen=teil.graph.number_of_edges(),
        gefragt=len(ziele),
        getragen=_erreicht(teil, tragende, ziele),
        mit_geld=_erreicht(teil, geld, ziele),
        an_einem=tuple(haltepunkte(halt(teil.graph, tragende, ziele))),
        an_einem_geld=tuple(haltepunkte(halt(teil.graph, geld, ziele))),
        mehrfach=tuple(mehrfach(lage, teil, gefragt)),
        verbindungen=tuple(verbindungen(lage, teil)),
        kreise=tuple(kreise(state, None if umfang == ALLES else _innen(teil))),
        teile=len(groessen),
        groesster=groessen[0] if groessen else 0,
        einzeln=_einzeln(teil),
        gesichert=(gesichert or uebersicht(state, umfang, stichtag)) if vorschlaege else None,
    )


def _nummern(state: "State", arten: tuple[str, ...]) -> list[int]:
    return [k for name in arten for k in state.bereich(name)]


def _erreicht(teil: "Netz", quellen: list[int], ziele: list[int]) -> int:
    """How many of the nodes a trace from one of the sources reaches."""
    gesehen = {q for q in quellen if q in teil.graph}
    offen = list(gesehen)
    gezaehlt = set(ziele) - gesehen
    while offen:
        frist.pruefe()
        for oben in teil.graph.successors(offen.pop()):
            if oben not in gesehen:
                gesehen.add(oben)
                offen.append(oben)
    return len(gezaehlt & gesehen)


def _innen(teil: "Netz") -> "Maske":
    maske = teil.mitglieder.copy()
    maske[list(teil.graph)] = True
    return maske


def _einzeln(teil: "Netz") -> dict[str, int]:
    zahlen: dict[str, int] = {}
    for k in sorted(nx.isolates(teil.graph)):
        name = teil.state.art(k).name
        zahlen[name] = zahlen.get(name, 0) + 1
    return zahlen
