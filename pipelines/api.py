"""The prefill API as a server's factory: `uvicorn pipelines.api:create --factory`."""

from fastapi import FastAPI

from catalog import forms
from pipelines import settings as configuration
from pipelines.vault import warehouse_of
from reuse.app import create_app


def create() -> FastAPI:
    """The API over the warehouse of the settings in force."""
    settings = configuration.read()
    return create_app(warehouse_of(settings), forms(), tokens=tokens(settings.api_tokens))


def tokens(listed: str) -> dict[str, str]:
    """Bearer token -> the caller's name, from `name:token,name:token`."""
    pairs = (pair.split(":", 1) for pair in listed.split(",") if ":" in pair)
    return {token.strip(): name.strip() for name, token in pairs}
