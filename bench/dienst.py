"""The service as a process of its own, for the benches that load it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx


class Laufend(NamedTuple):
    """A running service."""

    adresse: str
    pid: int

    def speicher(self) -> float:
        """Resident memory of its own, without mapped files, in megabytes."""
        zeilen = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        werte = dict(z.split(":", 1) for z in zeilen)
        return int(werte["RssAnon"].split()[0]) / 1024


@contextmanager
def dienst(url: str, **einstellungen: str) -> Iterator[Laufend]:
    """Run `leitlinien serve` over a store until the block ends."""
    with socket.socket() as dose:
        dose.bind(("127.0.0.1", 0))
        port = dose.getsockname()[1]
    umgebung = {f"LEITLINIEN_{name.upper()}": wert for name, wert in einstellungen.items()}
    with tempfile.TemporaryFile() as log:
        prozess = subprocess.Popen(
            [sys.executable, "-m", "leitlinien", "serve", "--port", str(port)],
            env=os.environ | {"LEITLINIEN_DATABASE_URL": url} | umgebung,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            laufend = Laufend(f"http://127.0.0.1:{port}", prozess.pid)
            _warte(laufend.adresse, prozess)
            yield laufend
        finally:
            prozess.send_signal(signal.SIGTERM)
            prozess.wait(60)


def _warte(adresse: str, prozess: "subprocess.Popen[bytes]") -> None:
    for _ in range(1200):
        if prozess.poll() is not None:
            raise RuntimeError(f"Der Dienst ist nicht gestartet (Code {prozess.returncode}).")
        try:
            httpx.get(f"{adresse}/gesund").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Der Dienst ist nach zwei Minuten nicht bereit.")
