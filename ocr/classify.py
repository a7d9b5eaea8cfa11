"""Which paper a page is, and where one paper of a bundle ends and the next begins."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.documents import DocumentType
from domain.scans import Code
from ocr import payloads
from ocr.anchors import normal
from ocr.layout import Row, is_capitals
from ocr.walk import lexicon

UNKNOWN = "unknown"
GENERAL = "official_document"
"""The type of any paper with an office's head and no title of its own."""
CARD = "citizen_id_card"
MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "socialist republic of viet nam")
HEAD = 0.45
"""A title stands in this upper part of a page."""
OWN = 3
"""So many labels of its own a page must bear, and so many times as many as of any other type."""
CONTINUES = frozenset({"phu luc", "trang"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its rows, upright."""

    number: int
    rotation: int
    height: float
    rows: tuple[Row, ...]
    codes: tuple[Code, ...]

    @property
    def words(self) -> int:
        """How many words it holds."""
        return sum(len(row.tokens) for row in self.rows)


LETTER_BY_LETTER, FAR_MORE = 0.95, 0.25
"""Likeness of a title that is believed as it stands; share of its labels by which another type must be ahead."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A type with how sure it is; `begins` when the page shows that a paper begins on it."""

    type: str
    confidence: float
    begins: bool


NOTHING = Guess(UNKNOWN, 0.0, begins=False)


LABELLED = 0.5
"""Share of a type's labels from which a page without a title is of that type, though an office's head stands on it."""


def guess(sheet: Sheet, types: Mapping[str, DocumentType]) -> Guess:
    """The type of one page taken alone; `unknown` when nothing fits."""
    titled = _checked(_titled(sheet, types), sheet, types)
    coded = _coded(sheet)
    if titled is not None and (coded is None or coded == titled[0]):
        code, score = titled
        labels = support(sheet, types[code])
        sure = _confidence(score, labels, coded=coded is not None)
        return Guess(code, sure, begins=True)
    if coded is not None:
        return Guess(coded, 0.97, begins=titled is not None)
    return _by_labels(sheet, types)


def _checked(
    titled: tuple[str, float] | None, sheet: Sheet, types: Mapping[str, DocumentType]
) -> tuple[str, float] | None:
    """A title not read letter by letter, unless the page bears the labels of another type far more: then that type."""
    if titled is None or titled[1] >= LETTER_BY_LETTER or titled[0] == GENERAL:
        return titled
    office = _has_office_head(sheet)
    scores = {code: support(sheet, kind) for code, kind in types.items() if code != GENERAL or office}
    best = max(scores, key=lambda code: scores[code])
    return (best, titled[1]) if scores[best] - scores[titled[0]] >= FAR_MORE else titled


def _confidence(score: float, labels: float, *, coded: bool) -> float:
    """How sure a title of that likeness (0 to 1) with that share of the type's labels makes us."""
    if coded:
        return 0.995
    return round(min(0.995, 0.35 + 0.4 * max(0.0, (score - 0.8) / 0.2) + 0.5 * min(1.0, labels / 0.35)), 3)


def _titled(sheet: Sheet, types: Mapping[str, DocumentType]) -> tuple[str, float] | None:
    """The type whose title stands best in the head of a page, with its likeness."""
    best: tuple[float, str, float] | None = None
    heads = _head_rows(sheet)
    for place, text in enumerate(heads):
        for code, kind in types.items():
            score = max((_likeness(normal(title), text) for title in kind.titles), default=0.0)
            if score < 0.84:
                continue
            rank = score + (0.0 if code == GENERAL else 0.3) + len(text) / 1000 - place / 10000
            if best is None or rank > best[0]:
                best = (rank, code, score)
    if best is None:
        return (GENERAL, 0.86) if _has_office_head(sheet) and not _is_labelled(sheet, types) else None
    if best[1] == GENERAL and not _has_office_head(sheet) and not _has_motto(sheet):
        return None
    return best[1], best[2]


def _is_labelled(sheet: Sheet, types: Mapping[str, DocumentType]) -> bool:
    """Whether the labels on a page are those of one type so clearly that a lost title is not missed."""
    by_labels = _by_labels(sheet, types)
    return by_labels.type in types and by_labels.begins and by_labels.confidence >= LABELLED


def _head_rows(sheet: Sheet) -> list[str]:
    """Folded texts of title-like rows in the head of a page: each column part alone, and joined with the next row's."""
    card = sheet.words < 130
    limit = sheet.height if card else sheet.height * HEAD + min((row.top for row in sheet.rows), default=0.0)
    parts = [
        part for row in sheet.rows if row.top <= limit for part in (row.parts() if len(row.parts()) > 1 else (row,))
    ]
    texts: list[str] = []
    for at, part in enumerate(parts):
        if not _title_like(part):
            continue
        texts.append(part.norm.strip())
        near = [other for other in parts[at + 1 : at + 3] if 0 <= other.top - part.bottom < 1.6 * part.height]
        texts += [f"{part.norm.strip()} {other.norm.strip()}" for other in near if _title_like(other)]
    return texts


def _title_like(row: Row) -> bool:
    return (is_capitals(row.text) and ":" not in row.text.strip(" :.,;'|-")) or (
        len(row.tokens) <= 6 and row.text[:1].isupper()
    )


def _likeness(title: str, text: str) -> float:
    """0 to 1: how well a row is this title and little else."""
    if len(text) < 0.8 * len(title):
        return 0.0
    whole = fuzz.ratio(title, text) / 100
    if text.startswith(title + " ") or text.endswith(" " + title):
        rest = len(text) - len(title)
        return max(whole, 0.95 if rest <= max(14, 0.9 * len(title)) else 0.0)
    if len(title) >= 12 and len(text) < 1.9 * len(title):
        return max(whole, fuzz.partial_ratio(title, text) / 100 - 0.04)
    return whole


def _has_motto(sheet: Sheet) -> bool:
    head = [row for row in sheet.rows if row.top < 0.4 * sheet.height]
    return any(fuzz.partial_ratio(motto, row.norm) >= 85 for row in head if len(row.norm) >= 16 for motto in MOTTO)


NUMBER = re.compile(r"(?:^|\s)s[oốôó0]\W{0,3}.{0,24}?[/-]\s?[A-ZĐ][\w-]*", re.IGNORECASE)


def _has_office_head(sheet: Sheet) -> bool:
    """A number with an office's symbol beside motto or date line: the head of a document of an office."""
    head = [row for row in sheet.rows if row.top < 0.4 * sheet.height]
    number = any(NUMBER.search(row.text) for row in head)
    return number and _has_motto(sheet)


def _coded(sheet: Sheet) -> str | None:
    """The type a machine-readable mark shows beyond doubt."""
    kinds = {payloads.type_of(code) for code in sheet.codes} - {None}
    return kinds.pop() if len(kinds) == 1 else None


def support(sheet: Sheet, kind: DocumentType) -> float:
    """Share of a type's labelled fields of which some label stands on a page."""
    words = lexicon(kind)
    seen = {phrase for row in sheet.rows for phrase in _labels_in(row, tuple(words.fields))}
    fields = {spec.name for phrase in seen for _, spec in words.fields[phrase]}
    labelled = [spec for spec in kind.fields if spec.anchors]
    return len(fields) / len(labelled) if labelled else 0.0


def _labels_in(row: Row, phrases: tuple[str, ...]) -> frozenset[str]:
    padded = f" {row.norm.strip()} "
    return frozenset(phrase for phrase in phrases if len(phrase) > 5 and f" {phrase} " in padded)


def _by_labels(sheet: Sheet, types: Mapping[str, DocumentType]) -> Guess:
    """Without a title: the back of a card, or a page whose labels only one type has."""
    scores = sorted(((support(sheet, kind), code) for code, kind in types.items() if code != GENERAL), reverse=True)
    (best, code), (second, _) = scores[0], scores[1]
    if CARD in (code, scores[1][1]) and support(sheet, types[CARD]) >= 0.18 and _is_back(sheet):
        return Guess(CARD, 0.75, begins=False)
    if (best >= 0.4 and best - second >= 0.15) or (best >= 0.5 and _only_its_labels(sheet, code, types)):
        return Guess(code, round(min(0.9, best), 3), begins=_has_motto(sheet))
    if _has_motto(sheet):
        return Guess(UNKNOWN, 0.5, begins=True)
    return NOTHING


def _only_its_labels(sheet: Sheet, code: str, types: Mapping[str, DocumentType]) -> bool:
    """Whether a page has labels that only this type has, and hardly any that only another has."""
    seen = {
        other: len({label for row in sheet.rows for label in _labels_in(row, own)})
        for other, own in _own_labels(types).items()
    }
    most = max((count for other, count in seen.items() if other != code), default=0)
    return seen[code] >= max(OWN, OWN * most)


def _own_labels(types: Mapping[str, DocumentType]) -> dict[str, tuple[str, ...]]:
    """Type -> labels no other type has."""
    labels = {code: set(lexicon(kind).fields) for code, kind in types.items()}
    had = Counter(label for own in labels.values() for label in own)
    return {code: tuple(label for label in own if had[label] == 1) for code, own in labels.items()}


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages that are one paper."""

    type: str
    confidence: float
    sheets: tuple[Sheet, ...]


def papers(sheets: Sequence[Sheet], types: Mapping[str, DocumentType]) -> tuple[Paper, ...]:
    """A scan's pages as papers, in page order."""
    found: list[Paper] = []
    for sheet in sheets:
        said = guess(sheet, types)
        if found and _goes_on(found[-1], sheet, said, types):
            found[-1] = _joined(found[-1], sheet, said)
        else:
            found.append(Paper(said.type, said.confidence, (sheet,)))
    return tuple(found)


def _joined(paper: Paper, sheet: Sheet, said: Guess) -> Paper:
    if paper.type == UNKNOWN and said.type != UNKNOWN:
        return Paper(said.type, said.confidence, (*paper.sheets, sheet))
    sure = max(paper.confidence, said.confidence) if said.type == paper.type else paper.confidence
    return Paper(paper.type, sure, (*paper.sheets, sheet))


def _goes_on(paper: Paper, sheet: Sheet, said: Guess, types: Mapping[str, DocumentType]) -> bool:
    """Whether a page belongs to the paper before it."""
    if not sheet.rows and not sheet.codes:
        return True
    if said.type == CARD and paper.type == CARD:
        return len(paper.sheets) == 1 and _other_side(paper.sheets[0], sheet)
    if said.type == CARD or paper.type == CARD:
        return False
    if said.begins:
        return _appendix(sheet) and paper.type != UNKNOWN
    if said.type not in {UNKNOWN, paper.type}:
        return support(sheet, types[said.type]) < 0.4
    return paper.type != UNKNOWN or said.type == UNKNOWN


def _appendix(sheet: Sheet) -> bool:
    return any(row.norm.strip().startswith("phu luc") for row in sheet.rows[:4])


def _other_side(front: Sheet, back: Sheet) -> bool:
    """Front and back differ in what they show: a second front is another card."""
    return side(front) != side(back)


def _is_back(sheet: Sheet) -> bool:
    """Whether a page shows what only the back of an identity card has."""
    norm = " ".join(row.norm for row in sheet.rows)
    return any(code.kind == "mrz" for code in sheet.codes) or any(
        fuzz.partial_ratio(phrase, norm) >= 88
        for phrase in ("dac diem nhan dang", "date month year", "ngon tro", "idvnm", "index finger", "date of issue")
    )


def side(sheet: Sheet) -> str:
    """Which side of an identity card a page shows: front, back or both."""
    norm = " ".join(row.norm for row in sheet.rows)
    front = any(
        fuzz.partial_ratio(phrase, norm) >= 85 for phrase in ("ho va ten", "full name", "ho chu dem va ten khai sinh")
    )
    back = _is_back(sheet)
    return "both" if front and back else "front" if front else "back"
