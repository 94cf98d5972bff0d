"""Which rows of the books of messages are in order, how long a message may wait, and when staff are told."""

from datetime import datetime, timedelta

import pytest

from domain.accounts import Finding, inbox_fault, may_wait, outbox_fault, quiet_ended_at, together
from domain.alarms import is_alarm_due
from domain.local_time import VIETNAM
from domain.reminders import ReminderPolicy

NOW = datetime.fromisoformat("2024-06-21T09:00+07:00")
NOTHING = {"reason": "", "has_lease": False, "is_claimed": False, "is_finished": False}


@pytest.mark.parametrize(
    ("outcome", "is_handled", "error", "fault"),
    [
        ("", False, "", ""),
        ("", False, "ZeroDivisionError", ""),
        ("done", True, "", ""),
        ("refused", True, "", ""),
        ("failed", True, "ZeroDivisionError", ""),
        ("set_aside", True, "ZeroDivisionError", ""),
        ("set_aside", True, "", ""),
        ("done", False, "", "inbox_outcome_too_early"),
        ("failed", False, "", "inbox_outcome_too_early"),
        ("", True, "", "inbox_without_outcome"),
        ("lost", True, "", "inbox_without_outcome"),
        ("failed", True, "", "inbox_without_reason"),
    ],
)
def test_what_an_inbox_row_has_to_say(outcome: str, is_handled: bool, error: str, fault: str) -> None:
    assert inbox_fault(outcome=outcome, is_handled=is_handled, error=error) == fault


@pytest.mark.parametrize(
    ("state", "says", "fault"),
    [
        ("queued", {}, ""),
        ("failed", {"reason": "server_error", "is_claimed": True}, ""),
        ("queued", {"has_lease": True}, "outbox_waits_and_ended"),
        ("failed", {"is_finished": True}, "outbox_waits_and_ended"),
        ("sending", {"has_lease": True, "is_claimed": True}, ""),
        ("sending", {"is_claimed": True}, "outbox_sent_by_nobody"),
        ("sending", {"has_lease": True}, "outbox_sent_by_nobody"),
        ("sent", {"is_finished": True}, ""),
        ("sent", {"is_finished": True, "reason": "confirmed_by_staff"}, ""),
        ("sent", {}, "outbox_without_end"),
        ("uncertain", {"is_finished": True, "reason": "no_answer"}, ""),
        ("cancelled", {"is_finished": True, "reason": "reported"}, ""),
        ("undeliverable", {"is_finished": True, "reason": "blocked"}, ""),
        ("uncertain", {"is_finished": True}, "outbox_without_reason"),
        ("cancelled", {"is_finished": True}, "outbox_without_reason"),
        ("undeliverable", {"is_finished": True}, "outbox_without_reason"),
        ("undeliverable", {"reason": "blocked"}, "outbox_without_end"),
        ("lost", {"is_finished": True}, "outbox_unknown_state"),
    ],
)
def test_what_an_outbox_row_has_to_say(state: str, says: dict[str, object], fault: str) -> None:
    assert outbox_fault(state=state, **{**NOTHING, **says}) == fault  # type: ignore[arg-type]


def test_the_more_waits_the_longer_a_message_may_wait() -> None:
    assert may_wait(1) == timedelta(minutes=2, seconds=1)
    assert may_wait(2000) == timedelta(minutes=2, seconds=2000)


@pytest.mark.parametrize(
    ("now", "ended"),
    [
        ("2024-06-21T06:30", "2024-06-21T06:30"),
        ("2024-06-21T09:00", "2024-06-21T06:30"),
        ("2024-06-21T05:00", "2024-06-20T06:30"),
        ("2024-06-21T23:00", "2024-06-21T06:30"),
    ],
)
def test_when_the_last_quiet_hours_ended(now: str, ended: str) -> None:
    instants = [datetime.fromisoformat(text).replace(tzinfo=VIETNAM) for text in (now, ended)]
    assert quiet_ended_at(instants[0], ReminderPolicy(), VIETNAM) == instants[1]


def test_rows_with_one_fault_are_one_finding_with_the_first_numbers() -> None:
    faults = {9: "late", 3: "late", 4: "", 1: "odd", **dict.fromkeys(range(20, 30), "late")}
    assert together(faults) == [Finding("odd", 1, (1,)), Finding("late", 12, (3, 9, 20, 21, 22))]


@pytest.mark.parametrize(
    ("code", "lasted", "told_before", "is_due"),
    [
        ("inbox_waits", 0, None, False),
        ("inbox_waits", 60, None, True),
        ("outbox_without_end", 0, None, True),
        ("step_forgotten", 0, None, True),
        ("outbox_without_end", 0, 5 * 3600, False),
        ("outbox_without_end", 7 * 3600, 5 * 3600, False),
        ("outbox_without_end", 7 * 3600, 6 * 3600, True),
        ("outbox_without_end", None, None, False),
    ],
)
def test_staff_are_told_once_it_is_sure_and_then_rarely(
    code: str, lasted: int | None, told_before: int | None, is_due: bool
) -> None:
    since = None if lasted is None else NOW - timedelta(seconds=lasted)
    told_at = None if told_before is None else NOW - timedelta(seconds=told_before)
    assert is_alarm_due(code, NOW, since, told_at) == is_due
