"""The working calendar: Vietnam's public holidays, then what the board changed."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from domain.roles import Action
from domain.work_calendar import WorkCalendar
from services import audit
from services.actors import Actor, require
from services.looking import look_again_everywhere
from services.work import Work
from storage.tables import CalendarDay

YEARS_AROUND = 2


def work_calendar(work: Work) -> WorkCalendar:
    """Days off and exchanged working days for the years around `now`."""
    days = list(work.session.scalars(select(CalendarDay)))
    public = _public_holidays(work.now.year)
    working = frozenset(day.day for day in days if day.is_working)
    off = frozenset(day.day for day in days if not day.is_working)
    return WorkCalendar(public | off, working)


@lru_cache(maxsize=8)
def _public_holidays(year: int) -> frozenset[date]:
    # Slow to import and seldom needed.
    import holidays

    years = range(year - YEARS_AROUND, year + YEARS_AROUND + 1)
    return frozenset(holidays.country_holidays("VN", years=years))


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that differs from the public calendar."""

    day: date
    is_working: bool


def changed_days(work: Work) -> list[ChangedDay]:
    """What the board changed, in order."""
    rows = work.session.scalars(select(CalendarDay).order_by(CalendarDay.day))
    return [ChangedDay(row.day, row.is_working) for row in rows]


def change_day(work: Work, actor: Actor | None, iso_day: str, is_working: bool | None, note: str) -> None:
    """Declare a day off (False) or worked (True), or take the declaration back (None)."""
    actor = require(actor, Action.MANAGE_PLANS)
    day = date.fromisoformat(iso_day)
    row = work.session.get(CalendarDay, day)
    if is_working is None:
        if row is not None:
            work.session.delete(row)
    else:
        work.session.merge(CalendarDay(day=day, is_working=is_working, note=note[:200]))
    audit.record(work, actor, "calendar_changed", "calendar_day", None, day=iso_day, is_working=is_working)
    work.session.flush()
    look_again_everywhere(work)
