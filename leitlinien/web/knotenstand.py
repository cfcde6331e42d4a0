"""Which state of the data an address asks for: the newest, or with `?revision=N` an older one."""

import re
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request

from leitlinien.api.kontext import ZEITZONE

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

__all__ = ["Abgewiesen", "Wunsch", "Zeitreisen", "mit_anhang", "tag_des_standes", "umgeleitet", "wunsch"]

_NUMMER = re.compile("[1-9][0-9]{0,8}")
ZUGLEICH = 2
"""States of older revisions that are opened or built at once: building one takes seconds when there is much data, and
nobody may keep all others waiting by asking for many."""
GEDULD = 8.0
"""Seconds that a request waits for it."""
UNGUELTIG, UNBEKANNT, BESCHAEFTIGT = 400, 404, 503


class Abgewiesen(Exception):
    """A revision that cannot be shown; carries status, heading and text for the reader."""

    def __init__(self, status: int, titel: str, text: str) -> None:
        super().__init__(text)
        self.status, self.titel, self.text = status, titel, text


@dataclass(frozen=True)
class Wunsch:
    """The state that a request asks for."""

    neueste: "State"
    revision: int | None
    """None when it asks for none, that is for the newest."""

    @property
    def alt(self) -> bool:
        """Whether it is not the newest."""
        return self.revision is not None and self.revision != self.neueste.revision

    @property
    def anhang(self) -> str:
        """What addresses end with, so that they stay in this revision."""
        return "" if self.revision is None else f"?revision={self.revision}"


def wunsch(anfrage: Request, neueste: "State") -> Wunsch:
    """What a request asks for. Raises `Abgewiesen` for a revision that there cannot be, or is not."""
    text = anfrage.query_params.get("revision")
    if text is None:
        return Wunsch(neueste, None)
    if not _NUMMER.fullmatch(text):
        raise Abgewiesen(
            UNGUELTIG,
            "Das ist keine Revision",
            f"„{text[:40]}“ ist keine Nummer einer Revision. Erwartet wird eine ganze Zahl von 1 bis "
            f"{neueste.revision}, etwa ?revision={neueste.revision}.",
        )
    nummer = int(text)
    if nummer > neueste.revision:
        raise Abgewiesen(
            UNBEKANNT,
            "Diese Revision gibt es nicht",
            f"Revision {nummer} gibt es nicht. Die neueste ist {neueste.revision}.",
        )
    return Wunsch(neueste, nummer)


class Zeitreisen:
    """Hands out states; older ones are opened beside, only a few at a time."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm
        self._schloss = Lock()
        self._offen: dict[int, Future[State]] = {}
        """Revisions that are being opened."""

    def state(self, gewuenscht: Wunsch) -> "State":
        """The state asked for. Raises `Abgewiesen` when it takes long; it is then ready some time later."""
        revision = gewuenscht.revision
        if revision is None or not gewuenscht.alt:
            return gewuenscht.neueste
        with self._schloss:
            geoeffnet = self._offen.get(revision)
            if geoeffnet is None and len(self._offen) < ZUGLEICH:
                geoeffnet = self._offen[revision] = Future()
                Thread(target=self._oeffne, args=(revision, geoeffnet), daemon=True, name="zeitreise").start()
        if geoeffnet is None:
            raise _beschaeftigt("Gerade werden schon mehrere ältere Stände aufgebaut.")
        try:
            return geoeffnet.result(GEDULD)
        except TimeoutError:
            raise _beschaeftigt(f"Der Stand von Revision {revision} wird noch aufgebaut.") from None

    def _oeffne(self, revision: int, geoeffnet: "Future[State]") -> None:
        try:
            geoeffnet.set_result(self._programm.state_zu(revision))
        except BaseException as fehler:  # noqa: BLE001 - whoever waits for it raises it
            geoeffnet.set_exception(fehler)
        finally:
            with self._schloss:
                del self._offen[revision]


def _beschaeftigt(was: str) -> Abgewiesen:
    return Abgewiesen(BESCHAEFTIGT, "Bitte später noch einmal", f"{was} Bitte in einer Minute noch einmal versuchen.")


def tag_des_standes(state: "State") -> date | None:
    """The day, in Germany, on which the revision of a state was made."""
    try:
        return datetime.fromisoformat(state.zeit).astimezone(ZEITZONE).date()
    except ValueError:
        return None


def mit_anhang(adresse: str, anhang: str) -> str:
    """An address of this server that stays in the revision; addresses of others do not know it."""
    return adresse if ":" in adresse.partition("/")[0] else adresse + anhang


def umgeleitet(wurzel: str, bereich: str, pfad: str, anfrage: Request) -> str:
    """Relative address of a path below `id/` or `link/`, with the query of the request."""
    frage = anfrage.url.query
    return f"{wurzel}{bereich}/{quote(pfad, safe='/~')}{'?' if frage else ''}{frage}"
