"""The read state: one immutable object per revision over mapped arrays; every read of the program goes through it."""

import threading
import weakref
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from leitlinien import search
from leitlinien.kinds import Art, Feld, Modell
from leitlinien.kinds import modell as programmmodell
from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile
from leitlinien.state import bauen as bau
from leitlinien.state.ablage import Ablage, Feldarray, StandBeschaedigt, dateisumme, lies_meta
from leitlinien.state.huelle import senken, spurpraedikate
from leitlinien.state.kanten import STATUS, VORSCHLAG, Aussagen, Kante, Nachbarn
from leitlinien.state.spalten import Spalte, oeffne_spalte

__all__ = ["State"]

_BELEGT = STATUS[0]
_neu = tuple.__new__
GEFOLGT = 100_000
"""Nodes whose trace links are kept at hand; each takes about 300 bytes."""


class State:
    """All nodes and links of one revision.

    Nodes are numbered 0..n-1, sorted by (kind in order of the model, id), so each kind is one contiguous range.
    Objects are safe to share between threads. Opened with `State.oeffnen`, written with `State.bauen`.
    """

    def __init__(self, ordner: Path, meta: dict[str, Any], modell: Modell) -> None:
        self.ordner = ordner
        self.modell = modell
        self.revision: int = meta["revision"]
        self.kette: str = meta["kette"]
        """Hash of the revision in the store's chain, hex."""
        self.hash: str = meta["hash"]
        """SHA-256 over all rows, hex."""
        self.zeit: str = meta["zeit"]
        """When the revision was made, ISO."""
        self.kantenzahl: int = meta["kanten"]
        """Number of links."""
        self.praedikate: tuple[str, ...] = tuple(meta["praedikate"])
        """Code -> predicate IRI."""
        self.praedikatcode: dict[str, int] = {p: k for k, p in enumerate(self.praedikate)}
        """Predicate IRI -> code."""
        self.zaehler: Counter[str] = Counter()
        """Calls by method, for tests and for watching how much a question reads."""
        self.ablage = Ablage(ordner / bau.DATEN, meta["ablage"])
        self._spaltenmeta = meta["spalten"]
        self._bereiche = {name: range(a, b) for name, (a, b) in meta["arten"].items()}
        self._arten = [modell.arten[name] for name in self._bereiche]
        self._enden = [b.stop for b in self._bereiche.values()]
        self.n: int = self._enden[-1] if self._enden else 0
        """Number of nodes."""
        self._spalten: dict[tuple[str, str], Spalte | None] = {}
        self._id, self._idab = self.ablage.sicht("id/blob"), self.ablage.sicht("id/ab")
        self._hash, self._nummer = self.ablage.sicht("id/hash"), self.ablage.sicht("id/nummer")
        self.aussagen = Aussagen(self.ablage)
        self._nachbarn: dict[tuple[int, bool], Nachbarn] = {
            (int(c), rueck): Nachbarn(self.ablage, f"kante/{c}/{'rueck' if rueck else 'vor'}", beide[rueck])
            for c, beide in meta["relationen"].items()
            for rueck in (False, True)
        }
        self._spur = {auf: self._spurplan(auf) for auf in (True, False)}
        self._gefunden: dict[str, int] = {}
        """Numbers of nodes that were asked for by path; to search takes as long as the rest of a short answer."""
        self._gefolgt: dict[int, list[Kante]] = {}
        """Trace links of nodes that were asked for, by node, direction and view; nobody changes the lists."""
        self.beigaben: dict[type, Any] = {}
        """What others derive from a state and keep with it, each under its own type."""
        self._hz, self._hs = self.ablage.sicht("huelle/ziel"), self.ablage.sicht("huelle/stelle")
        self._hu, self._hus = self.ablage.sicht("huelle/unter"), self.ablage.sicht("huelle/unterstelle")
        self._senke = self.ablage.sicht("huelle/senke")
        self._suchsumme: int = meta["suche"]["crc32"]
        self.suchsperre = threading.Lock()
        """Guards `suchdatei`: one query at a time."""
        self.suchdatei = search.oeffne(ordner / bau.SUCHE, meta["suche"]["groesse"])
        """Open connection to the word index; stays usable when the folder has been removed."""
        weakref.finalize(self, self.suchdatei.close)
        self.beschaedigt = False
        """Set by who finds, after opening, that the checksum does not fit."""

    @staticmethod
    def bauen(
        bestand: Bestand,
        ordner: Path,
        *,
        modell: Modell = programmmodell,
        revision: int = 0,
        kette: str = "",
        hash: str | None = None,
        zeit: str = "",
    ) -> None:
        """Write the read state of `bestand` into `ordner`; `hash=None` computes the state hash."""
        quelle = bau.Bestandsquelle(bestand, hash)
        bau.baue(quelle, ordner, modell=modell, revision=revision, kette=kette, zeit=zeit)

    @classmethod
    def oeffnen(cls, ordner: Path, modell: Modell = programmmodell, *, pruefen: bool = False) -> "State":
        """Map a folder written by `bauen`. `pruefen` also reads every byte and compares the checksum.

        Raises `StandBeschaedigt` when the folder is incomplete, damaged, of another format or of another model.
        """
        try:
            meta = lies_meta(ordner / bau.META)
            if meta["format"] != bau.FORMAT or meta["modell"] != bau.fingerabdruck(modell):
                raise StandBeschaedigt(f"Der Lesestand {ordner.name} hat ein anderes Format oder Modell.")
            state = cls(ordner, meta, modell)
        except (OSError, ValueError, KeyError, TypeError, IndexError) as e:
            raise StandBeschaedigt(f"Der Lesestand {ordner.name} lässt sich nicht öffnen.") from e
        if pruefen and not state.pruefe():
            raise StandBeschaedigt(f"Der Lesestand {ordner.name} ist beschädigt.")
        return state

    def pruefe(self) -> bool:
        """Whether every byte is still the one written (about a gigabyte a second)."""
        try:
            suche_heil = dateisumme(self.ordner / bau.SUCHE) == self._suchsumme
        except FileNotFoundError:  # removed as an old state; what is open stays readable
            suche_heil = True
        return suche_heil and self.ablage.pruefe()

    def _spurplan(self, auf: bool) -> list[list[tuple[int, Nachbarn]]]:
        """For each kind the trace relations that some of its nodes may have in this direction."""
        return [
            [
                (code, nb)
                for code in map(self.praedikatcode.__getitem__, spurpraedikate(self.modell))
                if (nb := self._nachbarn.get((code, not auf))) is not None
                and nb.ab < bereich.stop
                and bereich.start < nb.bis
            ]
            for bereich in self._bereiche.values()
        ]

    # nodes

    def bereich(self, art: str) -> range:
        """Numbers of the nodes of one kind, ordered by id."""
        return self._bereiche[art]

    def nummer(self, pfad: str) -> int | None:
        """Number of a node by local path or foreign IRI; None when there is no such node."""
        gemerkt = self._gefunden.get(pfad)
        return self._suche(pfad) if gemerkt is None else gemerkt

    def _suche(self, pfad: str) -> int | None:
        roh = pfad.encode("utf-8", "surrogatepass")
        h = bau.id_hash(roh)
        k = bisect_left(self._hash, h)
        while k < self.n and self._hash[k] == h:
            i: int = self._nummer[k]
            if self._id[self._idab[i] : self._idab[i + 1]] == roh:
                if len(self._gefunden) >= GEFOLGT:
                    self._gefunden.clear()
                self._gefunden[pfad] = i
                return i
            k += 1
        return None

    def pfad(self, i: int) -> str:
        """Local path or foreign IRI of node i."""
        return str(self._id[self._idab[i] : self._idab[i + 1]], "utf-8")

    def art(self, i: int) -> Art:
        """Kind of node i."""
        return self._arten[bisect_right(self._enden, i)]

    def wert(self, i: int, feld: Feld) -> Any:
        """Typed value of node i: str, int, Decimal, date, bool, member, list of members or None.

        The field is looked up by name, so a field of the base class works for every kind.
        """
        k = bisect_right(self._enden, i)
        art = self._arten[k]
        spalte = self._spalte(art.name, feld.name)
        return ([] if feld.viele else None) if spalte is None else spalte[i - self._bereiche[art.name].start]

    def spalte(self, art: str, feld: Feld) -> Spalte:
        """Whole column of one kind, in the order of `bereich(art)`; KeyError when the kind stores no such field."""
        spalte = self._spalte(art, feld.name)
        if spalte is None:
            raise KeyError(feld.name)
        return spalte

    def _spalte(self, art: str, name: str) -> Spalte | None:
        try:
            return self._spalten[art, name]
        except KeyError:
            feld = self.modell.arten[art].feld.get(name)
            spalte = None
            if feld is not None and feld.gespeichert and not feld.ist_link:
                eintrag = self._spaltenmeta.get(art, {}).get(name)
                spalte = oeffne_spalte(self.ablage, f"wert/{art}/{name}", feld, len(self._bereiche[art]), eintrag)
            return self._spalten.setdefault((art, name), spalte)

    # links

    def nachbarn(self, praedikat: str, rueck: bool) -> Nachbarn | None:
        """Adjacency of one relation in one direction; None when no link of it exists."""
        code = self.praedikatcode.get(praedikat)
        return None if code is None else self._nachbarn.get((code, rueck))

    def kanten(self, knoten: Sequence[int], praedikat: str, rueck: bool, vorschlaege: bool) -> list[list[Kante]]:
        """Links of one relation of many nodes at once, for each node ordered by the other end's number."""
        self.zaehler["kanten"] += 1
        nb = self.nachbarn(praedikat, rueck)
        if nb is None:
            return [[] for _ in knoten]
        code = self.praedikatcode[praedikat]
        return [self._lies(nb, code, rueck, i, vorschlaege) for i in knoten]

    def spurkanten(self, i: int, auf: bool, vorschlaege: bool) -> list[Kante]:
        """All trace links of one node: upward (towards guidelines) or downward, by relation and other end's number."""
        self.zaehler["spurkanten"] += 1
        schluessel = i << 2 | auf << 1 | vorschlaege
        gefunden = self._gefolgt.get(schluessel)
        if gefunden is None:
            if len(self._gefolgt) >= GEFOLGT:
                self._gefolgt.clear()
            gefunden = self._gefolgt[schluessel] = self._spurkanten(i, auf, vorschlaege)
        return gefunden

    def _spurkanten(self, i: int, auf: bool, vorschlaege: bool) -> list[Kante]:
        plan = self._spur[auf][bisect_right(self._enden, i)]
        if len(plan) == 1:
            ((code, nb),) = plan
            return self._lies(nb, code, not auf, i, vorschlaege)
        gefunden: list[Kante] = []
        for code, nb in plan:
            gefunden += self._lies(nb, code, not auf, i, vorschlaege)
        return gefunden

    def _lies(self, nb: Nachbarn, code: int, rueck: bool, i: int, vorschlaege: bool) -> list[Kante]:
        a, b = nb.spanne(i)
        if a == b:
            return []
        # tuple.__new__ instead of the class: half the time of the hot loop
        if nb.angaben is None:
            return [_neu(Kante, (z, code, rueck, _BELEGT, -1)) for z in nb.ziel[a:b]]
        status = self.aussagen.status
        return [
            _neu(Kante, (z, code, rueck, _BELEGT if k < 0 else STATUS[status[k]], k))
            for z, k in zip(nb.ziel[a:b], nb.angaben[a:b], strict=True)
            if vorschlaege or k < 0 or status[k] != VORSCHLAG
        ]

    def linkarrays(self, praedikat: str, vorschlaege: bool) -> tuple[Feldarray, Feldarray]:
        """Sources and targets of all links of one relation, ordered by source and target."""
        nb = self.nachbarn(praedikat, rueck=False)
        if nb is None:
            leer = np.zeros(0, np.int32)
            return leer, leer
        von, nach, angaben = nb.arrays()
        if vorschlaege or angaben is None:
            return von, nach
        m = np.append(self.aussagen.status_array != VORSCHLAG, np.True_)[angaben]
        return von[m], nach[m]

    def angaben(self, k: int) -> Angaben:
        """What link record k says; `BLOSS` when k < 0."""
        return BLOSS if k < 0 else self.aussagen.angaben(k, self.pfad)

    def anteil(self, k: int) -> str | None:
        """Share of link record k as written; much cheaper than `angaben(k).anteil`."""
        return self.aussagen.anteil(k)

    def belege(self, k: int) -> list[int]:
        """Numbers of the passages that state link record k."""
        return [] if k < 0 else [b for b in self.aussagen.roh(k)[3] if isinstance(b, int)]

    # closure

    @property
    def senken(self) -> tuple[str, ...]:
        """Kinds where traces end."""
        return senken(self.modell)

    def huelle(self, i: int) -> list[int]:
        """Nodes that node i finally serves over secured links, ordered; node i itself only when a cycle leads back."""
        return self._hz[self._hs[i] : self._hs[i + 1]].tolist()

    def huellenzahl(self, i: int) -> int:
        """How many nodes node i finally serves."""
        return int(self._hs[i + 1] - self._hs[i])

    def dient_etwas(self) -> Feldarray:
        """Mask over all nodes: whether the node finally serves anything."""
        return np.diff(self.ablage.array("huelle/stelle")) > 0

    def _unterspanne(self, senke: int) -> tuple[int, int]:
        k = bisect_left(self._senke, senke)
        if k == len(self._senke) or self._senke[k] != senke:
            return 0, 0
        return self._hus[k], self._hus[k + 1]

    def unterhalb(self, senke: int) -> list[int]:
        """Nodes that finally serve this node (of a kind in `senken`), ordered."""
        a, b = self._unterspanne(senke)
        return self._hu[a:b].tolist()

    def zahlen(self, senke: int) -> dict[str, int]:
        """How many nodes of each kind finally serve this node; kinds without any are left out."""
        a, b = self._unterspanne(senke)
        grenzen = [bisect_left(self._hu, ende, a, b) for ende in self._enden]
        zahlen = dict(zip(self._bereiche, np.diff([a, *grenzen]).tolist(), strict=True))
        return {name: zahl for name, zahl in zahlen.items() if zahl}

    def maske(self, knoten: Iterable[int]) -> Feldarray:
        """Mask over all nodes that is set at these."""
        m = np.zeros(self.n, bool)
        m[list(knoten)] = True
        return m

    def artmaske(self, arten: Iterable[str]) -> Feldarray:
        """Mask over all nodes that is set at those of these kinds ("Knoten" for all)."""
        m = np.zeros(self.n, bool)
        for name in arten:
            b = range(self.n) if name == "Knoten" else self._bereiche.get(name, range(0))
            m[b.start : b.stop] = True
        return m

    # back to rows

    def zeile(self, i: int) -> Knotenzeile:
        """Node i as a row, nothing lost."""
        art = self.art(i)
        k = i - self._bereiche[art.name].start
        werte = {}
        for f in art.werte:
            spalte = self._spalte(art.name, f.name)
            wert = None if spalte is None else spalte.lexikal(k)
            if wert is not None and wert != []:
                werte[str(f.pfad)] = wert
        return Knotenzeile(self.pfad(i), str(art.begriff), werte)

    def linkzeilen(self, i: int) -> list[Linkzeile]:
        """All links that begin at node i as rows, proposals among them."""
        zeilen = []
        for (code, rueck), nb in self._nachbarn.items():
            if not rueck:
                for kante in self._lies(nb, code, rueck, i, vorschlaege=True):
                    zeilen.append(  # noqa: PERF401 - the comprehension would be unreadable
                        Linkzeile(
                            self.pfad(i), self.praedikate[code], self.pfad(kante.knoten), self.angaben(kante.angaben)
                        )
                    )
        return zeilen

    def bestand(self, knoten: Iterable[int] | None = None) -> Bestand:
        """These nodes (all by default) with the links that begin at them, as rows."""
        nummern = list(range(self.n) if knoten is None else knoten)
        return Bestand([self.zeile(i) for i in nummern], [k for i in nummern for k in self.linkzeilen(i)])
