"""Sees new work: notices arrivals in the ledger and asks for a run of every batch with work left."""

import dagster as dg

from assets.desk import Desk
from assets.partitions import BATCHES
from ledger import arrivals, batches, inbox
from pipelines.jobs import digitise


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
