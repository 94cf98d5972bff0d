"""Deadlines of plans that may come back; the plan is issued on Wednesday 5 June 2024."""

from datetime import date

import pytest

from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.parsing.recurring_phrases import read_duty_deadline, read_series

ISSUED = date(2024, 6, 5)


@pytest.mark.parametrize(
    ("phrase", "first_last_day", "rrule"),
    [
        ("định kỳ hằng tháng trước ngày 25", "2024-06-24", "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("TRƯỚC NGÀY 25 HÀNG THÁNG", "2024-06-24", "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("hang thang, cham nhat ngay 25", "2024-06-25", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("ngày 31 hằng tháng", "2024-06-30", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("trước ngày 01 hằng tháng", "2024-06-30", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("mỗi tháng trước ngày 5", "2024-07-04", "FREQ=MONTHLY;BYMONTHDAY=4"),
        ("trước ngày 20 của tháng cuối quý", "2024-06-19", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=19"),
        (
            "hằng quý trước ngày 05 tháng đầu quý sau",
            "2024-07-04",
            "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=4",
        ),
        ("hằng năm trước ngày 15/12", "2024-12-14", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14"),
        ("báo cáo 6 tháng trước ngày 10/6 hằng năm", "2024-06-09", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=9"),
        ("thứ Sáu hằng tuần", "2024-06-07", "FREQ=WEEKLY;BYDAY=FR"),
        ("thứ Tư hằng tuần", "2024-06-12", "FREQ=WEEKLY;BYDAY=WE"),
        ("trước thứ Sáu hằng tuần", "2024-06-06", "FREQ=WEEKLY;BYDAY=TH"),
        ("5 giờ hằng ngày từ ngày 10/6 đến ngày 20/6", "2024-06-10", "FREQ=DAILY;UNTIL=20240620"),
        ("các thứ Hai trong tháng 7/2024", "2024-07-01", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20240731"),
        ("trước ngày 03/7/2024", "2024-07-02", ""),
        ("trong tháng 6/2024", "2024-06-30", ""),
        ("trước ngày 15/12", "2024-12-14", ""),
    ],
)  # fmt: skip
def test_the_first_occurrence_follows_the_issue_date(phrase: str, first_last_day: str, rrule: str) -> None:
    deadline, found = read_duty_deadline(phrase, ISSUED, VIETNAM)
    assert (deadline.last_day(VIETNAM).isoformat(), found) == (first_last_day, rrule)
    assert deadline.phrase == phrase


def test_a_deadline_at_an_hour_keeps_it() -> None:
    weekly, _ = read_duty_deadline("trước 10 giờ thứ Sáu hằng tuần", ISSUED, VIETNAM)
    assert weekly.late_from.astimezone(VIETNAM).isoformat() == "2024-06-07T10:00:00+07:00"
    yearly, rrule = read_duty_deadline("trước 17 giờ ngày 15/12 hằng năm", ISSUED, VIETNAM)
    assert yearly.late_from.astimezone(VIETNAM).isoformat() == "2024-12-15T17:00:00+07:00"
    assert rrule == "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("hằng tháng", "unreadable-recurrence"),
        ("báo cáo định kỳ", "unreadable-recurrence"),
        ("định kỳ 2 tháng một lần trước ngày 5", "unreadable-recurrence"),
        ("trước 17 giờ ngày 25 hằng tháng", "unreadable-recurrence"),
        ("hằng tháng trước ngày 25/6/2024", "unreadable-recurrence"),
        ("hằng năm trước ngày 15/12/2024", "unreadable-recurrence"),
        ("các thứ Hai trong tháng 3/2024", "unreadable-recurrence"),
        ("6 tháng (trước ngày 10/6) và năm (trước ngày 10/12)", "several-recurrences"),
        ("trước ngày 25 hằng tháng, riêng tháng 12 trước ngày 15/12", "several-recurrences"),
        ("kịp thời", "unreadable-deadline"),
        ("trước ngày 31/11", "no-such-day"),
        ("hằng tháng trước ngày 25 " + "rất " * 60, "unreadable-deadline"),
    ],
)
def test_what_is_not_clear_is_asked_about_and_never_guessed(phrase: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_duty_deadline(phrase, ISSUED, VIETNAM)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "phrase", ["hằng tháng trước ngày 25", "hằng năm trước ngày 15/12", "thứ Sáu hằng tuần"]
)
def test_without_an_issue_date_nobody_knows_where_a_series_begins(phrase: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_duty_deadline(phrase, None, VIETNAM)
    assert caught.value.code == "issue-date-missing"


@pytest.mark.parametrize(
    ("phrase", "rrule"),
    [("trước ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25"), ("25/7/2024", "FREQ=MONTHLY;BYMONTHDAY=24")],
)
def test_words_and_a_rule_that_say_different_things_are_refused(phrase: str, rrule: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_series(phrase, rrule, ISSUED, VIETNAM)
    assert caught.value.code == "rrule-misses-deadline"


def test_nothing_said_is_no_deadline() -> None:
    assert read_series("", "", ISSUED, VIETNAM) == (None, "")
