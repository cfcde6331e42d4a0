"""Answers SPARQL in processes that can be killed: `python -P prozess.py TRIPLES.nt HEADROOM`, a script of its own.

A query of pyoxigraph cannot be stopped from within. So this process loads the triples once, then makes a copy of itself
(fork) for each query, which shares the triples' memory. The kernel ends the copy when its time is over; its memory and
its processor time are bounded, and it can open nothing: no file, no socket, so no query reaches another server whatever
its text is. Needs a system with `fork` (not Windows).

Standard input is a Unix socket. After loading, `READY` is sent on it. Each message then brings one end of a further
socket, on which the copy reads one query (JSON, until the other side stops writing) and writes its answer: a header
(JSON, one line) and the body. No whole header means that the copy was killed.

Imports nothing but the library and the standard library, so that it starts at once and is small.
"""

import contextlib
import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
    serialize,
)

BEREIT = b"READY"
TABELLEN = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHEN = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


class ZuGross(Exception):
    """The result passes a limit; the argument is which: `bytes` or `zeilen`."""


class Puffer:
    """A file in memory that takes no more than so many bytes."""

    def __init__(self, hoechstens: int) -> None:
        self._stuecke: list[bytes] = []
        self._frei = hoechstens

    def write(self, stueck: bytes) -> int:
        """Take more bytes. Raises `ZuGross`."""
        self._frei -= len(stueck)
        if self._frei < 0:
            raise ZuGross("bytes")
        self._stuecke.append(bytes(stueck))
        return len(stueck)

    def flush(self) -> None:
        """Nothing to do."""

    def inhalt(self) -> bytes:
        """All bytes."""
        return b"".join(self._stuecke)


def antworte(store: Store, auftrag: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Header and body for one query."""
    try:
        ergebnis = store.query(auftrag["frage"], base_iri=auftrag["basis"])
        ist_graph = isinstance(ergebnis, QueryTriples)
        form = auftrag["graph" if ist_graph else "tabelle"]
        if form is None:
            return {"art": "form", "graph": ist_graph}, b""
        if isinstance(ergebnis, QueryTriples):
            rumpf, zeilen = _graph(ergebnis, form, auftrag)
        elif isinstance(ergebnis, QuerySolutions):
            rumpf, zeilen = _tabelle(ergebnis, form, auftrag)
        else:
            rumpf, zeilen = _ja_nein(ergebnis, form), 1
    except SyntaxError as fehler:
        return {"art": "syntax", "text": str(fehler)}, b""
    except ZuGross as fehler:
        return {"art": "gross", "text": str(fehler)}, b""
    except (OSError, ValueError, RuntimeError, MemoryError) as fehler:
        return {"art": "fehler", "text": str(fehler)}, b""
    return {"art": "gut", "form": form, "graph": ist_graph, "zeilen": zeilen, "laenge": len(rumpf)}, rumpf


def _ja_nein(ergebnis: QueryBoolean, form: str) -> bytes:
    if form in ("csv", "tsv"):  # the formats have no place for it (SPARQL 1.1 Query Results CSV and TSV, 1)
        return b"true\n" if bool(ergebnis) else b"false\n"
    return ergebnis.serialize(format=TABELLEN[form]) or b""


def _tabelle(ergebnis: QuerySolutions, form: str, auftrag: dict[str, Any]) -> tuple[bytes, int]:
    # Rows are counted in what was written, because serializing uses them up; the bytes bound both.
    puffer = Puffer(auftrag["bytes"])
    ergebnis.serialize(puffer, QueryResultsFormat.JSON)  # type: ignore[arg-type]
    gelesen = parse_query_results(puffer.inhalt(), format=QueryResultsFormat.JSON)
    zeilen = sum(1 for _ in gelesen) if isinstance(gelesen, QuerySolutions) else 1
    if zeilen > auftrag["zeilen"]:
        raise ZuGross("zeilen")
    if form == "json":
        return puffer.inhalt(), zeilen
    noch_einmal = parse_query_results(puffer.inhalt(), format=QueryResultsFormat.JSON)
    return noch_einmal.serialize(format=TABELLEN[form]) or b"", zeilen


def _graph(ergebnis: QueryTriples, form: str, auftrag: dict[str, Any]) -> tuple[bytes, int]:
    puffer = Puffer(auftrag["bytes"])
    ergebnis.serialize(puffer, RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    zeilen = puffer.inhalt().count(b"\n")
    if zeilen > auftrag["zeilen"]:
        raise ZuGross("zeilen")
    if form == "nt":
        return puffer.inhalt(), zeilen
    tripel = parse(puffer.inhalt(), format=RdfFormat.N_TRIPLES)
    return serialize(tripel, format=GRAPHEN[form], prefixes=auftrag["praefixe"]) or b"", zeilen


def beschraenke(sekunden: float, spielraum: int) -> None:
    """From now on this process has so much time and memory, and can open nothing."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, sekunden)
    with contextlib.suppress(OSError, ValueError):
        belegt = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (belegt + spielraum, belegt + spielraum))
    zeit = int(sekunden) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (zeit, zeit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def bediene(store: Store, leitung: socket.socket, spielraum: int) -> None:
    """One query, in the copy."""
    with leitung.makefile("rwb") as strom:
        auftrag = json.loads(strom.readline())
        beschraenke(auftrag["sekunden"], spielraum)
        kopf, rumpf = antworte(store, auftrag)
        strom.write(json.dumps(kopf).encode() + b"\n" + rumpf)
        strom.flush()


def main() -> None:
    """Load, then copy for each query until the other side is gone."""
    datei, spielraum = sys.argv[1], int(sys.argv[2])
    store = Store()
    store.bulk_load(path=datei, format=RdfFormat.N_TRIPLES)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how the copies ended
    with socket.socket(fileno=os.dup(0)) as auftraege:
        auftraege.sendall(BEREIT)
        while True:
            nachricht, gesandt, _, _ = socket.recv_fds(auftraege, 1, 1)
            if not nachricht:
                return
            with socket.socket(fileno=gesandt[0]) as leitung:
                if os.fork() == 0:
                    try:
                        bediene(store, leitung, spielraum)
                    finally:
                        os._exit(0)


if __name__ == "__main__":
    main()
