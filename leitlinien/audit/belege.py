"""The evidence of an answer: for each row its nodes, the paths between them, the passages all of these rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib.paths import AlternativePath, InvPath, MulPath, Path

from leitlinien import frist
from leitlinien.api.spur import HOECHSTE_TIEFE
from leitlinien.audit.baum import Leser, Paar, Verhaeltnis, Zeilenbaum
from leitlinien.audit.quellenarten import Dokument, Fundstelle, quellenarten
from leitlinien.audit.zeugen import Schritt, Weg, Zeugen, schritt, unmittelbar
from leitlinien.kinds import Art, Feld, LinkStatus, Spur
from leitlinien.paths import einzelschritt
from leitlinien.tabellen import Antwort
from leitlinien.trace import spur

HOECHSTE_WEGE = 20_000
"""Paths of one trace that are listed."""
WEGE_JE_ZEILE = 50
"""Most paths of one row; where there are more, only the shortest is shown."""
LINKSUFFIX = "Link"
"""Ending of the fields that show a link together with what it says."""


@dataclass(frozen=True)
class Zeilenbeleg:
    """Why one row stands in the answer."""

    knoten: tuple[int, ...]
    """Nodes that the row shows or its paths pass, passages and documents apart."""
    wege: tuple[Weg, ...]
    fundstellen: tuple[int, ...]
    """Passages of the row's nodes and links, in the order in which they are met."""
    leerstellen: tuple[int, ...]
    """Places of its nodes that are known to be empty."""

    @property
    def vorschlag(self) -> bool:
        """Whether a path of the row rests on a proposal."""
        return any(s.status is LinkStatus.VORSCHLAG for weg in self.wege for s in weg)


class Belege:
    """The evidence of all rows of an answer that holds every node's id."""

    def __init__(self, antwort: Antwort, decknamen: Mapping[str, str], *, vorschlaege: bool) -> None:
        self.state = antwort.state
        self._decknamen, self._vorschlaege = decknamen, vorschlaege
        self._arten = quellenarten(self.state.modell)
        self._zeugen = Zeugen(self.state, vorschlaege=vorschlaege)
        self._wege: dict[Paar, tuple[Weg, ...]] = {}
        self._knotenbelege: dict[int, tuple[int, ...]] = {}
        self._spuren_zu: dict[tuple[int, bool, str], tuple[dict[int, list[Weg]], bool]] = {}
        self.nur_kuerzeste = False
        """Whether for some row only the shortest of many paths is given."""
        leser = Leser(antwort.abfrage, _Nummern(antwort).nummer)
        self.zeilen = tuple(self._zeile(baum) for baum in leser.zeilen(antwort.daten[0]))

    @cached_property
    def fundstellen(self) -> tuple[Fundstelle, ...]:
        """All passages, by document and position."""
        nummern = {f for zeile in self.zeilen for f in zeile.fundstellen}
        stellen = [self._arten.fundstelle(self.state, n) for n in nummern]
        return tuple(sorted(stellen, key=lambda s: (s.dokument.pfad if s.dokument else "", s.von or 0, s.pfad)))

    @cached_property
    def dokumente(self) -> tuple[Dokument, ...]:
        """Documents of these passages, by id."""
        gefunden = {s.dokument.pfad: s.dokument for s in self.fundstellen if s.dokument}
        return tuple(gefunden[p] for p in sorted(gefunden))

    @property
    def beruehrt(self) -> set[int]:
        """Numbers of all nodes that the evidence speaks of, passages among them."""
        return {n for z in self.zeilen for n in (*z.knoten, *z.fundstellen, *z.leerstellen)}

    def knotenbelege(self, knoten: int) -> tuple[int, ...]:
        """Passages that a node rests on."""
        if knoten not in self._knotenbelege:
            feld = self.state.art(knoten).feld["belege"]
            self._knotenbelege[knoten] = tuple(self._ziele(knoten, feld))
        return self._knotenbelege[knoten]

    def schrittbelege(self, schritt: Schritt) -> tuple[int, ...]:
        """Passages that state a link."""
        return tuple(self.state.belege(schritt.angaben))

    def _zeile(self, baum: Zeilenbaum) -> Zeilenbeleg:
        frist.pruefe()
        arten, state = self._arten, self.state
        wege: dict[Weg, None] = {}
        for paar in baum.paare:
            if not arten.ist_fundstelle(state, paar.von) and not arten.ist_fundstelle(state, paar.nach):
                wege |= dict.fromkeys(self._wege_von(paar))
        unterwegs = [n for weg in wege for s in weg for n in (s.von, s.nach)]
        alle = dict.fromkeys((*baum.knoten, *unterwegs))
        # The document of a passage is told with the passage.
        dahinter = {p.nach for p in baum.paare if arten.ist_fundstelle(state, p.von)}
        dahinter -= {n for p in baum.paare if not arten.ist_fundstelle(state, p.von) for n in (p.von, p.nach)}
        knoten = [n for n in alle if not arten.ist_fundstelle(state, n) and n not in dahinter]
        stellen = dict.fromkeys(n for n in alle if arten.ist_fundstelle(state, n))
        for weg in wege:
            stellen |= dict.fromkeys(b for s in weg for b in self.schrittbelege(s))
        # Where the row is a passage, it is the evidence; what else supports the node above it is another row.
        ist_stelle = baum.wurzel is not None and arten.ist_fundstelle(state, baum.wurzel)
        for n in () if ist_stelle else knoten:
            stellen |= dict.fromkeys(self.knotenbelege(n))
        leer = dict.fromkeys(n for k in knoten for n in self._ziele(k, state.art(k).feld["leerstellen"]))
        return Zeilenbeleg(tuple(knoten), tuple(wege), tuple(stellen), tuple(leer))

    def _ziele(self, knoten: int, feld: Feld) -> Iterable[int]:
        if (schritt := einzelschritt(feld.pfad)) is None:
            return ()
        return (k.knoten for k in self.state.kanten([knoten], *schritt, True)[0])

    def _wege_von(self, paar: Paar) -> tuple[Weg, ...]:
        if paar not in self._wege:
            self._wege[paar] = tuple(self._finde(paar))
        return self._wege[paar]

    def _finde(self, paar: Paar) -> list[Weg]:
        state = self.state
        match paar.verhaeltnis:
            case Verhaeltnis.FELD:
                feld = self._feld(state.art(paar.von), paar.schluessel)
                if feld is not None:
                    weg = self._zeugen.zeuge(paar.von, paar.nach, feld.pfad)
                    return [] if weg is None else [weg]
            case Verhaeltnis.SPUR:
                if wege := self._spuren(paar):
                    return wege
        direkt = unmittelbar(state, paar.von, paar.nach, vorschlaege=self._vorschlaege)
        tragend = [weg for weg in direkt if Spur in state.modell.beziehungen[weg[0].praedikat].marken]
        return tragend or direkt

    def _spuren(self, paar: Paar) -> list[Weg]:
        """All paths of the trace between two nodes; the shortest one where there are more than a reader can follow."""
        for auf in (True, False):
            nach_ziel, gekuerzt = self._spur(paar.von, auf, self.state.art(paar.nach).name)
            wege = nach_ziel.get(paar.nach, [])
            if wege and len(wege) <= WEGE_JE_ZEILE:
                return wege
            if (wege or gekuerzt) and (weg := self._zeugen.zeuge(paar.von, paar.nach, self._spurpfade[auf])):
                self.nur_kuerzeste = True
                return [weg]
        return []

    def _spur(self, von: int, auf: bool, art: str) -> tuple[dict[int, list[Weg]], bool]:
        """Paths of a trace to the nodes of one kind, by node, and whether they are too many to be listed."""
        if (von, auf, art) not in self._spuren_zu:
            gefunden = spur(
                self.state,
                von,
                auf,
                zu=frozenset((art,)),
                max_tiefe=HOECHSTE_TIEFE,
                max_pfade=HOECHSTE_WEGE,
                vorschlaege=self._vorschlaege,
            )
            wege: dict[int, list[Weg]] = {}
            for pfad in () if gefunden.gekuerzt else gefunden.pfade:
                weg = tuple(schritt(self.state, s.von, s.kante) for s in pfad.schritte)
                wege.setdefault(pfad.ende, []).append(weg)
            self._spuren_zu[von, auf, art] = (wege, gefunden.gekuerzt)
        return self._spuren_zu[von, auf, art]

    @cached_property
    def _spurpfade(self) -> dict[bool, Path]:
        """The trace as a property path, upward and downward."""
        tragend = AlternativePath(*(b.praedikat for b in self.state.modell.beziehungen.values() if Spur in b.marken))
        return {True: MulPath(tragend, "+"), False: MulPath(InvPath(tragend), "+")}

    def _feld(self, art: Art, schluessel: str) -> Feld | None:
        name = self._decknamen.get(schluessel, schluessel)
        nach_name = {f.graphql_name: f for f in art.felder if f.ist_link}
        return nach_name.get(name) or nach_name.get(name.removesuffix(LINKSUFFIX))


class _Nummern:
    """Numbers of nodes by the ids of one answer."""

    def __init__(self, antwort: Antwort) -> None:
        self._antwort = antwort
        self._bekannt: dict[str, int | None] = {}

    def nummer(self, id: str) -> int | None:
        """Number of a node; None when there is none of this id."""
        if id not in self._bekannt:
            kontext = self._antwort.kontext
            self._bekannt[id] = kontext.state.nummer(kontext.adressen.pfad(id))
        return self._bekannt[id]
