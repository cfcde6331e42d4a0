"""What is published about the vocabulary is what the kinds say, byte for byte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from leitlinien.ableiten import BEFEHL, abgeleitet
from leitlinien.daten import ordner
from leitlinien.kinds import modell
from leitlinien.rdf.ableiten import ableiten
from leitlinien.rdf.kontext import kontext
from leitlinien.terms import LL, SKOS

GRAPH = ordner("graph")
ABGELEITET = ["vocabulary.ttl", "shapes.ttl", "context.jsonld", "schema.graphql"]
VON_HAND = ["alignment.ttl", "concepts.ttl"]


@pytest.mark.parametrize("name", ABGELEITET)
def test_a_published_file_is_what_the_kinds_say(name: str) -> None:
    erwartet = abgeleitet(modell)[name]

    assert erwartet == (GRAPH / name).read_bytes().decode(), f"Neu schreiben: {BEFEHL}"


def _in_eigenem_prozess(hash_seed: str, ziel: Path) -> dict[str, bytes]:
    ziel.mkdir()
    umgebung = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-m", "leitlinien.ableiten", str(ziel)], check=True, env=umgebung)
    return {p.name: p.read_bytes() for p in ziel.iterdir()}


def test_the_derivation_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    eins = _in_eigenem_prozess("1", tmp_path / "eins")
    zwei = _in_eigenem_prozess("2", tmp_path / "zwei")

    assert sorted(ABGELEITET) == sorted(eins)
    assert eins == zwei


def test_the_check_names_the_file_that_is_out_of_date_and_the_command(tmp_path: Path) -> None:
    _in_eigenem_prozess("0", tmp_path / "graph")
    (tmp_path / "graph" / "shapes.ttl").write_text("alt")

    lauf = subprocess.run(
        [sys.executable, "-m", "leitlinien.ableiten", "--pruefen", str(tmp_path / "graph")],
        check=False,
        capture_output=True,
        text=True,
    )

    assert lauf.returncode == 1
    assert "shapes.ttl entspricht nicht dem Modell" in lauf.stderr
    assert "vocabulary.ttl" not in lauf.stderr
    assert BEFEHL in lauf.stderr


def test_every_kind_and_every_stored_predicate_of_ours_is_described() -> None:
    graph = Graph().parse(data=ableiten(modell)["vocabulary.ttl"], format="turtle")
    begriffe = {a.begriff for a in modell.arten.values()}
    begriffe |= {f.praedikat for a in modell.arten.values() for f in a.felder if f.gespeichert and f.praedikat in LL}

    beschrieben = set(graph.subjects(RDF.type, OWL.Class)) | set(graph.subjects(RDF.type, OWL.ObjectProperty))
    beschrieben |= set(graph.subjects(RDF.type, OWL.DatatypeProperty))

    assert set() == begriffe - beschrieben


def test_every_code_is_a_concept_with_a_definition() -> None:
    graph = Graph().parse(data=ableiten(modell)["vocabulary.ttl"], format="turtle")
    codes = {(liste.__name__, wert.name) for liste in modell.auswahlen().values() for wert in liste}

    begriffe = [c for c in graph.subjects(RDF.type, SKOS.Concept) if graph.value(c, SKOS.definition)]

    assert codes == {(str(c).split("/")[-2], str(c).split("/")[-1]) for c in begriffe}


@pytest.mark.parametrize("name", VON_HAND)
def test_files_written_by_hand_use_only_terms_that_exist(name: str) -> None:
    graph = Graph().parse(GRAPH / name)
    terme = {t for tripel in graph for t in tripel if isinstance(t, URIRef) and str(t).startswith(str(LL))}
    bekannt = Graph().parse(data=ableiten(modell)["vocabulary.ttl"], format="turtle")

    assert terme
    assert set() == {t for t in terme if (t, None, None) not in bekannt}


def test_every_concept_written_by_hand_has_a_definition_and_a_scheme() -> None:
    graph = Graph().parse(GRAPH / "concepts.ttl")
    begriffe = list(graph.subjects(RDF.type, SKOS.Concept))

    assert begriffe
    assert all(graph.value(b, SKOS.definition) and graph.value(b, SKOS.inScheme) for b in begriffe)


def test_the_context_is_read_by_others_as_by_us() -> None:
    veroeffentlicht = json.loads((GRAPH / "context.jsonld").read_text(encoding="utf-8"))

    assert {"@context": kontext(modell)} == veroeffentlicht
