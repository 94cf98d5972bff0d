"""What a request for more time asks for: the day that is wished, when the words say one."""

import re
from contextlib import suppress
from datetime import date, timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import DATE_PATTERN, existing_day, full_year, next_such_day
from domain.parsing.letters import without_diacritics
from domain.parsing.numbers import read_words
from domain.work_calendar import WorkCalendar

_DATED = re.compile(DATE_PATTERN)
_ASKS = re.compile(r"\b(?:them|lui|cham|muon|hoan|gia han)\b")
_LENGTH = re.compile(r"(?P<count>\d{1,2}|(?:[a-z]+ )?[a-z]+)\s*\b(?P<unit>ngay|hom|bua|tuan)\b")
_ENDS = {"het tuan nay": 0, "cuoi tuan nay": 0, "het tuan sau": 7, "cuoi tuan sau": 7, "tuan sau": 7}
# A pair of figures further away is a number of people rather than a day.
_LONGEST_WISH = timedelta(days=92)
FRIDAY = 4


def wished_day(text: str, last_day: date, today: date) -> date | None:
    """The last day that is asked for, later than `last_day` of the deadline in force; None when none is said.

    A day without a year is the next such day; `thêm 3 ngày` counts from the deadline, or from today when
    that has passed. Of several days the latest counts: `hạn 30/6 xin lùi đến 05/7`.
    """
    plain = without_diacritics(text)
    named = [day for day in _named_days(plain, today) if last_day < day <= today + _LONGEST_WISH]
    if named:
        return max(named)
    more = _more_days(plain)
    if more:
        return max(last_day, today) + timedelta(days=more)
    friday = today - timedelta(days=today.weekday() - FRIDAY)
    ends = (friday + timedelta(days=later) for words, later in _ENDS.items() if words in plain)
    return next((day for day in ends if day > last_day), None)


def offered_days(last_day: date, today: date, calendar: WorkCalendar) -> dict[int, date]:
    """What staff may grant with one tap: two and five working days after the deadline, or after today."""
    start = max(last_day, today)
    return {count: calendar.working_day_after(start, count) for count in (2, 5)}


def _named_days(plain: str, today: date) -> list[date]:
    found = []
    for match in _DATED.finditer(plain):
        day, month, year = int(match["day"]), int(match["month"]), match["year"]
        # A day that does not exist is no wish: staff name one.
        with suppress(DomainError):
            found.append(
                existing_day(full_year(year), month, day) if year else next_such_day(month, day, today)
            )
    return found


def _more_days(plain: str) -> int:
    """`thêm ba ngày`, `lùi 1 tuần` in days; 0 when the words say no length."""
    asks = _ASKS.search(plain)
    for match in _LENGTH.finditer(plain, asks.end()) if asks else ():
        said = match["count"]
        counts = (read_words(words) for words in (said, said.split()[-1]))
        count = int(said) if said.isdecimal() else next(filter(None, counts), 0)
        if count:
            return count * 7 if match["unit"] == "tuan" else count
    return 0
