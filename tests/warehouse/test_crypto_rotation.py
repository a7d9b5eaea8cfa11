"""A new key: every value comes under it, whatever happens meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import papers
from tests.papers import birth, document, link, record
from tests.warehouse.test_access_chain import ENTRY
from warehouse import crypto_rotation
from warehouse.access import note
from warehouse.access_chain import verify
from warehouse.crypto import PUBLIC, Keyring, Secrets, WrongKey, fresh, with_new_key
from warehouse.crypto_rotation import left, rotate, sealed_tables
from warehouse.load import LoadSummary, load
from warehouse.store import open_warehouse, upgrade
from warehouse.tables import APPEND_ONLY, fact_conflicts, facts, identifiers

OLD = fresh()
NEW = with_new_key(OLD)


def paper() -> object:
    one = birth()
    return document(one, link(one, answer=record()))


def filled(url: str, secrets: Secrets | None = OLD) -> sa.Engine:
    engine = open_warehouse(url, Keyring(secrets) if secrets else None)
    upgrade(engine)
    load(engine, batch="b", documents=[paper(), papers.company()], now=papers.NOW)
    note(engine, ENTRY)
    return engine


def everything(engine: sa.Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {one.table.name: sorted(map(repr, connection.execute(sa.select(one.table)))) for one in sealed_tables()}


def test_every_value_comes_under_the_new_key_and_says_the_same(upgraded_url: str) -> None:
    before = everything(filled(upgraded_url))
    engine = open_warehouse(upgraded_url, Keyring(NEW))
    upgrade(engine)
    with engine.connect() as connection:
        assert left(connection).keys() == {"identifiers", "documents", "links", "facts", "access_log"}
    assert sum(rotate(engine).values()) > 20
    with engine.connect() as connection:
        assert left(connection) == {}
        assert verify(connection) == []
    assert everything(engine) == before
    assert sum(rotate(engine).values()) == 0


def test_after_it_the_old_key_opens_nothing_and_the_new_one_alone_everything(upgraded_url: str) -> None:
    before = everything(filled(upgraded_url))
    engine = open_warehouse(upgraded_url, Keyring(NEW))
    upgrade(engine)
    rotate(engine)
    crypto_rotation.forget_old_proofs(engine)
    with pytest.raises(WrongKey):
        open_warehouse(upgraded_url, Keyring(OLD))
    only_new = open_warehouse(upgraded_url, Keyring(Secrets(index=NEW.index, keys=NEW.keys[:1])))
    assert everything(only_new) == before


def test_append_only_tables_are_refused_again_after_it(upgraded_url: str) -> None:
    filled(upgraded_url)
    engine = open_warehouse(upgraded_url, Keyring(NEW))
    upgrade(engine)
    rotate(engine)
    for table in set(APPEND_ONLY) - {"supersessions"}:
        with pytest.raises(sa.exc.DBAPIError, match="only ever added"), engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE {table} SET id = id")


def test_work_goes_on_between_the_two_keys(upgraded_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(upgraded_url)
    monkeypatch.setattr(crypto_rotation, "ROWS", 3)
    engine = open_warehouse(upgraded_url, Keyring(NEW))
    upgrade(engine)

    class Stopped(Exception):
        """Killed in the middle."""

    def stop(table: str, done: int) -> None:
        if table == "facts" and done > 6:
            raise Stopped

    with pytest.raises(Stopped):
        rotate(engine, stop)
    with engine.connect() as connection:
        assert 0 < left(connection)["facts"] < connection.scalar(sa.select(sa.func.count()).select_from(facts))
        subject = sa.select(identifiers.c.subject_id).where(identifiers.c.value.in_([papers.NUMBER, papers.CODE]))
        assert len(connection.execute(subject).all()) == 2
    both = load(engine, batch="b", documents=[paper(), papers.company()], now=papers.NOW)
    assert both == LoadSummary(unchanged=22)
    rotate(engine)
    with engine.connect() as connection:
        assert left(connection) == {}


def test_a_rotation_that_is_killed_goes_on_where_it_stopped(upgraded_url: str, tmp_path: Path) -> None:
    before = everything(filled(upgraded_url))
    program = tmp_path / "killed.py"
    program.write_text(
        "import os, signal, sys\n"
        "from warehouse import crypto_rotation\n"
        "from warehouse.crypto import PUBLIC, Keyring, Secrets\n"
        "from warehouse.store import open_warehouse\n"
        "crypto_rotation.ROWS = 3\n"
        "index, *keys = map(bytes.fromhex, sys.argv[2:])\n"
        "engine = open_warehouse(sys.argv[1], Keyring(Secrets(index=index, keys=tuple(keys))))\n"
        "crypto_rotation.rotate(engine, lambda t, n: t == 'facts' and n > 6 and os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    secrets = [key.hex() for key in (NEW.index, *NEW.keys)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(program), upgraded_url, *secrets]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60)
    assert done.returncode == -9, done.stderr.decode()
    engine = open_warehouse(upgraded_url, Keyring(NEW))
    with engine.connect() as connection:
        assert left(connection)["facts"] > 0
    rotate(engine)
    with engine.connect() as connection:
        assert left(connection) == {}
    assert everything(engine) == before


def test_a_warehouse_kept_under_the_public_key_is_brought_under_a_secret_one(upgraded_url: str) -> None:
    before = everything(filled(upgraded_url, None))
    engine = open_warehouse(upgraded_url, Keyring(Secrets(index=PUBLIC.index, keys=(*OLD.keys, *PUBLIC.keys))))
    upgrade(engine)
    rotate(engine)
    assert everything(engine) == before
    assert everything(open_warehouse(upgraded_url, Keyring(Secrets(index=PUBLIC.index, keys=OLD.keys)))) == before


def test_equal_values_under_two_keys_are_no_conflict(upgraded_url: str) -> None:
    filled(upgraded_url)
    engine = open_warehouse(upgraded_url, Keyring(NEW))
    upgrade(engine)
    later = birth(scan="c" * 64)
    load(engine, batch="c", documents=[document(later, link(later, answer=record()))], now=papers.NOW)
    with engine.connect() as connection:
        keys = sa.select(sa.func.count(sa.distinct(sa.func.substr(sa.type_coerce(facts.c.value, sa.Text), 18, 4))))
        assert connection.scalar(keys.where(facts.c.attribute == "full_name")) == 2
        assert connection.execute(sa.select(fact_conflicts.c.attribute)).all() == []
