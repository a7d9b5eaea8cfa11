"""Vietnamese text in the encodings of fonts before Unicode: TCVN3 (ABC, fonts `.Vn…`) and VNI Windows.

Such text looks like Latin letters with foreign marks. It is turned into Unicode; whether that made Vietnamese of it is
for the caller to judge.
"""

import re
import unicodedata

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_VNI_ALONE = dict(zip("íìæóòôöîñÍÌÆÓÒÔÖÎÑ", "íìỉĩịơưỵđÍÌỈĨỊƠƯỴĐ", strict=True))
_BREVE, _HAT = "\u0306", "\u0302"
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "ê": _BREVE, "é": f"{_BREVE}\u0301", "è": f"{_BREVE}\u0300", "ú": f"{_BREVE}\u0309",
    "ü": f"{_BREVE}\u0303", "ë": f"{_BREVE}\u0323",
    "â": _HAT, "á": f"{_HAT}\u0301", "à": f"{_HAT}\u0300", "å": f"{_HAT}\u0309",
    "ã": f"{_HAT}\u0303", "ä": f"{_HAT}\u0323",
}  # fmt: skip
_VNI_PAIR = re.compile(f"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")


def from_tcvn3(text: str) -> str:
    """Text of a TCVN3 font as Unicode; capitals of its `…H` fonts are for the caller, who knows the font.

    >>> from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc")
    'Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc'
    """
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """Text of a VNI Windows font as Unicode.

    >>> from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc")
    'Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc'
    """
    spelled, place = "", 0
    for pair in _VNI_PAIR.finditer(text):
        spelled += "".join(_VNI_ALONE.get(letter, letter) for letter in text[place : pair.start()])
        spelled += _VNI_ALONE.get(pair[1], pair[1]) + _VNI_MARKS[pair[2].lower()]
        place = pair.end()
    spelled += "".join(_VNI_ALONE.get(letter, letter) for letter in text[place:])
    return unicodedata.normalize("NFC", spelled)


CONVERSIONS = (from_tcvn3, from_vni)
CAPITALS = re.compile(r"^(?:[A-Z]{6}\+)?\.?Vn\w*H$")
"""Names of TCVN3 fonts that show small letters as capitals."""
