"""From arrivals to documents that may go on: scans → readings → extractions → findings → verified."""

import dagster as dg

from assets import steps
from assets.checks import CHECKS, check_results
from assets.desk import Desk
from assets.partitions import BATCHES
from domain.documents import Extraction
from domain.findings import Finding
from domain.scans import Reading, Scan


@dg.asset(partitions_def=BATCHES, group_name="digitise")
def scans(context: dg.AssetExecutionContext, desk: dg.ResourceParam[Desk]) -> list[Scan]:
    """Originals of the batch, stored bit-exact; what cannot be taken is quarantined in the ledger."""
    return steps.take_in(context.partition_key, desk)


@dg.asset(partitions_def=BATCHES, group_name="digitise")
def readings(scans: list[Scan], desk: dg.ResourceParam[Desk]) -> list[Reading]:
    """Pages of each scan: words with box and confidence, codes."""
    return steps.read(scans, desk)


@dg.asset(partitions_def=BATCHES, group_name="digitise")
def extractions(readings: list[Reading], desk: dg.ResourceParam[Desk]) -> list[Extraction]:
    """Documents found in the scans: type and fields, raw beside canonical."""
    return steps.extract(readings, desk)


@dg.asset(partitions_def=BATCHES, group_name="digitise", check_specs=CHECKS, dagster_type=dg.Any)
def findings(
    readings: list[Reading], extractions: list[Extraction], desk: dg.ResourceParam[Desk]
) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """What is wrong with the documents, by declared rules and by the batch's expectation suite."""
    found, results = steps.examine(readings, extractions, desk)
    return dg.MaterializeResult(value=found, check_results=check_results(results))


@dg.asset(partitions_def=BATCHES, group_name="digitise")
def verified(
    context: dg.AssetExecutionContext,
    extractions: list[Extraction],
    findings: list[Finding],
    desk: dg.ResourceParam[Desk],
) -> list[Extraction]:
    """Documents with only the values that may go on; the rest is held for a person."""
    return steps.verify(context.partition_key, extractions, findings, desk)
