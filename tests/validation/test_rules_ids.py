from validation.rules_ids import PROVINCES, birth_year, sex


def test_there_are_63_provinces_and_lam_dong_is_one() -> None:
    assert len(PROVINCES) == 63
    assert {"001", "024", "060", "067", "068", "096"} <= PROVINCES
    assert "023" not in PROVINCES


def test_the_fourth_digit_tells_century_and_sex() -> None:
    assert (birth_year("068095001234"), sex("068095001234")) == (1995, "Nam")
    assert (birth_year("068301001234"), sex("068301001234")) == (2001, "Nữ")
    assert (birth_year("068950001234"), sex("068950001234")) == (2350, "Nữ")
