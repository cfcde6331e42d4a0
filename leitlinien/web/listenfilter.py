"""What the address of a list selects: parameters read against the model, as a filter of GraphQL and as chips.

    ebene=OBERZIEL            a member of a closed list; several by commas or by repeating: any of them
    regelwerk=kiel/regelwerk  a link to this node
    titel=Jugend              a text that holds this
    beginn=2026-01-01         a day, number, yes or no; `beginn.von=`, `beginn.bis=` for the ends of a range
    leer=massnahmen           fields that are empty; `mit=massnahmen`: fields that are not
    q=offene jugend           words, all of which stand in short name, title or other prose
    inKraft=ja   sicht=MIT_VORSCHLAEGEN   sortierung=-bewilligtAm

What each means is what the field, argument or condition of this name means in GraphQL.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leitlinien.api import Sicht
from leitlinien.api.namen import konstante
from leitlinien.api.sortierung import ID as ID_SORTIERUNG
from leitlinien.api.sortierung import Sortierrichtung
from leitlinien.errors import UngueltigeId
from leitlinien.kinds import Art, Auswahl, Deutsch, Feld
from leitlinien.queries import Eingabeart, Variable, Variablenfehler, Wahl
from leitlinien.queries.artabfrage import Name
from leitlinien.tabellen.wortschatz import codes, wortschatz
from leitlinien.web.formular import Fehler

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.state import State

SUCHE, LEER, MIT, IN_KRAFT, SICHT, SORTIERUNG, SEITE = "q", "leer", "mit", "inKraft", "sicht", "sortierung", "seite"
EIGENE = (SUCHE, LEER, MIT, IN_KRAFT, SICHT, SORTIERUNG, SEITE)
"""Parameters that are no field."""
VON, BIS = ".von", ".bis"
AB = "-"
"""In front of what is sorted downwards."""
JA_NEIN = "ja", "nein"
WOERTER = 16
"""Words of a search that count."""
_ART = {int: Eingabeart.GANZZAHL, Decimal: Eingabeart.DEZIMALZAHL, date: Eingabeart.TAG, bool: Eingabeart.JA_NEIN}


@dataclass(frozen=True)
class Chip:
    """One active condition and the parameters of the address without it."""

    text: str
    ohne: tuple[tuple[str, str], ...]


@dataclass
class Selektion:
    """What an address selects from a kind."""

    art: Art
    texte: dict[str, list[str]] = field(default_factory=dict)
    """What was given, by parameter; nothing empty, without the page."""
    filter: dict[str, Any] = field(default_factory=dict)
    """As GraphQL's list takes it."""
    sortierung: list[dict[str, Any]] = field(default_factory=list)
    sicht: Sicht = Sicht.GESICHERT
    worte: dict[tuple[str, str], str] = field(default_factory=dict)
    """What each condition is called, by parameter and value."""
    fehler: list[Fehler] = field(default_factory=list)

    def parameter(self) -> list[tuple[str, str]]:
        """The parameters that lead to the same selection."""
        return [(name, text) for name, texte in self.texte.items() for text in texte]

    def chips(self) -> list[Chip]:
        """Conditions that can be taken away, in the order given; sorting is none."""
        alle = [p for p in self.parameter() if p[0] != SORTIERUNG]
        return [Chip(self.worte.get(p, ": ".join(p)), tuple(a for a in self.parameter() if a != p)) for p in alle]


def leerbare(art: Art) -> list[Feld]:
    """Fields that can be empty."""
    return [f for f in art.felder if f.ist_link or not f.pflicht]


def sortierbare(art: Art) -> list[Feld]:
    """Values by which a list can be sorted."""
    return [f for f in art.werte if not f.viele]


def hat_spanne(feld: Feld) -> bool:
    """Whether a value has ends: numbers and days."""
    return not feld.viele and feld.typ in (int, Decimal, date)


def lies(art: Art, parameter: Iterable[tuple[str, str]], state: "State", adressen: "Adressen") -> Selektion:
    """Read the parameters of an address; what is wrong stands in `fehler`."""
    selektion = Selektion(art)
    leser = _Leser(selektion, state, adressen)
    for name, text in parameter:
        if text.strip() and name != SEITE:
            leser.merke(name, text.strip())
    for name, texte in list(selektion.texte.items()):
        leser.lies(name, texte)
    return selektion


class _Leser:
    def __init__(self, selektion: Selektion, state: "State", adressen: "Adressen") -> None:
        self._s, self._state, self._adressen = selektion, state, adressen
        self._art = selektion.art
        self._worte, self._codes = wortschatz(state.modell), codes(state.modell)
        self._felder = {f.graphql_name: f for f in self._art.felder}
        self._eigene = {
            SUCHE: self._suche,
            LEER: self._leer,
            MIT: self._mit,
            IN_KRAFT: self._in_kraft,
            SICHT: self._sicht,
            SORTIERUNG: self._sortierung,
        }

    def merke(self, name: str, text: str) -> None:
        """Keep what was given, the values of a list one by one."""
        feld = self._felder.get(name)
        einzeln = name in (LEER, MIT) or (feld is not None and (feld.ist_link or issubclass(feld.typ, Auswahl)))
        neu = [t.strip() for t in text.split(",") if t.strip()] if einzeln else [" ".join(text.split())]
        alle = self._s.texte.setdefault(name, [])
        alle += [t for t in dict.fromkeys(neu) if t not in alle]

    def lies(self, name: str, texte: list[str]) -> None:
        """Read one parameter."""
        try:
            if name in self._eigene:
                self._eigene[name](texte)
            else:
                self._feld(name, texte)
        except Variablenfehler as fehler:
            grund = str(fehler).removeprefix(f"„{name}“: ")
            self._s.fehler.append(Fehler(name, self._label(name), grund))

    def _label(self, name: str) -> str:
        kopf, _, ende = name.partition(".")
        return f"{self._worte.lesbar(kopf)}{f' {ende}' if ende else ''}"

    # fields

    def _feld(self, name: str, texte: list[str]) -> None:
        kopf = name.removesuffix(VON).removesuffix(BIS)
        feld = self._felder.get(kopf)
        if feld is None or (kopf != name and not hat_spanne(feld)):
            namen = ", ".join([*EIGENE[:-1], *self._felder])
            self._s.fehler.append(
                Fehler("", "", f"Die Angabe „{name}“ gibt es für diese Liste nicht. Es gibt: {namen}.")
            )
            return
        if feld.ist_link:
            self._link(feld, texte)
        elif issubclass(feld.typ, Auswahl):
            self._auswahl(feld, texte)
        elif kopf != name:
            self._grenze(feld, name, texte)
        else:
            self._wert(feld, texte)

    def _auswahl(self, feld: Feld, texte: list[str]) -> None:
        klasse = feld.typ
        wahl = tuple(Wahl(w.name, w.beschreibung) for w in klasse)  # type: ignore[attr-defined]
        variable = _variable(feld.graphql_name, Eingabeart.AUSWAHL, wahl)
        namen = [variable.lies(t) for t in texte]
        self._s.texte[feld.graphql_name] = namen
        werte = [klasse[n] for n in namen]  # type: ignore[index]
        if not feld.viele:
            self._bedinge(feld, {"in": werte})
        elif len(werte) == 1:
            self._bedinge(feld, {"enthaelt": werte[0]})
        else:
            self._und({"oder": [{feld.graphql_name: {"enthaelt": w}} for w in werte]})
        for name in namen:
            self._nenne(feld.graphql_name, name, f"{self._name(feld)}: {self._codes[name]}")

    def _link(self, feld: Feld, texte: list[str]) -> None:
        pfade = []
        for text in texte:
            pfade.append(self._pfad(feld, text))
            nummer = self._state.nummer(pfade[-1])
            if nummer is None:
                raise Variablenfehler(feld.graphql_name, f"„{text}“ gibt es in diesem Datenstand nicht.")
            ist = self._state.art(nummer)
            if not self._state.modell.passt(feld.ziele, ist.name):
                erwartet = ", ".join(map(self._worte.lesbar, feld.ziele))
                grund = f"„{text}“ ist von der Art {self._worte.lesbar(ist.name)}, gefragt ist {erwartet}."
                raise Variablenfehler(feld.graphql_name, grund)
            titel = self._state.wert(nummer, ist.feld["titel"]) or text
            self._nenne(feld.graphql_name, pfade[-1], f"{self._name(feld)}: {titel}")
        self._s.texte[feld.graphql_name] = pfade
        self._bedinge(feld, {"irgendein": {"id": {"in": pfade}}})

    def _pfad(self, feld: Feld, text: str) -> str:
        try:
            return self._adressen.pfad(text)
        except UngueltigeId:
            grund = f"„{text}“ ist keine Adresse. Erwartet wird ein Kurzpfad wie kiel/K05 oder eine ganze Adresse."
            raise Variablenfehler(feld.graphql_name, grund) from None

    def _wert(self, feld: Feld, texte: list[str]) -> None:
        name = feld.graphql_name
        if feld.typ is str:
            self._s.texte[name] = texte[-1:]
            self._bedinge(feld, {"enthaelt": texte[-1]})
            wort = "enthält" if not feld.viele else "darunter"
            self._nenne(name, texte[-1], f"{self._name(feld)} {wort} „{texte[-1]}“")
            return
        self._bedinge(feld, {"ist": self._gelesen(feld, name, texte)})
        self._nenne(name, self._s.texte[name][0], f"{self._name(feld)}: {self._lesbar(feld, name)}")

    def _grenze(self, feld: Feld, name: str, texte: list[str]) -> None:
        ende = name.rpartition(".")[2]
        self._bedinge(feld, {ende: self._gelesen(feld, name, texte)})
        self._nenne(name, self._s.texte[name][0], f"{self._name(feld)} {ende} {self._lesbar(feld, name)}")

    def _gelesen(self, feld: Feld, name: str, texte: list[str]) -> Any:
        """The last value given."""
        wert = _variable(name, _ART[feld.typ]).lies(texte[-1])
        self._s.texte[name] = ["ja" if wert is True else "nein" if wert is False else str(wert)]
        return wert

    def _lesbar(self, feld: Feld, name: str) -> str:
        text = self._s.texte[name][0]
        return f"{date.fromisoformat(text):%d.%m.%Y}" if feld.typ is date else text.replace(".", ",")

    # conditions that are no field

    def _suche(self, texte: list[str]) -> None:
        worte = " ".join(texte).split()[:WOERTER]
        self._s.texte[SUCHE] = [" ".join(worte)]
        felder = [f for f in self._art.werte if f.typ is str and not f.viele and _ist_prosa(f)]
        for wort in worte:
            self._und({"oder": [{f.graphql_name: {"enthaelt": wort}} for f in felder]})
        self._nenne(SUCHE, self._s.texte[SUCHE][0], f"enthält „{self._s.texte[SUCHE][0]}“")

    def _leer(self, texte: list[str]) -> None:
        self._vorhanden(LEER, texte, da=False)

    def _mit(self, texte: list[str]) -> None:
        self._vorhanden(MIT, texte, da=True)

    def _vorhanden(self, parameter: str, texte: list[str], *, da: bool) -> None:
        moeglich = {f.graphql_name: f for f in leerbare(self._art)}
        for name in texte:
            if name not in moeglich:
                grund = f"„{name}“ ist kein Feld, das leer sein kann. Möglich: {', '.join(moeglich)}."
                raise Variablenfehler(parameter, grund)
            self._bedinge(moeglich[name], {"vorhanden": da})
            self._nenne(parameter, name, f"{'mit' if da else 'ohne'} {self._name(moeglich[name])}")

    def _in_kraft(self, texte: list[str]) -> None:
        wert = _variable(IN_KRAFT, Eingabeart.JA_NEIN).lies(texte[-1])
        self._s.texte[IN_KRAFT] = [JA_NEIN[0] if wert else JA_NEIN[1]]
        self._s.filter[IN_KRAFT] = wert
        self._nenne(IN_KRAFT, self._s.texte[IN_KRAFT][0], f"{'in Kraft' if wert else 'nicht in Kraft'} (heute)")

    def _sicht(self, texte: list[str]) -> None:
        wahl = tuple(Wahl(s.name, s.beschreibung) for s in Sicht)
        name = _variable(SICHT, Eingabeart.AUSWAHL, wahl).lies(texte[-1])
        self._s.sicht = Sicht[name]
        self._s.texte[SICHT] = [name]
        self._nenne(SICHT, name, self._worte.lesbar(name))

    def _sortierung(self, texte: list[str]) -> None:
        text = texte[-1]
        name = text.removeprefix(AB)
        namen = {ID_SORTIERUNG: ID_SORTIERUNG} | {f.graphql_name: f.name for f in sortierbare(self._art)}
        if name not in namen:
            grund = f"Nach „{name}“ lässt sich nicht sortieren. Möglich: {', '.join(namen)}, mit - davor absteigend."
            raise Variablenfehler(SORTIERUNG, grund)
        self._s.texte[SORTIERUNG] = [text]
        richtung = Sortierrichtung.ABSTEIGEND if text.startswith(AB) else Sortierrichtung.AUFSTEIGEND
        self._s.sortierung = [{"feld": Name(konstante(namen[name])), "richtung": richtung}]

    # parts

    def _bedinge(self, feld: Feld, bedingung: Mapping[str, Any]) -> None:
        self._s.filter[feld.graphql_name] = self._s.filter.get(feld.graphql_name, {}) | bedingung

    def _und(self, bedingung: Mapping[str, Any]) -> None:
        self._s.filter.setdefault("und", []).append(bedingung)

    def _nenne(self, name: str, wert: str, text: str) -> None:
        self._s.worte[name, wert] = text

    def _name(self, feld: Feld) -> str:
        return self._worte.lesbar(feld.graphql_name)


def _ist_prosa(feld: Feld) -> bool:
    return Deutsch in feld.marken or feld.name == "kennung"


def _variable(name: str, eingabe: Eingabeart, auswahl: tuple[Wahl, ...] = ()) -> Variable:
    return Variable(name, "", eingabe, "", pflicht=False, auswahl=auswahl)
