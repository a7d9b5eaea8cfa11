"""The registries as one lookup: by kind of subject, every question logged in the warehouse before it is asked."""

from collections.abc import Callable

from sqlalchemy import Engine

from assets.desk import Lookup
from connectors import business, population
from connectors.base import Registry
from connectors.business import Business
from connectors.population import Population
from connectors.sandbox.process import Sandbox
from domain.errors import SourceError
from domain.facts import AccessEntry
from domain.subjects import Mention, RegistryRecord, SubjectKind
from pipelines.settings import Settings
from warehouse import access


def lookup_from(settings: Settings, open_warehouse: Callable[[], Engine]) -> Lookup:
    """The lookup those settings describe; a registry without an address counts as away."""

    def log(entry: AccessEntry) -> None:
        access.note(open_warehouse(), entry)

    asked: dict[SubjectKind, Registry] = {}
    if settings.population_url:
        asked[SubjectKind.PERSON] = Population(population_account(settings), log)
    if settings.business_url:
        asked[SubjectKind.COMPANY] = Business(business_account(settings), log)

    def lookup(mention: Mention, purpose: str) -> RegistryRecord | None:
        registry = asked.get(mention.kind)
        if registry is None:
            raise SourceError(f"Chưa khai báo địa chỉ sổ đăng ký cho {mention.kind} (sohoa.toml).")
        return registry.lookup(mention, purpose=purpose, requester=settings.requester)

    return lookup


def population_account(settings: Settings) -> population.Account:
    """As whom the population registry is asked."""
    return population.Account(
        url=settings.population_url,
        user=settings.population_user,
        secret=settings.population_secret,
        api_key=settings.population_api_key,
        client=settings.population_client,
    )


def business_account(settings: Settings) -> business.Account:
    """As whom the business registry is asked."""
    return business.Account(
        url=settings.business_url, client_id=settings.business_user, client_secret=settings.business_secret
    )


def with_sandbox(settings: Settings, sandbox: Sandbox) -> Settings:
    """The settings with the sandbox as their registries."""
    people, companies = sandbox.population, sandbox.business
    return settings.but(
        population_url=people.url,
        population_user=people.user,
        population_secret=people.secret,
        population_api_key=people.api_key,
        population_client=people.client,
        business_url=companies.url,
        business_user=companies.client_id,
        business_secret=companies.client_secret,
    )
