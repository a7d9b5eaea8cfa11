"""`sohoa run` and `sohoa demo`: every batch with work left goes through the Dagster job, in this process."""

import contextlib
import fcntl
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assets.desk import Desk
from ledger import arrivals, batches, holds, inbox, unasked
from pipelines.messages import Messages
from pipelines.progress import PageProgress
from pipelines.settings import ROOT, Settings
from pipelines.summary import print_summary

SAMPLES = ROOT / "samples"


class Busy(Exception):
    """Another run works in the same home."""


def run(settings: Settings) -> int:
    """Ingests what is new and carries on what was decided; exit code 0, or 1 when a batch failed."""
    say = Messages(settings.lang)
    if not settings.inbox_path.is_dir():
        print(say("no_inbox", inbox=settings.inbox_path), file=sys.stderr)
        return 1
    try:
        with only_run(settings.home_path), own_scratch(settings.home_path), registries(settings, say) as connected:
            return _run(connected, say)
    except Busy:
        print(say("busy", home=settings.home_path), file=sys.stderr)
        return 1


def demo(settings: Settings) -> int:
    """Digitizes the samples in the embedded warehouse of the home, and says where to look next."""
    settings = settings.but(inbox=str(SAMPLES / "inbox"), registries="sandbox", settle_seconds=0.0)
    code = run(settings)
    if code == 0:
        for command in prefills(settings):
            print(f"  {command}")
    return code


def prefills(settings: Settings) -> Iterator[str]:
    """A command for a form of a citizen and one of a company that the samples have put into the warehouse."""
    from domain.subjects import Judgement
    from ledger.tables import open_state
    from pipelines.summary import rows_of

    known = json.loads((SAMPLES / "people.json").read_text("utf-8"))
    linked = {
        link.key for link in rows_of(settings, open_state(settings.state), "links") if link.judgement is Judgement.SAME
    }
    ending = "--requester thu" + (f" --home {settings.home}" if settings.home != Settings().home else "")
    for person in [one for one in known["people"] if one["personal_id"] in linked][:1]:
        who = f'--subject {person["personal_id"]} --name "{person["full_name"]}" --born {person["date_of_birth"]}'
        yield f"./sohoa prefill judicial_record_request {who} --purpose 3.000333 {ending}"
    for company in [one for one in known["companies"] if one["enterprise_code"] in linked][:1]:
        who = f'--subject {company["enterprise_code"]} --name "{company["name"]}"'
        yield f"./sohoa prefill enterprise_change {who} --purpose 2.002011 {ending}"


@contextlib.contextmanager
def only_run(home: Path) -> Iterator[None]:
    """Lets one run at a time work in a home; `Busy` otherwise."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield


@contextlib.contextmanager
def own_scratch(home: Path) -> Iterator[None]:
    """Keeps temporary files (page images) under the home, and removes what a killed run left there."""
    scratch = home / "tmp"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"], tempfile.tempdir = str(scratch), None
    try:
        yield
    finally:
        os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)
        tempfile.tempdir = None
        shutil.rmtree(scratch, ignore_errors=True)


@contextlib.contextmanager
def registries(settings: Settings, say: Messages) -> Iterator[Settings]:
    """The settings with registries that answer: the sandbox is started when they say so."""
    if settings.registries != "sandbox" or settings.population_url:
        yield settings
        return
    from connectors.sandbox.process import World, running
    from pipelines.registries import with_sandbox

    print(say("sandbox"), file=sys.stderr)
    world = World(
        load=SAMPLES / "people.json",
        papers=SAMPLES / "truth.json",
        people=settings.sandbox_people,
        companies=settings.sandbox_companies,
    )
    with running(world, settings.home_path / "sandbox") as sandbox:
        yield with_sandbox(settings, sandbox)


def _run(settings: Settings, say: Messages) -> int:
    from pipelines.resources import desk_from

    progress = PageProgress(say)
    desk = desk_from(settings, progress)
    notice(desk, say)
    todo = sorted({batch for batch, _count in batches.open_batches(desk.state)} | set(_away(desk)))
    if not todo:
        print(say("nothing", inbox=settings.inbox_path), file=sys.stderr)
    failed = execute(settings, desk, todo, say) if todo else 0
    print_summary(settings, desk, say, progress.pages_a_minute)
    return 1 if failed else 0


def _away(desk: Desk) -> tuple[str, ...]:
    return (*holds.waiting_for_registry(desk.state), *unasked.batches(desk.state))


def notice(desk: Desk, say: Messages) -> None:
    """Writes what has arrived into the ledger; waits once for files that are still being written."""
    growing = _notice(desk)
    if growing:
        print(say("growing", count=growing, seconds=desk.intake.settle_seconds), file=sys.stderr)
        time.sleep(desk.intake.settle_seconds)
        if growing := _notice(desk):
            print(say("still_growing", count=growing), file=sys.stderr)


def _notice(desk: Desk) -> int:
    now = desk.clock()
    found = tuple(inbox.files(desk.intake.inbox, settle_seconds=desk.intake.settle_seconds, now=now))
    arrivals.notice(desk.state, found, now=now)
    return sum(not file.settled for file in found)


def execute(settings: Settings, desk: Desk, todo: list[str], say: Messages) -> int:
    """Runs the job on each batch; answers how many failed. A failed batch leaves the others untouched."""
    import dagster as dg

    from pipelines.definitions import build

    os.environ["SOHOA_HOME"] = str(settings.home_path)
    print(say("batches", count=len(todo)), file=sys.stderr)
    job = build({"desk": desk}).resolve_job_def("digitise")
    failed = 0
    with dg.DagsterInstance.from_config(str(dagster_home(settings))) as instance:
        instance.add_dynamic_partitions("batch", todo)
        for batch in todo:
            print(say("batch", batch=batch), file=sys.stderr)
            result = job.execute_in_process(
                partition_key=batch, instance=instance, raise_on_error=False, run_config=QUIET
            )
            if not result.success:
                failed += 1
                _say_failure(result, batch, say)
    return failed


QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def _say_failure(result: object, batch: str, say: Messages) -> None:
    for event in result.all_events:  # type: ignore[attr-defined]
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = error.cause or error
            print(say("failed", batch=batch, step=event.step_key, why=cause.message.strip()), file=sys.stderr)
    print(say("retry"), file=sys.stderr)


def dagster_home(settings: Settings) -> Path:
    """The folder of Dagster's instance under the home, with the settings of the repository's dagster.yaml."""
    folder = settings.home_path / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "dagster.yaml").exists():
        shutil.copyfile(ROOT / "dagster.yaml", folder / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(folder)
    return folder
