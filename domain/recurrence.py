"""A duty that comes back: its rule, its occurrences, the periods they are named by, and when each opens.

Source: docs/domain-rules.md, section "Recurring duties"; RFC 5545, section 3.3.10.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.deadlines import ONE_DAY, before_hour, by_end_of_day, is_whole_day, last_valid_day
from domain.errors import DomainError
from domain.local_time import end_of_month, instant_at
from domain.reminders import ReminderPolicy, steps_until
from domain.work_calendar import WorkCalendar

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "month"}
PARTS_OF_UNIT: dict[str, set[str]] = {"day": set(), "week": {"BYDAY"}, "month": {"BYMONTH", "BYMONTHDAY"}}
MONTHS_IN_A_YEAR = 12
LONGEST_RULE = 200
LAST_DAY = -1
# A unit can report this long before the last valid day, even where the first reminder comes later.
OPEN_AT_LEAST = timedelta(days=7)
# Whatever the rule is, it names a day within a year, or its series begins where its first date says.
LONGEST_SEARCH_DAYS = 366
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "BYMONTH": r"(?:0?[1-9]|1[0-2])(?:,(?:0?[1-9]|1[0-2]))*",
    "BYMONTHDAY": r"-1|0?[1-9]|[12]\d|3[01]",
    "BYDAY": rf"(?:{'|'.join(WEEKDAYS)})(?:,(?:{'|'.join(WEEKDAYS)}))*",
    "UNTIL": r"\d{8}",
    "COUNT": r"[1-9]\d{0,2}",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """How a duty comes back, as far as plans say it.

    Attributes:
        unit: `day`, `week` or `month`, in which `every` counts from one occurrence to the next.
        weekdays: of a weekly rule, 0 (Monday) to 6; empty: the weekday of its first occurrence.
        months: of a monthly rule, the months it is bound to, 1 to 12; empty: any.
        month_day: the last valid day, 1 to 31, or -1 for the last of the month; None: that of its first
            occurrence. In a month that lacks the day it is the last of the month.
        until: nothing is due after this day.
        count: there are no more occurrences than this.
    """

    unit: str
    every: int = 1
    weekdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    month_day: int | None = None
    until: date | None = None
    count: int | None = None

    def falls_on(self, day: date) -> bool:
        """Whether an occurrence may have this last valid day, wherever the series begins."""
        if self.until is not None and day > self.until:
            return False
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        if self.months and day.month not in self.months:
            return False
        return self.month_day is None or day == day_in_month(day.year, day.month, self.month_day)

    def first_day(self, on_or_after: date) -> date | None:
        """The first day it names, not before this one; None when the rule names no day or has ended."""
        if self.unit != "day" and not self.weekdays and self.month_day is None:
            return None
        days = (on_or_after + timedelta(days=ahead) for ahead in range(LONGEST_SEARCH_DAYS))
        return next((day for day in days if self.falls_on(day)), None)

    def first_after_issue(self, issued_on: date) -> date | None:
        """The first day of a series that a document of this date begins.

        What is due every day or week begins after the day of issue; a month's report may be due on it.
        """
        return self.first_day(issued_on if self.unit == "month" else issued_on + ONE_DAY)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty is due: the period it is named by (`2024-06`), and its first late instant."""

    period: str
    late_from: datetime


def read_rule(text: str) -> Rule:
    """The rule a text of RFC 5545 states; DomainError `unreadable-rrule` for what no plan needs."""
    parts = dict(_parts(text))
    if len(text) > LONGEST_RULE or "FREQ" not in parts or {"UNTIL", "COUNT"} <= parts.keys():
        raise _unreadable(text)
    unit, is_yearly = UNITS[parts["FREQ"]], parts["FREQ"] == "YEARLY"
    months, every = _numbers(parts.get("BYMONTH", "")), int(parts.get("INTERVAL", 1))
    is_mixed = bool(parts.keys() & ({"BYDAY", "BYMONTH", "BYMONTHDAY"} - PARTS_OF_UNIT[unit]))
    is_every_month = is_yearly and "BYMONTHDAY" in parts and not months
    if is_mixed or is_every_month or (is_yearly and every > 1 and len(months) > 1):
        raise _unreadable(text)
    if is_yearly and len(months) < 2:
        every *= MONTHS_IN_A_YEAR
    return Rule(
        unit,
        every,
        tuple(sorted(WEEKDAYS.index(day) for day in set(parts.get("BYDAY", "").split(",")) - {""})),
        months,
        int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
        _day(parts["UNTIL"], text) if "UNTIL" in parts else None,
        int(parts["COUNT"]) if "COUNT" in parts else None,
    )


def rule_from(text: str, late_from: datetime | None, zone: ZoneInfo) -> Rule:
    """The rule of a series whose first deadline is given, or (None) follows from the rule.

    Raises:
        DomainError: `unreadable-rrule`, or `rrule-misses-deadline` when that deadline is on no day of it.
    """
    rule = read_rule(text)
    if late_from is not None and not rule.falls_on(last_valid_day(late_from, zone)):
        raise DomainError("rrule-misses-deadline", rrule=text[:80])
    return rule


def day_in_month(year: int, month: int, month_day: int) -> date:
    """The day of a month that has this number; its last day when it has not, or for -1."""
    last = end_of_month(year, month)
    return last if month_day == LAST_DAY or month_day > last.day else date(year, month, month_day)


def late_from_on(day: date, first_late_from: datetime, zone: ZoneInfo) -> datetime:
    """The first late instant of the occurrence with this last valid day, by the rule of the first one.

    A day off moves no deadline, only its reminders; a deadline at an hour keeps its hour.
    """
    if is_whole_day(first_late_from, zone):
        return by_end_of_day(day, zone)
    return before_hour(day, first_late_from.astimezone(zone).time(), zone)


def period_of(rule: Rule, first: date, day: date) -> str:
    """What the occurrence on `day` is called: `2024`, `2024-H1`, `2024-Q3`, `2024-06`, `2024-W26`, its day.

    It is the longest period that two occurrences never share. A year, half-year or quarter is not named by
    what is due in its first month: such a report may as well be about the period before.
    """
    if rule.unit == "day" or len(rule.weekdays) > 1:
        return day.isoformat()
    if rule.unit == "week":
        week = day.isocalendar()
        return f"{week.year}-W{week.week:02d}"
    months = set(_months_of(rule, first))
    for length, name in ((12, ""), (6, "-H"), (3, "-Q")):
        if _are_told_apart(months, length):
            return f"{day.year}{name}{(day.month - 1) // length + 1 if name else ''}"
    return f"{day:%Y-%m}"


def opens_at(
    late_from: datetime,
    previous: datetime | None,
    policy: ReminderPolicy,
    calendar: WorkCalendar,
    zone: ZoneInfo,
) -> datetime:
    """When units begin to owe an occurrence: with its first reminder, a week before its last day at latest.

    But not before the day on which the occurrence before it (`previous`, None for the first) is due. It is
    always at the hour of reminders.
    """
    last_day = last_valid_day(late_from, zone)
    steps = steps_until(late_from, policy, calendar, zone, late_from)
    usual = instant_at(last_day - OPEN_AT_LEAST, policy.at, zone)
    opens = min([usual, *(step.at for step in steps if not step.is_nudge)])
    return opens if previous is None else max(opens, _at_hour(previous, policy, zone))


def _at_hour(late_from: datetime, policy: ReminderPolicy, zone: ZoneInfo) -> datetime:
    return instant_at(last_valid_day(late_from, zone), policy.at, zone)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        if name in seen or name not in _PARTS or not re.fullmatch(_PARTS[name], value, re.ASCII):
            raise _unreadable(text)
        seen.add(name)
        yield name, value


def _unreadable(text: str) -> DomainError:
    return DomainError("unreadable-rrule", rrule=text[:80])


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(number) for number in text.split(",") if number}))


def _day(digits: str, text: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _unreadable(text) from None


def _months_of(rule: Rule, first: date) -> Iterator[int]:
    """Every month of the year in which an occurrence can lie."""
    month = first.month - 1
    for _ in range(MONTHS_IN_A_YEAR):
        if not rule.months or month + 1 in rule.months:
            yield month + 1
        month = (month + rule.every) % MONTHS_IN_A_YEAR


def _are_told_apart(months: set[int], length: int) -> bool:
    """Whether periods of so many months hold one occurrence each at most, and none in its first month."""
    periods = {(month - 1) // length for month in months}
    return len(periods) == len(months) and all((month - 1) % length for month in months)
