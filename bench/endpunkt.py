"""Measures the GraphQL endpoint, in process and over HTTP: `python -m bench.endpunkt --http`."""

import argparse
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

import orjson
from rich.console import Console
from rich.table import Table

from bench.endpunkt_apps import diene, mit_zwischenspeichern
from bench.generator import erzeuge
from leitlinien.api import Kontext, fuehre_aus, schema
from leitlinien.api.ausfuehrung import antworte, plaene
from leitlinien.api.plan.gedaechtnis import Gedaechtnis
from leitlinien.api.seiten import marke
from leitlinien.state import State

VERSCHIEDENE = 500
"""Different variables that a question is asked with, in turn."""
VERBINDUNGEN = 16
APPS = ("roh", "strawberry", "graphql-core", "plan", "endpunkt", "gemerkt")
KNOTEN = "__typename id kennung titel"


@dataclass(frozen=True)
class Frage:
    """A question and with what it is asked."""

    name: str
    was: str
    text: str
    variablen: Callable[[State, random.Random], dict[str, Any]]


def eines(art: str, name: str) -> Callable[[State, random.Random], dict[str, Any]]:
    """A random node of a kind as the variable `name`."""
    return lambda state, zufall: {name: state.pfad(zufall.choice(state.bereich(art)))}


def irgendwo(state: State, zufall: random.Random) -> dict[str, Any]:
    """A random place in the list of grants."""
    return {"nach": marke(["", [], "Zuwendung", state.pfad(zufall.choice(state.bereich("Zuwendung")[:-50]))])}


FRAGEN = (
    Frage(
        "Q1",
        "Spur einer Zuwendung, alle Wege",
        "query q($von: ID!) { spur(von: $von, maxPfade: 1000) { pfadeGesamt gekuerzt pfade { laenge status anteil "
        f"schritte {{ beziehung status anteil begruendung knoten {{ {KNOTEN} }} }} }} }} }}",
        eines("Zuwendung", "von"),
    ),
    Frage(
        "Q2",
        "alle Ziele ohne Maßnahme, 50 und Anzahl",
        "{ ziele(filter: {massnahmen: {vorhanden: false}}, first: 50) { totalCount pageInfo { hasNextPage endCursor } "
        f"nodes {{ {KNOTEN} regelwerk {{ id titel }} }} }} }}",
        lambda _state, _zufall: {},
    ),
    Frage(
        "Q3",
        "alles unter einer Leitlinie, 50 mit Summen",
        "query q($von: ID!) { spur(von: $von, richtung: ABWAERTS, maxPfade: 0) { pfadeGesamt "
        "beruehrt { betrag waehrung } zugerechnet { betrag waehrung } nichtAufteilbar erreicht(first: 50) { totalCount "
        f"edges {{ pfade status beruehrt {{ betrag }} zugerechnet {{ betrag }} node {{ {KNOTEN} }} }} }} }} }}",
        eines("Leitlinie", "von"),
    ),
    Frage(
        "Q4",
        "50 Zuwendungen mit Leitlinien und Angaben",
        "query q($nach: String) { zuwendungen(first: 50, after: $nach) { nodes { id kennung titel bewilligt waehrung "
        f"grundlagen {{ edges {{ status anteil begruendung node {{ {KNOTEN} }} }} }} "
        f"rahmen {{ edges {{ status anteil begruendung node {{ {KNOTEN} }} }} }} }} }} }}",
        irgendwo,
    ),
    Frage(
        "Q5",
        "eine Leitlinie nach Adresse",
        "query q($id: ID!) { leitlinie(id: $id) { id kennung titel beschreibung herkunft leitlinienart rang nummer "
        "regelwerk { id titel } } }",
        eines("Leitlinie", "id"),
    ),
    Frage(
        "500",
        "500 Zuwendungen auf einer Seite",
        "query q($nach: String) { zuwendungen(first: 500, after: $nach) { totalCount nodes { id kennung titel zweck "
        "bewilligt waehrung jahr empfaenger { id titel } foerdert { edges { status anteil node { id titel } } } } } }",
        irgendwo,
    ),
)


# -- in process -------------------------------------------------------------------------------------------------------


def im_prozess(state: State, fragen: Sequence[Frage]) -> Table:
    """Median microseconds of one question, without HTTP."""
    eigenes, ihres = schema(), mit_zwischenspeichern()
    alle = plaene(eigenes, state.modell)

    def von_vorn(text: str, v: dict[str, Any]) -> object:
        alle.gedaechtnis = Gedaechtnis()
        return antworte(eigenes, Kontext(state), text, v)

    spalten: dict[str, Callable[[str, dict[str, Any]], object]] = {
        "strawberry": lambda text, v: ihres.execute_sync(text, variable_values=v, context_value=Kontext(state)),
        "graphql-core": lambda text, v: orjson.dumps(fuehre_aus(eigenes, Kontext(state), text, v)),
        "Plan, Gedächtnis leer": von_vorn,
        "Plan": lambda text, v: antworte(eigenes, Kontext(state), text, v),
    }
    tafel = Table("Frage", "Bytes", *spalten, title=f"Im Prozess, µs, Median: {state.n} Knoten")
    for frage in fragen:
        variablen = gefragt(frage, state)
        laengen = [len(antworte(eigenes, Kontext(state), frage.text, v)) for v in variablen]
        zeiten = [median(partial(f, frage.text), variablen) for f in spalten.values()]
        tafel.add_row(frage.name, f"{statistics.median(laengen):.0f}", *(f"{z * 1e6:.0f}" for z in zeiten))
    return tafel


def gefragt(frage: Frage, state: State) -> list[dict[str, Any]]:
    """With what a question is asked, in turn; the same in every run."""
    zufall = random.Random(frage.name)  # noqa: S311 - not for secrets
    return [frage.variablen(state, zufall) for _ in range(VERSCHIEDENE)]


def median(was: Callable[[dict[str, Any]], object], variablen: Sequence[dict[str, Any]], sekunden: float = 2) -> float:
    """Median seconds of a call; the calls of a first round, as long as the second, do not count."""
    zeiten: list[float] = []
    for _ in range(2):
        zeiten.clear()
        ende = time.perf_counter() + sekunden
        for v in variablen:
            ab = time.perf_counter()
            was(v)
            zeiten.append(time.perf_counter() - ab)
            if time.perf_counter() > ende:
                break
    return statistics.median(zeiten)


# -- over HTTP --------------------------------------------------------------------------------------------------------

SKRIPT = """
local anfragen, i = {}, 0
function init(args)
  wrk.method = "POST"
  wrk.headers["content-type"] = "application/json"
  for zeile in io.lines(args[1]) do anfragen[#anfragen + 1] = wrk.format(nil, nil, nil, zeile) end
end
function request()
  i = i % #anfragen + 1
  return anfragen[i]
end
"""
"""What wrk runs: the requests of a file, in turn."""


class Server(NamedTuple):
    """A running server."""

    adresse: str
    pid: int

    def rechenzeit(self) -> float:
        """Processor seconds so far, all threads."""
        felder = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        return (int(felder[11]) + int(felder[12])) / os.sysconf("SC_CLK_TCK")


class Messung(NamedTuple):
    """What one run of wrk showed."""

    rate: float
    """Requests a second."""
    kosten: float
    """Processor seconds of the server for a request."""


@contextmanager
def server(app: str, ordner: Path) -> Iterator["Server"]:
    """A server that runs one of the applications."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    befehl = [sys.executable, "-m", "bench.endpunkt", "--diene", app, "--ordner", str(ordner), "--port", str(port)]
    with subprocess.Popen(befehl) as laeuft:
        try:
            while True:
                assert laeuft.poll() is None, f"{app} does not start"
                try:
                    socket.create_connection(("127.0.0.1", port), 0.2).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield Server(f"http://127.0.0.1:{port}/graphql", laeuft.pid)
        finally:
            laeuft.kill()


def antwort(adresse: str, anfrage: bytes) -> bytes:
    """One answer."""
    with urlopen(Request(adresse, anfrage, {"content-type": "application/json"})) as gegeben:  # noqa: S310 - loopback
        inhalt: bytes = gegeben.read()
        return inhalt


def last(server: Server, skript: Path, anfragen: Path) -> Messung:
    """One second of load. AssertionError when a request failed."""
    befehl = ["wrk", "-t1", f"-c{VERBINDUNGEN}", "-d1s", "-s", str(skript), server.adresse, "--", str(anfragen)]
    ab = server.rechenzeit()
    ausgabe = subprocess.run(befehl, check=True, capture_output=True, text=True).stdout
    kosten = server.rechenzeit() - ab
    gefunden = re.search(r"(\d+) requests in.*Requests/sec:\s+([\d.]+)", ausgabe, re.DOTALL)
    assert gefunden, ausgabe
    assert "Non-2xx" not in ausgabe, ausgabe
    return Messung(float(gefunden[2]), kosten / int(gefunden[1]))


def ueber_http(
    state: State, ordner: Path, fragen: Sequence[Frage], apps: Sequence[str], runden: int
) -> Iterator[Table]:
    """What each application does, and how that compares to what the same server can at all.

    All servers run at once and are asked in turn for a second each, so that what else the machine does falls on all.
    """
    raten = Table("Frage", "Bytes", *apps, title=f"Über HTTP, Anfragen/s (Anteil an {apps[0]}): {state.n} Knoten")
    kosten = Table(
        "Frage", "Bytes", *apps, title=f"Über HTTP, Rechenzeit je Anfrage in µs (Anteil: {apps[0]} durch diese)"
    )
    with tempfile.TemporaryDirectory() as ort:
        skript = Path(ort) / "wrk.lua"
        skript.write_text(SKRIPT, encoding="ascii")
        for frage in fragen:
            koerper = [orjson.dumps({"query": frage.text, "variables": v}) for v in gefragt(frage, state)]
            anfragen, roh = Path(ort) / frage.name, Path(ort) / "roh"
            anfragen.write_bytes(b"\n".join(koerper))
            with server("plan", ordner) as einer:
                antworten = sorted((antwort(einer.adresse, k) for k in koerper), key=len)
            roh.write_bytes(antworten[len(antworten) // 2])
            with ExitStack() as offen:
                alle = [offen.enter_context(server(app, roh if app == "roh" else ordner)) for app in apps]
                for einer in alle:
                    antwort(einer.adresse, koerper[0])
                    last(einer, skript, anfragen)
                gemessen = [[last(einer, skript, anfragen) for einer in alle] for _ in range(runden)]
            je_app = list(zip(*gemessen, strict=True))
            bytes_ = f"{roh.stat().st_size}"
            raten.add_row(
                frage.name,
                bytes_,
                *(
                    zelle([m.rate for m in a], [m.rate / r.rate for m, r in zip(a, je_app[0], strict=True)])
                    for a in je_app
                ),
            )
            kosten.add_row(
                frage.name,
                bytes_,
                *(
                    zelle([m.kosten * 1e6 for m in a], [r.kosten / m.kosten for m, r in zip(a, je_app[0], strict=True)])
                    for a in je_app
                ),
            )
    yield raten
    yield kosten


def zelle(werte: Sequence[float], anteile: Sequence[float]) -> str:
    """Medians."""
    return f"{statistics.median(werte):.0f} ({statistics.median(anteile):.2f})"


def main(argumente: Sequence[str] | None = None) -> None:
    """Generate or open, measure, print."""
    parser = argparse.ArgumentParser(description="Misst den GraphQL-Endpunkt auf erzeugten Daten.")
    parser.add_argument("--knoten", type=int, default=100_000, help="Zahl der Knoten (Vorgabe: 100000)")
    parser.add_argument("--samen", type=int, default=7, help="Anfangszahl des Zufalls")
    parser.add_argument("--ordner", type=Path, help="hier liegt der Lesestand schon oder soll er bleiben")
    parser.add_argument("--fragen", default="", help="nur diese, mit Komma: Q1,Q4")
    parser.add_argument("--http", action="store_true", help="auch über HTTP (braucht wrk)")
    parser.add_argument("--apps", default=",".join(APPS), help=f"nur diese, roh zuerst (Vorgabe: {','.join(APPS)})")
    parser.add_argument("--runden", type=int, default=5, help="so oft eine Sekunde je Server (Vorgabe: 5)")
    parser.add_argument("--diene", choices=APPS, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    gewaehlt = parser.parse_args(argumente)
    if gewaehlt.diene:
        diene(gewaehlt.diene, gewaehlt.ordner, gewaehlt.port)
        return
    with tempfile.TemporaryDirectory() as ort:
        ordner = gewaehlt.ordner or Path(ort) / "stand"
        if not ordner.exists():
            State.bauen(erzeuge(gewaehlt.knoten, gewaehlt.samen), ordner, hash="")
        state = State.oeffnen(ordner)
        fragen = [f for f in FRAGEN if not gewaehlt.fragen or f.name in gewaehlt.fragen.split(",")]
        konsole = Console(width=140)
        for frage in fragen:
            konsole.print(f"{frage.name}: {frage.was}")
        konsole.print(im_prozess(state, fragen))
        if gewaehlt.http:
            konsole.print(*ueber_http(state, ordner, fragen, gewaehlt.apps.split(","), gewaehlt.runden))


if __name__ == "__main__":
    main()
