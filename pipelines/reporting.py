"""`sohoa report`: the balance of everything that ever arrived in this home."""

import json
from dataclasses import asdict

from pipelines.messages import Messages
from pipelines.resources import desk_from
from pipelines.settings import Settings
from pipelines.summary import print_summary, summary_of


def report(settings: Settings, *, as_json: bool) -> int:
    """Prints the summary as a table or as one JSON object."""
    desk = desk_from(settings)
    if as_json:
        summary = summary_of(settings, desk)
        print(json.dumps(asdict(summary) | {"balanced": summary.balanced}, ensure_ascii=False))
    else:
        print_summary(settings, desk, Messages(settings.lang))
    return 0
