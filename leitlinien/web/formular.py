"""The form of a prepared query: one input for each variable, what was typed, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from leitlinien.errors import UngueltigeId
from leitlinien.queries import Abfrage, Eingabeart, Variable, Variablenfehler
from leitlinien.search import falte
from leitlinien.tabellen.antwort import seitennamen
from leitlinien.tabellen.wortschatz import Wortschatz, wortschatz
from leitlinien.web.auswahllisten import Gruppe, Option, adressart, knotengruppen

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.state import State

Steuerung = Literal["auswahl", "kaestchen", "datum", "zahl", "text", "vorschlaege"]
HOECHSTENS_AUSWAHL = 50
"""Nodes up to which a plain select is offered; more are suggestions to an input one can type into."""
HOECHSTENS_VORSCHLAEGE = 1_000
"""Most suggestions."""
HOECHSTENS_ERKLAERT = 8
"""Boxes up to which each says what it means."""
MEHRERE = "Mehrere durch Komma trennen."


@dataclass(frozen=True)
class Fehler:
    """One thing wrong with what was typed."""

    name: str
    """Variable; empty when it is none."""
    label: str
    text: str


@dataclass(frozen=True)
class Eingabe:
    """One input."""

    name: str
    label: str
    hilfe: str
    steuerung: Steuerung
    pflicht: bool
    freiwillig: bool
    """Whether it may stay empty and has no default."""
    text: str
    gewaehlt: frozenset[str]
    leer: str | None
    """Text of the choice that says nothing; None where there is none."""
    gruppen: tuple[Gruppe, ...] = ()
    fehler: str = ""
    ganz: bool = True
    """Whether a number is a whole one."""


@dataclass
class Formular:
    """All inputs of a query and the values read from an address."""

    abfrage: Abfrage
    texte: dict[str, str] = field(default_factory=dict)
    """What was given, by variable; nothing empty, values of a list joined by commas."""
    werte: dict[str, Any] = field(default_factory=dict)
    """JSON values of what was given, without what is wrong."""
    eingaben: list[Eingabe] = field(default_factory=list)
    fehler: list[Fehler] = field(default_factory=list)
    stoerung: int | None = None
    """HTTP status when what is wrong is not what was typed."""

    @property
    def ueberschrift(self) -> str:
        """What the summary of errors is headed by."""
        falsch = sum(1 for f in self.fehler if f.name)
        if self.stoerung:
            return "Die Frage wurde nicht beantwortet"
        if not falsch:
            return "Die Frage lässt sich so nicht beantworten"
        return "Eine Angabe stimmt nicht" if falsch == 1 else f"{falsch} Angaben stimmen nicht"

    @property
    def unvollstaendig(self) -> bool:
        """Whether a variable without default was not given."""
        return any(v.pflicht and v.name not in self.texte for v in self.abfrage.variablen)

    def frage(self) -> dict[str, str]:
        """What was given, without what only pages: the parameters that lead to the same answer."""
        weg = seitennamen(self.abfrage)
        return {n: t for n, t in self.texte.items() if n not in weg}


def lies(
    abfrage: Abfrage, parameter: Sequence[tuple[str, str]], state: "State", adressen: "Adressen", *, gefragt: bool
) -> Formular:
    """The form as the parameters of an address fill it; a missing value is an error only when something was asked."""
    formular = Formular(abfrage)
    for name, text in parameter:
        if text.strip():
            davor = f"{formular.texte[name]}," if name in formular.texte else ""
            formular.texte[name] = davor + text.strip()
    bekannt = {v.name for v in abfrage.variablen}
    for name in [n for n in formular.texte if n not in bekannt]:
        del formular.texte[name]
        formular.fehler.append(Fehler("", "", f"Die Angabe „{name}“ kennt diese Frage nicht."))
    leser = _Leser(formular, state, adressen)
    for variable in abfrage.variablen:
        leser.lies(variable, gefragt=gefragt)
    # Groups of boxes are tall; the short inputs come first and stay together.
    formular.eingaben.sort(key=lambda e: e.steuerung == "kaestchen")
    return formular


class _Leser:
    """Reads the values of one form against a state."""

    def __init__(self, formular: Formular, state: "State", adressen: "Adressen") -> None:
        self._f, self._state, self._adressen = formular, state, adressen
        self._abfrage = formular.abfrage
        self._worte = wortschatz(state.modell)
        beschreibungen = (v.beschreibung for v in self._abfrage.variablen)
        self._eigene = Wortschatz([self._abfrage.titel, self._abfrage.erklaerung, *beschreibungen])

    def lies(self, v: Variable, *, gefragt: bool) -> None:
        """Read one value and build its input."""
        # Spelled as the query itself spells it, if it does.
        label = (self._eigene if self._eigene.kennt(v.name) else self._worte).lesbar(v.name)
        grund = self._mangel(v, gefragt=gefragt)
        if grund:
            self._f.fehler.append(Fehler(v.name, label, grund))
        if self._abfrage.seiten is None or v.name != self._abfrage.seiten.nach:
            self._f.eingaben.append(self._eingabe(v, label, grund))

    def _mangel(self, v: Variable, *, gefragt: bool) -> str:
        """Keep the value; returns what is wrong with it."""
        text = self._f.texte.get(v.name)
        if text is None:
            return "Diese Angabe fehlt." if v.pflicht and gefragt else ""
        try:
            wert = self._f.werte[v.name] = v.lies(text)
        except Variablenfehler as fehler:
            return str(fehler).removeprefix(f"„{v.name}“: ")
        if v.eingabe is not Eingabeart.ADRESSE:
            return ""
        art = adressart(self._abfrage, v, self._state)
        return next((grund for id in (wert if v.liste else [wert]) if (grund := self._adresse(id, art))), "")

    def _adresse(self, id: str, art: str | None) -> str:
        try:
            nummer = self._state.nummer(self._adressen.pfad(id))
        except UngueltigeId:
            return f"„{id}“ ist keine Adresse. Erwartet wird ein Kurzpfad wie kiel/K05 oder eine ganze Adresse."
        if nummer is None:
            return f"„{id}“ gibt es in diesem Datenstand nicht."
        if art is not None and self._state.art(nummer).name != art:
            return f"„{id}“ ist von der Art {self._state.art(nummer).name}, gefragt ist {art}."
        return ""

    def _eingabe(self, v: Variable, label: str, fehler: str) -> Eingabe:
        text = self._f.texte.get(v.name)
        vorgabe = _texte(v.vorgabe)
        gewaehlt = vorgabe if text is None else text.split(",") if v.liste else [text]
        if v.eingabe is Eingabeart.ADRESSE:
            gewaehlt = [self._kurz(t.strip()) for t in gewaehlt]
        steuerung, gruppen, hilfe = self._steuerung(v)
        if steuerung == "auswahl":
            bekannt = {o.wert for g in gruppen for o in g.optionen}
            # What was given stays visible even when it is no choice.
            fremd = tuple(Option(t, t) for t in gewaehlt if t not in bekannt)
            gruppen = (Gruppe("", fremd), *gruppen) if fremd else gruppen
        return Eingabe(
            name=v.name,
            label=label,
            hilfe=" ".join(t for t in (v.beschreibung, hilfe) if t),
            steuerung=steuerung,
            pflicht=v.pflicht,
            freiwillig=not v.pflicht and not vorgabe,
            text=text if text is not None else ", ".join(vorgabe),
            gewaehlt=frozenset(gewaehlt),
            leer=None if vorgabe else "Bitte wählen" if v.pflicht else "keine Angabe",
            gruppen=gruppen,
            fehler=fehler,
            ganz=v.eingabe is Eingabeart.GANZZAHL,
        )

    def _kurz(self, id: str) -> str:
        try:
            return self._adressen.pfad(id)
        except UngueltigeId:
            return id

    def _steuerung(self, v: Variable) -> tuple[Steuerung, tuple[Gruppe, ...], str]:
        """Kind of input, its choices, and what its help says about them."""
        art: Steuerung = "text"
        gruppen: tuple[Gruppe, ...] = ()
        match v.eingabe:
            case Eingabeart.ADRESSE:
                return self._adressauswahl(v)
            case Eingabeart.AUSWAHL:
                art, gruppen = ("kaestchen" if v.liste else "auswahl"), (Gruppe("", self._wahlen(v)),)
            case Eingabeart.JA_NEIN if not v.liste:
                art, gruppen = "auswahl", (Gruppe("", (Option("true", "ja"), Option("false", "nein"))),)
            case Eingabeart.TAG if not v.liste:
                art = "datum"
            case Eingabeart.GANZZAHL | Eingabeart.DEZIMALZAHL if not v.liste:
                art = "zahl"
        return art, gruppen, MEHRERE if v.liste and art == "text" else ""

    def _wahlen(self, v: Variable) -> tuple[Option, ...]:
        """Values of a closed list, with what they mean while they are few."""
        worte = {w.wert: self._worte.lesbar(w.wert) for w in v.auswahl}
        if v.liste and len(v.auswahl) > HOECHSTENS_ERKLAERT:
            return tuple(sorted((Option(wert, wort) for wert, wort in worte.items()), key=lambda o: falte(o.text)))
        return tuple(Option(w.wert, _wahltext(worte[w.wert], w.beschreibung)) for w in v.auswahl)

    def _adressauswahl(self, v: Variable) -> tuple[Steuerung, tuple[Gruppe, ...], str]:
        art = adressart(self._abfrage, v, self._state)
        gesamt = 0 if art is None else len(self._state.bereich(art))
        if art is not None and 0 < gesamt <= HOECHSTENS_AUSWAHL:
            return ("kaestchen" if v.liste else "auswahl"), knotengruppen(self._state, art, gesamt), ""
        if art is None or v.liste:
            return "text", (), MEHRERE if v.liste else ""
        if not gesamt:
            return "text", (), f"Zur Art {art} gibt es hier keine Knoten."
        hilfe = "Beim Tippen erscheinen Vorschläge."
        if gesamt > HOECHSTENS_VORSCHLAEGE:
            hilfe += f" Das sind {HOECHSTENS_VORSCHLAEGE} von {gesamt} Knoten; jede andere Adresse geht auch."
        return "vorschlaege", knotengruppen(self._state, art, HOECHSTENS_VORSCHLAEGE), hilfe


def _wahltext(wort: str, beschreibung: str) -> str:
    return f"{wort} – {beschreibung}" if beschreibung else wort


def _texte(vorgabe: Any) -> list[str]:
    match vorgabe:
        case None:
            return []
        case bool():
            return ["true" if vorgabe else "false"]
        case list():
            return [str(w) for w in vorgabe]
        case _:
            return [str(vorgabe)]


def als_parameter(werte: Mapping[str, Any]) -> list[tuple[str, str]]:
    """JSON values as parameters of an address: several values of a list one by one, the others as JSON writes them."""
    return [(name, text) for name, wert in werte.items() for text in _texte(wert)]
