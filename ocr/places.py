"""Where an address ends: at its province. Knows names of provinces and cities, old and new, nothing of rows."""

import re
from functools import cache
from pathlib import Path

import yaml

from domain.text import fold

PROVINCE_NEXT = re.compile(r"[-–,]?\s*(?:tỉnh|thành phố|TP)\b")
"""A town may be called as its province: `thành phố Hải Dương` / `- tỉnh Hải Dương`."""


@cache
def _provinces() -> re.Pattern[str]:
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    return re.compile(rf"(?:\b(?:tinh|thanh pho|tp)\b[. ]*|[,–-]\s*)(?:{'|'.join(content['provinces'])})\W*$")


def ends_address(text: str, rest: str) -> bool:
    """Whether an address has come to its province, so that nothing more belongs to it.

    `rest` is what stands after it on its row: a comma or dash there says that it goes on.
    """
    return rest.strip()[:1] not in {",", "-", "–"} and _provinces().search(fold(text)) is not None
