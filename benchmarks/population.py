"""An invented Vietnamese population by seed: households, twins, namesakes, numbers and addresses; no noise yet."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks import population_names as names

Ints = NDArray[np.int64]
TODAY = 2025
NOBODY = -1


@dataclass(slots=True)
class People:
    """One array an attribute; relatives are row numbers, -1 for nobody."""

    sex: Ints
    """0 a man, 1 a woman."""
    day: Ints
    """Born so many days after 1970-01-01."""
    surname: Ints
    middle: Ints
    given: Ints
    mother: Ints
    father: Ints
    spouse: Ints
    home: Ints


def people(count: int, seed: int) -> tuple[People, pa.Table]:
    """The population and its registry table, a row a person in random order of numbers."""
    rng = np.random.default_rng(seed)
    crowd = _generations(rng, count)
    return crowd, table(crowd, rng)


def _generations(rng: np.random.Generator, count: int) -> People:
    couples = max(2, count // 5)
    first = _founders(rng, couples)
    second = _children(rng, first, np.arange(couples), np.arange(couples, 2 * couples), 2.4)
    everyone = _joined(first, second)
    husbands, wives = _married(rng, everyone, 2 * couples)
    everyone = _joined(everyone, _children(rng, everyone, husbands, wives, 2.0))
    return _first(everyone, count)


def _founders(rng: np.random.Generator, couples: int) -> People:
    men = _days(rng, rng.integers(1932, 1975, couples))
    women = men + rng.integers(-900, 2500, couples)
    sex = np.repeat([0, 1], couples)
    other = np.concatenate([np.arange(couples, 2 * couples), np.arange(couples)])
    nobody = np.full(2 * couples, NOBODY)
    surname = rng.choice(len(_SURNAMES), 2 * couples, p=_SURNAME_SHARES)
    middle, given = _called(rng, sex)
    home = np.tile(np.arange(couples), 2)
    day = _filler(rng, np.concatenate([men, women]))
    return People(sex, day, surname, middle, given, nobody, nobody.copy(), other, home)


def _children(rng: np.random.Generator, crowd: People, fathers: Ints, mothers: Ints, each: float) -> People:
    family = np.repeat(np.arange(len(fathers)), rng.poisson(each, len(fathers)))
    father, mother = fathers[family], mothers[family]
    day = np.maximum(crowd.day[mother] + rng.integers(19 * 365, 40 * 365, len(family)), -9000)
    twin = np.r_[False, (family[1:] == family[:-1]) & (rng.random(len(family) - 1) < 0.02)]
    sex = rng.integers(0, 2, len(family))
    for number in np.flatnonzero(twin):
        day[number], sex[number] = day[number - 1], sex[number - 1]
    middle, given = _called(rng, sex)
    alike = np.flatnonzero(twin & (rng.random(len(family)) < 0.7))
    middle[alike] = middle[alike - 1]
    same = np.flatnonzero(twin & (given == np.roll(given, 1)))
    given[same] = (given[same] + 1) % np.array([len(words) for words, _ in _GIVENS])[sex[same]]
    made = People(
        sex, day, crowd.surname[father], middle, given, mother, father, np.full(len(family), NOBODY), crowd.home[father]
    )
    born = np.flatnonzero(day < (TODAY - 1970) * 365)
    return _taken(made, born)


def _married(rng: np.random.Generator, crowd: People, start: int) -> tuple[Ints, Ints]:
    """Pairs of grown children of about one age, who move to a home of their own."""
    grown = np.flatnonzero((crowd.day < (TODAY - 24 - 1970) * 365) & (crowd.spouse == NOBODY))
    grown = grown[(grown >= start) & (rng.random(len(grown)) < 0.75)]
    men, women = (grown[crowd.sex[grown] == sex] for sex in (0, 1))
    age = crowd.day + rng.integers(-1500, 1500, len(crowd.day))
    size = min(len(men), len(women))
    men, women = men[np.argsort(age[men])][:size], women[np.argsort(age[women])][:size]
    crowd.spouse[men], crowd.spouse[women] = women, men
    crowd.home[men] = crowd.home[women] = crowd.home.max() + 1 + np.arange(size)
    return men, women


def _called(rng: np.random.Generator, sex: Ints) -> tuple[Ints, Ints]:
    """Middle and given name of each, as numbers into the lists of their sex."""
    middle, given = np.zeros(len(sex), dtype=np.int64), np.zeros(len(sex), dtype=np.int64)
    for which in (0, 1):
        here = np.flatnonzero(sex == which)
        middle[here] = rng.choice(len(_MIDDLES[which][0]), len(here), p=_MIDDLES[which][1])
        given[here] = rng.choice(len(_GIVENS[which][0]), len(here), p=_GIVENS[which][1])
    return middle, given


def _days(rng: np.random.Generator, years: Ints) -> Ints:
    return ((years - 1970) * 365.25).astype(np.int64) + rng.integers(0, 365, len(years))


def _filler(rng: np.random.Generator, day: Ints) -> Ints:
    """One in eight of the old were entered as born on the first of January."""
    years = day.astype("datetime64[D]").astype("datetime64[Y]")
    return np.where(rng.random(len(day)) < 0.12, years.astype("datetime64[D]").astype(np.int64), day)


def _joined(one: People, other: People) -> People:
    return People(*(np.concatenate([getattr(one, f), getattr(other, f)]) for f in People.__slots__))


def _taken(crowd: People, rows: Ints) -> People:
    return People(*(getattr(crowd, field)[rows] for field in People.__slots__))


def _first(crowd: People, count: int) -> People:
    kept = _taken(crowd, np.arange(min(count, len(crowd.day))))
    for relative in (kept.mother, kept.father, kept.spouse):
        relative[relative >= len(kept.day)] = NOBODY
    return kept


def table(crowd: People, rng: np.random.Generator) -> pa.Table:
    """The population as a registry extract gives it."""
    full = full_names(crowd)
    old, new = addresses(crowd, rng)
    whole = crowd.day.astype("datetime64[D]").astype(str).astype(object)
    year_only = (rng.random(len(full)) < 0.05) & (crowd.day < -3650)
    columns = {
        "person_id": pa.array([f"P{number:08d}" for number in rng.permutation(len(full))]),
        "full_name": pa.array(full),
        "date_of_birth": pa.array(np.where(year_only, [text[:4] for text in whole], whole)),
        "sex": pa.array(np.array(["M", "F"], dtype=object)[crowd.sex]),
        "personal_id": pa.array(personal_ids(crowd, rng)),
        "old_id": pa.array(_old_ids(crowd, rng)),
        "address": pa.array(old),
        "address_new": pa.array(new),
    }
    for relative in ("mother", "father", "spouse"):
        rows = getattr(crowd, relative)
        known = (rows != NOBODY) & (rng.random(len(rows)) < 0.9)
        columns[f"{relative}_name"] = pa.array(np.where(known, full[rows], None))
    return pa.table(columns)


def full_names(crowd: People) -> NDArray[np.object_]:
    """Surname, middle, given of each."""
    words = np.array(_SURNAMES, dtype=object)[crowd.surname]
    for which in (0, 1):
        here = crowd.sex == which
        middles = np.array([f" {word}" if word else "" for word in _MIDDLES[which][0]], dtype=object)
        givens = np.array([f" {word}" for word in _GIVENS[which][0]], dtype=object)
        words[here] += middles[crowd.middle[here]] + givens[crowd.given[here]]
    return words


def addresses(crowd: People, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Each home's address in the units of before and of after July 2025."""
    places = names.communes()
    homes = int(crowd.home.max()) + 1
    shares = rng.gamma(1.5, 1, len(places))
    where = rng.choice(len(places), homes, p=shares / shares.sum())
    old, new = [], []
    for place, door, street, town in zip(
        where, rng.integers(1, 300, homes), rng.integers(0, len(names.STREETS), homes), rng.random(homes), strict=True
    ):
        commune, above, today = places[place]
        start = f"Số {door} {names.STREETS[street]}" if town < 0.45 else f"thôn {1 + door % 12}"
        old.append(f"{start}, {commune}, {above}")
        new.append(f"{start}, {today}")
    return [old[home] for home in crowd.home], [new[home] for home in crowd.home]


def personal_ids(crowd: People, rng: np.random.Generator) -> list[str]:
    """Twelve digits each, no two alike: province, century and sex, year, six at random."""
    years = crowd.day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    province = rng.choice(["068", "067", "060", "001", "079", "052", "038"], len(years), p=[0.7, *[0.05] * 6])
    tails = rng.permutation(max(1_000_000, len(years)))[: len(years)] % 1_000_000
    taken: set[str] = set()
    made = []
    for where, year, sex, tail in zip(province, years, crowd.sex, tails, strict=True):
        number = f"{where}{(year >= 2000) * 2 + sex}{year % 100:02d}{tail:06d}"
        while number in taken:
            number = number[:6] + f"{rng.integers(1_000_000):06d}"
        taken.add(number)
        made.append(number)
    return made


def _old_ids(crowd: People, rng: np.random.Generator) -> NDArray[np.object_]:
    """Nine digits for those grown before 2020, crowded into the province's own series."""
    span = max(4 * len(crowd.day), 1_000_000)
    numbers = 250_000_000 + rng.permutation(span)[: len(crowd.day)]
    texts = numbers.astype(str).astype(object)
    return np.where(crowd.day < (2004 - 1970) * 365, texts, None)


_SURNAMES, _SURNAME_SHARES = names.weighted(names.SURNAMES)
_MIDDLES = tuple(names.weighted(text) for text in names.MIDDLES)
_GIVENS = tuple(names.ranked(text) for text in names.GIVENS)
