"""Local paths and IRIs: a node is base + `id/` + local path, a link's statement base + `link/` + its parts.

The store, hashes and cursors hold local paths; output expands them with the configured base; every input takes
either. IRIs of others stay as they are.
"""

import re
from urllib.parse import quote

from leitlinien.errors import UngueltigeId
from leitlinien.settings import STANDARD_BASIS

PFAD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
"""A local path: segments of letters, digits, `.`, `_`, `-`, joined by `/`; never `~`, which parts a link's address."""
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")


class Adressen:
    """Translates between local paths and IRIs for one base."""

    def __init__(self, basis: str = STANDARD_BASIS) -> None:
        self.basis = basis
        self._vorsatz = tuple({f"{basis}id/": None, f"{STANDARD_BASIS}id/": None})

    def pfad(self, id: str) -> str:
        """Local path of an id given as local path or IRI; foreign IRIs stay. Raises `UngueltigeId`."""
        for vorsatz in self._vorsatz:
            if id.startswith(vorsatz):
                id = id[len(vorsatz) :]
                if not PFAD.fullmatch(id):
                    raise UngueltigeId(vorsatz + id)
                return id
        if PFAD.fullmatch(id) or IRI.fullmatch(id):
            return id
        raise UngueltigeId(id)

    def iri(self, pfad: str) -> str:
        """IRI of a local path; foreign IRIs stay."""
        return pfad if ":" in pfad else f"{self.basis}id/{pfad}"

    def link_iri(self, von: str, praedikat: str, nach: str) -> str:
        """The one IRI of a link's rdf:Statement: `link/kiel/K16~traegtBeiZu~kiel/K09`, readable and writable by hand.

        `praedikat` is the predicate's local name; foreign IRIs are percent-encoded.
        """
        teile = (t if ":" not in t else quote(t, safe="") for t in (von, praedikat, nach))
        return f"{self.basis}link/{'~'.join(teile)}"
