"""Rows -> RDF/XML, for programs that read no other form. The same triples as Turtle, the same bytes for the same rows.

Source: https://www.w3.org/TR/rdf-syntax-grammar/. XML 1.0 cannot name most control characters (section 2.2 of its
recommendation), not even escaped; each becomes U+FFFD, which says that something was there.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from rdflib import RDF, XSD

from leitlinien.ids import Adressen
from leitlinien.kinds import Modell, modell
from leitlinien.rdf.namen import PRAEFIXE, lokal
from leitlinien.rdf.schreiben import Satz, Wertterm, saetze
from leitlinien.rdf.werte import datentyp
from leitlinien.rows import Bestand

__all__ = ["kein_xml", "schreibe_rdfxml"]

_KEIN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Namen:
    """Qualified names of the terms of a file; namespaces without a prefix of their own get one."""

    def __init__(self) -> None:
        self._raeume = {PRAEFIXE["rdf"]: "rdf"}

    def name(self, iri: str) -> str:
        """`ll:Ziel` for the term."""
        ende = lokal(iri)
        raum = iri.removesuffix(ende)
        if raum not in self._raeume:
            bekannt = next((p for p, r in PRAEFIXE.items() if r == raum), None)
            self._raeume[raum] = bekannt or f"ns{len(self._raeume)}"
        return f"{self._raeume[raum]}:{ende}"

    def kopf(self) -> str:
        """The declarations of all namespaces used."""
        return "".join(f"\n  xmlns:{p}={quoteattr(r)}" for r, p in sorted(self._raeume.items(), key=lambda e: e[1]))


def schreibe_rdfxml(bestand: Bestand, adressen: Adressen | None = None, modell: Modell = modell) -> str:
    """RDF/XML, one element a node or statement."""
    namen = Namen()
    elemente = [_element(satz, namen) for _, satz in saetze(bestand, adressen or Adressen(), modell)]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{namen.kopf()}>\n{"".join(elemente)}</rdf:RDF>\n'


def kein_xml(text: str) -> str:
    """Written XML without the characters that it cannot hold."""
    # a reader of XML takes a bare carriage return for a line feed
    return _KEIN_XML.sub("\ufffd", text).replace("\r", "&#13;")


def _element(satz: Satz, namen: Namen) -> str:
    name = namen.name(satz.typ) if satz.typ else "rdf:Description"
    zeilen = "".join(f"    {z}\n" for z in _eigenschaften(satz, namen))
    return f"  <{name} rdf:about={quoteattr(satz.iri)}>\n{zeilen}  </{name}>\n"


def _eigenschaften(satz: Satz, namen: Namen) -> Iterator[str]:
    for p, werte in satz.werte:
        name = namen.name(p)
        for w in werte:
            yield f"<{name}{_form(w)}>{kein_xml(escape(w.lexikal))}</{name}>"
    for p, ziele in satz.links:
        for nach in ziele:
            yield f"<{namen.name(p)} rdf:resource={quoteattr(nach)}/>"


def _form(wert: Wertterm) -> str:
    """The language or the datatype of a literal, as an attribute."""
    typ = datentyp(wert.feld)
    if typ == RDF.langString:
        return f" xml:lang={quoteattr(wert.sprache or 'de')}"
    return "" if typ == XSD.string else f" rdf:datatype={quoteattr(str(typ))}"
