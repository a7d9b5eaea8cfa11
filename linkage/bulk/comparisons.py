"""What is compared of two persons, level by level, as SQL over `…_l` (the mention) and `…_r` (the registry)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement; `rare` is the column whose frequency in the registry the level's weight uses."""

    label: str
    condition: str
    rare: str | None = None
    rare_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One feature: when it says nothing, then its levels, the first that holds; the last is `else`."""

    name: str
    silent: str
    levels: tuple[Level, ...]

    def at(self, label: str) -> int:
        """The number of the level of this label."""
        return next(number for number, level in enumerate(self.levels) if level.label == label)


ELSE = "ELSE"
RELATIVES = ("mother", "father", "spouse")
MACROS = """CREATE OR REPLACE TEMP MACRO shared(few, many) AS len(list_filter(few, lambda x: list_contains(many, x)))"""
"""What the conditions call: how many of the one list are in the other. An intersection costs eight times as much."""


def _relative(name: str) -> Comparison:
    left, right = f'"{name}_l"', f'"{name}_r"'
    return Comparison(
        name,
        f"{left} IS NULL OR {right} IS NULL",
        (
            Level("same", f"{left} = {right}"),
            Level("near", f"jaro_winkler_similarity({left}, {right}) >= 0.93 AND levenshtein({left}, {right}) <= 2"),
            Level("given name", f'"{name}_given_l" = "{name}_given_r"'),
            Level("other", ELSE),
        ),
    )


def _number(name: str) -> Comparison:
    left, right = f'"{name}_l"', f'"{name}_r"'
    return Comparison(
        name,
        f"{left} IS NULL OR {right} IS NULL",
        (
            Level("same", f"{left} = {right}"),
            Level("one digit", f"hamming({left}, {right}) = 1"),
            Level("two digits", f"hamming({left}, {right}) = 2"),
            Level("other", ELSE),
        ),
    )


NAME = Comparison(
    "name",
    '"name_l" IS NULL OR "name_r" IS NULL',
    (
        Level("same", '"name_l" = "name_r"', "name"),
        Level("marks differ", '"plain_l" = "plain_r"', "plain"),
        Level(
            "near, given name same",
            '"given_l" = "given_r" AND jaro_winkler_similarity("plain_l", "plain_r") >= 0.9 '
            'AND levenshtein("plain_l", "plain_r") <= 2',
            "plain",
            0.5,
        ),
        Level(
            "a word missing",
            '"given_l" = "given_r" AND "family_l" = "family_r" AND '
            "(list_has_all(string_split(\"plain_l\", ' '), string_split(\"plain_r\", ' ')) OR "
            "list_has_all(string_split(\"plain_r\", ' '), string_split(\"plain_l\", ' ')))",
        ),
        Level(
            "near",
            'abs(length("plain_l") - length("plain_r")) <= 2 AND '
            'jaro_winkler_similarity("plain_l", "plain_r") >= 0.9 AND levenshtein("plain_l", "plain_r") <= 2',
            "plain",
            0.5,
        ),
        Level("family and given name", '"given_l" = "given_r" AND "family_l" = "family_r"'),
        Level("given name", '"given_l" = "given_r"'),
        Level("other", ELSE),
    ),
)
BORN = Comparison(
    "born",
    '"y_l" IS NULL OR "y_r" IS NULL',
    (
        Level("same day", '"day_l" = "day_r"', "day"),
        Level("year only", '("md_l" IS NULL OR "md_r" IS NULL) AND "y_l" = "y_r"'),
        Level("first of January", '("md_l" = 101 OR "md_r" = 101) AND "y_l" = "y_r"'),
        Level("day and month swapped", '"y_l" = "y_r" AND "md_l" = ("md_r" % 100) * 100 + "md_r" // 100'),
        Level("one digit", '"md_l" IS NOT NULL AND "md_r" IS NOT NULL AND hamming("day_l", "day_r") = 1'),
        Level("two digits", '"md_l" IS NOT NULL AND "md_r" IS NOT NULL AND hamming("day_l", "day_r") = 2'),
        Level("year", '"y_l" = "y_r"'),
        Level("year near", 'abs("y_l" - "y_r") <= 1'),
        Level("year, one digit", 'hamming("y_l"::VARCHAR, "y_r"::VARCHAR) = 1'),
        Level("other", ELSE),
    ),
)
SEX = Comparison(
    "sex",
    '"sex_l" IS NULL OR "sex_r" IS NULL',
    (Level("same", '"sex_l" = "sex_r"'), Level("other", ELSE)),
)
PLACE = Comparison(
    "address",
    '"places_l" IS NULL OR "fine_r" IS NULL',
    (
        Level("house and commune", 'shared("places_l", "fine_r") >= 2'),
        Level(
            "commune and hamlet or district", 'shared("places_l", "fine_r") = 1 AND shared("places_l", "wide_r") >= 2'
        ),
        Level("commune", 'shared("places_l", "fine_r") = 1'),
        Level("other", ELSE),
    ),
)
KIN = Comparison(
    "kin",
    'coalesce(len("kin_l"), 0) = 0 OR coalesce("mother_r", "father_r", "spouse_r") IS NULL',
    (
        Level("in the dossier", " OR ".join(f'list_contains("kin_l", "{who}_r")' for who in RELATIVES)),
        Level("other", ELSE),
    ),
)
COMPARISONS = (
    NAME,
    BORN,
    SEX,
    _number("pid"),
    _number("oid"),
    PLACE,
    *(_relative(who) for who in RELATIVES),
    KIN,
)
RARE = ("name", "plain", "day")
"""The columns whose frequency in the whole registry counts."""
