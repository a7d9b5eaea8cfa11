"""What is told to the national portal, and each shortcut that is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reuse.portal import Attachment, Dossier, Owner, ResultPaper, Step, dossier_messages, local, progress_messages
from reuse.shortcuts import SHORTCUTS, Known, refusals
from tests import papers

RECEIVED = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
CODE = "H36.11-261121-0001"
SCAN, RESULT = "a" * 64, "b" * 64
GOOD = Dossier(
    code=CODE,
    procedure="1.001193",
    title="Đăng ký khai sinh",
    field="G15-TP01",
    field_title="Hộ tịch",
    channel="1",
    owner=Owner(kind="1", name=papers.NAME, id_kind="1", id=papers.NUMBER),
    status="9",
    unit="H36.11",
    filed_at="2",
    received_at=RECEIVED,
    due_at=RECEIVED + timedelta(days=1),
    finished_at=RECEIVED + timedelta(hours=20),
    databases=("1",),
    attachments=(
        Attachment(id=SCAN, name="giay-to.pdf", component="giay-to-tuy-than", digitised=True, reused="1"),
        Attachment(id="c" * 64, name="to-khai.pdf", component="to-khai"),
    ),
    results=(ResultPaper(id="doc-1", name="Giấy khai sinh", code="KQ.G15.000031", file=RESULT),),
)
STEPS = (
    Step(dossier=CODE, officer="cb-014", at=RECEIVED, unit="Một cửa", content="Tiếp nhận", status="2"),
    Step(dossier=CODE, officer="cb-020", at=RECEIVED + timedelta(hours=20), unit="Tư pháp", content="Xong", status="9"),
)
KNOWN = Known(
    source={"MaHoSo": CODE, "ChuHoSo": papers.NAME, "MaTTHC": "1.001193"},
    status="9",
    files={SCAN: "giay-to.pdf", "c" * 64: "to-khai.pdf"},
    digitised=frozenset({SCAN}),
    reused=frozenset({"giay-to-tuy-than"}),
    results={"doc-1": RESULT},
    answered=frozenset({"1"}),
)


def test_an_honest_dossier_goes_out() -> None:
    assert refusals(GOOD, STEPS, KNOWN) == {}


def owner(**changed: str) -> Callable[[], tuple[Dossier, tuple[Step, ...], Known]]:
    return lambda: (replace(GOOD, owner=replace(GOOD.owner, **changed)), STEPS, KNOWN)


def first_file(**changed: object) -> Dossier:
    return replace(GOOD, attachments=(replace(GOOD.attachments[1], **changed),))  # type: ignore[arg-type]


def result(**changed: str) -> Dossier:
    return replace(GOOD, results=(replace(GOOD.results[0], **changed),))


TAKEN: list[tuple[str, Callable[[], tuple[Dossier, tuple[Step, ...], Known]]]] = [
    ("placeholder_owner", owner(id="000000001", id_kind="2")),
    ("placeholder_owner", owner(id="", id_kind="1")),
    ("placeholder_owner", owner(id="000000000000")),
    ("placeholder_owner", owner(id_kind="2")),
    ("invented_reuse", lambda: (first_file(reused="1"), STEPS, KNOWN)),
    ("invented_reuse", lambda: (first_file(replaced_by="KQ.G15.000031"), STEPS, KNOWN)),
    ("result_from_input", lambda: (result(file=SCAN), STEPS, KNOWN)),
    ("result_from_input", lambda: (result(id="doc-9"), STEPS, KNOWN)),
    *(
        ("status_disguised", (lambda s: lambda: (GOOD, STEPS, replace(KNOWN, status=s)))(status))
        for status in ("5", "6", "8")
    ),
    ("status_disguised", lambda: (GOOD, STEPS[:1], KNOWN)),
    ("always_digitised", lambda: (first_file(digitised=True), STEPS, KNOWN)),
    ("always_one_database", lambda: (replace(GOOD, databases=("7",)), STEPS, KNOWN)),
    ("filler_step", lambda: (replace(GOOD, due_at=None, finished_at=None), STEPS, KNOWN)),
    ("filler_step", lambda: (GOOD, (*STEPS, replace(STEPS[1], at=RECEIVED)), KNOWN)),
    ("borrowed_data", lambda: (GOOD, STEPS, replace(KNOWN, source=None))),
    ("borrowed_data", lambda: (GOOD, STEPS, replace(KNOWN, source={"MaHoSo": "H36.11-261121-0002"}))),
    ("unreceived", lambda: (replace(GOOD, received_at=None), STEPS, KNOWN)),
]


@pytest.mark.parametrize(("name", "taken"), TAKEN)
def test_a_shortcut_is_refused_by_its_name(
    name: str, taken: Callable[[], tuple[Dossier, tuple[Step, ...], Known]]
) -> None:
    said = refusals(*taken())
    assert name in said
    assert papers.NAME not in said[name]


def test_every_check_was_seen_to_refuse_and_says_what_it_is_for() -> None:
    assert {name for name, _ in TAKEN} == set(SHORTCUTS)
    assert all(check.__doc__ for check in SHORTCUTS.values())


def test_a_message_has_the_portals_keys_and_local_times() -> None:
    (message,) = dossier_messages([GOOD], updating=False)
    (data,) = message["data"]
    assert (message["service"], message["isUpdating"]) == ("DongBoHoSoMC", "False")
    assert data["NgayTiepNhan"] == "20261121013000", "18:30 UTC is 01:30 of the next day there"
    assert data["HoSoCoThanhPhanSoHoa"] == "1"
    assert [file["DuocSoHoa"] for file in data["TaiLieuNop"]] == ["1", "0"]
    assert [file["DuocTaiSuDung"] for file in data["TaiLieuNop"]] == ["1", "0"]
    assert data["DanhSachGiayToKetQua"][0]["MaGiayToKetQua"] == "KQ.G15.000031"
    assert data["DSKetNoiCSDL"] == [{"MaCSDL": "1"}]
    assert data["DinhDanhCHS"] == [{"LoaiDinhDanh": "1", "SoDinhDanh": papers.NUMBER}]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (10, [10]), (11, [10, 1]), (25, [10, 10, 5])])
def test_progress_and_dossiers_go_in_tens(count: int, sizes: list[int]) -> None:
    assert [len(one["data"]) for one in progress_messages([STEPS[0]] * count)] == sizes
    assert [len(one["data"]) for one in dossier_messages([GOOD] * count, updating=True)] == sizes


def test_what_is_not_known_is_left_empty() -> None:
    assert local(None) == ""
    (message,) = dossier_messages([replace(GOOD, due_at=None, results=(), databases=())], updating=False)
    assert message["data"][0]["NgayHenTra"] == ""
    assert message["data"][0]["DanhSachGiayToKetQua"] == []
