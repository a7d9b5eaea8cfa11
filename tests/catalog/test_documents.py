import re

import pytest

from catalog import document_types
from domain.kinds import KINDS
from ocr.anchors import label, normal
from ocr.extract import readers
from samples.fields import FIELDS

HINTS = {
    "opens", "column", "mark", "section", "heads", "inner", "within", "reader", "columns", "lines", "wrap", "until",
    "drop", "pattern", "code", "case", "handwritten", "words", "symbol", "list",
}  # fmt: skip
RULES = {
    "required", "id_structure", "enterprise_code_check", "dates_real", "dates_in_order", "date_in_words",
    "qr_against_print", "mrz_check",
}  # fmt: skip
TYPES = sorted(document_types())


def test_every_type_of_the_contract_is_declared_with_exactly_its_fields_in_order():
    declared = {code: tuple(spec.name for spec in kind.fields) for code, kind in document_types().items()}
    assert {code: set(names) for code, names in declared.items()} == {c: set(n) for c, n in FIELDS.items()}
    assert all(len(set(names)) == len(names) for names in declared.values())


@pytest.mark.parametrize("code", TYPES)
def test_every_kind_and_rule_named_exists(code):
    kind = document_types()[code]
    assert {spec.kind for spec in kind.fields} <= set(KINDS)
    assert set(kind.rules) <= RULES
    assert "required" in kind.rules


@pytest.mark.parametrize("code", TYPES)
def test_every_anchor_and_title_compiles_and_is_folded(code):
    kind = document_types()[code]
    for phrase in (*kind.titles, *(anchor for spec in kind.fields for anchor in spec.anchors)):
        assert label(normal(phrase)).pattern.search(normal(phrase)), phrase
        assert phrase == phrase.lower()


@pytest.mark.parametrize("code", TYPES)
def test_every_hint_is_known_and_points_at_something(code):
    kind = document_types()[code]
    names = {spec.name for spec in kind.fields}
    sections = {spec.hints.get("opens") for spec in kind.fields} | {kind.subject}
    for spec in kind.fields:
        assert set(spec.hints) <= HINTS, spec.name
        assert spec.hints.get("reader") in {None, *readers()}
        assert spec.hints.get("within") in {None, *names}
        assert spec.hints.get("section") in {None, *sections}
        re.compile(spec.hints.get("until", ""))


@pytest.mark.parametrize("code", TYPES)
def test_every_field_can_be_found_somehow_and_says_something_of_somebody(code):
    for spec in document_types()[code].fields:
        assert spec.anchors or "reader" in spec.hints, spec.name
        assert spec.attributes, spec.name
        assert spec.label


@pytest.mark.parametrize("code", TYPES)
def test_roles_and_validity_name_declared_fields(code):
    kind = document_types()[code]
    names = {spec.name for spec in kind.fields}
    for role in kind.roles:
        assert {role.id, role.full_name, role.born} <= {*names, "", None}
    assert kind.subject in {None, *(role.name for role in kind.roles)}
    assert kind.validity.kind in {"permanent", "printed_expiry", "period", "superseded", "unknown"}
    assert kind.validity.field in {None, *names}
    assert (kind.validity.kind in {"printed_expiry", "period"}) <= (kind.validity.field is not None)
    assert (kind.validity.kind == "period") == (kind.validity.months is not None)
    assert kind.validity.basis
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", kind.validity.since)
