"""Lists printed as tables: industries, members. A row begins with its running number; what has none goes on
with the one before."""

import json
import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from domain.documents import FieldSpec
from domain.kinds import clean
from domain.text import fold, tidy
from ocr.anchors import hits, normal
from ocr.classify import Paper
from ocr.layout import Row, Token
from ocr.spans import Found, Piece

HEADER_ROWS = 5
MAIN = re.compile(r"[\s(\[]*\bchính\b\s*[)\]]?\s*$", re.IGNORECASE)
"""The mark of the main industry after its name."""
END = re.compile(
    r"^\W*(?:[0-9IVX]{1,3}[.)]\s*(?:von|nguoi|thong tin|dia chi|nganh|danh sach|chu )|nguoi dai dien|\*"
    r"|tm\b|kt\b|mau\b|truong phong|ghi chu)",
    re.IGNORECASE,
)


def table(paper: Paper, spec: FieldSpec) -> Found | None:
    """The list under a field's heading as JSON text, None when there is no such table."""
    rows = [row for sheet in paper.sheets for row in sheet.rows]
    wanted = [normal(anchor) for anchor in spec.anchors]
    for at, row in enumerate(rows):
        if hits(row, wanted):
            found = _read(rows[at + 1 :], _columns(spec), spec.name)
            if found:
                return found
    return None


def _columns(spec: FieldSpec) -> dict[str, tuple[str, ...]]:
    """Column name -> folded phrases that may head it, from the hint `columns`."""
    pairs = (part.split("=") for part in spec.hints["columns"].split(";"))
    return {name.strip(): tuple(phrases.strip().split("|")) for name, phrases in pairs}


def _read(rows: Sequence[Row], columns: dict[str, tuple[str, ...]], field: str) -> Found | None:
    head = _header(rows[:HEADER_ROWS], columns)
    if head is None:
        return None
    start, centres = head
    items: list[dict[str, list[Token]]] = []
    used: list[Row] = []
    for row in rows[start:]:
        if END.match(fold(row.text)):
            break
        cells = _cells(row, centres)
        if re.fullmatch(r"\W*\d{1,3}\W*", " ".join(t.text for t in cells.get("", [])[:1])):
            items.append({})
        if items:
            used.append(row)
            for name, tokens in cells.items():
                items[-1].setdefault(name, []).extend(tokens)
    listed = [entry for item in items if (entry := _entry(item, tuple(columns)))]
    if not listed:
        return None
    return Found(
        field, tuple(Piece(r, 0, len(r.text)) for r in used), 1.0, "table", json.dumps(listed, ensure_ascii=False)
    )


def _header(
    rows: Sequence[Row], columns: dict[str, tuple[str, ...]]
) -> tuple[int, dict[str, tuple[float, float]]] | None:
    """Number of the first row after the header, and column -> left and right edge of its heading; "" is the
    running number."""
    for at, row in enumerate(rows):
        places = {name: edges for name, phrases in columns.items() if (edges := _heading(row, phrases))}
        if len(places) >= min(2, len(columns)):
            number = _heading(row, ("stt", "tt", "so tt"))
            places |= {"": number} if number else {}
            taken = list(places.values())
            others = [p for p in row.parts() if not any(left <= p.right and p.left <= right for left, right in taken)]
            return at + 1, places | {f"other {p.left:.0f}": (p.left, p.right) for p in others}
    return None


def _heading(row: Row, phrases: tuple[str, ...]) -> tuple[float, float] | None:
    """Edges of the first of some phrases on a row."""
    for phrase in phrases:
        near = fuzz.partial_ratio_alignment(phrase, row.norm, score_cutoff=88 if len(phrase) > 4 else 100)
        at = f" {row.norm} ".find(f" {phrase} ") if len(phrase) <= 4 else near.dest_start if near else -1
        if at < 0 or len(row.norm) < len(phrase):
            continue
        tokens = row.tokens_in(row.place(at), row.place(min(at + len(phrase), len(row.norm)) - 1) + 1)
        return tokens[0].left, tokens[-1].right
    return None


def _cells(row: Row, centres: dict[str, tuple[float, float]]) -> dict[str, list[Token]]:
    """Words of a row by column: each gap-separated part goes to the column heading it lies under most."""
    cells: dict[str, list[Token]] = {}
    for part in row.parts(0.9):
        name = min(centres, key=lambda column: _distance(part, centres[column]))
        cells.setdefault(name, []).extend(part.tokens)
    first = row.tokens[0]
    if (
        "" not in cells
        and re.fullmatch(r"\d{1,3}[.)]?", first.text)
        and "" in centres
        and _distance(Row((first,)), centres[""]) < 3 * row.height
    ):
        owner = next(name for name, tokens in cells.items() if first in tokens)
        cells[owner].remove(first)
        cells[""] = [first]
    return cells


def _distance(part: Row, edges: tuple[float, float]) -> float:
    left, right = edges
    apart = max(left - part.right, part.left - right, 0.0)
    return apart + abs((part.left + part.right) / 2 - (left + right) / 2) / 100


def _entry(item: dict[str, list[Token]], columns: tuple[str, ...]) -> dict[str, str | None] | None:
    entry: dict[str, str | None] = {}
    for name in columns:
        text = tidy(" ".join(token.text for token in item.get(name, [])))
        entry[name] = _cell(name, text)
    return entry if any(entry.values()) else None


def _cell(name: str, text: str) -> str | None:
    if name == "code":
        found = re.search(r"\d{4,5}", text)
        return found.group() if found else None
    if name == "id":
        words = (text, *text.split())
        return next((n for kind in ("id", "enterprise_code") for word in words if (n := clean(kind, word))), None)
    if name == "contribution":
        return clean("money", text)
    return tidy(MAIN.sub("", text)) or None
