"""On which day a duty stands in a calendar, and when its alarm sounds."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar_entries import alarm_before, begin_and_end
from domain.local_time import VIETNAM


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("late_from", "begin", "end"),
    [
        ("2024-07-03T00:00", date(2024, 7, 2), date(2024, 7, 3)),
        ("2024-07-01T00:00", date(2024, 6, 30), date(2024, 7, 1)),
        ("2025-01-01T00:00", date(2024, 12, 31), date(2025, 1, 1)),
        ("2020-05-03T17:00", local("2020-05-03T16:30"), local("2020-05-03T17:00")),
        ("2020-05-03T00:10", local("2020-05-03T00:00"), local("2020-05-03T00:10")),
    ],
)
def test_a_duty_stands_on_its_last_valid_day(late_from: str, begin: date, end: date) -> None:
    assert begin_and_end(local(late_from).astimezone(UTC), VIETNAM) == (begin, end)


def test_the_alarm_sounds_the_day_before_at_an_hour_when_nobody_sleeps() -> None:
    whole_day = local("2024-07-03T00:00")
    assert local("2024-07-02T00:00") - alarm_before(whole_day, VIETNAM) == local("2024-07-01T08:00")
    assert alarm_before(local("2020-05-03T17:00"), VIETNAM) == timedelta(days=1)
