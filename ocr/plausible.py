"""Whether a value could be what its kind says, as far as lists everybody knows tell: peoples, countries, provinces,
the spelling of names. What is not plausible may still be right; it is not let go on without a person."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

import catalog.units
from catalog.units.rows import former
from domain.syllables import TONES, WORD, is_syllable, spelled
from domain.text import fold, fold_letters
from ocr.parted import OF_PROVINCE, RANK, RANKS, evenly_parted, ranked_to_the_end

PEOPLES = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Khmer", "Mường", "Nùng", "HMông", "Mông", "Dao", "Gia-rai", "Jrai",
    "Ngái", "Ê-đê", "Ba-na", "Xơ-đăng", "Xê-đăng", "Sán Chay", "Cao Lan", "Cơ-ho", "K'Ho", "Chăm", "Sán Dìu",
    "Hrê", "Mnông", "Ra-glai", "Raglay", "Xtiêng", "Stiêng", "Bru-Vân Kiều", "Vân Kiều", "Thổ", "Giáy", "Cơ-tu",
    "Giẻ-Triêng", "Gié Triêng", "Mạ", "Khơ-mú", "Co", "Tà-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì",
    "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Co Lao",
    "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ Đu", "Rơ-măm",
)  # fmt: skip
"""The 54 peoples of the statistical office's list, with the spellings papers use."""
COUNTRIES = (
    "Việt Nam", "Trung Quốc", "Đài Loan", "Hàn Quốc", "Nhật Bản", "Hoa Kỳ", "Mỹ", "Pháp", "Đức", "Anh", "Nga", "Lào",
    "Campuchia", "Thái Lan", "Singapore", "Malaysia", "Ấn Độ", "Úc", "Ô-xtrây-li-a", "Canada", "Ca-na-đa", "Hà Lan",
    "Thụy Điển", "Thụy Sĩ", "Ý", "Bỉ", "Đan Mạch", "Na Uy", "Philippines", "Indonesia",
)  # fmt: skip
SURNAMES = frozenset(
    """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đoàn đinh trịnh trương lâm mai đào cao tô
    hà lương thái châu tạ phùng la tăng quách thạch kim kiều triệu tống chu từ vương diệp hứa đàm cù giang thân lưu
    nghiêm nông lò quàng vi sầm mã tôn tôn-thất lục đồng văn quan doãn khuất phí bạch ninh lại sơn danh thi lữ ông
    âu ca chung cung cáp chử chế cổ cấn dư hán hàn hạ hầu khổng khúc khương kha kỷ lạc liêu lăng lộ lỗ mạc mạch mẫn
    nhâm nhan nhữ ngụy ngũ ôn phó phương quản sử tào tề thiều thẩm thang tiêu tiết tòng trang tưởng ung viên vòng
    vưu vừ xa xin y ksor rơ siu nay kpă rah k' ka kơ cil ya ma ha bon liêng rơ-ông touneh jơ-ng lơ-mu dà cà lù giàng
    sùng thào cứ hạng lầu và mùa tráng vàng hảng phàn tẩn chảo bàn trư đèo cầm điêu lường lèo bế bạc lãnh linh nùng
    đổng sái giáp thịnh trà an ân bá bành biện bì chúc đậu đới hình hồng hùng kiên khâu khiếu lai lều luyện mông mộc
    nghị ngọ phù quang quế tán tất thảo thạc thôi thục tiền tín trừ tư vạn vày lã lô lang lộc uông trầm liễu chiêm
    khưu lư tần điểu đàng phàng
    """.split()  # noqa: SIM905
)
"""Family names, with their marks: one that is not among them is as often misread as rare."""
ORGANISATION = re.compile(
    r"(?:ho kinh doanh|hkd|cua hang|cong ty|doanh nghiep|hop tac xa|van phong|trung tam|vien|xi nghiep|chi nhanh)\b"
)
"""How names begin whose words may each have a capital."""
BEGINNINGS = frozenset({
    "Kế", "Đề", "Quy", "Quyết", "Nghị", "Luật", "Chương", "Ban", "Ủy", "Sở", "Bộ", "Tổ", "Hội", "Phòng", "Văn", "Chủ",
    "Thủ", "Giám", "Dự", "Danh", "Bảng", "Báo", "Công", "Trung", "Chỉ", "Điều", "Giấy",
    "Ngân", "Chính", "Bản",
})  # fmt: skip
"""Words with which names of papers and offices begin inside a sentence."""
DANGLING = re.compile(
    r"(?:^|\s)(?:(?:quý\s\S+|tháng\s\d+)\snăm|quý|và|của|về|cho|tại|với|từ|đến|theo|các|những|do|là|trong|để|bởi|chưa|trên|đối|giữa"
    r"|đã|đăng ký)$",
    re.IGNORECASE,
)
"""Last words after which a text goes on: the rest stands on a row that was not found."""
LETTER_LAST = re.compile(r"\s(?![IVX]$)[A-ZĐ]$")
"""A single letter at the end that is no number: what it stood before (`Nốt ruồi C: 3cm …`) was cut off."""
MISREAD = re.compile(r"(?:^|\s)l(?=\s|$)|[^\W\d_]{2}\.[^\W\d_]{3}|^(?:Nốt ruồi|Sẹo)(?!.*(?::|\sC\.)).*\d")
"""A stroke alone that is the number I, a speck between two words that is no full stop, and a mark of identity without
what stands before its measure (`Nốt ruồi C: 1cm …`)."""
PHONE = re.compile(r"0\d{9,10}|\+\d{10,13}|1[89]00\d{4,6}")
"""Numbers of Vietnam with their area code, of other countries, and those for service."""
HEADLESS = re.compile(r"(?:ban )?nhan dan\b")
"""`Ủy ban nhân dân` whose first word was lost."""
MARKED_RANKS = re.compile(r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu)\b")
FOLDED_RANKS = re.compile(rf"{RANKS}\b")
"""A unit's rank with its marks, and without."""
STRAY = re.compile(r";|:|\s/|/\s|Số\.")
"""Marks that stand in no address; a stroke between numbers has no space beside it."""
AT_HOME = frozenset({"tại gia", "tại nhà", "tại nhà riêng", "tại gia đình"})
"""Where somebody died, as papers say it instead of an address."""
RANK_LAST = re.compile(r"\s(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu)$", re.IGNORECASE)
"""A rank at the end: the name it goes before stands on a row that was not found."""
DASH = re.compile(r"\s[-–]\s")
FEWEST, MOST = 2, 7
"""Words of a person's name."""
NO_NAME = re.compile(
    r"\b(?:giay|trich luc|chung nhan|xac nhan|thong tin|uy ban|nhan dan|chu tich|giam doc|cong an|so tu phap|"
    r"khai sinh|ket hon|khai tu|dang ky|quyet dinh|cong hoa|doc lap|ban sao|ban chinh|ky ten|dong dau|can cuoc|nguoi)\b"
)


def plausible(kind: str, value: str, *, alone: bool = False, any_spelling: bool = False) -> bool:
    """Whether a value could be one of its kind; true for the kinds that are known by their form alone. A text of one
    word in capitals may be the last of a name, but where one word is what is expected (`alone`); a
    name need not follow Vietnamese spelling where other evidence says so (`any_spelling`)."""
    if not _well_known(value):
        return False
    if kind == "name":
        return _is_name(value, any_spelling=any_spelling)
    if kind == "ethnicity":
        return _key(value) in _keys(PEOPLES)
    if kind == "nationality":
        return _key(value) in _keys(COUNTRIES)
    if kind == "text":
        last = not alone and len(value) > 5 and value.isalpha() and value.isupper()
        begun = value[:1].isupper() or value[:1].isdigit()
        goes_on = _runs_on(value) or MISREAD.search(value) or DANGLING.search(value) or LETTER_LAST.search(value)
        return begun and not last and not goes_on and (is_known(value) or _no_unit(value))
    if kind == "phone":
        return PHONE.fullmatch(value) is not None
    return kind != "address" or _is_address(value)


def _no_unit(value: str) -> bool:
    """Whether a text begins with a word that has a rank's letters and other marks (`QUÁN CƠM` is no `QUẬN`)."""
    return FOLDED_RANKS.match(fold_letters(value)) is not None and MARKED_RANKS.match(value.lower()) is None


def _is_address(value: str) -> bool:
    if value.casefold() in AT_HOME:
        return True
    if STRAY.search(value) or HEADLESS.match(fold(value)) or not _streets_spelled(value):
        return False
    parted = evenly_parted(value) and ranked_to_the_end(value) and RANK_LAST.search(value) is None
    return parted and whole(value) and known(value)


def _streets_spelled(address: str) -> bool:
    """Whether the words with marks in the parts of an address that name no unit are possible syllables."""
    return all(word.isascii() or is_syllable(word) for word in street(address))


def street(address: str) -> list[str]:
    """The words of an address in the parts that name no unit: nothing is known that could tell how they are spelled."""
    parts = [part for part in re.split(r"[,;]|\s[-–]\s", address) if RANK.search(fold_letters(part)) is None]
    return [word for part in parts for word in WORD.findall(part)]


def _runs_on(value: str) -> bool:
    """Whether a sentence begins in the middle of a text: two things ran together, or a title no list knows."""
    words = value.split()
    return ORGANISATION.match(fold_letters(value)) is None and any(
        before.islower() and _has_capital(word) and after.islower() and word not in BEGINNINGS
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
    )


def _has_capital(word: str) -> bool:
    """Whether it is one capital and small letters, whatever mark is behind them; a measure (`C:2,5cm`) is no word."""
    letters = word.rstrip(".,;:)")
    return letters.isalpha() and letters[0].isupper() and letters[1:].islower()


def _well_known(value: str) -> bool:
    """Whether every phrase everybody knows bears its marks: a dotted leader below takes the dots of `Bệnh viện`."""
    known = _phrases()
    found = re.finditer(rf"\b(?:{'|'.join(known)})\b", fold_letters(value))
    return all(value[at.start() : at.end()].lower() in known[at[0]] for at in found)


@cache
def _phrases() -> dict[str, set[str]]:
    """Phrases without their marks -> how they may be written (`phrases` in labels.yaml)."""
    content = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text("utf-8"))
    known: dict[str, set[str]] = {}
    for phrase in content["phrases"]:
        known.setdefault(fold_letters(phrase), set()).add(phrase)
    return known


def _is_name(value: str, *, any_spelling: bool) -> bool:
    words = WORD.findall(unicodedata.normalize("NFC", value))
    if not FEWEST <= len(words) <= MOST or NO_NAME.search(fold(value)):
        return False
    if not (any_spelling or spelled(value)):
        return False
    if "Thi" in value.title().split()[1:-1]:  # between surname and name it is Thị that lost its dot
        return False
    if "phòng" in value.lower():  # an office; Phong is a name
        return False
    if sum(map(str.isupper, value)) > 0.6 * sum(map(str.isalpha, value)) and any(map(str.islower, value)):
        return False
    return any_spelling or is_family_name(words[0])


def is_family_name(name: str) -> bool:
    """Whether a name begins with a family name, its marks as they are."""
    words = WORD.findall(unicodedata.normalize("NFC", name))
    return bool(words) and spelling(words[0]) in _surnames()


@cache
def _surnames() -> frozenset[str]:
    return frozenset(map(spelling, SURNAMES))


def whole(address: str) -> bool:
    """Whether an address goes up to its province, of any time: one cut short at the end of a row does not. A hospital
    may bear its province in its name instead (`Bệnh viện đa khoa tỉnh Lâm Đồng, …, thành phố Đà Lạt`)."""
    first, *others = re.split(r"[,;]|\s[-–]\s", re.sub(r"\s*[,-]\s*Việt Nam$", "", address.strip(" .")))
    last = others[-1] if others else first
    named = OF_PROVINCE.match(first.strip().lower())
    return _is_province(last) or bool(others and named and fold(named[1]) in _provinces() and is_known(last))


def _is_province(part: str) -> bool:
    return fold(re.sub(r"^(?:.*\s)?(?:tỉnh|thành phố|tp\.?)\s+", "", part.strip().lower())) in _provinces()


def known(address: str) -> bool:
    """Whether every unit an address names by its rank is one there is or was, each letter and mark of it.

    >>> known("Thôn 1, xã Lộc Thanh, thành phố Bảo Lộc, tỉnh Lâm Đồng"), known("xã Lộc Thanh, thành phố Bảo Lôc")
    (True, False)
    """
    return all(is_known(part) for part in re.split(r"[,;]", address))


def is_known(part: str) -> bool:
    """Whether a part between commas names no unit, or a known one; some names have a dash in them."""
    part = part.strip(" .")
    match = RANK.fullmatch(fold_letters(part))
    name = part[match.start(1) :] if match else ""
    if spelling(name) in _dashed_units() and DASH.search(name) is None:
        return False
    if not name or spelling(name) in _units() or _together(name) in _together_units():
        return True
    smaller = re.split(r"\s[-–]\s", part)
    return len(smaller) > 1 and all(map(is_known, smaller))


def _together(name: str) -> str | None:
    """The letters of a unit's name without its spaces (`Mađaguôi` for `Ma Đa Guôi`); None where a capital inside a word
    shows that a space was lost."""
    words = re.findall(r"[^\W\d_]+", name)
    whole_words = all(word[1:] == word[1:].lower() for word in words)
    return spelling(name).replace(" ", "") if whole_words else None


@cache
def _together_units() -> frozenset[str]:
    return frozenset(name.replace(" ", "") for name in _units())


def spelling(name: str) -> str:
    """Letters and tones of a name whatever its case, its style of tone placement and its signs."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", unicodedata.normalize("NFC", name.casefold()).replace("’", "'"))
    return " ".join(_syllable(word) for word in words)


def _syllable(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    return "".join(mark for mark in marks if mark not in TONES) + "".join(mark for mark in marks if mark in TONES)


def unit_names() -> set[str]:
    """Names of every unit there is or was since 2020, with its rank."""
    names = set(former())
    for file in ("uppers.csv", "communes.csv"):
        with (Path(catalog.units.__file__).parent / file).open(encoding="utf-8") as rows:
            names |= {row["name"] for row in csv.DictReader(rows)}
    return names


@cache
def _units() -> frozenset[str]:
    """Every unit there is or was since 2020, with its rank; numbers with and without a nought before them."""
    names = unit_names()
    names |= {re.sub(r"\b0+(?=\d)", "", name) for name in names} | {re.sub(r"\b(?=\d\b)", "0", name) for name in names}
    return frozenset(map(spelling, names))


@cache
def _dashed_units() -> frozenset[str]:
    """Units whose name is only written with a dash (`Phường Xuân Hương - Đà Lạt`)."""
    names = unit_names()
    dashed = {name for name in names if DASH.search(name)}
    return frozenset(map(spelling, dashed)) - frozenset(map(spelling, names - dashed))


@cache
def _provinces() -> frozenset[str]:
    """Names of the provinces, without their rank and marks."""
    with (Path(catalog.units.__file__).parent / "uppers.csv").open(encoding="utf-8") as file:
        names = {row["name"] for row in csv.DictReader(file) if not row["province"]}
    bare = {re.sub(r"^(?:Tỉnh|Thành phố)\s+", "", name) for name in names}
    return frozenset(
        fold(name) for name in bare | {"Hồ Chí Minh", "TP.HCM", "Thừa Thiên - Huế", "Thừa Thiên Huế", "Huế"}
    )


@cache
def _keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_key, names))


def _key(name: str) -> str:
    """Letters alone, with their marks."""
    return "".join(letter for letter in name.casefold() if letter.isalpha())
