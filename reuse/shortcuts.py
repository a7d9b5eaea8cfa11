"""What must not be told to the portal. Each shortcut has been seen in use somewhere; each invents a figure or a person.

A shortcut is one `@shortcut` function from a dossier, its steps and what is known to the reason (Vietnamese, without
personal data) why it may not go out, or None. Its name is the check's name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reuse.portal import Dossier, Step

FINISHED = ("9", "10")
PLACEHOLDERS = frozenset({"000000001", "000000000", "123456789", "111111111", "999999999", "012345678"})
LENGTHS = {"1": 12, "2": 9}
"""LoaiDinhDanh -> digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a dossier, by which its message is held."""

    source: Mapping[str, object] | None
    """The dossier's own manifest as it was read; None when it could not be."""
    status: str = ""
    """As the processing system says."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 -> name of each file that was handed in."""
    digitised: frozenset[str] = frozenset()
    """SHA-256 of files of which a verified document is in the warehouse."""
    reused: frozenset[str] = frozenset()
    """Components the reuse ledger holds for the dossier."""
    results: Mapping[str, str] = field(default_factory=dict)
    """Verified result document -> SHA-256 of its file."""
    answered: frozenset[str] = frozenset()
    """MaCSDL of databases that did answer about the owner."""


Check = Callable[[Dossier, Sequence[Step], Known], str | None]

SHORTCUTS: dict[str, Check] = {}
"""Every check by its name."""


def shortcut(check: Check) -> Check:
    """Registers a check under its function's name."""
    SHORTCUTS[getattr(check, "__name__", "")] = check
    return check


def refusals(dossier: Dossier, steps: Sequence[Step], known: Known) -> dict[str, str]:
    """Name of each check that refuses the dossier, with why; empty when it may go out."""
    said = {name: check(dossier, steps, known) for name, check in SHORTCUTS.items()}
    return {name: why for name, why in said.items() if why}


@shortcut
def placeholder_owner(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """An owner that is not known sent under a made-up number: thousands of dossiers on one "person"."""
    number, owner = dossier.owner.id, dossier.owner
    if not owner.name.strip() or not number:
        return "không rõ chủ hồ sơ: bổ sung trước khi đồng bộ, không điền số giả"
    fits = number.isdigit() and len(number) == LENGTHS.get(owner.id_kind, 0)
    if owner.kind == "1" and (not fits or number in PLACEHOLDERS or len(set(number)) == 1):
        return "số định danh của chủ hồ sơ không phải số thật theo loại đã khai"
    return None


@shortcut
def invented_reuse(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """DuocTaiSuDung set on a component that the reuse ledger does not hold."""
    told = {file.component for file in dossier.attachments if file.reused != "0" or file.replaced_by}
    if told - known.reused:
        return "có thành phần báo tái sử dụng mà sổ tái sử dụng không ghi nhận"
    return None


@shortcut
def result_from_input(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """A missing result replaced by something that was handed in: a wrong paper in the national store."""
    if any(paper.file in known.files for paper in dossier.results):
        return "tệp kết quả là tệp người dân đã nộp"
    if any(known.results.get(paper.id) != paper.file for paper in dossier.results):
        return "kết quả không phải kết quả đã số hóa và xác minh trong kho"
    return None


@shortcut
def status_disguised(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:
    """A dossier that waits, was withdrawn or stopped reported as processed."""
    last = max(steps, key=lambda one: one.at).status if steps else dossier.status
    if {dossier.status, last} != {known.status}:
        return "trạng thái báo khác trạng thái thật của hồ sơ"
    return None


@shortcut
def always_digitised(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """DuocSoHoa on a file of which nothing verified is in the warehouse."""
    if {file.id for file in dossier.attachments if file.digitised} - known.digitised:
        return "có tệp báo đã số hóa mà kho không có bản đã xác minh"
    return None


@shortcut
def always_one_database(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """MaCSDL of a database that was never asked, or did not answer."""
    if set(dossier.databases) - known.answered:
        return "báo đã kết nối cơ sở dữ liệu không hề trả lời về chủ hồ sơ này"
    return None


@shortcut
def filler_step(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """A step "processed" put in where the due date is missing, or before anything was processed."""
    ends = [one for one in steps if one.status in FINISHED]
    if ends and dossier.finished_at is None:
        return "có bước xử lý xong mà hồ sơ chưa có ngày kết thúc xử lý"
    if len([one for one in ends if one.status == "9"]) > 1:
        return "có nhiều bước xử lý xong"
    return None


@shortcut
def borrowed_data(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """Data of a dossier whose own could not be read: sample data, or somebody else's."""
    if known.source is None:
        return "không đọc được dữ liệu gốc của hồ sơ; không dùng dữ liệu khác thay thế"
    own = {"MaHoSo": dossier.code, "ChuHoSo": dossier.owner.name, "MaTTHC": dossier.procedure}
    if any(str(known.source.get(key) or "").strip() != value for key, value in own.items()):
        return "dữ liệu không phải của chính hồ sơ này"
    return None


@shortcut
def unreceived(dossier: Dossier, steps: Sequence[Step], known: Known) -> str | None:  # noqa: ARG001
    """A dossier that nobody says was received falls out of every ratio, unless a date is made up for it."""
    return None if dossier.received_at else "hồ sơ không có ngày tiếp nhận"
