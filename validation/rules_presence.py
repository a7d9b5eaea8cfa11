"""Rules about what a paper must give at all."""

from collections.abc import Iterator

from domain.findings import Severity
from validation.registry import Broken, Case, rule


def _why(case: Case, name: str) -> str:
    if case.field(name).raw:
        return "có đọc được chữ nhưng không thành giá trị hợp lệ"
    return "không tìm thấy trên giấy"


def _checked_as_required(case: Case, name: str) -> bool:
    return case.type.spec(name).required and "required" in case.type.rules


@rule(Severity.ERROR)
def required(case: Case) -> Iterator[Broken]:
    """A field the type declares as required has a value."""
    for spec in case.type.fields:
        if spec.required and case.value(spec.name) is None:
            yield Broken(spec.name, f"Thiếu thông tin bắt buộc “{spec.label}”: {_why(case, spec.name)}.")


@rule(Severity.WARNING)
def not_found(case: Case) -> Iterator[Broken]:
    """Every other declared field has a value, or the reason why not is said."""
    for spec in case.type.fields:
        if case.value(spec.name) is None and not _checked_as_required(case, spec.name):
            yield Broken(spec.name, f"Không có “{spec.label}”: {_why(case, spec.name)}.")
