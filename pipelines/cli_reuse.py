"""The commands about reuse: systems that may ask, what reuse replaced, what the portal is told."""

import argparse
from datetime import date
from pathlib import Path

from pipelines.settings import Settings


def clients(asked: argparse.Namespace, settings: Settings) -> int:
    """`sohoa clients add|end|list`."""
    from pipelines import reusing

    if asked.do == "add":
        return reusing.add_client(settings, name=asked.name, agency=asked.agency, scopes=asked.scope)
    return reusing.end_client(settings, asked.id) if asked.do == "end" else reusing.list_clients(settings)


def reused(asked: argparse.Namespace, settings: Settings) -> int:
    """`sohoa reused`."""
    from pipelines.reusing import show_reused

    return show_reused(settings, first=asked.first, last=asked.last, as_json=asked.json)


def portal(asked: argparse.Namespace, settings: Settings) -> int:
    """`sohoa portal`."""
    from pipelines.portal_sync import portal as sync

    return sync(settings, asked.out, updating=asked.updating)


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", help="thư mục giữ mọi trạng thái / all state (./.sohoa)")
    parser.add_argument("--warehouse", metavar="URL", help="kho / warehouse: SQLAlchemy URL (SQLite trong home)")


def of_clients(parser: argparse.ArgumentParser) -> None:
    """Arguments of `clients`."""
    does = parser.add_subparsers(required=True, dest="do", metavar="VIỆC")
    add = does.add_parser("add", help="cho một hệ thống vào; khóa chỉ hiện một lần / let a system in")
    add.add_argument("name", metavar="TÊN")
    add.add_argument("--agency", required=True, help="mã cơ quan / agency code")
    add.add_argument(
        "--scope",
        action="append",
        required=True,
        metavar="SCOPE",
        help="phạm vi được hỏi / prefill:FORM, facts:FORM, prefill:*, dossiers, store",
    )
    end = does.add_parser("end", help="ngừng cho một hệ thống hỏi / shut a system out")
    end.add_argument("id", metavar="ID")
    for one in (add, end, does.add_parser("list", help="các hệ thống đã được vào / who was let in")):
        _place(one)


def of_reused(parser: argparse.ArgumentParser) -> None:
    """Arguments of `reused`."""
    _place(parser)
    parser.add_argument(
        "--from", dest="first", type=date.fromisoformat, metavar="D", help="từ ngày / from (YYYY-MM-DD)"
    )
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="D", help="đến ngày / to")
    parser.add_argument("--json", action="store_true", help="JSON")


def of_portal(parser: argparse.ArgumentParser) -> None:
    """Arguments of `portal`."""
    _place(parser)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="thư mục ghi thông điệp / where to")
    parser.add_argument("--updating", action="store_true", help="hồ sơ đã có trên Cổng / the portal has them")


COMMANDS = [
    ("clients", clients, "hệ thống được hỏi dữ liệu điền sẵn / systems that may ask", of_clients),
    ("reused", reused, "giấy tờ không phải nộp lại, chỉ tiêu 4.3 / what reuse replaced", of_reused),
    ("portal", portal, "thông điệp đồng bộ Cổng DVCQG / the portal's sync messages", of_portal),
]
"""Name, command, what it does, its arguments."""
