"""Which node an address means: its IRI, its page here in any form, its card, or its local path."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from leitlinien.ids import IRI, PFAD
from leitlinien.settings import STANDARD_BASIS
from leitlinien.web.knotenformate import NACH_ENDUNG

if TYPE_CHECKING:
    from starlette.requests import Request

    from leitlinien.ids import Adressen

LAENGSTE = 2000
"""Characters of an address that is looked at."""
FORMEN = ("/karte", "/plakette.svg", *(f".{endung}" for endung in NACH_ENDUNG))
"""What an address may end in besides the id of its node."""
_RECHNER = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True)
class Ziel:
    """What an address could mean: the ids to try, the first first."""

    pfade: tuple[str, ...] = ()
    fremd: bool = False
    """An address elsewhere; its own text is the only id to try."""

    @property
    def ungueltig(self) -> bool:
        """Whether it is no address at all."""
        return not self.pfade


def lies(text: str, adressen: "Adressen", hier: str) -> Ziel:
    """What is meant by `text`; `hier` is the address under which this server was asked."""
    text = text.strip()
    if not text or len(text) > LAENGSTE:
        return Ziel()
    pfad = _unterhalb(text, tuple(f"{b}id/" for b in (adressen.basis, STANDARD_BASIS, hier)))
    if pfad is not None:
        pfad = unquote(re.split("[?#]", pfad)[0]).rstrip("/")
        return Ziel(_wege(pfad)) if PFAD.fullmatch(pfad) else Ziel()
    if PFAD.fullmatch(text):
        return Ziel(_wege(text))
    return Ziel((text,), fremd=True) if IRI.fullmatch(text) else Ziel()


def _wege(pfad: str) -> tuple[str, ...]:
    """The id that the path is; then those that it is with an ending."""
    return (pfad, *(kurz for form in FORMEN if (kurz := pfad.removesuffix(form)) != pfad and PFAD.fullmatch(kurz)))


def _unterhalb(text: str, vorsaetze: "tuple[str, ...]") -> str | None:
    """What follows one of the prefixes, whether http or https is written."""
    ohne = re.sub("^https?://", "", text, count=1, flags=re.IGNORECASE)
    if ohne == text:
        return None
    rechner, _, rest = ohne.partition("/")
    gelesen = f"{rechner.lower()}/{rest}"
    for vorsatz in vorsaetze:
        _, _, kurz = vorsatz.partition("://")
        if gelesen.startswith(kurz):
            return gelesen[len(kurz) :]
    return None


def hier(anfrage: "Request", adressen: "Adressen") -> str:
    """Address of this server's start page as the client knows it, ending in a slash.

    Under the name of the configured base it is that base, whatever path or TLS a proxy takes away before the request
    gets here; under any other name it is what the request says.
    """
    name, scheme = anfrage.base_url.netloc, anfrage.base_url.scheme
    # a name that no server can have was made up by the client; it must not get into addresses that are given out
    if not _RECHNER.fullmatch(name) or name.lower() == urlsplit(adressen.basis).netloc.lower():
        return adressen.basis
    return f"{scheme}://{name}{anfrage.scope.get('root_path', '').rstrip('/')}/"
