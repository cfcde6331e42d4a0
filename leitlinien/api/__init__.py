"""The GraphQL API: a schema derived from the model, and the execution of documents against a read state."""

from strawberry import Schema

from leitlinien.api.ausfuehrung import fuehre_aus
from leitlinien.api.kontext import Blick, Kontext, Sicht, heute
from leitlinien.api.schema import schema, schema_text

__all__ = ["Blick", "Kontext", "Schema", "Sicht", "fuehre_aus", "heute", "schema", "schema_text"]
