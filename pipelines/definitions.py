"""The code location: assets, checks, job, sensors, schedule and resources, from defaults and overrides."""

from collections.abc import Mapping

import dagster as dg

from assets import digitise, link, load
from pipelines import jobs, schedules, sensors
from pipelines.resources import default_resources


def build(overrides: Mapping[str, object] | None = None) -> dg.Definitions:
    """The definitions; `overrides` replaces resources by name, so that tests pass plain fakes."""
    return dg.Definitions(
        assets=dg.load_assets_from_modules([digitise, link, load]),
        jobs=[jobs.digitise, jobs.relink],
        sensors=[sensors.new_work, sensors.ask_again],
        schedules=[schedules.every_morning],
        resources=default_resources() | dict(overrides or {}),
        executor=dg.in_process_executor,
    )


definitions = build()
