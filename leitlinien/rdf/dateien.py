"""Bytes of a file -> triples. Every reason why a file cannot be read is a `Dateifehler` in German.

Nothing is ever fetched: pyoxigraph's parsers have no loader, and our own JSON-LD context is put in from memory.
"""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from leitlinien.errors import Dateifehler
from leitlinien.ids import Adressen

KONTEXT_IRI = "https://w3id.org/leitlinien/context.jsonld"
"""Published address of the JSON-LD context; files may name it, it is read from memory."""

FORMATE: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
GEPACKT = ".gz"
"""May follow each of these endings."""
_NAMEN = {
    RdfFormat.TURTLE: "Turtle",
    RdfFormat.N_TRIPLES: "N-Triples",
    RdfFormat.JSON_LD: "JSON-LD",
    RdfFormat.RDF_XML: "RDF/XML",
}

ZEILEN_JE_MELDUNG = 20_000
_SCHUB = 250
"""Triples handed on at once: few enough to stay in the processor's cache."""

Fortschritt = Callable[[str, int, int], None]
"""Called with what is being done (German), how much is done and how much there is."""


@dataclass(frozen=True)
class Datei:
    """A file that was read: its name for messages, its bytes, its format."""

    name: str
    inhalt: bytes
    format: RdfFormat


def oeffne(pfad: Path, max_bytes: int) -> Datei:
    """Reads a file. Raises `Dateifehler` for what is no readable UTF-8 file of a known suffix within the limit."""
    name = str(pfad)
    if pfad.is_dir():
        raise Dateifehler(name, "Das ist ein Ordner, keine Datei.", "Nenne die Dateien darin einzeln.")
    if not pfad.exists():
        raise Dateifehler(name, "Diese Datei gibt es nicht.", "Prüfe den Namen.")
    gepackt = pfad.suffix.lower() == GEPACKT
    endung = (Path(pfad.stem) if gepackt else pfad).suffix
    if endung.lower() not in FORMATE:
        endungen = ", ".join(FORMATE)
        hilfe = f"Erwartet wird eine von {endungen}, auch mit {GEPACKT} dahinter."
        raise Dateifehler(name, f"Die Endung „{endung}“ ist nicht bekannt.", hilfe)
    try:
        with gzip.open(pfad, "rb") if gepackt else pfad.open("rb") as strom:
            # One byte more than allowed: a file that grows while it is read is still found out, and one that unpacks
            # to a thousand times its size is not unpacked further.
            inhalt = strom.read(max_bytes + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Dateifehler(name, "Das ist keine heile gzip-Datei.", "Packe sie neu oder nimm die ungepackte.") from None
    except OSError as fehler:
        raise Dateifehler(name, f"Die Datei lässt sich nicht lesen ({fehler.strerror}).", "Prüfe die Rechte.") from None
    return aus_bytes(name, inhalt, FORMATE[endung.lower()], max_bytes)


def aus_bytes(name: str, inhalt: bytes, format: RdfFormat, max_bytes: int) -> Datei:
    """The same checks for bytes that are already in memory."""
    if len(inhalt) > max_bytes:
        raise Dateifehler(
            name,
            f"Die Datei ist größer als {max_bytes} Bytes.",
            "Teile sie oder erhöhe die Grenze (LEITLINIEN_MAX_DATEI).",
        )
    try:
        inhalt.decode("utf-8")
    except UnicodeDecodeError as fehler:
        raise Dateifehler(
            name,
            f"Die Datei ist kein UTF-8: Byte {fehler.start} (0x{inhalt[fehler.start]:02x}) passt nicht.",
            "Speichere sie als UTF-8.",
            zeile=inhalt.count(b"\n", 0, fehler.start) + 1,
        ) from None
    if format == RdfFormat.RDF_XML and b"<!ENTITY" in inhalt:
        # Entities that hold entities make terabytes of a kilobyte, and the parser would.
        hilfe = "Speichere sie ohne Abkürzungen (Entitäten), zum Beispiel als Turtle."
        zeile = inhalt.count(b"\n", 0, inhalt.index(b"<!ENTITY")) + 1
        raise Dateifehler(name, "Die Datei erklärt Entitäten (<!ENTITY …>).", hilfe, zeile=zeile)
    return Datei(name, inhalt.removeprefix(b"\xef\xbb\xbf"), format)


def tripel(
    datei: Datei, adressen: Adressen, kontext: Callable[[], Any], fortschritt: Fortschritt | None = None
) -> Iterator[Quad]:
    """The triples of a file, in its order. `kontext` gives our JSON-LD context. Raises `Dateifehler` on bad syntax."""
    return chain.from_iterable(_schuebe(datei, adressen, kontext, fortschritt))


def _schuebe(
    datei: Datei, adressen: Adressen, kontext: Callable[[], Any], fortschritt: Fortschritt | None
) -> Iterator[list[Quad]]:
    inhalt = _json(datei, adressen, kontext) if datei.format == RdfFormat.JSON_LD else datei.inhalt
    basis = None if datei.format == RdfFormat.N_TRIPLES else adressen.basis
    # mostly a triple a line: as good a guess of the whole as can be had before reading it
    gesamt = inhalt.count(b"\n") + 1
    try:
        quads = parse(inhalt, format=datei.format, base_iri=basis, without_named_graphs=True)
        for nummer in count(0, _SCHUB):
            if fortschritt is not None and nummer % ZEILEN_JE_MELDUNG == 0:
                fortschritt(f"{Path(datei.name).name} lesen", min(nummer, gesamt), gesamt)
            if not (schub := list(islice(quads, _SCHUB))):
                return
            yield schub
    except SyntaxError as fehler:
        raise _syntaxfehler(datei, fehler) from None


def _syntaxfehler(datei: Datei, fehler: SyntaxError) -> Dateifehler:
    # pyoxigraph: "Parser error at line 1 column 9: Unexpected end (line 1)"; only the reason is of use to people
    grund = re.sub(r"^Parser error [^:]*: ", "", fehler.msg or "").strip()
    zeile = fehler.lineno if datei.format != RdfFormat.JSON_LD else None
    art = _NAMEN[datei.format]
    auszug = ""
    if zeile is not None:
        zeilen = datei.inhalt.decode("utf-8").splitlines()
        auszug = f" Dort steht: „{zeilen[zeile - 1].strip()[:80]}“." if zeile <= len(zeilen) else ""
    return Dateifehler(
        datei.name,
        f"Das ist kein gültiges {art} ({grund}).{auszug}",
        "Der Fehler liegt an dieser Stelle oder kurz davor." if zeile else "",
        zeile=zeile,
        spalte=fehler.offset if zeile else None,
    )


def _json(datei: Datei, adressen: Adressen, kontext: Callable[[], Any]) -> bytes:
    """The JSON-LD document with our own context put in; refuses every other context that would have to be fetched."""

    def eindeutig(paare: list[tuple[str, Any]]) -> dict[str, Any]:
        gefunden = dict(paare)
        if len(gefunden) < len(paare):
            namen = [name for name, _ in paare]
            doppelt = next(name for name in namen if namen.count(name) > 1)
            raise Dateifehler(datei.name, f"Der Schlüssel „{doppelt}“ steht zweimal im selben Objekt.", "Lösche einen.")
        return gefunden

    def ohne_zahl(name: str) -> Any:
        raise Dateifehler(datei.name, f"„{name}“ ist kein JSON.", "")

    try:
        dokument = json.loads(datei.inhalt, object_pairs_hook=eindeutig, parse_constant=ohne_zahl)
        eigene = {KONTEXT_IRI, f"{adressen.basis}context.jsonld"}
        return json.dumps(_mit_kontext(datei, dokument, eigene, kontext)).encode()
    except json.JSONDecodeError as fehler:
        raise Dateifehler(
            datei.name, f"Das ist kein gültiges JSON ({fehler.msg}).", "", zeile=fehler.lineno, spalte=fehler.colno
        ) from None
    except RecursionError:
        raise Dateifehler(datei.name, "Das JSON ist zu tief verschachtelt.", "") from None


def _mit_kontext(datei: Datei, wert: Any, eigene: set[str], kontext: Callable[[], Any]) -> Any:
    if isinstance(wert, list):
        return [_mit_kontext(datei, teil, eigene, kontext) for teil in wert]
    if not isinstance(wert, dict):
        return wert
    neu = {}
    for name, teil in wert.items():
        if name in ("@context", "@import"):
            neu[name] = _aufgeloest(datei, teil, eigene, kontext)
        else:
            neu[name] = _mit_kontext(datei, teil, eigene, kontext)
    return neu


def _aufgeloest(datei: Datei, wert: Any, eigene: set[str], kontext: Callable[[], Any]) -> Any:
    if isinstance(wert, str):
        if wert in eigene:
            return kontext()
        raise Dateifehler(
            datei.name,
            f"Der JSON-LD-Kontext <{wert}> liegt im Netz und wird nicht geholt.",
            f"Schreibe den Kontext in die Datei oder verwende <{KONTEXT_IRI}>.",
        )
    if isinstance(wert, Sequence):
        return [_aufgeloest(datei, teil, eigene, kontext) for teil in wert]
    return _mit_kontext(datei, wert, eigene, kontext)
