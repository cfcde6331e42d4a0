"""From a request's parameters to something that can be run: a document within the limits, and what identifies it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLSyntaxError, OperationType

from leitlinien.api.fehler import als_antwort
from leitlinien.api.grenzen import Gemessen, Waechter
from leitlinien.api.merker import Merker
from leitlinien.errors import Eingabefehler
from leitlinien.web.dokumente import Dokumente, NurVorbereitet
from leitlinien.web.verhandlung import ANTWORT, UNGUELTIG, Abgelehnt, Parameter

__all__ = ["Auftrag", "Auftragsannahme"]


GEMERKTE_BYTES = 8_000_000
"""Characters of documents whose durations are known."""
RASCH = 0.002
"""Seconds up to which a question counts as quick."""


class Dauer:
    """How long an operation takes, whatever its variables. Quick until it was not, twice in a row."""

    __slots__ = ("_zuletzt", "rasch")

    def __init__(self) -> None:
        self.rasch = False
        """Whether it may run where others wait; not before it was measured."""
        self._zuletzt = False

    def merke(self, sekunden: float) -> None:
        """It has taken so long this time."""
        gerade = sekunden < RASCH
        # once may be the machine's doing
        self.rasch, self._zuletzt = gerade or (self._zuletzt and sekunden < 10 * RASCH), gerade


@dataclass(slots=True)
class Auftrag:
    """A question that may be run."""

    text: str
    operation: str | None
    variablen: Mapping[str, Any]
    schluessel: bytes
    """Equal for equal questions: document, operation and variables."""
    dokument: Gemessen
    dauer: Dauer
    merkbar: bool = True
    """Whether its answer follows from the read state alone."""


class Auftragsannahme:
    """Takes parameters and gives what may be run. Safe to use from several threads."""

    def __init__(
        self, waechter: Waechter, dokumente: Dokumente, *, max_variablen: int, unmerkbar: tuple[str, ...] = ()
    ) -> None:
        self._waechter, self._dokumente = waechter, dokumente
        self._max_variablen, self._unmerkbar = max_variablen, unmerkbar
        self._dauern: Merker[tuple[str, str | None], Dauer] = Merker(GEMERKTE_BYTES)

    def _dauer_von(self, text: str, operation: str | None) -> Dauer:
        dauer = self._dauern.hole((text, operation))
        if dauer is None:
            dauer = Dauer()
            self._dauern.merke((text, operation), dauer, len(text) + 200)
        return dauer

    def bekannt(self, parameter: Parameter) -> bool:
        """Whether taking it costs next to nothing."""
        return parameter.query is None or self._waechter.kennt(parameter.query)

    def nimm(self, parameter: Parameter, medium: str, *, nur_lesend: bool) -> Auftrag:
        """What to run. Raises `Abgelehnt`, with the status that the medium of the answer asks for."""
        try:
            variablen = orjson.dumps(parameter.variablen, option=orjson.OPT_SORT_KEYS) if parameter.variablen else b""
        except orjson.JSONEncodeError:
            raise Abgelehnt(422, "ZU_TIEF", "Die Variablen sind zu tief verschachtelt.") from None
        if len(variablen) > self._max_variablen:
            raise Abgelehnt(413, "ZU_GROSS", f"Die Variablen sind größer als {self._max_variablen} Bytes.")
        try:
            if parameter.document_id is not None:
                dokument = self._dokumente.genannt(parameter.document_id)
            else:
                dokument = self._dokumente.gesandt(parameter.query or "")
            gemessen = self._waechter.miss(dokument.text)
            art = gemessen.art(parameter.operation)
            if nur_lesend and art not in {None, OperationType.QUERY}:
                text = "Mit GET lässt sich nur fragen (query)."
                raise Abgelehnt(405, UNGUELTIG, text, {"allow": "POST"})
            gemessen.pruefe(parameter.operation, parameter.variablen, vertraut=dokument.vertraut)
        except GraphQLSyntaxError as fehler:
            eintrag = als_antwort(fehler)
            code, text, orte = eintrag["extensions"]["code"], eintrag["message"], eintrag.get("locations", ())
            raise Abgelehnt(status_der_ablehnung(medium, 400), code, text, orte=orte) from fehler
        except Eingabefehler as fehler:
            status = 403 if isinstance(fehler, NurVorbereitet) else 422
            raise Abgelehnt(status_der_ablehnung(medium, status), fehler.code, str(fehler)) from fehler
        return Auftrag(
            dokument.text,
            parameter.operation,
            parameter.variablen,
            _schluessel(dokument.text, parameter.operation, variablen),
            gemessen,
            self._dauer_von(dokument.text, parameter.operation),
            not any(wort in dokument.text for wort in self._unmerkbar),
        )


def status_der_ablehnung(medium: str, status: int) -> int:
    """Clients of the older media type take anything but 200 for the answer of something in between."""
    return status if medium == ANTWORT else 200


def _schluessel(text: str, operation: str | None, variablen: bytes) -> bytes:
    summe = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32)
    summe.update(b"\0" + (operation or "").encode("utf-8", "surrogatepass") + b"\0")
    summe.update(variablen)
    return summe.digest()
