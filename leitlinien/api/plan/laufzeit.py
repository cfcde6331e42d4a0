"""What generated functions call: they take and give lists, so that each level of an answer is one call.

Every written function has the form `f(z, b, xs) -> texts`: the run `z`, the view `b` that holds here (None above the
nodes), and the sources of all objects of one level; it is never called without any.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from leitlinien import frist
from leitlinien.api.gruppe import Stelle, Stellen
from leitlinien.api.kontext import Blick, Kontext
from leitlinien.api.plan.gedaechtnis import Faecher, Texte

if TYPE_CHECKING:
    from leitlinien.api.plan.argumente import Werte
    from leitlinien.state import Kante

__all__ = [
    "Ausweg",
    "Kantenschreiber",
    "Knotenauswahl",
    "Lauf",
    "NichtGedeckt",
    "Schreiber",
    "liste",
    "nummern",
    "oder_null",
    "ohne_null",
    "reihen",
    "stellen",
    "ziele",
]

NULL = "null"


class Ausweg(Exception):
    """Something unusual while a plan runs; graphql-core answers the whole request."""


class NichtGedeckt(Exception):
    """An operation that is not compiled; graphql-core answers it."""


class Lauf:
    """One request on its way through a plan."""

    __slots__ = ("faecher", "iri", "kontext", "variablen", "werte")

    def __init__(self, kontext: Kontext, werte: "Werte", faecher: Faecher) -> None:
        self.kontext, self.werte, self.faecher = kontext, werte, faecher
        self.variablen = werte.kurz
        self.iri = kontext.adressen.iri


Schreiber = Callable[[Lauf, Any, Sequence[Any]], list[str]]
"""Writes the objects of one level."""
Kantenschreiber = Callable[[Lauf, Blick, "Sequence[Kante]"], list[str]]
"""Writes what edges say."""


class Knotenauswahl:
    """One selection on nodes. Kinds are compiled when the first node of theirs is met."""

    def __init__(self, nummer: int | None, uebersetze: Callable[[str], Schreiber]) -> None:
        """`nummer` names the selection in the memory; None when its texts depend on more than state and view."""
        self._nummer, self._uebersetze = nummer, uebersetze
        self._schreiber: dict[str, Schreiber] = {}

    def __call__(self, z: Lauf, b: Blick, nummern: Iterable[int]) -> dict[int, str]:
        """Texts of distinct nodes by number."""
        frist.pruefe()
        schreibe = partial(self._schreibe, z, b)
        if self._nummer is not None:
            return z.faecher.texte(self._nummer, b.vorschlaege, nummern, schreibe)
        texte: dict[int, str] = {}
        for teil, geschrieben in schreibe(nummern):
            texte.update(zip(teil, geschrieben, strict=True))
        return texte

    def einer(self, z: Lauf, b: Blick, nummer: int) -> str:
        """Text of one node."""
        text = None if self._nummer is None else z.faecher.text(self._nummer, b.vorschlaege, nummer)
        return self(z, b, (nummer,))[nummer] if text is None else text

    def _schreibe(self, z: Lauf, b: Blick, nummern: Iterable[int]) -> Texte[int]:
        je_art: dict[str, list[int]] = {}
        for n in nummern:
            je_art.setdefault(b.state.art(n).name, []).append(n)
        for art, teil in je_art.items():
            if art not in self._schreiber:
                self._schreiber[art] = self._uebersetze(art)
            yield teil, self._schreiber[art](z, b, teil)


def stellen(auswahl: Knotenauswahl) -> Schreiber:
    """Writer of nodes given as `Stelle`, the source object of the other executor."""

    def schreibe(z: Lauf, _b: Blick | None, xs: Sequence[Stelle]) -> list[str]:
        if len(xs) == 1:
            return [auswahl.einer(z, xs[0].gruppe.blick, xs[0].nummer)]
        nummern = [x.nummer for x in xs]
        texte = auswahl(z, xs[0].gruppe.blick, dict.fromkeys(nummern))
        return [texte[n] for n in nummern]

    return schreibe


def reihen(auswahl: Knotenauswahl, sonst: Schreiber) -> Schreiber:
    """Writer of lists of nodes of one group; `sonst` writes all other lists."""

    def schreibe(z: Lauf, b: Blick | None, xss: Sequence[Any]) -> list[str]:
        texte = []
        for xs in xss:
            if type(xs) is not Stellen:
                return sonst(z, b, xss)
            je_nummer = auswahl(z, xs.gruppe.blick, dict.fromkeys(xs.nummern))
            texte.append(f"[{','.join([je_nummer[n] for n in xs.nummern])}]")
        return texte

    return schreibe


def nummern(auswahl: Knotenauswahl) -> Schreiber:
    """Writer of nodes given by number."""

    def schreibe(z: Lauf, b: Blick, xs: Sequence[int]) -> list[str]:
        texte = auswahl(z, b, dict.fromkeys(xs))
        return [texte[n] for n in xs]

    return schreibe


def ziele(auswahl: Knotenauswahl) -> Kantenschreiber:
    """Writer of the nodes that links lead to."""

    def schreibe(z: Lauf, b: Blick, xs: "Sequence[Kante]") -> list[str]:
        enden = [x[0] for x in xs]
        texte = auswahl(z, b, dict.fromkeys(enden))
        return [texte[n] for n in enden]

    return schreibe


def ohne_null(schreibe: Schreiber) -> Schreiber:
    """For objects that must be there. Raises `Ausweg` when one is not."""

    def pruefe(z: Lauf, b: Any, xs: Sequence[Any]) -> list[str]:
        for x in xs:
            if x is None:
                raise Ausweg
        return schreibe(z, b, xs)

    return pruefe


def oder_null(schreibe: Schreiber) -> Schreiber:
    """For objects that may be missing."""

    def ergaenze(z: Lauf, b: Any, xs: Sequence[Any]) -> list[str]:
        da = [x for x in xs if x is not None]
        if len(da) == len(xs):
            return schreibe(z, b, xs)
        texte = iter(schreibe(z, b, da) if da else ())
        return [NULL if x is None else next(texte) for x in xs]

    return ergaenze


def liste(schreibe: Schreiber) -> Schreiber:
    """For lists of objects: all of one level are written in one call."""

    def reihe(z: Lauf, b: Any, xss: Sequence[list[Any]]) -> list[str]:
        alle = [x for xs in xss for x in xs]
        if not alle:
            return ["[]"] * len(xss)
        texte = iter(schreibe(z, b, alle))
        return [f"[{','.join(islice(texte, len(xs)))}]" for xs in xss]

    return reihe
