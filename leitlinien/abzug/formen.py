"""The forms of a dump. Each writes all rows of a state; the RDF forms lose nothing, so they can be imported again."""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from leitlinien.abzug.tabellenpaket import tabellenpaket
from leitlinien.ids import Adressen
from leitlinien.kinds import Modell
from leitlinien.rdf.schreiben import jsonld_stuecke, ntriples_stuecke, turtle_stuecke
from leitlinien.rows import Bestand

STUECK = 1 << 20
"""Characters that are encoded and compressed at once."""
_STUFE = 6


@dataclass(frozen=True)
class Abzugform:
    """One form of a dump."""

    endung: str
    """What follows `leitlinien.` in the file's name."""
    medium: str
    """Media type of the file as it is."""
    name: str
    zweck: str
    """What it is good for, in a German sentence."""
    schreibe: Callable[[Bestand, Adressen, Modell], Iterable[bytes]]
    """The file in pieces."""
    inhalt: str
    """Name of the data's own format in the EU's list of file types (`publications.europa.eu/…/file-type/`)."""
    packung: str | None = None
    """Media type of the compression or the container around it."""

    @property
    def rdf(self) -> bool:
        """Whether the file holds triples."""
        return self.inhalt != "CSV"


def _turtle(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[bytes]:
    return _gesammelt(turtle_stuecke(bestand, adressen, modell))


def _jsonld(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[bytes]:
    # With the context inside: whoever reads the file need not reach any server.
    return _gesammelt(jsonld_stuecke(bestand, adressen, modell, kontext_iri=None))


def _ntriples(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[bytes]:
    return _gesammelt(ntriples_stuecke(bestand, adressen, modell))


def _ntriples_gz(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[bytes]:
    puffer = io.BytesIO()
    # No name and no time in the header (RFC 1952, 2.3.1), so the same rows are the same file.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_STUFE, fileobj=puffer, mtime=0) as packer:
        for stueck in _ntriples(bestand, adressen, modell):
            packer.write(stueck)
            yield puffer.getvalue()
            puffer.seek(0)
            puffer.truncate()
    yield puffer.getvalue()


def _csv(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[bytes]:
    yield tabellenpaket(bestand, adressen, modell)


def _gesammelt(stuecke: Iterable[str]) -> Iterator[bytes]:
    """Small pieces as larger ones."""
    puffer: list[str] = []
    laenge = 0
    for stueck in stuecke:
        puffer.append(stueck)
        laenge += len(stueck)
        if laenge >= STUECK:
            yield "".join(puffer).encode()
            puffer, laenge = [], 0
    yield "".join(puffer).encode()


FORMEN: tuple[Abzugform, ...] = (
    Abzugform("ttl", "text/turtle", "Turtle", "Zum Lesen und für RDF-Werkzeuge.", _turtle, "RDF_TURTLE"),
    Abzugform(
        "jsonld",
        "application/ld+json",
        "JSON-LD",
        "Für Programme, die JSON lesen; der Kontext steht darin.",
        _jsonld,
        "JSON_LD",
    ),
    Abzugform(
        "nt",
        "application/n-triples",
        "N-Triples",
        "Eine Aussage je Zeile, für große Speicher.",
        _ntriples,
        "RDF_N_TRIPLES",
    ),
    Abzugform(
        "nt.gz",
        "application/gzip",
        "N-Triples, gepackt",
        "Dasselbe, zum Übertragen.",
        _ntriples_gz,
        "RDF_N_TRIPLES",
        "application/gzip",
    ),
    Abzugform(
        "csv.zip",
        "application/zip",
        "Tabellen (CSV im ZIP)",
        "Für Tabellenprogramme: eine Datei je Art, dazu die Verknüpfungen und das Tabellenschema.",
        _csv,
        "CSV",
        "application/zip",
    ),
)
"""All forms, in the order in which pages offer them."""
NACH_ENDUNG = {f.endung: f for f in FORMEN}
