"""The statement on accessibility at `/barrierefreiheit`, after the model of Implementing Decision (EU) 2018/1523.

It says what is known of the program. What only the operator can say comes from the settings; where it is missing the
page says that it is.
"""

import re
from importlib.metadata import version
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitlinien.web.seite import seite

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from leitlinien.web.app import Dienst

_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_NETZ = re.compile(r"https?://[^\s<>\"]+")


def routen(programm: "Dienst") -> "list[BaseRoute]":
    """Routes."""
    settings = programm.settings

    async def erklaerung(anfrage: Request) -> Response:
        return seite(
            anfrage,
            "barrierefreiheit.html",
            fassung=version("leitlinien"),
            herausgeber=settings.herausgeber,
            kontakt=settings.kontakt,
            kontaktziel=adresse(settings.kontakt),
            durchsetzung=settings.durchsetzungsstelle,
            durchsetzungsziel=adresse(settings.durchsetzungsstelle),
        )

    return [Route("/barrierefreiheit", erklaerung)]


def adresse(text: str | None) -> str | None:
    """What a mail address or page leads to; None for other text."""
    if text is None:
        return None
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    return text if _NETZ.fullmatch(text) else None
