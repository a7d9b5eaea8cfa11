"""`sohoa snapshot`: a registry's extract becomes the local reference, with its date, for lookups and `sohoa link`."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from connectors.extracts import ExtractError, load
from pipelines.registries import SNAPSHOTS
from pipelines.settings import Settings

SAID = {
    "vi": "Đã nạp {rows} dòng của sổ {registry} tính đến {as_of}; {unnumbered} dòng không có số tra được.\n"
    "Liên kết cả bảng: ./sohoa link --registry {path} …",
    "en": "Loaded {rows} rows of registry {registry} as of {as_of}; {unnumbered} rows have no number to look up.\n"
    "To link a table: ./sohoa link --registry {path} …",
}


def snapshot(settings: Settings, file: Path, as_of: date) -> int:
    """Loads the extract into the home; 0, or 2 with what is wrong with it on the error stream."""
    try:
        extract = load(file, settings.home_path / SNAPSHOTS, as_of, today=datetime.now(UTC).date())
    except ExtractError as error:
        print(error, file=sys.stderr)
        return 2
    facts = {name: getattr(extract, name) for name in ("rows", "registry", "as_of", "unnumbered", "path")}
    print(SAID[settings.lang].format(**facts))
    return 0
