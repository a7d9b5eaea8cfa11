"""A dossier's manifest with the national portal's sync fields, and folders that are wrong on purpose, for tests."""

import json
from collections.abc import Sequence
from pathlib import Path

PROCEDURES = {
    "khai-sinh": ("1.001193", "Thủ tục đăng ký khai sinh"),
    "ket-hon": ("1.000894", "Thủ tục đăng ký kết hôn"),
    "doanh-nghiep": ("2.001610", "Thành lập doanh nghiệp"),
    "thanh-vien": ("2.001610", "Thành lập doanh nghiệp"),
    "xay-dung": ("1.009994", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ"),
}
OTHER = ("1.001612", "Giải quyết hồ sơ khác")


def manifest(folder: str, paths: Sequence[str]) -> bytes:
    """The manifest of a dossier folder with those files."""
    code = folder.split("/")[1]
    day = "20" + code.rsplit("-", 2)[1]
    names = [path.rsplit("/", 1)[1] for path in paths]
    number, title = next((found for word, found in PROCEDURES.items() if any(word in name for name in names)), OTHER)
    content = {
        "MaHoSo": code,
        "MaTTHC": number,
        "TenTTHC": title,
        "KenhThucHien": "2" if code.endswith(("1", "3")) else "1",
        "LoaiDoiTuong": "2" if "doanh-nghiep" in " ".join(names) else "1",
        "NgayTiepNhan": f"{day}083000",
        "NgayHenTra": f"{day[:6]}20170000",
        "TrangThaiHoSo": "2",
        "NoiNopHoSo": "1",
        "HoSoCoThanhPhanSoHoa": "1",
        "TaiLieuNop": [
            {
                "TepDinhKemId": str(place),
                "TenTepDinhKem": name,
                "IsDeleted": "0",
                "MaThanhPhanHoSo": f"TP-H36.{place:06d}",
                "DuocSoHoa": "0",
                "DuocTaiSuDung": "0",
                "DuocLayTuKhoDMQG": "0",
            }
            for place, name in enumerate(names, 1)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def bad_folder(inbox: Path, file: bytes, *, agency: str = "H36.14") -> Path:
    """Puts a file into a dossier folder whose name is no dossier code, and answers its path."""
    return _put(inbox / agency / "ho so moi" / "ban-quet.pdf", file)


def bad_manifest(inbox: Path, file: bytes, *, code: str = "H36.14-261102-0099") -> Path:
    """Puts a file beside a manifest that is not JSON, and answers the file's path."""
    folder = inbox / code.rsplit("-", 2)[0] / code
    _put(folder / "dossier.json", "MaHoSo: không phải JSON {".encode())
    return _put(folder / "ban-quet.pdf", file)


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
