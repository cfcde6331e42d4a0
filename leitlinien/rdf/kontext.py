"""graph/context.jsonld: short names for JSON-LD, one per kind and per stored predicate."""

from typing import Any

from rdflib import RDF, XSD, URIRef

from leitlinien.kinds import Feld, Modell, modell
from leitlinien.rdf import aussagen
from leitlinien.rdf.namen import PRAEFIXE, kurz, lokal
from leitlinien.rdf.werte import datentyp


def name(feld: Feld) -> str:
    """The JSON name of a field: the predicate's local name, or the field's own where the predicate is of others."""
    return lokal(feld.praedikat) if feld.praedikat.startswith(PRAEFIXE["ll"]) else feld.graphql_name


def kontext(modell: Modell = modell) -> dict[str, Any]:
    """The JSON-LD context.

    Raises:
        ValueError: Two terms claim one name, or one predicate has two datatypes; the declarations must be parted.
    """
    namen: dict[str, Any] = {
        "@version": 1.1,
        **{p: PRAEFIXE[p] for p in PRAEFIXE},
        "Aussage": "rdf:Statement",
        "von": {"@id": "rdf:subject", "@type": "@id"},
        "praedikat": {"@id": "rdf:predicate", "@type": "@vocab"},
        "nach": {"@id": "rdf:object", "@type": "@id"},
    }
    for art in modell.arten.values():
        _setze(namen, art.name, kurz(art.begriff))
        for feld in art.felder:
            if feld.gespeichert:
                _setze(namen, name(feld), _eintrag(feld))
    for feld in aussagen.WERTE:
        _setze(namen, name(feld), _eintrag(feld))
    return namen


def dokument(modell: Modell = modell) -> dict[str, Any]:
    """The published file: `{"@context": …}`."""
    return {"@context": kontext(modell)}


def _eintrag(feld: Feld) -> dict[str, str]:
    id = kurz(feld.praedikat)
    if feld.ist_link:
        return {"@id": id, "@type": "@id"}
    typ: URIRef = datentyp(feld)
    if typ == RDF.langString:
        return {"@id": id, "@language": "de"}
    if typ == XSD.string:
        # what a JSON string is anyway; written out, rdflib would take "x" and "x"^^xsd:string for two things
        return {"@id": id}
    return {"@id": id, "@type": kurz(typ)}


def _setze(namen: dict[str, Any], name: str, eintrag: Any) -> None:
    if namen.setdefault(name, eintrag) != eintrag:
        raise ValueError(f"{name}: {namen[name]} / {eintrag}")
