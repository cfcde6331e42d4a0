"""A kind that a test declares is told of, found and offered without another module being touched."""

from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from rdflib import Namespace

from leitlinien.ids import Adressen
from leitlinien.kinds import Knoten, Kreisfrei, Modell, modell
from leitlinien.web.einbetten.abgleich import eigenschaften
from leitlinien.web.einbetten.abgleich.eigenschaften import Zellen
from leitlinien.web.einbetten.auskunft import Leser, Zustand
from tests.bauhilfe import netz, nr, stand

EX = Namespace("https://w3id.org/leitlinien/def#")


class Satzung(Knoten):
    """Recht, das die Stadt sich gibt."""

    aktenzeichen: Annotated[str | None, EX.aktenzeichen] = None
    """Zeichen der Akte."""
    ersetzt: Annotated[list["Satzung"], EX.ersetzt, Kreisfrei] = []
    """Frühere Satzungen, an deren Stelle sie tritt."""


@pytest.fixture
def erweitert() -> Modell:
    neu = modell.kopie()
    neu.art(EX.Satzung, "satzungen")(Satzung)
    return neu


@pytest.fixture
def leser(erweitert: Modell, tmp_path: Path) -> Leser:
    bestand = netz(
        """
        Satzung b/S1 titel="Alte Satzung" aktenzeichen="7/1"
        Satzung b/S2 titel="Neue Satzung" gilt_ab=2026-06-01
        b/S2 ersetzt b/S1
        """,
        erweitert,
    )
    return Leser(stand(bestand, tmp_path, erweitert), Adressen(), date(2026, 5, 31))


def test_its_state_follows_from_its_days_and_its_successor(leser: Leser) -> None:
    alt, neu = (nr(leser.state, p) for p in ("b/S1", "b/S2"))
    am_tag = Leser(leser.state, Adressen(), date(2026, 6, 1))

    # the day before the new one begins, the old one is not replaced yet, and what comes is named
    assert [Zustand.VERZEICHNET, Zustand.KUENFTIG] == [leser.auskunft(n).zustand for n in (alt, neu)]
    assert ["b/S2"] == [b.id for b in leser.auskunft(alt).ersetzt_durch]
    assert [Zustand.ERSETZT, Zustand.GUELTIG] == [am_tag.auskunft(n).zustand for n in (alt, neu)]


def test_it_is_a_type_with_its_fields_as_properties(erweitert: Modell) -> None:
    assert {"id": "Satzung", "name": "Satzung"} in eigenschaften.arten(erweitert)
    art = eigenschaften.art(erweitert, "Satzung")
    assert {"aktenzeichen", "ersetzt"} <= {e["id"] for e in eigenschaften.eigenschaften(erweitert, art)}


def test_its_fields_fill_columns(leser: Leser) -> None:
    zellen, nummer = Zellen(leser), nr(leser.state, "b/S2")

    assert [{"str": "7/1"}] == zellen.werte(nr(leser.state, "b/S1"), "aktenzeichen")
    assert [{"id": "b/S1", "name": "Alte Satzung"}] == zellen.werte(nummer, "ersetzt")
