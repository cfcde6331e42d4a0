"""What those who run the service ask it: is it alive, is it ready, what has it done so far."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

if TYPE_CHECKING:
    from prometheus_client import Metric

    from leitlinien.state import State

_log = logging.getLogger(__name__)
NICHT_SPEICHERN = {"cache-control": "no-store"}


class Zaehlwerk(Collector):
    """The figures of one application. Plain numbers while requests run, Prometheus' form when somebody asks."""

    def __init__(self, plaene: Callable[[], Mapping[str, int]] = dict) -> None:
        self._plaene = plaene
        self.status: Counter[int] = Counter()
        """Requests by status."""
        self.abgelehnt: Counter[str] = Counter()
        """Questions that were refused, by code."""
        self.antworten: Counter[str] = Counter()
        """Looks into the memory of answers: `treffer` and `neu`."""
        self.revision: int | None = None
        self.bauzeit = 0.0
        """Seconds until the state of the revision was ready."""

    def wechsel(self, revision: int, sekunden: float) -> None:
        """Answers come from another revision from now on; it took so long to get there."""
        self.revision, self.bauzeit = revision, sekunden

    def collect(self) -> "Iterator[Metric]":
        """The figures as they are now."""
        yield _zaehler("anfragen", "Beantwortete Anfragen nach Status.", "status", self.status)
        yield _zaehler("abgelehnt", "Abgelehnte Fragen nach Kennwort.", "code", self.abgelehnt)
        yield _zaehler("antwortspeicher", "Nachsehen im Speicher fertiger Antworten.", "ergebnis", self.antworten)
        yield _zaehler("plaene", "Fragen, die ein Plan beantwortet hat oder nicht.", "ergebnis", self._plaene())
        if self.revision is not None:
            text = "Revision des Lesestands, aus dem geantwortet wird."
            yield GaugeMetricFamily("leitlinien_stand_revision", text, self.revision)
            text = "Sekunden, bis der Lesestand der Revision bereit war (bauen oder öffnen)."
            yield GaugeMetricFamily("leitlinien_stand_bauzeit_seconds", text, self.bauzeit)


def _zaehler(name: str, text: str, merkmal: str, werte: Mapping[str, int] | Mapping[int, int]) -> CounterMetricFamily:
    familie = CounterMetricFamily(f"leitlinien_{name}", text, labels=[merkmal])
    for wert, anzahl in sorted((str(wert), anzahl) for wert, anzahl in dict(werte).items()):
        familie.add_metric([wert], anzahl)
    return familie


def routen(zaehlwerk: Zaehlwerk, hole_stand: "Callable[[], State]") -> list[BaseRoute]:
    """`/gesund`, `/bereit` and `/metrics`."""
    verzeichnis = CollectorRegistry()
    verzeichnis.register(zaehlwerk)

    async def gesund(_anfrage: Request) -> Response:
        # says only that the loop turns, so it answers while queries run
        return JSONResponse({"gesund": True}, headers=NICHT_SPEICHERN)

    async def bereit(_anfrage: Request) -> Response:
        try:
            state = await run_in_threadpool(hole_stand)  # asks the store for its head
        except Exception:  # noqa: BLE001 - whatever the database or the disk raises
            _log.exception("Not ready.")
            text = "Der Lesestand oder die Datenbank ist nicht erreichbar."
            return JSONResponse({"bereit": False, "grund": text}, 503, NICHT_SPEICHERN)
        return JSONResponse({"bereit": True, "revision": state.revision}, headers=NICHT_SPEICHERN)

    async def metrics(_anfrage: Request) -> Response:
        return Response(generate_latest(verzeichnis), headers={"content-type": CONTENT_TYPE_LATEST, **NICHT_SPEICHERN})

    return [Route("/gesund", gesund), Route("/bereit", bereit), Route("/metrics", metrics)]
