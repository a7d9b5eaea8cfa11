"""Dossiers: their codes and procedure, and what of the papers they need is here. Two codes may be one dossier."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.scans import Scan
from warehouse.store import take_turn, writing
from warehouse.tables import documents
from warehouse.tables_dossiers import dossier_codes, dossiers

Code = tuple[str, str]
"""(system, code): the agency whose system gave the code, and the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a dossier's manifest says of it, as far as the warehouse needs it."""

    procedure: str | None = None
    aliases: tuple[str, ...] = ()
    """Its other codes in the same system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One dossier, under all its codes."""

    id: str
    agency: str
    procedure: str | None
    received_at: datetime
    codes: tuple[Code, ...]


class Ambiguous(ValueError):
    """A code that several systems gave; say which agency is meant."""


def keep(connection: sa.Connection, scans: Iterable[Scan], manifests: Mapping[str, Manifest], now: datetime) -> None:
    """Makes the dossiers of incoming documents that are not there yet, with their codes and procedure."""
    arrived: dict[Code, datetime] = {}
    for scan in scans:
        if not scan.is_result:
            key = (scan.agency, scan.dossier)
            arrived[key] = min(scan.received_at, arrived.get(key, scan.received_at))
    for (agency, code), at in sorted(arrived.items()):
        manifest = manifests.get(code, Manifest())
        _keep(connection, agency, (code, *manifest.aliases), manifest.procedure, at, now)


def alias(engine: sa.Engine, agency: str, code: str, other: str, *, now: datetime) -> Dossier:
    """Says that two codes of one system are one dossier; what was two becomes the older one. KeyError when unknown."""
    with writing(engine) as connection:
        take_turn(connection)
        _found(connection, [(agency, code)])
        _keep(connection, agency, (code, other), None, now, now)
        return _found(connection, [(agency, code)])


def find(connection: sa.Connection, code: str, agency: str | None = None) -> Dossier:
    """The dossier of a code; KeyError when there is none, `Ambiguous` when several systems gave that code."""
    query = sa.select(dossier_codes.c.system, dossier_codes.c.dossier_id).where(dossier_codes.c.code == code)
    rows = connection.execute(query if agency is None else query.where(dossier_codes.c.system == agency)).all()
    if len({row.dossier_id for row in rows}) > 1:
        raise Ambiguous(", ".join(sorted(row.system for row in rows)))
    return _found(connection, [(row.system, code) for row in rows])


def documents_of(connection: sa.Connection, dossier: Dossier) -> tuple[str, ...]:
    """The ids of its documents, under whatever code they came, in the order they arrived."""
    mine = sa.or_(
        *(sa.and_(documents.c.agency == system, documents.c.dossier == code) for system, code in dossier.codes)
    )
    query = sa.select(documents.c.id).where(mine).order_by(documents.c.received_at, documents.c.id)
    return tuple(connection.execute(query).scalars())


def _keep(
    connection: sa.Connection, agency: str, codes: tuple[str, ...], procedure: str | None, at: datetime, now: datetime
) -> None:
    query = (
        sa.select(dossier_codes.c.code, dossiers)
        .join(dossiers)
        .where(dossier_codes.c.system == agency, dossier_codes.c.code.in_(codes))
    )
    known = connection.execute(query).all()
    ids = sorted({(row.received_at, row.id) for row in known})
    mine = ids[0][1] if ids else secrets.token_hex(16)
    if not ids:
        row = {"id": mine, "agency": agency, "procedure": procedure, "received_at": at}
        connection.execute(dossiers.insert(), row)
    elif procedure and any(row.procedure != procedure for row in known if row.id == mine):
        connection.execute(dossiers.update().where(dossiers.c.id == mine).values(procedure=procedure))
    _merge(connection, mine, [one for _, one in ids[1:]])
    new = sorted(set(codes) - {row.code for row in known})
    rows = [{"system": agency, "code": code, "dossier_id": mine, "recorded_at": now} for code in new]
    if rows:
        connection.execute(dossier_codes.insert(), rows)


def _merge(connection: sa.Connection, mine: str, others: list[str]) -> None:
    """Others become the one that is kept; a procedure only they know is kept too."""
    if not others:
        return
    named = sa.select(dossiers.c.procedure).where(dossiers.c.id.in_(others), dossiers.c.procedure.is_not(None))
    procedure = connection.execute(named.limit(1)).scalar()
    connection.execute(dossier_codes.update().where(dossier_codes.c.dossier_id.in_(others)).values(dossier_id=mine))
    connection.execute(dossiers.delete().where(dossiers.c.id.in_(others)))
    unnamed = dossiers.c.id == mine, dossiers.c.procedure.is_(None)
    connection.execute(dossiers.update().where(*unnamed).values(procedure=procedure))


def _found(connection: sa.Connection, keys: list[Code]) -> Dossier:
    if not keys:
        raise KeyError("no such dossier")
    system, code = keys[0]
    query = sa.select(dossiers).join(dossier_codes)
    row = connection.execute(query.where(dossier_codes.c.system == system, dossier_codes.c.code == code)).one_or_none()
    if row is None:
        raise KeyError("no such dossier")
    codes = sa.select(dossier_codes.c.system, dossier_codes.c.code).where(dossier_codes.c.dossier_id == row.id)
    return Dossier(
        id=row.id,
        agency=row.agency,
        procedure=row.procedure,
        received_at=row.received_at,
        codes=tuple((one.system, one.code) for one in connection.execute(codes.order_by(dossier_codes.c.code))),
    )
