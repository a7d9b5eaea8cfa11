import re
from pathlib import Path

import pytest

import domain.subjects
from domain.subjects import Link
from linkage.link import link_all
from linkage.reasons import REASONS, message
from tests.linkage.cases import AWAY, NAME, NUMBER, SEEN, Registry, company, known, person

SOURCE = Path(domain.subjects.__file__)


def made(mention, answer) -> Link:
    (only,) = link_all([mention], Registry(answer), seen=SEEN)
    return only


def test_every_reason_the_domain_names_is_a_sentence_and_no_other() -> None:
    documented = re.search(r"reason: str\n    \"\"\"Short code: (.*?)\"\"\"", SOURCE.read_text("utf-8"), re.DOTALL)
    assert documented
    words = re.sub(r"\([^)]*\)", "", documented[1])
    assert {word.strip(" .") for word in words.replace("\n", " ").split(",")} == set(REASONS)


@pytest.mark.parametrize(
    ("mention", "answer", "says"),
    [
        (person(name="Lê Ba"), known(), "tên không khớp"),
        (person(born="1980"), known(), "ngày sinh không khớp"),
        (person(), AWAY, "Cơ sở dữ liệu quốc gia về dân cư chưa trả lời"),
        (company(), None, "Cơ sở dữ liệu về đăng ký doanh nghiệp không có"),
    ],
)
def test_the_officer_is_told_what_differs_and_of_which_registry(mention, answer, says: str) -> None:
    text = message(made(mention, answer))
    assert says in text
    assert NUMBER not in text
    assert NAME not in text
