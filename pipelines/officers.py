"""Who acts for which agency, as the settings say: the actor of a name, by the one table of roles."""

from collections.abc import Callable

from pipelines.settings import Settings, SettingsError
from warehouse.roles import Actor, Role, papers_within

SHAPE = "tên:vai:mã cơ quan[:mã đơn vị] / name:role:agency[:unit]"
BOUND = (Role.OFFICER, Role.AGENCY_ADMIN)
"""Roles that an officer may be given."""


def actor_of(settings: Settings, name: str) -> Actor | None:
    """The actor of that name; None when no roles are set, and then nobody is bound (an install of a single office).

    Where roles are set, a name that has none sees nothing. `SettingsError` for an entry that cannot be read.
    """
    known = _officers(settings.officers)
    return known.get(name.strip(), Actor(id=name, role=Role.OFFICER)) if known else None


def within(settings: Settings) -> Callable[[str], str | None]:
    """Name -> code of the agency whose waiting papers are theirs to see; None: every paper, empty: none."""
    known = _officers(settings.officers)
    return lambda name: papers_within(known.get(name.strip(), Actor(id=name, role=Role.OFFICER))) if known else None


def _officers(listed: str) -> dict[str, Actor]:
    actors = [_actor(entry) for entry in listed.split(",") if entry.strip()]
    return {actor.id: actor for actor in actors}


def _actor(entry: str) -> Actor:
    name, *rest = (part.strip() for part in entry.split(":"))
    role, agency, unit = [*rest, "", "", ""][:3]
    if not (name and agency and role in BOUND and len(rest) <= 3):
        raise SettingsError(f"officers / SOHOA_OFFICERS: {SHAPE}; role: {', '.join(BOUND)}")
    return Actor(id=name, role=Role(role), agency=agency, unit=unit)
