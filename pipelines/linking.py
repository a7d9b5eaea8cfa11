"""`sohoa link`: a table of mentions and a table of a registry in, a table of links out."""

import sys
from pathlib import Path

SAID: dict[str, tuple[str, str]] = {
    "missing_file": ("Không có tệp {path}.", "There is no file {path}."),
    "not_parquet": ("Không đọc được {path}: cần tệp Parquet.", "Cannot read {path}: it must be a Parquet file."),
    "no_column": ("Bảng {table} thiếu cột {column}.", "The table {table} has no column {column}."),
    "empty_key": (
        "Bảng {table}: cột {column} trống ở {count} dòng; mỗi dòng phải có mã riêng.",
        "Table {table}: column {column} is empty in {count} rows; every row needs a key of its own.",
    ),
    "duplicate_key": (
        "Bảng {table}: cột {column} có {count} dòng trùng mã; mỗi dòng phải có mã riêng.",
        "Table {table}: column {column} repeats in {count} rows; every row needs a key of its own.",
    ),
    "wrong_type": (
        "Bảng {table}: cột {column} có kiểu {type}; cần chữ, số hoặc ngày.",
        "Table {table}: column {column} is of type {type}; text, a number or a date is needed.",
    ),
    "no_registry_key": (
        "Bảng sổ đăng ký phải có đúng một trong hai cột person_id (công dân), company_id (doanh nghiệp).",
        "The registry table must have exactly one of the columns person_id (citizens) and company_id (companies).",
    ),
    "bad_text": (
        "Có cột chữ không phải UTF-8: ghi lại tệp Parquet với chữ UTF-8.",
        "A text column is not UTF-8: write the Parquet file again with UTF-8 text.",
    ),
    "no_folder": ("Không có thư mục {path} để ghi kết quả.", "There is no folder {path} to write to."),
    "bad_out": (
        "Không ghi được kết quả vào {path}: là thư mục hoặc là tệp đầu vào.",
        "Cannot write to {path}: it is a folder or one of the inputs.",
    ),
    "unknown_engine": ("Không có engine {engine}: duckdb hoặc spark.", "No engine {engine}: duckdb or spark."),
    "no_spark": (
        "Chưa cài Spark. Cài bằng: {install}   rồi chạy lại; hoặc dùng --engine duckdb.",
        "Spark is not installed. Install it with: {install}   and run again; or use --engine duckdb.",
    ),
    "no_java": (
        "Spark cần Java 17: cài gói openjdk-17-jre-headless (hoặc đặt JAVA_HOME); hoặc dùng --engine duckdb.",
        "Spark needs Java 17: install openjdk-17-jre-headless (or set JAVA_HOME); or use --engine duckdb.",
    ),
    "no_spark_companies": (
        "Spark chỉ dùng cho công dân; với doanh nghiệp dùng --engine duckdb.",
        "Spark serves persons only; for companies use --engine duckdb.",
    ),
    "done": (
        "Đã ghi {path}: {link} liên kết, {review} cần người xem, {none} không có.",
        "Wrote {path}: {link} linked, {review} for a person to see, {none} without an entry.",
    ),
}


INSTALL = ".venv/bin/uv pip install --python .venv/bin/python --require-hashes -r setup/spark.txt"


def link(
    mentions: Path, registry: Path, out: Path, *, engine: str = "duckdb", kept: Path | None = None, lang: str = "vi"
) -> int:
    """Links a table to a registry table; 0, or 2 with what is wrong with a table on the error stream.

    `kept` is the folder that keeps the registry prepared for the next table.
    """
    from linkage.bulk.run import link_tables
    from linkage.bulk.tables import InputError

    try:
        counted = link_tables(mentions, registry, out, engine=engine, kept=kept)
    except InputError as error:
        print(_say(error.code, lang, {"install": INSTALL} | error.facts), file=sys.stderr)
        return 2
    print(_say("done", lang, {"path": out, **counted}), file=sys.stderr)
    return 0


def _say(code: str, lang: str, facts: dict[str, object]) -> str:
    return SAID[code][lang == "en"].format(**facts)
