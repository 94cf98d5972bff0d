"""The file of public holidays says what the library says, and the calendar reads it."""

import json
from datetime import UTC, date, datetime

import pytest

from services.calendar import PUBLIC_HOLIDAYS, work_calendar
from services.work import Database
from tests.services.public_holidays import known_to_the_library


def test_the_file_is_what_the_library_knows() -> None:
    stored = json.loads(PUBLIC_HOLIDAYS.read_text(encoding="utf-8"))
    assert stored == known_to_the_library(), "run `make holidays`"


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2024, 2, 9), False),  # the eve of Tết Giáp Thìn
        (date(2024, 4, 18), False),  # Giỗ Tổ, by the moon
        (date(2024, 4, 29), False),  # a Monday off ...
        (date(2024, 5, 4), True),  # ... for which this Saturday was worked
        (date(2024, 5, 11), False),
        (date(2024, 9, 3), False),
        (date(2024, 9, 4), True),
        (date(2026, 2, 17), False),  # Tết Bính Ngọ
    ],
)
def test_days_that_everybody_in_vietnam_knows(database: Database, day: date, is_working: bool) -> None:
    with database.look(datetime(2024, 6, 1, tzinfo=UTC)) as work:
        assert work_calendar(work).is_working_day(day) is is_working
