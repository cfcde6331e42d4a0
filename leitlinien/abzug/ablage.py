"""Dumps as files beside the read state: each written once per state, whoever asks and how often.

A lock lets other threads and processes wait instead of writing the same file, and lets one be written at a time. A
large state is written in a process of its own, so that the service goes on answering and the memory is gone
afterwards. Files of older states are removed.
"""

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO

import orjson

from leitlinien.abzug.formen import Abzugform
from leitlinien.errors import Speicherfehler
from leitlinien.ids import Adressen
from leitlinien.kinds import modell as programmmodell
from leitlinien.state import State
from leitlinien.state.halter import GROSS, sperre

FASSUNG = 1
"""Counts up when a form is written differently: files of before are then not taken."""
BEHALTEN = 4
"""States whose dumps are kept."""
ORDNER = "abzuege"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Abzug:
    """A dump that was written."""

    pfad: Path
    form: Abzugform
    revision: int
    groesse: int
    """Bytes."""
    sha256: str
    zeilen: int
    """Line feeds in the file; triples, in N-Triples."""

    @property
    def dateiname(self) -> str:
        """Under which it is saved: `leitlinien-r3.ttl`."""
        return f"leitlinien-r{self.revision}.{self.form.endung}"


class Abzuege:
    """The dumps of states at one base address."""

    def __init__(self, adressen: Adressen) -> None:
        self._adressen = adressen

    def marke(self, state: State, form: Abzugform) -> str:
        """Changes exactly when the file does: of the rows, the base address, the form and the program."""
        teile = (state.hash, self._adressen.basis, form.endung, version("leitlinien"), str(FASSUNG))
        return sha256("\n".join(teile).encode()).hexdigest()[:32]

    def vorhanden(self, state: State, form: Abzugform) -> Abzug | None:
        """The dump if it is written already."""
        pfad = self._ordner(state) / f"leitlinien.{form.endung}"
        try:
            angaben = orjson.loads(_angaben(pfad).read_bytes())
            if pfad.stat().st_size == angaben["groesse"] and angaben["marke"] == self.marke(state, form):
                return Abzug(pfad, form, state.revision, angaben["groesse"], angaben["sha256"], angaben["zeilen"])
        except (OSError, ValueError, KeyError):
            pass
        return None

    def hole(self, state: State, form: Abzugform) -> Abzug:
        """The dump, written if it is not there yet.

        Raises:
            Speicherfehler: when it cannot be written.
        """
        if gefunden := self.vorhanden(state, form):
            return gefunden
        ordner = self._ordner(state)
        try:
            with sperre(ordner):
                if gefunden := self.vorhanden(state, form):
                    return gefunden
                if ist_gross(state) and state.modell is programmmodell:
                    self._im_prozess(state, form, ordner)
                else:
                    schreibe(state, form, self._adressen, ordner, self.marke(state, form))
            _raeume_auf(ordner)
        except OSError as e:
            raise Speicherfehler(
                f"Der Abzug in {ordner.parent} ließ sich nicht schreiben: {e.strerror or e}. "
                "Mit LEITLINIEN_STATE_DIR lässt sich ein anderer Ordner nehmen."
            ) from e
        fertig = self.vorhanden(state, form)
        if fertig is None:
            raise Speicherfehler(f"Der Abzug in {ordner} ist nach dem Schreiben nicht lesbar.")
        return fertig

    def _ordner(self, state: State) -> Path:
        basis = sha256(self._adressen.basis.encode()).hexdigest()[:8]
        return state.ordner.parent / ORDNER / f"{state.ordner.name}-{state.hash[:8]}-{basis}"

    def _im_prozess(self, state: State, form: Abzugform, ordner: Path) -> None:
        angaben = [str(state.ordner), str(ordner), self._adressen.basis, form.endung, self.marke(state, form)]
        fertig = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "leitlinien.abzug.prozess", *angaben], check=False, capture_output=True, text=True
        )
        if fertig.returncode:
            _log.warning("Der Abzug ließ sich nicht im eigenen Vorgang schreiben: %s", fertig.stderr[-2000:])
            schreibe(state, form, self._adressen, ordner, self.marke(state, form))


def ist_gross(state: State) -> bool:
    """Whether writing takes so long that nobody should wait for it without need."""
    return state.n + state.kantenzahl > GROSS


def schreibe(state: State, form: Abzugform, adressen: Adressen, ordner: Path, marke: str) -> None:
    """Write one dump into a folder; it appears there whole or not at all."""
    ziel = ordner / f"leitlinien.{form.endung}"
    with tempfile.NamedTemporaryFile(dir=ordner, prefix=".neu-", delete=False) as datei:
        neu = Path(datei.name)
        try:
            angaben = _kopiere(form.schreibe(state.bestand(), adressen, state.modell), datei)
            datei.close()
            _angaben(ziel).write_bytes(orjson.dumps({**angaben, "marke": marke}))
            neu.chmod(0o644)
            neu.replace(ziel)
        finally:
            neu.unlink(missing_ok=True)


def _kopiere(stuecke: Iterable[bytes], datei: IO[bytes]) -> dict[str, int | str]:
    """What is remembered of a file, by its name in `Abzug`."""
    groesse, zeilen, summe = 0, 0, sha256()
    for stueck in stuecke:
        datei.write(stueck)
        summe.update(stueck)
        groesse += len(stueck)
        zeilen += stueck.count(b"\n")
    return {"groesse": groesse, "zeilen": zeilen, "sha256": summe.hexdigest()}


def _angaben(pfad: Path) -> Path:
    return pfad.with_name(f"{pfad.name}.json")


def _raeume_auf(dieser: Path) -> None:
    """Remove all but this folder and the newest others; who reads a file keeps it until the end."""
    with contextlib.suppress(OSError):
        os.utime(dieser)
        andere = sorted((p for p in dieser.parent.iterdir() if p != dieser), key=lambda p: p.stat().st_mtime)
        for alt in andere[: 1 - BEHALTEN]:
            shutil.rmtree(alt, ignore_errors=True)


__all__ = ["Abzuege", "Abzug", "ist_gross", "schreibe"]
