"""Runs the steps on the connection that `warehouse.store.upgrade` hands over; Alembic executes this file."""

from alembic import context

from warehouse import (
    crypto_keys,
    rights_tables,
    tables_analysts,
    tables_dossiers,
    tables_results,
    tables_reuse,
    tables_state,
    tables_subjects,
)
from warehouse.tables import metadata

MODULES = (
    crypto_keys,
    rights_tables,
    tables_analysts,
    tables_dossiers,
    tables_results,
    tables_reuse,
    tables_state,
    tables_subjects,
)
"""Modules with tables of their own: imported, so that `metadata` knows them."""

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
