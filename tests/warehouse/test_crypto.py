"""Values that only the application can read."""

import re
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import SourceError
from tests import papers
from tests.papers import birth, document, link, record, value
from warehouse.crypto import (
    KEY_CHARACTERS,
    PREFIX,
    Encrypted,
    Keyring,
    Secrets,
    WrongKey,
    fresh,
    with_new_key,
)
from warehouse.load import LoadDocument, LoadSummary, load
from warehouse.store import open_warehouse, upgrade
from warehouse.tables import current_facts, documents, fact_conflicts, facts, identifiers, metadata

SECRETS = fresh()
KEYS = Keyring(SECRETS)


def loaded(url: str, keys: Keyring | None = KEYS, *papers_: LoadDocument) -> sa.Engine:
    engine = open_warehouse(url, keys)
    upgrade(engine)
    paper = birth()
    known = document(paper, link(paper, answer=record()))
    load(engine, batch="2026-11-20_H36.11", documents=[known, papers.company(), *papers_], now=papers.NOW)
    return engine


def stored(engine: sa.Engine) -> str:
    """Everything the database holds, as it holds it."""
    with engine.connect() as connection:
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in metadata.tables]
    return repr(rows)


@given(st.text(), st.booleans())
def test_what_is_sealed_opens_again(text: str, searchable: bool) -> None:
    assert KEYS.open("c", KEYS.seal("c", text, searchable=searchable)) == text


@given(st.text(), st.text())
def test_only_equal_texts_of_one_column_have_one_index(one: str, other: str) -> None:
    assert (KEYS.index("c", one) == KEYS.index("c", other)) == (one == other)
    assert KEYS.index("c", one) != KEYS.index("d", one)
    assert KEYS.seal("c", one, searchable=True).startswith(KEYS.index("c", one))


def test_a_column_that_is_not_searchable_never_looks_the_same_twice() -> None:
    assert KEYS.seal("c", "Nam", searchable=False) != KEYS.seal("c", "Nam", searchable=False)


@given(st.binary(min_size=32, max_size=32))
def test_a_masked_digest_is_as_long_and_comes_back(digest: bytes) -> None:
    masked = KEYS.mask(digest.hex())
    assert len(masked) == 64
    assert masked != digest.hex()
    assert KEYS.unmask(masked) == digest.hex()


SEALED = KEYS.seal("c", "VÕ THỊ HOÀ", searchable=True)
BAD = {
    "another column": ("d", SEALED),
    "cut": ("c", SEALED[:-4]),
    "turned": ("c", SEALED[:-6] + ("A" if SEALED[-6] != "A" else "B") + SEALED[-5:]),
    "empty": ("c", ""),
    "no base64": ("c", "$ế"),
    "plain text": ("c", "VÕ THỊ HOÀ"),
    "a key nobody has": ("c", Keyring(fresh()).seal("c", "VÕ THỊ HOÀ", searchable=True)),
}


@pytest.mark.parametrize("case", BAD)
def test_what_was_tampered_with_or_moved_does_not_open(case: str) -> None:
    column, text = BAD[case]
    with pytest.raises(WrongKey) as caught:
        KEYS.open(column, text)
    assert "HOÀ" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_the_database_holds_nothing_a_person_is_known_by(upgraded_url: str) -> None:
    held = stored(loaded(upgraded_url))
    for secret in (
        papers.NUMBER,
        papers.NAME,
        papers.BORN,
        "ĐỖ THỊ LỤA",
        "250123456",
        "Tổ 4",
        papers.CODE,
        "khai sinh",
    ):
        assert secret not in held
    assert "birth_certificate" in held  # the search itself sees what is there


def test_the_file_of_the_embedded_database_holds_nothing_either(tmp_path: Path) -> None:
    loaded(f"sqlite:///{tmp_path}/kho.db").dispose()
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert papers.NUMBER.encode() not in content
    assert papers.NAME.encode() not in content
    assert b"birth_certificate" in content


def test_a_digest_cannot_be_made_again_from_a_guess(upgraded_url: str) -> None:
    from warehouse.changes import digest

    engine = loaded(upgraded_url)
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(facts)).mappings()]
    assert all(row["digest"] == digest(row) for row in rows)
    assert not any(row["digest"] in stored(engine) for row in rows)


def test_loading_looking_up_precedence_and_conflicts_go_on_as_before(upgraded_url: str) -> None:
    second = birth(value("full_name", "VÕ THỊ HOA"), value("registered_on", "2020-01-02"), scan="b" * 64)
    engine = loaded(upgraded_url, KEYS, document(second, link(second, answer=record())))
    again = papers.company()
    assert load(engine, batch="b", documents=[again], now=papers.NOW) == LoadSummary(unchanged=9)
    with engine.connect() as connection:
        subject = sa.select(identifiers.c.subject_id).where(identifiers.c.value == papers.NUMBER)
        named = sa.select(current_facts.c.value).where(current_facts.c.attribute == "full_name")
        assert connection.execute(named.where(current_facts.c.subject_id.in_(subject))).scalars().all() == [papers.NAME]
        against = sa.select(fact_conflicts.c.value).where(fact_conflicts.c.attribute == "full_name")
        assert connection.execute(against).scalars().all() == ["VÕ THỊ HOA"]
        assert connection.execute(sa.select(documents.c.path)).scalars().all()[0].endswith("giấy khai sinh.pdf")


def test_equal_columns_are_compared_by_what_no_key_changes(upgraded_url: str) -> None:
    engine = loaded(upgraded_url)
    other = identifiers.alias()
    with engine.connect() as connection:
        same = sa.select(sa.func.count()).where(
            identifiers.c.value == other.c.value, identifiers.c.scheme == other.c.scheme
        )
        assert connection.execute(same).scalar() == connection.scalar(sa.select(sa.func.count()).select_from(other))
        assert connection.execute(sa.select(identifiers).where(identifiers.c.value.not_in(["x"]))).first()
        assert connection.execute(sa.select(facts).where(facts.c.value == None)).first() is None  # noqa: E711


def test_a_look_up_uses_the_index(upgraded_url: str) -> None:
    engine = loaded(upgraded_url)
    wanted = sa.select(identifiers.c.subject_id).where(
        identifiers.c.scheme == "personal_id", identifiers.c.value == papers.NUMBER
    )
    explain = "EXPLAIN " if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")
        text = wanted.compile(engine, compile_kwargs={"render_postcompile": True})
        plan = (
            repr(connection.exec_driver_sql(explain + str(text), tuple(text.params.values()) or None).all())
            if (engine.dialect.name == "sqlite")
            else repr(connection.exec_driver_sql(explain + str(text), text.params).all())
        )
    assert "ux_identifiers_lookup" in plan


def test_a_column_that_cannot_be_searched_says_so() -> None:
    with pytest.raises(TypeError, match="not searchable"):
        _ = documents.c.path == "H36.11/a.pdf"


def test_every_sensitive_column_is_encrypted() -> None:
    marked = {f"{c.table.name}.{c.name}" for t in metadata.sorted_tables for c in t.c if c.info.get("sensitive")}
    sealed = {f"{c.table.name}.{c.name}" for t in metadata.sorted_tables for c in t.c if isinstance(c.type, Encrypted)}
    assert marked
    assert marked == sealed


@pytest.mark.parametrize("keys", [None, Keyring(fresh()), Keyring(Secrets(index=b"i" * 32, keys=SECRETS.keys))])
def test_a_wrong_key_is_one_clear_error_and_nothing_is_lost(upgraded_url: str, keys: Keyring | None) -> None:
    engine = loaded(upgraded_url)
    before = stored(engine)
    with pytest.raises(WrongKey, match="nguyên vẹn") as caught:
        open_warehouse(upgraded_url, keys)
    assert isinstance(caught.value, SourceError)
    assert stored(engine) == before
    assert current_name(open_warehouse(upgraded_url, KEYS)) == papers.NAME


def current_name(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        named = sa.select(current_facts.c.value).where(current_facts.c.attribute == "full_name")
        return connection.execute(named).scalar()


def test_a_key_that_came_since_is_fetched_when_it_is_met() -> None:
    newer = with_new_key(SECRETS)
    sealed = Keyring(newer).seal("c", "x", searchable=True)
    assert Keyring(SECRETS, reload=lambda: newer).open("c", sealed) == "x"
    with pytest.raises(WrongKey):
        Keyring(SECRETS, reload=lambda: SECRETS).open("c", sealed)


def test_a_warehouse_from_before_there_was_encryption_is_encrypted(warehouse_url: str) -> None:
    from warehouse.store import downgrade

    engine = loaded(warehouse_url)
    before = {table.name: readable(engine, table) for table in (facts, identifiers, documents)}
    downgrade(engine, "0001")
    with engine.connect() as connection:
        assert papers.NUMBER in repr(connection.exec_driver_sql("SELECT value FROM identifiers").all())
    upgrade(engine)
    assert {table.name: readable(engine, table) for table in (facts, identifiers, documents)} == before
    assert papers.NUMBER not in stored(engine)


def readable(engine: sa.Engine, table: sa.Table) -> list[str]:
    with engine.connect() as connection:
        return sorted(map(repr, connection.execute(sa.select(table))))


def test_stored_values_name_their_key_and_nothing_else(tmp_path: Path) -> None:
    loaded(f"sqlite:///{tmp_path}/kho.db").dispose()
    with sqlite3.connect(tmp_path / "kho.db") as connection:
        values = [row[0] for row in connection.execute("SELECT value FROM facts WHERE value IS NOT NULL")]
    named = {text[PREFIX : PREFIX + KEY_CHARACTERS] for text in values}
    assert len(named) == 1
    assert all(re.fullmatch(r"\$[A-Za-z0-9+/]+={0,2}", text) for text in values)
