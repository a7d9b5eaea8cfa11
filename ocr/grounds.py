"""What forbids a value to go on whatever its score, and what kind of value it is judged as.

Facts of the paper and of the readers alone; how sure a value is else stands in `ocr/confidence.py`."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from domain.documents import Origin
from domain.text import fold
from ocr import industries, spelled_out
from ocr.combine import LISTED, Vote
from ocr.dissent import fewest_voices
from ocr.given_names import uncommon
from ocr.letters import is_letter, is_unprinted
from ocr.maimed import maimed, other_marks
from ocr.plausible import plausible
from ocr.units import is_unit_name

GROUPS = {
    "name": "name", "address": "address", "text": "text", "title": "title", "listing": "list", "urgency": "text",
    "sex": "closed", "ethnicity": "closed", "nationality": "closed",
}  # fmt: skip
WORDS = frozenset({"name", "signer", "address", "text"})
"""Groups of words, each judged by its own: what spoils an address (a lost end) spoils no name."""
LEAST_MARGIN = {"name": -1.0, "signer": -1.0, "text": -3.0, "address": -8.0}
"""Log odds of the third reader below which words are never let go on: lists of units vouch for much of an address."""
SIGNING = (spelled_out.CAPACITIES, spelled_out.POSITIONS)
SURE_WORD, SURE_LINE, ENOUGH, ALL = 0.85, 0.97, 2, 3
"""From which confidence the page's reader is sure of a word, the others of a line; and how many readers
are enough, and how many there are."""
RARE_MARGIN = 5.0
"""Log odds of the third reader from which on a name that follows no Vietnamese spelling is believed."""
OTHER_PEOPLES = frozenset(
    """
    k ka kơ y h hơ cil ya rơ ro ksor siu nay kpă kpa rah touneh jơ lơ bon liêng krajăn niê mlô êban đa dà păng ayun rmah
    rcom nhơn ndu pang
    """.split()  # noqa: SIM905
)
"""How names of the highlands' peoples begin, which follow no Vietnamese spelling."""
VOWEL = re.compile("[aeiouy]")
SERIAL = re.compile(r"(?:[A-ZĐ]{1,3} ?)?\d{4,9}")
"""A number with the letters of its series before it."""


def group(vote: Vote) -> str:
    """The group a field is judged in: by its kind; a text of digits alone, or of a series and a number, as digits;
    words of a short list, and the name of the unit a document is from, as such; a signer, whom a seal may lie on, and
    other words of a signature block, whose ends nothing marks, apart."""
    found = GROUPS.get(vote.spec.kind, "digits")
    if spelled_out.listed(vote.spec.hints.get("list"), vote.field.value or ""):
        return "listed"
    if vote.spec.kind == "text" and SERIAL.fullmatch(vote.field.value or ""):
        return "digits"
    if vote.spec.hints.get("reader") == "place" and is_unit_name(vote.field.value or ""):
        return "listed"
    signed = vote.found is not None and vote.found.how == "signature"
    if signed and vote.spec.kind == "name":
        return "signer"
    return "title" if signed and found in WORDS else found


def supported(vote: Vote, others: Sequence[Vote]) -> bool:
    """Whether nothing forbids a value to go on whatever its score: it has a code, a text layer or two readers behind
    it, and stands where it was expected."""
    if vote.field.value is None:
        return False
    if needs_confirming(vote):
        return is_confirmed(vote, others)
    if vote.field.origin is Origin.CODE:
        return not disputed(vote)
    if not well_placed(vote) or contradicted(vote, others) or not is_plausible(vote) or _shared(vote, others):
        return False
    if vote.exact:
        return group(vote) in {"digits", "closed", "listed"} or vote.spec.kind == "name"
    if vote.spec.hints.get("handwritten") and not _plain(vote):
        return False
    if vote.spec.hints.get("list") in SIGNING and not (_signed_so(others) and _as_read(vote)):
        return False
    return voices(vote) >= ENOUGH and not _lost_something(vote)


def needs_confirming(vote: Vote) -> bool:
    """Whether a value has no reading to be judged by: a list, of which each cell is read but once, or what a paper does
    not print."""
    return vote.spec.kind == "listing" or is_unprinted(vote)


def is_confirmed(vote: Vote, others: Sequence[Vote]) -> bool:
    """Whether such a value follows from all else: the national classification, or a letter's number and subject."""
    if vote.spec.kind == "listing":
        return well_placed(vote) and industries.confirmed(vote.field.value or "[]")
    return is_letter(others)


def well_placed(vote: Vote) -> bool:
    """Found by a label read all but letter by letter, or by its place in head, signature or sentence; or by its form
    alone, where all readers see the same."""
    if vote.found is None:
        return False
    if vote.found.how == "alone":
        return vote.voices == ALL
    return vote.found.sure >= 0.95


def is_plausible(vote: Vote) -> bool:
    """Whether the value could be one of its field; what is on a list of its field's words is."""
    value, hints = vote.field.value or "", vote.spec.hints
    if hints.get("symbol") == "always" and "/" not in value:
        return False
    if spelled_out.listed(hints.get("list"), value):
        return True
    return plausible(vote.spec.kind, value, alone=hints.get("words") == "one", any_spelling=_of_other_peoples(vote))


def _of_other_peoples(vote: Vote) -> bool:
    """Whether a name that follows no Vietnamese spelling begins as theirs do and is seen so by all (`K'Brôih`)."""
    value = vote.field.value or ""
    seen = vote.spec.kind == "name" and vote.voices == ALL and (vote.margin or 0.0) >= RARE_MARGIN
    first, *rest = re.findall(r"[^\W_]+", value.casefold()) or [""]
    return seen and first in OTHER_PEOPLES and bool(rest) and all(VOWEL.search(fold(word)) for word in rest)


def contradicted(vote: Vote, others: Sequence[Vote]) -> bool:
    """A personal number that does not fit the birth year or sex printed for the same person (a warning in law,
    a doubt here)."""
    value = vote.field.value or ""
    if vote.spec.kind not in {"personal_id", "id"} or len(value) != 12:
        return False
    role = {a.split(".")[0] for a in vote.spec.attributes if a.endswith("personal_id")}
    born = next((o.field.value for o in others if _says(o, role, "date_of_birth")), None)
    sex = next((o.field.value for o in others if _says(o, role, "sex")), None)
    year = 1900 + 100 * (int(value[3]) // 2) + int(value[4:6])
    wrong_year = born is not None and int(born[:4]) != year
    return wrong_year or (sex is not None and (sex == "Nữ") != (int(value[3]) % 2 == 1))


def _says(vote: Vote, roles: set[str], attribute: str) -> bool:
    return vote.field.value is not None and any(f"{role}.{attribute}" in vote.spec.attributes for role in roles)


def _shared(vote: Vote, others: Sequence[Vote]) -> bool:
    """Whether another field of the same kind has its value from the very same place: one of them is another's (the
    heading of a column was lost, and the wife's name stands for the husband's too)."""
    return any(
        other is not vote and other.spec.kind == vote.spec.kind
        and (other.field.page, other.field.box) == (vote.field.page, vote.field.box)
        for other in others if other.field.box is not None
    )  # fmt: skip


def voices(vote: Vote) -> int:
    """How many readers read a value; of names, addresses and words of lists, how many read each word of it."""
    by_word = vote.spec.kind in {"name", "address"} or group(vote) == "listed"
    return max(vote.voices, fewest_voices(vote.field.value or "", vote.said)) if by_word else vote.voices


def _lost_something(vote: Vote) -> bool:
    """Whether digits, marks or letters may be other ones than all readers say."""
    if (group(vote) == "digits" and maimed(vote)) or _rare_marks(vote):
        return True
    office = vote.spec.hints.get("list") == spelled_out.OFFICES
    return (group(vote) in WORDS or office) and (not _fits(vote) or other_marks(vote))


def _fits(vote: Vote) -> bool:
    """Whether the picture speaks for words more than for any one letter away."""
    return vote.margin is not None and vote.margin >= LEAST_MARGIN.get(group(vote), LEAST_MARGIN["text"])


def _rare_marks(vote: Vote) -> bool:
    """Whether a person's name has a word that no common name has, but for its marks: all readers may have lost one."""
    return vote.spec.kind == "name" and bool(uncommon(vote.field.value or ""))


def _signed_so(votes: Sequence[Vote]) -> bool:
    """Whether the capacity and the title of a signature fit each other."""
    said = {vote.spec.hints.get("list"): vote.field.value for vote in votes}
    return spelled_out.fitting(*(said.get(name) for name in SIGNING))


def _as_read(vote: Vote) -> bool:
    """Whether words of a signature stand as they were read: where marks are lost, a row of it may be."""
    return not any(note.startswith(LISTED) for note in vote.field.notes)


def _plain(vote: Vote) -> bool:
    """Read so surely that nobody can have written it by hand: by the first two readers, or by any two of three who all
    read the same."""
    first = min(vote.words, default=0.0) >= SURE_WORD
    second, third = (one is not None and one.sure >= SURE_LINE for one in (vote.second, vote.third))
    return (first and second) or (vote.voices == ALL and (first, second, third).count(True) > 1)


def disputed(vote: Vote) -> bool:
    """A code against which both readers, or a print too different to be a misreading, stand."""
    if not any(note.startswith("print:") for note in vote.field.notes):
        return False
    alike = fuzz.ratio(fold(vote.first or ""), fold(vote.code or ""))
    if group(vote) in WORDS and fold(vote.code or "").startswith(fold(vote.first or "-")):
        return False  # the first row of what the code says: the next was not found
    return vote.agreed or (group(vote) in WORDS and alike < 90)
