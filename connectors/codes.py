"""What the registries' codes mean, and which of their texts only look like data."""

import unicodedata

SEXES = {"1": "Nam", "2": "Nữ"}
"""GioiTinh."""

NATIONALITIES = {"VN": "Việt Nam", "VNM": "Việt Nam"}

ETHNICITIES = {
    f"{number:02d}": name
    for number, name in enumerate(
        [
            "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "HMông", "Dao", "Gia-rai", "Ngái", "Ê-đê", "Ba-na",
            "Xơ-đăng", "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai", "Xtiêng", "Bru-Vân Kiều",
            "Thổ", "Giáy", "Cơ-tu", "Gié-Triêng", "Mạ", "Khơ-mú", "Co", "Tà-ôi", "Chơ-ro", "Kháng", "Xinh-mun",
            "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn",
            "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ-đu", "Rơ-măm",
        ],
        start=1,
    )
}  # fmt: skip
"""DanToc: the list of 54 peoples of the General Statistics Office (Decision 121-TCTK/PPCĐ of 1979)."""

SENTINELS = {"khong co thong tin", "chua co thong tin", "null", "none", "n/a", "-", "."}


def is_data(text: str) -> bool:
    """Whether a text says something: vendors fill the unknown with words such as "Không có thông tin".

    >>> is_data("Không có thông tin"), is_data("KHONG CO THONG TIN"), is_data(""), is_data("Kinh")
    (False, False, False, True)
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return bool(plain.strip()) and " ".join(plain.replace("đ", "d").split()) not in SENTINELS
