"""Which day a request for more time asks for, and what is offered beside it."""

from datetime import date

import pytest

from domain.wishes import offered_days, wished_day
from domain.work_calendar import WorkCalendar

TODAY, LAST_DAY = date(2024, 6, 21), date(2024, 6, 30)

WISHES = [
    ("xin lùi đến 05/7", date(2024, 7, 5)),
    ("Xin lui han den ngay 5 thang 7", date(2024, 7, 5)),
    ("hạn 30/6 xin gia hạn đến hết ngày 05/7/2024", date(2024, 7, 5)),
    ("xin thêm 3 ngày", date(2024, 7, 3)),
    ("xin lùi thời hạn thêm ba ngày", date(2024, 7, 3)),
    ("xin lùi hạn hai mươi ngày", date(2024, 7, 20)),
    ("xin lùi lại ít hôm", None),
    ("xin chậm 1 tuần", date(2024, 7, 7)),
    ("xin báo cáo sau", None),
    ("chưa họp được vì mưa bão, xin lùi", None),
    ("xin lùi đến 31/6", None),
    ("xin lùi đến 25/6", None),
    ("mới học được 10/12 đồng chí, xin lùi", None),
    ("xin lùi đến hết tuần sau", None),
]


@pytest.mark.parametrize(("words", "wished"), WISHES)
def test_the_wished_day_is_read_and_never_invented(words: str, wished: date | None) -> None:
    assert wished_day(words, LAST_DAY, TODAY) == wished


def test_more_days_count_from_today_once_the_deadline_has_passed() -> None:
    assert wished_day("xin thêm 2 ngày", LAST_DAY, date(2024, 7, 4)) == date(2024, 7, 6)


def test_the_end_of_next_week_is_its_friday() -> None:
    assert wished_day("xin lùi đến hết tuần sau", LAST_DAY, date(2024, 7, 1)) == date(2024, 7, 12)


def test_working_days_are_offered_after_the_deadline_or_after_today() -> None:
    calendar = WorkCalendar()
    assert offered_days(LAST_DAY, TODAY, calendar) == {2: date(2024, 7, 2), 5: date(2024, 7, 5)}
    assert offered_days(LAST_DAY, date(2024, 7, 4), calendar) == {2: date(2024, 7, 8), 5: date(2024, 7, 11)}
