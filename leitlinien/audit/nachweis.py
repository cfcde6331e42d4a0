"""Makes a record: asks the question, gathers the evidence, writes all members and binds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from leitlinien.api import Kontext, Schema
from leitlinien.api.ausfuehrung import kern
from leitlinien.api.wortlaut import NAME as WORTLAUT
from leitlinien.audit import aufbau
from leitlinien.audit.aufbau import Record
from leitlinien.audit.auftrag import Auftrag
from leitlinien.audit.behaelter import packe
from leitlinien.audit.belegdatei import als_belegdatei
from leitlinien.audit.belege import Belege
from leitlinien.audit.bericht import Bericht, als_bericht
from leitlinien.audit.ergebnis import Ergebnis, ergebnis, frage
from leitlinien.audit.erweiterung import decknamen, erweitert
from leitlinien.audit.kanonisch import als_json, pruefsumme
from leitlinien.audit.schluessel import VERFAHREN, fingerabdruck, unterschreibe
from leitlinien.audit.teilgraph import als_turtle
from leitlinien.ids import Adressen
from leitlinien.sources import Quellen
from leitlinien.state import State
from leitlinien.tabellen import Antwort, Dateiart, schreibe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PROGRAMM = "leitlinien"
SIEGELANFANG = 12
"""Digits of the seal in a file name."""
_LESART = "Die Antwort folgt auch Vorschlägen. Sie ist eine Lesart, kein Nachweis."
_OHNE_WORTLAUT = (
    "Der Wortlaut der Fundstellen gehört nicht zum Ergebnis, weil er von beigelegten Dokumenten abhängt; wo sie "
    "beiliegen, steht er im Verzeichnis der Fundstellen."
)
_KUERZESTE = "Wo sehr viele Wege zu einer Zeile führen, ist nur der kürzeste belegt."


@dataclass(frozen=True)
class Nachweis:
    """A finished record."""

    record: Record
    bytes: bytes
    """The container."""

    @property
    def siegel(self) -> str:
        """SHA-256 of `record.json`, which holds the hashes of all else: noted elsewhere, it proves the whole record."""
        return pruefsumme(self.record.als_bytes())

    @property
    def dateiname(self) -> str:
        """`nachweis_ziele-ohne-massnahme_2026-11-21_r1_0123456789ab.zip`: question, day, revision, seal."""
        frage = self.record.frage.datei.rsplit(".", 1)[0]
        stand = f"{self.record.stichtag.isoformat()}_r{self.record.stand.revision}"
        return f"nachweis_{frage}_{stand}_{self.siegel[:SIEGELANFANG]}.zip"


def erstelle(
    schema: Schema,
    state: State,
    auftrag: Auftrag,
    *,
    adressen: Adressen,
    wer: str,
    zeit: datetime,
    quellen: Quellen | None = None,
    schluessel: "Ed25519PrivateKey | None" = None,
) -> Nachweis:
    """The record of a question asked of a state.

    Args:
        schema: The GraphQL schema.
        state: The state to ask.
        auftrag: The question.
        adressen: Addresses that links in the files have.
        wer: Who asks, as given.
        zeit: When, with a time zone.
        quellen: Attached documents; the report then shows the words of passages.
        schluessel: Key to sign with.

    Raises:
        Antwortfehler: The question was not answered.
        KeinNachweis: The record would be too large.
    """
    gefunden = ergebnis(schema, state, auftrag)
    mit_ids = erweitert(kern(schema), auftrag.abfrage.text)
    kontext = Kontext(state, adressen, heute=auftrag.stichtag)
    antwort = frage(schema, kontext, auftrag, text=mit_ids, zeitpunkt=zeit.astimezone(UTC))
    belege = Belege(antwort, decknamen(auftrag.abfrage.text), vorschlaege=auftrag.vorschlaege)
    hinweise = _hinweise(auftrag, antwort, belege)
    record = _record(state, auftrag, gefunden, hinweise, adressen=adressen, wer=wer, zeit=zeit)
    if schluessel is not None:
        unterschrift = aufbau.Unterschrift(verfahren=VERFAHREN, schluessel=fingerabdruck(schluessel.public_key()))
        record = record.model_copy(update={"signatur": unterschrift})
    kopf = f"Teilgraph zum Nachweis {auftrag.abfrage.name}, Stichtag {auftrag.stichtag}\nErgebnis {gefunden.sha256}"
    dateien = {
        aufbau.ERGEBNIS: gefunden.bytes,
        aufbau.CSV: schreibe(antwort, Dateiart.CSV),
        aufbau.XLSX: schreibe(antwort, Dateiart.XLSX),
        aufbau.BELEGE: als_belegdatei(belege),
        aufbau.DATEN: als_turtle(state, belege.beruehrt, kopf),
    }
    bericht = Bericht(record, auftrag, antwort, belege, quellen)
    dateien[aufbau.BERICHT] = als_bericht(bericht, {n: pruefsumme(i) for n, i in dateien.items()})
    return _gebunden(record, {name: dateien[name] for name in aufbau.INHALT}, schluessel)


def vollstaendig(antwort: Antwort) -> bool:
    """Whether no list of the answer is cut: no row is missing and no value of a cell."""
    zellen_ganz = not any(zelle.fehlend for zeile in antwort.tabelle.zellen for zelle in zeile)
    # A table that is neither paged nor counted elsewhere knows its number of rows only when nothing was cut.
    abfrage = antwort.abfrage
    gezaehlt = abfrage.gesamt is not None or abfrage.seiten is not None or antwort.tabelle.gesamt is not None
    return zellen_ganz and gezaehlt and antwort.tabelle.weiter is None


def _hinweise(auftrag: Auftrag, antwort: Antwort, belege: Belege) -> tuple[str, ...]:
    saetze = list(antwort.hinweise)
    if auftrag.vorschlaege:
        saetze.append(_LESART)
    if WORTLAUT in auftrag.abfrage.text:
        saetze.append(_OHNE_WORTLAUT)
    if belege.nur_kuerzeste:
        saetze.append(_KUERZESTE)
    return tuple(dict.fromkeys(saetze))


def _record(
    state: State,
    auftrag: Auftrag,
    gefunden: Ergebnis,
    hinweise: tuple[str, ...],
    *,
    adressen: Adressen,
    wer: str,
    zeit: datetime,
) -> Record:
    abfrage = auftrag.abfrage
    angaben = ("name", "datei", "titel", "erklaerung", "antwort", "braucht", "text", "sha256")
    return Record(
        format=aufbau.FORMAT,
        programm=aufbau.Programm(name=PROGRAMM, version=version(PROGRAMM)),
        basis=adressen.basis,
        zeit=zeit.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        wer=wer,
        frage=aufbau.Frage(**{name: getattr(abfrage, name) for name in angaben}),
        parameter=dict(auftrag.werte),
        stichtag=auftrag.stichtag,
        sicht=auftrag.sicht.name,
        stand=aufbau.Stand(revision=state.revision, zeit=state.zeit, kette=state.kette, zustand=state.hash),
        ergebnis=aufbau.Ergebnisangaben(
            sha256=gefunden.sha256,
            zeilen=gefunden.antwort.anzahl,
            vollstaendig=vollstaendig(gefunden.antwort),
            hinweise=hinweise,
        ),
        dateien={},
        signatur=None,
    )


def _gebunden(record: Record, dateien: Mapping[str, bytes], schluessel: "Ed25519PrivateKey | None") -> Nachweis:
    angaben = {n: aufbau.Datei(bytes=len(inhalt), sha256=pruefsumme(inhalt)) for n, inhalt in dateien.items()}
    fertig = record.model_copy(update={"dateien": angaben})
    teile = {aufbau.RECORD: fertig.als_bytes(), **dateien}
    if schluessel is not None:
        teile[aufbau.SIGNATUR] = als_json(unterschreibe(schluessel, teile[aufbau.RECORD]))
    return Nachweis(fertig, packe(teile))
