"""Which keys a warehouse was written with, so that a wrong one is told when it is opened and not at the first value."""

from datetime import datetime

import sqlalchemy as sa

from warehouse.crypto import Keyring, WrongKey, keys_of
from warehouse.tables import UtcDateTime, identifiers, metadata

PROOF = "encryption_keys.proof"
WORD = "sohoa"
"""What every key's proof says."""

encryption_keys = sa.Table(
    "encryption_keys",
    metadata,
    sa.Column("key_id", sa.String(6), primary_key=True, comment="names the key, says nothing of it"),
    sa.Column("proof", sa.Text, nullable=False, comment="a known word under that key and the index secret"),
    sa.Column("recorded_at", UtcDateTime, nullable=False),
)


def check(connection: sa.Connection) -> None:
    """`WrongKey` unless the engine's keys open every proof kept, and a row of the data: also one from before a key."""
    if not sa.inspect(connection).has_table(encryption_keys.name):
        return
    keys = keys_of(connection.dialect)
    proofs = connection.execute(sa.select(encryption_keys.c.proof)).scalars()
    rows = connection.execute(sa.select(sa.type_coerce(identifiers.c.value, sa.Text)).limit(1)).scalars()
    for column, kept in [(PROOF, proof) for proof in proofs] + [("identifiers.value", value) for value in rows]:
        if not kept.startswith(keys.index(column, keys.open(column, kept))):
            raise WrongKey


def remember(connection: sa.Connection, now: datetime) -> None:
    """Keeps the proof of the key in use, once; the public key needs none."""
    keys = keys_of(connection.dialect)
    if not keys.protects or not sa.inspect(connection).has_table(encryption_keys.name):
        return
    known = sa.select(encryption_keys.c.key_id).where(encryption_keys.c.key_id == _name(keys))
    if connection.execute(known).first() is None:
        row = {"key_id": _name(keys), "proof": keys.seal(PROOF, WORD, searchable=True), "recorded_at": now}
        connection.execute(encryption_keys.insert(), row)


def _name(keys: Keyring) -> str:
    return keys.current.hex()
