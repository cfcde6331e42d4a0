"""Writes columns: the values of one field over all nodes of one kind, typed and compact. `spalten` reads them.

How a type is held (`form`):

- `leer`    nobody has a value, nothing is stored
- `text`    str and Decimal: UTF-8 one after another and offsets; each distinct text once where texts repeat.
            Decimals stay as written, so 1.50 stays 1.50
- `auswahl` code of the member, -1 for none
- `maske`   several members as bits of an int64
- `datum`   int32 proleptic ordinal, 0 for none
- `ganz`    the narrowest integer type, its least value for none (`text` when 64 bits do not do)
- `bool`    int8, -1 for none
- `liste`   several values of another type: JSON text of the lexical forms

A lexical form that does not come back from the held number (`007`, an unknown code) is kept beside the column
(`ausnahmen`), so that a state never loses what a file said.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import orjson

from leitlinien.kinds import Auswahl, Feld
from leitlinien.rows import Wert
from leitlinien.state.ablage import AblageSchreiber

__all__ = ["HEX", "LEER_TEXT", "SPRACHE", "ZURUECK", "schreibe_blob", "schreibe_spalte", "wahrheit"]

LEER_TEXT = b"\xff"
"""Stands for the empty string; no bytes at all stand for no value. None of 0xFD to 0xFF occurs in UTF-8."""
SPRACHE = 0xFE
"""First byte of a text in a more specific language: then the tag, a zero byte and the text."""
HEX = 0xFD
"""First byte of a SHA-256 held as 32 bytes instead of 64 hex digits."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEXLAENGE = 64
_MAX_BITS = 62
_INT8 = 127
_BREITEN = ("|i1", "<i2", "<i4", "<i8")
_ERSPARNIS = 3
_SCHUB = 10_000
_EINFACH = {str, type(None)}


def wahrheit(text: str) -> bool:
    """Value of an xsd:boolean. Raises KeyError when it is none."""
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _tag(text: str) -> int:
    # xsd:date may end with a time zone
    return date.fromisoformat(text[:10]).toordinal()


ZURUECK: dict[str, Callable[[int], str]] = {
    "ganz": str,
    "datum": lambda n: date.fromordinal(n).isoformat(),
    "bool": lambda n: "true" if n else "false",
}
"""Canonical lexical form of a held number."""
_LESEN: dict[str, tuple[Callable[[str], int], int, str]] = {
    "ganz": (int, -(1 << 63), "<i8"),
    "datum": (_tag, 0, "<i4"),
    "bool": (wahrheit, -1, "|i1"),
}


def _form(feld: Feld) -> str:
    if feld.viele:
        return "maske" if issubclass(feld.typ, Auswahl) and len(feld.typ) <= _MAX_BITS else "liste"
    if issubclass(feld.typ, Auswahl):
        return "auswahl"
    return {bool: "bool", int: "ganz", date: "datum"}.get(feld.typ, "text")


def schreibe_blob(aus: AblageSchreiber, name: str, teile: Sequence[bytes]) -> None:
    """Write byte strings as `name/blob` and their offsets as `name/ab`."""
    stellen = np.zeros(len(teile) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, teile), np.int64, len(teile)), out=stellen[1:])
    aus.lege(f"{name}/blob", b"".join(teile))
    aus.lege(f"{name}/ab", stellen.astype("<u4" if stellen[-1] < 1 << 32 else "<i8"))


def schreibe_spalte(aus: AblageSchreiber, name: str, feld: Feld, lexikal: Sequence[Wert | None]) -> dict[str, Any]:
    """Write one column; `lexikal` are the values of all nodes of the kind. Returns its entry for `meta.json`."""
    form = _form(feld)
    if form in {"text", "liste"}:
        return _schreibe_texte(aus, name, form, lexikal)
    # distinct values are parsed once; all of them are hashable here
    roh: Sequence[Any] = lexikal
    if not _einfach(lexikal):
        roh = [tuple(w) if isinstance(w, list) else str(w) if isinstance(w, dict) else w for w in lexikal]
    verschieden = set(roh) - {None}
    if not verschieden:
        return {"form": "leer"}
    if form in {"auswahl", "maske"}:
        code, fremd, leer, dtype = _mitgliedscodes(form, feld, verschieden)
    else:
        code, fremd, leer, dtype = _zahlencodes(form, verschieden)
        if form == "ganz":
            if not dtype:
                return _schreibe_texte(aus, name, "text", lexikal)
            leer, dtype = _verenge(code, leer)
    code[None] = leer
    aus.lege(f"{name}/zahl", np.fromiter(map(code.__getitem__, roh), dtype, len(roh)))
    eintrag: dict[str, Any] = {"form": form, "leer": leer}
    if fremd:
        eintrag["ausnahmen"] = {str(k): w for k, (r, w) in enumerate(zip(roh, lexikal, strict=True)) if r in fremd}
    return eintrag


_Codes = tuple[dict[Any, int], set[Any], int, str]
"""Number of each distinct value; which of them the number does not give back; number for none; numpy type."""


def _mitgliedscodes(form: str, feld: Feld, verschieden: set[Any]) -> _Codes:
    namen = {m.name: k for k, m in enumerate(feld.typ)}  # type: ignore[var-annotated, arg-type]
    if form == "auswahl":
        return (
            {w: namen.get(w, -1) for w in verschieden},
            {w for w in verschieden if w not in namen},
            -1,
            "|i1" if len(namen) <= _INT8 else "<i2",
        )
    return (
        {w: sum(1 << namen[x] for x in set(w) if x in namen) for w in verschieden},
        {w for w in verschieden if not isinstance(w, tuple) or sorted(set(w) & namen.keys()) != list(w)},
        0,
        "<i8",
    )


def _zahlencodes(form: str, verschieden: set[Any]) -> _Codes:
    lesen, leer, dtype = _LESEN[form]
    code: dict[Any, int] = {}
    fremd = set()
    for w in verschieden:
        try:
            zahl = int(lesen(w))
        except (ValueError, KeyError):
            zahl = leer
        if not -(1 << 63) <= zahl < 1 << 63:
            dtype = ""
        code[w] = zahl
        if zahl == leer or ZURUECK[form](zahl) != w:
            fremd.add(w)
    return code, fremd, leer, dtype


def _verenge(code: dict[Any, int], leer: int) -> tuple[int, str]:
    """Narrowest type that holds all numbers of `code` and one more for none; renumbers none to that."""
    zahlen = [z for z in code.values() if z != leer]
    dtype = next(d for d in _BREITEN if all(np.iinfo(np.dtype(d)).min < z <= np.iinfo(np.dtype(d)).max for z in zahlen))
    kleinste = int(np.iinfo(np.dtype(dtype)).min)
    for w, z in code.items():
        if z == leer:
            code[w] = kleinste
    return kleinste, dtype


def _einfach(lexikal: Sequence[Wert | None]) -> bool:
    """Whether all values are texts or missing: neither lists nor texts in another language."""
    return set(map(type, lexikal)) <= _EINFACH


def _schreibe_texte(aus: AblageSchreiber, name: str, form: str, lexikal: Sequence[Wert | None]) -> dict[str, Any]:
    roh: Sequence[Any] = lexikal if _einfach(lexikal) else list(map(_text, lexikal))
    verschieden = _verschieden(roh, len(roh) // _ERSPARNIS)
    if verschieden is None:
        schreibe_blob(
            aus, name, [w.encode() if type(w) is str and w and len(w) != _HEXLAENGE else _text(w) for w in roh]
        )
        return {"form": form}
    if not set(verschieden) - {None, b""}:
        return {"form": "leer"}
    if len(verschieden) * _ERSPARNIS < len(roh):
        # texts repeat (currencies, accounts): each once, and a number per row
        breite = "|u1" if len(verschieden) <= 1 << 8 else "<u2" if len(verschieden) <= 1 << 16 else "<u4"
        nummern = {w: k for k, w in enumerate(verschieden)}
        aus.lege(f"{name}/nummer", np.fromiter(map(nummern.__getitem__, roh), breite, len(roh)))
        roh = list(verschieden)
    schreibe_blob(aus, name, list(map(_text, roh)))
    return {"form": form}


def _verschieden(roh: Sequence[Any], hoechstens: int) -> dict[Any, None] | None:
    """The distinct values in order; None as soon as there are more than `hoechstens` (but some thousands)."""
    gefunden: dict[Any, None] = {}
    for ab in range(0, len(roh), _SCHUB):
        gefunden.update(dict.fromkeys(roh[ab : ab + _SCHUB]))
        if len(gefunden) > max(hoechstens, _SCHUB):
            return None
    return gefunden


def _text(wert: Wert | bytes | None) -> bytes:
    if wert is None:
        return b""
    if isinstance(wert, bytes):
        return wert
    if isinstance(wert, str):
        if len(wert) == _HEXLAENGE and _SHA256.fullmatch(wert):
            return bytes((HEX,)) + bytes.fromhex(wert)
        return wert.encode() or LEER_TEXT
    if isinstance(wert, dict):
        ((tag, text),) = wert.items()
        return bytes((SPRACHE,)) + tag.encode() + b"\0" + text.encode()
    return orjson.dumps(wert)
