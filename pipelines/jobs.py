"""The jobs: everything a batch goes through, and only what a registry's answer changes; in one process each.

Pages are spread over a pool inside the step.
"""

import dagster as dg

digitise = dg.define_asset_job("digitise", selection=dg.AssetSelection.all(), executor_def=dg.in_process_executor)

relink = dg.define_asset_job(
    "relink",
    selection=dg.AssetSelection.assets("verified", "links", "facts"),
    executor_def=dg.in_process_executor,
)
"""For links that waited for a registry: nothing is read again."""
