"""The first tables: revisions, versions of nodes, versions of links."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

# A copy, not an import: what a version was must not change when the tables do.
_SCHLUESSEL = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "revision",
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zeit", sa.Text(), nullable=False),
        sa.Column("autor", sa.Text(), nullable=False),
        sa.Column("grund", sa.Text(), nullable=False),
        sa.Column("quelle", sa.Text(), nullable=True),
        sa.Column("quell_hash", sa.Text(), nullable=True),
        sa.Column("vorher", sa.Text(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nummer"),
    )
    op.create_table(
        "knotenversion",
        sa.Column("pfad", _SCHLUESSEL, nullable=False),
        sa.Column("seit_revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bis_revision", sa.Integer(), nullable=True),
        sa.Column("art", sa.Text(), nullable=False),
        sa.Column("werte", sa.Text(), nullable=False),
        sa.Column("pruefsumme", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pfad", "seit_revision"),
        sa.ForeignKeyConstraint(["seit_revision"], ["revision.nummer"]),
        sa.ForeignKeyConstraint(["bis_revision"], ["revision.nummer"]),
    )
    op.create_table(
        "linkversion",
        sa.Column("von", _SCHLUESSEL, nullable=False),
        sa.Column("praedikat", _SCHLUESSEL, nullable=False),
        sa.Column("nach", _SCHLUESSEL, nullable=False),
        sa.Column("seit_revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bis_revision", sa.Integer(), nullable=True),
        sa.Column("angaben", sa.Text(), nullable=False),
        sa.Column("pruefsumme", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("von", "praedikat", "nach", "seit_revision"),
        sa.ForeignKeyConstraint(["seit_revision"], ["revision.nummer"]),
        sa.ForeignKeyConstraint(["bis_revision"], ["revision.nummer"]),
        sqlite_with_rowid=False,
    )
