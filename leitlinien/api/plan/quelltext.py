"""Python source under construction: names for what it uses, and functions made from it.

What a generated function refers to (leaf functions, columns, other functions) is never written into the source but
stands in its globals under a made-up name, so nothing that a request contains is ever executed.
"""

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any

__all__ = ["Quelltext", "Rumpf"]


class Quelltext:
    """The functions of one plan and what they refer to."""

    def __init__(self, grundstock: dict[str, Any]) -> None:
        self._globals = dict(grundstock)
        self._namen: dict[int, str] = {}
        self._einmalig: dict[Hashable, str] = {}
        self._zaehler = count(1)
        self.funktionen: list[str] = []
        """Source of all functions made so far, to be read by people."""

    def nimm(self, wert: Any, vorsatz: str) -> str:
        """The name under which generated source refers to `wert`."""
        if id(wert) not in self._namen:  # the value is kept in `_globals`, so its id stays its own
            name = self._namen[id(wert)] = self.frei(vorsatz)
            self._globals[name] = wert
        return self._namen[id(wert)]

    def einmal(self, schluessel: Hashable, mache: Callable[[], Any], vorsatz: str) -> str:
        """The name of what `mache` returns, called only for the first of equal keys."""
        if schluessel not in self._einmalig:
            self._einmalig[schluessel] = self.nimm(mache(), vorsatz)
        return self._einmalig[schluessel]

    def frei(self, vorsatz: str) -> str:
        """A name that nothing has yet."""
        return f"{vorsatz}{next(self._zaehler)}"

    def funktion(self, kopf: str, zeilen: list[str]) -> Callable[..., Any]:
        """Make `def kopf:` with these lines as its body."""
        text = f"def {kopf}:\n" + "".join(f"    {zeile}\n" for zeile in zeilen)
        self.funktionen.append(text)
        exec(compile(text, "<plan>", "exec"), self._globals)  # noqa: S102 - source of our own making, see above
        gemacht: Callable[..., Any] = self._globals[kopf.partition("(")[0]]
        return gemacht


class Rumpf:
    """The body of a function that writes JSON objects, one for each of its sources.

    Leaves are expressions inside the f-string of an object; what is written level by level is a column beside the
    sources.
    """

    def __init__(self, quelltext: Quelltext, quelle: str, vorspann: tuple[str, ...] = ()) -> None:
        self._quelltext = quelltext
        self.quelle = quelle
        """Name of the variable that holds the source in hand."""
        self._zeilen = list(vorspann)
        self._werte: dict[str, str] = {}
        self._spalten: list[str] = []
        self._teile: list[str] = []

    def vorher(self, ausdruck: str, vorsatz: str) -> str:
        """Name of a value computed once for all sources."""
        if ausdruck not in self._werte:
            name = self._werte[ausdruck] = self._quelltext.frei(vorsatz)
            self._zeilen.append(f"{name} = {ausdruck}")
        return self._werte[ausdruck]

    def je_quelle(self, ausdruck: str) -> str:
        """Name of the element, for the source in hand, of a list computed once for all sources."""
        spalte = self.vorher(ausdruck, "spalte")
        if spalte not in self._spalten:
            self._spalten.append(spalte)
        return f"{spalte}_"

    def wort(self, name: str, wert: str) -> None:
        """A field that is the same text in all objects; neither name nor text needs escaping."""
        self._teile.append(f'"{name}":"{wert}"')

    def ausdruck(self, name: str, ausdruck: str) -> None:
        """A field whose JSON the expression writes from the source."""
        self._teile.append(f'"{name}":{{{ausdruck}}}')

    def spalte(self, name: str, ausdruck: str) -> None:
        """A field whose JSON the expression writes for all sources at once."""
        self.ausdruck(name, self.je_quelle(ausdruck))

    def mache(self, name: str) -> Callable[..., Any]:
        """The function `name(z, b, …s)`."""
        q, objekt = self.quelle, "f'{{" + ",".join(self._teile) + "}}'"
        je = f"{q} in {q}s"
        if self._spalten:
            namen, spalten = ", ".join(f"{s}_" for s in self._spalten), ", ".join(self._spalten)
            je = f"{q}, {namen} in zip({q}s, {spalten}, strict=True)"
        return self._quelltext.funktion(f"{name}(z, b, {q}s)", [*self._zeilen, f"return [{objekt} for {je}]"])
