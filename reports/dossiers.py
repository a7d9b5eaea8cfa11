"""A dossier as its manifest tells of it: the national portal's sync fields, read strictly and never filled in.

Times are `yyyyMMddHHmmss`, local. A field that is missing or unreadable is None; nothing stands in for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import IntEnum
from typing import Any

HOME = timezone(timedelta(hours=7))
YES = {"1", "true"}


class Status(IntEnum):
    """`TrangThaiHoSo` of the national portal."""

    NEW = 1
    ACCEPTED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    FINANCIAL_DUTY = 6
    WITHDRAWN = 7
    STOPPED = 8
    PROCESSED = 9
    RETURNED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One paper handed in (`TaiLieuNop`)."""

    file: str | None
    digitized: bool
    """`DuocSoHoa`: it says so; whether a file arrived is another question."""
    reused: bool
    """`DuocTaiSuDung` 1, or 2: replaced by a result."""
    from_national_store: bool
    """`DuocLayTuKhoDMQG`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What one manifest says."""

    code: str
    agency: str
    procedure: str | None
    status: Status | None
    channel: int
    """`KenhThucHien`: 1 counter (also where it is not said), 2 online, 3 postal."""
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    refused_at: datetime | None
    supplements: tuple[tuple[datetime | None, datetime | None], ...]
    """When each supplement was asked for and when it came."""
    components: tuple[Component, ...]
    result_files: int
    """Results with a link to their file."""
    says_digitized: bool
    """`HoSoCoThanhPhanSoHoa`."""
    identified_by_vneid: bool | None
    paid_online: bool | None
    """`DuocThanhToanTrucTuyen` 1 or 2; None where it says nothing of a payment."""
    files: frozenset[str] = frozenset()
    """Names of the files of it that are stored here."""


def dossier_of(content: Mapping[str, Any], *, agency: str, code: str, files: Iterable[str] = ()) -> Dossier:
    """The dossier of a manifest; `code` is its folder's name, used where the manifest gives none."""
    components = tuple(_component(item) for item in _items(content, "TaiLieuNop") if not _yes(item.get("IsDeleted")))
    return Dossier(
        code=str(content.get("MaHoSo") or code),
        agency=agency,
        procedure=_text(content.get("MaTTHC")),
        status=_status(content.get("TrangThaiHoSo")),
        channel=_number(content.get("KenhThucHien")) or 1,
        received_at=moment(content.get("NgayTiepNhan")),
        due_at=moment(content.get("NgayHenTra")),
        finished_at=moment(content.get("NgayKetThucXuLy")),
        returned_at=moment(content.get("NgayTra")),
        refused_at=moment(content.get("NgayTuChoi")),
        supplements=tuple(
            (moment(item.get("NgayBoSung")), moment(item.get("NgayTiepNhanBoSung")))
            for item in _items(content, "DanhSachHoSoBoSung")
        ),
        components=components,
        result_files=sum(bool(_text(r.get("DuongDanTepTinKetQua"))) for r in _items(content, "DanhSachGiayToKetQua")),
        says_digitized=_yes(content.get("HoSoCoThanhPhanSoHoa")),
        identified_by_vneid=_said(content, "TaiKhoanDuocXacThucVoiVNeID"),
        paid_online=_paid(content.get("DuocThanhToanTrucTuyen")),
        files=frozenset(files),
    )


def moment(said: Any) -> datetime | None:
    """The time `yyyyMMddHHmmss` says, or the day `yyyyMMdd`; None when it is no time.

    >>> moment("20261102083000").isoformat(), moment("20261301")
    ('2026-11-02T08:30:00+07:00', None)
    """
    text = str(said or "").strip()
    for form, length in (("%Y%m%d%H%M%S", 14), ("%Y%m%d", 8)):
        if len(text) == length and text.isdecimal():
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC).replace(tzinfo=HOME)
            except ValueError:
                return None
    return None


def _component(item: Mapping[str, Any]) -> Component:
    return Component(
        file=_text(item.get("TenTepDinhKem")),
        digitized=_yes(item.get("DuocSoHoa")),
        reused=_number(item.get("DuocTaiSuDung")) in (1, 2),
        from_national_store=_yes(item.get("DuocLayTuKhoDMQG")),
    )


def _items(content: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    listed = content.get(key)
    return tuple(item for item in listed if isinstance(item, dict)) if isinstance(listed, list) else ()


def _text(said: Any) -> str | None:
    return str(said).strip() or None if isinstance(said, str | int) else None


def _number(said: Any) -> int | None:
    text = str(said or "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _yes(said: Any) -> bool:
    return str(said).strip().lower() in YES


def _said(content: Mapping[str, Any], key: str) -> bool | None:
    return _yes(content[key]) if content.get(key) not in (None, "") else None


def _status(said: Any) -> Status | None:
    number = _number(said)
    return Status(number) if number in set(Status) else None


def _paid(said: Any) -> bool | None:
    number = _number(said)
    return None if number is None or number == 0 else number in (1, 2)
