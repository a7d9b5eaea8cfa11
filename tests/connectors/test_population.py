import contextlib
from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from connectors.base import Away
from connectors.population import ANSWER, SOAP, Population, headers, parse, request_body
from connectors.sandbox.process import Sandbox
from domain.errors import Refused
from domain.subjects import Mention, RegistryRecord
from tests.connectors.world import BORN, NAME, NUMBER, OLD_NUMBER, QUICK, person


def ask(sandbox: Sandbox, mention: Mention) -> RegistryRecord | None:
    return Population(sandbox.population, lambda entry: None, QUICK).lookup(mention, purpose="1.1", requester="cb")


def envelope(inside: str) -> bytes:
    return f'<e:Envelope xmlns:e="{SOAP}" xmlns="{ANSWER}"><e:Body>{inside}</e:Body></e:Envelope>'.encode()


def citizen(inside: str) -> RegistryRecord:
    record = parse(
        envelope(f"<CongdanCollection><CongDan><SoDinhDanh>{NUMBER}</SoDinhDanh>{inside}</CongDan></CongdanCollection>")
    )
    assert record is not None
    return record


def test_what_the_registry_knows_comes_out_in_the_projects_words(sandbox: Sandbox) -> None:
    record = ask(sandbox, person())
    assert record is not None
    assert record.attributes == {
        "personal_id": NUMBER,
        "old_id": OLD_NUMBER,
        "full_name": NAME,
        "date_of_birth": BORN,
        "sex": "Nữ",
        "ethnicity": "Cơ-ho",
        "residence": "Thôn 3, xã Đinh Văn Lâm Hà, tỉnh Lâm Đồng",
        "father_name": "Nguyễn Văn Đông",
        "spouse_name": "Trần Văn Sơn",
    }
    assert record.as_of == datetime(2026, 6, 30, 10, 0, tzinfo=UTC)


def test_words_that_stand_for_nothing_are_not_data(sandbox: Sandbox) -> None:
    record = ask(sandbox, person())
    assert record is not None
    assert not {"home_town", "mother_name", "nationality"} & record.attributes.keys()


def test_a_birth_known_by_its_year_stays_a_year(sandbox: Sandbox) -> None:
    record = ask(sandbox, person("068052000777", "Cil Ha Krong", "1952"))
    assert record is not None
    assert record.attributes["date_of_birth"] == "1952"


def test_nine_digits_are_asked_as_the_old_number_and_answered_under_the_new(sandbox: Sandbox) -> None:
    record = ask(sandbox, person(OLD_NUMBER))
    assert record is not None
    assert record.key == NUMBER


@pytest.mark.parametrize("mention", [person(name="Nguyễn Thị Thủy Hằng"), person(born="1990-03-02")])
def test_who_differs_in_name_or_birth_alone_is_answered_so_that_the_difference_is_seen(
    mention: Mention, sandbox: Sandbox
) -> None:
    assert ask(sandbox, mention) is not None


def test_a_number_with_a_wrong_name_and_a_wrong_birth_date_opens_nothing(sandbox: Sandbox) -> None:
    assert ask(sandbox, person(name="Lê Văn Đoán", born="1980-01-01")) is None


@pytest.mark.parametrize("mention", [person(name=None), person(born=None), person(name=""), person(number="12345")])
def test_less_than_number_name_and_birth_date_is_never_asked(mention: Mention, sandbox: Sandbox) -> None:
    with pytest.raises(Refused):
        ask(sandbox, mention)


def test_the_registry_itself_refuses_a_number_alone(sandbox: Sandbox) -> None:
    body = request_body(person(name="", born=""), purpose="1.1", requester="cb")
    answer = httpx.post(sandbox.population.url, content=body, headers=headers(sandbox.population, now()))
    assert answer.status_code == 403
    assert NAME not in answer.text


@pytest.mark.parametrize("broken", ["Timestamp", "Authorization", "X-Road-Client", "ApiKey"])
def test_the_registry_answers_none_but_its_account(broken: str, sandbox: Sandbox) -> None:
    body = request_body(person(), purpose="1.1", requester="cb")
    signed = headers(sandbox.population, now()) | {broken: "1"}
    assert httpx.post(sandbox.population.url, content=body, headers=signed).status_code == 401


def test_a_signature_of_yesterday_is_not_taken(sandbox: Sandbox) -> None:
    body = request_body(person(), purpose="1.1", requester="cb")
    stale = headers(sandbox.population, now() - 86400)
    assert httpx.post(sandbox.population.url, content=body, headers=stale).status_code == 401


def test_the_question_keeps_the_order_the_bus_insists_on() -> None:
    (call,) = fromstring(request_body(person(), purpose="1.1", requester="cb")).iterfind(f"{{{SOAP}}}Body/*")
    assert [node.tag.rpartition("}")[2] for node in call] == [
        "MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh",
    ]  # fmt: skip
    assert call.findtext("{*}HoVaTen") == NAME.upper()
    assert call.findtext("{*}NgayThangNamSinh/{*}NgayThangNam") == "19900203"


@pytest.mark.parametrize("dirt", ["\x00", "\x0b", "\ud800", "\uffff", "<b>&"])
def test_what_no_xml_can_hold_in_a_misread_name_does_not_spoil_the_question(dirt: str) -> None:
    body = request_body(person(name=NAME + dirt), purpose="1.1", requester="cb")
    (call,) = fromstring(body).iterfind(f"{{{SOAP}}}Body/*")
    assert (call.findtext("{*}HoVaTen") or "").startswith(NAME.upper())


@settings(deadline=None)
@given(cut=some.integers(0, 400), noise=some.binary(max_size=8), at=some.integers(0, 400))
def test_an_answer_spoilt_anywhere_is_an_answer_away_or_refused_and_nothing_else(
    cut: int, noise: bytes, at: int
) -> None:
    whole = envelope(
        f"<CongdanCollection><ThoiDiemDuLieu>2026-06-30</ThoiDiemDuLieu><CongDan><SoDinhDanh>{NUMBER}</SoDinhDanh>"
        "<NgayThangNamSinh><Nam>1990</Nam></NgayThangNamSinh></CongDan></CongdanCollection>"
    )
    spoilt = whole[:at] + noise + whole[at + cut :]
    with contextlib.suppress(Away, Refused):
        parse(spoilt)


def test_no_two_questions_share_a_number() -> None:
    bodies = {request_body(person(), purpose="1.1", requester="cb") for _ in range(50)}
    assert len(bodies) == 50


def test_a_name_in_one_part_or_in_three_is_the_same_name() -> None:
    whole = "<HoVaTen><Ho/><ChuDem/><Ten>ĐÀO VĂN TÀI</Ten></HoVaTen>"
    parts = "<HoVaTen><Ho>ĐÀO</Ho><ChuDem>VĂN</ChuDem><Ten>TÀI</Ten></HoVaTen>"
    assert citizen(whole).attributes["full_name"] == citizen(parts).attributes["full_name"] == "ĐÀO VĂN TÀI"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<NgayThangNamSinh><Nam>1992</Nam><NgayThangNam>19921122</NgayThangNam></NgayThangNamSinh>", "1992-11-22"),
        ("<NgayThangNamSinh><Nam>1992</Nam><NgayThangNam/></NgayThangNamSinh>", "1992"),
        ("<NgayThangNamSinh><Nam>1992</Nam><NgayThangNam>19923122</NgayThangNam></NgayThangNamSinh>", "1992"),
        ("<NgayThangNamSinh/>", None),
    ],
)
def test_births_are_dates_years_or_nothing(inside: str, said: str | None) -> None:
    assert citizen(inside).attributes.get("date_of_birth") == said


def test_a_code_nobody_knows_says_nothing() -> None:
    record = citizen("<GioiTinh>7</GioiTinh><DanToc>99</DanToc><QuocTich>Lào</QuocTich>")
    assert record.attributes == {"personal_id": NUMBER, "nationality": "Lào"}


def test_several_people_in_one_answer_are_no_answer() -> None:
    two = f"<CongDan><SoDinhDanh>{NUMBER}</SoDinhDanh></CongDan>" * 2
    assert parse(envelope(f"<CongdanCollection>{two}</CongdanCollection>")) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<a/>",
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
        envelope(""),
        envelope("<CongdanCollection><CongDan/></CongdanCollection>"),
        envelope("<e:Fault><faultcode>e:Server</faultcode></e:Fault>"),
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    ],
)
def test_nonsense_is_neither_an_answer_nor_a_not_found(body: bytes) -> None:
    with pytest.raises(Away):
        parse(body)


def test_a_fault_of_the_askers_is_a_refusal() -> None:
    with pytest.raises(Refused):
        parse(envelope("<e:Fault><faultcode>e:Client</faultcode></e:Fault>"))


def now() -> float:
    return datetime.now(UTC).timestamp()
