"""The command `sohoa`: parses what was asked and hands over. Heavy modules are imported only by the command in need."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pipelines import cli_protection, cli_reuse
from pipelines import settings as configuration
from pipelines.cli_warehouse import COMMANDS as WAREHOUSE
from pipelines.messages import Messages
from pipelines.settings import Settings, SettingsError

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit codes are those of the contract (docs/operations.md)."""
    asked = _parser().parse_args(arguments)
    try:
        settings = configuration.read().but(
            home=getattr(asked, "home", None),
            inbox=getattr(asked, "inbox", None),
            warehouse_url=getattr(asked, "warehouse", None),
            lang=asked.lang,
        )
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    return _guarded(asked.command, asked, settings)


def _guarded(command: Command, asked: argparse.Namespace, settings: Settings) -> int:
    from domain.errors import BadAddress, SourceError

    try:
        return command(asked, settings)
    except BadAddress as error:
        print(error, file=sys.stderr)
        return 2
    except (SourceError, SettingsError) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or ''}: {error.strerror or error}", file=sys.stderr)
    except KeyboardInterrupt:
        print(Messages(settings.lang)("interrupted"), file=sys.stderr)
        return 130
    return 1


def _demo(asked: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from pipelines.running import demo

    return demo(settings)


def _run(asked: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from pipelines.running import run

    return run(settings)


def _read(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.reading import read

    return read(settings, asked.paths, as_json=asked.json, registry=asked.registry)


def _held(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.deciding import held

    return held(settings.but(requester=asked.requester), as_json=asked.json, template_file=asked.template)


def _decide(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.deciding import decide

    return decide(settings, asked.file)


def _prefill(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.prefilling import prefill

    return prefill(
        settings,
        asked.form,
        as_json=asked.json,
        id=asked.subject,
        name=asked.name,
        born=asked.born,
        purpose=asked.purpose,
        requester=asked.requester,
        paper_number=asked.paper_number,
    )


def _link(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.linking import link

    kept = settings.home_path / "link"
    return link(asked.mentions, asked.registry, asked.out, engine=asked.engine, kept=kept, lang=settings.lang)


def _snapshot(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.snapshots import snapshot

    return snapshot(settings, asked.file, asked.as_of)


def _archive(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.archiving import archive

    return archive(settings, asked.batch)


def _reread(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.rereading import reread

    return reread(settings, asked.batch)


def _unit(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.units import unit

    return unit(asked.address, on=asked.on, as_json=asked.json, lang=settings.lang)


def _report(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.reporting import report

    return report(settings, form=asked.format, first=asked.first, last=asked.last, out=asked.out)


def _up(asked: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from pipelines.serving import up

    return up(settings)


def _doctor(asked: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from pipelines.doctor import doctor

    return doctor(settings)


def _bench(asked: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from pipelines.benching import bench

    return bench(asked.name, asked.rest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sohoa",
        description="Số hóa hồ sơ hành chính vào kho dữ liệu cá nhân / digitizes dossiers into a warehouse.",
        epilog="./sohoa demo chạy thử mọi bước trên hồ sơ mẫu / runs every stage on the samples.",
    )
    parser.add_argument("--lang", choices=["vi", "en"], help="tiếng Việt (vi, mặc định) hay English (en)")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    for name, command, explained, fill in (*COMMANDS, *cli_protection.COMMANDS):
        one = commands.add_parser(name, help=explained, description=explained)
        one.add_argument("--lang", choices=["vi", "en"], default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        one.set_defaults(command=command)
        fill(one)
    return parser


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", help="thư mục giữ mọi trạng thái / all state (./.sohoa)")
    parser.add_argument("--warehouse", metavar="URL", help="kho / warehouse: SQLAlchemy URL (SQLite trong home)")


def _place_and_inbox(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("--inbox", help="thư mục nhận / inbox: <cơ quan>/<mã hồ sơ>/*.pdf|tif|jpg|png")


def _of_read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="tệp hay thư mục / files or folders")
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON mỗi dòng / one JSON object a line")
    parser.add_argument("--registry", metavar="URL", help="hỏi thêm CSDL dân cư / also ask the population registry")


def _of_held(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON mỗi dòng / one JSON object a line")
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="ghi tệp quyết định mẫu để điền / write a form to fill"
    )
    parser.add_argument("--requester", metavar="ID", help="cán bộ xem, theo vai trò đã giao / the officer who looks")


def _of_decide(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("file", type=Path, metavar="FILE.json", help="tệp quyết định / decisions (docs/operations.md)")


def _of_prefill(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("form", metavar="FORM", help="mã biểu mẫu trong catalog/forms / form code")
    parser.add_argument(
        "--subject", required=True, metavar="ID", help="số định danh hoặc mã số doanh nghiệp / id or code"
    )
    parser.add_argument("--name", required=True, help="họ tên hoặc tên doanh nghiệp / name")
    parser.add_argument("--born", metavar="DATE", help="ngày sinh YYYY-MM-DD / birth date (citizens)")
    parser.add_argument("--purpose", required=True, metavar="CODE", help="mã thủ tục / procedure code")
    parser.add_argument("--requester", required=True, metavar="ID", help="ai hỏi / who asks")
    parser.add_argument("--paper-number", default="", metavar="SỐ", help="số của giấy tờ, khi có nhiều / which paper")
    parser.add_argument("--json", action="store_true", help="JSON")


def _of_link(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", help="thư mục giữ sổ đăng ký đã chuẩn bị / keeps the prepared registry (./.sohoa)")
    parser.add_argument(
        "--mentions", required=True, type=Path, metavar="M.parquet", help="bảng cần liên kết / mentions"
    )
    parser.add_argument("--registry", required=True, type=Path, metavar="R.parquet", help="bảng sổ đăng ký / registry")
    parser.add_argument("--out", required=True, type=Path, metavar="L.parquet", help="bảng kết quả / links")
    parser.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")


def _of_snapshot(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="bản trích Parquet hoặc CSV / the extract")
    parser.add_argument(
        "--as-of",
        required=True,
        type=date.fromisoformat,
        metavar="D",
        help="ngày của bản trích / its date (YYYY-MM-DD)",
    )


def _of_unit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help="địa chỉ như in trên giấy / an address as printed")
    parser.add_argument("--on", metavar="DATE", help="ngày của giấy YYYY-MM-DD / the paper's day")
    parser.add_argument("--json", action="store_true", help="JSON")


def _of_report(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument(
        "--from", dest="first", type=date.fromisoformat, metavar="D", help="từ ngày / from (YYYY-MM-DD)"
    )
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="D", help="đến ngày / to")
    parser.add_argument("--format", choices=["text", "json", "html", "xlsx"], default="text")
    parser.add_argument("--out", type=Path, metavar="FILE", help="ghi ra tệp thay vì màn hình / write to a file")


def _of_batch(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("batch", metavar="BATCH", help="tên lô / a batch's name")


def _of_bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="tên phép đo trong benchmarks/ / a benchmark's name")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="tham số của phép đo / the benchmark's own arguments")


def _nothing(parser: argparse.ArgumentParser) -> None:
    """Takes no argument of its own."""


COMMANDS: list[tuple[str, Command, str, Callable[[argparse.ArgumentParser], None]]] = [
    ("demo", _demo, "số hóa hồ sơ mẫu qua mọi bước / digitize the samples", _place),
    ("read", _read, "đọc tệp, không cần cơ sở dữ liệu / read files, no database", _of_read),
    ("run", _run, "xử lý mọi lô mới trong thư mục nhận / ingest every new batch", _place_and_inbox),
    ("held", _held, "việc chờ người kiểm tra, và vì sao / what waits, and why", _of_held),
    ("decide", _decide, "ghi quyết định của cán bộ / take an officer's decisions", _of_decide),
    ("prefill", _prefill, "điền sẵn một biểu mẫu / prefill a form", _of_prefill),
    ("link", _link, "liên kết cả bảng với sổ đăng ký / link tables in bulk", _of_link),
    ("snapshot", _snapshot, "nạp bản trích của sổ đăng ký / load a registry's extract", _of_snapshot),
    ("archive", _archive, "bản lưu PDF/A tìm kiếm được của một lô / searchable copies of a batch", _of_batch),
    ("reread", _reread, "đọc lại một lô bằng bộ đọc mới / read a batch again by a newer engine", _of_batch),
    ("report", _report, "kết quả, tồn đọng, chỉ số 766 / balance, backlog, indicators", _of_report),
    ("unit", _unit, "đơn vị hành chính cũ và nay của một địa chỉ / an address's unit, then and now", _of_unit),
    ("up", _up, "mở trang web, API và sổ đăng ký thử / open everything", _place_and_inbox),
    ("doctor", _doctor, "kiểm tra môi trường / what is missing, how to mend it", _place),
    ("bench", _bench, "đo / benchmarks", _of_bench),
    *WAREHOUSE,
    *cli_reuse.COMMANDS,
]


if __name__ == "__main__":
    sys.exit(main())
