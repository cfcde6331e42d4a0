"""Rows to arrays: sorts and numbers the nodes, writes columns, links, records, closure, id index and word index."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakKeyDictionary
from zlib import crc32

import numpy as np
import orjson

from leitlinien.kinds import Auswahl, Modell
from leitlinien.rows import Bestand, Knotenspalten, Linkspalten, knotenspalten, linkspalten, ohne_sammeln
from leitlinien.state.ablage import AblageSchreiber, dateisumme, lies_meta, schreibe_meta
from leitlinien.state.huelle import schreibe_huelle, senken, spurpraedikate
from leitlinien.state.knotenbau import sammle, sammle_pfade
from leitlinien.state.linkbau import Linkbau
from leitlinien.state.nebenan import SUCHE, Nebenan, schreibe_werte
from leitlinien.state.spaltenbau import schreibe_blob
from leitlinien.store import zustandshash

__all__ = [
    "DATEN",
    "FORMAT",
    "META",
    "SUCHE",
    "Bestandsquelle",
    "Zeilenquelle",
    "baue",
    "fingerabdruck",
    "id_hash",
    "zeilenzahl",
]

FORMAT = 2
"""Version of the folder's layout; another one is rebuilt."""
DATEN, META = "daten.bin", "meta.json"

_abdruecke: "WeakKeyDictionary[Modell, tuple[list[Any], str]]" = WeakKeyDictionary()


def fingerabdruck(modell: Modell) -> str:
    """Hash of everything in the model that the arrays depend on: another model, another state."""
    klassen = [a.klasse for a in modell.arten.values()]
    if (alt := _abdruecke.get(modell)) is not None and alt[0] == klassen:
        return alt[1]
    teile = [
        (
            *(a.name, str(a.begriff), f.name, str(f.pfad), f.typ.__name__, f.viele, f.ziele),
            sorted(m.name for m in f.marken),
            [m.name for m in f.typ] if issubclass(f.typ, Auswahl) else [],
        )
        for a in modell.arten.values()
        for f in a.felder
        if f.gespeichert
    ]
    abdruck = hashlib.sha256(orjson.dumps([list(modell.arten), teile])).hexdigest()
    _abdruecke[modell] = (klassen, abdruck)
    return abdruck


def id_hash(pfad: bytes) -> int:
    """32 bit hash of an id; a hit is compared with the id itself, so a collision costs one more look."""
    return crc32(pfad)


def zeilenzahl(meta: Path) -> int:
    """Nodes and links of a written state by its `meta.json`; 0 when it cannot be read."""
    try:
        inhalt = lies_meta(meta)
        return int(inhalt["kanten"]) + max((int(b) for _, b in inhalt["arten"].values()), default=0)
    except (OSError, ValueError, KeyError, TypeError):
        return 0


class Zeilenquelle(Protocol):
    """What a state is built from: the nodes, then the links, then their hash, each asked for once, in this order."""

    def knoten(self) -> Iterable[Knotenspalten]:
        """All nodes."""

    def namen(self) -> Iterable[Knotenspalten]:
        """In place of `knoten`: all nodes without values."""

    def links(self) -> Iterable[Linkspalten]:
        """All links."""

    def hash(self) -> str:
        """Hash over all rows."""


class Bestandsquelle:
    """Rows in memory; `hash=None` computes the state hash."""

    def __init__(self, bestand: Bestand, hash: str | None) -> None:
        self._bestand, self._hash = bestand, hash

    def knoten(self) -> Iterable[Knotenspalten]:
        """All nodes."""
        return knotenspalten(self._bestand.knoten)

    def namen(self) -> Iterable[Knotenspalten]:
        """All nodes; their values are at hand anyway."""
        return self.knoten()

    def links(self) -> Iterable[Linkspalten]:
        """All links."""
        return linkspalten(self._bestand.links)

    def hash(self) -> str:
        """Hash over all rows."""
        return zustandshash(self._bestand) if self._hash is None else self._hash


def baue(
    quelle: Zeilenquelle,
    ordner: Path,
    *,
    modell: Modell,
    revision: int,
    kette: str,
    zeit: str,
    nebenan: Nebenan | None = None,
) -> None:
    """Write the read state of all rows of `quelle` into `ordner` (created; its `meta.json` is written last).

    Rows of kinds, fields and relations the model does not know, and links with an end that is no node, are left out
    and counted in `meta.json`. Where there is a second process, the values of the nodes are its business.
    """
    ordner.mkdir(parents=True, exist_ok=True)
    (ordner / META).unlink(missing_ok=True)
    with ohne_sammeln():
        inhalt = _schreibe(quelle, ordner, modell, nebenan)
    kopf = {"format": FORMAT, "modell": fingerabdruck(modell), "revision": revision, "kette": kette, "zeit": zeit}
    schreibe_meta(ordner / META, kopf | inhalt)


def _schreibe(quelle: Zeilenquelle, ordner: Path, modell: Modell, nebenan: Nebenan | None) -> dict[str, Any]:
    """Write the files; returns their part of the directory."""
    with AblageSchreiber(ordner / DATEN) as aus:
        if nebenan is None:
            gruppen, fremde = sammle(quelle.knoten(), modell)
            spalten = schreibe_werte(aus, ordner, gruppen, modell)
            pfade_je_art = {name: g.pfade for name, g in gruppen.items()}
            del gruppen
        else:
            pfade_je_art, fremde = sammle_pfade(quelle.namen(), modell)
        pfade = [p for eigene in pfade_je_art.values() for p in eigene]
        bereiche = _bereiche(pfade_je_art)
        _schreibe_ids(aus, pfade)
        links = Linkbau(quelle.links(), {p: i for i, p in enumerate(pfade)}, list(modell.beziehungen))
        relationen = links.schreibe(aus)
        senke = np.zeros(len(pfade), bool)
        for name in senken(modell):
            senke[slice(*bereiche[name])] = True
        schreibe_huelle(aus, *links.gesicherte(spurpraedikate(modell)), senke)
        if nebenan is not None:
            spalten = nebenan.hole(aus)
    kanten = int(links.von.size)
    return {
        "hash": quelle.hash(),
        "arten": bereiche,
        "spalten": spalten,
        "praedikate": list(modell.beziehungen),
        "relationen": relationen,
        "kanten": kanten,
        "weggelassen": {"knoten": fremde, "links": links.gesamt - kanten},
        "ablage": aus.meta(),
        "suche": {"groesse": (ordner / SUCHE).stat().st_size, "crc32": dateisumme(ordner / SUCHE)},
    }


def _bereiche(pfade_je_art: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, int]]:
    """First and last-plus-one number of each kind."""
    enden = list(accumulate(map(len, pfade_je_art.values())))
    return dict(zip(pfade_je_art, pairwise([0, *enden]), strict=True))


def _schreibe_ids(aus: AblageSchreiber, pfade: list[str]) -> None:
    roh = [p.encode() for p in pfade]
    schreibe_blob(aus, "id", roh)
    hashes = np.fromiter(map(id_hash, roh), "<u4", len(roh))
    ordnung = np.argsort(hashes, kind="stable")
    aus.lege("id/hash", hashes[ordnung])
    aus.lege("id/nummer", ordnung.astype("<i4"))
