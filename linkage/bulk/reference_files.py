"""Keeps a prepared registry as a folder of plain files, and maps it into memory again."""

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from linkage.bulk.blocks import RULES, Block
from linkage.bulk.comparisons import RARE
from linkage.bulk.reference import Rarity, Reference

TABLES = ("columns", "names")


def write(reference: Reference, folder: Path) -> None:
    """Writes the folder, for its owner's eyes only; it appears whole or not at all."""
    draft = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.mkdir(mode=0o700)
    for name in TABLES:
        table = getattr(reference, name)
        with pa.OSFile(str(draft / f"{name}.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    for rule, block in reference.blocks.items():
        _save(draft / f"block {rule}", keys=block.keys, starts=block.starts, rows=block.rows)
    for column, rarity in reference.rarity.items():
        _save(draft / f"rarity {column}", values=rarity.values, shares=rarity.shares, unseen=rarity.unseen)
    try:
        draft.rename(folder)
    except OSError:  # another run was quicker
        shutil.rmtree(draft)
        if not folder.is_dir():
            raise


def read(folder: Path) -> Reference:
    """The registry of a folder, mapped into memory: only what is used is read."""
    columns, names = (pa.ipc.open_file(pa.memory_map(str(folder / f"{name}.arrow"))).read_all() for name in TABLES)
    blocks = {rule: Block(**_load(folder / f"block {rule}", "keys", "starts", "rows")) for rule in RULES}
    shares = {column: _load(folder / f"rarity {column}", "values", "shares", "unseen") for column in RARE}
    rarity = {name: Rarity(each["values"], each["shares"], float(each["unseen"])) for name, each in shares.items()}
    return Reference(columns, names, blocks, rarity)


def _save(place: Path, **arrays: Any) -> None:
    for name, array in arrays.items():
        np.save(place.with_suffix(f".{name}.npy"), array)


def _load(place: Path, *names: str) -> dict[str, Any]:
    return {name: np.load(place.with_suffix(f".{name}.npy"), mmap_mode="r") for name in names}
