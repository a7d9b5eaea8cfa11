"""`sohoa unit`: what a printed address says, in the units of its day and of today."""

import json
import sys
from dataclasses import asdict
from datetime import date

from catalog.units import Place, Unit, place

SAID = {
    "then": ("Là", "Is"),
    "may be": ("Có thể là", "May be"),
    "today": ("Nay", "Today"),
    "one of": ("Nay là một trong {count} đơn vị (không đoán)", "Today one of {count} units (not guessed)"),
    "unknown": ("Không có đơn vị nào khớp với chữ đã ghi.", "No unit fits what is written."),
    "until": ("đến trước {day}", "until {day}"),
    "since": ("từ {day}", "since {day}"),
    "code": ("mã {code}", "code {code}"),
    "bad_date": ("{day}: cần ngày dạng YYYY-MM-DD.", "{day}: a day is YYYY-MM-DD."),
}


def unit(text: str, *, on: str | None, as_json: bool, lang: str = "vi") -> int:
    """Prints the answer; 0 whatever it is, 2 when the day is none."""
    try:
        found = place(text, date.fromisoformat(on) if on else None)
    except ValueError:
        print(_say("bad_date", lang, day=on), file=sys.stderr)
        return 2
    print(json.dumps(described(found), ensure_ascii=False) if as_json else "\n".join(_lines(found, lang)))
    return 0


def described(found: Place) -> dict[str, object]:
    """The answer as JSON holds it; a unit that is not one for certain is null."""
    one = {"unit": found.unit, "today": found.today}
    return {
        "text": found.text,
        "parts": {name: getattr(found, name) or None for name in ("detail", "commune", "district", "province")},
        "state": found.state,
        **{name: asdict(each) if each else None for name, each in one.items()},
        "units": [asdict(each) for each in found.units],
        "candidates": [asdict(each) for each in found.candidates],
    }


def _lines(found: Place, lang: str) -> list[str]:
    if not found.candidates:
        return [_say("unknown", lang)]
    then, one = [_line(each, lang) for each in found.units], len(found.candidates) == 1
    head = [f"{_say('then' if len(then) == 1 else 'may be', lang)}: {line}" for line in then]
    today = [_line(each, lang) for each in found.candidates]
    if one:
        return [*head, f"{_say('today', lang)}: {today[0]}"]
    return [*head, _say("one of", lang, count=len(today)) + ":", *(f"  - {line}" for line in today)]


def _line(each: Unit, lang: str) -> str:
    days = [_say(name, lang, day=getattr(each, name)) for name in ("since", "until") if getattr(each, name)]
    return f"{each} ({'; '.join([_say('code', lang, code=each.code), *days])})"


def _say(name: str, lang: str, **facts: object) -> str:
    return SAID[name][lang == "en"].format(**facts)
