"""The working calendar: Vietnam's public holidays, then what the board changed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import select

from domain import wording
from domain.errors import DomainError
from domain.local_time import local_day
from domain.roles import Action
from domain.work_calendar import WorkCalendar
from services import audit
from services.actors import Actor, require_everywhere
from services.looking import look_again_everywhere
from services.work import Work
from storage.tables import CalendarDay
from storage.text import fitted

PUBLIC_HOLIDAYS = Path(__file__).parent / "data" / "public_holidays.json"
"""Written by `make holidays` from the library `holidays`."""


def work_calendar(work: Work) -> WorkCalendar:
    """Days off and days worked in exchange; what the board declared wins over what is public."""
    days = list(work.session.scalars(select(CalendarDay)))
    public = _public()
    declared = frozenset(day.day for day in days)
    working = frozenset(day.day for day in days if day.is_working) | (public.extra_working_days - declared)
    off = frozenset(day.day for day in days if not day.is_working) | (public.days_off - declared)
    return WorkCalendar(off, working)


@cache
def _public() -> WorkCalendar:
    known = json.loads(PUBLIC_HOLIDAYS.read_text(encoding="utf-8"))
    return WorkCalendar(_dates(known["days_off"]), _dates(known["worked"]))


def _dates(iso_days: list[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, iso_days))


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that differs from the public calendar, and why."""

    day: date
    is_working: bool
    note: str = ""


def changed_days(work: Work, since: date) -> list[ChangedDay]:
    """What the board changed from a day on, in order."""
    rows = work.session.scalars(select(CalendarDay).where(CalendarDay.day >= since).order_by(CalendarDay.day))
    return [ChangedDay(row.day, row.is_working, row.note) for row in rows]


def change_days(
    work: Work, actor: Actor | None, days: Iterable[date], is_working: bool | None, note: str = ""
) -> list[date]:
    """Declare days off (False) or worked (True), or take their declaration back (None).

    Of several days those that are so already are left as they are; returns the others.

    Raises:
        DomainError: those of `require_everywhere`, `calendar-past` for a day that is over, or, when nothing
            is left to change, `calendar-already-off`, `calendar-already-working`, `calendar-not-declared`.
    """
    actor = require_everywhere(work, actor, Action.MANAGE_PLANS)
    wanted = sorted(set(days))
    if wanted[0] < local_day(work.now, work.zone):
        raise DomainError("calendar-past", day=wording.day(wanted[0]))
    changing = [day for day in wanted if _differs(work, day, is_working)]
    if not changing:
        raise DomainError(_UNCHANGED[is_working], day=wording.day(wanted[0]))
    for day in changing:
        _declare(work, day, is_working, note)
        audit.record(
            work, actor, "calendar_changed", "calendar_day", None, day=day.isoformat(), is_working=is_working
        )
    work.session.flush()
    look_again_everywhere(work)
    return changing


_UNCHANGED = {
    False: "calendar-already-off",
    True: "calendar-already-working",
    None: "calendar-not-declared",
}


def _differs(work: Work, day: date, is_working: bool | None) -> bool:
    if is_working is None:
        return work.session.get(CalendarDay, day) is not None
    return work_calendar(work).is_working_day(day) is not is_working


def _declare(work: Work, day: date, is_working: bool | None, note: str) -> None:
    if is_working is None:
        work.session.delete(work.session.get_one(CalendarDay, day))
        return
    work.session.merge(CalendarDay(day=day, is_working=is_working, note=fitted(note, CalendarDay.note)))
