"""Days as secretaries write them: `15/6`, `15-6`, `hôm qua`, `thứ 7 tuần trước`, `chủ nhật vừa rồi`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day, full_year, nearest_such_day
from domain.parsing.numbers import read_digits

_DATED = re.compile(r"(?<![\d/.\-])(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d/.\-])(\d{1,2})([.\-])(\d{1,2})(?![\d/.\-])")
_SPOKEN = re.compile(r"(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})(?:\s+nam\s+(\d{4}))?(?!\d)")
_RELATIVE = {
    "hom nay": 0, "sang nay": 0, "chieu nay": 0, "toi nay": 0, "hom qua": -1, "hom kia": -2,
    "ngay mai": 1, "sang mai": 1, "chieu mai": 1, "toi mai": 1, "hom mai": 1, "ngay kia": 2,
}  # fmt: skip
_RELATIVE_DAY = re.compile("|".join(rf"\b{words}\b" for words in _RELATIVE))
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"\b(?:thu\s*(?P<name>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu nhat|cn))\b"
    r"\s*(?P<when>tuan truoc|tuan nay|tuan sau|vua roi|vua qua|roi)?"
)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day and where it stands in the text; `day` is None for one that does not exist."""

    day: date | None
    start: int
    end: int


def find_days(plain: str, today: date) -> Iterator[FoundDay]:
    """Every day written with a separator other than a slash alone, spoken, or told relative to `today`."""
    for match in _DATED.finditer(plain):
        yield _written(match, int(match[1]), int(match[3]), match[4], today)
    for match in _SHORT.finditer(plain):
        yield _written(match, int(match[1]), int(match[3]), None, today)
    for match in _SPOKEN.finditer(plain):
        yield _written(match, int(match[1]), int(match[2]), match[3], today)
    for match in _RELATIVE_DAY.finditer(plain):
        yield FoundDay(today + timedelta(days=_RELATIVE[match[0]]), *match.span())
    for match in _WEEKDAY.finditer(plain):
        yield FoundDay(_weekday(match, today), *match.span())


def day_of_pair(match: re.Match[str], today: date) -> FoundDay:
    """`15/6` as a day: the one nearest to `today`."""
    return _written(match, read_digits(match[1]), read_digits(match[2]), None, today)


def _written(match: re.Match[str], day: int, month: int, year: str | None, today: date) -> FoundDay:
    try:
        found = existing_day(full_year(year), month, day) if year else nearest_such_day(month, day, today)
    except DomainError:
        return FoundDay(None, *match.span())
    return FoundDay(found, *match.span())


def _weekday(match: re.Match[str], today: date) -> date:
    wanted = 6 if match["sunday"] else _WEEKDAYS[match["name"]]
    monday = today - timedelta(days=today.weekday())
    weeks = {"tuan truoc": -7, "tuan nay": 0, "tuan sau": 7}
    if match["when"] in weeks:
        return monday + timedelta(days=weeks[match["when"]] + wanted)
    # "chủ nhật vừa rồi", or the bare name: the latest one that has passed.
    return today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
