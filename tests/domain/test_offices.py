"""When an office begins and ends, and the days people name for it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.offices import FURTHEST, Period, period
from domain.parsing.coming_days import read_coming_day

TODAY = date(2024, 6, 20)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (TODAY, None, Period()),
        (date(2024, 7, 1), None, Period(midnight(date(2024, 7, 1)))),
        (TODAY, TODAY, Period(None, midnight(date(2024, 6, 21)))),
        (date(2024, 7, 1), date(2024, 7, 5), Period(midnight(date(2024, 7, 1)), midnight(date(2024, 7, 6)))),
    ],
)
def test_a_period_takes_whole_days(first: date, last: date | None, expected: Period) -> None:
    assert period(first, last, TODAY, VIETNAM) == expected


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2024, 6, 19), None, "office-day-passed"),
        (TODAY + FURTHEST + timedelta(days=1), None, "office-day-too-far"),
        (TODAY, date(2034, 6, 25), "office-day-too-far"),
        (date(2024, 7, 5), date(2024, 7, 4), "office-ends-before"),
        (TODAY, date(2024, 6, 19), "office-ends-before"),
    ],
)
def test_days_that_cannot_be_meant_are_told(first: date, last: date | None, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        period(first, last, TODAY, VIETNAM)


def test_an_office_is_held_from_the_first_instant_to_before_the_last() -> None:
    held = period(date(2024, 7, 1), date(2024, 7, 5), TODAY, VIETNAM)
    second = timedelta(seconds=1)
    assert not held.has_come(midnight(date(2024, 7, 1)) - second)
    assert held.has_come(midnight(date(2024, 7, 1)))
    assert not held.is_over(midnight(date(2024, 7, 6)) - second)
    assert held.is_over(midnight(date(2024, 7, 6)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hôm nay", TODAY),
        ("Mai", date(2024, 6, 21)),
        ("ngày mai", date(2024, 6, 21)),
        ("01/7", date(2024, 7, 1)),
        ("từ 1/7/2024", date(2024, 7, 1)),
        ("ngày 1 tháng 7 năm 2024", date(2024, 7, 1)),
        ("20/6", TODAY),
        ("19/6", date(2025, 6, 19)),
        ("19/6/2024", date(2024, 6, 19)),
        ("5-1", date(2025, 1, 5)),
    ],
)
def test_a_coming_day_is_the_next_such_day(words: str, expected: date) -> None:
    assert read_coming_day(words, TODAY) == expected


@pytest.mark.parametrize(
    ("words", "code"), [("tuần sau", "not-a-date"), ("", "not-a-date"), ("31/11", "no-such-day")]
)
def test_what_names_no_day_is_asked_again(words: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        read_coming_day(words, TODAY)


@given(words=st.text(max_size=60))
def test_whatever_is_typed_is_a_coming_day_or_a_kind_refusal(words: str) -> None:
    try:
        read_coming_day(words, TODAY)
    except DomainError as error:
        assert error.code in ("not-a-date", "no-such-day")
