"""RDF terms of the vocabulary, as closed namespaces: a mistyped term is an `AttributeError`, never a new predicate."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS, DefinedNamespace

__all__ = ["DCTERMS", "LL", "SKOS"]


class LL(DefinedNamespace):
    """The vocabulary of guidelines. Classes are the kinds of the model, the rest are its predicates."""

    _NS = Namespace("https://w3id.org/leitlinien/def#")
    _fail = True

    # kinds
    Ausrichtung: URIRef
    Beratung: URIRef
    Bericht: URIRef
    Berichtspflicht: URIRef
    Beschluss: URIRef
    Beschlusspunkt: URIRef
    Dokument: URIRef
    Fundstelle: URIRef
    Handlungsfeld: URIRef
    Haushaltsansatz: URIRef
    Indikator: URIRef
    Instrument: URIRef
    Leerstelle: URIRef
    Leitlinie: URIRef
    Massnahme: URIRef
    Messwert: URIRef
    Organisation: URIRef
    Produkt: URIRef
    Rahmenbedingung: URIRef
    Regelwerk: URIRef
    Sozialraum: URIRef
    Ziel: URIRef
    Zielgruppe: URIRef
    Zuwendung: URIRef

    # values
    adresse: URIRef
    anerkannt: URIRef
    ansatzart: URIRef
    ausgezahlt: URIRef
    ausrichtungsart: URIRef
    beantragt: URIRef
    beginn: URIRef
    begruendung: URIRef
    bestand: URIRef
    betrag: URIRef
    bewilligt: URIRef
    bewilligtAm: URIRef
    code: URIRef
    dateiname: URIRef
    datum: URIRef
    dokumentart: URIRef
    ebene: URIRef
    einheit: URIRef
    ende: URIRef
    ergebnis: URIRef
    faellig: URIRef
    fassung: URIRef
    feld: URIRef
    finanzierungsart: URIRef
    form: URIRef
    fruehereAdresse: URIRef
    giltAb: URIRef
    giltBis: URIRef
    grund: URIRef
    herkunft: URIRef
    indikatorart: URIRef
    instrumentart: URIRef
    jahr: URIRef
    konfidenz: URIRef
    konto: URIRef
    leitlinienart: URIRef
    lokator: URIRef
    nummer: URIRef
    oeffentlich: URIRef
    organisationsart: URIRef
    phase: URIRef
    produktbereich: URIRef
    pruefsumme: URIRef
    rang: URIRef
    richtung: URIRef
    rolle: URIRef
    stand: URIRef
    turnus: URIRef
    verbindlichkeit: URIRef
    verfuegbarkeit: URIRef
    verpflichtungsgrad: URIRef
    waehrung: URIRef
    wert: URIRef
    wirkungsstufe: URIRef
    wirkweise: URIRef
    zeichenBis: URIRef
    zeichenVon: URIRef
    zeichensatz: URIRef
    zielart: URIRef
    zielfeld: URIRef
    zuwendungsart: URIRef
    zuwendungsstand: URIRef
    zweck: URIRef

    # links
    ansatzFuer: URIRef
    beauftragt: URIRef
    begruendetDurch: URIRef
    beleg: URIRef
    beratungVon: URIRef
    berichtAn: URIRef
    beschliesst: URIRef
    dient: URIRef
    empfaenger: URIRef
    enthaelt: URIRef
    erfordert: URIRef
    erfuellt: URIRef
    erreicht: URIRef
    ersetzt: URIRef
    finanziertDurch: URIRef
    foerdert: URIRef
    geber: URIRef
    gehoertZu: URIRef
    gemessenIn: URIRef
    gremium: URIRef
    grundlage: URIRef
    herausgeber: URIRef
    imFeld: URIRef
    imRaum: URIRef
    inDokument: URIRef
    konkretisiert: URIRef
    leerstelleVon: URIRef
    messwertZu: URIRef
    misst: URIRef
    oberbegriff: URIRef
    prueft: URIRef
    punktVon: URIRef
    rahmenFuer: URIRef
    richtetSichAn: URIRef
    teilVonMassnahme: URIRef
    teilVonRegelwerk: URIRef
    teilzielVon: URIRef
    traeger: URIRef
    traegtBeiZu: URIRef
    verantwortetVon: URIRef
    verfolgt: URIRef
    vergleichtMit: URIRef
    vergleichtVon: URIRef
    vermeidet: URIRef
    verzahntMit: URIRef
    vorlage: URIRef
    wirktAuf: URIRef

    # what a link says about itself, on its rdf:Statement
    anteil: URIRef
    status: URIRef
    wann: URIRef
    wer: URIRef
