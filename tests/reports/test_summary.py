"""The counts a user sees."""

from dataclasses import replace

from domain.documents import Extraction, FieldValue
from domain.subjects import Judgement, Link, SubjectKind
from ledger.arrivals import Balance
from reports.summary import summarise

READ = Extraction(
    scan="s", index=0, pages=(1,), type="birth_certificate", type_confidence=1.0,
    fields=(FieldValue(name="number", value="1/2020"), FieldValue(name="sex", value="Nam")),
)  # fmt: skip
LINK = Link(
    scan="s", document=READ.document, role="paper", kind=SubjectKind.PAPER, registry="civil_status", key="1/2020",
    score=1.0, judgement=Judgement.SAME, origin="MACHINE", explanation={}, reason="confirmed", seen="x",
    confirms=("number",),
)  # fmt: skip


def test_a_field_that_two_registries_settle_is_counted_once() -> None:
    verified = READ.with_fields((replace(READ.fields[0], value=None), READ.fields[1]))
    links = (LINK, replace(LINK, registry="national_store"))
    said = summarise(Balance(), [READ], [verified], [], links, [])
    assert (said.fields_read, said.fields_verified, said.straight_through) == (2, 2, 1.0)
