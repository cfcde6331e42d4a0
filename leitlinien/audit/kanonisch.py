"""One way to write the same thing: canonical JSON, hashes, and ids without the address of any host."""

from hashlib import sha256
from typing import Any

import orjson

from leitlinien.ids import Adressen


def als_json(wert: Any) -> bytes:
    """Canonical JSON: UTF-8, keys sorted, no white space, one line feed at the end.

    Up to that line feed the bytes are those of RFC 8785: the keys here are ASCII and there are no binary fractions.
    """
    return orjson.dumps(wert, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def pruefsumme(inhalt: bytes) -> str:
    """SHA-256, 64 lower-case hex digits."""
    return sha256(inhalt).hexdigest()


def druckbar(text: str) -> str:
    """Text of a file that anybody may have written, without characters that a terminal would obey."""
    return "".join(z if z.isprintable() else "\ufffd" for z in text)


class Kurzpfade(Adressen):
    """Addresses that leave local paths as they are, so that an answer is the same at every base."""

    def iri(self, pfad: str) -> str:
        """The local path itself."""
        return pfad
