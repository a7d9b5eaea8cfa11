"""Digital signatures of a PDF, read and checked by pyHanko. Signatures in ink and their names are `ocr.signatures`'.

Nothing is asked of the network: a certificate counts only when the configured trust list leads to it, and whether it
was revoked is not known.
"""

import asyncio
import logging
import mmap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.scans import Box, Code
from domain.signatures import KIND, DigitalSignature, SignatureStatus

if TYPE_CHECKING:
    from datetime import datetime

    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

MARK = b"/ByteRange"
"""Stands uncompressed in every signed file: it says which bytes are signed."""
MOST = 50
"""Signatures of one file that are looked at; nobody signs more often."""


def is_signed(path: Path) -> bool:
    """Whether a file holds a digital signature, told by its bytes alone."""
    with path.open("rb") as file:
        if not file.read(1):
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(MARK) >= 0


def signatures(path: Path, number: int, size: tuple[int, int], trust_list: Path | None) -> tuple[Code, ...]:
    """The signatures that stand on page `number` (invisible ones: on page 1) as codes, boxes in pixels of a page of
    that size; () for a file that is not signed. Never raises on a broken file: such a signature is `unreadable`.
    """
    places = dict(_places(path, number, size)) if is_signed(path) else {}
    if not places:
        return ()
    said = read(path, trust_list)
    found = ((said.get(key, DigitalSignature()), box) for key, box in places.items())
    return tuple(Code(kind=KIND, text=signature.text, page=number, box=box) for signature, box in found)


def _places(path: Path, number: int, size: tuple[int, int]) -> Iterator[tuple[int, Box | None]]:
    """(object number of the signature, its box on the page or None) for each signature of a page."""
    import pikepdf

    try:
        with pikepdf.open(path) as document:
            shown = {key: (page, rect) for key, page, rect in _widgets(document)}
            every = dict.fromkeys((*shown, *_signed_fields(document)))
            for key in list(every)[:MOST]:
                page, rect = shown.get(key, (1, None))
                if page == number:
                    yield key, (_box(path, number, rect, size) if rect else None)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
        return


def _widgets(document: Any) -> Iterator[tuple[int, int, list[float]]]:
    for number, page in enumerate(document.pages, start=1):
        for note in page.obj.get("/Annots", []):
            field = note if "/V" in note else note.get("/Parent", note)
            if str(field.get("/FT", "")) == "/Sig" and "/V" in field:
                yield field["/V"].objgen[0], number, [float(edge) for edge in note.get("/Rect", [0, 0, 0, 0])]


def _signed_fields(document: Any) -> Iterator[int]:
    """Object numbers of the signatures of the form's fields, on a page or not."""
    for field in document.Root.get("/AcroForm", {}).get("/Fields", []):
        for one in (field, *field.get("/Kids", [])):
            if str(one.get("/FT", field.get("/FT", ""))) == "/Sig" and "/V" in one:
                yield one["/V"].objgen[0]


def _box(path: Path, number: int, rect: list[float], size: tuple[int, int]) -> Box | None:
    """A rectangle of the PDF in pixels of the displayed page; None for one without area."""
    import pypdfium2

    from ocr.textlayer import on_display

    if abs(rect[2] - rect[0]) < 1 or abs(rect[3] - rect[1]) < 1:
        return None
    try:
        with pypdfium2.PdfDocument(path) as document:
            sheet = document[number - 1]
            first, second = (on_display(sheet, point, size) for point in ((rect[0], rect[1]), (rect[2], rect[3])))
    except (pypdfium2.PdfiumError, IndexError):
        return None
    across, down = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return across[0], down[0], across[1], down[1]


def read(path: Path, trust_list: Path | None) -> dict[int, DigitalSignature]:
    """Object number -> signature, for every signature of a PDF that can be understood."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it logs names of certificates
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    roots = _trusted(trust_list)
    found: dict[int, DigitalSignature] = {}
    with path.open("rb") as file:
        try:
            reader = PdfFileReader(file, strict=False)
            if reader.encrypted:
                reader.decrypt("")
            for one in reader.embedded_regular_signatures[:MOST]:
                found[one.sig_field.raw_get("/V").idnum] = _signature(one, roots)
        except (PdfError, ValueError, TypeError, KeyError, AttributeError, AssertionError, RecursionError, OSError):
            return found
    return found


@cache
def _trusted(trust_list: Path | None) -> tuple[Any, ...]:
    """Certificates (PEM or DER) of the trust list's folder; those that are none are passed over."""
    from pyhanko.keys import load_certs_from_pemder

    if trust_list is None:
        return ()
    roots: list[Any] = []
    for file in sorted(path for path in trust_list.iterdir() if path.suffix.lower() in {".pem", ".crt", ".cer"}):
        try:
            roots += load_certs_from_pemder([str(file)])  # type: ignore[no-untyped-call]
        except (ValueError, OSError):
            continue
    return tuple(roots)


def _signature(one: "EmbeddedPdfSignature", roots: tuple[Any, ...]) -> DigitalSignature:
    """One signature read and judged; UNREADABLE when it cannot be."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import UnacceptableSignerError
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator.errors import PathError, ValidationError

    failures = (PdfError, SignatureValidationError, PathError, ValidationError, UnacceptableSignerError,
                ValueError, TypeError, KeyError, AttributeError, NotImplementedError)  # fmt: skip
    said = DigitalSignature()
    try:
        said = _spoken(one, one.self_reported_timestamp, "signer", SignatureStatus.UNREADABLE)
        status = _status(one, roots, None)
        stamp = status.timestamp_validity
        if stamp is not None and stamp.intact and stamp.valid and stamp.trusted:
            status = _status(one, roots, stamp.timestamp)
        moment, clock = (stamp.timestamp, "timestamp") if stamp else (one.self_reported_timestamp, "signer")
        return _spoken(one, moment, clock, _judged(status))
    except failures:
        return said


def _status(one: "EmbeddedPdfSignature", roots: tuple[Any, ...], moment: "datetime | None") -> "PdfSignatureStatus":
    """pyHanko's judgement as of a moment a trusted time stamp proves, or as of now."""
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
    stamps = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    return asyncio.run(
        async_validate_pdf_signature(
            one, signer_validation_context=context, ts_validation_context=stamps, key_usage_settings=usage
        )
    )


def _judged(status: "PdfSignatureStatus") -> SignatureStatus:
    from pyhanko.sign.diff_analysis import SuspiciousModification

    if not (status.intact and status.valid):
        return SignatureStatus.TAMPERED
    if isinstance(status.diff_result, SuspiciousModification) or status.docmdp_ok is False:
        return SignatureStatus.CHANGED_LATER
    return SignatureStatus.VERIFIED if status.trusted else SignatureStatus.NOT_VERIFIED


def _spoken(
    one: "EmbeddedPdfSignature", moment: "datetime | None", clock: str, status: SignatureStatus
) -> DigitalSignature:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    subject = one.signer_cert.subject.native
    parts = [_first(subject.get(name)) for name in ("organizational_unit_name", "organization_name")]
    return DigitalSignature(
        signer=_first(subject.get("common_name")),
        agency=", ".join(part for part in parts if part),
        signed_at=moment.isoformat() if moment else "",
        clock=clock if moment else "",
        status=status,
        whole_file=one.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )


def _first(value: Any) -> str:
    """The value of a part of a name, the most general of several units."""
    if isinstance(value, list):
        value = value[-1] if value else ""
    return " ".join(str(value or "").split())
