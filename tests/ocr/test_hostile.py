"""Files made to hurt: each ends in pages or a refusal with its code, within bounds, and harms no neighbour."""

import os
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from domain.errors import ReadCode, ReadError
from ocr.files import page_count
from ocr.limits import Limits
from ocr.pool import PageTask, read_pages
from tests.ocr.draw import LINES, paper

LIMITS = Limits(memory_mb=1500, page_seconds=20, count_seconds=15)


def outcome(path: Path) -> str:
    """`read` or the code with which the file, or its first page, was refused."""
    try:
        page_count(path, LIMITS)
    except ReadError as error:
        return error.code.value
    ((_, page),) = read_pages([PageTask(path=path, number=1, scan="x")], workers=1, limits=LIMITS)
    return page.error or "read"


def with_content(path: Path, content: bytes) -> Path:
    """A PDF of one page whose content is what these bytes unpack to, deflated twice."""
    with pikepdf.new() as document:
        sheet = document.add_blank_page(page_size=(595, 842))
        stream = pikepdf.Stream(document, b"")
        filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        stream.write(content, filter=filters)
        sheet.obj.Contents = document.make_indirect(stream)
        document.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


def repeated(piece: bytes, megabytes: int) -> bytes:
    """So many megabytes of a piece, packed twice to a few kilobytes."""
    packer, packed = zlib.compressobj(9), []
    block = piece * ((1 << 20) // len(piece))
    packed = [packer.compress(block) for _ in range(megabytes)]
    return zlib.compress(b"".join([*packed, packer.flush()]), 9)


@pytest.mark.engine
def test_a_page_that_unpacks_to_gigabytes_ends_within_its_limits(tmp_path: Path) -> None:
    bomb = with_content(tmp_path / "a.pdf", repeated(b"0 0 m 1 1 l S\n", 300))
    assert bomb.stat().st_size < 100_000
    assert outcome(bomb) in {"no_memory", "timeout", "corrupt", "read"}


def test_a_picture_in_a_pdf_that_claims_billions_of_pixels_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        sheet = document.add_blank_page(page_size=(595, 842))
        image = pikepdf.Stream(document, zlib.compress(b"\0" * 1000))
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60000, Height=60000, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.FlateDecode,
        )  # fmt: skip
        sheet.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=document.make_indirect(image)))
        sheet.contents_add(b"q 595 0 0 842 0 0 cm /I Do Q")
        document.save(path)
    assert outcome(path) in {"read", "corrupt", "no_memory", "too_large", "timeout"}


def test_a_page_tree_thousands_deep_ends_in_a_count_or_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    deep = 5000
    nodes = [b"%d 0 obj <</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>> endobj" % (n, n + 1, n - 1)
             for n in range(2, deep)]  # fmt: skip
    leaf = b"%d 0 obj <</Type/Page/MediaBox[0 0 9 9]/Parent %d 0 R>> endobj" % (deep, deep - 1)
    head = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    path.write_bytes(head + b"\n".join(nodes) + b"\n" + leaf + b"\ntrailer <</Root 1 0 R>>\n%%EOF\n")
    assert outcome(path) in {"read", "corrupt", "timeout", "empty"}


def test_arrays_nested_without_end_are_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    nested = b"[" * 100_000
    path.write_bytes(b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages " + nested + b"\ntrailer <</Root 1 0 R>>\n%%EOF\n")
    assert outcome(path) in {"corrupt", "empty"}


def test_ten_thousand_pages_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        for _ in range(10_000):
            document.add_blank_page(page_size=(9, 9))
        document.save(path)
    assert outcome(path) == "too_large"


def test_a_picture_of_too_many_pixels_is_too_large(tmp_path: Path) -> None:
    Image.new("1", (12_000, 12_000)).save(tmp_path / "a.png")
    assert outcome(tmp_path / "a.png") == "too_large"


def test_a_tiff_cut_off_on_its_second_page_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    sheets = [paper(LINES[:3], (800, 600)) for _ in range(3)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:], compression=None)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert outcome(path) == "corrupt"


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/full", "/proc/self/mem", "/"])
def test_a_link_to_what_is_no_file_is_not_read(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.pdf").symlink_to(target)
    assert outcome(tmp_path / "a.pdf") in {"unsupported", "empty"}


def test_a_link_to_itself_has_vanished(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "a.pdf")
    assert outcome(tmp_path / "a.pdf") == "vanished"


def test_a_pipe_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert outcome(tmp_path / "a.pdf") == "unsupported"


@pytest.mark.engine
def test_a_file_that_vanishes_after_it_was_counted_costs_itself_alone(tmp_path: Path) -> None:
    sheet = paper(LINES[3:6], (2000, 900))
    for name in ("a.png", "b.png"):
        sheet.save(tmp_path / name, dpi=(300, 300))
        assert page_count(tmp_path / name, LIMITS) == 1
    (tmp_path / "a.png").unlink()
    tasks = [PageTask(path=tmp_path / name, number=1, scan=name) for name in ("a.png", "b.png")]
    read = {task.scan: page.error for task, page in read_pages(tasks, workers=1, limits=LIMITS)}
    assert read == {"a.png": ReadCode.VANISHED.value, "b.png": None}


@pytest.mark.engine
def test_names_that_are_no_text_are_read_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from pipelines.cli import main

    name = os.fsdecode(b"gi\xe1\xbay \xff\xfe.png")
    paper(LINES[3:6], (2000, 900)).save(tmp_path / name, dpi=(300, 300))
    (tmp_path / os.fsdecode(b"\xff.pdf")).touch()
    assert main(["read", str(tmp_path), "--json"]) == 0
    files = [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]
    assert any("\\xff" in file for file in files)
    assert len(files) == 2
