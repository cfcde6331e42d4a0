"""The two scalars beyond GraphQL's own: exact decimals and calendar days."""

from datetime import date
from decimal import Decimal, InvalidOperation

from graphql import FloatValueNode, GraphQLError, IntValueNode, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition


def dezimal(wert: object) -> Decimal:
    """A decimal from text or a whole number. Raises `GraphQLError` for anything else, above all binary fractions."""
    if isinstance(wert, str) or (isinstance(wert, int) and not isinstance(wert, bool)):
        try:
            zahl = Decimal(wert)
        except InvalidOperation:
            pass
        else:
            if zahl.is_finite():
                return zahl
    raise GraphQLError(f'„{wert}“ ist keine Dezimalzahl. Erwartet wird Text wie "0.25" oder eine ganze Zahl.')


def dezimal_text(wert: object) -> str:
    """Exact text of a decimal, without exponent."""
    if not isinstance(wert, Decimal):
        raise TypeError(wert)
    return format(wert, "f")


def tag(wert: object) -> date:
    """A day from text `JJJJ-MM-TT`. Raises `GraphQLError`."""
    if isinstance(wert, str) and len(wert) == len("JJJJ-MM-TT"):
        try:
            return date.fromisoformat(wert)
        except ValueError:
            pass
    raise GraphQLError(f"„{wert}“ ist kein Tag. Erwartet wird JJJJ-MM-TT, zum Beispiel 2026-11-21.")


def tag_text(wert: object) -> str:
    """`JJJJ-MM-TT`."""
    if not isinstance(wert, date):
        raise TypeError(wert)
    return wert.isoformat()


def _dezimal_im_text(knoten: ValueNode, _variablen: object = None) -> Decimal:
    # A literal is text in the document, so 0.1 is exact there even without quotes.
    if isinstance(knoten, IntValueNode | FloatValueNode | StringValueNode):
        return dezimal(knoten.value)
    return dezimal(None)


DECIMAL = ScalarDefinition(
    name="Decimal",
    description='Genaue Dezimalzahl, als Text geschrieben ("1234.50"); Variablen nehmen Text oder ganze Zahlen.',
    specified_by_url=None,
    serialize=dezimal_text,
    parse_value=dezimal,
    parse_literal=_dezimal_im_text,
    origin=Decimal,
)
DATE = ScalarDefinition(
    name="Date",
    description="Kalendertag nach ISO 8601, zum Beispiel 2026-11-21.",
    specified_by_url=None,
    serialize=tag_text,
    parse_value=tag,
    parse_literal=None,
    origin=date,
)
SKALARE: dict[object, ScalarDefinition] = {Decimal: DECIMAL, date: DATE}
