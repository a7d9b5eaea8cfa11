"""Words that given and middle names are made of, written from general knowledge: tells a name that lost or gained
a mark.

A name has few words, and most of them are common: where a word is not, and one with the same letters and other marks
is (`THÊ` and `THẾ`), a mark is as likely misread as the name rare.
"""

import re
import unicodedata
from functools import cache

from domain.text import fold
from ocr.plausible import spelling

COMMON = frozenset(
    """
    an anh ba ban bi biên biểu bá bách bé bình bích bính bông bút băng bạch bạo bảo bảy bắc bằng bền bối bốn bồn
    bội bửu ca can canh cao chi chinh chiên chiêu chiến chiểu chung chuyên chánh châm chân châu chí chính chúc
    chương chước chấn chắn chắt chức chữ cung cát công cúc cơ cư cương cường cảnh cầm cầu cẩm cậy cứ cử cửu danh
    di dinh diên diễm diện diệp diệu do doan doanh du dung duy duyên duyệt duân dân dũng dư dương dưỡng dần dậu
    ghi gia giang giao giàu giác giám giáp giản giỏi gái gấm gắng hai hinh hiên hiến hiếu hiền hiển hiểu hiện
    hiệp hiệt hiệu hoa hoan hon hoà hoài hoàn hoàng hoá hoán hoè hoạch hoạt hoản hoằng huy huyên huyền huyện
    huân huê huấn huề huệ huỳnh hà hài hàm hàn hào hán hân hãn hòa hòe hóa hùng hưng hương hướng hường hạ hạc
    hạng hạnh hạo hải hảo hậu hằng hẹn hỉ hồ hồng hội hợi hợp hứa hữu hỷ kha khai khang khanh khiêm khiết khoa
    khoan khoá khoái khuynh khuyên khuê khuông khá khánh khê khóa khôi khương khả khải khắc khởi kim kiên kiếm
    kiến kiều kiểm kiệt kính ký kỉ kỳ kỷ la lai lam lan linh liêm liên liễu loan long loát loãn luyến luân luận
    luật luỹ ly lài làm lành lâm lân lãm lãng lê lùng lý lăng lĩnh lũy lưu lương lượng lạc lạng lạp lập lễ lệ
    lệnh lịch lộ lộc lợi lụa lừng lữ lực lựu mai mi minh miên miền muội my mân mây mão mùa mùi mĩ mơ mưu mười
    mạnh mẫn mẫu mận mậu mến mừng mỵ mỷ mỹ nam nga nghi nghiêm nghiệm nghiệp nghĩ nghĩa nghị ngoan nguyên nguyện
    nguyệt ngà ngân ngãi ngôn ngọ ngọc ngợi ngữ ngự nhan nhi nhiên nhiệm nho nhu nhung nhuần nhuận nhài nhàn
    nhâm nhân nhã nhơn như nhường nhạn nhất nhẫn nhật nhị nhỏ nhựt ninh niệm năm nương nại nết nở nữ oanh oánh
    phan phi phin phiên phiến phong phu phách phái phán pháp phát phú phúc phương phước phượng phấn phẩm phận
    phối phổ phục phụng quan quang quyên quyến quyết quyền quân quây quý quản quảng quế quốc quới quỳ quỳnh rin
    rạng rực sa san sang sen sinh siêng son song soạn sung sách sáng sáu sâm sĩ sơn sương sắc sỏi sổ sở sử sửu
    sự sỹ ta thanh thao thi thiên thiết thiều thiện thoa thoan thoại thoảng thu thuyên thuyết thuyền thuý thuần
    thuận thuật thuở thuỳ thuỵ thuỷ thành thái thâm thân thêm thìn thông thùy thúc thúy thăng thơ thơi thơm thư
    thương thường thưởng thượng thạch thạnh thản thảo thất thập thật thắm thắng thế thể thị thịnh thọ thống thới
    thời thụ thục thụy thủ thủy thức thừa tin tiên tiến tiếp tiết tiền tiễn tiệp toan toàn toán toại toả toản
    trai trang tri trinh triết triều triển triệu trung truyền trà tràng trác tráng trâm trân trình trí tròn trúc
    trường trưởng trạch trải trầm trắc trị trọng trỗi trứ trực tuy tuyên tuyến tuyết tuyền tuyển tuân tuấn tuất
    tuần tuệ tài tám tánh tâm tân tình tín tính tòng tôn tùng tùy tú tý tĩnh tư tươi tương tường tưởng tạ tại
    tạo tấm tấn tất tầm tần tận tập tịnh tỏ tỏa tốt tới tứ từ tự tỵ uy uyên uyển uẩn vang vi vinh viên viết viện
    việt vui vy vàng vân võ văn vĩ vĩnh vũ vương vượng vạn vạng vận vẻ vị vịnh vọng vỹ xanh xem xinh xoan xuyên
    xuyến xuân xuất xương xế xứng yêm yên yêu yến yểu ái ánh ân ôn út ý đa đam đan đang điềm điền điểm điển điệp
    đoan đoài đoàn đài đào đán đình đính đô đôn đông đăng đương đường được đượm đại đạm đạo đạt đảm đắc đằng đẹp
    đỉnh định đỏ đốc đối đồng độ đức ơn ước ảnh ấn ứng ỷ
    """.split()  # noqa: SIM905
)


def has_uncommon_marks(word: str) -> bool:
    """Whether a word is no common one of given names although one of the same letters is.

    >>> [has_uncommon_marks(word) for word in ("THÊ", "THẾ", "Thủy", "Thuỷ", "K'Brôih")]
    [True, False, False, False, False]
    """
    return not is_common(word) and fold(word) in _letters()


def is_common(word: str) -> bool:
    """Whether a word, each mark of it, is a common one of given or middle names, whatever its case."""
    return spelling(word) in _spellings()


def uncommon(name: str) -> list[str]:
    """The words after the family name whose marks are uncommon.

    >>> uncommon("Vi Thê Vinh"), uncommon("NGUYỄN THỊ HOÀ")
    (['Thê'], [])
    """
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name))
    return [word for word in words[1:] if has_uncommon_marks(word)]


@cache
def _spellings() -> frozenset[str]:
    return frozenset(map(spelling, COMMON))


@cache
def _letters() -> frozenset[str]:
    return frozenset(map(fold, COMMON))
