"""What a person is known by is encrypted; looked up by the part of the stored value that depends on no key."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from warehouse.append_only import suspended
from warehouse.crypto import Keyring, keys_of
from warehouse.tables import UtcDateTime

revision = "0020"
down_revision = "0003"
branch_labels = None
depends_on = None

SEALED = {
    "identifiers": (("scheme", "value"), (("value", "identifiers.value", True),)),
    "documents": (("id",), (("path", "documents.path", False),)),
    "links": (("id",), (("registry_key", "links.registry_key", True),)),
    "facts": (("id",), (("value", "facts.value", True), ("raw", "facts.raw", False))),
}
ROWS = 2000


def upgrade() -> None:
    op.create_table(
        "encryption_keys",
        sa.Column("key_id", sa.String(6), nullable=False, comment="names the key, says nothing of it"),
        sa.Column("proof", sa.Text, nullable=False, comment="a known word under that key and the index secret"),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_encryption_keys"),
    )
    _rewrite(_seal, "mask")
    op.create_index(
        "ux_identifiers_lookup", "identifiers", ["scheme", sa.text("substr(value, 1, 17)")], unique=True
    )


def downgrade() -> None:
    op.drop_index("ux_identifiers_lookup", "identifiers")
    _rewrite(_open, "unmask")
    op.drop_table("encryption_keys")


def _seal(keys: Keyring, column: str, text: str, searchable: bool) -> str:
    return keys.seal(column, text, searchable=searchable)


def _open(keys: Keyring, column: str, text: str, searchable: bool) -> str:
    return keys.open(column, text)


def _rewrite(change: Callable[[Keyring, str, str, bool], str], masking: str) -> None:
    connection, keys = op.get_bind(), keys_of(op.get_bind().dialect)
    with suspended(connection, ["links", "facts"]):
        for name, (key, columns) in SEALED.items():
            digest = ("digest",) if name == "facts" else ()
            table = sa.table(name, *(sa.column(c) for c in (*key, *(c for c, _, _ in columns if c not in key), *digest)))
            found = connection.execute(sa.select(table)).mappings()
            same = [table.c[c] == sa.bindparam(f"k_{c}") for c in key]
            while rows := found.fetchmany(ROWS):
                changed = []
                for row in rows:
                    new = {c: row[c] if row[c] is None else change(keys, a, row[c], s) for c, a, s in columns}
                    new |= {c: getattr(keys, masking)(row[c]) for c in digest}
                    changed.append({f"v_{c}": text for c, text in new.items()} | {f"k_{c}": row[c] for c in key})
                into: dict[str, Any] = {c: sa.bindparam(f"v_{c}") for c in (*(c for c, _, _ in columns), *digest)}
                connection.execute(sa.update(table).where(*same).values(into), changed)
