"""Digital signatures: read with signer, agency and time; trusted only by the list; what was changed is said so."""

from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from domain.scans import Code
from domain.signatures import DigitalSignature, SignatureStatus
from ocr.digital_signatures import is_signed, signatures
from ocr.limits import Limits
from ocr.page import read_page
from tests.ocr.signing import AGENCY, SIGNER, signed, trust_list

SIZE = (1200, 1600)


def on(path: Path, number: int, trusted: Path | None = None) -> tuple[Code, ...]:
    return signatures(path, number, SIZE, trusted)


def status(path: Path, trusted: Path | None = None) -> SignatureStatus:
    (code,) = on(path, 2, trusted)
    return DigitalSignature.of(code.text).status


def test_a_signature_names_signer_agency_and_time_and_is_not_verified_by_itself(tmp_path: Path) -> None:
    (code,) = on(signed(tmp_path / "a.pdf"), 2)
    said = DigitalSignature.of(code.text)
    assert (said.signer, said.agency, said.status) == (SIGNER, AGENCY, SignatureStatus.NOT_VERIFIED)
    assert said.signed_at.startswith("20")
    assert (said.clock, said.whole_file) == ("signer", True)


def test_it_stands_on_its_own_page_in_pixels_of_that_page(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    assert on(path, 1) == ()
    assert on(path, 2)[0].box == (600, 1280, 1000, 1400)


def test_an_invisible_signature_stands_on_the_first_page_without_a_place(tmp_path: Path) -> None:
    (code,) = on(signed(tmp_path / "a.pdf", visible=False), 1)
    assert code.box is None


def test_the_trust_list_verifies_it(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    assert status(path, trust_list(tmp_path / "trust")) is SignatureStatus.VERIFIED
    (tmp_path / "other").mkdir()
    assert status(path, tmp_path / "other") is SignatureStatus.NOT_VERIFIED


def test_a_byte_changed_in_what_was_signed_is_tampering(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    content = path.read_bytes()
    assert b"600 800" in content
    path.write_bytes(content.replace(b"600 800", b"600 801", 1))
    assert status(path, trust_list(tmp_path / "trust")) is SignatureStatus.TAMPERED


def test_a_page_changed_by_a_later_update_is_said_so(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    with path.open("r+b") as file:
        writer = IncrementalPdfFileWriter(file)
        sheet = writer.root["/Pages"]["/Kids"][0]
        sheet["/MediaBox"] = generic.ArrayObject([generic.NumberObject(edge) for edge in (0, 0, 60, 80)])
        writer.update_container(sheet)
        writer.write_in_place()
    assert status(path, trust_list(tmp_path / "trust")) is SignatureStatus.CHANGED_LATER


def test_a_signature_that_is_no_signature_is_unreadable(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    content = path.read_bytes()
    start = content.index(b"/Contents <") + 11
    path.write_bytes(content[:start] + b"00" * 400 + content[start + 800 :])
    assert status(path) is SignatureStatus.UNREADABLE


def test_a_file_without_signatures_has_none(tmp_path: Path) -> None:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(tmp_path / "a.pdf")
    (tmp_path / "empty").touch()
    assert not is_signed(tmp_path / "empty")
    assert on(tmp_path / "a.pdf", 1) == ()


def test_a_broken_signed_file_gives_no_error(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes()[:2000] + b"/ByteRange")
    assert on(path, 1) == ()


@pytest.mark.engine
def test_reading_a_page_reads_its_signature(tmp_path: Path) -> None:
    path = signed(tmp_path / "a.pdf")
    page = read_page(path, 2, limits=Limits(trust_list=trust_list(tmp_path / "trust")))
    assert [code.kind for code in page.codes] == ["signature"]
    assert DigitalSignature.of(page.codes[0].text).status is SignatureStatus.VERIFIED
