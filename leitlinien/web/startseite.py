"""The start page: what can be asked here, and where."""

from starlette.requests import Request
from starlette.responses import Response

from leitlinien.state import State
from leitlinien.web.seite import seite

FRAGE = "{ ziele(filter: {massnahmen: {vorhanden: false}}) { totalCount nodes { id titel } } }"
"""The example on the page: goals without a measure."""


def startseite(anfrage: Request, state: State, anzahl: int) -> Response:
    """The page for a state; `anzahl` prepared queries are at hand."""
    return seite(anfrage, "start.html", state, frage=FRAGE, anzahl=anzahl)
