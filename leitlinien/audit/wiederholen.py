"""Asks the question of a record again: on the recorded revision and on today's."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Protocol

from leitlinien.api import Schema, Sicht
from leitlinien.api.ausfuehrung import kern
from leitlinien.audit.aufbau import Record
from leitlinien.audit.auftrag import Auftrag
from leitlinien.audit.ergebnis import ergebnis
from leitlinien.audit.fehler import AndererStore, UnbekannteRevision, UngueltigeFrage, VeraenderterStore
from leitlinien.audit.nachweis import PROGRAMM
from leitlinien.audit.pruefen import Pruefung
from leitlinien.audit.vergleich import Unterschied, vergleiche
from leitlinien.errors import Eingabefehler
from leitlinien.queries import Abfrage, Katalog, tabelle
from leitlinien.queries.pruefung import Pruefung as Fragepruefung
from leitlinien.state import State
from leitlinien.store import Revision


class Bestandsquelle(Protocol):
    """What asking again needs of a store."""

    def kopf(self) -> Revision | None:
        """The newest revision."""

    def revision(self, nummer: int) -> Revision:
        """One revision; raises `Eingabefehler` when there is none of this number."""

    def zustandshash(self, revision: int | None = None) -> str:
        """Hash over all rows valid at a revision."""


@dataclass(frozen=True)
class Antwortvergleich:
    """The recorded answer beside that of one revision."""

    revision: int
    zeit: str
    sha256: str
    gleich: bool
    """Whether the result hash is the recorded one."""
    unterschied: Unterschied


@dataclass(frozen=True)
class Wiederholung:
    """What came out when the question was asked again."""

    record: Record
    damals: Antwortvergleich
    """On the recorded revision: must be the same."""
    heute: Antwortvergleich
    """On the newest revision, for the same day and parameters."""
    frage: str | None
    """What happened to the prepared query since, in German; None when it is the same."""
    programm: str | None
    """What to know when the program is another one now, in German."""

    @property
    def unveraendert(self) -> bool:
        """Whether nothing at all changed."""
        return self.damals.gleich and self.heute.gleich and self.frage is None


def wiederhole(
    pruefung: Pruefung,
    record: Record,
    *,
    schema: Schema,
    katalog: Katalog,
    store: Bestandsquelle,
    zu: Callable[[int], State],
) -> Wiederholung:
    """Ask the recorded question again.

    Args:
        pruefung: The check of the record, without findings.
        record: The record.
        schema: The schema.
        katalog: Today's prepared queries.
        store: The store.
        zu: The read state of a revision.

    Raises:
        UnbekannteRevision: The store has no revision of this number.
        AndererStore: Its revision of this number is another one.
        VeraenderterStore: Its rows are no longer those of the revision.
        UngueltigeFrage: The question does not fit the schema any more.
        Antwortfehler: It was not answered.
    """
    _pruefe_store(record, store)
    auftrag = _auftrag(record, schema, katalog)
    neueste = store.kopf()
    heute = neueste.nummer if neueste else record.stand.revision
    anderes = version(PROGRAMM) != record.programm.version
    return Wiederholung(
        record=record,
        damals=_vergleich(pruefung, record, auftrag, schema, zu(record.stand.revision)),
        heute=_vergleich(pruefung, record, auftrag, schema, zu(heute)),
        frage=_frage(record, katalog),
        programm=f"Aufgezeichnet hat Version {record.programm.version}, das hier ist {version(PROGRAMM)}."
        if anderes
        else None,
    )


def _pruefe_store(record: Record, store: Bestandsquelle) -> None:
    stand = record.stand
    try:
        revision = store.revision(stand.revision)
    except Eingabefehler as fehler:
        neueste = store.kopf()
        raise UnbekannteRevision(stand.revision, neueste.nummer if neueste else None) from fehler
    # Computed from the rows: a read state built earlier would not show what was changed behind the program's back.
    gleich = store.zustandshash(stand.revision) == stand.zustand
    if revision.hash != stand.kette:
        raise AndererStore(stand.revision, stand.kette, revision.hash, gleiche_daten=gleich)
    if not gleich:
        raise VeraenderterStore(stand.revision)


def _auftrag(record: Record, schema: Schema, katalog: Katalog) -> Auftrag:
    frage = record.frage
    # How codes read in a table is not part of the question; both answers are shown in today's words.
    worte = next((a.worte for a in katalog), {})
    pruefung = Fragepruefung(kern(schema), frage.datei, frage.text, worte)
    abfrage: Abfrage | None = pruefung.abfrage()
    if abfrage is None:
        maengel = "\n".join(f"- {m}" for m in pruefung.maengel)
        raise UngueltigeFrage(frage.name, record.programm.version, maengel)
    return Auftrag(abfrage, record.parameter, record.stichtag, Sicht[record.sicht])


def _vergleich(pruefung: Pruefung, record: Record, auftrag: Auftrag, schema: Schema, state: State) -> Antwortvergleich:
    neu = ergebnis(schema, state, auftrag)
    alte_daten = pruefung.ergebnis["daten"]
    alte_tabelle = tabelle(auftrag.abfrage, alte_daten)
    return Antwortvergleich(
        revision=state.revision,
        zeit=state.zeit,
        sha256=neu.sha256,
        gleich=neu.sha256 == record.ergebnis.sha256,
        unterschied=vergleiche(alte_tabelle, neu.antwort.tabelle, alte_daten, neu.antwort.daten[0]),
    )


def _frage(record: Record, katalog: Katalog) -> str | None:
    heutige = katalog.abfragen.get(record.frage.name)
    if heutige is None:
        return f"Die Frage {record.frage.name} gibt es nicht mehr. Gestellt wurde die aufgezeichnete."
    if heutige.sha256 != record.frage.sha256:
        return (
            f"Geänderte Frage: {record.frage.name} hat heute die Prüfsumme {heutige.sha256[:16]}…, im Nachweis "
            f"{record.frage.sha256[:16]}…. Gestellt wurde die aufgezeichnete."
        )
    return None
