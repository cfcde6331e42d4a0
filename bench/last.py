"""Loads the service with mixed questions while revisions arrive: `python -m bench.last [SEKUNDEN]`.

Every second an import commits a revision that changes two nodes in the same way. An answer that shows them differently
mixes two revisions. Load comes from wrk (Debian's package) if it is there, else from a client in this process.
"""

import argparse
import asyncio
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from rich.console import Console
from rich.table import Table

from bench.dienst import Laufend, dienst
from leitlinien.intake.importieren import importiere
from leitlinien.programm import Programm
from leitlinien.settings import Settings

VERBINDUNGEN = 8
PAAR = '{ a: zielgruppe(id: "last/A") { titel } b: zielgruppe(id: "last/B") { titel } stand { revision } }'
"""Two nodes that agree within every revision."""
STELLE = re.compile(rb'"a":\{"titel":"([^"]*)"\},"b":\{"titel":"([^"]*)"\},"stand":\{"revision":(\d+)\}')
EINLAUFEN = 0.4
"""Part of the time after which memory has to be flat."""
ZUWACHS = 0.15
"""Part by which it may grow from then on: caches fill, and every revision has its own state."""
LUA = """
local rumpfe = {%s}
local n = 0
fehler, falsch, paare = 0, 0, 0
local faeden = {}
function setup(thread) table.insert(faeden, thread) end
function init(args) math.randomseed(os.time()) n = math.random(#rumpfe) end
function request()
  n = n %% #rumpfe + 1
  return wrk.format("POST", "/graphql", {["content-type"] = "application/json"}, rumpfe[n])
end
function response(status, headers, body)
  if status ~= 200 or body:find('"errors"', 1, true) then fehler = fehler + 1 end
  local a, b = body:match('"a":{"titel":"([^"]*)"},"b":{"titel":"([^"]*)"},"stand"')
  if a then
    paare = paare + 1
    if a ~= b then falsch = falsch + 1 end
  end
end
function done(summary, latency, requests)
  local f, x, p = 0, 0, 0
  for _, t in ipairs(faeden) do f, x, p = f + t:get("fehler"), x + t:get("falsch"), p + t:get("paare") end
  local e = summary.errors
  f = f + e.connect + e.read + e.write + e.timeout
  local zahlen = {f, x, p, summary.requests, latency:percentile(50) / 1000, latency:percentile(99) / 1000}
  print("ZAHLEN " .. table.concat(zahlen, " "))
end
"""
"""Script for wrk: sends in turn, looks at every answer."""


class Ergebnis(NamedTuple):
    """What the load saw."""

    anfragen: int
    fehler: int
    falsch: int
    paare: int
    """Answers that show both nodes."""
    p50: float
    p99: float


class Einleger(threading.Thread):
    """Commits a revision every second."""

    def __init__(self, programm: Programm, ordner: Path) -> None:
        super().__init__(daemon=True)
        self._programm, self._datei = programm, ordner / "last.ttl"
        self._ende = threading.Event()
        self.revisionen, self.laengste = 0, 0.0

    def einmal(self, wort: str) -> None:
        """Both nodes get the same new title, in one import."""
        self._datei.write_text(
            "@base <http://localhost:8000/> . @prefix ll: <https://w3id.org/leitlinien/def#> .\n"
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            + "".join(
                f'<id/last/{k}> a ll:Zielgruppe ; skos:notation "{k}" ; skos:prefLabel "{wort}"@de ; '
                'll:herkunft "AUSLEGUNG" .\n'
                for k in "AB"
            ),
            encoding="utf-8",
        )
        importiere(self._programm.store, [self._datei], adressen=self._programm.adressen, autor="bench", grund="Last")

    def run(self) -> None:
        """Until `halt`."""
        while not self._ende.wait(1):
            beginn = time.perf_counter()
            self.revisionen += 1
            self.einmal(f"Fassung {self.revisionen}")
            self.laengste = max(self.laengste, time.perf_counter() - beginn)

    def halt(self) -> None:
        """Stop and wait."""
        self._ende.set()
        self.join()


class Waage(threading.Thread):
    """Weighs the service four times a second."""

    def __init__(self, laufend: Laufend) -> None:
        super().__init__(daemon=True)
        self._laufend, self._ende = laufend, threading.Event()
        self.megabytes: list[float] = []

    def run(self) -> None:
        """Until `halt`."""
        while not self._ende.wait(0.25):
            self.megabytes.append(self._laufend.speicher())

    def halt(self) -> None:
        """Stop and wait."""
        self._ende.set()
        self.join()

    def verlauf(self) -> tuple[float, float]:
        """Median after running in, and at the end."""
        ab = int(len(self.megabytes) * EINLAUFEN)
        teil = max((len(self.megabytes) - ab) // 4, 1)
        return _median(self.megabytes[ab : ab + teil]), _median(self.megabytes[-teil:])


def _median(werte: list[float]) -> float:
    return sorted(werte)[len(werte) // 2] if werte else 0.0


def fragen(programm: Programm, zufall: random.Random) -> list[dict[str, Any]]:
    """The mix: one by id, traces, lists, searches, findings, and every second one asks for both nodes."""
    state = programm.state()
    knoten = [state.pfad(zufall.randrange(state.n)) for _ in range(60)]
    anfaenge = [state.pfad(n) for n in state.bereich("Zuwendung")[:20]]
    einzeln = "query ($i: ID!) { node(id: $i) { __typename id kennung titel herkunft belege { totalCount } } }"
    spur = "query ($i: ID!) { spur(von: $i) { pfadeGesamt pfade { laenge schritte { knoten { id titel } status } } } }"
    liste = "query ($n: Int!) { ziele(first: $n) { totalCount nodes { id titel leitlinien { nodes { titel } } } } }"
    suche = "query ($t: String!) { suche(text: $t, first: 10) { totalCount nodes { id titel } } }"
    gemischt: list[dict[str, Any]] = [
        *({"query": einzeln, "variables": {"i": i}} for i in knoten),
        *({"query": spur, "variables": {"i": i}} for i in anfaenge),
        *({"query": liste, "variables": {"n": n}} for n in (5, 20, 50)),
        *({"query": suche, "variables": {"t": t}} for t in ("kinder", "jugend", "wohnen", "pflege")),
        {"documentId": "zieleOhneMassnahme"},
        {"documentId": "datenstand"},
        {"query": "{ befunde(first: 20) { totalCount nodes { knoten { id } } } }"},
    ]
    zufall.shuffle(gemischt)
    return [f for g in gemischt for f in (g, {"query": PAAR})]


def mit_wrk(laufend: Laufend, alle: list[dict[str, Any]], sekunden: int, ordner: Path) -> Ergebnis:
    """Load by wrk."""
    skript = ordner / "last.lua"
    skript.write_text(LUA % ", ".join(f"[==[{json.dumps(f)}]==]" for f in alle), encoding="utf-8")
    befehl = [
        "wrk",
        "-t2",
        f"-c{VERBINDUNGEN}",
        f"-d{sekunden}s",
        "--timeout",
        "30s",
        "-s",
        str(skript),
        laufend.adresse,
    ]
    ausgabe = subprocess.run(befehl, capture_output=True, text=True, check=True).stdout
    zahlen = next(z for z in ausgabe.splitlines() if z.startswith("ZAHLEN ")).split()[1:]
    fehler, falsch, paare, anfragen = (int(float(z)) for z in zahlen[:4])
    return Ergebnis(anfragen, fehler, falsch, paare, *map(float, zahlen[4:]))


async def mit_httpx(laufend: Laufend, alle: list[dict[str, Any]], sekunden: int) -> Ergebnis:
    """Load by a client in this process; slower than wrk, but it is always there."""
    ende = time.monotonic() + sekunden
    zeiten: list[float] = []
    zahlen = {"fehler": 0, "falsch": 0, "paare": 0}

    async def lade(client: httpx.AsyncClient, stelle: int) -> None:
        while time.monotonic() < ende:
            stelle += 1
            beginn = time.perf_counter()
            antwort = await client.post("/graphql", json=alle[stelle % len(alle)])
            zeiten.append((time.perf_counter() - beginn) * 1e3)
            zahlen["fehler"] += antwort.status_code != httpx.codes.OK or b'"errors"' in antwort.content
            if treffer := STELLE.search(antwort.content):
                zahlen["paare"] += 1
                zahlen["falsch"] += treffer[1] != treffer[2]

    async with httpx.AsyncClient(base_url=laufend.adresse, timeout=30) as client:
        await asyncio.gather(*(lade(client, k * 17) for k in range(VERBINDUNGEN)))
    zeiten.sort()
    return Ergebnis(len(zeiten), **zahlen, p50=zeiten[len(zeiten) // 2], p99=zeiten[len(zeiten) * 99 // 100])


def main() -> int:
    """Load and print; 1 when something was wrong."""
    argumente = argparse.ArgumentParser(description="Belastet den Dienst, während Revisionen dazukommen.")
    argumente.add_argument("sekunden", nargs="?", type=int, default=30)
    argumente.add_argument("--ohne-wrk", action="store_true", help="den eigenen Client nehmen")
    gewaehlt = argumente.parse_args()
    werkzeug = None if gewaehlt.ohne_wrk else shutil.which("wrk")
    with tempfile.TemporaryDirectory(prefix="leitlinien-last-") as name:
        ordner = Path(name)
        url = f"sqlite:///{ordner}/store.sqlite"
        with Programm(Settings(database_url=url)) as programm:
            programm.state()
            einleger = Einleger(programm, ordner)
            einleger.einmal("Anfang")
            alle = fragen(programm, random.Random(1))  # noqa: S311 - the mix is to be the same every time
            with dienst(url, protokoll="0") as laufend:
                waage = Waage(laufend)
                einleger.start()
                waage.start()
                if werkzeug:
                    ergebnis = mit_wrk(laufend, alle, gewaehlt.sekunden, ordner)
                else:
                    ergebnis = asyncio.run(mit_httpx(laufend, alle, gewaehlt.sekunden))
                einleger.halt()
                waage.halt()
                letzte = httpx.post(f"{laufend.adresse}/graphql", json={"query": PAAR}).content
    erreicht = STELLE.search(letzte)
    aktuell = erreicht is not None and erreicht[1].decode() == f"Fassung {einleger.revisionen}"
    frueh, spaet = waage.verlauf()
    zeige(ergebnis, einleger, (frueh, spaet), gewaehlt.sekunden, "wrk" if werkzeug else "httpx", aktuell=aktuell)
    gut = not ergebnis.fehler and not ergebnis.falsch and ergebnis.paare and aktuell and spaet < frueh * (1 + ZUWACHS)
    return 0 if gut else 1


def zeige(
    ergebnis: Ergebnis,
    einleger: Einleger,
    speicher: tuple[float, float],
    sekunden: int,
    werkzeug: str,
    *,
    aktuell: bool,
) -> None:
    """Print the summary."""
    tabelle = Table(
        title=f"{sekunden} s gemischte Fragen mit {werkzeug}, {VERBINDUNGEN} Verbindungen", show_header=False
    )
    for was, wert in (
        ("Antworten je Sekunde", f"{ergebnis.anfragen / sekunden:.0f}"),
        ("mittlere Zeit / 99 von 100 (ms)", f"{ergebnis.p50:.1f} / {ergebnis.p99:.1f}"),
        ("Revisionen währenddessen", f"{einleger.revisionen}, längster Import {einleger.laengste:.2f} s"),
        ("Fehler", f"{ergebnis.fehler}"),
        ("Antworten aus zwei Revisionen", f"{ergebnis.falsch} von {ergebnis.paare} geprüften"),
        ("letzte Antwort aus der letzten Revision", "ja" if aktuell else "nein"),
        ("Speicher nach dem Einlaufen / am Ende (MB)", f"{speicher[0]:.0f} / {speicher[1]:.0f}"),
    ):
        tabelle.add_row(was, wert)
    Console().print(tabelle)


if __name__ == "__main__":
    sys.exit(main())
