"""What papers say of the invented people: some fields only, misread by OCR, by seed; strangers among them."""

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.population import NOBODY, People, full_names, people

Row = dict[str, Any]
RELATIVES = ("mother_name", "father_name", "spouse_name")
COLUMNS = [
    "mention_id",
    "full_name",
    "date_of_birth",
    "sex",
    "personal_id",
    "old_id",
    "address",
    "mother_name",
    "father_name",
    "spouse_name",
    "dossier_id",
    "document_year",
    "person_id",
]
TONES = "\u0300\u0301\u0303\u0309\u0323"
ALIKE = {"0": "86", "1": "74", "2": "7", "3": "85", "4": "1", "5": "63", "6": "50", "7": "12", "8": "30", "9": "48"}
LETTERS = {"n": "hu", "h": "nb", "i": "lt", "l": "i", "u": "nv", "o": "ce", "c": "eo", "t": "f", "m": "n", "g": "q"}
MARKS = {"â": "ă", "ă": "â", "ơ": "o", "ư": "u", "ô": "o", "ê": "e", "đ": "d"}


@dataclass(frozen=True, slots=True)
class Noise:
    """How often each thing goes wrong, as a share of the values printed."""

    mark: float = 0.05
    letter: float = 0.02
    word: float = 0.01
    digit: float = 0.03
    two_digits: float = 0.006
    spouse_id: float = 0.005
    date_digit: float = 0.02
    swapped: float = 0.006
    wrong_sex: float = 0.004
    moved: float = 0.12

    def times(self, factor: float) -> "Noise":
        """The same, so many times as bad."""
        return Noise(*(getattr(self, name) * factor for name in self.__slots__))


def world(
    persons: int, mentions: int, *, strangers: float = 0.05, seed: int, noise: Noise | None = None
) -> tuple[pa.Table, pa.Table]:
    """Registry and mentions; a mention's `person_id` is the truth, null for a stranger, whom the registry lacks."""
    crowd, registry = people(persons, seed)
    rng = random.Random(seed + 1)
    unknown = set(rng.sample(range(registry.num_rows), int(mentions * strangers)))
    seen = _dossiers(crowd, rng, mentions, unknown, strangers)
    writer = _Writer(registry.drop_columns(["person_id"]), full_names(crowd), crowd, rng, noise or Noise())
    truth = registry["person_id"].to_pylist()
    rows = [
        writer.mention(f"M{number}", f"D{dossier}", person)
        | {"person_id": None if person in unknown else truth[person]}
        for number, (dossier, person) in enumerate(seen)
    ]
    known = np.ones(registry.num_rows, dtype=bool)
    known[list(unknown)] = False
    return registry.filter(pa.array(known)), pa.Table.from_pylist(rows, schema=_schema())


def _schema() -> pa.Schema:
    return pa.schema([(name, pa.int32() if name == "document_year" else pa.string()) for name in COLUMNS])


def _dossiers(
    crowd: People, rng: random.Random, mentions: int, unknown: set[int], share: float
) -> Iterator[tuple[int, int]]:
    """(dossier, person): one to three of a household in each; every `1/share`-th mention is a stranger."""
    order = np.argsort(crowd.home, kind="stable")
    starts = np.searchsorted(crowd.home[order], np.arange(int(crowd.home.max()) + 2))
    outside, made, dossier = sorted(unknown), 0, 0
    rng.shuffle(outside)
    while made < mentions:
        home = rng.randrange(len(starts) - 1)
        members = [int(p) for p in order[starts[home] : starts[home + 1]] if int(p) not in unknown]
        picked = rng.sample(members, min(len(members), rng.choice([1, 1, 2, 2, 3]), mentions - made))
        for person in picked:
            yield dossier, outside.pop() if outside and rng.random() < share * 1.02 else person
        made, dossier = made + len(picked), dossier + bool(picked)


class _Writer:
    """Writes one mention of one person as a paper may."""

    def __init__(self, registry: pa.Table, names: Any, crowd: People, rng: random.Random, noise: Noise) -> None:
        self.columns = {name: registry[name].to_pylist() for name in registry.column_names}
        self.names, self.crowd, self.rng, self.noise = names, crowd, rng, noise
        self.born = crowd.day.astype("datetime64[D]").astype(str)

    def mention(self, mention: str, dossier: str, person: int) -> Row:
        rng = self.rng
        year = rng.randint(max(1995, min(2025, int(self.born[person][:4]))), 2025)
        row = {"mention_id": mention, "dossier_id": dossier, "document_year": year}
        row["full_name"] = self.name(self.columns["full_name"][person])
        row["date_of_birth"] = self.date(person)
        row["sex"] = self.sex(self.columns["sex"][person])
        row["personal_id"], row["old_id"] = self.numbers(person, year)
        row["address"] = self.address(person, year) if rng.random() < 0.7 else None
        return row | self.relatives(person)

    def relatives(self, person: int) -> Row:
        row: Row = {}
        for relative, chance in zip(RELATIVES, (0.3, 0.3, 0.25), strict=True):
            who = int(getattr(self.crowd, relative.removesuffix("_name"))[person])
            row[relative] = self.name(self.names[who]) if who != NOBODY and self.rng.random() < chance else None
        return row

    def name(self, name: str) -> str:
        """Capitals or not, tones in the old place or not, and what OCR makes of it."""
        rng, noise = self.rng, self.noise
        words = name.split()
        if len(words) > 2 and rng.random() < noise.word:
            del words[rng.randrange(1, len(words) - 1)]
        words = [self.misread(word) for word in words]
        text = " ".join(words)
        text = text.upper() if rng.random() < 0.4 else text
        return unicodedata.normalize("NFD", text) if rng.random() < 0.05 else text

    def misread(self, word: str) -> str:
        rng, noise = self.rng, self.noise
        if rng.random() < 0.3:
            word = _other_tone_place(word)
        if rng.random() < noise.mark:
            word = self.unmarked(word)
        if rng.random() < noise.letter:
            at = rng.randrange(len(word))
            letter = LETTERS.get(word[at].lower(), "")
            word = word[:at] + (rng.choice(letter) if letter else "") + word[at + 1 :] or word
        return word

    def unmarked(self, word: str) -> str:
        """One mark lost or read as another."""
        places = [at for at, letter in enumerate(word) if letter.lower() in MARKS or _tone(letter)]
        if not places:
            return word
        at = self.rng.choice(places)
        letter = word[at]
        other = _with_tone(letter, self.rng.choice(TONES + " ").strip()) if _tone(letter) else MARKS[letter.lower()]
        return word[:at] + other + word[at + 1 :]

    def date(self, person: int) -> str | None:
        rng, noise, text = self.rng, self.noise, str(self.born[person])
        kind = rng.random()
        if kind < 0.07:
            return None
        if kind < 0.17:
            return self.digits(text[:4], noise.date_digit / 2, 0)
        year, month, day = text.split("-")
        if rng.random() < noise.swapped and int(day) <= 12:
            month, day = day, month
        return _real(self.digits(f"{year}{month}{day}", noise.date_digit, 0)) or text

    def sex(self, sex: str) -> str | None:
        if self.rng.random() < 0.15:
            return None
        return {"M": "F", "F": "M"}[sex] if self.rng.random() < self.noise.wrong_sex else sex

    def numbers(self, person: int, year: int) -> tuple[str | None, str | None]:
        rng, noise, source = self.rng, self.noise, person
        mate = int(self.crowd.spouse[person])
        if mate != NOBODY and rng.random() < noise.spouse_id * 2:
            source = mate
        new, old = self.columns["personal_id"][source], self.columns["old_id"][source]
        has_new, has_old = rng.random() < (0.75 if year > 2015 else 0.25), rng.random() < (0.25 if year > 2015 else 0.5)
        new = self.digits(new, noise.digit, noise.two_digits) if has_new else None
        return new, self.digits(old, noise.digit, noise.two_digits) if has_old and old else None

    def digits(self, text: str, one: float, two: float) -> str:
        chance = self.rng.random()
        for _ in range((chance < one + two) + (chance < two)):
            at = self.rng.randrange(len(text))
            text = text[:at] + self.rng.choice(ALIKE[text[at]]) + text[at + 1 :]
        return text

    def address(self, person: int, year: int) -> str:
        rng = self.rng
        if rng.random() < self.noise.moved:
            person = rng.randrange(len(self.columns["address"]))
        text = str(self.columns["address_new" if year == 2025 and rng.random() < 0.5 else "address"][person])
        parts = text.split(", ")
        if rng.random() < 0.2:
            parts = parts[1:]
        if rng.random() < 0.4:
            parts = [re.sub(r"^(xã|phường|thị trấn|huyện|thành phố|tỉnh) ", "", part) for part in parts]
        return ", ".join(" ".join(self.misread(word) for word in part.split()) for part in parts)


def _real(digits: str) -> str | None:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if 1900 <= year <= 2025 and 1 <= month <= 12 and 1 <= day <= 28:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _tone(letter: str) -> bool:
    return any(mark in TONES for mark in unicodedata.normalize("NFD", letter))


def _with_tone(letter: str, tone: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONES)
    return unicodedata.normalize("NFC", bare + tone)


def _other_tone_place(word: str) -> str:
    """hoà for hòa."""
    if len(word) < 2 or word[-2].lower() not in "òóỏõọùúủũụ" or word[-1].lower() not in "aey":
        return word
    tone = next(mark for mark in unicodedata.normalize("NFD", word[-2]) if mark in TONES)
    return word[:-2] + _with_tone(word[-2], "") + _with_tone(word[-1], tone)
