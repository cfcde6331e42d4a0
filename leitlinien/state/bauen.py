"""Rows to arrays: sorts and numbers the nodes, writes columns, links, records, closure, id index and word index."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import orjson

from leitlinien import search
from leitlinien.kinds import Art, Auswahl, Modell
from leitlinien.rows import BLOSS, Bestand, Knotenzeile, Linkzeile
from leitlinien.state.ablage import AblageSchreiber, Feldarray, dateisumme, lies_meta, schreibe_meta
from leitlinien.state.huelle import schreibe_huelle, senken, spurpraedikate
from leitlinien.state.kanten import STATUS, VORSCHLAG, schreibe_aussagen, schreibe_nachbarn
from leitlinien.state.spaltenbau import schreibe_blob, schreibe_spalte
from leitlinien.store import zustandshash

__all__ = ["FORMAT", "baue", "fingerabdruck", "id_hash", "zeilenzahl"]

FORMAT = 1
"""Version of the folder's layout; another one is rebuilt."""
DATEN, META, SUCHE = "daten.bin", "meta.json", "suche.sqlite"

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
    """64 bit hash of an id; a hit is compared with the id itself, so a collision does no harm."""
    return int.from_bytes(hashlib.blake2b(pfad, digest_size=8).digest(), "little")


def zeilenzahl(meta: Path) -> int:
    """Nodes and links of a written state by its `meta.json`; 0 when it cannot be read."""
    try:
        inhalt = lies_meta(meta)
        return int(inhalt["kanten"]) + max((int(b) for _, b in inhalt["arten"].values()), default=0)
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def baue(
    bestand: Bestand, ordner: Path, *, modell: Modell, revision: int, kette: str, hash: str | None, zeit: str
) -> None:
    """Write the read state of `bestand` into `ordner` (created; its `meta.json` is written last).

    Rows of kinds, fields and relations the model does not know, and links with an end that is no node, are left out
    and counted in `meta.json`. `hash=None` computes the state hash.
    """
    ordner.mkdir(parents=True, exist_ok=True)
    (ordner / META).unlink(missing_ok=True)
    arten = list(modell.arten.values())
    je_art: dict[str, list[Knotenzeile]] = defaultdict(list)
    for zeile in bestand.knoten:
        je_art[zeile.art].append(zeile)
    zeilen = {a.name: sorted(je_art.get(str(a.begriff), ()), key=lambda z: z.pfad) for a in arten}
    pfade = [z.pfad for gruppe in zeilen.values() for z in gruppe]
    links = _Links(bestand.links, {p: i for i, p in enumerate(pfade)}, list(modell.beziehungen))
    bereiche = _bereiche(zeilen)
    with AblageSchreiber(ordner / DATEN) as aus:
        _schreibe_ids(aus, pfade)
        spalten = {a.name: _schreibe_werte(aus, a, zeilen[a.name]) for a in arten if zeilen[a.name]}
        relationen = links.schreibe(aus)
        senke = np.zeros(len(pfade), bool)
        for name in senken(modell):
            senke[slice(*bereiche[name])] = True
        schreibe_huelle(aus, *links.gesicherte(spurpraedikate(modell)), senke)
    search.baue(ordner / SUCHE, modell, zeilen)
    meta = {
        "format": FORMAT,
        "modell": fingerabdruck(modell),
        "revision": revision,
        "kette": kette,
        "hash": zustandshash(bestand) if hash is None else hash,
        "zeit": zeit,
        "arten": bereiche,
        "spalten": spalten,
        "praedikate": list(modell.beziehungen),
        "relationen": relationen,
        "kanten": int(links.von.size),
        "weggelassen": {
            "knoten": len(bestand.knoten) - len(pfade),
            "links": len(bestand.links) - int(links.von.size),
        },
        "ablage": aus.meta(),
        "suche": {"groesse": (ordner / SUCHE).stat().st_size, "crc32": dateisumme(ordner / SUCHE)},
    }
    schreibe_meta(ordner / META, meta)


def _bereiche(zeilen: Mapping[str, Sequence[Knotenzeile]]) -> dict[str, tuple[int, int]]:
    """First and last-plus-one number of each kind."""
    enden = list(accumulate(map(len, zeilen.values())))
    return dict(zip(zeilen, pairwise([0, *enden]), strict=True))


def _schreibe_werte(aus: AblageSchreiber, a: Art, zeilen: Sequence[Knotenzeile]) -> dict[str, Any]:
    return {
        f.name: schreibe_spalte(aus, f"wert/{a.name}/{f.name}", f, [z.werte.get(str(f.pfad)) for z in zeilen])
        for f in a.werte
    }


def _schreibe_ids(aus: AblageSchreiber, pfade: list[str]) -> None:
    roh = [p.encode() for p in pfade]
    schreibe_blob(aus, "id", roh)
    hashes = np.fromiter(map(id_hash, roh), np.uint64, len(roh))
    ordnung = np.argsort(hashes)
    aus.lege("id/hash", hashes[ordnung])
    aus.lege("id/nummer", ordnung.astype("<i4"))


class _Links:
    """All links as arrays of numbers, sorted by relation, source, target."""

    def __init__(self, zeilen: Iterable[Linkzeile], nummer: dict[str, int], praedikate: list[str]) -> None:
        codes = {p: k for k, p in enumerate(praedikate)}
        links = list(zeilen)
        von = np.fromiter((nummer.get(k.von, -1) for k in links), np.int64, len(links))
        nach = np.fromiter((nummer.get(k.nach, -1) for k in links), np.int64, len(links))
        code = np.fromiter((codes.get(k.praedikat, -1) for k in links), np.int64, len(links))
        da = (von >= 0) & (nach >= 0) & (code >= 0)
        sagend = [
            j
            for j, (k, gilt) in enumerate(zip(links, da.tolist(), strict=True))
            if gilt and k.angaben is not BLOSS and k.angaben != BLOSS
        ]
        self.aussagen = [links[j].angaben for j in sagend]
        self._nummer = nummer
        angaben = np.full(len(links), -1, np.int64)
        angaben[sagend] = np.arange(len(sagend))
        ordnung = np.flatnonzero(da)
        ordnung = ordnung[np.lexsort((nach[ordnung], von[ordnung], code[ordnung]))]
        self.von, self.nach, self.code, self.angaben = (f[ordnung] for f in (von, nach, code, angaben))
        self._praedikate = praedikate

    def schreibe(self, aus: AblageSchreiber) -> dict[str, list[dict[str, Any]]]:
        """Write both directions of every relation that occurs, and the records."""
        relationen: dict[str, list[dict[str, Any]]] = {}
        grenzen = np.searchsorted(self.code, np.arange(len(self._praedikate) + 1))
        for c in range(len(self._praedikate)):
            a, b = int(grenzen[c]), int(grenzen[c + 1])
            if a == b:
                continue
            von, nach, angaben = self.von[a:b], self.nach[a:b], self.angaben[a:b]
            vor = schreibe_nachbarn(aus, f"kante/{c}/vor", von, nach, angaben)
            um = np.lexsort((von, nach))
            relationen[str(c)] = [vor, schreibe_nachbarn(aus, f"kante/{c}/rueck", nach[um], von[um], angaben[um])]
        schreibe_aussagen(aus, self.aussagen, self._nummer)
        return relationen

    def gesicherte(self, praedikate: Iterable[str]) -> tuple[Feldarray, Feldarray]:
        """Sources and targets of the links of these relations, without proposals."""
        offen = np.fromiter((STATUS.index(a.status) == VORSCHLAG for a in self.aussagen), bool, len(self.aussagen))
        vorschlag = np.append(offen, np.False_)[self.angaben]  # -1 is the appended one
        m = np.isin(self.code, [self._praedikate.index(p) for p in praedikate]) & ~vorschlag
        return self.von[m], self.nach[m]
