"""Alembic's entry: run the migrations on the engine that the store hands over."""

from alembic import context

from hotseat.ledger.tables import METADATA

with context.config.attributes["engine"].connect() as connection:
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
