"""The prefill API as a server's factory: `uvicorn pipelines.api:create --factory`."""

from fastapi import FastAPI

from catalog import document_types, forms, procedures
from pipelines import settings as configuration
from pipelines.signing import secret
from pipelines.vault import warehouse_of
from reuse.app import Catalog, create_app


def create() -> FastAPI:
    """The API over the warehouse of the settings in force."""
    settings = configuration.read()
    engine = warehouse_of(settings)
    return create_app(engine, catalog(), secret=secret(settings), fixed_tokens=tokens(settings.api_tokens))


def catalog() -> Catalog:
    """Everything declared that can be asked for."""
    return Catalog(forms=forms(), procedures=procedures(), types=document_types())


def tokens(listed: str) -> dict[str, str]:
    """Bearer token -> the caller's name, from `name:token,name:token`."""
    pairs = (pair.split(":", 1) for pair in listed.split(",") if ":" in pair)
    return {token.strip(): name.strip() for name, token in pairs}
