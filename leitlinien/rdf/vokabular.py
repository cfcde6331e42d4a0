"""graph/vocabulary.ttl: classes, properties and code lists, derived from the kinds."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import NamedTuple

from rdflib import RDF
from rdflib.paths import InvPath

from leitlinien.kinds import Auswahl, Feld, Kreisfrei, Modell, Nackt, Spur, Teilbar, modell
from leitlinien.rdf import aussagen
from leitlinien.rdf.namen import PRAEFIXE
from leitlinien.rdf.turtle import Schreiber, text
from leitlinien.rdf.werte import datentyp

ONTOLOGIE = PRAEFIXE["ll"].removesuffix("#")
CODES = "https://w3id.org/leitlinien/code/"
"""Code lists: `code/Zielebene` is the scheme, `code/Zielebene/STRATEGISCH` a concept of it."""

MARKEN = {
    Spur: "Trägt eine Spur vom Geld zur Leitlinie.",
    Teilbar: "Kann einen Anteil tragen.",
    Kreisfrei: "Ein Kreis darüber ist ein Fehler.",
    Nackt: "Nur ein Tripel; über die Verknüpfung selbst wird nichts gesagt.",
}


class Stelle(NamedTuple):
    """A field and the class that declares it."""

    klasse: str
    feld: Feld


def vokabular(modell: Modell = modell) -> str:
    """The whole file, byte for byte the same for the same model."""
    praefixe = {p: PRAEFIXE[p] for p in ("dcterms", "ll", "owl", "rdf", "rdfs", "skos", "xsd")}
    schreiber = Schreiber(praefixe=praefixe)
    return "\n".join(["\n".join(schreiber.kopf()), "", *_bloecke(modell, schreiber)])


def _bloecke(modell: Modell, s: Schreiber) -> Iterator[str]:
    yield s.block(
        f"<{ONTOLOGIE}>",
        [
            ("a", ["owl:Ontology"]),
            ("dcterms:title", [_de("Vokabular kommunaler Leitlinien")]),
            (
                "dcterms:description",
                [_de("Leitlinien, Ziele, Maßnahmen, Indikatoren und Zuwendungen und was sie verbindet.")],
            ),
            ("dcterms:license", ["<http://data.europa.eu/eli/dec_impl/2017/863/oj>"]),
            ("owl:versionInfo", [text(version("leitlinien"))]),
        ],
    )
    for art in modell.arten.values():
        yield s.block(
            s.iri(art.begriff),
            [
                ("a", ["owl:Class"]),
                ("rdfs:label", [_de(art.name)]),
                ("rdfs:comment", [_de(art.beschreibung)]),
                ("rdfs:isDefinedBy", [f"<{ONTOLOGIE}>"]),
            ],
        )
    rueck = gegenrichtung(modell)
    for p, orte in stellen(modell).items():
        yield _eigenschaft(modell, s, p, orte, rueck.get(p, []))
    for liste in listen(modell).values():
        yield from _codeliste(liste, s)


def listen(modell: Modell) -> dict[str, type[Auswahl]]:
    """All closed lists by name, those of what links say about themselves among them."""
    return modell.auswahlen() | {f.typ.__name__: f.typ for f in aussagen.WERTE if issubclass(f.typ, Auswahl)}


def stellen(modell: Modell) -> dict[str, list[Stelle]]:
    """All declarations of each predicate of ours; those of others are described by their own vocabularies."""
    gefunden: dict[str, list[Stelle]] = {}
    felder = [(str(a.begriff), f) for a in modell.arten.values() for f in a.felder if f.gespeichert]
    felder += [(str(RDF.Statement), f) for f in aussagen.WERTE]
    for klasse, feld in felder:
        if str(feld.pfad).startswith(PRAEFIXE["ll"]):
            gefunden.setdefault(str(feld.pfad), []).append(Stelle(klasse, feld))
    return gefunden


def gegenrichtung(modell: Modell) -> dict[str, list[str]]:
    """Names of the views that follow a predicate backwards."""
    namen: dict[str, dict[str, None]] = {}
    for art in modell.arten.values():
        for feld in art.felder:
            if isinstance(feld.pfad, InvPath):
                namen.setdefault(str(feld.pfad.arg), {})[feld.graphql_name] = None
    return {p: list(n) for p, n in namen.items()}


def _eigenschaft(modell: Modell, s: Schreiber, p: str, stellen: list[Stelle], gegenrichtung: list[str]) -> str:
    felder = [stelle.feld for stelle in stellen]
    kommentare = [
        *dict.fromkeys(f.beschreibung for f in felder),
        *(k for m, k in MARKEN.items() if m in felder[0].marken),
    ]
    if gegenrichtung:
        kommentare.append(f"In der Gegenrichtung: {', '.join(gegenrichtung)}.")
    eintraege = [
        ("a", ["owl:ObjectProperty" if felder[0].ist_link else "owl:DatatypeProperty"]),
        ("rdfs:label", [_de(name) for name in dict.fromkeys(f.graphql_name for f in felder)]),
        ("rdfs:comment", [_de(k) for k in kommentare]),
        ("rdfs:domain", _klassen(modell, s, [stelle.klasse for stelle in stellen])),
    ]
    if felder[0].ist_link:
        ziele = [z for f in felder for z in f.ziele]
        nach = [str(modell.arten[z].begriff) for z in ziele if z in modell.arten]
        eintraege.append(("rdfs:range", [] if "Knoten" in ziele else _klassen(modell, s, nach)))
    else:
        eintraege.append(("rdfs:range", [s.iri(datentyp(felder[0]))]))
        codes = dict.fromkeys(f.typ.__name__ for f in felder if issubclass(f.typ, Auswahl))
        eintraege.append(("rdfs:seeAlso", [f"<{CODES}{name}>" for name in codes]))
    eintraege.append(("rdfs:isDefinedBy", [f"<{ONTOLOGIE}>"]))
    return s.block(s.iri(p), eintraege)


def _klassen(modell: Modell, s: Schreiber, klassen: Iterable[str]) -> list[str]:
    """One class, the union of several (beside each other they would mean their intersection), nothing for all."""
    verschiedene = list(dict.fromkeys(klassen))
    if len(verschiedene) >= len(modell.arten):
        return []
    if len(verschiedene) == 1:
        return [s.iri(verschiedene[0])]
    return [f"[ a owl:Class ; owl:unionOf ( {' '.join(map(s.iri, verschiedene))} ) ]"]


def _codeliste(liste: type[Auswahl], s: Schreiber) -> Iterator[str]:
    schema = f"<{CODES}{liste.__name__}>"
    yield s.block(
        schema,
        [
            ("a", ["skos:ConceptScheme"]),
            ("skos:prefLabel", [_de(liste.__name__)]),
            ("skos:definition", [_de((liste.__doc__ or "").strip())]),
            ("skos:hasTopConcept", [f"<{CODES}{liste.__name__}/{m.name}>" for m in liste]),
        ],
    )
    for m in liste:
        yield s.block(
            f"<{CODES}{liste.__name__}/{m.name}>",
            [
                ("a", ["skos:Concept"]),
                ("skos:notation", [text(m.name)]),
                ("skos:prefLabel", [_de(m.name)]),
                ("skos:definition", [_de(m.beschreibung)]),
                ("skos:topConceptOf", [schema]),
                ("skos:inScheme", [schema]),
            ],
        )


def _de(wert: str) -> str:
    return f"{text(wert)}@de"
