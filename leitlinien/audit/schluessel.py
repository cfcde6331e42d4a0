"""Ed25519 keys and signatures (RFC 8032), as files that OpenSSL reads too."""

import base64
import os
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from leitlinien.audit.fehler import Schluesselfehler
from leitlinien.audit.kanonisch import pruefsumme

VERFAHREN: Final = "Ed25519"


def erzeuge(datei: Path) -> str:
    """Write a new private key for its owner alone, and beside it the public one (`.pub`); returns its fingerprint.

    Raises `Schluesselfehler` when one of the files exists or cannot be written.
    """
    oeffentlich = datei.with_name(f"{datei.name}.pub")
    for ziel in (datei, oeffentlich):
        if ziel.exists():
            raise Schluesselfehler(
                f"{ziel} gibt es schon. Ein Schlüssel wird nie überschrieben; einen anderen Namen wählen."
            )
    schluessel = Ed25519PrivateKey.generate()
    privat = schluessel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with os.fdopen(os.open(datei, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as ausgabe:
            ausgabe.write(privat)
        oeffentlich.write_bytes(schluessel.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    except OSError as fehler:
        raise Schluesselfehler(f"{datei} lässt sich nicht schreiben: {fehler.strerror}.") from fehler
    return fingerabdruck(schluessel.public_key())


def lies_privat(datei: Path) -> Ed25519PrivateKey:
    """The key to sign with. Raises `Schluesselfehler`."""
    schluessel = _lies(datei, load_pem_private_key, password=None)
    if not isinstance(schluessel, Ed25519PrivateKey):
        raise Schluesselfehler(
            f"{datei} ist kein privater {VERFAHREN}-Schlüssel. `leitlinien audit key new` schreibt einen."
        )
    return schluessel


def lies_oeffentlich(datei: Path) -> Ed25519PublicKey:
    """The key to check with. Raises `Schluesselfehler`."""
    schluessel = _lies(datei, load_pem_public_key)
    if not isinstance(schluessel, Ed25519PublicKey):
        raise Schluesselfehler(f"{datei} ist kein öffentlicher {VERFAHREN}-Schlüssel. Gemeint ist die Datei .pub.")
    return schluessel


def fingerabdruck(schluessel: Ed25519PublicKey) -> str:
    """SHA-256 over the 32 bytes of the key: its name in records."""
    return pruefsumme(schluessel.public_bytes_raw())


def unterschreibe(schluessel: Ed25519PrivateKey, record: bytes) -> dict[str, str]:
    """Content of `signature.json`: the signature is over the bytes of `record.json`."""
    return {
        "verfahren": VERFAHREN,
        "schluessel": base64.b64encode(schluessel.public_key().public_bytes_raw()).decode(),
        "signatur": base64.b64encode(schluessel.sign(record)).decode(),
    }


def pruefe(angaben: Any, record: bytes) -> Ed25519PublicKey | None:
    """The key whose signature over `record` this is; None when it is none."""
    try:
        if angaben.keys() != {"verfahren", "schluessel", "signatur"} or angaben["verfahren"] != VERFAHREN:
            return None
        roh, signatur = (base64.b64decode(angaben[k], validate=True) for k in ("schluessel", "signatur"))
        schluessel = Ed25519PublicKey.from_public_bytes(roh)
        schluessel.verify(signatur, record)
    except (AttributeError, TypeError, ValueError, InvalidSignature):
        return None
    return schluessel


def _lies(datei: Path, lader: Any, **angaben: Any) -> Any:
    try:
        return lader(datei.read_bytes(), **angaben)
    except OSError as fehler:
        raise Schluesselfehler(f"{datei} lässt sich nicht lesen: {fehler.strerror}.") from fehler
    except (ValueError, TypeError, UnsupportedAlgorithm) as fehler:
        raise Schluesselfehler(f"{datei} ist kein lesbarer Schlüssel ohne Kennwort (PEM).") from fehler
