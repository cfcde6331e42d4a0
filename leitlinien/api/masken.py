"""Which nodes a filter leaves: boolean masks over columns and links, never node by node.

A filter is a plain mapping by GraphQL name; null counts as not given; conditions side by side must all hold.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from leitlinien import frist
from leitlinien.api.kontext import Blick
from leitlinien.kinds import Art, Auswahl, Feld, Feldname, Grund, Modell
from leitlinien.paths import urbild
from leitlinien.state import Spalte, State

Maske: TypeAlias = npt.NDArray[np.bool_]

LEERSTELLEN = "leerstellen"
"""The base class's field that leads to what is said or known to be empty."""

_gefaltet: "WeakKeyDictionary[Spalte, list[str | None]]" = WeakKeyDictionary()


def fest(wert: Any) -> Any:
    """A hashable form of plain arguments."""
    if isinstance(wert, Mapping):
        return tuple(sorted((name, fest(w)) for name, w in wert.items()))
    if isinstance(wert, list):
        return tuple(fest(w) for w in wert)
    return wert


def arten_von(modell: Modell, ziele: tuple[str, ...]) -> tuple[str, ...]:
    """Kinds a link may lead to, in the model's order."""
    return tuple(a for a in modell.arten if modell.passt(ziele, a))


def maske(blick: Blick, ziele: tuple[str, ...], bedingung: Mapping[str, Any]) -> Maske:
    """Over all nodes of the state: those of the kinds `ziele` for which `bedingung` holds."""
    schluessel = (ziele, fest(bedingung))
    if schluessel not in blick.masken:
        ganz = np.zeros(blick.state.n, bool)
        for name in arten_von(blick.state.modell, ziele):
            bereich = blick.state.bereich(name)
            ganz[bereich.start : bereich.stop] = artmaske(blick, blick.state.modell.arten[name], bedingung)
        blick.masken[schluessel] = ganz
    ergebnis: Maske = blick.masken[schluessel]
    return ergebnis


def artmaske(blick: Blick, art: Art, bedingung: Mapping[str, Any]) -> Maske:
    """Over the nodes of one kind: those for which `bedingung` holds."""
    ergebnis = np.ones(len(blick.state.bereich(art.name)), bool)
    felder = {f.graphql_name: f for f in art.felder}
    for name, wert in bedingung.items():
        if wert is None:
            continue
        frist.pruefe()
        if name in BESONDERE:
            ergebnis &= BESONDERE[name](blick, art, wert)
        elif felder[name].ist_link:
            ergebnis &= _linkmaske(blick, art, felder[name], wert)
        else:
            ergebnis &= _wertmaske(blick.state.spalte(art.name, felder[name]), wert)
    return ergebnis


# -- values -----------------------------------------------------------------------------------------------------------


def _wertmaske(spalte: Spalte, bedingung: Mapping[str, Any]) -> Maske:
    ergebnis = np.ones(len(spalte), bool)
    for name, wert in bedingung.items():
        if wert is not None:
            ergebnis &= VERGLEICHE[name](spalte, wert)
    return ergebnis


def _code(spalte: Spalte, wert: Any) -> int:
    """The number that a column with an array holds for a value."""
    if isinstance(wert, Auswahl):
        return list(spalte.feld.typ).index(wert)  # type: ignore[call-overload, no-any-return]
    return wert.toordinal() if isinstance(wert, date) else int(wert)


def _jeder(spalte: Spalte, passt: Callable[[Any], bool]) -> Maske:
    return np.fromiter((w is not None and passt(w) for w in spalte.werte), bool, len(spalte))


def _ist(spalte: Spalte, wert: Any) -> Maske:
    if spalte.array is None:
        return _jeder(spalte, lambda w: bool(w == wert))
    return np.asarray(spalte.vorhanden & (spalte.array == _code(spalte, wert)))


def _eines_von(spalte: Spalte, werte: list[Any]) -> Maske:
    ergebnis = np.zeros(len(spalte), bool)
    for wert in werte:
        ergebnis |= _ist(spalte, wert)
    return ergebnis


def _von(spalte: Spalte, wert: Any) -> Maske:
    if spalte.array is None:
        return _jeder(spalte, lambda w: bool(w >= wert))
    return np.asarray(spalte.vorhanden & (spalte.array >= _code(spalte, wert)))


def _bis(spalte: Spalte, wert: Any) -> Maske:
    if spalte.array is None:
        return _jeder(spalte, lambda w: bool(w <= wert))
    return np.asarray(spalte.vorhanden & (spalte.array <= _code(spalte, wert)))


def _texte(spalte: Spalte) -> list[str | None]:
    if spalte not in _gefaltet:
        _gefaltet[spalte] = [None if w is None else w.casefold() for w in spalte.werte]
    return _gefaltet[spalte]


def _enthaelt(spalte: Spalte, wert: Any) -> Maske:
    if spalte.feld.viele:
        return np.fromiter((wert in (w or ()) for w in spalte.werte), bool, len(spalte))
    gesucht = wert.casefold()
    return np.fromiter((w is not None and gesucht in w for w in _texte(spalte)), bool, len(spalte))


def _beginnt_mit(spalte: Spalte, wert: str) -> Maske:
    gesucht = wert.casefold()
    return np.fromiter((w is not None and w.startswith(gesucht) for w in _texte(spalte)), bool, len(spalte))


def _vorhanden(spalte: Spalte, wert: bool) -> Maske:
    return np.asarray(spalte.vorhanden == wert)


VERGLEICHE: dict[str, Callable[[Spalte, Any], Maske]] = {
    "ist": _ist,
    "in": _eines_von,
    "nicht": lambda spalte, werte: ~_eines_von(spalte, werte),
    "von": _von,
    "bis": _bis,
    "enthaelt": _enthaelt,
    "beginntMit": _beginnt_mit,
    "vorhanden": _vorhanden,
}
"""Conditions on a value by GraphQL name."""


# -- links ------------------------------------------------------------------------------------------------------------


def _linkmaske(blick: Blick, art: Art, feld: Feld, bedingung: Mapping[str, Any]) -> Maske:
    bereich = blick.state.bereich(art.name)
    ergebnis = np.ones(len(bereich), bool)

    def fuehrt_zu(ziel: Mapping[str, Any]) -> Maske:
        erreichbar = urbild(blick.state, feld.pfad, maske(blick, feld.ziele, ziel), blick.vorschlaege)
        return np.asarray(erreichbar[bereich.start : bereich.stop])

    for name, wert in bedingung.items():
        if wert is None:
            continue
        if name == "vorhanden":
            ergebnis &= fuehrt_zu({}) == wert
        elif name == "irgendein":
            ergebnis &= fuehrt_zu(wert)
        elif name == "keines":
            ergebnis &= ~fuehrt_zu(wert)
        else:
            ergebnis &= _als_leer_bekannt(blick, art, feld.graphql_name, wert)
    return ergebnis


@lru_cache(maxsize=8)
def _leerfelder(art: Art) -> tuple[Feld, Feld]:
    """Of the kind that speaks of empty fields: the field that names them and the one that says why."""
    name, grund = (next(f for f in art.werte if marke in f.marken) for marke in (Feldname, Grund))
    return name, grund


def leergrund(modell: Modell) -> type[Auswahl] | None:
    """The closed list of reasons why a field is empty, if the model has one."""
    art = next((a for a in modell.arten.values() if any(Grund in f.marken for f in a.werte)), None)
    return _leerfelder(art)[1].typ if art else None


def _als_leer_bekannt(blick: Blick, art: Art, feldname: str, grund: Auswahl) -> Maske:
    verweis = art.feld[LEERSTELLEN]
    leer = blick.state.modell.arten[verweis.ziele[0]]
    name, warum = _leerfelder(leer)
    stellen = np.zeros(blick.state.n, bool)
    dort = blick.state.bereich(leer.name)
    stellen[dort.start : dort.stop] = _ist(blick.state.spalte(leer.name, warum), grund)
    # people also write a field's heading, so letter case does not count
    gesucht, texte = feldname.casefold(), _texte(blick.state.spalte(leer.name, name))
    stellen[dort.start : dort.stop] &= np.fromiter((w == gesucht for w in texte), bool, len(dort))
    hier = blick.state.bereich(art.name)
    return np.asarray(urbild(blick.state, verweis.pfad, stellen, blick.vorschlaege)[hier.start : hier.stop])


# -- conditions that are no field ------------------------------------------------------------------------------------


def _und(blick: Blick, art: Art, teile: list[Mapping[str, Any]]) -> Maske:
    ergebnis = np.ones(len(blick.state.bereich(art.name)), bool)
    for teil in teile:
        ergebnis &= artmaske(blick, art, teil)
    return ergebnis


def _oder(blick: Blick, art: Art, teile: list[Mapping[str, Any]]) -> Maske:
    ergebnis = np.zeros(len(blick.state.bereich(art.name)), bool)
    for teil in teile:
        ergebnis |= artmaske(blick, art, teil)
    return ergebnis


def _in_kraft(blick: Blick, art: Art, wert: bool) -> Maske:
    ab = blick.state.spalte(art.name, art.feld["gilt_ab"])
    bis = blick.state.spalte(art.name, art.feld["gilt_bis"])
    gilt = (~ab.vorhanden | _bis(ab, blick.stichtag)) & (~bis.vorhanden | _von(bis, blick.stichtag))
    return np.asarray(gilt == wert)


def _id(blick: Blick, art: Art, bedingung: Mapping[str, Any]) -> Maske:
    bereich = blick.state.bereich(art.name)

    def stellen(ids: list[str]) -> Maske:
        gefunden = np.zeros(len(bereich), bool)
        for id in ids:
            nummer = blick.state.nummer(blick.kontext.adressen.pfad(id))
            if nummer is not None and nummer in bereich:
                gefunden[nummer - bereich.start] = True
        return gefunden

    ergebnis = np.ones(len(bereich), bool)
    if bedingung.get("ist") is not None:
        ergebnis &= stellen([bedingung["ist"]])
    if bedingung.get("in") is not None:
        ergebnis &= stellen(bedingung["in"])
    return ergebnis


def _kind(blick: Blick, art: Art, bedingung: Mapping[str, Any]) -> Maske:
    passt = (
        (bedingung.get("ist") is None or bedingung["ist"].value == art.name)
        and (bedingung.get("in") is None or art.name in {k.value for k in bedingung["in"]})
        and (bedingung.get("nicht") is None or art.name not in {k.value for k in bedingung["nicht"]})
    )
    return np.full(len(blick.state.bereich(art.name)), passt)


BESONDERE: dict[str, Callable[[Blick, Art, Any], Maske]] = {
    "und": _und,
    "oder": _oder,
    "nicht": lambda blick, art, teil: ~artmaske(blick, art, teil),
    "id": _id,
    "inKraft": _in_kraft,
    "kind": _kind,
}
"""Conditions on a node by GraphQL name that are no field of the model."""


def nummern(blick: Blick, art: str, bedingung: Mapping[str, Any]) -> npt.NDArray[np.int64]:
    """Numbers of the nodes of one kind that a filter leaves, ascending."""
    state: State = blick.state
    bereich = state.bereich(art)
    if not bedingung:
        return np.arange(bereich.start, bereich.stop, dtype=np.int64)
    ganz = maske(blick, (art,), bedingung)
    return np.flatnonzero(ganz[bereich.start : bereich.stop]).astype(np.int64) + bereich.start
