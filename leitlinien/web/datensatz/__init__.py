"""Data for reuse at `/daten`: dumps, descriptions for catalogues and crawlers, and what changed."""

from typing import TYPE_CHECKING

from leitlinien.web.datensatz import meldungen, seiten, verzeichnis

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from leitlinien.web.app import Dienst


def routen(programm: "Dienst") -> "list[BaseRoute]":
    """Routes."""
    return [*meldungen.routen(programm), *seiten.routen(programm), *verzeichnis.routen(programm)]
