"""What an officer reads about a link: why it is as it is, in Vietnamese, with nobody's data in it."""

from domain.subjects import Link

NAMES = {
    "population": "Cơ sở dữ liệu quốc gia về dân cư",
    "business": "Cơ sở dữ liệu về đăng ký doanh nghiệp",
    "civil_status": "Cơ sở dữ liệu hộ tịch điện tử",
    "judicial": "Cơ sở dữ liệu lý lịch tư pháp",
    "national_store": "Kho dữ liệu số hóa quốc gia",
}

REASONS = {
    "confirmed": "{registry} xác nhận đúng.",
    "decided": "Cán bộ đã quyết định.",
    "id_differs": "{registry} trả lời về một số khác với số trên giấy. Kiểm tra lại số trên bản quét.",
    "name_differs": "Số trên giấy có trong {registry} nhưng tên không khớp. So tên trên bản quét với tên đăng ký.",
    "birth_differs": "Số trên giấy có trong {registry} nhưng ngày sinh không khớp. So ngày sinh trên bản quét.",
    "sex_differs": "Số trên giấy có trong {registry} nhưng giới tính không khớp. Kiểm tra số có phải của người khác.",
    "not_found": "{registry} không có mục nào khớp với những gì giấy ghi. Kiểm tra lại từng mục trên bản quét.",
    "registry_away": "{registry} chưa trả lời. Hệ thống sẽ tự hỏi lại ở lần chạy sau, không cần làm gì.",
    "revoked": "{registry} cho biết kết quả này đã bị thu hồi. Không dùng lại; báo người nộp hồ sơ.",
    "paper_differs": "{registry} có giấy này nhưng ghi khác trên giấy. So từng mục trên bản quét.",
    "paper_not_found": "{registry} không có giấy mang số này của người này. Kiểm tra số trên bản quét, hoặc giấy giả.",
    "paper_unknown": "{registry} không có giấy này; không phải giấy nào cũng có ở đó.",
    "no_id": "Giấy này phải có số định danh hoặc mã số nhưng không đọc được. Nhập số từ bản quét.",
    "not_asked": "Giấy không ghi đủ để hỏi {registry} (số hợp lệ, tên; với người thì cả ngày sinh); không liên kết.",
    "refused": "{registry} từ chối trả lời câu hỏi này. Kiểm tra số, tên, ngày sinh và mã thủ tục của hồ sơ.",
}
"""Every reason a link may have; `{registry}` is the registry's name."""


def message(link: Link) -> str:
    """The link's reason as a sentence, with what to do where something is to be done."""
    text = REASONS[link.reason].format(registry=NAMES[link.registry])
    return text[0].upper() + text[1:]
