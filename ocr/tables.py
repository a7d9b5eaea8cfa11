"""Lists printed as tables: industries, members. A row begins with its running number; what has none goes on
with the one before."""

import json
import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise, takewhile

from rapidfuzz import fuzz

from domain.documents import FieldSpec
from domain.kinds import clean
from domain.text import fold, tidy
from ocr.anchors import hits, normal
from ocr.classify import Paper
from ocr.glued import by_most
from ocr.grids import border
from ocr.layout import Row, Token
from ocr.pieces import Found, Piece

HEADER_ROWS = 5
UNCOUNTED = 0.9
"""How sure a table is found whose running numbers have a gap: a row may be lost."""
MAIN = re.compile(r"[\s(\[]*\bchính\b\s*[)\]]?\s*$", re.IGNORECASE)
"""The mark of the main industry after its name."""
END = re.compile(
    r"^\W*(?:[0-9IVX]{1,3}[.)]\s*(?:von|nguoi|thong tin|dia chi|nganh|danh sach|chu )|nguoi dai dien|\*"
    r"|tm\b|kt\b|mau\b|truong phong|ghi chu)",
    re.IGNORECASE,
)


def table(paper: Paper, spec: FieldSpec) -> Found | None:
    """The list under a field's heading as JSON text, None when there is no such table."""
    rows = [by_most(row) for sheet in paper.sheets for row in sheet.rows]
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
        return _listed(rows, field) if "code" in columns else None
    start, places = head
    body = list(takewhile(lambda row: not END.match(fold(row.text)), rows[start:]))
    names, edges = _edges(body, places)
    items: list[dict[str, list[Token]]] = []
    used: list[Row] = []
    for row in body:
        cells = _cells(row, names, edges)
        if _begins(cells, places):
            items.append({})
        if items:
            used.append(row)
            for name, tokens in cells.items():
                items[-1].setdefault(name, []).extend(tokens)
    listed = [entry for item in items if (entry := _entry(item, tuple(columns)))]
    return _found(field, used, listed, sure=1.0 if len(listed) == len(items) and _counted(items) else UNCOUNTED)


def _counted(items: Sequence[dict[str, list[Token]]]) -> bool:
    """Whether the running numbers go from 1 without a gap; true where none are printed."""
    numbers = [re.sub(r"\D", "", " ".join(token.text for token in item.get("", []))) for item in items]
    return not any(numbers) or numbers == [str(number) for number in range(1, len(items) + 1)]


def _found(field: str, rows: Sequence[Row], listed: Sequence[dict[str, str | None]], sure: float = 1.0) -> Found | None:
    pieces = tuple(Piece(row, 0, len(row.text)) for row in rows)
    return Found(field, pieces, sure, "table", json.dumps(listed, ensure_ascii=False)) if listed else None


def _begins(cells: dict[str, list[Token]], places: dict[str, tuple[float, float]]) -> bool:
    """Whether a row begins an entry: with its running number or, where none is printed, with its code or number."""
    key = next(name for name in ("", "code", "id", "name") if name in places)
    text = " ".join(token.text for token in cells.get(key, []))
    return re.match({"": r"\W*\d{1,3}(?!\S)", "name": r"\w"}.get(key, r"\W*\d{4,}"), text) is not None


CODED = re.compile(r"\(?\s*mã(?:\s+(?:ngành|số))?\W{0,3}(?P<code>\d{4,5})\W*", re.IGNORECASE)


def _listed(rows: Sequence[Row], field: str) -> Found | None:
    """Entries as sentences: `- Bán lẻ thực phẩm (Mã ngành: 4722);`."""
    body = list(takewhile(lambda row: not END.match(fold(row.text)), rows))
    text = " ".join(row.text for row in body)
    listed: list[dict[str, str | None]] = []
    at = 0
    for match in CODED.finditer(text):
        name = tidy(MAIN.sub("", re.sub(r"^[\W_]*(?:\d{1,2}[.)]\s*)?[\W_]*", "", text[at : match.start()])))
        listed.append({"code": match["code"], "name": name or None})
        at = match.end()
    return _found(field, body, listed)


OTHERS = (
    "quoc tich", "dia chi", "noi dang ky", "noi thuong tru", "ty le", "ghi chu", "gioi tinh", "loai co phan",
    "ngay sinh", "dan toc", "so luong",
)  # fmt: skip
"""Headings of columns that are no part of an entry."""


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
            heads = {f"other {phrase}": edges for phrase in OTHERS if (edges := _heading(row, (phrase,)))}
            places |= {name: edges for name, edges in heads.items() if _is_free(edges, places)}
            parts = {f"other {part.left:.0f}": (part.left, part.right) for part in row.parts(0.9)}
            return at + 1, places | {name: edges for name, edges in parts.items() if _is_free(edges, places)}
    return None


def _is_free(edges: tuple[float, float], places: dict[str, tuple[float, float]]) -> bool:
    return all(right < edges[0] or edges[1] < left for left, right in places.values())


def _edges(body: Sequence[Row], places: dict[str, tuple[float, float]]) -> tuple[list[str], list[float]]:
    """Columns from left to right, and the edges between them."""
    names = sorted(places, key=lambda name: places[name])
    middles = [(places[name][0] + places[name][1]) / 2 for name in names]
    split = [row for row in body if len(row.parts(0.9)) > 1] or body
    return names, [border(split, low, high) for low, high in pairwise(middles)]


def _cells(row: Row, names: Sequence[str], edges: Sequence[float]) -> dict[str, list[Token]]:
    """Words of a row by column."""
    cells: dict[str, list[Token]] = {}
    for token in row.tokens:
        column = names[bisect(edges, (token.left + token.right) / 2)]
        cells.setdefault(column, []).append(token)
    return cells


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
