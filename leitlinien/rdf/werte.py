"""What one value field accepts: datatype, lexical form, code list, bounds. Derived from its declaration.

The rule codes are the local names of SHACL's constraint components, so that `formen` can say the same.
"""

import operator
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from annotated_types import Ge, GroupedMetadata, Gt, Le, Lt, MaxLen, MinLen
from rdflib import RDF, XSD, URIRef

from leitlinien.kinds import Auswahl, Deutsch, Feld, Muster
from leitlinien.rdf.namen import kurz

_VERGLEICH: Mapping[str, Callable[[Any, Any], bool]] = {
    "MinLength": operator.ge,
    "MaxLength": operator.le,
    "MinInclusive": operator.ge,
    "MinExclusive": operator.gt,
    "MaxInclusive": operator.le,
    "MaxExclusive": operator.lt,
}

_HOECHSTENS = 100_000
UNLESBAR = "\0unlesbar"
"""Stands in a row for a value whose datatype is wrong: it is there (for the counts) and has its own finding already."""

DATENTYP: Mapping[type, URIRef] = {
    str: XSD.string,
    int: XSD.integer,
    Decimal: XSD.decimal,
    date: XSD.date,
    bool: XSD.boolean,
}

FORM: Mapping[type, str] = {
    int: "[+-]?[0-9]+",
    Decimal: r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    date: "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    bool: "true|false",
}
"""Lexical forms we take, in the common subset of Python and XPath. Narrower than XML Schema where a wider form has no
meaning here (a day with a time zone) or two spellings of one thing (`1` for `true`)."""

BEISPIEL: Mapping[URIRef, str] = {
    XSD.string: '"Text"',
    RDF.langString: '"Text"@de',
    XSD.integer: "2017",
    XSD.decimal: "12.50",
    XSD.date: '"2017-11-16"^^xsd:date',
    XSD.boolean: "true",
}


class Fehler(NamedTuple):
    """One thing wrong with a value: rule code, what, and how to repair it."""

    regel: str
    was: str
    hilfe: str


@dataclass(frozen=True)
class Schranke:
    """One bound: its rule, the SHACL parameter and its value."""

    regel: str
    """Local name of the SHACL component without `ConstraintComponent`."""
    grenze: Any
    """Length, number, or regular expression of the whole text."""
    satz: str
    """German, follows „… “."""

    @property
    def parameter(self) -> str:
        """Name of the SHACL parameter: `MinLength` -> `minLength`."""
        return self.regel[0].lower() + self.regel[1:]


def datentyp(feld: Feld) -> URIRef:
    """The RDF datatype of a value field. Raises `TypeError` for a Python type that has none (a float, say)."""
    if Deutsch in feld.marken:
        return RDF.langString
    if issubclass(feld.typ, Auswahl):
        return XSD.string
    if feld.typ not in DATENTYP:
        raise TypeError(f"{feld.name}: {feld.typ.__name__}")
    return DATENTYP[feld.typ]


def schranken(grenzen: Iterable[Any]) -> Iterator[Schranke]:
    """The bounds of a declaration. Raises `TypeError` for one nobody would check."""
    for g in grenzen:
        match g:
            case MinLen(n):
                yield Schranke("MinLength", n, f"ist zu kurz: mindestens {n} Zeichen.")
            case MaxLen(n):
                yield Schranke("MaxLength", n, f"ist zu lang: höchstens {n} Zeichen.")
            case Ge(n):
                yield Schranke("MinInclusive", n, f"ist zu klein: mindestens {n}.")
            case Gt(n):
                yield Schranke("MinExclusive", n, f"ist zu klein: größer als {n}.")
            case Le(n):
                yield Schranke("MaxInclusive", n, f"ist zu groß: höchstens {n}.")
            case Lt(n):
                yield Schranke("MaxExclusive", n, f"ist zu groß: kleiner als {n}.")
            case Muster(pattern):
                yield Schranke("Pattern", pattern, f"hat nicht die erwartete Form {pattern}.")
            case GroupedMetadata():
                yield from schranken(g)
            case _:
                raise TypeError(repr(g))


class Wertregel:
    """Checks lexical forms of one value field."""

    def __init__(self, feld: Feld) -> None:
        self.feld = feld
        self.datentyp = str(datentyp(feld))
        self.deutsch = self.datentyp == str(RDF.langString)
        self.codes = tuple(m.name for m in feld.typ) if issubclass(feld.typ, Auswahl) else ()
        self.schranken = tuple(schranken(feld.grenzen))
        self._codes = frozenset(self.codes)
        self.gut = set(self.codes)
        """Lexical forms known to be fine: the codes, and days and numbers that were checked, which come again."""
        self._form = re.compile(FORM[feld.typ]) if feld.typ in FORM else None
        self.laengen = _laengen(self.schranken) if self._form is None and not self.codes else range(0)
        """Lengths with which a text without U+0000 is fine; empty when more than the length counts."""
        self._muster = {s.grenze: re.compile(s.grenze) for s in self.schranken if s.regel == "Pattern"}

    def pruefe(self, lexikal: str) -> tuple[Fehler, ...]:
        """Findings about one lexical form; empty when it is fine or has its finding already."""
        if lexikal == UNLESBAR:
            return ()
        if self._codes:
            return () if lexikal in self._codes else (self._kein_code(lexikal),)
        if self._form is not None and not self._lesbar(lexikal):
            return (self.falscher_typ(lexikal, self.datentyp),)
        if "\0" in lexikal:
            return (Fehler("Zeichen", "Der Text enthält das Zeichen U+0000.", "Entferne es."),)
        if len(lexikal) in self.laengen:
            return ()
        gefunden = tuple(
            Fehler(s.regel, f"{_zitat(lexikal)} {s.satz}", "") for s in self.schranken if not self._haelt(s, lexikal)
        )
        if not gefunden and self._form is not None and len(self.gut) < _HOECHSTENS:
            self.gut.add(lexikal)
        return gefunden

    def falscher_typ(self, lexikal: str, typ: str, sprache: str | None = None) -> Fehler:
        """The finding for a literal that is no `datentyp`."""
        ist = f"@{sprache}" if sprache else kurz(typ)
        soll = kurz(self.datentyp) if not self.deutsch else "deutscher Text mit @de"
        was = (
            f"{_zitat(lexikal)} ist kein gültiger Wert von {soll}."
            if typ == self.datentyp and not sprache
            else f"{_zitat(lexikal)} ist {ist}, erwartet wird {soll}."
        )
        return Fehler("Datatype", was, f"Schreibe zum Beispiel {BEISPIEL[URIRef(self.datentyp)]}.")

    def _kein_code(self, lexikal: str) -> Fehler:
        return Fehler("In", f"{_zitat(lexikal)} ist nicht erlaubt.", f"Erlaubt sind {', '.join(self.codes)}.")

    def _lesbar(self, lexikal: str) -> bool:
        if self._form is None or not self._form.fullmatch(lexikal):
            return False
        if self.feld.typ is date:
            try:
                date.fromisoformat(lexikal)
            except ValueError:
                return False
        return True

    def _haelt(self, s: Schranke, lexikal: str) -> bool:
        if s.regel == "Pattern":
            return self._muster[s.grenze].fullmatch(lexikal) is not None
        mass = len(lexikal) if s.regel in ("MinLength", "MaxLength") else self._wert(lexikal)
        return bool(_VERGLEICH[s.regel](mass, s.grenze))

    def _wert(self, lexikal: str) -> Any:
        if self.feld.typ is date:
            return date.fromisoformat(lexikal)
        # Decimal also for integers: Python's int() refuses more than 4300 digits
        return Decimal(lexikal)


def _laengen(grenzen: Sequence[Schranke]) -> range:
    """The lengths that all bounds allow; empty when there are other bounds."""
    erlaubt = range(sys.maxsize)
    for s in grenzen:
        if s.regel == "MinLength":
            erlaubt = range(max(erlaubt.start, s.grenze), erlaubt.stop)
        elif s.regel == "MaxLength":
            erlaubt = range(erlaubt.start, min(erlaubt.stop, s.grenze + 1))
        else:
            return range(0)
    return erlaubt


def _zitat(text: str, laenge: int = 60) -> str:
    """The text in German quotation marks, on one line and cut where it is long."""
    einzeilig = " ".join(text.split()) or text.encode("unicode_escape").decode()
    return f"„{einzeilig[:laenge]}…“" if len(einzeilig) > laenge else f"„{einzeilig}“"
