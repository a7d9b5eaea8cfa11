"""What the command says, in Vietnamese for officers and in English with `--lang en`."""

MESSAGES: dict[str, tuple[str, str]] = {
    "batch": ("Lô {batch}", "Batch {batch}"),
    "batches": ("{count} lô cần xử lý", "{count} batches to work on"),
    "nothing": ("Không có gì mới trong {inbox}.", "Nothing new in {inbox}."),
    "no_inbox": (
        "Không có thư mục nhận {inbox}: tạo nó, hoặc chỉ thư mục khác bằng --inbox.",
        "There is no inbox {inbox}: make it, or name another with --inbox.",
    ),
    "growing": (
        "{count} tệp còn đang ghi: đợi {seconds:.0f} giây…",
        "{count} files are still being written: waiting {seconds:.0f} s…",
    ),
    "still_growing": ("{count} tệp vẫn đang ghi, để lần sau.", "{count} files still grow: left for the next run."),
    "pages": ("Đọc trang", "Reading pages"),
    "pages_line": (
        "  đọc {done}/{total} trang · {rate:.0f} trang/phút · còn {left}",
        "  read {done}/{total} pages · {rate:.0f} pages/min · {left} left",
    ),
    "failed": ("Lô {batch} KHÔNG xong ở bước “{step}”: {why}", "Batch {batch} FAILED at “{step}”: {why}"),
    "retry": (
        "Không mất gì: sửa xong, chạy lại cùng lệnh, việc tiếp tục từ chỗ dừng.",
        "Nothing is lost: mend it and run the same command, work goes on where it stopped.",
    ),
    "busy": (
        "Một lần chạy khác đang làm việc trong {home}: đợi nó xong rồi chạy lại.",
        "Another run works in {home}: wait until it ends, then run again.",
    ),
    "sandbox": (
        "Hỏi sổ đăng ký THỬ (người và doanh nghiệp hư cấu).",
        "Asking the SANDBOX registries (invented people and companies).",
    ),
    "title": ("Kết quả", "Result"),
    "received": ("Tệp nhận được", "Files received"),
    "stored": ("  đã lưu", "  stored"),
    "duplicates": ("    trong đó trùng tệp cũ", "    duplicates among them"),
    "quarantined": ("  cách ly", "  quarantined"),
    "waiting": ("  còn chờ nhận", "  still waiting"),
    "manifests": ("Tệp kê khai (dossier.json)", "Manifests (dossier.json)"),
    "documents": ("Giấy tờ nhận ra", "Documents found"),
    "fields_read": ("Trường đọc được", "Fields read"),
    "fields_verified": ("  đi thẳng hoặc đã duyệt", "  straight through or decided"),
    "fields_left": ("  chờ người kiểm tra", "  waiting for a person"),
    "held": ("Việc đang chờ", "Things that wait"),
    "links": ("Liên kết với sổ đăng ký", "Links to the registries"),
    "facts": ("Dữ kiện trong kho", "Facts in the warehouse"),
    "pages_minute": ("Tốc độ đọc (trang/phút)", "Pages a minute"),
    "unbalanced": (
        "SỔ LỆCH: nhận ≠ lưu + cách ly. Chạy ./sohoa doctor.",
        "OUT OF BALANCE: received ≠ stored + quarantined. Run ./sohoa doctor.",
    ),
    "quarantine_title": ("Tệp cách ly", "Quarantined files"),
    "next": ("Xem tiếp", "Where to look next"),
    "next_held": (
        "./sohoa held            việc chờ người kiểm tra, và vì sao",
        "./sohoa held            what waits, and why",
    ),
    "next_up": (
        "./sohoa up              trang kiểm tra, trang web Dagster (dòng dữ liệu), API điền sẵn, sổ đăng ký thử",
        "./sohoa up              the review page, Dagster's (lineage), the prefill API, the sandbox registries",
    ),
    "where": ("Kho: {warehouse}", "Warehouse: {warehouse}"),
    "unsure_value": ("giá trị chưa chắc", "unsure value"),
    "finding": ("trái quy tắc", "broken rule"),
    "unsure_link": ("chưa chắc là ai", "unsure link"),
    "registry_away": ("chờ sổ đăng ký", "registry away"),
    "expectation": ("sai khuôn dạng", "out of shape"),
    "void_decision": ("quyết định mất hiệu lực", "void decision"),
    "unsure_type": ("chưa rõ loại giấy tờ", "unsure document type"),
    "held_none": ("Không có gì chờ.", "Nothing waits."),
    "held_head": ("{count} việc chờ người kiểm tra", "{count} things wait for a person"),
    "decided": (
        "{count} quyết định đã ghi; chạy ./sohoa run để áp dụng.",
        "{count} decisions taken; ./sohoa run applies them.",
    ),
    "void": (
        "Quyết định {index} mất hiệu lực: nội dung đã thay đổi hoặc không còn chờ. Xem lại bằng ./sohoa held.",
        "Decision {index} is void: its text has changed or no longer waits. Look again with ./sohoa held.",
    ),
    "refused": ("Từ chối: không có dữ liệu cho yêu cầu này.", "Refused: there is nothing for this request."),
    "no_file": ("{file}: không có tệp này.", "{file}: no such file."),
    "up": ("Đang mở (Ctrl-C để dừng tất cả):", "Open (Ctrl-C ends all):"),
    "review": ("Trang kiểm tra", "Review page   "),
    "access_code": ("mã truy cập", "access code"),
    "indicators": ("Chỉ số theo Quyết định 766/QĐ-TTg", "Indicators of Decision 766/QD-TTg"),
    "number": ("Số", "No."),
    "indicator": ("Chỉ số", "Indicator"),
    "result": ("Kết quả", "Result"),
    "reading": ("Cách tính", "Reading"),
    "page": ("trang", "page"),
    "field": ("Trường", "Field"),
    "value": ("Giá trị", "Value"),
    "confidence": ("Độ tin", "Confidence"),
    "accepted": ("Nhận", "Accepted"),
    "document": ("Giấy tờ", "Document"),
    "what": ("Mục", "What"),
    "why": ("Vì sao", "Why"),
    "seen": ("Dấu nội dung", "Seen"),
    "source": ("Nguồn", "Source"),
    "updated": ("Cập nhật", "Updated"),
    "evidence": ("Bằng chứng", "Evidence"),
    "interrupted": ("Đã dừng. Không mất gì: chạy lại để tiếp tục.", "Stopped. Nothing is lost: run again to go on."),
}


class Messages:
    """Says a message in one language."""

    def __init__(self, lang: str) -> None:
        """`lang` is vi or en."""
        self.column = 1 if lang == "en" else 0

    def __call__(self, key: str, **values: object) -> str:
        """The message with its values filled in."""
        return MESSAGES[key][self.column].format(**values)
