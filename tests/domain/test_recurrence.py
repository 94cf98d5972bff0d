"""Rules of duties that come back: what is read, which days, what the periods are called, when they open."""

from datetime import date, datetime, time

import pytest

from domain.deadlines import by_end_of_day
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.recurrence import Rule, late_from_on, opens_at, period_of, read_rule
from domain.reminders import ReminderPolicy
from domain.work_calendar import WorkCalendar

WEEKDAYS_ONLY = WorkCalendar()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=24", Rule("month", month_day=24)),
        ("rrule:freq=monthly;bymonthday=-1", Rule("month", month_day=-1)),
        ("FREQ=MONTHLY;INTERVAL=3", Rule("month", 3)),
        ("FREQ=YEARLY;BYMONTH=9,3,6,12;BYMONTHDAY=19", Rule("month", months=(3, 6, 9, 12), month_day=19)),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=9", Rule("month", 12, months=(6,), month_day=9)),
        ("FREQ=YEARLY;INTERVAL=5", Rule("month", 60)),
        ("FREQ=WEEKLY;BYDAY=TH", Rule("week", weekdays=(3,))),
        ("FREQ=WEEKLY;BYDAY=FR,MO;UNTIL=20240731", Rule("week", weekdays=(0, 4), until=date(2024, 7, 31))),
        ("FREQ=DAILY;UNTIL=20240710", Rule("day", until=date(2024, 7, 10))),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=6", Rule("week", 2, count=6)),
    ],
)
def test_the_rules_that_plans_need_are_read(text: str, rule: Rule) -> None:
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BYMONTHDAY=24",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=24;BYMONTHDAY=25",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=YEARLY;BYMONTHDAY=24",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=3,9",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=WEEKLY;BYMONTH=6",
        "FREQ=WEEKLY;UNTIL=20240231",
        "FREQ=WEEKLY;UNTIL=20240731;COUNT=3",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=٢٤",
        "hằng tháng",
        "FREQ=YEARLY;BYMONTH=" + ",".join(["6"] * 100),
    ],
)
def test_any_other_rule_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_rule(text)
    assert caught.value.code == "unreadable-rrule"


@pytest.mark.parametrize(
    ("text", "from_day", "first"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=24", "2024-06-24", "2024-06-24"),
        ("FREQ=MONTHLY;BYMONTHDAY=24", "2024-06-25", "2024-07-24"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2024-06-05", "2024-06-30"),
        ("FREQ=MONTHLY;BYMONTHDAY=30", "2025-02-01", "2025-02-28"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2024-02-01", "2024-02-29"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-03-01", "2025-02-28"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=19", "2024-12-20", "2025-03-19"),
        ("FREQ=WEEKLY;BYDAY=TH", "2024-06-07", "2024-06-13"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20240610", "2024-06-11", None),
        ("FREQ=DAILY", "2024-06-11", "2024-06-11"),
        ("FREQ=MONTHLY", "2024-06-05", None),
        ("FREQ=WEEKLY", "2024-06-05", None),
    ],
)  # fmt: skip
def test_a_rule_names_its_first_day_when_it_names_a_day_at_all(
    text: str, from_day: str, first: str | None
) -> None:
    found = read_rule(text).first_day(date.fromisoformat(from_day))
    assert (found.isoformat() if found else None) == first


@pytest.mark.parametrize(
    ("text", "first", "day", "period"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=24", "2024-06-24", "2024-07-24", "2024-07"),
        ("FREQ=MONTHLY;INTERVAL=2", "2024-06-24", "2024-08-24", "2024-08"),
        ("FREQ=MONTHLY;INTERVAL=3", "2024-06-24", "2024-09-24", "2024-Q3"),
        ("FREQ=MONTHLY;INTERVAL=5", "2024-06-24", "2024-11-24", "2024-11"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=19", "2024-06-19", "2024-12-19", "2024-Q4"),
        ("FREQ=YEARLY;BYMONTH=2,5;BYMONTHDAY=19", "2024-05-19", "2024-05-19", "2024-Q2"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=14", "2024-06-14", "2024-06-14", "2024-H1"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=14", "2024-06-14", "2024-12-14", "2024-H2"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14", "2024-12-14", "2025-12-14", "2025"),
        ("FREQ=YEARLY", "2024-11-20", "2024-11-20", "2024"),
        ("FREQ=WEEKLY;BYDAY=TH", "2024-06-13", "2024-06-27", "2024-W26"),
        ("FREQ=WEEKLY", "2024-12-30", "2024-12-30", "2025-W01"),
        ("FREQ=DAILY", "2024-06-13", "2024-06-27", "2024-06-27"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2024-06-13", "2024-06-27", "2024-06-27"),
    ],
)
def test_an_occurrence_is_named_by_the_longest_period_it_has_for_itself(
    text: str, first: str, day: str, period: str
) -> None:
    assert period_of(read_rule(text), date.fromisoformat(first), date.fromisoformat(day)) == period


@pytest.mark.parametrize(
    ("text", "day", "period"),
    [
        ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=4", "2024-07-04", "2024-07"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=9", "2024-07-09", "2024-07"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=14", "2025-01-14", "2025-01"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=14", "2025-04-14", "2025"),
    ],
)
def test_what_is_due_as_a_period_begins_does_not_claim_to_be_about_it(
    text: str, day: str, period: str
) -> None:
    assert period_of(read_rule(text), date.fromisoformat(day), date.fromisoformat(day)) == period


def test_each_deadline_follows_the_rule_of_the_first_and_no_day_off_moves_it() -> None:
    sunday = date(2024, 11, 24)
    assert late_from_on(sunday, local("2024-06-25T00:00"), VIETNAM) == local("2024-11-25T00:00")
    assert late_from_on(sunday, local("2024-06-24T17:00"), VIETNAM) == local("2024-11-24T17:00")


def opening(last_day: str, previous: str = "", policy: ReminderPolicy | None = None) -> datetime:
    deadline = by_end_of_day(date.fromisoformat(last_day), VIETNAM)
    before = by_end_of_day(date.fromisoformat(previous), VIETNAM) if previous else None
    found = opens_at(deadline, before, policy or ReminderPolicy(), WEEKDAYS_ONLY, VIETNAM)
    return found.astimezone(VIETNAM)


def test_an_occurrence_opens_with_its_first_reminder() -> None:
    assert opening("2024-06-24") == local("2024-06-17T08:00")
    assert opening("2024-06-30") == local("2024-06-21T08:00"), "T-7 is a Sunday: it moves to Friday"
    assert opening("2024-06-24", policy=ReminderPolicy(days_before=(14, 1))) == local("2024-06-10T08:00")


@pytest.mark.parametrize("days", [(), (1, 0)])
def test_a_unit_has_a_week_even_where_the_first_reminder_comes_later(days: tuple[int, ...]) -> None:
    policy = ReminderPolicy(days_before=days, at=time(7))
    assert opening("2024-06-24", policy=policy) == local("2024-06-17T07:00")


def test_one_period_does_not_open_before_the_day_on_which_the_one_before_is_due() -> None:
    far_ahead = ReminderPolicy(days_before=(60,))
    assert opening("2024-06-24", "2024-05-24", far_ahead) == local("2024-05-24T08:00")
    assert opening("2024-06-21", "2024-06-14") == local("2024-06-14T08:00")
