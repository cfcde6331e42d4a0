"""The generated data of the benches: valid, repeatable and of the size asked for."""

import runpy
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from leitlinien.kinds import LinkStatus, modell
from leitlinien.rdf.pruefen import pruefe
from leitlinien.rows import Bestand

GENERATOR = Path(__file__).parents[2] / "bench" / "generator.py"
Erzeuger = Callable[..., Bestand]


@pytest.fixture(scope="module")
def erzeuge() -> Erzeuger:
    erzeuger: Erzeuger = runpy.run_path(str(GENERATOR))["erzeuge"]
    return erzeuger


def test_the_same_seed_gives_the_same_data(erzeuge: Erzeuger) -> None:
    assert (True, False) == (erzeuge(700, 1) == erzeuge(700, 1), erzeuge(700, 1) == erzeuge(700, 2))


@pytest.mark.parametrize("knoten", [0, 1, 999])
def test_there_are_as_many_nodes_as_asked_for(erzeuge: Erzeuger, knoten: int) -> None:
    assert knoten == len({z.pfad for z in erzeuge(knoten).knoten})


def test_generated_data_could_be_imported(erzeuge: Erzeuger) -> None:
    assert [] == pruefe(erzeuge(1200))


def test_every_kind_and_every_status_occurs(erzeuge: Erzeuger) -> None:
    bestand = erzeuge(1200)

    stati = Counter(k.angaben.status for k in bestand.links)

    assert (set(LinkStatus), {str(a.begriff) for a in modell.arten.values()}) == (
        set(stati),
        {z.art for z in bestand.knoten},
    )
