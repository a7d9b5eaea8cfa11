"""One generated paper: its pages as images and the exact truth of what they show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from samples.companies import Company
from samples.drawing import Canvas
from samples.fields import ROLES
from samples.people import Person

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper. `fields`: every declared field, canonical or None; `boxes`: page from 1 and box in pixels."""

    type: str
    layout: str
    seed: int
    level: int
    dpi: int
    pages: tuple[Image.Image, ...]
    canvases: tuple[Canvas, ...]
    rotations: tuple[int, ...]
    skews: tuple[float, ...]
    fields: dict[str, Any]
    boxes: dict[str, tuple[int, Box]]
    roles: dict[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> tuple[Person, ...]:
        """Every person on the paper."""
        found = [one for one in self.roles.values() if isinstance(one, Person)]
        company = self.roles.get("company")
        return (*found, *(member for member, _part in company.members)) if company else tuple(found)

    @property
    def companies(self) -> tuple[Company, ...]:
        """Every company on the paper."""
        return tuple(one for one in self.roles.values() if isinstance(one, Company))

    def links(self) -> dict[str, str]:
        """What linking must find for each role whose number is printed, when the registry agrees with the paper."""
        return {role: "SAME" for role, name in ROLES[self.type].items() if name and self.fields.get(name)}

    def truth(self, *, first_page: int = 1) -> dict[str, Any]:
        """The truth as JSON values, its pages counted from `first_page` of the file."""
        shift = first_page - 1
        return {
            "type": self.type,
            "layout": self.layout,
            "pages": [number + first_page for number in range(len(self.pages))],
            "level": self.level,
            "dpi": self.dpi,
            "rotation": self.rotations[0],
            "skew": self.skews[0],
            "fields": self.fields,
            "boxes": {name: {"page": page + shift, "box": list(box)} for name, (page, box) in self.boxes.items()},
            "link": self.links(),
        }

    def json(self) -> str:
        """The truth as text."""
        return json.dumps(self.truth(), ensure_ascii=False, indent=1)


def canonical(canvases: Sequence[Canvas], names: Sequence[str]) -> dict[str, Any]:
    """Every declared field with what the pages printed of it, None where they did not."""
    printed: dict[str, Any] = {}
    for canvas in canvases:
        printed |= {name: truth for name, truth in canvas.truth.items() if truth not in (None, "", [])}
    unknown = set(printed) - set(names)
    if unknown:
        raise ValueError(f"printed but not declared: {sorted(unknown)}")
    return {name: printed.get(name) for name in names}
