"""Runs a GraphQL document against one state, without any web server: used by web, command line and prepared queries."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema, execute, parse, validate

from leitlinien.api.ausfuehrer import Ausfuehrer
from leitlinien.api.fehler import als_antwort
from leitlinien.api.kontext import Kontext
from leitlinien.api.merker import Merker
from leitlinien.api.plan import Plaene
from leitlinien.kinds import Modell

GEMERKT = 500_000
"""Characters of documents kept parsed and validated; a tree takes some hundred times as many bytes as its text."""
TOKEN = 20_000
"""Most tokens of a document."""
ZU_TIEF = "Sie ist zu tief verschachtelt."
FEHLER = 10
"""Most validation errors told."""


class Dokumente:
    """Documents of one schema, parsed and validated once. The key is the text: hashing the tree costs more."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._bekannt: Merker[str, tuple[DocumentNode | None, tuple[GraphQLError, ...]]] = Merker(GEMERKT)

    def lies(self, text: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...]]:
        """The document and what is wrong with it."""
        gelesen = self._bekannt.hole(text)
        if gelesen is None:
            gelesen = self._lies(text)
            self._bekannt.merke(text, gelesen, len(text))
        return gelesen

    def _lies(self, text: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...]]:
        try:
            dokument = parse(text, max_tokens=TOKEN)
            return dokument, tuple(validate(self._schema, dokument, max_errors=FEHLER, hide_suggestions=True))
        except GraphQLError as fehler:
            return None, (fehler,)
        except RecursionError:
            return None, (GraphQLError(ZU_TIEF),)


def dokumente(schema: strawberry.Schema) -> Dokumente:
    """The documents known to a schema. The schema itself holds them, so they go with it."""
    angehaengt = kern(schema).extensions
    if Dokumente.__name__ not in angehaengt:
        angehaengt[Dokumente.__name__] = Dokumente(kern(schema))
    gefunden: Dokumente = angehaengt[Dokumente.__name__]
    return gefunden


def plaene(schema: strawberry.Schema, modell: Modell) -> Plaene:
    """The compiled operations of a schema over a model; the schema holds them too."""
    angehaengt = kern(schema).extensions
    je_modell: dict[Modell, Plaene] = angehaengt.get(Plaene.__name__) or angehaengt.setdefault(Plaene.__name__, {})
    if modell not in je_modell:

        def lies(text: str) -> DocumentNode | None:
            baum, fehler = dokumente(schema).lies(text)
            return None if fehler else baum

        je_modell[modell] = Plaene(schema, kern(schema), modell, lies)
    return je_modell[modell]


def kern(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema below strawberry's."""
    return schema._schema  # noqa: SLF001 - strawberry offers no public way


def fuehre_aus(
    schema: strawberry.Schema,
    kontext: Kontext,
    dokument: str,
    variablen: Mapping[str, Any] | None = None,
    operation: str | None = None,
) -> dict[str, Any]:
    """Run one operation. Returns the response: `data`, `errors`, or `errors` alone when it was no valid request.

    Never raises for what a request can get wrong; each error has `extensions.code`.
    """
    baum, fehler = dokumente(schema).lies(dokument)
    if fehler or baum is None:
        return {"errors": [als_antwort(f) for f in fehler]}
    try:
        ergebnis: Any = execute(
            kern(schema),
            baum,
            context_value=kontext,
            variable_values=dict(variablen) if variablen else None,
            operation_name=operation,
            hide_suggestions=True,
            executor_class=Ausfuehrer,
        )
    except RecursionError:
        return {"errors": [als_antwort(GraphQLError(ZU_TIEF))]}
    antwort: dict[str, Any] = {}
    if ergebnis.errors:
        antwort["errors"] = [als_antwort(f) for f in ergebnis.errors]
    if ergebnis.data is not None or not _war_keine_anfrage(ergebnis.errors):
        antwort["data"] = ergebnis.data
    return antwort


class Antwort(NamedTuple):
    """A response as it goes out."""

    inhalt: bytes
    """JSON."""
    geprueft: Mapping[str, Any] | None
    """The response of `fuehre_aus`; None when a plan answered, which then has data and no errors."""


def beantworte(
    schema: strawberry.Schema,
    kontext: Kontext,
    dokument: str,
    variablen: Mapping[str, Any] | None = None,
    operation: str | None = None,
) -> Antwort:
    """Run one operation as `fuehre_aus` does, by a plan where there is one: the same response, byte for byte."""
    return Ausfuehrung(schema, kontext.state.modell)(kontext, dokument, variablen, operation)


class Ausfuehrung:
    """Runs operations over one model: by a plan where there is one, else by graphql-core."""

    def __init__(self, schema: strawberry.Schema, modell: Modell) -> None:
        self._schema, self._antworte = schema, plaene(schema, modell).antworte

    def __call__(
        self,
        kontext: Kontext,
        dokument: str,
        variablen: Mapping[str, Any] | None = None,
        operation: str | None = None,
    ) -> Antwort:
        """The response of `fuehre_aus` as it goes out, byte for byte."""
        inhalt = self._antworte(kontext, dokument, variablen, operation)
        if inhalt is not None:
            return Antwort(inhalt, None)
        antwort = fuehre_aus(self._schema, kontext, dokument, variablen, operation)
        return Antwort(orjson.dumps(antwort), antwort)


def antworte(
    schema: strawberry.Schema,
    kontext: Kontext,
    dokument: str,
    variablen: Mapping[str, Any] | None = None,
    operation: str | None = None,
) -> bytes:
    """The response of `beantworte` as JSON."""
    return beantworte(schema, kontext, dokument, variablen, operation).inhalt


def _war_keine_anfrage(fehler: list[GraphQLError] | None) -> bool:
    """Whether execution never began: wrong variables, unknown operation."""
    return bool(fehler) and all(f.path is None for f in fehler or ())
