"""From the words of a plan to a deadline: `trước ngày 03/7/2024`, `trong tháng 6/2024`, `quý IV.2019`.

Source: the table in docs/domain-rules.md, section "Deadlines".
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import deadlines
from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.parsing.calendar_words import (
    DATE_PATTERN,
    FIRST_YEAR,
    LAST_YEAR,
    existing_day,
    full_year,
    next_such_day,
)
from domain.parsing.letters import composed, without_diacritics

_NOT_AFTER_DIGIT = r"(?<![\d/.\-])"
_LEADING = r"(?:(?:cham nhat|den|het|xong|hoan thanh|trong|vao)\s+)*"
_WEEKDAY = r"(?:(?:thu\s+\w+|chu nhat)\s*,?\s*)?"
_DAY = rf"{_WEEKDAY}(?:ngay\s+)?{DATE_PATTERN}"
_DATE = rf"(?P<before>truoc)?\s*{_LEADING}{_DAY}"
_ISO = r"(?<![\d/.\-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/.\-])"
_HOUR = r"truoc\s+(?P<hour>\d{1,2})\s*(?:gio|h|:)\s*(?P<minute>\d{2})?\s*(?:['’′´]|phut)?\s*,?\s*" + _DAY
_WINDOW = (
    r"tu\s+(?:ngay\s+)?(?P<start_day>\d{1,2})(?:(?:\s*[/.\-]\s*|\s+thang\s+)(?P<start_month>\d{1,2})(?!\d))?"
    r"(?:(?:\s*[/.\-]\s*|\s+nam\s+)(?P<start_year>\d{4}|\d{2}))?"
    rf"\s*(?:den het|den|-|–)\s*(?:het\s+)?(?:ngay\s+)?{DATE_PATTERN.replace(_NOT_AFTER_DIGIT, '')}"
)
_PERIOD = (
    r"(?P<before>truoc)?\s*(?:(?:trong|den|het|xong)\s+)*(?P<vague>cuoi\s+)?"
    r"(?P<unit>thang|quy|nam)\s+(?P<value>\d{1,4}|iv|i{1,3})"
    r"(?:\s*(?:[/.\-]|,?\s*nam\s+)\s*(?P<year>\d{4}))?(?!\d)"
)
# Parts of a period, spans counted from an event, and the date of a cited document: staff settle these.
_NOT_A_DEADLINE = (
    r"\b(?:tuan|dau|giua)\b.*\b(?:thang|quy|nam)\b|\bsau\s+\d+\s+(?:ngay|tuan|thang)|\bke tu\b"
    r"|\bso\s+\d+[\w/.\-]*\s+ngay\b"
)
# Deadlines are short; anything longer is a paragraph, not a phrase.
LONGEST_PHRASE = 200
# "từ 25/12 đến 05/01" turns the year; a span longer than this means that the days were mixed up.
LONGEST_TURN = timedelta(days=183)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_Reader = Callable[[re.Match[str], str, date | None, ZoneInfo], Deadline]


def read_deadline(phrase: str, issued_on: date | None, zone: ZoneInfo) -> Deadline:
    """The deadline a phrase states.

    Args:
        phrase: words as they stand in the document; diacritics and case do not matter.
        issued_on: the document's date; a missing year is the first that is not before it. None when
            the document bears no date: then every deadline must give its year.
        zone: time zone of the organisation.

    Raises:
        DomainError: `unreadable-deadline` when no date can be found (nothing is invented),
            `year-missing` when neither the phrase nor the document gives a year, `no-such-day`,
            `no-such-hour` or `no-such-period` for what does not exist, `window-reversed` for an end
            before its start.
    """
    phrase = " ".join(composed(phrase).split())
    if len(phrase) > LONGEST_PHRASE:
        raise DomainError("unreadable-deadline", phrase=phrase[:80])
    plain = without_diacritics(phrase)
    if re.search(_NOT_A_DEADLINE, plain):
        raise DomainError("unreadable-deadline", phrase=phrase)
    for pattern, reader in _READERS:
        match = re.search(pattern, plain)
        if match:
            return reader(match, phrase, issued_on, zone)
    raise DomainError("unreadable-deadline", phrase=phrase)


def _read_hour(match: re.Match[str], phrase: str, issued_on: date | None, zone: ZoneInfo) -> Deadline:
    day, is_inferred = _day(match, issued_on)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        raise DomainError("no-such-hour", hour=f"{hour}:{minute:02d}")
    late_from = deadlines.before_hour(day, time(hour, minute), zone)
    return Deadline(late_from, phrase, is_year_inferred=is_inferred)


def _read_window(match: re.Match[str], phrase: str, issued_on: date | None, zone: ZoneInfo) -> Deadline:
    end, is_inferred = _day(match, issued_on)
    start_month = int(match["start_month"] or end.month)
    start_year = full_year(match["start_year"]) if match["start_year"] else end.year
    start = existing_day(start_year, start_month, int(match["start_day"]))
    if start > end and not match["start_year"]:
        start = existing_day(end.year - 1, start_month, int(match["start_day"]))
    if start > end or (start.year < end.year and not match["start_year"] and end - start > LONGEST_TURN):
        raise DomainError("window-reversed", phrase=phrase)
    late_from = deadlines.by_end_of_day(end, zone)
    return Deadline(late_from, phrase, starts_on=start, is_year_inferred=is_inferred)


def _read_iso(match: re.Match[str], phrase: str, _issued_on: date | None, zone: ZoneInfo) -> Deadline:
    day = existing_day(int(match["year"]), int(match["month"]), int(match["day"]))
    return Deadline(deadlines.by_end_of_day(day, zone), phrase)


def _read_date(match: re.Match[str], phrase: str, issued_on: date | None, zone: ZoneInfo) -> Deadline:
    day, is_inferred = _day(match, issued_on)
    rule = deadlines.before_day if match["before"] else deadlines.by_end_of_day
    return Deadline(rule(day, zone), phrase, is_year_inferred=is_inferred)


def _read_period(match: re.Match[str], phrase: str, issued_on: date | None, zone: ZoneInfo) -> Deadline:
    unit, value = match["unit"], match["value"]
    number = _QUARTERS.get(value) or (int(value) if value.isdigit() else 0)
    year = number if unit == "nam" else _period_year(match["year"], unit, number, issued_on)
    if not _is_period(unit, number) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError("no-such-period", phrase=phrase)
    late_from = _period_end(unit, number, year, bool(match["before"]), zone)
    is_inferred = unit != "nam" and match["year"] is None
    return Deadline(late_from, phrase, is_vague=bool(match["vague"]), is_year_inferred=is_inferred)


def _period_end(unit: str, number: int, year: int, is_before: bool, zone: ZoneInfo) -> datetime:
    if unit == "nam":
        return deadlines.by_end_of_year(year - 1 if is_before else year, zone)
    first_month = number if unit == "thang" else number * 3 - 2
    if is_before:
        return deadlines.before_month(year, first_month, zone)
    last_month = number if unit == "thang" else number * 3
    return deadlines.by_end_of_month(year, last_month, zone)


def _is_period(unit: str, number: int) -> bool:
    highest = {"thang": 12, "quy": 4, "nam": 9999}[unit]
    return (2000 if unit == "nam" else 1) <= number <= highest


def _period_year(year: str | None, unit: str, number: int, issued_on: date | None) -> int:
    if year:
        return int(year)
    if issued_on is None:
        raise DomainError("year-missing")
    last_month = number if unit == "thang" else number * 3
    return issued_on.year if last_month >= issued_on.month else issued_on.year + 1


def _day(match: re.Match[str], issued_on: date | None) -> tuple[date, bool]:
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return existing_day(full_year(match["year"]), month, day), False
    if issued_on is None:
        raise DomainError("year-missing")
    return next_such_day(month, day, issued_on), True


# `re` compiles a pattern when it is first met and keeps it: most processes seldom read a plan.
_READERS: tuple[tuple[str, _Reader], ...] = (
    (_ISO, _read_iso),
    (_HOUR, _read_hour),
    (_WINDOW, _read_window),
    (_DATE, _read_date),
    (_PERIOD, _read_period),
)
