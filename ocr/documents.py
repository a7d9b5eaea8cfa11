"""From the pages of a scan to its documents: split, recognised, every declared field found, chosen and judged.
No images."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from catalog import document_types
from domain.documents import DocumentType, Extraction
from domain.scans import Box, Page, Reading
from ocr import payloads
from ocr.classify import GENERAL, Paper, Sheet, guess, papers, support
from ocr.combine import vote
from ocr.confidence import judged
from ocr.doubts import doubted
from ocr.extract import Spot, lines_of, spots
from ocr.glued import by_most
from ocr.layout import halves, rows, upright
from ocr.persons_named_twice import told_again

SOME = 0.1
"""Share of its labels a page must have to be read as one that goes on with a paper of a type."""
UNSURE = 0.9
"""How sure a place is at most whose label was found by what most readers have."""
ORDER = ("mrz", "qr")
"""Codes from the least to the most trusted: a later one's word replaces an earlier one's."""


def sheet_of(page: Page) -> Sheet:
    """A page's rows, upright."""
    height = page.size[1] if page.rotation % 180 == 0 else page.size[0]
    read = tuple(row for half in halves(upright(page)) for row in rows(half))
    return Sheet(page.number, page.rotation, float(height), read, page.codes)


def find(
    reading: Reading, *, target_error: float = 0.001, types: Mapping[str, DocumentType] | None = None
) -> tuple[Extraction, ...]:
    """Every document of a scan in page order, with all its declared fields; `types` are the catalog's unless given."""
    known = document_types() if types is None else types
    found = papers([sheet_of(page) for page in reading.pages], known)
    pages = {page.number: page for page in reading.pages}
    return tuple(_extraction(reading, at, paper, pages, known, target_error) for at, paper in enumerate(found))


def _extraction(
    reading: Reading,
    index: int,
    paper: Paper,
    pages: Mapping[int, Page],
    types: Mapping[str, DocumentType],
    target: float,
) -> Extraction:
    own = [pages[sheet.number] for sheet in paper.sheets]
    votes = [vote(spot, pages, coded(paper)) for spot in _spots(paper, types)]
    votes = told_again(votes, types.get(paper.type))
    fields = tuple(doubted(one, judged(one, votes, target), pages) for one in votes)
    return Extraction(
        scan=reading.scan, index=index, pages=tuple(sheet.number for sheet in paper.sheets), type=paper.type,
        type_confidence=paper.confidence, fields=fields,
        text="\n".join(lines_of(sheet.rows) for sheet in paper.sheets),
        codes=tuple(code for sheet in paper.sheets for code in sheet.codes), notes=_notes(own),
        rotation=own[0].rotation, skew=own[0].skew, dpi=own[0].dpi, engine=reading.engine,
        seconds=round(sum(page.seconds for page in own), 3),
    )  # fmt: skip


def _notes(pages: Iterable[Page]) -> tuple[str, ...]:
    """What was noticed on pages, each once; also which of them could not be read."""
    said = [note for page in pages for note in ([f"page_error:{page.error}"] if page.error else page.notes)]
    return tuple(dict.fromkeys(said))


def _spots(paper: Paper, types: Mapping[str, DocumentType]) -> tuple[Spot, ...]:
    """Where the fields stand; those whose label the page's reader lost by what most have: a person sees them."""
    if paper.type not in types:
        return ()
    first = spots(paper, types[paper.type])
    voted = any(token.word.said is not None for sheet in paper.sheets for row in sheet.rows for token in row.tokens)
    if not voted or all(spot.found for spot in first):
        return first
    sheets = tuple(replace(sheet, rows=tuple(map(by_most, sheet.rows))) for sheet in paper.sheets)
    again = {spot.spec.name: spot for spot in spots(replace(paper, sheets=sheets), types[paper.type])}
    return tuple(spot if spot.found else _unsure(again[spot.spec.name], spot) for spot in first)


def _unsure(spot: Spot, other: Spot) -> Spot:
    return replace(spot, found=replace(spot.found, sure=min(spot.found.sure, UNSURE))) if spot.found else other


def coded(paper: Paper) -> dict[str, str]:
    """What the codes on a paper say of its fields."""
    marks = [code for sheet in paper.sheets for code in sheet.codes]
    marks.sort(key=lambda code: ORDER.index(code.kind) if code.kind in ORDER else 0)
    said: dict[str, str] = {}
    for code in marks:
        if payloads.type_of(code) == paper.type:
            said |= payloads.read(code)
    return said


def zones(page: Page) -> dict[Box, str]:
    """Boxes of single lines, in file pixels, where this page alone seems to hold values, each with what was read
    there: what a second reader should read."""
    sheet, types = sheet_of(page), document_types()
    said = guess(sheet, types)
    kinds = [said.type] if said.type in types else _likely(sheet, types)
    boxes: dict[Box, str] = {}
    for kind in kinds:
        paper = Paper(kind, said.confidence, (sheet,))
        for spot in _spots(paper, types):
            if spot.found is not None and spot.spec.kind != "listing":
                boxes |= {piece.box(page.rotation): piece.text for piece in spot.found.pieces}
    return boxes


def _likely(sheet: Sheet, types: Mapping[str, DocumentType]) -> list[str]:
    """The types a page without a title may go on with: those some of whose labels it has, and any office's document."""
    likely = [code for code, kind in types.items() if code != GENERAL and support(sheet, kind) > SOME]
    return [*likely, GENERAL] if GENERAL in types else likely
