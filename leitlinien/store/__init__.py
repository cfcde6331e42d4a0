"""The durable half: append-only revisions in a hash chain, in SQLite or PostgreSQL."""

from leitlinien.store.aenderungen import Aenderungen
from leitlinien.store.geschichte import Geschichte, Linkende
from leitlinien.store.hashing import zustandshash
from leitlinien.store.revisionen import Revision, Schaden, Stand
from leitlinien.store.store import Store

__all__ = ["Aenderungen", "Geschichte", "Linkende", "Revision", "Schaden", "Stand", "Store", "zustandshash"]
