"""What is missing or cannot be right, and how far goals and guidelines are covered."""

from leitlinien.findings.abdeckung import Abdeckung, Zahlen, abdeckung
from leitlinien.findings.befunde import Befund, befunde, regel, regeln
from leitlinien.model.regel import Deckung, Regel, Schwere
from leitlinien.model.regeln import DECKUNGEN

__all__ = [
    "DECKUNGEN",
    "Abdeckung",
    "Befund",
    "Deckung",
    "Regel",
    "Schwere",
    "Zahlen",
    "abdeckung",
    "befunde",
    "regel",
    "regeln",
]
