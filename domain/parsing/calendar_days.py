"""Days as staff write them for the calendar: `24/6`, `từ 30/4 đến 03/5/2025`, `24/6, 26/6`; then a note."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import DATE_PATTERN, existing_day, full_year, next_such_day
from domain.parsing.letters import composed, without_diacritics

ONE_DAY = timedelta(days=1)
MOST_DAYS = 31
_DATE = re.compile(DATE_PATTERN)
_WEEKDAY = r"(?:(?:thu\s+\w+|chu nhat)\s*,?\s*)?(?:ngay\s+)?"
_UNTIL = rf"\s*(?:den het|den|toi|-|–)\s*{_WEEKDAY}"
_AND = rf"\s*(?:[,;&+]|va)\s*(?:va\s+)?(?:tu\s+)?{_WEEKDAY}"
# `24 - 26/6`: the first day takes the month of the last.
_BARE_START = re.compile(rf"(?<![\d/.\-])(\d{{1,2}}){_UNTIL}$")


def read_calendar_days(words: str, today: date) -> tuple[tuple[date, ...], str]:
    """The days that are named, and the words after them, which may name others.

    A missing year is the first that is not before today.

    Raises:
        DomainError: `not-a-date`, `no-such-day`, `window-reversed`, or `too-many-days` for more than 31.
    """
    text = composed(words)
    plain = without_diacritics(text)
    days, end = list[date](), 0
    for first, last in _spans(plain):
        until = _day(last, today)
        days += [until] if first is None else _days_between(_start(first, until), until, text)
        end = last.end()
    if not days:
        raise DomainError("not-a-date")
    if len(days) > MOST_DAYS:
        raise DomainError("too-many-days", most=MOST_DAYS)
    return tuple(dict.fromkeys(days)), text[end:].strip(" ,;:.–-()")


def _spans(plain: str) -> Iterator[tuple[re.Match[str] | None, re.Match[str]]]:
    """Single days as (None, day) and spans as (first, last), as long as one follows the other."""
    found = list(_DATE.finditer(plain))
    at, end = 0, None
    while at < len(found):
        begins = _BARE_START.search(plain, 0, found[at].start())
        start = begins.start() if begins else found[at].start()
        if end is not None and not re.fullmatch(_AND, plain[end:start]):
            return
        is_span = at + 1 < len(found) and re.fullmatch(_UNTIL, plain[found[at].end() : found[at + 1].start()])
        first, last = (found[at], found[at + 1]) if is_span else (begins, found[at])
        yield first, last
        at, end = at + (2 if is_span else 1), last.end()


def _day(match: re.Match[str], today: date) -> date:
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return existing_day(full_year(match["year"]), month, day)
    return next_such_day(month, day, today)


def _start(first: re.Match[str], until: date) -> date:
    """The first day of a span; what it lacks it takes from the last."""
    named = first.groupdict()
    if not named:
        return existing_day(until.year, until.month, int(first[1]))
    day, month = int(named["day"]), int(named["month"])
    if named["year"]:
        return existing_day(full_year(named["year"]), month, day)
    start = existing_day(until.year, month, day)
    # `từ 30/12 đến 02/01` turns the year.
    return start if start <= until else existing_day(until.year - 1, month, day)


def _days_between(start: date, end: date, text: str) -> list[date]:
    if start > end:
        raise DomainError("window-reversed", phrase=text[:80])
    count = (end - start).days + 1
    if count > MOST_DAYS:
        raise DomainError("too-many-days", most=MOST_DAYS)
    return [start + ONE_DAY * number for number in range(count)]
