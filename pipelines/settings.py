"""The settings: `sohoa.toml`, each key overridable by the environment. Read here and nowhere else."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting that cannot be used; says which and what it may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, with the default it has when neither file nor environment gives it. See sohoa.toml."""

    home: str = ".sohoa"
    inbox: str = "inbox"
    warehouse_url: str = ""
    state_url: str = ""
    warehouse_key_file: str = ""
    warehouse_keys: str = ""
    warehouse_key_command: str = ""
    lang: str = "vi"
    settle_seconds: float = 5.0
    target_error: float = 0.001
    workers: int = 0
    page_seconds: float = 90.0
    max_bytes: int = 200_000_000
    max_pages: int = 500
    max_pixels: int = 80_000_000
    memory_mb: int = 3072
    trust_list: str = ""
    registries: str = "sandbox"
    population_url: str = ""
    business_url: str = ""
    population_user: str = ""
    population_secret: str = ""
    population_api_key: str = ""
    population_client: str = ""
    business_user: str = ""
    business_secret: str = ""
    civil_status_url: str = ""
    civil_status_user: str = ""
    civil_status_secret: str = ""
    judicial_url: str = ""
    judicial_key: str = ""
    judicial_province: str = "68"
    national_store_url: str = ""
    national_store_user: str = ""
    national_store_secret: str = ""
    registry_seconds: float = 10.0
    registry_attempts: int = 4
    registry_per_second: int = 20
    registry_at_once: int = 8
    cache_hours: float = 12.0
    cache_days: float = 30.0
    cache_key: str = ""
    sandbox_people: int = 0
    sandbox_companies: int = 0
    requester: str = "sohoa"
    purpose: str = "1.000656"
    host: str = "127.0.0.1"
    api_port: int = 8300
    dagster_port: int = 8301
    api_tokens: str = ""
    review_port: int = 8302
    reviewers: str = ""
    officers: str = ""
    api_secret: str = ""

    def but(self, **changes: Any) -> Self:
        """The same settings with those changed that are given and not None."""
        return replace(self, **{key: value for key, value in changes.items() if value is not None})

    @property
    def home_path(self) -> Path:
        """The home folder, absolute."""
        return Path(self.home).absolute()

    @property
    def inbox_path(self) -> Path:
        """The inbox folder, absolute."""
        return Path(self.inbox).absolute()

    @property
    def warehouse(self) -> str:
        """The warehouse's URL: the embedded SQLite when none is set."""
        return self.warehouse_url or f"sqlite:///{self.home_path / 'warehouse.db'}"

    @property
    def key_file(self) -> Path:
        """Where the warehouse's keys lie, when neither the environment nor a command gives them."""
        return Path(self.warehouse_key_file).absolute() if self.warehouse_key_file else self.home_path / "keys.json"

    @property
    def state(self) -> str:
        """The state database's URL."""
        return self.state_url or f"sqlite:///{self.home_path / 'state.db'}"

    @property
    def worker_count(self) -> int:
        """How many pages are read at once."""
        return self.workers or len(os.sched_getaffinity(0))

    def environment(self) -> dict[str, str]:
        """The settings as environment variables, for a child process that must see the same."""
        return {f"SOHOA_{key.upper()}": str(value) for key, value in asdict(self).items()}


def read(file: Path = ROOT / "sohoa.toml", environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force; `SettingsError` on an unknown key or a value of the wrong kind."""
    content = _parse(file)
    known = {field.name: field for field in fields(Settings)}
    if unknown := sorted(set(content) - set(known)):
        raise SettingsError(f"{file.name}: khóa lạ / unknown key: {', '.join(unknown)}")
    given = content | {
        key: environment[f"SOHOA_{key.upper()}"] for key in known if f"SOHOA_{key.upper()}" in environment
    }
    return Settings(**{key: _as(known[key].type, key, value) for key, value in given.items()})


def _parse(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name}: {error}") from error


def _as(kind: Any, key: str, value: Any) -> Any:
    try:
        return kind(value)
    except (TypeError, ValueError):
        raise SettingsError(f"{key} / SOHOA_{key.upper()}: cần kiểu {kind.__name__}, không phải {value!r}") from None
