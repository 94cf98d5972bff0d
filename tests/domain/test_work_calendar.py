"""Which days are worked, and the working day before or after a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.work_calendar import WorkCalendar

PLAIN = WorkCalendar()
TET_2025 = frozenset(date(2025, 1, 25) + timedelta(days=shift) for shift in range(9))
TET = WorkCalendar(days_off=TET_2025)
EXCHANGED = WorkCalendar(
    days_off=frozenset({date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
    extra_working_days=frozenset({date(2024, 5, 4)}),
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("calendar", "day", "is_worked"),
    [
        (PLAIN, date(2024, 6, 28), True),
        (PLAIN, date(2024, 6, 29), False),
        (PLAIN, date(2024, 6, 30), False),
        (PLAIN, date(2024, 7, 1), True),
        (TET, date(2025, 1, 24), True),
        (TET, date(2025, 1, 29), False),
        (TET, date(2025, 2, 3), True),
        (EXCHANGED, date(2024, 4, 29), False),
        (EXCHANGED, date(2024, 5, 4), True),
    ],
)
def test_offices_work_on_weekdays_that_are_not_off_and_on_exchanged_saturdays(
    calendar: WorkCalendar, day: date, is_worked: bool
) -> None:
    assert calendar.is_working_day(day) is is_worked


def test_a_day_both_off_and_worked_in_exchange_is_worked() -> None:
    day = date(2024, 4, 29)
    assert WorkCalendar(frozenset({day}), frozenset({day})).is_working_day(day)


@pytest.mark.parametrize(
    ("calendar", "day", "before", "after"),
    [
        (PLAIN, date(2024, 6, 26), date(2024, 6, 26), date(2024, 6, 26)),
        (PLAIN, date(2024, 6, 30), date(2024, 6, 28), date(2024, 7, 1)),
        (TET, date(2025, 1, 29), date(2025, 1, 24), date(2025, 2, 3)),
        (EXCHANGED, date(2024, 4, 30), date(2024, 4, 26), date(2024, 5, 2)),
        (EXCHANGED, date(2024, 5, 5), date(2024, 5, 4), date(2024, 5, 6)),
    ],
)
def test_a_day_off_has_a_working_day_before_and_after_it(
    calendar: WorkCalendar, day: date, before: date, after: date
) -> None:
    assert calendar.on_or_before(day) == before
    assert calendar.on_or_after(day) == after


@pytest.mark.parametrize(
    ("calendar", "day", "count", "expected"),
    [
        (PLAIN, date(2024, 6, 30), 1, date(2024, 7, 1)),
        (PLAIN, date(2024, 6, 30), 3, date(2024, 7, 3)),
        (PLAIN, date(2024, 6, 28), 1, date(2024, 7, 1)),
        (PLAIN, date(2024, 7, 4), 2, date(2024, 7, 8)),
        (TET, date(2025, 1, 24), 1, date(2025, 2, 3)),
        (EXCHANGED, date(2024, 5, 3), 1, date(2024, 5, 4)),
    ],
)
def test_working_days_are_counted_strictly_after_the_day(
    calendar: WorkCalendar, day: date, count: int, expected: date
) -> None:
    assert calendar.working_day_after(day, count) == expected


@settings(max_examples=100, deadline=None)
@given(day=DAYS, days_off=st.frozensets(DAYS, max_size=30), extra=st.frozensets(DAYS, max_size=5))
def test_around_any_day_the_nearest_working_days_are_worked(
    day: date, days_off: frozenset[date], extra: frozenset[date]
) -> None:
    calendar = WorkCalendar(days_off, extra)
    before, after = calendar.on_or_before(day), calendar.on_or_after(day)
    assert before <= day <= after
    assert calendar.is_working_day(before)
    assert calendar.is_working_day(after)
    assert (before == after == day) is calendar.is_working_day(day)
    assert calendar.working_day_after(day, 1) > day
