"""The container of a record: a ZIP in which no byte is left to chance.

Members are stored, not compressed, because compressed bytes differ between versions of zlib; every field of every
header has one value. So a container can be made again from its members, and whatever differs from that was altered.
Written by hand because a library may change its headers while records must be readable for decades.

Source: APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import struct
from collections.abc import Mapping
from zlib import crc32

from leitlinien.audit.fehler import KeinNachweis
from leitlinien.audit.kanonisch import druckbar

KOPF, VERZEICHNIS, ENDE = 0x04034B50, 0x02014B50, 0x06054B50
_VERSION = 20
_UTF8 = 1 << 11
_GESPEICHERT = 0
_UHR, _TAG = 0, (1 << 5) | 1
"""1 January 1980, 0:00, the first moment the format knows."""
_UNIX = 3 << 8
_RECHTE = 0o100644 << 16
_KOPF = struct.Struct("<IHHHHHIIIHH")
_EINTRAG = struct.Struct("<IHHHHHHIIIHHHHHII")
_ENDE = struct.Struct("<IHHHHIIH")
GROESSTER = (1 << 32) - 1
"""Largest container in bytes; beyond it the format needs other headers."""


def packe(teile: Mapping[str, bytes]) -> bytes:
    """The container of these members, in this order. Raises `KeinNachweis` when it would be too large."""
    stuecke: list[bytes] = []
    verzeichnis: list[bytes] = []
    ort = 0
    for name, inhalt in teile.items():
        if ort + len(inhalt) > GROESSTER - (1 << 20):
            raise KeinNachweis("Der Nachweis wird größer als 4 Gigabyte. Die Frage enger stellen.")
        roh, summe, laenge = name.encode(), crc32(inhalt), len(inhalt)
        angaben = (_VERSION, _UTF8, _GESPEICHERT, _UHR, _TAG, summe, laenge, laenge, len(roh), 0)
        stueck = _KOPF.pack(KOPF, *angaben) + roh + inhalt
        verzeichnis.append(_EINTRAG.pack(VERZEICHNIS, _UNIX | _VERSION, *angaben, 0, 0, 0, _RECHTE, ort) + roh)
        stuecke.append(stueck)
        ort += len(stueck)
    eintraege = b"".join(verzeichnis)
    ende = _ENDE.pack(ENDE, 0, 0, len(verzeichnis), len(verzeichnis), len(eintraege), ort, 0)
    return b"".join((*stuecke, eintraege, ende))


def entpacke(behaelter: bytes) -> tuple[dict[str, bytes], list[str]]:
    """The members in order, and what is wrong with the container, in German.

    Raises `KeinNachweis` when the members cannot be told apart.
    """
    teile: dict[str, bytes] = {}
    maengel: list[str] = []
    ort = 0
    while behaelter[ort : ort + 4] == KOPF.to_bytes(4, "little"):
        name, inhalt, summe, ort = _teil(behaelter, ort)
        if crc32(inhalt) != summe:
            maengel.append(f"{name}: Der Inhalt oder seine Quersumme im Kopf wurde verändert.")
        if name in teile:
            maengel.append(f"{name}: Der Teil steht zweimal im Behälter.")
        teile[name] = inhalt
    if not teile:
        raise KeinNachweis(
            "Das ist kein Nachweis: Die Datei beginnt nicht wie ein ZIP, oder ihr Anfang ist beschädigt."
        )
    if not maengel and (stelle := _unterschied(behaelter, soll := packe(teile))) is not None:
        maengel.append(f"Behälter: {_gegend(stelle, ort, len(soll))} wurde verändert (Byte {stelle}).")
    return teile, maengel


def _teil(behaelter: bytes, ort: int) -> tuple[str, bytes, int, int]:
    """Name, content and checksum of the member whose header begins here, and where the next one begins."""
    try:
        *_, summe, laenge, _, namenslaenge, zusatz = _KOPF.unpack_from(behaelter, ort)
        anfang = ort + _KOPF.size + namenslaenge
        name = behaelter[ort + _KOPF.size : anfang].decode()
    except (struct.error, UnicodeDecodeError):
        raise KeinNachweis(f"Behälter: Der Kopf bei Byte {ort} ist nicht lesbar.") from None
    ende = anfang + zusatz + laenge
    if ende > len(behaelter):
        raise KeinNachweis(f"Behälter: {druckbar(name)} ist abgeschnitten, oder der Kopf bei Byte {ort} ist verändert.")
    return druckbar(name), behaelter[anfang + zusatz : ende], summe, ende


def _unterschied(ist: bytes, soll: bytes) -> int | None:
    """First byte in which the two differ."""
    if ist == soll:
        return None
    gemeinsam = min(len(ist), len(soll))
    return next((i for i in range(gemeinsam) if ist[i] != soll[i]), gemeinsam)


def _gegend(stelle: int, verzeichnis: int, ende: int) -> str:
    """German name of the part of the container in which a byte lies."""
    if stelle >= ende:
        return "Hinter dem Ende wurde etwas angehängt; es"
    if stelle >= ende - _ENDE.size:
        return "Das Ende des Verzeichnisses, auch ein Kommentar dort,"
    return "Das Verzeichnis" if stelle >= verzeichnis else "Der Kopf eines Teils"
