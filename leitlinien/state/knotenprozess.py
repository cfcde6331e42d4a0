"""Writes one revision's values and word index: `python -m leitlinien.state.knotenprozess FOLDER REVISION`.

The database's address comes from the environment (`LEITLINIEN_DATABASE_URL`); `nebenan` says what for.
"""

import sys
from pathlib import Path

from leitlinien.kinds import modell
from leitlinien.settings import Settings
from leitlinien.state.nebenan import schreibe_haelfte
from leitlinien.store import Store

if __name__ == "__main__":
    ordner, nummer = sys.argv[1:]
    with Store.oeffnen(Settings().database_url) as store, store.lesung(int(nummer), mit_hash=False) as lesung:
        schreibe_haelfte(lesung.knoten() if lesung else (), Path(ordner), modell)
