"""graph/shapes.ttl: the same rules as the native validation, as SHACL, derived from the same declarations.

Shapes and constraints are named, never blank. Where a rule has another code than SHACL's component, the shape or
constraint says it with `dcterms:identifier`.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rdflib import RDF

from leitlinien.kinds import Art, Auswahl, Feld, Knoten, Modell, Nackt, modell
from leitlinien.rdf import abfragen, aussagen
from leitlinien.rdf.namen import PRAEFIXE
from leitlinien.rdf.turtle import Schreiber, text
from leitlinien.rdf.werte import FORM, datentyp, schranken

RAUM = "https://w3id.org/leitlinien/shapes#"

NUR_NATIV: dict[str, str] = {
    "Adresse": "what is a local path depends on the base of the installation, which published shapes do not know",
    "AussageAdresse": "SHACL cannot percent-encode, so it cannot build the address a statement must have",
    "Doppelt": "in one graph the same thing said in two files, or twice, is indistinguishable from said once",
    "Ersetzen": "is about the history of imports, which is not in the graph",
    "Fremd": "a subject with neither a class nor a known predicate is no target of any shape",
    "FruehereAdresse": "which node a local path is the address of depends on the base of the installation",
    "KreisVorschlag": "property paths walk over triples, and a proposal is none",
    "NochVerknuepft": "is about rows that leave the store, which are not in the graph",
    "Zeichen": "neither XML nor the regular expressions of XPath can name U+0000",
}
"""Rules only the native validation has, each with the reason why SHACL cannot say it."""

FOLGEFEHLER: dict[str, frozenset[str] | None] = {"Datatype": None, "NodeKind": frozenset({"Class"})}
"""Rules after whose violation by a value its other violations (all of them for None) are no news: SHACL reports them,
the native validation does not."""

Eintrag: TypeAlias = tuple[str, list[str]]


def formen(modell: Modell = modell) -> str:
    """The whole file, byte for byte the same for the same model."""
    schreiber = Schreiber(
        praefixe={"shapes": RAUM, **{p: PRAEFIXE[p] for p in ("dcterms", "ll", "rdf", "rdfs", "sh", "skos", "xsd")}}
    )
    teile = ["\n".join(schreiber.kopf()), ""]
    teile += _Formen(modell, schreiber).alle()
    return "\n".join(teile)


class _Formen:
    def __init__(self, modell: Modell, schreiber: Schreiber) -> None:
        self._modell, self._s = modell, schreiber
        self._fertig: set[str] = set()

    def alle(self) -> Iterator[str]:
        yield self._block("Typ", self._typform())
        yield self._block("Typ-rdf-type", self._typ_eigenschaft())
        for art in self._modell.arten.values():
            yield self._block(f"ist{art.name}", [("a", ["sh:NodeShape"]), ("sh:class", [self._s.iri(art.begriff)])])
        arten = [f"shapes:ist{a.name}" for a in self._modell.arten.values()]
        yield self._block("istKnoten", [("a", ["sh:NodeShape"]), ("sh:or", [_liste(arten)])])
        for art in self._modell.arten.values():
            yield from self._art(art)
        yield from self._aussage()
        for name, a in abfragen.alle(self._modell).items():
            yield self._block(name, self._abfrage(a))

    # the class of a node

    def _typform(self) -> list[Eintrag]:
        bekannt = {str(f.pfad) for a in self._modell.arten.values() for f in (*a.werte, *a.links)}
        bekannt |= {
            *aussagen.NACH_PRAEDIKAT,
            aussagen.BELEG,
            *map(str, (RDF.type, RDF.subject, RDF.predicate, RDF.object)),
        }
        return [
            ("a", ["sh:NodeShape"]),
            ("rdfs:label", ['"Art eines Knotens"@de']),
            ("sh:targetSubjectsOf", sorted(map(self._s.iri, bekannt))),
            ("sh:nodeKind", ["sh:IRI"]),
            ("sh:property", ["shapes:Typ-rdf-type"]),
        ]

    def _typ_eigenschaft(self) -> list[Eintrag]:
        erlaubt = [*(self._s.iri(a.begriff) for a in self._modell.arten.values()), "rdf:Statement"]
        return [
            ("a", ["sh:PropertyShape"]),
            ("sh:path", ["rdf:type"]),
            ("sh:name", ['"Art"@de']),
            ("sh:description", ['"Genau eine Art des Modells."@de']),
            ("sh:minCount", ["1"]),
            ("sh:maxCount", ["1"]),
            ("sh:in", [_liste(erlaubt)]),
        ]

    # kinds

    def _art(self, art: Art) -> Iterator[str]:
        gespeichert = [f for f in art.felder if f.gespeichert]
        eigenschaften: list[str] = []
        bloecke: list[str] = []
        for nummer, feld in enumerate(gespeichert, start=1):
            name = f"{'Knoten' if feld.name in Knoten.model_fields else art.name}-{feld.graphql_name}"
            for endung, eintraege in self._feld(feld, nummer):
                eigenschaften.append(f"shapes:{name}{endung}")
                if name + endung not in self._fertig:
                    self._fertig.add(name + endung)
                    bloecke.append(self._block(name + endung, eintraege))
        yield self._block(
            art.name,
            [
                ("a", ["sh:NodeShape"]),
                ("rdfs:label", [f"{text(art.name)}@de"]),
                ("rdfs:comment", [f"{text(art.beschreibung)}@de"]),
                ("sh:targetClass", [self._s.iri(art.begriff)]),
                ("sh:nodeKind", ["sh:IRI"]),
                ("sh:closed", ["true"]),
                ("sh:ignoredProperties", [_liste(["rdf:type"])]),
                ("sh:property", eigenschaften),
                ("sh:sparql", [f"shapes:{n}" for n in abfragen.der_art(art)]),
            ],
        )
        yield from bloecke

    def _feld(self, feld: Feld, nummer: int) -> Iterator[tuple[str, list[Eintrag]]]:
        kopf: list[Eintrag] = [("a", ["sh:PropertyShape"]), ("sh:path", [self._s.iri(feld.praedikat)])]
        benannt: list[Eintrag] = [
            *kopf,
            ("sh:name", [f"{text(feld.graphql_name)}@de"]),
            ("sh:description", [f"{text(feld.beschreibung)}@de"]),
            ("sh:order", [str(nummer)]),
            *([("sh:minCount", ["1"])] if feld.pflicht else []),
            *([] if feld.viele else [("sh:maxCount", ["1"])]),
        ]
        if feld.ist_link:
            yield from self._ziel(feld, kopf, benannt)
            return
        yield "", [*benannt, *self._wert(feld)]
        if feld.typ in FORM:
            yield (
                "-form",
                [*kopf, ("dcterms:identifier", ['"Datatype"']), ("sh:pattern", [text(f"^({FORM[feld.typ]})$")])],
            )

    def _wert(self, feld: Feld) -> Iterator[Eintrag]:
        typ = datentyp(feld)
        yield "sh:datatype", [self._s.iri(typ)]
        if typ == RDF.langString:
            yield "sh:languageIn", [_liste(['"de"'])]
        if issubclass(feld.typ, Auswahl):
            yield "sh:in", [_liste(text(m.name) for m in feld.typ)]
        for s in schranken(feld.grenzen):
            if s.regel == "Pattern":
                yield "sh:pattern", [text(f"^({s.grenze})$")]
            elif s.regel in ("MinLength", "MaxLength"):
                yield f"sh:{s.parameter}", [str(s.grenze)]
            else:
                yield f"sh:{s.parameter}", [self._s.literal(str(s.grenze), str(typ))]

    def _ziel(self, feld: Feld, kopf: list[Eintrag], benannt: list[Eintrag]) -> Iterator[tuple[str, list[Eintrag]]]:
        if len(feld.ziele) == 1 and feld.ziele != ("Knoten",):
            yield "", [*benannt, ("sh:nodeKind", ["sh:IRI"]), ("sh:class", [self._klasse(feld.ziele[0])])]
            return
        yield "", [*benannt, ("sh:nodeKind", ["sh:IRI"])]
        ziel: Eintrag = (
            ("sh:node", ["shapes:istKnoten"])
            if "Knoten" in feld.ziele
            else ("sh:or", [_liste(f"shapes:ist{z}" for z in feld.ziele)])
        )
        yield "-ziel", [*kopf, ("dcterms:identifier", ['"Class"']), ziel]

    def _klasse(self, name: str) -> str:
        return self._s.iri(self._modell.arten[name].begriff)

    # statements

    def _aussage(self) -> Iterator[str]:
        eigenschaften: list[str] = []
        bloecke: list[str] = []
        nummer = 0
        for name, eintraege in self._glieder():
            nummer += 1
            eigenschaften.append(f"shapes:Aussage-{name}")
            bloecke.append(self._block(f"Aussage-{name}", [*eintraege, ("sh:order", [str(nummer)])]))
        for feld in (*aussagen.WERTE, aussagen.belegfeld(self._modell)):
            nummer += 1
            for endung, eintraege in self._feld(feld, nummer):
                eigenschaften.append(f"shapes:Aussage-{feld.name}{endung}")
                bloecke.append(self._block(f"Aussage-{feld.name}{endung}", eintraege))
        yield self._block(
            "Aussage",
            [
                ("a", ["sh:NodeShape"]),
                ("rdfs:label", ['"Aussage"@de']),
                ("rdfs:comment", ['"Was eine Verknüpfung über sich selbst sagt."@de']),
                ("sh:targetClass", ["rdf:Statement"]),
                ("sh:nodeKind", ["sh:IRI"]),
                ("sh:closed", ["true"]),
                ("sh:ignoredProperties", [_liste(["rdf:type"])]),
                ("sh:property", eigenschaften),
                ("sh:sparql", [f"shapes:{n}" for n in abfragen.der_aussage(self._modell)]),
            ],
        )
        yield from bloecke

    def _glieder(self) -> Iterator[tuple[str, list[Eintrag]]]:
        praedikate = [self._s.iri(p) for p, b in self._modell.beziehungen.items() if Nackt not in b.marken]
        for name, beschreibung, mehr in (
            ("subject", "Anfang der Verknüpfung.", ("sh:nodeKind", ["sh:IRI"])),
            ("predicate", "Beziehung.", ("sh:in", [_liste(praedikate)])),
            ("object", "Ende der Verknüpfung.", ("sh:nodeKind", ["sh:IRI"])),
        ):
            yield (
                name,
                [
                    ("a", ["sh:PropertyShape"]),
                    ("sh:path", [f"rdf:{name}"]),
                    ("sh:name", [f'"rdf:{name}"@de']),
                    ("sh:description", [f"{text(beschreibung)}@de"]),
                    ("sh:minCount", ["1"]),
                    ("sh:maxCount", ["1"]),
                    mehr,
                ],
            )

    def _abfrage(self, a: abfragen.Abfrage) -> list[Eintrag]:
        return [
            ("a", ["sh:SPARQLConstraint"]),
            ("dcterms:identifier", [text(a.regel)]),
            ("sh:message", [f"{text(a.satz)}@de"]),
            ("sh:select", [f'"""{a.select}"""']),
        ]

    def _block(self, name: str, eintraege: Iterable[Eintrag]) -> str:
        return self._s.block(f"shapes:{name}", eintraege)


def _liste(glieder: Iterable[str]) -> str:
    return f"( {' '.join(glieder)} )"


__all__ = ["FOLGEFEHLER", "NUR_NATIV", "RAUM", "formen"]
