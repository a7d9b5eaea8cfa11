"""Civil status, judicial record, national store: what each says of a paper, in the project's words."""

import contextlib
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from connectors import civil_status, judicial, national_store
from connectors.base import Away
from connectors.sandbox.process import Sandbox
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord
from tests.connectors.world import BIRTH_NUMBER, BORN, CASES, FORM_NUMBER, NAME, NUMBER, QUICK, paper

MEMBERS = (
    "statusCode", "data", "soDangKy", "nksHoTen", "nksNgaySinh", "nksNoiSinh", "meHoTen", "soDinhDanh", "ketQuaXuLy",
    "soPhieuLLTP", "ngayCapPhieu", "quyetDinhThuHoi", "errorCode", "result", "DanhSachGiayToKetQua", "MaKetQua",
    "SoKyHieu", "DanhSachTepDinhKem", "TenTep",
)  # fmt: skip
NOTHING = "Không có thông tin"


def ask(name: str, sandbox: Sandbox, mention: Mention) -> RegistryRecord | None:
    case = next(case for case in CASES if case.name == name)
    return case.make(sandbox, lambda entry: None, QUICK).lookup(mention, purpose="1.1", requester="cb")


def answered(parse: Any, mention: Mention, **answer: Any) -> RegistryRecord | None:
    found: RegistryRecord | None = parse(json.dumps(answer).encode(), mention)
    return found


def births(*entries: dict[str, Any], number: str | None = BIRTH_NUMBER) -> RegistryRecord | None:
    return answered(civil_status.parse, paper("KS", number), statusCode="00", data=list(entries))


def test_a_birth_says_of_each_person_what_the_register_says(sandbox: Sandbox) -> None:
    record = ask("civil_status", sandbox, paper("KS", BIRTH_NUMBER))
    assert record
    said = record.attributes
    assert said["holder.full_name"] == NAME.upper()
    assert (said["holder.date_of_birth"], said["holder.personal_id"], said["holder.sex"]) == (BORN, NUMBER, "Nữ")
    assert (said["mother.full_name"], said["mother.date_of_birth"]) == ("Cil Yến", "1965")
    assert (said["paper.number"], said["paper.registered_on"]) == (BIRTH_NUMBER, "1990-03-01")
    assert said["holder.home_town"] == "xã Lạc Lâm, huyện Đơn Dương"


def test_words_for_the_unknown_are_no_data(sandbox: Sandbox) -> None:
    record = ask("civil_status", sandbox, paper("KS", BIRTH_NUMBER))
    assert record
    assert not [value for value in record.attributes.values() if "thông tin" in value.casefold()]
    assert not [name for name in record.attributes if name.startswith("father.")]


def test_of_several_entries_the_one_of_the_papers_number_is_meant_and_else_none() -> None:
    entries = ({"soDangKy": "12/2019", "nksHoTen": "A"}, {"soDangKy": "7/2020", "nksHoTen": "A"})
    named = births(*entries, number="07/2020")
    assert named
    assert named.key == "7/2020"
    assert births(*entries, number="8/2020") is None
    alone = births(entries[0], number="8/2020")
    assert alone
    assert alone.key == "12/2019", "the difference is for linkage to see"


def test_a_number_that_lost_its_zero_has_it_back() -> None:
    record = births({"soDangKy": BIRTH_NUMBER, "soDinhDanh": int(NUMBER)})
    assert record
    assert record.attributes["holder.personal_id"] == NUMBER


def test_a_form_that_holds_is_not_revoked_and_one_that_was_taken_back_says_so(sandbox: Sandbox) -> None:
    good = ask("judicial", sandbox, paper("", FORM_NUMBER))
    assert good
    assert (good.attributes["paper.convictions"], good.attributes["paper.form"]) == ("Không có án tích", "1")
    assert not [name for name in good.attributes if "revo" in name]
    for decision in ({"soQuyetDinh": "5/QĐ", "ngayQuyetDinh": "15/01/2026"}, "5/QĐ"):
        gone = answered(
            judicial.parse,
            paper("", FORM_NUMBER),
            statusCode="00",
            ketQuaXuLy={"soPhieuLLTP": FORM_NUMBER, "quyetDinhThuHoi": decision},
        )
        assert gone
        assert gone.attributes["paper.revocation"] == "5/QĐ"
    assert births({"soDangKy": "1"}, number="1")


@pytest.mark.parametrize("status", ["01", "03", ""])
def test_a_judicial_system_that_asks_to_be_asked_again_is_away(status: str) -> None:
    with pytest.raises(Away):
        answered(judicial.parse, paper("", FORM_NUMBER), statusCode=status, ketQuaXuLy=None)


def test_any_other_judicial_status_is_a_refusal() -> None:
    with pytest.raises(Refused):
        answered(judicial.parse, paper("", FORM_NUMBER), statusCode="07")


def test_a_form_of_another_number_is_no_answer() -> None:
    result = {"soPhieuLLTP": "9/LLTP"}
    assert answered(judicial.parse, paper("", FORM_NUMBER), statusCode="00", ketQuaXuLy=result) is None


def test_a_stored_result_says_where_its_files_lie(sandbox: Sandbox) -> None:
    record = ask("national_store", sandbox, paper("KQ.G15.000031", BIRTH_NUMBER))
    assert record
    assert record.attributes["paper.number"] == BIRTH_NUMBER
    assert [set(file) for file in json.loads(record.attributes["paper.stored_files"])] == [{"name", "path"}]


def test_the_national_store_is_told_who_asks_and_for_which_procedure() -> None:
    asked = national_store.question(paper("KQ.G15.000031", "1"), purpose="1.001193", requester="cb.lam")
    assert (asked["MaThuTuc"], asked["SoDinhDanhNguoiYeuCau"]) == ("1.001193", "cb.lam")


@pytest.mark.parametrize("name", ["civil_status", "judicial", "national_store"])
def test_the_registry_answers_nobody_without_an_account(name: str, sandbox: Sandbox) -> None:
    path = {"civil_status": civil_status.PATH, "judicial": judicial.PATH, "national_store": national_store.PATH}[name]
    assert httpx.post(sandbox.url + path, json={"soDinhDanh": NUMBER}).status_code == 401


@pytest.mark.parametrize("name", ["civil_status", "judicial", "national_store"])
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"<a/>", b'{"statusCode": "99"}', b'{"errorCode": "5"}', b"[" * 100_000]
)
def test_nonsense_is_neither_an_answer_nor_a_not_found(name: str, body: bytes) -> None:
    module = {"civil_status": civil_status, "judicial": judicial, "national_store": national_store}[name]
    with pytest.raises((Away, Refused)):
        module.parse(body, paper("KS", BIRTH_NUMBER))


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.sampled_from(["00", "0", NOTHING, BIRTH_NUMBER, "KS"]),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(MEMBERS), inner, max_size=5),
)


@settings(deadline=None, max_examples=60)
@given(JSON)
def test_any_json_is_an_answer_away_or_refused_and_nothing_else(answer: Any) -> None:
    body = json.dumps({"statusCode": "00", "errorCode": "0", "data": answer, "ketQuaXuLy": answer, "result": answer})
    for module in (civil_status, judicial, national_store):
        with contextlib.suppress(Away, Refused):
            module.parse(body.encode(), paper("KS", BIRTH_NUMBER))


def test_a_name_of_the_other_generation_never_comes_from_another_person(sandbox: Sandbox) -> None:
    stranger = Mention(
        **{name: getattr(paper("KS", BIRTH_NUMBER), name) for name in Mention.__slots__} | {"full_name": "Lê Mẫu"}
    )
    assert ask("civil_status", sandbox, stranger) is None
