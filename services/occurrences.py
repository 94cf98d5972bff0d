"""Recurring duties: which occurrences a milestone has, and opening each when its time has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, takewhile
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule
from sqlalchemy import bindparam, select

from domain.deadlines import by_end_of_day, last_valid_day
from domain.local_time import local_day
from domain.plans import MilestoneDraft, policy_from_json
from domain.recurrence import (
    LAST_DAY,
    Occurrence,
    Rule,
    late_from_on,
    opens_at,
    period_of,
    read_rule,
    rule_from,
)
from domain.reminders import LONGEST_WAIT
from domain.units import Unit
from services.assigning import addressed, assign
from services.calendar import work_calendar
from services.work import Work
from storage.tables import Milestone, Plan

FREQUENCIES: dict[str, Literal[1, 2, 3]] = {"day": DAILY, "week": WEEKLY, "month": MONTHLY}
# The last day that every month has.
SURE_DAY = 28


@dataclass(frozen=True, slots=True)
class Coming:
    """An occurrence that has not opened yet, and the units it would be assigned to if it did now."""

    milestone: Milestone
    occurrence: Occurrence
    opens_at: datetime
    units: tuple[Unit, ...]


def occurrences_of(milestone: Milestone, zone: ZoneInfo) -> Iterator[Occurrence]:
    """Every occurrence of a recurring milestone in order, perhaps without end; none while it has no date."""
    if not milestone.rrule or milestone.late_from is None:
        return
    rule, first = read_rule(milestone.rrule), last_valid_day(milestone.late_from, zone)
    for day in _days_of(rule, first):
        yield Occurrence(period_of(rule, first, day), late_from_on(day, milestone.late_from, zone))


def first_late_from(work: Work, duty: MilestoneDraft, issued_on: date | None) -> datetime | None:
    """The deadline of a duty that is to be stored; of a recurring one without a date, what its rule names.

    Raises:
        DomainError: those of `rule_from`.
    """
    late_from = duty.deadline.late_from if duty.deadline else None
    if not duty.rrule:
        return late_from
    rule = rule_from(duty.rrule, late_from, work.zone)
    is_left_open = late_from is None and bool({"deadline", "anchor"} & set(duty.needs))
    if late_from is not None or is_left_open:
        return late_from
    first = rule.first_after_issue(issued_on or local_day(work.now, work.zone))
    return by_end_of_day(first, work.zone) if first else None


def give_out(work: Work, plan: Plan, milestone: Milestone, units: Sequence[Unit]) -> int:
    """From now on units owe a milestone of a plan in force; returns how many assignments that makes now.

    A recurring one begins now: what was due before is never asked for, what opens later is assigned then.
    """
    if milestone.late_from is None:
        return 0
    if not milestone.rrule:
        return assign(work, plan, milestone, Occurrence("", milestone.late_from), units)
    milestone.opened_until = work.now
    return _open_due(work, plan, milestone, units)


def open_now(work: Work, milestone: Milestone) -> list[Occurrence]:
    """What units owe of a milestone that is asked of them from now on: what has opened and is not due yet.

    What does not come back is owed whenever it was due.
    """
    if not milestone.rrule:
        return [Occurrence("", milestone.late_from)] if milestone.late_from else []
    until = milestone.opened_until or work.now
    opened = takewhile(lambda one: one.late_from <= until, occurrences_of(milestone, work.zone))
    return [one for one in opened if one.late_from > work.now]


def open_occurrences(work: Work) -> int:
    """Assign what has opened of one recurring duty to the units it addresses now; to be repeated until 0.

    After a long downtime that is everything that was due meanwhile: it is owed all the same.
    """
    found = work.session.execute(_TO_LOOK_AT, {"now": work.now}).first()
    if found is None:
        return 0
    milestone, plan = found
    [(_, units)] = addressed(work, Milestone.id == milestone.id)
    _open_due(work, plan, milestone, units)
    return 1


def coming_occurrences(
    work: Work, *, until: datetime | None = None, plan_id: int | None = None
) -> list[Coming]:
    """What opens by `until` of the recurring duties in force, of one plan or of all.

    Without `until` that is the very next occurrence of each duty, however far away it is.
    """
    of_plan = [] if plan_id is None else [Milestone.plan_id == plan_id]
    found: list[Coming] = []
    for milestone, units in addressed(work, Milestone.next_look_at.is_not(None), *of_plan):
        plan = work.session.get_one(Plan, milestone.plan_id)
        ahead = (Coming(milestone, *opening, tuple(units)) for opening in _openings(work, plan, milestone))
        found += islice(ahead, 1) if until is None else _opening_by(ahead, until)
    return found


# Asked at every tick: it reads the index over the few milestones that come back.
_TO_LOOK_AT = (
    select(Milestone, Plan)
    .join(Plan, Plan.id == Milestone.plan_id)
    .where(Milestone.next_look_at <= bindparam("now"), Milestone.dropped_at.is_(None), Plan.state == "active")
    .order_by(Milestone.next_look_at)
    .limit(1)
    .with_for_update()
)


def _open_due(work: Work, plan: Plan, milestone: Milestone, units: Sequence[Unit]) -> int:
    """Assign each occurrence that has opened and is not assigned yet; note when the next one opens."""
    made, milestone.next_look_at = 0, None
    for occurrence, opens in _openings(work, plan, milestone):
        if opens > work.now:
            # The calendar of far-away years is not known yet: looked at again before.
            milestone.next_look_at = min(opens, work.now + LONGEST_WAIT)
            break
        made += assign(work, plan, milestone, occurrence, units)
        milestone.opened_until = occurrence.late_from
    work.session.flush()
    return made


def _openings(work: Work, plan: Plan, milestone: Milestone) -> Iterator[tuple[Occurrence, datetime]]:
    """The occurrences that are not assigned yet, each with the instant at which it opens."""
    policy, calendar = policy_from_json(plan.policy), work_calendar(work)
    previous, opened_until = None, milestone.opened_until
    for occurrence in occurrences_of(milestone, work.zone):
        late_from = occurrence.late_from
        if opened_until is None or late_from > opened_until:
            yield occurrence, opens_at(late_from, previous, policy, calendar, work.zone)
        previous = late_from


def _opening_by(ahead: Iterator[Coming], until: datetime) -> Iterator[Coming]:
    return takewhile(lambda coming: coming.opens_at <= until, ahead)


def _days_of(rule: Rule, first: date) -> Iterator[date]:
    """The last valid days of a series that begins on `first`, or on the first day after it that fits."""
    begins = first if rule.falls_on(first) else rule.first_day(first)
    if begins is None:
        return
    by = _in_month(rule, first.day) if rule.unit == "month" else {"byweekday": rule.weekdays or None}
    days = rrule(
        FREQUENCIES[rule.unit],
        dtstart=datetime.combine(begins, time()),
        interval=rule.every,
        until=datetime.combine(rule.until, time()) if rule.until else None,
        count=rule.count,
        **by,
    )
    for day in days:
        yield day.date()


def _in_month(rule: Rule, first_day: int) -> dict[str, Any]:
    """Of the days up to the wanted one, the last that a month has."""
    wanted = rule.month_day or first_day
    days = [wanted] if wanted <= SURE_DAY else [*range(SURE_DAY, wanted + 1)]
    return {"bymonth": rule.months or None, "bymonthday": days, "bysetpos": LAST_DAY}
