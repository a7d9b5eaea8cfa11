"""Lists of industries that the national classification confirms: each code with the very name it has there.

`catalog/industries.csv` has the four-digit classes of Quyết định 27/2018/QĐ-TTg and of Quyết định 10/2007/QĐ-TTg before
it where they differ, written from general knowledge. A class that is missing or spelled otherwise there waits for a
person; a code and a name misread so that they fit each other again are not to be expected.
"""

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import catalog
from ocr.plausible import spelling


def confirmed(value: str) -> bool:
    """Whether a list, as JSON, is one of industries and the classification has every one of them, each mark of it.

    >>> confirmed('[{"code": "1811", "name": "In ấn"}]'), confirmed('[{"code": "1811", "name": "In ẩn"}]')
    (True, False)
    >>> confirmed('[{"code": "1811", "name": "IN ẤN"}]'), confirmed('[{"code": "1811", "name": "in ấn"}]')
    (True, False)
    >>> confirmed("[]"), confirmed('[{"name": "Võ Thị Hoà", "id": null}]'), confirmed('["UBND xã"]')
    (False, False, False)
    """
    entries = json.loads(value)
    return bool(entries) and all(isinstance(entry, dict) and _is_class(entry) for entry in entries)


def _is_class(entry: Mapping[str, str | None]) -> bool:
    """Whether code and name are a class; its name begins with a capital, or is all capitals."""
    name = entry.get("name") or ""
    cased = name.isupper() or name == name.capitalize()
    return cased and (entry.get("code"), spelling(name)) in _classes()


@cache
def _classes() -> frozenset[tuple[str, str]]:
    with (Path(catalog.__file__).parent / "industries.csv").open(encoding="utf-8") as rows:
        return frozenset((row["code"], spelling(row["name"])) for row in csv.DictReader(rows))
