"""What a kind says about itself: the one place that knows how to read an annotated class.

A kind is declared once. The Python type says the form, the RDF term or property path in `Annotated` says the
meaning, the string below the attribute is its German description. Everything else (GraphQL, storage, RDF,
SHACL, filters, CSV) is derived from `felder()` and knows no single kind. A plain term is *stored*; a property path
is a *view*, evaluated over the graph and never stored.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from types import MappingProxyType, NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from annotated_types import BaseMetadata, GroupedMetadata, MinLen
from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo
from rdflib import URIRef
from rdflib.paths import Path

from leitlinien.terms import DCTERMS, LL, SKOS

if TYPE_CHECKING:
    from leitlinien.model.felder import Handlungsfeld, Sozialraum
    from leitlinien.model.quellen import Fundstelle, Leerstelle

__all__ = [
    "Anfang",
    "Ansatzgeld",
    "Art",
    "Auswahl",
    "Dateiname",
    "Deutsch",
    "Ende",
    "Feld",
    "Feldname",
    "Grund",
    "Herkunft",
    "Knoten",
    "Kreisfrei",
    "LinkStatus",
    "Lokator",
    "Modell",
    "Muster",
    "Nackt",
    "Prosa",
    "Pruefsumme",
    "Spur",
    "Teilbar",
    "Waehrung",
    "Zeichensatz",
    "Zuwendungsgeld",
    "art",
    "modell",
]


class Auswahl(Enum):
    """A closed list of values. The member's name is the code that is stored, its value the German description."""

    @property
    def beschreibung(self) -> str:
        """German description of the value."""
        return cast("str", self.value)


@dataclass(frozen=True)
class Marke:
    """What a link or value is, beyond its type; stands in `Annotated` beside the term."""

    name: str


@dataclass(frozen=True)
class Muster:
    """The whole text of the value matches this regular expression (the common subset of Python and XPath)."""

    pattern: str


@dataclass(frozen=True)
class Frueher:
    """An earlier predicate of the field: stored rows keep it and are read under today's."""

    begriff: URIRef


Spur = Marke("Spur")
"""The link carries a trace: following it leads from money to guidelines."""
Teilbar = Marke("Teilbar")
"""The link may carry `anteil`, the share of the source that goes to this target."""
Kreisfrei = Marke("Kreisfrei")
"""A cycle over this link is an error."""
Nackt = Marke("Nackt")
"""The link is structure, not a statement: it says nothing about itself (no status, no share, no passages)."""
Deutsch = Marke("Deutsch")
"""The text is German prose: a language-tagged string in RDF, folded and stemmed in search."""

Zuwendungsgeld = Marke("Zuwendungsgeld")
"""An amount that flows along a trace and that sums count (a grant's award)."""
Ansatzgeld = Marke("Ansatzgeld")
"""An amount that is followed only when a trace begins at its node (an appropriation: grants are paid out of it)."""
Waehrung = Marke("Waehrung")
"""The currency of all amounts of the node."""

Dateiname = Marke("Dateiname")
"""Name of the file that holds a document; a kind with such a field is a document."""
Zeichensatz = Marke("Zeichensatz")
"""Character encoding of that file."""
Lokator = Marke("Lokator")
"""Place of a passage in the document's own counting."""
Anfang = Marke("Anfang")
"""First character of a passage in the normalised text; a kind with such a field is a passage."""
Ende = Marke("Ende")
"""First character after a passage."""
Pruefsumme = Marke("Pruefsumme")
"""SHA-256 of a document or of a passage."""

Feldname = Marke("Feldname")
"""Name of a field that is said or known to be empty; a kind with such a field speaks of empty places."""
Grund = Marke("Grund")
"""Why that field is empty."""

Prosa = Annotated[str, Deutsch]
LOKALER_PFAD = "[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*"

Pfad = URIRef | Path


@dataclass(frozen=True)
class Feld:
    """One field of a kind, resolved so far that every derivation only reads."""

    name: str
    """Python name, snake_case; GraphQL and RDF names derive from it and from the path."""
    pfad: Pfad
    """Stored term, or a property path for a view."""
    typ: type
    """Value type (`str`, `int`, `bool`, `date`, `Decimal`, an `Auswahl`) or `Knoten` for links."""
    ziele: tuple[str, ...]
    """Names of the kinds a link may lead to, empty for values; `("Knoten",)` means any."""
    viele: bool
    pflicht: bool
    beschreibung: str
    marken: frozenset[Marke]
    grenzen: tuple[Any, ...]
    """`annotated_types` constraints of the value (MinLen, Ge, Le, Predicate pattern), in order of declaration."""
    frueher: tuple[URIRef, ...] = ()
    """Earlier predicates of a stored field."""

    @property
    def ist_link(self) -> bool:
        """Whether the field leads to other nodes."""
        return bool(self.ziele)

    @property
    def gespeichert(self) -> bool:
        """Whether the field is stored under its own term (else it is a view)."""
        return isinstance(self.pfad, URIRef)

    @property
    def praedikat(self) -> URIRef:
        """The stored term; only for stored fields."""
        if not isinstance(self.pfad, URIRef):
            raise TypeError(self.name)
        return self.pfad

    @property
    def graphql_name(self) -> str:
        """`traegt_bei_zu` -> `traegtBeiZu`."""
        kopf, *rest = self.name.split("_")
        return kopf + "".join(teil.title() for teil in rest)


class Herkunft(Auswahl):
    """Woher eine Angabe kommt: aus einer Quelle, aus deren Auslegung oder als erfundenes Beispiel."""

    QUELLE = "Steht so in einem Dokument oder in veröffentlichten Daten."
    AUSLEGUNG = "Aus einer Quelle abgeleitet: berechnet oder gedeutet, nicht wörtlich gesagt."
    BEISPIEL = "Erfunden, gehört zur Beispielstadt; sagt nichts über eine wirkliche Kommune."


class LinkStatus(Auswahl):
    """Wie sicher eine Verknüpfung ist."""

    BELEGT = "Ein Dokument sagt es."
    BESTAETIGT = "Eine Person hat es bestätigt; wer, wann und warum steht dabei."
    VORSCHLAG = "Jemand liest es so; trägt keine Spur und schließt keine Lücke, solange niemand danach fragt."


class Knoten(BaseModel):
    """Alles, was eine dauerhafte Adresse hat: Leitlinien, Ziele, Maßnahmen, Zuwendungen und was sie trägt."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid", ignored_types=(Marke,))

    id: str
    """Dauerhafte Adresse des Knotens (IRI)."""
    kennung: Annotated[str, SKOS.notation, MinLen(1)]
    """Kurzzeichen innerhalb des Herausgebers, zum Beispiel K05."""
    titel: Annotated[Prosa, SKOS.prefLabel, MinLen(3)]
    """Die Sache in einem Satz, in eigenen Worten."""
    beschreibung: Annotated[Prosa | None, DCTERMS.description] = None
    """Weitere Erläuterung."""
    herkunft: Annotated[Herkunft, LL.herkunft]
    """Quelle, Auslegung oder Beispiel."""
    gilt_ab: Annotated[date | None, LL.giltAb] = None
    """Erster Tag der Geltung."""
    gilt_bis: Annotated[date | None, LL.giltBis] = None
    """Letzter Tag der Geltung."""
    belege: Annotated[list["Fundstelle"], LL.beleg, Nackt] = []
    """Fundstellen, auf denen die Angabe ruht."""
    leerstellen: Annotated[list["Leerstelle"], ~LL.leerstelleVon] = []
    """Felder, von denen gesagt oder bekannt ist, dass sie leer sind."""
    handlungsfelder: Annotated[list["Handlungsfeld"], LL.imFeld] = []
    """Handlungsfelder, in denen das liegt."""
    sozialraeume: Annotated[list["Sozialraum"], LL.imRaum] = []
    """Räume, auf die es sich bezieht."""
    fruehere_adressen: Annotated[list[str], LL.fruehereAdresse, Muster(LOKALER_PFAD)] = []
    """Adressen (lokale Pfade), unter denen er früher stand; wer sie aufruft, wird hierher geleitet."""


K = TypeVar("K", bound=Knoten)


@dataclass(frozen=True)
class Art:
    """A kind: its class, its RDF class and how it is called."""

    klasse: type[Knoten]
    begriff: URIRef
    mehrzahl: str
    """Plural in snake_case, the name of its list in GraphQL."""
    modell: "Modell" = field(repr=False, compare=False)
    frueher: tuple[URIRef, ...] = ()
    """Earlier RDF classes of the kind."""

    @property
    def name(self) -> str:
        """Singular, CamelCase: the class name, GraphQL type and local name of the RDF class."""
        return self.klasse.__name__

    @property
    def einzahl(self) -> str:
        """Singular in lower case: the name of the GraphQL field that reads one."""
        return self.name[0].lower() + self.name[1:]

    @property
    def beschreibung(self) -> str:
        """German description."""
        return inspect.getdoc(self.klasse) or ""

    @cached_property
    def felder(self) -> tuple[Feld, ...]:
        """All fields, inherited ones first, in order of declaration."""
        self.klasse.model_rebuild(force=True, _types_namespace=self.modell.namensraum())
        return tuple(_felder(self.klasse))

    @cached_property
    def feld(self) -> Mapping[str, Feld]:
        """Fields by Python name."""
        return MappingProxyType({f.name: f for f in self.felder})

    @cached_property
    def werte(self) -> tuple[Feld, ...]:
        """Stored value fields."""
        return tuple(f for f in self.felder if f.gespeichert and not f.ist_link)

    @cached_property
    def links(self) -> tuple[Feld, ...]:
        """Stored links that begin here."""
        return tuple(f for f in self.felder if f.gespeichert and f.ist_link)

    @cached_property
    def nach_praedikat(self) -> Mapping[str, Feld]:
        """Stored fields by the text of their predicate IRI."""
        return MappingProxyType({str(f.pfad): f for f in self.felder if f.gespeichert})


@dataclass(frozen=True)
class Beziehung:
    """A stored link predicate over all kinds that declare it."""

    praedikat: URIRef
    von: tuple[str, ...]
    """Names of the kinds the link may begin at."""
    nach: tuple[str, ...]
    """Names of the kinds it may lead to, any source; `("Knoten",)` means any."""
    marken: frozenset[Marke]
    beschreibung: str

    @cached_property
    def name(self) -> str:
        """Local name of the predicate, e.g. `traegtBeiZu`."""
        return re.split(r"[#/]", str(self.praedikat))[-1]


class Modell:
    """A registry of kinds. The program has one (`modell`); tests make their own with `kopie()`."""

    def __init__(self) -> None:
        self.arten: dict[str, Art] = {}
        self.regeln: list[Any] = []

    def art(self, begriff: URIRef, mehrzahl: str, *, frueher: tuple[URIRef, ...] = ()) -> Callable[[type[K]], type[K]]:
        """Class decorator: registers the class as a kind under its RDF class, with its plural and earlier classes."""

        def eintragen(cls: type[K]) -> type[K]:
            self.arten[cls.__name__] = Art(cls, begriff, mehrzahl, self, frueher)
            self.__dict__.pop("beziehungen", None)
            return cls

        return eintragen

    def kopie(self) -> "Modell":
        """A model with the same kinds and rules, to which a test may add its own."""
        neu = Modell()
        for a in self.arten.values():
            neu.arten[a.name] = Art(a.klasse, a.begriff, a.mehrzahl, neu, a.frueher)
        neu.regeln = list(self.regeln)
        return neu

    def namensraum(self) -> dict[str, Any]:
        """Names under which annotations of one kind refer to others."""
        return {"Knoten": Knoten} | {a.name: a.klasse for a in self.arten.values()}

    @cached_property
    def beziehungen(self) -> dict[str, Beziehung]:
        """All stored link predicates by the text of their IRI, in order of declaration."""
        gefunden: dict[str, Beziehung] = {}
        for a in self.arten.values():
            for f in a.links:
                alt = gefunden.get(str(f.pfad))
                gefunden[str(f.pfad)] = Beziehung(
                    f.praedikat,
                    (*alt.von, a.name) if alt else (a.name,),
                    tuple(dict.fromkeys((*(alt.nach if alt else ()), *f.ziele))),
                    f.marken,
                    alt.beschreibung if alt else f.beschreibung,
                )
        return gefunden

    def lesenamen(self) -> dict[str, str]:
        """Earlier IRIs of kinds, fields and links -> today's: the names under which stored rows are read."""
        arten = {str(f): str(a.begriff) for a in self.arten.values() for f in a.frueher}
        felder = {str(alt): str(f.pfad) for a in self.arten.values() for f in a.felder for alt in f.frueher}
        return arten | felder

    def passt(self, ziele: tuple[str, ...], art: str) -> bool:
        """Whether a link that leads to `ziele` may lead to a node of kind `art`."""
        return "Knoten" in ziele or art in ziele

    def auswahlen(self) -> dict[str, type[Auswahl]]:
        """All closed lists used by a field, by class name."""
        return {f.typ.__name__: f.typ for a in self.arten.values() for f in a.werte if issubclass(f.typ, Auswahl)}


modell = Modell()
"""The program's model; `leitlinien.model` fills it."""
art = modell.art


def _felder(cls: type[Knoten]) -> Iterator[Feld]:
    for name, info in cls.model_fields.items():
        for pfad in info.metadata:
            if isinstance(pfad, URIRef | Path):
                yield _feld(name, pfad, info)


def _feld(name: str, pfad: Pfad, info: FieldInfo) -> Feld:
    metadaten = list(info.metadata)
    innen: Any = info.annotation
    viele = get_origin(innen) is list
    if viele:
        (innen,) = get_args(innen)
    while get_origin(innen) is Annotated:
        innen, *mehr = get_args(innen)
        metadaten += mehr
    teile = [t for t in (get_args(innen) if get_origin(innen) in (Union, UnionType) else (innen,)) if t is not NoneType]
    for i, teil in enumerate(teile):
        if get_origin(teil) is Annotated:
            teile[i], *mehr = get_args(teil)
            metadaten += mehr
    knoten = [t for t in teile if issubclass(t, Knoten)]
    return Feld(
        name=name,
        pfad=pfad,
        typ=Knoten if knoten else teile[0],
        ziele=tuple(t.__name__ for t in knoten),
        viele=viele,
        pflicht=info.is_required(),
        beschreibung=info.description or "",
        marken=frozenset(m for m in metadaten if isinstance(m, Marke)),
        grenzen=tuple(m for m in metadaten if isinstance(m, BaseMetadata | GroupedMetadata | Muster)),
        frueher=tuple(m.begriff for m in metadaten if isinstance(m, Frueher)),
    )
