"""Traces: which guideline does this grant serve, along which paths, and how much money is attributed to it?"""

from leitlinien.trace.spur import Erreicht, Pfad, Schritt, Spur, spur
from leitlinien.trace.staerke import schwaechster

__all__ = ["Erreicht", "Pfad", "Schritt", "Spur", "schwaechster", "spur"]
