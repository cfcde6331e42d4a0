"""The other side of `prozess`: keeps one process with the triples of the newest state, hands queries to it."""

import contextlib
import json
import logging
import socket
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NochNicht
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leitlinien.abzug import NACH_ENDUNG, Abzuege
from leitlinien.errors import LeitlinienError, Speicherfehler
from leitlinien.rdf.namen import PRAEFIXE

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.state import State

PROZESS = Path(__file__).with_name("prozess.py")
BEREIT = b"READY"
SPIELRAUM = 1 << 30
"""Bytes that a query may need beyond the triples."""
HOECHSTZEILEN = 10_000
HOECHSTBYTES = 10_000_000
"""Largest result."""
GLEICHZEITIG = 4
"""Queries at once; further ones are told to come again."""
WARTEN = 10.0
"""Seconds that a query waits for the triples of a new state."""
LADEN = 300.0
"""Seconds after which loading has failed."""
MOEGLICH = hasattr(socket, "send_fds") and sys.platform != "win32"
"""Whether this system has what `prozess` needs."""
_log = logging.getLogger(__name__)


class Abgewiesen(LeitlinienError):
    """A query that has no answer here; `status` is that of HTTP."""

    code = "SPARQL"

    def __init__(self, status: int, text: str, *, spaeter: int | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.spaeter = spaeter
        """Seconds after which it may be tried again."""


@dataclass(frozen=True)
class Ergebnis:
    """An answer."""

    form: str
    graph: bool
    """Whether it is triples and no table."""
    zeilen: int
    rumpf: bytes
    revision: int


class _Arbeiter:
    """One process with the triples of one state."""

    def __init__(self, datei: Path, state: "State") -> None:
        self.schluessel, self.revision = (state.hash, state.revision), state.revision
        self._leitung, drueben = socket.socketpair()
        with drueben:
            self._prozess = subprocess.Popen(  # noqa: S603 - our own interpreter and script
                [sys.executable, "-P", str(PROZESS), str(datei), str(SPIELRAUM)],
                stdin=drueben.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        # The process ends when its line does, which is when nobody needs it any more.
        self._ende = weakref.finalize(self, _beende, self._leitung, self._prozess)
        self._leitung.settimeout(LADEN)
        if self._leitung.recv(len(BEREIT)) != BEREIT:
            self._ende()
            raise Abgewiesen(503, "Die Daten ließen sich nicht für SPARQL laden.", spaeter=60)

    @property
    def lebt(self) -> bool:
        return self._prozess.poll() is None

    def frage(self, auftrag: dict[str, Any]) -> tuple[dict[str, Any] | None, bytes]:
        """Header and body; no header when the query was ended."""
        hier, drueben = socket.socketpair()
        with hier:
            with drueben:
                socket.send_fds(self._leitung, [b"1"], [drueben.fileno()])
            hier.settimeout(auftrag["sekunden"] + 5)
            hier.sendall(json.dumps(auftrag).encode() + b"\n")
            hier.shutdown(socket.SHUT_WR)
            stuecke = []
            with contextlib.suppress(OSError):  # killed while it wrote, or silent beyond its time
                while stueck := hier.recv(1 << 16):
                    stuecke.append(stueck)
        kopf, ende, rumpf = b"".join(stuecke).partition(b"\n")
        gelesen: dict[str, Any] | None = json.loads(kopf) if ende else None
        ganz = gelesen is not None and len(rumpf) == gelesen.get("laenge", 0)
        return (gelesen, rumpf) if ganz else (None, b"")


def _beende(leitung: socket.socket, prozess: "subprocess.Popen[bytes]") -> None:
    leitung.close()
    try:
        prozess.wait(2)
    except subprocess.TimeoutExpired:
        prozess.kill()
        prozess.wait()


class Sparqldienst:
    """Answers queries from the newest state."""

    def __init__(self, adressen: "Adressen", sekunden: float) -> None:
        self._adressen, self.sekunden = adressen, sekunden
        self._abzuege = Abzuege(adressen)
        self._lader = ThreadPoolExecutor(1, "sparql-laden")
        self._schloss = threading.Lock()
        self._frei = threading.BoundedSemaphore(GLEICHZEITIG)
        self._jetzt: _Arbeiter | None = None
        self._laedt: tuple[tuple[str, int], Future[_Arbeiter]] | None = None

    def beantworte(self, state: "State", frage: str, tabelle: str | None, graph: str | None) -> Ergebnis:
        """The result in the form wanted for tables or for triples (None: such an answer is not wanted).

        Raises `Abgewiesen`.
        """
        if not self._frei.acquire(blocking=False):
            raise Abgewiesen(503, "Gerade werden schon genug Fragen beantwortet. Bitte gleich noch einmal.", spaeter=2)
        try:
            arbeiter = self._arbeiter(state)
            auftrag = {
                "frage": frage,
                "basis": self._adressen.basis,
                "tabelle": tabelle,
                "graph": graph,
                "sekunden": self.sekunden,
                "zeilen": HOECHSTZEILEN,
                "bytes": HOECHSTBYTES,
                "praefixe": PRAEFIXE,
            }
            beginn = time.monotonic()
            kopf, rumpf = arbeiter.frage(auftrag)
            dauer = time.monotonic() - beginn
        except (OSError, Speicherfehler) as fehler:
            _log.warning("SPARQL: %s", fehler)
            raise Abgewiesen(503, "SPARQL antwortet gerade nicht. Bitte gleich noch einmal.", spaeter=10) from fehler
        finally:
            self._frei.release()
        if kopf is None:
            raise _abgebrochen(dauer, self.sekunden)
        if kopf["art"] != "gut":
            raise _mangel(kopf)
        return Ergebnis(kopf["form"], kopf["graph"], kopf["zeilen"], rumpf, arbeiter.revision)

    def _arbeiter(self, state: "State") -> _Arbeiter:
        schluessel = (state.hash, state.revision)
        with self._schloss:
            alt = self._jetzt
            if alt is not None and alt.lebt and alt.schluessel == schluessel:
                return alt
            if self._laedt is None or self._laedt[0] != schluessel:
                self._laedt = (schluessel, self._lader.submit(self._lade, state))
            zukunft = self._laedt[1]
        try:
            neu = zukunft.result(WARTEN)
        except NochNicht:
            if alt is not None and alt.lebt:
                return alt
            text = "Die Daten werden gerade für SPARQL geladen. Bitte in einer halben Minute noch einmal."
            raise Abgewiesen(503, text, spaeter=30) from None
        except BaseException:
            with self._schloss:
                if self._laedt is not None and self._laedt[1] is zukunft:
                    self._laedt = None  # the next query tries again
            raise
        with self._schloss:
            self._jetzt, self._laedt = neu, None
        return neu

    def _lade(self, state: "State") -> _Arbeiter:
        return _Arbeiter(self._abzuege.hole(state, NACH_ENDUNG["nt"]).pfad, state)


def _abgebrochen(dauer: float, sekunden: float) -> Abgewiesen:
    if dauer >= sekunden * 0.9:
        zeit = f"{sekunden:g}".replace(".", ",")
        text = f"Die Frage braucht länger als {zeit} Sekunden und wurde abgebrochen. Eine engere Frage stellen."
        return Abgewiesen(503, text)
    return Abgewiesen(503, "Die Frage braucht zu viel Speicher und wurde abgebrochen. Eine engere Frage stellen.")


def _mangel(kopf: dict[str, Any]) -> Abgewiesen:
    match kopf["art"]:
        case "form":
            was = "Tripel (CONSTRUCT, DESCRIBE)" if kopf["graph"] else "eine Tabelle (SELECT, ASK)"
            return Abgewiesen(406, f"Die Antwort ist {was}; in keiner der verlangten Formen gibt es sie.")
        case "gross":
            grenze = f"{HOECHSTZEILEN} Zeilen" if kopf["text"] == "zeilen" else f"{HOECHSTBYTES // 1_000_000} MB"
            hilfe = "Mit LIMIT und OFFSET in Teilen fragen oder unter /daten alles laden."
            return Abgewiesen(400, f"Die Antwort ist größer als {grenze}. {hilfe}")
        case "syntax":
            return Abgewiesen(400, f"Das ist keine gültige Frage in SPARQL 1.1: {kopf['text']}")
        case _:
            return Abgewiesen(400, f"Die Frage lässt sich nicht beantworten: {kopf['text']}")


__all__ = ["GLEICHZEITIG", "HOECHSTBYTES", "HOECHSTZEILEN", "MOEGLICH", "Abgewiesen", "Ergebnis", "Sparqldienst"]
