"""How names of the model become names of the schema, and descriptions that many fields share."""

import re

SICHT = "Ob vorgeschlagene Verknüpfungen gelten; gilt für alles darunter."
STICHTAG = "Tag, an dem die Frage gestellt ist; ohne Angabe heute in Deutschland. Gilt für alles darunter."
FIRST = "So viele vom Anfang an, höchstens 500; ohne Angabe 50."
AFTER = "Erst nach dieser Seitenmarke (`endCursor` der vorigen Seite)."
LAST = "So viele vom Ende her, höchstens 500."
BEFORE = "Nur vor dieser Seitenmarke (`startCursor` der folgenden Seite)."
ID = "Adresse des Knotens: IRI oder Pfad wie kiel/K05."
WEITERE = (
    "Um wie viel `totalCount` mit Vorschlägen größer wäre (kleiner, wenn negativ: Vorschläge schließen dann Lücken); "
    "0, wenn sie schon gelten."
)


def gross(name: str) -> str:
    """First letter in upper case: `massnahmen` -> `Massnahmen`."""
    return name[:1].upper() + name[1:]


def konstante(name: str) -> str:
    """Name of an enum value: `Haushaltsansatz`, `gilt_ab` -> `HAUSHALTSANSATZ`, `GILT_AB`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def kamel(name: str) -> str:
    """`mehrzahl_in_schlange` -> `mehrzahlInSchlange`."""
    kopf, *rest = name.split("_")
    return kopf + "".join(teil.title() for teil in rest)
