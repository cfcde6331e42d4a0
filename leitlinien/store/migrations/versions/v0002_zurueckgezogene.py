"""Links that are no longer valid are found by where they led: what took the place of a withdrawn node."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the index; it holds closed rows only, so that it stays small and costs an import nothing."""
    geschlossen = sa.text("bis_revision IS NOT NULL")
    op.create_index(
        "linkversion_geschlossen_nach",
        "linkversion",
        ["nach"],
        sqlite_where=geschlossen,
        postgresql_where=geschlossen,
    )
