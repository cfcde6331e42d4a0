"""Makes a map of a part of the graph: a box for each node, for what is folded and for what is missing."""

from typing import TYPE_CHECKING

from leitlinien.karte.ausschnitt import HOECHSTENS, Ausschnitt, Rest, ausschnitt
from leitlinien.karte.bild import (
    BEISPIEL,
    VORSCHLAG,
    Bild,
    Form,
    Kasten,
    Linie,
    Spalte,
    betrag,
    kartenadresse,
    knotenadresse,
)
from leitlinien.karte.luecken import Luecke, luecken
from leitlinien.karte.stufen import mehrzahl, nur_in_spuren, stufen
from leitlinien.kinds import Herkunft, LinkStatus
from leitlinien.search import falte
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.trace.geld import Geldquellen

if TYPE_CHECKING:
    from datetime import date

    from leitlinien.state import State

__all__ = ["bild"]

LANGE_KENNUNG = 20
"""Characters from which a short name is none."""


def bild(
    state: "State",
    start: int,
    stichtag: "date",
    *,
    betont: bool = True,
    vorschlaege: bool = True,
    hoechstens: int = HOECHSTENS,
) -> Bild:
    """The map of a node on a day; `betont` emphasises the node in its own trace."""
    auszug = ausschnitt(state, start, vorschlaege=vorschlaege, hoechstens=hoechstens)
    return _Zeichner(state, auszug, betont=betont).bild(stichtag, vorschlaege=vorschlaege)


class _Zeichner:
    def __init__(self, state: "State", auszug: Ausschnitt, *, betont: bool) -> None:
        self._state, self._auszug, self._betont = state, auszug, betont
        self._stufen = stufen(state.modell)
        self._worte = wortschatz(state.modell)
        self._geld = Geldquellen(state)
        self._tiefe = self._tiefen()
        self._kaesten: list[Kasten] = []
        self._linien: list[Linie] = []
        self._platz: dict[int, int] = {}

    def _tiefen(self) -> dict[int, int]:
        """How many nodes of their own kind stand one above the other over each node."""
        ueber: dict[int, list[int]] = {}
        for v in self._auszug.verbindungen:
            if self._state.art(v.oben) is self._state.art(v.unten):
                ueber.setdefault(v.unten, []).append(v.oben)
        tiefe: dict[int, int] = {}

        def miss(k: int, offen: frozenset[int]) -> int:
            if k not in tiefe:
                tiefe[k] = max((miss(o, offen | {o}) + 1 for o in ueber.get(k, ()) if o not in offen), default=0)
            return tiefe[k]

        for k in self._auszug.knoten:
            miss(k, frozenset((k,)))
        return tiefe

    def _ort(self, knoten: int) -> tuple[int, int]:
        return self._stufen[self._state.art(knoten).name], self._tiefe[knoten]

    def bild(self, stichtag: "date", *, vorschlaege: bool) -> Bild:
        state, auszug = self._state, self._auszug
        # what proposals would give a node its place with is drawn as such
        alle = luecken(state, auszug.knoten, stichtag)
        fehlend = [lk for lk in alle if lk.hinab or not (vorschlaege and lk.vorgeschlagen)]
        orte = {self._ort(k) for k in auszug.knoten}
        orte |= {(lk.stufe, 0) for lk in fehlend} | {self._restort(r) for r in auszug.reste}
        spalten = {ort: nr for nr, ort in enumerate(sorted(orte))}
        self._setze_knoten(spalten)
        for rest in auszug.reste:
            self._setze_rest(rest, spalten)
        for luecke in fehlend:
            self._setze_luecke(luecke, spalten)
        return Bild(
            self._titel(auszug.start),
            state.pfad(auszug.start),
            auszug.ist_spur,
            tuple(self._kaesten),
            tuple(self._linien),
            tuple(self._spalte(ort) for ort in spalten),
            tuple(self._hinweise(vorschlaege=vorschlaege)),
            vorschlaege,
            state.revision,
            stichtag,
            tuple(fehlend),
        )

    def _wert(self, knoten: int, name: str) -> str:
        return str(self._state.wert(knoten, self._state.art(knoten).feld[name]) or "")

    def _titel(self, knoten: int) -> str:
        return self._wert(knoten, "titel") or self._state.pfad(knoten)

    def _setze_knoten(self, spalten: dict[tuple[int, int], int]) -> None:
        vorgeschlagen, hinauf = set[int](), set[int]()
        for v in self._auszug.verbindungen:
            hinauf.add(v.unten)
            if v.status is LinkStatus.VORSCHLAG:
                vorgeschlagen.add(v.unten)
        gesichert = {v.unten for v in self._auszug.verbindungen if v.status is not LinkStatus.VORSCHLAG}
        for k in sorted(self._auszug.knoten, key=lambda k: (spalten[self._ort(k)], k)):
            art = self._state.art(k)
            marken = []
            if self._state.wert(k, art.feld["herkunft"]) is Herkunft.BEISPIEL:
                marken.append(BEISPIEL)
            if k in vorgeschlagen:
                marken.append(f"teils {VORSCHLAG}" if k in gesichert else f"nur {VORSCHLAG}")
            geld = self._geld.betrag(k)
            self._platz[k] = len(self._kaesten)
            self._kaesten.append(
                Kasten(
                    Form.KNOTEN,
                    spalten[self._ort(k)],
                    self._stufen[art.name],
                    self._kopf(k),
                    self._titel(k),
                    knotenadresse(self._state.pfad(k)),
                    k,
                    marken=tuple(marken),
                    betrag=betrag(dict([geld])) if geld else "",
                    betont=self._betont and k == self._auszug.start,
                )
            )
        for v in self._auszug.verbindungen:
            if spalten[self._ort(v.oben)] < spalten[self._ort(v.unten)]:
                worte = ", ".join(self._beziehung(p) for p in dict.fromkeys(v.praedikate))
                self._linien.append(Linie(self._platz[v.oben], self._platz[v.unten], v.status, worte))

    def _kopf(self, knoten: int) -> str:
        """Kind and short name; the kind once, where the short name begins with it."""
        art, kennung = self._worte.lesbar(self._state.art(knoten).name), self._wert(knoten, "kennung")
        doppelt = falte(kennung).startswith(falte(art))
        if len(kennung) > LANGE_KENNUNG:
            return art
        return kennung if doppelt and kennung[:1].isupper() else f"{art} {kennung}".strip()

    def _beziehung(self, praedikat: str) -> str:
        return self._worte.lesbar(self._state.modell.beziehungen[praedikat].name)

    def _restort(self, rest: Rest) -> tuple[int, int]:
        """Column of what is folded: that of its kind, beyond the node it hangs on."""
        stufe = self._stufen[rest.art]
        if rest.bei is None or self._state.art(rest.bei).name != rest.art:
            return stufe, 0
        return stufe, self._tiefe[rest.bei] + (1 if rest.hinab else -1)

    def _setze_rest(self, rest: Rest, spalten: dict[tuple[int, int], int]) -> None:
        bei = self._auszug.start if rest.bei is None else rest.bei
        pfad = self._state.pfad(bei)
        # the map of the start is this one: what it folds, only the page of the node lists
        adresse = knotenadresse(pfad) if bei == self._auszug.start else kartenadresse(pfad, ist_spur=True)
        anzahl = f"{rest.anzahl:,}".replace(",", ".")
        name = mehrzahl(self._state.modell, rest.art, rest.anzahl)
        wort = f"weitere {name}" if rest.anzahl > 1 else f"weiterer Knoten: {name}"
        kasten = Kasten(
            Form.REST,
            spalten[self._restort(rest)],
            self._stufen[rest.art],
            "",
            f"+ {anzahl} {wort}",
            adresse,
            bei=None if rest.bei is None else self._platz[rest.bei],
        )
        self._haenge_an(kasten, hinab=rest.hinab)

    def _setze_luecke(self, luecke: Luecke, spalten: dict[tuple[int, int], int]) -> None:
        platz = self._platz[luecke.knoten]
        kasten = Kasten(
            Form.LUECKE,
            spalten[luecke.stufe, 0],
            luecke.stufe,
            "",
            luecke.text,
            self._kaesten[platz].adresse,
            bei=platz,
        )
        self._haenge_an(kasten, hinab=luecke.hinab)

    def _haenge_an(self, kasten: Kasten, *, hinab: bool) -> None:
        hier = len(self._kaesten)
        self._kaesten.append(kasten)
        if kasten.bei is not None:
            links, rechts = (kasten.bei, hier) if hinab else (hier, kasten.bei)
            if self._kaesten[links].spalte < self._kaesten[rechts].spalte:
                self._linien.append(Linie(links, rechts, None))

    def _spalte(self, ort: tuple[int, int]) -> Spalte:
        eigene = [k for k in self._auszug.knoten if self._ort(k) == ort]
        vorhanden = {self._state.art(k).name for k in eigene}
        arten = [a for a, s in self._stufen.items() if s == ort[0] and (a in vorhanden or not eigene)]
        if not eigene:
            arten = [a for a in arten if a not in nur_in_spuren(self._state.modell)]
        name = ", ".join(mehrzahl(self._state.modell, a) for a in arten)
        return Spalte(f"{name}, Stufe {ort[1] + 1}" if ort[1] else name, ort[0], len(eigene))

    def _hinweise(self, *, vorschlaege: bool) -> list[str]:
        auszug, modell = self._auszug, self._state.modell
        gefunden = []
        if not auszug.knoten:
            gefunden.append("Hierzu gehört nichts, was eine Karte zeigen könnte.")
        if auszug.verborgen:
            weitere = f"{auszug.verborgen:,}".replace(",", ".")
            gefunden.append(
                f"Gezeigt sind {len(auszug.knoten)} Knoten. {weitere} weitere sind zusammengefasst; die Kästen mit "
                "„+“ führen zu ihnen, und was unter ihnen liegt, ist nicht gezählt."
            )
        if auszug.aussen == 1:
            gefunden.append("1 Verknüpfung führt von Gezeigtem zu anderem hinauf, das hier nicht gezeigt ist.")
        elif auszug.aussen:
            gefunden.append(
                f"{auszug.aussen} Verknüpfungen führen von Gezeigtem zu anderem hinauf, das hier nicht gezeigt ist."
            )
        if not vorschlaege:
            gefunden.append("Vorschläge sind nicht gezeichnet.")
        if auszug.weggelassen:
            namen = " und ".join(mehrzahl(modell, a) for a in auszug.weggelassen)
            gefunden.append(
                f"{namen} sind hier nicht gezeichnet; die Spur dessen, wozu sie unmittelbar gehören, zeigt sie."
            )
        return gefunden
