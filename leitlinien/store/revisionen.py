"""What the store says about its changes and its damages: plain values, apart from the tables."""

from dataclasses import dataclass

from leitlinien.rows import Bestand

__all__ = ["Revision", "Schaden", "Stand"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of the store, whole or not at all."""

    nummer: int
    """Consecutive, from 1."""
    zeit: str
    """When it was written: UTC, ISO 8601 with microseconds, `2026-11-21T20:55:00.000000Z`."""
    autor: str
    grund: str
    quelle: str | None
    """Name of the file it came from; several stand one a line."""
    quell_hash: str | None
    """SHA-256 of that file, hex."""
    vorher: str | None
    """Hash of the revision before, None for the first."""
    hash: str
    """SHA-256 over `vorher`, the fields above and all added and closed rows (`hashing` says how), hex."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What was valid at a revision."""

    revision: Revision
    bestand: Bestand
    """Ordered by key columns."""
    hash: str
    """Hash over all these rows as stored, whatever their history."""


@dataclass(frozen=True, slots=True, order=True)
class Schaden:
    """One thing in the store that cannot be as it was written."""

    tabelle: str
    schluessel: str
    """Key of the row, its columns parted by a space; empty when the damage is of the whole table."""
    revision: int | None
    """Revision it belongs to, where that can be said."""
    was: str

    def __str__(self) -> str:
        ort = f"{self.tabelle} {self.schluessel}".strip()
        return f"{ort} (Revision {self.revision}): {self.was}" if self.revision is not None else f"{ort}: {self.was}"
