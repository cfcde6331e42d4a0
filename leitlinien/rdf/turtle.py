"""Writing Turtle by hand: the same bytes for the same data, on every machine and in every run; no blank nodes."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib import RDF, XSD

from leitlinien.rdf.namen import PRAEFIXE

_LOKAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?")
"""Local names that need no escape in any Turtle reader; a small part of what the grammar allows."""
_BLANK = {
    str(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    str(XSD.decimal): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD.boolean): re.compile("true|false"),
}
"""Lexical forms that Turtle reads as exactly this literal without quotes."""


def text(wert: str) -> str:
    """A quoted string; JSON's escapes are a subset of Turtle's, and characters stay readable."""
    # U+007F and the separators U+2028/9 are legal in Turtle strings as they are
    return json.dumps(wert, ensure_ascii=False)


class Schreiber:
    """Writes terms with prefixes and, below a base, with relative addresses."""

    def __init__(self, basis: str = "", praefixe: Mapping[str, str] | None = None) -> None:
        self.basis = basis
        self.praefixe = dict(praefixe if praefixe is not None else PRAEFIXE)
        # Of two prefixes of a namespace the first by name. A file may have one for each of hundreds of issuers, so a
        # namespace is looked up: a local name holds neither `/` nor `#`, so it ends at the last of them.
        self._raeume = {raum: vorsatz for vorsatz, raum in sorted(self.praefixe.items(), reverse=True)}

    def iri(self, iri: str) -> str:
        """An IRI, as short as it can be."""
        ab = max(iri.rfind("/"), iri.rfind("#")) + 1
        vorsatz = self._raeume.get(iri[:ab])
        if vorsatz is not None and _LOKAL.fullmatch(iri, ab):
            return f"{vorsatz}:{iri[ab:]}"
        if self.basis and iri.startswith(self.basis):
            return f"<{iri[len(self.basis) :]}>"
        return f"<{iri}>"

    def literal(self, lexikal: str, typ: str, sprache: str = "de", *, kurz: bool = True) -> str:
        """A literal; `sprache` is its tag if it is an `rdf:langString`; `kurz` leaves out the quotes of numbers."""
        if typ == str(RDF.langString):
            return f"{text(lexikal)}@{sprache}"
        if typ == str(XSD.string):
            return text(lexikal)
        if kurz and typ in _BLANK and _BLANK[typ].fullmatch(lexikal):
            return lexikal
        return f"{text(lexikal)}^^{self.iri(typ)}"

    def kopf(self) -> Iterator[str]:
        """The lines of @base and @prefix."""
        if self.basis:
            yield f"@base <{self.basis}> ."
        for vorsatz, raum in self.praefixe.items():
            adresse = raum.removeprefix(self.basis) if self.basis else raum
            yield f"@prefix {vorsatz}: <{adresse}> ."

    def block(self, subjekt: str, eintraege: Iterable[tuple[str, Sequence[str]]]) -> str:
        """One subject with its predicates (written terms); an empty line follows."""
        zeilen = [f"{praedikat} {', '.join(objekte)}" for praedikat, objekte in eintraege if objekte]
        return f"{subjekt} " + " ;\n    ".join(zeilen) + " .\n"
