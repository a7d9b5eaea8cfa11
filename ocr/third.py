"""A third witness: our own small network, which was taught letters and marks and no language (`training/`).

The other two readers know Vietnamese and may agree on the likelier of two names. This one is asked what the picture
says: what it reads itself, and whether a text fits the picture better than any text one letter away.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import numpy as np

from ocr.clean import WHITE, resized
from ocr.second import Heard, spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Choice = NDArray[np.bool_]

READER = "lines-1"
WEIGHTS = Path(__file__).parent / "models" / "lines.onnx"
HEIGHT = 40
WIDEST = 4000
"""Columns looked at: some five hundred letters, more than a line of print ever has."""
LEAST = 1e-9
"""No letter is taken to be less likely than that anywhere."""
THINKABLE = 1e-4
"""A letter that is nowhere on the line likelier than that is no rival."""
MOST = 20.0
"""Margins are cut to this many units of log odds."""
ALIKE = frozenset("cosuvwxzCOSUVWXZ")
EDGE = " .,:;-–…_'\"()/"


@cache
def available() -> bool:
    """Whether the weights and ONNX Runtime are there."""
    return WEIGHTS.is_file() and find_spec("onnxruntime") is not None


@cache
def _network() -> tuple[Any, tuple[str, ...]]:
    """The session, and the letter of each output, the blank first."""
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(WEIGHTS), sess_options=settings, providers=["CPUExecutionProvider"])
    return session, ("", *session.get_modelmeta().custom_metadata_map["letters"])


def look(lines: "Sequence[Grey]") -> "Floats":
    """Shares (steps, letters) of each letter at each step, lines one after the other with a sure space between."""
    parts: list[Floats] = []
    for line in lines:
        seen = _look(line)
        if parts:
            space = np.full((1, seen.shape[1]), LEAST)
            space[0, _codes()[" "]] = 1.0
            parts.append(space)
        parts.append(seen)
    return np.concatenate(parts) if parts else np.zeros((0, len(_codes()) + 1))


def _look(line: "Grey") -> "Floats":
    session, _letters = _network()
    small = resized(line, HEIGHT / line.shape[0])[:HEIGHT, :WIDEST]
    wide = max(16, small.shape[1] + 3 & ~3)
    canvas = np.full((HEIGHT, wide), WHITE, np.uint8)
    canvas[: small.shape[0], : small.shape[1]] = small
    ink = (WHITE - canvas[np.newaxis, np.newaxis].astype(np.float32)) / WHITE
    (odds,) = session.run(None, {"line": ink})
    shares = np.maximum(np.exp(odds[0].astype(np.float64)), LEAST)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


@cache
def _codes() -> dict[str, int]:
    return {letter: code for code, letter in enumerate(_network()[1]) if code}


def read(shares: "Floats") -> Heard:
    """The likeliest letters, with the confidence of the least sure."""
    heard = spelled(shares, _network()[1])
    return Heard(" ".join(map(cased, heard.text.split(" "))), heard.confidence)


def cased(word: str) -> str:
    """A word in which letters that look alike small and large (c, o, s, …) are as large as the rest of it."""
    telling = {letter.isupper() for letter in word[1:] if letter.isalpha() and normalize("NFD", letter)[0] not in ALIKE}
    if telling == {True}:
        return word.upper()
    return word[:1] + word[1:].lower() if telling == {False} else word


def read_line(line: "Grey") -> Heard:
    """What stands on a grey picture of one line."""
    return read(look([line]))


def doubt(line: "Grey", text: str) -> float | None:
    """`margin` of a text on a grey picture of one line."""
    return margin(look([line]), text)


def margin(shares: "Floats", text: str) -> float | None:
    """Log odds of a text against its best rival, of all texts that have one letter or digit other, more or less (case
    aside): above 0 the picture speaks for the text. None when it has letters unknown here, or none.

    Signs and spaces at its ends are not looked at: what a neighbour left there says nothing of the text.
    """
    codes = _codes()
    said = " ".join(text.replace("’", "'").split()).strip(EDGE)
    if not said or any(letter not in codes for letter in said):
        return None
    found = _rivalry(shares, np.array([codes[letter] for letter in said]), said)
    return round(float(np.clip(found, -MOST, MOST)), 3)


@dataclass(frozen=True, slots=True)
class Paths:
    """All ways a text of n letters may lie on a line: states blank, letter, blank, … (2 n + 1 of them).

    `before[t]`: share of the ways up to step t that are in a state there. `after[t]`: what the rest is worth for a
    state entered at step t, its own step included. `step[t]`: the scale both are kept to. Four spare states of
    nothing stand at the end, so that a place outside (-1, or too far) may be asked for.
    """

    before: "Floats"
    after: "Floats"
    step: "Floats"
    whole: float


def _paths(shares: "Floats", codes: "Places") -> Paths:
    """The forward and backward sums of connectionist temporal classification (Graves 2006), scaled a step at a time."""
    states = np.zeros(2 * len(codes) + 1, np.intp)
    states[1::2] = codes
    skips = np.zeros(len(states))
    skips[3::2] = codes[1:] != codes[:-1]
    seen = shares[:, states]
    steps, count = seen.shape
    before, after, step = np.zeros((steps, count + 4)), np.zeros((steps + 1, count + 4)), np.ones(steps)
    now = np.zeros(count)
    now[:2] = seen[0, :2]
    for t in range(steps):
        if t:
            now = _moved(now, skips) * seen[t]
        step[t] = max(now.sum(), 1e-300)
        now = now / step[t]
        before[t, :count] = now
    rest = np.zeros(count)
    rest[-2:] = 1.0
    for t in range(steps - 1, -1, -1):
        entered = rest * seen[t] / step[t]
        after[t, :count] = entered
        rest = _back(entered, skips)
    return Paths(before, after, step, float(now[-2:].sum()))


def _moved(now: "Floats", skips: "Floats") -> "Floats":
    """One step on: stay, next state, or past a blank between two different letters."""
    moved = now.copy()
    moved[1:] += now[:-1]
    moved[2:] += now[:-2] * skips[2:]
    return moved


def _back(entered: "Floats", skips: "Floats") -> "Floats":
    """What a state is worth, by those that may follow it."""
    worth = entered.copy()
    worth[:-1] += entered[1:]
    worth[:-2] += entered[2:] * skips[2:]
    return worth


def _rivalry(shares: "Floats", codes: "Places", said: str) -> float:
    """Log odds of the text against its best rival."""
    if len(shares) < len(codes):
        return -MOST
    with np.errstate(all="ignore"):
        paths = _paths(shares, codes)
        best = max(_best_change(shares, codes, said, paths), _best_loss(codes, said, paths))
        found = np.log(paths.whole) - np.log(best)
    return float(found) if np.isfinite(found) else (MOST if best == 0 and paths.whole > 0 else -MOST)


def _best_change(shares: "Floats", codes: "Places", said: str, paths: Paths) -> float:
    """The weight of the best text with one letter replaced or put in, in the measure of `paths.whole`."""
    alike = [str(letter) for letter in said.casefold()]
    letters = _network()[1]
    rivals = np.flatnonzero([x.isalnum() and bool(m) for x, m in zip(letters, shares.max(0) > THINKABLE, strict=True)])
    if not len(rivals):
        return 0.0
    count = len(codes)
    changed = np.flatnonzero([letter.isalnum() for letter in said])
    gaps = np.arange(count + 1)
    first = np.concatenate((2 * changed, 2 * gaps))
    """State of the blank before the place."""
    next_blank = np.concatenate((2 * changed + 2, 2 * gaps))
    same_case = np.array([[letters[code].casefold() == alike[at] for code in rivals] for at in changed], dtype=bool)
    barred = np.concatenate((same_case.reshape(len(changed), len(rivals)), np.zeros((count + 1, len(rivals)), bool)))
    padded = np.concatenate((codes, [0, 0, 0]))
    apart_before = padded[first // 2 - 1][:, None] != rivals
    apart_after = padded[next_blank // 2][:, None] != rivals
    weights = _through(shares[:, rivals], paths, first, next_blank, (apart_before, apart_after))
    return float(np.where(barred, 0.0, weights).max())


def _through(
    shares: "Floats", paths: Paths, first: "Places", following: "Places", apart: "tuple[Choice, Choice]"
) -> "Floats":
    """Weights (places, rivals) of all ways that pass through a rival letter at a place: enter it from the blank or
    letter before, stay a while, leave for the blank or letter after."""
    steps, last = len(shares), paths.before.shape[1] - 5
    from_blank, from_letter = paths.before[:, first], np.where(first > 0, paths.before[:, first - 1], 0.0)
    to_blank, to_letter = paths.after[:, following], paths.after[:, following + 1]
    here = np.where((first == 0)[:, None], 1.0, 0.0) * np.ones(shares.shape[1])
    pace = shares / paths.step[:, None]
    inside = np.zeros_like(here)
    total = np.zeros_like(here)
    for t in range(steps):
        entering = from_blank[t - 1][:, None] + from_letter[t - 1][:, None] * apart[0] if t else here
        inside = (inside + entering) * pace[t]
        if t + 1 < steps:
            total += inside * (to_blank[t + 1][:, None] + to_letter[t + 1][:, None] * apart[1])
    return np.asarray(total + inside * (following == last)[:, None])


def _best_loss(codes: "Places", said: str, paths: Paths) -> float:
    """The weight of the best text with one letter left out."""
    steps, count = len(paths.step), len(codes)
    places = np.flatnonzero([letter.isalnum() for letter in said])
    if count < 2 or not len(places):
        return 0.0
    padded = np.concatenate((codes, [0, 0]))
    apart = np.where(padded[places - 1] != padded[places + 1], 1.0, 0.0) * (places > 0)
    leaving = paths.before[:, 2 * places] + paths.before[:, 2 * places - 1] * apart
    weights = (leaving[: steps - 1] * paths.after[1:steps, 2 * places + 3]).sum(axis=0)
    weights += np.where(places == 0, paths.after[0, 3], 0.0)
    weights += np.where(places == count - 1, leaving[-1], 0.0)
    return float(weights.max())
