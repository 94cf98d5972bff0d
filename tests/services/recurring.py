"""Rules of recurring duties drawn at random, and their days counted one by one, without the library."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import strategies as st

from domain.recurrence import WEEKDAYS, Rule, day_in_month

MONTH_DAYS = st.one_of(st.integers(1, 31), st.just(-1))
MONTHLY = st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, MONTH_DAYS)
EVERY_SOME_MONTHS = st.builds(
    "FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}".format, st.sampled_from([2, 3, 5, 6, 12]), MONTH_DAYS
)
OF_SOME_MONTHS = st.builds(
    lambda months, day: f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(months)))};BYMONTHDAY={day}",
    st.sets(st.integers(1, 12), min_size=1, max_size=4),
    MONTH_DAYS,
)
WEEKLY = st.builds(
    lambda every, days: f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(sorted(days))}",
    st.integers(1, 3),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=2),
)
DAILY = st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 9))
ENDS = st.sampled_from(["", "", "", ";COUNT=3", ";UNTIL=20241130"])
RULES = st.builds(str.__add__, st.one_of(MONTHLY, EVERY_SOME_MONTHS, OF_SOME_MONTHS, WEEKLY, DAILY), ENDS)


def days_counted(rule: Rule, first: date, until: date) -> list[date]:
    """The last valid days of a series from its first one to a day, by looking at every day between."""
    days = [day for day in _each_day(first, until) if _is_in_series(rule, first, day)]
    return days[: rule.count] if rule.count else days


def _each_day(first: date, until: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((until - first).days + 1))


def _is_in_series(rule: Rule, first: date, day: date) -> bool:
    if not rule.falls_on(day):
        return False
    if rule.unit == "day":
        return (day - first).days % rule.every == 0
    if rule.unit == "week":
        week, first_week = (known - timedelta(days=known.weekday()) for known in (day, first))
        return (week - first_week).days // 7 % rule.every == 0
    months = (day.year - first.year) * 12 + day.month - first.month
    return months % rule.every == 0 and day == day_in_month(day.year, day.month, rule.month_day or first.day)
