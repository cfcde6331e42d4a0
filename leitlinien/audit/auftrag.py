"""What is to be asked: a prepared query with its parameters in canonical form, the day and the view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from graphql import EnumValueNode, FieldNode, GraphQLSchema, OperationDefinitionNode, VariableNode, parse

from leitlinien.api import Sicht
from leitlinien.errors import Eingabefehler
from leitlinien.ids import Adressen
from leitlinien.queries import Abfrage, Eingabeart, Variable, Variablenfehler
from leitlinien.tabellen.antwort import STICHTAG, seitennamen

SICHT = "sicht"
"""Argument of root fields that says whether proposals count."""


@dataclass(frozen=True)
class Auftrag:
    """One question, complete: who asks it again on the same data gets the same result."""

    abfrage: Abfrage
    werte: Mapping[str, Any]
    """Values of all variables that have one, defaults among them, ids as local paths; nothing that only pages."""
    stichtag: date
    sicht: Sicht

    @property
    def vorschlaege(self) -> bool:
        """Whether proposals count anywhere in the question."""
        return self.sicht is Sicht.MIT_VORSCHLAEGEN


def auftrag(
    schema: GraphQLSchema,
    abfrage: Abfrage,
    texte: Mapping[str, str],
    *,
    adressen: Adressen,
    heute: date,
    stichtag: date | None = None,
) -> Auftrag:
    """The question that these texts ask.

    Args:
        schema: The schema the query was checked against.
        abfrage: The prepared query.
        texte: What was typed, by variable.
        adressen: Addresses of this installation, to read ids with.
        heute: The day that counts when none is given.
        stichtag: The day to ask for.

    Raises:
        Variablenfehler: A value is missing, wrong, unknown, or would page.
        UngueltigeId: An id cannot be one.
        Eingabefehler: Two different days are given.
    """
    for name in seitennamen(abfrage) & texte.keys():
        raise Variablenfehler(name, "Ein Prüflauf liest alle Seiten; die Angabe weglassen.")
    werte = _kanonisch(abfrage, abfrage.werte(texte), adressen)
    if STICHTAG in werte:
        gegeben = date.fromisoformat(werte[STICHTAG])
        if stichtag not in (None, gegeben):
            raise Eingabefehler(f"Zwei Stichtage: {stichtag} und „{STICHTAG}“ = {gegeben}. Einen davon weglassen.")
        stichtag = gegeben
    tag = stichtag or heute
    if any(v.name == STICHTAG for v in abfrage.variablen):
        werte[STICHTAG] = tag.isoformat()
    return Auftrag(abfrage, dict(sorted(werte.items())), tag, sicht(schema, abfrage.text, werte))


def sicht(schema: GraphQLSchema, text: str, werte: Mapping[str, Any]) -> Sicht:
    """The widest view that a root field of the question takes."""
    wurzeln = [
        feld
        for definition in parse(text).definitions
        if isinstance(definition, OperationDefinitionNode)
        for feld in definition.selection_set.selections
        if isinstance(feld, FieldNode)
    ]
    gefunden = {_sicht(feld, werte) for feld in wurzeln if _nimmt_sicht(schema, feld)}
    return Sicht.MIT_VORSCHLAEGEN if Sicht.MIT_VORSCHLAEGEN.name in gefunden else Sicht.GESICHERT


def _nimmt_sicht(schema: GraphQLSchema, feld: FieldNode) -> bool:
    definition = schema.query_type.fields.get(feld.name.value) if schema.query_type else None
    return definition is not None and SICHT in definition.args


def _sicht(feld: FieldNode, werte: Mapping[str, Any]) -> Any:
    wert = next((a.value for a in feld.arguments or () if a.name.value == SICHT), None)
    if isinstance(wert, VariableNode):
        return werte.get(wert.name.value)
    return wert.value if isinstance(wert, EnumValueNode) else None


def _kanonisch(abfrage: Abfrage, gegeben: Mapping[str, Any], adressen: Adressen) -> dict[str, Any]:
    weg = seitennamen(abfrage)
    vorgaben = {v.name: v.vorgabe for v in abfrage.variablen if v.vorgabe is not None}
    alle = vorgaben | dict(gegeben)
    return {v.name: _wert(v, alle[v.name], adressen) for v in abfrage.variablen if v.name in alle and v.name not in weg}


def _wert(variable: Variable, wert: Any, adressen: Adressen) -> Any:
    if isinstance(wert, list):
        return [_wert(variable, w, adressen) for w in wert]
    match variable.eingabe:
        case Eingabeart.ADRESSE if isinstance(wert, str):
            return adressen.pfad(wert)
        case Eingabeart.DEZIMALZAHL:
            # 1.50 and 1.5 ask the same
            return f"{Decimal(str(wert)).normalize():f}"
        case _:
            return wert
