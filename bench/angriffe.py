"""Measures what attacks cost: `python -m bench.angriffe`.

Every question of `tests/web/angriffsfragen.py` and some requests that are no questions are sent to a real service,
while somebody else asks `/gesund` all the time.
"""

import argparse
import gc
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import httpx
from rich.console import Console
from rich.table import Table

from bench.dienst import dienst
from leitlinien.api import schema
from leitlinien.api.ausfuehrung import kern
from tests.web.angriffsfragen import ANGRIFFE

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MAL = 5
"""How often each is sent."""
HOECHSTENS, PULS = 300.0, 100.0
"""Milliseconds that an attack and a look at `/gesund` may take."""
JSON = {"content-type": "application/json", "accept": "application/graphql-response+json"}


class Messung(NamedTuple):
    """One attack."""

    name: str
    status: int
    code: str
    ms: float
    """The longest of all times."""


class Puls:
    """Asks whether the service is alive, over and over, and keeps the longest time.

    In a process of its own: a thread would wait for this one's own work on the attacks.
    """

    def __init__(self, adresse: str) -> None:
        self.laengste, self.mal = 0.0, 0
        umgebung = multiprocessing.get_context("spawn")
        self._leitung, andere = umgebung.Pipe()
        self._prozess = umgebung.Process(target=schlage, args=(adresse, andere), daemon=True)
        self._prozess.start()
        self._leitung.recv()

    def halt(self) -> None:
        """Stop and take the figures."""
        self._leitung.send(None)
        self.laengste, self.mal = self._leitung.recv()
        self._prozess.join()


def schlage(adresse: str, leitung: "Connection") -> None:
    """Ask `/gesund` until something comes; the answer is the longest time in milliseconds, and how often."""
    gc.collect()
    gc.freeze()  # this process has the schema, too, and looking through it takes as long as what is measured
    laengste, mal = 0.0, 0
    with httpx.Client(base_url=adresse, timeout=30) as client:
        client.get("/gesund").raise_for_status()
        leitung.send(None)
        while not leitung.poll(0.005):
            beginn = time.perf_counter()
            client.get("/gesund").raise_for_status()
            laengste, mal = max(laengste, (time.perf_counter() - beginn) * 1e3), mal + 1
    leitung.send((laengste, mal))


def ueberlappend() -> str:
    """As many fields as are allowed, which validation compares each with each."""
    return "{ " + " ".join("... { ziele { " + "totalCount " * 9 + "} }" for _ in range(45)) + " }"


def alles() -> str:
    """The widest question that is allowed: one field of as many kinds as fit."""
    abfrage = kern(schema()).query_type
    listen = [n for n, f in (abfrage.fields if abfrage else {}).items() if "first" in f.args and "filter" in f.args]
    felder = "(first: 500) { nodes { id titel belege { totalCount } } }"
    return "{ " + " ".join(name + felder for name in listen) + " }"


def anfragen() -> dict[str, Callable[[httpx.Client], httpx.Response]]:
    """All attacks by name."""

    def frage(inhalt: object) -> Callable[[httpx.Client], httpx.Response]:
        return lambda client: client.post("/graphql", json=inhalt, headers=JSON)

    return {name: frage(angriff.frage) for name, angriff in ANGRIFFE.items()} | {
        "a batch of 1,000": frage([{"query": "{ stand { hash } }"}] * 1000),
        "20 megabytes": lambda client: client.post("/graphql", content=b" " * 20_000_000, headers=JSON),
        "1 megabyte of brackets": lambda client: client.post("/graphql", content=b"[" * 1_000_000, headers=JSON),
        "a form": lambda client: client.post("/graphql", data={"query": "{ stand { hash } }"}),
        "a mutation by GET": lambda client: client.get("/graphql", params={"query": "mutation { a }"}),
        "fields that overlap (allowed)": frage({"query": ueberlappend()}),
        "everything at once (allowed)": frage({"query": alles()}),
    }


def main() -> int:
    """Measure and print; 1 when something took too long."""
    argumente = argparse.ArgumentParser(description=__doc__)
    argumente.add_argument("--mal", type=int, default=MAL, help="wie oft jeder Angriff gesandt wird")
    argumente.add_argument(
        "--store", help="Adresse einer Datenbank; ohne Angabe eine neue mit den mitgelieferten Daten"
    )
    gewaehlt = argumente.parse_args()
    messungen: list[Messung] = []
    with (
        tempfile.TemporaryDirectory(prefix="leitlinien-angriffe-") as ordner,
        dienst(
            gewaehlt.store or f"sqlite:///{Path(ordner)}/store.sqlite", protokoll="0", antwortspeicher="0"
        ) as laufend,
        httpx.Client(base_url=laufend.adresse, timeout=60) as client,
    ):
        client.post("/graphql", json={"query": "{ stand { hash } }"})
        puls = Puls(laufend.adresse)
        for name, sende in anfragen().items():
            zeiten = []
            for _ in range(gewaehlt.mal):
                beginn = time.perf_counter()
                antwort = sende(client)
                zeiten.append((time.perf_counter() - beginn) * 1e3)
            fehler = antwort.json().get("errors", ())
            code = fehler[0]["extensions"]["code"] if fehler else ""
            messungen.append(Messung(name, antwort.status_code, code, max(zeiten)))
        puls.halt()
    zeige(messungen, puls)
    zu_lang = [m for m in messungen if m.ms > HOECHSTENS and "allowed" not in m.name]
    return int(bool(zu_lang) or puls.laengste > PULS)


def zeige(messungen: list[Messung], puls: Puls) -> None:
    """Print the table."""
    tabelle = Table(title="Angriffe")
    for spalte in ("Angriff", "Status", "Kennwort", "längste Zeit in ms"):
        tabelle.add_column(spalte, justify="right" if spalte.startswith("l") else "left")
    for m in sorted(messungen, key=lambda m: -m.ms):
        tabelle.add_row(m.name, str(m.status), m.code, f"{m.ms:.0f}")
    konsole = Console()
    konsole.print(tabelle)
    konsole.print(f"/gesund währenddessen: {puls.mal} mal gefragt, längste Zeit {puls.laengste:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
