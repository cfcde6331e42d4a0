"""An answer as people see it: cells as pieces of text with links and marks, for screen and paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from leitlinien.errors import UngueltigeId
from leitlinien.kinds import Herkunft, LinkStatus
from leitlinien.queries import Spalte, Spaltentyp, Zelle, als_text
from leitlinien.tabellen.antwort import Antwort
from leitlinien.tabellen.wortschatz import codes

OHNE_PUNKT = 10_000
"""Whole numbers below are written without a point: years, for one (DIN 5008)."""
LANG_AB = 30
"""Characters from which a value is long."""
MARKEN = {LinkStatus.VORSCHLAG.name: "Vorschlag", Herkunft.BEISPIEL.name: "Beispiel"}
"""Codes that are shown as marks, with their text."""
_ZAHLEN = (Spaltentyp.GANZZAHL, Spaltentyp.DEZIMALZAHL)


@dataclass(frozen=True)
class Stueck:
    """One value of a cell."""

    text: str
    ziel: str | None = None
    """Address of the page of the node it stands for."""
    marke: str | None = None
    """Code in `MARKEN` that the value is, or that holds for its node."""


@dataclass(frozen=True)
class Feldanzeige:
    """One cell."""

    stuecke: tuple[Stueck, ...]
    fehlend: int = 0


@dataclass(frozen=True)
class Kopfanzeige:
    """One heading."""

    titel: str
    zahl: bool
    """Whether the column holds numbers, which stand at the right."""
    lang: bool
    """Whether it holds long texts, which want room."""


@dataclass(frozen=True)
class Anzeige:
    """A table to draw."""

    spalten: tuple[Kopfanzeige, ...]
    zeilen: tuple[tuple[Feldanzeige, ...], ...]


def anzeige(antwort: Antwort, ziel: Callable[[str], str]) -> Anzeige:
    """The table of an answer; `ziel` gives the address of a node's page for its id."""
    zeichner = _Zeichner(antwort, ziel)
    spalten = antwort.tabelle.spalten
    zeilen = tuple(
        tuple(zeichner.feld(s, z) for s, z in zip(spalten, zeile, strict=True)) for zeile in antwort.tabelle.zellen
    )
    laengste = [max((len(t.text) for z in zeilen for t in z[n].stuecke), default=0) for n in range(len(spalten))]
    koepfe = (Kopfanzeige(s.titel, s.typ in _ZAHLEN, n > LANG_AB) for s, n in zip(spalten, laengste, strict=True))
    return Anzeige(tuple(koepfe), zeilen)


class _Zeichner:
    def __init__(self, antwort: Antwort, ziel: Callable[[str], str]) -> None:
        self._antwort, self._ziel = antwort, ziel
        self._codes = codes(antwort.state.modell)

    def feld(self, spalte: Spalte, zelle: Zelle) -> Feldanzeige:
        paare = zip(zelle.werte, zelle.ids, strict=True)
        return Feldanzeige(tuple(self._stueck(spalte, w, id) for w, id in paare if w is not None), zelle.fehlend)

    def _stueck(self, spalte: Spalte, wert: Any, id: str | None) -> Stueck:
        if isinstance(wert, str) and id is None and wert in MARKEN:
            return Stueck(MARKEN[wert], marke=wert)
        if spalte.typ is Spaltentyp.ADRESSE and isinstance(wert, str):
            id = id or wert
        nummer = None if id is None else self._antwort.nummer(id)
        beispiel = nummer is not None and self._antwort.ist_beispiel(nummer)
        return Stueck(
            self._text(spalte, wert),
            None if nummer is None or id is None else self._ziel(id),
            Herkunft.BEISPIEL.name if beispiel else None,
        )

    def _text(self, spalte: Spalte, wert: Any) -> str:
        if spalte.typ is Spaltentyp.ADRESSE and isinstance(wert, str):
            try:
                return self._antwort.kontext.adressen.pfad(wert)
            except UngueltigeId:
                return wert
        if isinstance(wert, str):
            return self._codes.get(wert, wert)
        return zahl_oder_tag(wert)


def zahl_oder_tag(wert: int | bool | Decimal | date) -> str:
    """A value that is no text, as German readers expect it."""
    ist_jahr = isinstance(wert, int) and not isinstance(wert, bool) and abs(wert) < OHNE_PUNKT
    return str(wert) if ist_jahr else als_text(wert)
