"""Alembic's entry: run the migrations in one transaction, as the only writer, on the engine that the store hands over."""

from alembic import context

from hotseat.ledger.store import writing
from hotseat.ledger.tables import METADATA

with writing(context.config.attributes["engine"]) as connection:
    # SQLite can undo a CREATE TABLE as well as PostgreSQL can; Alembic does not expect it.
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
