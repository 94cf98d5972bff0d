"""Written dates: separators, missing years, weekdays, and days that do not exist."""

from contextlib import suppress
from datetime import date

from domain.errors import DomainError

# A day and a month with `/`, `-` or `.`, a year or none; or `ngày 3 tháng 7 năm 2024`.
DATE_PATTERN = (
    r"(?<![\d/.\-])(?P<day>\d{1,2})\s*(?:[/.\-]|\s+thang\s+)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:[/.\-]|,?\s+nam\s+)\s*(?P<year>\d{4}|\d{2}))?(?!\d|[/.\-]\d)"
)


def full_year(year: str) -> int:
    """`24` and `2024` are the same year."""
    return int(year) + 2000 if len(year) == 2 else int(year)


# Plans lie within these years; anything else is a typing mistake and is asked about.
FIRST_YEAR, LAST_YEAR = 2000, 2100
# 29 February may be as far as this from the next one.
LONGEST_WAIT_YEARS = 8


def existing_day(year: int, month: int, day: int) -> date:
    """The date, or DomainError `no-such-day`: an impossible date is asked about, never corrected."""
    try:
        found = date(year, month, day)
    except ValueError:
        raise DomainError("no-such-day", day=f"{day}/{month}/{year}") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError("no-such-day", day=f"{day}/{month}/{year}")
    return found


def next_such_day(month: int, day: int, on_or_after: date) -> date:
    """The first day with this day and month that is not before `on_or_after`."""
    years = range(on_or_after.year, on_or_after.year + LONGEST_WAIT_YEARS + 1)
    return min(found for found in _such_days(month, day, years) if found >= on_or_after)


def nearest_such_day(month: int, day: int, around: date) -> date:
    """The day with this day and month that lies nearest to `around`."""
    years = range(around.year - LONGEST_WAIT_YEARS, around.year + LONGEST_WAIT_YEARS + 1)
    return min(_such_days(month, day, years), key=lambda found: abs(found - around))


def _such_days(month: int, day: int, years: range) -> list[date]:
    found = []
    for year in years:
        with suppress(DomainError):
            found.append(existing_day(year, month, day))
    if not found:
        raise DomainError("no-such-day", day=f"{day}/{month}")
    return found
