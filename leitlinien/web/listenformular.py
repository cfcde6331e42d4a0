"""The inputs by which a list is narrowed, derived from the fields of its kind."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from leitlinien.api import Sicht
from leitlinien.api.sortierung import ID as ID_SORTIERUNG
from leitlinien.kinds import Auswahl, Feld
from leitlinien.tabellen.wortschatz import codes, wortschatz
from leitlinien.web.auswahllisten import Gruppe, Option, knotengruppen
from leitlinien.web.formular import HOECHSTENS_AUSWAHL, Eingabe, Steuerung
from leitlinien.web.listenfilter import (
    AB,
    BIS,
    IN_KRAFT,
    JA_NEIN,
    LEER,
    MIT,
    SICHT,
    SORTIERUNG,
    VON,
    Selektion,
    hat_spanne,
    leerbare,
    sortierbare,
)

if TYPE_CHECKING:
    from leitlinien.state import State

VORSCHLAEGE = 200
"""Suggestions of one input; a list has several of them."""
JA, NEIN = JA_NEIN


@dataclass(frozen=True)
class Listenformular:
    """The inputs of a list."""

    haupt: tuple[Eingabe, ...]
    """Closed lists, links, empty fields, sorting."""
    weitere: tuple[Eingabe, ...]
    """Texts, days, numbers, and what counts as a link."""


def listenformular(selektion: Selektion, state: "State") -> Listenformular:
    """The inputs, filled with what is selected."""
    bau = _Bau(selektion, state)
    art = selektion.art
    # first what the kind says itself, then what every kind has
    felder = sorted(art.felder, key=lambda f: f.name in bau.basis)
    haupt = [
        *(bau.auswahl(f) for f in felder if not f.ist_link and issubclass(f.typ, Auswahl)),
        *(bau.link(f) for f in felder if f.ist_link and f.gespeichert and bau.waehlbar(f)),
        bau.felder(LEER, "Ohne Angabe", "Nur, wo nichts steht in"),
        bau.felder(MIT, "Mit Angabe", "Nur, wo etwas steht in"),
        bau.sortierung(),
    ]
    weitere = [e for f in felder if not f.ist_link and not issubclass(f.typ, Auswahl) for e in bau.wert(f)]
    weitere += [bau.link(f) for f in felder if f.ist_link and f.gespeichert and not bau.waehlbar(f)]
    weitere += [bau.ja_nein(IN_KRAFT, "In Kraft", "Ob es heute gilt."), bau.sicht()]
    return Listenformular(tuple(haupt), tuple(weitere))


class _Bau:
    def __init__(self, selektion: Selektion, state: "State") -> None:
        self._s, self._state = selektion, state
        self._worte, self._codes = wortschatz(state.modell), codes(state.modell)
        self._fehler = {f.name: f.text for f in selektion.fehler}
        alle = [set(a.feld) for a in state.modell.arten.values()]
        self.basis = set.intersection(*alle) if alle else set()
        """Fields of every kind."""

    def waehlbar(self, feld: Feld) -> bool:
        """Whether the nodes a link may lead to are few enough to choose from, and there are any."""
        return 0 < self._ziele(feld) <= HOECHSTENS_AUSWAHL

    def auswahl(self, feld: Feld) -> Eingabe:
        """A closed list."""
        optionen = tuple(Option(w.name, self._codes[w.name]) for w in feld.typ)  # type: ignore[attr-defined]
        return self._aus_wahl(feld.graphql_name, self._name(feld), feld.beschreibung, (Gruppe("", optionen),))

    def link(self, feld: Feld) -> Eingabe:
        """A link: to choose, to choose or type, or to type."""
        ziele = self._ziele(feld)
        if self.waehlbar(feld):
            gruppen = knotengruppen(self._state, feld.ziele[0], ziele)
            return self._aus_wahl(feld.graphql_name, self._name(feld), feld.beschreibung, gruppen)
        hilfe = f"{feld.beschreibung} Adresse wie im Kopf der Seite eines Knotens."
        gruppen = knotengruppen(self._state, feld.ziele[0], VORSCHLAEGE) if ziele else ()
        return self._eingabe(feld.graphql_name, self._name(feld), hilfe, "vorschlaege" if gruppen else "text", gruppen)

    def wert(self, feld: Feld) -> list[Eingabe]:
        """A text, a number, a day, yes or no."""
        name, label = feld.graphql_name, self._name(feld)
        if feld.typ is str:
            return [self._eingabe(name, label, f"Enthält. {feld.beschreibung}", "text")]
        if feld.typ is bool:
            return [self.ja_nein(name, label, feld.beschreibung)]
        if not hat_spanne(feld):
            return []
        steuerung: Steuerung = "datum" if feld.typ is date else "zahl"
        ganz = feld.typ is int
        return [
            self._eingabe(name + VON, f"{label} von", feld.beschreibung, steuerung, ganz=ganz),
            self._eingabe(name + BIS, f"{label} bis", feld.beschreibung, steuerung, ganz=ganz),
        ]

    def ja_nein(self, name: str, label: str, hilfe: str) -> Eingabe:
        """Yes, no, or either."""
        return self._aus_wahl(name, label, hilfe, (Gruppe("", (Option(JA, JA), Option(NEIN, NEIN))),))

    def sicht(self) -> Eingabe:
        """What counts as a link."""
        optionen = tuple(Option(s.name, s.beschreibung) for s in Sicht if s is not Sicht.GESICHERT)
        eingabe = self._aus_wahl(SICHT, "Sicht", "Welche Verknüpfungen für die Filter gelten.", (Gruppe("", optionen),))
        return _mit_leer(eingabe, Sicht.GESICHERT.beschreibung)

    def felder(self, parameter: str, label: str, hilfe: str) -> Eingabe:
        """Fields that are empty, or are not."""
        arten = {"Eigenschaften": False, "Verknüpfungen": True}
        gruppen = tuple(
            Gruppe(
                titel, tuple(Option(f.graphql_name, self._name(f)) for f in leerbare(self._s.art) if f.ist_link is link)
            )
            for titel, link in arten.items()
        )
        return _mit_leer(self._aus_wahl(parameter, label, f"{hilfe} …", gruppen), "beliebig")

    def sortierung(self) -> Eingabe:
        """What the list is sorted by."""
        namen = {ID_SORTIERUNG: "Adresse"} | {f.graphql_name: self._name(f) for f in sortierbare(self._s.art)}
        auf = Gruppe("aufsteigend", tuple(Option(n, text) for n, text in namen.items() if n != ID_SORTIERUNG))
        ab = Gruppe("absteigend", tuple(Option(AB + n, f"{text}, absteigend") for n, text in namen.items()))
        hilfe = "Was leer ist, steht am Ende."
        return _mit_leer(self._aus_wahl(SORTIERUNG, "Sortiert nach", hilfe, (auf, ab)), namen[ID_SORTIERUNG])

    def _aus_wahl(self, name: str, label: str, hilfe: str, gruppen: tuple[Gruppe, ...]) -> Eingabe:
        """A choice; boxes as long as more than one value is chosen, else a select would lose the others."""
        mehrere = len(self._s.texte.get(name, ())) > 1
        bekannt = {o.wert for g in gruppen for o in g.optionen}
        fremd = tuple(Option(t, t) for t in self._s.texte.get(name, ()) if t not in bekannt)
        if fremd and (name in self._fehler or mehrere):
            gruppen = (Gruppe("", fremd), *gruppen)
        return self._eingabe(name, label, hilfe, "kaestchen" if mehrere else "auswahl", gruppen)

    def _eingabe(
        self,
        name: str,
        label: str,
        hilfe: str,
        steuerung: Steuerung,
        gruppen: tuple[Gruppe, ...] = (),
        *,
        ganz: bool = True,
    ) -> Eingabe:
        texte = self._s.texte.get(name, [])
        return Eingabe(
            name=name,
            label=label,
            hilfe=hilfe,
            steuerung=steuerung,
            pflicht=False,
            freiwillig=False,
            text=", ".join(texte),
            gewaehlt=frozenset(texte),
            leer="alle",
            gruppen=gruppen,
            fehler=self._fehler.get(name, ""),
            ganz=ganz,
        )

    def _ziele(self, feld: Feld) -> int:
        """Nodes a link may lead to; 0 when it may lead to more than one kind."""
        arten = self._state.modell.arten
        if len(feld.ziele) != 1 or feld.ziele[0] not in arten:
            return 0
        return len(self._state.bereich(feld.ziele[0]))

    def _name(self, feld: Feld) -> str:
        return self._worte.lesbar(feld.graphql_name)


def _mit_leer(eingabe: Eingabe, leer: str) -> Eingabe:
    return replace(eingabe, leer=leer)
