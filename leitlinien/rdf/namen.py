"""Names of RDF terms as people write them: prefixes, and terms shortened with them."""

from rdflib import OWL, RDF, RDFS, SH, XSD

from leitlinien.terms import DCTERMS, LL, SKOS

PRAEFIXE: dict[str, str] = {
    "dcterms": str(DCTERMS._NS),  # noqa: SLF001 - rdflib names no public way to a namespace's IRI
    "ll": str(LL._NS),  # noqa: SLF001
    "owl": str(OWL._NS),  # noqa: SLF001
    "rdf": str(RDF._NS),  # noqa: SLF001
    "rdfs": str(RDFS._NS),  # noqa: SLF001
    "sh": str(SH._NS),  # noqa: SLF001
    "skos": str(SKOS._NS),  # noqa: SLF001
    "xsd": str(XSD._NS),  # noqa: SLF001
}
"""Prefix -> namespace, in the order in which files declare them."""


def kurz(iri: str) -> str:
    """`skos:prefLabel` for a term of a known namespace, else the IRI itself."""
    for vorsatz, raum in PRAEFIXE.items():
        if iri.startswith(raum):
            return f"{vorsatz}:{iri.removeprefix(raum)}"
    return iri


def lang(name: str) -> str:
    """The IRI of a shortened term; the inverse of `kurz`."""
    vorsatz, trenner, rest = name.partition(":")
    return PRAEFIXE[vorsatz] + rest if trenner and vorsatz in PRAEFIXE else name


def lokal(iri: str) -> str:
    """Local name of a term: what follows the last `#` or `/`."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
