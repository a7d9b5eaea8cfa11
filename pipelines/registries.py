"""The registries as one lookup: who is asked about what, every question logged in the warehouse before it is asked."""

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx
from sqlalchemy import Engine

from assets.desk import Lookup
from connectors import judicial, population
from connectors.base import AccessLog, Registry
from connectors.business import Business
from connectors.cache import Answers, Cached
from connectors.civil_status import CivilStatus
from connectors.judicial import Judicial
from connectors.national_store import NationalStore
from connectors.population import Population
from connectors.sandbox.process import Sandbox
from connectors.snapshot import Snapshot, WithSnapshot
from connectors.tokens import Account
from connectors.web import Patience
from domain.errors import SourceError
from domain.facts import AccessEntry
from domain.subjects import Mention, RegistryRecord
from pipelines.settings import Settings, SettingsError
from warehouse import access

CONNECT = 2.0
"""Seconds to find out whether a server is there."""

SNAPSHOTS = "snapshots"
"""Folder under the home: `<registry>.parquet`."""


def lookup_from(settings: Settings, open_warehouse: Callable[[], Engine]) -> Lookup:
    """The lookup those settings describe; a registry without an address counts as away."""

    def log(entry: AccessEntry) -> None:
        access.note(open_warehouse(), entry)

    @cache
    def asked() -> dict[str, Registry]:
        return dict(_registries(settings, log))

    def lookup(registry: str, mention: Mention, purpose: str) -> RegistryRecord | None:
        if registry not in asked():
            raise SourceError(f"Chưa khai báo địa chỉ sổ đăng ký {registry} (sohoa.toml: {registry}_url).")
        return asked()[registry].lookup(mention, purpose=purpose, requester=settings.requester)

    return lookup


def _registries(settings: Settings, log: AccessLog) -> Iterator[tuple[str, Registry]]:
    """Each registry that can be asked: itself, an extract of it, or both, behind the kept answers."""
    answers = _answers(settings)
    live = connectors(settings, log)
    for name in ADDRESSES:
        path = _extract(settings, name)
        snapshot = Snapshot(path, log) if path.exists() else None
        if name not in live:
            if snapshot:
                yield name, snapshot
            continue
        registry = Cached(
            name=name,
            registry=live[name],
            answers=answers,
            log=log,
            fresh=timedelta(hours=settings.cache_hours),
            stale=timedelta(days=settings.cache_days),
        )
        yield name, WithSnapshot(registry, snapshot) if snapshot else registry


def connectors(settings: Settings, log: AccessLog) -> dict[str, Registry]:
    """The connector of every registry with an address."""
    patience, addresses = patience_from(settings), urls(settings)
    all_of_them: dict[str, Registry] = {
        "population": Population(population_account(settings), log, patience),
        "business": Business(platform_account(settings, "business"), log, patience),
        "civil_status": CivilStatus(platform_account(settings, "civil_status"), log, patience),
        "judicial": Judicial(judicial_account(settings), log, patience),
        "national_store": NationalStore(platform_account(settings, "national_store"), log, patience),
    }
    return {name: registry for name, registry in all_of_them.items() if addresses[name]}


ADDRESSES = ("population", "business", "civil_status", "judicial", "national_store")
"""The registries, each with a setting `<name>_url`."""


def urls(settings: Settings) -> dict[str, str]:
    """Registry -> its address; empty where it has none."""
    return {name: getattr(settings, f"{name}_url") for name in ADDRESSES}


def askable(settings: Settings) -> frozenset[str]:
    """The registries with an address or an extract here."""
    addresses = urls(settings)
    return frozenset(name for name in ADDRESSES if addresses[name] or _extract(settings, name).exists())


def reachable(settings: Settings, registry: str) -> bool:
    """Whether a registry's server takes connections; one with an extract alone is there, an unknown one is not."""
    url = httpx.URL(urls(settings).get(registry, ""))
    if not url.host:
        return registry in askable(settings)
    try:
        port = url.port or (443 if url.scheme == "https" else 80)
        socket.create_connection((url.host, port), timeout=CONNECT).close()
    except OSError:
        return False
    return True


def _extract(settings: Settings, registry: str) -> Path:
    return settings.home_path / SNAPSHOTS / f"{registry}.parquet"


def patience_from(settings: Settings) -> Patience:
    """How registries are asked."""
    return Patience(
        read=settings.registry_seconds,
        attempts=settings.registry_attempts,
        per_second=max(settings.registry_per_second, 1),
        at_once=max(settings.registry_at_once, 1),
    )


def _answers(settings: Settings) -> Answers:
    answers = Answers(settings.home_path / "answers.db", _key(settings))
    answers.purge(datetime.now(UTC) - timedelta(days=settings.cache_days, hours=settings.cache_hours))
    return answers


def _key(settings: Settings) -> bytes:
    """The key the settings give, else one of the home's own, made once."""
    if settings.cache_key:
        with suppress(ValueError):
            key = bytes.fromhex(settings.cache_key)
            if len(key) == 32:
                return key
        raise SettingsError("cache_key / SOHOA_CACHE_KEY: cần 64 chữ số hex (32 byte).")
    return _own_key(settings.home_path / "cache.key")


def _own_key(path: Path) -> bytes:
    with suppress(FileExistsError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{secrets.token_hex(4)}.tmp")
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(unfinished, path)  # the first of two that make it wins
        finally:
            unfinished.unlink()
    return path.read_bytes()


def population_account(settings: Settings) -> population.Account:
    """As whom the population registry is asked."""
    return population.Account(
        url=settings.population_url,
        user=settings.population_user,
        secret=settings.population_secret,
        api_key=settings.population_api_key,
        client=settings.population_client,
    )


def platform_account(settings: Settings, registry: str) -> Account:
    """As whom a registry of the national platform is asked."""
    url, user, secret = (getattr(settings, f"{registry}_{part}") for part in ("url", "user", "secret"))
    return Account(url=url, client_id=user, client_secret=secret)


def judicial_account(settings: Settings) -> judicial.Account:
    """As whom the judicial-record system is asked."""
    return judicial.Account(url=settings.judicial_url, key=settings.judicial_key, province=settings.judicial_province)


def with_sandbox(settings: Settings, sandbox: Sandbox) -> Settings:
    """The settings with the sandbox as their registries."""
    people, platform, forms = sandbox.population, sandbox.platform, sandbox.judicial
    shared = {
        f"{name}_{part}": value
        for name in ("business", "civil_status", "national_store")
        for part, value in (("url", platform.url), ("user", platform.client_id), ("secret", platform.client_secret))
    }
    return settings.but(
        population_url=people.url,
        population_user=people.user,
        population_secret=people.secret,
        population_api_key=people.api_key,
        population_client=people.client,
        judicial_url=forms.url,
        judicial_key=forms.key,
        **shared,
    )
