"""Measures how fast Turtle becomes rows, a read state and a revision: `python -m bench.einlesen --knoten 20000`."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rich.console import Console
from rich.table import Table

from bench.generator import erzeuge
from bench.lesestand import zahl
from leitlinien.ids import Adressen
from leitlinien.intake.importieren import importiere
from leitlinien.rdf.lesen import Gelesen, lies
from leitlinien.rdf.pruefen import maengel
from leitlinien.rdf.schreiben import schreibe_turtle
from leitlinien.state import State
from leitlinien.store import Store

Messung = tuple[str, float]


def rechenzeit(was: Callable[[], object]) -> float:
    """Seconds of processor time of a call: what else the machine does hardly changes them."""
    ab = time.process_time()
    was()
    return time.process_time() - ab


def runde(datei: Path, ort: Path) -> Iterator[Messung]:
    """One run through all steps, with the seconds of each."""
    inhalt = datei.read_bytes()
    grenze = len(inhalt)
    gelesen: list[Gelesen] = []
    yield (
        "nur zerlegen (pyoxigraph)",
        rechenzeit(lambda: sum(1 for _ in parse(inhalt, format=RdfFormat.TURTLE, base_iri=Adressen().basis))),
    )
    yield "lesen: Zeilen", rechenzeit(lambda: gelesen.append(lies([datei], max_bytes=grenze)))
    yield "prüfen", rechenzeit(lambda: maengel(gelesen[0]))
    yield "Lesestand bauen", rechenzeit(lambda: State.bauen(gelesen[0].bestand, ort / "stand", hash=""))
    gelesen.clear()
    with Store.oeffnen(f"sqlite:///{ort / 'neu.sqlite'}") as store:
        yield (
            "ganzer Import in den Store",
            rechenzeit(lambda: importiere(store, [datei], autor="bench", grund="Messung", max_bytes=grenze)),
        )
    for rest in ort.glob("neu.sqlite*"):
        rest.unlink()


def zeilen(datei: Path, ort: Path, runden: int) -> dict[str, float]:
    """Median seconds of every step and of what they add up to."""
    alle = [dict(runde(datei, ort)) for _ in range(runden)]
    schritte = {name: statistics.median(r[name] for r in alle) for name in alle[0]}
    _, lesen, pruefen, bauen, ganz = schritte.values()
    schritte["lesen und prüfen"] = lesen + pruefen
    schritte["lesen, prüfen, Lesestand bauen"] = lesen + pruefen + bauen
    schritte["davon der Store"] = ganz - lesen - pruefen
    return schritte


def main(argumente: Sequence[str] | None = None) -> None:
    """Generate, write Turtle, measure, print."""
    parser = argparse.ArgumentParser(description="Misst das Einlesen von Turtle.")
    parser.add_argument("--knoten", type=int, default=20_000, help="Zahl der Knoten (Vorgabe: 20000)")
    parser.add_argument("--samen", type=int, default=7, help="Anfangszahl des Zufalls")
    parser.add_argument("--runden", type=int, default=3, help="Durchgänge; gezeigt wird der Median")
    gewaehlt = parser.parse_args(argumente)
    with tempfile.TemporaryDirectory() as ordner:
        datei = Path(ordner) / "daten.ttl"
        datei.write_text(schreibe_turtle(erzeuge(gewaehlt.knoten, gewaehlt.samen)), encoding="utf-8")
        tripel = sum(1 for _ in parse(path=datei, format=RdfFormat.TURTLE, base_iri=Adressen().basis))
        schritte = zeilen(datei, Path(ordner), gewaehlt.runden)
    tafel = Table("Schritt", "Rechenzeit", "Tripel/s", "mal Zerlegen", title=f"Einlesen von {tripel} Tripeln (Turtle)")
    for spalte in tafel.columns[1:]:
        spalte.justify = "right"
    (zerlegen, *_) = schritte.values()
    for name, sekunden in schritte.items():
        tafel.add_row(
            name, zahl(sekunden, "s", 2), zahl(tripel / sekunden, "").strip(), zahl(sekunden / zerlegen, "", 1).strip()
        )
    Console().print(tafel)


if __name__ == "__main__":
    main()
