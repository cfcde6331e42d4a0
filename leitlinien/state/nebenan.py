"""The values of nodes and the word index, written by a second process while the first one reads and writes the links.

The two halves of a large state take about as long as each other and share nothing but the numbering of the nodes,
which both derive from the rows of the same revision.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from leitlinien import search
from leitlinien.errors import Speicherfehler
from leitlinien.kinds import Art, Modell
from leitlinien.rows import Artspalten, Knotenspalten, ohne_sammeln
from leitlinien.state.ablage import AblageSchreiber, lies_meta, schreibe_meta
from leitlinien.state.knotenbau import sammle
from leitlinien.state.spaltenbau import schreibe_spalte

__all__ = ["SUCHE", "Nebenan", "schreibe_haelfte", "schreibe_werte"]

SUCHE = "suche.sqlite"
_DATEN, _META = "werte.bin", "werte.json"
_Werte = dict[str, dict[str, Any]]
"""What `meta.json` says about the columns, by kind and field."""


def schreibe_werte(aus: AblageSchreiber, ordner: Path, gruppen: dict[str, Artspalten], modell: Modell) -> _Werte:
    """Write the columns of all kinds that have nodes, and the word index."""
    spalten = {name: _spalten(aus, modell.arten[name], g) for name, g in gruppen.items() if g.pfade}
    search.baue(ordner / SUCHE, modell, gruppen)
    return spalten


def _spalten(aus: AblageSchreiber, a: Art, gruppe: Artspalten) -> dict[str, Any]:
    return {f.name: schreibe_spalte(aus, f"wert/{a.name}/{f.name}", f, gruppe.werte[str(f.pfad)]) for f in a.werte}


def schreibe_haelfte(knoten: Iterable[Knotenspalten], ordner: Path, modell: Modell) -> None:
    """The second process's half: columns in a file of their own, and the word index."""
    with ohne_sammeln(), AblageSchreiber(ordner / _DATEN) as aus:
        gruppen, _ = sammle(knoten, modell)
        spalten = schreibe_werte(aus, ordner, gruppen, modell)
    schreibe_meta(ordner / _META, {"spalten": spalten, "arrays": aus.verzeichnis})


class Nebenan:
    """The second process. It reads the revision from the database of the environment, as `bauprozess` does.

    A context manager: leaving it early ends the process.
    """

    def __init__(self, ordner: Path, revision: int) -> None:
        self._ordner = ordner
        self._prozess = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "leitlinien.state.knotenprozess", str(ordner), str(revision)]
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._prozess.poll() is None:
            self._prozess.kill()
        self._prozess.wait()

    def hole(self, aus: AblageSchreiber) -> _Werte:
        """Wait for it and take its columns over. Raises `Speicherfehler` when it did not succeed."""
        if self._prozess.wait():
            raise Speicherfehler("Die Werte des Lesestands ließen sich nicht nebenher schreiben.")
        meta = lies_meta(self._ordner / _META)
        aus.uebernimm(self._ordner / _DATEN, meta["arrays"])
        for name in (_DATEN, _META):
            (self._ordner / name).unlink()
        spalten: _Werte = meta["spalten"]
        return spalten
