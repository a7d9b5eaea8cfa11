"""What of the environment is missing or wrong, and the command that mends it.

Only looks: makes no file that stays, changes no database. What must be said before there is a Python says `./sohoa`.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.errors import SourceError
from pipelines.doctor_databases import databases, keys
from pipelines.examining import Check, State, Words, nearest
from pipelines.settings import ROOT, Settings

HOME_ZONE = "Asia/Ho_Chi_Minh"
LEAST_FREE = 2 * 1024**3
"""Bytes: about 2,000 pages with their originals and readings."""
TESSERACT = "sudo apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-script-viet"
POPPLER = "sudo apt-get install -y --no-install-recommends poppler-utils"
AGAIN = "rm -f .venv/sohoa-ready && ./sohoa setup"


def doctor(settings: Settings) -> int:
    """Prints every check in the language of the settings; 0 when nothing is wrong, else 1."""
    english = settings.lang == "en"
    checks = examine(settings)
    for check in checks:
        print(f"{check.state} {check.name[english]}: {check.found[english]}")
        if check.mend:
            print(f"    → {check.mend}")
    wrong = sum(check.state is State.WRONG for check in checks)
    ends = {True: ("Mọi thứ sẵn sàng.", "All is ready."), False: (f"{wrong} điều phải sửa.", f"{wrong} to mend.")}
    print(ends[wrong == 0][english])
    return int(wrong > 0)


def examine(settings: Settings) -> tuple[Check, ...]:
    """Every check of the environment those settings describe."""
    return tuple(check for look in LOOKS for check in look(settings))


def _python(_: Settings) -> Iterator[Check]:
    found = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}, {sys.prefix}"
    yield Check(name=("Python", "Python"), state=State.GOOD, found=(found, found))


def _tesseract(_: Settings) -> Iterator[Check]:
    name = ("Tesseract", "Tesseract")
    version = _first_line("tesseract", "--version").removeprefix("tesseract").strip()
    if not version:
        yield Check(name=name, state=State.WRONG, found=("chưa cài", "not installed"), mend=TESSERACT)
        return
    old = version.lstrip("v").split(".")[0] in {"3", "4"}
    found = (f"{version}; cần bản 5", f"{version}; version 5 is needed") if old else (version, version)
    yield Check(
        name=name, state=State.WRONG if old else State.GOOD, found=found, mend="sudo apt-get upgrade" if old else ""
    )
    yield _model()


def _model() -> Check:
    from ocr import engine

    name = ("Mô hình tiếng Việt", "Vietnamese model")
    try:
        model = engine.model()
    except SourceError:
        return Check(name=name, state=State.WRONG, found=("chưa cài", "not installed"), mend=TESSERACT)
    if model != engine.BEST:
        found = (f"chỉ có “{model}”, đọc nhầm ngày tháng", f"only “{model}”, which misreads dates")
        return Check(name=name, state=State.WRONG, found=found, mend=TESSERACT)
    return Check(name=name, state=State.GOOD, found=(model, model))


def _poppler(_: Settings) -> Iterator[Check]:
    name = ("Poppler (đọc PDF)", "Poppler (reads PDF)")
    version = _first_line("pdftoppm", "-v")
    if version:
        yield Check(name=name, state=State.GOOD, found=(version, version))
    else:
        yield Check(name=name, state=State.WRONG, found=("chưa cài", "not installed"), mend=POPPLER)


def _second_reader(_: Settings) -> Iterator[Check]:
    from ocr import second

    name = ("Bộ đọc thứ hai", "Second reader")
    if second.available():
        yield Check(name=name, state=State.GOOD, found=(second.READER, second.READER))
        return
    found = ("chưa có: nhiều giá trị hơn phải chờ người kiểm tra", "absent: more values wait for a person")
    yield Check(name=name, state=State.NOTE, found=found, mend=AGAIN)


def _network(_: Settings) -> Iterator[Check]:
    from ocr.child import Child
    from ocr.offline import is_cut

    name = ("Mạng của tiến trình đọc tệp", "Network of the processes that parse files")
    child = Child(1024)
    child.ask(is_cut, 10.0)
    cut = child.answer(30.0)
    child.end()
    found = ("đã cắt", "cut off") if cut else ("còn mở: máy không có seccomp", "open: this machine has no seccomp")
    yield Check(name=name, state=State.GOOD if cut else State.NOTE, found=found)


def _home(settings: Settings) -> Iterator[Check]:
    name = ("Thư mục trạng thái", "Home of all state")
    home = settings.home_path
    place = nearest(home)
    if not _writable(place):
        found = (f"không ghi được vào {place}", f"cannot write to {place}")
        yield Check(name=name, state=State.WRONG, found=found, mend=f'sudo chown "$(id -un)" "{place}"')
        return
    new = ("" if home.exists() else " (sẽ được tạo)", "" if home.exists() else " (will be made)")
    yield Check(name=name, state=State.GOOD, found=(f"{home}{new[0]}", f"{home}{new[1]}"))
    yield _room(place)


def _room(place: Path) -> Check:
    name = ("Đĩa trống", "Free disk")
    free = shutil.disk_usage(place).free
    found = (f"{free / 1024**3:.1f} GB ở {place}", f"{free / 1024**3:.1f} GB at {place}")
    if free >= LEAST_FREE:
        return Check(name=name, state=State.GOOD, found=found)
    return Check(name=name, state=State.WRONG, found=found, mend="SOHOA_HOME=… (ổ đĩa rộng hơn / a larger disk)")


def _clock(_: Settings) -> Iterator[Check]:
    name = ("Giờ và múi giờ", "Clock and time zone")
    try:
        now = datetime.now(ZoneInfo(HOME_ZONE))
    except ZoneInfoNotFoundError:
        found = (f"thiếu dữ liệu {HOME_ZONE}", f"no data of {HOME_ZONE}")
        yield Check(name=name, state=State.WRONG, found=found, mend="sudo apt-get install -y tzdata")
        return
    made = datetime.fromtimestamp((ROOT / "pyproject.toml").stat().st_mtime, UTC)
    shown = f"{now:%Y-%m-%d %H:%M %z}"
    if now < made - timedelta(days=1):
        found = (f"{shown}: sớm hơn cả ngày của mã nguồn", f"{shown}: before the program itself was made")
        yield Check(name=name, state=State.WRONG, found=found, mend="sudo timedatectl set-ntp true")
    else:
        yield Check(name=name, state=State.GOOD, found=(shown, shown))


def _ports(settings: Settings) -> Iterator[Check]:
    name = ("Cổng của ./sohoa up", "Ports of ./sohoa up")
    ports = {"SOHOA_API_PORT": settings.api_port, "SOHOA_DAGSTER_PORT": settings.dagster_port}
    busy = {setting: port for setting, port in ports.items() if not _free(settings.host, port)}
    shown = ", ".join(str(port) for port in (busy or ports).values())
    if not busy:
        yield Check(name=name, state=State.GOOD, found=(shown, shown))
        return
    found = (f"{shown} đang bận: ./sohoa up sẽ dùng cổng khác", f"{shown} in use: ./sohoa up will take another")
    yield Check(name=name, state=State.NOTE, found=found, mend=" ".join(f"{setting}=…" for setting in busy))


def _registries(settings: Settings) -> Iterator[Check]:
    if settings.registries == "sandbox":
        found = ("sổ thử của chính chương trình", "our own sandbox")
        yield Check(name=("Sổ đăng ký", "Registries"), state=State.GOOD, found=found)
        return
    yield _registry(("CSDL dân cư", "Population registry"), settings.population_url, "SOHOA_POPULATION_URL")
    yield _registry(("CSDL doanh nghiệp", "Business registry"), settings.business_url, "SOHOA_BUSINESS_URL")
    for name, url, setting in (
        (("CSDL hộ tịch", "Civil status"), settings.civil_status_url, "SOHOA_CIVIL_STATUS_URL"),
        (("CSDL lý lịch tư pháp", "Judicial records"), settings.judicial_url, "SOHOA_JUDICIAL_URL"),
        (("Kho số hóa quốc gia", "National store"), settings.national_store_url, "SOHOA_NATIONAL_STORE_URL"),
    ):
        if url:  # a paper is asked about only where its register has an address
            yield _registry(name, url, setting)


def _registry(name: Words, url: str, setting: str) -> Check:
    parts = urlsplit(url)
    if not parts.hostname:
        return Check(name=name, state=State.WRONG, found=("chưa có địa chỉ", "no address"), mend=f"{setting}=https://…")
    try:
        port = parts.port or {"http": 80}.get(parts.scheme, 443)
        socket.create_connection((parts.hostname, port), timeout=5).close()
    except (OSError, ValueError):
        found = (f"không nối được tới {parts.hostname}", f"cannot reach {parts.hostname}")
        return Check(name=name, state=State.WRONG, found=found, mend=f"{setting}=… (sohoa.toml)")
    return Check(name=name, state=State.GOOD, found=(parts.hostname, parts.hostname))


def _first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).strip().split("\n")[0]


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _free(host: str, port: int) -> bool:
    try:
        socket.create_server((host, port)).close()
    except OSError:
        return False
    return True


LOOKS: tuple[Callable[[Settings], Iterator[Check]], ...] = (
    _python, _tesseract, _poppler, _second_reader, _network, _home, databases, keys, _clock, _ports, _registries,
)  # fmt: skip
