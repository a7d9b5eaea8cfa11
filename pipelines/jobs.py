"""The one job: everything a batch goes through, in one process; pages are spread over a pool inside the step."""

import dagster as dg

digitise = dg.define_asset_job("digitise", selection=dg.AssetSelection.all(), executor_def=dg.in_process_executor)
