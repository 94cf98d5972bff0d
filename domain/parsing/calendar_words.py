"""Written dates: separators, missing years, and days that do not exist."""

import re
from datetime import date

from domain.errors import DomainError

# A day and a month with `/`, `-` or `.`, a year or none; or `ngày 3 tháng 7 năm 2024`.
DATE_PATTERN = (
    r"(?P<day>\d{1,2})\s*(?:[/.\-]|\s+thang\s+)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:[/.\-]|,?\s+nam\s+)\s*(?P<year>\d{4}|\d{2}))?(?!\d)"
)
DATE = re.compile(rf"(?<![\d/.\-]){DATE_PATTERN}")


def full_year(year: str) -> int:
    """`24` and `2024` are the same year."""
    return int(year) + 2000 if len(year) == 2 else int(year)


def existing_day(year: int, month: int, day: int) -> date:
    """The date, or DomainError `no-such-day`: an impossible date is asked about, never corrected."""
    try:
        return date(year, month, day)
    except ValueError:
        raise DomainError("no-such-day", day=f"{day}/{month}/{year}") from None


def next_such_day(month: int, day: int, on_or_after: date) -> date:
    """The first day with this day and month that is not before `on_or_after`."""
    candidate = existing_day(on_or_after.year, month, day)
    return candidate if candidate >= on_or_after else existing_day(on_or_after.year + 1, month, day)


def nearest_such_day(month: int, day: int, around: date) -> date:
    """The day with this day and month that lies nearest to `around`."""
    candidates = [existing_day(around.year + shift, month, day) for shift in (0, -1, 1)]
    return min(candidates, key=lambda candidate: abs(candidate - around))
