"""Writes one dump in a process of its own: `python -m leitlinien.abzug.prozess STATE FOLDER BASE FORM MARK`."""

import sys
from pathlib import Path

import leitlinien.model  # noqa: F401 - fills the model
from leitlinien.abzug.ablage import schreibe
from leitlinien.abzug.formen import NACH_ENDUNG
from leitlinien.ids import Adressen
from leitlinien.state import State

if __name__ == "__main__":
    stand, ordner, basis, endung, marke = sys.argv[1:]
    schreibe(State.oeffnen(Path(stand)), NACH_ENDUNG[endung], Adressen(basis), Path(ordner), marke)
