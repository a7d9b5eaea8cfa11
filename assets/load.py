"""Into the warehouse: documents, results with their validity, facts with their evidence."""

import dagster as dg

from assets import steps
from assets.desk import Desk
from assets.partitions import BATCHES
from domain.documents import Extraction
from domain.facts import Fact
from domain.scans import Scan
from domain.subjects import Link


@dg.asset(partitions_def=BATCHES, group_name="warehouse")
def facts(
    context: dg.AssetExecutionContext,
    scans: list[Scan],
    extractions: list[Extraction],
    verified: list[Extraction],
    links: list[Link],
    desk: dg.ResourceParam[Desk],
) -> dg.MaterializeResult[list[Fact]]:
    """What the warehouse now knows from this batch; loading twice adds nothing."""
    loaded, counts = steps.load_batch(context.partition_key, scans, extractions, verified, links, desk)
    return dg.MaterializeResult(value=loaded, metadata=counts)
