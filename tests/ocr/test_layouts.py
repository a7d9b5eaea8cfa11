"""What other offices print is understood: extraction alone, on the letters as printed, without images."""

import json
import random
from dataclasses import replace

import pytest

from benchmarks.readings import printed
from domain.scans import Reading
from ocr.documents import find
from samples import generate

KINDS = generate.types()


def values(extraction):
    said = {field.name: field.value for field in extraction.fields}
    return {name: json.loads(value) if value and value.startswith("[") else value for name, value in said.items()}


def compared(kind, layout, seed):
    """How many printed fields are right, how many there are, and the fields in which something else was said."""
    reading, truth = printed(kind, seed, layout)
    found = find(reading)
    assert [one.type for one in found] == [kind], (layout, seed)
    said = values(found[0])
    shown = {name: value for name, value in truth["fields"].items() if value is not None}
    right = [name for name, value in shown.items() if said[name] == value]
    invented = [name for name, value in said.items() if value is not None and name not in shown]
    return len(right), len(shown), invented


@pytest.mark.parametrize("kind", KINDS)
def test_papers_of_other_offices_and_years_give_their_fields(kind):
    seen = [compared(kind, layout, 101) for layout in generate.variants(kind)]
    assert sum(right for right, _, _ in seen) >= 0.95 * sum(shown for _, shown, _ in seen)
    assert [invented for _, _, invented in seen if invented] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_drawn_in_three_layouts_and_more(kind):
    assert len(generate.layouts(kind) + generate.variants(kind)) >= 4
    assert len(generate.variants(kind)) >= 3
    assert not set(generate.layouts(kind)) & set(generate.variants(kind))


@pytest.mark.parametrize("seed", range(4))
def test_a_bundle_is_split_into_its_papers_in_order_and_each_keeps_its_own_values(seed):
    chance = random.Random(seed)
    kinds = chance.sample([kind for kind in KINDS if kind != "citizen_id_card"], 4)
    kinds.insert(chance.randrange(5), "citizen_id_card")
    parts = [printed(kind, 200 + seed, chance.choice(generate.variants(kind))) for kind in kinds]
    pages = [page for reading, _truth in parts for page in reading.pages]
    bundle = Reading(scan="0" * 64, engine="printed", pages=tuple(
        replace(page, number=number) for number, page in enumerate(pages, 1)))  # fmt: skip
    found = find(bundle)
    assert [one.type for one in found] == kinds
    assert [page for one in found for page in one.pages] == list(range(1, len(pages) + 1))
    for one, (reading, _truth) in zip(found, parts, strict=True):
        assert values(one) == values(find(reading)[0])
