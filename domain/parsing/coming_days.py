"""A day from which something is to be: `hôm nay`, `mai`, `01/7`, `ngày 1 tháng 7 năm 2024`."""

import re
from datetime import date, timedelta

from domain.errors import DomainError
from domain.parsing.calendar_words import DATE_PATTERN, existing_day, full_year, next_such_day
from domain.parsing.letters import folded_plain

_DATED = re.compile(DATE_PATTERN)
_NAMED = {"hom nay": 0, "bay gio": 0, "ngay": 0, "mai": 1, "ngay mai": 1, "ngay kia": 2, "mot": 2}


def read_coming_day(text: str, today: date) -> date:
    """The day the words name; one without a year is the next such day, today included.

    Raises:
        DomainError: `not-a-date` when no day can be read, `no-such-day` for one that does not exist.
    """
    plain = folded_plain(text)
    if plain in _NAMED:
        return today + timedelta(days=_NAMED[plain])
    match = _DATED.search(plain)
    if match is None:
        raise DomainError("not-a-date")
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    return existing_day(full_year(year), month, day) if year else next_such_day(month, day, today)
