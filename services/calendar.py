"""The working calendar: Vietnam's public holidays, then what the board changed."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import select

from domain.roles import Action
from domain.work_calendar import WorkCalendar
from services import audit
from services.actors import Actor, require
from services.looking import look_again_everywhere
from services.work import Work
from storage.tables import CalendarDay

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
