"""Registries to try and test against: a real HTTP server with the wire shapes of the real ones and invented people.

It listens on 127.0.0.1 only. Its accounts are no secrets: there is nothing behind them but inventions.
"""

from connectors import judicial, population, tokens

USER = "sandbox"
API_KEY = "sandbox-api-key"
CLIENT = "VN/GOV/SANDBOX/SOHOA"
SHARED = "sandbox-shared"
POPULATION_PATH = "/population"
FAULTS_PATH = "/_sandbox/faults"


def population_account(url: str) -> population.Account:
    """The account for the population registry of the sandbox at `url`."""
    return population.Account(url=url + POPULATION_PATH, user=USER, secret=SHARED, api_key=API_KEY, client=CLIENT)


def platform_account(url: str) -> tokens.Account:
    """The account for business registry, civil status and national store of the sandbox at `url`."""
    return tokens.Account(url=url, client_id=USER, client_secret=SHARED)


def judicial_account(url: str) -> judicial.Account:
    """The account for the judicial-record system of the sandbox at `url`."""
    return judicial.Account(url=url, key=SHARED)
