"""Systems that were let in: registered by an operator, known by a secret of which only a hash is kept."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from reuse.callers import Caller, is_scope
from warehouse.store import writing
from warehouse.tables_reuse import api_clients

NOBODY = "0" * 64
"""Compared with when there is no such client, so that it takes as long."""


class UnknownScope(ValueError):
    """A scope that cannot be granted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A new client; its secret is shown this once and kept nowhere."""

    id: str
    secret: str


def register(engine: sa.Engine, *, name: str, agency: str, scopes: Sequence[str], now: datetime) -> Registered:
    """Lets a system in; `UnknownScope` for a scope of no known shape, or none at all."""
    if not scopes or not all(map(is_scope, scopes)):
        raise UnknownScope(", ".join(scope for scope in scopes if not is_scope(scope)) or "-")
    made = Registered(id=f"c-{secrets.token_hex(8)}", secret=secrets.token_urlsafe(32))
    row = {
        "id": made.id,
        "name": name[:120],
        "agency": agency[:40],
        "secret_hash": _hash(made.secret),
        "scopes": sorted(set(scopes)),
        "created_at": now,
    }
    with writing(engine) as connection:
        connection.execute(api_clients.insert(), row)
    return made


def end(engine: sa.Engine, client: str, now: datetime) -> bool:
    """Shuts a system out from now on; a token it holds lives out its minutes. False when there is none such."""
    change = api_clients.update().where(api_clients.c.id == client, api_clients.c.ended_at.is_(None))
    with writing(engine) as connection:
        return bool(connection.execute(change.values(ended_at=now)).rowcount)


def listed(engine: sa.Engine) -> list[sa.RowMapping]:
    """Every client that was ever let in, without its secret's hash."""
    columns = [column for column in api_clients.c if column.name != "secret_hash"]
    with engine.connect() as connection:
        return list(connection.execute(sa.select(*columns).order_by(api_clients.c.created_at)).mappings())


def known(engine: sa.Engine, client: str, secret: str) -> Caller | None:
    """The system of that id and secret; None alike for an unknown id, a wrong secret and one that was shut out."""
    query = sa.select(api_clients).where(api_clients.c.id == client.replace("\0", ""))
    with engine.connect() as connection:
        row = connection.execute(query).mappings().first()
    right = hmac.compare_digest(_hash(secret), row["secret_hash"] if row else NOBODY)
    if row is None or not right or row["ended_at"] is not None:
        return None
    return Caller(name=row["id"], agency=row["agency"], scopes=frozenset(row["scopes"]))


def _hash(secret: str) -> str:
    """A plain hash is enough: the secret has 256 random bits, there is nothing to guess."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
