"""Who the verified papers speak of, as the registries know them."""

import dagster as dg

from assets import steps
from assets.desk import Desk
from assets.partitions import BATCHES
from domain.documents import Extraction
from domain.scans import Scan
from domain.subjects import Link


@dg.asset(partitions_def=BATCHES, group_name="link")
def links(
    context: dg.AssetExecutionContext,
    scans: list[Scan],
    extractions: list[Extraction],
    verified: list[Extraction],
    desk: dg.ResourceParam[Desk],
) -> list[Link]:
    """Persons and companies of the papers against the registries: SAME, UNSURE (held) or DIFFERENT."""
    return steps.link(context.partition_key, scans, extractions, verified, desk)
