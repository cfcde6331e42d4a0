"""Which data an answer rests on: revision, hashes, time, counts."""

from typing import NamedTuple

from strawberry.types.field import StrawberryField

from leitlinien.api.auswahlen import Auswahltypen
from leitlinien.api.kontext import Kontext
from leitlinien.api.namen import konstante
from leitlinien.api.typen import Typen, argumentfeld, feld, fuelle, liste
from leitlinien.state import State


class Artanzahl(NamedTuple):
    """How many nodes of a kind there are."""

    art: str
    anzahl: int


def zaehle(state: State) -> list[Artanzahl]:
    """Nodes per kind, in the model's order."""
    return [Artanzahl(art, len(state.bereich(art))) for art in state.modell.arten]


def feld_der_wurzel(typen: Typen, auswahlen: Auswahltypen) -> StrawberryField:
    """The root field `stand` with its types."""
    anzahl = typen.objekt("Artanzahl", "Zahl der Knoten einer Art.")
    fuelle(
        anzahl,
        [
            feld("kind", auswahlen.kind, "Art.", lambda a: auswahlen.kinds[konstante(a.art)]),
            feld("anzahl", int, "Zahl der Knoten.", lambda a: a.anzahl),
        ],
    )
    typ = typen.objekt("Stand", "Der Datenstand, auf dem eine Antwort ruht.")
    fuelle(
        typ,
        [
            feld("revision", int, "Nummer der Revision.", lambda s: s.revision),
            feld("hash", str, "SHA-256 über alle Zeilen des Standes.", lambda s: s.hash),
            feld("kette", str, "SHA-256 der Revision in der Kette aller Änderungen.", lambda s: s.kette),
            feld("zeit", str, "Zeitpunkt der Revision nach ISO 8601.", lambda s: s.zeit),
            feld("knoten", int, "Zahl aller Knoten.", lambda s: s.n),
            feld("verknuepfungen", int, "Zahl aller Verknüpfungen.", lambda s: s.kantenzahl),
            feld("anzahl", liste(anzahl), "Zahl der Knoten je Art.", zaehle),
        ],
    )

    def hole(_wurzel: object, kontext: Kontext, _argumente: object) -> State:
        return kontext.state

    return argumentfeld("stand", typ, "Der Datenstand, auf dem diese Antwort ruht.", hole)
