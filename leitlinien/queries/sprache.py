"""The language of paths in headers: where in an answer the rows and the cells of a table are.

titel                            a field of the row
regelwerk.titel                  through an object
belege.nodes[].lokator           all items of a list
^.titel   ^.^.titel              of the item (or the whole answer) that holds the row's list; one further out
#   ^#                           number of the row, or of the item that holds it, from 1
@                                label of the table line the row comes from (`Tabelle: PFAD als LABEL`)
belege.nodes[] "{dokument.titel}, {lokator}"     each item as text
a.nodes[].titel | b.nodes[].titel                both, each value once
summe(ansaetze.nodes[].betrag)                   sum of decimals; none when the list is not complete
bewilligt - ausgezahlt                           difference; none unless both sides have exactly one value
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from leitlinien.queries.fehler import Kopffehler

LABEL, NUMMER, HINAUF = "@", "#", "^"
_NAME = r"[A-Za-z_]\w*(?:\[\])?"
_PFAD = rf"(?:\^\.)*{_NAME}(?:\.{_NAME})*"
_ORT = re.compile(_PFAD)
_NUMMER = re.compile(r"((?:\^\.)*\^)?#")
_SUMME = re.compile(rf"summe\(\s*({_PFAD})\s*\)")
_VORLAGE = re.compile(rf'(?:({_PFAD})\s+)?"([^"]*)"')
_GRUPPE = re.compile(r"\[([^\[\]]*)\]")
_LUECKE = re.compile(r"\{([^{}]*)\}")
_ZAHL = re.compile(r"-?\d+(\.\d+)?")
_VERGLEICH = re.compile(r"(.+?)\s+(=|!=|>|<)\s+(\S.*)")


@dataclass(frozen=True)
class Ort:
    """A place in an answer, relative to a row."""

    hinauf: int
    """How many lists outwards it begins: 0 is the row itself."""
    schritte: tuple[tuple[str, bool], ...]
    """Response keys, each with whether all items of a list are meant."""

    @property
    def viele(self) -> bool:
        """Whether there can be more than one value."""
        return any(alle for _, alle in self.schritte)

    def __str__(self) -> str:
        return ".".join([HINAUF] * self.hinauf + [name + "[]" * alle for name, alle in self.schritte])


@dataclass(frozen=True)
class Werte:
    """The values at a place."""

    ort: Ort


@dataclass(frozen=True)
class Gruppe:
    """A stretch of a template: fixed text and places relative to the item."""

    teile: tuple[str | Ort, ...]
    wahlfrei: bool
    """Whether it is left out when one of its values is missing."""

    @property
    def orte(self) -> tuple[Ort, ...]:
        """Its places."""
        return tuple(t for t in self.teile if isinstance(t, Ort))


@dataclass(frozen=True)
class Vorlage:
    """Each item at a place as text."""

    ort: Ort
    gruppen: tuple[Gruppe, ...]

    def voll(self, innen: Ort) -> Ort:
        """A place in the template, relative to the row."""
        return Ort(self.ort.hinauf, (*self.ort.schritte, *innen.schritte))


@dataclass(frozen=True)
class Summe:
    """Sum of the decimals at a place."""

    ort: Ort


@dataclass(frozen=True)
class Nummer:
    """Number of the row (0) or of the item so many lists outwards, from 1."""

    hinauf: int


@dataclass(frozen=True)
class Label:
    """Label of the table line."""


@dataclass(frozen=True)
class Differenz:
    """One number minus another."""

    links: "Teil"
    rechts: "Teil"


@dataclass(frozen=True)
class Vereinigung:
    """Values of several parts, each once."""

    teile: tuple["Teil", ...]


Teil: TypeAlias = Werte | Vorlage | Summe | Nummer | Label
Ausdruck: TypeAlias = Teil | Differenz | Vereinigung


@dataclass(frozen=True)
class Bedingung:
    """What must hold for a row to be shown."""

    ausdruck: Ausdruck
    vergleich: str
    """One of `=`, `!=`, `>`, `<`."""
    wert: str


@dataclass(frozen=True)
class Quelle:
    """Where rows come from: the items of one list."""

    ort: Ort
    label: str


def ort(text: str) -> Ort:
    """A path. Raises `Kopffehler`."""
    if not _ORT.fullmatch(text):
        raise Kopffehler(f"„{text}“ ist kein Pfad.", "Erwartet wird etwas wie ziele.nodes oder ^.titel.")
    teile = text.split(".")
    hinauf = sum(teil == HINAUF for teil in teile)
    return Ort(hinauf, tuple((t.removesuffix("[]"), t.endswith("[]")) for t in teile[hinauf:]))


def quelle(text: str) -> Quelle:
    """The value of a `Tabelle` line. Raises `Kopffehler`."""
    pfad, _, label = text.partition(" als ")
    gelesen = ort(pfad.strip())
    if gelesen.hinauf or gelesen.schritte[-1][1]:
        raise Kopffehler(
            f"„{pfad}“ beginnt nicht bei der ganzen Antwort oder endet mit [].",
            "Die Tabelle nennt den ganzen Weg zu der Liste, deren Einträge die Zeilen sind, zum Beispiel ziele.nodes.",
        )
    return Quelle(gelesen, label.strip())


def ausdruck(text: str) -> Ausdruck:
    """The right side of a column. Raises `Kopffehler`."""
    teile = _ausserhalb(text, " | ")
    if len(teile) > 1:
        return Vereinigung(tuple(_teil(t) for t in teile))
    teile = _ausserhalb(text, " - ")
    match teile:
        case [einer]:
            return _teil(einer)
        case [links, rechts]:
            return Differenz(_teil(links), _teil(rechts))
    raise Kopffehler(
        f"„{text}“ hat mehr als ein Minus.", "Eine Spalte zieht höchstens einen Wert von einem anderen ab."
    )


def bedingung(text: str) -> Bedingung:
    """The value of a `Nur` line. Raises `Kopffehler`."""
    treffer = _VERGLEICH.fullmatch(text)
    if not treffer:
        raise Kopffehler(f"„{text}“ ist keine Bedingung.", "Erwartet wird PFAD = WERT, auch mit !=, > oder <.")
    wert = treffer[3].strip()
    if treffer[2] in "><" and not _ZAHL.fullmatch(wert):
        raise Kopffehler(f"„{wert}“ ist keine Zahl.", "Größer und kleiner vergleicht Zahlen.")
    return Bedingung(ausdruck(treffer[1]), treffer[2], wert)


def orte(a: Ausdruck) -> list[Ort]:
    """All places an expression reads, relative to the row."""
    match a:
        case Werte(o) | Summe(o):
            return [o]
        case Vorlage(gruppen=gruppen):
            return [a.voll(innen) for gruppe in gruppen for innen in gruppe.orte]
        case Differenz(links, rechts):
            return orte(links) + orte(rechts)
        case Vereinigung(teile=viele):
            return [o for t in viele for o in orte(t)]
        case _:
            return []


def _teil(text: str) -> Teil:
    text = text.strip()
    if text == LABEL:
        return Label()
    if treffer := _NUMMER.fullmatch(text):
        return Nummer((treffer[1] or "").count(HINAUF))
    if treffer := _SUMME.fullmatch(text):
        return Summe(ort(treffer[1]))
    if treffer := _VORLAGE.fullmatch(text):
        stuecke = _GRUPPE.split(treffer[2])
        gruppen = tuple(Gruppe(_luecken(s), wahlfrei=bool(i % 2)) for i, s in enumerate(stuecke) if s)
        return Vorlage(ort(treffer[1]) if treffer[1] else Ort(0, ()), gruppen)
    return Werte(ort(text))


def _luecken(text: str) -> tuple[str | Ort, ...]:
    return tuple(ort(s) if i % 2 else s for i, s in enumerate(_LUECKE.split(text)) if s)


def _ausserhalb(text: str, trenner: str) -> list[str]:
    """Parts between the separators that do not stand between quotation marks."""
    teile, offen = [""], False
    for stueck in re.split(rf'(")|({re.escape(trenner)})', text):
        if stueck is None:
            continue
        if stueck == '"':
            offen = not offen
        if stueck == trenner and not offen:
            teile.append("")
        else:
            teile[-1] += stueck
    return teile
