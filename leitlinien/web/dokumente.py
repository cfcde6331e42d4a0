"""Documents that a request can name instead of sending them: every prepared query, by hash and by name.

Source: appendix "Persisted Documents" of https://graphql.github.io/graphql-over-http/draft/.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from leitlinien.errors import Eingabefehler

VORSATZ = "sha256:"


class UnbekanntesDokument(Eingabefehler):
    """An identifier that no document has."""

    code = "DOKUMENT_UNBEKANNT"

    def __init__(self, id: str) -> None:
        super().__init__(
            f"Ein Dokument „{id[:80]}“ gibt es hier nicht. Jede vorbereitete Abfrage hat ihren Namen und `sha256:` mit "
            "der Prüfsumme ihres genauen Textes; /abfragen nennt alle."
        )


class NurVorbereitet(Eingabefehler):
    """A document of somebody's own where only prepared ones are answered."""

    code = "NUR_VORBEREITET"

    def __init__(self) -> None:
        super().__init__(
            "Hier werden nur vorbereitete Abfragen beantwortet. `documentId` nennt eine; /abfragen zeigt alle."
        )


class Vorbereitet(Protocol):
    """What is needed of a prepared query; `leitlinien.queries.Abfrage` has it."""

    @property
    def name(self) -> str:
        """Name of its operation."""

    @property
    def datei(self) -> str:
        """Name of its file."""

    @property
    def text(self) -> str:
        """The exact text."""

    @property
    def sha256(self) -> str:
        """Hash of the text in UTF-8, in lower case hex."""


class Dokument(NamedTuple):
    """A text to run."""

    text: str
    vertraut: bool
    """Whether it is one of ours."""


class Dokumente:
    """The prepared queries by identifier: `sha256:…`, operation name, and file name without its ending."""

    def __init__(self, abfragen: Iterable[Vorbereitet], *, nur_vorbereitet: bool = False) -> None:
        self._nur_vorbereitet = nur_vorbereitet
        self._texte: dict[str, str] = {}
        for abfrage in abfragen:
            for id in (VORSATZ + abfrage.sha256, abfrage.name, abfrage.datei.rpartition(".")[0] or abfrage.datei):
                self._texte[id] = abfrage.text
        self._eigene = frozenset(self._texte.values())

    def genannt(self, id: str) -> Dokument:
        """The document of an identifier. Raises `UnbekanntesDokument`."""
        if id not in self._texte:
            raise UnbekanntesDokument(id)
        return Dokument(self._texte[id], True)

    def gesandt(self, text: str) -> Dokument:
        """A document that came as text. Raises `NurVorbereitet`."""
        vertraut = text in self._eigene
        if self._nur_vorbereitet and not vertraut:
            raise NurVorbereitet
        return Dokument(text, vertraut)
