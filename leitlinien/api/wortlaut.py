"""The one field that is no data: the words of a passage, read from the attached documents."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from strawberry.types.field import StrawberryField

from leitlinien.api.gruppe import Stelle, verbindung, wert
from leitlinien.api.typen import feld, kann_fehlen
from leitlinien.api.verbindung import EINS, Linkart
from leitlinien.kinds import Anfang, Art, Dateiname, Ende, Feld, Marke, Pruefsumme, Zeichensatz

if TYPE_CHECKING:
    from leitlinien.sources import Quellen

NAME = "wortlaut"
BESCHREIBUNG = (
    "Wörtlicher Text der Stelle aus dem beigelegten Dokument; leer, wenn es nicht beiliegt oder nicht mehr so lautet."
)


def _markiert(art: Art, marke: Marke) -> Feld | None:
    return next((f for f in art.werte if marke in f.marken), None)


def felder(art: Art) -> list[StrawberryField]:
    """The field, for a kind whose nodes are passages (it marks first and last character and links to a document)."""
    arten: Mapping[str, Art] = art.modell.arten
    anfang, ende, summe = (_markiert(art, m) for m in (Anfang, Ende, Pruefsumme))
    dokument = next((f for f in art.links if all(z in arten and _markiert(arten[z], Dateiname) for z in f.ziele)), None)
    if anfang is None or ende is None or dokument is None:
        return []
    return [feld(NAME, kann_fehlen(str), BESCHREIBUNG, _leser(art, anfang, ende, summe, dokument))]


def _leser(art: Art, anfang: Feld, ende: Feld, summe: Feld | None, dokument: Feld) -> Callable[[Stelle], Any]:
    ziel = art.modell.arten[dokument.ziele[0]]
    name, satz = _markiert(ziel, Dateiname), _markiert(ziel, Zeichensatz)
    link = Linkart(dokument.graphql_name, dokument.pfad, dokument.ziele, frozenset((art.name,)))

    def lies(stelle: Stelle) -> str | None:
        quellen: Quellen | None = stelle.blick.kontext.quellen
        von, bis = wert(stelle, anfang), wert(stelle, ende)
        if quellen is None or von is None or bis is None:
            return None
        eintrag = verbindung(stelle, link, EINS).einer()
        dateiname = wert(eintrag.ziel(), name) if eintrag and name else None
        if eintrag is None or dateiname is None:
            return None
        return quellen.wortlaut(
            dateiname,
            von,
            bis,
            pruefsumme=wert(stelle, summe) if summe else None,
            zeichensatz=wert(eintrag.ziel(), satz) if satz else None,
        )

    return lies
