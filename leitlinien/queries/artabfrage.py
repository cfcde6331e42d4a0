"""The list of one kind as a query: derived from the model, its conditions written out in its text.

So a list means what GraphQL means by it, and whatever takes the answer to a prepared query takes it too: the table on a
page, all file formats, the audit's hash of the question.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leitlinien.api.ausfuehrung import kern
from leitlinien.api.namen import kamel
from leitlinien.kinds import Art, Auswahl, Feld
from leitlinien.queries.abfrage import Abfrage, Publikum
from leitlinien.queries.fehler import Katalogfehler
from leitlinien.queries.pruefung import Pruefung

if TYPE_CHECKING:
    from collections.abc import Callable

    from leitlinien.api import Schema

ADRESSE = "Dauerhafte Adresse"
"""Heading of the last column."""
VERWEISE = 20
"""Linked nodes that are named in one cell."""
SICHT, ANZAHL, NACH = "sicht", "anzahl", "nach"
"""Variables of every such query."""


class Name(str):
    """A bare word in the text of a query: the value of an enum that the API itself declares."""

    __slots__ = ()


def artabfrage(
    schema: "Schema",
    art: Art,
    felder: Sequence[Feld],
    lesbar: "Callable[[str], str]",
    *,
    filter: Mapping[str, Any] | None = None,
    sortierung: Sequence[Mapping[str, Any]] = (),
    bedingungen: Sequence[str] = (),
    mit_adresse: bool = True,
) -> Abfrage:
    """The query over the nodes of a kind, with columns for these fields; `lesbar` turns names into words.

    `filter` and `sortierung` are what the schema's list takes, members of closed lists as such; `bedingungen` say the
    same in words, for people who read the answer. `mit_adresse` adds a column with the nodes' addresses. Raises
    `Katalogfehler` when the schema does not take them.
    """
    spalten = [(lesbar(f.graphql_name), _pfad(f)) for f in felder] + ([(ADRESSE, "id")] if mit_adresse else [])
    text = _text(
        art,
        felder,
        spalten,
        mehrzahl=lesbar(art.mehrzahl),
        argumente=_argumente(filter or {}, sortierung),
        bedingungen=bedingungen,
    )
    pruefung = Pruefung(kern(schema), f"{art.mehrzahl}.graphql", text)
    abfrage = pruefung.abfrage()
    if abfrage is None:
        raise Katalogfehler(pruefung.maengel)
    return abfrage


def literal(wert: Any) -> str:  # noqa: PLR0911 - one case a type
    """A value as GraphQL writes it."""
    match wert:
        case bool():
            return "true" if wert else "false"
        case Auswahl():
            return wert.name
        case Name():
            return str(wert)
        case int():
            return str(wert)
        case Decimal():
            return f'"{wert:f}"'
        case date():
            return f'"{wert.isoformat()}"'
        case Mapping():
            return "{" + ", ".join(f"{name}: {literal(w)}" for name, w in wert.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(literal, wert)) + "]"
        case _:
            return json.dumps(str(wert))


def _argumente(filter: Mapping[str, Any], sortierung: Sequence[Mapping[str, Any]]) -> str:
    """The arguments of the list."""
    eigene = {"filter": filter, "sortierung": sortierung}
    teile = [f"{name}: {literal(wert)}" for name, wert in eigene.items() if wert]
    return ", ".join([*teile, f"{SICHT}: ${SICHT}", f"first: ${ANZAHL}", f"after: ${NACH}"])


def _text(
    art: Art,
    felder: Sequence[Feld],
    spalten: Sequence[tuple[str, str]],
    *,
    mehrzahl: str,
    argumente: str,
    bedingungen: Sequence[str],
) -> str:
    liste = kamel(art.mehrzahl)
    # what people typed is in there: one line, so that it stays a comment
    was = (
        " ".join(f"{mehrzahl}, für die gilt: {'; '.join(bedingungen)}.".split()) if bedingungen else f"Alle {mehrzahl}."
    )
    zeilen = [
        f"# Zielgruppe: {', '.join(p.value for p in Publikum)}",
        f"# Antwort: {was}",
        f"# Braucht: {mehrzahl}",
        f"# Tabelle: {liste}.nodes",
        *(f"# Spalte: {titel} = {pfad}" for titel, pfad in spalten),
        f"# Hinweis: {liste}.weitereMitVorschlaegen = Gälten auch Vorschläge, änderte sich die Zahl um {{+}}.",
        f"# Seiten: {liste}.pageInfo",
        f"# Gesamt: {liste}.totalCount",
        '"""',
        f"Welche {mehrzahl} gibt es?",
        "",
        " ".join(art.beschreibung.split()),
        '"""',
        f"query {liste}(",
        '  "Nur gesicherte Verknüpfungen, oder auch vorgeschlagene."',
        f"  ${SICHT}: Sicht! = GESICHERT",
        '  "Zeilen je Seite, höchstens 500."',
        f"  ${ANZAHL}: Int! = 50",
        '  "Seitenmarke der vorigen Antwort; leer für die erste Seite."',
        f"  ${NACH}: String",
        ") {",
        f"  {liste}({argumente}) {{",
        "    totalCount",
        "    weitereMitVorschlaegen",
        "    pageInfo { hasNextPage endCursor }",
        "    nodes {",
        "      id",
        *(f"      {_auswahl(f)}" for f in felder),
        "    }",
        "  }",
        "}",
    ]
    return "\n".join(zeilen) + "\n"


def _pfad(feld: Feld) -> str:
    """Where a field's values stand in a row."""
    if not feld.ist_link:
        return f"{feld.graphql_name}[]" if feld.viele else feld.graphql_name
    return f"{feld.graphql_name}.nodes[].titel" if feld.viele else f"{feld.graphql_name}.titel"


def _auswahl(feld: Feld) -> str:
    """What is asked of a field."""
    if not feld.ist_link:
        return feld.graphql_name
    if feld.viele:
        return f"{feld.graphql_name}(first: {VERWEISE}) {{ totalCount nodes {{ id titel }} }}"
    return f"{feld.graphql_name} {{ id titel }}"
