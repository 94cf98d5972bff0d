"""Which step goes out when: weekends, holidays, merging, quiet hours."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deadlines import by_end_of_day
from domain.local_time import VIETNAM, local_day
from domain.reminders import (
    ReminderPolicy,
    Step,
    may_be_spared,
    may_push,
    next_look,
    next_step_at,
    policy_of_return,
    push_allowed_from,
    relevant_step,
    steps_of_return,
    steps_until,
)
from domain.work_calendar import WorkCalendar

PLAIN = WorkCalendar()
TET = WorkCalendar(frozenset(date(2025, 1, 25) + timedelta(days=shift) for shift in range(9)))
DEFAULT = ReminderPolicy()
END_OF_JUNE = by_end_of_day(date(2024, 6, 30), VIETNAM)  # a Sunday


def at(local: str) -> datetime:
    return datetime.fromisoformat(f"{local}+07:00")


def end_of(day: str) -> datetime:
    return by_end_of_day(date.fromisoformat(day), VIETNAM)


def local(step: Step) -> str:
    return step.at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M")


def plan(
    late_from: datetime,
    until: str,
    policy: ReminderPolicy = DEFAULT,
    calendar: WorkCalendar = PLAIN,
) -> list[tuple[str, str]]:
    steps = steps_until(late_from, policy, calendar, VIETNAM, at(until))
    return [(step.key.split("/")[1], local(step)) for step in steps]


def test_a_sunday_deadline_is_reminded_on_the_fridays_before_and_nudged_from_monday() -> None:
    assert plan(END_OF_JUNE, "2024-07-24T23:00") == [
        ("T-7", "2024-06-21 08:00"),  # 23/6 is a Sunday
        ("T-3", "2024-06-27 08:00"),
        ("T-0", "2024-06-28 08:00"),  # T-1 on Saturday and T-0 on Sunday merge on Friday
        ("T+1", "2024-07-01 08:00"),
        ("T+2", "2024-07-02 08:00"),
        ("T+3", "2024-07-03 08:00"),
        ("W1", "2024-07-10 08:00"),
        ("W2", "2024-07-17 08:00"),
        ("W3", "2024-07-24 08:00"),
    ]


def test_the_report_of_the_real_plan_is_reminded_before_the_end_of_2_july() -> None:
    assert plan(end_of("2024-07-02"), "2024-07-12T23:00") == [
        ("T-7", "2024-06-25 08:00"),
        ("T-3", "2024-06-28 08:00"),  # 29/6 is a Saturday
        ("T-1", "2024-07-01 08:00"),
        ("T-0", "2024-07-02 08:00"),
        ("T+1", "2024-07-03 08:00"),
        ("T+2", "2024-07-04 08:00"),
        ("T+3", "2024-07-05 08:00"),
        ("W1", "2024-07-12 08:00"),
    ]


def test_a_friday_deadline_is_nudged_from_monday_on() -> None:
    assert plan(end_of("2024-06-28"), "2024-07-04T00:00")[3:] == [
        ("T-0", "2024-06-28 08:00"),
        ("T+1", "2024-07-01 08:00"),
        ("T+2", "2024-07-02 08:00"),
        ("T+3", "2024-07-03 08:00"),
    ]


def test_steps_in_tet_move_before_the_holiday_when_they_precede_the_deadline() -> None:
    assert plan(end_of("2025-01-31"), "2025-02-13T00:00", calendar=TET) == [
        ("T-0", "2025-01-24 08:00"),  # 24/1 (T-7), 28/1, 30/1 and 31/1 merge
        ("T+1", "2025-02-03 08:00"),
        ("T+2", "2025-02-04 08:00"),
        ("T+3", "2025-02-05 08:00"),
        ("W1", "2025-02-12 08:00"),
    ]


def test_nudges_in_tet_move_after_the_holiday() -> None:
    assert plan(end_of("2025-01-17"), "2025-02-20T00:00", calendar=TET)[4:] == [
        ("T+1", "2025-01-20 08:00"),
        ("T+2", "2025-01-21 08:00"),
        ("T+3", "2025-01-22 08:00"),
        ("W1", "2025-02-03 08:00"),  # 29/1 is the first day of Tết
        ("W2", "2025-02-05 08:00"),
        ("W3", "2025-02-12 08:00"),
        ("W4", "2025-02-19 08:00"),
    ]


def test_an_exchanged_saturday_carries_its_own_step() -> None:
    calendar = WorkCalendar(extra_working_days=frozenset({date(2024, 6, 29)}))
    assert plan(END_OF_JUNE, "2024-06-30T23:00", calendar=calendar)[-1] == ("T-0", "2024-06-29 08:00")


def test_the_key_names_the_last_valid_day_so_that_an_extension_starts_a_new_series() -> None:
    first = steps_until(END_OF_JUNE, DEFAULT, PLAIN, VIETNAM, at("2024-07-31T00:00"))
    extended = steps_until(end_of("2024-07-05"), DEFAULT, PLAIN, VIETNAM, at("2024-07-31T00:00"))
    assert first[0].key == "2024-06-30/T-7"
    assert extended[0].key == "2024-07-05/T-7"
    assert not {step.key for step in first} & {step.key for step in extended}


def test_reminders_precede_the_deadline_and_nudges_follow_it() -> None:
    for step in steps_until(END_OF_JUNE, DEFAULT, PLAIN, VIETNAM, at("2024-08-31T00:00")):
        assert step.is_nudge is (step.at >= END_OF_JUNE)


@pytest.mark.parametrize(
    ("horizon", "last"),
    [
        ("2024-06-21T07:59:59", None),
        ("2024-06-21T08:00:00", "T-7"),
        ("2024-07-01T07:59:59", "T-0"),
        ("2024-07-01T08:00:00", "T+1"),
    ],
)
def test_nothing_is_planned_beyond_the_horizon(horizon: str, last: str | None) -> None:
    steps = plan(END_OF_JUNE, horizon)
    assert (steps[-1][0] if steps else None) == last


@pytest.mark.parametrize(
    ("deadline", "labels"),
    [
        ("2024-07-03T17:00", ["T-7", "T-3", "T-1", "T-0", "T+1"]),
        ("2024-07-03T08:01", ["T-7", "T-3", "T-1", "T-0", "T+1"]),
        ("2024-07-03T08:00", ["T-7", "T-3", "T-1", "T+1"]),
        ("2024-07-03T07:00", ["T-7", "T-3", "T-1", "T+1"]),
    ],
)
def test_a_deadline_with_an_hour_is_not_reminded_after_it_has_passed(
    deadline: str, labels: list[str]
) -> None:
    assert [label for label, _ in plan(at(deadline), "2024-07-04T12:00")] == labels


def test_the_first_nudge_of_an_hour_deadline_comes_the_working_day_after() -> None:
    assert plan(at("2024-07-03T17:00"), "2024-07-04T12:00")[-1] == ("T+1", "2024-07-04 08:00")


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (ReminderPolicy(days_before=()), ["T+1", "T+2", "T+3", "W1"]),
        (ReminderPolicy(working_days_after=(), then_every_days=0), ["T-7", "T-3", "T-0"]),
        (ReminderPolicy(then_every_days=0), ["T-7", "T-3", "T-0", "T+1", "T+2", "T+3"]),
        (ReminderPolicy(days_before=(), working_days_after=(), then_every_days=0), []),
    ],
)
def test_an_empty_part_of_the_policy_sends_nothing(policy: ReminderPolicy, expected: list[str]) -> None:
    assert [label for label, _ in plan(END_OF_JUNE, "2024-07-12T00:00", policy)] == expected


def test_without_working_day_nudges_the_weeks_count_from_the_last_valid_day() -> None:
    policy = ReminderPolicy(days_before=(), working_days_after=())
    assert plan(END_OF_JUNE, "2024-07-20T00:00", policy) == [
        ("W1", "2024-07-08 08:00"),  # 7/7 is a Sunday
        ("W2", "2024-07-15 08:00"),
    ]


def test_the_order_in_which_the_policy_lists_its_days_does_not_matter() -> None:
    shuffled = ReminderPolicy(days_before=(0, 3, 7, 1), working_days_after=(3, 1, 2))
    assert plan(END_OF_JUNE, "2024-07-31T00:00", shuffled) == plan(END_OF_JUNE, "2024-07-31T00:00")


def test_the_hour_of_the_policy_is_the_hour_of_every_step() -> None:
    policy = ReminderPolicy(at=time(14, 30))
    assert {when[11:] for _, when in plan(END_OF_JUNE, "2024-07-31T00:00", policy)} == {"14:30"}


@pytest.mark.parametrize(
    ("now", "label"),
    [
        ("2024-06-20T12:00", None),
        ("2024-06-21T08:00", "T-7"),
        ("2024-06-26T15:00", "T-7"),
        ("2024-06-29T09:00", "T-0"),
        ("2024-07-06T09:00", "T+3"),
    ],
)
def test_a_late_joiner_gets_the_one_step_that_is_now_relevant(now: str, label: str | None) -> None:
    steps = steps_until(END_OF_JUNE, DEFAULT, PLAIN, VIETNAM, at("2024-07-31T00:00"))
    step = relevant_step(steps, at(now))
    assert (step.key.split("/")[1] if step else None) == label


def test_without_steps_none_is_relevant() -> None:
    assert relevant_step([], at("2024-07-01T08:00")) is None


@pytest.mark.parametrize(
    ("now", "is_quiet", "end"),
    [
        ("2024-06-27T20:29:59", False, "2024-06-27T20:29:59"),
        ("2024-06-27T20:30:00", True, "2024-06-28T06:30:00"),
        ("2024-06-27T23:59:59", True, "2024-06-28T06:30:00"),
        ("2024-06-28T00:00:00", True, "2024-06-28T06:30:00"),
        ("2024-06-28T06:29:59", True, "2024-06-28T06:30:00"),
        ("2024-06-28T06:30:00", False, "2024-06-28T06:30:00"),
        ("2024-06-28T12:00:00", False, "2024-06-28T12:00:00"),
        ("2024-12-31T22:00:00", True, "2025-01-01T06:30:00"),
    ],
)
def test_quiet_hours_last_from_half_past_eight_in_the_evening_to_half_past_six(
    now: str, is_quiet: bool, end: str
) -> None:
    assert DEFAULT.is_quiet(at(now), VIETNAM) is is_quiet
    assert DEFAULT.end_of_quiet(at(now), VIETNAM) == at(end)


@pytest.mark.parametrize(
    ("now", "late_from", "calendar", "may"),
    [
        # quiet hours hold everything back, deadline or not
        ("2024-06-28T06:29:59", END_OF_JUNE, PLAIN, False),
        ("2024-06-28T06:30:00", END_OF_JUNE, PLAIN, True),
        ("2024-06-28T20:29:59", END_OF_JUNE, PLAIN, True),
        ("2024-06-28T20:30:00", END_OF_JUNE, PLAIN, False),
        ("2024-06-30T21:00:00", END_OF_JUNE, PLAIN, False),
        # missed on Friday for a Sunday deadline: still on Saturday and Sunday
        ("2024-06-29T09:00", END_OF_JUNE, PLAIN, True),
        ("2024-06-30T09:00", END_OF_JUNE, PLAIN, True),
        # a working day is still left before the deadline: wait for it
        ("2024-06-22T09:00", END_OF_JUNE, PLAIN, False),
        ("2024-06-29T09:00", end_of("2024-07-01"), PLAIN, False),
        # a nudge waits for Monday
        ("2024-07-06T09:00", END_OF_JUNE, PLAIN, False),
        ("2024-07-08T09:00", END_OF_JUNE, PLAIN, True),
        # Tết
        ("2025-01-26T09:00", end_of("2025-01-31"), TET, True),
        ("2025-01-26T09:00", end_of("2025-02-03"), TET, False),
        ("2025-02-01T09:00", end_of("2025-01-31"), TET, False),
        # an hour on a day off: until that hour
        ("2024-06-30T09:00", at("2024-06-30T10:00"), PLAIN, True),
        ("2024-06-30T10:00", at("2024-06-30T10:00"), PLAIN, False),
        # an exchanged Saturday is a working day like any other
        ("2024-07-06T09:00", END_OF_JUNE, WorkCalendar(frozenset(), frozenset({date(2024, 7, 6)})), True),
    ],
)
def test_on_a_day_off_only_what_cannot_wait_is_pushed(
    now: str, late_from: datetime, calendar: WorkCalendar, may: bool
) -> None:
    assert may_push(at(now), late_from, DEFAULT, calendar, VIETNAM) is may


POLICIES = st.builds(
    ReminderPolicy,
    days_before=st.lists(st.integers(0, 30), max_size=6).map(tuple),
    working_days_after=st.lists(st.integers(1, 10), max_size=5).map(tuple),
    then_every_days=st.integers(0, 14),
)


@settings(max_examples=100, deadline=None)
@given(
    day=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    policy=POLICIES,
    days_off=st.frozensets(st.dates(date(2023, 12, 1), date(2026, 3, 1)), max_size=40),
)
def test_for_any_policy_each_day_has_one_step_on_a_working_day_and_every_key_is_unique(
    day: date, policy: ReminderPolicy, days_off: frozenset[date]
) -> None:
    late_from, calendar = by_end_of_day(day, VIETNAM), WorkCalendar(days_off)
    steps = steps_until(late_from, policy, calendar, VIETNAM, late_from + timedelta(days=60))
    days = [local_day(step.at, VIETNAM) for step in steps]
    assert days == sorted(set(days))
    assert all(calendar.is_working_day(step_day) for step_day in days)
    assert len({step.key for step in steps}) == len(steps)
    assert all(step.is_nudge is (step.at >= late_from) for step in steps)


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(2024, 1, 1), date(2026, 1, 1)), policy=POLICIES, shift=st.integers(0, 60))
def test_a_nearer_horizon_never_changes_the_steps_before_it(
    day: date, policy: ReminderPolicy, shift: int
) -> None:
    late_from = by_end_of_day(day, VIETNAM)
    near = late_from + timedelta(days=shift)
    far = steps_until(late_from, policy, PLAIN, VIETNAM, late_from + timedelta(days=60))
    assert steps_until(late_from, policy, PLAIN, VIETNAM, near) == [step for step in far if step.at <= near]


@pytest.mark.parametrize(
    ("now", "late_from", "is_pending", "snoozed_until", "look"),
    [
        # nothing is due yet: the next step, and after it the one after
        ("2024-06-05T09:00", END_OF_JUNE, False, [], "2024-06-21T08:00"),
        ("2024-06-21T08:00", END_OF_JUNE, False, [], "2024-06-27T08:00"),
        ("2024-06-28T08:00", END_OF_JUNE, False, [], "2024-07-01T08:00"),
        ("2024-07-03T08:00", END_OF_JUNE, False, [], "2024-07-10T08:00"),
        # due, and to be pushed at once, after the night, or on Monday
        ("2024-06-21T10:00", END_OF_JUNE, True, [], "2024-06-21T10:00"),
        ("2024-06-20T22:00", END_OF_JUNE, True, [], "2024-06-21T06:30"),
        ("2024-06-22T10:00", END_OF_JUNE, True, [], "2024-06-24T06:30"),
        ("2024-06-29T05:00", END_OF_JUNE, True, [], "2024-06-29T06:30"),
        # a snooze ends before the next step, in the night, on a day off, or after the step
        ("2024-06-21T09:00", END_OF_JUNE, False, ["2024-06-21T12:00"], "2024-06-21T12:00"),
        ("2024-06-21T18:00", END_OF_JUNE, False, ["2024-06-21T21:00"], "2024-06-24T06:30"),
        ("2024-06-24T18:00", END_OF_JUNE, False, ["2024-06-24T21:00"], "2024-06-25T06:30"),
        ("2024-06-24T09:00", END_OF_JUNE, False, ["2024-06-28T08:00"], "2024-06-27T08:00"),
        # a snooze that is over plays no part
        ("2024-06-24T09:00", END_OF_JUNE, False, ["2024-06-22T08:00"], "2024-06-27T08:00"),
    ],
)
def test_when_an_assignment_is_looked_at_again(
    now: str, late_from: datetime, is_pending: bool, snoozed_until: list[str], look: str
) -> None:
    waits = [at(until) for until in snoozed_until]
    found = next_look(at(now), late_from, DEFAULT, PLAIN, VIETNAM, is_pending=is_pending, snoozed_until=waits)
    assert found == at(look)


def test_an_event_is_not_looked_at_after_it_and_a_finished_series_never_again() -> None:
    event = at("2024-06-11T14:00")
    look = next_look(at("2024-06-10T09:00"), event, DEFAULT, PLAIN, VIETNAM, expects_report=False)
    assert look == at("2024-06-11T08:00")
    assert next_look(look, event, DEFAULT, PLAIN, VIETNAM, expects_report=False) is None
    once = ReminderPolicy(working_days_after=(1,), then_every_days=0)
    assert next_look(at("2024-07-01T08:00"), END_OF_JUNE, once, PLAIN, VIETNAM) is None


def test_what_lies_far_away_is_looked_at_before_because_its_holidays_are_not_known_yet() -> None:
    now = at("2024-06-05T09:00")
    assert next_look(now, end_of("2030-06-30"), DEFAULT, PLAIN, VIETNAM) == now + timedelta(days=180)


@settings(max_examples=100, deadline=None)
@given(
    day=st.dates(date(2024, 6, 1), date(2024, 7, 1)),
    policy=POLICIES,
    after=st.datetimes(datetime(2024, 4, 1), datetime(2024, 9, 1)),  # noqa: DTZ001
    days_off=st.frozensets(st.dates(date(2024, 4, 1), date(2024, 9, 1)), max_size=30),
)
def test_the_next_step_is_the_first_of_all_steps_that_lies_ahead(
    day: date, policy: ReminderPolicy, after: datetime, days_off: frozenset[date]
) -> None:
    late_from, calendar = by_end_of_day(day, VIETNAM), WorkCalendar(days_off)
    after = after.replace(tzinfo=VIETNAM)
    far = max(after, late_from) + timedelta(days=90)
    ahead = [step.at for step in steps_until(late_from, policy, calendar, VIETNAM, far) if step.at > after]
    assert next_step_at(after, late_from, policy, calendar, VIETNAM) == min(ahead, default=None)


@settings(max_examples=60, deadline=None)
@given(
    instant=st.datetimes(datetime(2024, 6, 1), datetime(2024, 7, 10)),  # noqa: DTZ001
    late_from=st.datetimes(datetime(2024, 6, 1), datetime(2024, 7, 10)),  # noqa: DTZ001
    quiet=st.tuples(st.integers(0, 23), st.integers(0, 23)),
    days_off=st.frozensets(st.dates(date(2024, 6, 1), date(2024, 7, 10)), max_size=20),
)
def test_nothing_may_be_pushed_before_the_instant_from_which_it_may(
    instant: datetime, late_from: datetime, quiet: tuple[int, int], days_off: frozenset[date]
) -> None:
    policy, calendar = (
        ReminderPolicy(quiet_from=time(quiet[0]), quiet_until=time(quiet[1])),
        WorkCalendar(days_off),
    )
    instant, late_from = instant.replace(tzinfo=VIETNAM), late_from.replace(tzinfo=VIETNAM)
    found = push_allowed_from(instant, late_from, policy, calendar, VIETNAM)
    assert may_push(found, late_from, policy, calendar, VIETNAM)
    while instant < found:
        assert not may_push(instant, late_from, policy, calendar, VIETNAM)
        instant += timedelta(minutes=30)


@pytest.mark.parametrize(
    ("key", "policy", "is_spared"),
    [
        ("2024-06-30/T-7", ReminderPolicy(), True),
        ("2024-06-30/T-1", ReminderPolicy(), True),
        ("2024-06-30/T-0", ReminderPolicy(), False),
        ("2024-06-30/T-1", ReminderPolicy(days_before=(5, 1)), False),
        ("2024-06-30/T+1", ReminderPolicy(), False),
        ("2024-06-30/T+2", ReminderPolicy(), True),
        ("2024-06-30/T+2", ReminderPolicy(working_days_after=(2, 4)), False),
        ("2024-06-30/W1", ReminderPolicy(), False),
        ("again/2024-06-24T01:00", ReminderPolicy(), False),
        ("by_staff/2024-06-24/15", ReminderPolicy(), False),
    ],
)
def test_where_messages_are_scarce_only_the_needful_goes(
    key: str, policy: ReminderPolicy, is_spared: bool
) -> None:
    assert may_be_spared(Step(key, at("2024-06-21T08:00"), is_nudge=False), policy) == is_spared


def returned(at_local: str, until_day: str, horizon: str = "2024-12-31T23:00") -> list[tuple[str, str]]:
    steps = steps_of_return(at(at_local), end_of(until_day), DEFAULT, PLAIN, VIETNAM, at(horizon))
    return [(step.key.split("/")[-1], local(step)) for step in steps]


@pytest.mark.parametrize(
    ("returned_at", "until", "steps"),
    [
        (
            "2024-06-24T10:00",  # a Monday, mended by Wednesday
            "2024-06-26",
            [("T-1", "2024-06-25 08:00"), ("T-0", "2024-06-26 08:00"), ("T+1", "2024-06-27 08:00")],
        ),
        (
            "2024-06-25T10:00",
            "2024-06-26",  # this morning's step would say what the return has just said
            [("T-0", "2024-06-26 08:00"), ("T+1", "2024-06-27 08:00")],
        ),
        ("2024-06-26T10:00", "2024-06-26", [("T+1", "2024-06-27 08:00")]),
        (
            "2024-06-27T16:00",  # a Thursday, mended by Monday
            "2024-07-01",
            [("T-1", "2024-06-28 08:00"), ("T-0", "2024-07-01 08:00"), ("T+1", "2024-07-02 08:00")],
        ),
        (
            "2024-06-26T10:00",
            "2024-06-30",  # a Sunday: both steps before it come on Friday, in one
            [("T-0", "2024-06-28 08:00"), ("T+1", "2024-07-01 08:00")],
        ),
    ],
)
def test_a_return_is_reminded_of_a_day_before_on_the_day_and_once_after(
    returned_at: str, until: str, steps: list[tuple[str, str]]
) -> None:
    assert returned(returned_at, until) == steps


def test_every_return_has_a_series_of_its_own() -> None:
    first, second = (
        steps_of_return(at(when), end_of("2024-06-27"), DEFAULT, PLAIN, VIETNAM, at("2024-06-30T00:00"))
        for when in ("2024-06-24T10:00", "2024-06-25T09:30")
    )
    assert first[0].key == "2024-06-27/returned-0624T100000/T-1"
    assert {step.key for step in first}.isdisjoint(step.key for step in second)
    assert all(len(step.key) <= 40 for step in [*first, *second]), "the column holds no more"


def test_after_the_one_nudge_a_return_is_never_looked_at_again() -> None:
    late_from, policy = end_of("2024-06-26"), policy_of_return(DEFAULT)
    assert next_look(at("2024-06-26T09:00"), late_from, policy, PLAIN, VIETNAM) == at("2024-06-27T08:00")
    assert next_look(at("2024-06-27T08:00"), late_from, policy, PLAIN, VIETNAM) is None


def test_a_system_that_was_off_sends_one_reminder_of_a_return() -> None:
    steps = steps_of_return(
        at("2024-06-24T10:00"), end_of("2024-06-26"), DEFAULT, PLAIN, VIETNAM, at("2024-06-28T09:00")
    )
    relevant = relevant_step(steps, at("2024-06-28T09:00"))
    assert relevant is not None
    assert relevant.key.endswith("/T+1")
