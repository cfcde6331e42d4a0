"""The domain: kinds and coverage rules only, no technique. Importing this package fills `leitlinien.kinds.modell`."""

from leitlinien.model import (
    auswahlen,
    beschluesse,
    felder,
    foerderung,
    leitlinien,
    messung,
    pruefungen,
    quellen,
    regel,
    regeln,
    umsetzung,
)

__all__ = [
    "auswahlen",
    "beschluesse",
    "felder",
    "foerderung",
    "leitlinien",
    "messung",
    "pruefungen",
    "quellen",
    "regel",
    "regeln",
    "umsetzung",
]
