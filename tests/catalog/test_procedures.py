"""Every procedure of the catalog is whole, and can be satisfied by papers we can read."""

import re
from pathlib import Path

import pytest

from catalog import CatalogError, document_types, forms, procedures

CODES = sorted(procedures())


@pytest.mark.parametrize("code", CODES)
def test_a_procedure_names_its_law_and_papers_that_exist(code: str) -> None:
    procedure = procedures()[code]
    assert re.fullmatch(r"\d\.\d{6}", procedure.code)
    assert procedure.subject in ("person", "company")
    assert procedure.legal_basis
    assert procedure.components
    assert len({one.code for one in procedure.components}) == len(procedure.components)
    assert {kind for one in procedure.components for kind in one.types} <= set(document_types())


@pytest.mark.parametrize("code", CODES)
def test_a_role_named_by_a_component_stands_on_each_of_its_papers(code: str) -> None:
    for component in procedures()[code].components:
        for kind in component.types:
            assert set(component.roles) <= {role.name for role in document_types()[kind].roles}


@pytest.mark.parametrize("code", sorted(forms()))
def test_each_form_is_asked_for_in_a_procedure_that_is_declared(code: str) -> None:
    form = forms()[code]
    known = [procedures()[purpose] for purpose in form.purposes if purpose in procedures()]
    assert known
    assert {one.subject for one in known} == {form.subject}


def test_two_procedures_may_not_share_a_code(tmp_path: Path) -> None:
    text = "code: '1.000001'\ntitle: a\nsubject: person\nlegal_basis: b\ncomponents: []\n"
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    with pytest.raises(CatalogError):
        procedures(tmp_path)
