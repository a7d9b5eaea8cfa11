"""Rules about what stands beside the print or spoils it: digital signatures, handwriting, stamps, bad text layers."""

from collections.abc import Iterator

from domain.findings import Severity
from domain.results import ResultCode
from domain.signatures import KIND, DigitalSignature, SignatureStatus
from validation.registry import Broken, Case, rule

BROKEN = {
    SignatureStatus.TAMPERED: "Chữ ký số của tệp không còn đúng: nội dung đã ký bị thay đổi. Yêu cầu nộp lại bản gốc.",
    SignatureStatus.CHANGED_LATER: "Tệp bị sửa sau khi ký số, ngoài những gì chữ ký cho phép. Yêu cầu nộp lại bản gốc.",
}
UNSURE = {
    SignatureStatus.NOT_VERIFIED: "Có chữ ký số, chưa xác minh: không có danh sách chứng thư tin cậy dẫn tới người ký.",
    SignatureStatus.UNREADABLE: "Có chữ ký số nhưng không đọc được: kiểm tra bằng phần mềm ký số.",
}
LAYERS = {
    "bad_text_layer": "Lớp chữ có sẵn trong PDF bị hỏng (không phải tiếng Việt): đã bỏ qua, đọc lại từ ảnh.",
    "unlike_text_layer": "Lớp chữ có sẵn trong PDF không khớp chữ nhìn thấy: đã bỏ qua, đọc lại từ ảnh.",
    "converted_text_layer": "Lớp chữ có sẵn trong PDF theo bảng mã cũ (TCVN3/VNI): đã chuyển sang Unicode.",
}


def _statuses(case: Case) -> Iterator[SignatureStatus]:
    for code in case.extraction.codes:
        if code.kind == KIND:
            yield DigitalSignature.of(code.text).status


def _said(case: Case, messages: dict[SignatureStatus, str]) -> Iterator[Broken]:
    for status in dict.fromkeys(_statuses(case)):
        if status in messages:
            yield Broken(None, messages[status])


@rule(Severity.ERROR)
def signature_broken(case: Case) -> Iterator[Broken]:
    """What was digitally signed is what the file holds, and nothing was changed after."""
    yield from _said(case, BROKEN)


@rule(Severity.WARNING)
def signature_unverified(case: Case) -> Iterator[Broken]:
    """A digital signature leads to a certificate of the configured trust list."""
    yield from _said(case, UNSURE)


@rule(Severity.WARNING)
def text_layer(case: Case) -> Iterator[Broken]:
    """A PDF's own text is Vietnamese in Unicode and says what the page shows."""
    yield from (Broken(None, message) for note, message in LAYERS.items() if note in case.extraction.notes)


@rule(Severity.WARNING)
def page_unread(case: Case) -> Iterator[Broken]:
    """Every page of the paper could be read."""
    if any(note.startswith("page_error:") for note in case.extraction.notes):
        yield Broken(None, "Có trang không đọc được: xem bản quét, quét lại trang đó nếu cần.")


@rule(Severity.WARNING)
def read_otherwise(case: Case) -> Iterator[Broken]:
    """A newer engine reads what an older one was sure of."""
    for spec in case.type.fields:
        if any(note.startswith("upgrade:") for note in case.field(spec.name).notes):
            yield Broken(spec.name, f"“{spec.label}” được bộ đọc mới đọc khác trước: so lại với bản quét.")


@rule(Severity.ERROR)
def result_code(case: Case) -> Iterator[Broken]:
    """The QR code of an issued result names the person or company the paper is about."""
    issued = [ResultCode.of(code.text) for code in case.extraction.codes if code.kind == "qr"]
    subjects = {one.subject for one in issued if one and one.subject}
    known = _identifiers(case)
    if subjects and known and not subjects & set(known.values()):
        yield from (Broken(name, f"“{case.label(name)}” không khớp mã QR của kết quả giải quyết.") for name in known)


def _identifiers(case: Case) -> dict[str, str]:
    """Field -> number of each person or company the paper identifies."""
    named = [role.id for role in case.type.roles if role.id]
    return {name: value for name in named if (value := case.value(name))}


def _noted(case: Case, note: str, message: str) -> Iterator[Broken]:
    declared = {spec.name for spec in case.type.fields}
    for field in case.extraction.fields:
        if note in field.notes and field.name in declared:
            yield Broken(field.name, message.format(case.label(field.name)))


@rule(Severity.WARNING)
def handwritten(case: Case) -> Iterator[Broken]:
    """A field is printed; what was written by hand is for a person to read."""
    yield from _noted(case, "handwritten", "“{}” được viết tay: so lại với bản quét.")


@rule(Severity.WARNING)
def under_stamp(case: Case) -> Iterator[Broken]:
    """No stamp lies over a field; what lies under one is for a person to read."""
    yield from _noted(case, "under_stamp", "“{}” nằm dưới con dấu: so lại với bản quét.")


@rule(Severity.WARNING)
def print_unread_beside(case: Case) -> Iterator[Broken]:
    """No print that is in no word stands beside a field: a part of the value may be there."""
    yield from _noted(case, "print_unread_beside", "Cạnh “{}” còn chữ máy chưa đọc: so lại với bản quét.")
