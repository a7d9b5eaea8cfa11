import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from pandas import DataFrame

from catalog import document_types
from domain.documents import DocumentType, Extraction, Origin
from domain.kinds import KINDS, clean
from tests.validation.make import document, paper, spec, value
from validation.expectations import ExpectationResult, tables, validate
from validation.suite import SHAPES, Expected, columns, suite
from validation.tables import by_kind, declared

GOOD = {
    "text": "Kinh",
    "address": "Số 1, Phố Thử",
    "name": "TRẦN VĂN MẪU",
    "date": "2001-02-03",
    "date_or_year": "1960",
    "expiry": "Không thời hạn",
    "sex": "Nữ",
    "personal_id": "068301001234",
    "id": "250123456",
    "enterprise_code": "0100233488",
    "business_code": "41S8032562",
    "document_number": "28/2023/QĐ-UBND",
    "integer": "3",
    "money": "1500000000",
    "area": "1250.5",
    "phone": "+84912345678",
    "email": "mau@example.vn",
    "serial": "CT 01234567",
    "insurance_number": "DN4790123456789",
    "licence_class": "B2",
    "listing": '[{"code": "4711", "name": "Bán lẻ"}]',
}
BAD = dict.fromkeys(GOOD, "hai  dấu cách") | {"name": "TRẦN 5 VĂN", "document_number": "không số"}
SECRETS = [said for said in GOOD.values() if len(said) > 5]

EVERY = replace(paper(*(spec(f"of_{kind}", kind=kind) for kind in GOOD)), code="every")
TYPES: dict[str, DocumentType] = {"every": EVERY}
Tables = tuple[DataFrame, DataFrame]


def read(number: int) -> Extraction:
    fields = (value(f"of_{kind}", said) for kind, said in GOOD.items())
    return replace(document(*fields), scan=f"{number:02}" * 32, type="every")


def batch() -> Tables:
    """Two whole documents and one of unknown type, from three scans; a fourth could not be read."""
    unknown = Extraction(scan="99" * 32, index=0, pages=(1, 2), type="unknown", type_confidence=0.4, fields=())
    return tables([read(1), read(2), unknown])


def generated() -> list[Expected]:
    documents, _ = batch()
    return [*columns(), *suite(TYPES, documents, scans=4, errors=1)]


def ask(documents: DataFrame, fields: DataFrame) -> dict[str, ExpectationResult]:
    return {result.name: result for result in validate(documents, fields, TYPES, scans=4, errors=1)}


def put(table: int, column: str, said: object, row: int = 0) -> Callable[[Tables], None]:
    """Breaks one cell: of the documents (0) or the fields (1)."""

    def breaks(frames: Tables) -> None:
        frames[table].loc[frames[table].index[row], column] = said

    return breaks


def drop_column(table: int, column: str) -> Callable[[Tables], None]:
    return lambda frames: frames[table].drop(columns=column, inplace=True)


def add_field(**changes: object) -> Callable[[Tables], None]:
    def breaks(frames: Tables) -> None:
        fields = frames[1]
        fields.loc[len(fields)] = fields.loc[0].to_dict() | changes

    return breaks


def drop_field(frames: Tables) -> None:
    frames[1].drop(index=0, inplace=True)


def repeat_document(frames: Tables) -> None:
    documents = frames[0]
    documents.loc[len(documents)] = documents.loc[2].to_dict() | {"position": 1}


LAST = 2
"""Row of the document of unknown type, which has no fields."""

BREAKS: dict[str, Callable[[Tables], None]] = {
    "documents_have_their_columns": drop_column(0, "dpi"),
    "fields_have_their_columns": drop_column(1, "origin"),
    "documents_say_their_scan": put(0, "scan", None, LAST),
    "documents_say_their_document": put(0, "document", None, LAST),
    "documents_say_their_type": put(0, "type", None, LAST),
    "documents_say_their_type_confidence": put(0, "type_confidence", None),
    "documents_are_unique": repeat_document,
    "documents_have_their_place": lambda frames: put(0, "scan", frames[0].loc[0, "scan"], LAST)(frames),
    "documents_are_declared": put(0, "type", "love_letter", LAST),
    "documents_have_pages": put(0, "pages", 0),
    "documents_confidence_is_a_share": put(0, "type_confidence", 1.01),
    "scans_are_read_or_refused": lambda frames: frames[0].drop(index=LAST, inplace=True),
    "fields_say_their_document": add_field(document=None),
    "fields_say_their_name": add_field(name=None),
    "fields_say_their_confidence": put(1, "confidence", None),
    "fields_are_unique": add_field(),
    "fields_belong_to_documents": add_field(document="elsewhere"),
    "fields_confidence_is_a_share": put(1, "confidence", -0.01),
    "fields_have_an_origin": put(1, "origin", "hearsay"),
    "declared_fields_are_there": drop_field,
    "fields_are_declared": add_field(name="of_nothing"),
    "accepted_fields_have_a_value": put(1, "value", None),
    "values_were_read": put(1, "read", False),
}

ALSO = {
    "documents_have_their_place": {"scans_are_read_or_refused"},
    "documents_say_their_scan": {"scans_are_read_or_refused"},
    "fields_say_their_name": {"fields_are_declared"},
}
"""What cannot but fail too: a scan less is a scan not counted, a field without a name is not declared."""


def test_a_whole_batch_passes_and_everything_was_asked() -> None:
    results = ask(*batch())
    assert [name for name, result in results.items() if not result.success] == []
    assert set(results) == {expected.name for expected in generated()}
    assert all(result.checked for result in results.values())


SHAPED = "_values_have_their_shape"


@pytest.mark.parametrize(
    "expected", [one for one in generated() if not one.name.endswith(SHAPED)], ids=lambda expected: expected.name
)
def test_each_expectation_fails_when_its_data_is_broken_and_no_other_does(expected: Expected) -> None:
    frames = batch()
    BREAKS[expected.name](frames)
    results = ask(*frames)
    failed = {name for name, result in results.items() if not result.success}
    assert failed - ALSO.get(expected.name, set()) == {expected.name}
    found = results[expected.name]
    assert found.severity == expected.severity
    assert found.failed >= 1
    assert bool(found.failing_keys) != expected.table_wide
    assert expected.table_wide or found.failed == len(expected.failing(derived(expected, *frames)))


@cache
def of_ill_shaped_values() -> dict[str, ExpectationResult]:
    """The results when one value of every kind is broken."""
    frames = batch()
    for row, kind in enumerate(GOOD):
        put(1, "value", BAD[kind], row)(frames)
    return ask(*frames)


@pytest.mark.parametrize(
    "expected", [one for one in generated() if one.name.endswith(SHAPED)], ids=lambda expected: expected.name
)
def test_each_shape_fails_on_exactly_the_broken_value_of_its_kind(expected: Expected) -> None:
    found = of_ill_shaped_values()[expected.name]
    kind = expected.name.removesuffix(SHAPED)
    assert (found.success, found.severity, found.failed, found.checked) == (False, "warning", 1, 2)
    assert found.failing_keys == ((read(1).document, f"of_{kind}"),)


def test_ill_shaped_values_fail_nothing_but_their_shapes() -> None:
    failed = {name for name, result in of_ill_shaped_values().items() if not result.success}
    assert failed == {f"{kind}{SHAPED}" for kind in GOOD}


def derived(expected: Expected, documents: DataFrame, fields: DataFrame) -> DataFrame:
    """The table an expectation is put to."""
    if expected.table == "declared":
        return declared(documents, fields, TYPES)
    return by_kind(fields, TYPES) if expected.table == "fields" else documents


def test_failing_rows_are_named_by_document_and_field() -> None:
    frames = batch()
    put(1, "value", "2001/02/03", list(GOOD).index("date"))(frames)
    found = ask(*frames)["date_values_have_their_shape"]
    assert found.failing_keys == ((read(1).document, "of_date"),)


def test_no_failing_row_is_left_out_however_many_there_are() -> None:
    many = [replace(read(1), scan=f"{number:032}" + "0" * 32) for number in range(300)]
    documents, fields = tables(many)
    fields.loc[fields["name"] == "of_sex", "value"] = "khác"
    results = {result.name: result for result in validate(documents, fields, TYPES)}
    assert len(results["sex_values_have_their_shape"].failing_keys) == 300
    assert results["sex_values_have_their_shape"].failed == 300


def test_results_and_output_carry_no_value(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    frames = batch()
    for row, kind in enumerate(GOOD):
        put(1, "value", f"bí  mật {kind} TRẦN VĂN MẪU", row)(frames)
    said = repr(validate(*frames, TYPES)) + "".join(capfd.readouterr()) + caplog.text
    assert "bí  mật" not in said
    assert not any(secret in said for secret in SECRETS)


def test_an_empty_batch_passes_when_nothing_was_to_be_read() -> None:
    assert all(result.success for result in validate(*tables([]), TYPES, scans=0))
    lost = {result.name: result.success for result in validate(*tables([]), TYPES, scans=1)}
    assert not lost["scans_are_read_or_refused"]


def test_the_suite_of_the_real_catalog_has_a_shape_for_each_of_its_kinds() -> None:
    documents, fields = tables([])
    names = {result.name for result in validate(documents, fields, document_types())}
    kinds = {declared.kind for type_ in document_types().values() for declared in type_.fields}
    assert {f"{kind}_values_have_their_shape" for kind in kinds} <= names


def test_shapes_are_those_of_existing_kinds_and_fit_what_cleaning_answers() -> None:
    assert set(SHAPES) <= set(KINDS)
    assert {kind: clean(kind, said) for kind, said in GOOD.items()} == GOOD


def test_every_origin_may_stand_in_the_table() -> None:
    fields = tuple(value(f"of_{kind}", said, origin=Origin.CODE) for kind, said in GOOD.items())
    coded = replace(read(1), fields=fields)
    assert all(result.success for result in validate(*tables([coded]), TYPES))


NO_SOCKET = """
import sys
opened = []
sys.addaudithook(lambda event, _: opened.append(event) if event.startswith("socket.") else None)
import great_expectations
from tests.validation.test_expectations import batch, TYPES, validate
reached = set(opened) - {"socket.__new__", "socket.bind"}  # urllib3 tries on loopback whether there is IPv6
opened.clear()
assert len(validate(*batch(), TYPES)) > 20
sys.exit(f"reached out: {reached}, {opened}" if reached or opened else 0)
"""


def test_no_socket_is_opened_to_validate_and_nothing_is_reached_by_importing() -> None:
    done = subprocess.run([sys.executable, "-c", NO_SOCKET], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
