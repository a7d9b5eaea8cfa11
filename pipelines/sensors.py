"""Sees new work, and registries that are back: what is left to do is a recorded state, so a tick forgets nothing."""

import dagster as dg

from assets.desk import Desk
from assets.partitions import BATCHES
from assets.waiting import due_again
from ledger import arrivals, batches, inbox
from pipelines.jobs import digitise, relink


@dg.sensor(job=digitise, minimum_interval_seconds=30)
def new_work(desk: dg.ResourceParam[Desk]) -> dg.SensorResult:
    """A run for each batch with files or decisions that wait; the run key counts the work, so it is asked for once."""
    now = desk.clock()
    found = inbox.files(desk.intake.inbox, settle_seconds=desk.intake.settle_seconds, now=now)
    arrivals.notice(desk.state, found, now=now)
    waiting = batches.open_batches(desk.state)
    return dg.SensorResult(
        run_requests=[dg.RunRequest(run_key=f"{batch}:{count}", partition_key=batch) for batch, count in waiting],
        dynamic_partitions_requests=[BATCHES.build_add_request([batch for batch, _count in waiting])],
    )


@dg.sensor(job=relink, minimum_interval_seconds=30)
def ask_again(desk: dg.ResourceParam[Desk]) -> dg.SensorResult:
    """A run for each batch with links that were not yet asked about, once their registry can be reached."""
    due, now = due_again(desk), desk.clock().isoformat(timespec="seconds")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=f"{b}:again:{now}", partition_key=b) for b in due])
