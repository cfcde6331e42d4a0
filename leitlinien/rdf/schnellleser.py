"""The triples of a file in which nothing is out of order -> its rows, several times faster than `graphleser`.

It follows the same declarations but says nothing about what it does not like: it gives up, and `graphleser` reads
the file again and says it. So this one only has to be right about files that have no findings. It works on the text
of whole statements (N-Triples, as the parser writes them), because asking the parser's objects costs more than all
the rest.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Quad

from leitlinien.errors import UngueltigeId
from leitlinien.ids import Adressen
from leitlinien.kinds import Art, LinkStatus, Modell, Nackt
from leitlinien.rdf import aussagen
from leitlinien.rdf.graphleser import AUSSAGE, BELEG, OBJEKT, PRAEDIKAT, STATUS, SUBJEKT, TYP
from leitlinien.rdf.namen import lokal
from leitlinien.rdf.werte import Wertregel
from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile, Wert
from leitlinien.settings import STANDARD_BASIS

__all__ = ["Schnellleser"]

_TYP, _AUSSAGE = f"<{TYP}>", f"<{AUSSAGE}>"
_SUBJEKT, _PRAEDIKAT, _OBJEKT, _BELEG = (f"<{t}>" for t in (SUBJEKT, PRAEDIKAT, OBJEKT, BELEG))
_STATUS = f"<{STATUS}>"


class _Unklar(Exception):
    """Something for the careful reader."""


class _Angabe(NamedTuple):
    """What a predicate is to nodes of one kind, or to statements."""

    praedikat: str
    endung: str
    """What follows the text of a literal of the right datatype; empty for links."""
    viele: bool
    feld: str


def _endung(regel: Wertregel) -> str:
    if regel.deutsch:
        return '"@de'
    return '"' if regel.datentyp.endswith("#string") else f'"^^<{regel.datentyp}>'


def _tafel(art: Art) -> dict[str, _Angabe]:
    tafel = {f"<{f.pfad}>": _Angabe(str(f.pfad), _endung(Wertregel(f)), f.viele, f.name) for f in art.werte}
    return tafel | {f"<{f.pfad}>": _Angabe(str(f.pfad), "", True, f.name) for f in art.links}


class Schnellleser:
    """Reads the triples of one file."""

    def __init__(self, modell: Modell, adressen: Adressen) -> None:
        self._adressen = adressen
        self._arten = {f"<{a.begriff}>": (str(a.begriff), _tafel(a)) for a in modell.arten.values()}
        self._beziehungen = {f"<{p}>": p for p, b in modell.beziehungen.items() if Nackt not in b.marken}
        self._aussage = {
            f"<{p}>": _Angabe(p, _endung(r), False, r.feld.name) for p, r in aussagen.NACH_PRAEDIKAT.items()
        }
        self._pfade: dict[str, str] = {}
        self._bekannt: dict[tuple[object, ...], Angaben] = {}
        self._knoten: list[Knotenzeile] = []
        self._links: dict[tuple[str, str, str], Angaben] = {}

    def lies(self, quads: Iterable[Quad]) -> Bestand | None:
        """The rows of the file in its order; None when it is one for the careful reader."""
        spaeter: list[tuple[str, list[str]]] = []
        try:
            for subjekt, saetze in _subjekte(quads).items():
                typ = _typ(saetze)
                if typ in self._arten:
                    self._lies_knoten(subjekt, *self._arten[typ], saetze)
                elif typ == _AUSSAGE:
                    spaeter.append((subjekt, saetze))
                else:
                    return None
            for subjekt, saetze in spaeter:
                self._lies_aussage(subjekt, saetze)
        except _Unklar:
            return None
        if len({k.pfad for k in self._knoten}) < len(self._knoten):
            return None  # one node under two addresses
        return Bestand(self._knoten, [Linkzeile(*k, a) for k, a in self._links.items()])

    def _lies_knoten(self, subjekt: str, begriff: str, tafel: dict[str, _Angabe], saetze: Iterable[str]) -> None:
        pfad = self._pfad(subjekt)
        werte: dict[str, Wert] = {}
        pfade, links = self._pfade, self._links
        for satz in saetze:
            p, _, o = satz.partition(" ")
            angabe = tafel.get(p)
            if angabe is None:
                raise _Unklar
            praedikat, endung, viele, _ = angabe
            if not endung:
                links[pfad, praedikat, pfade.get(o) or self._pfad(o)] = BLOSS
            elif viele:
                werte.setdefault(praedikat, []).append(_text(o, endung))  # type: ignore[union-attr]
            elif praedikat in werte:
                raise _Unklar
            else:
                werte[praedikat] = o[1 : -len(endung)] if o.endswith(endung) and "\\" not in o else _text(o, endung)
        for wert in werte.values():
            if type(wert) is list:
                wert.sort()
        self._knoten.append(Knotenzeile(pfad, begriff, werte))

    def _lies_aussage(self, subjekt: str, saetze: Iterable[str]) -> None:
        glieder: dict[str, str] = {}
        werte: dict[str, str] = {}
        belege: list[str] = []
        for satz in saetze:
            p, _, o = satz.partition(" ")
            angabe = self._aussage.get(p)
            if angabe is not None and angabe.feld not in werte:
                werte[angabe.feld] = _text(o, angabe.endung)
            elif p == _BELEG:
                belege.append(self._pfad(o))
            elif p in (_SUBJEKT, _PRAEDIKAT, _OBJEKT) and p not in glieder:
                glieder[p] = o
            else:
                raise _Unklar
        schluessel = self._schluessel(subjekt, glieder)
        angaben = self._angaben(werte, tuple(sorted(belege)))
        # a proposal is no triple, everything else is one; nothing is said twice
        erwartet = None if angaben.status is LinkStatus.VORSCHLAG else BLOSS
        if self._links.get(schluessel) is not erwartet:
            raise _Unklar
        self._links[schluessel] = angaben

    def _schluessel(self, subjekt: str, glieder: dict[str, str]) -> tuple[str, str, str]:
        praedikat = self._beziehungen.get(glieder.get(_PRAEDIKAT, ""))
        if praedikat is None or len(glieder) < len((_SUBJEKT, _PRAEDIKAT, _OBJEKT)):
            raise _Unklar
        von, nach = self._pfad(glieder[_SUBJEKT]), self._pfad(glieder[_OBJEKT])
        if subjekt[1:-1] != self._adressen.link_iri(von, lokal(praedikat), nach):
            raise _Unklar
        return von, praedikat, nach

    def _angaben(self, werte: dict[str, str], belege: tuple[str, ...]) -> Angaben:
        """What a statement says, one object for all that say the same."""
        schluessel = (belege, *sorted(werte.items()))
        gefunden = self._bekannt.get(schluessel)
        if gefunden is None:
            status = LinkStatus.__members__.get(werte.pop("status", ""))
            if status is None:
                raise _Unklar
            gefunden = self._bekannt[schluessel] = Angaben(status=status, belege=belege, aussage=True, **werte)
        return gefunden

    def _pfad(self, term: str) -> str:
        """Local path of an address that `graphleser` would take without a word."""
        pfad = self._pfade.get(term)
        if pfad is None:
            if term[:1] != "<":
                raise _Unklar
            try:
                pfad = self._adressen.pfad(term[1:-1])
            except UngueltigeId as fehler:
                raise _Unklar from fehler
            if pfad.startswith((self._adressen.basis, STANDARD_BASIS)):
                raise _Unklar
            self._pfade[term] = pfad
        return pfad


def _subjekte(quads: Iterable[Quad]) -> dict[str, list[str]]:
    """Predicates with objects by subject; those of one subject mostly stand together."""
    subjekte: dict[str, list[str]] = {}
    zuletzt, saetze = "", []
    for satz in map(str, quads):
        subjekt, _, rest = satz.partition(" ")
        if subjekt != zuletzt:
            zuletzt = subjekt
            saetze = subjekte.setdefault(subjekt, [])
        saetze.append(rest)
    return subjekte


def _typ(saetze: list[str]) -> str:
    """Takes the class out of what is said of a subject; it mostly comes first. Nothing may be said twice."""
    if len(set(saetze)) < len(saetze):
        raise _Unklar
    for k, satz in enumerate(saetze):
        p, _, o = satz.partition(" ")
        if p == _TYP:
            del saetze[k]
            return o
    raise _Unklar


def _text(o: str, endung: str) -> str:
    """The text of a literal of the datatype that this ending says."""
    if o[:1] != '"' or not o.endswith(endung):
        raise _Unklar
    text = o[1 : -len(endung)]
    if "\\" not in text:
        return text
    # the parser's escapes are among those of JSON
    gelesen: str = json.loads(f'"{text}"')
    return gelesen
