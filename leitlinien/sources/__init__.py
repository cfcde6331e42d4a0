"""Source documents: the text rule, a folder of them, the check of passages against it, and anchors for new ones."""

from leitlinien.sources.check import Pruefbericht, Pruefung, Urteil, pruefe, turtle
from leitlinien.sources.folder import Quellen
from leitlinien.sources.passages import Anker, Fund, Quelltext, bytehash, dokumenthash, finde, normalisiere

__all__ = [
    "Anker",
    "Fund",
    "Pruefbericht",
    "Pruefung",
    "Quellen",
    "Quelltext",
    "Urteil",
    "bytehash",
    "dokumenthash",
    "finde",
    "normalisiere",
    "pruefe",
    "turtle",
]
