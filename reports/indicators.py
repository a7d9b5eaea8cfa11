"""The indicators of Decision 766/QD-TTg that manifests allow to compute, each with numerator, denominator and reading.

A figure without its denominator cannot be checked, so both are always given. What this system cannot know is said, not
made up. Nothing is counted that a manifest merely leaves out; shortcuts seen elsewhere (a missing result replaced by an
input, statuses 5, 6 and 8 counted as done) have no place here.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from reports.dossiers import Dossier, Status

ONLINE = 2
FINISHED = (Status.PROCESSED, Status.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure. `numerator` and `denominator` are dossiers; both None when this system cannot know."""

    number: str
    name: str
    numerator: int | None
    denominator: int | None
    full_at: int | None = None
    """Per cent from which Decision 766 gives the full score."""
    note: str = ""

    @property
    def per_cent(self) -> Decimal | None:
        """Per cent, rounded half up to two places; None when the denominator is 0 or unknown."""
        return per_cent(self.numerator, self.denominator)


def per_cent(numerator: int | None, denominator: int | None) -> Decimal | None:
    """A ratio in per cent to two places.

    >>> str(per_cent(462_796, 471_026)), str(per_cent(87_302, 89_202)), per_cent(0, 0)
    ('98.25', '97.87', None)
    """
    if numerator is None or not denominator:
        return None
    return (Decimal(100) * numerator / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


COUNTED = (
    ("2.1", "Tỷ lệ đúng hạn", "received", None, "trừ thời gian chờ bổ sung; bổ sung hơn một lần là quá hạn"),
    ("3.3", "Tỷ lệ hồ sơ trực tuyến", "received", 50, "chưa nhân tỷ lệ đồng bộ (1.4)"),
    ("3.6", "Tỷ lệ thanh toán trực tuyến", "paying", None, "trên các hồ sơ có thanh toán"),
    ("4.1", "Tỷ lệ cấp kết quả điện tử", "yielding", None, "hồ sơ đã xong của thủ tục phải trả giấy tờ"),
    ("4.2", "Tỷ lệ số hóa (theo kê khai)", "received", 80, ""),
    ("4.2*", "Tỷ lệ số hóa (tệp có thật trong kho)", "received", 80, "mọi thành phần kê khai có tệp lưu ở đây"),
    ("4.3a", "Tái sử dụng (đúng chữ quy định)", "received", 80, "quy định dùng trường “được số hóa”"),
    ("4.3b", "Tái sử dụng (đúng nghĩa)", "received", 80, "có thành phần “được tái sử dụng”"),
    ("4.4", "Khai thác dữ liệu dùng chung", "received", None, ""),
    ("4.5a", "Định danh qua VNeID", "known", None, "trên các hồ sơ có ghi"),
    ("4.5b", "Dùng dữ liệu dân cư", "received", None, "theo DuocLayTuKhoDMQG; danh mục MaCSDL không công bố"),
)
"""Number, name, which dossiers are the denominator, full score from, how it is read."""

UNKNOWN = (
    Indicator(
        number="1.4", name="Tỷ lệ đồng bộ hồ sơ", numerator=None, denominator=None,
        note="cần số hồ sơ của hệ thống báo cáo quốc gia, hệ này không có",
    ),
    Indicator(
        number="5.4", name="Mức độ hài lòng", numerator=None, denominator=None,
        note="cần số phản ánh, kiến nghị, hệ này không có",
    ),
)  # fmt: skip


def indicators(
    dossiers: Iterable[Dossier], *, until: datetime, no_result: Collection[str] = ()
) -> tuple[Indicator, ...]:
    """Every indicator over dossiers received in a period that ends at `until`.

    `no_result` are procedures that yield no paper: they leave the denominator of 4.1 and need no result in 4.2.
    """
    received = [one for one in dossiers if one.received_at is not None]
    yielding = [one for one in received if one.status in FINISHED and one.procedure not in no_result]
    among = {"received": received, "yielding": yielding}
    among |= {"paying": [one for one in received if one.paid_online is not None]}
    among |= {"known": [one for one in received if one.identified_by_vneid is not None]}
    fits = _counting(until, no_result)
    counted = tuple(
        Indicator(
            number=number, name=name, numerator=sum(map(fits[number], among[base])), denominator=len(among[base]),
            full_at=full_at, note=note,
        )
        for number, name, base, full_at, note in COUNTED
    )  # fmt: skip
    return tuple(sorted((*counted, *UNKNOWN), key=lambda one: one.number))


def _counting(until: datetime, no_result: Collection[str]) -> dict[str, Callable[[Dossier], bool]]:
    """Indicator -> whether a dossier counts in its numerator."""
    return {
        "2.1": lambda one: on_time(one, until),
        "3.3": lambda one: one.channel == ONLINE,
        "3.6": lambda one: bool(one.paid_online),
        "4.1": lambda one: one.result_files > 0,
        "4.2": lambda one: _declared(one, no_result),
        "4.2*": lambda one: _held(one, no_result),
        "4.3a": _digitized,
        "4.3b": _reused,
        "4.4": lambda one: _shared(one) or one.result_files > 0,
        "4.5a": lambda one: bool(one.identified_by_vneid),
        "4.5b": _shared,
    }


def on_time(dossier: Dossier, until: datetime) -> bool:
    """Finished by its due time, or still within it at the end of the period.

    More than one request for supplements is overdue whatever the dates; the wait for one is subtracted. Without a due
    time nothing can be said to be on time.
    """
    if dossier.due_at is None or len(dossier.supplements) > 1:
        return False
    return _ended(dossier, until) - _waited(dossier, until) <= dossier.due_at


def _ended(dossier: Dossier, until: datetime) -> datetime:
    """When handling ended: processed, else returned, else refused or stopped, else a request for supplements still
    open, else the period's end."""
    done = dossier.finished_at or dossier.returned_at or dossier.refused_at
    asked = dossier.supplements[0][0] if dossier.supplements else None
    waits = dossier.status is Status.SUPPLEMENT or (asked is not None and dossier.supplements[0][1] is None)
    return done or (asked if waits and asked else until)


def _waited(dossier: Dossier, until: datetime) -> timedelta:
    asked, came = dossier.supplements[0] if dossier.supplements else (None, None)
    ended = dossier.finished_at or dossier.returned_at or dossier.refused_at
    return (came or until) - asked if asked and came and (ended or until) >= came >= asked else timedelta()


def _result_fits(dossier: Dossier, no_result: Collection[str]) -> bool:
    needed = dossier.status in FINISHED and dossier.procedure not in no_result
    return dossier.result_files > 0 or not needed


def _declared(dossier: Dossier, no_result: Collection[str]) -> bool:
    attached = any(component.file for component in dossier.components)
    return attached and _result_fits(dossier, no_result)


def _held(dossier: Dossier, no_result: Collection[str]) -> bool:
    named = {component.file for component in dossier.components if component.file}
    return bool(named) and named <= dossier.files and _result_fits(dossier, no_result)


def _digitized(dossier: Dossier) -> bool:
    return dossier.says_digitized and any(component.digitized for component in dossier.components)


def _reused(dossier: Dossier) -> bool:
    return any(component.reused for component in dossier.components)


def _shared(dossier: Dossier) -> bool:
    return any(component.from_national_store for component in dossier.components)
