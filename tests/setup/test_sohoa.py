"""The entry script: sets up once, hands over at once afterwards, and says what to do when it cannot."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from samples.fonts import FAMILIES
from tests.setup.machine import ROOT, STAND_IN, Machine, machine, write

APT_THAT_KNOWS_NOTHING_YET = """#!/bin/sh
echo "apt-get $*" >>"$CALLS"
case "$*" in
*" update"*) : >"$CALLS.updated" ;;
*" install "*) [ -e "$CALLS.updated" ] || exit 100 ;;
esac
"""


@pytest.fixture
def bench(tmp_path: Path) -> Machine:
    return machine(tmp_path)


@pytest.fixture
def ready(bench: Machine) -> Machine:
    """The same with the set-up done."""
    assert bench.run("setup").returncode == 0
    (bench.base / "calls").unlink()
    return bench


@pytest.mark.parametrize("shell", ["dash", "sh"])
def test_the_script_is_plain_posix_shell(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    assert subprocess.run([shell, "-n", ROOT / "sohoa"], capture_output=True).returncode == 0


def test_the_first_start_sets_up_from_the_locks_and_hands_over(bench: Machine) -> None:
    done = bench.run("held", "--json")
    assert (done.returncode, done.stdout) == (0, "handed over: held --json OMP_THREAD_LIMIT=1\n")
    kinds = [" ".join(call.split()[:3]) for call in bench.calls]
    assert kinds == ["python -m venv", "python -m pip", "uv sync index=", "uv install index="]
    assert all("--require-hashes" in call for call in bench.calls[1:3])
    assert "--no-deps" in bench.calls[3]


def test_what_the_set_up_says_never_mixes_with_the_answer(bench: Machine) -> None:
    done = bench.run("held")
    assert done.stdout.startswith("handed over")
    assert "Cài các gói Python đã khóa phiên bản" in done.stderr


def test_a_second_start_asks_nothing_of_python_pip_or_uv(ready: Machine) -> None:
    done = ready.run("held")
    assert done.stdout.startswith("handed over: held")
    assert (done.stderr, ready.calls) == ("", [])


@pytest.mark.parametrize("command", ["setup", "test", "held"])
def test_an_environment_another_made_serves_who_may_not_write_it(ready: Machine, command: str) -> None:
    (ready.checkout / ".venv/setup.log").unlink()
    assert ready.run(command).returncode == 0
    assert not (ready.checkout / ".venv/setup.log").exists()


def test_the_exit_code_is_that_of_the_command(ready: Machine) -> None:
    assert ready.run("read", COMMAND_EXIT="3").returncode == 3


def test_words_with_spaces_reach_the_command_whole(ready: Machine) -> None:
    write(ready.checkout / ".venv/bin/sohoa", '#!/bin/sh\nprintf "%s|" "$@"\n')
    assert ready.run("read", "giấy khai sinh.pdf", "", "*").stdout == "read|giấy khai sinh.pdf||*|"


def test_a_changed_lock_sets_up_again(ready: Machine) -> None:
    with (ready.checkout / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    ready.run("held")
    assert any(call.startswith("uv sync") for call in ready.calls)


def test_a_moved_checkout_makes_its_environment_anew(ready: Machine, tmp_path: Path) -> None:
    moved = machine(tmp_path / "khác")
    shutil.rmtree(moved.checkout)
    ready.checkout.rename(moved.checkout)
    assert moved.run("held").stdout.startswith("handed over")
    assert "python -m venv" in moved.calls


def test_an_environment_whose_python_is_gone_is_made_anew(ready: Machine) -> None:
    (ready.checkout / ".venv/bin/python").unlink()
    assert ready.run("held").stdout.startswith("handed over")
    assert "python -m venv" in ready.calls


def test_a_failed_download_says_so_and_the_next_start_goes_on(bench: Machine) -> None:
    failed = bench.run("held", UV_FAILS="1")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "could not connect" in failed.stderr
    assert "chạy lại" in failed.stderr
    assert bench.run("held").stdout.startswith("handed over")
    assert bench.calls.count("python -m venv") == 1


def test_two_first_starts_at_once_set_up_once(bench: Machine) -> None:
    both = [bench.start("held", UV_SECONDS="0.5") for _ in range(2)]
    answers = [start.communicate(timeout=60)[0] for start in both]
    assert all(answer.startswith("handed over") for answer in answers)
    assert sum(call.startswith("uv sync") for call in bench.calls) == 1


def test_the_index_and_certificates_pip_is_told_of_hold_for_uv_too(bench: Machine) -> None:
    told = "global.index-url='https://mirror.example/index'\nglobal.cert='/etc/ca.crt'"
    bench.run("held", PIP_CONFIG=told)
    assert "uv sync index=https://mirror.example/index certificates=/etc/ca.crt" in "\n".join(bench.calls)


def test_a_link_to_the_script_finds_its_own_folder(ready: Machine) -> None:
    (ready.base / "links").mkdir()
    link = ready.base / "links" / "sohoa"
    link.symlink_to(Path("..") / ready.checkout.name / "sohoa")
    done = subprocess.run([link, "held"], env=ready.environment(), capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("handed over: held")


def test_missing_programs_are_named_where_there_is_no_apt(bench: Machine) -> None:
    done = bench.without("tesseract", "pdftoppm").run("held")
    assert done.returncode == 1
    assert "thiếu: tesseract-ocr tesseract-ocr-script-viet poppler-utils " in done.stderr


def test_the_message_is_english_when_asked_for(bench: Machine) -> None:
    done = bench.without("tesseract").run("held", "--lang", "en")
    assert "missing: tesseract-ocr tesseract-ocr-script-viet" in done.stderr


def test_without_root_and_sudo_the_command_to_run_by_hand_is_said(bench: Machine) -> None:
    bench.program("apt-get")
    bench.program("dpkg-query")
    done = bench.without("pdftoppm").run("held")
    assert done.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends poppler-utils" in done.stderr.replace("\n", " ")
    assert not any(call.startswith("apt-get") for call in bench.calls)


def test_a_sudo_that_wants_a_password_is_not_asked_without_a_terminal(bench: Machine) -> None:
    for name in ("apt-get", "dpkg-query"):
        bench.program(name)
    bench.program("sudo", STAND_IN.format(name="sudo") + "exit 1\n")
    done = bench.without("pdftoppm").run("held")
    assert done.returncode == 1
    assert [call for call in bench.calls if "sudo" in call] == ["sudo -n true"]


@pytest.mark.parametrize(("answer", "installs"), [("", True), ("y", True), ("c", True), ("n", False), ("?", False)])
def test_a_person_at_the_terminal_is_asked_before_sudo(bench: Machine, answer: str, *, installs: bool) -> None:
    for name in ("apt-get", "dpkg-query"):
        bench.program(name)
    bench.program("sudo", '#!/bin/sh\necho "sudo $1" >>"$CALLS"\nexec "$@"\n')
    code, seen = bench.without("pdftoppm").run_at_terminal(answer, "held")
    assert "bằng sudo: poppler-utils" in seen
    assert any(call.startswith("apt-get") for call in bench.calls) == installs
    assert code == (0 if installs else 1)


def test_the_list_of_packages_is_fetched_only_when_the_first_try_fails(bench: Machine) -> None:
    bench.program("dpkg-query")
    bench.program("id", "#!/bin/sh\necho 0\n")
    bench.program("apt-get", APT_THAT_KNOWS_NOTHING_YET)
    bench.without("pdftoppm").run("held")
    asked = [call.split()[4] for call in bench.calls if call.startswith("apt-get")]
    assert asked == ["install", "update", "install"]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["--lang", "en", "--help"]])
def test_asking_for_help_installs_nothing(bench: Machine, arguments: list[str]) -> None:
    done = bench.run(*arguments)
    assert (done.returncode, bench.calls) == (0, [])
    assert "./sohoa demo" in done.stderr


def test_doctor_installs_nothing_and_says_what_is_missing(bench: Machine) -> None:
    done = bench.without("pdftoppm").run("doctor")
    assert (done.returncode, bench.calls) == (1, [])
    assert "poppler-utils" in done.stderr
    assert "sohoa setup" in done.stderr


def test_doctor_hands_over_once_there_is_a_python_to_ask(ready: Machine) -> None:
    assert ready.run("doctor").stdout.startswith("handed over: doctor")


@pytest.mark.parametrize(("mypy", "pytests", "answer"), [(0, 0, 0), (2, 0, 2), (2, 5, 5), (0, 5, 5)])
def test_test_runs_every_check_and_fails_with_the_first_that_fails(
    ready: Machine, mypy: int, pytests: int, answer: int
) -> None:
    write(ready.checkout / ".venv/bin/mypy", STAND_IN.format(name="mypy") + f"exit {mypy}\n")
    assert ready.run("test", PYTEST_EXIT=str(pytests)).returncode == answer
    assert ready.calls == [
        "ruff check --no-cache .",
        "ruff format --check .",
        "mypy ",
        "lint-imports ",
        "python -m pytest -n 2 --dist loadgroup",
    ]


def test_test_with_arguments_is_pytest_with_them(ready: Machine) -> None:
    assert ready.run("test", "-k", "một tên").returncode == 0
    assert ready.calls == ["python -m pytest -k một tên"]


def test_the_tests_get_every_font_the_samples_are_printed_in() -> None:
    script = (ROOT / "sohoa").read_text("utf-8")
    found = re.search(r'^test_packages="(.*)"$', script, re.MULTILINE)
    assert found
    assert {family.package for family in FAMILIES.values()} <= set(found.group(1).split())


def test_the_build_machine_runs_what_a_person_runs() -> None:
    commands = [line for line in (ROOT / ".ci/run").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert commands == ['exec "$(dirname "$0")/../sohoa" test']
