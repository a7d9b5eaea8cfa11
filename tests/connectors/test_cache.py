"""Kept answers: fresh ones are served, old ones only as stale and only while the registry is away."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.cache import Answers, Cached
from domain.errors import Refused, SourceError
from domain.facts import AccessEntry
from domain.subjects import Mention, RegistryRecord
from tests.connectors.world import NAME, NUMBER, person

START = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
KEY = bytes(range(32))


class Source:
    """A registry that answers, does not know, refuses, or is away, as told."""

    def __init__(self) -> None:
        self.asked, self.now = 0, START
        self.trouble: Exception | None = None
        self.residence: str | None = "Thôn 3"

    def lookup(self, mention: Mention, *, purpose: str, requester: str) -> RegistryRecord | None:
        self.asked += 1
        if self.trouble:
            raise self.trouble
        if self.residence is None:
            return None
        said = {"full_name": NAME, "residence": self.residence}
        return RegistryRecord(registry="population", key=NUMBER, attributes=said, as_of=None, fetched_at=self.now)


def cached(source: Source, folder: Path, log: list[AccessEntry], key: bytes = KEY) -> Cached:
    return Cached(
        name="population",
        registry=source,
        answers=Answers(folder / "answers.db", key),
        log=log.append,
        fresh=timedelta(hours=12),
        stale=timedelta(days=30),
        now=lambda: source.now,
    )


def ask(registry: Cached, mention: Mention | None = None) -> RegistryRecord | None:
    return registry.lookup(mention or person(), purpose="1.1", requester="cb.lam")


def test_a_fresh_answer_is_served_without_asking_and_logged_like_a_question(tmp_path: Path) -> None:
    source, log = Source(), list[AccessEntry]()
    first = ask(cached(source, tmp_path, log))
    source.now += timedelta(hours=11)
    again = ask(cached(source, tmp_path, log))
    assert (source.asked, again) == (1, first)
    assert [(entry.requester, entry.subject_value, entry.outcome) for entry in log] == [
        ("cb.lam", NUMBER, "from_cache")
    ]


def test_an_old_answer_is_asked_for_again(tmp_path: Path) -> None:
    source = Source()
    registry = cached(source, tmp_path, [])
    ask(registry)
    source.now, source.residence = START + timedelta(hours=13), "Thôn 4"
    again = ask(registry)
    assert again
    assert (again.attributes["residence"], again.stale) == ("Thôn 4", False)


def test_an_old_answer_stands_in_marked_stale_with_its_age_while_the_registry_is_away(tmp_path: Path) -> None:
    source, log = Source(), list[AccessEntry]()
    registry = cached(source, tmp_path, log)
    ask(registry)
    source.now, source.trouble = START + timedelta(days=2), SourceError("away")
    record = ask(registry)
    assert record
    assert (record.stale, source.now - record.fetched_at) == (True, timedelta(days=2))
    assert log[-1].outcome == "from_cache.stale"
    source.trouble = None
    back = ask(registry)
    assert back
    assert not back.stale


def test_an_answer_older_than_allowed_never_stands_in(tmp_path: Path) -> None:
    source = Source()
    registry = cached(source, tmp_path, [])
    ask(registry)
    source.now, source.trouble = START + timedelta(days=31), SourceError("away")
    with pytest.raises(SourceError):
        ask(registry)


@pytest.mark.parametrize(
    "other",
    [person(name="Lê Văn Đoán"), person(born="1980-01-01"), replace(person(), paper="KS"), person("068190001235")],
)
def test_only_exactly_the_same_question_is_answered_from_what_was_kept(other: Mention, tmp_path: Path) -> None:
    source = Source()
    registry = cached(source, tmp_path, [])
    ask(registry)
    source.trouble = SourceError("away")
    with pytest.raises(SourceError):
        ask(registry, other)


def test_a_refusal_and_a_not_found_are_said_as_they_are_and_leave_nothing_old_behind(tmp_path: Path) -> None:
    source = Source()
    registry = cached(source, tmp_path, [])
    ask(registry)
    source.now, source.trouble = START + timedelta(days=1), Refused()
    with pytest.raises(Refused):
        ask(registry)
    source.trouble, source.residence = None, None
    assert ask(registry) is None
    source.trouble = SourceError("away")
    with pytest.raises(SourceError):
        ask(registry)


def test_nothing_is_served_without_purpose_or_requester(tmp_path: Path) -> None:
    registry = cached(Source(), tmp_path, [])
    ask(registry)
    for purpose, requester in (("", "cb"), ("1.1", "")):
        with pytest.raises(Refused):
            registry.lookup(person(), purpose=purpose, requester=requester)


def test_the_file_shows_nobody_without_the_key_and_belongs_to_its_owner(tmp_path: Path) -> None:
    ask(cached(Source(), tmp_path, []))
    path = tmp_path / "answers.db"
    content = path.read_bytes()
    for secret in (NUMBER, NAME, "Thôn 3", "full_name"):
        assert secret.encode() not in content
    assert path.stat().st_mode & 0o777 == 0o600
    source = Source()
    assert ask(cached(source, tmp_path, [], key=bytes(32)))
    assert source.asked == 1, "another key opens nothing and asks anew"


def test_a_kept_answer_that_was_tampered_with_is_none(tmp_path: Path) -> None:
    source = Source()
    ask(cached(source, tmp_path, []))
    with sqlite3.connect(tmp_path / "answers.db") as database:
        database.execute("update answers set sealed = zeroblob(100)")
    ask(cached(source, tmp_path, []))
    assert source.asked == 2


def test_a_cache_that_cannot_be_written_stops_no_lookup(tmp_path: Path) -> None:
    source = Source()
    registry = cached(source, tmp_path, [])
    (tmp_path / "answers.db").write_bytes(b"no database at all" * 100)
    assert ask(registry)
    assert ask(registry)


def test_what_is_too_old_is_purged(tmp_path: Path) -> None:
    source = Source()
    registry = cached(source, tmp_path, [])
    ask(registry)
    registry.answers.purge(START + timedelta(seconds=1))
    assert registry.answers.get("population", person()) is None
