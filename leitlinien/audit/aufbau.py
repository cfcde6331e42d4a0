"""What a record consists of: its members and the fields of `record.json`."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from leitlinien.audit.kanonisch import als_json, druckbar

FORMAT: Final = "leitlinien-nachweis/1"
RECORD, SIGNATUR = "record.json", "signature.json"
BERICHT, ERGEBNIS, CSV, XLSX, BELEGE, DATEN = (
    "bericht.html",
    "result.json",
    "result.csv",
    "result.xlsx",
    "belege.json",
    "daten.ttl",
)
INHALT = (BERICHT, ERGEBNIS, CSV, XLSX, BELEGE, DATEN)
"""Members whose hashes stand in `record.json`, in the order of the container."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Teil(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Programm(_Teil):
    """Which program wrote the record."""

    name: str
    version: str


class Frage(_Teil):
    """The prepared query, whole."""

    name: str
    datei: str
    titel: str
    erklaerung: str
    antwort: str
    """What the answer means."""
    braucht: str
    text: str
    sha256: Sha256
    """Over the UTF-8 bytes of `text`."""


class Stand(_Teil):
    """The data that were asked."""

    revision: int
    zeit: str
    """When the revision was made, UTC."""
    kette: Sha256
    """Head of the store's chain at this revision."""
    zustand: Sha256
    """Over all rows valid at this revision, whatever their history."""


class Ergebnisangaben(_Teil):
    """What came out."""

    sha256: Sha256
    """Over `result.json`: the same for the same question, parameters, day and data on every host."""
    zeilen: int
    vollstaendig: bool
    """Whether no list inside the answer is cut."""
    hinweise: tuple[str, ...]


class Datei(_Teil):
    """A member of the container."""

    bytes: int
    sha256: Sha256


class Unterschrift(_Teil):
    """Who signed. Stands in the record, so that a signature cannot be taken away unnoticed."""

    verfahren: Literal["Ed25519"]
    schluessel: Sha256
    """Over the 32 bytes of the public key."""


class Record(_Teil):
    """`record.json`."""

    format: Literal["leitlinien-nachweis/1"]
    programm: Programm
    basis: str
    """Base IRI of the installation; links in the report begin with it."""
    zeit: str
    """When it was asked: UTC, ISO 8601, seconds."""
    wer: str
    """Name given by whoever asked; nobody checked it."""
    frage: Frage
    parameter: dict[str, Any]
    """Values of all variables, ids as local paths."""
    stichtag: date
    sicht: str
    stand: Stand
    ergebnis: Ergebnisangaben
    dateien: dict[str, Datei]
    signatur: Unterschrift | None

    def als_bytes(self) -> bytes:
        """The canonical bytes."""
        return als_json(self.model_dump(mode="json"))


def lies_record(inhalt: bytes) -> Record | list[str]:
    """The record, or what is wrong with it, in German."""
    try:
        record = Record.model_validate_json(inhalt)
    except ValidationError as fehler:
        orte = [druckbar(".".join(str(t) for t in f["loc"])) for f in fehler.errors()]
        if not any(orte):
            return ["Der Inhalt ist kein JSON-Objekt."]
        if "format" in orte:
            return [f"Das Format ist nicht {FORMAT}. Ein anderes Programm hat den Nachweis geschrieben."]
        return [f"Die Angabe „{ort}“ fehlt, ist zu viel oder hat die falsche Form." for ort in sorted(set(orte))]
    return (
        record
        if record.als_bytes() == inhalt
        else ["Der Inhalt ist nicht so geschrieben, wie das Programm ihn schreibt."]
    )
