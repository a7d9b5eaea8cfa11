"""Rules about what a citizen card says more than once: in print, in its QR code and in its MRZ."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from domain.documents import FieldSpec, FieldValue, Origin
from domain.findings import Severity
from domain.kinds import fold
from validation.cards import mrz_agrees, mrz_lines, mrz_parts, mrz_says, qr_says
from validation.registry import Broken, Case, rule

PRINT = "print:"
"""Starts the note in which the reader keeps the printed reading when a code overrode it."""

ALIKE = 80
"""Least likeness (0 to 100) of two readings of one long text; addresses are printed on several lines."""

PAPER = {"id_issued_on": "issued_on"}
"""Where a paper's own attribute says the same as the holder's."""


def _field(case: Case, attribute: str) -> FieldSpec | None:
    """The field of the card's holder that says this attribute."""
    holder = case.saying(f"{case.type.subject}.{attribute}")
    return holder or case.saying(f"paper.{PAPER.get(attribute, attribute)}")


def _printed(field: FieldValue) -> str | None:
    """What the print was read as, also where a code overrode it."""
    noted = next((note.removeprefix(PRINT) for note in field.notes if note.startswith(PRINT)), None)
    return noted or (None if field.origin is Origin.CODE else field.value)


def _agree(attribute: str, printed: str, coded: str) -> bool:
    """Whether print and code say the same; marks and capitals, which a reader easily gets wrong, do not count."""
    left, right = fold(printed), fold(coded)
    return fuzz.token_sort_ratio(left, right) >= ALIKE if attribute == "residence" else left == right


def _coded(case: Case) -> Iterator[tuple[FieldSpec, str, str]]:
    """What a QR code says of a field, with the attribute: as read here, else as the reader took it from a code."""
    codes = [code.text for code in case.extraction.codes if code.kind == "qr"]
    said = [(_field(case, attribute), attribute, value) for text in codes for attribute, value in qr_says(text).items()]
    yield from ((spec, attribute, value) for spec, attribute, value in said if spec)
    known = {spec.name for spec, _, _ in said if spec}
    for spec in case.type.fields if codes else ():
        field = case.field(spec.name)
        if field.origin is Origin.CODE and field.value and spec.name not in known:
            yield spec, "residence" if spec.kind == "address" else spec.name, field.value


@rule(Severity.ERROR)
def qr_against_print(case: Case) -> Iterator[Broken]:
    """The QR code of a card says what its print says."""
    for spec, attribute, coded in _coded(case):
        printed = _printed(case.field(spec.name))
        if printed and not _agree(attribute, printed, coded):
            yield Broken(spec.name, f"“{spec.label}” in trên thẻ không khớp mã QR.")


def _failed_digits(case: Case, zone: str) -> Iterator[Broken]:
    failed = dict.fromkeys(part.attribute for part in mrz_parts(zone) if not part.holds)
    for attribute in failed:
        spec = _field(case, attribute)
        label = f" ở “{spec.label}”" if spec else ""
        yield Broken(spec.name if spec else None, f"Dòng mã máy đọc (MRZ) sai số kiểm tra{label}.")


def _differing(case: Case, zone: str) -> Iterator[Broken]:
    for attribute, coded in mrz_says(zone).items():
        spec = _field(case, attribute)
        value = case.value(spec.name) if spec else None
        if spec and value and not mrz_agrees(attribute, value, coded):
            yield Broken(spec.name, f"“{spec.label}” không khớp dòng mã máy đọc (MRZ).")


@rule(Severity.ERROR)
def mrz_check(case: Case) -> Iterator[Broken]:
    """The check digits of a card's MRZ hold, and it says what the card's fields say."""
    for zone in filter(None, (mrz_lines(code.text) for code in case.extraction.codes if code.kind == "mrz")):
        failed = list(_failed_digits(case, zone))
        misread = {broken.field for broken in failed}
        yield from failed
        yield from (broken for broken in _differing(case, zone) if broken.field not in misread)
