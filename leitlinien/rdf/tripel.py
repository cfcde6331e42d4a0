"""A few triples in each form: for answers that are no rows, such as the vocabulary or what is said of a withdrawn node.

The same triples give the same bytes: blank nodes are numbered in the order in which they come, prefixes are sorted.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from leitlinien.rdf.namen import PRAEFIXE
from leitlinien.rdf.rdfxml import kein_xml

__all__ = ["MEDIEN", "BlankNode", "Literal", "NamedNode", "Triple", "lies_turtle", "schreibe_tripel"]

MEDIEN = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
"""Media type -> form."""
_KOPF_TURTLE = re.compile(r"(?:@prefix [^\n]*\n)+")
_KOPF_XML = re.compile("<rdf:RDF ([^>]*)>")


def schreibe_tripel(tripel: Iterable[Triple], medium: str) -> str:
    """The triples in a form named by its media type."""
    form = MEDIEN[medium]
    if form == RdfFormat.JSON_LD:
        quads = [Quad(t.subject, t.predicate, t.object) for t in tripel]
        return (serialize(quads, format=form, prefixes=PRAEFIXE) or b"").decode()
    text = (serialize(tripel, format=form, prefixes=PRAEFIXE) or b"").decode()
    if form == RdfFormat.TURTLE:
        kopf, rest = _KOPF_TURTLE.match(text), _KOPF_TURTLE.sub("", text, count=1)
        return "".join(sorted(kopf[0].splitlines(keepends=True))) + rest if kopf else text
    if form == RdfFormat.RDF_XML:
        return _KOPF_XML.sub(_sortiert, kein_xml(text), count=1)
    return text


def _sortiert(kopf: re.Match[str]) -> str:
    return f"<rdf:RDF {' '.join(sorted(kopf[1].split()))}>"


def lies_turtle(text: str) -> Iterator[Triple]:
    """Triples of a Turtle text in its order; blank nodes are called b1, b2, …"""
    namen: dict[BlankNode, BlankNode] = {}

    def benannt(term: Any) -> Any:
        return namen.setdefault(term, BlankNode(f"b{len(namen) + 1}")) if isinstance(term, BlankNode) else term

    for quad in parse(text, format=RdfFormat.TURTLE):
        yield Triple(benannt(quad.subject), quad.predicate, benannt(quad.object))
