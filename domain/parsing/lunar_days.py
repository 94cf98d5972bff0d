"""Days of the lunar calendar in a reply: `mùng 1`, `rằm`, `15/5 âm lịch`; each is only proposed."""

import re
from collections.abc import Iterator
from datetime import date

from domain.parsing.found_days import Around, FoundDay
from domain.parsing.lunar import latest_lunar_day, lunar_day, next_lunar_day

LAST_LUNAR_DAY = 30

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_LUNAR_WORD = r" ?\(?(?:tinh theo |theo )?(?:am lich|am|al|ta|lich ta|lich am)\b"
_LUNAR_DATE = re.compile(
    rf"(?:(?:ngay|hom|mung|mong|ram) )*(?<!\d)({_DAY})(?:(?: ?[/.\-] ?| thang )({_MONTH}))?{_LUNAR_WORD}"
)
_LUNAR_DAY = re.compile(
    r"\b(?:(?P<full>(?:ngay |hom )?ram)|(?:mung|mong) (?P<day>10|[1-9])(?! thang \d))(?![\d/.\-])"
    r"(?: thang (?P<named>gieng|chap|\d{1,2}))?"
)


def read_lunar_dates(text: str, around: Around) -> Iterator[FoundDay]:
    """`15/5 âm lịch`, `17 âm`."""
    for match in _LUNAR_DATE.finditer(text):
        day = _lunar(int(match[1]), int(match[2] or 0), around, match.start())
        yield FoundDay(day, *match.span(), is_guess=day is not None)


def read_lunar_days(text: str, around: Around) -> Iterator[FoundDay]:
    """`rằm`, `mùng 1`."""
    for match in _LUNAR_DAY.finditer(text):
        number = 15 if match["full"] else int(match["day"])
        month = {"gieng": 1, "chap": 12}.get(match["named"] or "") or int(match["named"] or 0)
        day = _lunar(number, month, around, match.start())
        yield FoundDay(day, *match.span(), is_guess=day is not None)


def _lunar(number: int, month: int, around: Around, position: int) -> date | None:
    """A day of the lunar calendar; without a month the latest one, of a plan the next."""
    if month:
        return lunar_day(number, month, around.today)
    if number > LAST_LUNAR_DAY:
        return None
    if around.is_ahead_at(position):
        return next_lunar_day(number, around.today)
    return latest_lunar_day(number, around.today)
