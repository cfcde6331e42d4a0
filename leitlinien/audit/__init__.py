"""Audit records: what was asked of which data, what came out, and what it rests on - to be proved later.

`auftrag` fixes a question, `erstelle` asks it and makes the record, `pruefe_nachweis` checks one without a database,
`wiederhole` asks again. A record is one ZIP; `aufbau` says what is in it, `behaelter` how it is written.
"""

from leitlinien.audit.auftrag import Auftrag, auftrag
from leitlinien.audit.fehler import (
    AndererStore,
    Auditfehler,
    KeinNachweis,
    Schluesselfehler,
    UnbekannteRevision,
    UngueltigeFrage,
    VeraenderterStore,
)
from leitlinien.audit.nachweis import Nachweis, erstelle
from leitlinien.audit.pruefen import Pruefung, pruefe_nachweis
from leitlinien.audit.wiederholen import Wiederholung, wiederhole

__all__ = [
    "AndererStore",
    "Auditfehler",
    "Auftrag",
    "KeinNachweis",
    "Nachweis",
    "Pruefung",
    "Schluesselfehler",
    "UnbekannteRevision",
    "UngueltigeFrage",
    "VeraenderterStore",
    "Wiederholung",
    "auftrag",
    "erstelle",
    "pruefe_nachweis",
    "wiederhole",
]
