"""One way to write a name, so that names are equal when they are the same name; not for showing to anybody."""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
LOOK_ALIKES = str.maketrans({"ð": "đ", "ɖ": "đ", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})

FORMS = {
    "tnhh": "trách nhiệm hữu hạn",
    "mtv": "một thành viên",
    "1tv": "một thành viên",
    "cp": "cổ phần",
    "cty": "công ty",
    "ctcp": "công ty cổ phần",
    "cttnhh": "công ty trách nhiệm hữu hạn",
    "ctytnhh": "công ty trách nhiệm hữu hạn",
    "cn": "chi nhánh",
    "vpđd": "văn phòng đại diện",
    "hkd": "hộ kinh doanh",
    "dntn": "doanh nghiệp tư nhân",
    "dn": "doanh nghiệp",
    "htx": "hợp tác xã",
    "tm": "thương mại",
    "dv": "dịch vụ",
    "tmdv": "thương mại dịch vụ",
    "xd": "xây dựng",
    "sx": "sản xuất",
    "xnk": "xuất nhập khẩu",
    "vlxd": "vật liệu xây dựng",
    "đt": "đầu tư",
    "pt": "phát triển",
    "kd": "kinh doanh",
    "tv": "tư vấn",
    "tk": "thiết kế",
    "dl": "du lịch",
    "vt": "vận tải",
    "bđs": "bất động sản",
    "nn": "nông nghiệp",
    "1": "một",
}
"""Abbreviations in company names -> words."""


def name_key(name: str) -> str:
    """A person's name without what only looks different: letter case, spaces, tone placement, Unicode form.

    The marks stay: Hạnh and Hanh are two names.

    >>> name_key("NGUYỄN  THỊ THUÝ") == name_key("Nguyễn Thị Thúy")
    True
    >>> name_key("Hoà") == name_key("Hòa"), name_key("Đỗ Quý") == name_key("Ðỗ Qúy")
    (True, True)
    >>> name_key("K’Sơr") == name_key("K'Sơr")
    True
    >>> name_key("Hạnh") == name_key("Hanh"), name_key("Đa") == name_key("Da"), name_key("Lý") == name_key("Lí")
    (False, False, False)
    """
    text = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKES)
    return " ".join(re.sub(r"[^\W\d_]+", lambda syllable: _tone_last(syllable[0]), text).split())


def soft_key(name: str) -> str:
    """A name key in which spellings that are free to choose are alike too: i and y, hyphens and apostrophes.

    >>> soft_key("Lý Mỹ") == soft_key("Lí Mĩ"), soft_key("Đắk-Lắk") == soft_key("Đắk Lắk")
    (True, True)
    >>> soft_key("Thúy") == soft_key("Thúi")
    False
    """
    plain = re.sub(r"[-'.]", " ", name_key(name))
    return re.sub(r"(?<=[hklmstvr])y(?![^\W\d_])", "i", " ".join(plain.split()))


def company_key(name: str) -> str:
    """A company's name with its abbreviations written out, without punctuation and the word và.

    >>> company_key("CTY TNHH MTV TM & DV Hoà Phát") == company_key(
    ...     "Công ty Trách nhiệm hữu hạn một thành viên Thương mại và Dịch vụ Hòa Phát")
    True
    >>> company_key("CTCP An") == company_key("Công ty Cổ phần An")
    True
    >>> company_key("Công ty TNHH An") == company_key("Công ty CP An")
    False
    """
    text = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKES)
    words = [FORMS.get(word, word) for word in re.findall(r"\w+", text)]
    return soft_key(" ".join(word for word in words if word != "và"))


def _tone_last(syllable: str) -> str:
    """The syllable with its tone mark behind it: where the mark sits never tells two words apart."""
    letters = unicodedata.normalize("NFD", syllable)
    tones = "".join(letter for letter in letters if letter in TONES)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES)) + tones
