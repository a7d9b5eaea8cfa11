"""The file in which an officer decides: reading it strictly, and writing one that is ready to be filled in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.documents import DocumentType, Extraction
from domain.findings import Decision, Hold, HoldReason
from domain.kinds import clean
from domain.subjects import Judgement

FieldsOf = Mapping[str, Mapping[str, str]]
"""Digest of a document -> its declared fields -> their kinds."""

WRITTEN = ("scan", "seen", "reviewer", "decided_at", "accepted", "values", "links", "reason")
SHOWN = ("document", "held")
"""Keys a template shows the officer; reading the file passes over them."""

TEXTS = ("scan", "seen", "reviewer", "reason")
LINKS = (Judgement.SAME.value, Judgement.DIFFERENT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an entry was not taken, in Vietnamese; `index` counts entries from 0, None means the whole file."""

    index: int | None
    message: str


class _Refused(Exception):
    """An entry that is not as it must be; carries the message for the officer."""


def fields_of(extractions: Iterable[Extraction], types: Mapping[str, DocumentType]) -> FieldsOf:
    """What `parse` checks values against: fields and kinds of the documents that may be decided on."""
    return {extraction.digest: _kinds(types.get(extraction.type)) for extraction in extractions}


def _kinds(declared: DocumentType | None) -> dict[str, str]:
    return {spec.name: spec.kind for spec in declared.fields} if declared else {}


def parse(content: str | bytes, fields: FieldsOf | None = None) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The decisions of a file and the problems of the entries that are none; with `fields` values are checked too."""
    try:
        entries = _entries(content)
    except _Refused as refused:
        return (), (Problem(index=None, message=str(refused)),)
    decisions, problems = [], []
    for index, entry in enumerate(entries):
        try:
            decisions.append(_decision(entry, fields or {}))
        except _Refused as refused:
            problems.append(Problem(index=index, message=f"Quyết định thứ {index + 1}: {refused}"))
    return tuple(decisions), tuple(problems)


def _entries(content: str | bytes) -> list[Any]:
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        message = "Tệp không phải JSON mã UTF-8: mở bằng trình soạn thảo văn bản, sửa lỗi cú pháp rồi gửi lại."
        raise _Refused(message) from None
    entries = found.get("decisions") if isinstance(found, dict) else found
    if not isinstance(entries, list):
        raise _Refused('Tệp phải là một danh sách quyết định, hoặc {"decisions": [...]}.')
    return entries


def _decision(entry: Any, fields: FieldsOf) -> Decision:
    if not isinstance(entry, dict):
        raise _Refused("phải là một đối tượng JSON.")
    unknown = set(entry).difference(WRITTEN, SHOWN)
    if unknown:
        raise _Refused(f"có {len(unknown)} khóa không rõ; chỉ dùng {', '.join(WRITTEN)}.")
    scan, seen, reviewer, reason = (_text(entry, key) for key in TEXTS)
    values = _values(entry.get("values", {}))
    if seen in fields:
        _check_values(values, fields[seen])
    return Decision(
        scan=scan,
        seen=seen,
        reviewer=reviewer,
        decided_at=_moment(entry),
        accepted=_yes_or_no(entry),
        values=values,
        links=_links(entry.get("links", {})),
        reason=reason,
    )


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _Refused(f"thiếu “{key}”: hãy ghi vào.")
    return value.strip()


def _moment(entry: dict[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(entry, "decided_at"))
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise _Refused("“decided_at” phải là thời điểm ISO có múi giờ, ví dụ 2026-11-23T09:30:00+07:00.")
    return moment


def _yes_or_no(entry: dict[str, Any]) -> bool:
    accepted = entry.get("accepted")
    if not isinstance(accepted, bool):
        raise _Refused("“accepted” phải là true (chấp nhận) hoặc false (từ chối giấy tờ).")
    return accepted


def _values(values: Any) -> dict[str, str | None]:
    if not isinstance(values, dict) or not all(value is None or isinstance(value, str) for value in values.values()):
        raise _Refused("“values” phải là {tên trường: giá trị dạng chữ, hoặc null nếu giấy không ghi}.")
    if any(value is not None and not value.strip() for value in values.values()):
        raise _Refused(
            "“values” còn trường để trống: ghi giá trị đúng, hoặc null nếu giấy không ghi, hoặc bỏ trường đó."
        )
    return values


def _check_values(values: Mapping[str, str | None], kinds: Mapping[str, str]) -> None:
    unknown = [name for name in values if name not in kinds]
    if unknown:
        raise _Refused(f"“values” có {len(unknown)} trường mà loại giấy tờ này không có.")
    for name, value in values.items():
        if value is not None and clean(kinds[name], value) != value:
            raise _Refused(f"giá trị của “{name}” không đúng dạng chuẩn của loại “{kinds[name]}” (ngày: YYYY-MM-DD).")


def _links(links: Any) -> dict[str, str]:
    if not isinstance(links, dict) or not all(said in LINKS for said in links.values()):
        raise _Refused(f"“links” phải là {{vai: {' hoặc '.join(LINKS)}}}.")
    return links


def template(holds: Iterable[Hold]) -> dict[str, Any]:
    """A decisions file for what waits for a person: what was seen under `held`, what must be filled in left empty.

    Nothing is filled in beforehand, so that nothing is accepted unread: `parse` refuses empty entries.
    """
    seen: dict[str, list[Hold]] = {}
    for hold in holds:
        if hold.reason is not HoldReason.REGISTRY_AWAY:
            seen.setdefault(hold.seen, []).append(hold)
    return {"decisions": [_entry(held) for held in seen.values()]}


def _entry(held: list[Hold]) -> dict[str, Any]:
    return {
        "scan": held[0].scan,
        "document": held[0].document,
        "seen": held[0].seen,
        "reviewer": "",
        "decided_at": "",
        "accepted": None,
        "values": {hold.field: "" for hold in held if hold.field},
        "links": {hold.role: "" for hold in held if hold.role},
        "reason": "",
        "held": [dict(_shown(hold)) for hold in held],
    }


def _shown(hold: Hold) -> Iterator[tuple[str, Any]]:
    for name in ("reason", "field", "role", "message", "value", "confidence", "page"):
        if getattr(hold, name) is not None:
            yield name, getattr(hold, name)
