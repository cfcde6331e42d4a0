"""The whole of a state as files for others: dumps in RDF and tables, and what catalogues want to know about them."""

from leitlinien.abzug.ablage import Abzuege, Abzug
from leitlinien.abzug.formen import FORMEN, NACH_ENDUNG, Abzugform

__all__ = ["FORMEN", "NACH_ENDUNG", "Abzuege", "Abzug", "Abzugform"]
