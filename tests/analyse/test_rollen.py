"""A kind that a test declares takes part in the analysis, without another module being touched."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Union

import pytest
from rdflib import Namespace

from leitlinien.analyse import ALLES, uebersicht, wegfall
from leitlinien.analyse.rollen import feldarten, gefragte_arten, geldarten, spurarten, tragende_arten
from leitlinien.kinds import Knoten, Kreisfrei, Modell, Spur, Waehrung, Zuwendungsgeld, modell
from tests.analyse.analysehilfe import TAG, nr, pfade
from tests.bauhilfe import netz as graph
from tests.bauhilfe import stand

EX = Namespace("https://w3id.org/leitlinien/def#")


class Spende(Knoten):
    """Geld von Leuten, die es gut meinen."""

    summe: Annotated[Decimal | None, EX.summe, Zuwendungsgeld] = None
    """Betrag."""
    waehrung: Annotated[str | None, EX.waehrung, Waehrung] = None
    """Währung."""
    gilt: Annotated[list[Union["Massnahme", "Ziel"]], EX.gilt, Spur] = []  # type: ignore[name-defined]  # noqa: F821
    """Wofür sie ist."""
    folgt_auf: Annotated[list["Spende"], EX.folgtAuf, Kreisfrei] = []
    """Frühere Spenden."""


@pytest.fixture
def erweitert() -> Modell:
    neu = modell.kopie()
    neu.art(EX.Spende, "spenden")(Spende)
    return neu


def test_a_new_kind_of_money_holds_a_goal_and_closes_circles(erweitert: Modell, tmp_path: Path) -> None:
    bestand = graph("Ziel Z ; Spende S T summe=5 waehrung=EUR ; S gilt Z ; S folgtAuf T ; T folgtAuf S ?", erweitert)
    state = stand(bestand, tmp_path, erweitert)

    u = uebersicht(state, ALLES, TAG)

    assert [(nr(state, "S"), ["Z"])] == [(p.knoten, pfade(state, p.haengend)) for p in u.an_einem_geld]
    assert [["S", "T"]] == [pfade(state, k.knoten) for k in u.kreise]
    assert [{"EUR": Decimal(5)}] == [f.betraege for f in wegfall(state, nr(state, "S"), TAG).fehlbetraege]


def test_the_parts_of_the_kinds_are_those_of_the_rules() -> None:
    assert ("Leitlinie", "Ziel") == gefragte_arten(modell)
    assert ("Produkt", "Massnahme") == tragende_arten(modell)
    assert ("Zuwendung",) == geldarten(modell)
    assert ("Handlungsfeld",) == feldarten(modell)
    assert {"Zuwendung", "Haushaltsansatz", "Massnahme", "Produkt", "Ziel", "Leitlinie", "Instrument"} == set(
        spurarten(modell)
    )
