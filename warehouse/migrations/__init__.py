"""Schema of the warehouse, step by step (Alembic). Each step goes up and down, on SQLite and on PostgreSQL."""
