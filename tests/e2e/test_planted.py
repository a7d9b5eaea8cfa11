"""A planted person goes through the real pipeline; nothing of them may lie where nobody guards it.

Where their data must lie, by design: the originals, the ledger (`state.db`), what lies between the assets
(`tables/*.parquet`) and the invented registries themselves. docs/security.md says how those are protected.
"""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from domain.kinds import fold
from pipelines.running import SAMPLES
from tests.e2e.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.engine]
ROOT = Path(__file__).parents[2]
DOSSIER = "H36.14/H36.14-261102-0001"
CARD = f"{DOSSIER}/can-cuoc-cong-dan.jpg"
GUARDED = ("originals", "tables", "state.db", "sandbox/registries", "template.json")
"""What holds personal data by design, by the beginning of its path under the home."""
OTHER_KEYS = json.dumps({"index": "QUFB" * 10 + "QUE=", "keys": ["QkJC" * 10 + "QkI="]})


def shapes(text: str) -> set[bytes]:
    """A value as it might stand in a log, a page, a URL or a database."""
    written = {text, text.casefold(), text.title(), fold(text), unicodedata.normalize("NFD", text)}
    found = {one.encode(code) for one in written for code in ("utf-8", "utf-16-le")}
    found |= {json.dumps(one)[1:-1].encode() for one in written} | {quote(one).encode() for one in written}
    return {shape for shape in found if len(shape) > 8}


def planted(truth: list[dict[str, object]]) -> set[str]:
    """What the papers of a dossier say of persons: names, numbers and where they live."""
    told = ("name", "id", "residence", "old_id", "personal_id")
    values = {str(v) for paper in truth for k, v in paper.get("fields", {}).items() if v and k.endswith(told)}  # type: ignore[attr-defined]
    return {value for value in values if len(value) > 8}


def files(home: Path) -> Iterator[Path]:
    for path in sorted(home.rglob("*")):
        if path.is_file() and not str(path.relative_to(home)).startswith(GUARDED):
            yield path


def leaks(home: Path, values: set[str]) -> list[str]:
    """Files with one of the values in them, and paths that are named by one."""
    wanted = {shape for value in values for shape in shapes(value)}
    inside = [str(path.relative_to(home)) for path in files(home) if any(s in path.read_bytes() for s in wanted)]
    named = [str(path) for path in home.rglob("*") if any(s in str(path).encode() for s in wanted)]
    return inside + named


def sohoa(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, timeout=1500)


@pytest.fixture(scope="module")
def planting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str], list[bytes]]:
    """A home through which one dossier went, in files named by the person; what is planted; all that was printed."""
    folder = tmp_path_factory.mktemp("planted")
    truth = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
    values = planted(truth[CARD])
    target = folder / "inbox" / DOSSIER / f"{truth[CARD][0]['fields']['full_name']} mặt trước.jpg"
    target.parent.mkdir(parents=True)
    shutil.copyfile(SAMPLES / "inbox" / CARD, target)
    place = ["--home", str(folder / "home")]
    said = []
    for arguments, extra in (
        (["audit", "verify", *place], {}),
        (["run", "--inbox", str(folder / "inbox"), *place], {"SOHOA_WAREHOUSE_KEYS": OTHER_KEYS}),
        (["run", "--inbox", str(folder / "inbox"), *place], {}),
        (["report", "--format", "json", *place], {}),
        (["report", "--format", "html", *place], {}),
        (["keys", "rotate", *place], {}),
        (["audit", "verify", *place], {}),
        (["doctor", *place], {}),
    ):
        done = sohoa(*arguments, SOHOA_SETTLE_SECONDS="0", SOHOA_PAGE_SECONDS="1200", **extra)
        said += [done.stdout, done.stderr]
    return folder / "home", values, said


Planting = tuple[Path, set[str], list[bytes]]


def test_the_planted_person_is_there_where_it_must_be(planting: Planting) -> None:
    home, values, said = planting
    assert len(values) >= 3
    content = (home / "state.db").read_bytes() + b"".join(path.read_bytes() for path in home.glob("state.db-*"))
    assert any(shape in content for value in values for shape in shapes(value)), "the search would see nothing"
    assert "Dữ kiện".encode() in said[4]


def test_no_file_of_the_home_but_the_guarded_ones_tells_of_them(planting: Planting) -> None:
    home, values, _ = planting
    assert {"warehouse.db", "keys.json"} <= {path.name for path in files(home)}
    assert any("dagster" in str(path) for path in files(home))
    assert leaks(home, values) == []


def test_nothing_that_was_printed_tells_of_them(planting: Planting) -> None:
    _, values, said = planting
    wanted = {shape for value in values for shape in shapes(value)}
    assert [text[:200] for text in said if any(shape in text for shape in wanted)] == []


def test_a_wrong_key_is_one_clear_error(planting: Planting) -> None:
    printed, error = planting[2][2:4]
    assert "Khóa mã hóa" in (printed + error).decode()
    assert b"Traceback" not in printed + error


def test_of_all_the_samples_people_none_is_told_of(world: World) -> None:
    values = {value for papers in world.truth.values() for value in planted(papers)}
    assert len(values) > 30
    assert leaks(Path(world.settings.home), values) == []
