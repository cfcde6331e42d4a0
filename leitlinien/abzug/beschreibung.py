"""What catalogues want to know about the data: DCAT-AP.de 2.0 and VoID, as graphs.

DCAT-AP.de 2.0 (https://www.dcat-ap.de/def/dcatde/2.0/spec/) requires of a catalogue title, description, publisher and
its dataset, of a dataset title and description, of a distribution its access URL; its conventions
(https://www.dcat-ap.de/def/dcatde/2.0/implRules/, 32) a licence of every distribution, and GovData asks for
`dcatde:contributorID`. Publisher, licence and contributor are the operator's to say: what is not set is left out, and
`FEHLT` says which setting it is. VoID: https://www.w3.org/TR/void/
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import DCAT, FOAF, OWL, RDF, VOID, XSD, Graph, Literal, Namespace, URIRef

from leitlinien.abzug.ablage import Abzug
from leitlinien.abzug.formen import FORMEN, Abzugform
from leitlinien.ids import Adressen
from leitlinien.kinds import Modell
from leitlinien.rdf.namen import PRAEFIXE
from leitlinien.settings import STANDARD_BASIS, Settings
from leitlinien.terms import DCTERMS

if TYPE_CHECKING:
    from leitlinien.state import State

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DATEIART = "http://publications.europa.eu/resource/authority/file-type/"
MEDIEN = "http://www.iana.org/assignments/media-types/"
SPRACHE = URIRef("http://publications.europa.eu/resource/authority/language/DEU")
SCHEMA_CSVW = URIRef("http://www.w3.org/ns/csvw")
TITEL = "Leitlinien: Wissensbasis kommunaler Leitlinien"
TEXT = (
    "Leitlinien, Ziele, Maßnahmen, Indikatoren und Zuwendungen und was sie verbindet, mit Fundstellen, als ein "
    "verknüpfter Graph. Knoten der Herkunft BEISPIEL sind erfunden und sagen nichts über eine wirkliche Kommune; "
    "Verknüpfungen mit dem Status VORSCHLAG sind nicht gesichert."
)
SCHLAGWORTE = ("Leitlinien", "Sozialplanung", "Strategie", "Ziele", "Zuwendungen")
FEHLT = {
    "herausgeber": "Der Herausgeber (Pflichtangabe des Katalogs)",
    "lizenz": "Die Lizenz der Daten (Pflichtangabe jeder Datei, Konvention 32)",
    "kontakt": "Eine Kontaktstelle (empfohlen)",
    "datenbereitsteller": "Die Kennung bei GovData (nur für die Lieferung dorthin)",
}
"""Settings without which the description is not whole, and what they say."""
ENDUNGEN: Mapping[str, tuple[str, RdfFormat]] = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}
"""Forms of a description: media type and format by ending."""


@dataclass(frozen=True)
class Angaben:
    """What a description is made of."""

    state: "State"
    adressen: Adressen
    settings: Settings
    abzuege: Mapping[str, Abzug]
    """Dumps that are written already, by ending: their sizes and checksums are known."""
    sparql: bool = False
    """Whether `/sparql` answers."""

    def adresse(self, pfad: str) -> URIRef:
        """An address of this installation."""
        return URIRef(f"{self.adressen.basis}{pfad}")

    @property
    def datensatz(self) -> URIRef:
        """The data set, the same in both descriptions."""
        return self.adresse("daten#datensatz")


def fehlend(settings: Settings) -> list[tuple[str, str]]:
    """What the operator has not said: name of the environment variable, and what it says."""
    luecken = [(f"LEITLINIEN_{n.upper()}", text) for n, text in FEHLT.items() if getattr(settings, n) is None]
    if settings.base_iri == STANDARD_BASIS:
        luecken.insert(0, ("LEITLINIEN_BASE_IRI", "Die öffentliche Adresse: Alle Adressen beginnen noch mit localhost"))
    return luecken


def dcat(angaben: Angaben) -> Graph:
    """The catalogue with the data set, its files and its services."""
    g = Graph()
    katalog, datensatz = angaben.adresse("daten#katalog"), angaben.datensatz
    for knoten, klasse in ((katalog, DCAT.Catalog), (datensatz, DCAT.Dataset)):
        g.add((knoten, RDF.type, klasse))
        _wer_und_was(g, knoten, angaben)
        g.add((knoten, DCTERMS.language, SPRACHE))
    g.add((katalog, DCAT.dataset, datensatz))
    g.add((katalog, DCAT.themeTaxonomy, URIRef("http://publications.europa.eu/resource/authority/data-theme")))
    g.add((katalog, FOAF.homepage, angaben.adresse("daten")))
    g.add((datensatz, DCTERMS.identifier, Literal(str(datensatz))))
    g.add((datensatz, DCAT.landingPage, angaben.adresse("daten")))
    g.add((datensatz, OWL.versionInfo, Literal(str(angaben.state.revision))))
    g.add((datensatz, DCTERMS.conformsTo, URIRef(PRAEFIXE["ll"].rstrip("#"))))
    for wort in SCHLAGWORTE:
        g.add((datensatz, DCAT.keyword, Literal(wort, lang="de")))
    if angaben.settings.datenbereitsteller:
        g.add((datensatz, DCATDE.contributorID, URIRef(angaben.settings.datenbereitsteller)))
    for form in FORMEN:
        g.add((datensatz, DCAT.distribution, _distribution(g, form, angaben)))
    dienste = {"graphql": "GraphQL"} | ({"sparql": "SPARQL"} if angaben.sparql else {})
    for pfad, name in dienste.items():
        g.add((katalog, DCAT.service, _dienst(g, pfad, name, angaben)))
    return g


def void(angaben: Angaben) -> Graph:
    """Statistics and access points of the RDF data set."""
    g = Graph()
    state, modell, datensatz = angaben.state, angaben.state.modell, angaben.datensatz
    g.add((datensatz, RDF.type, VOID.Dataset))
    _wer_und_was(g, datensatz, angaben)
    g.add((datensatz, FOAF.homepage, angaben.adresse("daten")))
    g.add((datensatz, VOID.uriSpace, Literal(f"{angaben.adressen.basis}id/")))
    g.add((datensatz, VOID.entities, _zahl(state.n)))
    if "nt" in angaben.abzuege:
        g.add((datensatz, VOID.triples, _zahl(angaben.abzuege["nt"].zeilen)))
    for raum in _raeume(modell):
        g.add((datensatz, VOID.vocabulary, URIRef(raum)))
    for form in FORMEN:
        if form.rdf:
            g.add((datensatz, VOID.dataDump, _datei(form, angaben)))
            g.add((datensatz, VOID.feature, URIRef(f"http://www.w3.org/ns/formats/{_FORMAT[form.inhalt]}")))
    if angaben.sparql:
        g.add((datensatz, VOID.sparqlEndpoint, angaben.adresse("sparql")))
    for art in modell.arten.values():
        bereich = state.bereich(art.name)
        if bereich:
            teil = angaben.adresse(f"daten#art-{art.name}")
            g.add((datensatz, VOID.classPartition, teil))
            g.add((teil, VOID["class"], art.begriff))
            g.add((teil, VOID.entities, _zahl(len(bereich))))
            g.add((datensatz, VOID.exampleResource, URIRef(angaben.adressen.iri(state.pfad(bereich.start)))))
    for beziehung in modell.beziehungen.values():
        # Proposals are no triples of the predicate.
        anzahl = len(state.linkarrays(str(beziehung.praedikat), vorschlaege=False)[0])
        if anzahl:
            teil = angaben.adresse(f"daten#beziehung-{beziehung.name}")
            g.add((datensatz, VOID.propertyPartition, teil))
            g.add((teil, VOID.property, beziehung.praedikat))
            g.add((teil, VOID.triples, _zahl(anzahl)))
    return g


def schreibe(graph: Graph, endung: str) -> bytes:
    """A description in a form of `ENDUNGEN`; the same bytes for the same graph."""
    zeilen = sorted(graph.serialize(format="nt").splitlines())
    tripel = parse("\n".join(zeilen), format=RdfFormat.N_TRIPLES)
    raeume = PRAEFIXE | {
        "adms": str(ADMS),
        "dcat": str(DCAT),
        "dcatde": str(DCATDE),
        "foaf": str(FOAF),
        "spdx": str(SPDX),
        "vcard": str(VCARD),
        "void": str(VOID),
    }
    praefixe = {p: raum for p, raum in raeume.items() if any(f"<{raum}" in z for z in zeilen)}
    return serialize(tripel, format=ENDUNGEN[endung][1], prefixes=praefixe) or b""


def _wer_und_was(g: Graph, knoten: URIRef, angaben: Angaben) -> None:
    """Title, description, age, and who answers for it."""
    settings = angaben.settings
    g.add((knoten, DCTERMS.title, Literal(TITEL, lang="de")))
    g.add((knoten, DCTERMS.description, Literal(TEXT, lang="de")))
    if angaben.state.zeit:
        g.add((knoten, DCTERMS.modified, Literal(angaben.state.zeit, datatype=XSD.dateTime)))
    if settings.lizenz:
        g.add((knoten, DCTERMS.license, URIRef(settings.lizenz)))
        g.add((URIRef(settings.lizenz), RDF.type, DCTERMS.LicenseDocument))
    if settings.herausgeber:
        stelle = angaben.adresse("daten#herausgeber")
        g.add((knoten, DCTERMS.publisher, stelle))
        g.add((stelle, RDF.type, FOAF.Agent))
        g.add((stelle, FOAF.name, Literal(settings.herausgeber)))
    if settings.kontakt and (knoten, RDF.type, DCAT.Dataset) in g:
        kontakt = angaben.adresse("daten#kontakt")
        g.add((knoten, DCAT.contactPoint, kontakt))
        g.add((kontakt, RDF.type, VCARD.Kind))
        g.add((kontakt, VCARD.fn, Literal(settings.herausgeber or settings.kontakt)))
        if "@" in settings.kontakt and ":" not in settings.kontakt:
            g.add((kontakt, VCARD.hasEmail, URIRef(f"mailto:{settings.kontakt}")))
        elif settings.kontakt.startswith(("https://", "http://", "mailto:")):
            g.add((kontakt, VCARD.hasURL, URIRef(settings.kontakt)))


def _distribution(g: Graph, form: Abzugform, angaben: Angaben) -> URIRef:
    distribution, datei = angaben.adresse(f"daten#abzug-{form.endung}"), _datei(form, angaben)
    g.add((distribution, RDF.type, DCAT.Distribution))
    g.add((distribution, DCTERMS.title, Literal(form.name, lang="de")))
    g.add((distribution, DCTERMS.description, Literal(form.zweck, lang="de")))
    for praedikat in (DCAT.accessURL, DCAT.downloadURL):  # convention 39: the file is all the access there is
        g.add((distribution, praedikat, datei))
    g.add((distribution, DCTERMS["format"], URIRef(f"{DATEIART}{form.inhalt}")))
    g.add((distribution, DCAT.mediaType, URIRef(f"{MEDIEN}{form.medium}")))
    g.add((distribution, ADMS.status, URIRef("http://purl.org/adms/status/Completed")))
    if form.packung:
        g.add((distribution, DCAT.compressFormat, URIRef(f"{MEDIEN}{form.packung}")))
    g.add((distribution, DCTERMS.conformsTo, URIRef(PRAEFIXE["ll"].rstrip("#")) if form.rdf else SCHEMA_CSVW))
    if angaben.settings.lizenz:
        g.add((distribution, DCTERMS.license, URIRef(angaben.settings.lizenz)))
    if geschrieben := angaben.abzuege.get(form.endung):
        summe = angaben.adresse(f"daten#pruefsumme-{form.endung}")
        g.add((distribution, DCAT.byteSize, Literal(str(geschrieben.groesse), datatype=XSD.decimal)))
        g.add((distribution, SPDX.checksum, summe))
        g.add((summe, RDF.type, SPDX.Checksum))
        g.add((summe, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        g.add((summe, SPDX.checksumValue, Literal(geschrieben.sha256, datatype=XSD.hexBinary)))
    return distribution


def _dienst(g: Graph, pfad: str, name: str, angaben: Angaben) -> URIRef:
    dienst = angaben.adresse(f"daten#dienst-{pfad}")
    g.add((dienst, RDF.type, DCAT.DataService))
    g.add((dienst, DCTERMS.title, Literal(name)))
    g.add((dienst, DCAT.endpointURL, angaben.adresse(pfad)))
    g.add((dienst, DCAT.servesDataset, angaben.datensatz))
    if angaben.settings.lizenz:
        g.add((dienst, DCTERMS.license, URIRef(angaben.settings.lizenz)))
    return dienst


def _datei(form: Abzugform, angaben: Angaben) -> URIRef:
    return angaben.adresse(f"daten/leitlinien.{form.endung}")


def _zahl(wert: int) -> Literal:
    return Literal(wert, datatype=XSD.integer)


def _raeume(modell: Modell) -> Iterable[str]:
    """Namespaces of the kinds and predicates."""
    terme = [str(a.begriff) for a in modell.arten.values()]
    terme += [str(f.pfad) for a in modell.arten.values() for f in a.felder if f.gespeichert]
    return dict.fromkeys(t[: max(t.rfind("#"), t.rfind("/")) + 1] for t in terme)


_FORMAT = {"RDF_TURTLE": "Turtle", "JSON_LD": "JSON-LD", "RDF_N_TRIPLES": "N-Triples"}
"""Names of the formats under https://www.w3.org/ns/formats/."""

__all__ = ["ENDUNGEN", "Angaben", "dcat", "fehlend", "schreibe", "void"]
