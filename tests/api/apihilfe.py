"""One schema for all tests of the API, and a short way to ask."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import strawberry

from leitlinien.api import Kontext, fuehre_aus, schema
from leitlinien.sources import Quellen
from leitlinien.state import State
from tests.bauhilfe import netz, stand

HEUTE = date(2026, 11, 21)


@cache
def programmschema() -> strawberry.Schema:
    """The schema of the program's model, built once."""
    return schema()


class Fragesteller:
    """Asks one state."""

    def __init__(self, state: State, quellen: Quellen | None = None) -> None:
        self.state = state
        self.quellen = quellen

    def antwort(self, text: str, **variablen: Any) -> dict[str, Any]:
        """The whole response."""
        kontext = Kontext(self.state, heute=HEUTE, quellen=self.quellen)
        return fuehre_aus(programmschema(), kontext, text, variablen)

    def daten(self, text: str, **variablen: Any) -> Any:
        """The data of a response without errors."""
        antwort = self.antwort(text, **variablen)
        assert "errors" not in antwort, antwort["errors"]
        return antwort["data"]

    def eins(self, text: str, **variablen: Any) -> Any:
        """The value of the only root field."""
        (wert,) = self.daten(text, **variablen).values()
        return wert

    def code(self, text: str, **variablen: Any) -> str:
        """The code of the only error."""
        (fehler,) = self.antwort(text, **variablen)["errors"]
        code: str = fehler["extensions"]["code"]
        return code


def frage(tmp_path: Path, text: str) -> Fragesteller:
    """Somebody who asks the graph `text` describes."""
    return Fragesteller(stand(netz(text), tmp_path))


def kennungen(seite: dict[str, Any]) -> list[str]:
    """The `kennung` of each node of a page."""
    return [k["kennung"] for k in seite["nodes"]]


__all__ = ["HEUTE", "Fragesteller", "frage", "kennungen", "programmschema"]
