"""The history of a node as its page tells it: which revision changed what, in words of the model."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from leitlinien.kinds import Art, LinkStatus
from leitlinien.rdf.namen import lokal
from leitlinien.rows import Angaben, Wert
from leitlinien.tabellen.wortschatz import codes, wortschatz

if TYPE_CHECKING:
    from leitlinien.rows import Knotenzeile, Linkzeile
    from leitlinien.state import State
    from leitlinien.store import Geschichte, Revision
    from leitlinien.store.geschichte import Schritt

__all__ = ["Abschnitt", "Aenderung", "abschnitte"]

GEZEIGT = 20
"""Revisions that are shown."""
LINKS = 10
"""Links of one revision that are named."""
ZEICHEN = 240
"""Characters of a value that are shown."""
NEU, ANDERS, FORT = "Neu verknüpft", "Verknüpfung geändert", "Verknüpfung zurückgezogen"


@dataclass(frozen=True)
class Aenderung:
    """One thing that became different."""

    was: str
    vorher: str | None = None
    nachher: str | None = None
    adresse: str | None = None
    """Where what was linked is found."""
    vorschlag: bool = False
    """Whether it is about a link that is only proposed."""


@dataclass(frozen=True)
class Abschnitt:
    """What one revision did."""

    revision: "Revision"
    art: str
    """In one word."""
    aenderungen: list[Aenderung]
    weitere: int
    """Changes that are not named."""
    adresse: str | None
    """Where the node is seen as of this revision; None where it is not there."""


def abschnitte(
    state: "State", geschichte: "Geschichte", adresse: Callable[[str], str], damals: Callable[[int], str]
) -> tuple[list[Abschnitt], int]:
    """The newest revisions that changed the node, and how many earlier ones there are.

    `adresse` gives the page of a node for its id, `damals` the page of this one as of a revision.
    """
    erzaehler = _Erzaehler(state, adresse)
    gezeigt = [erzaehler.abschnitt(s, damals) for s in geschichte.schritte[:GEZEIGT]]
    return gezeigt, geschichte.aeltere + len(geschichte.schritte[GEZEIGT:])


class _Erzaehler:
    def __init__(self, state: "State", adresse: Callable[[str], str]) -> None:
        self._state, self._adresse = state, adresse
        self._worte, self._codes = wortschatz(state.modell), codes(state.modell)
        self._arten = {str(a.begriff): a for a in state.modell.arten.values()}

    def abschnitt(self, schritt: "Schritt", damals: Callable[[int], str]) -> Abschnitt:
        """What a revision did."""
        vorher, nachher = schritt.knoten or (None, None)
        nummer = schritt.revision.nummer
        if nachher is not None and vorher is None:
            # what a node begins with stands on its page as of then
            return Abschnitt(schritt.revision, "Aufgenommen", [], len(schritt.links), damals(nummer))
        if vorher is not None and nachher is None:
            return Abschnitt(schritt.revision, "Zurückgezogen", [], len(schritt.links), None)
        werte = self._werte(vorher, nachher) if vorher and nachher else []
        links = [self._link(*wandel) for wandel in schritt.links[:LINKS]]
        weitere = len(schritt.links) - len(links)
        return Abschnitt(schritt.revision, "Geändert", [*werte, *links], weitere, damals(nummer))

    def _werte(self, vorher: "Knotenzeile", nachher: "Knotenzeile") -> list[Aenderung]:
        gefunden = []
        if vorher.art != nachher.art:
            gefunden.append(Aenderung("Art", self._artname(vorher.art), self._artname(nachher.art)))
        art = self._arten.get(nachher.art) or self._arten.get(vorher.art)
        for p in dict.fromkeys((*(art.nach_praedikat if art else ()), *vorher.werte, *nachher.werte)):
            alt, neu = vorher.werte.get(p), nachher.werte.get(p)
            if alt != neu:
                gefunden.append(Aenderung(self._feldname(art, p), self._text(alt), self._text(neu)))
        return gefunden

    def _link(self, vorher: "Linkzeile | None", nachher: "Linkzeile | None") -> Aenderung:
        link = nachher or vorher
        if link is None:
            raise ValueError(vorher)
        beziehung = self._state.modell.beziehungen.get(link.praedikat)
        name = self._worte.lesbar(beziehung.name if beziehung else lokal(link.praedikat))
        wort = ANDERS if vorher and nachher else NEU if nachher else FORT
        nummer = self._state.nummer(link.nach)
        titel = link.nach
        if nummer is not None:
            titel = self._state.wert(nummer, self._state.art(nummer).feld["titel"]) or link.nach
        anders = self._angaben(vorher.angaben, nachher.angaben) if vorher and nachher else None
        return Aenderung(
            f"{wort} mit „{name}“",
            nachher=f"{titel}{f' ({anders})' if anders else ''}",
            adresse=self._adresse(link.nach),
            vorschlag=link.angaben.status is LinkStatus.VORSCHLAG,
        )

    def _angaben(self, vorher: Angaben, nachher: Angaben) -> str:
        """What a link says differently; its status in full, of the rest only what it is."""
        anders = [
            f.name
            for f in fields(Angaben)
            if f.type is not bool and getattr(vorher, f.name) != getattr(nachher, f.name)
        ]
        worte = [
            f"{self._codes[vorher.status.name]} → {self._codes[nachher.status.name]}"
            if name == "status"
            else f"{self._worte.lesbar(name)} geändert"
            for name in anders
        ]
        return ", ".join(worte)

    def _artname(self, begriff: str) -> str:
        return self._worte.lesbar(self._arten[begriff].name if begriff in self._arten else lokal(begriff))

    def _feldname(self, art: Art | None, praedikat: str) -> str:
        feld = art.nach_praedikat.get(praedikat) if art else None
        return self._worte.lesbar(feld.graphql_name if feld else lokal(praedikat))

    def _text(self, wert: Wert | None) -> str | None:
        if wert is None:
            return None
        teile: list[Any] = wert if isinstance(wert, list) else [*wert.values()] if isinstance(wert, dict) else [wert]
        text = ", ".join(self._codes.get(t, t) for t in teile)
        return text if len(text) <= ZEICHEN else f"{text[:ZEICHEN]}…"
