"""Alembic's entry: runs the migrations inside the transaction of `leitlinien.store.migration`."""

from alembic import context
from sqlmodel import SQLModel

from leitlinien.store.migration import VERSIONSTABELLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    version_table=VERSIONSTABELLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
