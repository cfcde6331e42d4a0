"""Kill a process while it writes, many times, and look at what is left: a whole revision or none, and a clean store.

python bench/abbruch.py                               # 50 times, in a new SQLite file
python bench/abbruch.py --url postgresql+psycopg://…  # in an empty database
"""

import argparse
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leitlinien.rows import Angaben, Bestand, Knotenzeile, Linkzeile
from leitlinien.store import Store, zustandshash

ART = "https://w3id.org/leitlinien/def#Ziel"
TITEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
DIENT = "https://w3id.org/leitlinien/def#dient"


@dataclass(frozen=True)
class Versuch:
    """What was left after one kill."""

    moment: float
    """When it was killed after it had begun to write, in seconds."""
    geschrieben: bool
    """Whether the revision is there."""
    ganz: bool
    """Whether all of its rows are there, or none."""
    schaeden: int
    """What `pruefe()` found."""

    @property
    def gut(self) -> bool:
        """Whether the store is as it should be."""
        return self.ganz and self.schaeden == 0


def aenderung(nummer: int, knoten: int) -> Bestand:
    """A large change: all nodes and links, different each time, so that rows are closed as well as added."""
    namen = [f"last/{i:06}" for i in range(knoten)]
    return Bestand(
        [Knotenzeile(name, ART, {TITEL: f"Ziel in Fassung {nummer}"}) for name in namen],
        [
            Linkzeile(name, DIENT, namen[(i + schritt) % knoten], Angaben(begruendung=f"{nummer}", aussage=True))
            for i, name in enumerate(namen)
            for schritt in (3, 7)
        ],
    )


def schreiber(url: str, nummer: int, knoten: int) -> None:
    """The process that is killed. It says when it begins and when it is done, and then waits for its end."""
    bestand = aenderung(nummer, knoten)
    with Store.oeffnen(url, wartezeit=60) as store:
        print("los", flush=True)
        store.schreibe(bestand, autor="bench", grund=f"Versuch {nummer}", quelle=f"last-{nummer}.ttl")
        print("fertig", flush=True)
        sys.stdin.read()


def _starte(url: str, nummer: int, knoten: int) -> subprocess.Popen[str]:
    befehl = [sys.executable, __file__, "--schreiber", str(nummer), "--url", url, "--knoten", str(knoten)]
    prozess = subprocess.Popen(befehl, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert prozess.stdout is not None
    if prozess.stdout.readline() != "los\n":
        raise RuntimeError(f"Der Schreiber hat nicht begonnen (Ende {prozess.wait()}).")
    return prozess


def _dauer(url: str, nummer: int, knoten: int) -> float:
    """How long a change takes here when nobody kills it, in seconds."""
    with _starte(url, nummer, knoten) as prozess:
        beginn = time.perf_counter()
        assert prozess.stdout is not None
        assert prozess.stdout.readline() == "fertig\n"
        dauer = time.perf_counter() - beginn
        prozess.kill()
    return dauer


def _ansehen(url: str, nummer: int, moment: float, vorher: str, knoten: int) -> Versuch:
    with Store.oeffnen(url, wartezeit=60) as store:
        geschrieben = f"last-{nummer}.ttl" in {r.quelle for r in store.revisionen()}
        erwartet = zustandshash(aenderung(nummer, knoten)) if geschrieben else vorher
        return Versuch(moment, geschrieben, store.zustandshash() == erwartet, len(store.pruefe()))


def versuche(url: str, anzahl: int, knoten: int, samen: int) -> Iterator[Versuch]:
    """Kill a writer `anzahl` times at random moments, from before its first to after its last statement."""
    zufall = random.Random(samen)  # noqa: S311 - moments, not secrets
    _dauer(url, 0, knoten)
    dauer = _dauer(url, 1, knoten)  # the first only adds rows, all others close as many
    vorher = zustandshash(aenderung(1, knoten))
    for nummer in range(2, anzahl + 2):
        moment = zufall.uniform(0, dauer * 1.4)
        with _starte(url, nummer, knoten) as prozess:
            # Waiting for "fertig" here would not do: the moment may lie before or after it.
            select.select([], [], [], moment)
            prozess.send_signal(signal.SIGKILL)
            assert prozess.wait() == -signal.SIGKILL
        versuch = _ansehen(url, nummer, moment, vorher, knoten)
        if versuch.geschrieben:
            vorher = zustandshash(aenderung(nummer, knoten))
        yield versuch


def main() -> int:
    """Print a table; exit code 1 when a store was not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--anzahl", type=int, default=50, help="how many kills (default %(default)s)")
    parser.add_argument("--knoten", type=int, default=5_000, help="nodes a change writes (default %(default)s)")
    parser.add_argument("--samen", type=int, default=2026, help="seed of the moments (default %(default)s)")
    parser.add_argument("--url", help="empty database; a new SQLite file when left out")
    parser.add_argument("--schreiber", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.schreiber is not None:
        schreiber(args.url, args.schreiber, args.knoten)
        return 0
    with tempfile.TemporaryDirectory() as ordner:
        url = args.url or f"sqlite:///{Path(ordner) / 'abbruch.sqlite'}"
        print(f"{'Nr.':>4} {'nach':>8}  {'Revision':<14} {'Zeilen':<12} Schäden")
        alle = []
        for nummer, v in enumerate(versuche(url, args.anzahl, args.knoten, args.samen), 1):
            alle.append(v)
            revision = "geschrieben" if v.geschrieben else "keine"
            zeilen = "ganz" if v.ganz else "UNGANZ"
            print(f"{nummer:>4} {v.moment * 1000:>5.0f} ms  {revision:<14} {zeilen:<12} {v.schaeden}")
        gut, ganze = sum(v.gut for v in alle), sum(v.geschrieben for v in alle)
        print(f"{gut} von {len(alle)} Abbrüchen ohne Schaden; {ganze} Revisionen ganz, {len(alle) - ganze} gar nicht.")
    return 0 if gut == len(alle) else 1


if __name__ == "__main__":
    sys.exit(main())
