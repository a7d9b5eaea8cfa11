"""Tables that say what holds now and how it came to be: the current state, the loads, the published precedence."""

import sqlalchemy as sa
from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, String, Table, Text

from warehouse.tables import FACT_COLUMNS, NUMBER, UtcDateTime, metadata

current_state = Table(
    "current_state",
    metadata,
    Column("subject_id", String(32), primary_key=True),
    Column("attribute", String(48), primary_key=True),
    Column(
        "fact_id", NUMBER, nullable=False, comment="the live fact that precedence chooses; made again from the facts"
    ),
)

loads = Table(
    "loads",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("kind", String(16), nullable=False, comment="load, withdraw, relink, split or rules"),
    Column("source", String(120), nullable=False, comment="batch, name of a bulk source, or who asked for it"),
    Column("part", Integer, nullable=False, comment="part of a bulk load, from 0"),
    Column("content", String(64), nullable=False, comment="digest of what was loaded; empty where none is kept"),
    Column("recorded_at", UtcDateTime, nullable=False, comment="transaction time; never earlier than the row before"),
    Column("clock_at", UtcDateTime, nullable=False, comment="what the machine's clock said"),
    Column("added", Integer, nullable=False),
    Column("superseded", Integer, nullable=False),
    Index(None, "source", "part"),
)

precedence = Table(
    "precedence",
    metadata,
    Column("attribute", String(48), primary_key=True, comment="* for every attribute without a row of its own"),
    Column("since", String(10), primary_key=True),
    Column("sources", JSON, nullable=False, comment="groups of sources, first wins"),
    Column("papers", JSON, nullable=False, comment="document types that go first within a group"),
    Column("timeless", Boolean, nullable=False),
    Column("basis", Text, nullable=False),
)
"""The rules of `catalog/rules/precedence.yaml` as they were last applied: published for whoever reads the tables."""

_views = MetaData()

fact_history = Table(
    "fact_history",
    _views,
    *(Column(name, kind) for name, kind in FACT_COLUMNS),
    Column("superseded_at", UtcDateTime),
    Column("by_fact_id", NUMBER),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
)
"""View: every fact ever recorded with both its times. Known at T: `recorded_at <= T AND (superseded_at IS NULL OR
superseded_at > T)`. Said of day D: `(first_day IS NULL OR first_day <= D) AND (last_day IS NULL OR last_day >= D)`."""

APPEND_ONLY = ("loads",)


def last_moment() -> sa.Select[tuple[object]]:
    """The transaction time of the last load."""
    return sa.select(loads.c.recorded_at).order_by(loads.c.id.desc()).limit(1)
