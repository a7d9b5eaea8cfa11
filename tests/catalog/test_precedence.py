"""Whose word counts: every row names real attributes, sources and papers, and says from when and by what right."""

from datetime import date

from catalog import document_types, precedence
from domain.documents import Origin
from domain.precedence import EVERY

ORIGINS = {origin.value for origin in Origin}


def test_every_row_names_what_there_is() -> None:
    told = {
        name.partition(".")[2] for kind in document_types().values() for spec in kind.fields for name in spec.attributes
    }
    others = {"old_id", "spouse_name", EVERY}
    for rule in precedence():
        assert set(rule.attributes) <= told | others, set(rule.attributes) - told - others
        assert {source.partition(":")[0] for group in rule.sources for source in group} <= ORIGINS
        assert set(rule.papers) <= set(document_types())
        assert date.fromisoformat(rule.since)
        assert rule.basis


def test_every_source_has_a_place_in_every_row_once() -> None:
    for rule in precedence():
        named = [source for group in rule.sources for source in group]
        assert len(named) == len(set(named))
        assert set(named) >= ORIGINS


def test_no_attribute_has_two_rows_of_one_day() -> None:
    rows = [(attribute, rule.since) for rule in precedence() for attribute in rule.attributes]
    assert len(rows) == len(set(rows))


def test_a_validity_rule_names_fields_and_types_there_are() -> None:
    for kind in document_types().values():
        names = {spec.name for spec in kind.fields}
        for rule in (kind.validity, *kind.former_validity):
            assert {*rule.chain, *rule.order, *([rule.field] if rule.field else [])} <= names, kind.code
            assert set(rule.ended_by) <= set(document_types())
            assert date.fromisoformat(rule.since)
            assert rule.basis
        days = [rule.since for rule in (*kind.former_validity, kind.validity)]
        assert days == sorted(set(days)), kind.code
