"""What follows from an anchor that staff name: days, working days, weeks, months, before and after."""

from datetime import date

import pytest

from domain.anchors import counted_day, counts_from_issue
from domain.work_calendar import WorkCalendar

FRIDAY = date(2024, 6, 7)
CALENDAR = WorkCalendar(days_off=frozenset({date(2024, 6, 11)}))


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("sau 15 ngày kể từ ngày kết thúc hội nghị", date(2024, 6, 22)),
        ("trong vòng 05 (năm) ngày kể từ ngày ban hành", date(2024, 6, 12)),
        ("chậm nhất 03 ngày làm việc kể từ ngày nhận văn bản", date(2024, 6, 13)),
        ("trong 2 tuần sau khi tổ chức xong", date(2024, 6, 21)),
        ("sau đại hội 01 tháng", date(2024, 7, 7)),
        ("10 ngày trước khi khai mạc đại hội", date(2024, 5, 28)),
        ("02 ngày làm việc trước ngày khai giảng", date(2024, 6, 5)),
        ("trước ngày khai giảng", date(2024, 6, 6)),
        ("ngay sau khi kết thúc hội nghị", None),
        ("trong 24 giờ kể từ khi xảy ra", None),
    ],
)
def test_a_span_counts_from_its_anchor(phrase: str, day: date | None) -> None:
    assert counted_day(phrase, FRIDAY, CALENDAR) == day


def test_a_month_after_the_31st_ends_with_a_shorter_month() -> None:
    assert counted_day("sau 1 tháng kể từ ngày ký", date(2024, 1, 31), CALENDAR) == date(2024, 2, 29)
    assert counted_day("sau 12 tháng kể từ ngày ký", date(2024, 2, 29), CALENDAR) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("phrase", "is_suggested"),
    [
        ("trong vòng 5 ngày kể từ ngày ký ban hành", True),
        ("sau 10 ngày kể từ ngày Kế hoạch này có hiệu lực", True),
        ("sau 15 ngày kể từ ngày kết thúc hội nghị", False),
        ("trước ngày khai giảng", False),
    ],
)
def test_the_day_of_issue_is_suggested_only_where_the_words_mean_it(phrase: str, is_suggested: bool) -> None:
    assert counts_from_issue(phrase) is is_suggested
