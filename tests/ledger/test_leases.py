"""Who looks at a held paper: one officer at a time, and never for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledger import leases
from ledger.tables import open_state

NOW = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)


def test_of_many_who_ask_at_once_one_gets_the_paper(tmp_path: Path) -> None:
    state = open_state(f"sqlite:///{tmp_path / 'state.db'}")
    with ThreadPoolExecutor(8) as crew:
        got = list(crew.map(lambda n: leases.take(state, "d-1", f"can-bo-{n}", now=NOW), range(8)))
    assert got.count(True) == 1
    assert leases.taken(state, now=NOW) == {"d-1": f"can-bo-{got.index(True)}"}


def test_a_lease_is_renewed_by_its_officer_ends_by_itself_and_can_be_given_back(tmp_path: Path) -> None:
    state = open_state(f"sqlite:///{tmp_path / 'state.db'}")
    assert leases.take(state, "d-1", "một", now=NOW)
    assert leases.take(state, "d-1", "một", now=NOW + timedelta(minutes=5))
    assert not leases.take(state, "d-1", "hai", now=NOW + timedelta(minutes=14))
    assert leases.take(state, "d-1", "hai", now=NOW + timedelta(minutes=15))
    leases.give_back(state, "d-1", "một")
    assert leases.taken(state, now=NOW + timedelta(minutes=16)) == {"d-1": "hai"}
    leases.give_back(state, "d-1", "hai")
    assert leases.take(state, "d-1", "một", now=NOW + timedelta(minutes=17))
