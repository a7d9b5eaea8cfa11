"""The national portal's sync messages for digitised dossiers and results, in its own keys. Pure: nothing is read here.

What is not known is left empty, never filled in; whether a message may go out at all is for `shortcuts`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BATCH = 10
"""Progress is taken in tens."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One component as it was handed in."""

    id: str
    """SHA-256 of the file."""
    name: str
    component: str = ""
    url: str = ""
    digitised: bool = False
    """Read, verified and kept in the warehouse."""
    reused: str = "0"
    """0 no; 1 reused; 2 replaced by a result that is here."""
    from_store: bool = False
    replaced_by: str = ""
    """National code of the result that replaced it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPaper:
    """One result of the dossier, digitised."""

    id: str
    """The warehouse's id of the document."""
    name: str
    url: str = ""
    component: str = ""
    code: str = ""
    """KQ code, empty where none is published."""
    file: str = ""
    """SHA-256 of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose dossier it is. `kind`: 1 citizen, 2 business, 3 state, 4 organisation. `id_kind`: 1 = 12 digits, 2 = 9."""

    kind: str
    name: str
    id_kind: str
    id: str
    tech_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One dossier as it is told to the portal."""

    code: str
    procedure: str
    title: str
    field: str
    field_title: str
    channel: str
    """1 counter, 2 online, 3 post."""
    owner: Owner
    status: str
    """1 new … 9 processed, 10 returned (domain of the portal)."""
    unit: str
    filed_at: str
    """1 the portal, 2 the local system."""
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    databases: tuple[str, ...] = ()
    """MaCSDL of databases that answered about the owner."""
    attachments: tuple[Attachment, ...] = ()
    results: tuple[ResultPaper, ...] = ()
    vneid: bool = False
    payment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a dossier's processing."""

    dossier: str
    officer: str
    at: datetime
    unit: str
    content: str
    status: str
    begun_at: datetime | None = None
    due_at: datetime | None = None


def dossier_messages(dossiers: Sequence[Dossier], *, updating: bool) -> list[dict[str, Any]]:
    """`DongBoHoSoMC`: arrays of at most ten dossiers; `updating` after the portal said that it has them."""
    return [
        {"service": "DongBoHoSoMC", "isUpdating": str(updating), "data": [_dossier(one) for one in few]}
        for few in _in_tens(dossiers)
    ]


def progress_messages(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """`CapNhatTienDoHoSoMC`: arrays of at most ten steps."""
    return [{"service": "CapNhatTienDoHoSoMC", "data": [_step(one) for one in few]} for few in _in_tens(steps)]


def local(moment: datetime | None) -> str:
    """A time as the portal wants it: `yyyyMMddHHmmss`, local; empty when it is not known."""
    return f"{moment.astimezone(ZONE):%Y%m%d%H%M%S}" if moment else ""


def _in_tens(items: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while few := list(islice(rest, BATCH)):
        yield few


def _dossier(one: Dossier) -> dict[str, Any]:
    return (
        _about(one)
        | _times(one)
        | {
            "TrangThaiHoSo": one.status,
            "DonViXuLy": one.unit,
            "NoiNopHoSo": one.filed_at,
            "HoSoCoThanhPhanSoHoa": _flag(any(file.digitised for file in one.attachments)),
            "TaiKhoanDuocXacThucVoiVNeID": _flag(one.vneid),
            "DuocThanhToanTrucTuyen": one.payment,
            "DinhDanhCHS": [{"LoaiDinhDanh": one.owner.id_kind, "SoDinhDanh": one.owner.id}],
            "DSKetNoiCSDL": [{"MaCSDL": code} for code in one.databases],
            "TaiLieuNop": [_attachment(file) for file in one.attachments],
            "DanhSachGiayToKetQua": [_result(paper) for paper in one.results],
            "DanhSachLePhi": [],
            "DanhSachTepDinhKemKhac": [],
            "DanhSachHoSoBoSung": [],
        }
    )


def _about(one: Dossier) -> dict[str, str]:
    return {
        "MaHoSo": one.code,
        "MaTTHC": one.procedure,
        "TenTTHC": one.title,
        "MaLinhVuc": one.field,
        "TenLinhVuc": one.field_title,
        "KenhThucHien": one.channel,
        "ChuHoSo": one.owner.name,
        "LoaiDoiTuong": one.owner.kind,
        "MaDoiTuong": one.owner.tech_id,
    }


def _times(one: Dossier) -> dict[str, str]:
    return {
        "NgayTiepNhan": local(one.received_at),
        "NgayHenTra": local(one.due_at),
        "NgayKetThucXuLy": local(one.finished_at),
        "NgayTra": local(one.returned_at),
    }


def _attachment(file: Attachment) -> dict[str, str]:
    return {
        "TepDinhKemId": file.id,
        "TenTepDinhKem": file.name,
        "IsDeleted": "False",
        "MaThanhPhanHoSo": file.component,
        "DuongDanTaiTepTin": file.url,
        "DuocSoHoa": _flag(file.digitised),
        "DuocTaiSuDung": file.reused,
        "DuocLayTuKhoDMQG": _flag(file.from_store),
        "MaKetQuaThayThe": file.replaced_by,
    }


def _result(paper: ResultPaper) -> dict[str, str]:
    return {
        "TenGiayTo": paper.name,
        "MaThanhPhanHoSo": paper.component,
        "GiayToId": paper.id,
        "DuongDanTepTinKetQua": paper.url,
        "MaGiayToKetQua": paper.code,
    }


def _step(one: Step) -> dict[str, str]:
    return {
        "MaHoSo": one.dossier,
        "NguoiXuLy": one.officer,
        "ChucDanh": "",
        "ThoiDiemXuLy": local(one.at),
        "PhongBanXuLy": one.unit,
        "NoiDungXuLy": one.content,
        "TrangThai": one.status,
        "NgayBatDau": local(one.begun_at),
        "NgayKetThucTheoQuyDinh": local(one.due_at),
    }


def _flag(yes: bool) -> str:  # noqa: FBT001 - a truth to be written down
    return "1" if yes else "0"
