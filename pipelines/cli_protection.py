"""The commands that protect the data: `audit`, `keys`, `rights`. Parsed here, done elsewhere."""

import argparse
from collections.abc import Callable

from pipelines.settings import Settings

Command = Callable[[argparse.Namespace, Settings], int]
Fill = Callable[[argparse.ArgumentParser], None]


def _audit_verify(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.auditing import audit_verify

    return audit_verify(settings, asked.head)


def _who_looked(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.auditing import who_looked

    named = {"subject": asked.subject, "name": asked.name, "born": asked.born, "requester": asked.requester}
    return who_looked(settings, **named, as_json=asked.json)


def _keys_rotate(asked: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from pipelines.rekeying import keys_rotate

    return keys_rotate(settings)


def _rights(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.rights_desk import rights_desk

    return rights_desk(settings, asked.action, vars(asked))


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", help="thư mục giữ mọi trạng thái / all state (./.sohoa)")
    parser.add_argument("--warehouse", metavar="URL", help="kho / warehouse: SQLAlchemy URL (SQLite trong home)")


def _of_audit(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_subparsers(required=True, metavar="VIỆC")
    verify = ways.add_parser("verify", help="nhật ký truy cập còn nguyên vẹn / the access log is whole")
    verify.add_argument("--head", metavar="N:HASH", help="dấu cuối đã cất giữ / a head kept from before")
    verify.set_defaults(command=_audit_verify)
    looked = ways.add_parser("who-looked", help="ai đã xem dữ liệu của tôi / who looked at my data")
    _of_person(looked)
    looked.add_argument("--requester", required=True, metavar="ID", help="ai hỏi / who asks")
    looked.add_argument("--json", action="store_true", help="JSON")
    looked.set_defaults(command=_who_looked)
    for one in (verify, looked):
        _place(one)


def _of_person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--subject", required=True, metavar="ID", help="số định danh, mã số doanh nghiệp / id or code")
    parser.add_argument("--name", required=True, help="họ tên hoặc tên doanh nghiệp / name")
    parser.add_argument("--born", metavar="DATE", help="ngày sinh YYYY-MM-DD / birth date (citizens)")


def _of_keys(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_subparsers(required=True, metavar="VIỆC")
    rotate = ways.add_parser("rotate", help="khóa mới, mã hóa lại mọi giá trị / a new key, everything under it")
    rotate.set_defaults(command=_keys_rotate)
    _place(rotate)


def _of_rights(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_subparsers(required=True, metavar="VIỆC", dest="action")
    for name, explained, fill in RIGHTS:
        one = ways.add_parser(name, help=explained, description=explained)
        one.set_defaults(command=_rights)
        _place(one)
        fill(one)


def _of_new(parser: argparse.ArgumentParser) -> None:
    _of_person(parser)
    kinds = ["view", "correct", "restrict", "object", "withdraw", "delete"]
    parser.add_argument("--right", required=True, choices=kinds)
    parser.add_argument("--attribute", action="append", metavar="NAME", help="dữ liệu nào (nhiều lần) / what of it")
    parser.add_argument("--wanted", metavar="VALUE", help="giá trị đúng / the right value (correct)")
    parser.add_argument("--purpose", metavar="CODE", help="mục đích / purpose (object, withdraw)")
    parser.add_argument("--detail", metavar="TEXT", help="lời của người yêu cầu / their own words")
    parser.add_argument("--processors", action="store_true", help="phải báo bên xử lý khác / others must be told")
    _by(parser)


def _by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", required=True, metavar="ID", help="cán bộ thực hiện / the officer")


def _number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N", help="số yêu cầu / the request's number")


def _numbered(parser: argparse.ArgumentParser) -> None:
    _number(parser)
    _by(parser)


def _reasoned(parser: argparse.ArgumentParser) -> None:
    _numbered(parser)
    parser.add_argument("--reason", metavar="TEXT", help="lý do / why")
    parser.add_argument("--basis", metavar="TEXT", help="căn cứ pháp lý / the rule (refuse)")


def _of_retention(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--apply", action="store_true", help="xóa thật, không chỉ liệt kê / remove, not only list")
    _by(parser)


def _nothing(parser: argparse.ArgumentParser) -> None:
    """Takes no argument of its own."""


RIGHTS: list[tuple[str, str, Fill]] = [
    ("new", "ghi nhận một yêu cầu / take a request down", _of_new),
    ("list", "yêu cầu đang chờ, theo hạn / what waits, by deadline", _nothing),
    ("show", "một yêu cầu và lịch sử của nó / one request", _number),
    ("acknowledge", "xác nhận đã nhận / acknowledge", _numbered),
    ("extend", "gia hạn một lần, nêu lý do / extend once", _reasoned),
    ("refuse", "từ chối, nêu lý do và căn cứ / refuse", _reasoned),
    ("do", "thực hiện yêu cầu / carry it out", _numbered),
    ("lift", "bỏ hạn chế của yêu cầu / lift its restriction", _numbered),
    ("queue", "đính chính chờ gửi cơ sở dữ liệu gốc / corrections to send", _nothing),
    ("retention", "dữ liệu quá hạn lưu / what is past its time", _of_retention),
]

COMMANDS: list[tuple[str, Command, str, Fill]] = [
    ("audit", _audit_verify, "nhật ký truy cập: kiểm tra, ai đã xem / the access log", _of_audit),
    ("keys", _keys_rotate, "khóa mã hóa của kho / the warehouse's keys", _of_keys),
    ("rights", _rights, "quyền của chủ thể dữ liệu, hạn lưu / rights of persons, retention", _of_rights),
]
