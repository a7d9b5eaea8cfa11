"""What goes wrong with the tables a person gives: a clear error, or an honest `none`; never a crash or a wrong link."""

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkage.bulk import spark
from linkage.bulk.run import link_tables
from linkage.bulk.tables import InputError
from pipelines.linking import link

Row = dict[str, Any]
AN = {
    "person_id": "P1",
    "full_name": "Nguyễn Thị Thúy An",
    "date_of_birth": "1985-03-14",
    "sex": "F",
    "personal_id": "068185001234",
    "old_id": "250123456",
    "address": "Thôn 3, xã Đạ Ròn, huyện Đơn Dương, tỉnh Lâm Đồng",
    "mother_name": "Lê Thị Bé",
    "father_name": "Nguyễn Văn Ba",
}
BINH = AN | {
    "person_id": "P2",
    "full_name": "K'Brôih",
    "date_of_birth": "1990",
    "sex": "M",
    "personal_id": "068090004321",
    "old_id": None,
    "mother_name": None,
    "father_name": None,
}
SEEN = {name: AN[name] for name in ("full_name", "date_of_birth", "sex", "personal_id")}


def linked(place: Path, mentions: list[Row] | pa.Table, registry: list[Row] | pa.Table) -> dict[Any, Row]:
    """The answers by mention."""
    files = [place / name for name in ("mentions.parquet", "registry.parquet", "links.parquet")]
    for file, table in zip(files[:2], (mentions, registry), strict=True):
        pq.write_table(table if isinstance(table, pa.Table) else pa.Table.from_pylist(table), file)
    link_tables(*files, threads=1)
    return {row["mention_id"]: row for row in pq.read_table(files[2]).to_pylist()}


def decision(place: Path, mention: Row, registry: list[Row] | None = None) -> tuple[str, str | None]:
    """What becomes of one mention."""
    answer = linked(place, [{"mention_id": "m"} | mention], registry or [AN, BINH])["m"]
    return answer["decision"], answer["person_id"]


def test_a_whole_mention_is_linked_with_its_reasons(tmp_path: Path) -> None:
    answer = linked(tmp_path, [SEEN | {"mention_id": "m"}], [AN, BINH])["m"]
    assert (answer["person_id"], answer["decision"], answer["rule"]) == ("P1", "link", "exact_id")
    assert answer["score"] > 0.9999
    assert '"pid"' in answer["explanation"]


@pytest.mark.parametrize(
    "changes",
    [
        {"full_name": "NGUYỄN THỊ THUÝ AN"},
        {"full_name": "Nguye\u0302\u0303n Thi\u0323 Thu\u0301y An"},
        {"full_name": "  Nguyễn\tThị  Thúy An "},
        {"date_of_birth": "14/03/1985"},
        {"date_of_birth": "1985"},
        {"personal_id": "O6818500I234"},
        {"personal_id": "068 185 001 234"},
        {"personal_id": "068185001284"},
        {"personal_id": None, "old_id": "250123456"},
        {"sex": "Nữ"},
        {"sex": None},
    ],
)
def test_what_only_looks_different_is_the_same(tmp_path: Path, changes: Row) -> None:
    assert decision(tmp_path, SEEN | changes) == ("link", "P1")


@pytest.mark.parametrize(
    "mention",
    [
        {},
        {"full_name": None, "date_of_birth": None, "personal_id": None},
        {"full_name": "???", "date_of_birth": "rỗng", "personal_id": "ABCXYZ"},
        {"personal_id": "000000000000"},
        {"full_name": "Trần Văn Lạ", "date_of_birth": "1970-01-01"},
    ],
)
def test_a_mention_that_says_nothing_of_anybody_known_is_none(tmp_path: Path, mention: Row) -> None:
    assert decision(tmp_path, mention) == ("none", None)


@pytest.mark.parametrize("born", ["2999-01-01", "2086-03-14", "0001-01-01", "1985-02-31", "31/31/9999"])
def test_an_impossible_birth_date_confirms_nothing(tmp_path: Path, born: str) -> None:
    answer = linked(tmp_path, [{"mention_id": "m", "full_name": AN["full_name"], "date_of_birth": born}], [AN, BINH])
    assert answer["m"]["decision"] != "link"


def test_a_day_that_cannot_be_was_misread_and_is_compared_digit_by_digit(tmp_path: Path) -> None:
    family = {name: AN[name] for name in ("full_name", "mother_name", "father_name", "address")}
    assert decision(tmp_path, family | {"date_of_birth": "1985-13-14"}) == ("link", "P1")  # the month of 1985-03-14
    assert decision(tmp_path, family | {"date_of_birth": "1985-30-30"})[0] == "review"


def test_another_birth_is_a_sister_of_almost_the_same_name_whatever_else_agrees(tmp_path: Path) -> None:
    family = {name: AN[name] for name in ("mother_name", "father_name", "address", "sex")}
    sister = family | {"full_name": "Nguyễn Thị Thủy An", "date_of_birth": "1988-09-21"}
    assert decision(tmp_path, sister)[0] == "review"
    assert decision(tmp_path, sister | {"date_of_birth": AN["date_of_birth"]}) == ("link", "P1")


def test_a_parent_named_in_the_row_and_in_the_dossier_counts_once(tmp_path: Path) -> None:
    said = {"full_name": AN["full_name"], "mother_name": AN["mother_name"], "dossier_id": "D1"}
    mother = {"mention_id": "mother", "full_name": AN["mother_name"], "dossier_id": "D1"}
    with_her = linked(tmp_path, [said | {"mention_id": "m"}, mother], [AN, BINH])["m"]
    alone = linked(tmp_path, [said | {"mention_id": "m"}], [AN, BINH])["m"]
    assert with_her["score"] == alone["score"]
    only_there = linked(tmp_path, [said | {"mention_id": "m", "mother_name": None}, mother], [AN, BINH])["m"]
    assert "kin" in json.loads(only_there["explanation"])


def test_an_id_alone_links_nobody(tmp_path: Path) -> None:
    assert decision(tmp_path, {"personal_id": AN["personal_id"]})[0] != "link"


def test_the_spouses_number_in_the_row_links_neither(tmp_path: Path) -> None:
    husband = BINH | {"full_name": "Nguyễn Văn Hùng", "date_of_birth": "1984-07-02", "spouse_name": AN["full_name"]}
    mixed = SEEN | {"personal_id": husband["personal_id"]}
    assert decision(tmp_path, mixed, [AN, husband])[0] == "review"


def test_both_numbers_and_a_name_like_the_spouses_are_no_proof(tmp_path: Path) -> None:
    wife = {"person_id": "P7", "full_name": "Trần Ánh Mận", "date_of_birth": "1966-05-28", "sex": "F"}
    wife |= {"personal_id": "068166423851", "old_id": "250905728", "spouse_name": "Trần Anh Sơn"}
    said = {name: wife[name] for name in ("personal_id", "old_id")} | {"spouse_name": "TRẦN ÁNH MẬN"}
    for born, sex in (("1960-01-01", "M"), ("1966", None), ("1966-01-01", "M"), (None, None)):
        husband = {"full_name": "TRẦN ANH SƠN", "date_of_birth": born, "sex": sex}
        assert decision(tmp_path, said | husband, [wife, BINH])[0] != "link"


def test_a_number_that_contradicts_forbids_the_link(tmp_path: Path) -> None:
    assert decision(tmp_path, SEEN | {"personal_id": "001077999888"})[0] == "review"


def test_the_other_twin_is_never_linked(tmp_path: Path) -> None:
    twin = AN | {"person_id": "P3", "full_name": "Nguyễn Thị Thúy Bình", "personal_id": "068185007777", "old_id": None}
    known = {"date_of_birth": AN["date_of_birth"], "sex": "F", "address": AN["address"]}
    parents = {"mother_name": AN["mother_name"], "father_name": AN["father_name"]}
    assert decision(tmp_path, known | parents | {"full_name": "Nguyễn Thị Thúy Cúc"}, [AN, twin])[0] != "link"
    assert decision(tmp_path, known | parents, [AN, twin])[0] != "link"


def test_namesakes_of_one_day_are_not_told_apart_without_evidence(tmp_path: Path) -> None:
    namesake = AN | {"person_id": "P3", "personal_id": "068185007777", "old_id": None, "address": "Xã Khác, tỉnh Khác"}
    namesake |= {"mother_name": "Phạm Thị Khác", "father_name": None}
    plain = {name: AN[name] for name in ("full_name", "date_of_birth", "sex")}
    assert decision(tmp_path, plain, [AN, namesake])[0] == "review"
    assert decision(tmp_path, plain | {"mother_name": AN["mother_name"]}, [AN, namesake]) == ("link", "P1")


def test_one_person_twice_in_the_reference_is_for_a_person_to_see(tmp_path: Path) -> None:
    assert decision(tmp_path, SEEN, [AN, AN | {"person_id": "P9"}])[0] == "review"


def test_ten_thousand_people_of_one_name_end_quickly_and_link_nobody(tmp_path: Path) -> None:
    crowd = {"person_id": [f"P{n}" for n in range(10_000)], "full_name": ["Nguyễn Văn Hùng"] * 10_000}
    crowd |= {"date_of_birth": ["1980-01-01"] * 10_000}
    said = {"mention_id": [f"M{n}" for n in range(3000)], "full_name": ["Nguyễn Văn Hùng"] * 3000}
    said |= {"date_of_birth": ["1980-01-01"] * 3000}
    answers = linked(tmp_path, pa.table(said), pa.table(crowd))
    assert len(answers) == 3000
    assert {answer["decision"] for answer in answers.values()} <= {"none", "review"}


@pytest.mark.parametrize("empty", ["mentions", "registry"])
def test_an_empty_table_gives_an_answer_a_mention(tmp_path: Path, empty: str) -> None:
    said, known = pa.Table.from_pylist([SEEN | {"mention_id": "m"}]), pa.Table.from_pylist([AN])
    answers = linked(tmp_path, said.slice(0, empty != "mentions"), known.slice(0, empty != "registry"))
    assert [answer["decision"] for answer in answers.values()] == ["none"] * (empty != "mentions")


def test_a_table_of_keys_alone_is_enough_to_answer_none(tmp_path: Path) -> None:
    assert linked(tmp_path, [{"mention_id": 7}], [{"person_id": 1}])[7]["decision"] == "none"


def test_columns_of_any_type_and_foreign_columns_are_taken(tmp_path: Path) -> None:
    said = {"mention_id": [7], "full_name": [AN["full_name"]], "personal_id": [68185001234], "note": [[1, 2]]}
    said |= {"date_of_birth": [datetime.date(1985, 3, 14)], "old_id": pa.array([None], pa.float64()), "sex": ["Nữ"]}
    assert linked(tmp_path, pa.table(said), [AN, BINH])[7]["person_id"] == "P1"


def test_letters_read_in_a_wrong_encoding_are_mended(tmp_path: Path) -> None:
    garbled = str(AN["full_name"]).encode().decode("cp1252", errors="ignore")
    assert decision(tmp_path, SEEN | {"full_name": "Nguyễn".encode().decode("cp1252") + " Thị Thúy An"})[0] == "link"
    assert decision(tmp_path, SEEN | {"full_name": garbled})[0] in {"link", "review"}


def test_repeated_or_missing_keys_are_errors_without_values(tmp_path: Path) -> None:
    for rows, code, column in (
        ([SEEN | {"mention_id": "m"}] * 3, "duplicate_key", "mention_id"),
        ([SEEN | {"mention_id": "m"}, SEEN | {"mention_id": None}], "empty_key", "mention_id"),
        ([SEEN], "no_column", "mention_id"),
    ):
        with pytest.raises(InputError) as caught:
            linked(tmp_path, rows, [AN])
        assert (caught.value.code, caught.value.facts["column"]) == (code, column)
        assert not any(str(value) in str(caught.value.facts) for value in SEEN.values())


def test_the_command_says_what_is_wrong_and_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(pa.Table.from_pylist([SEEN | {"mention_id": "m"}]), tmp_path / "m.parquet")
    pq.write_table(pa.Table.from_pylist([AN]), tmp_path / "r.parquet")
    (tmp_path / "text.parquet").write_text("no table", "utf-8")
    said, known, out = (tmp_path / name for name in ("m.parquet", "r.parquet", "out.parquet"))
    assert link(tmp_path / "none.parquet", known, out) == 2
    assert link(tmp_path / "text.parquet", known, out) == 2
    assert link(said, said, out) == 2
    assert link(said, known, tmp_path / "nowhere" / "out.parquet") == 2
    assert link(said, known, said) == 2
    assert not out.exists()
    assert link(said, known, out, lang="en") == 0
    assert "1 linked" in capsys.readouterr().err


def test_without_spark_the_command_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "missing", lambda: "no_spark")
    assert link(tmp_path / "m", tmp_path / "r", tmp_path / "out", engine="spark", lang="en") == 2
    assert "setup/spark.txt" in capsys.readouterr().err
    monkeypatch.setattr(spark, "missing", lambda: "no_java")
    assert link(tmp_path / "m", tmp_path / "r", tmp_path / "out", engine="spark") == 2
    assert "Java 17" in capsys.readouterr().err


def test_old_and_new_units_of_one_place_agree(tmp_path: Path) -> None:
    old = AN | {"address": "xã Đạ Ròn, huyện Đơn Dương, tỉnh Lâm Đồng"}
    said = {name: AN[name] for name in ("full_name", "date_of_birth", "sex")} | {"mention_id": "m"}
    bits = {}
    for address in ("xã Đơn Dương, tỉnh Lâm Đồng", "xã Đức Trọng, tỉnh Lâm Đồng"):
        answer = linked(tmp_path, [said | {"address": address}], [old, BINH])["m"]
        bits[address] = json.loads(answer["explanation"])["address"]
    assert bits["xã Đơn Dương, tỉnh Lâm Đồng"] > 0.1 > bits["xã Đức Trọng, tỉnh Lâm Đồng"]


@pytest.mark.parametrize(
    "changes",
    [
        {"personal_id": "068185001234567"},
        {"personal_id": "06818500X234"},
        {"old_id": "25012345"},
        {"document_year": 1970},
        {"sex": "không rõ"},
        {"full_name": "Nguyễn Thị Thúy An" * 40},
        {"address": ",,, ,"},
        {"mother_name": "\u0000"},
    ],
)
def test_odd_values_never_make_a_wrong_link(tmp_path: Path, changes: Row) -> None:
    answer = linked(tmp_path, [SEEN | {"mention_id": "m"} | changes], [AN, BINH])["m"]
    assert answer["decision"] in {"link", "review", "none"}
    assert answer["person_id"] in {"P1", None}


def test_nulls_everywhere_are_an_honest_none(tmp_path: Path) -> None:
    nulls = pa.table({name: pa.nulls(2, pa.string()) for name in SEEN} | {"mention_id": ["a", "b"]})
    empty = pa.table({name: pa.nulls(3, pa.string()) for name in SEEN} | {"person_id": ["x", "y", "z"]})
    assert {answer["decision"] for answer in linked(tmp_path, nulls, [AN]).values()} == {"none"}
    assert linked(tmp_path, [SEEN | {"mention_id": "m"}], empty)["m"]["decision"] == "none"


def test_registry_rows_without_a_key_are_passed_over(tmp_path: Path) -> None:
    assert decision(tmp_path, SEEN, [AN | {"person_id": None}, BINH, AN]) == ("link", "P1")


def test_an_address_the_registry_lacks_speaks_neither_for_nor_against(tmp_path: Path) -> None:
    said = SEEN | {"mention_id": "m", "address": "Thôn 3, xã Đạ Ròn, huyện Đơn Dương"}
    assert '"address"' not in linked(tmp_path, [said], [AN | {"address": None}])["m"]["explanation"]


def test_a_registry_kept_from_before_gives_the_same_answers_until_it_changes(tmp_path: Path) -> None:
    kept, files = tmp_path / "kept", [tmp_path / name for name in ("m.parquet", "r.parquet", "out.parquet")]
    pq.write_table(pa.Table.from_pylist([SEEN | {"mention_id": "m"}]), files[0])
    found = []
    for registry in ([AN, BINH], [AN, BINH], [BINH]):
        pq.write_table(pa.Table.from_pylist(registry), files[1])
        link_tables(*files, kept=kept)
        found.append((pq.read_table(files[2])["person_id"][0].as_py(), sorted(file.name for file in kept.iterdir())))
    assert found[0] == found[1]
    assert [person for person, _ in found] == ["P1", "P1", None]
    assert found[2][1] != found[1][1]
    assert len(found[2][1]) == 1
