import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.findings import Hold, HoldReason
from tests.validation.make import SCAN, document, paper
from validation.decisions import fields_of, parse, template

READ = document(date_of_birth="1995-03-12", full_name="TRẦN VĂN MẪU")
FIELDS = fields_of([READ], {"paper": paper("date_of_birth", "full_name")})
GOOD = {
    "scan": SCAN,
    "seen": READ.digest,
    "reviewer": "cb-01",
    "decided_at": "2026-11-23T09:30:00+07:00",
    "accepted": True,
    "values": {"date_of_birth": "1995-03-13", "full_name": None},
    "links": {"holder": "SAME"},
    "reason": "So với bản quét.",
}
HOLD = Hold(
    scan=SCAN,
    document=READ.document,
    seen=READ.digest,
    reason=HoldReason.UNSURE_VALUE,
    field="date_of_birth",
    message="Chưa chắc.",
    value="1995-03-12",
    confidence=0.5,
    page=1,
)


def test_a_whole_decision_is_read_exactly() -> None:
    (said,), problems = parse(json.dumps({"decisions": [GOOD]}), FIELDS)
    assert problems == ()
    assert (said.scan, said.seen, said.reviewer, said.reason) == (SCAN, READ.digest, "cb-01", "So với bản quét.")
    assert said.decided_at == datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert (said.accepted, said.values, said.links) == (True, GOOD["values"], GOOD["links"])


def test_a_bare_list_bytes_and_a_byte_order_mark_are_taken() -> None:
    assert len(parse(b"\xef\xbb\xbf" + json.dumps([GOOD]).encode(), FIELDS)[0]) == 1


def test_values_and_links_may_be_left_out() -> None:
    (said,), _ = parse(json.dumps([{key: GOOD[key] for key in GOOD if key not in ("values", "links")}]))
    assert (said.values, said.links) == ({}, {})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reviewer": " "}, "reviewer"),
        ({"reason": ""}, "reason"),
        ({"scan": None}, "scan"),
        ({"seen": 5}, "seen"),
        ({"decided_at": "2026-11-23T09:30:00"}, "múi giờ"),
        ({"decided_at": "hôm qua"}, "decided_at"),
        ({"accepted": "yes"}, "accepted"),
        ({"accepted": None}, "accepted"),
        ({"values": []}, "values"),
        ({"values": {"full_name": 5}}, "values"),
        ({"values": {"full_name": ""}}, "để trống"),
        ({"values": {"love": "x"}}, "loại giấy tờ này không có"),
        ({"values": {"date_of_birth": "13/03/1995"}}, "YYYY-MM-DD"),
        ({"values": {"full_name": "TRẦN  VĂN MẪU"}}, "full_name"),
        ({"links": {"holder": "MAYBE"}}, "SAME"),
        ({"links": "SAME"}, "links"),
        ({"value": {}}, "khóa không rõ"),
    ],
)
def test_a_malformed_entry_is_said_and_the_others_are_taken(change: dict[str, object], says: str) -> None:
    taken, (problem,) = parse(json.dumps([GOOD, GOOD | change, GOOD]), FIELDS)
    assert len(taken) == 2
    assert problem.index == 1
    assert says in problem.message
    assert problem.message.startswith("Quyết định thứ 2: ")


def test_a_problem_never_repeats_a_value() -> None:
    _, (problem,) = parse(json.dumps([GOOD | {"values": {"date_of_birth": "13/03/1995"}}]), FIELDS)
    assert "13/03" not in problem.message


@pytest.mark.parametrize(
    "content", ["", "{", "5", "{}", '{"decisions": {}}', b"\xff\xfe", "[" * 100_000, '["\\ud800"]']
)
def test_a_file_that_is_no_list_of_decisions_is_one_problem(content: str | bytes) -> None:
    assert [problem.index for problem in parse(content)[1]] == [None]


LEAVES = st.none() | st.booleans() | st.floats() | st.text()
KEYS = st.sampled_from([*GOOD, "x"])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))


@settings(max_examples=50, deadline=None)
@given(JSON)
def test_no_json_whatsoever_breaks_reading(content: object) -> None:
    taken, problems = parse(json.dumps([content, GOOD]), FIELDS)
    assert len(taken) + len(problems) in (1, 2)


def test_an_entry_that_is_no_object_is_a_problem() -> None:
    assert parse("[5]")[1][0].index == 0


def test_a_decision_on_unknown_text_is_left_for_others_to_void() -> None:
    assert len(parse(json.dumps([GOOD | {"seen": "old"}]), FIELDS)[0]) == 1


def test_an_unfilled_template_is_refused_and_a_filled_one_taken() -> None:
    link = Hold(scan=SCAN, document=READ.document, seen="pair", reason=HoldReason.UNSURE_LINK, role="holder")
    away = Hold(scan=SCAN, document=READ.document, seen="away", reason=HoldReason.REGISTRY_AWAY, role="holder")
    blank = template([HOLD, link, away])
    assert [entry["seen"] for entry in blank["decisions"]] == [READ.digest, "pair"]
    assert blank["decisions"][0]["held"][0]["value"] == "1995-03-12"
    taken, problems = parse(json.dumps(blank, ensure_ascii=False), FIELDS)
    assert (len(taken), len(problems)) == (0, 2)
    for entry in blank["decisions"]:
        entry |= {name: GOOD[name] for name in ("reviewer", "decided_at", "accepted", "reason")}
    blank["decisions"][0]["values"] = {"date_of_birth": "1995-03-12"}
    blank["decisions"][1]["links"] = {"holder": "DIFFERENT"}
    taken, problems = parse(json.dumps(blank, ensure_ascii=False), FIELDS)
    assert (len(taken), len(problems)) == (2, 0)
