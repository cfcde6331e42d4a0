"""Errors as an answer shows them: ours with their code and German message, unforeseen ones masked and logged."""

import logging
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from leitlinien.api.deutsch import auf_deutsch
from leitlinien.errors import LeitlinienError

protokoll = logging.getLogger(__name__)

SYNTAX = "SYNTAX"
"""The document cannot be parsed."""
UNGUELTIG = "UNGUELTIGE_ANFRAGE"
"""Document or variables do not fit the schema."""
INTERN = "INTERN"
"""Our fault."""


def als_antwort(fehler: GraphQLError) -> dict[str, Any]:
    """One entry of `errors`."""
    code, text = _code_und_text(fehler)
    eintrag: dict[str, Any] = {"message": text}
    if fehler.locations:
        eintrag["locations"] = [{"line": o.line, "column": o.column} for o in fehler.locations]
    if fehler.path is not None:
        eintrag["path"] = list(fehler.path)
    eintrag["extensions"] = {"code": code}
    return eintrag


def _code_und_text(fehler: GraphQLError) -> tuple[str, str]:
    ursache = fehler.original_error
    if isinstance(ursache, LeitlinienError):
        return ursache.code, str(ursache)
    if isinstance(fehler, GraphQLSyntaxError):
        return SYNTAX, f"Die Anfrage lässt sich nicht lesen: {auf_deutsch(fehler.message)}"
    if fehler.path is None and ursache is None:
        return UNGUELTIG, f"Die Anfrage passt nicht zum Schema: {auf_deutsch(fehler.message)}"
    if isinstance(ursache, GraphQLError) or (ursache is None and fehler.path is not None):
        # raised by a scalar while an argument was read
        return UNGUELTIG, f"Die Anfrage passt nicht zum Schema: {auf_deutsch(fehler.message)}"
    protokoll.error("Unforeseen error at %s", fehler.path, exc_info=ursache)
    return INTERN, "Interner Fehler. Er ist vermerkt; bitte später noch einmal versuchen."
