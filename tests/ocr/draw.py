"""Pages drawn for the tests of reading: invented papers with known words at known places."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
MONO = Path("/usr/share/fonts/truetype/liberation2/LiberationMono-Regular.ttf")
A4 = (2480, 3508)

LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
    "Số: 125/UBND-XNTTHN",
    "Xét đề nghị của bà Nguyễn Thị Mẫu Thử về việc cấp giấy xác nhận",
    "Họ, chữ đệm, tên: NGUYỄN THỊ MẪU THỬ",
    "Ngày, tháng, năm sinh: 15/08/1992",
    "Giới tính: Nữ    Dân tộc: Kinh    Quốc tịch: Việt Nam",
    "Giấy tờ tùy thân: Thẻ căn cước công dân số 001192000123",
    "Nơi cư trú: Số 12 đường Thử Nghiệm, xã Bình Minh, tỉnh Quảng Ngãi",
    "Tình trạng hôn nhân: Hiện tại chưa đăng ký kết hôn với ai",
    "Giấy này được cấp để làm thủ tục đăng ký kết hôn tại xã Bình Minh",
    "Giấy này có giá trị sử dụng trong thời hạn sáu tháng kể từ ngày cấp",
)


def font(points: float, dpi: int = 300, path: Path = FONT) -> ImageFont.FreeTypeFont:
    """A font of that many points at that resolution."""
    return ImageFont.truetype(path, round(points * dpi / 72))


def paper(lines: tuple[str, ...] = LINES, size: tuple[int, int] = A4) -> Image.Image:
    """A grey page with the lines under each other, 13 points at 300 dpi."""
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        pen.text((260, 300 + 110 * row), line, fill=20, font=font(13))
    return page


def box_of(text: str, line: str, row: int) -> tuple[int, int, int, int]:
    """Where `paper` drew a word of a line."""
    pen = ImageDraw.Draw(Image.new("L", (1, 1)))
    before = pen.textlength(line[: line.index(text)], font=font(13))
    left, top, right, bottom = pen.textbbox((260 + before, 300 + 110 * row), text, font=font(13))
    return round(left), round(top), round(right), round(bottom)


def leaders(page: Image.Image, row: int, start: int = 900, stop: int = 2200) -> Image.Image:
    """The page with a dotted leader under a line."""
    pen = ImageDraw.Draw(page)
    for across in range(start, stop, 14):
        pen.ellipse((across, 346 + 110 * row, across + 4, 350 + 110 * row), fill=40)
    return page


def speckled(page: Image.Image, seed: int = 1) -> Image.Image:
    """The page with the noise of a scanner."""
    noise = np.random.default_rng(seed).normal(0, 9, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page, dtype=np.float32) + noise, 0, 255).astype(np.uint8))


def stamped(page: Image.Image, middle: tuple[int, int] = (700, 900), radius: int = 190) -> Image.Image:
    """The page in colour with a round red seal over what is there."""
    ring = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ring)
    across, down = middle
    for part in (1.0, 0.8):
        size = radius * part
        pen.ellipse((across - size, down - size, across + size, down + size), outline=(215, 40, 50), width=9)
    pen.text((across - 120, down - 40), "MẪU THỬ", fill=(215, 40, 50), font=font(15))
    pixels = np.minimum(np.asarray(page.convert("RGB")), np.asarray(ring))
    return Image.fromarray(pixels)
