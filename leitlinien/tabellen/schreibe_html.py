"""HTML: one page without anything to load, for reading and printing."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from leitlinien.tabellen.antwort import Antwort
from leitlinien.tabellen.anzeige import anzeige
from leitlinien.tabellen.vorlage import umgebung


def als_html(antwort: Antwort) -> bytes:
    """The page: question, rows, provenance. Links are the nodes' own addresses."""
    vorlage = _umgebung().get_template("blatt.html")
    text = vorlage.render(antwort=antwort, anzeige=anzeige(antwort, str), stil=Markup(stil()))  # noqa: S704 - ours
    return text.encode()


@cache
def stil() -> str:
    """The style sheet of all pages."""
    return files("leitlinien").joinpath("web/static/leitlinien.css").read_text(encoding="utf-8")


@cache
def _umgebung() -> Environment:
    return umgebung()
