"""Variables of a prepared query: what a form or a command line asks for, and how text becomes a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from leitlinien.queries.fehler import Variablenfehler

_TAG = re.compile(r"heute(?:([+-]\d+)([TMJ]))?")
_MONATE = 12
_LETZTER_SICHERER_TAG = 28


class Eingabeart(Enum):
    """What kind of input a variable takes."""

    TEXT = "text"
    GANZZAHL = "ganzzahl"
    DEZIMALZAHL = "dezimalzahl"
    TAG = "tag"
    JA_NEIN = "ja_nein"
    AUSWAHL = "auswahl"
    """One of `Variable.auswahl`."""
    ADRESSE = "adresse"
    """Id of a node: local path or IRI; of the kind `Variable.art` where the file names one."""


NACH_TYP = {
    "Int": Eingabeart.GANZZAHL,
    "Decimal": Eingabeart.DEZIMALZAHL,
    "Float": Eingabeart.DEZIMALZAHL,
    "Date": Eingabeart.TAG,
    "Boolean": Eingabeart.JA_NEIN,
    "ID": Eingabeart.ADRESSE,
}
"""Kinds of input by the name of a scalar; others take text."""


@dataclass(frozen=True)
class Wahl:
    """One value of a closed list."""

    wert: str
    beschreibung: str


@dataclass(frozen=True)
class Variable:
    """One variable of a prepared query."""

    name: str
    typ: str
    """As GraphQL writes it, e.g. `[Kind!]` or `ID!`."""
    eingabe: Eingabeart
    beschreibung: str
    pflicht: bool
    """Whether a value must be given: not nullable and without default."""
    liste: bool = False
    """Whether several values may be given."""
    vorgabe: Any = None
    """Default as a JSON value; None when there is none."""
    auswahl: tuple[Wahl, ...] = ()
    art: str | None = None
    """Kind of the nodes an address may be of, from the header; None when any."""
    beispiel: str | None = None
    """Sample from the header, as written there: text, or `heute`, `heute+12M` and the like."""

    def lies(self, text: str) -> Any:
        """JSON value of what a person typed; commas part the values of a list. Raises `Variablenfehler`."""
        if self.liste:
            return [self._lies(t.strip()) for t in text.split(",") if t.strip()]
        return self._lies(text.strip())

    def beispieltext(self, stichtag: date) -> str | None:
        """The sample, with days reckoned from `stichtag`."""
        if self.beispiel is None or self.eingabe is not Eingabeart.TAG:
            return self.beispiel
        return gerechnet(self.beispiel, stichtag)

    def _lies(self, text: str) -> Any:
        match self.eingabe:
            case Eingabeart.GANZZAHL:
                return self._versuche(int, text, "eine ganze Zahl")
            case Eingabeart.DEZIMALZAHL:
                zahl = text.replace(".", "").replace(",", ".") if "," in text else text
                return str(self._versuche(_endlich, zahl, "eine Zahl wie 1250,50"))
            case Eingabeart.TAG:
                return self._versuche(_tag, text, "ein Tag wie 2026-11-21 oder 21.11.2026")
            case Eingabeart.JA_NEIN:
                if text.casefold() not in _JA_NEIN:
                    raise Variablenfehler(self.name, f"„{text}“ ist weder ja noch nein.")
                return _JA_NEIN[text.casefold()]
            case Eingabeart.AUSWAHL:
                werte = {w.wert.casefold(): w.wert for w in self.auswahl}
                if text.casefold() not in werte:
                    raise Variablenfehler(self.name, f"„{text}“ gibt es nicht. Möglich: {', '.join(werte.values())}.")
                return werte[text.casefold()]
            case _:
                return text

    def _versuche(self, lies: Any, text: str, erwartet: str) -> Any:
        try:
            return lies(text)
        except (ValueError, InvalidOperation):
            raise Variablenfehler(self.name, f"„{text}“ passt nicht, erwartet wird {erwartet}.") from None


def _endlich(text: str) -> Decimal:
    zahl = Decimal(text)
    if not zahl.is_finite():
        raise ValueError(text)
    return zahl


_JA_NEIN = {"ja": True, "true": True, "nein": False, "false": False}


def _tag(text: str) -> str:
    if treffer := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return date(int(treffer[3]), int(treffer[2]), int(treffer[1])).isoformat()
    return date.fromisoformat(text).isoformat()


@dataclass(frozen=True)
class Variablen:
    """All variables of one query, in the order of the file."""

    alle: tuple[Variable, ...] = field(default=())

    def werte(self, texte: Mapping[str, str]) -> dict[str, Any]:
        """JSON values for what was typed; empty text counts as not given.

        Raises `Variablenfehler` for an unknown name, a missing or a wrong value.
        """
        bekannt = {v.name: v for v in self.alle}
        for name in texte:
            if name not in bekannt:
                moeglich = ", ".join(bekannt) or "keine"
                raise Variablenfehler(name, f"Diese Angabe kennt die Abfrage nicht. Es gibt: {moeglich}.")
        gegeben = {name: text for name, text in texte.items() if text.strip()}
        for v in self.alle:
            if v.pflicht and v.name not in gegeben:
                raise Variablenfehler(v.name, f"Diese Angabe fehlt. {v.beschreibung}")
        return {name: bekannt[name].lies(text) for name, text in gegeben.items()}

    def beispiele(self, stichtag: date) -> dict[str, str]:
        """Sample texts of the file, with days reckoned from `stichtag`."""
        return {v.name: text for v in self.alle if (text := v.beispieltext(stichtag)) is not None}


def gerechnet(text: str, stichtag: date) -> str:
    """`heute`, `heute+12M`, `heute-1J`, `heute+30T` as a day; other text as it is."""
    treffer = _TAG.fullmatch(text)
    if not treffer:
        return text
    weite, einheit = int(treffer[1] or 0), treffer[2] or "T"
    if einheit == "T":
        return (stichtag + timedelta(days=weite)).isoformat()
    monate = stichtag.year * _MONATE + stichtag.month - 1 + weite * (_MONATE if einheit == "J" else 1)
    jahr, monat = divmod(monate, _MONATE)
    try:
        return stichtag.replace(year=jahr, month=monat + 1).isoformat()
    except ValueError:
        return stichtag.replace(year=jahr, month=monat + 1, day=_LETZTER_SICHERER_TAG).isoformat()
