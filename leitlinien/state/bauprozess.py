"""Builds one revision's read state in a process of its own: `python -m leitlinien.state.bauprozess FOLDER REVISION`.

The database's address comes from the environment (`LEITLINIEN_DATABASE_URL`).
"""

import sys
from pathlib import Path

from leitlinien.kinds import modell
from leitlinien.settings import Settings
from leitlinien.state.halter import baue_revision
from leitlinien.store import Store

if __name__ == "__main__":
    ordner, nummer = sys.argv[1:]
    with Store.oeffnen(Settings().database_url) as store:
        baue_revision(store, int(nummer), Path(ordner), modell, zu_zweit=True)
