"""A part of the graph as a file for programs that draw and measure graphs: GraphML and GEXF.

Nodes are named by their local path. Attributes are plain text and numbers. Both forms are XML 1.0, so characters that
XML does not know (https://www.w3.org/TR/xml/#charsets) are replaced by U+FFFD.
"""

import io
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ElementTree, SubElement

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from leitlinien import frist
from leitlinien.analyse import rollen
from leitlinien.analyse.netz import Netz, links, statusname
from leitlinien.rdf.namen import lokal
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.trace.geld import Geldquellen

if TYPE_CHECKING:
    from collections.abc import Callable

    from leitlinien.ids import Adressen

    Beschriftet = nx.DiGraph[str]
else:
    Beschriftet = nx.DiGraph

__all__ = ["MEDIENTYP", "Graphformat", "beschrifte", "dateiname", "dateistueck", "schreibe"]

_KEIN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EIN_STUECK = 4096


class Graphformat(StrEnum):
    """Forms of a graph."""

    GRAPHML = "graphml"
    GEXF = "gexf"


MEDIENTYP = {Graphformat.GRAPHML: "application/graphml+xml", Graphformat.GEXF: "application/gexf+xml"}


def beschrifte(teil: Netz, adressen: "Adressen") -> Beschriftet:
    """The same graph with local paths for nodes and everything that a reader needs as attributes.

    Where two relations join the same nodes, the link names both and counts as the surer of them.
    """
    state = teil.state
    namen: dict[int, str] = {}
    vergeben: set[str] = set()
    graph: Beschriftet = nx.DiGraph(
        name="Leitlinien",
        ausschnitt="alles" if teil.umfang.knoten is None else _text(state.pfad(teil.umfang.knoten)),
        vorschlaege=_ja(teil.vorschlaege),
        revision=state.revision,
        datenstand=state.hash,
    )
    angaben = _Knotenangaben(teil, adressen)
    for zahl, k in enumerate(sorted(teil.graph)):
        if not zahl % _EIN_STUECK:
            frist.pruefe()
        name = _text(state.pfad(k))
        while name in vergeben:
            name += "_"
        vergeben.add(name)
        namen[k] = name
        graph.add_node(name, **angaben.lies(k))
    worte = wortschatz(state.modell)
    for link in sorted(links(teil), key=lambda link: (link.von, link.nach, link.status)):
        a, b = namen[link.von], namen[link.nach]
        beziehung, praedikat = worte.lesbar(lokal(link.praedikat)), lokal(link.praedikat)
        if graph.has_edge(a, b):
            schon = graph.edges[a, b]
            schon["label"] += f"; {beziehung}"
            schon["praedikat"] += f"; {praedikat}"
            continue
        graph.add_edge(a, b, label=beziehung, praedikat=praedikat, status=statusname(link))
        if (anteil := state.anteil(link.angaben)) is not None:
            graph.edges[a, b]["anteil"] = float(anteil)
    return graph


class _Knotenangaben:
    """Attributes of nodes."""

    def __init__(self, teil: Netz, adressen: "Adressen") -> None:
        self._teil, self._adressen = teil, adressen
        self._worte = wortschatz(teil.state.modell)
        self._geld = Geldquellen(teil.state)
        link = rollen.feldlink(teil.state.modell)
        self._felder: dict[int, list[int]] = {}
        for von, nach in zip(
            *(a.tolist() for a in teil.state.linkarrays(str(link.pfad), teil.vorschlaege)), strict=True
        ):
            self._felder.setdefault(von, []).append(nach)

    def lies(self, k: int) -> dict[str, str | float]:
        """All attributes of a node; only what is known."""
        state = self._teil.state
        art = state.art(k)
        wert: Callable[[str], Any] = lambda name: state.wert(k, art.feld[name])  # noqa: E731
        angaben: dict[str, str | float] = {
            "label": _text(f"{wert('kennung')} – {wert('titel')}"),
            "titel": _text(wert("titel") or ""),
            "kennung": _text(wert("kennung") or ""),
            "art": self._worte.lesbar(art.name),
            "herkunft": wert("herkunft").name,
            "iri": _text(self._adressen.iri(state.pfad(k))),
            "imAusschnitt": _ja(bool(self._teil.mitglieder[k])),
        }
        if k in self._felder:
            titel = (state.wert(f, state.art(f).feld["titel"]) for f in self._felder[k])
            angaben["handlungsfelder"] = _text("; ".join(titel))
        if (betrag := self._geld.betrag(k)) is not None:
            angaben["betrag"], angaben["waehrung"] = float(betrag[1]), _text(betrag[0])
        return angaben


def schreibe(graph: Beschriftet, form: Graphformat, *, tag: str) -> bytes:
    """The graph as a file. `tag` (ISO) is the day of the data, so that the same data give the same file."""
    frist.pruefe()
    puffer = io.BytesIO()
    if form is Graphformat.GRAPHML:
        nx.write_graphml_xml(graph, puffer, prettyprint=False)
        return puffer.getvalue()
    schreiber = GEXFWriter(encoding="utf-8", prettyprint=False)
    schreiber.add_graph(graph)
    kopf = schreiber.xml.find("meta")
    if kopf is not None:
        kopf.set("lastmodifieddate", tag)
        for kind in list(kopf):
            kopf.remove(kind)
        SubElement(kopf, "creator").text = "Leitlinien"
        SubElement(kopf, "description").text = ", ".join(
            f"{name}: {graph.graph[name]}" for name in ("ausschnitt", "vorschlaege", "revision", "datenstand")
        )
    ElementTree(schreiber.xml).write(puffer, encoding="utf-8", xml_declaration=True)
    return puffer.getvalue()


def dateiname(teil: Netz, form: Graphformat) -> str:
    """Name of the file: part, view and revision."""
    stueck = "alles" if teil.umfang.knoten is None else dateistueck(teil.state.pfad(teil.umfang.knoten))
    sicht = "-mit-vorschlaegen" if teil.vorschlaege else ""
    return f"leitlinien-{stueck}{sicht}-r{teil.state.revision}.{form}"


def dateistueck(pfad: str) -> str:
    """A node's id as part of the name of a file: letters, digits, points and hyphens."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", pfad).strip("-")


def _text(wert: str) -> str:
    return _KEIN_XML.sub("\ufffd", wert)


def _ja(wert: bool) -> str:
    return "ja" if wert else "nein"
