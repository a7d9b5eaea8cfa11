"""The part of the command that keeps and asks the warehouse; `pipelines.cli` adds it to its own."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from pipelines.settings import Settings

Command = Callable[[argparse.Namespace, Settings], int]
Fill = Callable[[argparse.ArgumentParser], None]


def _check(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.checking import check

    return check(settings, as_json=asked.json, mend=asked.mend)


def _backup(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.keeping import backup

    return backup(settings, asked.folder, drill=asked.drill)


def _restore(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.keeping import restore

    return restore(settings, asked.folder)


def _export(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.mending import export

    return export(settings, asked.folder, least=asked.least)


def _unlink(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.mending import unlink

    said = {"reviewer": asked.reviewer, "reason": asked.reason, "back": asked.back}
    return unlink(settings, asked.document, asked.role, asked.registry, **said)


def _dossier(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.asking import dossier

    return dossier(settings, asked.code, agency=asked.agency, procedure=asked.procedure, as_json=asked.json)


def _expiring(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.asking import expiry

    return expiry(settings, within=asked.within, archive=asked.archive, as_json=asked.json)


def _facts(asked: argparse.Namespace, settings: Settings) -> int:
    from pipelines.asking import facts

    who = {"subject": asked.subject, "name": asked.name, "born": asked.born, "kind": asked.kind}
    when = {"day": asked.as_of, "moment": asked.known_at}
    return facts(settings, **who, **when, purpose=asked.purpose, requester=asked.requester, as_json=asked.json)


def _moment(text: str) -> datetime:
    """An ISO time; without a zone it is Vietnam's."""
    from warehouse.days import VIETNAM

    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", help="thư mục giữ mọi trạng thái / all state (./.sohoa)")
    parser.add_argument("--warehouse", metavar="URL", help="kho / warehouse: SQLAlchemy URL (SQLite trong home)")


def _json(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON mỗi dòng / one JSON object a line")


def _of_check(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("--mend", action="store_true", help="dựng lại trạng thái hiện hành / rebuild the current state")


def _folder(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục / folder")


def _of_backup(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--drill", action="store_true", help="diễn tập khôi phục ngay / restore the copy and check it")


def _of_export(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--least", type=int, default=10, help="bỏ nhóm ít hơn / leave out smaller groups (10)")


def _of_unlink(parser: argparse.ArgumentParser) -> None:
    _place(parser)
    parser.add_argument("document", help="mã giấy tờ / document id")
    parser.add_argument("role", help="vai / role")
    parser.add_argument("registry", help="population, business, …")
    parser.add_argument("--reviewer", required=True, metavar="ID", help="cán bộ / officer")
    parser.add_argument("--reason", required=True, help="lý do / why")
    parser.add_argument("--back", action="store_true", help="nối lại / take the undo back")


def _of_dossier(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("code", help="mã hồ sơ / dossier code")
    parser.add_argument("--agency", help="hệ thống đã cấp mã / which system gave the code")
    parser.add_argument("--procedure", metavar="CODE", help="mã thủ tục / procedure code")


def _of_expiring(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("--within", type=int, default=90, metavar="DAYS", help="trong bao nhiêu ngày / days (90)")
    parser.add_argument(
        "--archive", type=Path, metavar="FILE.csv", help="mục lục kho giấy / archive index: type,number,issued_on,…"
    )


def _of_facts(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    parser.add_argument("--subject", required=True, metavar="ID", help="số định danh hoặc mã số / id or code")
    parser.add_argument("--name", required=True, help="họ tên hoặc tên doanh nghiệp / name")
    parser.add_argument("--born", metavar="DATE", help="ngày sinh YYYY-MM-DD / birth date (citizens)")
    parser.add_argument("--kind", choices=["person", "company"], default="person")
    parser.add_argument("--purpose", required=True, metavar="CODE", help="mã thủ tục / procedure code")
    parser.add_argument("--requester", required=True, metavar="ID", help="ai hỏi / who asks")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="D", help="đúng vào ngày / true on that day")
    parser.add_argument("--known-at", type=_moment, metavar="T", help="theo hiểu biết lúc / as known at that time")


COMMANDS: list[tuple[str, Command, str, Fill]] = [
    ("facts", _facts, "dữ kiện đúng vào ngày nào, biết vào lúc nào / facts with both times", _of_facts),
    ("dossier", _dossier, "hồ sơ đủ thành phần chưa / is a dossier complete", _of_dossier),
    ("expiring", _expiring, "sắp hết hiệu lực; còn đáng số hóa / what expires, what is worth scanning", _of_expiring),
    ("unlink", _unlink, "gỡ một liên kết sai / undo a wrong link", _of_unlink),
    ("check", _check, "bản gốc, sổ và kho có toàn vẹn không / is everything whole", _of_check),
    ("backup", _backup, "sao lưu khi đang chạy / copy what cannot be made again", _of_backup),
    ("restore", _restore, "khôi phục vào nơi còn trống / bring a backup back", _folder),
    ("export", _export, "số liệu mở, không nhận ra ai / counts fit for open data", _of_export),
]
