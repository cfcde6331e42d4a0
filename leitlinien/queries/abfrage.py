"""What the catalogue knows of one prepared query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from leitlinien.queries.sprache import Ausdruck, Bedingung, Ort, Quelle
from leitlinien.queries.variablen import Variable, Variablen


class Publikum(Enum):
    """For whom a query is."""

    FACHPLANUNG = "Fachplanung"
    ANWENDUNGEN = "Anwendungen"
    PRUEFUNG = "Prüfung"


class Spaltentyp(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    GANZZAHL = "ganzzahl"
    DEZIMALZAHL = "dezimalzahl"
    TAG = "tag"
    JA_NEIN = "ja_nein"
    ADRESSE = "adresse"


@dataclass(frozen=True)
class Spalte:
    """One column of the table view."""

    titel: str
    ausdruck: Ausdruck
    typ: Spaltentyp = Spaltentyp.TEXT
    """Of each single value; a cell with several values is text."""
    typen: Mapping[Ort, Spaltentyp] = field(default_factory=dict)
    """Types of all places the column reads, relative to the row."""


@dataclass(frozen=True)
class Hinweis:
    """A sentence below the table, shown when the value at its place is neither empty nor zero."""

    ort: Ort
    satz: str
    """`{}` stands for the value, `{+}` for a number with its sign."""


@dataclass(frozen=True)
class Seiten:
    """How a query pages."""

    ort: Ort
    """Place of `pageInfo` in the answer."""
    anzahl: str = "anzahl"
    """Variable for the length of a page."""
    nach: str = "nach"
    """Variable for the marker of the page before."""


@dataclass(frozen=True)
class Abfrage:
    """One prepared query, checked against the schema."""

    name: str
    """Operation name and public name."""
    datei: str
    """File name without folder."""
    titel: str
    """The question."""
    erklaerung: str
    zielgruppen: tuple[Publikum, ...]
    antwort: str
    """What the answer means and does not mean."""
    braucht: str
    """Which data it needs."""
    prueffragen: tuple[str, ...]
    """Numbers of the audit questions it answers, e.g. `Q7`."""
    variablen: tuple[Variable, ...]
    text: str
    """The whole file with line feeds only: what is sent and hashed."""
    sha256: str
    """SHA-256 over the UTF-8 bytes of `text`, lower case hex."""
    quellen: tuple[Quelle, ...]
    """Lists whose items are the rows, one after the other."""
    spalten: tuple[Spalte, ...]
    nur: tuple[Bedingung, ...] = ()
    hinweise: tuple[Hinweis, ...] = ()
    seiten: Seiten | None = None
    gesamt: Ort | None = None
    """Place of the number of all rows over all pages."""
    worte: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Plain words for codes in the table, by the name of the field and the code."""

    def werte(self, texte: Mapping[str, str]) -> dict[str, Any]:
        """Values of the variables for what was typed. Raises `Variablenfehler`."""
        return Variablen(self.variablen).werte(texte)

    def beispiel(self, stichtag: date) -> dict[str, str]:
        """Sample of what may be typed, days reckoned from `stichtag`; variables with a default are left out."""
        return Variablen(self.variablen).beispiele(stichtag)


@dataclass(frozen=True)
class OffeneFrage:
    """An audit question that the model cannot answer yet."""

    nummer: str
    frage: str
    braucht: str
    """A sentence `braucht …`."""
