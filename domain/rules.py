"""Rules the catalog publishes as dated rows: whose word counts first, and what a procedure asks for."""

from dataclasses import dataclass

from domain.documents import STRICT

EVERY = "*"
"""In place of an attribute: every one that has no row of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedenceRule:
    """Whose word on these attributes counts first, from a day on.

    `sources` are groups, first wins; in one group the later day wins. A source is an origin (`human`, `ocr`, …),
    `registry` (any of them) or one registry (`registry:population`).
    """

    __pydantic_config__ = STRICT

    attributes: tuple[str, ...]
    since: str
    """ISO date from which it holds; before the first row of an attribute that first row holds."""
    sources: tuple[tuple[str, ...], ...]
    papers: tuple[str, ...] = ()
    """Document types that go before all others within a group, first wins."""
    timeless: bool = False
    """True of the subject at all times (a birth date), whatever the day of the paper that says so."""
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One paper a procedure asks for: any one of `types` will do."""

    __pydantic_config__ = STRICT

    code: str
    """Our own short name of it within the procedure; never changes once published."""
    name: str
    """Vietnamese, as the procedure calls it."""
    types: tuple[str, ...] = ()
    """Document types any of which satisfies it; none where no stored paper can (an application, a drawing)."""
    roles: tuple[str, ...] = ()
    """Roles on such a paper in which the applicant may stand; by default the one of which it chiefly speaks."""
    required: bool = True
    """False: asked for in some cases only."""
    database: str = ""
    """The national database whose answer stands in for the paper, empty when there is none."""
    basis: str = ""
    """The rule by which that database replaces the paper."""
    basis_since: str = ""
    basis_until: str = ""
    """Last day of that rule; empty when none is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One administrative procedure of `catalog/procedures/<file>.yaml`, and the papers it asks for."""

    __pydantic_config__ = STRICT

    code: str
    """National code, `N.NNNNNN`."""
    title: str
    subject: str
    """person or company: whom the dossier is about."""
    legal_basis: str
    components: tuple[Component, ...]

    def component(self, code: str) -> Component | None:
        """The component of that code."""
        return next((one for one in self.components if one.code == code), None)
