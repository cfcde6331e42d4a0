"""JSON: the rows with real numbers, the variables and provenance, and the data of the answer itself."""

from decimal import Decimal
from typing import Any

import orjson

from leitlinien.queries import Spalte, Zelle
from leitlinien.queries.sprache import Vereinigung, orte
from leitlinien.tabellen.antwort import Antwort


def als_json(antwort: Antwort) -> bytes:
    """One object. A column that may hold several values holds a list in every row."""
    tabelle, state = antwort.tabelle, antwort.state
    return orjson.dumps(
        {
            "abfrage": antwort.abfrage.name,
            "frage": antwort.abfrage.titel,
            "sha256": antwort.abfrage.sha256,
            "variablen": dict(antwort.werte),
            "stichtag": antwort.stichtag.isoformat(),
            "daten": {"revision": state.revision, "vom": state.zeit, "hash": state.hash, "kette": state.kette},
            "gefragt": antwort.zeitpunkt.isoformat(timespec="seconds"),
            "zeilenzahl": antwort.anzahl,
            "gesamt": tabelle.gesamt,
            "vollstaendig": antwort.vollstaendig,
            "hinweise": antwort.hinweise,
            "spalten": [{"titel": s.titel, "typ": s.typ.value, "viele": ist_liste(s)} for s in tabelle.spalten],
            "zeilen": [_zeile(tabelle.spalten, zeile) for zeile in tabelle.zellen],
            "antworten": antwort.daten,
        },
        default=_sonst,
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def ist_liste(spalte: Spalte) -> bool:
    """Whether a cell of the column may hold several values, whatever the data are."""
    return isinstance(spalte.ausdruck, Vereinigung) or any(o.viele for o in orte(spalte.ausdruck))


def _zeile(spalten: tuple[Spalte, ...], zeile: tuple[Zelle, ...]) -> dict[str, Any]:
    paare = list(zip(spalten, zeile, strict=True))
    fehlend = {spalte.titel: zelle.fehlend for spalte, zelle in paare if zelle.fehlend}
    return {
        "werte": {s.titel: list(z.werte) if ist_liste(s) else z.wert for s, z in paare},
        "ids": {s.titel: list(ids) for s, z in paare if (ids := dict.fromkeys(i for i in z.ids if i))},
    } | ({"fehlend": fehlend} if fehlend else {})


def _sonst(wert: Any) -> Any:
    if isinstance(wert, Decimal):
        # Written digit by digit: a binary fraction would not be exact.
        return orjson.Fragment(f"{wert:f}")
    raise TypeError(type(wert).__name__)
