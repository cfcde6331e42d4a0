"""Checks a record without any database: container, hashes, structure, signature."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from leitlinien.audit import aufbau
from leitlinien.audit.aufbau import Record, lies_record
from leitlinien.audit.behaelter import entpacke
from leitlinien.audit.fehler import KeinNachweis
from leitlinien.audit.kanonisch import als_json, pruefsumme
from leitlinien.audit.schluessel import fingerabdruck, pruefe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KUERZESTES_SIEGEL = 12
"""Digits of a noted seal that count as noted."""


@dataclass
class Pruefung:
    """What the check of one record found."""

    siegel: str = ""
    """SHA-256 of `record.json` as it stands; empty when there is none."""
    record: Record | None = None
    """None when it cannot be read."""
    ergebnis: dict[str, Any] = field(default_factory=dict)
    """Content of `result.json`."""
    unterzeichnet: str | None = None
    """Fingerprint of the key whose signature holds."""
    maengel: list[str] = field(default_factory=list)
    """What differs, in German; empty when the record is as it was written."""

    @property
    def heil(self) -> bool:
        """Whether nothing differs."""
        return not self.maengel


def pruefe_nachweis(
    behaelter: bytes, *, schluessel: "Ed25519PublicKey | None" = None, siegel: str | None = None
) -> Pruefung:
    """Check a record.

    Without a key and without a seal noted elsewhere, what somebody altered together with all hashes goes unnoticed.

    Args:
        behaelter: The file.
        schluessel: Key that must have signed it.
        siegel: The seal, or at least its first digits, as noted elsewhere.
    """
    p = Pruefung()
    try:
        teile, p.maengel = entpacke(behaelter)
    except KeinNachweis as fehler:
        p.maengel = [str(fehler)]
        return p
    roh = teile.get(aufbau.RECORD)
    if roh is None:
        p.maengel.append(f"{aufbau.RECORD} fehlt. Ohne diesen Teil ist das kein Nachweis.")
        return p
    p.siegel = pruefsumme(roh)
    _siegel(p, siegel)
    gelesen = lies_record(roh)
    if isinstance(gelesen, list):
        p.maengel += [f"{aufbau.RECORD}: {satz}" for satz in gelesen]
        return p
    p.record = gelesen
    _teile(p, gelesen, teile)
    _zusammenhang(p, gelesen, teile)
    _unterschrift(p, gelesen, teile, schluessel)
    return p


def _siegel(p: Pruefung, notiert: str | None) -> None:
    if notiert is None:
        return
    anfang = "".join(notiert.split()).rstrip("….").casefold()
    if len(anfang) < KUERZESTES_SIEGEL:
        p.maengel.append(
            f"Siegel: Gebraucht werden wenigstens {KUERZESTES_SIEGEL} Stellen, angegeben sind {len(anfang)}."
        )
    elif not p.siegel.startswith(anfang):
        p.maengel.append(f"Siegel: Notiert ist {anfang[:16]}…, der Nachweis hat {p.siegel[:16]}…: Das ist ein anderer.")


def _teile(p: Pruefung, record: Record, teile: dict[str, bytes]) -> None:
    """Exactly the members that the record names, each with its hash."""
    soll = [aufbau.RECORD, *aufbau.INHALT, *([aufbau.SIGNATUR] if record.signatur else [])]
    if set(record.dateien) != set(aufbau.INHALT):
        p.maengel.append(f"{aufbau.RECORD}: Die Liste der Teile ist nicht die eines Nachweises.")
    p.maengel += [f"{name} fehlt." for name in soll if name not in teile]
    p.maengel += [f"{name} gehört nicht zum Nachweis." for name in teile if name not in soll]
    if list(teile) != soll and set(teile) == set(soll):
        p.maengel.append("Behälter: Die Teile stehen in anderer Reihenfolge.")
    for name, angabe in record.dateien.items():
        if name in teile and (len(teile[name]), pruefsumme(teile[name])) != (angabe.bytes, angabe.sha256):
            p.maengel.append(f"{name}: Der Inhalt passt nicht zur Prüfsumme in {aufbau.RECORD}.")


def _zusammenhang(p: Pruefung, record: Record, teile: dict[str, bytes]) -> None:
    """The record and its result speak of the same question and answer."""
    if pruefsumme(record.frage.text.encode()) != record.frage.sha256:
        p.maengel.append(f"{aufbau.RECORD}: Der Text der Frage passt nicht zu seiner Prüfsumme.")
    inhalt = teile.get(aufbau.ERGEBNIS, b"")
    if pruefsumme(inhalt) != record.ergebnis.sha256:
        p.maengel.append(f"{aufbau.ERGEBNIS}: Der Inhalt passt nicht zur Prüfsumme des Ergebnisses.")
    try:
        p.ergebnis = orjson.loads(inhalt)
        gefragt = {k: p.ergebnis[k] for k in ("frage", "parameter", "stichtag")}
        kanonisch = als_json(p.ergebnis) == inhalt and isinstance(p.ergebnis["daten"], dict)
    except (orjson.JSONDecodeError, KeyError, TypeError):
        p.ergebnis = {}
        p.maengel.append(f"{aufbau.ERGEBNIS}: Das ist kein Ergebnis, wie das Programm es schreibt.")
        return
    if not kanonisch:
        p.maengel.append(f"{aufbau.ERGEBNIS}: Der Inhalt ist nicht so geschrieben, wie das Programm ihn schreibt.")
    soll = {"frage": record.frage.sha256, "parameter": record.parameter, "stichtag": record.stichtag.isoformat()}
    p.maengel += [
        f"{aufbau.ERGEBNIS}: „{k}“ ist dort anders als in {aufbau.RECORD}." for k in soll if soll[k] != gefragt[k]
    ]


def _unterschrift(p: Pruefung, record: Record, teile: dict[str, bytes], schluessel: "Ed25519PublicKey | None") -> None:
    if record.signatur is None:
        if schluessel is not None:
            p.maengel.append("Unterschrift: Der Nachweis ist nicht unterschrieben.")
        return
    try:
        angaben = orjson.loads(teile.get(aufbau.SIGNATUR, b""))
    except orjson.JSONDecodeError:
        angaben = None
    gefunden = pruefe(angaben, teile[aufbau.RECORD])
    if gefunden is None or als_json(angaben) != teile[aufbau.SIGNATUR]:
        p.maengel.append(f"Unterschrift: {aufbau.SIGNATUR} ist keine gültige Unterschrift unter {aufbau.RECORD}.")
        return
    if fingerabdruck(gefunden) != record.signatur.schluessel:
        p.maengel.append("Unterschrift: Sie ist mit einem anderen Schlüssel geleistet, als der Nachweis nennt.")
    elif schluessel is not None and fingerabdruck(schluessel) != record.signatur.schluessel:
        p.maengel.append(
            f"Unterschrift: Unterschrieben hat der Schlüssel {record.signatur.schluessel[:16]}…, "
            f"verlangt ist {fingerabdruck(schluessel)[:16]}…."
        )
    else:
        p.unterzeichnet = record.signatur.schluessel
