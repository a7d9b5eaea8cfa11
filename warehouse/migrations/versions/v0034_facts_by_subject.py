"""A fact is found, and unique, within its subject: one index in the order of subjects for two, one of them in no order."""

import sqlalchemy as sa
from alembic import op

from warehouse.append_only import suspended

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

FORMER = "uq_facts_digest_turn", "digest, turn"
NEW = "uq_facts_subject_id_digest_turn", "subject_id, digest, turn"
BY_ATTRIBUTE = "ix_facts_subject_id_attribute"


def upgrade() -> None:
    _unique_by(FORMER, NEW)
    op.drop_index(BY_ATTRIBUTE, "facts")


def downgrade() -> None:
    _unique_by(NEW, FORMER)
    op.create_index(BY_ATTRIBUTE, "facts", ["subject_id", "attribute"])


def _unique_by(former: tuple[str, str], new: tuple[str, str]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _made_anew("CONSTRAINT {} UNIQUE ({})".format(*former), "CONSTRAINT {} UNIQUE ({})".format(*new))
        return
    op.create_unique_constraint(new[0], "facts", new[1].split(", "))
    op.drop_constraint(former[0], "facts")


def _made_anew(former: str, new: str) -> None:
    """SQLite changes no constraint of a table: the table is made again with its rows, under its own name, so that
    keys that point at it find their rows again before the transaction ends."""
    connection = op.get_bind()
    views = _statements(connection, "type = 'view'")
    indexes = _statements(connection, "type = 'index' AND tbl_name = 'facts' AND sql IS NOT NULL")
    (statement,) = _statements(connection, "type = 'table' AND name = 'facts'").values()
    with suspended(connection, ["facts"]):
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name in views:
            connection.exec_driver_sql(f'DROP VIEW "{name}"')
        connection.exec_driver_sql("CREATE TEMP TABLE facts_kept AS SELECT * FROM main.facts")
        connection.exec_driver_sql("DROP TABLE main.facts")
        connection.exec_driver_sql(statement.replace(former, new))
        connection.exec_driver_sql("INSERT INTO main.facts SELECT * FROM temp.facts_kept ORDER BY id")
        connection.exec_driver_sql("DROP TABLE temp.facts_kept")
        for one in (*indexes.values(), *views.values()):
            connection.exec_driver_sql(one)


def _statements(connection: sa.Connection, which: str) -> dict[str, str]:
    """Name -> the statement that made it, in the order they were made."""
    found = connection.exec_driver_sql(f"SELECT name, sql FROM sqlite_master WHERE {which} ORDER BY rowid")  # noqa: S608
    return {row[0]: row[1] for row in found}
