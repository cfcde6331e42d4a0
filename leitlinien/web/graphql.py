"""GraphQL over HTTP: what comes in, what goes out, and who does the work.

A question that was answered from the same state before is answered from memory. One that was quick so far is run at
once; any other runs in a thread, so that the loop stays free, and stops when its time is over or nobody waits for it.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import lru_cache
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from leitlinien import frist
from leitlinien.api import Kontext
from leitlinien.api.merker import Merker
from leitlinien.frist import Abbruch, Frist
from leitlinien.web.auftrag import Auftrag, Auftragsannahme
from leitlinien.web.kopfzeilen import KOPF, KOPFZEILEN, REVISION
from leitlinien.web.verhandlung import (
    ANTWORT,
    JSON,
    Abgelehnt,
    Lesewache,
    aus_adresse,
    aus_rumpf,
    ist_json,
    lies_rumpf,
    medium,
)

if TYPE_CHECKING:
    from datetime import date

    from starlette.types import Receive, Scope

    from leitlinien.settings import Settings
    from leitlinien.state import State
    from leitlinien.web.betrieb import Zaehlwerk
    from leitlinien.web.standwart import Standwart

_log = logging.getLogger(__name__)

TEILWEISE = 294
"""Status of an answer with data and errors (draft of August 2026)."""
LAENGSTE_ADRESSE = 32_768
"""Bytes of the longest query string; longer questions come with POST."""
KLEIN = 8_192
"""Bytes of a request that is kept with what it means, and read without a thread."""
GEMERKTE_BYTES = 8_000_000
"""Bytes of such requests."""
VERSUCH = 0.02
"""Seconds after which a question that was quick so far is asked once more, in a thread, where it holds nobody up."""
GEDULD = 0.1
"""Seconds after which somebody looks whether the client is still there."""
WARTENDE = 200
"""Questions that may wait for a thread."""
INTERN = "Interner Fehler. Er ist vermerkt; bitte später noch einmal versuchen."

Zeilen: TypeAlias = tuple[tuple[bytes, bytes], ...]


class Ergebnis(Protocol):
    """What running a question gives; `leitlinien.api.ausfuehrung.Antwort` is one."""

    @property
    def inhalt(self) -> bytes:
        """The response as JSON."""

    @property
    def geprueft(self) -> Mapping[str, Any] | None:
        """The same as a mapping; None when it has data and no errors."""


Ausfuehrung: TypeAlias = Callable[[Kontext, str, Mapping[str, Any] | None, str | None], Ergebnis]
"""Runs a document with variables and operation name."""


class Gabe:
    """What goes out: to who sent a question, and to who asks by address and may keep the answer."""

    __slots__ = ("_lesend", "kopf", "rumpf", "status", "typ")

    def __init__(self, status: int, typ: str, rumpf: bytes) -> None:
        self.status, self.typ, self.rumpf = status, typ, rumpf
        self.kopf: Zeilen = (TYPEN[typ], (b"content-length", b"%d" % len(rumpf)), NICHT_RATEN)
        """Headers for who sent it with POST: such answers are never kept, so nothing is said about keeping them."""
        self._lesend: Zeilen | None = None

    @property
    def lesend(self) -> Zeilen:
        """Headers for who asks with GET: it may be kept and asked for again by its tag, and a browser may open it."""
        if self._lesend is None:
            summe = hashlib.blake2b(self.rumpf, digest_size=16, person=b"json" if self.typ == JSON else b"graphql")
            marke = b'"%s"' % summe.hexdigest().encode()
            self._lesend = (*self.kopf[:2], UNTERSCHEIDET, NACHFRAGEN, (b"etag", marke), *KOPF)
        return self._lesend


class Endpunkt:
    """The address `/graphql`. Each request takes the newest state and keeps it to its end."""

    def __init__(
        self,
        ausfuehren: Ausfuehrung,
        kontext: "Callable[[State, date], Kontext]",
        *,
        annahme: Auftragsannahme,
        standwart: "Standwart",
        zaehlwerk: "Zaehlwerk",
        settings: "Settings",
    ) -> None:
        self._ausfuehren, self._kontext, self._annahme = ausfuehren, kontext, annahme
        self._standwart, self._zaehlwerk, self._settings = standwart, zaehlwerk, settings
        self._auftraege: Merker[tuple[bytes, str, bool], Auftrag] = Merker(GEMERKTE_BYTES)
        self._antworten: Merker[tuple[Any, ...], Gabe] = Merker(settings.antwortspeicher)
        self._faeden = ThreadPoolExecutor(settings.faeden, "frage")
        self._wache = Lesewache(settings.lesefrist)
        self._wartend = 0

    async def __call__(self, anfrage: Request) -> Response:
        """Answer as a route does."""
        status, kopf, rumpf = await self.gib(anfrage.scope, anfrage.receive)
        antwort = Response(rumpf, status)
        antwort.raw_headers = list(kopf)
        return antwort

    async def gib(self, scope: "Scope", receive: "Receive") -> tuple[int, Zeilen, bytes]:
        """Status, headers and body of the answer to a request; never raises."""
        typ = JSON
        kopf: Mapping[bytes, bytes] = scope[KOPFZEILEN]
        try:
            typ = _typ(kopf.get(b"accept"))
            if scope["method"] == "POST":
                gabe = await self._antwort(await self._rumpf(kopf, receive), typ, scope, receive, nur_lesend=False)
                return gabe.status, gabe.kopf, gabe.rumpf
            gabe = await self._antwort(_adresse(scope), typ, scope, receive, nur_lesend=True)
        except Abgelehnt as grund:
            self._zaehlwerk.abgelehnt[grund.code] += 1
            zeilen = tuple((name.encode(), wert.encode()) for name, wert in grund.kopf.items())
            return _ohne_speicher(grund.status, typ, grund.rumpf, zeilen)
        except Exception:  # noqa: BLE001 - whatever it is: told to nobody but the log
            _log.exception("Unforeseen error.")
            return _ohne_speicher(500, typ, Abgelehnt(500, "INTERN", INTERN).rumpf)
        return _bedingt(gabe, kopf.get(b"if-none-match"))

    # -- what is asked ------------------------------------------------------------------------------------------------

    async def _auftrag(self, frage: bytes, typ: str, *, nur_lesend: bool) -> Auftrag:
        """What the request asks for; large or new questions are read in a thread."""
        lies = aus_adresse if nur_lesend else aus_rumpf
        if len(frage) <= KLEIN and self._annahme.bekannt(parameter := lies(frage)):
            auftrag = self._annahme.nimm(parameter, typ, nur_lesend=nur_lesend)
        else:
            auftrag = await self._im_faden(lambda: self._annahme.nimm(lies(frage), typ, nur_lesend=nur_lesend))
        if len(frage) <= KLEIN:
            self._auftraege.merke((frage, typ, nur_lesend), auftrag, 2 * len(frage) + 500)
        return auftrag

    def _rumpf(self, kopf: Mapping[bytes, bytes], receive: "Receive") -> Awaitable[bytes]:
        if not _ist_json(kopf.get(b"content-type", b"")):
            raise Abgelehnt(415, "INHALTSTYP", f"Anfragen mit POST kommen als {JSON} in UTF-8.", {"accept": JSON})
        if b"content-encoding" in kopf and kopf[b"content-encoding"] != b"identity":
            raise Abgelehnt(415, "INHALTSTYP", "Anfragen kommen ungepackt.", {"accept-encoding": "identity"})
        return lies_rumpf(receive, self._settings.max_anfrage, self._wache, kopf.get(b"content-length"))

    # -- what is answered ---------------------------------------------------------------------------------------------

    async def _antwort(self, frage: bytes, typ: str, scope: "Scope", receive: "Receive", *, nur_lesend: bool) -> Gabe:
        auftrag = self._auftraege.hole((frage, typ, nur_lesend))
        if auftrag is None:
            auftrag = await self._auftrag(frage, typ, nur_lesend=nur_lesend)
        lage = self._standwart.sofort() or await self._standwart.aktuell()
        scope[REVISION] = lage.state.revision
        schluessel = auftrag.schluessel, typ, lage.nummer
        merkbar = auftrag.merkbar and lage.nummer >= 0
        if merkbar:
            gabe = self._antworten.hole(schluessel)
            if gabe is not None:
                self._zaehlwerk.antworten["treffer"] += 1
                return gabe
        kontext = self._kontext(lage.state, lage.tag)
        ergebnis = self._gleich(auftrag, kontext) if auftrag.dauer.rasch else None
        if ergebnis is None:
            ergebnis = await self._nebenher(auftrag, kontext, receive)
        gabe = _als_gabe(ergebnis, typ)
        if merkbar and not _hat_fehler(ergebnis):
            self._zaehlwerk.antworten["neu"] += 1
            self._antworten.merke(schluessel, gabe, len(gabe.rumpf) + 1000)
        return gabe

    def _gleich(self, auftrag: Auftrag, kontext: Kontext) -> Ergebnis | None:
        """Run a question that was quick so far, while all others wait; None when it is not."""
        jetzt = monotonic()
        try:
            with frist.gilt(Frist(jetzt + VERSUCH)):
                ergebnis = self._ausfuehren(kontext, auftrag.text, auftrag.variablen, auftrag.operation)
        except Abbruch:
            auftrag.dauer.merke(VERSUCH)
            return None
        auftrag.dauer.merke(monotonic() - jetzt)
        return ergebnis

    async def _nebenher(self, auftrag: Auftrag, kontext: Kontext, receive: "Receive") -> Ergebnis:
        """Run a question in a thread, for as long as it may take."""
        stopp = Frist(monotonic() + self._settings.zeitgrenze)
        gemessen: tuple[Ergebnis, float]
        try:
            gemessen = await self._im_faden(lambda: self._miss(auftrag, kontext, stopp), stopp, receive)
        except Abbruch:
            text = f"Die Abfrage hat länger als {self._settings.zeitgrenze:g} Sekunden gebraucht und ist abgebrochen."
            raise Abgelehnt(503, "ZEITUEBERSCHREITUNG", text) from None
        auftrag.dauer.merke(gemessen[1])
        return gemessen[0]

    def _miss(self, auftrag: Auftrag, kontext: Kontext, stopp: Frist) -> tuple[Ergebnis, float]:
        """Run a question; with the seconds this thread has worked on it, not those it has waited for others."""
        beginn = thread_time()
        with frist.gilt(stopp):
            frist.pruefe()
            ergebnis = self._ausfuehren(kontext, auftrag.text, auftrag.variablen, auftrag.operation)
        return ergebnis, thread_time() - beginn

    async def _im_faden(
        self, tu: Callable[[], Any], stopp: Frist | None = None, receive: "Receive | None" = None
    ) -> Any:
        """Run in a thread; when the client goes away meanwhile, end it."""
        if self._wartend >= WARTENDE:
            raise Abgelehnt(503, "UEBERLASTET", "Es warten schon zu viele Fragen.", {"retry-after": "1"})
        self._wartend += 1
        try:
            arbeit = asyncio.get_running_loop().run_in_executor(self._faeden, copy_context().run, tu)
            if stopp is None or receive is None:
                return await arbeit
            if not (await asyncio.wait([arbeit], timeout=GEDULD))[0]:
                weg = asyncio.ensure_future(_ist_weg(receive))
                await asyncio.wait([arbeit, weg], return_when=asyncio.FIRST_COMPLETED)
                if weg.done():
                    stopp.beende()
                weg.cancel()
            return await arbeit
        finally:
            self._wartend -= 1


@lru_cache(maxsize=256)
def _ist_json(content_type: bytes) -> bool:
    return ist_json(content_type.decode("latin-1"))


@lru_cache(maxsize=256)
def _medium(accept: bytes | None) -> str | None:
    return medium(None if accept is None else accept.decode("latin-1"))


def _typ(accept: bytes | None) -> str:
    typ = _medium(accept)
    if typ is None:
        raise Abgelehnt(406, "NICHT_ANNEHMBAR", f"Antworten gibt es als {ANTWORT} und {JSON}.")
    return typ


def _adresse(scope: "Scope") -> bytes:
    if scope["method"] not in {"GET", "HEAD"}:
        raise Abgelehnt(405, "METHODE", "Fragen kommen mit GET oder POST.", {"allow": "GET, POST"})
    frage: bytes = scope["query_string"]
    if len(frage) > LAENGSTE_ADRESSE:
        raise Abgelehnt(414, "ZU_GROSS", f"Die Adresse ist länger als {LAENGSTE_ADRESSE} Bytes; nimm POST.")
    return frage


async def _ist_weg(receive: "Receive") -> None:
    """Return when the client is gone. After the body there is nothing else to come."""
    if (await receive())["type"] != "http.disconnect":
        await asyncio.Event().wait()


OHNE_SPEICHER = (b"cache-control", b"no-store")
NACHFRAGEN = (b"cache-control", b"no-cache")
"""May be kept, but must be asked for again: the next revision may come at any time."""
NICHT_RATEN = (b"x-content-type-options", b"nosniff")
UNTERSCHEIDET = (b"vary", b"Accept")
TYPEN = {JSON: (b"content-type", JSON.encode()), ANTWORT: (b"content-type", f"{ANTWORT}; charset=utf-8".encode())}
"""The older type is UTF-8 by definition and has no parameter (RFC 8259, section 11)."""


def _ohne_speicher(status: int, typ: str, rumpf: bytes, zeilen: Zeilen = ()) -> tuple[int, Zeilen, bytes]:
    laenge = (b"content-length", b"%d" % len(rumpf))
    return status, (TYPEN[typ], laenge, UNTERSCHEIDET, *zeilen, OHNE_SPEICHER, *KOPF), rumpf


def _hat_fehler(ergebnis: Ergebnis) -> bool:
    return ergebnis.geprueft is not None and "errors" in ergebnis.geprueft


def _als_gabe(ergebnis: Ergebnis, typ: str) -> Gabe:
    """A response with its status."""
    geprueft = ergebnis.geprueft
    status = 200
    if typ == ANTWORT and geprueft is not None and _hat_fehler(ergebnis):
        status = TEILWEISE if "data" in geprueft else 400
    return Gabe(status, typ, ergebnis.inhalt)


def _bedingt(gabe: Gabe, bekannt: bytes | None) -> tuple[int, Zeilen, bytes]:
    """304 when the client has the answer already."""
    kopf = gabe.lesend
    if bekannt is not None and gabe.status == 200:  # noqa: PLR2004
        marken = {m.strip().removeprefix(b"W/") for m in bekannt.split(b",")}
        if dict(kopf)[b"etag"] in marken or b"*" in marken:
            return 304, kopf[2:], b""  # without type and length
    return gabe.status, kopf, gabe.rumpf
