"""The working calendar: Vietnam's public holidays, then what the board changed."""

from functools import lru_cache

import holidays
from sqlalchemy import select

from domain.work_calendar import WorkCalendar
from services.work import Work
from storage.tables import CalendarDay

YEARS_AROUND = 2


async def work_calendar(work: Work) -> WorkCalendar:
    """Days off and exchanged working days for the years around `now`."""
    days = list(await work.session.scalars(select(CalendarDay)))
    public = _public_holidays(work.now.year)
    working = frozenset(day.day for day in days if day.is_working)
    off = frozenset(day.day for day in days if not day.is_working)
    return WorkCalendar(public | off, working)


@lru_cache(maxsize=8)
def _public_holidays(year: int) -> frozenset[holidays.date]:
    years = range(year - YEARS_AROUND, year + YEARS_AROUND + 1)
    return frozenset(holidays.country_holidays("VN", years=years))
