"""Every morning: batches with links that wait for a registry are taken up again."""

import dagster as dg

from assets.desk import Desk
from ledger import holds
from pipelines.jobs import digitise


@dg.schedule(job=digitise, cron_schedule="0 5 * * *", execution_timezone="Asia/Ho_Chi_Minh")
def every_morning(context: dg.ScheduleEvaluationContext, desk: dg.ResourceParam[Desk]) -> list[dg.RunRequest]:
    """A run for each batch whose registry was away."""
    day = context.scheduled_execution_time.date().isoformat()
    return [
        dg.RunRequest(run_key=f"{batch}:{day}", partition_key=batch) for batch in holds.waiting_for_registry(desk.state)
    ]
