"""Measures the read state on generated data and prints a German table: `python -m bench.lesestand --knoten 100000`."""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.generator import erzeuge_in_teilen
from leitlinien import paths, search
from leitlinien.kinds import Zuwendungsgeld, modell
from leitlinien.state import State
from leitlinien.store import Store
from leitlinien.trace import spur

Messung = tuple[str, str]
OEFFNUNGEN = 20
SPUREN = 2000


def zahl(wert: float, einheit: str, stellen: int = 0) -> str:
    """A number as Germans write it."""
    return f"{wert:,.{stellen}f}".replace(",", " ").replace(".", ",") + f" {einheit}"


def median(was: Callable[[], object], mal: int) -> float:
    """Median seconds of a call."""
    zeiten = []
    for _ in range(mal):
        ab = time.perf_counter()
        was()
        zeiten.append(time.perf_counter() - ab)
    return statistics.median(zeiten)


def schreiben(datenbank: Path, knoten: int, samen: int) -> Iterator[Messung]:
    """What writing the store costs, a hundred thousand nodes a revision; generating them is not in it."""
    rechenzeit = 0.0
    with Store.oeffnen(f"sqlite:///{datenbank}") as store:
        for bestand in erzeuge_in_teilen(knoten, samen):
            ab = time.process_time()
            store.schreibe(bestand, autor="bench", grund="Messung")
            rechenzeit += time.process_time() - ab
    yield "Store schreiben, Rechenzeit", zahl(rechenzeit, "s", 1)
    yield "Store, Größe der Datei", zahl(datenbank.stat().st_size / 1e6, "MB", 1)


def bauen(datenbank: Path, ordner: Path) -> Iterator[Messung]:
    """What building the state from the store costs, as the program does it for large ones: in its own processes."""
    with Store.oeffnen(f"sqlite:///{datenbank}") as store:
        kopf = store.kopf()
    if kopf is None:
        raise SystemExit(f"{datenbank} ist leer.")
    umgebung = {**os.environ, "LEITLINIEN_DATABASE_URL": f"sqlite:///{datenbank.absolute()}"}
    befehl = [sys.executable, "-m", "leitlinien.state.bauprozess", str(ordner), str(kopf.nummer)]
    vorher, ab = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(befehl, check=True, env=umgebung)
    dauer, nachher = time.perf_counter() - ab, resource.getrusage(resource.RUSAGE_CHILDREN)
    rechenzeit = nachher.ru_utime + nachher.ru_stime - vorher.ru_utime - vorher.ru_stime
    yield "Bauen aus SQLite, mit Suchindex", zahl(dauer, "s", 2)
    yield "Rechenzeit dabei, beide Vorgänge", zahl(rechenzeit, "s", 2)
    yield "größter Speicher eines der beiden", zahl(nachher.ru_maxrss / 1e3, "MB")


def mit_geld(state: State) -> list[int]:
    """Nodes whose money flows along traces."""
    arten = [a.name for a in modell.arten.values() if any(Zuwendungsgeld in f.marken for f in a.werte)]
    return [i for name in arten for i in state.bereich(name)]


def spuren(state: State) -> Iterator[Messung]:
    """What upward traces cost in process."""
    zuwendungen = mit_geld(state)
    auswahl = zuwendungen[:: max(len(zuwendungen) // SPUREN, 1)]
    zeiten, schritte = [], []
    for i in auswahl:
        state.zaehler.clear()
        ab = time.perf_counter()
        ergebnis = spur(state, i, auf=True, zu=None, max_tiefe=12, max_pfade=100, vorschlaege=False)
        zeiten.append(time.perf_counter() - ab)
        schritte.append(len(ergebnis.pfade))
    zeiten.sort()
    yield "Spur aufwärts, Median", zahl(statistics.median(zeiten) * 1e6, "µs")
    yield "Spur aufwärts, 99 von 100 darunter", zahl(zeiten[len(zeiten) * 99 // 100] * 1e6, "µs")
    yield "Pfade je Spur, im Mittel", zahl(statistics.mean(schritte), "", 1)
    mal = 20
    yield (
        "Kanten eines Knotens lesen",
        zahl(median(lambda: [state.spurkanten(i, True, False) for i in auswahl], mal) / len(auswahl) * 1e6, "µs", 2),
    )


def fragen(state: State) -> Iterator[Messung]:
    """What questions over all nodes cost."""
    (senke, *_) = state.senken
    sichten = [f for f in modell.arten[senke].felder if f.ist_link and paths.einzelschritt(f.pfad) is None]
    sicht = max(sichten, key=lambda f: len(str(f.pfad)))
    ziele = state.artmaske(sicht.ziele)
    yield (
        f"alle {modell.arten[senke].mehrzahl.title()} mit {sicht.name}",
        zahl(median(lambda: paths.urbild(state, sicht.pfad, ziele, vorschlaege=False), 20) * 1e3, "ms", 2),
    )
    yield "alle Knoten, die zu etwas führen", zahl(median(state.dient_etwas, 50) * 1e3, "ms", 2)
    yield "Suche nach einem häufigen Wort", zahl(median(lambda: search.suche(state, "Prävention"), 20) * 1e3, "ms", 1)
    yield "Suche nach zwei Wörtern", zahl(median(lambda: search.suche(state, "Jugend Schul"), 20) * 1e3, "ms", 1)


def groesse(state: State) -> Iterator[Messung]:
    """How much room the state takes."""
    k = max(state.kantenzahl, 1)
    von = state.ablage.bytes_von
    topologie = von("kante/")
    prosa = sum(von(f"wert/{a.name}/{f.name}/blob") for a in modell.arten.values() for f in a.werte)
    yield "Kanten in beide Richtungen", zahl(topologie / k, "Bytes je Kante", 1)
    yield "dazu Angaben der Kanten und Hülle", zahl((von("aussage") + von("anteil") + von("huelle/")) / k, "", 1)
    yield "ganzer Stand ohne Texte", zahl((state.ablage.groesse - prosa) / k, "Bytes je Kante", 1)
    yield "ganzer Stand mit Texten", zahl(state.ablage.groesse / k, "Bytes je Kante", 1)
    suchindex = (state.ordner / "suche.sqlite").stat().st_size
    yield "Dateien: Stand und Suchindex", zahl((state.ablage.groesse + suchindex) / 1e6, "MB", 1)


def speicher(ordner: Path) -> Iterator[Messung]:
    """Memory of a fresh process before it opens the state, after, and after traces through all of it."""
    fertig = subprocess.run(
        [sys.executable, "-m", "bench.lesestand", "--messe", str(ordner)], check=True, capture_output=True, text=True
    )
    vorher, offen, benutzt = json.loads(fertig.stdout)
    yield "eigener Speicher eines Arbeiters: Öffnen", zahl((offen[0] - vorher[0]) / 1e3, "MB", 1)
    yield "eigener Speicher nach Spuren aller Zuwendungen", zahl((benutzt[0] - vorher[0]) / 1e3, "MB", 1)
    yield "mit anderen geteilte Seiten danach", zahl((benutzt[1] - vorher[1]) / 1e3, "MB", 1)


def _rss() -> tuple[int, int]:
    """Private and file-backed resident memory of this process in kB."""
    werte = dict(zeile.split(":", 1) for zeile in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    anon, datei = (int(werte[name].split()[0]) for name in ("RssAnon", "RssFile"))
    return anon, datei


def messe(ordner: Path) -> None:
    """The part of `speicher` that runs in the fresh process."""
    for art in modell.arten.values():  # the model is resolved on first use; that is not the state's memory
        len(art.felder)
    vorher = _rss()
    state = State.oeffnen(ordner)
    offen = _rss()
    for i in mit_geld(state):
        spur(state, i, auf=True, zu=None, max_tiefe=12, max_pfade=100, vorschlaege=False)
    print(json.dumps([vorher, offen, _rss()]))


def main(argumente: Sequence[str] | None = None) -> None:
    """Generate, build, measure, print."""
    parser = argparse.ArgumentParser(description="Misst den Lesestand auf erzeugten Daten.")
    parser.add_argument("--knoten", type=int, default=100_000, help="Zahl der Knoten (Vorgabe: 100000)")
    parser.add_argument("--samen", type=int, default=7, help="Anfangszahl des Zufalls")
    parser.add_argument("--store", type=Path, help="SQLite-Datei mit Daten, statt welche zu erzeugen")
    parser.add_argument("--messe", type=Path, help=argparse.SUPPRESS)
    gewaehlt = parser.parse_args(argumente)
    if gewaehlt.messe:
        messe(gewaehlt.messe)
        return
    with tempfile.TemporaryDirectory() as ort:
        datenbank = gewaehlt.store or Path(ort) / "store.sqlite"
        aus_store = [] if gewaehlt.store else list(schreiben(datenbank, gewaehlt.knoten, gewaehlt.samen))
        aus_store += bauen(datenbank, Path(ort) / "staende")
        (ordner,) = (Path(ort) / "staende").glob("r*")
        oeffnen = median(lambda: State.oeffnen(ordner), OEFFNUNGEN)
        state = State.oeffnen(ordner)
        tafel = Table("Größe", "Wert", title=f"Lesestand: {state.n} Knoten, {state.kantenzahl} Kanten")
        tafel.columns[1].justify = "right"
        for name, wert in [
            *aus_store,
            ("Öffnen", zahl(oeffnen * 1e3, "ms", 2)),
            (
                "Öffnen mit Prüfung aller Bytes",
                zahl(median(lambda: State.oeffnen(ordner, pruefen=True), 3) * 1e3, "ms"),
            ),
            *spuren(state),
            *fragen(state),
            *groesse(state),
            *speicher(ordner),
        ]:
            tafel.add_row(name, wert.strip())
        Console().print(tafel)


if __name__ == "__main__":
    main()
