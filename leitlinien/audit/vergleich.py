"""What changed between two answers to the same question, row by row."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from leitlinien.queries import Tabelle, Zelle, als_text
from leitlinien.queries.sprache import Nummer

Zeile: TypeAlias = tuple[Zelle, ...]


@dataclass(frozen=True)
class Zellaenderung:
    """One cell that is different now."""

    spalte: str
    alt: str
    neu: str


@dataclass(frozen=True)
class Zeilenaenderung:
    """A row that stands in both answers, with other values."""

    label: str
    zellen: tuple[Zellaenderung, ...]


@dataclass(frozen=True)
class Unterschied:
    """All that changed."""

    spalten: tuple[str, ...]
    """Headings of the columns that were compared: numbers of rows are not."""
    hinzu: tuple[tuple[str, ...], ...] = ()
    weg: tuple[tuple[str, ...], ...] = ()
    geaendert: tuple[Zeilenaenderung, ...] = ()
    sonst: tuple[str, ...] = ()
    """Places of the answer that differ although no row does, e.g. a total."""

    @property
    def leer(self) -> bool:
        """Whether nothing changed."""
        return not (self.hinzu or self.weg or self.geaendert or self.sonst)

    def __str__(self) -> str:
        if self.leer:
            return "dasselbe Ergebnis"
        if not (self.hinzu or self.weg or self.geaendert):
            return "dieselben Zeilen, aber anderes darum herum"
        mehr = "1 Zeile" if len(self.hinzu) == 1 else f"{len(self.hinzu)} Zeilen"
        return f"{mehr} mehr, {len(self.weg)} weniger, {len(self.geaendert)} geändert"


def vergleiche(alt: Tabelle, neu: Tabelle, alte_daten: Any, neue_daten: Any) -> Unterschied:
    """Compare two tables of the same query, and the answers below them.

    A row is the same one when it stands for the same nodes; where it stands for none, when its first value is the same.
    """
    stellen = [i for i, s in enumerate(alt.spalten) if not isinstance(s.ausdruck, Nummer)]
    vorher = [tuple(z[i] for i in stellen) for z in alt.zellen]
    nachher = [tuple(z[i] for i in stellen) for z in neu.zellen]
    _streiche_gleiche(vorher, nachher)
    titel = tuple(alt.spalten[i].titel for i in stellen)
    geaendert: list[Zeilenaenderung] = []
    for schluessel in (_alle_knoten, _erster_knoten, _erster_wert):
        geaendert += [_aenderung(titel, a, b) for a, b in _paare(vorher, nachher, schluessel)]
    zeilen_gleich = not (vorher or nachher or geaendert)
    return Unterschied(
        titel,
        hinzu=tuple(map(_texte, nachher)),
        weg=tuple(map(_texte, vorher)),
        geaendert=tuple(geaendert),
        sonst=tuple(_orte(alte_daten, neue_daten, "")) if zeilen_gleich else (),
    )


def _streiche_gleiche(vorher: list[Zeile], nachher: list[Zeile]) -> None:
    """Take rows that stand in both out of both, each as often as it stands in both."""
    uebrig: list[Zeile] = []
    rest: dict[Zeile, int] = {}
    for zeile in nachher:
        rest[zeile] = rest.get(zeile, 0) + 1
    for zeile in vorher:
        if rest.get(zeile):
            rest[zeile] -= 1
        else:
            uebrig.append(zeile)
    vorher[:] = uebrig
    bleibt: list[Zeile] = []
    for zeile in reversed(nachher):
        if rest.get(zeile):
            rest[zeile] -= 1
            bleibt.append(zeile)
    nachher[:] = reversed(bleibt)


def _paare(
    vorher: list[Zeile], nachher: list[Zeile], schluessel: Callable[[Zeile], Hashable]
) -> Iterator[tuple[Zeile, Zeile]]:
    """Rows that share a key which no other row has; they are taken out of both lists."""
    links, rechts = _einzelne(vorher, schluessel), _einzelne(nachher, schluessel)
    for wert in [w for w in links if w in rechts]:
        vorher.remove(links[wert])
        nachher.remove(rechts[wert])
        yield links[wert], rechts[wert]


def _einzelne(zeilen: list[Zeile], schluessel: Callable[[Zeile], Hashable]) -> dict[Hashable, Zeile]:
    gruppen: dict[Hashable, list[Zeile]] = {}
    for zeile in zeilen:
        if wert := schluessel(zeile):
            gruppen.setdefault(wert, []).append(zeile)
    return {wert: gruppe[0] for wert, gruppe in gruppen.items() if len(gruppe) == 1}


def _alle_knoten(zeile: Zeile) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for zelle in zeile for id in zelle.ids if id))


def _erster_knoten(zeile: Zeile) -> Hashable:
    return _alle_knoten(zeile)[:1]


def _erster_wert(zeile: Zeile) -> Hashable:
    return next((zelle.werte for zelle in zeile if zelle.werte), ())


def _aenderung(titel: tuple[str, ...], alt: Zeile, neu: Zeile) -> Zeilenaenderung:
    zellen = zip(titel, _texte(alt), _texte(neu), strict=True)
    # Cells that read the same stand for other nodes of the same name.
    anders = [Zellaenderung(t, a, n) for t, a, n in zellen if a != n] or [
        Zellaenderung(t, ", ".join(i for i in a.ids if i), ", ".join(i for i in n.ids if i))
        for t, a, n in zip(titel, alt, neu, strict=True)
        if a != n
    ]
    return Zeilenaenderung(next((t for t in _texte(alt) if t), ""), tuple(anders))


def _texte(zeile: Zeile) -> tuple[str, ...]:
    return tuple(als_text(zelle.wert) for zelle in zeile)


def _orte(alt: Any, neu: Any, ort: str) -> Iterator[str]:
    """Places where two answers differ, with both values."""
    if isinstance(alt, Mapping) and isinstance(neu, Mapping):
        for name in dict.fromkeys((*alt, *neu)):
            yield from _orte(alt.get(name), neu.get(name), f"{ort}.{name}" if ort else name)
    elif isinstance(alt, list) and isinstance(neu, list) and len(alt) == len(neu):
        for nummer, (a, b) in enumerate(zip(alt, neu, strict=True), 1):
            yield from _orte(a, b, f"{ort}[{nummer}]")
    elif alt != neu:
        yield f"{ort}: {_kurz(alt)} → {_kurz(neu)}"


def _kurz(wert: Any) -> str:
    match wert:
        case list():
            return f"{len(wert)} Einträge"
        case Mapping():
            return "…"
        case None:
            return "nichts"
        case _:
            return str(wert)
