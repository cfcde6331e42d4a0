"""A kind that a test declares is found in every derivation, without another module being touched."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from annotated_types import Gt, Lt, MaxLen
from pyoxigraph import RdfFormat
from rdflib import OWL, RDF, RDFS, SH, Graph, Namespace

import leitlinien.model
from leitlinien.ids import Adressen
from leitlinien.kinds import Auswahl, Knoten, Kreisfrei, Modell, Spur, Teilbar, modell
from leitlinien.rdf.ableiten import ableiten
from leitlinien.rdf.dateien import Datei
from leitlinien.rdf.lesen import lies_dateien
from leitlinien.rdf.pruefen import maengel
from leitlinien.rdf.schreiben import schreibe_jsonld, schreibe_ntriples, schreibe_turtle
from leitlinien.rows import Angaben, Bestand, Knotenzeile, Linkzeile

EX = Namespace("https://w3id.org/leitlinien/def#")
assert leitlinien.model


class Laune(Auswahl):
    """Wie es gerade läuft."""

    HEITER = "Es läuft."
    TRUEB = "Es läuft nicht."


class Werkstatt(Knoten):
    """Ort, an dem etwas gebaut wird."""

    kuerzel: Annotated[str, EX.kuerzel, MaxLen(3)]
    """Kürzel aus höchstens drei Zeichen."""
    flaeche: Annotated[Decimal | None, EX.flaeche, Gt(0), Lt(1000)] = None
    """Fläche in Quadratmetern."""
    eroeffnet: Annotated[date | None, EX.eroeffnet] = None
    """Tag der Eröffnung."""
    laune: Annotated[Laune | None, EX.laune] = None
    """Stimmung."""
    filialen: Annotated[list["Werkstatt"], EX.filiale, Spur, Teilbar, Kreisfrei] = []
    """Kleinere Werkstätten, die zu ihr gehören."""


@pytest.fixture
def erweitert() -> Modell:
    neu = modell.kopie()
    neu.art(EX.Werkstatt, "werkstaetten")(Werkstatt)
    return neu


def _bestand() -> Bestand:
    allgemein = {str(modell.arten["Ziel"].feld[n].pfad): w for n, w in (("kennung", "W"), ("titel", "Die Werkstatt"))}
    allgemein |= {str(EX.herkunft): "QUELLE", str(EX.kuerzel): "abc"}
    return Bestand(
        [
            Knotenzeile("kiel/W1", str(EX.Werkstatt), {**allgemein, str(EX.flaeche): "12.50", str(EX.laune): "HEITER"}),
            Knotenzeile("kiel/W2", str(EX.Werkstatt), {**allgemein}),
        ],
        [Linkzeile("kiel/W1", str(EX.filiale), "kiel/W2", Angaben(anteil="0.5", aussage=True))],
    )


def test_the_vocabulary_describes_it(erweitert: Modell) -> None:
    graph = Graph().parse(data=ableiten(erweitert)["vocabulary.ttl"], format="turtle")

    assert (EX.Werkstatt, RDF.type, OWL.Class) in graph
    assert (EX.filiale, RDFS.domain, EX.Werkstatt) in graph
    assert (EX.flaeche, RDF.type, OWL.DatatypeProperty) in graph
    assert "Wie es gerade läuft." in ableiten(erweitert)["vocabulary.ttl"]


def test_the_shapes_check_it(erweitert: Modell) -> None:
    graph = Graph().parse(data=ableiten(erweitert)["shapes.ttl"], format="turtle")

    (form,) = graph.subjects(SH.targetClass, EX.Werkstatt)
    pfade = {graph.value(e, SH.path) for e in graph.objects(form, SH.property)}

    assert {EX.kuerzel, EX.flaeche, EX.eroeffnet, EX.laune, EX.filiale} <= pfade


def test_the_context_names_it(erweitert: Modell) -> None:
    kontext = ableiten(erweitert)["context.jsonld"]

    assert '"Werkstatt": "ll:Werkstatt"' in kontext
    assert '"filiale": {' in kontext


@pytest.mark.parametrize(
    ("schreibe", "format"),
    [
        (schreibe_turtle, RdfFormat.TURTLE),
        (schreibe_ntriples, RdfFormat.N_TRIPLES),
        (schreibe_jsonld, RdfFormat.JSON_LD),
    ],
    ids=["turtle", "ntriples", "jsonld"],
)
def test_it_comes_back_from_every_format(erweitert: Modell, schreibe: object, format: RdfFormat) -> None:
    assert callable(schreibe)
    text = schreibe(_bestand(), Adressen(), erweitert)

    gelesen = lies_dateien([Datei("probe", text.encode(), format)], Adressen(), erweitert)

    assert [] == maengel(gelesen, modell=erweitert)
    assert _bestand() == gelesen.bestand


@pytest.mark.parametrize(
    ("feld", "wert", "regel"),
    [
        (EX.kuerzel, "abcd", "MaxLength"),
        (EX.flaeche, "0.0", "MinExclusive"),
        (EX.flaeche, "1000", "MaxExclusive"),
        (EX.laune, "GRANTIG", "In"),
        (EX.eroeffnet, "gestern", "Datatype"),
    ],
)
def test_its_values_are_checked(erweitert: Modell, feld: str, wert: str, regel: str) -> None:
    bestand = _bestand()
    bestand.knoten[0].werte[str(feld)] = wert
    text = schreibe_ntriples(bestand, Adressen(), erweitert)

    gelesen = lies_dateien([Datei("probe", text.encode(), RdfFormat.N_TRIPLES)], Adressen(), erweitert)

    assert [regel] == [m.regel for m in maengel(gelesen, modell=erweitert)]


def test_the_programs_own_model_does_not_know_it(erweitert: Modell) -> None:
    text = schreibe_turtle(_bestand(), Adressen(), erweitert)

    gelesen = lies_dateien([Datei("probe", text.encode(), RdfFormat.TURTLE)], Adressen())

    assert "Werkstatt" not in modell.arten
    assert {"In", "Fremd"} >= {m.regel for m in maengel(gelesen) if m.knoten == "kiel/W1"}
