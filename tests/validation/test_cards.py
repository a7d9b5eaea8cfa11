from validation.cards import check_digit, mrz_agrees, qr_says


def test_the_check_digit_is_that_of_a_published_specimen() -> None:
    assert check_digit("068095001234") == "6"
    assert check_digit("095001234") == "0"
    assert check_digit("D23145890") == "7"


def test_a_citizen_cards_code_says_who_holds_it() -> None:
    said = qr_says("001099000001|123456789|Nguyễn Văn Mẫu|01021999|Nam|Số 1, Hà Nội|15032021")
    assert said["personal_id"] == "001099000001"
    assert said["date_of_birth"] == "1999-02-01"
    assert said["id_issued_on"] == "2021-03-15"


def test_trailing_empty_parts_and_a_missing_old_number_are_taken() -> None:
    assert qr_says("026204000003||Lê Minh Giả|31122004|Nam|Thôn Mẫu|01082024||||")["full_name"] == "Lê Minh Giả"
    assert qr_says("026204000003|Lê Minh Giả|31122004|Nam|Thôn Mẫu|01082024")["full_name"] == "Lê Minh Giả"


def test_other_codes_say_nothing() -> None:
    assert qr_says("") == qr_says("https://example.vn") == qr_says("1|2|3|4|5|6|7") == {}


def test_a_name_too_long_for_the_zone_agrees_with_its_beginning() -> None:
    assert mrz_agrees("full_name", "NGUYỄN HOÀNG PHƯƠNG THẢO NGUYÊN", "NGUYEN HOANG PHUONG THAO NGUY")
    assert not mrz_agrees("full_name", "NGUYỄN HOÀNG", "NGUYEN HOA")
