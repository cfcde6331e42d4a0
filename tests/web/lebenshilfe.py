"""A program whose nodes have lived: changed, were replaced, withdrawn and moved, one revision each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from leitlinien.programm import Programm
from leitlinien.rows import Bestand
from leitlinien.settings import Settings
from tests.bauhilfe import netz

ANFANG = """
    Regelwerk b/R titel="Die Leitlinien von B"
    Leitlinie b/L titel="Vorbeugen geht vor"
    Ziel b/alt titel="Mehr Beratung" ; Ziel b/umzug titel="Ein Ort für alle" ; Ziel b/allein titel="Ohne Erben"
    Massnahme b/M titel="Offene Werkstatt"
    b/L teilVonRegelwerk b/R ; b/M traegtBeiZu b/alt ; b/M traegtBeiZu b/umzug
    b/alt dient b/L ; b/umzug dient b/L
"""
NACHFOLGE = """
    Ziel b/neu titel="Beratung im Stadtteil" ; Ziel b/neuer titel="Beratung im Netz" ; Ziel b/alt
    b/neu ersetzt b/alt ; b/neuer ersetzt b/alt ?
"""


def leben() -> Iterator[tuple[str, Bestand, Bestand]]:
    """Reason, what is new and what goes, in order of the revisions."""
    anfang = netz(ANFANG)
    folge = netz(NACHFOLGE)
    yield "Erster Beschluss", anfang, Bestand()
    geaendert = netz('Ziel b/alt titel="Mehr und bessere Beratung" beschreibung="Für alle."')
    yield "Änderung durch den Rat", geaendert, Bestand()
    yield "Neue Fassung", Bestand([k for k in folge.knoten if k.pfad != "b/alt"], folge.links), Bestand()
    weg = {"b/alt", "b/allein"}
    links = [v for v in (*anfang.links, *folge.links) if {v.von, v.nach} & weg]
    yield "Altes aufgehoben", Bestand(), Bestand([k for k in anfang.knoten if k.pfad in weg], links)
    links = [v for v in anfang.links if "b/umzug" in (v.von, v.nach)]
    dort = netz('Ziel b/dort/umzug titel="Ein Ort für alle" fruehere_adressen=b/umzug')
    yield "Neue Gliederung", dort, Bestand([k for k in anfang.knoten if k.pfad == "b/umzug"], links)


@contextmanager
def gelebt(ordner: Path, **einstellungen: object) -> Iterator[Programm]:
    """1 there, 2 `b/alt` changed, 3 replaced by `b/neu`, 4 withdrawn with `b/allein`, 5 `b/umzug` moved."""
    einstellungen = {"database_url": f"sqlite:///{ordner / 'leben.sqlite'}", **einstellungen}
    with Programm(Settings.model_validate(einstellungen)) as programm:
        for n, (grund, neu, weg) in enumerate(leben(), start=1):
            programm.store.schreibe(
                neu,
                autor="Rat der Stadt",
                grund=grund,
                zurueckgezogen=weg,
                zeit=datetime(2026, n, 10, 12, tzinfo=UTC),
            )
        yield programm
