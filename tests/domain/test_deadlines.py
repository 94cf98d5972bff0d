"""The first late instant, and what is shown and counted from it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import deadlines
from domain.deadlines import Deadline
from domain.local_time import VIETNAM, end_of_month

SECOND = timedelta(seconds=1)


def at(local: str) -> datetime:
    return datetime.fromisoformat(f"{local}+07:00")


@pytest.mark.parametrize(
    ("late_from", "last_moment"),
    [
        (deadlines.before_day(date(2024, 7, 3), VIETNAM), "2024-07-02T23:59:59"),
        (deadlines.before_day(date(2024, 1, 1), VIETNAM), "2023-12-31T23:59:59"),
        (deadlines.before_day(date(2024, 3, 1), VIETNAM), "2024-02-29T23:59:59"),
        (deadlines.before_hour(date(2020, 5, 3), time(17), VIETNAM), "2020-05-03T16:59:59"),
        (deadlines.before_hour(date(2020, 5, 3), time(11, 30), VIETNAM), "2020-05-03T11:29:59"),
        (deadlines.before_hour(date(2020, 5, 3), time(0), VIETNAM), "2020-05-02T23:59:59"),
        (deadlines.by_end_of_day(date(2024, 6, 30), VIETNAM), "2024-06-30T23:59:59"),
        (deadlines.by_end_of_day(date(2024, 12, 31), VIETNAM), "2024-12-31T23:59:59"),
        (deadlines.by_end_of_month(2024, 2, VIETNAM), "2024-02-29T23:59:59"),
        (deadlines.by_end_of_month(2023, 2, VIETNAM), "2023-02-28T23:59:59"),
        (deadlines.by_end_of_month(2024, 12, VIETNAM), "2024-12-31T23:59:59"),
        (deadlines.by_end_of_year(2024, VIETNAM), "2024-12-31T23:59:59"),
        (deadlines.before_month(2020, 7, VIETNAM), "2020-06-30T23:59:59"),
        (deadlines.before_month(2025, 1, VIETNAM), "2024-12-31T23:59:59"),
    ],
)
def test_each_rule_names_its_last_valid_second(late_from: datetime, last_moment: str) -> None:
    assert Deadline(late_from, "").last_moment == at(last_moment)


@pytest.mark.parametrize(
    "late_from",
    [
        deadlines.before_day(date(2024, 7, 3), VIETNAM),
        deadlines.before_hour(date(2024, 7, 3), time(17), VIETNAM),
        deadlines.by_end_of_month(2024, 6, VIETNAM),
    ],
)
def test_a_deadline_is_kept_in_utc(late_from: datetime) -> None:
    assert late_from.tzinfo is UTC


def test_before_the_third_and_by_the_end_of_the_second_are_one_deadline() -> None:
    assert deadlines.before_day(date(2024, 7, 3), VIETNAM) == deadlines.by_end_of_day(
        date(2024, 7, 2), VIETNAM
    )


def test_the_zone_of_the_organisation_decides_when_the_day_ends() -> None:
    assert deadlines.before_day(date(2024, 7, 3), ZoneInfo("UTC")) == datetime(2024, 7, 3, tzinfo=UTC)
    assert deadlines.before_day(date(2024, 7, 3), VIETNAM) == datetime(2024, 7, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("late_from", "shown"),
    [
        ("2024-07-03T00:00", date(2024, 7, 2)),
        ("2024-07-03T00:01", date(2024, 7, 3)),
        ("2024-07-03T17:00", date(2024, 7, 3)),
        ("2025-01-01T00:00", date(2024, 12, 31)),
    ],
)
def test_the_day_that_is_shown_is_the_last_on_which_a_report_can_be_on_time(
    late_from: str, shown: date
) -> None:
    assert Deadline(at(late_from), "").last_day(VIETNAM) == shown
    assert deadlines.last_valid_day(at(late_from), VIETNAM) == shown


@pytest.mark.parametrize(("late_from", "is_whole"), [("2024-07-03T00:00", True), ("2024-07-03T17:00", False)])
def test_an_hour_is_shown_only_when_the_deadline_is_not_the_end_of_a_day(
    late_from: str, is_whole: bool
) -> None:
    assert deadlines.is_whole_day(at(late_from), VIETNAM) is is_whole


def test_a_report_one_second_before_midnight_is_on_time() -> None:
    assert deadlines.days_late(at("2024-07-02T23:59:59"), at("2024-07-03T00:00"), VIETNAM) == 0


def test_a_report_at_midnight_is_one_day_late() -> None:
    assert deadlines.days_late(at("2024-07-03T00:00:00"), at("2024-07-03T00:00"), VIETNAM) == 1


@pytest.mark.parametrize(
    ("received_at", "late_from", "days"),
    [
        ("2024-07-01T08:00", "2024-07-03T00:00", 0),
        ("2024-07-03T23:59:59", "2024-07-03T00:00", 1),
        ("2024-07-04T00:00", "2024-07-03T00:00", 2),
        ("2024-07-12T09:00", "2024-07-03T00:00", 10),
        ("2024-07-03T16:59:59", "2024-07-03T17:00", 0),
        ("2024-07-03T17:00:00", "2024-07-03T17:00", 1),
        ("2024-07-03T23:59:59", "2024-07-03T17:00", 1),
        ("2024-07-04T07:00:00", "2024-07-03T17:00", 1),
        ("2024-07-05T07:00:00", "2024-07-03T17:00", 2),
    ],
)
def test_days_late_are_local_days_after_the_last_valid_day_and_at_least_one(
    received_at: str, late_from: str, days: int
) -> None:
    assert deadlines.days_late(at(received_at), at(late_from), VIETNAM) == days


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [
        (2024, 2, date(2024, 2, 29)),
        (2100, 2, date(2100, 2, 28)),
        (2024, 4, date(2024, 4, 30)),
        (2024, 12, date(2024, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(year: int, month: int, last: date) -> None:
    assert end_of_month(year, month) == last


@pytest.mark.parametrize(
    ("rule", "last_day_of"),
    [
        (deadlines.by_end_of_day, lambda day: day),
        (deadlines.before_day, lambda day: day - timedelta(days=1)),
    ],
)
@settings(max_examples=100, deadline=None)
@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_on_any_day_the_last_second_is_on_time_and_the_next_one_late(
    rule: Callable[[date, ZoneInfo], datetime], last_day_of: Callable[[date], date], day: date
) -> None:
    late_from = rule(day, VIETNAM)
    assert deadlines.last_valid_day(late_from, VIETNAM) == last_day_of(day)
    assert deadlines.days_late(late_from - SECOND, late_from, VIETNAM) == 0
    assert deadlines.days_late(late_from, late_from, VIETNAM) == 1
