"""The batch: a day × agency, the unit of scheduling, retry and report. Never a document."""

import dagster as dg

BATCHES = dg.DynamicPartitionsDefinition(name="batch")
"""Keys `YYYY-MM-DD|<agency>`; added by the sensor and the command when arrivals are noticed."""
