"""A certification authority of the tests, and PDFs signed by its people."""

import datetime
from functools import cache
from pathlib import Path

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

SIGNER, AGENCY = "Trần Văn Mẫu", "ỦY BAN NHÂN DÂN XÃ MẪU"
BOX = (300, 100, 500, 160)


def _name(common: str, agency: str = AGENCY) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, agency), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(kind, said) for kind, said in parts])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, *, ca: bool
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    plan = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **usage),
            critical=True,
        )
    )  # fmt: skip
    return plan.sign(by, hashes.SHA256())


@cache
def authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A root, made once."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Cơ quan chứng thực MẪU", "Cơ quan MẪU")
    return key, _certificate(name, name, key, key, ca=True)


@cache
def _person() -> tuple[bytes, bytes, bytes]:
    """Key, certificate and root as PEM."""
    root_key, root = authority()
    key = ec.generate_private_key(ec.SECP256R1())
    own = _certificate(_name(SIGNER), root.subject, key, root_key, ca=False)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    return secret, own.public_bytes(pem), root.public_bytes(pem)


def trust_list(folder: Path) -> Path:
    """A folder that trusts the tests' authority."""
    folder.mkdir()
    (folder / "goc.pem").write_bytes(_person()[2])
    (folder / "khac.pem").write_text("not a certificate")
    return folder


def signed(path: Path, *, visible: bool = True, pages: int = 2) -> Path:
    """A PDF of empty pages signed on the second, or invisibly."""
    names = ("key.pem", "own.pem", "root.pem")
    for name, content in zip(names, _person(), strict=True):
        path.with_name(name).write_bytes(content)
    key, own, root = (str(path.with_name(name)) for name in names)
    plain = path.with_name("plain.pdf")
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(600, 800))
        document.save(plain)
    signer = signers.SimpleSigner.load(key, own, ca_chain_files=(root,))
    assert signer
    with plain.open("rb") as file, path.open("wb") as out:
        writer = IncrementalPdfFileWriter(file)
        if visible:
            fields.append_signature_field(writer, fields.SigFieldSpec("Ky1", on_page=1, box=BOX))
        signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Ky1"), signer=signer, output=out)
    return path
