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
    "passed_over": (
        "Bỏ qua {count} tệp không phải PDF, TIFF, JPEG, PNG ({kinds}); muốn thử đọc thì nêu đích danh tệp.",
        "{count} files in folders passed over, being no PDF, TIFF, JPEG, PNG ({kinds}); name a file to try it anyway.",
    ),
    "title": ("Kết quả", "Result"),
    "bad_scope": ("Phạm vi không có", "No such scope"),
    "reused": ("Giấy tờ không phải nộp lại nhờ tái sử dụng", "Uploads replaced by reuse"),
    "procedure": ("Thủ tục", "Procedure"),
    "agency": ("Cơ quan", "Agency"),
    "uploads": ("Giấy tờ", "Uploads"),
    "dossiers": ("Hồ sơ", "Dossiers"),
    "portal": (
        "{good} hồ sơ được đồng bộ ({files} tệp trong {out}), {refused} hồ sơ bị giữ lại.",
        "{good} dossiers to sync ({files} files in {out}), {refused} held back.",
    ),
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
    "no_role": (
        "{name} chưa được giao vai trò nào (khóa officers trong sohoa.toml): không được xem giấy tờ nào.",
        "{name} has no role (key officers in sohoa.toml) and may see no paper.",
    ),
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
    "up_failed": (
        "Một phần mềm không mở được; xem vì sao ở cuối tệp {log}, rồi chạy lại `sohoa up`.",
        "One of the servers did not open; see why at the end of {log}, then run `sohoa up` again.",
    ),
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
    "audit_whole": (
        "Nhật ký truy cập nguyên vẹn: {count} dòng. Cất giữ ở nơi khác: {head}",
        "The access log is whole: {count} rows. Keep elsewhere: {head}",
    ),
    "audit_broken": ("Dòng {position}: {what}", "Row {position}: {what}"),
    "audit_lost_head": (
        "Dấu cuối nhật ký đã cất giữ không còn trong nhật ký: có dòng đã bị thay hoặc xóa.",
        "The head that was kept is no longer in the log: rows were replaced or removed.",
    ),
    "audit_problems": ("NHẬT KÝ TRUY CẬP KHÔNG NGUYÊN VẸN: {count} lỗi", "THE ACCESS LOG IS NOT WHOLE: {count} faults"),
    "audit_bad_head": ("--head cần dạng số:mã băm như lệnh đã in.", "--head must be number:hash as it was printed."),
    "looked_none": ("Chưa có ai xem dữ liệu này.", "Nobody has looked at this."),
    "looked_head": ("{count} lần xem", "{count} looks"),
    "at": ("Lúc", "When"),
    "who": ("Ai", "Who"),
    "action": ("Việc", "Action"),
    "purpose": ("Mục đích", "Purpose"),
    "attributes": ("Dữ liệu", "Attributes"),
    "outcome": ("Kết quả", "Outcome"),
    "basis": ("Căn cứ", "Basis"),
    "keys_going_on": (
        "Lần đổi khóa trước chưa xong: còn {count} dòng, làm tiếp.",
        "The rotation before did not end: {count} rows left, going on.",
    ),
    "keys_new": (
        "Đã thêm khóa mới vào {file}. Cất một bản sao ở nơi khác.",
        "A new key was put into {file}. Keep a copy of it elsewhere.",
    ),
    "keys_rows": ("  {table}: {count} dòng", "  {table}: {count} rows"),
    "keys_done": (
        "Mọi giá trị đã dùng khóa mới nhất ({count} dòng mã hóa lại). Khóa cũ chỉ còn cần cho các bản sao lưu cũ.",
        "Every value is under the newest key ({count} rows encrypted anew). Only older backups need the older keys.",
    ),
    "batch_unknown": ("Không có lô {batch}. Các lô: {known}", "No batch {batch}. There are: {known}"),
    "archive_missing": (
        "Chưa cài OCRmyPDF: rm -f .venv/sohoa-ready && ./sohoa setup",
        "OCRmyPDF is not installed: rm -f .venv/sohoa-ready && ./sohoa setup",
    ),
    "archive_there": ("{count} bản lưu đã có", "{count} copies were there"),
    "archive_kept": ("{count} bản lưu PDF/A giữ nguyên trang gốc", "{count} PDF/A copies with the original's pages"),
    "archive_drawn": ("{count} bản lưu PDF/A vẽ lại trang", "{count} PDF/A copies of pages drawn anew"),
    "archive_failed": ("{count} tệp không làm được bản lưu", "{count} files gave no copy"),
    "archive_unread": (
        "{count} tệp chưa đọc hết trang: chạy ./sohoa run trước.",
        "{count} files are not read yet: ./sohoa run first.",
    ),
    "archive_where": ("Bản lưu ở {folder}", "The copies lie in {folder}"),
    "reread": (
        "{count} trường đọc khác trước ({engine}). Giá trị đã nhận không tự đổi; ./sohoa run để áp dụng phần còn lại.",
        "{count} fields read differently ({engine}). Accepted values do not move; ./sohoa run applies the rest.",
    ),
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
