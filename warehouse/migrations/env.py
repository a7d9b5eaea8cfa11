"""Runs the steps on the connection that `warehouse.store.upgrade` hands over; Alembic executes this file."""

from alembic import context

from warehouse import crypto_keys, tables_results, tables_reuse, tables_state
from warehouse.tables import metadata

MODULES = (crypto_keys, tables_results, tables_reuse, tables_state)
"""Modules with tables of their own: imported, so that `metadata` knows them."""

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
