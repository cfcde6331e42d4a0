"""All errors of the program. Each builds its own German message: what is wrong, where, and what to do next.

LeitlinienError
├── Eingabefehler            bad input; the message is for the person who gave it
│   ├── Dateifehler          a file cannot be read (missing, folder, too large, not UTF-8, broken syntax)
│   ├── Importfehler         a file can be read but not taken; carries all findings
│   ├── UnbekannterKnoten    an id that leads nowhere
│   ├── UngueltigeId         an id that cannot be one
│   ├── UngueltigerCursor    a page marker that is not ours
│   └── UngueltigeGroesse    a number beyond its limits
└── Speicherfehler           the store cannot do it
    ├── StoreBeschaedigt     a row or hash does not fit the chain
    └── StoreGesperrt        another process is writing
"""

from collections.abc import Sequence
from dataclasses import dataclass


class LeitlinienError(Exception):
    """Base of all errors the program raises on purpose."""

    code: str = "FEHLER"
    """Stable code for machines (`extensions.code` in GraphQL)."""


class Eingabefehler(LeitlinienError):
    """Bad input."""

    code = "EINGABE"


class Dateifehler(Eingabefehler):
    """A file that cannot be read."""

    code = "DATEI"

    def __init__(self, datei: str, was: str, hilfe: str, zeile: int | None = None, spalte: int | None = None) -> None:
        self.datei, self.zeile, self.spalte = datei, zeile, spalte
        ort = (
            datei if zeile is None else f"{datei}, Zeile {zeile}" + (f", Spalte {spalte}" if spalte is not None else "")
        )
        super().__init__(f"{ort}: {was} {hilfe}".strip())


@dataclass(frozen=True, slots=True, order=True)
class Mangel:
    """One thing wrong with a file: where, what, and how to repair it."""

    datei: str
    knoten: str
    """Id of the node (local path or IRI), empty when the mangel is of the whole file."""
    pfad: str
    """Field name or predicate IRI, empty when it is the node itself."""
    regel: str
    """Stable code; where SHACL has the same rule, the name of its constraint component (`MinCount`, `Class`, …)."""
    was: str
    hilfe: str = ""

    def __str__(self) -> str:
        ort = " · ".join(teil for teil in (self.datei, self.knoten, self.pfad) if teil)
        return f"{ort}: {self.was} {self.hilfe}".strip()


class Importfehler(Eingabefehler):
    """A file that was read but cannot be taken; nothing was stored."""

    code = "IMPORT"

    def __init__(self, maengel: Sequence[Mangel]) -> None:
        self.maengel = sorted(maengel)
        anzahl = f"{len(self.maengel)} Mängel" if len(self.maengel) != 1 else "1 Mangel"
        super().__init__(f"{anzahl}, nichts wurde gespeichert:\n" + "\n".join(f"- {m}" for m in self.maengel))


class UnbekannterKnoten(Eingabefehler):
    """An id that leads nowhere."""

    code = "UNBEKANNT"

    def __init__(self, id: str) -> None:
        super().__init__(f"„{id}“ gibt es hier nicht. `leitlinien search` findet Knoten nach Wörtern.")


class UngueltigeId(Eingabefehler):
    """An id that cannot be one."""

    code = "UNGUELTIGE_ID"

    def __init__(self, id: str) -> None:
        super().__init__(f"„{id}“ ist keine Adresse eines Knotens. Erwartet wird ein Pfad wie kiel/K05 oder eine IRI.")


class UngueltigerCursor(Eingabefehler):
    """A page marker that is not ours."""

    code = "UNGUELTIGER_CURSOR"

    def __init__(self, cursor: str) -> None:
        super().__init__(f"„{cursor}“ ist keine Seitenmarke dieser Liste. Nimm `endCursor` aus der vorigen Antwort.")


class UngueltigeGroesse(Eingabefehler):
    """A number beyond its limits."""

    code = "UNGUELTIGE_GROESSE"

    def __init__(self, name: str, wert: int, mindestens: int, hoechstens: int) -> None:
        super().__init__(f"`{name}` darf von {mindestens} bis {hoechstens} reichen, verlangt waren {wert}.")


class Speicherfehler(LeitlinienError):
    """The store cannot do it."""

    code = "SPEICHER"


class StoreBeschaedigt(Speicherfehler):
    """A row or hash does not fit the chain."""

    code = "BESCHAEDIGT"


class StoreGesperrt(Speicherfehler):
    """Another process is writing."""

    code = "GESPERRT"

    def __init__(self) -> None:
        super().__init__("Ein anderer Vorgang schreibt gerade in die Datenbank. Bitte in einer Minute noch einmal.")
