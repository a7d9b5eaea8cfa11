import contextlib
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from connectors import tokens
from connectors.base import Away
from connectors.business import DETAIL_PATH, Business, parse
from connectors.sandbox.process import Sandbox
from connectors.web import Web
from domain.errors import SourceError
from domain.subjects import Mention, RegistryRecord
from tests.connectors.world import CODE, COMPANY, NAME, NUMBER, OLD_CODE, QUICK, TWO_HEADED, company, order

MEMBERS = (
    "data", "GetEntCert", "MainInformation", "ENTERPRISE_GDT_CODE", "CAPITAL_AMOUNT", "FOUNDING_DATE", "HOAdress",
    "AddressFullText", "Representatives", "FULL_NAME", "BusinessActivity", "CODE", "NAME", "MaSoDoanhNghiep",
    "DaiDienPhapLuat", "ThongTinCaNhan", "SoGiayChungThuc", "DiaChiTruSo", "DiaChi", "NganhNgheKinhDoanh", "MaNganh",
)  # fmt: skip


def ask(sandbox: Sandbox, mention: Mention) -> RegistryRecord:
    record = Business(sandbox.platform, lambda entry: None, QUICK).lookup(mention, purpose="1.1", requester="cb")
    assert record is not None
    return record


def read(answer: dict[str, Any]) -> dict[str, str]:
    record = parse(json.dumps(answer).encode())
    assert record is not None
    return record.attributes


def old(**data: Any) -> dict[str, Any]:
    return {"data": {"MainInformation": {"NAME": "A", "ENTERPRISE_GDT_CODE": CODE}} | data}


def test_the_new_generation_of_answers_is_understood(sandbox: Sandbox) -> None:
    said = ask(sandbox, company()).attributes
    assert said["name"] == COMPANY
    assert (said["first_registered_on"], said["changed_on"], said["change_no"]) == ("2015-07-09", "2023-03-24", "4")
    assert (said["representative_name"], said["representative_id"]) == (NAME, NUMBER)
    assert json.loads(said["industries"]) == [{"code": "0127", "name": "Trồng cây chè"}]


def test_the_old_generation_of_answers_is_understood(sandbox: Sandbox) -> None:
    said = ask(sandbox, company(OLD_CODE)).attributes
    assert (said["enterprise_code"], said["first_registered_on"]) == (OLD_CODE, "2009-01-05")
    assert (said["charter_capital"], said["representative_name"]) == ("9000000000", "Lê Văn Mẫu")


def test_a_code_that_came_as_a_number_has_its_zeros_back(sandbox: Sandbox) -> None:
    assert ask(sandbox, company(TWO_HEADED)).key == TWO_HEADED
    assert read(old(MainInformation={"ENTERPRISE_GDT_CODE": 100233488}))["enterprise_code"] == CODE


def test_of_several_representatives_none_is_chosen(sandbox: Sandbox) -> None:
    said = ask(sandbox, company(TWO_HEADED)).attributes
    assert "representative_name" not in said
    assert [one["name"] for one in json.loads(said["representatives"])] == ["Lê Văn Một", "Phạm Thị Hai"]


def test_one_representative_may_come_as_an_object_or_in_an_array() -> None:
    one = {"FULL_NAME": "Lê Văn Một"}
    assert read(old(Representatives=one)) == read(old(Representatives=[one]))


def test_trades_that_came_as_numbers_have_their_zeros_back() -> None:
    cert = {"MaSoDoanhNghiep": CODE, "NganhNgheKinhDoanh": [{"MaNganh": 127, "TenNganh": "Chè"}]}
    assert json.loads(read({"GetEntCert": [cert]})["industries"])[0]["code"] == "0127"


@pytest.mark.parametrize("day", ["05/01/2009", "2009-01-05T00:00:00", "20090105"])
def test_dates_come_out_alike_however_they_came(day: str) -> None:
    main = {"ENTERPRISE_GDT_CODE": CODE, "FOUNDING_DATE": day}
    assert read(old(MainInformation=main))["first_registered_on"] == "2009-01-05"


def test_a_date_that_is_none_is_left_out() -> None:
    main = {"ENTERPRISE_GDT_CODE": CODE, "FOUNDING_DATE": "31/02/2009"}
    assert "first_registered_on" not in read(old(MainInformation=main))


@pytest.mark.parametrize(
    ("sent", "said"), [(1.5e9, "1500000000"), ("9000000000.000", "9000000000"), (0, "0"), (1e16, "10000000000000000")]
)
def test_capital_is_a_plain_number(sent: Any, said: str) -> None:
    main = {"ENTERPRISE_GDT_CODE": CODE, "CAPITAL_AMOUNT": sent}
    assert read(old(MainInformation=main))["charter_capital"] == said


@pytest.mark.parametrize("body", [{"data": None}, {"GetEntCert": []}, {"Data": {}}])
def test_an_empty_answer_is_not_found(body: dict[str, Any]) -> None:
    assert parse(json.dumps(body).encode()) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'"x"', b"<a/>", b'{"data": {"x": 1}}', b"[" * 100_000])
def test_nonsense_is_neither_an_answer_nor_a_not_found(body: bytes) -> None:
    with pytest.raises(Away):
        parse(body)


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(MEMBERS), inner, max_size=4),
)


@settings(deadline=None)
@given(JSON)
def test_any_json_is_an_answer_or_away_and_nothing_else(answer: object) -> None:
    with contextlib.suppress(Away):
        parse(json.dumps(answer).encode())


def test_one_token_serves_many_lookups_and_is_renewed_when_it_ends(sandbox: Sandbox, monkeypatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(tokens.time, "monotonic", lambda: clock[0])
    web, token = Web("business", QUICK), tokens.Token(sandbox.platform)
    first = token.get(web)
    clock[0] += 3000
    assert token.get(web) == first
    clock[0] += 600
    assert token.get(web) != first


def test_a_token_that_was_taken_back_is_replaced_in_the_same_lookup(sandbox: Sandbox) -> None:
    registry = Business(sandbox.platform, lambda entry: None, QUICK)
    assert registry.lookup(company(), purpose="1.1", requester="cb")
    order(sandbox, "expired_token")
    assert registry.lookup(company(), purpose="1.1", requester="cb")


def test_a_wrong_secret_is_a_source_error_that_does_not_tell_it(sandbox: Sandbox) -> None:
    account = tokens.Account(url=sandbox.url, client_id="sandbox", client_secret="guessed-wrong")
    with pytest.raises(SourceError) as caught:
        Business(account, lambda entry: None, QUICK).lookup(company(), purpose="1.1", requester="cb")
    assert "guessed-wrong" not in f"{caught.value!r} {account!r}"


def test_the_registry_answers_nobody_without_a_token(sandbox: Sandbox) -> None:
    for headers in ({}, {"Authorization": "Bearer guessed"}):
        answer = httpx.get(sandbox.url + DETAIL_PATH, params={"msdn": CODE}, headers=headers)
        assert answer.status_code == 401
