"""What an rdf:Statement may say about a link: its fields, declared as kinds declare theirs, and their conditions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from annotated_types import Ge, Le, MinLen
from rdflib import URIRef

from leitlinien.kinds import Deutsch, Feld, LinkStatus, Marke, Modell
from leitlinien.rdf.werte import Fehler, Wertregel
from leitlinien.rows import Angaben
from leitlinien.terms import LL


def _feld(name: str, pfad: URIRef, typ: type, beschreibung: str, *marken: Marke, grenzen: tuple[Any, ...] = ()) -> Feld:
    return Feld(name, pfad, typ, (), False, name == "status", beschreibung, frozenset(marken), grenzen)


WERTE: tuple[Feld, ...] = (
    _feld("status", LL.status, LinkStatus, "Wie sicher die Verknüpfung ist."),
    _feld("anteil", LL.anteil, Decimal, "Teil der Quelle, der diesem Ziel gilt, von 0 bis 1.", grenzen=(Ge(0), Le(1))),
    _feld("begruendung", LL.begruendung, str, "Warum das so gelesen wird.", Deutsch, grenzen=(MinLen(1),)),
    _feld("wer", LL.wer, str, "Wer es bestätigt oder vorgeschlagen hat.", grenzen=(MinLen(1),)),
    _feld("wann", LL.wann, date, "Tag der Bestätigung oder des Vorschlags."),
)
"""Values of a statement; each is a field of `Angaben` of the same name."""

NACH_PRAEDIKAT: dict[str, Wertregel] = {str(f.pfad): Wertregel(f) for f in WERTE}
PRAEDIKAT: dict[str, str] = {f.name: str(f.pfad) for f in WERTE}
BELEG = str(LL.beleg)
"""A passage that states the link."""


def belegfeld(modell: Modell) -> Feld:
    """The link to passages, as every kind inherits it; on a statement it says what states the link."""
    return next(iter(modell.arten.values())).feld["belege"]


@dataclass(frozen=True)
class Bedingung:
    """A field that a statement of this status must have."""

    status: LinkStatus
    feld: str
    was: str
    hilfe: str


BEDINGUNGEN: tuple[Bedingung, ...] = (
    Bedingung(
        LinkStatus.VORSCHLAG,
        "begruendung",
        "Ein Vorschlag braucht eine Begründung.",
        'Ergänze `ll:begruendung "…"@de`.',
    ),
    Bedingung(LinkStatus.BESTAETIGT, "wer", "Eine Bestätigung muss sagen, wer bestätigt hat.", 'Ergänze `ll:wer "…"`.'),
    Bedingung(
        LinkStatus.BESTAETIGT,
        "wann",
        "Eine Bestätigung muss sagen, wann bestätigt wurde.",
        'Ergänze `ll:wann "2026-01-31"^^xsd:date`.',
    ),
    Bedingung(
        LinkStatus.BESTAETIGT,
        "begruendung",
        "Eine Bestätigung braucht eine Begründung.",
        'Ergänze `ll:begruendung "…"@de`.',
    ),
)

NUR_TEILBAR = Fehler(
    "AnteilNurTeilbar", "Diese Beziehung trägt keinen Anteil.", "Lösche `ll:anteil`: Anteile haben nur {teilbar}."
)


def befunde(angaben: Angaben, *, teilbar: bool) -> list[tuple[str, Fehler]]:
    """What is wrong with the metadata of one link, as (predicate IRI, finding)."""
    gefunden: list[tuple[str, Fehler]] = []
    for name, praedikat in PRAEDIKAT.items():
        wert = angaben.status.name if name == "status" else getattr(angaben, name)
        if wert is not None:
            gefunden += [(praedikat, f) for f in NACH_PRAEDIKAT[praedikat].pruefe(wert)]
    for b in BEDINGUNGEN:
        if b.status is angaben.status and getattr(angaben, b.feld) is None:
            gefunden.append((PRAEDIKAT[b.feld], Fehler("MinCount", b.was, b.hilfe)))
    if angaben.anteil is not None and not teilbar:
        gefunden.append((PRAEDIKAT["anteil"], NUR_TEILBAR))
    return gefunden


__all__ = ["BEDINGUNGEN", "BELEG", "NACH_PRAEDIKAT", "NUR_TEILBAR", "PRAEDIKAT", "WERTE", "befunde", "belegfeld"]
