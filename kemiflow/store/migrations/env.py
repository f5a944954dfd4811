"""Runs the steps on the connection of the caller, inside the caller's transaction: DDL is all there or not at all."""

from alembic import context

from kemiflow.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
