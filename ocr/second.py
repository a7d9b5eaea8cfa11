"""A second, independent reader of single lines: AsterOCR's network, run by ONNX Runtime from the files of its package.

Optional. Its own code is never imported (it would load PyTorch and think of the network); only its weights are used.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ocr.clean import resized

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

READER = "asterocr-1.0.2"
HEIGHT = 32
WIDEST = 15.0
"""Width to height above which a line is cut: the network has no positions beyond 1,024 pixels."""
BLANK = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reader made of a line; `confidence` is that of its least sure character, 0 when there is none."""

    text: str
    confidence: float


@cache
def available() -> bool:
    """Whether the reader's weights and ONNX Runtime are installed."""
    return _folder() is not None and find_spec("onnxruntime") is not None


def _folder() -> Path | None:
    spec = find_spec("asterocr")
    places = list(spec.submodule_search_locations or ()) if spec else []
    folders = [Path(place) / "assets" for place in places]
    return next((folder for folder in folders if (folder / "asternet.onnx").is_file()), None)


@cache
def _network() -> tuple[Any, tuple[str, ...]]:
    import onnxruntime

    folder = _folder()
    assert folder is not None, "call only when available()"
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(folder / "asternet.onnx"), sess_options=settings, providers=["CPUExecutionProvider"]
    )
    letters = json.loads((folder / "vocab.json").read_text("utf-8"))["chars"]
    return session, tuple(letters)


def read_line(line: "Grey") -> Heard:
    """Text of a grey picture of one line, cut into pieces where it is too long for the network."""
    pieces = [_read_piece(piece) for piece in _pieces(line)]
    said = [piece for piece in pieces if piece.text]
    if not said:
        return Heard("", 0.0)
    return Heard(" ".join(piece.text for piece in said), min(piece.confidence for piece in said))


def _pieces(line: "Grey") -> list["Grey"]:
    """The line, or its parts no wider than allowed, cut at the widest gap near the middle."""
    high, wide = line.shape
    if wide <= WIDEST * high or wide < 4:
        return [line]
    cut = _widest_gap(line, wide // 3, 2 * wide // 3)
    return [*_pieces(line[:, :cut]), *_pieces(line[:, cut:])]


def _widest_gap(line: "Grey", start: int, stop: int) -> int:
    """Middle column of the longest stretch without ink between two columns."""
    empty = (line[:, start:stop] < 160).sum(axis=0) == 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], empty.astype(np.int8), [0]))))
    if not len(edges):
        return (start + stop) // 2
    begins, ends = edges[::2], edges[1::2]
    longest = int((ends - begins).argmax())
    return start + int(begins[longest] + ends[longest]) // 2


def _read_piece(piece: "Grey") -> Heard:
    session, letters = _network()
    small = resized(piece, HEIGHT / piece.shape[0])
    wide = min(1024, max(16, small.shape[1] + 3 & ~3))
    canvas = np.full((HEIGHT, wide), 255, np.uint8)
    canvas[: small.shape[0], : small.shape[1]] = small[:HEIGHT, :wide]
    pixels = np.repeat(canvas[np.newaxis, np.newaxis].astype(np.float32) / 255.0, 3, axis=1)
    (odds,) = session.run(None, {session.get_inputs()[0].name: pixels})
    return spelled(np.exp(odds[:, 0]), letters)


def spelled(shares: "NDArray[np.floating[Any]]", letters: tuple[str, ...]) -> Heard:
    """Best path of a CTC output (time, letters): repeats merged, blanks dropped."""
    best = shares.argmax(axis=1)
    text: list[str] = []
    sure: list[float] = []
    for step, letter in enumerate(best):
        share = float(shares[step, letter])
        if letter == BLANK:
            continue
        if step and best[step - 1] == letter:
            sure[-1] = max(sure[-1], share)
            continue
        text.append(letters[letter])
        sure.append(share)
    return Heard(" ".join("".join(text).split()), min(sure, default=0.0))
