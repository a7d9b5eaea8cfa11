"""The rules of the house that no linter knows; docs/design.md says why."""

import ast
import importlib.util
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STAGES = (
    "domain",
    "catalog",
    "ledger",
    "ocr",
    "validation",
    "connectors",
    "linkage",
    "warehouse",
    "reuse",
    "review",
    "reports",
)
PACKAGES = (*STAGES, "assets", "pipelines", "samples")
FOLDERS = {*PACKAGES, "docs", "setup", "tests", "benchmarks", "training"}
LOCAL = {"inbox", "dist", "build", "__pycache__"}
"""Folders that work leaves behind; never committed."""
HEAVY = ("dagster", "pandas", "great_expectations", "cv2", "onnxruntime", "fastapi")
SERVERS = {
    "review.app",
    "reuse.app",
    "reuse.errors",
    "reuse.facts_route",
    "reuse.gate",
    "reuse.json_body",
    "reuse.store_routes",
}
"""Modules that are a web server, imported only to serve."""
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION, LONGEST_ASSET = 300, 40, 8, 12

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    """The Python files of those folders; generated migrations are not ours to shape."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return tuple(file for file in files if file.parent.name != "versions")


@cache
def functions(*folders: str) -> tuple[tuple[str, Function], ...]:
    """Every function, with where it stands."""
    found = []
    for file in sources(*folders):
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        found += [(f"{file.relative_to(ROOT)}:{n.lineno} {n.name}", n) for n in nodes if isinstance(n, Function)]
    return tuple(found)


def lines(node: Function) -> int:
    """Lines from `def` to the end, docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def body_lines(node: Function) -> int:
    """Lines after the signature and the docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def is_asset(node: Function) -> bool:
    """Whether Dagster runs it: an asset, a check, a sensor, a schedule."""
    names = " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
    return bool(re.search(r"\b(asset|multi_asset|asset_check|multi_asset_check|op|sensor|schedule)\b", names))


def tracked() -> Iterator[Path]:
    """The files git knows, or all but the hidden ones where there is no git."""
    git = shutil.which("git")
    done = git and subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done and done.returncode == 0:
        yield from (ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())
        return
    yield from (file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if file.is_file())


def text_of(file: Path) -> str:
    """The text of a file, empty when it is not text."""
    content = file.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="ignore")


def test_the_folders_are_those_of_the_design() -> None:
    there = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert there - LOCAL - FOLDERS == set()
    assert set(PACKAGES) - there == set()


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_of_ours_is_ours(name: str) -> None:
    spec = importlib.util.find_spec(name)
    assert spec
    assert spec.origin == str(ROOT / name / "__init__.py")


def test_tests_are_no_packages_that_could_hide_ours() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_dagster_can_read_the_annotations_of_assets() -> None:
    postponed = [file for file in sources("assets", "pipelines") if "import annotations" in file.read_text("utf-8")]
    assert postponed == []


def test_assets_are_thin() -> None:
    assets = [(where, body_lines(node)) for where, node in functions("assets", "pipelines") if is_asset(node)]
    assert assets, "no asset recognised: this test would see nothing"
    assert [asset for asset in assets if asset[1] > LONGEST_ASSET] == []


def test_no_file_is_long() -> None:
    counts = {file: len(file.read_text("utf-8").splitlines()) for file in sources(*FOLDERS)}
    assert {str(file.relative_to(ROOT)): count for file, count in counts.items() if count > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    assert [(where, lines(node)) for where, node in functions(*FOLDERS) if lines(node) > LONGEST_FUNCTION] == []


def test_most_functions_are_small() -> None:
    assert statistics.median(lines(node) for _, node in functions(*PACKAGES)) <= MEDIAN_FUNCTION


def test_the_import_rule_holds() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("stage", STAGES)
def test_importing_a_stage_loads_nothing_heavy(stage: str) -> None:
    modules = [stage, *(f"{stage}.{file.stem}" for file in sorted((ROOT / stage).glob("*.py")))]
    wanted = [module for module in modules if not module.endswith("__init__") and module not in SERVERS]
    code = f"import sys, importlib\nfor m in {wanted}: importlib.import_module(m)\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(HEAVY) & set(done.stdout.split()) == set()


def test_no_file_names_a_package_host_or_a_place_of_one_machine() -> None:
    hosts = ("pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "docker" + ".io", "gh" + "cr.io")
    place = re.compile(r"(?<![\w./}])/(?:root|work|home/\w+|opt)/\w")
    texts = {str(file.relative_to(ROOT)): text_of(file) for file in tracked()}
    named = [(name, host) for name, text in texts.items() for host in hosts if host in text]
    placed = [(name, found.group()) for name, text in texts.items() for found in place.finditer(text)]
    assert (named, placed) == ([], [])
