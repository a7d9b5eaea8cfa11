"""Cases of the rules about what stands beside the print or spoils it."""

from dataclasses import replace

from domain.scans import Code
from domain.signatures import DigitalSignature, SignatureStatus
from tests.validation.make import case, value
from validation.registry import Case


def signed(status: str) -> Case:
    said = DigitalSignature(signer="Trần Văn Mẫu", status=SignatureStatus(status)).text
    return case(codes=(Code(kind="signature", text=said, page=1),), sex="Nam")


def issued(text: str) -> Case:
    return case(personal_id="068095001234", codes=(Code(kind="qr", text=text, page=1),))


def noted(*notes: str) -> Case:
    given = case(sex="Nam")
    return replace(given, extraction=replace(given.extraction, notes=notes))


BREAKING: dict[str, list[Case]] = {
    "signature_broken": [signed("tampered"), signed("changed_later")],
    "signature_unverified": [signed("signed_not_verified"), signed("unreadable")],
    "text_layer": [noted("bad_text_layer"), noted("unlike_text_layer"), noted("converted_text_layer")],
    "page_unread": [noted("page_error:timeout")],
    "handwritten": [case(value("number", "12", notes=("handwritten",)))],
    "result_code": [issued("KQ.G15.000031|H36.14-221105-0007|1.001193|068095001235|Giấy khai sinh")],
    "read_otherwise": [case(value("number", "12", notes=("upgrade:13",)))],
    "under_stamp": [case(value("signer", "Trần Văn Mẫu", notes=("readers_differ:…", "under_stamp")))],
    "print_unread_beside": [case(value("signer", "Trần Văn", notes=("print_unread_beside",)))],
}

PASSING: dict[str, list[Case]] = {
    "signature_broken": [signed("verified"), signed("signed_not_verified"), case(sex="Nam")],
    "signature_unverified": [signed("verified"), signed("tampered"), case()],
    "text_layer": [noted("stamp"), case(sex="Nam")],
    "page_unread": [noted("one_reader")],
    "handwritten": [case(value("number", "12", notes=("under_stamp",)))],
    "read_otherwise": [case(value("number", "12", notes=("readers_differ:13",)))],
    "result_code": [
        issued("KQ.G15.000031|H36.14-221105-0007|1.001193|068095001234|Giấy khai sinh"),
        issued("KQ.G15.000031|1.001193"),
        issued("https://example.vn/068095001235"),
    ],
    "under_stamp": [case(value("number", "12", notes=("handwritten",)))],
    "print_unread_beside": [case(value("number", "12", notes=("under_stamp",)))],
}
