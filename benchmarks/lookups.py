"""What a lookup costs us: CPU ms of this process, against the bare HTTP exchange, all in turns in one run.

`./sohoa bench lookups`; the sandbox (its own process, not counted) holds 100,000 people and 10,000 companies."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import httpx

from connectors.business import DETAIL_PATH, Business
from connectors.cache import Answers, Cached
from connectors.civil_status import CivilStatus
from connectors.extracts import load
from connectors.judicial import Judicial
from connectors.national_store import NationalStore
from connectors.population import Population, headers, request_body
from connectors.sandbox.__main__ import fill
from connectors.sandbox.firms import invent_companies
from connectors.sandbox.people import invent
from connectors.sandbox.process import Sandbox, World, running
from connectors.sandbox.registers import BIRTH, birth
from connectors.sandbox.store import Entry, Store
from connectors.snapshot import Snapshot
from connectors.tokens import TOKEN_PATH
from connectors.web import Patience, Web
from domain.facts import AccessEntry
from domain.subjects import Mention, SubjectKind

PEOPLE, COMPANIES, ROUNDS, EACH = 100_000, 10_000, 5, 60
EAGER = Patience(per_second=100_000)
AUTHORITY = {"purpose": "1.1", "requester": "bench"}


Way = tuple[Callable[[Mention], object], list[Mention]]


def forget(entry: AccessEntry) -> None:
    """An access log that costs nothing."""


def a_person(entry: Entry) -> Mention:
    """As a card names a person."""
    return Mention(
        scan="s", document="d", role="holder", kind=SubjectKind.PERSON, id=entry["personal_id"],
        full_name=entry["full_name"], born=entry["date_of_birth"],
    )  # fmt: skip


def a_paper(entry: Entry, code: str, number: str) -> Mention:
    """As a register is asked about a person's paper."""
    return Mention(
        scan="s", document="d", role="paper", kind=SubjectKind.PAPER, id=number, full_name=entry["full_name"],
        born=entry["date_of_birth"], paper=code, holder=entry["personal_id"],
    )  # fmt: skip


def a_company(entry: Entry) -> Mention:
    """As a certificate names a company."""
    return Mention(
        scan="s", document="d", role="company", kind=SubjectKind.COMPANY, id=entry["enterprise_code"],
        full_name=entry["name"],
    )  # fmt: skip


def main() -> None:
    """Prints the table."""
    people, companies = list(invent(PEOPLE, 1)), list(invent_companies(EACH, 1))
    known = [one for one in people if int(one["serial"]) % 50 == 0 and len(one["date_of_birth"]) == 10][:EACH]
    world = World(people=PEOPLE, companies=COMPANIES)
    with tempfile.TemporaryDirectory() as folder, running(world, Path(folder) / "sandbox") as sandbox:
        persons, firms = [a_person(one) for one in known], [a_company(one) for one in companies]
        ways = bare(sandbox, persons, firms) | asked(sandbox, persons, firms) | of_papers(sandbox, known)
        report(ways | local(sandbox, Path(folder), people, persons))
        invent_again(Path(folder) / "again.sqlite")


def bare(sandbox: Sandbox, persons: list[Mention], firms: list[Mention]) -> dict[str, Way]:
    """The same exchanges by the HTTP client alone: what nobody can save; and what the manners alone cost."""
    client, web, account, platform = (
        httpx.Client(trust_env=False),
        Web("none", EAGER),
        sandbox.population,
        sandbox.platform,
    )
    grant, pair = {"grant_type": "client_credentials"}, (platform.client_id, platform.client_secret)
    token = httpx.post(platform.url + TOKEN_PATH, data=grant, auth=pair).json()["access_token"]

    def soap(mention: Mention) -> object:
        body, signed = request_body(mention, **AUTHORITY), headers(account, time.time())
        return client.post(account.url, content=body, headers=signed).raise_for_status().content

    def get(mention: Mention) -> object:
        bearer = {"Authorization": f"Bearer {token}"}
        return json.loads(client.get(platform.url + DETAIL_PATH, params={"msdn": mention.id}, headers=bearer).content)

    return {
        "bare HTTP: SOAP question": (soap, persons),
        "bare HTTP: GET, JSON": (get, firms),
        "manners alone (breaker, places, rate, retries)": (lambda _mention: web.ask(lambda: True), persons),
    }


def asked(sandbox: Sandbox, persons: list[Mention], firms: list[Mention]) -> dict[str, Way]:
    """The two registries of subjects."""
    return {
        "population": (asking(Population(sandbox.population, forget, EAGER)), persons),
        "business": (asking(Business(sandbox.platform, forget, EAGER)), firms),
    }


def of_papers(sandbox: Sandbox, known: list[Entry]) -> dict[str, Way]:
    """The three registries of papers."""
    forms = [a_paper(one, "", f"{int(one['serial']):06d}/LLTP") for one in known]
    births = [(one, birth(one)["paper"]["number"]) for one in known]
    stored = [a_paper(one, BIRTH, number) for one, number in births]
    return {
        "civil status": (
            asking(CivilStatus(sandbox.platform, forget, EAGER)),
            [a_paper(one, "KS", number) for one, number in births],
        ),
        "judicial record": (asking(Judicial(sandbox.judicial, forget, EAGER)), forms),
        "national store": (asking(NationalStore(sandbox.platform, forget, EAGER)), stored),
    }


def local(sandbox: Sandbox, folder: Path, people: list[Entry], persons: list[Mention]) -> dict[str, Way]:
    """What needs no registry: a kept answer, an extract."""
    write(people, folder / "extract.parquet")
    began = time.process_time()
    extract = load(folder / "extract.parquet", folder, date(2026, 6, 30), today=datetime.now(UTC).date())
    print(f"load an extract of {extract.rows:,} people: {time.process_time() - began:.1f} CPU s")
    kept = Cached(
        name="population",
        registry=Population(sandbox.population, forget, EAGER),
        answers=Answers(folder / "answers.db", bytes(32)),
        log=forget,
        fresh=timedelta(days=1),
        stale=timedelta(days=9),
    )
    return {
        "population, kept answer": (asking(kept), persons),
        "population, extract": (asking(Snapshot(extract.path, forget)), persons),
    }


def asking(registry: object) -> Callable[[Mention], object]:
    """Asks, and demands an answer: a benchmark of not-founds would be a lie."""

    def ask(mention: Mention) -> object:
        record = registry.lookup(mention, **AUTHORITY)  # type: ignore[attr-defined]
        assert record is not None
        return record

    return ask


def write(people: list[Entry], path: Path) -> None:
    """An extract as an agency might be given it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = ("personal_id", "old_id", "full_name", "date_of_birth", "sex", "mother_name", "father_name")
    pq.write_table(pa.table({name: [one.get(name) for one in people] for name in columns}), path)


def report(ways: dict[str, Way]) -> None:
    """CPU ms a lookup: the median over rounds, in which all take turns; the first round warms up."""
    seen: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(ROUNDS + 1):
        for name, (ask, mentions) in ways.items():
            began = time.process_time()
            for mention in mentions:
                ask(mention)
            seen[name].append((time.process_time() - began) / len(mentions) * 1000)
    print(f"{'':40} {'CPU ms':>7}")
    for name, times in seen.items():
        print(f"{name:40} {statistics.median(times[1:]):7.2f}")


def invent_again(path: Path) -> None:
    """What the large world costs, once and then."""
    for _time in range(2):
        began = time.process_time()
        fill(Store(path), people=PEOPLE, companies=COMPANIES, seed=1)
        print(f"sandbox of {PEOPLE:,} people, {COMPANIES:,} companies: {time.process_time() - began:.2f} CPU s")
    print(f"duckdb {duckdb.__version__}, httpx {httpx.__version__}")


if __name__ == "__main__":
    main()
