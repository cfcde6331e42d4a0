"""graphql-core's executor, which looks at the time before each object: no answer burns on when it is over."""

from typing import Any

from graphql.execution import Executor
from graphql.pyutils import AwaitableOrValue, Path
from graphql.type import GraphQLObjectType

from leitlinien import frist

__all__ = ["Ausfuehrer"]


class Ausfuehrer(Executor[Any]):
    """Raises `frist.Abbruch` between two objects."""

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: Any,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """All fields of one object."""
        frist.pruefe()
        return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)
