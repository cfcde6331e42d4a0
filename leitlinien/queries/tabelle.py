"""An answer as rows and columns. Nothing is cut silently: what is left out is counted in the cell or told below."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from leitlinien.queries.abfrage import Abfrage, Hinweis, Spalte, Spaltentyp
from leitlinien.queries.auswahlmenge import ANZAHL, LISTEN
from leitlinien.queries.sprache import (
    Ausdruck,
    Bedingung,
    Differenz,
    Label,
    Nummer,
    Ort,
    Summe,
    Teil,
    Vereinigung,
    Vorlage,
    Werte,
)

Wert: TypeAlias = str | int | bool | Decimal | date | None
TRENNER = "; "
_NAMEN = ("titel", "kennung", "id")
"""Fields whose value stands for its node, so that a table can link it."""


@dataclass(frozen=True)
class Zelle:
    """One cell: its values in the order of the answer, each with the id of the node it stands for."""

    werte: tuple[Wert, ...] = ()
    ids: tuple[str | None, ...] = ()
    fehlend: int = 0
    """How many more values there are than the answer shows."""

    @property
    def wert(self) -> Wert:
        """The cell as one value: None, the only value with its type, or all as text."""
        if not self.fehlend and len(self.werte) <= 1:
            return self.werte[0] if self.werte else None
        mehr = [f"… und {self.fehlend} weitere"] if self.fehlend else []
        return TRENNER.join([*(als_text(w) for w in self.werte), *mehr])


@dataclass(frozen=True)
class Tabelle:
    """The rows of an answer."""

    spalten: tuple[Spalte, ...]
    zellen: tuple[tuple[Zelle, ...], ...]
    gesamt: int | None
    """Rows over all pages; None when it is not known."""
    hinweise: tuple[str, ...] = ()
    """German sentences that belong below the table."""
    weiter: str | None = None
    """Marker for the next page; None on the last."""

    @property
    def titel(self) -> tuple[str, ...]:
        """Headings."""
        return tuple(s.titel for s in self.spalten)

    @property
    def zeilen(self) -> tuple[tuple[Wert, ...], ...]:
        """The rows as plain values."""
        return tuple(tuple(zelle.wert for zelle in zeile) for zeile in self.zellen)


def tabelle(abfrage: Abfrage, daten: Mapping[str, Any]) -> Tabelle:
    """The table of `data` of an answer to the query."""
    leser = _Leser(abfrage)
    zeilen = [z for z in leser.zeilen(daten) if all(_erfuellt(leser, z, b) for b in abfrage.nur)]
    zellen = tuple(tuple(leser.zelle(z, s) for s in abfrage.spalten) for z in zeilen)
    gesamt = None if abfrage.gesamt is None else _einer(daten, abfrage.gesamt)
    if abfrage.gesamt is None and not leser.gekuerzt and abfrage.seiten is None:
        gesamt = len(zellen)
    seite = None if abfrage.seiten is None else _einer(daten, abfrage.seiten.ort)
    eigene = [satz for h in abfrage.hinweise if (satz := _satz(daten, h)) is not None]
    return Tabelle(
        spalten=abfrage.spalten,
        zellen=zellen,
        gesamt=gesamt,
        hinweise=tuple(dict.fromkeys((*eigene, *leser.hinweise))),
        weiter=seite["endCursor"] if seite and seite["hasNextPage"] else None,
    )


def als_text(wert: Wert) -> str:
    """One value as German readers expect it: `1.250,50`, `21.11.2026`, `ja`."""
    match wert:
        case None:
            return ""
        case bool():
            return "ja" if wert else "nein"
        case int():
            return str(wert)  # years are numbers too, so no point between thousands
        case Decimal():
            return f"{wert:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
        case date():
            return f"{wert:%d.%m.%Y}"
        case _:
            return wert


@dataclass(frozen=True)
class _Zeile:
    kette: tuple[Any, ...]
    """The whole answer, the items of the lists on the way, the row."""
    nummern: tuple[int, ...]
    """Their positions, from 1; 0 for the answer."""
    label: str


@dataclass(frozen=True)
class _Lesart:
    """How values become what people read."""

    typen: Mapping[Ort, Spaltentyp]
    worte: Mapping[str, Mapping[Any, str]]
    """By the last name of the path."""


ROH = _Lesart({}, {})
"""As the answer has them."""


@dataclass
class _Leser:
    """Reads rows and cells, and notes what is missing."""

    abfrage: Abfrage
    hinweise: list[str] = field(default_factory=list)
    gekuerzt: bool = False

    def zeilen(self, daten: Mapping[str, Any]) -> Iterator[_Zeile]:
        for quelle in self.abfrage.quellen:
            if daten.get(quelle.ort.schritte[0][0]) is None:
                self.gekuerzt = True
                self.hinweise.append("Zu dieser Adresse gibt es nichts, oder sie gehört zu einer anderen Art.")
                continue
            for kette, nummern in self._absteigen((daten,), (0,), quelle.ort, 0):
                yield _Zeile(kette, nummern, quelle.label)

    def _absteigen(
        self, kette: tuple[Any, ...], nummern: tuple[int, ...], ort: Ort, ab: int
    ) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
        ding = kette[-1]
        for stelle in range(ab, len(ort.schritte)):
            name, alle = ort.schritte[stelle]
            if ding is None:
                return
            letzter = stelle == len(ort.schritte) - 1
            if not (alle or letzter):
                ding = ding.get(name)
                continue
            self._zaehle(ding, name, ort, stelle)
            for nummer, eintrag in enumerate(ding.get(name) or (), 1):
                if letzter:
                    yield (*kette, eintrag), (*nummern, nummer)
                else:
                    yield from self._absteigen((*kette, eintrag), (*nummern, nummer), ort, stelle + 1)
            return

    def _zaehle(self, ding: Mapping[str, Any], name: str, ort: Ort, stelle: int) -> None:
        """Note that rows are missing, unless they come with the next page."""
        seiten = self.abfrage.seiten
        if seiten is not None and seiten.ort.schritte[:-1] == ort.schritte[:stelle]:
            return
        if fehlend := _fehlend(ding, name):
            self.gekuerzt = True
            wo = ".".join(n for n, _ in ort.schritte[:stelle])
            self.hinweise.append(f"Gekürzt: Von {wo} sind {ding[ANZAHL] - fehlend} von {ding[ANZAHL]} gezeigt.")

    def zelle(self, zeile: _Zeile, spalte: Spalte) -> Zelle:
        gelesen = self.lies(zeile, spalte.ausdruck, _Lesart(spalte.typen, self.abfrage.worte))
        return Zelle(tuple(_getypt(w, spalte.typ) for w in gelesen.werte), gelesen.ids, gelesen.fehlend)

    def lies(self, zeile: _Zeile, ausdruck: Ausdruck, lesart: _Lesart) -> Zelle:
        match ausdruck:
            case Differenz(links, rechts):
                zahlen = [_zahl(self.lies(zeile, t, lesart)) for t in (links, rechts)]
                if zahlen[0] is None or zahlen[1] is None:
                    return Zelle()
                return Zelle((zahlen[0] - zahlen[1],), (None,))
            case Vereinigung(teile):
                return _vereint(self.lies(zeile, t, lesart) for t in teile)
            case _:
                return self._teil(zeile, ausdruck, lesart)

    def _teil(self, zeile: _Zeile, teil: Teil, lesart: _Lesart) -> Zelle:
        match teil:
            case Label():
                return Zelle((zeile.label,), (None,))
            case Nummer(hinauf):
                return Zelle((zeile.nummern[-1 - hinauf],), (None,))
            case Summe(ort):
                gelesen = _gelesen(_anfang(zeile, ort), ort, ROH)
                if gelesen.fehlend:
                    self.hinweise.append(f"Ohne Summe, weil zu viele Werte: {ort}.")
                    return Zelle()
                summe = sum((Decimal(str(w)) for w in gelesen.werte if w is not None), Decimal(0))
                return Zelle((summe,), (None,))
            case Vorlage():
                return self._vorlage(zeile, teil, lesart)
            case Werte(ort):
                return _gelesen(_anfang(zeile, ort), ort, lesart)

    def _vorlage(self, zeile: _Zeile, vorlage: Vorlage, lesart: _Lesart) -> Zelle:
        dinge, fehlend = _dinge(_anfang(zeile, vorlage.ort), vorlage.ort)
        texte = [_ausgefuellt(ding, vorlage, lesart) for ding in dinge]
        return Zelle(
            tuple(t for t in texte if t),
            tuple(d.get("id") for d, t in zip(dinge, texte, strict=True) if t),
            fehlend,
        )


def _anfang(zeile: _Zeile, ort: Ort) -> Any:
    return zeile.kette[-1 - ort.hinauf]


def _dinge(start: Any, ort: Ort) -> tuple[list[dict[str, Any]], int]:
    """The objects a path leads to, and how many more there are than the answer shows."""
    dinge, fehlend = [start], 0
    for name, alle in ort.schritte:
        weiter: list[Any] = []
        for ding in dinge:
            if alle:
                fehlend += _fehlend(ding, name)
                weiter += ding.get(name) or ()
            else:
                weiter.append(ding.get(name))
        dinge = [d for d in weiter if d is not None]
    return dinge, fehlend


def _gelesen(start: Any, ort: Ort, lesart: _Lesart) -> Zelle:
    """The values at a place below an object, in plain words where there are any."""
    name, alle = ort.schritte[-1]
    dinge, fehlend = _dinge(start, Ort(0, ort.schritte[:-1]))
    worte = lesart.worte.get(name, {})
    werte: list[Wert] = []
    ids: list[str | None] = []
    for ding in dinge:
        for wert in (ding.get(name) or ()) if alle else (ding.get(name),):
            if wert is not None:
                werte.append(worte.get(wert, wert))
                ids.append(ding.get("id") if name in _NAMEN else None)
    return Zelle(tuple(werte), tuple(ids), fehlend)


def _fehlend(ding: Mapping[str, Any], name: str) -> int:
    """How many entries of a connection the answer does not show."""
    if name not in LISTEN or ding.get(ANZAHL) is None:
        return 0
    return max(0, int(ding[ANZAHL]) - len(ding.get(name) or ()))


def _ausgefuellt(ding: Mapping[str, Any], vorlage: Vorlage, lesart: _Lesart) -> str:
    """Text of one item; empty when none of its values is there."""
    text, leer = "", True
    for gruppe in vorlage.gruppen:
        werte = {ort: _innen(ding, ort, vorlage.voll(ort), lesart) for ort in gruppe.orte}
        leer = leer and not any(werte.values())
        if not gruppe.wahlfrei or all(werte.values()):
            text += "".join(t if isinstance(t, str) else werte[t] for t in gruppe.teile)
    return "" if leer else text


def _innen(ding: Mapping[str, Any], ort: Ort, voll: Ort, lesart: _Lesart) -> str:
    gelesen = _gelesen(ding, ort, lesart)
    typ = lesart.typen.get(voll, Spaltentyp.TEXT)
    mehr = [f"… und {gelesen.fehlend} weitere"] if gelesen.fehlend else []
    return ", ".join([*(als_text(_getypt(w, typ)) for w in gelesen.werte), *mehr])


def _getypt(wert: Wert, typ: Spaltentyp) -> Wert:
    if not isinstance(wert, str):
        return wert
    match typ:
        case Spaltentyp.DEZIMALZAHL:
            return Decimal(wert)
        case Spaltentyp.TAG:
            return date.fromisoformat(wert)
        case _:
            return wert


def _zahl(zelle: Zelle) -> Decimal | None:
    if len(zelle.werte) != 1 or zelle.fehlend or zelle.werte[0] is None:
        return None
    return Decimal(str(zelle.werte[0]))


def _vereint(zellen: Iterable[Zelle]) -> Zelle:
    paare: dict[tuple[Wert, str | None], None] = {}
    fehlend = 0
    for zelle in zellen:
        paare |= dict.fromkeys(zip(zelle.werte, zelle.ids, strict=True))
        fehlend += zelle.fehlend
    return Zelle(tuple(w for w, _ in paare), tuple(i for _, i in paare), fehlend)


def _einer(daten: Mapping[str, Any], ort: Ort) -> Any:
    ding: Any = daten
    for name, _ in ort.schritte:
        ding = None if ding is None else ding.get(name)
    return ding


def _satz(daten: Mapping[str, Any], hinweis: Hinweis) -> str | None:
    wert = _einer(daten, hinweis.ort)
    if not wert:
        return None
    mit_zeichen = f"{wert:+d}".replace("-", "−") if isinstance(wert, int) else str(wert)
    return hinweis.satz.replace("{+}", mit_zeichen).replace("{}", str(wert))


def _erfuellt(leser: _Leser, zeile: _Zeile, bedingung: Bedingung) -> bool:
    werte = [w for w in leser.lies(zeile, bedingung.ausdruck, ROH).werte if w is not None]
    match bedingung.vergleich:
        case "=":
            return any(_gleich(w, bedingung.wert) for w in werte)
        case "!=":
            return not any(_gleich(w, bedingung.wert) for w in werte)
        case zeichen:
            grenze = Decimal(bedingung.wert)
            return any(Decimal(str(w)) > grenze if zeichen == ">" else Decimal(str(w)) < grenze for w in werte)


def _gleich(wert: Wert, text: str) -> bool:
    try:
        return Decimal(str(wert)) == Decimal(text)
    except InvalidOperation:
        return str(wert) == text
