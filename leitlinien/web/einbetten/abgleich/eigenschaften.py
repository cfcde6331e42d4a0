"""The fields of the model as properties of the reconciliation service: named, compared, and given as columns."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leitlinien import frist
from leitlinien.kinds import Art, Auswahl, Feld, Modell
from leitlinien.paths import folge
from leitlinien.tabellen.wortschatz import codes, wortschatz
from leitlinien.web.einbetten.abgleich.wertung import aehnlichkeit, text_gleich
from leitlinien.web.verhandlung import Abgelehnt

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.einbetten.auskunft import Leser

MEISTE_WERTE = 100
"""Values in one cell."""
MITTERNACHT = "T00:00:00Z"
"""What makes a moment of a day."""
VERGLICHEN = 50
"""Values of a field that are compared with what was asked for."""


def arten(modell: Modell) -> list[dict[str, str]]:
    """All kinds as types."""
    worte = wortschatz(modell)
    return [{"id": a.name, "name": worte.lesbar(a.name)} for a in modell.arten.values()]


def art(modell: Modell, id: str) -> Art:
    """The kind of a type's id, with or without the vocabulary's address. Raises `Abgelehnt`."""
    for a in modell.arten.values():
        if id in (a.name, str(a.begriff)):
            return a
    bekannt = ", ".join(modell.arten)
    raise Abgelehnt(400, "UNBEKANNTE_ART", f"Die Art „{id[:50]}“ gibt es nicht. Es gibt: {bekannt}.")


def eigenschaften(modell: Modell, von: Art | None = None) -> list[dict[str, str]]:
    """The fields of a kind, or of all kinds."""
    worte = wortschatz(modell)
    felder: dict[str, Feld] = {}
    for a in [von] if von else modell.arten.values():
        for feld in a.felder:
            felder.setdefault(feld.graphql_name, feld)
    return [{"id": n, "name": worte.lesbar(n), "description": f.beschreibung} for n, f in felder.items()]


def bekannt(modell: Modell, id: Any) -> str:
    """Id of a property that some kind has. Raises `Abgelehnt`."""
    if isinstance(id, str) and any(f.graphql_name == id for a in modell.arten.values() for f in a.felder):
        return id
    text = f"Die Eigenschaft „{str(id)[:50]}“ gibt es nicht. /api/abgleich/eigenschaften nennt alle."
    raise Abgelehnt(400, "UNBEKANNTE_EIGENSCHAFT", text)


def ziel(modell: Modell, id: str) -> dict[str, str] | None:
    """The type of the nodes that a property leads to, if it is one only."""
    ziele = {z for a in modell.arten.values() for f in a.felder if f.graphql_name == id for z in f.ziele}
    if len(ziele) != 1 or not ziele <= modell.arten.keys():
        return None
    (name,) = ziele
    return {"id": name, "name": wortschatz(modell).lesbar(name)}


class Zellen:
    """The values of nodes of one state. What is only proposed is no value."""

    def __init__(self, leser: "Leser") -> None:
        self._leser = leser
        self._state: State = leser.state
        self._codes = codes(self._state.modell)

    def werte(self, nummer: int, id: str, hoechstens: int = MEISTE_WERTE) -> list[dict[str, Any]]:
        """The values of a property as the service gives them; none when the kind has no such field."""
        feld = next((f for f in self._state.art(nummer).felder if f.graphql_name == id), None)
        if feld is None:
            return []
        if feld.ist_link:
            (treffer,) = folge(self._state, [nummer], feld.pfad, feld.ziele, False)
            bezuege = (self._leser.bezug(t.knoten) for t in treffer[:hoechstens])
            return [{"id": b.id, "name": b.titel} for b in bezuege]
        wert = self._state.wert(nummer, feld)
        alle = wert if isinstance(wert, list) else [] if wert is None else [wert]
        return [self._zelle(w) for w in alle[:hoechstens]]

    def passt(self, nummer: int, id: str, gesucht: list[Any]) -> float:
        """How well one of the values sought is a value of the node, from 0 to 1."""
        werte = self.werte(nummer, id, VERGLICHEN)
        bester = 0.0
        for g in gesucht:
            frist.pruefe()
            bester = max([bester, *(self._gleich(g, wert) for wert in werte)])
        return bester

    def _zelle(self, wert: Any) -> dict[str, Any]:
        """A value in the forms of `data-extension-response.json` (0.2), which has no days and no truth values."""
        if isinstance(wert, bool):
            return {"str": "ja" if wert else "nein"}
        if isinstance(wert, int):
            return {"int": wert}
        if isinstance(wert, Decimal):
            return {"float": float(wert)}
        if isinstance(wert, date):
            return {"date": f"{wert.isoformat()}{MITTERNACHT}"}
        return {"str": self._codes[wert.name] if isinstance(wert, Auswahl) else str(wert)}

    def _gleich(self, gesucht: Any, wert: Mapping[str, Any]) -> float:
        if isinstance(gesucht, dict):
            return float(gesucht.get("id") is not None and gesucht.get("id") == wert.get("id"))
        if "id" in wert:
            ziel = self._state.nummer(wert["id"])
            kennung = "" if ziel is None else self._leser.bezug(ziel).kennung
            gleich = gesucht == wert["id"]
            return 1.0 if gleich else aehnlichkeit(str(gesucht), wert["name"], kennung) / 100
        (inhalt,) = wert.values()
        if "date" in wert:
            tag = inhalt.removesuffix(MITTERNACHT)
            return float(str(gesucht).strip() in {inhalt, tag, ".".join(reversed(tag.split("-")))})
        if isinstance(inhalt, str):
            return 1.0 if text_gleich(str(gesucht), inhalt) else aehnlichkeit(str(gesucht), inhalt, "") / 100
        return float(str(gesucht).strip().lower() in (str(inhalt).lower(), _zahl(inhalt)))


def _zahl(wert: Any) -> str:
    """A number as a spreadsheet may hold it."""
    return f"{wert:g}" if isinstance(wert, float) else str(wert)
