"""What a map says, before it is drawn: boxes, lines, columns and what has to be told about the picture.

Drawing and table are both made from this, so that they say the same.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from leitlinien.kinds import Herkunft, LinkStatus
from leitlinien.tabellen.anzeige import MARKEN
from leitlinien.trace.geld import CENT, glatt

if TYPE_CHECKING:
    from decimal import Decimal

    from leitlinien.karte.luecken import Luecke

__all__ = [
    "BEISPIEL",
    "VORSCHLAG",
    "Bild",
    "Form",
    "Kasten",
    "Linie",
    "Spalte",
    "betrag",
    "kartenadresse",
    "knotenadresse",
]

BEISPIEL = MARKEN[Herkunft.BEISPIEL.name]
VORSCHLAG = MARKEN[LinkStatus.VORSCHLAG.name]
KARTE = "strategiekarte"


class Form(Enum):
    """What a box stands for."""

    KNOTEN = "knoten"
    REST = "rest"
    """Several nodes that are not shown."""
    LUECKE = "luecke"
    """Something that is missing."""


@dataclass(frozen=True)
class Kasten:
    """One box."""

    form: Form
    spalte: int
    """Number of the column, from the left."""
    stufe: int
    """Place of its kind in the chain; gives the colour."""
    kopf: str
    """Small line above: kind and short name."""
    titel: str
    adresse: str
    """Relative to the root of the program; ids of others are their own address."""
    nummer: int | None = None
    """The node; None for the others."""
    bei: int | None = None
    """The box beside which something is folded or missing."""
    marken: tuple[str, ...] = ()
    """Words below: example, proposal."""
    betrag: str = ""
    betont: bool = False

    @property
    def beispiel(self) -> bool:
        """Whether it is invented."""
        return BEISPIEL in self.marken

    @property
    def satz(self) -> str:
        """All of it in one line, for who hears it."""
        return ". ".join(filter(None, (": ".join(filter(None, (self.kopf, self.titel))), self.betrag, *self.marken)))


@dataclass(frozen=True)
class Linie:
    """A line between two boxes, from left to right."""

    links: int
    rechts: int
    status: LinkStatus | None
    """None where it leads to something folded or missing."""
    worte: str = ""
    """What the right end does for the left."""

    @property
    def vorschlag(self) -> bool:
        """Whether somebody only reads it so."""
        return self.status is LinkStatus.VORSCHLAG


@dataclass(frozen=True)
class Spalte:
    """One column."""

    name: str
    stufe: int
    knoten: int
    """How many nodes stand in it."""


@dataclass(frozen=True)
class Bild:
    """A map."""

    titel: str
    pfad: str
    """Local path of its start."""
    ist_spur: bool
    kaesten: tuple[Kasten, ...]
    linien: tuple[Linie, ...]
    spalten: tuple[Spalte, ...]
    hinweise: tuple[str, ...]
    """What is not in the picture, and why."""
    vorschlaege: bool
    """Whether proposals are drawn, if there are any."""
    revision: int
    stichtag: date
    luecken: "tuple[Luecke, ...]" = field(repr=False)

    @property
    def knoten(self) -> tuple[Kasten, ...]:
        """Boxes that stand for a node."""
        return tuple(k for k in self.kaesten if k.form is Form.KNOTEN)

    @cached_property
    def _hinauf(self) -> dict[int, list[Linie]]:
        gefunden: dict[int, list[Linie]] = {}
        for linie in self.linien:
            if linie.status is not None:
                gefunden.setdefault(linie.rechts, []).append(linie)
        return gefunden

    def hinauf(self, kasten: int) -> list[Linie]:
        """Lines that lead from a node to the left."""
        return self._hinauf.get(kasten, [])

    def fehlt(self, kasten: int) -> list[Kasten]:
        """Empty places beside a node."""
        return [k for k in self.kaesten if k.form is Form.LUECKE and k.bei == kasten]


def knotenadresse(pfad: str) -> str:
    """Address of a node's page below the root; ids of others are their own."""
    return pfad if ":" in pfad else f"id/{quote(pfad)}"


def kartenadresse(pfad: str, *, ist_spur: bool, vorschlaege: bool = True, endung: str = "") -> str:
    """Address of a map below the root."""
    frage = {"spur" if ist_spur else "von": pfad} | ({} if vorschlaege else {"vorschlaege": "nein"})
    return f"{KARTE}{endung}?{urlencode(frage, safe='/:')}"


def betrag(summen: "dict[str, Decimal]") -> str:
    """Money by currency, as German readers expect it: `12.500,00 EUR`."""
    return " + ".join(f"{_zahl(summe)} {waehrung}" for waehrung, summe in sorted(summen.items()))


def _zahl(wert: "Decimal") -> str:
    ganz, _, nach = f"{glatt(wert, CENT):f}".partition(".")
    return f"{int(ganz):,}".replace(",", ".") + f",{nach}"
