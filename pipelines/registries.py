"""The registries as one lookup: by kind of subject, every question logged in the warehouse before it is asked."""

from collections.abc import Callable

from sqlalchemy import Engine

from assets.desk import Lookup
from connectors.base import Registry
from connectors.business import BusinessRegistry
from connectors.population import PopulationRegistry
from domain.errors import SourceError
from domain.facts import AccessEntry
from domain.subjects import Mention, RegistryRecord, SubjectKind
from pipelines.settings import Settings
from warehouse import access


def lookup_from(settings: Settings, open_warehouse: Callable[[], Engine]) -> Lookup:
    """The lookup those settings describe; a registry without an address counts as away."""

    def log(entry: AccessEntry) -> None:
        with open_warehouse().begin() as connection:
            access.record(connection, entry)

    registries: dict[SubjectKind, Registry] = {}
    credentials = {"user": settings.registry_user, "secret": settings.registry_secret}
    if settings.population_url:
        registries[SubjectKind.PERSON] = PopulationRegistry(settings.population_url, log=log, **credentials)
    if settings.business_url:
        registries[SubjectKind.COMPANY] = BusinessRegistry(settings.business_url, log=log, **credentials)

    def lookup(mention: Mention, purpose: str) -> RegistryRecord | None:
        registry = registries.get(mention.kind)
        if registry is None:
            raise SourceError(f"Chưa khai báo địa chỉ sổ đăng ký cho {mention.kind} (sohoa.toml).")
        return registry.lookup(mention, purpose=purpose, requester=settings.requester)

    return lookup
