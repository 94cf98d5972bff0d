"""Which reminder step is due when: a pure function of the deadline, the policy and the calendar.

Source of every rule: docs/domain-rules.md, section "Reminding".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.deadlines import last_valid_day
from domain.local_time import instant_at, local_day
from domain.work_calendar import WorkCalendar

LOOK_BACK = timedelta(days=8)
# Public holidays are known a few years ahead only: what lies far away is looked at again before it comes.
LONGEST_WAIT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """When a plan reminds.

    Attributes:
        days_before: days before the last valid day; 0 is that day itself.
        working_days_after: working days after the last valid day on which a nudge goes out.
        then_every_days: calendar days between the later nudges, until the plan is closed.
        at: local hour of every step.
        quiet_from, quiet_until: local hours between which nothing is pushed, usually across midnight.
    """

    days_before: tuple[int, ...] = (7, 3, 1, 0)
    working_days_after: tuple[int, ...] = (1, 2, 3)
    then_every_days: int = 7
    at: time = time(8)
    quiet_from: time = time(20, 30)
    quiet_until: time = time(6, 30)

    def is_quiet(self, instant: datetime, zone: ZoneInfo) -> bool:
        """Whether nothing may be pushed at this instant."""
        hour = instant.astimezone(zone).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def end_of_quiet(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """The first instant at or after `instant` at which pushing is allowed, UTC."""
        if not self.is_quiet(instant, zone):
            return instant
        day = local_day(instant, zone)
        if instant.astimezone(zone).time() >= self.quiet_until:
            day += timedelta(days=1)
        return instant_at(day, self.quiet_until, zone)


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder (before the deadline) or nudge (after it).

    Attributes:
        key: unique for one assignment; names the last valid day it counts from, so that an
            extension starts a new series: `2024-06-30/T-7`, `2024-06-30/T+1`, `2024-06-30/W2`.
        at: the UTC instant from which it is due.
        is_nudge: it follows the deadline.
    """

    key: str
    at: datetime
    is_nudge: bool


def steps_until(
    late_from: datetime,
    policy: ReminderPolicy,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    horizon: datetime,
) -> list[Step]:
    """All steps of one deadline that are due at or before `horizon`, oldest first.

    Steps that land on one day merge into the one nearest the deadline.
    """
    last_day = last_valid_day(late_from, zone)
    by_day: dict[date, Step] = {}
    for label, day in _days_before(last_day, policy, calendar):
        at = instant_at(day, policy.at, zone)
        if at < late_from:
            by_day[day] = Step(f"{last_day}/{label}", at, is_nudge=False)
    for label, day in _days_after(last_day, policy, calendar, local_day(horizon, zone)):
        by_day.setdefault(day, Step(f"{last_day}/{label}", instant_at(day, policy.at, zone), is_nudge=True))
    return sorted((step for step in by_day.values() if step.at <= horizon), key=lambda step: step.at)


def may_be_spared(step: Step, policy: ReminderPolicy) -> bool:
    """Whether a step is left out where messages are scarce.

    That is any but the last before the deadline, the first nudge and the weekly ones. What a person asked
    for, a snooze or a nudge by staff, is never left out.
    """
    label = step.key.partition("/")[2]
    if label.startswith("T-"):
        return label != f"T-{min(policy.days_before)}"
    return label.startswith("T+") and label != f"T+{min(policy.working_days_after)}"


def policy_of_return(policy: ReminderPolicy) -> ReminderPolicy:
    """How a returned report is reminded of: the working day before its last day, on that day, and once after.

    Hour and quiet hours are those of the plan.
    """
    return replace(policy, days_before=(1, 0), working_days_after=(1,), then_every_days=0)


def steps_of_return(
    returned_at: datetime,
    late_from: datetime,
    policy: ReminderPolicy,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    horizon: datetime,
) -> list[Step]:
    """The steps of the deadline of a return, as `steps_until`; what it told itself is not repeated.

    The key names the return too, so that a second one starts a series of its own:
    `2024-06-27/returned-0625T093000/T-1`.
    """
    mark = f"/returned-{returned_at.astimezone(zone):%m%dT%H%M%S}/"
    steps = steps_until(late_from, policy_of_return(policy), calendar, zone, horizon)
    return [replace(step, key=step.key.replace("/", mark)) for step in steps if step.at > returned_at]


def relevant_step(steps: Sequence[Step], now: datetime) -> Step | None:
    """The one step that is relevant at `now`: the latest that is due.

    None before the first, and when the latest is a nudge of long ago: it means nothing any more.
    """
    due = [step for step in steps if step.at <= now]
    if not due or (due[-1].is_nudge and now - due[-1].at > LOOK_BACK):
        return None
    return due[-1]


def may_push(
    now: datetime, late_from: datetime, policy: ReminderPolicy, calendar: WorkCalendar, zone: ZoneInfo
) -> bool:
    """Whether a step that is due may go out now.

    Never in quiet hours. On a day off only when no working day is left before the deadline: a step
    missed on Friday for a Sunday deadline still goes out on Saturday, a nudge waits for Monday.
    """
    if policy.is_quiet(now, zone):
        return False
    today = local_day(now, zone)
    if calendar.is_working_day(today):
        return True
    return now < late_from and calendar.on_or_after(today) > last_valid_day(late_from, zone)


def earliest_push(
    instant: datetime, late_from: datetime, policy: ReminderPolicy, calendar: WorkCalendar, zone: ZoneInfo
) -> datetime:
    """The first instant at or after `instant` at which a message about this deadline may go out, UTC."""
    instant = policy.end_of_quiet(instant, zone)
    if may_push(instant, late_from, policy, calendar, zone):
        return instant
    return instant_at(calendar.on_or_after(local_day(instant, zone) + timedelta(days=1)), policy.at, zone)


def next_look(
    now: datetime,
    late_from: datetime,
    policy: ReminderPolicy,
    calendar: WorkCalendar,
    zone: ZoneInfo,
    *,
    expects_report: bool = True,
    is_pending: bool = False,
    snoozed_until: Iterable[datetime] = (),
) -> datetime | None:
    """When an assignment that still owes has to be looked at again; None when nothing can fall due any more.

    That is the first instant at which a step or the end of a snooze is due and may be pushed. Before it
    nothing changes by the mere passing of time, so whatever else changes has to ask again.

    Args:
        now: the instant up to which everything is known.
        late_from: the deadline in force.
        policy, calendar, zone: how the plan reminds.
        expects_report: an event is not reminded of once it has passed.
        is_pending: something is due already, but has not been pushed yet.
        snoozed_until: when those who are reminded of it asked to be reminded again.
    """
    step = next_step_at(now, late_from, policy, calendar, zone)
    coming = [until for until in snoozed_until if until > now] + ([step] if step is not None else [])
    if not is_pending and not coming:
        return None
    look_at = push_allowed_from(now if is_pending else min(coming), late_from, policy, calendar, zone)
    if not expects_report and look_at >= late_from:
        return None
    return min(look_at, now + LONGEST_WAIT)


def next_step_at(
    after: datetime, late_from: datetime, policy: ReminderPolicy, calendar: WorkCalendar, zone: ZoneInfo
) -> datetime | None:
    """The first instant after `after` at which a step of this deadline falls due, UTC; None after all."""
    last_day = last_valid_day(late_from, zone)
    before = [instant_at(day, policy.at, zone) for _, day in _days_before(last_day, policy, calendar)]
    ahead = [at for at in before if after < at < late_from]
    if ahead:
        return min(ahead)
    nudges = (
        instant_at(day, policy.at, zone) for _, day in _days_after(last_day, policy, calendar, date.max)
    )
    return next((at for at in nudges if at > after), None)


def push_allowed_from(
    instant: datetime, late_from: datetime, policy: ReminderPolicy, calendar: WorkCalendar, zone: ZoneInfo
) -> datetime:
    """The first instant at or after `instant` at which `may_push`, UTC."""
    return next(
        at for at in _changes_from(instant, policy, zone) if may_push(at, late_from, policy, calendar, zone)
    )


def _changes_from(instant: datetime, policy: ReminderPolicy, zone: ZoneInfo) -> Iterator[datetime]:
    """`instant`, then every later one at which pushing may become allowed: a day begins, quiet hours end."""
    yield instant
    day = local_day(instant, zone)
    while True:
        for hour in (time(0), policy.quiet_until):
            if (at := instant_at(day, hour, zone)) > instant:
                yield at
        day += timedelta(days=1)


def _days_before(
    last_day: date, policy: ReminderPolicy, calendar: WorkCalendar
) -> Iterator[tuple[str, date]]:
    for days in sorted(policy.days_before, reverse=True):
        yield f"T-{days}", calendar.on_or_before(last_day - timedelta(days=days))


def _days_after(
    last_day: date, policy: ReminderPolicy, calendar: WorkCalendar, until: date
) -> Iterator[tuple[str, date]]:
    day = last_day
    for count in sorted(policy.working_days_after):
        day = calendar.working_day_after(last_day, count)
        if day > until:
            return
        yield f"T+{count}", day
    if policy.then_every_days < 1:
        return
    week, nominal = 1, day + timedelta(days=policy.then_every_days)
    while nominal <= until:
        yield f"W{week}", calendar.on_or_after(nominal)
        week, nominal = week + 1, nominal + timedelta(days=policy.then_every_days)
