"""The head of an office's document: office and number at the left, motto, place and date at the right, then
the title."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.text import fold, fold_letters
from ocr.classify import MOTTO, NUMBER, Paper, Sheet
from ocr.layout import SAME_SHAPE, Row, is_capitals, rows
from ocr.pieces import Found, Piece, trimmed
from ocr.stamps import form, is_form, received_on, urgency

TOP = 0.42
"""The head stands in this upper part of the page."""
OFFICE = re.compile(
    r"^\W*(uy ban|ubnd|hoi dong|hdnd|so|bo|chi cuc|cuc|tong cuc|phong|van phong|ban|trung tam|thanh tra"
    r"|truong|cong an|thu tuong"
    r"|chinh phu|quoc hoi|toa an|vien|cong ty|tinh uy|huyen uy|thanh uy|dang uy|lien|hoi|doan|chu tich"
    r"|bao hiem|kho bac|benh vien)\b"
)
PLACE = r"(?:\d{1,2}\s)?[^\W\d][^\d:;()/]{1,40}?(?:\s\d{1,2}(?:\s[^\W\d][^\d:;()/]{1,20}?)?)?"
"""Words, with the number of a district among them at most (`phường 1 Bảo Lộc`)."""
DATED = re.compile(
    rf"^\W*(?P<place>{PLACE})\s*[,.]?\s*(?P<day>\bn{{1,2}}g[a-z]{{1,3}}(?:\s?/\s?date)?\W{{0,3}}"
    r"(?P<d>[^\s,]{0,3})\W{0,4}"
    r"th[a-z]{1,3}g?(?:\s?/\s?month)?\W{0,3}"
    r"(?P<m>[^\s,]{0,3})\W{0,4}n[a-z]{1,2}m?(?:\s?/\s?year)?\W{0,3}(?P<y>[12]\d{2}(?:\d|[\]|il!])))\W{0,3}$"
)
SPOILT = re.compile(
    rf"^\W*(?P<place>{PLACE})\s*,\s*(?P<day>(?P<before>[^\s\d]{{3,12}}(?:\s[^\s\d]{{2,6}})?)\s+\d{{1,2}}\s+"
    r"(?P<between>[^\s\d]{4,14})\s+\d{1,2}\s+(?P<year>[^\s\d]{2,9})\s+[12]\d{3})\W{0,3}$"
)
"""The same with its three words misread (`lháng/nuonli`); two of them must still be much like what they should be."""
WORDED = {"before": ("ngay", "ngay/date"), "between": ("thang", "thang/month"), "year": ("nam", "nam/year")}
LIKE, ALIKE = 60, 2
"""How like (of 100) a spoilt word must be to what it should be, and how many of the three must be."""
RANKS = frozenset({"phuong", "xa", "thi", "quan", "huyen", "thanh", "tinh"})
"""First words of a unit's rank, which some write small."""
UNFINISHED = frozenset({"van phong", "trung tam", "ban quan ly", "phong", "hoi dong", "thanh tra"})
"""What alone on a row wants the name of whose office it is, on the next."""
NUMBERED = re.compile(r"\b(?:phuong|quan|xa|doi)\W*$")
"""The end of an office whose unit bears a number, which stands on the next row."""
SHORT, SMALL_OR_LARGE = 5, re.compile(rf"[{SAME_SHAPE} ]+")
"""A row of so few letters that look the same small and large (`VỤ`): a reader may take capitals for small ones."""


@dataclass(frozen=True, slots=True)
class Head:
    """Rows of the head's left and right column, of the title, and of what comes after it."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    title: Row | None
    after: tuple[Row, ...]


def head(sheet: Sheet, titles: Sequence[str]) -> Head:
    """The head of one page."""
    limit = min((row.top for row in sheet.rows), default=0.0) + TOP * sheet.height
    upper = [row for row in sheet.rows if row.top < limit]
    border = _border(upper, sheet)
    known = _title_place(upper, titles)
    above = upper[: known[0]] if known else upper
    tokens = [token for row in above for token in row.tokens]
    left = rows(t for t in tokens if (t.left + t.right) / 2 < border)
    right = rows(t for t in tokens if (t.left + t.right) / 2 >= border)
    if known is None:
        return Head(left, right, None, ())
    return Head(left, right, known[1], sheet.rows[known[0] + 1 :])


def _border(upper: Sequence[Row], sheet: Sheet) -> float:
    """Where the right column begins: left of the motto."""
    for row in upper:
        near = fuzz.partial_ratio_alignment(MOTTO[0], row.norm, score_cutoff=80) if len(row.norm) >= 20 else None
        if near is not None:
            at = row.place(min(near.dest_start + 1, len(row.norm) - 1))
            return row.tokens_in(at, at + 1)[0].left - 0.5 * row.height
    return max((row.right for row in sheet.rows), default=0.0) * 0.45


def _title_place(upper: Sequence[Row], titles: Sequence[str]) -> tuple[int, Row] | None:
    """Which row holds the title, and the title itself (a stamp may stand beside it)."""
    for place, row in enumerate(upper):
        for part in (row, *row.parts()):
            norm = part.norm.strip()
            if norm.startswith("cong van den"):  # the stamp of the office that received it
                continue
            if is_capitals(part.text) and any(
                fuzz.ratio(title, norm) >= 86 or norm.startswith(f"{title} ") for title in titles
            ):
                return place, part
    return None


def heads(paper: Paper, titles: Sequence[str]) -> list[Head]:
    """Heads of the pages on which one may stand: the first, and the last (a consolidated text has it there)."""
    sheets = paper.sheets if len(paper.sheets) < 2 else (paper.sheets[0], paper.sheets[-1])
    return [head(sheet, titles) for sheet in sheets if sheet.rows]


def number(paper: Paper, titles: Sequence[str]) -> Found | None:
    """The number and symbol after `Số`, in the head's left column or alone on a row near the title."""
    for top in heads(paper, titles):
        for row in (*top.left, *top.right, *([top.title] if top.title else []), *top.after[:8]):
            for part in row.parts():
                found = None if is_form(part.text) else _number_in(part)
                if found:
                    return found
    return None


SO = re.compile(r"^\W*(?:giay phep )?(?:s[o0]|8o|sa(?=\s*[:.;]))(?:\s*/\s*no)?\s*[:.;,]?\s*(?=.*[\d/])")


def _number_in(part: Row) -> Found | None:
    folded = fold_letters(part.text)
    start = SO.match(folded)
    if start is None or re.match(
        r"(quyen|dinh danh|cccd|cmnd|can cuoc|giay to|tien|dien thoai)", folded[start.end() :]
    ):
        return None
    end = re.search(r"\s*(?:quyen|ngay)\b", folded[start.end() :])
    piece = trimmed(Piece(part, start.end(), start.end() + end.start() if end else len(part.text)))
    return Found("number", (piece,), 1.0, "head") if piece and NUMBERLIKE.search(piece.text) else None


NUMBERLIKE = re.compile(r"\d|/")
SYMBOL = re.compile(rf"{NUMBER.pattern}|\d\s*/\s*[^\W\d_]", re.IGNORECASE)
"""What ends the offices above it: the number, known by its symbol where its label was misread."""


def dated(paper: Paper, titles: Sequence[str]) -> tuple[Found, Found] | None:
    """Place and day of `Lâm Đồng, ngày … tháng … năm …`: in the head, else the last such row."""
    tops = heads(paper, titles)
    first = [row for top in tops for row in (*top.right, *top.left)]
    rest = [part for sheet in reversed(paper.sheets) for row in reversed(sheet.rows) for part in (row, *row.parts())]
    for row in (*first, *rest):
        folded = fold_letters(row.text)
        found = DATED.search(folded) or _spoilt(folded)
        if found is None or not _is_place(row.text[slice(*found.span("place"))]):
            continue
        place = trimmed(Piece(row, found.start("place"), found.end("place")))
        day = trimmed(Piece(row, *found.span("day")))
        if place and day:
            return Found("place", (place,), 1.0, "head"), Found("date", (day,), 1.0, "head")
    return None


def _spoilt(folded: str) -> re.Match[str] | None:
    """Place and day whose words were misread."""
    found = SPOILT.search(folded)
    if found is None:
        return None
    alike = [max(fuzz.ratio(found[part], word) for word in words) >= LIKE for part, words in WORDED.items()]
    return found if sum(alike) >= ALIKE else None


def _is_place(before: str) -> bool:
    words = before.strip(" ,.-–_").split()
    return (
        0 < len(words) <= 7
        and (words[0][:1].isupper() or words[0].isdigit() or fold(words[0]) in RANKS)
        and not re.match(r"(can cu|theo|tai|so|luat|nghi|ngay|thang|nam|sinh|ho|noi|que|ten)\b", fold(before))
    )


def issuer(paper: Paper, titles: Sequence[str]) -> Found | None:
    """The office that issues: the last office named above the number."""
    for top in heads(paper, titles):
        offices: list[list[Piece]] = []
        for row in _level_with_motto(top):
            if SO.match(fold_letters(row.text)) or SYMBOL.search(row.text) or re.match(r"\W*v\W?v\b", fold(row.text)):
                break
            piece = trimmed(Piece(row, 0, len(row.text)))
            if piece and not re.search(r"\bcong van den\b", row.norm):
                _add_office(offices, piece)
        if offices:
            return Found("issued_by", tuple(offices[-1]), 1.0, "head")
    return None


def _add_office(offices: list[list[Piece]], piece: Piece) -> None:
    """A row that begins another office, goes on with the last, or is none."""
    if offices and piece.text.isdigit() and NUMBERED.search(fold(offices[-1][-1].text)):
        offices[-1].append(piece)
        return
    letters = len(re.findall(r"[^\W\d_]", piece.text))
    small = bool(offices) and len(piece.text) <= SHORT and SMALL_OR_LARGE.fullmatch(fold_letters(piece.text))
    if letters < (2 if offices else 3) or not (is_capitals(piece.text) or small):
        return
    if not offices or (OFFICE.match(fold(piece.text)) and not _unfinished(offices[-1])):
        offices.append([piece])
    else:
        offices[-1].append(piece)


def _level_with_motto(top: Head) -> list[Row]:
    """The left column without stamps above it."""
    mottos = [row for row in top.right if len(row.norm) >= 16 and fuzz.partial_ratio(MOTTO[0], row.norm) >= 80]
    level = mottos[0].top - 1.2 * mottos[0].height if mottos else 0.0
    return [row for row in top.left if row.top >= level]


def _unfinished(office: list[Piece]) -> bool:
    """`VĂN PHÒNG` alone wants the name of whose office it is."""
    return fold(" ".join(piece.text for piece in office)) in UNFINISHED


def title(paper: Paper, titles: Sequence[str]) -> Found | None:
    """The kind of document as its title prints it; CÔNG VĂN where none is printed."""
    for top in heads(paper, titles):
        if top.title is None:
            continue
        norm = top.title.norm.strip()
        best = max(titles, key=lambda known: (fuzz.partial_ratio(known, norm), len(known)))
        length = len(best.split())
        end = top.title.starts[length] - 1 if len(top.title.starts) > length else len(top.title.text)
        piece = trimmed(Piece(top.title, 0, end))
        if piece:
            return Found("kind", (piece,), fuzz.ratio(best, fold(piece.text)) / 100, "head")
    return Found("kind", (), 1.0, "absent", "CÔNG VĂN")


def place(paper: Paper, titles: Sequence[str]) -> Found | None:
    """Where it was issued, before the day."""
    found = dated(paper, titles)
    return found[0] if found else None


def date_line(paper: Paper, titles: Sequence[str]) -> Found | None:
    """The day of issue."""
    found = dated(paper, titles)
    return found[1] if found else None


HEAD_READERS: dict[str, Callable[[Paper, Sequence[str]], Found | None]] = {
    "number": number,
    "date_line": date_line,
    "place": place,
    "issuer": issuer,
    "title": title,
    "urgency": urgency,
    "received_on": received_on,
    "form": form,
}
"""Readers a field names by its hint `reader`."""
