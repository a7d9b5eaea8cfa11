"""The network that reads a line: convolutions only, so that it sees a few letters to each side and learns no language.

Input (lines, 1, 40, width), ink 1 on paper 0; output (lines, width / 4, letters) log probabilities, the blank first.
"""

from unicodedata import normalize

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.texts import alphabet

WIDTHS = (32, 64, 128, 256)
REACH = 5
"""Columns (of four pixels) a letter is seen with, per temporal block."""


def _joined(
    inward: int, outward: int, *, size: tuple[int, int] = (3, 3), stride: tuple[int, int] = (1, 1)
) -> nn.Sequential:
    """A convolution of each channel alone, then a mix of channels."""
    return nn.Sequential(
        nn.Conv2d(inward, inward, size, stride, (size[0] // 2, size[1] // 2), groups=inward, bias=False),
        nn.Conv2d(inward, outward, 1, bias=False),
        nn.BatchNorm2d(outward),
    )


class Block(nn.Module):
    """Adds to each place what its surroundings say."""

    def __init__(self, wide: int, size: tuple[int, int] = (3, 3)) -> None:
        super().__init__()
        self.change = _joined(wide, wide, size=size)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.change(x))


def parts() -> tuple[Tensor, int]:
    """(letters, features) 0/1: which blank, base letter with case, shape (ă â ơ …), tone each output is made of."""
    seen: dict[str, int] = {"blank": 0}
    rows: list[list[int]] = [[0]]
    for letter in alphabet():
        base, *marks = normalize("NFD", letter)
        names = [f"base {base}", *(f"mark {mark}" for mark in marks), f"marks {''.join(marks)} {base.isupper()}",
                 f"self {letter}"]  # fmt: skip
        rows.append([seen.setdefault(name, len(seen)) for name in names])
    table = torch.zeros(len(rows), len(seen))
    for row, features in enumerate(rows):
        table[row, features] = 1.0
    return table, len(seen)


class Head(nn.Module):
    """Letters as sums of their parts, so that a tone learnt on one vowel is known on all."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        table, features = parts()
        self.register_buffer("table", table)
        self.weight = nn.Parameter(torch.randn(features, wide) * 0.03)
        self.bias = nn.Parameter(torch.zeros(features))

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.table @ self.weight, self.table @ self.bias)


class Network(nn.Module):
    """Picture to letters."""

    def __init__(self) -> None:
        super().__init__()
        one, two, three, four = WIDTHS
        self.stem = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(4, one, 3, 1, 1, bias=False), nn.BatchNorm2d(one), nn.ReLU()
        )
        self.body = nn.Sequential(
            _joined(one, two, stride=(2, 2)), nn.ReLU(), Block(two), Block(two),
            _joined(two, three, stride=(2, 1)), nn.ReLU(), Block(three), Block(three),
        )  # fmt: skip
        self.fold = nn.Sequential(nn.Conv2d(three, four, (5, 1), bias=False), nn.BatchNorm2d(four), nn.ReLU())
        self.along = nn.Sequential(Block(four, (1, REACH)), Block(four, (1, REACH)))
        self.drop = nn.Dropout(0.05)
        self.head = Head(four)

    def forward(self, x: Tensor) -> Tensor:
        seen = self.along(self.fold(self.body(self.stem(x)))).squeeze(2)
        return functional.log_softmax(self.head(self.drop(seen.transpose(1, 2))), dim=2)
