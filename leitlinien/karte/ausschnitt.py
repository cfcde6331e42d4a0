"""Which part of the graph a map shows: found by walking trace links, folded where it would be too much to read.

Only what is shown is walked, so the cost depends on the picture, not on the graph.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leitlinien import frist
from leitlinien.karte.stufen import nur_in_spuren, stufen, zugehoerig
from leitlinien.kinds import LinkStatus
from leitlinien.terms import LL

if TYPE_CHECKING:
    from leitlinien.state import Kante, State

__all__ = ["Ausschnitt", "Rest", "Verbindung", "ausschnitt"]

HOECHSTENS = 150
"""Nodes that a picture shows; what is more is folded."""
STUFEN_DER_FALTUNG = (40, 25, 16, 12, 8, 6, 5, 4, 3, 2, 1)
"""How many nodes of a kind below the same node are shown, tried in this order when all are too many."""
WURZELFAKTOR = 4
"""Of the nodes that belong to the start itself this many times as many are shown."""


@dataclass(frozen=True)
class Rest:
    """Nodes of one kind beside the same node that are not shown."""

    bei: int | None
    """The shown node they are linked with; None: they belong to the start."""
    art: str
    anzahl: int
    hinab: bool
    """Whether they lie below (right of) that node."""


@dataclass(frozen=True)
class Verbindung:
    """A trace link between two shown nodes."""

    oben: int
    unten: int
    status: LinkStatus
    praedikate: tuple[str, ...]


@dataclass(frozen=True)
class Ausschnitt:
    """The shown part."""

    start: int
    ist_spur: bool
    """Whether the start is itself a node of the columns, so that the picture is its trace."""
    knoten: tuple[int, ...]
    """In order of their numbers."""
    verbindungen: tuple[Verbindung, ...]
    reste: tuple[Rest, ...]
    verborgen: int
    """Different nodes that are folded away; what lies beyond them is not counted."""
    aussen: int
    """Links that lead from shown nodes further up, out of the picture."""
    weggelassen: tuple[str, ...]
    """Kinds below shown nodes that only the trace of the node just above shows."""


def ausschnitt(state: "State", start: int, *, vorschlaege: bool = True, hoechstens: int = HOECHSTENS) -> Ausschnitt:
    """The map of a node: its trace up and down, or, for one that gathers others, that of all that belong to it."""
    suche = _Suche(state, start, vorschlaege=vorschlaege)
    gefunden = suche.entfalte(None, hoechstens)
    for grenze in STUFEN_DER_FALTUNG:
        if len(gefunden.sichtbar) <= hoechstens and gefunden.ganz:
            break
        gefunden = suche.entfalte(grenze, hoechstens)
    return suche.ausschnitt(gefunden)


class _Entfaltung:
    """One try: which nodes are shown and in which direction each was followed."""

    def __init__(self) -> None:
        self.sichtbar: dict[int, None] = {}
        self.gefolgt: dict[tuple[int, bool], None] = {}
        """Node and whether downwards."""
        self.ganz = True
        """Whether nothing was left out because the picture was full."""


class _Suche:
    def __init__(self, state: "State", start: int, *, vorschlaege: bool) -> None:
        self._state, self._start, self._vorschlaege = state, start, vorschlaege
        self._stufen = stufen(state.modell)
        self._ist_spur = state.art(start).name in self._stufen
        self._ohne = nur_in_spuren(state.modell)
        self._wurzeln = [start] if self._ist_spur else self._zugehoerige()
        self._nachbarn: dict[tuple[int, bool], dict[str, list[Kante]]] = {}
        self._weggelassen: set[str] = set()

    def _zugehoerige(self) -> list[int]:
        """Nodes that belong to the start, or to something narrower."""
        ganze = dict.fromkeys([self._start])
        rand = [self._start]
        while rand:
            engere = self._state.kanten(rand, str(LL.oberbegriff), True, self._vorschlaege)
            rand = [k.knoten for kanten in engere for k in kanten if k.knoten not in ganze]
            ganze.update(dict.fromkeys(rand))
            frist.pruefe()
        gefunden: set[int] = set()
        for praedikat in zugehoerig(self._state.modell, self._state.art(self._start).name):
            for kanten in self._state.kanten(list(ganze), praedikat, True, self._vorschlaege):
                gefunden.update(k.knoten for k in kanten)
                frist.pruefe()
        return sorted(k for k in gefunden if self._gehoert_ins_bild(k))

    def _gehoert_ins_bild(self, knoten: int) -> bool:
        name = self._state.art(knoten).name
        return name in self._stufen and name not in self._ohne

    def nachbarn(self, knoten: int, *, hinab: bool) -> "dict[str, list[Kante]]":
        """Trace links of a node by the kind at their other end, the sure ones first."""
        if (knoten, hinab) not in self._nachbarn:
            frist.pruefe()
            nach_art: dict[str, list[Kante]] = {}
            for kante in self._state.spurkanten(knoten, not hinab, self._vorschlaege):
                nach_art.setdefault(self._state.art(kante.knoten).name, []).append(kante)
            ohne = frozenset[str]() if knoten == self._start else self._ohne
            self._weggelassen |= ohne & nach_art.keys()
            self._nachbarn[knoten, hinab] = {
                art: sorted(kanten, key=lambda k: (k.status is LinkStatus.VORSCHLAG, k.knoten))
                for art, kanten in sorted(nach_art.items(), key=lambda e: self._stufen[e[0]])
                if art not in ohne
            }
        return self._nachbarn[knoten, hinab]

    def entfalte(self, grenze: int | None, hoechstens: int) -> _Entfaltung:
        """Walk outwards level by level; at most `grenze` nodes of a kind beside each node."""
        gefunden = _Entfaltung()
        je_art: dict[str, int] = {}
        for wurzel in self._wurzeln:
            art = self._state.art(wurzel).name
            je_art[art] = je_art.get(art, 0) + 1
            if grenze is None or je_art[art] <= grenze * WURZELFAKTOR:
                gefunden.sichtbar[wurzel] = None
        for hinab in (True, False):
            ebene = [w for w in self._wurzeln if w in gefunden.sichtbar]
            while ebene:
                ebene = self._naechste(gefunden, ebene, grenze, hoechstens, hinab=hinab)
        return gefunden

    def _naechste(
        self, gefunden: _Entfaltung, ebene: list[int], grenze: int | None, hoechstens: int, *, hinab: bool
    ) -> list[int]:
        weiter: dict[int, None] = {}
        for knoten in ebene:
            if (knoten, hinab) in gefunden.gefolgt:
                continue
            gefunden.gefolgt[knoten, hinab] = None
            for kanten in self.nachbarn(knoten, hinab=hinab).values():
                weiter |= {k.knoten: None for k in kanten if k.knoten in gefunden.sichtbar}
                neue = [k.knoten for k in kanten if k.knoten not in gefunden.sichtbar]
                # a box for one that is not shown would take as much room as the one
                if grenze is not None and len(neue) > grenze + 1:
                    neue = neue[:grenze]
                platz = hoechstens - len(gefunden.sichtbar)
                if len(neue) > platz:
                    gefunden.ganz = False
                    neue = neue[: max(platz, 0)]
                gefunden.sichtbar |= dict.fromkeys(neue)
                weiter |= dict.fromkeys(neue)
        return list(weiter)

    def ausschnitt(self, gefunden: _Entfaltung) -> Ausschnitt:
        """What was found, with the links between and the rest beside it."""
        sichtbar = gefunden.sichtbar
        verborgen: set[int] = set()
        reste = []
        for art, fehlend in self._je_art(k for k in self._wurzeln if k not in sichtbar).items():
            reste.append(Rest(None, art, len(fehlend), hinab=True))
            verborgen.update(fehlend)
        for knoten, hinab in sorted(gefunden.gefolgt):
            for art, kanten in self.nachbarn(knoten, hinab=hinab).items():
                weg = {k.knoten for k in kanten if k.knoten not in sichtbar}
                verborgen |= weg
                if weg:
                    reste.append(Rest(knoten, art, len(weg), hinab=hinab))
        verbindungen: dict[tuple[int, int], list[Kante]] = {}
        aussen = 0
        for knoten in sorted(sichtbar):
            for kante in self._state.spurkanten(knoten, True, self._vorschlaege):
                if kante.knoten in sichtbar:
                    verbindungen.setdefault((kante.knoten, knoten), []).append(kante)
                elif (knoten, False) not in gefunden.gefolgt:
                    aussen += 1
        return Ausschnitt(
            self._start,
            self._ist_spur,
            tuple(sorted(sichtbar)),
            tuple(self._verbindung(paar, kanten) for paar, kanten in sorted(verbindungen.items())),
            tuple(reste),
            len(verborgen),
            aussen,
            tuple(sorted(self._weggelassen)),
        )

    def _verbindung(self, paar: tuple[int, int], kanten: "list[Kante]") -> Verbindung:
        staerke = [LinkStatus.BELEGT, LinkStatus.BESTAETIGT, LinkStatus.VORSCHLAG]
        status = min((k.status for k in kanten), key=staerke.index)
        return Verbindung(*paar, status, tuple(self._state.praedikate[k.praedikat] for k in kanten))

    def _je_art(self, knoten: Iterable[int]) -> dict[str, list[int]]:
        gefunden: dict[str, list[int]] = {}
        for k in knoten:
            gefunden.setdefault(self._state.art(k).name, []).append(k)
        return gefunden
