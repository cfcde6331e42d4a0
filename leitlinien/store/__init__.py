"""The durable half: append-only revisions in a hash chain, in SQLite or PostgreSQL."""

from leitlinien.store.hashing import zustandshash
from leitlinien.store.revisionen import Revision, Schaden, Stand
from leitlinien.store.store import Store

__all__ = ["Revision", "Schaden", "Stand", "Store", "zustandshash"]
