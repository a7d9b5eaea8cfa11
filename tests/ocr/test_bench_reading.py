"""The reading benchmark counts what must count against us."""

from benchmarks.reading import Run, _judge
from benchmarks.reading_score import score
from domain.documents import Extraction, FieldValue
from ocr.page import ENGINE


def read_as(kind: str, *fields: FieldValue) -> Extraction:
    return Extraction(scan="0" * 64, index=0, pages=(1,), type=kind, type_confidence=0.9, fields=fields, engine=ENGINE)


def test_what_is_accepted_under_a_wrong_type_is_wrong() -> None:
    truth = {"type": "birth_certificate", "level": 0, "fields": {"full_name": "NGÔ THỊ MẪU"}}
    day = FieldValue(name="issued_on", raw="18/09/2010", value="2010-09-18", confidence=0.9999, accepted=True)
    held = FieldValue(name="place", raw="Ngày", value="Ngày", confidence=0.5)
    run = Run()
    _judge(run, "x", [], [read_as("official_document", day, held)], truth)
    counted = score(run.cases)
    assert (counted.accepted, counted.accepted_wrong, counted.invented) == (1, 1, 1)
    assert run.types[0] == [False]
