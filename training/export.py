"""Weights to the file the product runs: `python -m training.export RUN/newest.pt ocr/models/lines.onnx`."""

import argparse
from pathlib import Path

import onnx
import torch
from torch import nn
from torch.nn import functional

from training.network import Head, Network
from training.sheets import HEIGHT
from training.texts import alphabet


class Plain(nn.Module):
    """The head with the sums of parts done once."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.weight = nn.Parameter((head.table @ head.weight).detach())
        self.bias = nn.Parameter((head.table @ head.bias).detach())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.linear(x, self.weight, self.bias)


def export(network: Network, path: Path) -> None:
    """Write the network with its letters; one line at a time, any width that four divides."""
    network.head = Plain(network.head)  # type: ignore[assignment]
    network.eval()
    torch.onnx.export(
        network, (torch.zeros(1, 1, HEIGHT, 256),), str(path), input_names=["line"], output_names=["odds"],
        dynamic_axes={"line": {3: "width"}, "odds": {1: "steps"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    model = onnx.load(path)
    onnx.helper.set_model_props(model, {"letters": alphabet()})
    onnx.save(model, path)


def main() -> None:
    """Export one file of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("onnx", type=Path)
    given = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(given.weights, map_location="cpu"))
    export(network, given.onnx)
    print(f"{given.onnx}: {given.onnx.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
