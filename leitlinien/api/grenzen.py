"""Limits of what may be asked, looked at before a document is validated or run.

Validation itself is quadratic in places and introspection can be nested, so a document that is too large must not even
get there. What depends on the text alone is measured once for each text, what depends on variables once for each
combination of those that matter.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from graphql import DocumentNode, GraphQLSchema, GraphQLSyntaxError, OperationDefinitionNode, OperationType, parse

from leitlinien.api.kosten import Kosten, Preisliste, Rechnung, blaetter
from leitlinien.api.merker import Merker
from leitlinien.api.seiten import HOECHSTENS
from leitlinien.api.umfang import Umfang, Vermessung, operation
from leitlinien.errors import Eingabefehler
from leitlinien.settings import Settings

__all__ = ["GrenzeUeberschritten", "Grenzen", "Waechter"]

GEMERKT = 500_000
"""Characters of all documents that are kept; a tree takes some hundred times as many bytes as its text."""
GLEICHE = 10
"""Most often that one selection may list the same key of the answer."""
JE_STELLE = 3
"""Most directives at one place; the schema has two that may stand together."""
KREISE = 2
"""Most lists of types below each other in a question about the schema; usual tools need one."""
GEMERKTE_KOSTEN = 100
"""Combinations of variables whose cost is kept for each operation."""


class GrenzeUeberschritten(Eingabefehler):
    """A document that asks for more than is allowed."""

    def __init__(self, code: str, was: str, wert: int, hoechstens: int, hilfe: str = "") -> None:
        self.code = code
        # a number of hundreds of digits helps nobody
        zahl = f"{wert}" if wert < 10**9 else "über eine Milliarde"
        super().__init__(f"Die Abfrage geht zu weit: {was} {zahl}, erlaubt {hoechstens}. {hilfe}".strip())


@dataclass(frozen=True, slots=True)
class Grenzen:
    """The limits, named as in the settings without `max_`."""

    token: int = 5000
    tiefe: int = 16
    felder: int = 500
    aliase: int = 50
    direktiven: int = 50
    fragmente: int = 50
    bedingungen: int = 500
    kosten: int = 20_000_000

    @classmethod
    def aus(cls, settings: Settings) -> Self:
        """As the settings say."""
        return cls(**{f.name: getattr(settings, f"max_{f.name}") for f in fields(cls)})

    def pruefe_umfang(self, umfang: Umfang) -> None:
        """Raise `GrenzeUeberschritten` for a document that is too large."""
        for code, was, wert, hoechstens, hilfe in (
            ("ZU_TIEF", "Felder untereinander:", umfang.tiefe, self.tiefe, "Frag in mehreren Schritten."),
            ("ZU_VIELE_FELDER", "Felder:", umfang.felder, self.felder, "Lass weg, was nicht gebraucht wird."),
            ("ZU_VIELE_FELDER", "dasselbe Feld an einer Stelle:", umfang.gleiche, GLEICHE, "Einmal genügt."),
            (
                "ZU_VIELE_ALIASE",
                "Aliase:",
                umfang.aliase,
                self.aliase,
                "`nodes(ids: …)` liest viele Knoten auf einmal.",
            ),
            ("ZU_VIELE_DIREKTIVEN", "Direktiven:", umfang.direktiven, self.direktiven, ""),
            ("ZU_VIELE_DIREKTIVEN", "Direktiven an einer Stelle:", umfang.direktiven_je_stelle, JE_STELLE, ""),
            ("ZU_TIEF", "Listen von Typen untereinander:", umfang.kreise, KREISE, "Das Schema gibt es als Datei."),
        ):
            if wert > hoechstens:
                raise GrenzeUeberschritten(code, was, wert, hoechstens, hilfe)

    def pruefe_kosten(self, kosten: Kosten, groesste_seite: int, *, vertraut: bool) -> None:
        """Raise `GrenzeUeberschritten` for what would cost too much; a trusted document may be dear."""
        aufwand = 0 if vertraut else kosten.fest
        for code, was, wert, hoechstens, hilfe in (
            ("UNGUELTIGE_GROESSE", "Einträge je Seite:", groesste_seite, HOECHSTENS, "Blättere mit `after`."),
            ("ZU_TEUER", "Aufwand:", aufwand, self.kosten, "Nimm kleinere Seiten (`first`) oder weniger Ebenen."),
            ("ZU_VIELE_BEDINGUNGEN", "Angaben in Filtern:", kosten.bedingungen, self.bedingungen, ""),
        ):
            if wert > hoechstens:
                raise GrenzeUeberschritten(code, was, wert, hoechstens, hilfe)


class _Vorgang:
    """One operation of a document that is not too large."""

    def __init__(self, berechne: Callable[[Mapping[str, Any]], tuple[Kosten, int, set[str]]]) -> None:
        self._berechne = berechne
        self._namen: set[str] = set()
        self._kosten: dict[Hashable, tuple[Kosten, int]] = {}

    def kosten(self, variablen: Mapping[str, Any]) -> tuple[Kosten, int]:
        """Cost and largest page."""
        schluessel = tuple((n, _groesse(variablen[n])) for n in sorted(self._namen) if n in variablen)
        if self._kosten and schluessel in self._kosten:
            return self._kosten[schluessel]
        kosten, seite, self._namen = self._berechne(variablen)
        schluessel = tuple((n, _groesse(variablen[n])) for n in sorted(self._namen) if n in variablen)
        if len(self._kosten) >= GEMERKTE_KOSTEN:
            self._kosten.clear()
        self._kosten[schluessel] = kosten, seite
        return kosten, seite


def _groesse(wert: Any) -> Hashable:
    """What the cost can depend on: a number, or how much there is."""
    if isinstance(wert, list):
        return len(wert), blaetter(wert)
    return blaetter(wert) if isinstance(wert, dict) else wert


class Gemessen:
    """A document within the limits of its text."""

    def __init__(self, dokument: DocumentNode, grenzen: Grenzen, preise: Preisliste) -> None:
        self.dokument = dokument
        self._grenzen, self._preise = grenzen, preise
        self._vermessung = Vermessung(dokument)
        self._vorgaenge: dict[str | None, _Vorgang] = {}
        anzahl = len(self._vermessung.fragmente)
        if anzahl > grenzen.fragmente:  # first: it bounds how deep the walk below can go
            raise GrenzeUeberschritten("ZU_VIELE_FRAGMENTE", "Fragmente:", anzahl, grenzen.fragmente)
        umfang = self._vermessung.text()
        for definition in dokument.definitions:
            if isinstance(definition, OperationDefinitionNode):
                umfang = umfang.dazu(self._vermessung.operation(definition))
        grenzen.pruefe_umfang(umfang)

    def art(self, name: str | None) -> OperationType | None:
        """Whether the operation reads or writes; None when there is no such operation."""
        definition = operation(self.dokument, name)
        return None if definition is None else definition.operation

    def pruefe(self, name: str | None, variablen: Mapping[str, Any], *, vertraut: bool = False) -> int:
        """The cost of an operation with these variables. Raises `GrenzeUeberschritten`.

        Trusted are the operator's own documents: their pages are chosen for the data that is there, and what a full
        page at every level would cost says little about them. The time limit holds for them as well.
        """
        if name not in self._vorgaenge:
            definition = operation(self.dokument, name)
            if definition is None:
                return 0
            self._vorgaenge[name] = _Vorgang(lambda v, d=definition: self._rechne(d, v))  # type: ignore[misc]
        kosten, seite = self._vorgaenge[name].kosten(variablen)
        self._grenzen.pruefe_kosten(kosten, seite, vertraut=vertraut)
        return kosten.fest

    def _rechne(
        self, definition: OperationDefinitionNode, variablen: Mapping[str, Any]
    ) -> tuple[Kosten, int, set[str]]:
        rechnung = Rechnung(self._preise, self._vermessung, definition, variablen)
        return rechnung.summe(), rechnung.groesste_seite, rechnung.gelesen


class Waechter:
    """Lets through what is within the limits. One for a schema; safe to use from several threads."""

    def __init__(self, schema: GraphQLSchema, grenzen: Grenzen | None = None) -> None:
        self.grenzen = grenzen or Grenzen()
        self._preise = Preisliste(schema)
        self._bekannt: Merker[str, Gemessen] = Merker(GEMERKT)

    def kennt(self, text: str) -> bool:
        """Whether a document was measured before."""
        return self._bekannt.hole(text) is not None

    def miss(self, text: str) -> Gemessen:
        """A document, measured once for each text. Raises `GrenzeUeberschritten`, `GraphQLSyntaxError`."""
        gemessen = self._bekannt.hole(text)
        if gemessen is None:
            gemessen = self._miss(text)
            self._bekannt.merke(text, gemessen, len(text))
        return gemessen

    def _miss(self, text: str) -> Gemessen:
        hoechstens = self.grenzen.token
        try:
            dokument = parse(text, max_tokens=hoechstens, max_comments=hoechstens)
            return Gemessen(dokument, self.grenzen, self._preise)
        except RecursionError:
            raise GrenzeUeberschritten("ZU_TIEF", "Klammern untereinander: über", hoechstens, hoechstens) from None
        except GraphQLSyntaxError as fehler:
            if "contains more than" in fehler.message:
                raise GrenzeUeberschritten("ZU_LANG", "Wörter und Zeichen: über", hoechstens, hoechstens) from None
            raise
