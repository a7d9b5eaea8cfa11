"""Runs the steps on the connection that `warehouse.store.upgrade` hands over; Alembic executes this file."""

from alembic import context

from warehouse import tables_results, tables_state, tables_subjects  # noqa: F401  (declare tables in the metadata)
from warehouse.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
